"""The credential chain: the order of arguments, variables and files.

A source is one member of the chain: an argument, one or two variables, or a file. This module decides the order of the
sources and reads the environment variables. `docker_config` reads docker's `config.json`, and `credential_helper` runs
the programs that `config.json` names.
"""

import inspect
import os
from collections.abc import Container
from typing import cast

from aiodockerhub_generated._masking import hidden, kind_of
from attrs import frozen

from aiodockerhub.auth.credential_arguments import hide_if_token
from aiodockerhub.auth.credentials import (
    AccessToken,
    Anonymous,
    Credentials,
    KnownCredentials,
    Password,
    check_known,
    from_pair,
)
from aiodockerhub.auth.docker_config import DockerConfig
from aiodockerhub.errors import ArgumentError, ArgumentTypeError, CredentialSourceError

# Variables of the user name and of the secret, as other programs for Docker Hub name them. The first secret that is set
# is used.
_VARIABLE_PAIRS = (
    ("DOCKERHUB_USERNAME", ("DOCKERHUB_TOKEN", "DOCKERHUB_PASSWORD")),
    ("DOCKER_USERNAME", ("DOCKER_PASSWORD",)),
    ("DOCKER_HUB_USERNAME", ("DOCKER_HUB_PASSWORD",)),
)
_REMEDY = "set both or unset both (in a program, credentials=Anonymous() skips the search)"


@frozen
class Resolved:
    """The credentials of a client and the name of their source.

    Attributes:
        credentials: Credentials to log in with, or a provider, such as one that reads docker's configuration again at
            each log-in.
        source: Description of the source for error messages, such as the path of docker's `config.json`; the word
            "nowhere" and the reason if no source has credentials.
    """

    credentials: Credentials
    source: str


class _AnonymousUntilLogin:
    """A provider that is anonymous until docker's configuration has an entry.

    After that, a missing entry is an error: an anonymous client would receive fewer repositories from the middle of a
    list on.

    Args:
        config: Configuration without credentials.
    """

    def __init__(self, config: DockerConfig) -> None:
        self._config = config
        self._had_credentials = False

    def __repr__(self) -> str:
        return repr(self._config)

    async def current(self, rejected: Container[str] = ()) -> KnownCredentials:
        """Return the stored credentials, or `Anonymous` if there were never any.

        Args:
            rejected: Bearer tokens that Docker Hub has refused, as in `DockerConfig.current`; by default none.

        Raises:
            NoCredentialsError: The configuration no longer has the credentials that it had before.
            CredentialSourceError: The configuration is invalid or cannot be read, or a credential helper fails.
            UsageError: The process can start no thread to read the file.
        """
        if self._had_credentials:
            return await self._config.current(rejected)
        stored = await self._config.find(rejected)
        self._had_credentials = stored is not None
        return Anonymous() if stored is None else stored.credentials


async def resolve_credentials(explicit: Credentials | None = None) -> Resolved:
    """Find the credentials of a client.

    The credential chain has these sources. The first source that has credentials is used:

    1. `explicit`
    2. `DOCKERHUB_USERNAME` with `DOCKERHUB_TOKEN`, or else with `DOCKERHUB_PASSWORD`
    3. `DOCKER_USERNAME` with `DOCKER_PASSWORD`
    4. `DOCKER_HUB_USERNAME` with `DOCKER_HUB_PASSWORD`
    5. `DOCKER_AUTH_CONFIG`
    6. docker's `config.json` with its credential helpers

    A user name is never combined with the secret of another source. An empty variable is treated as unset. If a source
    has two variables for the secret, the variable that is named first is used.

    Args:
        explicit: Credentials that the program passed to the client; `None`, the default, to search the other sources.

    Returns:
        The credentials with their source. For the sources 5 and 6, the credentials are a provider that reads the
        configuration again at each log-in. If no source has credentials, the provider reads docker's `config.json` in
        the same way, and is anonymous until that file has credentials.

    Raises:
        CredentialSourceError: A source has only a user name or only a secret, one of them is invalid, or the source
            cannot be read. Later sources are not searched then.
        UsageError: The process can start no thread to read a file.
    """
    if explicit is not None:
        return Resolved(explicit, "the program")
    for name, secrets in _VARIABLE_PAIRS:
        if resolved := _credentials_from_variables(name, secrets):
            return resolved
    if content := hidden(os.environ.get("DOCKER_AUTH_CONFIG")):
        config = DockerConfig(content=content)
        if stored := await config.find():
            return Resolved(config, stored.source)
    config = DockerConfig()
    if stored := await config.find():
        return Resolved(config, stored.source)
    return Resolved(
        _AnonymousUntilLogin(config), f"nowhere: no variables are set, and {config.file} has no entry for Docker Hub"
    )


async def ask_provider(provider: Credentials, rejected: Container[str]) -> KnownCredentials:
    """Return the current credentials of a provider.

    Args:
        provider: Credentials or provider of a client.
        rejected: Bearer tokens that Docker Hub has refused. Docker Desktop may have stored such a token beside an
            access token that Docker Hub accepts.

    Raises:
        ArgumentTypeError: `current` is not an async function, or returns no credentials of this package.
        Exception: The provider raised this exception.
    """
    if isinstance(provider, DockerConfig | _AnonymousUntilLogin):
        return await provider.current(rejected)
    current = cast("object", provider.current())
    if not inspect.isawaitable(current):
        del current  # it may be a secret, and the frame of the error would show it
        raise ArgumentTypeError(
            f"{kind_of(provider)}.current must be an async function, not a plain function", argument="credentials"
        )
    return check_known(await current, provider)


def _credentials_from_variables(name: str, secrets: tuple[str, ...]) -> Resolved | None:
    user = hide_if_token(os.environ.get(name))
    variable = next((secret for secret in secrets if os.environ.get(secret)), None)
    if not user and variable is None:
        return None
    if not user:
        raise CredentialSourceError(f"{variable} is set but {name} is not: {_REMEDY}")
    if variable is None:
        missing = f"neither {' nor '.join(secrets)} is" if len(secrets) > 1 else f"{''.join(secrets)} is not"
        raise CredentialSourceError(f"{name} is set but {missing}: {_REMEDY}")
    return Resolved(from_variables(name, variable), f"the environment variables {name} and {variable}")


def from_variables(name: str, secret: str) -> KnownCredentials:
    """Make credentials from two environment variables, which are set.

    Args:
        name: Variable of the user name.
        secret: Variable of the secret. The secret of a variable that ends in `_TOKEN` is an access token.

    Raises:
        CredentialSourceError: The user name or the secret is invalid; the message names its variable.
    """
    try:
        credentials = from_pair(os.environ[name], hidden(os.environ[secret]))
        if secret.endswith("_TOKEN") and isinstance(credentials, Password):
            # The oldest access tokens have no prefix, so `from_pair` takes them for passwords.
            return AccessToken(credentials.user, credentials.secret)
    except ArgumentError as error:
        raise CredentialSourceError(f"{name if error.argument == 'user' else secret}: {error}") from None
    return credentials


def explain_absence(credentials: Credentials | None, resolved: Resolved | None) -> str:
    """Say why a session is anonymous, and how to give it credentials.

    Args:
        credentials: Credentials that the client was given; `None` if the client searched the credential chain.
        resolved: Result of the search; `None` if there was none.

    Returns:
        The end of an error message.
    """
    if isinstance(credentials, Anonymous):
        return (
            "and this client was made with Anonymous(): pass AccessToken(user, pat) or the like to DockerHub, "
            "or omit credentials to search the credential chain"
        )
    source = resolved.source if resolved else "nowhere"
    return (
        f"and there are none ({source}): set DOCKERHUB_USERNAME and DOCKERHUB_TOKEN, run `docker login`, "
        "or in a program pass credentials to DockerHub"
    )
