"""Stale tags are deleted only if they are still stale when the deletion is sent."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiodockerhub import AttemptEvent, DockerHub, Hooks, Password
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.stale_tags import StaleLimit
from aiodockerhub.cli.tag_deletion import TagDeletion
from aiodockerhub.testing import FakeHub, ManualClock

from tests.overrides.cli.conftest import PASSWORD

OLD = timedelta(days=400)
LIMIT = StaleLimit(datetime.now(UTC) - timedelta(days=3))


@pytest.fixture
async def hub(fake: FakeHub) -> AsyncIterator[DockerHub]:
    fake.repository("acme/app")
    for name in ("nightly", "old", "older"):
        fake.tag("acme/app", name, age=OLD, pulled=OLD)
    credentials, clock = Password("jane", PASSWORD), ManualClock(automatic=True)
    async with fake.serve() as url, DockerHub(credentials, base_url=url, clock=clock) as hub:
        yield hub


def rows_of(*names: str) -> dict[str, dict[str, Any]]:
    return {name: {"name": name, "last_use": "2020", "action": "not tried"} for name in names}


async def delete(
    hub: DockerHub, rows: dict[str, dict[str, Any]], limit: StaleLimit = LIMIT, hooks: Hooks | None = None
) -> TagDeletion:
    deletion = TagDeletion(hub, ("acme", "app"), rows, limit, hooks)
    async for _ in deletion.run():
        pass
    return deletion


def names_left(fake: FakeHub) -> set[str]:
    return {*fake.world.repositories["acme", "app"].tags}


def statuses_of_deletions(fake: FakeHub) -> list[int | None]:
    return [request.status for request in fake.requests if request.operation == "repositories.delete_tag"]


@pytest.mark.parametrize(("age", "pulled"), [(0, None), (OLD, 0)], ids=["pushed", "pulled"])
async def test_tag_that_was_used_after_the_list_is_kept(
    fake: FakeHub, hub: DockerHub, age: float | timedelta, pulled: float | None
) -> None:
    rows = rows_of("nightly", "old")
    fake.tag("acme/app", "nightly", age=age, pulled=pulled)
    deletion = await delete(hub, rows)
    assert {name: row["action"] for name, row in rows.items()} == {"nightly": "used meanwhile", "old": "deleted"}
    assert rows["nightly"]["last_use"] > "2026"
    assert deletion.code == ExitCode.SUCCESS
    assert names_left(fake) == {"nightly", "older"}


async def test_pull_does_not_keep_a_tag_that_is_stale_by_its_push(fake: FakeHub, hub: DockerHub) -> None:
    rows = rows_of("nightly")
    fake.tag("acme/app", "nightly", age=OLD, pulled=0)
    await delete(hub, rows, StaleLimit(LIMIT.before, "push"))
    assert rows["nightly"]["action"] == "deleted"


async def test_tag_that_is_pushed_while_its_deletion_waits_for_a_retry_is_kept(fake: FakeHub, hub: DockerHub) -> None:
    def push(event: AttemptEvent) -> None:
        if event.wait:
            fake.tag("acme/app", "nightly", age=0)

    fake.fault("repositories.delete_tag", status=429, headers={"Retry-After": "30"})
    rows = rows_of("nightly")
    await delete(hub, rows, hooks={"on_attempt": push})
    assert rows["nightly"]["action"] == "used meanwhile"
    assert statuses_of_deletions(fake) == [429]
    assert "nightly" in names_left(fake)


@pytest.mark.parametrize(("delayed", "action"), [("log-in", "not tried"), ("deletion", "perhaps deleted")])
async def test_interrupted_deletion_is_perhaps_done_only_if_its_request_was_sent(
    fake: FakeHub, hub: DockerHub, delayed: str, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, authorization = asyncio.Event(), hub._session.shared.auth.authorization

    async def hang(*arguments: Any) -> Any:
        if arguments[0].id != "repositories.delete_tag":
            return await authorization(*arguments)
        reached.set()
        return await asyncio.Event().wait()

    if delayed == "log-in":
        monkeypatch.setattr(type(hub._session.shared.auth), "authorization", lambda _, *given: hang(*given))
    else:
        fake.fault("repositories.delete_tag", delay=60)
    rows = rows_of("old")
    task = asyncio.create_task(delete(hub, rows))
    while not reached.is_set() and not statuses_of_deletions(fake):  # noqa: ASYNC110 - the fake has no event
        await asyncio.sleep(0.001)
    task.cancel()
    await asyncio.wait([task])
    assert rows["old"]["action"] == action


async def test_tag_whose_last_use_has_become_unknown_is_kept(fake: FakeHub, hub: DockerHub) -> None:
    fake.fault("repositories.get_tag", json={"name": "old", "tag_last_pushed": "2020-01-02T03:04:05Z"})
    rows = rows_of("old")
    await delete(hub, rows)
    assert (rows["old"]["action"], rows["old"]["last_use"]) == ("last use unknown", None)
    assert statuses_of_deletions(fake) == []


async def test_tag_that_cannot_be_checked_is_not_deleted(
    fake: FakeHub, hub: DockerHub, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.fault("repositories.get_tag", status=500, times=None)
    rows = rows_of("old", "older")
    deletion = await delete(hub.with_options(max_retries=0), rows)
    assert {row["action"] for row in rows.values()} == {"failed"}
    assert statuses_of_deletions(fake) == []
    assert deletion.code != ExitCode.SUCCESS
    assert capsys.readouterr().err.count("error: 500") == 1


async def test_tag_that_was_deleted_after_the_list_was_gone_already(fake: FakeHub, hub: DockerHub) -> None:
    rows = rows_of("missing")
    deletion = await delete(hub, rows)
    assert (rows["missing"]["action"], deletion.code) == ("no longer existed", ExitCode.SUCCESS)
    assert statuses_of_deletions(fake) == []
