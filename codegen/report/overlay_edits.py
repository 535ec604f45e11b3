"""Finds the edits that make the overlay fit a document."""

import copy
import re
from collections.abc import Mapping, Sequence

import attrs

from codegen.document import nodes, overlay, refs
from codegen.document.expectations import ABSENT
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action, Misfit, Overlay
from codegen.report import wording
from codegen.report.moves import Moves

_Path = tuple[str, ...]
_NAMES = (("operationId",), ("title",))
_DOCKERS_TO_SAY = frozenset({"x-undocumented", "x-evidence", "x-organization-token"})


@attrs.frozen(kw_only=True)
class Edit:
    """One edit of the overlay.

    Attributes:
        action: The action as it is.
        becomes: What takes its place: usually itself with other keys, or nothing.
        reason: Why.
        judge: Whether a person has to look, for the evidence decides.
        expected: What the action expects of the document; empty for one that fits and is needless.
        found: What is there.
    """

    action: Action
    becomes: tuple[Action, ...]
    reason: str
    judge: bool
    expected: str = ""
    found: str = ""


@attrs.frozen(kw_only=True)
class Healed:
    """An overlay that fits.

    Attributes:
        document: The patched document.
        overlays: The overlays after the edits.
        edits: What had to be edited, in the order of application.
    """

    document: dict[str, JSON]
    overlays: list[Overlay]
    edits: list[Edit]


def heal(overlays: Sequence[Overlay], moves: Moves, *, keep: bool = False) -> Healed:
    """Apply overlays to a document, and edit or drop actions that misfit.

    Each is judged after those before it have been edited, so that what builds on a dropped action is found as well.

    Args:
        overlays: In the order of application.
        moves: The present and the next document, and what has moved between them.
        keep: Whether a repair holds although Docker changed what it replaces; else Docker's own words hold.

    Returns:
        The patched document, overlays that fit, and the edits between.
    """
    before, document = copy.deepcopy(moves.old), copy.deepcopy(moves.new)
    edits: list[Edit] = []
    healed: list[Overlay] = []
    for overlay_ in overlays:
        actions: list[Action] = []
        for action in overlay_.actions:
            edit = _edit(action, moves, before, document, keep=keep)
            becomes = (action,) if edit is None else edit.becomes
            for other in becomes:
                overlay.step(other, document)
            overlay.step(action, before)
            actions += becomes
            edits += [] if edit is None else [edit]
        healed.append(attrs_replace(overlay_, actions))
    return Healed(document=document, overlays=healed, edits=edits)


def without(overlays: Sequence[Overlay], removed: Sequence[Action]) -> list[Overlay]:
    """Give the overlays without some of their actions."""
    return [
        attrs_replace(overlay_, [action for action in overlay_.actions if action not in removed])
        for overlay_ in overlays
    ]


def attrs_replace(overlay_: Overlay, actions: Sequence[Action]) -> Overlay:
    """Give an overlay other actions."""
    return Overlay(name=overlay_.name, title=overlay_.title, actions=tuple(actions))


def _edit(
    action: Action, moves: Moves, before: dict[str, JSON], document: dict[str, JSON], *, keep: bool
) -> Edit | None:
    """Find the edit that an action needs, if it needs one."""
    current = _changed(action, before=moves.renamed(action.before), update=moves.renamed(action.update))
    misfit = overlay.judge(current, document)
    if misfit is None:
        return (
            None if current == action else Edit(action=action, becomes=(current,), reason=wording.RENAME, judge=False)
        )
    reason, becomes, judge = _repaired(misfit, moves, before, document, keep=keep)
    if not all(overlay.judge(other, document) is None for other in becomes):
        reason, becomes, judge = wording.DROP_INVALID, (), True
    return Edit(
        action=action,
        becomes=becomes,
        reason=reason,
        judge=judge,
        expected=misfit.expected,
        found=misfit.found,
    )


def _repaired(
    misfit: Misfit, moves: Moves, before: dict[str, JSON], document: dict[str, JSON], *, keep: bool
) -> tuple[str, tuple[Action, ...], bool]:
    """Give reason and replacement of an action.

    The last value tells whether a person has to look at it.
    """
    if misfit.kind == "done":
        return wording.DROP_DONE, (), False
    old = misfit.action
    renamed = [_changed(old, target=target) for target in moves.targets(old.target)]
    fitting = [(other,) for other in renamed if other != old and overlay.judge(other, document) is None]
    action = max(renamed, key=lambda other: len(overlay.selected(other, document)))
    if moved := [*fitting, _moved(old, action, moves, before, document)][0]:
        return wording.RETARGET, moved, True
    now = overlay.judge(action, document) or misfit
    if now.kind in {"done", "nothing"}:
        return (wording.DROP_DONE, (), False) if now.kind == "done" else (wording.DROP_GONE, (), True)
    return _refitted(action, now, document, keep=keep)


def _refitted(
    action: Action, misfit: Misfit, document: dict[str, JSON], *, keep: bool
) -> tuple[str, tuple[Action, ...], bool]:
    """Edit an action whose target is right and finds something else."""
    differences = overlay.differences(action, document)
    if misfit.kind == "count":
        fitting = [place for place, values in differences.items() if not values]
        if len(fitting) == len(differences):
            target = _without_what_is_gone(action, document)
            return wording.RECOUNT, (_changed(action, target=target, matches=len(fitting)),), False
        if fitting:
            return wording.NARROW, tuple(_changed(action, target=place, matches=1) for place in fitting), True
    paths = {path: value for values in differences.values() for path, value in values.items()}
    return _adapted(action, paths, keep=keep)


def _moved(
    old: Action, action: Action, moves: Moves, before: dict[str, JSON], document: dict[str, JSON]
) -> tuple[Action, ...]:
    """Give an action for each new place of what an action changed.

    Another one is for the places that have stayed, if there are any.
    """
    stayed = overlay.selected(action, document)
    places = [place for location in overlay.selected(old, before) for place in moves.places(location, before, document)]
    elsewhere = [
        other
        for place in dict.fromkeys(places)
        if place not in stayed
        and overlay.judge(other := _changed(action, target=_json_path(place, document), matches=1), document) is None
    ]
    if not elsewhere or not stayed:
        return tuple(elsewhere)
    staying = _changed(action, target=_without_what_is_gone(action, document), matches=len(stayed))
    return (staying, *elsewhere)


def _json_path(location: Location, document: dict[str, JSON]) -> str:
    """Write a location as the target of an action, parameters by their names."""
    *above, step = location
    node = refs.node_at(document, location)
    if above[-1:] != ["parameters"] or not isinstance(step, int) or not isinstance(node, dict) or "name" not in node:
        return refs.json_path(location)
    return f"{refs.json_path(above)}[?@.name == '{node['name']}']"


def _without_what_is_gone(action: Action, document: dict[str, JSON]) -> str:
    """Remove names from a union in a target that select nothing any more."""
    target = action.target
    places = overlay.selected(action, document)
    for name in re.findall(r"'[^']*'", target):
        for gone in (rf"{re.escape(name)}\s*,\s*", rf",\s*{re.escape(name)}"):
            shorter = re.sub(gone, "", target, count=1)
            if shorter != target and overlay.selected(_changed(action, target=shorter), document) == places:
                target = shorter
                break
    return target


def _adapted(action: Action, paths: Mapping[_Path, JSON], *, keep: bool) -> tuple[str, tuple[Action, ...], bool]:
    """Adapt an action whose place is there and looks otherwise."""
    before, update = copy.deepcopy(action.before), copy.deepcopy(action.update)
    reasons = {wording.ADAPT}
    for path, value in paths.items():
        if keep or not (action.remove or _writes(update, path)):
            before = _put(before, path, value)
        elif path[-1:] in _NAMES:
            before = _put(before, path, value)
            reasons.add(wording.KEEP_NAME)
        elif (ours := _names_and_marks(_value(update, path), value)) is not None:
            before, update = _put(before, path, ours[0]), _put(update, path, ours[1])
            reasons.add(wording.DOCUMENTED)
        elif action.remove or not path or not isinstance(update, dict):
            return wording.DROP_CHANGED, (), True
        else:
            _cut(update, path)
            _cut(before, path)
            reasons.add(wording.PRUNE)
    if not update and not action.remove:
        return wording.DROP_CHANGED, (), True
    reason = next(
        each for each in (wording.PRUNE, wording.DOCUMENTED, wording.KEEP_NAME, wording.ADAPT) if each in reasons
    )
    judge = reason in {wording.PRUNE, wording.DOCUMENTED}
    return reason, (_changed(action, before=before, update=update),), judge


def _names_and_marks(update: JSON, there: JSON) -> tuple[JSON, JSON] | None:
    """Reduce operations that Docker documents now itself.

    Args:
        update: What the action wrote; nothing is given for what is neither.
        there: What stands there.

    Returns:
        What to expect there, and what to write: names, marks, and the operations that Docker still lacks.
    """
    if not isinstance(update, dict) or not isinstance(there, dict):
        return None
    if "responses" in update:
        ours = {key: value for key, value in update.items() if key == "operationId" or _is_mark(key)}
        return {key: there.get(key, ABSENT) for key in ours}, dict(ours)
    methods = [key for key in update if key in nodes.METHODS]
    if not methods:
        return None
    before: dict[str, JSON] = {}
    reduced: dict[str, JSON] = {}
    for method in methods:
        inner = _names_and_marks(update[method], there.get(method))
        before[method], reduced[method] = inner or (ABSENT, update[method])
    return before, reduced


def _is_mark(key: str) -> bool:
    return key.startswith("x-") and key not in _DOCKERS_TO_SAY


def _value(node: JSON, path: _Path) -> JSON:
    """Give what stands at a path of keys, None if nothing does."""
    for step in path:
        node = node.get(step) if isinstance(node, dict) else None
    return node


def _writes(update: JSON, path: _Path) -> bool:
    """Tell whether an update writes at, above or below a location."""
    for step in path:
        if not isinstance(update, dict):
            return True
        if step not in update:
            return False
        update = update[step]
    return True


def _cut(node: JSON, path: _Path) -> None:
    """Take a place out of nested mappings, and mappings that it leaves empty."""
    if not path or not isinstance(node, dict) or path[0] not in node:
        return
    first, *rest = path
    inner = node[first]
    if rest and isinstance(inner, dict):
        _cut(inner, tuple(rest))
        if inner:
            return
    del node[first]


def _put(node: JSON, path: _Path, value: JSON) -> JSON:
    if not path or not isinstance(node, dict):
        return value
    first, *rest = path
    return {**node, first: _put(node.get(first), tuple(rest), value)}


def _changed(
    action: Action,
    *,
    target: str | None = None,
    matches: int | None = None,
    before: JSON = None,
    update: JSON = None,
) -> Action:
    return Action(
        file=action.file,
        line=action.line,
        target=target or action.target,
        description=action.description,
        discrepancy=action.discrepancy,
        update=action.update if update is None else update,
        remove=action.remove,
        matches=matches or action.matches,
        before=action.before if before is None else before,
    )
