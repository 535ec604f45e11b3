"""A request that reached a FakeHub."""

import json
from typing import Any

from attrs import define, field
from starlette.datastructures import Headers


@define(eq=False)
class ReceivedRequest:
    """A request that reached a FakeHub, kept for a test to look at.

    Headers and body may hold secrets of the test, so `repr` leaves them out.

    Attributes:
        method: HTTP method.
        url: URL of the request.
        path: Decoded path.
        query: Query parameters; the last value of a repeated one.
        operation: Id of the operation, such as `repositories.get`; `None` for a route that Hub does not have.
        headers: Request headers, by lower-case name.
        body: Request body.
        status: Status of the response; `None` if the connection broke.
    """

    method: str
    url: str
    path: str
    query: dict[str, str]
    operation: str | None
    headers: Headers = field(repr=False)
    body: bytes = field(repr=False)
    status: int | None = None

    @property
    def json(self) -> Any:
        """The body as a JSON value, `None` without a body."""
        return json.loads(self.body) if self.body else None
