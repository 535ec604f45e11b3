"""`codegen update`: its steps, and what a failure leaves unchanged."""

import datetime as dt
import hashlib
import json
import shutil
import signal
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType

import attrs

from codegen.document import load, overlay
from codegen.errors import BuildError
from codegen.quick_tests import run_quick_tests
from codegen.report import (
    failed_tests,
    hand_written_uses,
    model_texts,
    rewrites,
    unused_components,
    wording,
    wording_of_outcome,
)
from codegen.report.examine import examine
from codegen.report.hand_written_uses import Use
from codegen.report.overlay_edits import Edit
from codegen.report.rendering import Report
from codegen.write import discrepancies
from codegen.write.atomic_replace import replacing
from codegen.write.build import Layout, build_tree


@attrs.frozen(kw_only=True)
class Provenance:
    """The origin of a document.

    Attributes:
        revision: Commit or version of the document upstream; "not recorded" by default.
        retrieved: Day on which the document was downloaded; today in UTC by default.
    """

    revision: str = "not recorded"
    retrieved: dt.date = attrs.field(factory=lambda: dt.datetime.now(tz=dt.UTC).date())


def update(
    new: Path,
    layout: Layout,
    *,
    provenance: Provenance | None = None,
    dry_run: bool = False,
    apply: bool = False,
    keep: bool = False,
    quick_tests: Callable[[], None] | None = run_quick_tests,
) -> Report:
    """Vendor a new document and rebuild, completely or not at all.

    A document is vendored if it is copied to `spec/`, and its origin is written to SOURCE.toml there.

    Args:
        new: Path of the new document.
        layout: The files and folders of the project.
        provenance: The origin of the document, for SOURCE.toml; `None` means the defaults of `Provenance`.
        dry_run: Whether to report only: build in a temporary folder, run no tests, change nothing; `False` by default.
        apply: Whether to make the edits of the overlay that the report proposes; `False` by default.
        keep: Whether to keep the new client if quick tests fail, so that the maintainer can mend the tests; `False` by
            default.
        quick_tests: Function that raises `BuildError` if tests fail with the rebuilt client; `run_quick_tests` by
            default, `None` to run no tests.

    Returns:
        The report. Its status is `reported` after a dry run that built the client, `done` if the document was vendored,
        `unfinished` if the new client is kept although tests fail, or else `refused`: nothing was changed, and the
        report's `reason` says why.

    Raises:
        BuildError: `examine` cannot make a report, for example because a file cannot be read.
    """
    report = examine(new, layout)
    edits = [edit for edit, _ in report.edits]
    report = replace(report, uses=_find_uses(report, new, layout, edits))
    judge = (wording_of_outcome.JUDGE,) if any(edit.needs_check for edit, _ in report.edits) else ()
    if report.edits and (report.obstacle or not (dry_run or apply)):
        reason = wording_of_outcome.refused_for_edits(len(report.edits))
        first = (wording_of_outcome.OBSTACLE,) if report.obstacle else ()
        return replace(report, status="refused", reason=reason, next_steps=(*first, wording_of_outcome.APPLY, *judge))
    try:
        if dry_run:
            build_aside(new, layout, report)
            if report.edits:
                reason = wording_of_outcome.dry_run_with_edits(len(report.edits))
                return replace(report, reason=reason, next_steps=(wording_of_outcome.APPLY, *judge))
            return replace(report, reason=wording_of_outcome.DRY_RUN, next_steps=(wording_of_outcome.WITHOUT_DRY_RUN,))
        with _restoring_on_error(layout):
            rewrites.apply(edits, layout.overlays)
            report = replace(
                report, uses=_find_uses(report, new, layout, [])
            )  # the edits have moved lines of the overlay
            with replacing(layout.generated) as target:
                build_tree(attrs.evolve(layout, spec=new), target, _ignore_notice)
            discrepancies.write(layout.overlays, layout.discrepancies)
            _vendor_document(new, layout.spec, provenance or Provenance())
            failure = _failure_to_report(quick_tests, keep=keep)
    except BuildError as problem:
        mending = (
            wording_of_outcome.MEND_TESTS
            if problem.message in {wording_of_outcome.TESTS_FAIL, wording_of_outcome.TESTS_HANG}
            else wording_of_outcome.REPAIR
        )
        return replace(
            report,
            status="refused",
            reason=f"{problem.message}. Nothing was changed.",
            details=failed_tests.group(problem.details, report.changes, report.uses, layout.generated.parent),
            next_steps=(*((wording_of_outcome.USES_STEP,) if report.uses else ()), mending),
        )
    reason = (
        wording_of_outcome.unfinished(new.name)
        if failure
        else wording_of_outcome.done(new.name, tested=quick_tests is not None)
    )
    if report.edits:
        reason = f"{reason} {wording_of_outcome.edits_applied(len(report.edits))}"
    if failure:
        steps = (wording_of_outcome.MEND_IN_PLACE, *_release_steps(report))
        return replace(
            report,
            status="unfinished",
            reason=reason,
            details=failed_tests.group(failure.details, report.changes, report.uses, layout.generated.parent),
            next_steps=steps,
        )
    return replace(report, status="done", reason=reason, next_steps=_release_steps(report))


def _find_uses(report: Report, new: Path, layout: Layout, edits: Sequence[Edit]) -> list[Use]:
    """Find the hand-written lines that a new document affects.

    Args:
        report: The report on the document.
        new: Path of the new document.
        layout: The files and folders of the project.
        edits: The edits of the overlay that are still to be made; actions that they drop are left out.

    Returns:
        The lines affected by the changes for callers; the actions of the overlay that state what changes, or repeat
        values of the document that change; its components that nothing uses any more; and the tests and decisions on
        those discrepancies whose actions the report edits.
    """
    root, overlays = layout.generated.parent, overlay.load(layout.overlays)
    stating = hand_written_uses.of_overlay(report.changes, edits, overlays, report.facts, root)
    told = {use.places for use in stating if wording.STATED_OTHERWISE in use.what}
    repeating = hand_written_uses.of_values(report.changed_values, edits, overlays)
    return [
        *hand_written_uses.find(report.changes, root, report.facts),
        *stating,
        *(use for use in repeating if use.places not in told),
        *model_texts.find(report.changes, edits, overlays, report.facts),
        *unused_components.find([edit for edit, _ in report.edits], edits, overlays, root, partial(load.load, new)),
        *hand_written_uses.of_edits([edit for edit, _ in report.edits], root),
    ]


def build_aside(new: Path, layout: Layout, report: Report) -> None:
    """Build and import the client of a new document in a temporary folder.

    Args:
        new: Path of the new document.
        layout: The files and folders of the project, which stay unchanged.
        report: The report on the document; its edits are made in a copy of the overlay.

    Raises:
        BuildError: The client cannot be built or imported.
    """
    with tempfile.TemporaryDirectory(prefix="codegen-update-") as temporary:
        overlays = layout.overlays
        if report.edits:
            overlays = Path(temporary) / "overlay"
            shutil.copytree(layout.overlays, overlays)
            rewrites.apply([edit for edit, _ in report.edits], overlays)
        (Path(temporary) / "tree").mkdir()
        build_tree(attrs.evolve(layout, spec=new, overlays=overlays), Path(temporary) / "tree", _ignore_notice)


def _failure_to_report(quick_tests: Callable[[], None] | None, *, keep: bool) -> BuildError | None:
    """Run the quick tests; return their error if the client is kept anyway.

    The result is `None` if the tests pass, or if `quick_tests` is `None`.

    Raises:
        BuildError: Tests fail, and the client is not kept.
    """
    try:
        if quick_tests is not None:
            quick_tests()
    except BuildError as problem:
        if not keep:
            raise
        return problem
    return None


def _vendor_document(new: Path, spec: Path, provenance: Provenance) -> None:
    """Copy the document into `spec/`, and write its origin to SOURCE.toml.

    Entries of SOURCE.toml other than the revision, the day and the digest stay as they are. No entry is added.
    """
    source = spec.parent / "SOURCE.toml"
    facts = {
        "revision": json.dumps(provenance.revision, ensure_ascii=False),  # a string of JSON is a string of TOML
        "retrieved": provenance.retrieved.isoformat(),
        "sha256": json.dumps(_digest(new)),
    }
    lines = source.read_text(encoding="utf-8").splitlines()
    keys = [line.partition(" = ")[0] for line in lines]
    lines = [f"{key} = {facts[key]}" if key in facts else line for key, line in zip(keys, lines, strict=True)]
    spec.write_bytes(new.read_bytes())
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")


@contextmanager
def _restoring_on_error(layout: Layout) -> Generator[None]:
    """Restore all files if the block ends with an exception.

    The exception may be an error, Ctrl-C or SIGTERM. The files are the document, SOURCE.toml, the files of the overlay
    at the beginning of the block, the page of discrepancies and the generated tree.
    """
    files = [
        layout.spec,
        layout.spec.parent / "SOURCE.toml",
        layout.discrepancies,
        *sorted(layout.overlays.glob("*.yaml")),
    ]
    with tempfile.TemporaryDirectory(prefix="codegen-update-") as temporary:
        saved = {file: file.read_bytes() for file in files if file.exists()}
        tree = Path(temporary) / "generated"
        if layout.generated.exists():
            shutil.copytree(layout.generated, tree)
        try:
            with _exit_on_sigterm():
                yield
        except BaseException:
            for file in files:
                if file not in saved:
                    file.unlink(missing_ok=True)
                elif file.read_bytes() != saved[file]:
                    file.write_bytes(saved[file])
            if tree.exists():
                with replacing(layout.generated) as target:
                    shutil.copytree(tree, target, dirs_exist_ok=True)
            else:
                shutil.rmtree(layout.generated, ignore_errors=True)
            raise


@contextmanager
def _exit_on_sigterm() -> Generator[None]:
    """Make SIGTERM, which `timeout` and CI send, raise `SystemExit`."""

    def leave(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _ignore_notice(_: str) -> None:
    """Drop a notice of the build, because the report lists it."""


def _release_steps(report: Report) -> Sequence[str]:
    """List the steps from an updated client to a release."""
    is_stated = any(wording.STATED_OTHERWISE in use.what for use in report.uses)
    has_operations = any(change.what == wording.OPERATION_ADDED for change in report.changes)
    needed = (
        (True, wording_of_outcome.LOOK),
        (any(edit.needs_check for edit, _ in report.edits), wording_of_outcome.JUDGE),
        (is_stated, wording_of_outcome.JUDGE_STATED),
        (report.unnamed or report.unnamed_pages, wording_of_outcome.NAME_OPERATIONS),
        (report.faults, wording_of_outcome.FAULTS_STEP),
        (report.unsent, wording_of_outcome.UNSENT_STEP),
        (report.unchosen, wording_of_outcome.COLUMNS_STEP),
        (report.undescribed, wording_of_outcome.DESCRIBE_STEP),
        (report.unrefused, wording_of_outcome.REFUSALS_STEP),
        (report.unscoped, wording_of_outcome.SCOPES_STEP),
        (report.uses, wording_of_outcome.USES_STEP),  # after the actions, which may keep what the lines mention
        (has_operations, wording_of_outcome.HANDLERS),
    )
    steps = [step for is_needed, step in needed if is_needed]
    if report.proposal.next == report.proposal.current:
        return (*steps, wording_of_outcome.COMMIT_WITHOUT_RELEASE)
    return (
        *steps,
        wording_of_outcome.version_step(report.proposal.next),
        wording_of_outcome.CHANGELOG_STEP,
        wording_of_outcome.PUBLIC_NAMES_STEP,
        wording_of_outcome.SLOW_TESTS_STEP,
        wording_of_outcome.TEST_STEP,
        wording_of_outcome.COMMIT_STEP,
    )
