"""A request that a FakeHub keeps for tests to look at."""

import json
from typing import Any

from attrs import define, field
from starlette.datastructures import Headers


@define(eq=False)
class ReceivedRequest:
    """A request that reached a FakeHub, for the assertions of a test.

    `repr` leaves out headers and body, because they may contain secrets of the test.

    Attributes:
        method: HTTP method.
        url: URL of the request.
        path: Decoded path.
        query: Query parameters by name. A repeated parameter has its last value.
        operation: Id of the operation, such as `repositories.get`; `None` if the request is for no operation.
        headers: Request headers, case-insensitive.
        body: Request body.
        status: Status of the response; `None` before the response. It stays `None` if a fault breaks the connection, or
            if the caller stops waiting.
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
        """The body as a JSON value; `None` if the body is empty.

        Raises:
            ValueError: The body is not JSON.
        """
        return json.loads(self.body) if self.body else None
