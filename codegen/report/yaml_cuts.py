"""Changes a value in its lines of YAML, without touching other lines."""

import difflib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias, cast

import attrs
import yaml

from codegen.document.load import JSON, construct
from codegen.errors import BuildError
from codegen.report import yaml_text

_WORD = re.compile(r"'[^']*'|[^\s'.\[\]]+")
_MAX_WIDTH = 120  # columns of a line, if possible
_BLOCK_STYLES = ("|", ">")
_IDENTITY = ("in", "name", "$ref")
"""Keys that identify an item of a list."""

Cut: TypeAlias = tuple[int, int, str]
"""A part of a text to replace: start, end, replacement."""


@attrs.frozen
class _Child:
    """An entry of a mapping or an item of a list.

    Attributes:
        node: Node of the value.
        start: Index in the text at which the child begins, with its key.
        end: Index in the text at which the child ends.
        old: Present value of the child.
    """

    node: yaml.Node
    start: int
    end: int
    old: JSON


@attrs.frozen
class _Plan:
    """The changes of a mapping or a list.

    Attributes:
        children: The present children.
        kept: New values of the children that stay, by index.
        added: New children, each with the index of the child before it (-1 for the beginning), its key (`None` in a
            list) and its value.
    """

    children: Sequence[_Child]
    kept: Mapping[int, JSON]
    added: Sequence[tuple[int, str | None, JSON]]


def in_place(entry: Sequence[str], old: JSON, new: JSON) -> list[str]:
    """Change a value in its lines, and keep the layout of unchanged parts.

    Args:
        entry: The lines of a key and its value.
        old: The present value.
        new: The new value.

    Returns:
        The changed lines; empty if no attempt results in lines that mean the new value.
    """
    text = "\n".join(entry) + "\n"  # the last line break is a part of a literal text
    if entry[0].lstrip().startswith("- "):
        text = text.replace("- ", "  ", 1)
    words = text
    for before, after in _other_texts(old, new):
        words = words.replace(before, after)
    written = [words] if isinstance(new, str) else [words, _cut(text, old, new), _cut(text, old, new, wrap=True)]
    right = [changed for changed in written if _says(changed, new)]
    if not right:
        return []
    first, *others = min(right, key=_is_too_wide).rstrip("\n").split("\n")
    return [entry[0][: len(first) - len(first.lstrip())] + first.lstrip(), *others]


def _cut(text: str, old: JSON, new: JSON, *, wrap: bool = False) -> str:
    """Change the value in the text of an entry by cuts.

    With `wrap`, a mapping or list in flow style that changes is written again as a whole, with line breaks.
    """
    ((_, value),) = _compose(text).value
    for start, end, replacement in sorted(_cuts(value, old, new, text, wrap=wrap), reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def _is_too_wide(text: str) -> bool:
    return any(len(line) > _MAX_WIDTH for line in text.splitlines())


def _compose(text: str) -> yaml.MappingNode:
    """Parse the text of an entry into nodes with positions."""
    return cast("yaml.MappingNode", yaml.compose(text, Loader=yaml.SafeLoader))


def _says(text: str, value: JSON) -> bool:
    """Return whether the text of an entry means a value."""
    try:
        read = construct(_compose(text), "")
    except (yaml.YAMLError, BuildError):
        return False
    return isinstance(read, dict) and list(read.values()) == [value]


def _cuts(node: yaml.Node, old: JSON, new: JSON, text: str, *, wrap: bool) -> Iterator[Cut]:
    """Yield the cuts that change a node to its new value."""
    if old == new:
        return
    plan = _plan(node, old, new)
    if plan is None or not plan.kept or (wrap and isinstance(node, yaml.CollectionNode) and node.flow_style):
        yield _whole(node, new, text)
        return
    for index, value in plan.kept.items():
        yield from _cuts(plan.children[index].node, plan.children[index].old, value, text, wrap=wrap)
    if isinstance(node, yaml.CollectionNode) and node.flow_style:
        yield from _cuts_in_flow(plan)
    else:
        yield from _cuts_in_block(plan, node, text)


def _plan(node: yaml.Node, old: JSON, new: JSON) -> _Plan | None:
    """Plan the changes of a node; `None` if it is replaced as a whole."""
    if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict):
        keys = list(old)
        children = [
            _Child(value, key.start_mark.index, value.end_mark.index, old[name])
            for name, (key, value) in zip(keys, node.value, strict=True)
        ]
        kept = {index: new[key] for index, key in enumerate(keys) if key in new}
        last = max(kept, default=-1)
        return _Plan(children, kept, [(last, key, value) for key, value in new.items() if key not in old])
    if isinstance(node, yaml.SequenceNode) and isinstance(old, list) and isinstance(new, list):
        children = [
            _Child(item, item.start_mark.index, item.end_mark.index, value)
            for item, value in zip(node.value, old, strict=True)
        ]
        pairs = dict(_pair(old, new))
        before = itertools.accumulate((pairs.get(index, -1) for index in range(len(new))), max)
        added = [(after, None, new[index]) for index, after in enumerate(before) if index not in pairs]
        return _Plan(children, {earlier: new[index] for index, earlier in pairs.items()}, added)
    return None


def _pair(old: Sequence[JSON], new: Sequence[JSON]) -> Iterator[tuple[int, int]]:
    """Pair the items of two lists, in order: new index, present index.

    Equal items are paired. Between these, all items are paired if both lists have equally many, and otherwise the items
    of the same identity.
    """
    old_texts = [repr(item) for item in old]
    new_texts = [repr(item) for item in new]
    matcher = difflib.SequenceMatcher(None, old_texts, new_texts, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal" or end - start == other_end - other_start:
            yield from zip(range(other_start, other_end), range(start, end), strict=True)
            continue
        identities = [_identity(item) for item in old[start:end]]
        position = 0
        for index in range(other_start, other_end):
            identity = _identity(new[index])
            if identity is not None and identity in identities[position:]:
                position = identities.index(identity, position) + 1
                yield index, start + position - 1


def _identity(item: JSON) -> object:
    values = [item.get(key) for key in _IDENTITY] if isinstance(item, dict) else []
    return values if any(value is not None for value in values) else None


def _cuts_in_flow(plan: _Plan) -> Iterator[Cut]:
    """Yield the cuts between the brackets of flow style."""
    children, last = plan.children, max(plan.kept)
    for index, child in enumerate(children[:last]):
        if index not in plan.kept:
            yield child.start, children[index + 1].start, ""
    if last + 1 < len(children):  # including the comma before these children
        yield children[last].end, children[-1].end, ""
    for after, entries in itertools.groupby(plan.added, key=lambda entry: entry[0]):
        written = [
            yaml_text.on_one_line(value) if key is None else yaml_text.on_one_line({key: value})[1:-1]
            for _, key, value in entries
        ]
        if after < 0:
            yield children[0].start, children[0].start, "".join(f"{each}, " for each in written)
        else:
            yield children[after].end, children[after].end, "".join(f", {each}" for each in written)


def _cuts_in_block(plan: _Plan, node: yaml.Node, text: str) -> Iterator[Cut]:
    """Yield the cuts between lines. A comment belongs to the child below it."""
    begins = [_begin(text, child.start) for child in plan.children]
    ends = [*begins[1:], _end(node, text)]
    for index, child in enumerate(plan.children):
        if index not in plan.kept:
            on_own_line = text[begins[index]] == "\n"
            yield (begins[index], ends[index], "") if on_own_line else (child.start, plan.children[index + 1].start, "")
    column = node.start_mark.column
    for after, entries in itertools.groupby(plan.added, key=lambda entry: entry[0]):
        lines = [
            line
            for _, key, value in entries
            for line in (yaml_text.list_item(value, column) if key is None else yaml_text.block({key: value}, column))
        ]
        position = begins[0] if after < 0 else ends[after]
        yield position, position, "".join(f"\n{line}" for line in lines)


def _begin(text: str, start: int) -> int:
    """Return the index of the line break before a child and its comments."""
    begin = text.rfind("\n", 0, start)
    if begin < 0 or text[begin + 1 : start].strip(" -"):
        return start
    while (above := text.rfind("\n", 0, begin)) >= 0 and text[above + 1 : begin].lstrip().startswith("#"):
        begin = above
    return begin


def _end(node: yaml.Node, text: str) -> int:
    """Return the index at which a value ends, with a comment on its last line."""
    end: int = node.end_mark.index
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(cast("yaml.Node", last[1] if isinstance(node, yaml.MappingNode) else last), text)
    if isinstance(node, yaml.ScalarNode) and node.style in _BLOCK_STYLES:
        return len(text[:end].rstrip())
    comment = re.match(r"[ \t]*#[^\n]*", text[end:])
    return end + len(comment[0]) if comment else end


def _whole(node: yaml.Node, new: JSON, text: str) -> Cut:
    """Return the cut that replaces a node as a whole, in the node's style."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and isinstance(new, dict | list) and new:
        lines = yaml_text.block(new, node.start_mark.column)
        return start, _end(node, text), "\n".join(lines).lstrip()
    if isinstance(node, yaml.ScalarNode) and node.style in _BLOCK_STYLES and isinstance(new, str):
        indent = re.match(r"[^\n]*\n+( *)", text[start:])
        written = yaml_text.literal(new, len(indent[1]) if indent else 0)
        return start, _end(node, text), "\n".join(written)
    margin = "\n" + " " * (node.start_mark.column + 1)
    return start, end, re.sub(r"\n *", margin, yaml_text.flow(new, node.start_mark.column))


def _other_texts(old: JSON, new: JSON) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words that differ between values of equal layout."""
    if isinstance(old, str) and isinstance(new, str) and old != new:
        words = zip(_WORD.findall(old), _WORD.findall(new), strict=False)
        yield from dict.fromkeys(pair for pair in words if pair[0] != pair[1])
    elif isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for key in old:
            yield from _other_texts(old[key], new[key])
    elif isinstance(old, list) and isinstance(new, list):
        for before, after in zip(old, new, strict=False):
            yield from _other_texts(before, after)
