"""Writes values as YAML, in the style of the overlays."""

import json
import re
import textwrap
from collections.abc import Iterator, Sequence

import yaml

from codegen.document.load import JSON

WIDTH = 110
_WORDS_LENGTH = 15
_LONGEST_FLOW = 90
_UNFOLDABLE = re.compile(r"^\s|\s$|\s\s|: | #|\t")


def flow(value: JSON, column: int = 0) -> str:
    """Write a value in YAML's flow style, from some column on.

    PyYAML breaks a line after the word that goes beyond the width.

    Args:
        value: The value.
        column: Where it begins; 0 for a line that is wrapped to the full width.
    """
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return on_one_line(value, WIDTH - column - _WORDS_LENGTH if column else WIDTH)


def block(value: JSON, indent: int) -> Iterator[str]:
    """Write a value in YAML's block style, short parts in flow style.

    Args:
        value: The value.
        indent: Spaces before each line.

    Yields:
        Its lines.
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
        item: The item.
        indent: Spaces before its dash.

    Yields:
        Its lines.
    """
    margin = " " * indent
    if isinstance(item, dict | list) and item:
        first, *others = block(item, indent + 2)
        yield f"{margin}- {first.strip()}"
        yield from others
    else:
        yield from _entry(f"{margin}-", item, indent)


def folded(text: str, indent: int) -> list[str]:
    """Break a text at spaces, as a folded block of YAML may be.

    Args:
        text: The text.
        indent: Spaces before each line.
    """
    lines = textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"{' ' * indent}{line}" for line in lines]


def literal(text: str, indent: int) -> list[str]:
    """Write a text of several lines as they are, after the mark of that.

    Args:
        text: The text, which ends in a line break or not.
        indent: Spaces before each line.
    """
    mark = "|" if text.endswith("\n") else "|-"
    return [mark, *(f"{' ' * indent}{line}".rstrip() for line in text.splitlines())]


def _entry(start: str, value: JSON, indent: int) -> Iterator[str]:
    """Write what begins with a key or a dash."""
    if isinstance(value, str) and "\n" in value and _is_literal(value):
        mark, *lines = literal(value, indent + 2)
        yield from (f"{start} {mark}", *lines)
        return
    line = f"{start} {on_one_line(value)}"
    if len(line) <= WIDTH and _is_flat(value):
        yield line
    elif isinstance(value, str) and not _UNFOLDABLE.search(value) and "\n" not in value:
        yield from (f"{start} >-", *folded(value, indent + 2))
    elif isinstance(value, dict | list) and value:
        yield start
        yield from block(value, indent + 2)
    else:
        yield f"{start} {flow(value)}"


def _is_literal(text: str) -> bool:
    """Tell whether a text can be written as it is, line by line."""
    lines = text.removesuffix("\n").split("\n")
    return (
        bool(lines[0].strip())
        and not any(line != line.rstrip() or "\t" in line for line in lines)
        and (not lines[0].startswith(" ") and bool(lines[-1]))
    )


def _is_flat(value: JSON) -> bool:
    """Tell whether a value is a scalar or a short collection of them."""
    if not isinstance(value, dict | list):
        return True
    items: Sequence[JSON] = list(value.values()) if isinstance(value, dict) else value
    nested = any((isinstance(item, dict | list) and item) or (isinstance(item, str) and "\n" in item) for item in items)
    return not nested and len(on_one_line(value)) <= _LONGEST_FLOW


def on_one_line(value: JSON, width: float = float("inf")) -> str:
    """Write a value in flow style, without quotes where none are needed.

    Args:
        value: The value.
        width: Columns after which a line is broken.
    """
    text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=width)
    return str(text).removesuffix("...\n").strip()
