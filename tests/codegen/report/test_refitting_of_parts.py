"""Edits of an action whose schema Docker splits into the parts of an `allOf`."""

import copy
from typing import Any

import pytest

from codegen.report import wording
from tests.codegen.report.small_document import PUBLISHED, SIZES, absent, action, edited, healed


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(PUBLISHED)


@pytest.fixture
def split(document: dict[str, Any]) -> dict[str, Any]:
    """Split the schema of a tag into a component and a member of its `allOf`, in place."""
    schemas = document["components"]["schemas"]
    properties = schemas["tag"]["properties"]
    schemas["part"] = {"required": ["name", "size"], "properties": {key: properties[key] for key in ("name", "size")}}
    own = {"required": ["owner"], "properties": {"owner": properties["owner"]}}
    schemas["tag"] = {"allOf": [{"$ref": "#/components/schemas/part"}, own]}
    return document


def test_a_property_is_followed_into_the_part_that_has_it(split: dict[str, Any]) -> None:
    integers = action(SIZES, before={"type": "number"}, update={"type": "integer"}, matches=2)

    assert edited(split, integers) == [
        (
            wording.RETARGET,
            True,
            [
                ("$.components.schemas.image.properties.size", {"type": "integer"}),
                ("$.components.schemas.part.properties.size", {"type": "integer"}),
            ],
        )
    ]


@pytest.mark.parametrize("is_done_there_too", [False, True])
def test_what_docker_says_itself_at_some_places_is_kept_for_those_that_moved(
    split: dict[str, Any], *, is_done_there_too: bool
) -> None:
    schemas = split["components"]["schemas"]
    schemas["image"]["properties"]["size"]["maximum"] = 100
    schemas["part"]["properties"]["size"] |= {"maximum": 100} if is_done_there_too else {}
    limit = action(SIZES, before={"maximum": absent()}, update={"maximum": 100}, matches=2)

    assert edited(split, limit) == [
        (wording.DROP_DONE, False, [])
        if is_done_there_too
        else (wording.RETARGET, True, [("$.components.schemas.part.properties.size", {"maximum": 100})])
    ]


def test_a_list_of_required_keys_is_removed_from_each_part(split: dict[str, Any]) -> None:
    removed = action("$.components.schemas.tag.required", before=["name", "size", "owner"])
    fewer = action("$.components.schemas.tag", before={"required": absent()}, update={"required": ["name"]})

    (edit,) = healed(split, removed, fewer).edits

    assert (edit.reason, edit.needs_check) == (wording.RETARGET, True)
    assert [(other.target, other.before) for other in edit.becomes] == [
        ("$.components.schemas.part.required", ["name", "size"]),
        ("$.components.schemas.tag.allOf[1].required", ["owner"]),
    ]


@pytest.mark.parametrize(
    ("required", "targets"),
    [
        (["name"], ["$.components.schemas.part.required", "$.components.schemas.tag.allOf[1].required"]),
        (["name", "id"], ["$.components.schemas.tag.allOf[1].required"]),
    ],
    ids=["a key less", "another key"],
)
def test_another_list_of_required_keys_is_for_somebody_to_judge(
    split: dict[str, Any], required: list[str], targets: list[str]
) -> None:
    split["components"]["schemas"]["part"]["required"] = required

    assert edited(split, action("$.components.schemas.tag.required", before=["name", "size", "owner"])) == [
        (wording.RETARGET, True, [(target, None) for target in targets])
    ]


def test_a_new_property_is_added_to_one_part_alone(split: dict[str, Any]) -> None:
    added = action("$.components.schemas.tag.properties", before={"os": absent()}, update={"os": {"type": "string"}})

    assert edited(split, added) == [
        (wording.RETARGET, True, [("$.components.schemas.tag.allOf[1].properties", {"os": {"type": "string"}})])
    ]


def test_what_is_written_to_several_properties_is_spread_over_the_parts(split: dict[str, Any]) -> None:
    names = ("name", "owner", "os")
    texts = {name: {"description": f"Of {name}."} for name in names}
    expected: dict[str, Any] = {name: {"description": absent()} for name in names[:2]}
    before = {"description": absent(), "properties": expected | {"os": absent()}}

    described = action("$.components.schemas.tag", before=before, update={"description": "It.", "properties": texts})

    assert edited(split, described) == [
        (
            wording.RETARGET,
            True,
            [
                ("$.components.schemas.tag", {"description": "It."}),
                ("$.components.schemas.part", {"properties": {"name": texts["name"]}}),
                ("$.components.schemas.tag.allOf[1]", {"properties": {"owner": texts["owner"], "os": texts["os"]}}),
            ],
        )
    ]


def test_parts_that_contain_each_other_come_to_an_end(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["tag"] = {"allOf": [{"$ref": "#/components/schemas/tag"}]}
    gone = action("$.components.schemas.tag.properties.size", before={"type": "number"}, update={"type": "integer"})
    texts = {"properties": {"name": {"description": "Name."}}}
    described = action("$.components.schemas.tag", before={"properties": {}}, update=texts)

    assert edited(document, gone, described) == [(wording.DROP_GONE, True, []), (wording.DROP_CHANGED, True, [])]


def test_parts_in_another_order_are_told_apart(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["list"]["allOf"].reverse()
    removed = action("$.components.schemas.list.allOf[1]", before={"properties": {"more": {"type": "string"}}})

    found = healed(document, removed)

    assert [other.target for other in found.edits[0].becomes] == ["$.components.schemas.list.allOf[0]"]
    assert found.edits[0].needs_check
