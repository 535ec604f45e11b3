"""Actions that no longer fit are reported, each in one line, and all at once."""

from dataclasses import replace

import pytest

from codegen.document import overlay
from codegen.document.load import JSON
from codegen.document.overlay import Overlay
from codegen.errors import BuildError
from tests.codegen.document.overlays import action, misfits, patch


def test_no_match_is_reported() -> None:
    assert misfits(
        {"a": {}},
        action("$.b", update={"x": 1}),
        action("$.b.c", remove=True, before=1),
        action("$.b", update={"x": 1}, matches=2),
    ) == [("nothing", "1 match", "none"), ("nothing", "1 match", "none"), ("nothing", "2 matches", "none")]


def test_another_number_of_matches_is_reported_with_their_places() -> None:
    assert misfits({"a": {"x": 1}, "b": {"x": 1}}, action("$[?@.x == 1]", update={"y": 1}, matches=3)) == [
        ("count", "3 matches", "2: $.a, $.b")
    ]


def test_a_repair_made_upstream_is_reported_as_such() -> None:
    doc: dict[str, JSON] = {"a": {"type": "array", "items": {"$ref": "#/x", "more": 1}, "required": ["id", "name"]}}

    assert misfits(
        doc,
        action("$.a", update={"type": "array", "items": {"$ref": "#/x"}}, before={"type": "object"}),
        action("$.a.required", update="name", before=["id"]),
        action("$.a", update={"required": ["name"]}, before={}),
        action("$.a.properties", remove=True, before={}),
        action("$.a.required[?@ == 'label']", remove=True, before="label"),
    ) == [
        ("done", '{"type": "object"} before', "what this action writes"),
        ("done", '["id"] before', "what this action writes"),
        ("done", "{} before", "what this action writes"),
        ("done", "a node to remove", "its parent without this node"),
        ("done", "a node to remove", "its parent without this node"),
    ]


def test_a_repair_made_upstream_is_not_made_again() -> None:
    patched, found = overlay.apply_with_misfits(
        {"a": [1]}, [Overlay("schemas", "Test", (action("$.a", update=[1], before=[]),))]
    )

    assert ([misfit.kind for misfit in found], patched) == (["done"], {"a": [1]})


def test_upstream_may_word_a_repair_in_its_own_way() -> None:
    doc: dict[str, JSON] = {"a": {"type": "array", "properties": {"description": {"type": "string"}}}}

    def kinds(update: JSON) -> list[str]:
        return [kind for kind, *_ in misfits(doc, action("$.a", update=update, before={}))]

    assert kinds({"type": "array", "description": "In our words.", "x-secret": True}) == ["done"]
    assert kinds({"properties": {"description": {"type": "string", "example": "x"}}}) == ["done"]
    assert kinds({"properties": {"description": {"type": "integer"}}}) == []
    assert kinds({"properties": {"title": {"type": "string"}}}) == []
    assert kinds({"description": "Words alone."}) == []
    assert kinds({"title": "Name"}) == []


def test_a_misfit_reads_as_one_line() -> None:
    found = overlay.find_misfits({"a": 1}, [Overlay("schemas", "Test", (action("$.b", update={"x": 1}),))])

    assert str(found[0]) == (
        "overlay/schemas.yaml:7 (D1) $.b: expected 1 match; found none; point the target at the new location, or drop "
        "this action if the node that it corrects no longer exists"
    )


def test_a_misfit_does_not_make_those_that_build_on_it_misfit() -> None:
    doc: dict[str, JSON] = {"a": {"type": "number"}}

    found = overlay.find_misfits(
        doc,
        [
            Overlay(
                "schemas",
                "Test",
                (
                    action("$.a", update={"type": "integer"}, before={"type": "string"}),
                    action("$.a", update={"minimum": 1}, before={"type": "integer"}),
                ),
            )
        ],
    )

    assert [misfit.kind for misfit in found] == ["before"]


def test_apply_names_all_misfits_at_once() -> None:
    with pytest.raises(BuildError) as caught:
        patch({"a": {}}, action("$.b", update={"x": 1}), replace(action("$.c", update={}), line=9))

    assert caught.value.message == "2 overlay actions do not fit the document"
    assert [detail.split(" ")[0] for detail in caught.value.details] == [
        "overlay/schemas.yaml:7",
        "overlay/schemas.yaml:9",
    ]
    with pytest.raises(BuildError, match="1 overlay action does not fit"):
        patch({"a": {}}, action("$.b", update={"x": 1}))
