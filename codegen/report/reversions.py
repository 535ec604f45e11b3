"""Proposes to undo changes after which no client can be built."""

import itertools
import json
import re
from collections.abc import Iterator, Sequence

from codegen.document import nodes, refs
from codegen.document.load import JSON, Location
from codegen.document.refs import first_location, json_path, node_at
from codegen.errors import BuildError
from codegen.report import obstacles, omissions
from codegen.report import wording_of_repairs as wording
from codegen.report.document_differences import NOTHING, Difference, differences, overlaps
from codegen.report.needless_actions import OperationKey, is_valid
from codegen.report.overlay_edits import Healed
from codegen.report.validity_repairs import Proposal, Target, problems, with_proposal

_MAX_TRIALS = 40
"""Maximum number of single changes that are undone as a trial for each obstacle."""
_MAX_STATED_LENGTH = 400  # characters of JSON that an action states of what it removes
_POINTER = re.compile(r"(#/\S*?): ")


def keep_former_operations(healed: Healed, before: dict[str, JSON], published: dict[str, JSON]) -> Healed:
    """Add actions that undo changes which no client can express.

    Args:
        healed: The overlay that fits the new document, with its edits. Its document is valid.
        before: The present published document.
        published: The new published document.

    Returns:
        The overlay with further actions, each with an edit that a person must check. For each operation that callers
        have and no client can express, the actions undo changes without which a client can be built of the operation.
        `healed` itself if there are no such changes.
    """
    former = {(path, method) for path, method, _ in nodes.operations(before)}
    changed = list(differences(before, published))
    reasons = obstacles.by_operation(healed.document, published) if healed.overlays else {}
    for key, reason in reasons.items():
        if key not in former or not obstacles.of_operation(healed.document, key, published):
            continue  # the last action repaired this operation, too
        about = _about(changed, key, healed.document)
        at = _location_of(reason, healed.document)
        for group in _groups(about, at):
            proposal = Proposal(_reason(group), [*_targets(group, published)], wording.UNUSABLE)
            other = with_proposal(healed, published, proposal, reason, wording.EXPRESSIBLE)
            if other is not None and _has_operation(other.document, key, published):
                healed = other
                break
    return healed


def keep_former_parts(healed: Healed, before: dict[str, JSON], published: dict[str, JSON]) -> Healed:
    """Add actions that undo changes which make the document invalid.

    Args:
        healed: The overlay that fits the new document, with its edits.
        before: The present published document.
        published: The new published document.

    Returns:
        The overlay with further actions, each with an edit that a person must check. For each invalid place, the
        actions undo changes around the place without which the place is valid. No operation that callers have is lost.
        `healed` itself if the document is valid.
    """
    lines = problems(healed.document) if healed.overlays else ()
    changed = list(differences(before, published)) if lines else []
    new = omissions.new_operations(before, published)
    for line in lines:
        at = _location_of(line, healed.document)
        remaining = problems(healed.document)
        if not at or line not in remaining:
            continue
        about = [each for each in changed if overlaps(each.location, at[:3])]  # the operation or component around it
        for group in _groups(about, at):
            proposal = Proposal(_reason(group), [*_targets(group, published)])
            other = with_proposal(healed, published, proposal, line)
            if other is None or not _lost(healed.document, other.document) <= new:
                continue
            left = problems(other.document)
            if line not in left and len(left) < len(remaining):
                healed = other
                break
    return healed


def _has_operation(document: dict[str, JSON], key: OperationKey, published: dict[str, JSON]) -> bool:
    """Return whether a client with an operation can be built."""
    is_there = any((path, method) == key for path, method, _ in nodes.operations(document))
    return is_there and is_valid(document) and not obstacles.of_operation(document, key, published)


def _lost(document: dict[str, JSON], other: dict[str, JSON]) -> set[OperationKey]:
    """List the operations that only the first of two documents has."""
    keys = [{(path, method) for path, method, _ in nodes.operations(each)} for each in (document, other)]
    return keys[0] - keys[1]


def _about(changed: Sequence[Difference], key: OperationKey, document: dict[str, JSON]) -> list[Difference]:
    """Return the changes of an operation and of what it refers to."""
    path, method = key
    item = nodes.path_item(document, path)
    names = refs.reachable([item.get(method), item.get("parameters")], lambda name: _names(document, name))
    used = [at for at in (_locate(document, name) for name in names) if at]
    parts = {(), (method,), ("parameters",), ("servers",)}
    return [
        each
        for each in changed
        if (each.location[:2] == ("paths", path) and each.location[2:3] in parts)
        or any(overlaps(each.location, at) for at in used)
    ]


def _names(document: dict[str, JSON], reference: str) -> list[str]:
    at = _locate(document, reference)
    return [name for _, name in refs.references(node_at(document, at))] if at else []


def _locate(document: dict[str, JSON], reference: str) -> Location:
    try:
        return first_location(document, reference)
    except BuildError:
        return ()


def _location_of(reason: str, document: dict[str, JSON]) -> Location:
    """Return the location that a reason names; empty if it names none."""
    match = _POINTER.match(reason)
    return _locate(document, match[1]) if match else ()


def _groups(changed: Sequence[Difference], at: Location) -> Iterator[tuple[Difference, ...]]:
    """Yield the changes to undo together.

    First comes each change alone, beginning with those around the obstacle; then all changes together.
    """
    usable = [each for each in changed if isinstance(each.location[-1], str)]
    around = [each for each in usable if at and overlaps(each.location, at)]
    single = [*around, *(each for each in usable if each not in around)]
    yield from ((each,) for each in itertools.islice(single, _MAX_TRIALS))
    outermost = [
        each
        for each in usable
        if not any(other is not each and each.location[: len(other.location)] == other.location for other in usable)
    ]
    if len(outermost) > 1:
        yield tuple(outermost)


def _targets(group: Sequence[Difference], published: dict[str, JSON]) -> Iterator[Target]:
    """Yield the targets, `x-before` and `update` that undo changes."""
    for each in group:
        *above, key = each.location
        owner = tuple(above)
        is_scalar = not isinstance(each.old, dict | list) and not isinstance(each.new, dict | list)
        if is_scalar and each.old is not NOTHING and each.new is not NOTHING:
            yield owner, {str(key): _json(each.new)}, {str(key): _json(each.old)}
            continue
        if each.new is not NOTHING:
            yield each.location, _stated(node_at(published, each.location)), None
        if each.old is not NOTHING:
            yield owner, {str(key): "absent"}, {str(key): _json(each.old)}


def _stated(node: JSON) -> JSON:
    """Return what an action states of a node; nothing of a large mapping."""
    is_large = isinstance(node, dict) and len(json.dumps(node)) > _MAX_STATED_LENGTH
    return {} if is_large else node


def _json(state: object) -> JSON:
    value: JSON = json.loads(json.dumps(state))
    return value


def _reason(group: Sequence[Difference]) -> str:
    paths = [json_path(each.location) for each in group]
    return wording.new_left_out(paths) if all(each.old is NOTHING for each in group) else wording.as_before(paths)
