"""Texts of the overlay on all fields of a model are looked at when its fields change."""

import pytest

from codegen.document.overlay import Action, Overlay
from codegen.report import model_texts, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts
from codegen.report.overlay_edits import Edit

SCHEMA = "$.components.schemas.images"
FACTS = ClientFacts(locations={"Images": SCHEMA})
NAMED = Action(
    "overlay/names.yaml", 7, SCHEMA, "The same three as in the response.", "names", {"title": "Images"}, False, 1,
    {"title": "absent"},
)  # fmt: skip
DESCRIBED = Action(
    "overlay/a.yaml", 1, SCHEMA, "As recorded.", "D1", {"description": "Images, both of them."}, False, 1,
    {"description": "absent"},
)  # fmt: skip
OTHER = Action("overlay/a.yaml", 3, f"{SCHEMA}.properties.own", "The three values.", "D1", {}, False, 1, {})
PLAIN = Action("overlay/a.yaml", 5, SCHEMA, "As recorded.", "D1", {"type": "object"}, False, 1, {})
OVERLAYS = [Overlay("a", "A", (NAMED, DESCRIBED, OTHER, PLAIN))]


def change(what: str, name: str) -> Change:
    return Change(Level.BREAKING, (name,), what, "", "", "$")


@pytest.mark.parametrize("what", [wording.FIELD_REMOVED, wording.FIELD_ADDED, wording.REQUIRED])
def test_texts_that_count_or_join_the_fields_are_looked_at(what: str) -> None:
    (use,) = model_texts.find([change(what, "Images.own")], [], OVERLAYS, FACTS)

    assert (use.name, use.places) == ("Images", ("overrides/overlay/names.yaml:7", "overrides/overlay/a.yaml:1"))
    assert use.is_look


def test_texts_are_not_looked_at_if_fields_only_have_other_types_or_are_of_other_models() -> None:
    changes = [change(wording.TYPE, "Images.own"), change(wording.FIELD_REMOVED, "Tags.own")]

    assert model_texts.find(changes, [], OVERLAYS, FACTS) == []


def test_actions_that_an_edit_removes_are_not_looked_at() -> None:
    edits = [Edit(action=each, becomes=(), reason="gone", needs_check=False) for each in (NAMED, DESCRIBED)]

    assert model_texts.find([change(wording.FIELD_REMOVED, "Images.own")], edits, OVERLAYS, FACTS) == []
