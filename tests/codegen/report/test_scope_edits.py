"""A scope is not named of an operation that refuses the tokens which have scopes."""

from typing import Any

import pytest

from codegen.document import overlay
from codegen.document.overlay import Action, Overlay
from codegen.report import moves, overlay_edits, scope_edits, wording, wording_of_remains
from codegen.report.overlay_edits import Edit, Healed

DOCUMENT: dict[str, Any] = {"paths": {"/groups": {"get": {}, "patch": {}, "delete": {}}}}
SCOPE: dict[str, Any] = {"x-organization-scope": "scope-group-edit"}
SCOPE_ABSENT: dict[str, Any] = {"x-organization-scope": "absent"}


def targets(target: str, matches: int, *refusing: str) -> list[list[str]]:
    """Return, for each edit, the targets of the actions that replace the edited action."""
    before: Any = {"x-organization-scope": "absent"}
    action = Action("overlay/a.yaml", 1, target, "Scopes.", "Sd", SCOPE, False, matches, before)  # noqa: FBT003
    moved = moves.find(DOCUMENT, DOCUMENT)
    healed = overlay_edits.heal([Overlay("a", "A", (action,))], moved)

    found = scope_edits.remove_operations(
        healed, DOCUMENT, moved, {("paths", "/groups", method) for method in refusing}
    )

    assert overlay.find_misfits(DOCUMENT, found.overlays) == []
    methods: dict[str, Any] = found.document["paths"]["/groups"]  # type: ignore[call-overload, index, assignment]
    assert not [method for method in refusing if SCOPE.items() <= methods[method].items()]
    assert all(edit.reason == wording_of_remains.SCOPE_GONE for edit in found.edits)
    return [[other.target for other in edit.becomes] for edit in found.edits]


@pytest.mark.parametrize(
    ("target", "matches", "refusing", "kept"),
    [
        ("$.paths['/groups']['get', 'patch', 'delete']", 3, "patch", ["$.paths['/groups']['get', 'delete']"]),
        ("$.paths['/groups'].patch", 1, "patch", []),
        ("$.paths['/groups'][*]", 3, "get", ["$.paths['/groups']['patch', 'delete']"]),
    ],
)
def test_an_action_leaves_out_what_refuses_the_tokens(
    target: str, matches: int, refusing: str, kept: list[str]
) -> None:
    assert targets(target, matches, refusing) == [kept]


def test_an_action_whose_operations_all_accept_them_stays() -> None:
    assert targets("$.paths['/groups']['get', 'patch']", 2, "delete") == []


def test_an_action_that_states_more_of_the_operation_omits_its_scope_only() -> None:
    before: Any = {"patch": {"operationId": "absent", **SCOPE_ABSENT}, "delete": SCOPE_ABSENT}
    update: Any = {"patch": {"operationId": "groups_update", **SCOPE}, "delete": SCOPE}
    action = Action("overlay/a.yaml", 1, "$.paths['/groups']", "E.", "Se", update, False, 1, before)  # noqa: FBT003
    moved = moves.find(DOCUMENT, DOCUMENT)
    healed = overlay_edits.heal([Overlay("a", "A", (action,))], moved)

    (edit,) = scope_edits.remove_operations(healed, DOCUMENT, moved, {("paths", "/groups", "patch")}).edits

    (kept,) = edit.becomes
    assert kept.update == {"patch": {"operationId": "groups_update"}, "delete": SCOPE}
    assert kept.before == {"patch": {"operationId": "absent"}, "delete": SCOPE_ABSENT}
    assert edit.reason == wording_of_remains.SCOPE_GONE


def test_a_scope_that_is_dropped_because_nothing_reads_it_goes_for_the_refusal() -> None:
    """The client is the same without the scope, and Docker's document does not state the scope."""
    before: Any = {"x-organization-scope": "absent"}
    target = "$.paths['/groups'].patch"
    action = Action("overlay/a.yaml", 1, target, "Scopes.", "Sd", SCOPE, False, 1, before)  # noqa: FBT003
    edit = Edit(action=action, becomes=(), reason=wording.DROP_NEEDLESS, needs_check=False)
    healed = Healed(document=DOCUMENT, overlays=[Overlay("a", "A", ())], edits=[edit])

    reasons = [
        [
            each.reason
            for each in scope_edits.remove_operations(healed, DOCUMENT, moves.find(DOCUMENT, DOCUMENT), refusing).edits
        ]
        for refusing in ({("paths", "/groups", "patch")}, {("paths", "/groups", "get")})
    ]

    assert reasons == [[wording_of_remains.SCOPE_GONE], [wording.DROP_NEEDLESS]]
