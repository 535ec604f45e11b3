"""Taking a new document in: as a whole or not at all."""

import datetime as dt
import hashlib
import shutil
import signal
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen import update
from codegen.errors import BuildError
from codegen.report import wording_of_outcome
from codegen.report.changes import Change, Level
from codegen.report.hand_written_uses import Use
from codegen.report.incomplete_additions import Unnamed, Unscoped
from codegen.report.table_columns import Unchosen
from codegen.report.unsent_keys import Unsent
from codegen.update import Provenance
from codegen.write import atomic_replace
from codegen.write.build import Layout
from tests.codegen.updates import CURRENT, everything, fail, report

PROVENANCE = Provenance(revision='commit "7f3c"', retrieved=dt.date(2027, 1, 2))


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
def test_actions_to_add_come_before_the_lines_that_they_may_keep_as_they_are(
    project: Layout, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.generated.parent / "README.md").write_text("tag.full_size\n", encoding="utf-8")
    removed = Change(Level.BREAKING, ("Tag.full_size",), "field removed", "int", "", "$.components.schemas.tag")
    report(
        monkeypatch,
        removed,
        unsent=(Unsent(("components",), "full_size", (), ()),),
        unchosen=(Unchosen("hub.tags.list()", "$.components.schemas.tag", ["name"], ["id"]),),
    )

    assert update.update(new, project, quick_tests=None).next_steps[1:4] == (
        wording_of_outcome.UNSENT_STEP,
        wording_of_outcome.COLUMNS_STEP,
        wording_of_outcome.USES_STEP,
    )


@pytest.mark.usefixtures("small_build")
def test_without_changes_no_release_is_needed(project: Layout, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(monkeypatch)

    done = update.update(new, project, quick_tests=None)

    assert (done.status, done.reason) == ("done", "new.yaml is vendored, the client is rebuilt and no tests were run.")
    assert done.next_steps[-1] == "Run `make test` and commit everything; callers need no release."


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
    assert report.reason == wording_of_outcome.unfinished("new.yaml")
    assert "by its doing or from before" in report.reason
    assert report.next_steps[0] == wording_of_outcome.MEND_IN_PLACE
    assert "failed before" in report.next_steps[0]
    assert wording_of_outcome.SLOW_TESTS_STEP in report.next_steps
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
