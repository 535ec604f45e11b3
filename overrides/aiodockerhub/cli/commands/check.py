"""`aiodockerhub check`: compares a server with Docker's OpenAPI document."""

from typing import TYPE_CHECKING

import click

from aiodockerhub.cli import output
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.help import Command

if TYPE_CHECKING:
    from aiodockerhub.helpers.clock import Clock


def _run(base_url: str | None, image: str, interval: float) -> int:
    """Compare Docker Hub with its OpenAPI document, without credentials.

    The command calls each public operation that only reads and whose arguments follow from --image, with a pause
    between two operations, and writes the differences as an OpenAPI Overlay. The exit code is 1 if there are
    differences. It is 5 if there are none, but some operations could not be compared because the service cannot be
    reached, fails or limits the rate. (`drift` compares with your credentials.)
    """
    from aiodockerhub.cli import signals

    return signals.run_read(run(base_url, image, interval))


_PARAMETERS: list[click.Parameter] = [
    click.Option(["--base-url"], metavar="URL", help="Address of the service. [env: DOCKERHUB_URL]"),
    click.Option(
        ["--image"], metavar="IMAGE", default="library/nginx:latest", show_default=True, help="Image to read."
    ),
    click.Option(["--interval"], type=float, default=1.0, show_default=True, help="Seconds between two operations."),
]
command: Command = Command(
    "check",
    callback=_run,
    own=_PARAMETERS,
    params=[*_PARAMETERS],
    help=_run.__doc__,
    short_help="Compare Docker Hub with its OpenAPI document, without credentials.",
)


async def run(base_url: str | None, image: str, interval: float, clock: "Clock | None" = None) -> ExitCode:
    """Compare a server with Docker's OpenAPI document, and write the result.

    Args:
        base_url: URL of the API, as for `service_check.check`.
        image: Public image to read, as for `service_check.check`.
        interval: Seconds to wait between two operations.
        clock: Clock for the waits; `None`, the default, for real time.

    Returns:
        `FAILED` if the server differs from the document. `NOT_COMPARED` if nothing differs, but some operation could
        not be compared because of the server, its rate limit or the network. Otherwise `SUCCESS`.

    Raises:
        ArgumentError: `image` does not have the form `namespace/repository:tag`, or `base_url` is invalid.
    """
    from aiodockerhub import service_check
    from aiodockerhub.errors import TransportError

    try:
        result = await service_check.check(base_url, image=image, interval=interval, clock=clock)
    except TransportError as error:
        output.write_text(f"# not compared: {error}")
        return ExitCode.NOT_COMPARED
    output.write_text(str(result))
    if result.differs:
        return ExitCode.FAILED
    return ExitCode.NOT_COMPARED if result.unavailable else ExitCode.SUCCESS
