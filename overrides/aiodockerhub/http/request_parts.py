"""Builds URL, headers and body of a request from a call, within limits."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from aiodockerhub_generated._masking import SealedText, SecretBytes, sealed
from aiodockerhub_generated.types import JSON, OMIT, Call, Content, DriftSink, Omit, Operation

from aiodockerhub.errors import ArgumentError, ArgumentTypeError
from aiodockerhub.http.headers import RequestHeaders
from aiodockerhub.http.options import Settings

_MAX_URL_CHARACTERS = 65_536  # servers accept less


def build_url(base_url: str, call: Call[Any], extra: Mapping[str, str]) -> str:
    """Build the URL of a call.

    Args:
        base_url: Base URL of the API, without a slash at the end.
        call: Call with the path and the query parameters.
        extra: Query parameters to add. They replace parameters of the call with the same name.

    Returns:
        The URL, whose `repr` is hidden because it may contain a secret.

    Raises:
        ArgumentError: The URL has more than 65,536 characters.
    """
    kept = tuple(pair for pair in call.query if pair[0] not in extra) if extra else call.query
    query = (*kept, *extra.items())
    # The parameters may be secret: SealedText hides the URL in frames of errors, and `del` removes the parameters.
    url = SealedText(f"{base_url}{call.path}?{urlencode(query)}" if query else f"{base_url}{call.path}")
    del kept, query
    if len(url) > _MAX_URL_CHARACTERS:
        raise ArgumentError(
            f"the arguments of {call.operation.id} must fit into a URL of {_MAX_URL_CHARACTERS:,} characters; "
            f"these make a URL of {len(url):,}"
        )
    return url


def build_headers(call: Call[Any], settings: Settings, *, has_body: bool) -> RequestHeaders:
    """Build the headers of a call, without credentials.

    The headers come from three sources: `accept` of the operation and `content-type` of the operation or of a `Content`
    body; the headers of the client and of the options of the call; and the header parameters of the operation. A header
    of a later source replaces the header of the same name of an earlier source.

    Args:
        call: Call with the header parameters.
        settings: Settings of the call, which include the headers of the client and of the options.
        has_body: Whether the request has a body, and so a Content-Type.

    Returns:
        The headers, with names in lower case.
    """
    headers = RequestHeaders(accept=call.operation.accept)
    if has_body:
        body = call.body
        headers["content-type"] = body.media_type if isinstance(body, Content) else call.operation.content_type
    headers.update(settings.headers)
    for name, value in call.headers:
        headers[name.lower()] = value
    return headers


def encode_body(operation: Operation, body: JSON | Content | Omit, report: DriftSink) -> bytes | None:
    """Encode the body of a request.

    Scopes of access tokens in the body are checked and converted to Docker Hub's spelling.

    Args:
        operation: Operation of the request.
        body: JSON value, `Content` with the bytes of another media type, or `OMIT` for no body.
        report: Function that is called with a `Drift` for each unknown scope.

    Returns:
        The bytes of the body; `None` for no body.

    Raises:
        ArgumentError: A number is not finite or has more than 4,300 digits, a text has half of a surrogate pair, or the
            value is nested too deeply for Python's recursion limit or contains itself. Or a resource of an access token
            is invalid.
        ArgumentTypeError: A value has a type that JSON does not have.
        DecodeError: `report` of a strict client raised this error.
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
        if "\\ud" in text:  # possibly half of a surrogate pair, which UTF-8 cannot encode
            json.dumps(body, ensure_ascii=False).encode()
        return SecretBytes(text.encode())
    except TypeError:
        refusal, problem = ArgumentTypeError, "a value of a type that JSON does not have"
    except UnicodeEncodeError:
        problem = "half of a surrogate pair"
    except (ValueError, RecursionError):
        problem = "a number that is not finite or is too long, or values that are nested too deeply"
    # after the handler (CONTRIBUTING, Style)
    raise refusal(f"the body of {operation.id} must be JSON; it holds {problem}", argument="body")
