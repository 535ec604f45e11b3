"""What Docker moved is told together with the undocumented routes that stayed."""

from typing import Any

from codegen.document.overlay import Action, Overlay
from codegen.report import moves, overlay_edits, routes_left_behind, wording, wording_of_remains

OPERATION: dict[str, Any] = {"operationId": "AddGroup", "responses": {"200": {"description": "OK"}}}
OLD, NEW = "/v2/repositories/{name}/groups", "/v2/repositories/{name}/teams"
NAMESPACED = "/v2/namespaces/{name}/groups"


def action(target: str, before: Any, update: Any, line: int) -> Action:
    return Action("overlay/a.yaml", line, target, "Seen.", "Se", update, False, 1, before)  # noqa: FBT003


def healed(*methods: Action, path: str = NEW) -> overlay_edits.Healed:
    old: dict[str, Any] = {"paths": {OLD: {"post": OPERATION}}}
    new: dict[str, Any] = {"paths": {path: {"post": OPERATION}}}
    moved = moves.find(old, new)
    return routes_left_behind.add_questions(overlay_edits.heal([Overlay("a", "A", methods)], moved), moved)


def reasons(*methods: Action) -> list[tuple[str, bool]]:
    return [(edit.reason, edit.needs_check) for edit in healed(*methods).edits]


def listing(**marks: Any) -> Action:
    return action(f"$.paths['{OLD}']", {"get": "absent"}, {"get": {"x-undocumented": True, **marks}}, 1)


def test_an_undocumented_route_that_goes_along_names_those_that_stay() -> None:
    below = f"{OLD}/{{id}}/"
    staying = action("$.paths", {below: "absent"}, {below: {"get": {"x-undocumented": True}}}, 2)

    ((reason, judge),) = reasons(listing(), staying)

    assert reason == f"{wording.RETARGET_UNDOCUMENTED} {wording_of_remains.left_behind([below])}"
    assert judge


def test_a_legacy_mark_that_is_carried_along_is_to_be_judged() -> None:
    ((reason, judge),) = reasons(listing(**{"x-legacy-route": True}))

    assert reason == f"{wording.RETARGET_UNDOCUMENTED} {wording_of_remains.STILL_LEGACY}"
    assert judge


def test_a_namespaced_path_takes_the_legacy_mark_away() -> None:
    result = healed(listing(**{"x-legacy-route": True}), path=NAMESPACED)

    (edit,) = result.edits
    assert edit.reason == f"{wording.RETARGET_UNDOCUMENTED} {wording_of_remains.NO_LONGER_LEGACY}"
    assert [action.update for action in edit.becomes] == [{"get": {"x-undocumented": True}}]
    assert [list(each.actions) for each in result.overlays] == [list(edit.becomes)]
    paths: Any = result.document["paths"]
    assert paths[NAMESPACED]["get"] == {"x-undocumented": True}


def test_evidence_of_the_old_path_is_to_be_judged_at_the_new_one() -> None:
    ((reason, judge),) = reasons(listing(**{"x-evidence": "a client of 2026"}))

    assert reason == f"{wording.RETARGET_UNDOCUMENTED} {wording_of_remains.OTHER_ROUTE}"
    assert judge


def test_what_moves_alone_says_no_more() -> None:
    assert reasons(listing()) == [(wording.RETARGET_UNDOCUMENTED, True)]
