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
        url: As the caller addressed it.
        path: Decoded path.
        query: Query parameters; of one that was repeated, the last.
        operation: Id of the operation, such as `repositories.get`; `None` for a route that Hub does not have.
        headers: Of the request, by lower-case name.
        body: Of the request.
        status: Of the response; `None` if the connection broke instead.
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
        """The body as JSON, `None` if there is none."""
        return json.loads(self.body) if self.body else None
