"""`aiodockerhub drift`: compares responses with Docker's OpenAPI document."""

from typing import Any

import click

from aiodockerhub.cli import connection, output
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.help import Command
from aiodockerhub.cli.parameters import Argument


def _run(image: str, **values: Any) -> int:
    """Compare responses of Docker Hub with its OpenAPI document.

    The command calls the operations that only read, if they return JSON or whether something exists, and if their
    arguments follow from IMAGE and --org. It calls the operations of SCIM only if the profile has a SCIM token. It
    requests one page of each list, and stops at the rate limit. It writes the differences as an OpenAPI Overlay. On
    stderr, it says which operations it could not read, and why. The exit code is 1 if there are differences, or if no
    operation could be read.
    """
    from aiodockerhub.cli import signals

    return signals.run_read(_report(image, values))


_PARAMETERS: list[click.Parameter] = [
    Argument(["image"], default="library/nginx", text="Repository and tag to look at. [default: library/nginx]"),
    click.Option(["--org"], metavar="NAME", help="Organization to look at, too; needs its owner's credentials."),
]
command: Command = Command(
    "drift",
    callback=_run,
    own=_PARAMETERS,
    params=[*_PARAMETERS, *connection.options()],
    help=_run.__doc__,
    short_help="Compare responses of Docker Hub with its OpenAPI document.",
)


async def _report(image: str, values: dict[str, Any]) -> int:
    """Call the operations, and write what differs and what was not read."""
    from aiodockerhub import service_check
    from aiodockerhub.auth import profiles
    from aiodockerhub.image_reference import ImageReference

    reference = ImageReference.parse(image)
    arguments = service_check.argument_values(f"{'/'.join(reference.parts)}:{reference.tag or 'latest'}", values["org"])
    if values["org"]:
        arguments["account"] = values["org"]
    else:
        del arguments["org_name"]
    scim = profiles.load(values["profile"]).scim_token is not None
    async with connection.client(values) as hub:
        result = await service_check.tour(
            hub, service_check.callable_operations(arguments, public=False, scim=scim), arguments
        )
    unread = [*result.failures, *result.unavailable, *(f"{name}: 404" for name in result.absent)]
    for line in unread:
        click.echo(f"not read: {line}", err=True)
    click.echo(
        f"{len(result.read)} operations read, {len(unread)} not read, {result.differences} differences", err=True
    )
    if result.overlay:
        output.write_text(result.overlay)
    return ExitCode.FAILED if result.overlay or not result.read else ExitCode.SUCCESS
