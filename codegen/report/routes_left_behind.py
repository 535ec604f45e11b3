"""Adds questions about undocumented routes to edits of moved routes."""

import re
from collections.abc import Iterator
from dataclasses import replace

import attrs

from codegen.document import nodes, overlay
from codegen.document.load import JSON
from codegen.document.overlay import Action
from codegen.report import wording, wording_of_remains
from codegen.report.moves import Moves
from codegen.report.overlay_edits import Edit, Healed, attrs_replace

_MARK = "x-legacy-route"
_NAMESPACED = re.compile(r"/namespaces/\{")
"""Beginning of the routes for organization access tokens, by Docker's manual."""
_MOVING = frozenset({wording.RETARGET, wording.RETARGET_UNDOCUMENTED})


def add_questions(healed: Healed, moves: Moves) -> Healed:
    """Add to the edits the questions that a maintainer must decide.

    The questions are whether anything shows an undocumented route at its new path, whether it is still a legacy route
    there (`x-legacy-route`, see docs/codegen.md), and whether undocumented routes below the old path moved too. If the
    new path is a namespaced one, the route is no legacy route, and loses the mark.

    Args:
        healed: The overlay that fits the new document, with the edits.
        moves: The moved parts of the document.

    Returns:
        The same overlay and edits, except for such marks. An edit with a question has the question in its reason, and
        is marked `judge`.
    """
    questions = {
        edit.action.origin: [*_evidence(edit), *_legacy(edit)] for edit in healed.edits if edit.reason in _MOVING
    }
    healed = _without_marks(healed, moves)
    for old in moves.paths:
        below = list(_undocumented_below(old, healed.document))
        moving = [edit for edit in healed.edits if edit.reason in _MOVING and f"'{old}'" in edit.action.target]
        moving.sort(key=lambda edit: edit.reason != wording.RETARGET_UNDOCUMENTED)
        if below and moving:
            questions[moving[0].action.origin].append(wording_of_remains.left_behind(below))
    edits = [
        attrs.evolve(edit, reason=" ".join([edit.reason, *more]), needs_check=True)
        if (more := questions.get(edit.action.origin))
        else edit
        for edit in healed.edits
    ]
    return attrs.evolve(healed, edits=edits)


def _evidence(edit: Edit) -> list[str]:
    return [wording_of_remains.OTHER_ROUTE] * any(_states_evidence(other.update) for other in edit.becomes)


def _states_evidence(node: JSON) -> bool:
    return isinstance(node, dict) and (bool(node.get("x-evidence")) or any(map(_states_evidence, node.values())))


def _legacy(edit: Edit) -> list[str]:
    legacy = [other for other in edit.becomes if _is_legacy(other.update)]
    if not legacy:
        return []
    is_namespaced = all(_NAMESPACED.search(other.target) for other in legacy)
    return [wording_of_remains.NO_LONGER_LEGACY if is_namespaced else wording_of_remains.STILL_LEGACY]


def _without_marks(healed: Healed, moves: Moves) -> Healed:
    """Take the marks out of edits that move their routes to namespaced paths."""
    unmarked = {
        (action.origin, action.target): replace(action, update=_unmarked(action.update))
        for edit in healed.edits
        if edit.reason in _MOVING and wording_of_remains.NO_LONGER_LEGACY in _legacy(edit)
        for action in edit.becomes
    }
    if not unmarked:
        return healed

    def current(action: Action) -> Action:
        return unmarked.get((action.origin, action.target), action)

    overlays = [attrs_replace(each, [current(action) for action in each.actions]) for each in healed.overlays]
    edits = [attrs.evolve(edit, becomes=tuple(current(action) for action in edit.becomes)) for edit in healed.edits]
    document = overlay.apply_with_misfits(moves.new, overlays)[0]
    return attrs.evolve(healed, document=document, overlays=overlays, edits=edits)


def _unmarked(node: JSON) -> JSON:
    if isinstance(node, dict):
        return {key: _unmarked(value) for key, value in node.items() if key != _MARK}
    return node


def _is_legacy(node: JSON) -> bool:
    if isinstance(node, dict):
        return node.get(_MARK) is True or any(map(_is_legacy, node.values()))
    return False


def _undocumented_below(path: str, document: dict[str, JSON]) -> Iterator[str]:
    """Yield the paths of the undocumented operations below a path."""
    for other, _, operation in nodes.operations(document):
        if other.startswith(f"{path.rstrip('/')}/") and operation.get("x-undocumented") is True:
            yield other
