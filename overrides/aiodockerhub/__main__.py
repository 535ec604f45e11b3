"""`python -m aiodockerhub whoami`: tells which credentials a program would use, and proves them if asked."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

from aiodockerhub_generated.types import Call

from aiodockerhub import __version__
from aiodockerhub.auth import jwt
from aiodockerhub.auth.credential_chain import resolve
from aiodockerhub.auth.credentials import Anonymous, BearerToken
from aiodockerhub.auth.login import LogInCredentials
from aiodockerhub.auth.login import log_in as exchange
from aiodockerhub.client import DockerHub
from aiodockerhub.errors import DockerHubError
from aiodockerhub.helpers.clock import SystemClock
from aiodockerhub.helpers.text import one_line

_OWNER = "https://hub.docker.com"  # the claim in which Docker Hub's tokens say whose they are
_LAST = datetime.max.replace(tzinfo=UTC).timestamp() - 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: Arguments after the program's name; by default those of the process.

    Returns:
        Exit status: 0 for success, 1 if the credentials are broken or refused.
    """
    parser = argparse.ArgumentParser(prog="python -m aiodockerhub", description="Docker Hub from Python.")
    parser.add_argument("--version", action="version", version=f"aiodockerhub {__version__}")
    commands = parser.add_subparsers(title="commands", required=True)
    whoami = commands.add_parser("whoami", help="tell which credentials are used and where they were found")
    whoami.add_argument("--login", action="store_true", help="prove them by logging in")
    whoami.add_argument("--base-url", help="where the API is (default: $DOCKERHUB_URL, else https://hub.docker.com)")
    chosen = parser.parse_args(arguments)
    try:
        return asyncio.run(_whoami(chosen.base_url, log_in=chosen.login))
    except (DockerHubError, ValueError, ImportError) as error:  # the last for a SOCKS proxy of the environment
        print(f"error: {error}", file=sys.stderr)
        return 1


async def _whoami(base_url: str | None, *, log_in: bool) -> int:
    resolved = await resolve()
    credentials = await resolved.credentials.current()
    print(f"credentials: {credentials}")
    print(f"found in:    {resolved.source}")
    if not log_in:
        return 0
    if isinstance(credentials, Anonymous):
        print("log-in:      there is nothing to log in with")
        return 1
    print(f"log-in:      {await _prove(credentials, base_url)}")
    return 0


async def _prove(credentials: LogInCredentials | BearerToken, base_url: str | None) -> str:
    if isinstance(credentials, BearerToken):
        return f"none is needed; the token {_describe(credentials.jwt)}"
    async with DockerHub(Anonymous(), base_url=base_url) as hub:

        async def send(call: Call[Any]) -> Any:
            return (await hub.request(call)).parsed

        return f"accepted; the token {_describe(await exchange(send, credentials, SystemClock()))}"


def _describe(token: str) -> str:
    """What a token says of itself, without the token."""
    claims = jwt.claims(token)
    owner: object = claims.get(_OWNER)
    end = jwt.expires(token)
    said = {
        "is of": cast("dict[str, object]", owner).get("username") if isinstance(owner, dict) else None,
        "has the scope": claims.get("scope"),
        "expires at": None if end is None else f"{datetime.fromtimestamp(min(end, _LAST), UTC):%Y-%m-%d %H:%M:%S} UTC",
    }
    return ", ".join(f"{what} {one_line(value)}" for what, value in said.items() if value) or "says nothing of itself"


if __name__ == "__main__":
    sys.exit(main())
