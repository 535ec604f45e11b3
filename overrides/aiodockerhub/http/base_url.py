"""Decides which base URLs of the API are refused; has the default."""

import ipaddress
import os
import re
from urllib.parse import urlsplit

from aiodockerhub_generated._masking import sealed

from aiodockerhub.auth.credential_arguments import is_visible
from aiodockerhub.errors import ArgumentError, ArgumentTypeError
from aiodockerhub.http.raw_paths import has_dot_segments

DEFAULT_URL = "https://hub.docker.com"
_MAX_HOST_CHARACTERS, _MAX_LABEL_CHARACTERS = 253, 63  # RFC 1035, section 2.3.4
_HOST_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")


def default_url() -> str:
    """Return `DOCKERHUB_URL`; if unset or empty, the URL of Docker Hub."""
    return os.environ.get("DOCKERHUB_URL") or DEFAULT_URL


def secure_url(base_url: str) -> str:
    """Check a base URL, so that no secret is sent unencrypted.

    Args:
        base_url: URL of the API, such as `https://hub.docker.com`.

    Returns:
        The URL with scheme and host in lower case, without slashes at the end.

    Raises:
        ArgumentError: The URL cannot be parsed or lacks a scheme or a valid host. Or it has another scheme than https,
            except http with a loopback host. Or it has a user name, password, query, fragment, backslash, dot segment
            (also percent-encoded), a path that servers may decode in different ways, or a character that is not
            visible ASCII.
        ArgumentTypeError: The value is not text.
    """
    if not isinstance(base_url, str):  # pyright: ignore[reportUnnecessaryIsInstance] - callers without a type checker
        raise ArgumentTypeError(
            f"base_url must be a URL such as https://hub.docker.com; got {type(base_url).__name__}", argument="base_url"
        )
    base_url = sealed(base_url)  # it may contain a password
    url, problem = _read_url(base_url)
    if problem:
        raise ArgumentError(f"base_url must {problem}", argument="base_url")
    return url


def _read_url(base_url: str) -> tuple[str, str]:
    """Normalize a base URL.

    Returns:
        The URL and an empty text. For an invalid URL, an empty text and the requirement that the URL violates, which
        follows "base_url must" in the message.
    """
    try:
        url = urlsplit(base_url)
        port = url.port
    except ValueError:
        return "", "be a URL such as https://hub.docker.com, and cannot be read as one"
    host = url.hostname or ""
    if not url.scheme or not host:
        return "", "be a whole URL such as https://hub.docker.com; this one lacks https:// or the host"
    if url.scheme != "https" and not (url.scheme == "http" and _is_loopback(host)):
        return "", (
            f"be an https URL, got {url.scheme}://{host}: credentials would travel unencrypted; "
            "plain http is for 127.0.0.1, ::1 and localhost only"
        )
    name = f"[{host}]" if ":" in host else host
    authority = name if port is None else f"{name}:{port}"
    # A URL that is not equal to its parsed parts may be parsed differently by another library, which would then connect
    # to another host.
    is_plain = is_visible(base_url) and not set(base_url) & set("@?#\\") and authority == url.netloc.lower()
    if not is_plain or not _is_host(host):
        return "", "have only scheme, host, port and path: no user name, password, query or blank"
    if url.path and has_dot_segments(url.path):
        return "", "not hold '.' or '..' segments, however they are spelled"
    return f"{url.scheme}://{authority}{url.path.rstrip('/')}", ""


def _is_host(host: str) -> bool:
    if ":" not in host:
        is_short = len(host) <= _MAX_HOST_CHARACTERS and max(map(len, host.split("."))) <= _MAX_LABEL_CHARACTERS
        return is_short and _HOST_NAME.fullmatch(host) is not None
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    # RFC 6761 also reserves names such as `x.localhost`, but some systems ask name servers for their addresses.
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
