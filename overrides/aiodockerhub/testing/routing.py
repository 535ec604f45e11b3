"""Handlers are bound to operations by their id; method and path come from the generated table of operations."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from aiodockerhub_generated.types import Operation
from starlette.responses import Response
from starlette.routing import compile_path

# A handler takes the call and the values of its path parameters, in the order of the path template.
Handler = Callable[..., Response]

HANDLERS: dict[str, Handler] = {}


def handles(*operations: str) -> Callable[[Handler], Handler]:
    """Make a function the handler of operations.

    Args:
        *operations: ids such as ``repositories.list_tags``.

    Returns:
        A decorator that leaves the function as it is.
    """

    def bind(handler: Handler) -> Handler:
        for operation in operations:
            if operation in HANDLERS:
                raise ValueError(f"{operation} already has a handler")
            HANDLERS[operation] = handler
        return handler

    return bind


class Routes:
    """Which operation answers a method and path.

    Args:
        operations: the table to serve; each must have a handler.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._by_length: dict[int, list[tuple[re.Pattern[str], Operation]]] = {}
        for operation in operations:
            path = operation.path.rstrip("/")
            pattern = compile_path(path)[0]
            self._by_length.setdefault(path.count("/"), []).append((pattern, operation))
        for routes in self._by_length.values():
            # Literal segments win over parameters: /v2/invites/bulk is not the invite "bulk".
            routes.sort(key=lambda route: route[1].path.count("{"))

    def find(self, method: str, path: str) -> tuple[Operation, tuple[str, ...]] | list[str]:
        """Look up a request.

        Args:
            method: HTTP method.
            path: decoded path; a trailing slash makes no difference, as on today's service.

        Returns:
            The operation and the values in its path, or the methods that the path has if this one is not among them.
        """
        path = path.rstrip("/")
        allowed: list[str] = []
        for pattern, operation in self._by_length.get(path.count("/"), ()):
            match = pattern.match(path)
            if match is None:
                continue
            if operation.method == method:
                return operation, match.groups()
            allowed.append(operation.method)
        return sorted(set(allowed))


def unhandled(operations: Iterable[Operation]) -> list[str]:
    """Ids of operations for which there is no handler."""
    return [operation.id for operation in operations if operation.id not in HANDLERS]


def reply(body: Any, status: int = 200, media_type: str = "application/json") -> Response:
    """A JSON response, written as Hub writes it: compact and in UTF-8."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    # A request may have brought half a surrogate pair, which JSON can spell and UTF-8 cannot.
    return Response(text.encode("utf-8", "replace"), status_code=status, media_type=media_type)


def empty(status: int = 204) -> Response:
    """A response without a body."""
    return Response(status_code=status)
