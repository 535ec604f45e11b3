"""A walk can be resumed from the cursor after any of its pages."""

import asyncio
import copy
import pickle
from contextlib import aclosing
from typing import Any

import pytest
from aiodockerhub import errors
from aiodockerhub_generated.types import Cursor
from attrs import evolve

from tests.overrides.lists import STYLES, Item, ListServer, numbered, paged


@paged
async def test_cursors_resume_after_their_page(style: str) -> None:
    server = ListServer(style, numbered(35))
    size = server.paging.size
    pager = server.list(**{size: 10})
    async with aclosing(pager.pages()) as pages:
        first = await anext(pages)
        second = await anext(pages)
    assert await server.list(**{size: 10}).resume(first.cursor).collect() == numbered(25, 10)
    text = str(second.cursor)
    assert await server.list().resume(text).collect(prefetch=3) == numbered(15, 20), "the size comes with the cursor"
    assert (await server.list().resume(text)).number == 3


async def test_resuming_behind_the_end_gives_nothing() -> None:
    for style in STYLES:
        server = ListServer(style, numbered(5))
        page = await server.list()
        assert await server.list().resume(page.cursor).collect() == []


def test_cursors_survive_text_pickle_and_copy() -> None:
    cursor = Cursor("things.list", Cursor.checksum("/v2/things", (("a", "b"),)), 7, 60, None)
    assert Cursor.parse(str(cursor)) == pickle.loads(pickle.dumps(cursor)) == copy.deepcopy(cursor) == cursor
    assert str(cursor) == f"things.list:{cursor.arguments}:7:60:-"
    assert Cursor.parse("a.b:00000000:1:0:100").size == 100
    whole = evolve(cursor, first=3, total=75, full=10, last=7)
    assert str(whole) == f"things.list:{cursor.arguments}:7:60:-:3:75:10:7"
    assert Cursor.parse(str(whole)) == pickle.loads(pickle.dumps(whole)) == whole
    for further in ({"account": "anonymous"}, {"moved": 3}, {"last_key": "0123abcd"}):
        assert Cursor.parse(str(evolve(whole, **further))) == evolve(whole, **further)


async def test_pickle_of_a_version_without_later_fields_is_a_cursor() -> None:
    server = ListServer(items=numbered(250))
    cursor = (await server.list(page_size=10)).cursor
    fields = ("operation", "arguments", "page", "items", "size")
    earlier = Cursor.__new__(Cursor)
    earlier.__setstate__({name: getattr(cursor, name) for name in fields})
    assert earlier == Cursor(*(getattr(cursor, name) for name in fields))
    assert await server.list(page_size=10).resume(earlier).collect() == numbered(250)[10:]


@pytest.mark.parametrize("state", [{"page": 1}, {"operation": "a", "arguments": "", "page": 1, "items": 0, "x": 1}])
def test_pickle_of_a_version_with_other_fields_is_refused(state: dict[str, Any]) -> None:
    with pytest.raises(errors.ArgumentError, match="cursor was pickled by a version of this package that has other"):
        Cursor.__new__(Cursor).__setstate__(state)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "a:b:c:d:e",
        "a.b:00000000:1:0:-:1:-",
        "a.b:00000000:1:0:-:1:-:-",
        "a.b:00000000:1:0:-:1:-:-:-",
        "a.b:00000000:2:10:-:1:-:-:-:anonymous",
        "a.b:00000000:2:10:-:1:-:-:-:anonymous:0",
        "a.b:00000000:2:10:-:1:-:-:-:-:0:-",
        "a.b:00000000:0:0:-",
        "a.b:00000000:1:-4:-",
        "a.b:0:01:0:-",
    ],
)
def test_text_that_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cursor must be the text of a page's cursor"):
        _ = ListServer().list().resume(text)


@pytest.mark.parametrize("digest", ["", "0123abc", "0123ABCD", "0123abcd0", "nonsense"])
async def test_cursor_with_a_digest_of_another_form_is_refused(digest: str) -> None:
    server = ListServer(items=numbered(30))
    cursor = evolve((await server.list(page_size=10)).cursor, last_key=digest)
    with pytest.raises(errors.ArgumentError, match="its last_key is"):
        _ = server.list(page_size=10).resume(cursor)


async def test_a_cursor_of_another_list_is_refused() -> None:
    server = ListServer(items=numbered(30))
    cursor = (await server.list(page_size=10, name="x")).cursor
    with pytest.raises(ValueError, match=r"cursor must be one of other\.list; this one is of things\.list"):
        _ = server.paginate(server.call({"name": "x"}, operation="other.list")).resume(cursor)
    for other in (server.call({"name": "y"}), server.call({"name": "x"}, path="/v2/others"), server.call({})):
        with pytest.raises(ValueError, match="with other arguments"):
            _ = server.paginate(other).resume(cursor)
    with pytest.raises(ValueError, match="page_size=20 does not fit the cursor, made with 10"):
        _ = server.list(name="x", page_size=20).resume(cursor)
    assert await server.list(name="x", page_size=10).resume(cursor).collect() == numbered(20, 10)


@pytest.mark.parametrize("prefetch", [1, 2, 5])
@paged
async def test_an_error_comes_after_the_items_before_it_and_can_be_resumed_from(style: str, prefetch: int) -> None:
    server = ListServer(style, numbered(95))
    pager = server.list(**{server.paging.size: 10})
    fault = errors.ServerError("try later", status_code=503)
    failing = str(30 + server.paging.first) if server.paging.by_items else "3"

    def fail(number: int) -> None:
        if server.requests[number].get(server.paging.page) == failing:
            raise fault

    server.before = fail
    got: list[Item] = []

    async def walk() -> None:
        async for item in pager.items(prefetch=prefetch):
            got.extend([item])

    with pytest.raises(errors.ServerError) as caught:
        await walk()
    expected = 30 if server.paging.by_items else 20
    assert got == numbered(expected)
    assert caught.value is fault
    assert fault.cursor is not None
    assert "pager.resume(" in fault.__notes__[0]
    assert pickle.loads(pickle.dumps(fault)).cursor == fault.cursor
    server.before = lambda number: None
    assert await pager.resume(fault.cursor).collect() == numbered(95 - expected, expected)
    await asyncio.sleep(0)
    assert server.running == 0


async def test_resuming_from_nothing_kept_walks_from_the_beginning() -> None:
    server = ListServer(items=numbered(25))
    assert await server.list().resume(None).collect() == numbered(25)


async def test_what_is_no_cursor_is_refused_by_its_type() -> None:
    wrong: Any = 3
    with pytest.raises(errors.ArgumentTypeError, match=r"^cursor must be page\.cursor, error\.cursor or the text"):
        _ = ListServer().list().resume(wrong)


@pytest.mark.parametrize("text", [b"things.list:0:1:0:-", 5, None, ["a"]])
def test_what_is_no_text_is_no_cursor(text: Any) -> None:
    with pytest.raises(errors.ArgumentTypeError, match="cursor must be the text of a page's cursor; got"):
        Cursor.parse(text)


def test_a_long_text_that_is_no_cursor_is_shown_in_part() -> None:
    with pytest.raises(errors.ArgumentError) as caught:
        Cursor.parse("a" * 100_000)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"size": 1000}, "its size is 1000, above the limit of 100"),
        ({"size": 0}, "its size is 0"),
        ({"size": -5}, "its size is -5"),
        ({"page": 0}, "its page is 0"),
        ({"page": "2"}, "its page is '2'"),
        ({"page": 2.5}, "its page is 2.5"),
        ({"items": -1}, "its items is -1"),
        ({"items": None}, "its items is None"),
        ({"first": 0}, "its first is 0"),
        ({"total": -1}, "its total is -1"),
        ({"full": 10, "last": -1}, "its last is -1"),
        ({"full": 10, "last": 11}, "its last is 11, above its full"),
        ({"full": "x"}, "its full is 'x'"),
        ({"moved": -1}, "its moved is -1"),
        ({"moved": "x"}, "its moved is 'x'"),
        ({"last_key": 1}, "its last_key is 1"),
        ({"last_key": "0123ABCD"}, "its last_key is '0123ABCD'"),
    ],
    ids=str,
)
async def test_a_cursor_that_no_page_has_is_refused(change: dict[str, Any], named: str) -> None:
    server = ListServer(items=numbered(250))
    cursor = (await server.list(page_size=10)).cursor
    server.requests.clear()
    with pytest.raises(errors.ArgumentError, match=f"cursor must be one that a page or an error had; {named}"):
        await server.list().resume(evolve(cursor, **change))
    assert server.requests == []


async def test_a_cursor_with_a_number_that_python_does_not_write_is_refused() -> None:
    server = ListServer(items=numbered(25))
    cursor = (await server.list(page_size=10)).cursor
    with pytest.raises(errors.ArgumentError, match="its size is"):
        await server.list().resume(evolve(cursor, size=10**5000))


@pytest.mark.parametrize("size", ["1000", "-5"])
async def test_the_text_of_such_a_cursor_is_refused_too(size: str) -> None:
    server = ListServer(items=numbered(250))
    text = str(evolve((await server.list(page_size=10)).cursor, size=int(size)))
    with pytest.raises(errors.ArgumentError, match="cursor must be"):
        await server.list().resume(text)
