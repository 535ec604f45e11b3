"""Shows long waits on stderr, and all exchanges with `--verbose`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click
from aiodockerhub_generated._masking import mask_text

from aiodockerhub.helpers.statuses import TOO_MANY_REQUESTS
from aiodockerhub.helpers.text import mask_fields, one_line, without_secrets

if TYPE_CHECKING:
    from aiodockerhub.errors import StatusError
    from aiodockerhub.http.events import AttemptEvent, RequestEvent, ResponseEvent
    from aiodockerhub.http.hooks import Hooks

_SECRET_HEADERS = {"authorization", "cookie", "proxy-authorization", "set-cookie"}
_MAX_BODY_LENGTH = 2000  # characters
_MIN_SHOWN_WAIT = 3.0  # seconds


def hooks(*, verbose: bool) -> "Hooks":
    """Make the hooks of a client that show its exchanges.

    Args:
        verbose: Whether to show all exchanges. Waits of three seconds or more before an attempt are always shown.

    Returns:
        The hooks, as keyword arguments of `DockerHub`.
    """
    waits: Hooks = {"on_attempt": _show_wait}
    return {"on_request": _show_request, "on_response": _show_response, **waits} if verbose else waits


def show_body(error: "StatusError") -> None:
    """Write the body of an unsuccessful response to stderr, on one line.

    Secrets are masked, and the line is cut after 2,000 characters. An empty body is not shown.

    Args:
        error: Error of the response.
    """
    body = mask_text(error.body.decode("utf-8", "replace"))
    if body:
        click.echo(f"  {one_line(body, _MAX_BODY_LENGTH)}", err=True)


def _show_wait(event: "AttemptEvent") -> None:
    if event.wait is not None and event.wait >= _MIN_SHOWN_WAIT:
        reason = event.status_code if event.error is None else type(event.error).__name__
        limited = ", the rate limit" if event.status_code == TOO_MANY_REQUESTS else ""
        click.echo(f"waiting {event.wait:.0f} s before the next attempt ({reason}{limited}); Ctrl-C ends it", err=True)


def _show_request(event: "RequestEvent") -> None:
    click.echo(f"> {event.method} {without_secrets(event.url)} ({event.operation}, attempt {event.attempt})", err=True)
    _show_headers(">", event.headers)


def _show_response(event: "ResponseEvent") -> None:
    click.echo(f"< {event.status_code} in {event.elapsed:.3f} s", err=True)
    _show_headers("<", event.shown_headers)


def _show_headers(mark: str, headers: Mapping[str, str]) -> None:
    for name, value in mask_fields({n: v for n, v in headers.items() if n.lower() not in _SECRET_HEADERS}).items():
        click.echo(f"{mark}   {name}: {one_line(value)}", err=True)
