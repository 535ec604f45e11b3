"""Adds questions about undocumented routes to edits of moved routes."""

from collections.abc import Iterator

import attrs

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.report import wording, wording_of_remains
from codegen.report.moves import Moves
from codegen.report.overlay_edits import Edit, Healed

_MOVING = frozenset({wording.RETARGET, wording.RETARGET_UNDOCUMENTED})


def add_questions(healed: Healed, moves: Moves) -> Healed:
    """Add to the edits the questions that a maintainer must decide.

    The questions are whether a route is still a legacy route (`x-legacy-route`, see docs/codegen.md) at its new path,
    and whether undocumented routes below the old path moved too.

    Args:
        healed: The overlay that fits the new document, with the edits.
        moves: The moved parts of the document.

    Returns:
        The same overlay and edits. An edit with a question has the question in its reason, and is marked `judge`.
    """
    questions = {edit.action.origin: _legacy(edit) for edit in healed.edits if edit.reason in _MOVING}
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


def _legacy(edit: Edit) -> list[str]:
    return [wording_of_remains.STILL_LEGACY] if any(_is_legacy(other.update) for other in edit.becomes) else []


def _is_legacy(node: JSON) -> bool:
    if isinstance(node, dict):
        return node.get("x-legacy-route") is True or any(map(_is_legacy, node.values()))
    return False


def _undocumented_below(path: str, document: dict[str, JSON]) -> Iterator[str]:
    """Yield the paths of the undocumented operations below a path."""
    for other, _, operation in nodes.operations(document):
        if other.startswith(f"{path.rstrip('/')}/") and operation.get("x-undocumented") is True:
            yield other
