"""Which hand-written files the report searches, and their folders."""

from collections.abc import Iterator
from pathlib import Path

CODE = "overrides/aiodockerhub/"
FAKE_HUB = f"{CODE}testing/"
HANDLERS = f"{FAKE_HUB}handlers/"
BODIES = f"{FAKE_HUB}bodies/"
OVERLAY = "overrides/overlay/"
TESTS = "tests/"
FAKE_TESTS = f"{TESTS}overrides/testing/"
OVERLAY_TESTS = f"{TESTS}overrides/overlay/"

_FOLDERS = ("overrides/aiodockerhub", "overrides/overlay", "examples", "docs", "benchmarks", "tests", "README.md")
# Generated pages, the page on this report, and tests of documents other than the vendored one.
_SKIPPED = (
    *("tests/codegen/document/", "tests/codegen/plan/", "tests/codegen/report/", "tests/codegen/mutations.py"),
    *("tests/codegen/test_update", "tests/codegen/updates.py"),
    *("docs/discrepancies.md", "docs/modules.md", "docs/updating.md", "docs/build/"),
)
_SUFFIXES = frozenset({".py", ".md", ".toml", ".sh", ".yaml"})


def texts_of(root: Path) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file that is searched.

    Args:
        root: Folder of the project.
    """
    for folder in _FOLDERS:
        start = root / folder
        for file in [start] if start.is_file() else sorted(start.rglob("*")):
            name = file.relative_to(root).as_posix()
            if file.suffix in _SUFFIXES and not name.startswith(_SKIPPED):
                yield name, file.read_text(encoding="utf-8")
