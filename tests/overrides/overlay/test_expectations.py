"""Every action states what the document has by each name that it writes.

Otherwise an action still fits after Docker has renamed or removed the thing, and brings its former name back.
"""

from collections.abc import Iterator

import pytest

from codegen.document import overlay
from codegen.document.expectations import ABSENT
from codegen.document.load import JSON
from codegen.document.overlay import Action
from codegen.write.build import Layout

ACTIONS = [action for each in overlay.load(Layout().overlays) for action in each.actions]
COMPONENTS = ("schemas", "responses", "parameters", "requestBodies")
NAMED = {"$.paths", *(f"$.components.{kind}" for kind in COMPONENTS)}


def unstated(before: JSON, update: JSON, *, names: bool) -> Iterator[str]:
    """Yield the names of paths, components and properties that `x-before` lacks beside others or wholly."""
    if not isinstance(update, dict) or before == ABSENT:
        return
    stated = before if isinstance(before, dict) else {}
    for key, value in update.items():
        if names and key not in stated:
            yield key
        elif names or key in {"properties", "paths", *COMPONENTS}:
            yield from unstated(stated.get(key), value, names=not names)


def unstated_of(action: Action) -> list[str]:
    names = action.target in NAMED or action.target.endswith(".properties")
    return list(unstated(action.before, action.update, names=names))


def test_x_before_has_each_name_that_an_action_writes() -> None:
    assert {action.origin: names for action in ACTIONS if (names := unstated_of(action))} == {}


@pytest.mark.parametrize(
    ("target", "before", "update", "expected"),
    [
        ("$.a", {"type": "object"}, {"properties": {"size": {"nullable": True}}}, ["size"]),
        ("$.a", {"properties": {"name": ABSENT}}, {"properties": {"name": {}, "size": {}}}, ["size"]),
        ("$.a.properties", {"name": ABSENT}, {"name": {}, "size": {}}, ["size"]),
        ("$.paths", {"/v2/a": ABSENT}, {"/v2/a": {"get": {}}, "/v2/b": {}}, ["/v2/b"]),
        ("$.components.schemas", {"A": ABSENT}, {"A": {"properties": {"b": {}}}}, []),
        ("$.a", {"properties": {"b": {"properties": {}}}}, {"properties": {"b": {"properties": {"c": {}}}}}, ["c"]),
        ("$.a", {"title": ABSENT}, {"title": "A"}, []),
    ],
)
def test_a_name_that_x_before_lacks_is_noticed(target: str, before: JSON, update: JSON, expected: list[str]) -> None:
    action = Action("overlay/a.yaml", 1, target, "Seen.", "D1", update, False, 1, before)  # noqa: FBT003

    assert unstated_of(action) == expected
