import pickle
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
    copy: Page[Item] = pickle.loads(pickle.dumps(page))
    assert copy == page
    assert (copy.items, copy.number, copy.total, copy.has_next) == (page.items, 1, page.total, page.has_next)
    assert (copy.cursor, copy.envelope) == (page.cursor, page.envelope)
    rest = numbered(35)[len(page) :]
    assert await server.list().resume(copy.cursor).collect() == rest
    if copy.has_next:
        with pytest.raises(errors.UsageError, match=r"go on with pager\.resume\(page\.cursor\)"):
            await copy.next()


async def test_a_page_that_was_not_found_pickles() -> None:
    page = await ListServer(items=numbered(5)).list(page=9)
    assert pickle.loads(pickle.dumps(page)) == page


@pytest.mark.parametrize("dump", [pickle.dumps, lambda value: pickle.dumps([value], protocol=2)])
def test_a_pager_says_what_to_hand_on_instead(dump: Any) -> None:
    with pytest.raises(TypeError, match=r"hand on a cursor, or a part of pager\.split\(n\)"):
        dump(ListServer().list())
