"""URL, headers and body of a request, made from a call; does no I/O."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from aiodockerhub_generated._redaction import SealedText, SecretBytes, sealed
from aiodockerhub_generated.types import JSON, OMIT, Call, Content, DriftSink, Omit, Operation

from aiodockerhub.errors import ArgumentError, ArgumentTypeError
from aiodockerhub.http.headers import RequestHeaders
from aiodockerhub.http.options import Settings

_LONGEST_URL = 65_536  # characters; more than servers take


def url_of(base_url: str, call: Call[Any], extra: Mapping[str, str]) -> str:
    """Build the URL of a call.

    Args:
        base_url: Base URL of the API, without a slash at the end.
        call: The call.
        extra: Query parameters to add, or to replace the call's own of the same name.

    Raises:
        ArgumentError: The URL would be longer than any server takes.
    """
    kept = tuple(pair for pair in call.query if pair[0] not in extra) if extra else call.query
    query = (*kept, *extra.items())
    # Frames of errors show neither the URL nor the parameters, which may be secret.
    url = SealedText(f"{base_url}{call.path}?{urlencode(query)}" if query else f"{base_url}{call.path}")
    del kept, query
    if len(url) > _LONGEST_URL:
        raise ArgumentError(
            f"the arguments of {call.operation.id} must fit into a URL of {_LONGEST_URL:,} characters; "
            f"these make one of {len(url):,}"
        )
    return url


def headers_of(call: Call[Any], settings: Settings, *, has_body: bool) -> RequestHeaders:
    """Build the headers of a call, without credentials.

    Headers of the client and the call replace headers of the document.

    Args:
        call: The call.
        settings: The settings of the call.
        has_body: Whether the request has a body.
    """
    headers = RequestHeaders(accept=call.operation.accept)
    if has_body:
        body = call.body
        headers["content-type"] = body.media_type if isinstance(body, Content) else call.operation.content_type
    headers.update(settings.headers)
    for name, value in call.headers:
        headers[name.lower()] = value
    return headers


def content_of(operation: Operation, body: JSON | Content | Omit, report: DriftSink) -> bytes | None:
    """Encode the body of a request; `None` for no body.

    Scopes of access tokens in the body are changed to the spelling of Docker Hub.

    Args:
        operation: The operation.
        body: The JSON value, or the bytes of another kind of body.
        report: Called with a drift for each unknown scope.

    Raises:
        ArgumentError: A number is not finite, text holds halves of surrogate pairs, or the value is nested too deeply.
        ArgumentTypeError: A value is of a type that JSON does not have.
    """
    if body is OMIT:
        return None
    if isinstance(body, Content):
        return SecretBytes(body.data)
    body = sealed(body)
    if operation.scopes:
        from aiodockerhub.auth.scopes import normalize_body

        body = normalize_body(operation, body, report)
    refusal: type[ArgumentError] = ArgumentError
    try:
        text = SealedText(json.dumps(body, separators=(",", ":"), allow_nan=False))
        if "\\ud" in text:  # perhaps half of a surrogate pair, which no server reads
            json.dumps(body, ensure_ascii=False).encode()
        return SecretBytes(text.encode())
    except TypeError:
        refusal, problem = ArgumentTypeError, "a value of a type that JSON does not have"
    except UnicodeEncodeError:
        problem = "half of a surrogate pair"
    except (ValueError, RecursionError):
        problem = "a number that is not finite, or too long, or is nested too deeply"
    raise refusal(f"the body of {operation.id} must be JSON; it holds {problem}", argument="body")
