"""What an error knows of its request and response, such as headers."""

from urllib.parse import urlsplit

from aiodockerhub.auth.credentials import KnownCredentials, caller_of
from aiodockerhub.errors import DecodeError, DockerHubError, StatusError, status_class
from aiodockerhub.helpers.outcome import is_outcome
from aiodockerhub.http.call_context import CallContext
from aiodockerhub.http.exchange import Response
from aiodockerhub.http.redirects import REDIRECTS
from aiodockerhub.http.retry_after import retry_at
from aiodockerhub.http.safe_methods import SAFE_METHODS
from aiodockerhub.http.secret_masking import mask_named_credentials
from aiodockerhub.responses import error_advice, error_bodies

_MAX_KEPT_BODY_BYTES = 65_536
_HIDDEN_HEADERS = frozenset({"set-cookie", "authorization"})


def status_error(
    context: CallContext, response: Response, now: float, credentials: KnownCredentials | None
) -> StatusError:
    """Make the `StatusError` for an unsuccessful response.

    Args:
        context: Context of the call.
        response: Response that is not a success.
        now: Current time, in seconds since the epoch.
        credentials: Credentials that the session has used last; `None` if no request has needed credentials.

    Returns:
        The error, in which the secrets of the call are masked.
    """
    secrets_sent = context.secrets()
    headers = secrets_sent.mask_headers(response.headers.without(_HIDDEN_HEADERS))
    parsed_error = error_bodies.extract(response.body, secrets_sent.mask_value)
    message = parsed_error.message or "the response gives no reason"
    if response.status_code in REDIRECTS:
        message = secrets_sent.mask_text(mask_named_credentials(context.redirect_of(headers).message, context.named))
    error = status_class(response.status_code)(
        message,
        status_code=response.status_code,
        detail=parsed_error.detail,
        headers=headers,
        request_id=headers.get("x-request-id") or headers.get("cf-ray"),
        body=secrets_sent.mask_body(response.body)[:_MAX_KEPT_BODY_BYTES],
        retry_at=retry_at(response.status_code, response.headers, now),
        operation=context.operation.id,
    )
    path = urlsplit(context.url).path
    note = error_advice.note(response.status_code, message, context.operation, caller_of(credentials), path)
    if note is not None:
        error.add_note(note)
    return error


def add_request(context: CallContext, error: DockerHubError) -> None:
    """Add method, URL and number of attempts to the error of this call.

    These are added only if the call has made an attempt. A `DecodeError` also gets the status and, after a write
    other than a log-in, the body with its secrets masked. If the call is not idempotent and may have been carried
    out, the error gets a note. An error of a hook or of the log-in belongs to another request and is not changed.

    Args:
        context: Context of the call.
        error: Error that ends the call.
    """
    if not is_outcome(error, context.call):
        return
    if isinstance(error, DecodeError):
        context.secrets().mask_error(error)
        body = error.body  # of a response that is too large
        if context.response is not None:
            error.status_code, body = context.response.status_code, context.response.body
        is_write = context.operation.method not in SAFE_METHODS and context.authenticate  # a log-in is no write
        error.body = context.secrets().mask_body(body)[:_MAX_KEPT_BODY_BYTES] if is_write else b""
    note = None if context.is_idempotent else error_advice.lost_result_note(error)
    if note is not None:
        error.add_note(note)
    if context.attempts:
        error.attempts = context.attempts
        error.request_method, error.request_url = context.operation.method, context.masked_url(of_error=True)
