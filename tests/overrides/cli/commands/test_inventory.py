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
@pytest.mark.parametrize("name", ["../x", "a/b", "", None])
def test_inventory_shows_a_repository_with_a_name_that_no_request_can_have(
    fake: FakeHub, run: Run, name: str | None
) -> None:
    fake.repository("acme/app", tags=3)
    page = {"count": 2, "next": None, "previous": None, "results": [{"name": name}, {"name": "app"}]}
    fake.fault("repositories.list", status=200, json=page)
    done = run("inventory", "acme", "--json")
    assert [row["tags"] for row in json.loads(done.out)] == [None, 3]
    assert (done.code, done.err) == (0, f"note: acme/{name} is listed, but is no name of a repository\n")


@pytest.mark.usefixtures("jane", "url")
def test_inventory_of_nothing_says_so_in_words(run: Run) -> None:
    assert run("inventory", "acme", "--table")[:] == (0, "", "no repositories\n")
