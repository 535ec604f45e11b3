"""Writes edits of the overlay as lines of its files."""

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from codegen.document.load import JSON
from codegen.document.overlay import Action
from codegen.report import yaml_cuts, yaml_text
from codegen.report.overlay_edits import Edit


@attrs.frozen(kw_only=True)
class Rewrite:
    """An edit as text.

    Attributes:
        file: Folder and name of the file, such as `overlay/schemas.yaml`.
        first: First line to replace, from 1. If the action is dropped: the first line of the comment directly above it.
        last: Last line to replace; less than `first` if the lines are only added.
        lines: The new lines; empty if the action is dropped.
        restoration: The lines of the edit's `restoration`; empty, the default, if there is none.
        combination: The lines of the edit's `combination`; empty, the default, if there is none.
    """

    file: str
    first: int
    last: int
    lines: tuple[str, ...]
    restoration: tuple[str, ...] = ()
    combination: tuple[str, ...] = ()


def rewrite(edit: Edit, folder: Path) -> Rewrite:
    """Write an edit as lines of its file.

    Args:
        edit: Edit of an action, or edit that adds one.
        folder: Folder of the overlays.

    Returns:
        The range of lines to replace, and the new lines.
    """
    file = folder / Path(edit.action.file).name
    lines = file.read_text(encoding="utf-8").splitlines()
    if edit.is_new:
        end = len(lines)
        return Rewrite(file=edit.action.file, first=end + 1, last=end, lines=("", *_new(edit.action)))
    first, last = edit.action.line, _last_line(lines, edit.action.line)
    block = lines[first - 1 : last]
    written, restoration, combination = (
        _rewrite_all(block, edit.action, others) for others in (edit.becomes, edit.restoration, edit.combination)
    )
    return Rewrite(
        file=edit.action.file,
        first=first if written else _first_of_comment(lines, first, _indent(block[0])),
        last=last,
        lines=written,
        restoration=restoration,
        combination=combination,
    )


def apply(edits: Sequence[Edit], folder: Path) -> None:
    """Make edits in the files of the overlays.

    Args:
        edits: The edits, in any order. Actions that are added to a file keep their order.
        folder: Folder of the overlays.
    """
    # From the last line of each file to its first; of actions added after the same line, the last comes first.
    rewrites = (rewrite(edit, folder) for edit in reversed(edits))
    for rewrite_ in sorted(rewrites, key=lambda each: (each.file, -each.first)):
        file = folder / Path(rewrite_.file).name
        lines = file.read_text(encoding="utf-8").splitlines()
        if rewrite_.lines:
            lines[rewrite_.first - 1 : rewrite_.last] = rewrite_.lines
            lines = [re.sub(r"^actions: \[\]$", "actions:", line) for line in lines]
        else:
            _drop(lines, rewrite_.first, rewrite_.last)
        if not any(re.match(r"\s+- ", line) for line in lines):
            lines = [re.sub(r"^actions:\s*$", "actions: []", line) for line in lines]
        file.write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")


def _drop(lines: list[str], first: int, last: int) -> None:
    """Drop an action with the comment directly above it, and an empty heading.

    Args:
        lines: The lines of the file, changed in place.
        first: Number of the first line to drop, from 1.
        last: Number of the last line of the action.
    """
    indent = next(_indent(line) for line in lines[first - 1 :] if not _is_comment(line))
    if last < len(lines) and not lines[last].strip():
        last += 1  # also delete the empty line between two actions
    del lines[first - 1 : last]
    _remove_empty_heading(lines, first - 1, indent)


def _first_of_comment(lines: Sequence[str], first: int, indent: int) -> int:
    """Find the first line of the comment directly above a line.

    Args:
        lines: The lines of the file.
        first: Number of the line, from 1.
        indent: Indentation of an action. A comment that is indented more belongs to the action before it.

    Returns:
        Number of the first line of the comment; `first` if no comment is directly above.
    """
    while first > 1 and _is_comment(lines[first - 2]) and _indent(lines[first - 2]) <= indent:
        first -= 1
    return first


def _remove_empty_heading(lines: list[str], index: int, indent: int) -> None:
    """Remove the heading above a dropped action if no action is left below it.

    A heading is a comment with an empty line below it; any other comment belongs to the action below it. A heading has
    no actions if the next heading or the end of the file follows it.

    Args:
        lines: The lines of the file, changed in place.
        index: Index of the line that is now in the place of the action and of the action's own comment.
        indent: Indentation of the action.
    """
    below = list(itertools.dropwhile(lambda line: not line.strip(), lines[index:]))
    after_comment = list(itertools.dropwhile(_is_comment, below))
    if below and (len(after_comment) == len(below) or (after_comment and after_comment[0].strip())):
        return
    end = index
    while end and not lines[end - 1].strip():
        end -= 1
    start = _first_of_comment(lines, end + 1, indent) - 1
    if start < end < index:
        del lines[start:index]


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _new(action: Action) -> Iterator[str]:
    """Write the lines of an added action."""
    yield f"  - target: {action.target}"
    yield f"    description: {action.description}"
    yield f"    x-discrepancy: {action.discrepancy}"
    yield f"    x-matches: {action.matches}"
    yield f"    x-before: {yaml_text.flow(action.before)}"
    yield "    remove: true" if action.remove else f"    update: {yaml_text.flow(action.update)}"


def _last_line(lines: Sequence[str], first: int) -> int:
    """Find the last line of the action that begins at a line.

    The further lines of the action are indented more than its first line. Empty lines after it do not belong to it.
    """
    indent = _indent(lines[first - 1])
    last = first
    for number in range(first + 1, len(lines) + 1):
        line = lines[number - 1]
        if line.strip() and _indent(line) <= indent:
            break
        if line.strip():
            last = number
    return last


def _rewrite_all(block: Sequence[str], old: Action, new: Sequence[Action]) -> tuple[str, ...]:
    """Write the lines of several actions that replace one."""
    return tuple(line for other in new for line in [*_rewrite_lines(block, old, other), ""])[:-1]


def _rewrite_lines(block: Sequence[str], old: Action, new: Action) -> Iterator[str]:
    """Write the lines of an action with new values of the keys that differ."""
    indent = _indent(block[0]) + 2
    changed = _changed_keys(old, new)
    entries: list[list[str]] = []
    for line in block:
        if re.match(r"^\s*(?:- )?[\w-]+:", line) and len(line) - len(line.lstrip(" -")) == indent:
            entries.append([])
        entries[-1].append(line)
    written = {entry[0].lstrip(" -").partition(":")[0] for entry in entries}
    for entry in entries:
        key = entry[0].lstrip(" -").partition(":")[0]
        if key == "update" and new.remove:
            yield f"{' ' * indent}remove: true"
        elif key in changed:
            is_block = entry[0].rstrip().endswith(f"{key}:")
            is_readable_only_in_block = _has_lines(changed[key][1]) and (
                not _has_lines(changed[key][0]) or (not is_block and "\n" in yaml_text.flow(changed[key][1]))
            )
            in_block = is_readable_only_in_block or is_block
            rewritten = _entry(key, changed[key][1], entry[0][:indent], in_block=in_block)
            in_place = () if is_readable_only_in_block else yaml_cuts.in_place(entry, *changed[key])
            yield from in_place or rewritten
        else:
            yield from entry
    for key in (key for key in changed if key not in written):  # x-matches may be missing, because its default is 1
        yield from _entry(key, changed[key][1], " " * indent, in_block=False)


def _has_lines(value: JSON) -> bool:
    """Return whether a mapping or a list contains a text of several lines."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any("\n" in item if isinstance(item, str) else _has_lines(item) for item in items)


def _changed_keys(old: Action, new: Action) -> dict[str, tuple[JSON, JSON]]:
    """Return the keys in which two actions differ, each with both values."""
    values: dict[str, tuple[JSON, JSON]] = {
        "target": (old.target, new.target),
        "description": (old.description, new.description),
        "x-matches": (old.matches, new.matches),
        "x-before": (old.before, new.before),
        "update": (old.update, new.update),
    }
    return {key: pair for key, pair in values.items() if pair[0] != pair[1]}


def _entry(key: str, value: JSON, margin: str, *, in_block: bool) -> Iterator[str]:
    """Write a key of an action and its value; long texts are folded."""
    if isinstance(value, dict | list) and in_block:
        yield from yaml_text.block({key: value}, len(margin))
        return
    flow = yaml_text.flow(value)
    if isinstance(value, str) and key == "target" and not re.search(r": | #", value):
        flow = value
    line = f"{margin}{key}: {flow}"
    inner = len(margin) + 2
    is_plain = flow == value or (key == "description" and "\n" not in str(value))  # a folded text needs no quotes
    if isinstance(value, str) and is_plain and len(line) > yaml_text.WIDTH:
        yield f"{margin}{key}: >-"
        yield from yaml_text.fold(value, inner)
        return
    first, *others = line.splitlines()
    yield first
    yield from (f"{' ' * inner}{other.strip()}" for other in others)
