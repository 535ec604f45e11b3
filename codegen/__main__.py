"""The command line of the build step: build, check, update, changelog."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from codegen.changelog_entry import entry_since
from codegen.check import check
from codegen.errors import BuildError
from codegen.quick_tests import run_quick_tests
from codegen.report import rendering, wording
from codegen.update import Provenance, update
from codegen.write import discrepancies
from codegen.write.atomic_replace import replacing
from codegen.write.build import Layout, build_tree


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the command line names.

    Args:
        arguments: Arguments of the command line without the program's name; `None`, the default, means `sys.argv[1:]`.

    Returns:
        Exit status: 0 if the command succeeded; 1 if it failed, `check` detected a difference, or `update` was refused
            or left tests failing.

    Raises:
        SystemExit: The arguments are invalid (status 2), or ask for help (status 0).
    """
    options = _make_parser().parse_args(arguments)
    layout = Layout(spec=options.spec, overlays=options.overlays, generated=options.generated)
    try:
        return int(options.run(layout, options))
    except BuildError as problem:
        print(f"codegen: {problem}", file=sys.stderr)
        return 1


def run_build(layout: Layout, _: argparse.Namespace) -> int:
    """Build the client into a new folder that replaces `generated/`.

    Also write the page of discrepancies. The exit status is always 0, because a failure raises `BuildError`.
    """
    with replacing(layout.generated) as target:
        count = build_tree(layout, target, lambda line: print(f"note: {line}"))
    discrepancies.write(layout.overlays, layout.discrepancies)
    print(f"built {count} operations into {layout.generated.name}/")
    return 0


def run_check(layout: Layout, _: argparse.Namespace) -> int:
    """Compare the committed files with a new build; return 1 if they differ."""
    difference = check(layout)
    if difference:
        sys.stdout.write(difference)
        print("codegen: the committed files are not what the build makes: run `make generate`", file=sys.stderr)
        return 1
    print(f"{layout.generated.name}/ is up to date")
    return 0


def run_update(layout: Layout, options: argparse.Namespace) -> int:
    """Vendor a new document, rebuild the client, and print the report.

    Return 1 if the update was refused, or left tests failing. If `update` raises a `BuildError`, there is no report.
    With `--json`, the error is then printed as JSON, and the result is 1; otherwise the error is raised.
    """
    try:
        report = update(
            options.new,
            layout,
            provenance=Provenance(revision=options.revision, retrieved=options.retrieved),
            dry_run=options.dry_run,
            apply=options.apply,
            keep=options.keep,
            quick_tests=run_quick_tests,
        )
    except BuildError as problem:
        if not options.json:
            raise
        print(json.dumps({"status": "refused", "reason": problem.message, "details": problem.details}, indent=2))
        return 1
    if options.json:
        print(json.dumps(rendering.as_json(report), indent=2, ensure_ascii=False))
    else:
        print(rendering.markdown(report).rstrip("\n"))
    return 0 if report.status in {"done", "reported"} else 1


def run_changelog(layout: Layout, options: argparse.Namespace) -> int:
    """Print the changelog entry for the state of the working tree.

    The exit status is always 0, because a failure raises `BuildError`.
    """
    print(entry_since(options.since, layout) or wording.NOTHING_CHANGES)
    return 0


def _make_parser() -> argparse.ArgumentParser:
    defaults = Layout()
    parser = argparse.ArgumentParser(prog="python -m codegen", description="Builds the generated client.")
    paths = argparse.ArgumentParser(add_help=False)
    paths.add_argument("--spec", type=Path, default=defaults.spec, help="the published document")
    paths.add_argument("--overlays", type=Path, default=defaults.overlays, help="folder of the overlays")
    paths.add_argument("--generated", type=Path, default=defaults.generated, help="folder that the build owns")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, run, summary in (
        ("build", run_build, "generate the client from the vendored document"),
        ("check", run_check, "fail, with a diff, if generated/ is not what build makes"),
    ):
        command = commands.add_parser(name, help=summary, description=summary, parents=[paths])
        command.set_defaults(run=run)
    entry = commands.add_parser(
        "changelog",
        help="print the entry on what callers see since a commit, for the state of the working tree",
        description=(entry_since.__doc__ or "").splitlines()[0],
        parents=[paths],
    )
    entry.add_argument(
        "--since", default="HEAD", metavar="COMMIT", help="the commit to compare with; HEAD unless given"
    )
    entry.set_defaults(run=run_changelog)
    new = commands.add_parser(
        "update",
        help="vendor a new document: report what changes, rebuild, run the quick tests, or leave everything as it was",
        description=(update.__doc__ or "").splitlines()[0],
        parents=[paths],
    )
    new.add_argument("new", type=Path, metavar="NEW.yaml", help="the new document")
    new.add_argument("--dry-run", action="store_true", help="only report")
    new.add_argument("--apply", action="store_true", help="make the edits of the overlay that the report asks for")
    new.add_argument("--json", action="store_true", help="report as JSON")
    new.add_argument(
        "--keep",
        action="store_true",
        help="keep the new client although quick tests fail with it, to mend them in place",
    )
    new.add_argument("--revision", default=Provenance().revision, help="commit or version upstream, for SOURCE.toml")
    new.add_argument(
        "--retrieved",
        type=dt.date.fromisoformat,
        default=Provenance().retrieved,
        metavar="YYYY-MM-DD",
        help="day on which the document was fetched, for SOURCE.toml; today unless given",
    )
    new.set_defaults(run=run_update)
    return parser


if __name__ == "__main__":
    sys.exit(main())
