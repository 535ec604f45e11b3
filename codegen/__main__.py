"""The command line of the build step: `python -m codegen build | check`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from codegen.build import Layout, build_tree
from codegen.check import check
from codegen.errors import BuildError
from codegen.swap import replacing


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The command line without the program; that of the process unless given.

    Returns:
        Exit status: 0 if all is well, 1 if the build fails or the check finds a difference.
    """
    options = _parser().parse_args(arguments)
    layout = Layout(spec=options.spec, overlays=options.overlays, generated=options.generated)
    try:
        return int(options.run(layout))
    except BuildError as problem:
        print(f"codegen: {problem}", file=sys.stderr)
        return 1


def build(layout: Layout) -> int:
    """Build the client and swap it in."""
    with replacing(layout.generated) as target:
        count = build_tree(layout, target, lambda line: print(f"note: {line}"))
    print(f"built {count} operations into {layout.generated.name}/")
    return 0


def compare(layout: Layout) -> int:
    """Check that the committed files are what the build makes."""
    difference = check(layout)
    if difference:
        sys.stdout.write(difference)
        print("codegen: generated/ is not what the build makes of the document: run `make generate`", file=sys.stderr)
        return 1
    print(f"{layout.generated.name}/ is up to date")
    return 0


def _parser() -> argparse.ArgumentParser:
    defaults = Layout()
    parser = argparse.ArgumentParser(prog="python -m codegen", description="Builds the generated client.")
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--spec", type=Path, default=defaults.spec, help="the published document")
    where.add_argument("--overlays", type=Path, default=defaults.overlays, help="folder of the overlays")
    where.add_argument("--generated", type=Path, default=defaults.generated, help="folder that the build owns")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, run, summary in (
        ("build", build, "generate the client from the vendored document"),
        ("check", compare, "fail, with a diff, if generated/ is not what build makes"),
    ):
        command = commands.add_parser(name, help=summary, description=summary, parents=[where])
        command.set_defaults(run=run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
