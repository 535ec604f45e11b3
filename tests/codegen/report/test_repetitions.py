"""A fact is told once, though a signature, a docstring and a walk say it."""

from typing import Any

import pytest

from codegen.report import wording
from codegen.report.changelog import sentence
from codegen.report.changes import Change, Level
from codegen.report.repetitions import join_fields, tell_once
from tests.codegen.report.small_client import STRING, client, compare, edited, told

LISTED = ("THING get operationId", "things_list")
PAGE: dict[str, Any] = {"in": "query", "name": "page", "schema": {"type": "integer"}}


def sized(description: str = "", **schema: Any) -> Any:
    size = {"in": "query", "name": "page_size", "description": description, "schema": {"type": "integer", **schema}}
    return edited(LISTED, ("THING get parameters", [PAGE, size]))


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ({"maximum": 200}, {"maximum": 100}, "limits"),
        ({"default": 10}, {"default": 25}, "default"),
    ],
)
def test_the_size_of_pages_is_told_by_its_argument(before: dict[str, Any], after: dict[str, Any], what: str) -> None:
    changes = compare(sized(**before), sized(**after))

    assert [(*change.names, change.what) for change in changes] == [("hub.things.list(page_size=)", what)]


def test_a_size_that_must_be_given_now_is_told_in_the_place_of_the_one_unless_asked() -> None:
    before, after = sized("Defaults to 25."), sized("Size of a page.")
    after["paths"]["/v2/things/{name}"]["get"]["parameters"][1]["required"] = True
    walks = [wording.FACTS[wording.PAGING], "25 unless asked", "the size must be given"]

    (there,) = [each for each in compare(before, after) if each.what == walks[0]]
    (back,) = [each for each in compare(after, before) if each.what == walks[0]]

    assert [there.what, there.before, there.after] == walks
    assert [back.what, back.after, back.before] == walks


def test_a_list_that_gets_no_pager_is_told_by_its_result() -> None:
    cursor: dict[str, Any] = {"in": "query", "name": "cursor", "schema": {"type": "string"}}
    size = {"in": "query", "name": "page_size", "schema": {"type": "integer"}}
    after = edited(LISTED, ("THING get parameters", [cursor, size]))

    changes = compare(sized(), after)

    assert "result" in {change.what for change in changes}
    assert "walk over the list" not in {change.what for change in changes}


def test_an_array_that_comes_in_pages_of_other_items_now_is_told_by_its_walk_too() -> None:
    old, new = ({"title": key.title(), "type": "object", "properties": {key: STRING}} for key in ("old", "new"))
    array = edited(LISTED, ("SCHEMA thing", {"type": "array", "items": old}))
    pages = sized(default=10)
    results = {"type": "array", "items": new}
    pages["components"]["schemas"]["thing"] = {"type": "object", "properties": {"results": results}}

    told_of_list = {change.what: change for change in compare(array, pages) if change.names == ("hub.things.list()",)}

    assert told_of_list["result"].after == "Pager[New]"
    assert told_of_list["walk over the list"].level is Level.BREAKING
    assert "`await` returns the first page only now" in sentence(told_of_list["walk over the list"])


def test_a_default_that_docker_hides_in_words_is_told() -> None:
    words = "Size, which defaults to 10."

    (change,) = compare(sized(words, default=10), sized(words, default=25))

    assert (change.names, change.what, change.before, change.after) == (
        ("hub.things.list(page_size=)",), "default", "10", "25"
    )  # fmt: skip


def test_what_else_a_walk_does_otherwise_stays_told() -> None:
    total = ("SCHEMA thing properties count", {"type": "integer"})
    before, after = sized(maximum=200), sized(maximum=100)
    after["components"]["schemas"]["thing"]["properties"]["count"] = total[1]

    walks = [change for change in compare(before, after) if change.names == ("hub.things.list()",)]

    assert [change.before for change in walks] == [""]
    assert ["count" in change.after for change in walks] == [True]
    assert "100" not in walks[0].after


@pytest.mark.parametrize(
    ("words", "descriptions"),
    [
        ("**Deprecated**: Use `PUT /v2/things/{name}` instead.", []),
        ("This endpoint is deprecated. Use the other one instead.", []),
        ("This endpoint is deprecated. It is slow.", ["description"]),
    ],
)
def test_a_deprecation_is_not_told_as_a_docstring_too(words: str, descriptions: list[str]) -> None:
    described = told(("THING get deprecated", True), ("THING get description", words))

    assert [entry[2] for entry in described] == ["deprecated", *descriptions]


def test_a_box_about_a_deprecation_below_a_text_without_a_full_stop_is_told_once() -> None:
    old, new = edited(("THING get description", "Reads it.")), edited(("THING get deprecated", True))
    new["paths"]["/v2/things/{name}"]["get"]["description"] = "Reads it\n\nDeprecated: Use the other one instead."

    assert [change.what for change in compare(old, new)] == [wording.DEPRECATED]


def test_a_deprecated_field_is_told_once() -> None:
    size = {"type": "integer", "description": "Size."}
    gone = {**size, "deprecated": True, "description": "Size. Deprecated: use `weight` instead."}
    old, new = (edited(("SCHEMA thing properties size", schema)) for schema in (size, gone))

    assert [(*change.names, change.what) for change in compare(old, new)] == [("Thing.size", "deprecated")]
    assert client(new).models["Thing"].fields["size"].text == "Size. Deprecated: use `weight` instead."


def test_credentials_are_told_once_with_their_scopes() -> None:
    name, scope = "hub.things.get()", "scope of organization access tokens"
    both = [
        Change(Level.CHANGED, (name,), scope, "'a'", "'b'", "$"),
        Change(Level.DOCUMENTATION, (name,), "credentials accepted", "with `a`", "with `b`", "$"),
    ]
    same = client(edited())

    assert tell_once(both, same, same) == both[:1]
    assert tell_once(both[1:], same, same) == both[1:]


def test_what_becomes_required_has_no_default_any_more() -> None:
    at = "THING get parameters 0"
    view = {"in": "query", "name": "view", "schema": {**STRING, "default": "a"}}
    demanded = {"in": "query", "name": "view", "required": True, "schema": STRING}

    told = [
        [change.what for change in compare(edited((at, old)), edited((at, new))) if change.what != wording.COMMAND_LINE]
        for old, new in ((view, demanded), (demanded, view))
    ]

    assert told == [["required"], ["default", "required"]]


def test_of_several_names_those_remain_of_which_nothing_else_tells() -> None:
    old, new = (client(edited(("THING get description", text))) for text in ("", "Deprecated. Use another instead."))
    changes = [
        Change(Level.DEPRECATED, ("hub.things.get()",), "deprecated", "no", "yes", "$"),
        Change(Level.DOCUMENTATION, ("hub.things.get()", "hub.things.replace()"), "description", "a", "b", "$"),
    ]

    assert [change.names for change in tell_once(changes, old, new)] == [
        ("hub.things.get()",), ("hub.things.replace()",)
    ]  # fmt: skip


def field_change(name: str, schema: str = "a", after: str = "yes", what: str = wording.REQUIRED) -> Change:
    location = f"$.components.schemas.{schema}.properties.{name.partition('.')[2]}"
    return Change(Level.CHANGED, (name,), what, "no", after, location)


def test_fields_of_a_schema_that_change_in_the_same_way_are_one_entry() -> None:
    first, second = field_change("Tag.id"), field_change("Tag.name")
    others = [
        field_change("Image.id", "b"),
        field_change("Tag.size", after="no"),
        field_change("Tag.url", what=wording.DEPRECATED),
        field_change("Tag.a.properties.b"),
    ]

    joined = join_fields([first, *others[:2], second, *others[2:]])

    assert [change.names for change in joined] == [("Tag.id", "Tag.name"), *(change.names for change in others)]
    assert joined[0].location == "$.components.schemas.a"
    assert joined[1:] == others
