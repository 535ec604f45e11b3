"""A list server that sends some of its pages with a fault."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from aiodockerhub import errors
from aiodockerhub_generated.types import Pager

from tests.overrides.lists import STYLES, Item, ListServer, numbered

NOT_FOUND = errors.NotFoundError("httperror 404: object not found", status_code=404)
LINKED = [name for name, paging in STYLES.items() if paging.next]
prefetches = pytest.mark.parametrize("prefetch", [1, 2, 8])


class FaultyServer(ListServer):
    """A list server that sends some of its pages with a fault.

    Attributes:
        wrong: Faults by the offset of the page: an exception, or a function that changes the correct response.
        times: Number of times that each page is faulty, by its offset; every time if the offset is missing.
    """

    def __init__(self, style: str, count: int, size: int = 10) -> None:
        super().__init__(style, numbered(count))
        self.size = size
        self.wrong: dict[int, Any] = {}
        self.times: dict[int, int] = {}

    def place(self, query: Mapping[str, str]) -> int:
        place = int(query.get(self.paging.page, self.paging.first)) - self.paging.first
        return place // self.size if self.paging.by_items else place

    def respond(self, query: dict[str, str]) -> Any:
        place = self.place(query)
        if place not in self.wrong or self.times.get(place, 1) < 1:
            return super().respond(query)
        if place in self.times:
            self.times[place] -= 1
        wrong = self.wrong[place]
        if wrong is NOT_FOUND:
            raise errors.NotFoundError(NOT_FOUND.message, status_code=404)
        return wrong(super().respond(query)) if callable(wrong) else wrong

    def sized(self) -> Pager[Item]:
        return self.list(**({} if self.paging.style == "single" else {self.paging.size: self.size}))


def without_items(response: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in response.items() if not isinstance(value, list)}


def with_no_items(response: dict[str, Any]) -> dict[str, Any]:
    return {key: [] if isinstance(value, list) else value for key, value in response.items()}


def with_items(response: dict[str, Any], items: list[Item]) -> dict[str, Any]:
    """Put the items of another page into a response."""
    return {key: items if isinstance(value, list) else value for key, value in response.items()}


def silent(response: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in response.items() if isinstance(value, list)}


NO_PAGES: dict[str, Any] = {
    "without its items": without_items,
    "null for items": lambda response: {**response, **dict.fromkeys(("results", "logs", "Resources"))},
    "array": [],
    "null": None,
    "string": "maintenance",
    "error": {"detail": "maintenance"},
}


async def walk(server: FaultyServer, prefetch: int = 1) -> tuple[list[Item], errors.DockerHubError | None]:
    got: list[Item] = []
    try:
        async for item in server.sized().items(prefetch=prefetch):
            got.extend([item])
    except errors.DockerHubError as error:
        return got, error
    finally:
        for _ in range(3):
            await asyncio.sleep(0)
        assert server.running == 0
    return got, None
