"""The command `update`: what it prints, and its exit status."""

import datetime as dt
import json
import tomllib
from pathlib import Path

import pytest

from codegen import __main__ as command_line
from codegen.write.build import Layout
from tests.codegen.updates import BREAKING, everything, fail, first_action, report


def run(layout: Layout, *arguments: str) -> int:
    where = ["--spec", str(layout.spec), "--overlays", str(layout.overlays), "--generated", str(layout.generated)]
    return command_line.main([*arguments, *where])


@pytest.mark.usefixtures("small_build", "examined")
def test_the_command_prints_the_report(project: Layout, new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "update", str(new), "--dry-run") == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "# Docker Hub API: new.yaml"
    assert "- Tag.full_size: field removed" in lines


@pytest.mark.usefixtures("small_build", "examined")
def test_the_command_updates(
    project: Layout, new: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_line, "run_quick_tests", lambda: None)
    options = ["--revision", "7f3c", "--retrieved", "2027-01-02"]

    assert run(project, "update", str(new), *options) == 0

    source = tomllib.loads((project.spec.parent / "SOURCE.toml").read_text(encoding="utf-8"))
    assert (source["revision"], source["retrieved"]) == ("7f3c", dt.date(2027, 1, 2))
    assert "## Outcome: done" in capsys.readouterr().out


@pytest.mark.usefixtures("small_build", "examined")
def test_the_command_fails_although_it_keeps_the_client(
    project: Layout, new: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_line, "run_quick_tests", fail)

    assert run(project, "update", str(new), "--keep") == 1
    assert "## Outcome: unfinished" in capsys.readouterr().out


@pytest.mark.usefixtures("small_build")
def test_the_command_reports_as_json(
    with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit = first_action(with_overlays.overlays)
    report(monkeypatch, BREAKING, edits=(edit,), overlays=with_overlays.overlays)

    assert run(with_overlays, "update", str(new), "--json") == 1

    printed = json.loads(capsys.readouterr().out)
    assert {key: printed[key] for key in ("document", "status", "reason", "unnamed", "version")} == {
        "document": "new.yaml",
        "status": "refused",
        "reason": "1 action of the overlay has to be edited first. Nothing was changed.",
        "unnamed": [],
        "version": {"current": "0.1.0", "next": "0.2.0", "reason": "there are breaking changes"},
    }
    assert printed["changes"] == [
        {
            "level": "breaking",
            "names": ["Tag.full_size"],
            "what": "field removed",
            "before": "int",
            "after": "",
            "location": "$.paths",
        }
    ]
    (written,) = printed["edits"]
    assert (written["file"], written["first_line"], written["lines"]) == (edit.action.file, edit.action.line, [])


@pytest.mark.usefixtures("small_build")
def test_the_command_makes_edits(with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = first_action(with_overlays.overlays)
    report(monkeypatch, BREAKING, edits=(edit,), overlays=with_overlays.overlays)
    monkeypatch.setattr(command_line, "run_quick_tests", lambda: None)

    assert run(with_overlays, "update", str(new), "--apply") == 0
    assert edit.action.target not in (with_overlays.overlays / Path(edit.action.file).name).read_text(encoding="utf-8")


@pytest.mark.parametrize("machine", [False, True])
def test_an_unreadable_document_is_one_line(
    machine: bool, project: Layout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "new.yaml").write_text("openapi: [", encoding="utf-8")
    before = everything(project)

    assert run(project, "update", str(tmp_path / "new.yaml"), *(["--json"] if machine else [])) == 1

    said = capsys.readouterr()
    assert everything(project) == before
    reason = "new.yaml:2:1: not YAML: did not find expected node content (while parsing a flow node)"
    if machine:
        assert json.loads(said.out) == {"status": "refused", "reason": reason, "details": []}
    else:
        assert said.err == f"codegen: {reason}\n"
