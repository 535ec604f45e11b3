"""Components of the overlay that nothing uses after the edits are named."""

import copy
from pathlib import Path
from typing import Any

import pytest

from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.report import unused_components, wording, wording_of_remains
from codegen.report.hand_written_uses import Use
from codegen.report.overlay_edits import Edit

DOCUMENT: dict[str, JSON] = {"paths": {}, "components": {"schemas": {}}}


def action(target: str, update: Any, line: int = 2) -> Action:
    return Action("overlay/a.yaml", line, target, "Seen.", "D44", update, False, 1, {})  # noqa: FBT003


@pytest.mark.parametrize("is_used_elsewhere", [True, False])
def test_a_component_of_the_overlay_that_loses_its_last_reference_is_named(
    tmp_path: Path, *, is_used_elsewhere: bool
) -> None:
    """A component that nothing in the overlay referred to before is left alone."""
    file = tmp_path / "overrides/overlay/a.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("actions:\n  - target: $.components.schemas\n    update:\n      Item: {}\n      Row: {}\n")
    reference: dict[str, JSON] = {"$ref": "#/components/schemas/Item"}
    adding = action("$.components.schemas", {"Item": {}, "Row": {}})
    route = action("$.paths", {"/v2/a": reference}, 9)
    other = action("$.paths", {"/v2/b": reference}, 12)
    edit = Edit(action=route, becomes=(), reason=wording.DROP_DONE, needs_check=True)
    before = (adding, route, *([other] if is_used_elsewhere else []))
    after = tuple(each for each in before if each is not route)

    used = [
        unused_components.find([edit], to_make, [Overlay("a", "A", actions)], tmp_path, lambda: DOCUMENT)
        for to_make, actions in (([edit], before), ([], after))
    ]

    expected = Use(name="Item", what=wording_of_remains.UNUSED, places=("overrides/overlay/a.yaml:4",))
    assert used == [[] if is_used_elsewhere else [expected]] * 2


@pytest.mark.parametrize(
    ("expectation", "places"),
    [
        ("{Other.Item: absent, Item: absent}", ("overrides/overlay/a.yaml:3", "overrides/overlay/a.yaml:5")),
        ("{MyItem: absent}", ("overrides/overlay/a.yaml:5",)),
    ],
)
def test_the_line_by_which_the_action_expects_no_such_component_is_named_too(
    tmp_path: Path, expectation: str, places: tuple[str, ...]
) -> None:
    file = tmp_path / "overrides/overlay/a.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(
        f"actions:\n  - target: $.components.schemas\n    x-before: {expectation}\n    update:\n      Item: {{}}\n"
    )
    adding = action("$.components.schemas", {"Item": {}})
    edit = Edit(
        action=action("$.paths", {"/v2/a": {"$ref": "#/components/schemas/Item"}}, 9),
        becomes=(), reason=wording.DROP_DONE, needs_check=True,
    )  # fmt: skip

    (use,) = unused_components.find([edit], [], [Overlay("a", "A", (adding,))], tmp_path, lambda: DOCUMENT)

    assert use.places == places


@pytest.mark.parametrize(("path", "is_unused"), [("/v2/a", True), ("/v2/b", False)], ids=["overwritten", "Docker's"])
def test_a_component_to_which_docker_itself_refers_is_used(path: str, *, is_unused: bool) -> None:
    reference: dict[str, JSON] = {"$ref": "#/components/schemas/Item"}
    adding = action("$.components.schemas", {"Item": {}})
    route = action("$.paths", {"/v2/a": {"$ref": "#/components/schemas/Other"}}, 9)
    edit = Edit(
        action=action("$.paths", {"/v2/a": reference}, 9), becomes=(route,), reason=wording.PRUNE, needs_check=True
    )
    document: dict[str, JSON] = {**copy.deepcopy(DOCUMENT), "paths": {path: reference}}

    uses = unused_components.find([edit], [], [Overlay("a", "A", (adding, route))], None, lambda: document)

    assert [use.name for use in uses] == ["Item"] * is_unused
