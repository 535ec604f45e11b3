"""Writes docs/discrepancies.md: each discrepancy, and how it is handled."""

import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import attrs

from codegen.document import overlay
from codegen.document.expectations import ABSENT
from codegen.document.load import JSON
from codegen.errors import BuildError

_INTRODUCTION = """\
# Where the published document and the service disagree

Written by `python -m codegen build` from the actions in `overrides/overlay/` and from `decisions.toml` in that folder.

The published document in `spec/` is never edited. An *action* corrects a copy of it, from which the client is
generated. The action states what the document contains before the correction, so that the build fails when Docker has
made it. What a document cannot express is handled at run time. Numbers of discrepancies: D1 to D54 are about shapes and
structure, Sb about parameters, limits and headers, Sc about authentication, Sd about scopes, Se about routes that the
document lacks, and Sf about the credential store. References are to GitHub repositories; hub-tool and hub-mcp are
Docker's.
"""
_MAPPINGS = frozenset({"paths", "properties", "schemas"})  # keys whose values are mappings by name
_MAX_VALUE_LENGTH = 90  # characters of a value in the table
_BAR = r"\|"  # a table of Markdown requires this escape even within code
_NUMBER = re.compile(r"([DS])(\d+|[b-f])")


@attrs.frozen(kw_only=True)
class Row:
    """A line of the table.

    Attributes:
        number: Number of the discrepancy, such as `D23`.
        spec: The statement of the published document.
        service: The behaviour of Docker Hub, and the evidence.
        handled: How the client handles the discrepancy, and in which files.
    """

    number: str
    spec: str
    service: str
    handled: str


def write(overlays: Path, target: Path) -> None:
    """Write the page of discrepancies, if its content has changed.

    Args:
        overlays: Folder of the overlays, and of `decisions.toml`.
        target: The Markdown file.

    Raises:
        BuildError: An overlay cannot be read, or `decisions.toml` is not TOML or has no `decision`. Or an entry lacks a
            key, or its number is not `D` with digits or `S` with a letter.
    """
    text = render(overlays)
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def render(overlays: Path) -> str:
    """Write all discrepancies as a page with a table.

    Args:
        overlays: Folder of the overlays, and of `decisions.toml`, which may be missing.

    Returns:
        Markdown.

    Raises:
        BuildError: An overlay cannot be read, or `decisions.toml` is not TOML or has no `decision`. Or an entry lacks a
            key, or its number is not `D` with digits or `S` with a letter.
    """
    actions = [action for overlay_ in overlay.load(overlays) for action in overlay_.actions]
    decisions = overlays / "decisions.toml"
    rows = [_row_of_action(action) for action in actions if _NUMBER.fullmatch(action.discrepancy)]
    rows += _rows_of_decisions(decisions) if decisions.exists() else []
    rows.sort(key=lambda row: _order_of_number(row.number))
    names = sum(not _NUMBER.fullmatch(action.discrepancy) for action in actions)
    lines = [
        _INTRODUCTION,
        "| number | the document says | the service does (evidence) | handled |",
        "|---|---|---|---|",
    ]
    lines += [_table_line(row) for row in rows]
    lines += [
        "",
        f"In addition, {names} actions give operations, classes and fields the names and texts that people read.",
    ]
    return "\n".join(lines) + "\n"


def _row_of_action(action: overlay.Action) -> Row:
    change = "removed" if action.remove else f"now {_inline_code(action.update)}"
    number = f" ({action.matches} places)" if action.matches > 1 else ""
    return Row(
        number=action.discrepancy,
        spec=_expected_value(action.before),
        service=action.description,
        handled=f"{action.file}: `{action.target}`{number} {change}",
    )


def _rows_of_decisions(file: Path) -> Iterable[Row]:
    try:
        entries: list[dict[str, object]] = tomllib.loads(file.read_text(encoding="utf-8"))["decision"]
    except (tomllib.TOMLDecodeError, KeyError) as problem:
        raise BuildError(f"{file.name}: expected [[decision]] tables: {problem!r}") from problem
    for index, entry in enumerate(entries, 1):
        texts = {key: entry.get(key) for key in ("number", "spec", "service", "handled")}
        files_ = entry.get("where")
        if not isinstance(files_, list) or not all(isinstance(text, str) and text for text in texts.values()):
            raise BuildError(f"{file.name}: decision {index}: state number, spec, service, handled and where (a list)")
        files = [str(path) for path in cast("list[object]", files_)]
        places = f" ({', '.join(f'`{path}`' for path in files)})" if files else ""
        yield Row(
            number=str(texts["number"]),
            spec=str(texts["spec"]),
            service=str(texts["service"]),
            handled=f"{texts['handled']}{places}",
        )


def _expected_value(before: JSON) -> str:
    """Write the expected value of a node, or the names of missing keys."""
    present, missing = _split_expectation(before)
    if present not in ({}, None) or not missing:
        return _inline_code(present)
    return f"Nothing: no {', '.join(f'`{key}`' for key in missing)}."


def _split_expectation(before: JSON) -> tuple[JSON, list[str]]:
    """Split an `x-before` into the expected values and the missing keys."""
    if not isinstance(before, dict):
        return before, []
    present: dict[str, JSON] = {}
    missing: list[str] = []
    for key, value in before.items():
        inner, absent = _split_expectation(value)
        missing += [key] if value == ABSENT else [name if key in _MAPPINGS else f"{key}.{name}" for name in absent]
        if value != ABSENT and inner != {}:
            present[key] = inner
    return present, missing


def _inline_code(value: JSON) -> str:
    """Write a value as JSON in back-quotes, cut to 90 characters and `…`."""
    text = json.dumps(value, ensure_ascii=False)
    return f"`{text if len(text) <= _MAX_VALUE_LENGTH else text[:_MAX_VALUE_LENGTH] + '…'}`"


def _table_line(row: Row) -> str:
    cells: Sequence[str] = (row.number, row.spec, row.service, row.handled)
    return f"| {' | '.join(' '.join(cell.split()).replace('|', _BAR) for cell in cells)} |"


def _order_of_number(number: str) -> tuple[str, int, str]:
    """Return the sort key of a discrepancy: D before S, D by its number.

    Raises:
        BuildError: The text is not the number of a discrepancy.
    """
    match_ = _NUMBER.fullmatch(number)
    if match_ is None:
        raise BuildError(f"decisions.toml: {number} is not the number of a discrepancy, such as D23 or Sb")
    kind, rest = match_.groups()
    return (kind, int(rest), "") if rest.isdigit() else (kind, 0, rest)
