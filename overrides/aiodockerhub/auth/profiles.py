"""Profiles: named credentials from environment variables with a prefix."""

import os
import re

from aiodockerhub_generated._redaction import hidden
from attrs import field, frozen

from aiodockerhub.auth.credentials import AccessToken, Credentials, Password, from_pair, swapped
from aiodockerhub.auth.docker_config import DockerConfig
from aiodockerhub.errors import CredentialSourceError

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@frozen
class Profile:
    """Credentials and base URL of one profile.

    Attributes:
        name: Name of the profile, `None` if none was chosen.
        credentials: Credentials to log in with; `None` for the credential chain.
        scim_token: Bearer token for SCIM.
        base_url: Base URL of the API; `None` for the default.
    """

    name: str | None = None
    credentials: Credentials | None = None
    scim_token: str | None = field(default=None, repr=False)
    base_url: str | None = None


def load(name: str | None = None) -> Profile:
    """Read a profile from the environment.

    The profile `work` is `DOCKERHUB_WORK_USERNAME` with `DOCKERHUB_WORK_TOKEN` or `DOCKERHUB_WORK_PASSWORD`, or
    `DOCKERHUB_WORK_CONFIG`, a folder with docker's `config.json`. `DOCKERHUB_WORK_SCIM_TOKEN` and
    `DOCKERHUB_WORK_URL` are optional. Variables of other profiles, and those without a profile, are not read. An empty
    variable counts as unset.

    Args:
        name: Name of the profile: a letter, then letters, digits, `-` and `_`. `None` reads it from
            `DOCKERHUB_PROFILE`. If that is unset too, the credential chain gives the credentials, and
            `DOCKERHUB_SCIM_TOKEN` the token for SCIM.

    Returns:
        The profile.

    Raises:
        CredentialSourceError: The name is not one of a profile, variables of the profile are missing, or a secret is
            refused, such as a token with a blank in it.
    """
    name = name or os.environ.get("DOCKERHUB_PROFILE") or None
    if name is None:
        return Profile(scim_token=hidden(os.environ.get("DOCKERHUB_SCIM_TOKEN")) or None)
    if not _NAME.fullmatch(name):
        raise CredentialSourceError(
            f"profile must begin with a letter, followed by letters, digits, '-' and '_'; got {name!r}"
        )
    prefix = f"DOCKERHUB_{name.upper().replace('-', '_')}_"
    return Profile(
        name=name,
        credentials=_credentials(name, prefix),
        scim_token=hidden(os.environ.get(f"{prefix}SCIM_TOKEN")) or None,
        base_url=os.environ.get(f"{prefix}URL") or None,
    )


def _variables_set(prefix: str) -> str:
    names = [f"{prefix}{kind}" for kind in ("USERNAME", "TOKEN", "PASSWORD", "CONFIG")]
    present = [name for name in names if os.environ.get(name)]
    return f"set: {', '.join(present)}" if present else "none of them is set"


def _credentials(name: str, prefix: str) -> Credentials | None:
    user, folder = swapped(os.environ.get(f"{prefix}USERNAME")), os.environ.get(f"{prefix}CONFIG")
    secrets = [f"{prefix}{kind}" for kind in ("TOKEN", "PASSWORD") if os.environ.get(f"{prefix}{kind}")]
    if folder and not user and not secrets:
        return DockerConfig(folder)
    if not user or not secrets or folder:
        if not (user or secrets or folder) and os.environ.get(f"{prefix}SCIM_TOKEN"):
            return None
        raise CredentialSourceError(
            f"the profile {name} needs {prefix}USERNAME with {prefix}TOKEN or {prefix}PASSWORD, or instead of them "
            f"{prefix}CONFIG, a folder with docker's config.json; {_variables_set(prefix)}"
        )
    try:
        credentials = from_pair(user, hidden(os.environ[secrets[0]]))
        if secrets[0].endswith("_TOKEN") and isinstance(credentials, Password):
            credentials = AccessToken(user, credentials.secret)  # the oldest tokens have no prefix
    except ValueError as error:
        raise CredentialSourceError(f"{secrets[0]}: {error}") from None
    return credentials
