"""Offers dropped actions again if restorations refer to what they add."""

import copy
from collections.abc import Sequence

import attrs

from codegen.document import overlay, refs
from codegen.document.load import JSON
from codegen.report import wording_of_remains
from codegen.report.overlay_edits import Edit, Healed


def with_what_they_need(healed: Healed) -> list[Edit]:
    """Offer a dropped action again if a restoration refers to its node.

    Some edits drop their action, and have no restoration. The actions of another edit's restoration may have a `$ref`
    to a node that only the dropped action adds. A maintainer who chooses this restoration then also needs the dropped
    action, which in turn may need others.

    Args:
        healed: The overlay that fits, with all its edits.

    Returns:
        The edits. If a `$ref` leads nowhere even with the actions of all restorations, each edit that dropped an action
        which adds the missing node gets that action as its restoration, and a maintainer must check this edit.
    """
    edits = list(healed.edits)
    while needed := _leading_nowhere(edits, healed.document):
        supplying = [number for number, edit in enumerate(edits) if needed & _supplied(edit, needed, healed.document)]
        if not supplying:
            break
        for number in supplying:
            edits[number] = _coming_back(edits[number])
    return edits


def _leading_nowhere(edits: Sequence[Edit], document: dict[str, JSON]) -> set[str]:
    """Return references that lead nowhere even with all restorations."""
    actions = [action for edit in edits for action in edit.restoration]
    written = {reference for action in actions for _, reference in refs.references(action.update)}
    if all(_leads_somewhere(document, reference) for reference in written):
        return set()
    restored = copy.deepcopy(document)
    for action in actions:
        overlay.apply_action(action, restored)
    return {reference for reference in written if not _leads_somewhere(restored, reference)}


def _supplied(edit: Edit, needed: set[str], document: dict[str, JSON]) -> set[str]:
    """Return the references that lead somewhere with the action of an edit."""
    if edit.becomes or edit.restoration or edit.is_new:
        return set()
    restored = copy.deepcopy(document)
    overlay.apply_action(edit.action, restored)
    return {reference for reference in needed if _leads_somewhere(restored, reference)}


def _coming_back(edit: Edit) -> Edit:
    return attrs.evolve(
        edit,
        restoration=(edit.action,),
        restoration_fits_at_end=True,
        reason=f"{edit.reason} {wording_of_remains.NEEDED_BY_OTHERS}",
        needs_check=True,
    )


def _leads_somewhere(document: dict[str, JSON], reference: str) -> bool:
    try:
        refs.target(document, reference)
    except KeyError:
        return False
    return True
