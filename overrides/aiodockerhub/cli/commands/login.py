"""`aiodockerhub login`: checks that Docker Hub accepts the credentials."""

import sys
from typing import Any

import click

from aiodockerhub.cli import connection
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.parameter_types import Secret


@click.command("login")
@click.option("--code", type=Secret(), help="One-time code, for an account with two factors. [asked for on a terminal]")
@connection.add_options
def command(code: str | None, **values: Any) -> int:
    """Check that Docker Hub accepts the credentials.

    Set DOCKERHUB_USERNAME and DOCKERHUB_TOKEN (or DOCKERHUB_PASSWORD) in the environment, or the variables of a
    profile, or run `docker login`, whose credentials are also used. An account with two factors needs a one-time code.

    With --token-store, the bearer token is kept for other commands with the same option and the same credentials, until
    it expires. Otherwise nothing is stored. The exit code is 3 if there are no credentials, or if they are invalid or
    refused by Docker Hub.
    """
    from aiodockerhub.cli import signals
    from aiodockerhub.errors import TwoFactorRequiredError

    try:
        return signals.run_read(_check_credentials(values, code))
    except TwoFactorRequiredError as error:
        if not sys.stdin.isatty():
            error.add_note("On a terminal `aiodockerhub login` asks for the code; --code - reads it from stdin.")
            raise
    # The prompt is not in a coroutine, because a running event loop would delay Ctrl-C.
    return signals.run_read(_check_credentials(values, click.prompt("one-time code", err=True)))


async def _check_credentials(values: dict[str, Any], code: str | None) -> int:
    """Log in with the credentials of a command, and save the bearer token.

    Args:
        values: Values of the command; without `--token-store`, nothing is saved.
        code: One-time code for a password; `None` to log in without.

    Raises:
        NoCredentialsError: There are no credentials.
        TwoFactorRequiredError: A code is required, and `code` is `None`.
        DockerHubError: See `prove`.
    """
    from aiodockerhub.auth import profiles
    from aiodockerhub.auth.credential_chain import resolve_credentials
    from aiodockerhub.auth.credentials import Anonymous, BearerToken, Password, TwoFactor
    from aiodockerhub.cli.commands.whoami import prove
    from aiodockerhub.errors import NoCredentialsError

    profile = profiles.load(values["profile"])
    resolved = await resolve_credentials(profile.credentials)
    credentials = await resolved.credentials.current()
    if isinstance(credentials, Anonymous):
        raise NoCredentialsError(
            "there is nothing to log in with: set DOCKERHUB_USERNAME and DOCKERHUB_TOKEN, or run `docker login`; "
            f"credentials were found {resolved.source}"
        )
    if code is not None and isinstance(credentials, Password):

        async def given() -> str:
            return code

        credentials = TwoFactor(credentials.user, credentials.secret, given)
    store = connection.token_store(values)
    proof = await prove(credentials, connection.base_url(values), store, **connection.limits(values))
    kept = "" if store is None else f"; kept in {values['token_store']}"
    if isinstance(credentials, BearerToken):
        kept = ""  # nothing was logged in to
    click.echo(f"{credentials}: {proof}{kept}")
    return ExitCode.SUCCESS
