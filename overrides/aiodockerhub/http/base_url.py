"""The base URL of the API: its default, and which URLs are refused."""

import ipaddress
import os
import re
from urllib.parse import urlsplit

from aiodockerhub_generated._redaction import hidden

from aiodockerhub.auth.credential_arguments import is_visible
from aiodockerhub.errors import ArgumentError, ArgumentTypeError
from aiodockerhub.http.raw_paths import climbs

DEFAULT_URL = "https://hub.docker.com"
_LONGEST_HOST, _LONGEST_LABEL = 253, 63  # RFC 1035, section 2.3.4
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")


def default_url() -> str:
    """Read the base URL from `DOCKERHUB_URL`; by default Docker Hub's."""
    return os.environ.get("DOCKERHUB_URL") or DEFAULT_URL


def secure_url(base_url: str) -> str:
    """Check a base URL, so that no secret is sent unencrypted.

    Args:
        base_url: URL of the API, such as `https://hub.docker.com`.

    Returns:
        The URL with scheme and host in lower case, without a slash at the end.

    Raises:
        ArgumentError: The URL is neither https nor on this machine, or has a user name, password, query or fragment.
    """
    if not isinstance(base_url, str):  # pyright: ignore[reportUnnecessaryIsInstance] - callers without a type checker
        raise ArgumentTypeError(
            f"base_url must be a URL such as https://hub.docker.com; got {type(base_url).__name__}", argument="base_url"
        )
    base_url = hidden(base_url) if "@" in base_url else base_url  # there may be a password in it
    url, problem = _read_url(base_url)
    if problem:
        raise ArgumentError(f"base_url must {problem}", argument="base_url")
    return url


def _read_url(base_url: str) -> tuple[str, str]:
    """Normalize a base URL.

    Returns:
        The URL and an empty text; for an invalid URL an empty text, and what a base URL must be.
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
    # Put together again it must be the same: a URL that parsers read differently may lead to another host.
    is_plain = is_visible(base_url) and not set(base_url) & set("@?#\\") and authority == url.netloc.lower()
    if not is_plain or not _is_host(host):
        return "", "tell no more than where the API is: no user name, password, query or blank"
    if url.path and climbs(url.path):
        return "", "not hold '.' or '..' segments, however they are spelled"
    return f"{url.scheme}://{authority}{url.path.rstrip('/')}", ""


def _is_host(host: str) -> bool:
    if ":" not in host:
        is_short = len(host) <= _LONGEST_HOST and max(map(len, host.split("."))) <= _LONGEST_LABEL
        return is_short and _HOST.fullmatch(host) is not None
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    if (
        host == "localhost"
    ):  # names below it, for which RFC 6761 says the same, are asked of name servers by some systems
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
