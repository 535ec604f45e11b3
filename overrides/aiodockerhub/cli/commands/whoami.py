"""`aiodockerhub whoami`: shows the credentials in use, and tests them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import click

from aiodockerhub.cli import connection
from aiodockerhub.cli.failures import ExitCode, exit_code, report
from aiodockerhub.helpers.text import one_line

if TYPE_CHECKING:
    from aiodockerhub_generated.types import Call

    from aiodockerhub.auth.credentials import BearerToken
    from aiodockerhub.auth.login import LogInCredentials
    from aiodockerhub.auth.token_store import TokenStore

_OWNER_CLAIM = "https://hub.docker.com"
_MAX_TIMESTAMP = datetime.max.replace(tzinfo=UTC).timestamp() - 1


@click.command("whoami")
@click.option("--login", "log_in", is_flag=True, help="Prove the credentials by a log-in.")
@click.option("--profile", metavar="NAME", help="Look at the credentials of a profile. [env: DOCKERHUB_PROFILE]")
@click.option("--base-url", metavar="URL", help="Base URL of the API. [env: DOCKERHUB_URL]")
def command(log_in: bool, profile: str | None, base_url: str | None) -> int:  # noqa: FBT001 - click passes options
    """Show the credentials in use and where they were found.

    The command looks in the variables of a profile, or where a client without credentials looks: in variables such as
    DOCKERHUB_USERNAME and DOCKERHUB_TOKEN, and in the credentials that `docker login` stores.

    The exit code is 3 if what is found is invalid: a user name without a secret, a configuration that cannot be read,
    or a credential helper that fails. With --login, it is also 3 if there are no credentials or Docker Hub refuses
    them.
    """
    from aiodockerhub.cli import signals
    from aiodockerhub.errors import DockerHubError

    try:
        return signals.run_read(_whoami(profile, base_url, log_in=log_in))
    except (DockerHubError, ValueError, ImportError) as error:  # ImportError: a SOCKS proxy needs socksio
        report(error, verbose=False)
        return exit_code(error)


async def _whoami(profile: str | None, base_url: str | None, *, log_in: bool) -> int:
    """Write the credentials and where they are from; if `log_in`, prove them."""
    from aiodockerhub.auth import profiles
    from aiodockerhub.auth.credential_chain import resolve_credentials
    from aiodockerhub.auth.credentials import Anonymous

    chosen, url = profiles.load(profile), connection.base_url({"profile": profile, "base_url": base_url})
    resolved = await resolve_credentials(chosen.credentials)
    credentials = await resolved.credentials.current()
    click.echo(f"credentials: {one_line(str(credentials))}")
    click.echo(f"found in:    {resolved.source if chosen.credentials is None else f'the profile {chosen.name}'}")
    if not log_in:
        return ExitCode.SUCCESS
    if isinstance(credentials, Anonymous):
        click.echo("log-in:      there is nothing to log in with")
        return ExitCode.REFUSED
    click.echo(f"log-in:      {await prove(credentials, url)}")
    return ExitCode.SUCCESS


async def prove(
    credentials: "LogInCredentials | BearerToken", base_url: str, store: "TokenStore | None" = None, **options: Any
) -> str:
    """Log in, and describe the bearer token.

    Args:
        credentials: Credentials to test. A `BearerToken` needs no log-in: it is described, not tested and not saved.
        base_url: URL of the API.
        store: Store to save the bearer token in; `None`, the default, to save it nowhere.
        **options: Further options of the client.

    Returns:
        One line that says whether a log-in was needed, and has the claims of the bearer token, but not the token, such
        as `accepted; the token is of jane, expires at ...`.

    Raises:
        AuthenticationError: Docker Hub refuses the credentials, or its response has no bearer token.
        StatusError: The response to the log-in has a redirect status (3xx) or a temporary error status: 408, 425, 429
            or 5xx.
        DecodeError: The response to the log-in is a success, but not as the document states.
        OSError: The store cannot be written.
        TransportError: Docker Hub cannot be reached.
    """
    from aiodockerhub.auth.credentials import Anonymous, BearerToken
    from aiodockerhub.auth.login import log_in
    from aiodockerhub.auth.sent_codes import SentCodes
    from aiodockerhub.auth.store_key import store_key
    from aiodockerhub.auth.stored_token import StoredToken
    from aiodockerhub.client import DockerHub
    from aiodockerhub.helpers.clock import SystemClock

    if isinstance(credentials, BearerToken):
        return f"none is needed; the token {_describe(credentials.jwt)}"
    clock = SystemClock()
    async with DockerHub(Anonymous(), base_url=base_url, **options) as hub:

        async def send(call: "Call[Any]") -> Any:
            session = hub._session  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - only a log-in sends such requests
            return await session.send_log_in_request(call)

        token = await log_in(send, credentials, clock, SentCodes())
    if store is not None:
        stored, key = StoredToken.from_log_in(token, clock.time()), await store_key(base_url, credentials)
        # Without the lock of the store: its holder may never release it, and both tokens are valid.
        await store.save(key, stored.dump(), stored.lifetime)
    return f"accepted; the token {_describe(token)}"


def _describe(token: str) -> str:
    """Describe the claims of a bearer token, to follow the words "the token"."""
    from aiodockerhub.auth import jwt

    claims = jwt.claims(token)
    owner: object = claims.get(_OWNER_CLAIM)
    end = jwt.expires(token)
    facts = {
        "is of": cast("dict[str, object]", owner).get("username") if isinstance(owner, dict) else None,
        "has the scope": claims.get("scope"),
        "expires at": None if end is None else _date(end),
    }
    return ", ".join(f"{name} {one_line(value)}" for name, value in facts.items() if value) or "has no known claims"


def _date(seconds: float) -> str:
    """Write seconds since the epoch as a date and time in UTC.

    Seconds before 1970 or after the year 9999 become the nearest time within these years.
    """
    return f"{datetime.fromtimestamp(max(0, min(seconds, _MAX_TIMESTAMP)), UTC):%Y-%m-%d %H:%M:%S} UTC"
