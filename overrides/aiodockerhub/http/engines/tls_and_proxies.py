"""Decides on proxies and certificates, from the environment."""

import contextlib
import functools
import importlib
import importlib.util
import os
import re
import ssl
import urllib.request
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from aiodockerhub_generated._masking import SecretText, hidden
from attrs import field, frozen

from aiodockerhub.auth.credential_arguments import is_visible
from aiodockerhub.errors import ArgumentError
from aiodockerhub.helpers.text import one_line

_REMEDY = "correct it, or in a program pass trust_env=False to DockerHub"
_CERTIFICATE_NAME = re.compile(r"[0-9a-f]{8}\.r?[0-9]+")  # names that `openssl rehash` makes
_MAX_LABEL_CHARACTERS = 63  # RFC 1035, section 2.3.4


@frozen
class Proxy:
    """A proxy that the environment names.

    Attributes:
        scheme: Scheme of the proxy: `http`, `https`, `socks5` or `socks5h`.
        host: Host name or IP address.
        port: Port number; `None` for the default of the scheme.
        auth: User name and password; `None` if the proxy needs none.
    """

    scheme: str
    host: str
    port: int | None
    auth: tuple[SecretText, SecretText] | None = field(repr=False)


def ssl_context(library: str, *, trust_env: bool, http2: bool = False) -> ssl.SSLContext:
    """Return the TLS context for an engine.

    Clients with the same arguments share a context, because loading the certificates takes 20 ms. With `trust_env`, a
    new context is made if a variable of the environment, or the file or folder that it names, has changed.

    Args:
        library: Library that chooses the trusted certificates: `httpx` or `httpx2`.
        trust_env: Whether to trust the certificates that SSL_CERT_FILE or SSL_CERT_DIR names.
        http2: Whether connections with this context offer HTTP/2; `False` by default. Such connections need a separate
            context, because httpcore sets the offered protocols on it.

    Returns:
        The context.

    Raises:
        ArgumentError: The certificates that the environment names cannot be loaded.
    """
    return make_ssl_context(library, trust_env, http2, _trusted_certificates() if trust_env else ())


@functools.lru_cache(maxsize=8)
def make_ssl_context(
    library: str,
    trust_env: bool,  # noqa: FBT001 - a key of the cache
    http2: bool,  # noqa: ARG001, FBT001 - httpcore changes the context for HTTP/2
    certificates: object,  # noqa: ARG001 - what the context is made of
) -> ssl.SSLContext:
    """Make a TLS context; see `ssl_context`."""
    if trust_env:
        check_certificates(_REMEDY)
    module: Any = importlib.import_module(library)
    try:
        return cast("ssl.SSLContext", module.create_ssl_context(trust_env=trust_env))
    except OSError as error:
        reason = one_line(error.strerror or type(error).__name__)
    raise _certificates_error(reason, _REMEDY)  # after the handler (CONTRIBUTING, Style)


def check_certificates(remedy: str) -> None:
    """Check that the certificates of the environment are in regular files.

    OpenSSL reads SSL_CERT_FILE when a context is made, and files of SSL_CERT_DIR during handshakes. A FIFO or a device,
    which may have no end, would block the event loop.

    Args:
        remedy: Advice for the message of the error.

    Raises:
        ArgumentError: A certificate is in something other than a regular file. A missing file is not checked.
    """
    file = os.environ.get("SSL_CERT_FILE")
    paths = [file] if file else _find_certificates(os.environ.get("SSL_CERT_DIR", ""))
    if any(os.path.exists(path) and not os.path.isfile(path) for path in paths):  # noqa: PTH110, PTH113 - any text
        raise _certificates_error("not a regular file", remedy)


def _find_certificates(folders: str) -> list[str]:
    """Return the paths of the files that OpenSSL may read as certificates.

    Args:
        folders: Value of SSL_CERT_DIR: paths of folders, separated as in PATH.
    """
    paths = list[str]()
    for folder in filter(None, folders.split(os.pathsep)):
        with contextlib.suppress(OSError, ValueError):
            paths += [os.path.join(folder, name) for name in os.listdir(folder) if _CERTIFICATE_NAME.fullmatch(name)]  # noqa: PTH118, PTH208 - any text
    return paths


def _certificates_error(reason: str, remedy: str) -> ArgumentError:
    return ArgumentError(
        f"the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be loaded ({reason}): {remedy}",
        argument="trust_env",
    )


def _trusted_certificates() -> tuple[object, ...]:
    """Return the paths of certificates in the environment, and their versions."""
    versions = list[object]()
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        path = os.environ.get(variable)
        try:
            status = os.stat(path) if path else None  # noqa: PTH116 - the variable may hold any text
        except (OSError, ValueError):
            status = None
        versions.append((path, status and (status.st_mtime_ns, status.st_size, status.st_ino)))
    return tuple(versions)


def proxy_for(base_url: str, schemes: frozenset[str]) -> Proxy | None:
    """Return the proxy that the environment names for an origin.

    The proxy is in HTTPS_PROXY or else ALL_PROXY, as `urllib.request.getproxies` reads them. NO_PROXY is respected. An
    origin with the scheme http gets no proxy: it is on this machine, and a proxy would receive the credentials
    unencrypted.

    Args:
        base_url: URL of the origin.
        schemes: Schemes of proxies that the engine supports.

    Returns:
        The proxy; `None` if the origin has none.

    Raises:
        ArgumentError: The URL of the proxy is invalid or not ASCII, the engine does not support its scheme, or a
            package for SOCKS is missing.
    """
    url = urlsplit(base_url)
    if url.scheme != "https" or urllib.request.proxy_bypass(url.netloc):
        return None
    proxies = urllib.request.getproxies()
    named = hidden(proxies.get("https") or proxies.get("all"))
    if not named:
        return None
    del proxies  # they may contain a password, and the frame of the error would show it
    proxy = _parse_proxy(named if "://" in named else SecretText(f"http://{named}"), schemes)
    if isinstance(proxy, Proxy):
        return proxy
    raise ArgumentError(
        f"the proxy of the environment must be the URL of a host that speaks {', '.join(sorted(schemes))}; "
        f"got one {proxy}: {_REMEDY}",
        argument="trust_env",
    )


def _parse_proxy(proxy: str, schemes: frozenset[str]) -> Proxy | str:
    """Parse the URL of a proxy.

    Returns:
        The proxy, or a text that describes why the URL cannot be used.
    """
    try:
        url = urlsplit(proxy)
        port = url.port
    except ValueError:
        return "that is not a URL"
    host = url.hostname or ""
    if url.scheme not in schemes:
        return f"of the scheme {one_line(url.scheme, 20)!r}"
    if not is_visible(host) or max(map(len, host.split("."))) > _MAX_LABEL_CHARACTERS:
        return "without the name of a host in ASCII"
    if url.scheme.startswith("socks5") and importlib.util.find_spec("socksio") is None:
        return "of a kind that needs a package: pip install 'httpx[socks]'"
    user, password = unquote(url.username or ""), unquote(url.password or "")
    if not (user + password).isascii():
        return "with a name or password that is not ASCII"
    return Proxy(url.scheme, host, port, (SecretText(user), SecretText(password)) if user or password else None)
