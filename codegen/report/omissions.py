"""Proposes a client without the new operations that no client can express."""

from collections.abc import Mapping

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import node_at
from codegen.report import obstacles
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
    present = {_identity(path, method, operation) for path, method, operation in nodes.operations(before)}
    for (path, method), reason in obstacles.by_operation(healed.document, published).items():
        operation = nodes.mapping(node_at(healed.document, ("paths", path, method)))
        if healed.overlays and _identity(path, method, operation) not in present:
            proposal = Proposal(
                wording.left_out(f"{method.upper()} {path}"),
                [(*_to_remove(healed.document, (path, method), operation), None)],
                wording.INEXPRESSIBLE,
            )
            healed = with_proposal(healed, published, proposal, reason, wording.EXPRESSIBLE) or healed
    return healed


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
