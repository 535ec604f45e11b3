import asyncio
import sys
import threading
import typing
from collections.abc import Hashable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from aiodockerhub import Anonymous, DockerHub
from aiodockerhub.http.decoding_threads import _MAX_BYTES_ON_LOOP
from aiodockerhub.pagination.item_key import _KEY_FIELDS, _groups_of_model, item_key, item_keys
from aiodockerhub.testing import FakeHub
from aiodockerhub.threads import compute_in_thread
from aiodockerhub_generated.models import AuditLog, OrgAccessToken, RepositoryListEntry, Tag
from aiodockerhub_generated.operations import OPERATIONS

from tests.generated.samples import MODELS, call_function
from tests.overrides.lists import greatest_page

IDENTIFYING = {field for fields in _KEY_FIELDS for field in fields}
SAME_AND_OTHER: dict[type, tuple[Any, Any]] = {
    int: (7, 8),
    str: ("same", "other"),
    date: ("2026-01-01", "2026-01-02"),
    datetime: ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
}
"""Two JSON values for the types of fields that may identify an item."""


def listed(operation: str) -> Any:
    """Return the model of the items of a list."""
    hints = typing.get_type_hints(call_function(OPERATIONS[operation]), localns=MODELS)
    return typing.get_args(hints["return"])[1]


@pytest.mark.parametrize(
    "operation", [id_ for id_, one in OPERATIONS.items() if one.paging is not None and one.paging.style != "single"]
)
def test_items_of_every_list_with_pages_keep_their_identity_when_they_change(operation: str) -> None:
    check_key(listed(operation))


def check_key(model: Any) -> None:
    """Check that an item keeps its key if other fields change."""
    same, other = ({key: values[index] for key, values in identifying(model).items()} for index in (0, 1))
    one = model.from_dict({**same, "pull_count": 1, "description": "a"})
    changed = model.from_dict({**same, "pull_count": 2, "description": "b"})
    assert item_key(one) == item_key(changed)
    assert item_key(one) != item_key(model.from_dict({**other, "pull_count": 1, "description": "a"}))


def identifying(model: Any) -> dict[str, tuple[Any, Any]]:
    """Return two different values for each field of a model that may identify an item."""
    hints = typing.get_type_hints(model)
    return {
        model._schema.key(name): values
        for name in IDENTIFYING & hints.keys()
        for kind, values in SAME_AND_OTHER.items()
        if kind in {hints[name], *typing.get_args(hints[name])}
    }


@pytest.mark.parametrize("field", ["last_updated", "tag_last_pushed"])
def test_a_time_can_be_part_of_a_key(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiodockerhub.pagination.item_key._KEY_FIELDS", (("name", field),))
    monkeypatch.setattr(sys.modules[__name__], "IDENTIFYING", {"name", field})
    _groups_of_model.cache_clear()
    try:
        check_key(Tag)
    finally:
        _groups_of_model.cache_clear()


def test_dates_and_times_identify_an_item() -> None:
    for key in (date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)):
        assert item_key({"id": key, "x": 1}) == (key,)


def test_an_entry_of_a_repository_is_told_by_namespace_and_name() -> None:
    entries = [RepositoryListEntry.from_dict({"namespace": space, "name": "app"}) for space in ("acme", "zeta")]
    assert item_key(entries[0]) == ("acme", "app")
    assert item_key(entries[0]) != item_key(entries[1])


def test_tags_of_one_digest_are_two() -> None:
    digest = "sha256:00"
    assert item_key(Tag.from_dict({"id": 1, "name": "a", "digest": digest})) == (1,)
    without_id = [Tag.from_dict({"name": name, "digest": digest}) for name in "ab"]
    assert item_key(without_id[0]) != item_key(without_id[1])
    assert item_key(without_id[0]) == item_key(Tag.from_dict({"name": "a", "digest": digest}))


@pytest.mark.parametrize("number", [{}, {"id": 0}, {"id": None}])
def test_an_item_without_its_id_is_told_by_its_name(number: dict[str, Any]) -> None:
    pulled = [
        Tag.from_dict({"name": "1.0", "tag_last_pulled": f"2026-01-0{day}T00:00:00Z", **number}) for day in (1, 2)
    ]
    assert item_key(pulled[0]) == item_key(pulled[1]) != item_key(Tag.from_dict({"name": "1.1", **number}))


def test_events_without_an_id_are_told_apart_by_all_they_say() -> None:
    events = [AuditLog.from_dict({"name": "acme/app", "timestamp": f"2026-01-0{day}T00:00:00Z"}) for day in (1, 2)]
    assert item_key(events[0]) != item_key(events[1])


def test_json_and_plain_values_have_an_identity_too() -> None:
    assert item_key({"id": 7, "name": "x"}) == (7,)
    assert item_key({"id": 0, "name": "x"}) != item_key({"id": 0, "name": "y"}), "0 stands for no id"
    assert item_key({"id": None, "name": "x"}) == item_key({"id": None, "name": "x"})
    assert item_key({"id": None, "name": "x"}) != item_key({"id": None, "name": "y"})
    assert item_key("acme") == "acme"
    assert item_key(["a"]) == item_key(["a"])
    assert item_key({"digest": "sha256:00", "size": 1}) == item_key({"digest": "sha256:00", "size": 2})
    assert item_key({"name": "x", "action": "push"}) != item_key({"name": "x", "action": "delete"})
    assert item_key({"id": "", "name": "x"}) != item_key({"id": "", "name": "y"})


def test_an_id_that_several_items_of_a_page_have_identifies_none_of_them() -> None:
    unfilled = [{"id": 5, "name": name} for name in "abc"]
    assert len(set(item_keys([*unfilled, {"id": 7}]))) == 4
    assert item_keys([*unfilled, {"id": 7}])[3] == (7,)
    assert item_keys(unfilled[:2]) == item_keys(unfilled)[:2]
    assert item_keys(unfilled) != item_keys([*unfilled[:2], {"id": 5, "name": "d"}])


def test_what_a_repr_hides_counts_as_well() -> None:
    tokens = [OrgAccessToken.from_dict({"label": "ci", "token": token}) for token in ("dckr_oat_a", "dckr_oat_b")]
    assert repr(tokens[0]) == repr(tokens[1])
    assert item_key(tokens[0]) != item_key(tokens[1])


async def test_keys_are_made_once_for_a_page_and_beside_the_loop_for_a_large_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads = list[int]()

    def observed(items: list[Any]) -> list[Hashable]:
        threads.append(threading.get_ident())
        return item_keys(items)

    monkeypatch.setattr("aiodockerhub.pagination.page_requests.item_keys", observed)
    fake = FakeHub()
    most = greatest_page("repositories.list")
    for size in (10, 1 + _MAX_BYTES_ON_LOOP // most):
        items = [{"namespace": "acme", "name": f"app{size}-{n}", "description": "x" * size} for n in range(most)]
        last = {"count": 2 * most, "next": None if size > 10 else "more", "previous": None, "results": items}
        fake.fault("repositories.list", json=last)
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        assert len(await hub.repositories.list("acme").collect(unique=True)) == 2 * most
    assert len(threads) == 2
    assert threads[0] == threading.get_ident()
    assert threads[1] != threading.get_ident()


async def test_keys_are_no_longer_made_once_their_call_is_over() -> None:
    begun, going, ended = threading.Event(), threading.Event(), threading.Event()

    def items() -> Iterator[dict[str, int]]:
        try:
            begun.set()
            going.wait(10)
            yield from ({"id": index} for index in range(1_000_000))
        except GeneratorExit:
            ended.set()

    class Items(list[Any]):
        def __iter__(self) -> Iterator[Any]:
            return items()

    task = asyncio.create_task(compute_in_thread(lambda: item_keys(Items())))
    assert await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    await asyncio.wait([task], timeout=10)
    going.set()
    assert await asyncio.to_thread(ended.wait, 10), "and not at the end of the million"
