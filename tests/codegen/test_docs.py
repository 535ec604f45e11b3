"""docs/codegen.md is true: its modules exist, and every construct of its table is held by a test."""

import re
from pathlib import Path

from tests.codegen import test_constructs

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "codegen.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    table = PAGE.partition(heading)[2].partition("\n\n")[0]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table.splitlines()[2:]]


def test_modules_of_the_steps_exist() -> None:
    steps = rows("| step | module | what it does |")
    assert len(steps) > 10
    for _, modules, _ in steps:
        for module in re.findall(r"`([^`]+)`", modules):
            path = ROOT / "codegen" / module
            assert path.is_dir() or path.with_suffix(".py").is_file(), module


def test_every_construct_is_held_by_a_test() -> None:
    constructs = rows("| construct | how | held by |")
    assert len(constructs) > 40
    held = {*test_constructs.operations(), *test_constructs.REFUSED, "referred"}
    for construct, _, tests in constructs:
        names = re.findall(r"`([^`]+)`", tests)
        assert names, construct
        for name in names:
            assert name in held or (ROOT / name).is_file(), f"{construct}: {name}"


def test_every_operation_and_refusal_of_the_constructs_is_in_the_table() -> None:
    named = {name for _, _, tests in rows("| construct | how | held by |") for name in re.findall(r"`([^`]+)`", tests)}
    everything = {*test_constructs.operations(), *test_constructs.REFUSED}
    assert {name for name in everything if not name.startswith("runtime_")} <= named | {"referred"}
