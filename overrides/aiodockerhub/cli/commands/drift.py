"""`aiodockerhub drift`: reads all it can, and reports schema mismatches."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click
from aiodockerhub_generated.catalog import OperationEntry, load

from aiodockerhub.cli import connection, output
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.help import Command
from aiodockerhub.cli.parameters import Argument

if TYPE_CHECKING:
    from aiodockerhub.client import DockerHub


def _run(image: str, **values: Any) -> int:
    """Compare responses of Docker Hub with its document.

    It calls every operation that only reads and whose arguments follow from IMAGE and --org, asks for one page of each
    list, and writes the differences as an OpenAPI Overlay. The exit code is 1 if there are any.
    """
    import asyncio

    return asyncio.run(_report(image, values))


_OWN: list[click.Parameter] = [
    Argument(["image"], default="library/nginx", text="Repository and tag to look at. [default: library/nginx]"),
    click.Option(["--org"], metavar="NAME", help="Organization to look at, too; needs its owner's credentials."),
]
command: Command = Command(
    "drift",
    callback=_run,
    own=_OWN,
    params=[*_OWN, *connection.options()],
    help=_run.__doc__,
    short_help="Compare responses of Docker Hub with its document.",
)


def readable(arguments: Mapping[str, str], *, scim: bool) -> Iterator[OperationEntry]:
    """List the operations that can be called to look at their responses.

    Args:
        arguments: Values of arguments by their names.
        scim: Whether there is a token for SCIM.

    Yields:
        Operations that read JSON and need no argument but those, and no secret.
    """
    for resource in load().values():
        for entry in resource["operations"].values():
            needed = {argument["name"] for argument in entry["arguments"] if argument["required"]}
            reads = entry["effect"] == "reads" and entry["response"] == "json" and entry["http_method"] == "GET"
            if reads and needed <= arguments.keys() and (scim or entry["resource"] != "scim"):
                yield entry


async def _report(image: str, values: dict[str, Any]) -> int:
    from aiodockerhub.auth import profiles
    from aiodockerhub.errors import AuthenticationError, DecodeError, StatusError
    from aiodockerhub.images import ImageReference

    reference = ImageReference.parse(image)
    namespace, repository = reference.parts
    arguments = {
        "namespace": namespace,
        "repository": repository,
        "tag": reference.tag or "latest",
        "query": repository,
    }
    if values["org"]:
        arguments |= {"org_name": values["org"], "account": values["org"]}
    scim = profiles.load(values["profile"]).scim_token is not None
    refused: list[str] = []
    count = 0
    async with connection.client(values) as hub:
        for entry in readable(arguments, scim=scim):
            try:
                await _read(hub, entry, arguments)
            except (AuthenticationError, StatusError, DecodeError) as error:
                refused.append(f"{entry['id']}: {error}")
            else:
                count += 1
        report, differences = hub.drift.report(), len(hub.drift)
    for line in refused:
        click.echo(f"not read: {line}", err=True)
    click.echo(f"{count} operations read, {len(refused)} refused, {differences} differences", err=True)
    if differences:
        output.text(report)
    return ExitCode.FAILED if differences or not count else ExitCode.SUCCESS


async def _read(hub: "DockerHub", entry: OperationEntry, known_arguments: Mapping[str, str]) -> None:
    arguments = {
        argument["name"]: known_arguments[argument["name"]] for argument in entry["arguments"] if argument["required"]
    }
    await getattr(getattr(hub, entry["resource"]), entry["method_name"])(**arguments)
