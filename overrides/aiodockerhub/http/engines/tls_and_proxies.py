"""TLS and proxies from the environment, checked before use."""

import functools
import importlib
import importlib.util
import ssl
import urllib.request
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from aiodockerhub_generated._redaction import SecretText, hidden
from attrs import field, frozen

from aiodockerhub.auth.credential_arguments import is_visible
from aiodockerhub.errors import ArgumentError
from aiodockerhub.helpers.text import one_line

_WAY_OUT = "correct it, or in a program pass trust_env=False to DockerHub"
_LONGEST_LABEL = 63  # RFC 1035, section 2.3.4


@frozen
class Proxy:
    """A proxy of the environment.

    Attributes:
        scheme: `http`, `https`, `socks5` or `socks5h`.
        host: Name or address.
        port: Port, `None` for that of the scheme.
        auth: User name and password, `None` for none.
    """

    scheme: str
    host: str
    port: int | None
    auth: tuple[SecretText, SecretText] | None = field(repr=False)


@functools.cache
def ssl_context(library: str, *, trust_env: bool, http2: bool = False) -> ssl.SSLContext:  # noqa: ARG001 - httpcore sets ALPN on the context
    """Make the TLS context.

    The context is made once for each process and combination of arguments: loading the certificates takes 20 ms.

    Args:
        library: `httpx` or `httpx2`, whose choice of trusted certificates counts.
        trust_env: Whether certificates named in the environment count.
        http2: Whether it is for connections that offer HTTP/2.

    Raises:
        ArgumentError: The certificates that the environment names cannot be loaded.
    """
    module: Any = importlib.import_module(library)
    try:
        return cast("ssl.SSLContext", module.create_ssl_context(trust_env=trust_env))
    except OSError as error:
        reason = one_line(error.strerror or type(error).__name__)
    raise ArgumentError(
        f"the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be loaded ({reason}): {_WAY_OUT}",
        argument="trust_env",
    )


def proxy_for(base_url: str, schemes: frozenset[str]) -> Proxy | None:
    """Look up the proxy of an origin in the environment, heeding NO_PROXY.

    Plain http, which is allowed on this machine only, uses no proxy: that would send the credentials unencrypted.

    Args:
        base_url: URL of the origin.
        schemes: Kinds of proxies that the engine can use.

    Raises:
        ArgumentError: The proxy cannot be used.
    """
    url = urlsplit(base_url)
    if url.scheme != "https" or urllib.request.proxy_bypass(url.netloc):
        return None
    proxies = urllib.request.getproxies()
    named = hidden(proxies.get("https") or proxies.get("all"))
    if not named:
        return None
    del proxies  # the frame of the error would show a password in them
    proxy = _read(named if "://" in named else SecretText(f"http://{named}"), schemes)
    if isinstance(proxy, Proxy):
        return proxy
    raise ArgumentError(
        f"the proxy of the environment must be the URL of a host that speaks {', '.join(sorted(schemes))}; "
        f"got one {proxy}: {_WAY_OUT}",
        argument="trust_env",
    )


def _read(proxy: str, schemes: frozenset[str]) -> Proxy | str:
    """Read the URL of a proxy.

    Returns:
        The proxy, `None` for none; a text describes what is wrong with the URL.
    """
    try:
        url = urlsplit(proxy)
        port = url.port
    except ValueError:
        return "that is no URL"
    host = url.hostname or ""
    if url.scheme not in schemes:
        return f"of the scheme {one_line(url.scheme, 20)!r}"
    if not is_visible(host) or max(map(len, host.split("."))) > _LONGEST_LABEL:
        return "without the name of a host in ASCII"
    if url.scheme.startswith("socks5") and importlib.util.find_spec("socksio") is None:
        return "of a kind that needs a package: pip install 'httpx[socks]'"
    user, password = unquote(url.username or ""), unquote(url.password or "")
    if not (user + password).isascii():
        return "with a name or password that is not ASCII"
    return Proxy(url.scheme, host, port, (SecretText(user), SecretText(password)) if user else None)
