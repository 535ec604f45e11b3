"""What CONTRIBUTING says about the tree is true of the tree."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_every_row_of_the_table_of_changes_names_a_file_and_a_name_in_it() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text.split("<!-- changes -->\n", 1)[1].split("<!-- end of changes -->", 1)[0]
    rows = re.findall(r"^\| (.+) \| `(.+)` \| `(.+)` \|$", table, re.MULTILINE)
    assert len(rows) == len(table.strip().splitlines()) - 2 >= 30
    assert [f"{change}: {place}, {name}" for change, place, name in rows if not has_name(ROOT / place, name)] == []


def has_name(place: Path, name: str) -> bool:
    """Whether a folder has a file of that name, a module defines it, or another file has it as a key."""
    if place.is_dir():
        return (place / name).is_file()
    if not place.is_file():
        return False
    text = place.read_text("utf-8")
    if place.suffix == ".py":
        return name in set(defined(ast.parse(text)))
    return re.search(rf"^\s*{re.escape(name)}\s*[:=]", text, re.MULTILINE) is not None


def defined(tree: ast.Module) -> list[str]:
    """Functions, classes, methods, and what is assigned at the top of a module."""
    names = [
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    for statement in tree.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
        names += [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    return names
