"""Proposes a client without the new operations that no client can express."""

from collections.abc import Mapping

import attrs

from codegen.document import nodes, overlay
from codegen.document.load import JSON, Location
from codegen.document.refs import node_at
from codegen.report import obstacles, overlay_edits
from codegen.report import wording_of_repairs as wording
from codegen.report.needless_actions import OperationKey
from codegen.report.overlay_edits import Healed
from codegen.report.validity_repairs import Proposal, with_proposal


def leave_out(healed: Healed, before: dict[str, JSON], published: dict[str, JSON]) -> Healed:
    """Add actions that remove new operations of which no client can be built.

    Operations that the present document has are kept: without them, calls would break.

    Args:
        healed: The overlay that fits the new document, with its edits. No client can be built of its document.
        before: The present published document.
        published: The new published document.

    Returns:
        The overlay with an action for each of these operations, and an edit that a person must check. `healed` itself
        if there are no such operations, or if there are no overlays.
    """
    new = new_operations(before, published)
    for (path, method), reason in obstacles.by_operation(healed.document, published).items():
        if healed.overlays and (path, method) in new:
            for less in (_without_repairs(healed, (path, method), published), healed):
                there = nodes.mapping(node_at(less.document, ("paths", path, method)))
                proposal = Proposal(
                    wording.left_out(f"{method.upper()} {path}"),
                    [(*_to_remove(less.document, (path, method), there), None)],
                    wording.INEXPRESSIBLE,
                )
                if without := with_proposal(less, published, proposal, reason, wording.EXPRESSIBLE):
                    healed = without
                    break
    return healed


def new_operations(before: dict[str, JSON], published: dict[str, JSON]) -> set[OperationKey]:
    """List the operations that only the new published document has.

    Operations of the overlay are not among them, nor are those that only have another path.

    Args:
        before: The present published document.
        published: The new published document.
    """
    old, new = (
        {(path, method): _identity(path, method, operation) for path, method, operation in nodes.operations(document)}
        for document in (before, published)
    )
    gone = {identity for key, identity in old.items() if key not in new}
    return {key for key, identity in new.items() if key not in old and identity not in gone}


def _without_repairs(healed: Healed, key: OperationKey, published: dict[str, JSON]) -> Healed:
    """Drop the repairs of parts of an operation that is to be left out."""
    idle = [
        edit.action
        for edit in healed.edits
        if edit.is_new
        and (locations := overlay.selected_locations(edit.action, published))
        and all(location[:3] == ("paths", *key) for location in locations)
    ]
    overlays = overlay_edits.without(healed.overlays, idle)
    patched, misfits = overlay.apply_with_misfits(published, overlays)
    if misfits or not idle:
        return healed
    edits = [edit for edit in healed.edits if edit.action not in idle]
    return attrs.evolve(healed, document=patched, overlays=overlays, edits=edits)


def _identity(path: str, method: str, operation: Mapping[str, JSON]) -> str:
    """Return the operationId, or else the method and path."""
    return nodes.text(operation.get("operationId")) or f"{method} {path}"


def _to_remove(
    document: dict[str, JSON], key: OperationKey, operation: Mapping[str, JSON]
) -> tuple[Location, dict[str, JSON]]:
    """Return the location to remove, and what an action states of it.

    The location is that of the path if the path has no other operation.
    """
    path, method = key
    stated = {name: operation[name] for name in ("operationId",) if name in operation}
    if sum(other == path for other, _, _ in nodes.operations(document)) > 1:
        return ("paths", path, method), stated
    return ("paths", path), {method: stated}
