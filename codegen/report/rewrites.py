"""Writes edits of the overlay as lines of its files."""

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import attrs
import yaml

from codegen.document.load import JSON, construct
from codegen.document.overlay import Action
from codegen.errors import BuildError
from codegen.report.overlay_edits import Edit

_WIDTH = 110
_WORDS_LENGTH = 15
_WORD = re.compile(r"'[^']*'|[^\s'.\[\]]+")


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
    if edit.is_new:
        end = len(lines)
        return Rewrite(file=edit.action.file, first=end + 1, last=end, lines=("", *_new(edit.action)))
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
        if rewrite_.lines:
            lines = [re.sub(r"^actions: \[\]$", "actions:", line) for line in lines]
        if not any(re.match(r"\s+- ", line) for line in lines):
            lines = [re.sub(r"^actions:\s*$", "actions: []", line) for line in lines]
        file.write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")


def _new(action: Action) -> Iterator[str]:
    """Give the lines of an action that no file has yet."""
    yield f"  - target: {action.target}"
    yield f"    description: {action.description}"
    yield f"    x-discrepancy: {action.discrepancy}"
    yield f"    x-matches: {action.matches}"
    yield f"    x-before: {_flow(action.before)}"
    yield f"    update: {_flow(action.update)}"


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
    indent = len(block[0]) - len(block[0].lstrip()) + 2
    changed = _changed_keys(old, new)
    entries: list[list[str]] = []
    for line in block:
        if re.match(r"^\s*(?:- )?[\w-]+:", line) and len(line) - len(line.lstrip(" -")) == indent:
            entries.append([])
        entries[-1].append(line)
    written = {entry[0].lstrip(" -").partition(":")[0] for entry in entries}
    for entry in entries:
        key = entry[0].lstrip(" -").partition(":")[0]
        if key in changed:
            yield from _in_place(entry, *changed[key]) or _entry(key, changed[key][1], entry[0][:indent])
        else:
            yield from entry
    for key in (key for key in changed if key not in written):  # x-matches is 1 where it is left out
        yield from _entry(key, changed[key][1], " " * indent)


def _changed_keys(old: Action, new: Action) -> dict[str, tuple[JSON, JSON]]:
    """List the keys of an action that differ, each with both values."""
    values: dict[str, tuple[JSON, JSON]] = {
        "target": (old.target, new.target),
        "x-matches": (old.matches, new.matches),
        "x-before": (old.before, new.before),
        "update": (old.update, new.update),
    }
    return {key: pair for key, pair in values.items() if pair[0] != pair[1]}


def _in_place(entry: Sequence[str], old: JSON, new: JSON) -> list[str]:
    """Change a value where it stands, so that the rest stays as it is written.

    Args:
        entry: The lines of a key and its value.
        old: The value.
        new: The value that it shall have.

    Returns:
        The lines, or none if they would not say that value.
    """
    text = "\n".join(entry)
    if entry[0].lstrip().startswith("- "):
        text = text.replace("- ", "  ", 1)
    words = text
    for before, after in _other_texts(old, new):
        words = words.replace(before, after)
    ((_, value),) = _compose(text).value
    cut = text
    for start, end, replacement in sorted(_spots(value, old, new, text), reverse=True):
        cut = cut[:start] + replacement + cut[end:]
    for changed in (words,) if isinstance(new, str) else (words, cut):
        if _says(changed, new):
            first, *others = changed.splitlines()
            return [entry[0][: len(first) - len(first.lstrip())] + first.lstrip(), *others]
    return []


def _compose(text: str) -> yaml.MappingNode:
    """Parse the text of an entry into nodes that know where they stand."""
    return cast("yaml.MappingNode", yaml.compose(text, Loader=yaml.SafeLoader))


def _says(text: str, value: JSON) -> bool:
    """Tell whether the text of an entry reads as a value."""
    try:
        read = construct(_compose(text), "")
    except (yaml.YAMLError, BuildError):
        return False
    return isinstance(read, dict) and list(read.values()) == [value]


def _spots(node: yaml.Node, old: JSON, new: JSON, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the parts of a text to replace: start, end, replacement."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and isinstance(old, list) and isinstance(new, list):
        gone = [index for index, item in enumerate(old) if item not in new]
        if gone and new:
            yield from _items(node, gone, text)
            return
    if not (
        isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict) and old.keys() & new
    ):
        if old != new:
            margin = "\n" + " " * (node.start_mark.column + 1)
            written = re.sub(r"\n *", margin, _flow(new, node.start_mark.column))
            yield node.start_mark.index, node.end_mark.index, written
        return
    pairs = [(str(key.value), key.start_mark.index, value) for key, value in node.value]
    kept = max(index for index, (key, _, _) in enumerate(pairs) if key in new)
    for index, (key, start, value) in enumerate(pairs[: kept + 1]):
        if key in new:
            yield from _spots(value, old[key], new[key], text)
        else:
            yield start, pairs[index + 1][1], ""
    if kept + 1 < len(pairs):  # the last ones go, with the line break or the comma before them
        start, end = (len(text[: pairs[index][2].end_mark.index].rstrip()) for index in (kept, -1))
        yield start, end, ""


def _items(node: yaml.SequenceNode, gone: Sequence[int], text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of items to remove from a list."""
    starts = [text.rfind("\n", 0, item.start_mark.index) for item in node.value]
    ends = [*starts[1:], len(text[: node.end_mark.index].rstrip())]
    for index in gone:
        yield starts[index], ends[index], ""


def _other_texts(old: JSON, new: JSON) -> Iterator[tuple[str, str]]:
    """Pair the texts that differ between values of the same layout."""
    if isinstance(old, str) and isinstance(new, str) and old != new:
        words = zip(_WORD.findall(old), _WORD.findall(new), strict=False)
        yield from dict.fromkeys(pair for pair in words if pair[0] != pair[1])
    elif isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for key in old:
            yield from _other_texts(old[key], new[key])
    elif isinstance(old, list) and isinstance(new, list):
        for before, after in zip(old, new, strict=False):
            yield from _other_texts(before, after)


def _entry(key: str, value: JSON, margin: str) -> Iterator[str]:
    """Write a key of an action and its value, long targets folded."""
    flow = value if isinstance(value, str) and key == "target" and not re.search(r": | #", value) else _flow(value)
    line = f"{margin}{key}: {flow}"
    inner = " " * (len(margin) + 2)
    if isinstance(value, str) and flow == value and len(line) > _WIDTH:
        yield f"{margin}{key}: >-"
        yield from (f"{inner}{part}" for part in _folded(value))
        return
    first, *others = line.splitlines()
    yield first
    yield from (f"{inner}{other.strip()}" for other in others)


def _folded(text: str) -> list[str]:
    """Break a text at spaces, as a folded block of YAML may be."""
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _flow(value: JSON, column: int = 0) -> str:
    """Write a value in YAML's flow style, from some column on.

    PyYAML breaks a line after the word that goes beyond the width.
    """
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    text = yaml.safe_dump(
        value,
        default_flow_style=True,
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH - column - _WORDS_LENGTH if column else _WIDTH,
    )
    return str(text).removesuffix("...\n").strip()
