"""Run the benchmarks and print their figures with the budgets.

`python -m benchmarks [module ...] [--quick] [--check] [--write]`
"""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path

import benchmarks
from benchmarks.budgets import BUDGETS
from benchmarks.report import Result, page, table

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run benchmarks, and print their figures with the budgets.

    Args:
        arguments: Arguments of the command line without the program's name; `None`, the default, means `sys.argv[1:]`.

    Returns:
        Exit status: 1 if `--check` is given and a budget is missed; else 0. If neither modules nor `--quick` are given,
        a budget is also missed if its figure was not measured.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("modules", nargs="*", help="modules of this package; by default all that measure something")
    parser.add_argument("--quick", action="store_true", help="few rounds, under a minute: good for a first look only")
    parser.add_argument("--check", action="store_true", help="fail if a budget is missed")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args(arguments)
    sections: dict[str, list[Result]] = {}
    for name in options.modules or sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__)):
        if name != "__main__" and hasattr(module := importlib.import_module(f"benchmarks.{name}"), "run"):
            print(f"running {name} ...", file=sys.stderr, flush=True)
            sections[(module.__doc__ or name).strip().splitlines()[0]] = module.run(quick=options.quick)
    results = [result for section in sections.values() for result in section]
    print(table(results))
    if options.write:
        PAGE.write_text(page(sections), "utf-8")
    missed = [result.name for result in results if not result.met]
    if not (options.modules or options.quick):
        missed += [f"{name}: was not measured" for name in BUDGETS.keys() - {result.name for result in results}]
    print("\nmissed:\n  " + "\n  ".join(missed) if missed else "\nall budgets kept")
    return int(bool(missed) and options.check)


if __name__ == "__main__":
    sys.exit(main())
