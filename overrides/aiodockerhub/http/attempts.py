"""Decides after an attempt: return, redirect, log in again, or retry."""

from collections.abc import Awaitable

from aiodockerhub.errors import DecodeError, HubTimeoutError, TransportError
from aiodockerhub.helpers.interruption import Interruption
from aiodockerhub.helpers.outcome import as_outcome
from aiodockerhub.helpers.statuses import UNAUTHORIZED
from aiodockerhub.http.call_context import CallContext
from aiodockerhub.http.engines.protocol import Engine, ForeignError
from aiodockerhub.http.exchange import Response, exchange
from aiodockerhub.http.headers import RequestHeaders
from aiodockerhub.http.lifecycle import ClientState
from aiodockerhub.http.retries import Failure, wait_before_retry
from aiodockerhub.http.retryable_statuses import NOT_DONE

_LOG_IN_TIMEOUTS = 10  # the maximum time of an exchange of a log-in, as a multiple of `timeout`


async def exchange_or_return_error(
    engine: Engine, context: CallContext, headers: RequestHeaders
) -> Response | TransportError:
    """Perform the exchange of an attempt; return its response or error.

    Args:
        engine: Engine that sends the request.
        context: Context of the call.
        headers: All headers of the request, including credentials.

    Returns:
        The response or the transport error. `decide_next_attempt` decides whether a retry follows the error.

    Raises:
        DecodeError: The body of a 2xx response is too long, has an unsupported encoding, or is much longer compressed
            than decompressed.
        UsageError: The process can start no thread to look up the host, or the user has closed the `http_client`.
        Exception: The sink of a download or a transport of the user raised this exception.
        BaseException: The attempt was cancelled, for example. The traceback of the exception does not have the frames
            of the exchange.
    """
    try:
        exchanging, timeout = exchange(engine, context.begin_attempt(headers)), context.settings.timeout
        if context.authenticate or timeout is None:
            response = await exchanging
        else:
            response = await _limit_log_in(exchanging, _LOG_IN_TIMEOUTS * timeout, engine.host)
    except TransportError as error:
        context.may_have_acted = context.may_have_acted_before or error.sent
        return error
    except DecodeError as error:
        context.outcome = error.status_code
        as_outcome(error, context.call)
        raise
    except ForeignError as carrier:
        ending: BaseException = carrier.error
    except Exception:
        raise
    except BaseException as error:  # noqa: BLE001 - a cancellation, for example; raised again below
        # `asyncio.timeout` shows the frames of a cancellation, and the frames of the exchange hold the request.
        ending = error.with_traceback(None)
        ending.__cause__ = ending.__context__ = None
    else:
        if response.status_code in NOT_DONE:
            context.may_have_acted = context.may_have_acted_before
        return response
    raise ending  # after the handler (CONTRIBUTING, Style)


async def _limit_log_in(exchanging: Awaitable[Response], limit: float, host: str) -> Response:
    """Perform the exchange of a log-in, within a limit for the whole exchange.

    All calls wait for the log-in, and no other log-in starts before its end. Without the limit, a response that arrives
    slowly and never ends would stop the client for good. The limit does not include hooks, which may have a reason to
    wait long.

    Args:
        exchanging: Coroutine of the exchange.
        limit: Maximum time of the exchange, in seconds.
        host: Host of the connection, for the message.

    Raises:
        HubTimeoutError: The exchange has not ended within the limit.
        Exception: The exchange raised this exception.
    """
    async with Interruption(set(), limit):
        return await exchanging
    message = f"{host} did not finish its response to a log-in within {limit:g} s ({_LOG_IN_TIMEOUTS} times `timeout`)"
    raise HubTimeoutError(message, host=host)


def decide_next_attempt(shared: ClientState, context: CallContext, result: Response | TransportError) -> float | None:
    """Decide whether another attempt of a call follows, and when.

    This function also records the decision in the context: a retry, a resent call or a followed redirect. The caller
    checks whether the deadline leaves time for the next attempt.

    Args:
        shared: State that the clients with options share.
        context: Context of the call.
        result: Response or transport error of the last attempt.

    Returns:
        Time until the next attempt, in seconds: 0 to resend the call after status 401 or to follow a redirect. `None`
        if no attempt follows: after a success, and after a failure that is not retried.
    """
    if isinstance(result, TransportError):
        failure = Failure(error=result)
    else:
        if context.is_success(result):
            return None
        if _resend_after_401(shared, context, result) or context.try_redirect(result):
            return 0.0
        failure = Failure(status_code=result.status_code, headers=result.headers)
    clock = shared.clock
    wait = wait_before_retry(
        context.settings.retry,
        failure,
        is_idempotent=context.is_idempotent,
        retries=context.retries,
        elapsed=clock.monotonic() - context.first_attempt_at,
        now=clock.time(),
    )
    if wait is not None:
        context.retries += 1
    return wait


def _resend_after_401(shared: ClientState, context: CallContext, response: Response) -> bool:
    """Drop a token that was refused; return whether to resend the call.

    No token is dropped, and the call is not resent, if the response has another status, or if the call had no token or
    was resent before. Otherwise `TokenCache.drop_rejected` decides: it keeps a token that cannot be replaced, and a
    fresh token shortly after another fresh token was dropped.
    """
    if response.status_code != UNAUTHORIZED or context.authorization is None or context.resent:
        return False
    context.resent = shared.auth.drop_rejected(context.authorization)
    return context.resent
