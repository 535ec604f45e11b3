"""`aiodockerhub inventory`."""

import json

import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run


@pytest.mark.usefixtures("jane")
def test_inventory_lists_repositories_with_their_tags(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=3, pulls=5000)
    fake.repository("acme/empty")
    rows = {row["name"]: row for row in json.loads(run("inventory", "acme", "--json").out)}
    assert (rows["app"]["tags"], rows["app"]["newest_tag"], rows["app"]["pull_count"]) == (3, "latest", 5000)
    assert (rows["empty"]["tags"], rows["empty"]["newest_tag"]) == (0, None)
    fake.requests.clear()
    assert run("inventory", "acme", "--no-tags").code == 0
    assert [request.operation for request in fake.requests if request.operation != "authentication.create_token"] == [
        "repositories.list"
    ]


@pytest.mark.usefixtures("jane")
def test_inventory_that_fails_for_one_repository_is_one_error(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app")
    fake.fault("repositories.list_tags", status=403, json={"message": "forbidden", "errinfo": {}}, times=None)
    done = run("inventory", "acme")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("error: 403 Forbidden: forbidden")


@pytest.mark.usefixtures("jane")
def test_inventory_shows_a_repository_whose_tags_are_not_found(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=3)
    fake.repository("acme/gone", tags=2)
    fake.fault("GET /v2/namespaces/acme/repositories/gone/tags", status=404, json={"message": "object not found"})
    done = run("inventory", "acme", "--json")
    assert {row["name"]: row["tags"] for row in json.loads(done.out)} == {"app": 3, "gone": None}
    assert (done.code, done.err) == (0, "note: acme/gone is listed, but its tags are not found\n")


@pytest.mark.usefixtures("jane", "url")
def test_inventory_of_nothing_says_so_in_words(run: Run) -> None:
    assert run("inventory", "acme", "--table")[:] == (0, "", "no repositories\n")
