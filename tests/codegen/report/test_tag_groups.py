"""A new tag is put into a group, by the action that does so for our own, or by a new one."""

from pathlib import Path
from typing import Any

import pytest

from codegen.document import overlay
from codegen.report import moves, rewrites, tag_groups, wording, wording_of_additions
from codegen.report.overlay_edits import Healed, heal

PUBLISHED: dict[str, Any] = {
    "paths": {"/a": {"get": {"tags": ["images"]}, "post": {"tags": ["users"]}}},
    "x-tagGroups": [{"name": "General", "tags": []}, {"name": "API", "tags": ["images"]}],
}
OVERLAY = """\
overlay: 1.0.0
info: {title: Tags, version: 1.0.0}
actions:
"""
ACTION = """\
  - target: $['x-tagGroups'][?@.name == 'API'].tags
    description: Tags that no group lists are left out.
    x-discrepancy: Se
    x-matches: 1
    x-before: [images]
    update: [users]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay" / "routes.yaml").write_text(OVERLAY + ACTION, encoding="utf-8")
    return tmp_path / "overlay"


def grouped(folder: Path, document: dict[str, Any]) -> Healed:
    """Heal the overlay, put the tags into groups, and check that the edited files make the same document."""
    found = tag_groups.with_all_tags(heal(overlay.load(folder), moves.find(PUBLISHED, document)), document)
    rewrites.apply(found.edits, folder)
    assert overlay.apply(document, overlay.load(folder)) == found.document
    return found


def tags(found: Healed) -> Any:
    document: Any = found.document
    return document["x-tagGroups"][1]["tags"]


def with_new_tag() -> dict[str, Any]:
    path = {"get": {"tags": ["deliveries", "images"]}}
    return {**PUBLISHED, "paths": {**PUBLISHED["paths"], "/b": path}}


def test_where_all_tags_are_in_groups_nothing_is_edited(folder: Path) -> None:
    assert grouped(folder, PUBLISHED).edits == []


def test_a_new_tag_comes_to_those_that_the_overlay_adds(folder: Path) -> None:
    found = grouped(folder, with_new_tag())

    assert [(edit.reason, edit.needs_check) for edit in found.edits] == [(wording_of_additions.GROUP_TAGS, False)]
    assert tags(found) == ["images", "users", "deliveries"]


def test_an_action_that_is_edited_for_another_reason_gets_the_tag_too(folder: Path) -> None:
    document = with_new_tag()
    document["x-tagGroups"] = [PUBLISHED["x-tagGroups"][0], {"name": "API", "tags": ["images", "more"]}]

    found = grouped(folder, document)

    assert [edit.reason for edit in found.edits] == [wording.ADAPT]
    assert tags(found) == ["images", "more", "users", "deliveries"]


def test_without_such_an_action_there_is_a_new_one(folder: Path) -> None:
    document = {**PUBLISHED, "paths": {"/a": {"get": {"tags": ["images", "teams"]}}}}
    empty = OVERLAY.replace("actions:", "actions: []")
    (folder / "routes.yaml").write_text(empty, encoding="utf-8")

    found = grouped(folder, document)

    assert [edit.is_new for edit in found.edits] == [True]
    assert tags(found) == ["images", "teams"]


def test_a_document_without_groups_needs_none(folder: Path) -> None:
    (folder / "routes.yaml").write_text(OVERLAY.replace("actions:", "actions: []"), encoding="utf-8")
    document = {"paths": with_new_tag()["paths"]}

    assert grouped(folder, document).edits == []
