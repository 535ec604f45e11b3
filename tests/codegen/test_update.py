"""Taking a new document in: as a whole or not at all."""

import datetime as dt
import hashlib
import json
import shutil
import signal
import tomllib
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from codegen import __main__ as command_line
from codegen import update
from codegen.document import overlay
from codegen.errors import BuildError
from codegen.report import wording, wording_of_outcome
from codegen.report.changes import Change, Level
from codegen.report.hand_written_uses import Use
from codegen.report.incomplete_additions import Unnamed, Unscoped
from codegen.report.overlay_edits import Edit
from codegen.report.rendering import Report
from codegen.report.rewrites import rewrite
from codegen.report.version import propose
from codegen.update import Provenance
from codegen.write import atomic_replace, build
from codegen.write.build import Layout
from tests.codegen import frozen

CURRENT = frozen.layout()
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


BREAKING = Change(
    level=Level.BREAKING, names=("Tag.full_size",), what="field removed", before="int", after="", location="$.paths"
)


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the place of the examination, which builds two clients: a breaking change."""
    report(monkeypatch, BREAKING)


def report(
    monkeypatch: pytest.MonkeyPatch,
    *changes: Change,
    edits: tuple[Edit, ...] = (),
    unnamed: tuple[Unnamed, ...] = (),
    unscoped: tuple[Unscoped, ...] = (),
    overlays: Path = CURRENT.overlays,
) -> None:
    def examine(new: Path, _: Layout) -> Report:
        return Report(
            document=new.name,
            sha256="",
            changes=changes,
            covered=(),
            without_effect=(),
            edits=[(edit, rewrite(edit, overlays)) for edit in edits],
            unnamed=unnamed,
            unscoped=unscoped,
            proposal=propose("0.1.0", changes),
        )

    monkeypatch.setattr(update, "examine", examine)


def everything(layout: Layout) -> dict[str, bytes]:
    return atomic_replace.files(layout.generated.parent)


def fail() -> None:
    raise BuildError("the quick tests fail with the new client", ["E  assert 1 == 2"])


@pytest.mark.usefixtures("small_build", "examined")
@pytest.mark.parametrize("quick_tests", [None, fail])
def test_hand_written_lines_that_the_changes_concern_are_named(
    project: Layout, new: Path, quick_tests: Callable[[], None] | None
) -> None:
    (project.generated.parent / "README.md").write_text("The size\nis tag.full_size.\n", encoding="utf-8")

    found = update.update(new, project, quick_tests=quick_tests)

    assert found.uses == [Use(name="Tag.full_size", what="field removed", places=("README.md:2",))]
    assert wording_of_outcome.USES_STEP in found.next_steps


@pytest.mark.usefixtures("small_build", "examined")
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
        wording_of_outcome.CHANGELOG_STEP,
    )


@pytest.mark.usefixtures("small_build")
def test_new_operations_ask_for_a_name_and_a_handler(
    project: Layout, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = Change(Level.ADDED, ("hub.stars.get()",), "operation added", "", "GET /v2/stars", "GET /v2/stars")
    report(monkeypatch, added, unnamed=(Unnamed("GET", "/v2/stars", "stars.get"),))

    done = update.update(new, project, quick_tests=None)

    assert done.next_steps[1:3] == (
        wording_of_outcome.NAME_OPERATIONS,
        wording_of_outcome.HANDLERS,
    )


@pytest.mark.usefixtures("small_build")
def test_a_scope_without_a_name_is_asked_for(project: Layout, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(monkeypatch, unscoped=(Unscoped("POST", "/v2/stars", ""),))

    assert wording_of_outcome.SCOPES_STEP in update.update(new, project, quick_tests=None).next_steps


@pytest.mark.usefixtures("small_build")
def test_without_changes_no_release_is_needed(project: Layout, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(monkeypatch)

    done = update.update(new, project, quick_tests=None)

    assert (done.status, done.reason) == ("done", "new.yaml is vendored, the client is rebuilt and no tests were run.")
    assert done.next_steps[-1] == "Run `make test` and commit everything; callers need no release."


def first_action(overlays: Path) -> Edit:
    (action, *_) = overlay.load(overlays)[0].actions
    return Edit(action=action, becomes=(), reason="It is needless.", judge=True)


@pytest.fixture
def with_overlays(project: Layout, tmp_path: Path) -> Layout:
    shutil.copytree(CURRENT.overlays, tmp_path / "overlay")
    return attrs.evolve(project, overlays=tmp_path / "overlay")


@pytest.mark.usefixtures("small_build")
def test_edits_that_nobody_asked_to_make_stop_the_update(
    with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(monkeypatch, BREAKING, edits=(first_action(with_overlays.overlays),), overlays=with_overlays.overlays)
    before = everything(with_overlays)

    refused = update.update(new, with_overlays, quick_tests=fail)

    assert everything(with_overlays) == before
    assert (refused.status, refused.reason) == (
        "refused",
        "1 action of the overlay has to be edited first. Nothing was changed.",
    )
    assert "--apply" in refused.next_steps[0]
    assert "`judge`" in refused.next_steps[1]


@pytest.mark.usefixtures("small_build")
@pytest.mark.parametrize("apply", [False, True])
def test_a_dry_run_makes_the_edits_aside_and_is_no_failure(
    apply: bool, with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(monkeypatch, BREAKING, edits=(first_action(with_overlays.overlays),), overlays=with_overlays.overlays)
    before = everything(with_overlays)

    reported = update.update(new, with_overlays, dry_run=True, apply=apply, quick_tests=fail)

    assert everything(with_overlays) == before
    assert reported.status == "reported"
    assert "with the edit above, which `--apply` makes, the client can be built" in reported.reason
    assert "--apply" in reported.next_steps[0]
    assert "`judge`" in reported.next_steps[1]


@pytest.mark.heavy
@pytest.mark.usefixtures("small_build")
def test_edits_are_made_if_asked(with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = first_action(with_overlays.overlays)
    report(monkeypatch, BREAKING, edits=(edit,), overlays=with_overlays.overlays)

    done = update.update(new, with_overlays, apply=True, quick_tests=None)

    assert done.status == "done"
    assert done.reason.endswith("1 edit was made in overrides/overlay: review them with `git diff overrides/overlay`.")
    left = [action.target for action in overlay.load(with_overlays.overlays)[0].actions]
    assert edit.action.target not in left
    assert len(left) == len(overlay.load(CURRENT.overlays)[0].actions) - 1


@pytest.mark.usefixtures("small_build")
def test_edits_are_taken_back_if_tests_fail(with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = first_action(with_overlays.overlays)
    report(monkeypatch, BREAKING, edits=(edit,), overlays=with_overlays.overlays)
    before = everything(with_overlays)

    refused = update.update(new, with_overlays, apply=True, quick_tests=fail)

    assert refused.status == "refused"
    assert everything(with_overlays) == before


@pytest.mark.usefixtures("small_build", "examined")
def test_failing_tests_leave_everything_as_it_was(project: Layout, new: Path) -> None:
    before = everything(project)

    report = update.update(new, project, quick_tests=fail)

    assert everything(project) == before
    assert (report.status, report.reason) == (
        "refused",
        "the quick tests fail with the new client. Nothing was changed.",
    )
    assert report.details == ("E  assert 1 == 2",)
    assert report.next_steps == (wording_of_outcome.MEND_TESTS,)


@pytest.mark.usefixtures("small_build", "examined")
def test_a_client_with_which_tests_fail_is_kept_if_asked(project: Layout, new: Path) -> None:
    report = update.update(new, project, keep=True, quick_tests=fail)

    assert project.spec.read_bytes() == new.read_bytes()
    assert (project.generated / "module.py").exists()
    assert (report.status, report.details) == ("unfinished", ("E  assert 1 == 2",))
    assert report.reason == "new.yaml is vendored and the client is rebuilt, and quick tests fail with it."
    assert report.next_steps[0] == wording_of_outcome.MEND_IN_PLACE
    assert report.next_steps[-1] == wording_of_outcome.COMMIT_STEP


@pytest.mark.usefixtures("small_build", "examined")
def test_a_client_that_is_kept_is_done_if_no_test_fails(project: Layout, new: Path) -> None:
    assert update.update(new, project, keep=True, quick_tests=lambda: None).status == "done"


@pytest.mark.usefixtures("small_build", "examined")
@pytest.mark.parametrize(("number", "leaves"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)])
def test_an_interrupted_update_leaves_everything_as_it_was(
    project: Layout, new: Path, number: signal.Signals, leaves: type[BaseException]
) -> None:
    before, handler = everything(project), signal.getsignal(signal.SIGTERM)
    earlier = signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's background job ignores

    def interrupt() -> None:
        project.discrepancies.write_text("half", encoding="utf-8")
        signal.raise_signal(number)

    try:
        with pytest.raises(leaves):
            update.update(new, project, quick_tests=interrupt)
    finally:
        signal.signal(signal.SIGINT, earlier)

    assert everything(project) == before
    assert signal.getsignal(signal.SIGTERM) is handler


@pytest.mark.usefixtures("examined")
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


@pytest.mark.usefixtures("small_build", "examined")
def test_a_first_build_that_fails_leaves_no_tree(project: Layout, new: Path) -> None:
    shutil.rmtree(project.generated)
    project.discrepancies.unlink()
    before = everything(project)

    report = update.update(new, project, quick_tests=fail)

    assert report.status == "refused"
    assert everything(project) == before
    assert not project.generated.exists()


@pytest.mark.usefixtures("examined")
def test_a_client_that_cannot_be_imported_is_refused(
    project: Layout, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Layout, __: Path, ___: Callable[[str], None]) -> int:
        raise BuildError("the generated client cannot be imported", ["NameError: name 'date' is not defined"])

    monkeypatch.setattr(update, "build_tree", broken)

    for dry_run, keep in ((True, False), (False, False), (False, True)):
        refused = update.update(new, project, dry_run=dry_run, keep=keep, quick_tests=fail)
        assert (refused.status, refused.details) == ("refused", ("NameError: name 'date' is not defined",))
        assert not any("test" in step for step in refused.next_steps)


@pytest.mark.usefixtures("small_build", "examined")
def test_a_dry_run_changes_nothing(project: Layout, new: Path) -> None:
    before = everything(project)

    report = update.update(new, project, dry_run=True, quick_tests=fail)

    assert everything(project) == before
    assert report.status == "reported"
    assert report.reason == "Dry run: the client can be built and imported. Nothing was changed."


# --- the command line -------------------------------------------------------------------------------------------------


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


@pytest.mark.usefixtures("small_build")
def test_actions_that_state_a_limit_as_it_was_are_named_by_their_lines_after_the_edits(
    with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = Change(
        Level.CHANGED, ("hub.repositories.create(full_description=)",), "limits",
        "at most 25,000 characters", "at most 50,000 characters", "$",
    )  # fmt: skip
    schemas = next(each for each in overlay.load(with_overlays.overlays) if each.name == "schemas")
    edit = Edit(action=schemas.actions[0], becomes=(), reason="It is needless.", judge=False)
    report(monkeypatch, limit, edits=(edit,), overlays=with_overlays.overlays)

    before, after = (
        update.update(new, with_overlays, dry_run=dry, apply=not dry, quick_tests=None) for dry in (True, False)
    )

    origins = {action.origin for each in overlay.load(with_overlays.overlays) for action in each.actions}
    places = [place for use in after.uses if wording.STATED_OTHERWISE in use.what for place in use.places]
    assert places
    assert {place.removeprefix("overrides/") for place in places} <= origins
    assert places != [place for use in before.uses if wording.STATED_OTHERWISE in use.what for place in use.places]
    assert wording_of_outcome.JUDGE_STATED in after.next_steps
