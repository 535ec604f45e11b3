"""Profiles: sets of environment variables for several accounts.

A profile has a name, and its variables begin with that name: `DOCKERHUB_WORK_USERNAME` belongs to the profile `work`.
Without a profile, `credential_chain` reads the credentials of the client.
"""

import os
import re

from aiodockerhub_generated._masking import hidden
from aiodockerhub_generated.arguments import shortened
from attrs import field, frozen

from aiodockerhub.auth.credential_arguments import hide_if_token, is_access_token
from aiodockerhub.auth.credential_chain import from_variables
from aiodockerhub.auth.credentials import Credentials
from aiodockerhub.auth.docker_config import DockerConfig
from aiodockerhub.errors import CredentialSourceError
from aiodockerhub.helpers.arguments import check_instance

_PROFILE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@frozen
class Profile:
    """The settings that one profile contains.

    Attributes:
        name: Name of the profile; `None` if no profile was chosen.
        credentials: Credentials to log in with; `None` if the profile has none, so that the credential chain is used.
        scim_token: Bearer token for SCIM operations; `None` if the variable is unset.
        base_url: Base URL of the API; `None` for the default of the client.
    """

    name: str | None = None
    credentials: Credentials | None = None
    scim_token: str | None = field(default=None, repr=False)
    base_url: str | None = None


def load(name: str | None = None) -> Profile:
    """Read a profile from the environment.

    The profile `work`, for example, consists of these variables:

    - `DOCKERHUB_WORK_USERNAME` with `DOCKERHUB_WORK_TOKEN` or `DOCKERHUB_WORK_PASSWORD`
    - or, instead of them, `DOCKERHUB_WORK_CONFIG`: path of docker's `config.json`, or of its folder
    - optionally `DOCKERHUB_WORK_SCIM_TOKEN`, the bearer token for SCIM operations
    - optionally `DOCKERHUB_WORK_URL`, the base URL of the API

    If both a token and a password are set, the token is used. A profile with a token for SCIM may lack credentials; the
    credential chain is used then. Variables of other profiles are not read. An empty variable is treated as unset.

    Args:
        name: Name of the profile: an ASCII letter, followed by ASCII letters, digits, `-` and `_`. In names of
            variables, letters are in upper case and `-` is replaced by `_`. `None`, the default, or empty text means
            the value of `DOCKERHUB_PROFILE`.

    Returns:
        The profile. If neither `name` nor `DOCKERHUB_PROFILE` chooses a profile, only `scim_token` may be set, from
        `DOCKERHUB_SCIM_TOKEN`.

    Raises:
        ArgumentTypeError: `name` is neither text nor `None`.
        CredentialSourceError: The name is invalid, variables of the profile are missing or conflict, or a secret is
            invalid, such as a token that contains a space.
    """
    if name is not None:
        check_instance("name", name, str, "the name of a profile, or None")
    name = name or os.environ.get("DOCKERHUB_PROFILE") or None
    if name is None:
        return Profile(scim_token=hidden(os.environ.get("DOCKERHUB_SCIM_TOKEN")) or None)
    if is_access_token(name):
        raise CredentialSourceError("profile: expected the name of a profile, got an access token")
    if not _PROFILE_NAME.fullmatch(name):
        raise CredentialSourceError(
            f"profile must begin with a letter, followed by letters, digits, '-' and '_'; got {shortened(name)}"
        )
    prefix = f"DOCKERHUB_{name.upper().replace('-', '_')}_"
    return Profile(
        name=name,
        credentials=_read_credentials(name, prefix),
        scim_token=hidden(os.environ.get(f"{prefix}SCIM_TOKEN")) or None,
        base_url=os.environ.get(f"{prefix}URL") or None,
    )


def _list_set_variables(prefix: str) -> str:
    names = [f"{prefix}{kind}" for kind in ("USERNAME", "TOKEN", "PASSWORD", "CONFIG")]
    present = [name for name in names if os.environ.get(name)]
    return f"set: {', '.join(present)}" if present else "none of them is set"


def _read_credentials(name: str, prefix: str) -> Credentials | None:
    user, folder = hide_if_token(os.environ.get(f"{prefix}USERNAME")), os.environ.get(f"{prefix}CONFIG")
    secrets = [f"{prefix}{kind}" for kind in ("TOKEN", "PASSWORD") if os.environ.get(f"{prefix}{kind}")]
    if folder and not user and not secrets:
        return DockerConfig(folder)
    if not user or not secrets or folder:
        if not (user or secrets or folder) and os.environ.get(f"{prefix}SCIM_TOKEN"):
            return None
        raise CredentialSourceError(
            f"the profile {name} needs {prefix}USERNAME with {prefix}TOKEN or {prefix}PASSWORD, or instead of them "
            f"{prefix}CONFIG, a folder with docker's config.json; {_list_set_variables(prefix)}"
        )
    return from_variables(f"{prefix}USERNAME", secrets[0])
