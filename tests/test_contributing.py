"""The table of changes in CONTRIBUTING names files and names that exist, below the headings of their folders."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROW = r"\| (.+) \| `(.+)` \| `(.+)` \|"
HEADING = r"\| \*\*.+\*\* \|(?: `(.+)`)? \| \|"


def test_every_row_of_the_table_of_changes_names_a_file_and_a_name_in_it() -> None:
    rows = re.findall(rf"^{ROW}$", table(), re.MULTILINE)
    headings = re.findall(rf"^{HEADING}$", table(), re.MULTILINE)
    assert len(rows) + len(headings) == len(table().strip().splitlines()) - 2
    assert len(rows) >= 150
    assert [f"{change}: {place}, {name}" for change, place, name in rows if not has_name(ROOT / place, name)] == []


def test_rows_of_the_table_of_changes_stand_below_the_folder_of_their_file_each_folder_once() -> None:
    folders: list[str] = []
    strays: list[str] = []
    for line in table().strip().splitlines()[2:]:
        if heading := re.fullmatch(HEADING, line):
            folders.append(heading[1] or "")
        elif row := re.fullmatch(ROW, line):
            strays += [line] if not row[2].startswith(folders[-1]) else []
    assert strays == []
    assert len(set(folders)) == len(folders)


def table() -> str:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    return text.split("<!-- changes -->\n", 1)[1].split("<!-- end of changes -->", 1)[0]


def has_name(place: Path, name: str) -> bool:
    """Return whether a folder has a file of that name, a module defines it, or another file has it as a key."""
    if place.is_dir():
        return (place / name).is_file()
    if not place.is_file():
        return False
    if place.suffix == ".py":
        return name in defined(place)
    text = place.read_text("utf-8")
    return re.search(rf"^\s*{re.escape(name)}\s*[:=]", text, re.MULTILINE) is not None


@functools.cache
def defined(module: Path) -> frozenset[str]:
    """Return functions, classes, methods, fields of classes, and names that a module assigns."""
    tree = ast.parse(module.read_text("utf-8"))
    definitions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    names = [definition.name for definition in definitions]
    classes = [definition for definition in definitions if isinstance(definition, ast.ClassDef)]
    for statement in [*tree.body, *(inner for owner in classes for inner in owner.body)]:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
        names += [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    return frozenset(names)
