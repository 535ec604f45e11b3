"""Connections of httpcore: whether they can be used, and what they raise."""

import functools
import traceback
from collections.abc import Callable
from typing import Any

from aiodockerhub.errors import DockerHubError
from aiodockerhub.http.engines import tls_and_proxies, transport_errors
from aiodockerhub.http.engines.httpcore_network import Network
from aiodockerhub.http.engines.httpcore_states import Http2Corrections, has_no_extra_bytes

_LIBRARIES = frozenset({"httpcore", "httpcore2", "h11", "h2", "hpack"})


class Connection:
    """A connection of httpcore with its sockets.

    Args:
        network: The sockets of the connection.
        http: Connection of httpcore.
    """

    __slots__ = ("http", "http2", "network")

    def __init__(self, network: Network, http: Any) -> None:
        self.network: Network = network
        self.http: Any = http
        self.http2: Http2Corrections = Http2Corrections(http)

    def is_usable(self, *, http2: bool) -> bool:
        """Return whether a request can begin on the connection.

        Args:
            http2: Whether the connection may speak HTTP/2.
        """
        try:
            is_over = self.http.is_closed() or self.http.has_expired()
            is_over = is_over or (http2 and self.network.is_stale)  # `has_expired` of HTTP/2 ignores the socket
        except Exception:  # noqa: BLE001 - another connection takes the place of one that cannot be checked
            return False
        return not is_over

    def is_reusable(self) -> bool:
        """Return whether the connection can be kept for another exchange.

        Returns:
            True if the connection is idle, has sent the whole request, has received nothing behind the response, and if
            the server accepts further requests on it.
        """
        is_free = self.http.is_idle() and not self.http2.is_ending
        return is_free and has_no_extra_bytes(self.http) and self.network.is_written_out

    @staticmethod
    def raises_unchanged(error: Exception) -> bool:
        """Return whether the engine raises an exception of an exchange unchanged.

        A mistake in code comes from the caller if a mock takes the place of httpcore. Otherwise the mistake is one of
        httpcore or of this package, and the frames of its exception show the request with its headers.

        Args:
            error: Exception that an operation of httpcore raised.
        """
        is_mistake = isinstance(error, transport_errors.RAISED_UNCHANGED)
        return isinstance(error, DockerHubError) or (is_mistake and is_of_mock(error))

    def has_sent(self, error: Exception) -> bool:
        """Return whether an exchange that failed may have sent its request.

        A mock sends nothing. Its error stands for an exchange whose request was sent, unless the class of the error
        says otherwise.

        Args:
            error: Exception that an operation of httpcore raised.
        """
        return self.network.has_sent or is_of_mock(error)


def is_of_mock(error: Exception) -> bool:
    """Return whether a mock raised an exception in the place of httpcore.

    Args:
        error: Exception that an operation of httpcore raised.

    Returns:
        True if the traceback has no frame of httpcore or of the libraries below it.
    """
    modules = (str(frame.f_globals.get("__name__")) for frame, _ in traceback.walk_tb(error.__traceback__))
    return not any(module.partition(".")[0] in _LIBRARIES for module in modules)


def pool_class(core: Any, proxy: tls_and_proxies.Proxy | None) -> Callable[..., Any]:
    """Return the class of connection pools for a proxy.

    Args:
        core: Module `httpcore` or `httpcore2`.
        proxy: Proxy of the origin; `None` if it has none.

    Returns:
        The class, to which the arguments for the proxy are bound.
    """
    if proxy is None:
        return core.AsyncConnectionPool  # type: ignore[no-any-return] # the module is chosen at run time
    proxy_url = core.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target=b"/")
    pool = core.AsyncSOCKSProxy if proxy.scheme.startswith("socks5") else core.AsyncHTTPProxy
    return functools.partial(pool, proxy_url=proxy_url, proxy_auth=proxy.auth)
