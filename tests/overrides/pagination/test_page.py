import copy
import pickle
from collections.abc import AsyncIterator, Callable
from typing import Any, cast

import pytest
from aiodockerhub import errors
from aiodockerhub.pagination.page import HubPage
from aiodockerhub_generated.types import Page

from tests.overrides.lists import STYLES, Item, ListServer, numbered


@pytest.mark.parametrize("style", STYLES)
async def test_pages_pickle_without_their_client(style: str) -> None:
    server = ListServer(style, numbered(35))
    page = cast("HubPage[Item]", await server.list())
    again: Page[Item] = pickle.loads(pickle.dumps(page))
    assert again == page
    assert (again.items, again.number, again.total, again.has_next) == (page.items, 1, page.total, page.has_next)
    assert (again.cursor, again.envelope) == (page.cursor, page.envelope)
    rest = numbered(35)[len(page) :]
    assert await server.list().resume(again.cursor).collect() == rest
    if again.has_next:
        with pytest.raises(errors.UsageError, match=r"go on with pager\.resume\(page\.cursor\)"):
            await again.next()


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
async def test_copies_of_pages_go_on_with_their_client(copied: Callable[[Page[Item]], Page[Item]]) -> None:
    page = await (await ListServer(items=numbered(35)).list()).next()
    again = copied(page)
    assert again == page
    assert again is not page
    assert [item async for item in _items_from(again)] == numbered(25, 10)


async def _items_from(page: Page[Item]) -> AsyncIterator[Item]:
    for item in page.items:
        yield item
    while page.has_next:
        page = await page.next()
        for item in page.items:
            yield item


async def test_a_deep_copy_of_a_page_has_its_own_items() -> None:
    page = await ListServer(items=numbered(5)).list()
    copy.deepcopy(page).items[0]["id"] = "changed"
    assert page.items == numbered(5)


async def test_a_page_that_was_not_found_pickles() -> None:
    page = await ListServer(items=numbered(5)).list(page=9)
    assert pickle.loads(pickle.dumps(page)) == page


@pytest.mark.parametrize("dump", [pickle.dumps, lambda value: pickle.dumps([value], protocol=2)])
def test_a_pager_says_what_to_hand_on_instead(dump: Any) -> None:
    with pytest.raises(TypeError, match=r"hand on a cursor, or a part of pager\.split\(n\)"):
        dump(ListServer().list())
