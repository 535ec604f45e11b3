"""Small documents and what becomes of them: arguments, answers, pages, and what is refused."""

from typing import Any

import pytest

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.document.validate import validate
from codegen.errors import BuildError
from codegen.plan.generator import Plan, plan
from codegen.plan.operations.operation import Operation
from codegen.write.modules import modules

THING = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
}


def document(path: str, method: str = "get", item: dict[str, Any] | None = None, **operation: Any) -> dict[str, JSON]:
    """Make a document of one operation."""
    whole = {"operationId": "things_do", "tags": ["things"], "responses": {"204": {"description": "Done."}}} | operation
    doc: dict[str, Any] = {
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "tags": [{"name": "things"}],
        "paths": {path: {method: whole} | (item or {})},
        "components": {
            "schemas": {"thing": {"title": "Thing"} | THING},
            "securitySchemes": {
                "bearerAuth": {"type": "http", "scheme": "bearer"},
                "bearerSCIMAuth": {"type": "http", "scheme": "bearer"},
            },
        },
    }
    validate(doc)
    return doc


def made(doc: dict[str, JSON]) -> Plan:
    return plan(doc, doc)


def written(doc: dict[str, JSON]) -> dict[str, str]:
    return modules(made(doc))


def operation(doc: dict[str, JSON]) -> Operation:
    (resource,) = made(doc).resources
    return resource.operations[0]


def query(name: str, schema: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"in": "query", "name": name, "schema": schema, **rest}


def answers(schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    return {"200": {"description": "OK", "content": {media_type: {"schema": schema}}}}


def body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def page(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


ACCEPTED: dict[str, Any] = {"x-organization-token": True}
REFERENCE = {"$ref": "#/components/schemas/thing"}
THINGS = {"type": "array", "items": REFERENCE}


class TestArguments:
    """Signatures and what is said of arguments."""

    @pytest.mark.parametrize(
        ("schema", "declaration"),
        [
            ({"type": "string"}, "x: str | None = None"),
            ({"type": "string", "nullable": True}, "x: str | None = None"),
            ({"type": "integer"}, "x: int | None = None"),
            ({"type": "number"}, "x: float | None = None"),
            ({"type": "boolean"}, "x: bool | None = None"),
            ({"type": "string", "format": "date-time"}, "x: datetime | None = None"),
            ({"type": "string", "format": "date"}, "x: date | None = None"),
            ({"type": "string", "format": "uuid"}, "x: str | None = None"),
            ({"type": "array", "items": {"type": "string"}}, "x: Sequence[str] | None = None"),
            ({"type": "string", "enum": ["b", "a"]}, "x: Literal['b', 'a'] | str | None = None"),
            ({"type": "integer", "enum": [2, 1]}, "x: Literal[2, 1] | int | None = None"),
            (
                {"type": "array", "items": {"type": "string", "enum": ["b", "a"]}},
                "x: Sequence[Literal['b', 'a'] | str] | None = None",
            ),
            ({"type": "string", "enum": ["a", None], "nullable": True}, "x: Literal['a'] | str | None = None"),
            ({"oneOf": [{"type": "integer"}, {"type": "string"}]}, "x: int | str | None = None"),
            ({}, "x: JSON | None = None"),
        ],
    )
    def test_query_parameters(self, schema: dict[str, Any], declaration: str) -> None:
        (argument,) = operation(document("/things", parameters=[query("x", schema)])).arguments.keyword
        assert argument.declaration == declaration

    def test_order_is_path_then_required_then_optional_then_headers(self) -> None:
        doc = document(
            "/things/{b}/of/{a}",
            parameters=[
                {"in": "header", "name": "H", "schema": {"type": "string"}},
                query("q", {"type": "string"}),
                query("r", {"type": "string"}, required=True),
                {"in": "path", "name": "a", "required": True, "schema": {"type": "string"}},
            ],
            item={"parameters": [{"in": "path", "name": "b", "required": True, "schema": {"type": "integer"}}]},
        )
        found = operation(doc)
        assert (
            ", ".join(found.call_parameters) == "b: int, a: str, *, r: str, q: str | None = None, h: str | None = None"
        )
        path = """path=_encoding.path('/things/{b}/of/{a}', b=_encoding.integer("b", b), a=a),"""
        assert path in written(doc)["calls/things.py"]

    def test_python_names_replace_wire_names_in_the_path(self) -> None:
        parameter = {"in": "path", "name": "class", "required": True, "schema": {"type": "string"}}
        assert operation(document("/things/{class}", parameters=[parameter])).template == "/things/{class_}"

    def test_overlay_may_name_a_parameter(self) -> None:
        parameter = query("q", {"type": "string"}) | {"x-python-name": "search"}
        found = operation(document("/things", parameters=[parameter]))
        assert found.sent_in("query") == [("q", '_encoding.checked("search", search, "str | None")')]

    def test_list_that_is_not_exploded_is_joined(self) -> None:
        parameter = query("x", {"type": "array", "items": {"type": "string"}}, explode=False)
        assert operation(document("/things", parameters=[parameter])).sent_in("query") == [
            ("x", '_encoding.joined("x", x)')
        ]

    def test_list_in_a_body_is_no_text(self) -> None:
        texts = {"type": "array", "items": {"type": "string"}}
        found = operation(document("/things", "post", requestBody=body(page(x=texts, y={**texts, "nullable": True}))))
        assert found.sent_in("body") == [
            ("x", '_encoding.listed("x", x, "str", optional=True)'),
            ("y", '_encoding.listed("y", y, optional=True)'),
        ]

    @pytest.mark.parametrize(
        ("about", "text"),
        [
            ({"schema": {"type": "string", "description": "of the schema"}}, "Of the schema."),
            ({"schema": {"type": "string"}, "description": "of the parameter"}, "Of the parameter."),
            ({"schema": {"type": "string"}}, "X."),
            ({"schema": {"type": "boolean", "default": True}, "description": "Do it"}, "Do it. Default: `true`."),
            ({"schema": {"type": "integer", "default": 3}, "description": "Size (default 3)"}, "Size (default 3)."),
            (
                {"schema": {"type": "string", "enum": ["a", "b"]}, "description": "Kind"},
                "Kind. One of `a`, `b`; the service may know others.",
            ),
            ({"schema": {"type": "string", "enum": ["red"]}, "description": "Only red"}, "Only red."),
            (
                {"schema": {"type": "integer", "maximum": 1000, "default": 3}, "description": "Size"},
                "Size. At most 1,000. Default: `3`.",
            ),
            ({"schema": {"type": "string", "maxLength": 5}, "description": "Name"}, "Name. At most 5 characters."),
            ({"schema": {"type": "integer", "maximum": 100}, "description": "Max of 100"}, "Max of 100."),
            ({"schema": {"type": "string", "maxLength": 25000}, "description": "25,000 bytes"}, "25,000 bytes."),
        ],
    )
    def test_text(self, about: dict[str, Any], text: str) -> None:
        doc = document("/things", parameters=[{"in": "query", "name": "x", **about}])
        (argument,) = operation(doc).arguments.keyword
        assert argument.text == text

    def test_body_is_flattened_with_nested_models(self) -> None:
        schema = {
            "type": "object",
            "required": ["things"],
            "properties": {"note": {"type": "string", "nullable": True}, "things": THINGS, "from": {"type": "integer"}},
        }
        found = operation(document("/things", "post", requestBody=body(schema)))
        assert found.call_parameters == [
            "*",
            'things: "Sequence[Thing]"',
            "note: str | None | Omit = OMIT",
            "from_: int | None = None",
        ]
        assert found.sent_in("body") == [
            ("things", '_encoding.listed("things", things)'),
            ("note", '_encoding.checked("note", note, "str | None")'),
            ("from", '_encoding.checked("from_", from_, "int | None")'),
        ]

    def test_models_of_flattened_bodies_are_not_written(self) -> None:
        doc = document("/things", "post", requestBody=body({"type": "object", "properties": {"a": THINGS}}))
        assert {path for path in written(doc) if path.startswith("models/")} == {
            "models/__init__.py",
            "models/thing.py",
        }

    @pytest.mark.parametrize(
        ("schema", "value"),
        [
            (THINGS, '_encoding.listed("body", body)'),
            ({"type": "array", "items": {"type": "string"}}, '_encoding.listed("body", body, "str")'),
            ({"type": "object"}, "body"),
        ],
    )
    def test_body_without_fields_is_one_argument(self, schema: dict[str, Any], value: str) -> None:
        doc = document("/things", "post", requestBody=body(schema))
        (argument,) = operation(doc).arguments.keyword
        assert (argument.name, argument.required) == ("body", True)
        assert f'body=_encoding.argument("body", {value})' in written(doc)["calls/things.py"]

    def test_whole_body_may_have_a_name_of_its_own(self) -> None:
        doc = document("/things", "delete", requestBody=body({**THINGS, "x-python-name": "things"}))
        (argument,) = operation(doc).arguments.keyword
        assert argument.name == "things"
        assert 'body=_encoding.argument("things"' in written(doc)["calls/things.py"]

    def test_field_that_repeats_the_path_takes_its_value(self) -> None:
        parameter = {"in": "path", "name": "owner", "required": True, "schema": {"type": "string"}}
        fields = page(owner={"type": "string"}, a={"type": "string"}) | {"required": ["owner"]}
        found = operation(document("/things/{owner}", "post", parameters=[parameter], requestBody=body(fields)))
        assert found.call_parameters == ["owner: str", "*", "a: str | None = None"]
        assert found.sent_in("body") == [("a", '_encoding.checked("a", a, "str | None")'), ("owner", "owner")]

    @pytest.mark.parametrize(
        ("name", "argument"),
        [
            ("owner", "owner_2"),
            ("options", "options_"),
            ("self", "self_"),
            ("models", "models_"),
            ("calls", "calls_"),
            ("class", "class_"),
            ("$", "x09fc9608"),
        ],
    )
    def test_names_that_clash_are_told_apart(self, name: str, argument: str) -> None:
        parameter = {"in": "path", "name": "owner", "required": True, "schema": {"type": "integer"}}
        schema = {"type": "object", "properties": {name: {"type": "string"}}}
        doc = document("/things/{owner}", "post", parameters=[parameter], requestBody=body(schema))
        plan = made(doc)
        assert [one.name for one in plan.resources[0].operations[0].arguments.keyword] == [argument]
        assert any(f"the argument for {name!r} is called {argument}" in line for line in plan.notices) == (
            name not in {"class", "$"}
        )

    def test_headers_that_belong_to_the_client_are_no_arguments(self) -> None:
        names = ("Authorization", "accept", "Content-Type", "X-Kept")
        parameters = [{"in": "header", "name": name, "schema": {"type": "string"}} for name in names]
        assert [one.json_name for one in operation(document("/things", parameters=parameters)).arguments.all] == [
            "X-Kept"
        ]

    def test_fields_that_only_the_service_writes_are_no_arguments(self) -> None:
        schema = page(id={"type": "string", "readOnly": True}, name={"type": "string"})
        found = operation(document("/things", "post", requestBody=body(schema)))
        assert [one.json_name for one in found.arguments.all] == ["name"]

    @pytest.mark.parametrize("schema", [THINGS, {"type": "array", "items": {"type": "array", "items": {}}}])
    def test_parameters_without_a_spelling_are_refused(self, schema: dict[str, Any]) -> None:
        place = "#/paths/~1things/get/parameters/0/schema"
        with pytest.raises(BuildError, match=f"^{place}: an array or object of arrays or objects in a parameter"):
            made(document("/things", parameters=[query("x", schema)]))


class TestAnswers:
    """Results and how they are decoded."""

    @pytest.mark.parametrize(
        ("responses", "kind", "annotation", "decode"),
        [
            ({"204": {"description": "Done."}}, "none", "None", "_responses.nothing"),
            (answers(REFERENCE), "json", "Thing", "models.Thing.from_json"),
            (answers(REFERENCE, "application/scim+json"), "json", "Thing", "models.Thing.from_json"),
            (answers(THINGS), "json", "builtins.list[Thing]", "_responses.list_of(models.Thing)"),
            (answers({"type": "string"}, "text/csv"), "text", "str", "_responses.text"),
            (answers({}), "json", "JSON", "_responses.anything"),
            (answers({"type": "object"}), "json", "dict[str, JSON]", "_responses.mapping"),
            ({"204": {"description": "None."}, **answers(REFERENCE)}, "json", "Thing | None", "models.Thing.from_json"),
            ({"default": {"description": "Whatever."}}, "none", "None", "_responses.nothing"),
        ],
    )
    def test_kinds(self, responses: dict[str, Any], kind: str, annotation: str, decode: str) -> None:
        answer = operation(document("/things", responses=responses)).response
        assert (answer.kind, answer.annotation, answer.decode) == (kind, annotation, decode)

    def test_head_answers_whether_it_is_there(self) -> None:
        responses = answers(REFERENCE) | {"404": {"description": "Not Found"}}
        found = operation(document("/things", "head", responses=responses))
        assert (found.response.kind, found.response.annotation, found.raises) == ("exists", "bool", ())

    def test_inline_answer_is_called_after_its_operation(self) -> None:
        assert operation(document("/things", responses=answers(THING))).response.annotation == "ThingsDoResult"

    def test_items_of_an_inline_array_are_called_after_the_operation(self) -> None:
        found = operation(document("/things", responses=answers({"type": "array", "items": THING}))).response
        assert found.annotation == "builtins.list[ThingsDoResultItem]"

    def test_object_that_can_hold_nothing_is_a_map(self) -> None:
        nothing = {"type": "object", "title": "Nothing", "additionalProperties": False}
        (argument,) = operation(document("/things", "post", requestBody=body(page(x=nothing)))).arguments.keyword
        assert argument.annotation == "dict[str, JSON]"


class TestPaging:
    """Lists are known by their parameters, or else by their name."""

    def paging(self, schema: dict[str, Any], *names: str, name: str = "do", said: Any = None) -> dict[str, Any] | None:
        parameters = [query(name, {"type": "integer"}) for name in names]
        overruling: dict[str, Any] = {} if said is None else {"x-paging": said}
        doc = document(
            "/things",
            parameters=parameters,
            operationId=f"things_{name}",
            responses=answers(schema),
            **overruling,
        )
        found = operation(doc).paging
        return dict(found.settings) if found else None

    def test_numbered_pages(self) -> None:
        schema = page(count={"type": "integer"}, next={"type": "string"}, results=THINGS)
        expected = {"style": "page", "items": "results", "total": "count", "next": "next"}
        assert self.paging(schema, "page", "page_size") == expected
        assert self.paging(schema, "page_size") == expected

    def test_scim(self) -> None:
        urns = {"type": "array", "items": {"type": "string"}}
        schema = page(totalResults={"type": "integer"}, schemas=urns, Resources=THINGS)
        assert self.paging(schema, "startIndex", "count") == {
            "style": "scim",
            "page": "startIndex",
            "size": "count",
            "items": "Resources",
            "total": "totalResults",
        }

    def test_bare_array(self) -> None:
        assert self.paging(THINGS, name="list") == {"style": "single", "items": None}

    def test_only_array_of_objects(self) -> None:
        schema = page(labels={"type": "array", "items": {"type": "string"}}, data=THINGS)
        assert self.paging(schema, name="list_all") == {"style": "single", "items": "data"}

    def test_only_array(self) -> None:
        schema = page(names={"type": "array", "items": {"type": "string"}})
        assert self.paging(schema, name="list") == {"style": "single", "items": "names"}

    def test_what_holds_no_array_is_no_list_whatever_its_name(self) -> None:
        assert self.paging(REFERENCE, name="list") is None

    def test_what_is_not_called_a_list_and_has_no_pages_is_none(self) -> None:
        assert self.paging(page(data=THINGS), name="listen") is None

    def test_overlay_has_the_last_word(self) -> None:
        schema = page(data=THINGS, more=THINGS)
        assert self.paging(schema, name="list") is None
        said = {"items": "more", "style": "page", "max_size": 5}
        assert self.paging(schema, name="list", said=said) == {"style": "page", "items": "more", "max_size": 5}
        assert self.paging(page(results=THINGS), "page", said=False) is None

    def test_items_that_are_not_there_are_refused(self) -> None:
        with pytest.raises(BuildError, match="the response of a list has no nonsense"):
            self.paging(page(results=THINGS), "page", said={"items": "nonsense"})

    def test_items_that_are_no_array_are_refused(self) -> None:
        with pytest.raises(BuildError, match="the items of a list are an array, and note is none"):
            self.paging(page(note={"type": "string"}), "page", said={"items": "note"})

    @pytest.mark.parametrize(
        ("about", "default", "maximum"),
        [
            ({"schema": {"type": "integer", "default": 10, "maximum": 100}}, 10, 100),
            ({"schema": {"type": "integer"}, "description": "Defaults to 25. Max of 50."}, 25, 50),
            ({"schema": {"type": "integer"}, "description": "Items per page"}, None, None),
        ],
    )
    def test_sizes(self, about: dict[str, Any], default: int | None, maximum: int | None) -> None:
        parameters = [{"in": "query", "name": "page_size", **about}]
        found = operation(document("/things", parameters=parameters, responses=answers(page(results=THINGS)))).paging
        assert found is not None
        assert (found.settings.get("default_size"), found.settings.get("max_size")) == (default, maximum)


class TestFacts:
    """Security, marks, errors, texts."""

    @pytest.mark.parametrize(
        ("security", "expected"),
        [
            (None, "NONE"),
            ([], "NONE"),
            ([{"bearerAuth": []}], "BEARER"),
            ([{"bearerAuth": []}, {}], "OPTIONAL_BEARER"),
            ([{"bearerSCIMAuth": []}], "SCIM_BEARER"),
        ],
    )
    def test_security(self, security: Any, expected: str) -> None:
        said: dict[str, Any] = {} if security is None else {"security": security}
        assert operation(document("/things", **said)).security == expected

    def test_security_of_the_whole_document_holds_unless_overruled(self) -> None:
        doc = document("/things") | {"security": [{"bearerAuth": []}]}
        assert operation(doc).security == "BEARER"

    def test_marks(self) -> None:
        said: dict[str, Any] = {
            "x-undocumented": True,
            "x-scopes": "personal",
            "description": '<span class="oat"></span>',
        }
        found = operation(document("/things", **said))
        assert (found.organization_token, found.undocumented, found.scopes) == (True, True, "personal")
        assert operation(document("/things", **ACCEPTED)).organization_token

    @pytest.mark.parametrize(
        ("of_tag", "of_operation", "accepted"),
        [
            ({}, {}, True),
            ({"x-personal-token": False}, {}, False),
            ({"x-personal-token": False}, {"x-personal-token": True}, True),
            ({}, {"x-personal-token": False}, False),
            ({}, {"security": [{"bearerSCIMAuth": []}]}, False),
            ({}, {"security": []}, False),
        ],
    )
    def test_personal_tokens(self, of_tag: dict[str, Any], of_operation: dict[str, Any], accepted: bool) -> None:
        doc = document("/things", **({"security": [{"bearerAuth": []}]} | of_operation))
        doc["tags"] = [{"name": "things", **of_tag}]
        assert operation(doc).personal_token is accepted

    @pytest.mark.parametrize(
        ("description", "warning"),
        [
            ("", "things.do is deprecated"),
            ("Deprecated: Use something else.", "things.do is deprecated: use something else"),
        ],
    )
    def test_deprecation(self, description: str, warning: str) -> None:
        doc = document("/things", deprecated=True, description=description)
        assert operation(doc).deprecation == warning
        assert written(doc)["resources/things.py"].count("Deprecated") == 1
        assert repr(warning) in written(doc)["calls/things.py"]

    def test_raises(self) -> None:
        responses = {
            "204": {"description": "Done."},
            "302": {"description": "Elsewhere."},
            "404": {"description": "Not Found"},
            "409": {"description": "There is one of that name already"},
            "418": {"description": "Teapot"},
            "503": {"description": "Busy"},
            "default": {"description": "An unexpected error response."},
        }
        assert operation(document("/things", responses=responses)).raises == (
            ("NotFoundError", "There is no such object, or the credentials cannot see it (404)."),
            ("ConflictError", "There is one of that name already (409)."),
            ("StatusError", "The service refuses for any other reason (418)."),
            ("ServerError", "The service fails (503)."),
            ("StatusError", "The service refuses for any other reason."),
        )

    def test_summary_is_not_said_twice(self) -> None:
        assert operation(document("/things", summary="Do it", description="Do it.")).description == ""

    def test_operation_without_summary_is_called_by_its_verb(self) -> None:
        assert operation(document("/things", operationId="things_turn_around")).summary == "Turn around."

    def test_operation_without_id_gets_a_name_and_a_notice(self) -> None:
        parameter = {"in": "path", "name": "id", "required": True, "schema": {"type": "string"}}
        doc = document("/things/{id}/copy", "post", parameters=[parameter])
        del nodes.mapping(nodes.mapping(nodes.mapping(doc["paths"])["/things/{id}/copy"])["post"])["operationId"]
        notices = made(doc).notices
        assert operation(doc).id == "things.create_copy"
        assert len(notices) == 1
        assert notices[0].startswith("POST /things/{id}/copy has no operationId and is called things.create_copy")


class TestNodes:
    """Steps through a document that is not as expected."""

    def test_wrong_kinds_are_refused(self) -> None:
        with pytest.raises(BuildError, match="expected a mapping in the document, found 'x'"):
            nodes.mapping("x")
        with pytest.raises(BuildError, match=r"expected a list in the document, found \{\}"):
            nodes.sequence({})

    def test_missing_nodes_are_empty(self) -> None:
        assert (nodes.mapping(None), nodes.sequence(None), nodes.text(None)) == ({}, [], "")
