"""`aiodockerhub check`: compares a server with Docker's OpenAPI document."""

import click

from aiodockerhub.cli.help import Command


def _run(base_url: str | None, image: str, interval: float) -> int:
    """Compare Docker Hub with its OpenAPI document, without credentials.

    The command calls every public operation that only reads, with a pause after each request, and writes the
    differences as an OpenAPI Overlay. The exit code is 1 if there are differences. It is 5 if there are none, but some
    operations could not be compared because the service cannot be reached, fails or limits the rate. (`drift` compares
    with your credentials.)
    """
    import asyncio

    from aiodockerhub import service_check
    from aiodockerhub.cli import output

    return asyncio.run(service_check.run(base_url, image=image, interval=interval, write=output.write_text))


_PARAMETERS: list[click.Parameter] = [
    click.Option(["--base-url"], metavar="URL", help="Address of the service. [env: DOCKERHUB_URL]"),
    click.Option(
        ["--image"], metavar="IMAGE", default="library/nginx:latest", show_default=True, help="Image to read."
    ),
    click.Option(["--interval"], type=float, default=1.0, show_default=True, help="Seconds between two requests."),
]
command: Command = Command(
    "check",
    callback=_run,
    own=_PARAMETERS,
    params=[*_PARAMETERS],
    help=_run.__doc__,
    short_help="Compare Docker Hub with its OpenAPI document, without credentials.",
)
