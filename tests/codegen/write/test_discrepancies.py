"""The page of discrepancies: complete, in order, and true to the overlays."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from codegen.document import overlay
from codegen.errors import BuildError
from codegen.write import discrepancies
from codegen.write.build import ROOT, Layout

ACTION = """\
overlay: 1.0.0
info: {title: "Test: truth", version: 1.0.0}
actions:
  - target: $.info
    description: One | the other.
    x-discrepancy: D2
    x-matches: 1
    x-before: {title: Hub, license: {name: absent}}
    update: {title: Docker Hub}
  - target: $.tags
    description: Nobody needs them.
    x-discrepancy: D10
    x-matches: 2
    x-before: {name: absent, properties: {size: {title: absent}}}
    remove: true
  - target: $.paths
    description: A name.
    x-discrepancy: names
    x-matches: 1
    x-before: {}
    update: {x: y}
"""
DECISION = """\
[[decision]]
number = "D9"
spec = "A."
service = "B."
handled = "C."
where = ["codegen/document/load.py"]
"""


def table(folder: Path, overlay: str = ACTION, decisions: str = DECISION) -> list[str]:
    (folder / "truth.yaml").write_text(overlay, encoding="utf-8")
    (folder / "decisions.toml").write_text(decisions, encoding="utf-8")
    return [line for line in discrepancies.render(folder).splitlines() if line.startswith(("| D", "| S", "In add"))]


def decisions() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((Layout().overlays / "decisions.toml").read_text())["decision"]
    return found


def test_every_discrepancy_is_on_the_page() -> None:
    page = discrepancies.render(Layout().overlays)
    numbers = list(dict.fromkeys(re.findall(r"^\| ([DS]\w+) \|", page, re.MULTILINE)))

    actions = [action.discrepancy for overlay_ in overlay.load(Layout().overlays) for action in overlay_.actions]
    actions_with_numbers = {number for number in actions if re.fullmatch(r"D\d+|S\w", number)}
    assert set(numbers) == actions_with_numbers | {decision["number"] for decision in decisions()}
    assert numbers == sorted(numbers, key=lambda number: (number[0], int(number[1:]) if number[1:].isdigit() else 0))
    assert numbers[-1:] > ["S"]


@pytest.mark.parametrize("decision", decisions(), ids=lambda decision: decision["number"])
def test_decisions_name_files_that_exist(decision: dict[str, Any]) -> None:
    assert [path for path in decision["where"] if not (ROOT / path).is_file()] == []


def test_rows_are_in_the_order_of_the_discrepancies(tmp_path: Path) -> None:
    truth = f"{tmp_path.name}/truth.yaml"
    assert table(tmp_path) == [
        f'| D2 | `{{"title": "Hub"}}` | One \\| the other. | {truth}: `$.info` now `{{"title": "Docker Hub"}}` |',
        "| D9 | A. | B. | C. (`codegen/document/load.py`) |",
        f"| D10 | Nothing: no `name`, `size.title`. | Nobody needs them. | {truth}: `$.tags` (2 places) removed |",
        "In addition, 1 actions give operations, classes and fields the names and texts that people read.",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("number", "expected [[decision]] tables"),
        ("[other]", "expected [[decision]] tables"),
        (DECISION.replace('spec = "A."', ""), "decision 1: state number, spec, service, handled and where"),
        (DECISION.replace('"A."', '""'), "decision 1: state number, spec, service, handled and where"),
        (DECISION.replace('["codegen/document/load.py"]', '"codegen"'), "decision 1: state number, spec"),
        (DECISION.replace('"D9"', '"X1"'), "X1 is not the number of a discrepancy"),
    ],
)
def test_what_a_decision_lacks_is_named(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(BuildError, match=re.escape(reason)):
        table(tmp_path, decisions=text)


def test_the_page_is_only_written_when_it_changes(tmp_path: Path) -> None:
    table(tmp_path)
    page = tmp_path / "docs" / "discrepancies.md"
    discrepancies.write(tmp_path, page)
    before = page.stat().st_mtime_ns
    discrepancies.write(tmp_path, page)
    assert page.stat().st_mtime_ns == before
    (tmp_path / "decisions.toml").unlink()
    discrepancies.write(tmp_path, page)
    assert "D9" not in page.read_text(encoding="utf-8")
