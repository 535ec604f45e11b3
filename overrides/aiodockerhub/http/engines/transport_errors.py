"""Transport errors, made from the exceptions of the HTTP libraries.

Those exceptions hold requests with their headers, raw bytes of responses, and frames with both, so secrets too. The
errors made here have no cause, except for a bare `OSError` without traceback. Their messages are written here, or taken
from the operating system or OpenSSL.
"""

import re
import socket
import ssl
from collections.abc import Iterator

from aiodockerhub.errors import DockerHubError, HubConnectionError, HubTimeoutError, TransportError
from aiodockerhub.helpers.text import shown

_STATUS = re.compile(r"\d{3}\b")
PASSED_ON = (
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
"""What is raised as it is: errors of this package, and mistakes in the program, such as in a transport of a test.

Anything else comes from the libraries below, and not only from those that are known here: a transport of the user's may
stand on others.
"""


def timed_out(host: str, *, sent: bool) -> HubTimeoutError:
    """Make the error of a phase that took too long.

    Args:
        host: Host that was being talked to.
        sent: Whether the request may have left.
    """
    return HubTimeoutError(f"timed out {'waiting for' if sent else 'connecting to'} {host}", host=host, sent=sent)


def failed(host: str, summary: str, error: BaseException, *, sent: bool, retryable: bool = True) -> HubConnectionError:
    """Make the error of a connection that could not be made, or broke.

    Args:
        host: Host that was being talked to.
        summary: What happened; the message of an error of the operating system is preferred.
        error: The exception of the library.
        sent: Whether the request may have left.
        retryable: Whether a retry may help.
    """
    cause = _system_error(error)
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


def before_colon(error: BaseException) -> str:
    """Cut the message of an error at its first colon.

    The rest may be raw bytes of the response, or the text of a proxy after its status.
    """
    text = str(error)
    status = _STATUS.match(text)
    if status is not None:
        return f"the proxy returned {status[0]}"
    return text.partition(":")[0] or type(error).__name__


def is_of_http2(error: BaseException) -> bool:
    """Tell whether an error is a violation of HTTP/2.

    httpcore reports as an error of the client whatever the library `h2` refuses, frames of the server included.

    Args:
        error: The exception of the library.
    """
    return any(type(link).__module__.startswith("h2.") for link in _chain(error))


def closed(host: str, *, sent: bool) -> TransportError:
    """Make the error of an exchange during which the client was closed."""
    return HubConnectionError(f"this client was closed during the exchange with {host}", host=host, sent=sent)


def _system_error(error: BaseException) -> OSError | None:
    """Find the innermost error of the operating system or of OpenSSL."""
    innermost: OSError | None = None
    for link in _chain(error):
        if isinstance(link, OSError) and link.errno is not None:
            innermost = link
    if innermost is None or isinstance(innermost, ssl.SSLError | socket.gaierror):
        return innermost
    return OSError(innermost.errno, innermost.strerror)  # plain: those of libraries hold more than they show


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and its causes."""
    seen = set[int]()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__
