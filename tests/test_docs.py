"""Files, modules, attributes and methods of resources that docs, README and CONTRIBUTING name exist."""

from __future__ import annotations

import ast
import functools
import importlib
import re
import subprocess
from pathlib import Path

import pytest
from aiodockerhub import DockerHub
from aiodockerhub_generated import catalog

from tests import module_index

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "docs/decisions").glob("*.md"),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
]
GENERATED_PAGES = {"discrepancies.md", "modules.md", "changelog.md", "contributing.md", "api.md", "benchmarks.md"}
FILE = re.compile(r"[\w][\w./-]*(\.(py|yaml|toml|jinja|svg|txt)|/)")
WING = re.compile(r"(document|plan|write|report|support|auth|http|pagination|responses|testing|cli|mcp)(/\w+)+")
DOTTED = re.compile(r"(aiodockerhub|aiodockerhub_generated|codegen)(\.\w+)+")
METHOD = re.compile(r"hub\.(\w+)(?:\.(\w+))?\b.*", re.DOTALL)
ELSEWHERE = frozenset({"content/reference/api/hub/latest.yaml"})
"""Files of other repositories."""


def code_in(page: Path) -> set[str]:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {code for code in re.findall(r"`([^`\n]+)`", text) if not re.search(r"[<>{*…$]", code)}


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return [name for name in listing.split("\0") if name]


pages = pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name not in GENERATED_PAGES], ids=lambda page: str(page.relative_to(ROOT))
)


@pages
def test_files_that_a_page_names_are_there(page: Path) -> None:
    files = [f"/{name}" for name in tracked()]
    named = {code for code in code_in(page) if FILE.fullmatch(code)} - ELSEWHERE
    wings = {code for code in code_in(page) if WING.fullmatch(code) and "." not in code}
    missing = {code for code in named if not any(f"/{code}" in f"{name}/" for name in files)}
    missing |= {code for code in wings if not any(f"/{code}.py" in name or f"/{code}/" in name for name in files)}
    assert missing == set()


@pages
def test_modules_and_attributes_that_a_page_names_are_there(page: Path) -> None:
    dotted = [code for code in sorted(code_in(page)) if DOTTED.fullmatch(code) and not code.endswith(".md")]
    assert [code for code in dotted if not exists(code)] == []


@pages
def test_methods_that_a_page_names_are_there(page: Path) -> None:
    resources = catalog.load()
    wrong = []
    for code in sorted(code_in(page)):
        match = METHOD.fullmatch(code)
        if match is None:
            continue
        name, method = match.groups()
        if name in resources and method is not None:
            known = method in resources[name]["operations"]
        else:
            known = hasattr(DockerHub, name)
        if not known:
            wrong.append(code)
    assert wrong == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent.name == "docs"], ids=lambda page: page.name)
def test_links_out_of_the_site_lead_to_no_page(page: Path) -> None:
    """`make docs` would fail: Sphinx looks for the page on the site."""
    assert re.findall(r"\]\((\.\./[^)]*\.md[^)]*)\)", page.read_text("utf-8")) == []


page_on_modules = functools.cache(module_index.render)


def test_the_page_on_modules_is_what_its_command_writes() -> None:
    assert module_index.PAGE.read_text("utf-8") == page_on_modules(), f"run `{module_index.COMMAND}`"


def test_every_module_states_its_subject() -> None:
    files = [
        file for file in module_index.modules() if not ast.get_docstring(ast.parse((ROOT / file).read_text("utf-8")))
    ]
    assert files == []


def test_the_page_on_modules_has_methods_of_classes_and_private_constants() -> None:
    rows = [line for line in page_on_modules().splitlines() if re.match(r"\| `(pager|docker_config).py`", line)]
    assert [[name in row for name in ("`_IDENTITY_USER`", "`.resume`")] for row in rows] == [
        [True, False],
        [False, True],
    ]


def test_the_page_on_modules_has_private_functions_and_methods_but_no_constructors() -> None:
    (row,) = (line for line in page_on_modules().splitlines() if line.startswith("| `session.py`"))
    assert "`._make_attempt`" in row
    assert "`_report`" in row
    assert "__init__" not in row


def test_the_page_on_modules_has_constants_that_share_an_assignment() -> None:
    (row,) = (line for line in page_on_modules().splitlines() if line.startswith("| `base_url.py`"))
    assert "`DEFAULT_URL`, `_MAX_HOST_CHARACTERS`, `_MAX_LABEL_CHARACTERS`" in row


def test_the_page_on_modules_has_fields_of_classes() -> None:
    (row,) = (line for line in page_on_modules().splitlines() if line.startswith("| `policy.py`"))
    assert "`Policy`, `.allow_writes`" in row
    assert "`.page_size`" in row


def exists(code: str) -> bool:
    """Return whether a dotted name is that of a module, or of an attribute in a module."""
    parts = code.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            value: object = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            if not hasattr(value, part):
                return False
            value = getattr(value, part)
        return True
    return False
