"""`aiodockerhub mcp`: serves operations by the Model Context Protocol."""

import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click
from aiodockerhub_generated.arguments import shortened

from aiodockerhub.cli import connection
from aiodockerhub.cli.parameter_types import Integer

if TYPE_CHECKING:
    from aiodockerhub.mcp.policy import Policy

_TOKEN_VARIABLE = "AIODOCKERHUB_MCP_TOKEN"  # noqa: S105 - the name of a variable
_MIN_TOKEN_LENGTH = 16  # characters
_DEFAULT_PORT = 8765
_HELP = f"""Serve the operations as tools of the Model Context Protocol, on stdin and stdout.

By default a model can only read, and sees no secrets. With --http the server listens on 127.0.0.1; every request needs
the bearer token of {_TOKEN_VARIABLE}, or the one that is written to stderr at the start.
"""


@click.command("mcp", help=_HELP, short_help="Serve the operations to a model, by the Model Context Protocol.")
@click.option("--allow-writes", is_flag=True, help="Offer operations that add, change or destroy something, too.")
@click.option("--allow-secrets", is_flag=True, help="Offer operations that take or create secrets, and show secrets.")
@click.option(
    "--tools", multiple=True, metavar="PATTERN", help="Offer only these operations, such as 'repositories.*'."
)
@click.option(
    "--max-characters", type=Integer(min=500), metavar="N", help="Maximum length of a result. [default: 20000]"
)
@click.option("--http", "over_http", is_flag=True, help="Serve streamable HTTP on 127.0.0.1.")
@click.option("--port", type=Integer(0, 65535), metavar="PORT", help=f"Port of --http. [default: {_DEFAULT_PORT}]")
@connection.add_options
def command(over_http: bool, port: int | None, **values: Any) -> None:  # noqa: FBT001 - click passes options
    """Check the options, and serve until a signal arrives or stdin ends."""
    if find_spec("mcp") is None:
        raise click.UsageError("the MCP server needs an extra: pip install 'aiodockerhub[mcp]'")
    import asyncio

    from aiodockerhub.mcp.policy import Policy, find_unmatched, refusal_of_pattern

    if port is not None and not over_http:
        raise click.UsageError("--port is for --http: add it, or leave the port out to serve on stdin and stdout")
    wrong = find_unmatched(values["tools"])
    if wrong:
        raise click.BadParameter(f"--tools: no operation is called {shortened(wrong[0])}; try 'repositories.*'")
    token = os.environ.get(_TOKEN_VARIABLE)
    if over_http and token and len(token) < _MIN_TOKEN_LENGTH:
        raise click.UsageError(
            f"{_TOKEN_VARIABLE} has {len(token)} characters, and at least {_MIN_TOKEN_LENGTH} are expected: whoever "
            "guesses it uses the server; leave it unset for a token that is made at the start"
        )
    limit = {} if values["max_characters"] is None else {"max_characters": values["max_characters"]}
    policy = Policy(
        allow_writes=values["allow_writes"],
        allow_secrets=values["allow_secrets"],
        tools=values["tools"] or ("*",),
        **limit,
    )
    refusal = refusal_of_pattern(policy)
    if refusal is not None:
        raise click.UsageError(f"--tools: {refusal}")
    asyncio.run(_serve(policy, (_DEFAULT_PORT if port is None else port) if over_http else None, values))


async def _serve(policy: "Policy", port: int | None, values: dict[str, Any]) -> None:
    """Serve over HTTP at a port; if `port` is `None`, on stdin and stdout."""
    async with connection.client(values) as hub:
        if port is None:
            from aiodockerhub.mcp.server import serve_stdio

            if sys.stdin.isatty():
                click.echo("MCP server on stdin and stdout, for a host that starts it; Ctrl-C ends it", err=True)
            await serve_stdio(hub, policy)
            return
        from aiodockerhub.mcp.http import new_token, serve_http

        token = os.environ.get(_TOKEN_VARIABLE)
        shown = "" if token else f"\ntoken: {(token := new_token())}"

        def ready(url: str) -> None:
            click.echo(f"MCP server at {url}{shown}", err=True)

        await serve_http(hub, policy, token=token or "", port=port, ready=ready)
