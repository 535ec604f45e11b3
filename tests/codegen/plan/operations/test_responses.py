"""Results of operations, and their pages."""

from typing import Any

import pytest

from codegen.errors import BuildError
from codegen.plan import docstrings
from tests.codegen.small import REFERENCE, THING, THINGS, body, document, operation, page, query, responses_of


class TestResponses:
    """Results and how they are decoded."""

    @pytest.mark.unmeasured
    @pytest.mark.parametrize(
        ("responses", "kind", "annotation", "decode"),
        [
            ({"204": {"description": "Done."}}, "none", "None", "_responses.nothing"),
            (responses_of(REFERENCE), "json", "Thing", "models.Thing.from_json"),
            (responses_of(REFERENCE, "application/scim+json"), "json", "Thing", "models.Thing.from_json"),
            (responses_of(THINGS), "json", "builtins.list[Thing]", "_responses.list_of(models.Thing)"),
            (responses_of({"type": "string"}, "text/csv"), "text", "str", "_responses.text"),
            (responses_of({}), "json", "JSON", "_responses.anything"),
            (responses_of({"type": "object"}), "json", "dict[str, JSON]", "_responses.mapping"),
            (
                {"204": {"description": "None."}, **responses_of(REFERENCE)},
                "json",
                "Thing | None",
                "models.Thing.from_json",
            ),
            ({"default": {"description": "Whatever."}}, "none", "None", "_responses.nothing"),
        ],
    )
    def test_kinds(self, responses: dict[str, Any], kind: str, annotation: str, decode: str) -> None:
        response = operation(document("/things", responses=responses)).response
        assert (response.kind, response.annotation, response.decode) == (kind, annotation, decode)

    def test_head_tells_whether_it_is_there(self) -> None:
        responses = responses_of(REFERENCE) | {"404": {"description": "Not Found"}}
        found = operation(document("/things", "head", responses=responses))
        assert (found.response.kind, found.response.annotation, found.raises) == ("exists", "bool", ())

    def test_inline_response_is_called_after_its_operation(self) -> None:
        assert operation(document("/things", responses=responses_of(THING))).response.annotation == "ThingsDoResult"

    def test_items_of_an_inline_array_are_called_after_the_operation(self) -> None:
        found = operation(document("/things", responses=responses_of({"type": "array", "items": THING}))).response
        assert found.annotation == "builtins.list[ThingsDoResultItem]"

    def test_object_that_can_hold_nothing_is_a_map(self) -> None:
        nothing = {"type": "object", "title": "Nothing", "additionalProperties": False}
        (argument,) = operation(document("/things", "post", requestBody=body(page(x=nothing)))).arguments.keyword
        assert argument.annotation == "dict[str, JSON]"


@pytest.mark.parametrize(
    ("size_schema", "choice"),
    [
        ({"type": "integer"}, ""),
        (
            {"type": "integer", "maximum": 50},
            ", but `async for` from the first page requests the largest pages",
        ),
    ],
)
def test_docstring_of_a_list_says_which_pages_are_requested_without_arguments(
    size_schema: dict[str, Any], choice: str
) -> None:
    parameters = [query("page", {"type": "integer"}), query("page_size", size_schema)]
    schema = page(results=THINGS, count={"type": "integer"})
    size = "Without `page_size`, the service chooses the size"
    text = docstrings.method(operation(document("/things", parameters=parameters, responses=responses_of(schema))))
    start = "Without `page`, `await` and `async for` both start at the first page."
    assert f"{start} {size}{choice}. Raises:" in " ".join(text.split())


def test_docstring_of_a_list_in_a_single_response_names_no_pages() -> None:
    doc = document("/things", operationId="things_list", responses=responses_of(THINGS))
    assert "Without" not in docstrings.method(operation(doc))


def test_docstring_names_arguments_as_python_does() -> None:
    """Docker's text has the names that are sent: `from` is a keyword of Python."""
    parameters = [query("from", {"type": "string"}), {**query("pageSize", {}), "description": "At most, after `from`."}]
    doc = document("/things", parameters=parameters, description="Without `from`, all; see `fromage`.")
    text = " ".join(docstrings.method(operation(doc)).split())
    assert "Without `from_`, all; see `fromage`." in text
    assert "At most, after `from_`." in text


class TestPaging:
    """Lists are known by their parameters, or else by their name."""

    def paging(self, schema: dict[str, Any], *names: str, name: str = "do", said: Any = None) -> dict[str, Any] | None:
        parameters = [query(name, {"type": "integer"}) for name in names]
        overruling: dict[str, Any] = {} if said is None else {"x-paging": said}
        doc = document(
            "/things",
            parameters=parameters,
            operationId=f"things_{name}",
            responses=responses_of(schema),
            **overruling,
        )
        found = operation(doc).paging
        return dict(found.settings) if found else None

    def test_numbered_pages(self) -> None:
        schema = page(count={"type": "integer"}, next={"type": "string"}, results=THINGS)
        expected = {"style": "page", "items": "results", "total": "count", "next": "next"}
        assert self.paging(schema, "page", "page_size") == expected
        assert self.paging(schema, "page_size") == expected

    @pytest.mark.unmeasured
    @pytest.mark.parametrize("size", ["per_page", "pageSize", "size", "limit"])
    def test_the_size_of_numbered_pages_may_have_another_name(self, size: str) -> None:
        expected = {"style": "page", "size": size, "items": "results"}
        assert self.paging(page(results=THINGS), "page", size) == expected
        assert self.paging(page(results=THINGS), size, "page", "page_size") == {"style": "page", "items": "results"}

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

    @pytest.mark.unmeasured
    @pytest.mark.parametrize(
        "parameter", ["cursor", "page_token", "nextToken", "offset", "limit", "per_page", "marker"]
    )
    def test_a_list_in_pieces_that_no_pager_asks_for_is_the_response_as_it_is(self, parameter: str) -> None:
        assert self.paging(page(data=THINGS), parameter, name="list") is None
        assert self.paging(page(data=THINGS), parameter, "page", name="list") is not None
        said = {"style": "offset", "page": "offset", "size": "limit"}
        assert self.paging(page(data=THINGS), parameter, name="list", said=said) is not None

    @pytest.mark.unmeasured
    @pytest.mark.parametrize("parameter", ["cursor", "page_token", "nextToken", "offset", "marker"])
    def test_a_size_does_not_make_numbered_pages_of_a_list_that_continues_otherwise(self, parameter: str) -> None:
        assert self.paging(page(data=THINGS), "page_size", parameter, name="list") is None
        assert self.paging(page(data=THINGS), "page_size", parameter, "page", name="list") is not None
        said = {"style": "offset", "page": "offset", "size": "page_size"}
        assert self.paging(page(data=THINGS), "page_size", parameter, name="list", said=said) is not None

    def test_a_page_that_is_no_number_is_a_cursor(self) -> None:
        for names in (["page"], ["startIndex"], ["page", "page_size"]):
            parameters = [query(name, {"type": "integer" if name == "page_size" else "string"}) for name in names]
            doc = document("/x", operationId="things_list", parameters=parameters, responses=responses_of(THINGS))
            assert operation(doc).paging is None

    def test_a_list_whose_response_has_a_cursor_is_the_response_as_it_is(self) -> None:
        schema = page(data=THINGS, next_cursor={"type": "string"})
        assert self.paging(schema, name="list") is None
        assert self.paging(schema, "page_size", name="list") is None

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
        with pytest.raises(BuildError, match="the items of a list must be an array, and note is not an array"):
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
        found = operation(
            document("/things", parameters=parameters, responses=responses_of(page(results=THINGS)))
        ).paging
        assert found is not None
        assert (found.settings.get("default_size"), found.settings.get("max_size")) == (default, maximum)
