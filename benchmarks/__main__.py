"""Run all benchmarks, or those named, and print one table: `python -m benchmarks [module ...]`."""

import importlib
import pkgutil
import sys

import benchmarks
from benchmarks.report import Result, table


def main(names: list[str]) -> int:
    """Run benchmarks.

    Args:
        names: Modules of this package; none for all that have a `run`.

    Returns:
        Exit status: 1 if a budget is missed.
    """
    results: list[Result] = []
    for name in names or sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__)):
        if name != "__main__" and hasattr(module := importlib.import_module(f"benchmarks.{name}"), "run"):
            print(f"running {name} ...", file=sys.stderr, flush=True)
            results += module.run()
    print(table(results))
    missed = [result.name for result in results if not result.met]
    print(f"\nmissed: {', '.join(missed)}" if missed else "\nall budgets kept")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
