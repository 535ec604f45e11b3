"""Arguments of operations."""

from typing import Any

import pytest

from codegen.errors import BuildError
from tests.codegen.small import THINGS, body, document, made, operation, page, query, written

LIST = {"type": "array", "items": {"type": "string"}}


class TestArguments:
    """Signatures and what is said of arguments."""

    @pytest.mark.unmeasured
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

    def test_python_names_replace_json_names_in_the_path(self) -> None:
        parameter = {"in": "path", "name": "class", "required": True, "schema": {"type": "string"}}
        assert operation(document("/things/{class}", parameters=[parameter])).template == "/things/{class_}"

    def test_overlay_may_name_a_parameter(self) -> None:
        parameter = query("q", {"type": "string"}) | {"x-python-name": "search"}
        found = operation(document("/things", parameters=[parameter]))
        assert found.values_in("query") == [("q", '_encoding.check_type("search", search, "str | None")')]

    @pytest.mark.parametrize(
        ("description", "text"),
        [
            ("", "X. Deprecated."),
            ("Whether deprecated tags are listed.", "Whether deprecated tags are listed. Deprecated."),
            ("Deprecated tags too.", "Deprecated tags too. Deprecated."),
            ("Whether it is deprecated.", "Whether it is deprecated. Deprecated."),
            ("Deprecated: use `y` instead.", "Deprecated: use `y` instead."),
            ("The size (deprecated).", "The size (deprecated)."),
            ("The size. DEPRECATED", "The size. DEPRECATED."),
            ("The size. Deprecated since May.", "The size. Deprecated since May."),
            (
                "Status, of\n- 0: live\n- 3: gone (deprecated)",
                "Status, of\n- 0: live\n- 3: gone (deprecated)\n\nDeprecated.",
            ),
            ("All, or `new`, or `old` (deprecated).", "All, or `new`, or `old` (deprecated). Deprecated."),
            ("Status: `deprecated` or `new`.", "Status: `deprecated` or `new`. Deprecated."),
            (
                "The size. This parameter is deprecated and ignored.",
                "The size. This parameter is deprecated and ignored.",
            ),
        ],
    )
    def test_a_deprecated_argument_says_so_once(self, description: str, text: str) -> None:
        in_query = query("x", {"type": "string"}, deprecated=True, description=description)
        in_body = page(x={"type": "string", "deprecated": True, "description": description})

        of_query = operation(document("/things", parameters=[in_query]))
        of_body = operation(document("/things", "post", requestBody=body(in_body)))

        assert [each.text for found in (of_query, of_body) for each in found.arguments.keyword] == [text, text]

    def test_the_default_of_a_required_argument_is_not_told(self) -> None:
        in_query = query("x", {"type": "integer", "default": 10}, required=True)

        assert [each.text for each in operation(document("/things", parameters=[in_query])).arguments.keyword] == ["X."]

    @pytest.mark.parametrize("place", ["query", "header", "cookie"])
    def test_none_is_refused_for_a_required_parameter(self, place: str) -> None:
        parameter = {"in": place, "name": "a", "required": True, "schema": {"type": "string"}}
        assert (
            """_encoding.check_type("a", a, "str")"""
            in written(document("/things", parameters=[parameter]))["calls/things.py"]
        )

    def test_list_that_is_not_exploded_is_joined(self) -> None:
        parameter = query("x", {"type": "array", "items": {"type": "string"}}, explode=False)
        assert operation(document("/things", parameters=[parameter])).values_in("query") == [
            ("x", '_encoding.join("x", x)')
        ]

    def test_list_in_a_body_is_no_text(self) -> None:
        texts = {"type": "array", "items": {"type": "string"}}
        found = operation(document("/things", "post", requestBody=body(page(x=texts, y={**texts, "nullable": True}))))
        assert found.values_in("body") == [
            ("x", '_encoding.check_list("x", x, "str", optional=True)'),
            ("y", '_encoding.check_list("y", y, optional=True)'),
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
            ({"schema": {"type": "integer", "maximum": 100}, "description": "Up to 50."}, "X. At most 100."),
            ({"schema": {"type": "integer", "maximum": 9}, "description": "Max of 5. Tags."}, "Tags. At most 9."),
            ({"schema": {"type": "string", "maxLength": 25000}, "description": "25,000 bytes"}, "25,000 bytes."),
            ({"schema": LIST, "description": "Only these. Repeat the parameter for more than one."}, "Only these."),
            ({"schema": LIST, "description": "This query parameter can be repeated. Names"}, "Names."),
            ({"schema": LIST, "description": "Repeat the parameter"}, "X."),
            ({"schema": LIST, "description": "Repeat these builds."}, "Repeat these builds."),
            ({"schema": {"type": "string"}, "description": "Repeat the parameter."}, "Repeat the parameter."),
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
        assert found.values_in("body") == [
            ("things", '_encoding.check_list("things", things, "Thing")'),
            ("note", '_encoding.check_type("note", note, "str | None")'),
            ("from", '_encoding.check_type("from_", from_, "int | None")'),
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
            (THINGS, '_encoding.check_list("body", body, "Thing")'),
            ({"type": "array", "items": {"type": "string"}}, '_encoding.check_list("body", body, "str")'),
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
        assert found.values_in("body") == [("a", '_encoding.check_type("a", a, "str | None")'), ("owner", "owner")]

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

    @pytest.mark.parametrize(
        "schema",
        [
            THINGS,
            {"type": "array", "items": {"type": "array", "items": {}}},
            {
                "type": "object",
                "properties": {"a": {"type": "string"}},
                "additionalProperties": {"type": "array", "items": {"type": "string"}},
            },
        ],
    )
    def test_parameters_without_a_spelling_are_refused(self, schema: dict[str, Any]) -> None:
        place = "#/paths/~1things/get/parameters/0/schema"
        with pytest.raises(BuildError, match=f"^{place}: OpenAPI defines no encoding for arrays or objects inside"):
            made(document("/things", parameters=[query("x", schema)]))
