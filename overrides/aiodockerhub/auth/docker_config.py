"""Decides what entries of docker's `config.json` and helpers mean.

`credential_chain` decides when this file is read. `credential_helper` runs the programs that the file names.

The format of the file is documented in docs/reference/commandline/login.md of docker/cli, and the entries of credential
helpers in the README of docker/docker-credential-helpers.
"""

import base64
import contextlib
import functools
import json
import os
import stat
import time
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from aiodockerhub_generated._masking import SecretBytes, SecretText, hidden
from aiodockerhub_generated._secret_names import is_secret
from aiodockerhub_generated.arguments import described
from attrs import Attribute, field, frozen

from aiodockerhub.auth import jwt
from aiodockerhub.auth.credential_helper import HELPER_TIMEOUT, Entry, Helper
from aiodockerhub.auth.credentials import AccessToken, BearerToken, KnownCredentials, NeverPickled, from_pair
from aiodockerhub.errors import ArgumentTypeError, CredentialSourceError, NoCredentialsError
from aiodockerhub.helpers.arguments import number_validator
from aiodockerhub.helpers.paths import absolute_path, validate_path
from aiodockerhub.threads import in_thread

HUB_KEY = "https://index.docker.io/v1/"
"""The key under which docker stores the credentials for Docker Hub."""

_DESKTOP_TOKEN_KEY = HUB_KEY + "access-token"  # Docker Desktop stores a bearer token of Docker Hub's API under this key
_CURRENT_KEYS = (HUB_KEY, HUB_KEY.rstrip("/"))
_HUB_HOSTS = ("index.docker.io", "docker.io")
_MAX_FILE_BYTES = 1 << 20
_IDENTITY_USER = "<token>"  # docker stores this user name if the secret is an identity token


@frozen
class StoredCredentials:
    """Credentials from docker's configuration and the name of their source.

    Attributes:
        credentials: Credentials to log in with.
        source: Description of the source for error messages: path of the file or `DOCKER_AUTH_CONFIG`, and the program
            of the credential helper that returned the credentials.
    """

    credentials: KnownCredentials
    source: str


def _check_text(_: object, attribute: "Attribute[Any]", value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise ArgumentTypeError(f"{attribute.name} must be text; got {described(value)}", argument=attribute.name)


@frozen
class DockerConfig(NeverPickled):
    """The credentials that `docker login` stored.

    The configuration is read again at each log-in. Credentials are looked up as docker does: first with the helper that
    `credHelpers` or else `credsStore` names, then in `auths`. A bearer token of Docker Desktop is preferred until it
    expires, or until Docker Hub refuses it.

    Args:
        path: Path of the file, or of the folder with `config.json`. `None` means the folder `$DOCKER_CONFIG`, or
            `~/.docker` if that variable is unset or empty. The variable is read once, when the path is first needed; so
            is the current directory, from which a relative path starts.
        content: Text of the configuration, as `DOCKER_AUTH_CONFIG` holds it. `None` means to read the file. If
            `content` is given, `path` is not used.
        helper_timeout: Maximum duration of one run of a credential helper, in seconds; 60 by default. Some helpers ask
            the user to unlock a key store.

    Raises:
        ArgumentTypeError: `path` is not a path as text, `content` is not text, or `helper_timeout` is not a number.
        ArgumentError: `helper_timeout` is not above 0, is NaN, or is finite and above 2**63 - 1.
    """

    path: str | os.PathLike[str] | None = field(default=None, validator=validate_path)
    content: str | None = field(default=None, kw_only=True, repr=False, validator=_check_text)
    helper_timeout: float = field(default=HELPER_TIMEOUT, kw_only=True, validator=number_validator(positive=True))

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        content: str | None = None,
        helper_timeout: float = HELPER_TIMEOUT,
    ) -> None:
        content = hidden(content)
        self.__attrs_init__(path, content=content, helper_timeout=helper_timeout)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"docker's configuration, {self._source_name}"

    @property
    def file(self) -> Path:
        """Path of the file, which may not exist; not used if `content` is given."""
        path = self._absolute_path
        return path / "config.json" if self.path is None or os.path.isdir(path) else path  # noqa: PTH112 - Path.is_dir raises for long names

    @functools.cached_property
    def _absolute_path(self) -> Path:
        default = os.environ.get("DOCKER_CONFIG") or os.path.expanduser("~/.docker")  # noqa: PTH111 - Path.expanduser raises where there is no home
        return absolute_path(default if self.path is None else self.path)

    async def current(self, rejected: Container[str] = ()) -> KnownCredentials:
        """Read the stored credentials.

        Args:
            rejected: Bearer tokens that Docker Hub has refused; by default none. Such a token is returned only if the
                configuration has no other credentials for Docker Hub.

        Returns:
            The credentials for Docker Hub.

        Raises:
            NoCredentialsError: The configuration does not exist, or has no credentials for Docker Hub.
            CredentialSourceError: The configuration is invalid or cannot be read, or a credential helper fails.
            UsageError: The process can start no thread to read the file or to run the helper.
        """
        entry = await self.find(rejected)
        if entry is None:
            raise NoCredentialsError(f"{self._source_name} has no credentials for Docker Hub: run `docker login`")
        return entry.credentials

    async def find(self, rejected: Container[str] = ()) -> StoredCredentials | None:
        """Read the stored credentials and the name of their source.

        Args:
            rejected: Bearer tokens that Docker Hub has refused, as in `current`; by default none.

        Returns:
            The credentials with their source; `None` if the configuration does not exist, or has no credentials for
            Docker Hub.

        Raises:
            CredentialSourceError: The configuration is invalid or cannot be read, or a credential helper fails.
            UsageError: The process can start no thread to read the file or to run the helper.
        """
        config = await in_thread(self._read_config, abandon_on_cancel=True)
        of_helper: StoredCredentials | None = None
        try:
            helper = self._configured_helper(config)
            if helper and (credentials := await _credentials_from_helper(helper, rejected)):
                of_helper = StoredCredentials(credentials, f"{self._source_name} with {helper.program}")
                if not (isinstance(credentials, BearerToken) and credentials.jwt in rejected):
                    return of_helper
            credentials = _credentials_from_auths(_object_field(config, "auths"), rejected)
        except ValueError as problem:  # raised by this module, with messages that quote nothing of the content
            reason = str(problem)
        else:
            return StoredCredentials(credentials, self._source_name) if credentials else of_helper
        raise CredentialSourceError(f"{self._source_name} {reason}")  # after the handler (CONTRIBUTING, Style)

    @property
    def _source_name(self) -> str:
        return str(self.file) if self.content is None else "DOCKER_AUTH_CONFIG"

    def _read_config(self) -> dict[str, Any]:
        try:
            text = _read_regular_file(self.file) if self.content is None else SecretBytes(self.content.encode())
            content = SecretText(text.decode("utf-8-sig"))
            # Docker accepts a file without content, as `touch` makes it.
            config: object = json.loads(content, object_pairs_hook=_hide_secrets) if content.strip() else {}
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            problem = f"cannot be read: {error.strerror}"
        except json.JSONDecodeError as error:
            problem = f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        except ValueError as error:
            problem = str(error) if isinstance(error, _NotReadableError) else "is not JSON in UTF-8"
        except RecursionError:
            problem = "is not JSON in UTF-8"
        else:
            if isinstance(config, dict):
                return cast("dict[str, Any]", config)
            del config  # it may be a password, and the frame of the error below would show it
            problem = "must hold a JSON object"
        raise CredentialSourceError(f"{self._source_name} {problem}")  # after the handler (CONTRIBUTING, Style)

    def _configured_helper(self, config: Mapping[str, Any]) -> Helper | None:
        helpers = _object_field(config, "credHelpers")
        # An entry without a name states that Docker Hub has no helper, not even `credsStore`.
        name = next((helpers[key] for key in _hub_keys(helpers)), config.get("credsStore"))
        if not name:
            return None
        if isinstance(name, str):
            return Helper(name, self._source_name, self.helper_timeout)
        raise ValueError("must name credential helpers as text")


class _NotReadableError(ValueError):
    """The file is not regular or too large; the message quotes no content."""


class _HiddenObject(dict[str, Any]):
    """A JSON object whose `repr` hides its content, which may hold secrets."""

    def __repr__(self) -> str:
        return "{***}"


def _hide_secrets(pairs: list[tuple[str, Any]]) -> _HiddenObject:
    return _HiddenObject((key, hidden(value) if key == "auth" or is_secret(key) else value) for key, value in pairs)


def _read_regular_file(file: Path) -> SecretBytes:
    """Read a file of at most 1 MiB (`_MAX_FILE_BYTES`).

    Other kinds of files are rejected: reading a pipe may block forever, and a device may have no end.

    Raises:
        _NotReadableError: The path is not a regular file, or the file is too large.
        OSError: The file cannot be opened or read.
    """
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _NotReadableError("cannot be read: it is not a regular file")
        # A file of the kernel (as in /proc) may have no data yet; `read` then returns None because of O_NONBLOCK.
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            content = SecretBytes(stream.read(_MAX_FILE_BYTES + 1) or b"")
    finally:
        os.close(descriptor)
    if len(content) > _MAX_FILE_BYTES:
        raise _NotReadableError(f"cannot be read: it has more than {_MAX_FILE_BYTES:,} bytes")
    return content


def _object_field(fields: Mapping[str, Any], name: str) -> dict[str, Any]:
    value: object = fields.get(name) or {}
    if isinstance(value, dict):
        return cast("dict[str, Any]", value)
    del value  # it may be a secret, and the frame of the error would show it
    raise ValueError(f"must hold a JSON object under {name!r}")


async def _credentials_from_helper(helper: Helper, rejected: Container[str]) -> KnownCredentials | None:
    stored = None
    for key in _CURRENT_KEYS:
        if stored := await helper.get(key):
            break
    desktop_token = None
    # The helper works, because it has responded to the keys above; some helpers fail for a key that is no host.
    with contextlib.suppress(CredentialSourceError):
        desktop_token = await helper.get(_DESKTOP_TOKEN_KEY)
    where = f"holds for {HUB_KEY}, in {helper.program},"
    bearer_token = _unexpired_bearer_token(desktop_token)
    if bearer_token and bearer_token.jwt not in rejected:
        return bearer_token
    return _credentials_of(stored, where, rejected) or bearer_token


def _credentials_from_auths(auths: Mapping[str, Any], rejected: Container[str]) -> KnownCredentials | None:
    entries = {key: _decode_auth(_object_field(auths, key), key) for key in (_DESKTOP_TOKEN_KEY, *_hub_keys(auths))}
    bearer_token = _unexpired_bearer_token(entries.pop(_DESKTOP_TOKEN_KEY, None))
    if bearer_token and bearer_token.jwt not in rejected:
        return bearer_token
    for key, entry in entries.items():
        if credentials := _credentials_of(entry, f"holds for {key}", rejected):
            return credentials
    return bearer_token


def _hub_keys(keys: Iterable[str]) -> list[str]:
    """Return the keys that mean Docker Hub, with docker's current keys first.

    Older versions of docker wrote the host name with or without scheme and path.
    """

    def means_hub(key: str) -> bool:
        host, _, path = key.removeprefix("https://").removeprefix("http://").partition("/")
        return host in _HUB_HOSTS and path.strip("/") in {"", "v1"}

    return sorted(filter(means_hub, keys), key=lambda key: key not in _CURRENT_KEYS)


def _decode_auth(value: Mapping[str, object], key: str) -> Entry:
    """Decode one value of `auths`: the credentials for one server.

    Args:
        value: The JSON object with `auth`, `username`, `password` or `identitytoken`.
        key: Key of the value in `auths`, for the error message.

    Returns:
        The name and the secret, each of which may be empty. `auth` wins over `username` and `password`. An
        `identitytoken` wins over every other secret; without a name, its name is `<token>`.

    Raises:
        ValueError: `auth` is not base64 of `name:password`.
    """
    fields = {name: text for name, text in value.items() if isinstance(text, str)}
    name, secret = fields.get("username", ""), fields.get("password", "")
    if packed := fields.get("auth"):
        try:
            unpacked = SecretText(base64.b64decode("".join(packed.split()), validate=True).decode())
            colon = ":" in unpacked
            name, secret = unpacked.partition(":")[0] if colon else "", SecretText(unpacked.partition(":")[2])
        except ValueError:
            colon = False
        if not colon:
            raise ValueError(f"must hold base64 of name:password as 'auth' of {key!r}")
    if token := fields.get("identitytoken"):
        name, secret = name or _IDENTITY_USER, token
    return Entry(name, SecretText(secret.strip("\0")))


def _unexpired_bearer_token(entry: Entry | None) -> BearerToken | None:
    """Return the secret of an entry as a bearer token.

    Returns:
        If there is an entry, and its secret is a JSON Web Token whose expiry is in the future: the token. Otherwise:
        `None`.

    Raises:
        ArgumentError: The secret is an unexpired JSON Web Token, but `BearerToken` refuses it: the secret is too long,
            is not visible ASCII, or is an access token.
    """
    end = jwt.expires(entry.secret) if entry else None
    return BearerToken(entry.secret) if entry and end is not None and end > time.time() else None


def _credentials_of(entry: Entry | None, where: str, rejected: Container[str]) -> KnownCredentials | None:
    """Return the credentials that an entry means; `None` for no entry.

    An entry for the user `<token>` is a bearer token if its secret is an unexpired JSON Web Token that is not among
    `rejected`, and a personal access token otherwise. For any other user, `from_pair` chooses the class.

    Raises:
        ValueError: The entry has only a name or only a secret, or one of them is invalid.
    """
    if not entry:
        return None
    if not entry.name or not entry.secret:
        raise ValueError(f"{where} a name without a secret, or a secret without a name: run `docker login` again")
    if entry.name == _IDENTITY_USER:
        # An identity token replaces name and password: Docker Hub checks only the token and ignores the name.
        bearer_token = None if entry.secret.strip() in rejected else _unexpired_bearer_token(entry)
        return bearer_token or AccessToken(entry.name, entry.secret)
    return from_pair(entry.name, entry.secret)
