"""Connection options of all commands, and the client made from them."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from aiodockerhub.cli.parameter_types import Integer, Number

if TYPE_CHECKING:
    from aiodockerhub.auth.file_token_store import FileTokenStore
    from aiodockerhub.client import DockerHub
    from aiodockerhub.http.hooks import Hooks

F = TypeVar("F", bound=Callable[..., Any])
NAMES = ("profile", "base_url", "timeout", "retries", "token_store", "verbose")
"""Names under which a command gets the values of the options that `options` makes."""


def options() -> list[click.Option]:
    """Make the options of a connection, whose values `client` takes."""
    return [
        click.Option(
            ["--profile"],
            metavar="NAME",
            help="Take credentials from DOCKERHUB_<NAME>_USERNAME, _TOKEN, … [env: DOCKERHUB_PROFILE]",
        ),
        click.Option(["--base-url"], metavar="URL", help="Base URL of the API. [env: DOCKERHUB_URL]"),
        click.Option(
            ["--timeout"],
            type=Number(min=0, min_open=True),
            metavar="SECONDS",
            help="Maximum wait for a connection and for each part of a response. [default: 30]",
        ),
        click.Option(
            ["--retries"],
            type=Integer(min=0),
            metavar="N",
            help="Maximum number of retries of a failed request. [default: 3]",
        ),
        click.Option(
            ["--token-store"],
            type=click.Path(file_okay=False),  # so that shells complete it
            metavar="FOLDER",
            envvar="DOCKERHUB_TOKEN_STORE",
            help="Share the log-in with other processes, in files that you alone can read, in this folder. "
            "[env: DOCKERHUB_TOKEN_STORE]",
        ),
        click.Option(["-v", "--verbose"], is_flag=True, help="Show requests and responses on stderr, without secrets."),
    ]


def add_options(command: F) -> F:
    """Add the options of a connection to a command function, as a decorator.

    Args:
        command: Function of a command, which gets the values as keyword arguments with the names in `NAMES`.

    Returns:
        The same function.
    """
    parameters: list[click.Parameter] = getattr(command, "__click_params__", [])
    command.__click_params__ = [*reversed(options()), *parameters]  # type: ignore[attr-defined]  # the attribute that click.option sets
    return command


def client(values: dict[str, Any], *, scim: bool = False, hooks: "Hooks | None" = None) -> "DockerHub":
    """Make the client for the options of a command.

    Args:
        values: Values of a command, including the values of the options in `NAMES`.
        scim: Whether the command requires the bearer token for SCIM; `False` by default.
        hooks: Hooks of the command; `None`, the default, if it has none.

    Returns:
        The client, not yet opened.

    Raises:
        CredentialSourceError: The name of the profile is invalid, or its variables are missing, invalid or in conflict.
        NoCredentialsError: The bearer token for SCIM is required and missing.
        ValueError: The value of an option is invalid.
        click.UsageError: The folder of `--token-store` cannot be used, or other users may write to it.
    """
    from aiodockerhub.auth import profiles
    from aiodockerhub.cli import verbose
    from aiodockerhub.client import DockerHub
    from aiodockerhub.http.hooks import combine_hooks

    profile = profiles.load(values.get("profile"))
    if scim and profile.scim_token is None:
        raise_no_scim_token(values.get("profile"))
    changes = limits(values)
    store = token_store(values)
    if store is not None:
        changes["token_store"] = store
    changes |= combine_hooks(verbose.hooks(verbose=bool(values.get("verbose"))), hooks or {})
    return DockerHub(
        profile.credentials,
        scim_token=profile.scim_token,
        base_url=base_url(values),
        application="aiodockerhub-cli",
        **changes,
    )


def limits(values: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of a client that limit times and retries.

    Args:
        values: Values of a command, including the values of the options in `NAMES`.

    Returns:
        The arguments by name; without the options that are not given.
    """
    given = {"timeout": values.get("timeout"), "max_retries": values.get("retries")}
    return {name: value for name, value in given.items() if value is not None}


def base_url(values: dict[str, Any]) -> str:
    """Return the base URL for the options of a command.

    The first URL that is set is used, in this order: `--base-url`, the profile's variable for the URL, `DOCKERHUB_URL`,
    the URL of Docker Hub.

    Args:
        values: Values of a command, including the values of the options in `NAMES`.

    Returns:
        The URL without a slash at its end.

    Raises:
        ArgumentError: The URL is invalid, or not safe for credentials; the message says where the URL is from.
        CredentialSourceError: The profile is invalid, as for `client`.
    """
    from aiodockerhub.auth import profiles
    from aiodockerhub.errors import ArgumentError
    from aiodockerhub.http.base_url import default_url, secure_url

    profile = profiles.load(values.get("profile"))
    sources = {"--base-url": values.get("base_url"), f"the URL of the profile {profile.name}": profile.base_url}
    source, url = next(((source, url) for source, url in sources.items() if url), ("DOCKERHUB_URL", default_url()))
    try:
        return secure_url(url)
    except ArgumentError as error:
        raise ArgumentError(f"{source} {str(error).removeprefix('base_url ')}") from None


def token_store(values: dict[str, Any]) -> "FileTokenStore | None":
    """Make the token store for the options of a command, and its folder.

    Args:
        values: Values of a command, including the values of the options in `NAMES`.

    Returns:
        The store; `None` if `--token-store` is empty, or neither given nor set by DOCKERHUB_TOKEN_STORE.

    Raises:
        click.UsageError: The folder of the store cannot be used, or other users may write to it.
    """
    from aiodockerhub.auth.file_token_store import FileTokenStore

    folder = values.get("token_store")
    if not folder:
        return None
    try:
        path = Path(folder).expanduser()
    except RuntimeError:
        message = f"--token-store: {folder} begins with an unknown home directory; write the path in full"
        raise click.UsageError(message) from None
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = path.stat()
    except OSError as error:
        raise click.UsageError(f"--token-store: {folder} cannot be used: {error.strerror}") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise click.UsageError(f"--token-store: you may not write to {folder}")
    if status.st_mode & 0o022:
        raise click.UsageError(f"--token-store: others may write to {folder}: chmod 700 {folder}")
    return FileTokenStore(path)


def raise_no_scim_token(profile: str | None) -> NoReturn:
    """Raise the error of a missing bearer token for SCIM.

    Args:
        profile: Name of the profile; `None` if the command has no profile.

    Raises:
        NoCredentialsError: Always; the message names the variable to set.
    """
    from aiodockerhub.errors import NoCredentialsError

    variable = "DOCKERHUB_SCIM_TOKEN" if not profile else f"DOCKERHUB_{profile.upper().replace('-', '_')}_SCIM_TOKEN"
    raise NoCredentialsError(f"SCIM requires a separate bearer token: set {variable}")
