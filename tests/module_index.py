"""Lists the modules: `python -m tests.module_index` writes docs/modules.md.

The page has a line for each module, except those of tests (`test_*.py`): the first line of its docstring, and the names
that it defines. A test fails if the page differs from the modules.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "modules.md"
COMMAND = "make module-index"
FOLDERS = ("overrides/aiodockerhub", "codegen", "benchmarks", "tests")
SINGLE_FILES = ("hatch_build.py", "docs/conf.py")
DECORATORS = {"attrs.define", "attrs.frozen", "dataclass", "dataclasses.dataclass", "define", "frozen"}
BASES = {"NamedTuple", "TypedDict"}
HEAD = f"""# Modules

A line for each module: the subject, from its docstring, and the names that it defines. Search for a word of the
behaviour that you want to change, or for a name. The names are functions and classes, `.method` and `.field` of the
class before it, and constants, also private ones (`_name`); special methods, such as `.__repr__`, are included except
`.__init__`. Fields are attributes of classes of `attrs` and `dataclasses`, of named tuples, and of typed dictionaries.
Names of templates, overlays and workflows are in the table of `CONTRIBUTING.md`.
`{COMMAND}` writes this page.
"""


def render() -> str:
    """Write the text of the page, with a section for each folder."""
    sections: dict[str, list[str]] = {}
    for file in modules():
        sections.setdefault(file.parent.as_posix(), []).append(_row(file))
    tables = [
        "\n".join([f"## {folder}", "", "| module | subject | names |", "|---|---|---|", *rows])
        for folder, rows in sections.items()
    ]
    return HEAD + "\n" + "\n\n".join(tables) + "\n"


def modules() -> list[Path]:
    """List the modules of the page, relative to the repository."""
    files = [
        file.relative_to(ROOT)
        for folder in FOLDERS
        for file in sorted((ROOT / folder).rglob("*.py"), key=lambda file: (file.parent, file.name))
        if not file.name.startswith("test_")
    ]
    return [*files, *map(Path, SINGLE_FILES)]


def _row(file: Path) -> str:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    subject = (ast.get_docstring(tree) or "").partition("\n")[0].replace("|", r"\|")
    names = ", ".join(f"`{name}`" for name in dict.fromkeys(_names(tree)))
    return f"| `{file.name}` | {subject} | {names} |"


def _names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets):
                yield from (name for target in targets for name in _constants(target))
            case ast.AnnAssign(target=target):
                yield from _constants(target)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name):
                yield name
                yield from (f".{member}" for member in _members(node))
            case _:
                pass


def _members(owner: ast.ClassDef) -> Iterator[str]:
    """List the fields and methods of a class, except its constructor."""
    bases = {ast.unparse(base) for base in owner.bases}
    decorators = {ast.unparse(decorator).partition("(")[0] for decorator in owner.decorator_list}
    has_fields = bool(decorators & DECORATORS or bases & BASES)
    for node in owner.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                pass
            case ast.AnnAssign(target=ast.Name(id=name)) if has_fields:
                pass
            case _:
                continue
        if name != "__init__":
            yield name


def _constants(target: ast.expr) -> Iterator[str]:
    """List the constants of the target of an assignment, also those of a tuple."""
    for node in ast.walk(target):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) if name.isupper() and len(name) > 1:  # not a type variable
                yield name
            case _:
                pass


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
