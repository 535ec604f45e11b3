"""docs/codegen.md is true: its modules exist, and every construct of its table is held by a test."""

import re
from pathlib import Path

from tests.codegen import constructs, test_constructs, test_refusals

ROOT = Path(__file__).parents[2]
HELD = {
    *test_constructs.EXPECTED,
    *test_constructs.DECODED,
    *test_refusals.ALL,
    *test_refusals.NOTICED,
    *("multipart", "encoded_multipart", "of 3.1"),  # tests of their own
}
"""What has an expectation: of its request, of its decoded response, or of its refusal."""
PAGE = (ROOT / "docs" / "codegen.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    table = PAGE.partition(heading)[2].partition("\n\n")[0]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table.splitlines()[2:]]


def test_modules_of_the_steps_exist() -> None:
    steps = rows("| step | starts in | what it does |")
    assert len(steps) > 10
    for _, modules, _ in steps:
        for module in re.findall(r"`([^`]+)`", modules):
            path = ROOT / "codegen" / module
            assert path.is_dir() or path.with_suffix(".py").is_file(), module


def test_every_construct_is_held_by_an_expectation() -> None:
    table = rows("| construct | how it is generated | test |")
    assert len(table) > 60
    for construct, _, tests in table:
        names = re.findall(r"`([^`]+)`", tests)
        assert names, construct
        assert set(names) <= HELD, construct


def test_every_operation_and_refusal_is_in_the_table_and_has_an_expectation() -> None:
    named = {
        name
        for _, _, tests in rows("| construct | how it is generated | test |")
        for name in re.findall(r"`([^`]+)`", tests)
    }
    operations = set(constructs.operations())
    assert operations <= HELD
    assert {name for name in operations if not name.startswith("runtime_")} <= named
    assert {*test_refusals.ALL, *test_refusals.NOTICED} <= named
