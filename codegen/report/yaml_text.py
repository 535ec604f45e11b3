"""Writes values as YAML, in the style of the overlays."""

import json
import re
import textwrap
from collections.abc import Iterator, Sequence

import yaml

from codegen.document.load import JSON

WIDTH = 110  # characters of a line of text, without its indent
_WORD_LENGTH = 15  # characters by which a line of PyYAML may be too wide
_MAX_FLOW_LENGTH = 90  # characters of a collection in flow style
_UNFOLDABLE = re.compile(r"^\s|\s$|\s\s|: | #|\t")


def flow(value: JSON, column: int = 0) -> str:
    """Write a value in YAML's flow style.

    Args:
        value: Any JSON value.
        column: Column at which the value begins, by which its lines are shorter. 15 further columns are reserved,
            because PyYAML breaks a line only after the word that exceeds the width. 0, the default, reserves none.

    Returns:
        The text. A string is always in double quotes, and on one line of any length. Another value may have several
        lines, and has quotes only if necessary.
    """
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return on_one_line(value, WIDTH - column - _WORD_LENGTH if column else WIDTH)


def block(value: JSON, indent: int) -> Iterator[str]:
    """Write a value in YAML's block style, with short parts in flow style.

    Args:
        value: Any JSON value.
        indent: Spaces before each line.

    Yields:
        The lines, indented.
    """
    margin = " " * indent
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entry(f"{margin}{on_one_line(key)}:", inner, indent)
    elif isinstance(value, list):
        for item in value:
            yield from list_item(item, indent)
    else:
        yield f"{margin}{on_one_line(value)}"


def list_item(item: JSON, indent: int) -> Iterator[str]:
    """Write an item of a list in block style.

    Args:
        item: Any JSON value.
        indent: Spaces before the dash.

    Yields:
        The lines, indented.
    """
    margin = " " * indent
    if isinstance(item, dict | list) and item:
        first, *others = block(item, indent + 2)
        yield f"{margin}- {first.strip()}"
        yield from others
    else:
        yield from _entry(f"{margin}-", item, indent)


def fold(text: str, indent: int) -> list[str]:
    """Break a text at spaces, for YAML's folded style.

    Args:
        text: The text, whose line breaks become spaces.
        indent: Spaces before each line.

    Returns:
        The lines, indented. Each has at most `WIDTH` characters after the indent, unless a word is longer.
    """
    lines = textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"{' ' * indent}{line}" for line in lines]


def literal(text: str, indent: int) -> list[str]:
    """Write a text of several lines in YAML's literal style.

    Args:
        text: The text, with or without a line break at its end.
        indent: Spaces before each line.

    Returns:
        The indicator `|` or `|-`, and the lines.
    """
    mark = "|" if text.endswith("\n") else "|-"
    return [mark, *(f"{' ' * indent}{line}".rstrip() for line in text.splitlines())]


def _entry(start: str, value: JSON, indent: int) -> Iterator[str]:
    """Write a value after its key or dash."""
    if isinstance(value, str) and "\n" in value and _is_literal(value):
        mark, *lines = literal(value, indent + 2)
        yield from (f"{start} {mark}", *lines)
        return
    line = f"{start} {on_one_line(value)}"
    if len(line) <= WIDTH and _is_flat(value):
        yield line
    elif isinstance(value, str) and not _UNFOLDABLE.search(value) and "\n" not in value:
        yield from (f"{start} >-", *fold(value, indent + 2))
    elif isinstance(value, dict | list) and value:
        yield start
        yield from block(value, indent + 2)
    else:
        yield f"{start} {flow(value)}"


def _is_literal(text: str) -> bool:
    """Return whether the literal style can express a text."""
    lines = text.removesuffix("\n").split("\n")
    return (
        bool(lines[0].strip())
        and not any(line != line.rstrip() or "\t" in line for line in lines)
        and (not lines[0].startswith(" ") and bool(lines[-1]))
    )


def _is_flat(value: JSON) -> bool:
    """Return whether a value is a scalar, or a short collection of scalars."""
    if not isinstance(value, dict | list):
        return True
    items: Sequence[JSON] = list(value.values()) if isinstance(value, dict) else value
    nested = any((isinstance(item, dict | list) and item) or (isinstance(item, str) and "\n" in item) for item in items)
    return not nested and len(on_one_line(value)) <= _MAX_FLOW_LENGTH


def on_one_line(value: JSON, width: float = float("inf")) -> str:
    """Write a value in flow style, with quotes only if necessary.

    Args:
        value: Any JSON value.
        width: Columns after which a line is broken; no limit by default.

    Returns:
        The text, on one line unless it is wider than `width`.
    """
    text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=width)
    return str(text).removesuffix("...\n").strip()
