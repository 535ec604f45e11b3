"""The credential chain: where the credentials of a client come from."""

import os

from aiodockerhub_generated._redaction import hidden
from attrs import frozen

from aiodockerhub.auth.credentials import AccessToken, Anonymous, Credentials, Password, from_pair, swapped
from aiodockerhub.auth.docker_config import DockerConfig
from aiodockerhub.errors import CredentialSourceError

# Names in use among programs for Docker Hub; of two secrets under one name, the token wins.
_PAIRS = (
    ("DOCKERHUB_USERNAME", ("DOCKERHUB_TOKEN", "DOCKERHUB_PASSWORD")),
    ("DOCKER_USERNAME", ("DOCKER_PASSWORD",)),
    ("DOCKER_HUB_USERNAME", ("DOCKER_HUB_PASSWORD",)),
)
_WAYS_OUT = "set both or unset both (in a program, credentials=Anonymous() looks nowhere)"


@frozen
class Resolved:
    """Credentials, and where they were found.

    Attributes:
        credentials: The credentials; of docker's configuration a provider that reads it anew at each log-in.
        source: The link of the chain that has them, for people.
    """

    credentials: Credentials
    source: str


async def resolve(explicit: Credentials | None = None) -> Resolved:
    """Find the credentials of a client.

    The first link with credentials wins: argument, environment, docker's configuration. A user name is never combined
    with the secret of another link.

    The order: `explicit`; `DOCKERHUB_USERNAME` with `DOCKERHUB_TOKEN` or `DOCKERHUB_PASSWORD`; `DOCKER_USERNAME` with
    `DOCKER_PASSWORD`; `DOCKER_HUB_USERNAME` with `DOCKER_HUB_PASSWORD`; `DOCKER_AUTH_CONFIG`; docker's `config.json`
    with its credential helpers; none. A variable set to nothing counts as unset.

    Args:
        explicit: The credentials that the program has passed; `None` to look for some.

    Returns:
        The credentials and their source; no credentials if no link has any.

    Raises:
        CredentialSourceError: A link has a user name without a secret or a secret without a user name, or cannot be
            read.
    """
    if explicit is not None:
        return Resolved(explicit, "the program")
    for name, secrets in _PAIRS:
        if resolved := _from_variables(name, secrets):
            return resolved
    if content := hidden(os.environ.get("DOCKER_AUTH_CONFIG")):
        config = DockerConfig(content=content)
        if location := await config.find():
            return Resolved(config, location.source)
    config = DockerConfig()
    if location := await config.find():
        return Resolved(config, location.source)
    return Resolved(Anonymous(), f"nowhere: no variables are set, and {config.file} has no entry for Docker Hub")


def _from_variables(name: str, secrets: tuple[str, ...]) -> Resolved | None:
    user = swapped(os.environ.get(name))
    variable = next((secret for secret in secrets if os.environ.get(secret)), None)
    if not user and variable is None:
        return None
    if not user:
        raise CredentialSourceError(f"{variable} is set but {name} is not: {_WAYS_OUT}")
    if variable is None:
        missing = f"neither {' nor '.join(secrets)} is" if len(secrets) > 1 else f"{''.join(secrets)} is not"
        raise CredentialSourceError(f"{name} is set but {missing}: {_WAYS_OUT}")
    try:
        credentials = from_pair(user, hidden(os.environ[variable]))
        if variable.endswith("_TOKEN") and isinstance(credentials, Password):
            credentials = AccessToken(user, credentials.secret)  # the oldest tokens have no prefix
    except ValueError as error:
        raise CredentialSourceError(f"{variable}: {error}") from None
    return Resolved(credentials, f"the environment variables {name} and {variable}")
