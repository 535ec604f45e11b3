"""`aiodockerhub cleanup`."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run

OLD = "2020-01-02T03:04:05Z"


@pytest.mark.unmeasured
@pytest.mark.usefixtures("jane")
def test_cleanup_shows_first_and_deletes_when_told_to(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=120)  # one an hour, the newest first
    before = {request.operation for request in fake.requests}
    shown = run("cleanup", "acme/app", "--older-than", "60h", "--keep", "10", "--jsonl")
    assert shown.code == 0
    would = [json.loads(line) for line in shown.out.splitlines()]
    assert {row["action"] for row in would} == {"would be deleted"}
    kept = " (2 kept, because their last use is unknown)"
    assert shown.err == f"{len(would)} would be deleted of 120 tags{kept}; add --yes to delete them\n"
    assert "repositories.delete_tag" not in before | {request.operation for request in fake.requests}

    done = run("cleanup", "acme/app", "--older-than", "60h", "--keep", "10", "--yes")
    assert done.code == 0
    assert done.err == f"{len(would)} deleted of 120 tags{kept}\n"
    left = set(run("repositories", "list-tags", "acme", "app", "--columns", "name").out.splitlines())
    assert len(left) == 120 - len(would)
    assert "latest" in left
    assert not left & {row["name"] for row in would}
    assert run("cleanup", "acme/app", "--older-than", "60h").err == f"nothing to delete of {len(left)} tags{kept}\n"


@pytest.mark.usefixtures("jane")
def test_cleanup_goes_on_after_a_failure_and_tells_it(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=10)
    fake.fault("repositories.delete_tag", status=409, json={"message": "in use", "errinfo": {}})
    fake.fault("repositories.delete_tag", status=404, json={"message": "object not found", "errinfo": {}})
    done = run("cleanup", "acme/app", "--older-than", "0s", "--yes", "--jsonl")
    actions = [json.loads(line)["action"] for line in done.out.splitlines()]
    assert done.code == ExitCode.FAILED
    assert actions.count("failed") == actions.count("no longer existed") == 1
    assert actions.count("deleted") == len(actions) - 2 == 7
    assert "error: 409 Conflict" in done.err


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize(
    ("fault", "action"),
    [
        ({"status": 500, "json": {"message": "x"}}, "perhaps deleted"),
        ({"status": 200, "text": "x", "headers": {"content-encoding": "compress"}}, "perhaps deleted"),
        ({"status": 409, "json": {"message": "in use", "errinfo": {}}}, "failed"),
    ],
)
def test_a_deletion_without_a_clear_response_is_told_apart_from_a_refusal(
    fake: FakeHub, url: str, run: Run, fault: dict[str, Any], action: str
) -> None:
    fake.repository("acme/app", tags=10)
    fake.fault("repositories.delete_tag", times=None, **fault)
    done = run("cleanup", "acme/app", "--older-than", "0s", "--yes", "--jsonl", "--retries", "0")
    assert done.code == ExitCode.FAILED
    assert {json.loads(line)["action"] for line in done.out.splitlines()} == {action}
    assert f"9 {action} of 10 tags" in done.err


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("form", ["--jsonl", "--json", "--csv"])
def test_a_query_that_does_not_fit_is_refused_before_anything_is_deleted(
    fake: FakeHub, url: str, run: Run, form: str
) -> None:
    fake.repository("acme/app", tags=10)
    query = "abs(name)" if form == "--jsonl" else "[].abs(name)"
    done = run("cleanup", "acme/app", "--older-than", "0s", "--yes", form, "--query", query)
    assert done.code == ExitCode.USAGE
    assert "--query: the expression does not fit the result" in done.err
    assert "repositories.delete_tag" not in {request.operation for request in fake.requests}


def test_two_words_for_a_repository_are_told_to_be_one(run: Run) -> None:
    done = run("cleanup", "acme", "app", "--older-than", "90d")
    assert done.code == 2
    assert "note: NAMESPACE/REPOSITORY is one word, such as acme/app" in done.err


@pytest.mark.parametrize("wrong", [("acme/app:1.0", "names one tag"), ("acme/app/x", "form namespace/repository")])
def test_cleanup_wants_a_repository(run: Run, wrong: tuple[str, str]) -> None:
    done = run("cleanup", wrong[0], "--older-than", "1d")
    assert done.code == 2
    assert wrong[1] in done.err


@pytest.mark.usefixtures("jane")
def test_tag_that_is_pushed_after_the_list_was_read_is_kept(fake: FakeHub, url: str, run: Run) -> None:
    repository = fake.repository("acme/app", tags=["nightly"])
    fake.tag("acme/app", "old", age=timedelta(days=400))
    fake.fault(
        "repositories.list_tags", json=listed(*({"name": n, "tag_last_pushed": OLD} for n in ("nightly", "old")))
    )
    done = run("cleanup", "acme/app", "--older-than", "3d", "--yes", "--json")
    assert done.code == ExitCode.SUCCESS
    rows = {row["name"]: row for row in json.loads(done.out)}
    assert {name: row["action"] for name, row in rows.items()} == {"nightly": "used meanwhile", "old": "deleted"}
    assert rows["nightly"]["last_use"] > OLD
    assert {*repository.tags} == {"nightly"}
    assert done.err == "1 used meanwhile, 1 deleted of 2 tags\n"


@pytest.mark.usefixtures("jane")
def test_entries_of_a_tag_that_moved_are_counted_as_one_tag(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=["nightly"])
    new = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    entries = [{"name": "nightly", "id": 1, "tag_last_pushed": time} for time in (OLD, new)]
    fake.fault("repositories.list_tags", json=listed(*entries))
    assert run("cleanup", "acme/app", "--older-than", "3d").err == "nothing to delete of 1 tags\n"


@pytest.mark.usefixtures("jane")
def test_cleanup_tells_a_refusal_once(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=10)
    fake.fault("repositories.delete_tag", times=None, status=403, json={"message": "forbidden", "errinfo": {}})
    done = run("cleanup", "acme/app", "--older-than", "0s", "--yes", "--jsonl")
    assert done.code == 3
    assert len(done.out.splitlines()) > 1
    assert done.err.count("error: 403 Forbidden") == 1


def test_cleanup_wants_a_namespace_for_what_it_deletes(run: Run) -> None:
    done = run("cleanup", "acme", "--older-than", "1d", "--yes")
    assert done.code == 2
    assert "'acme' has no namespace: write NAMESPACE/acme" in done.err


def test_cleanup_does_not_take_a_dry_run_for_leave_to_delete(run: Run) -> None:
    assert "choose one" in run("cleanup", "acme/app", "--older-than", "1d", "--yes", "--dry-run").err


def test_cleanup_wants_an_age_and_a_regular_expression(run: Run) -> None:
    assert "--older-than" in run("cleanup", "acme/app").err
    assert "no regular expression" in run("cleanup", "acme/app", "--older-than", "1d", "--match", "(").err


@pytest.mark.usefixtures("jane")
def test_cleanup_never_takes_latest_nor_what_is_spared(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=["2.0", "1.0", "edge", "latest"])
    done = run("cleanup", "acme/app", "--older-than", "0s", "--except", "edge", "--columns", "name")
    assert done.out.splitlines() == ["2.0", "1.0"]


def test_refusal_of_the_repository_ends_the_cleanup(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("library/nginx", tags=30)
    done = run("cleanup", "library/nginx", "--older-than", "0d", "--yes", "--json")
    assert done.code == 3
    actions = [row["action"] for row in json.loads(done.out)]
    assert 1 <= actions.count("failed") <= 4
    assert actions.count("not tried") == len(actions) - actions.count("failed")


@pytest.mark.usefixtures("jane")
def test_immutable_tag_does_not_keep_the_others(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=["v1", "v2", "x1", "x2", "x3", "x4", "x5", "x6"])
    rules = ("--immutable-tags", "--immutable-tags-rules", "v.*")
    assert run("repositories", "update-immutable-tags", "acme", "app", *rules).code == 0
    done = run("cleanup", "acme/app", "--older-than", "0d", "--yes", "--json")
    actions = {row["name"]: row["action"] for row in json.loads(done.out)}
    assert {name for name, action in actions.items() if action == "failed"} == {"v1", "v2"}
    assert {name for name, action in actions.items() if action == "deleted"} == {"x1", "x2", "x3", "x4", "x5", "x6"}


def listed(*tags: dict[str, Any]) -> dict[str, Any]:
    """Return a page with these tags. A tag without the time of its last pull gets null."""
    return {"count": len(tags), "results": [{"tag_last_pulled": None, **tag} for tag in tags]}


def test_tags_of_unknown_use_are_counted_and_times_are_in_utc(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=["a", "b", "c"])
    fake.fault("repositories.list_tags", json=listed({"name": "a"}, {"name": "b", "tag_last_pushed": OLD}))
    done = run("cleanup", "acme/app", "--older-than", "0d", "--json")
    assert [row["last_use"] for row in json.loads(done.out)] == [OLD]
    assert done.err.startswith("1 would be deleted of 2 tags (1 kept, because their last use is unknown); add --yes")


@pytest.mark.usefixtures("jane")
def test_tag_with_an_unreadable_last_pull_or_name_is_kept(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=["pulled"])
    fake.tag("acme/app", "idle", age=timedelta(days=400))
    tags: list[dict[str, Any]] = [
        {"name": "idle", "tag_last_pushed": OLD},
        {"name": "pulled", "tag_last_pushed": OLD, "tag_last_pulled": 1_780_000_000},
        {"name": 7, "tag_last_pushed": OLD},
    ]
    fake.fault("repositories.list_tags", json=listed(*tags))
    done = run("cleanup", "acme/app", "--older-than", "90d", "--match", ".", "--yes", "--json")
    assert [(row["name"], row["action"]) for row in json.loads(done.out)] == [("idle", "deleted")]
    assert done.err == "1 deleted of 3 tags (1 kept, because their last use is unknown)\n"


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("words", [[], ["--yes"]])
def test_cleanup_refuses_to_go_by_a_clock_that_is_ahead(fake: FakeHub, url: str, run: Run, words: list[str]) -> None:
    fake.repository("acme/app", tags=3)
    for hours in (2, 0.5):
        date = format_datetime(datetime.now(UTC) - timedelta(hours=hours), usegmt=True)
        fake.fault("repositories.list_tags", headers={"date": date})
        done = run("cleanup", "acme/app", "--older-than", "0s", *words)
        assert ("the clock of this machine is 2.0 h ahead of Docker Hub's" in done.err) == (hours == 2)
        assert done.code == (ExitCode.FAILED if hours == 2 else ExitCode.SUCCESS)
        deletions = [request for request in fake.requests if request.operation == "repositories.delete_tag"]
        assert bool(deletions) == (hours != 2 and bool(words))


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("form", ["--jsonl", "--json", "--csv", "--tsv", "--table"])
def test_column_that_does_not_fit_is_refused_before_anything_is_deleted(
    fake: FakeHub, url: str, run: Run, form: str
) -> None:
    fake.repository("acme/app", tags=10)
    done = run("cleanup", "acme/app", "--older-than", "0s", "--yes", form, "--columns", "name,abs(last_use)")
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert "--columns: the expression does not fit the result" in done.err
    assert "repositories.delete_tag" not in {request.operation for request in fake.requests}


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize(
    "words",
    [
        ["--jsonl", "--query", "[action, action == 'deleted' && abs(name)]"],
        ["--json", "--query", "[?action == 'deleted'].abs(name)"],
        ["--tsv", "--columns", "name,action == 'deleted' && abs(name)"],
        ["--table", "--columns", "name,action == 'deleted' && abs(name)"],
    ],
)
def test_rows_are_written_whole_when_a_query_does_not_fit_what_became_of_a_tag(
    fake: FakeHub, url: str, run: Run, words: list[str]
) -> None:
    fake.repository("acme/app", tags=10)
    done = run("cleanup", "acme/app", "--older-than", "0s", "--yes", *words)
    assert done.code == ExitCode.FAILED
    assert done.out.count("deleted") == 9
    assert done.err.count("does not fit the result") == 1
    assert done.err.endswith("9 deleted of 10 tags\n")
