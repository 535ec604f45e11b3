"""Vendors a new upstream document, or leaves everything as it was: report, overlay health, rebuild, quick tests."""

import datetime as dt
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import attrs

from codegen.document import load, overlay
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan import naming
from codegen.report.operations import compare, operation_names
from codegen.report.text import Report, Unnamed
from codegen.report.version import propose
from codegen.write import discrepancies
from codegen.write.atomic_replace import replacing
from codegen.write.build import DOCUMENT, ROOT, Layout, build_tree

_LAST_LINES = 30
# those of the client; the tests of the build step quote the vendored document, so that a new one makes them stale
_QUICK_TESTS = ("tests/generated", "tests/overrides", "tests/end_to_end")


@attrs.frozen(kw_only=True)
class Provenance:
    """Where a document comes from.

    Attributes:
        revision: Commit or version upstream.
        retrieved: The day on which it was fetched.
    """

    revision: str = "not recorded"
    retrieved: dt.date = attrs.field(factory=lambda: dt.datetime.now(tz=dt.UTC).date())


def run_quick_tests() -> None:
    """Runs the tests of the client that take no more than a second each.

    Raises:
        BuildError: With the end of their output, if they fail.
    """
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "not slow and not complete", "-n", "2", *_QUICK_TESTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  # our own tests
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines()
        raise BuildError("the quick tests fail with the new client", lines[-_LAST_LINES:])


def update(
    new: Path,
    layout: Layout,
    *,
    provenance: Provenance | None = None,
    dry_run: bool = False,
    quick_tests: Callable[[], None] | None = run_quick_tests,
) -> Report:
    """Takes a new document in, as a whole or not at all.

    Args:
        new: The new document.
        layout: Where the project reads and writes.
        provenance: Where the document comes from.
        dry_run: Only report: build in a temporary folder, run no tests, change nothing.
        quick_tests: Raises BuildError if the rebuilt client does not work; None to run no tests.

    Returns:
        The report; its status is `refused` if nothing was changed because something stands in the way.

    Raises:
        BuildError: The document cannot be read at all, or is not OpenAPI 3.0: there is nothing to report.
    """
    report = examine(new, layout)
    if report.misfits:
        count = len(report.misfits)
        return replace(
            report,
            status="refused",
            reason=f"{count} overlay action{'s do' if count > 1 else ' does'} not fit. Nothing was changed.",
            next_steps=(
                "Edit overrides/overlay as said above under `do`, so that every action fits the new document.",
                "Run the same command again; the report still compares with the present client while you edit.",
            ),
        )
    try:
        if dry_run:
            with tempfile.TemporaryDirectory(prefix="codegen-update-") as temporary:
                build_tree(attrs.evolve(layout, spec=new), Path(temporary), _ignore)
            return replace(
                report, reason="Dry run: the client can be built. Nothing was changed.", next_steps=(_AGAIN,)
            )
        with _restoring(layout):
            with replacing(layout.generated) as target:
                build_tree(attrs.evolve(layout, spec=new), target, _ignore)
            discrepancies.write(layout.overlays, layout.discrepancies)
            _vendor(new, layout.spec, provenance or Provenance())
            if quick_tests is not None:
                quick_tests()
    except BuildError as problem:
        return replace(
            report,
            status="refused",
            reason=f"{problem.message}. Nothing was changed.",
            details=problem.details,
            next_steps=_mending(problem),
        )
    tested = "and the quick tests pass" if quick_tests is not None else "and no tests were run"
    return replace(
        report,
        status="done",
        reason=f"{new.name} is vendored, the client is rebuilt {tested}.",
        next_steps=_release(report),
    )


def examine(new: Path, layout: Layout) -> Report:
    """Compares a new document with the present one, changing nothing.

    Args:
        new: The new document.
        layout: Where the project reads.

    Raises:
        BuildError: The document cannot be read at all, or is not OpenAPI 3.0.
    """
    published = load.load(new)
    overlays = overlay.load(layout.overlays)
    patched, misfits = overlay.run(published, overlays)
    before = load.load(layout.spec)
    present = _present(layout, before, overlays)
    present_names = operation_names(present)
    names = operation_names(patched, present_names)
    changes = compare(present, patched, present_names, names)
    seen = {(change.what, change.place) for change in changes}
    upstream = compare(before, published, present_names, names)
    return Report(
        document=new.name,
        sha256=_digest(new),
        changes=changes,
        covered=[change for change in upstream if (change.what, change.place) not in seen],
        misfits=misfits,
        unnamed=_unnamed(names, present_names),
        proposal=propose(_version(layout), changes),
    )


def _present(layout: Layout, published: dict[str, JSON], overlays: list[overlay.Overlay]) -> dict[str, JSON]:
    """The document that the present client was generated from: the overlays may have been edited since."""
    try:
        present: dict[str, JSON] = json.loads((layout.generated / DOCUMENT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return overlay.run(published, overlays)[0]
    return present


def _unnamed(
    names: Mapping[tuple[str, str], naming.OperationName], known: Mapping[tuple[str, str], naming.OperationName]
) -> list[Unnamed]:
    return [
        Unnamed(method.upper(), path, name.id)
        for (path, method), name in sorted(names.items())
        if not name.given and (path, method) not in known
    ]


def _vendor(new: Path, spec: Path, provenance: Provenance) -> None:
    """Writes the document and its provenance; what is not about this very document stays as it is."""
    source = spec.parent / "SOURCE.toml"
    facts = {
        "revision": json.dumps(provenance.revision, ensure_ascii=False),  # JSON's strings are TOML's
        "retrieved": provenance.retrieved.isoformat(),
        "sha256": json.dumps(_digest(new)),
    }
    lines = source.read_text(encoding="utf-8").splitlines()
    keys = [line.partition(" = ")[0] for line in lines]
    lines = [f"{key} = {facts[key]}" if key in facts else line for key, line in zip(keys, lines, strict=True)]
    spec.write_bytes(new.read_bytes())
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")


@contextmanager
def _restoring(layout: Layout) -> Generator[None]:
    """Puts the document, its provenance and the generated tree back if anything goes wrong, Ctrl-C included."""
    files = [layout.spec, layout.spec.parent / "SOURCE.toml", layout.discrepancies]
    with tempfile.TemporaryDirectory(prefix="codegen-update-") as temporary:
        kept = {file: file.read_bytes() for file in files if file.exists()}
        tree = Path(temporary) / "generated"
        if layout.generated.exists():
            shutil.copytree(layout.generated, tree)
        try:
            yield
        except BaseException:
            for file in files:
                if file in kept:
                    file.write_bytes(kept[file])
                else:
                    file.unlink(missing_ok=True)
            if tree.exists():
                with replacing(layout.generated) as target:
                    shutil.copytree(tree, target, dirs_exist_ok=True)
            else:
                shutil.rmtree(layout.generated, ignore_errors=True)
            raise


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _version(layout: Layout) -> str:
    found = re.search(r'"(\d[^"]*)"', layout.version.read_text(encoding="utf-8"))
    if found is None:
        raise BuildError(f"{layout.version.name} states no version")
    return found[1]


def _ignore(_: str) -> None:
    """The report names what the build has to say."""


_AGAIN = "Run it again without --dry-run to vendor the document, rebuild the client and run the quick tests."


def _mending(problem: BuildError) -> tuple[str, ...]:
    if problem.message.startswith("the quick tests"):
        return (
            "Run it again with --skip-tests to keep the new client, mend what `make quick` shows, and run `make test`.",
        )
    return ("Repair what is named above by an action in overrides/overlay, then run the same command again.",)


def _release(report: Report) -> tuple[str, ...]:
    steps = ["`git diff spec generated/api.md` shows what callers get."]
    if report.unnamed:
        steps.append("Give the operations without an operationId a name, as shown above, and run `make generate`.")
    if any(change.what == "operation added" for change in report.changes):
        steps.append("Give the new operations a handler in overrides/aiodockerhub/testing/handlers/.")
    if report.proposal.next != report.proposal.current:
        steps += [
            f"Set the version in overrides/aiodockerhub/_version.py to {report.proposal.next}.",
            "Put the entry above under `Unreleased` in CHANGELOG.md.",
            "Run `make test`; `UPDATE_REPORTS=1 make test` renews the sample reports that quote the document.",
            "Commit everything, and release it as CONTRIBUTING.md says.",
        ]
    else:
        steps.append("Run `make test` and commit everything; callers need no release.")
    return tuple(steps)
