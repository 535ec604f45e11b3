"""The full report on each change that Docker might make, or the full reason why it is refused.

The expected texts are in reports/. They are about a document that stays as it is (tests/codegen/frozen.py), so that
only a change of the report itself changes them:
`UPDATE_REPORTS=1 python -m pytest tests/codegen/report/test_reports.py` writes them anew, and `git diff` shows what
changed.
"""

import copy
import json
import os
import re
import shutil
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest

from codegen import update
from codegen.document import load, overlay, validate
from codegen.errors import BuildError
from codegen.report import (
    document_differences,
    examine,
    hand_written_uses,
    moves,
    needless_actions,
    rendering,
    unused_components,
    wording,
)
from codegen.report.overlay_edits import heal
from codegen.write import build
from codegen.write.build import Layout
from tests.codegen import frozen, mutations
from tests.codegen.frozen import REVISIONS, STEPS, revision

pytestmark = pytest.mark.slow

REPORTS = Path(__file__).parent / "reports"
LAYOUT = frozen.layout()


@cache
def published() -> dict[str, Any]:
    return load.load(LAYOUT.spec)


load_overlays = cache(overlay.load)
load_document = lru_cache(maxsize=4)(load.load)  # both of a report, which reads them again and again


def quick_build(layout: Layout, _: Path, __: Callable[[str], None]) -> int:
    """Build without the last steps, formatting and writing files, which refuse no document."""
    source = load.load(layout.spec)
    patched = overlay.apply(source, load_overlays(layout.overlays))
    validate.validate(patched)
    examine.generate(patched, source)
    return 0


def report_on(new: Path, monkeypatch: pytest.MonkeyPatch, *, layout: Layout = LAYOUT, quick: bool = True) -> str:
    build_aside = update.build_aside

    def without_edits(new: Path, layout: Layout, report: rendering.Report) -> None:
        if not report.edits:  # else to make them takes seconds, and that has tests of its own
            build_aside(new, layout, report)

    monkeypatch.setattr(update, "build_tree", quick_build)
    monkeypatch.setattr(update, "build_aside", without_edits)
    monkeypatch.setattr(overlay, "load", load_overlays)
    monkeypatch.setattr(load, "load", load_document)
    for search in ("find", "of_edits", "of_overlay"):
        monkeypatch.setattr(hand_written_uses, search, lambda *_: [])  # lines of code, which change with it
    monkeypatch.setattr(unused_components, "find", lambda *_: [])
    if quick:  # both build many clients, and have tests of their own
        monkeypatch.setattr(needless_actions, "became_needless", lambda *_: [])
        monkeypatch.setattr(document_differences, "without_effect", lambda *_: [])
    try:
        report = update.update(new, layout, dry_run=True)
    except BuildError as problem:
        return f"codegen: {problem}\n"
    json.dumps(rendering.as_json(report))
    return rendering.markdown(report)


def without_lines(text: str) -> str:
    """Replace the line numbers of overlay actions by LINE, after checking that an action begins on each line."""

    def check(match: re.Match[str]) -> str:
        file, number = match.groups()
        folder = STEPS if file.endswith("before_2026_11.yaml") else LAYOUT.overlays
        lines = (folder / Path(file).name).read_text(encoding="utf-8").splitlines()
        assert lines[int(number) - 1].lstrip().startswith("- ")
        return f"{file}:LINE"

    text = re.sub(r"(overlay/\w+\.yaml):(\d+)", check, text)
    return re.sub(r"(?<=^    lines:    )\d+(?: to \d+)?", "LINES", text, flags=re.MULTILINE)


def is_refusal(report: str) -> bool:
    return report.startswith("codegen:") or wording.NO_CLIENT in report or wording.NO_CLIENT_AFTER_EDITS in report


def assert_reported(name: str, text: str) -> None:
    text = without_lines(text)
    golden = REPORTS / f"{name}.txt"
    if golden.exists() and is_refusal(text) and not is_refusal(golden.read_text(encoding="utf-8")):
        pytest.fail(
            f"{name} was a report, and is a refusal now. The change in tests/codegen/mutations.py no longer fits the "
            f"document: let it find another place, or remove reports/{name}.txt if the refusal is right.\n{text}"
        )
    if os.environ.get("UPDATE_REPORTS"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", mutations.ALL)
def test_a_mutation_is_reported(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = copy.deepcopy(published())
    mutations.ALL[name](doc)
    (tmp_path / "new.yaml").write_text(json.dumps(doc), encoding="utf-8")

    assert_reported(name, report_on(tmp_path / "new.yaml", monkeypatch))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("broken_indentation", "paths:\n  /v2/users/login:\n", "paths:\n  /v2/users/login:\n post: {}\n"),
        ("an_unclosed_quote", "title: Docker HUB API", "title: 'Docker HUB API"),
        ("a_duplicate_key", "      summary: Create an authentication token\n", "      summary: A\n      summary: B\n"),
        ("a_merge_key", "\ninfo:\n", "\ninfo:\n  <<: {a: b}\n"),
        ("a_tab", "\ninfo:\n  ", "\ninfo:\n\t"),
    ],
)
def test_yaml_that_cannot_be_read_is_refused(
    name: str, old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LAYOUT.spec.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "new.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")

    assert_reported(name, report_on(tmp_path / "new.yaml", monkeypatch))


# --- revisions that Docker has published ------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), list(pairwise(REVISIONS)))
def test_a_step_between_revisions_is_reported(
    old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In full: with needless actions, and with what changes nothing."""
    overlays = tmp_path / "overlay"
    shutil.copytree(LAYOUT.overlays, overlays)
    shutil.copy(STEPS / "before_2026_11.yaml", overlays)
    (tmp_path / "generated").mkdir()
    spec = revision(old, tmp_path)
    present = load.load(spec)
    fitting = heal(overlay.load(overlays), moves.find(present, present))
    (tmp_path / "generated" / build.DOCUMENT).write_text(json.dumps(fitting.document), encoding="utf-8")
    layout = attrs.evolve(LAYOUT, spec=spec, overlays=overlays, generated=tmp_path / "generated")

    report = report_on(revision(new, tmp_path), monkeypatch, layout=layout, quick=False)

    assert_reported(f"from_{old}_to_{new}".replace("-", "_"), report)


def test_there_are_no_reports_that_nothing_produces() -> None:
    steps = {f"from_{old}_to_{new}".replace("-", "_") for old, new in pairwise(REVISIONS)}
    known = {
        *steps,
        *mutations.ALL,
        "broken_indentation",
        "an_unclosed_quote",
        "a_duplicate_key",
        "a_merge_key",
        "a_tab",
    }

    assert {file.stem for file in REPORTS.glob("*.txt")} == known
