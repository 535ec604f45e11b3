"""`aiodockerhub login`: checks that Docker Hub accepts the credentials."""

from typing import Any

import click

from aiodockerhub.cli import connection
from aiodockerhub.cli.failures import ExitCode


@click.command("login")
@connection.connected
def command(**values: Any) -> int:
    """Check that Docker Hub accepts the credentials.

    Set DOCKERHUB_USERNAME with DOCKERHUB_TOKEN (or DOCKERHUB_PASSWORD) in the environment, or those of a profile.
    It stores nothing: `docker login` does, and what it stores is found here. The exit code is 3 if there are no
    credentials, or if they are refused.
    """
    import asyncio

    return asyncio.run(_check(values))


async def _check(values: dict[str, Any]) -> int:
    from aiodockerhub.auth import profiles
    from aiodockerhub.auth.credential_chain import resolve
    from aiodockerhub.auth.credentials import Anonymous
    from aiodockerhub.cli.commands.whoami import prove
    from aiodockerhub.errors import NoCredentialsError

    profile = profiles.load(values["profile"])
    resolved = await resolve(profile.credentials)
    credentials = await resolved.credentials.current()
    if isinstance(credentials, Anonymous):
        raise NoCredentialsError(
            "there is nothing to log in with: set DOCKERHUB_USERNAME and DOCKERHUB_TOKEN, or run `docker login`; "
            f"credentials were found {resolved.source}"
        )
    proof = await prove(credentials, connection.base_url(values), **connection.limits(values))
    click.echo(f"{credentials}: {proof}")
    return ExitCode.SUCCESS
