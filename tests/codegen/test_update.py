"""Taking a new document in: as a whole or not at all."""

import datetime as dt
import hashlib
import json
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from codegen import __main__ as command_line
from codegen import update
from codegen.errors import BuildError
from codegen.report import text
from codegen.update import Provenance
from codegen.write import atomic_replace, build
from codegen.write.build import Layout

CURRENT = Layout()
PROVENANCE = Provenance(revision='commit "7f3c"', retrieved=dt.date(2027, 1, 2))


@pytest.fixture
def project(tmp_path: Path) -> Layout:
    """A copy of everything that an update may write, and a small generated tree."""
    shutil.copytree(CURRENT.spec.parent, tmp_path / "spec")
    generated = tmp_path / "generated"
    (generated / "package").mkdir(parents=True)
    (generated / "package" / "module.py").write_text("OLD = True\n", encoding="utf-8")
    shutil.copy(CURRENT.generated / build.DOCUMENT, generated)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "discrepancies.md").write_text("# Discrepancies\n", encoding="utf-8")
    return attrs.evolve(
        CURRENT,
        spec=tmp_path / "spec" / "docker-hub.yaml",
        generated=generated,
    )


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return changed(tmp_path, "        full_size:", "        whole_size:")


def changed(folder: Path, old: str, new: str) -> Path:
    text = CURRENT.spec.read_text(encoding="utf-8")
    assert old in text
    file = folder / "new.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


@pytest.fixture
def small_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the place of the real build, which takes a second: it writes one file."""

    def fill(layout: Layout, target: Path, _: Callable[[str], None]) -> int:
        (target / "module.py").write_text(f"FROM = {layout.spec.name!r}\n", encoding="utf-8")
        return 1

    monkeypatch.setattr(update, "build_tree", fill)


def everything(layout: Layout) -> dict[str, bytes]:
    return atomic_replace.files(layout.generated.parent)


def fail() -> None:
    raise BuildError("the quick tests fail with the new client", ["E  assert 1 == 2"])


@pytest.mark.usefixtures("small_build")
def test_a_new_document_is_vendored_with_its_provenance_and_the_client_rebuilt(project: Layout, new: Path) -> None:
    seen: list[tuple[bytes, list[str]]] = []

    def quick_tests() -> None:
        seen.append((project.spec.read_bytes(), sorted(atomic_replace.files(project.generated))))

    report = update.update(new, project, provenance=PROVENANCE, quick_tests=quick_tests)

    assert report.status == "done"
    assert report.reason == "new.yaml is vendored, the client is rebuilt and the quick tests pass."
    assert seen == [(new.read_bytes(), ["module.py"])]
    assert project.spec.read_bytes() == new.read_bytes()
    old = tomllib.loads((CURRENT.spec.parent / "SOURCE.toml").read_text(encoding="utf-8"))
    text = (project.spec.parent / "SOURCE.toml").read_text(encoding="utf-8")
    assert text.startswith("# Where spec/docker-hub.yaml comes from.")
    assert tomllib.loads(text) == {
        **old,
        "revision": 'commit "7f3c"',
        "retrieved": dt.date(2027, 1, 2),
        "sha256": hashlib.sha256(new.read_bytes()).hexdigest(),
    }
    assert report.next_steps[:3] == (
        "`git diff spec generated/api.md` shows what callers get.",
        "Set the version in overrides/aiodockerhub/_version.py to 0.2.0.",
        "Put the entry above under `Unreleased` in CHANGELOG.md.",
    )


@pytest.mark.usefixtures("small_build")
def test_new_operations_ask_for_a_name_and_a_handler(project: Layout, tmp_path: Path) -> None:
    operation = "\npaths:\n  /v2/stars:\n    get: {tags: [stars], responses: {200: {description: All.}}}\n"

    report = update.update(changed(tmp_path, "\npaths:\n", operation), project, quick_tests=None)

    assert report.next_steps[1:3] == (
        "Give the operations without an operationId a name, as shown above, and run `make generate`.",
        "Give the new operations a handler in overrides/aiodockerhub/testing/handlers/.",
    )


@pytest.mark.usefixtures("small_build")
def test_the_same_document_again_needs_no_release(project: Layout) -> None:
    report = update.update(CURRENT.spec, project, quick_tests=None)

    assert (report.status, report.changes, report.covered, report.misfits) == ("done", [], [], [])
    assert report.reason == "docker-hub.yaml is vendored, the client is rebuilt and no tests were run."
    assert report.next_steps[-1] == "Run `make test` and commit everything; callers need no release."


@pytest.mark.usefixtures("small_build")
def test_failing_tests_leave_everything_as_it_was(project: Layout, new: Path) -> None:
    before = everything(project)

    report = update.update(new, project, quick_tests=fail)

    assert everything(project) == before
    assert (report.status, report.reason) == (
        "refused",
        "the quick tests fail with the new client. Nothing was changed.",
    )
    assert report.details == ("E  assert 1 == 2",)
    assert "--skip-tests" in report.next_steps[0]


@pytest.mark.usefixtures("small_build")
def test_an_interrupted_update_leaves_everything_as_it_was(project: Layout, new: Path) -> None:
    before = everything(project)

    def interrupt() -> None:
        project.discrepancies.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update.update(new, project, quick_tests=interrupt)

    assert everything(project) == before


def test_a_failing_build_leaves_everything_as_it_was(
    project: Layout, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(project)

    def broken(_: Layout, target: Path, __: Callable[[str], None]) -> int:
        (target / "half.py").touch()
        raise BuildError("the generator warns", ["of this"])

    monkeypatch.setattr(update, "build_tree", broken)

    report = update.update(new, project, quick_tests=fail)

    assert everything(project) == before
    assert (report.status, report.reason, report.details) == (
        "refused",
        "the generator warns. Nothing was changed.",
        ("of this",),
    )


@pytest.mark.usefixtures("small_build")
def test_a_first_build_that_fails_leaves_no_tree(project: Layout, new: Path) -> None:
    shutil.rmtree(project.generated)
    project.discrepancies.unlink()
    before = everything(project)

    report = update.update(new, project, quick_tests=fail)

    assert report.status == "refused"
    assert everything(project) == before
    assert not project.generated.exists()


def test_actions_that_do_not_fit_stop_the_update_before_anything_is_built(project: Layout, tmp_path: Path) -> None:
    new = changed(tmp_path, "        tag_last_pulled:", "        tag_last_fetched:")
    before = everything(project)

    report = update.update(new, project, quick_tests=fail)

    assert everything(project) == before
    assert (report.status, len(report.misfits)) == ("refused", 1)
    assert report.reason == "1 overlay action does not fit. Nothing was changed."


@pytest.mark.usefixtures("small_build")
def test_a_dry_run_changes_nothing(project: Layout, new: Path) -> None:
    before = everything(project)

    report = update.update(new, project, dry_run=True, quick_tests=fail)

    assert everything(project) == before
    assert (report.status, len(report.changes)) == ("reported", 2)


def test_what_is_compared_is_the_present_client_however_the_overlay_was_edited_since(
    project: Layout, tmp_path: Path
) -> None:
    overlays = tmp_path / "overlay"
    shutil.copytree(CURRENT.overlays, overlays)
    names = overlays / "names.yaml"
    text = names.read_text(encoding="utf-8")
    names.write_text(text.replace("{title: TagImage}", "{title: Picture}"), encoding="utf-8")
    edited = attrs.evolve(project, overlays=overlays)

    report = update.examine(CURRENT.spec, edited)

    assert [(change.what, change.before, change.after) for change in report.changes] == [
        ("model renamed", "TagImage", "Picture")
    ]

    (project.generated / build.DOCUMENT).unlink()

    assert update.examine(CURRENT.spec, edited).changes == []


def test_the_action_that_names_an_operation_can_be_pasted(project: Layout, tmp_path: Path) -> None:
    overlays = tmp_path / "overlay"
    shutil.copytree(CURRENT.overlays, overlays)
    edited = attrs.evolve(project, overlays=overlays)
    operation = "\npaths:\n  /v2/stars:\n    get: {tags: [stars], responses: {200: {description: All.}}}\n"
    new = changed(tmp_path, "\npaths:\n", operation)
    report = update.examine(new, edited)
    action = text.text(report).partition("```yaml\n")[2].partition("```")[0]

    with (overlays / "names.yaml").open("a", encoding="utf-8") as names:
        names.write(action.replace("stars_get", "stars_count"))

    assert [each.name for each in report.unnamed] == ["stars.get"]
    again = update.examine(new, edited)
    assert (again.unnamed, again.misfits) == ([], [])
    assert [change.names for change in again.changes] == [("hub.stars",), ("hub.stars.count()",)]


def test_a_package_without_a_version_is_refused(project: Layout, tmp_path: Path) -> None:
    (tmp_path / "_version.py").write_text("__version__ = None\n", encoding="utf-8")

    with pytest.raises(BuildError, match=r"^_version\.py states no version$"):
        update.examine(CURRENT.spec, attrs.evolve(project, version=tmp_path / "_version.py"))


@pytest.mark.parametrize(("status", "fails"), [(0, False), (1, True)])
def test_quick_tests_are_those_of_the_project(status: int, fails: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    class Done:
        returncode = status
        stdout = "\n".join(f"line {number}" for number in range(50))
        stderr = ""

    def run(command: list[str], **_: object) -> Done:
        commands.append(command)
        return Done()

    monkeypatch.setattr(subprocess, "run", run)

    if fails:
        with pytest.raises(BuildError, match="the quick tests fail") as caught:
            update.run_quick_tests()
        assert caught.value.details == tuple(f"line {number}" for number in range(20, 50))
    else:
        update.run_quick_tests()

    (command,) = commands
    assert command[1:6] == ["-m", "pytest", "-q", "-x", "-m"]
    assert all((build.ROOT / folder).is_dir() for folder in command if folder.startswith("tests/"))


# --- the command line -------------------------------------------------------------------------------------------------


def run(layout: Layout, *arguments: str) -> int:
    where = ["--spec", str(layout.spec), "--overlays", str(layout.overlays), "--generated", str(layout.generated)]
    return command_line.main([*arguments, *where])


@pytest.mark.usefixtures("small_build")
def test_the_command_prints_the_report(project: Layout, new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "update", str(new), "--dry-run") == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "# Docker Hub API: new.yaml"
    assert "- Tag.full_size: field removed" in lines
    assert "    after:  perhaps renamed to Tag.whole_size" in lines


@pytest.mark.usefixtures("small_build")
def test_the_command_updates(project: Layout, new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--skip-tests", "--revision", "7f3c", "--retrieved", "2027-01-02"]

    assert run(project, "update", str(new), *options) == 0

    source = tomllib.loads((project.spec.parent / "SOURCE.toml").read_text(encoding="utf-8"))
    assert (source["revision"], source["retrieved"]) == ("7f3c", dt.date(2027, 1, 2))
    assert "## Outcome: done" in capsys.readouterr().out


def test_the_command_reports_as_json(project: Layout, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = changed(tmp_path, "        tag_last_pulled:", "        tag_last_fetched:")

    assert run(project, "update", str(new), "--json") == 1

    report = json.loads(capsys.readouterr().out)
    assert {key: report[key] for key in ("document", "status", "reason", "unnamed", "version")} == {
        "document": "new.yaml",
        "status": "refused",
        "reason": "1 overlay action does not fit. Nothing was changed.",
        "unnamed": [],
        "version": {"current": "0.1.0", "next": "0.2.0", "reason": "there are breaking changes"},
    }
    assert report["changes"][0] == {
        "level": "breaking",
        "names": ["Tag.tag_last_pulled"],
        "what": "field removed",
        "before": "string (date-time) or null",
        "after": "",
        "place": "$.components.schemas.tag.properties.tag_last_pulled",
    }
    (misfit,) = report["overlay"]
    assert (misfit["file"], misfit["kind"], misfit["expected"]) == ("overlay/schemas.yaml", "count", "5 matches")


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
