"""Finds and writes the edits that make the overlay fit a document."""

import copy
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs
import yaml

from codegen.document import overlay
from codegen.document.load import JSON
from codegen.document.overlay import Action, Misfit, Overlay
from codegen.report import wording

_Path = tuple[str, ...]
_WIDTH = 110


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


def heal(
    published: dict[str, JSON], overlays: Sequence[Overlay], moved: Mapping[str, str], *, keep: bool = False
) -> Healed:
    """Apply overlays to a document, and edit or drop actions that misfit.

    Each is judged after those before it have been edited, so that what builds on a dropped action is found as well.

    Args:
        published: The document as published; it stays as it is.
        overlays: In the order of application.
        moved: Steps of JSONPaths that have another name in this document, such as a renamed schema.
        keep: Whether a repair holds although Docker changed what it replaces; else Docker's own words hold.

    Returns:
        The patched document, overlays that fit, and the edits between.
    """
    document = copy.deepcopy(published)
    edits: list[Edit] = []
    healed: list[Overlay] = []
    for overlay_ in overlays:
        actions: list[Action] = []
        for action in overlay_.actions:
            misfit = overlay.step(action, document)
            if misfit is None:
                actions.append(action)
                continue
            edit = _edit(misfit, document, moved, keep=keep)
            for other in edit.becomes:
                overlay.step(other, document)
            actions += edit.becomes
            edits.append(edit)
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


def _edit(misfit: Misfit, document: dict[str, JSON], moved: Mapping[str, str], *, keep: bool) -> Edit:
    reason, becomes, judge = _repaired(misfit, document, moved, keep=keep)
    if not all(overlay.judge(action, document) is None for action in becomes):
        reason, becomes, judge = wording.DROP_INVALID, (), True
    return Edit(
        action=misfit.action,
        becomes=becomes,
        reason=reason,
        judge=judge,
        expected=misfit.expected,
        found=misfit.found,
    )


def _repaired(
    misfit: Misfit, document: dict[str, JSON], moved: Mapping[str, str], *, keep: bool
) -> tuple[str, tuple[Action, ...], bool]:
    """Give reason and replacement of an action.

    The last value tells whether a person has to look at it.
    """
    action = misfit.action
    if misfit.kind == "done":
        return wording.DROP_DONE, (), False
    moved_there = _changed(action, target=_moved(action.target, moved))
    if moved_there != action and overlay.judge(moved_there, document) is None:
        return wording.RETARGET, (moved_there,), True
    if misfit.kind == "nothing":
        return wording.DROP_GONE, (), True
    differences = overlay.differences(action, document)
    if misfit.kind == "count":
        fitting = [place for place, values in differences.items() if not values]
        if len(fitting) == len(differences):
            return wording.RECOUNT, (_changed(action, matches=len(fitting)),), False
        if fitting:
            return wording.NARROW, tuple(_changed(action, target=place, matches=1) for place in fitting), True
    paths = {path: value for values in differences.values() for path, value in values.items()}
    return _adapted(action, paths, keep=keep)


def _adapted(action: Action, paths: Mapping[_Path, JSON], *, keep: bool) -> tuple[str, tuple[Action, ...], bool]:
    """Adapt an action whose place is there and looks otherwise."""
    before, update = copy.deepcopy(action.before), copy.deepcopy(action.update)
    pruned = False
    for path, value in paths.items():
        if keep or not (action.remove or _writes(update, path)):
            before = _put(before, path, value)
            continue
        pruned = True
        if action.remove or not path or not isinstance(update, dict):
            return wording.DROP_CHANGED, (), True
        _cut(update, path)
        _cut(before, path)
    if pruned and not update:
        return wording.DROP_CHANGED, (), True
    reason = wording.PRUNE if pruned else wording.ADAPT
    return reason, (_changed(action, before=before, update=update),), pruned


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


def _moved(target: str, moved: Mapping[str, str]) -> str:
    for old, new in moved.items():
        target = re.sub(rf"(?<![\w/-]){re.escape(old)}(?![\w/-])", new.replace("\\", r"\\"), target)
    return target


# --- as text ----------------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Rewrite:
    """An edit as text.

    Attributes:
        file: The file below the folder of the overlays.
        first: First line that is replaced, from 1.
        last: Last line that is replaced.
        lines: What stands there afterwards.
    """

    file: str
    first: int
    last: int
    lines: tuple[str, ...]


def rewrite(edit: Edit, folder: Path) -> Rewrite:
    """Write an edit as lines of its file.

    Args:
        edit: The edit.
        folder: Folder of the overlays.

    Returns:
        The lines to replace, and the new ones.
    """
    file = folder / Path(edit.action.file).name
    lines = file.read_text(encoding="utf-8").splitlines()
    first, last = edit.action.line, _last_line(lines, edit.action.line)
    block = lines[first - 1 : last]
    written = [line for other in edit.becomes for line in [*_rewritten(block, edit.action, other), ""]][:-1]
    return Rewrite(file=edit.action.file, first=first, last=last, lines=tuple(written))


def apply(edits: Sequence[Edit], folder: Path) -> None:
    """Make edits in the files of the overlays.

    Args:
        edits: The edits.
        folder: Folder of the overlays.
    """
    rewrites = sorted((rewrite(edit, folder) for edit in edits), key=lambda rewrite_: (rewrite_.file, -rewrite_.first))
    for rewrite_ in rewrites:
        file = folder / Path(rewrite_.file).name
        lines = file.read_text(encoding="utf-8").splitlines()
        last = rewrite_.last
        if not rewrite_.lines and last < len(lines) and not lines[last].strip():
            last += 1  # the empty line between two actions
        lines[rewrite_.first - 1 : last] = rewrite_.lines
        if not any(re.match(r"\s+- ", line) for line in lines):
            lines = [re.sub(r"^actions:\s*$", "actions: []", line) for line in lines]
        file.write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")


def _last_line(lines: Sequence[str], first: int) -> int:
    """Find the last line of the action that begins at a line.

    What follows is less indented, empty, or a comment.
    """
    indent = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    last = first
    for number in range(first + 1, len(lines) + 1):
        line = lines[number - 1]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        if line.strip():
            last = number
    return last


def _rewritten(block: Sequence[str], old: Action, new: Action) -> Iterator[str]:
    """Give the lines of an action with other values for the keys that differ."""
    changed: dict[str, JSON] = {}
    for key, name in (("target", "target"), ("x-matches", "matches"), ("x-before", "before"), ("update", "update")):
        if getattr(old, name) != getattr(new, name):
            changed[key] = getattr(new, name)
    indent = len(block[0]) - len(block[0].lstrip()) + 2
    skipping = False
    for line in block:
        match = re.match(r"^\s*(?:- )?([\w-]+):", line)
        starts = match is not None and len(line) - len(line.lstrip(" -")) == indent
        if starts and match is not None:
            skipping = match[1] in changed
            if skipping:
                yield from _entry(match[1], changed[match[1]], indent, first="- " in line[:indent])
                continue
        if not skipping:
            yield line


def _entry(key: str, value: JSON, indent: int, *, first: bool) -> Iterator[str]:
    margin = " " * indent
    flow = value if isinstance(value, str) and key == "target" and not re.search(r": | #", value) else _flow(value)
    lines = f"{key}: {flow}".splitlines()
    yield (" " * (indent - 2) + "- " if first else margin) + lines[0]
    yield from (f"{margin}  {line.strip()}" for line in lines[1:])


def _flow(value: JSON) -> str:
    """Write a value in YAML's flow style."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return str(text).removesuffix("...\n").strip()
