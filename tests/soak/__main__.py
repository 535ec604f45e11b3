"""Make the long run: `python -X dev -W error -m tests.soak [--quick] [--write]`.

With `--write`, the run writes docs/reliability.md.
"""

import argparse
import asyncio
import importlib.util
import logging
import platform
import sys
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from tests.soak import hostile, matrix, storm
from tests.soak.rig import ENGINES, Tally, peak_memory

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"


def _run(work: Coroutine[Any, Any, Tally], *, uvloop: bool = False) -> Tally:
    if uvloop:
        import uvloop as fast

        return fast.run(work)
    return asyncio.run(work)


def main() -> int:
    """Make the long run, and return the exit status: 1 if a promise of the client was broken, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--write", action="store_true", help="write docs/reliability.md")
    options = parser.parse_args()
    tasks, variations = (100, 60) if options.quick else (1000, 500)
    logging.disable()  # of schema mismatches in hostile responses, and of slow steps by asyncio
    rows: dict[str, Tally] = {}
    started = time.monotonic()
    loops = [False, *([True] if importlib.util.find_spec("uvloop") else [])]
    rows["scripted faults x calls x connections"] = _run(matrix.run())
    for name, transport in ENGINES.items():
        for uvloop in loops:
            loop = "uvloop" if uvloop else "asyncio"
            print(f"{name} on {loop} ...", file=sys.stderr, flush=True)
            rows[f"storm, {name}, {loop}"] = _run(storm.run(transport, tasks=tasks, calls=10), uvloop=uvloop)
        rows[f"hostile servers, {name}"] = _run(hostile.run(transport, variations=variations))
    total = Tally()
    for tally in rows.values():
        total.add(tally)
    text = page(rows, total, time.monotonic() - started)
    print(text)
    if options.write:
        PAGE.write_text(text, "utf-8")
    for line in [*total.escaped, *total.leaked]:
        print(line[:300])
    return int(bool(total.escaped or total.leaked or total.writes_sent_twice))


def page(rows: dict[str, Tally], total: Tally, seconds: float) -> str:
    """Write the page docs/reliability.md.

    Args:
        rows: Results of each run, by its title.
        total: Sums of the results.
        seconds: Duration of all runs.
    """
    lines = [
        "# Reliability",
        "",
        "`make soak` writes this page: faults, storms and hostile servers against every engine, over real sockets on",
        "loopback, with `-X dev -W error`. A short cut of it runs in `make test`.",
        "",
        f"- {total.calls:,} calls in {seconds / 60:.0f} minutes on Python {platform.python_version()}",
        f"- {total.survived:,} faults survived, {total.inputs:,} hostile responses tried",
        f"- writes sent twice: {total.writes_sent_twice}",
        f"- tasks, files or places leaked: {len(total.leaked)}",
        f"- exceptions other than `DockerHubError`, or promises broken: {len(total.escaped)}",
        f"- peak memory of client and servers together: {peak_memory():.0f} MiB",
        "",
        "| run | calls | ok | cancelled | errors by type |",
        "|---|---|---|---|---|",
    ]
    for name, tally in rows.items():
        errors = sorted((name, count) for name, count in tally.outcomes.items() if name not in {"ok", "cancelled"})
        listed = ", ".join(f"{name} {count:,}" for name, count in errors)
        lines.append(
            f"| {name} | {tally.calls:,} | {tally.outcomes['ok']:,} | {tally.outcomes['cancelled']:,} | {listed} |"
        )
    lines += [
        "",
        "The matrix puts each scripted fault on a read, an idempotent write, an unsafe write and a download, as the",
        "first request of a connection and as a later one. A storm is a thousand tasks, tokens of 1 to 2 seconds, a",
        "rate limit, a fault in one call of twenty, and three calls of ten cancelled at a random moment; afterwards",
        "all calls must succeed. Hostile servers send responses wrong in one way each, and variations of them.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
