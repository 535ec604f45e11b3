"""Messages and classes of transport errors, from library exceptions.

The exceptions of the libraries hold requests with their headers, raw bytes of responses, and frames with both, so they
may contain secrets. The transport errors have no cause except an `OSError` without traceback. Their messages come from
this module, the operating system or OpenSSL, or are the fixed words before a colon in a message of the library.
"""

import errno
import os
import re
import socket
import ssl
from collections.abc import Iterator
from itertools import islice

from aiodockerhub.errors import DockerHubError, HubConnectionError, HubTimeoutError, TransportError
from aiodockerhub.helpers.text import shown

_STATUS = re.compile(r"\d{3}\b")
_NAMES = ("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "LocalProtocolError")
_CONNECT_ERRORS = frozenset(
    {f"{library}.{name}" for library in ("httpcore", "httpcore2") for name in _NAMES}
    | {"aiohttp.ClientConnectorError", "aiohttp.ClientHttpProxyError"}
)
_WRAPPING_ERRORS = frozenset(f"{library}.{name}" for library in ("httpx", "httpx2") for name in _NAMES)
_CONNECT_NUMBERS = frozenset(
    {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EHOSTUNREACH, errno.EMFILE, errno.ENETDOWN, errno.ENETUNREACH}
)
_HTTP2_ENDINGS = {  # by the names of events
    "h2.events.ConnectionTerminated": "the connection was ended (GOAWAY",
    "h2.events.StreamReset": "the request was reset (RST_STREAM",
}
_HTTP2_CLOSED = "h2.exceptions.StreamClosedError"
RAISED_UNCHANGED = (
    DockerHubError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    NameError,
    NotImplementedError,
    TypeError,
)
"""Exceptions of the user's code that engines raise unchanged: errors of this package, and mistakes in a mock transport.

Engines convert all other exceptions to transport errors: a transport of the user may raise exceptions of any library.
They also convert a mistake in httpcore, in aiohttp or in this package, because its frames show the request.
"""

EARLY_END = "the server closed the connection or sent bytes before the request"
"""What a server did to a connection on which no request can begin."""


def timeout_error(host: str, *, sent: bool) -> HubTimeoutError:
    """Make the error for a phase that took longer than its timeout.

    Args:
        host: Host of the origin, for the message.
        sent: Whether bytes of the request may have been sent.
    """
    return HubTimeoutError(f"timed out {'waiting for' if sent else 'connecting to'} {host}", host=host, sent=sent)


def connection_error(
    host: str, summary: str, error: BaseException, *, sent: bool, retryable: bool = True
) -> HubConnectionError:
    """Make the error for a connection that could not be made, or that broke.

    Args:
        host: Host of the origin, for the message.
        summary: Description of the failure, for an error without a message of the operating system.
        error: Exception of the library.
        sent: Whether bytes of the request may have been sent.
        retryable: Whether a retry may help; true by default. An error of a certificate that cannot be verified is never
            retryable.

    Returns:
        The error, whose cause is the error of the operating system if there is one.
    """
    cause = _find_system_error(error)
    doing = "finish the exchange with" if sent else "connect to"
    reason = shown(summary if cause is None else str(cause) or type(cause).__name__)
    failure = HubConnectionError(
        f"could not {doing} {host}: {reason}",
        host=host,
        sent=sent,
        retryable=retryable and not isinstance(cause, ssl.SSLCertVerificationError),
    )
    if cause is not None:
        cause.__cause__ = cause.__context__ = None
        failure.__cause__ = cause.with_traceback(None)
    return failure


def early_end_error(host: str) -> HubConnectionError:
    """Make the error for a new connection on which no request can begin.

    Args:
        host: Host of the origin, for the message.
    """
    return HubConnectionError(f"could not connect to {host}: {EARLY_END}", host=host, sent=False)


def message_before_colon(error: BaseException) -> str:
    """Return the message of an error up to its first colon.

    The rest may be raw bytes of the response. If the message begins with the status of a proxy, the result names the
    status only, because the text after it comes from the proxy. If a frame of HTTP/2 has ended the exchange, the result
    names the frame and its error code, because the message is the `repr` of an event of `h2`. It has no code if sending
    failed after the frame.

    Args:
        error: Exception of the library.
    """
    for link in _follow_chain(error):
        for event in link.args[:1]:
            ending = _HTTP2_ENDINGS.get(f"{type(event).__module__}.{type(event).__name__}")
            if ending is not None:
                return f"{ending}, {getattr(event.error_code, 'name', event.error_code)})"
        if f"{type(link).__module__}.{type(link).__name__}" == _HTTP2_CLOSED:
            return f"{_HTTP2_ENDINGS['h2.events.StreamReset']})"
        if type(link).__module__ == "h2.exceptions" and str(link).isdigit():
            return f"the server violated HTTP/2 ({type(link).__name__})"  # its message is the number of a stream
    text = str(error)
    status = _STATUS.match(text)
    if status is not None:
        return f"the proxy returned {status[0]}"
    return text.partition(":")[0] or type(error).__name__


def is_of_http2(error: BaseException) -> bool:
    """Return whether an error comes from `h2`, the library for HTTP/2.

    httpcore reports every error of `h2` as an error of the client, even if the server sent an invalid frame.

    Args:
        error: Exception of the library.
    """
    return any(type(link).__module__.startswith("h2.") for link in _follow_chain(error))


def is_from_connecting(error: BaseException) -> bool:
    """Return whether an error can mean that no request was sent.

    The result is true for an error without cause and context, such as the error of a mock. It is also true if the cause
    is an error of connecting: of httpcore or aiohttp, of TLS, of the look-up of a host, or of the operating system
    before there is a connection. After any other cause, the request may have been sent.

    Args:
        error: Exception of a transport or client, whose class says that nothing was sent.
    """
    for link in islice(_follow_chain(error), 1, None):
        names = {f"{base.__module__.partition('.')[0]}.{base.__name__}" for base in type(link).__mro__}
        if names & _CONNECT_ERRORS:
            return True
        if not names & _WRAPPING_ERRORS:
            return _is_of_connect(link)
    return True


def _is_of_connect(error: BaseException) -> bool:
    """Return whether the system raises an error before there is a connection.

    A subclass in another module, such as `aiohttp.ClientOSError`, is not such an error.
    """
    if type(error) is OSError:
        return error.errno is None or error.errno in _CONNECT_NUMBERS  # no number: several addresses have failed
    return type(error) in {ConnectionRefusedError, socket.gaierror, ssl.SSLError, ssl.SSLCertVerificationError}


def is_of_timeout(error: BaseException) -> bool:
    """Return whether an error can mean that a timeout has passed.

    The result is true for an error without cause and context, and if an error among its causes is a timeout.

    Args:
        error: Exception of a transport or client, whose class says that a timeout has passed.
    """
    _, *causes = _follow_chain(error)
    return not causes or any("Timeout" in type(cause).__name__ for cause in causes)


def closed_error(host: str, *, sent: bool) -> TransportError:
    """Make the error for an exchange during which the client was closed.

    Args:
        host: Host of the origin, for the message.
        sent: Whether bytes of the request may have been sent.
    """
    return HubConnectionError(f"this client was closed during the exchange with {host}", host=host, sent=sent)


def _find_system_error(error: BaseException) -> OSError | None:
    """Return the innermost error of the operating system or of OpenSSL.

    An error that comes neither from OpenSSL nor from a look-up of a name is replaced by a plain `OSError` with the
    message of the operating system for its number. The function returns `None` if the chain of the exception has no
    error with a number.
    """
    innermost: OSError | None = None
    number = 0
    for link in _follow_chain(error):
        if isinstance(link, OSError) and isinstance(link.errno, int):
            innermost, number = link, link.errno
    if innermost is None or isinstance(innermost, ssl.SSLError | socket.gaierror):
        return innermost
    # A subclass in a library may hold the request, and a transport of the user may write a secret into the message.
    return OSError(number, os.strerror(number))


def _follow_chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and its chain of causes and contexts."""
    seen = set[int]()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__
