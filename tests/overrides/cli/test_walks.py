"""Walks over lists: where they begin, how they end, and how they go on."""

import asyncio
import json
import shlex
from typing import Any, Literal

import pytest
from aiodockerhub import DockerHub, Password
from aiodockerhub.cli.output import Output
from aiodockerhub.cli.walks import Walk
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.catalog import load

from tests.overrides.cli.conftest import PASSWORD, Run
from tests.overrides.lists import greatest_page

ENTRY = load()["repositories"]["operations"]["list_tags"]
COMMAND = ("repositories", "list-tags", "acme", "app", "--columns", "name")


@pytest.mark.usefixtures("jane")
def test_walk_begins_with_the_page_that_is_asked_for(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=30)
    names = run(*COMMAND).out.splitlines()
    assert run(*COMMAND, "--page-size", "7", "--first-page", "3").out.splitlines() == names[14:]
    assert run(*COMMAND, "--page-size", "7", "--first-page", "3", "--limit", "9").out.splitlines() == names[14:23]
    open_size = run(*COMMAND, "--first-page", "3")
    assert open_size.code == 2
    assert "--first-page counts pages of --page-size items: give both" in open_size.err


@pytest.mark.usefixtures("jane")
def test_walk_by_items_begins_where_it_is_told(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app")
    fake.repository("acme/app-two")
    found = run("search", "catalog", "app", "--columns", "id")
    assert found.code == 0
    assert fake.requests[-1].query["query"] == "app"
    rest = run("search", "catalog", "app", "--columns", "id", "--from", "1").out
    assert rest.splitlines() == found.out.splitlines()[1:]


@pytest.mark.parametrize(
    ("operation", "size"),
    [
        (
            ("repositories", "list"),
            f"[default: {greatest_page('repositories.list')}, the maximum, or --limit if that is less]",
        ),
        (("search", "catalog"), "[default: left to Docker Hub]"),
    ],
)
def test_help_says_what_a_walk_asks_for(run: Run, operation: tuple[str, str], size: str) -> None:
    shown = " ".join(run(*operation, "--help").out.split())
    assert f"--page-size, --size N Items to request at a time. {size}" in shown or f"request at a time. {size}" in shown
    assert ("--first-page N" in shown) == (operation[0] == "repositories")
    assert "--page INTEGER" not in shown


@pytest.mark.usefixtures("jane")
def test_page_size_above_the_limit_is_a_wrong_use_of_the_option(run: Run) -> None:
    done = run(*COMMAND, "--page-size", "500")
    assert done.code == 2
    assert done.err.startswith("error: Invalid value for '--page-size': 500 is not in the range 1<=x<=100.")


@pytest.mark.parametrize("form", ["jsonl", "json"])
async def test_interrupted_walk_says_how_to_go_on(
    fake: FakeHub, form: Literal["json", "jsonl"], capsys: pytest.CaptureFixture[str]
) -> None:
    fake.repository("acme/app", tags=30)
    values: dict[str, Any] = {"resume": None, "limit": None, "prefetch": 0}
    async with DockerHub(Password("jane", PASSWORD), transport=fake.transport) as hub:

        def walk(values: dict[str, Any]) -> Walk:
            pager: Any = hub.repositories.list_tags("acme", "app", page_size=10)
            return Walk(ENTRY, pager, values, Output(form))

        stalled = fake.fault("repositories.list_tags", after=2, delay=60.0)
        task = asyncio.create_task(walk(values).run())
        while len([r for r in fake.requests if r.operation == "repositories.list_tags"]) < 3:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        stalled.cancel()
        shown = capsys.readouterr()
        if form == "json":
            assert shown.out == ""
            assert shown.err.startswith("note: Nothing was written.")
            return
        assert len(shown.out.splitlines()) == 20
        cursor = shown.err.partition("--resume '")[2].partition("'")[0]
        await walk({**values, "resume": cursor}).run()
        rest = capsys.readouterr().out.splitlines()
    names = [json.loads(line)["name"] for line in [*shown.out.splitlines(), *rest]]
    assert len(names) == len(set(names)) == 30


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("repositories", "list", "acme"), "no repositories\n"),
        (("repositories", "list-tags", "acme", "app"), "no tags\n"),
        (("repositories", "list-groups", "acme", "app"), "no groups\n"),
    ],
)
def test_empty_table_is_told_in_words(fake: FakeHub, url: str, run: Run, words: tuple[str, ...], told: str) -> None:
    if words[-1] == "app":
        fake.repository("acme/app")
    assert run(*words, "--table")[:] == (0, "", told)
    assert run(*words, "--tsv")[:] == (0, "", "")
    assert run(*words, "--json").out == "[]\n"


@pytest.mark.usefixtures("jane")
def test_a_resumed_command_gets_the_time_that_an_age_was_and_what_is_left_of_the_limit(
    fake: FakeHub, url: str, run: Run
) -> None:
    for age in range(30):
        fake.audit_event("acme", "repo.tag.push", "acme/app", by="jane", age=age)
    options = ("--page-size", "10", "--jsonl", "--retries", "0")
    command = ("audit-logs", "list", "acme", *options, "--from", "90d", "--limit", "25")
    fake.fault("audit_logs.list", after=2, status=503)
    broken = run(*command)
    advice = shlex.split(broken.err.partition("are written; ")[2].partition(" goes on")[0])
    assert len(broken.out.splitlines()) == 20
    rest = run("audit-logs", "list", "acme", *options, *advice)
    assert (rest.code, len(rest.out.splitlines())) == (0, 5)
    assert [word for word in advice if word.startswith("--")] == ["--limit", "--from", "--resume"]
    refused = run(*command, "--resume", advice[-1])
    assert refused.code == 2
    assert "give the time that stood before the cursor, as in --from 2" in refused.err


@pytest.mark.usefixtures("jane", "url")
def test_walk_of_a_list_that_has_changed_is_not_said_to_go_on(fake: FakeHub, run: Run) -> None:
    fake.repository("acme/app", tags=[f"v{number}" for number in range(30)])
    command = ("repositories", "list-tags", "acme", "app", "--page-size", "10", "--jsonl", "--retries", "0")
    fake.fault("repositories.list_tags", after=1, status=503)
    broken = run(*command)
    fake.tag("acme/app", "v29")
    changed = run(*command, *shlex.split(broken.err.partition("are written; ")[2].partition(" goes on")[0]))
    assert changed.code == 1
    assert "walk again" in changed.err
    assert "--resume" not in changed.err
