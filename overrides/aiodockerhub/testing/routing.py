"""Routing: handlers by operation, paths by the generated table."""

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
        *operations: ids such as `repositories.list_tags`.

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
    """The operation of a method and path.

    Args:
        operations: the table to serve; each must have a handler.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        by_path: dict[str, tuple[re.Pattern[str], dict[str, Operation]]] = {}
        for operation in operations:
            # Two names for a parameter, as in /v2/orgs/{name} and /v2/orgs/{org_name}, do not make two paths.
            path = re.sub(r"{[^}]*}", "{}", operation.path.rstrip("/"))
            pattern = compile_path(operation.path.rstrip("/"))[0]
            by_path.setdefault(path, (pattern, {}))[1][operation.method] = operation
        self._by_length: dict[int, list[tuple[re.Pattern[str], dict[str, Operation]]]] = {}
        # Literal segments win over parameters: /v2/invites/bulk is not the invite "bulk".
        for path in sorted(by_path, key=lambda path: path.count("{}")):
            self._by_length.setdefault(path.count("/"), []).append(by_path[path])

    def find(self, method: str, path: str) -> tuple[Operation, tuple[str, ...]] | list[str]:
        """Look up a request.

        Args:
            method: HTTP method.
            path: decoded path; a trailing slash makes no difference, as on today's service.

        Returns:
            The operation and the values in its path, or the methods that the path has if this one is not among them.
        """
        path = path.rstrip("/")
        for pattern, operations in self._by_length.get(path.count("/"), ()):
            match = pattern.match(path)
            if match is not None:
                operation = operations.get(method)
                return sorted(operations) if operation is None else (operation, match.groups())
        return []


def unhandled(operations: Iterable[Operation]) -> list[str]:
    """List ids of operations without a handler."""
    return [operation.id for operation in operations if operation.id not in HANDLERS]


def reply(body: Any, status: int = 200, media_type: str = "application/json") -> Response:
    """Make a JSON response, written as Hub writes it: compact and in UTF-8."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    # A request may have brought half a surrogate pair, which JSON can spell and UTF-8 cannot.
    return Response(text.encode("utf-8", "replace"), status_code=status, media_type=media_type)


def empty(status: int = 204) -> Response:
    """Make a response without a body."""
    return Response(status_code=status)
