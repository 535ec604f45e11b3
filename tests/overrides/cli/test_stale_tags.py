"""Which tags of a repository are no longer used."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiodockerhub.cli.stale_tags import find_stale, last_use
from aiodockerhub_generated.models import Tag
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def tag(name: str, *, pulled: int | None = None, pushed: int | None = None) -> Tag:
    def time(days: int | None) -> str | None:
        return None if days is None else (NOW - timedelta(days=days)).isoformat().replace("+00:00", "Z")

    return Tag.from_dict({"name": name, "tag_last_pulled": time(pulled), "tag_last_pushed": time(pushed)})


def test_a_tag_is_stale_by_its_last_use_or_by_its_last_push() -> None:
    tags = [tag("pulled", pulled=1, pushed=100), tag("idle", pulled=100, pushed=100), tag("unknown")]
    before = NOW - timedelta(days=50)
    assert [one.name for one in find_stale(tags, before=before)] == ["idle"]
    assert [one.name for one in find_stale(tags, before=before, by="push")] == ["pulled", "idle"]
    assert last_use(tag("unknown")) is None


def test_kept_are_those_used_last_among_the_matching() -> None:
    tags = [tag("1.0", pushed=300), tag("1.1", pushed=200), tag("1.2", pushed=100), tag("edge", pushed=90)]
    chosen = find_stale(tags, before=NOW, keep=1, match=re.compile(r"^\d"), spared=["1.0"])
    assert [one.name for one in chosen] == ["1.1"]


@pytest.mark.parametrize("other", [{"pulled": 1}, {}], ids=["in use", "unknown"])
def test_a_tag_that_a_changing_list_has_twice_is_stale_only_if_both_entries_are(other: dict[str, int]) -> None:
    tags = [tag("twice", pushed=100), tag("twice", **other), tag("stale", pushed=90), tag("stale", pushed=80)]
    assert {each.name for each in find_stale(tags, before=NOW - timedelta(days=50))} == {"stale"}


@pytest.mark.unmeasured
@given(
    ages=st.lists(st.integers(0, 400) | st.none(), max_size=12),
    keep=st.integers(0, 5),
    limit=st.integers(0, 400),
)
def test_no_tag_that_is_kept_was_used_before_one_that_goes(ages: list[int | None], keep: int, limit: int) -> None:
    tags = [tag(f"t{index}", pushed=age) for index, age in enumerate(ages)]
    chosen = {one.name for one in find_stale(tags, before=NOW - timedelta(days=limit), keep=keep)}
    gone = [age for index, age in enumerate(ages) if f"t{index}" in chosen and age is not None]
    left = [age for index, age in enumerate(ages) if f"t{index}" not in chosen and age is not None]
    assert len(gone) == len(chosen)  # none of unknown age
    assert all(age > limit for age in gone)
    assert not gone or not left or max(left) <= min(gone) or max(left) <= limit
    assert len(left) >= min(keep, len(left) + len(gone))


@pytest.mark.parametrize("name", ["tag_last_pulled", "tag_last_pushed", "last_updated"])
@pytest.mark.parametrize(
    "value",
    [1_780_000_000, "1780000000", "2026-05-31 10:00:00.123 +0000 UTC", "Sun, 31 May 2026 10:00:00 GMT", {"time": 1}],
)
def test_last_use_is_unknown_if_the_time_of_an_event_cannot_be_read(name: str, value: Any) -> None:
    stale = tag("idle", pulled=100, pushed=100).to_dict()
    unreadable = Tag.from_dict({**stale, name: value})
    assert last_use(unreadable) is None
    assert find_stale([unreadable], before=NOW) == []
    assert (last_use(unreadable, "push") is None) == (name != "tag_last_pulled")


@pytest.mark.parametrize("name", ["tag_last_pulled", "tag_last_pushed"])
def test_last_use_is_unknown_if_the_time_of_an_event_was_not_sent(name: str) -> None:
    sent = tag("idle", pulled=100, pushed=100).to_dict()
    del sent[name]
    assert last_use(Tag.from_dict(sent)) is None
    assert (last_use(Tag.from_dict(sent), "push") is None) == (name == "tag_last_pushed")


def test_event_that_never_happened_is_no_use() -> None:
    never = tag("idle", pushed=100).to_dict()
    assert last_use(Tag.from_dict(never)) == NOW - timedelta(days=100)
    unset = "0001-01-01T00:00:00Z"
    assert last_use(Tag.from_dict({**never, "tag_last_pulled": unset})) == NOW - timedelta(days=100)
    assert last_use(Tag.from_dict({**never, "tag_last_pulled": unset, "tag_last_pushed": unset})) is None


@pytest.mark.parametrize("name", [7, None, "", ["a"]])
def test_tag_whose_name_is_not_text_is_not_stale(name: Any) -> None:
    odd = Tag.from_dict({**tag("idle", pulled=100, pushed=100).to_dict(), "name": name})
    assert find_stale([odd], before=NOW) == []
    assert find_stale([odd], before=NOW, match=re.compile("")) == []
