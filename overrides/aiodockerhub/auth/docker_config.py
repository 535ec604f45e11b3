"""Docker Hub's credentials in docker's config.json.

The formats: docker/cli docs/reference/commandline/login.md and the README of docker/docker-credential-helpers.
"""

import base64
import contextlib
import json
import os
import stat
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from aiodockerhub_generated._redaction import SecretBytes, SecretText, hidden
from aiodockerhub_generated._secret_names import is_secret
from aiodockerhub_generated.arguments import described
from attrs import Attribute, field, frozen

from aiodockerhub.auth import jwt
from aiodockerhub.auth.credential_helper import HELPER_TIMEOUT, Entry, Helper
from aiodockerhub.auth.credentials import AccessToken, BearerToken, KnownCredentials, StaysHere, from_pair
from aiodockerhub.errors import ArgumentTypeError, CredentialSourceError, NoCredentialsError
from aiodockerhub.helpers.arguments import number
from aiodockerhub.threads import in_thread

HUB = "https://index.docker.io/v1/"
"""The key of Docker Hub in docker's configuration."""

_DESKTOP = HUB + "access-token"  # where Docker Desktop keeps a bearer token of Hub's API
_KEYS = (HUB, HUB.rstrip("/"))
_HOSTS = ("index.docker.io", "docker.io")
_LARGEST = 1 << 20  # bytes
_IDENTITY = "<token>"  # as a user name it says that the secret is an identity token


@frozen
class Found:
    """Credentials in docker's configuration.

    Attributes:
        credentials: The credentials.
        source: The file, and the credential helper if the file names one, for people.
    """

    credentials: KnownCredentials
    source: str


def _path(_: object, attribute: "Attribute[Any]", value: object) -> None:
    try:
        is_text = value is None or isinstance(os.fspath(cast("os.PathLike[Any]", value)), str)
    except TypeError:
        is_text = False
    if not is_text:
        raise ArgumentTypeError(
            f"{attribute.name} must be a path as text; got {described(value)}", argument=attribute.name
        )


def _text(_: object, attribute: "Attribute[Any]", value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise ArgumentTypeError(f"{attribute.name} must be text; got {described(value)}", argument=attribute.name)


@frozen
class DockerConfig(StaysHere):
    """The credentials that `docker login` stored, read anew at each log-in.

    This class follows `credHelpers`, `credsStore` and `auths` of the configuration as docker itself does. It prefers
    the bearer token of Docker Desktop until that token expires.

    Args:
        path: The file, or the folder of the file; by default `$DOCKER_CONFIG`, else `~/.docker`.
        content: The configuration itself, as in `DOCKER_AUTH_CONFIG`, in place of a file.
        helper_timeout: Seconds that a credential helper may take; some ask the user to unlock a key store.
    """

    path: str | os.PathLike[str] | None = field(default=None, validator=_path)
    content: str | None = field(default=None, kw_only=True, repr=False, validator=_text)
    helper_timeout: float = field(default=HELPER_TIMEOUT, kw_only=True, validator=number(positive=True))

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
        return f"docker's configuration, {self._name}"

    @property
    def file(self) -> Path:
        """The file to read, whether it exists or not."""
        if self.path is None:
            return Path(os.environ.get("DOCKER_CONFIG") or os.path.expanduser("~/.docker")) / "config.json"  # noqa: PTH111 - Path.expanduser raises where there is no home
        path = Path(self.path)
        return path / "config.json" if os.path.isdir(path) else path  # noqa: PTH112 - Path.is_dir raises for long names

    async def current(self) -> KnownCredentials:
        """Give the credentials that are stored now.

        Raises:
            NoCredentialsError: The configuration has no credentials for Docker Hub.
            CredentialSourceError: The file or a helper is broken.
        """
        entry = await self.find()
        if entry is None:
            raise NoCredentialsError(f"{self._name} has no credentials for Docker Hub: run `docker login`")
        return entry.credentials

    async def find(self) -> Found | None:
        """Look for credentials of Docker Hub.

        Returns:
            The stored credentials with their source; `None` if there are none.

        Raises:
            CredentialSourceError: The file or a helper is broken.
        """
        config = await in_thread(self._read, abandon_on_cancel=True)
        try:
            helper = self._helper(config)
            if helper and (credentials := await _from_helper(helper)):
                return Found(credentials, f"{self._name} with {helper.program}")
            credentials = _from_auths(_object(config, "auths"))
        except ValueError as problem:  # only those of our own words, which show nothing of the content
            reason = str(problem)
        else:
            return Found(credentials, self._name) if credentials else None
        raise CredentialSourceError(f"{self._name} {reason}")

    @property
    def _name(self) -> str:
        return str(self.file) if self.content is None else "DOCKER_AUTH_CONFIG"

    def _read(self) -> dict[str, Any]:
        try:
            text = _content_of(self.file) if self.content is None else SecretBytes(self.content.encode())
            config: object = json.loads(SecretText(text.decode("utf-8-sig")), object_pairs_hook=_hidden)
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
            del config  # which may be a password on its own, and frames of the error below would show it
            problem = "must hold a JSON object"
        # Raised here, outside of the handlers: the errors above carry the whole text with them.
        raise CredentialSourceError(f"{self._name} {problem}")

    def _helper(self, config: Mapping[str, Any]) -> Helper | None:
        helpers = _object(config, "credHelpers")
        names = [helpers[key] for key in _hub_keys(helpers)]
        name = next((name for name in (*names, config.get("credsStore")) if name), None)
        if name is None:
            return None
        if isinstance(name, str):
            return Helper(name, self._name, self.helper_timeout)
        raise ValueError("must name credential helpers as text")


class _NotReadableError(ValueError):
    """A file that cannot be read; the message repeats nothing of its content."""


class _Hidden(dict[str, Any]):
    """A JSON object whose `repr` shows nothing, as secrets may be in it."""

    def __repr__(self) -> str:
        return "{***}"


def _hidden(pairs: list[tuple[str, Any]]) -> _Hidden:
    return _Hidden((key, hidden(value) if key == "auth" or is_secret(key) else value) for key, value in pairs)


def _content_of(file: Path) -> SecretBytes:
    """Read a regular file.

    A pipe might never end, and a device might be endless.
    """
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _NotReadableError("cannot be read: it is not a regular file")
        # A file of the kernel's may have nothing to read yet.
        with os.fdopen(descriptor, "rb", closefd=False) as opened:
            content = SecretBytes(opened.read(_LARGEST + 1) or b"")
    finally:
        os.close(descriptor)
    if len(content) > _LARGEST:
        raise _NotReadableError(f"cannot be read: it has more than {_LARGEST:,} bytes")
    return content


def _object(fields: Mapping[str, Any], name: str) -> dict[str, Any]:
    value: object = fields.get(name) or {}
    if isinstance(value, dict):
        return cast("dict[str, Any]", value)
    del value  # as it may be a secret, and frames of the error would show it
    raise ValueError(f"must hold a JSON object under {name!r}")


async def _from_helper(helper: Helper) -> KnownCredentials | None:
    stored = None
    for key in _KEYS:
        if stored := await helper.get(key):
            break
    desktop_token = None
    with contextlib.suppress(CredentialSourceError):  # it has just worked, so it only minds the unusual key
        desktop_token = await helper.get(_DESKTOP)
    return _bearer_token(desktop_token) or _credentials_of(stored, f"holds for {HUB}, in {helper.program},")


def _from_auths(auths: Mapping[str, Any]) -> KnownCredentials | None:
    entries = {key: _decode(_object(auths, key), key) for key in (_DESKTOP, *_hub_keys(auths))}
    if bearer_token := _bearer_token(entries.pop(_DESKTOP, None)):
        return bearer_token
    return next(
        (credentials for key, entry in entries.items() if (credentials := _credentials_of(entry, f"holds for {key}"))),
        None,
    )


def _hub_keys(keys: Iterable[str]) -> list[str]:
    """List the keys that mean Docker Hub, docker's present spelling first.

    Older versions of docker wrote the host with or without scheme and path.
    """

    def means_hub(key: str) -> bool:
        host, _, path = key.removeprefix("https://").removeprefix("http://").partition("/")
        return host in _HOSTS and path.strip("/") in {"", "v1"}

    return sorted(filter(means_hub, keys), key=lambda key: key not in _KEYS)


def _decode(value: Mapping[str, object], key: str) -> Entry:
    """Read one value of `auths`."""
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
        name, secret = name or _IDENTITY, token
    return Entry(name, SecretText(secret.strip("\0")))


def _bearer_token(entry: Entry | None) -> BearerToken | None:
    """Make a bearer token from an entry; `None` if it has none in force."""
    end = jwt.expires(entry.secret) if entry else None
    return BearerToken(entry.secret) if entry and end is not None and end > time.time() else None


def _credentials_of(entry: Entry | None, where: str) -> KnownCredentials | None:
    if not entry:
        return None
    if not entry.name or not entry.secret:
        raise ValueError(f"{where} a name without a secret, or a secret without a name: run `docker login` again")
    if entry.name == _IDENTITY:
        # An identity token stands for name and password; Hub goes by the token and ignores the name.
        return _bearer_token(entry) or AccessToken(entry.name, entry.secret)
    return from_pair(entry.name, entry.secret)
