"""A page that is too long is asked for again with a smaller size, also in the middle of a list."""

import json
import re
from typing import Any

import pytest
from aiodockerhub import DockerHub
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.smaller_pages import fitting_size, with_size
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.catalog import PagingEntry
from aiodockerhub_generated.types import Cursor
from attrs import evolve

from tests.overrides.mcp.kit import called, fail, succeed, text_of

PAGES: PagingEntry = {"page": "page", "size": "page_size", "max_size": 100, "by_items": False}
ITEMS: PagingEntry = {**PAGES, "by_items": True}


def cursor(page: int, size: int | None, full: int | None, items: int = 40) -> Cursor:
    return Cursor("repositories.list_tags", "3c16595a", page, items, size, full=full)


async def test_list_whose_later_pages_are_too_long_can_be_read_whole_by_the_advice(
    hub: DockerHub, fake: FakeHub
) -> None:
    names = [f"v{number}{'x' * (100 if 20 <= number < 40 else 1)}" for number in range(50)]
    fake.repository("acme/long", tags=names)
    given: dict[str, Any] = {"namespace": "acme", "repository": "long", "fields": ["name"]}
    policy, read, cuts = Policy(max_characters=1300), list[str](), 0
    while True:
        page = await succeed(hub, "repositories_list_tags", policy, **given)
        if "hint" in page:
            cuts += 1
            size = re.fullmatch(
                r"ask again with the same cursor, and with page_size=(\d+), or for fewer fields", page["hint"]
            )
            assert size is not None
            given["page_size"] = int(size[1])
            continue
        read += [item["name"] for item in page["items"]]
        if "next_cursor" not in page:
            break
        given["cursor"] = page["next_cursor"]
    assert read == names
    assert cuts


async def test_first_page_that_is_too_long_is_asked_for_again_without_a_cursor(hub: DockerHub) -> None:
    result = await called(
        hub, "repositories_list_tags", Policy(max_characters=500), namespace="acme", repository="app", page_size=50
    )
    assert re.search(r'"hint":"ask again with page_size=\d+, or for fewer fields"', text_of(result))


async def test_size_with_which_no_page_begins_at_the_cursor_is_refused(hub: DockerHub) -> None:
    app = {"namespace": "acme", "repository": "app"}
    next_cursor = (await succeed(hub, "repositories_list_tags", None, **app))["next_cursor"]
    for size in (9, 40):
        told = await fail(hub, "repositories_list_tags", None, **app, cursor=next_cursor, page_size=size)
        assert told.startswith("cursor: expected the next_cursor of an earlier page")
    page = await succeed(hub, "repositories_list_tags", None, **app, cursor=next_cursor, page_size=10)
    assert json.dumps(page).count('"name"') == 10


@pytest.mark.parametrize(
    ("paging", "start", "most", "size"),
    [
        (PAGES, cursor(3, 20, 20), 9, 8),
        (PAGES, cursor(3, 20, 20), 1, 1),
        (PAGES, cursor(1, 20, None, items=0), 9, 9),
        (PAGES, cursor(3, 20, 15), 9, None),  # the server may cut pages of 15
        (PAGES, cursor(3, None, 20), 9, None),
        (ITEMS, cursor(3, 20, 15), 9, 9),
    ],
)
def test_size_for_the_rest_of_a_list_is_one_with_which_a_page_begins_there(
    paging: PagingEntry, start: Cursor, most: int, size: int | None
) -> None:
    assert fitting_size(paging, start, most) == size
    if size is not None:
        moved = with_size(paging, start, size)
        assert moved.size == size
        assert moved.items == start.items
        assert paging["by_items"] or (moved.page - 1) * size == start.items


@pytest.mark.parametrize("size", [9, 20, 30])
def test_cursor_stays_as_it_is_where_no_smaller_page_begins(size: int) -> None:
    start = cursor(3, 20, 20)
    assert with_size(PAGES, start, size) is start


@pytest.mark.parametrize("last", [1, 14, 19])
def test_cursor_after_a_page_that_is_not_full_stays_as_it_is(last: int) -> None:
    start = evolve(cursor(3, 20, 20), last=last)
    assert fitting_size(PAGES, start, 5) is None
    assert with_size(PAGES, start, 5) is start
    assert with_size(ITEMS, start, 5).size == 5, "an index is counted by the items that came"


async def test_items_that_a_page_lacked_come_with_the_next_page(hub: DockerHub, fake: FakeHub) -> None:
    for number in range(60):
        fake.audit_event("acme", "repo.tag.push", f"acme/x{number}", by="jane", age=60 * number)
    given: dict[str, Any] = {"account": "acme", "page_size": 20, "fields": ["name"]}
    first = await succeed(hub, "audit_logs_list", **given)
    events = (await hub.audit_logs.list("acme", page_size=20, page=2)).items
    fake.fault("audit_logs.list", after=1, status=200, json={"logs": [event.to_dict() for event in events[:15]]})
    second = await succeed(hub, "audit_logs_list", **given, cursor=first["next_cursor"])
    assert len(second["items"]) == 15
    third = await succeed(hub, "audit_logs_list", **given, cursor=second["next_cursor"])
    assert [item["name"] for item in third["items"]] == [f"acme/x{number}" for number in range(24, -1, -1)]


async def test_last_page_says_that_items_have_moved_while_the_list_was_read(hub: DockerHub, fake: FakeHub) -> None:
    fake.repository("acme/moving", tags=[f"v{number}" for number in range(20)])
    given: dict[str, Any] = {"namespace": "acme", "repository": "moving", "page_size": 5}
    page = await succeed(hub, "repositories_list_tags", None, **given)
    oldest = (await hub.repositories.list_tags("acme", "moving").collect())[-1].name
    fake.tag("acme/moving", oldest)
    while "next_cursor" in page:
        assert "warning" not in page
        page = await succeed(hub, "repositories_list_tags", None, **given, cursor=page["next_cursor"])
    assert page["warning"].startswith("items moved to earlier pages while the list was read")


async def test_item_that_is_too_long_alone_can_be_passed(hub: DockerHub, fake: FakeHub) -> None:
    fake.repository("acme/long", tags=["v0", "x" * 120, "v2"])
    policy, read, hints = Policy(max_characters=200), list[str](), list[str]()
    given: dict[str, Any] = {"namespace": "acme", "repository": "long", "fields": ["name"], "page_size": 1}
    page: dict[str, Any] = {"next_cursor": None}
    while "next_cursor" in page:
        page = await succeed(hub, "repositories_list_tags", policy, **given, cursor=page["next_cursor"])
        read += [item["name"] for item in page["items"]]
        hints += [page["hint"]] if "hint" in page else []
    assert (read, hints) == (["v0", "v2"], ["ask for fewer fields"])
