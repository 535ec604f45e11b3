"""A client that only gathers, for tests without requests."""

from collections.abc import Iterator
from functools import partial

from aiodockerhub.pagination.gather import Gathering
from aiodockerhub_generated.types import Call, Operation, Sender

from tests.overrides.lists import ListServer, numbered


class Hub(Gathering):
    def __init__(self) -> None:
        self.server = ListServer(items=numbered(25))

    @property
    def _sender(self) -> Sender:
        return self.server

    def calls(self, count: int, taken: list[int] | None = None) -> Iterator[Call[int]]:
        """Calls whose results are their numbers."""
        operation = Operation(id="things.get", method="GET", path="/v2/things/{number}")
        for number in range(count):
            if taken is not None:
                taken.append(number)
            yield Call(operation=operation, path=f"/v2/things/{number}", decode=partial(_number, number))


def _number(number: int, payload: object, drift: object) -> int:
    del payload, drift
    return number
