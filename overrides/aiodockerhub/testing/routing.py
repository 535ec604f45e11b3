"""Finds the operation of a request, and the handler of an operation."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from aiodockerhub_generated.types import Operation
from starlette.responses import Response
from starlette.routing import compile_path

# A handler takes the request and the values of its path parameters, in the order of the path template.
Handler = Callable[..., Response]

HANDLERS: dict[str, Handler] = {}


def handles(*operations: str) -> Callable[[Handler], Handler]:
    """Make a function the handler of operations, as a decorator.

    Args:
        *operations: Ids of operations, such as `repositories.list_tags`.

    Returns:
        A decorator that returns the same function. It raises `ValueError` if an operation already has a handler.
    """

    def bind(handler: Handler) -> Handler:
        for operation in operations:
            if operation in HANDLERS:
                raise ValueError(f"{operation} already has a handler")
            HANDLERS[operation] = handler
        return handler

    return bind


class Routes:
    """The routes of a FakeHub: the operations by method and path.

    Args:
        operations: Operations to serve; each must have a handler.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        by_path: dict[str, tuple[re.Pattern[str], dict[str, Operation]]] = {}
        for operation in operations:
            # Paths that differ only by the name of a parameter are one path: /v2/orgs/{name} and /v2/orgs/{org_name}.
            path = re.sub(r"{[^}]*}", "{}", operation.path.rstrip("/"))
            pattern = compile_path(operation.path.rstrip("/"))[0]
            by_path.setdefault(path, (pattern, {}))[1][operation.method] = operation
        self._by_length: dict[int, list[tuple[re.Pattern[str], dict[str, Operation]]]] = {}
        # Literal segments take precedence over parameters: /v2/invites/bulk is not the invitation "bulk".
        for path in sorted(by_path, key=lambda path: path.count("{}")):
            self._by_length.setdefault(path.count("/"), []).append(by_path[path])

    def find(self, method: str, path: str) -> tuple[Operation, tuple[str, ...]] | list[str]:
        """Find the operation of a request.

        Args:
            method: HTTP method.
            path: Decoded path; a slash at its end is ignored, because Docker Hub ignores it.

        Returns:
            The operation and the values of its path parameters. If no operation has this method and path, the list of
            the methods that the path has, which may be empty.
        """
        path = path.rstrip("/")
        for pattern, operations in self._by_length.get(path.count("/"), ()):
            match = pattern.match(path)
            if match is not None:
                operation = operations.get(method)
                return sorted(operations) if operation is None else (operation, match.groups())
        return []


def without_handler(operations: Iterable[Operation]) -> list[str]:
    """List the ids of operations that have no handler."""
    return [operation.id for operation in operations if operation.id not in HANDLERS]


def json_response(body: Any, status: int = 200, media_type: str = "application/json") -> Response:
    """Make a JSON response as Docker Hub sends it: compact, in UTF-8."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    # A request may have stored an unpaired surrogate, which JSON can escape, but UTF-8 cannot encode.
    return Response(text.encode("utf-8", "replace"), status_code=status, media_type=media_type)


def empty_response(status: int = 204) -> Response:
    """Make a response without a body."""
    return Response(status_code=status)
