"""`python -m aiodockerhub.testing`: options, and what it prints.

Use it for programs in any language, and for tests by hand.
"""

import argparse
import asyncio
import contextlib
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aiodockerhub_generated.errors import ArgumentError

if TYPE_CHECKING:
    from aiodockerhub.testing import FakeHub

_NOTHING = "nothing yet; sign up is not part of Docker's API, so an empty Hub stays empty (try --seed demo)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a FakeHub until SIGINT or SIGTERM.

    Args:
        arguments: Arguments of the command line; `None`, the default, for the arguments of the process.

    Returns:
        The exit code: 0, or 1 if the port cannot be used or the extra `testing` is missing.

    Raises:
        SystemExit: The arguments are wrong (exit code 2), or ask for the help (0).
    """
    parser = argparse.ArgumentParser(prog="python -m aiodockerhub.testing", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; by default any that is free")
    parser.add_argument("--seed", choices=("demo", "none"), default="demo", help="what there is at the start")
    parser.add_argument("--rate-limit", type=int, metavar="N", help="requests a minute; the real Hub allows 180")
    options = parser.parse_args(arguments)
    if options.rate_limit is not None and options.rate_limit < 0:
        parser.error(f"--rate-limit: expected a number of at least 0, got {options.rate_limit}")
    try:
        from aiodockerhub.testing import FakeHub
    except ImportError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command
        return 1
    from aiodockerhub.testing.demo import furnish

    fake = FakeHub()
    inventory = furnish(fake) if options.seed == "demo" else _NOTHING
    if options.rate_limit is not None:
        fake.rate_limit(options.rate_limit)
    try:
        asyncio.run(_serve(fake, options.port, inventory))
    except (OSError, ArgumentError) as error:  # OSError: in use or not permitted; ArgumentError: above 65535
        reason = error.strerror if isinstance(error, OSError) else error
        print(f"cannot listen on port {options.port}: {reason}", file=sys.stderr)  # noqa: T201 - a command
        return 1
    return 0


async def _serve(fake: "FakeHub", port: int, inventory: str) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C interrupts there
            loop.add_signal_handler(number, stop.set)
    async with fake.serve(port) as url:
        print(f"FakeHub at {url} (export DOCKERHUB_URL={url})\n{inventory}", flush=True)  # noqa: T201 - a command
        await stop.wait()


if __name__ == "__main__":
    sys.exit(main())
