"""What the environment names for TLS and proxies."""

import functools
import importlib
import ssl
import urllib.request
from typing import Any, cast
from urllib.parse import urlsplit


@functools.cache
def ssl_context(library: str, *, trust_env: bool, http2: bool = False) -> ssl.SSLContext:  # noqa: ARG001 - httpcore sets ALPN on the context
    """Make the TLS context, one for each process.

    Loading the certificates takes 20 ms.

    Args:
        library: `httpx` or `httpx2`, whose choice of trusted certificates counts.
        trust_env: Whether certificates named in the environment count.
        http2: Whether it is for connections that offer HTTP/2.
    """
    module: Any = importlib.import_module(library)
    return cast("ssl.SSLContext", module.create_ssl_context(trust_env=trust_env))


def proxy_for(base_url: str) -> str | None:
    """Look up the proxy of an origin in the environment, with NO_PROXY.

    None for plain http, which is for this machine only: a proxy would carry the credentials off in the clear.

    Args:
        base_url: URL of the origin.

    Raises:
        ValueError: The proxy is of a kind that cannot be used.
    """
    url = urlsplit(base_url)
    if url.scheme != "https" or urllib.request.proxy_bypass(url.netloc):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get("https") or proxies.get("all")
    if not proxy:
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
