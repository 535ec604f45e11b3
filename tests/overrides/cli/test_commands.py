"""The everyday commands: log-in check, newest tag, inventory, and cleaning up."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from aiodockerhub.auth.profiles import load
from aiodockerhub.cli.commands.cleanup import last_use, stale
from aiodockerhub.errors import CredentialSourceError
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.models import Tag
from hypothesis import given
from hypothesis import strategies as st

from tests.overrides.cli.conftest import PASSWORD, Run

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def tag(name: str, *, pulled: int | None = None, pushed: int | None = None) -> Tag:
    def time(days: int | None) -> str | None:
        return None if days is None else (NOW - timedelta(days=days)).isoformat().replace("+00:00", "Z")

    return Tag.from_dict({"name": name, "tag_last_pulled": time(pulled), "tag_last_pushed": time(pushed)})


@pytest.mark.usefixtures("jane")
def test_login_tells_that_the_credentials_are_accepted(url: str, run: Run) -> None:
    done = run("login")
    assert done.code == 0
    assert done.out.startswith("the password of jane: accepted; the token is of jane")


def test_login_that_is_refused_has_an_exit_code_of_its_own(url: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKERHUB_USERNAME", "jane")
    monkeypatch.setenv("DOCKERHUB_PASSWORD", "swordfish-wrong")
    done = run("login")
    assert done.code == 3
    assert done.err.startswith("error: Docker Hub refused the password of jane")
    assert "swordfish" not in done.out + done.err


def test_login_without_credentials_is_refused_too(url: str, run: Run) -> None:
    done = run("login")
    assert done.code == 3
    assert done.err.startswith("error: there is nothing to log in with; credentials were found nowhere")


def test_profile_has_variables_of_its_own(url: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKERHUB_USERNAME", "somebody")
    monkeypatch.setenv("DOCKERHUB_PASSWORD", "swordfish-wrong")
    monkeypatch.setenv("DOCKERHUB_AT_WORK_USERNAME", "jane")
    monkeypatch.setenv("DOCKERHUB_AT_WORK_PASSWORD", PASSWORD)
    assert run("users", "me", "--profile", "at-work", "--query", "username").out == "jane\n"
    assert run("whoami", "--profile", "at-work").out.endswith("found in:    the profile at-work\n")
    monkeypatch.setenv("DOCKERHUB_PROFILE", "at-work")
    assert run("login").code == 0


def test_profile_that_is_not_set_up_names_its_variables(run: Run) -> None:
    done = run("users", "me", "--profile", "work")
    assert done.code == 3
    assert "the profile work needs DOCKERHUB_WORK_USERNAME with DOCKERHUB_WORK_TOKEN" in done.err


def test_token_of_a_profile_is_one_whatever_it_looks_like(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKERHUB_WORK_USERNAME", "jane")
    monkeypatch.setenv("DOCKERHUB_WORK_TOKEN", "00000000-of-old")
    monkeypatch.setenv("DOCKERHUB_WORK_URL", "https://hub.example.test")
    profile = load("work")
    assert str(profile.credentials) == "a personal access token of jane"
    assert profile.base_url == "https://hub.example.test"
    assert "00000000-of-old" not in repr(profile)


@pytest.mark.parametrize("name", ["", "9", "a b", "../x"])
def test_name_of_a_profile_is_checked(name: str) -> None:
    if name:
        with pytest.raises(CredentialSourceError, match="profile must be letters"):
            load(name)
    else:
        assert load(name).name is None


def test_profile_may_be_a_docker_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKERHUB_WORK_CONFIG", "/somewhere")
    assert "/somewhere" in str(load("work").credentials)
    monkeypatch.setenv("DOCKERHUB_WORK_USERNAME", "jane")
    with pytest.raises(CredentialSourceError, match="neither of those"):
        load("work")


def test_profile_for_scim_alone_needs_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKERHUB_WORK_SCIM_TOKEN", "scim_dummy")
    assert load("work").scim_token == "scim_dummy"


@pytest.mark.usefixtures("jane")
def test_scim_without_its_token_names_the_variable(url: str, run: Run) -> None:
    done = run("scim", "list-users")
    assert done.code == 3
    assert done.err == "error: SCIM takes a bearer token of its own: set DOCKERHUB_SCIM_TOKEN\n"


def test_newest_tag_is_the_highest_version(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=["latest", "1.9.0", "1.10.0", "1.11.0rc1", "1.10.0-alpine"])
    assert run("tags", "newest", "acme/app:1.9.0").out == "acme/app:1.10.0\n"
    assert run("tags", "newest", "docker.io/acme/app", "--prereleases").out == "acme/app:1.11.0rc1\n"
    assert run("tags", "newest", "acme/app", "--suffix", "-alpine").out == "acme/app:1.10.0-alpine\n"
    assert run("tags", "newest", "acme/app", "--by-date").out == "acme/app:latest\n"


def test_newest_of_no_versions_is_not_found(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=["latest", "edge"])
    done = run("tags", "newest", "acme/app")
    assert (done.code, done.out) == (4, "")
    assert done.err == (
        "error: acme/app has no such tag among 2: none is a version; --by-date takes the one pushed last\n"
    )


def test_image_of_another_registry_is_a_wrong_use(run: Run) -> None:
    done = run("tags", "newest", "ghcr.io/acme/app")
    assert done.code == 2
    assert "not on Docker Hub" in done.err


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
def test_cleanup_shows_first_and_deletes_when_told_to(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=120)  # one an hour, the newest first
    before = {request.operation for request in fake.requests}
    shown = run("cleanup", "acme/app", "--older-than", "60h", "--keep", "10", "--jsonl")
    assert shown.code == 0
    would = [json.loads(line) for line in shown.out.splitlines()]
    assert {row["action"] for row in would} == {"would be deleted"}
    assert shown.err == f"{len(would)} would be deleted of 120 tags; add --yes to delete them\n"
    assert "repositories.delete_tag" not in before | {request.operation for request in fake.requests}

    done = run("cleanup", "acme/app", "--older-than", "60h", "--keep", "10", "--yes")
    assert done.code == 0
    assert done.err == f"{len(would)} deleted of 120 tags\n"
    left = set(run("repositories", "list-tags", "acme", "app", "--columns", "name").out.splitlines())
    assert len(left) == 120 - len(would)
    assert "latest" in left
    assert not left & {row["name"] for row in would}
    assert run("cleanup", "acme/app", "--older-than", "60h").err == f"nothing to delete of {len(left)} tags\n"


@pytest.mark.usefixtures("jane")
def test_cleanup_goes_on_after_a_failure_and_tells_it(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=10)
    forbidden = {"message": "forbidden", "errinfo": {}}
    fake.fault("repositories.delete_tag", status=403, json=forbidden)
    fake.fault("repositories.delete_tag", status=404, json={"message": "object not found", "errinfo": {}})
    done = run("cleanup", "acme/app", "--older-than", "0s", "--yes", "--jsonl")
    actions = [json.loads(line)["action"] for line in done.out.splitlines()]
    assert done.code == 3
    assert actions.count("failed") == actions.count("was gone already") == 1
    assert actions.count("deleted") == len(actions) - 2
    assert "error: 403 Forbidden" in done.err


@pytest.mark.parametrize("wrong", [("acme/app:1.0", "names one tag"), ("acme/app/x", "form namespace/repository")])
def test_cleanup_wants_a_repository(run: Run, wrong: tuple[str, str]) -> None:
    done = run("cleanup", wrong[0], "--older-than", "1d")
    assert done.code == 2
    assert wrong[1] in done.err


def test_cleanup_wants_an_age_and_a_regular_expression(run: Run) -> None:
    assert "--older-than" in run("cleanup", "acme/app").err
    assert "no regular expression" in run("cleanup", "acme/app", "--older-than", "1d", "--match", "(").err


def test_a_tag_is_stale_by_its_last_use_or_by_its_last_push() -> None:
    tags = [tag("pulled", pulled=1, pushed=100), tag("idle", pulled=100, pushed=100), tag("unknown")]
    before = NOW - timedelta(days=50)
    assert [one.name for one in stale(tags, before=before)] == ["idle"]
    assert [one.name for one in stale(tags, before=before, by="push")] == ["pulled", "idle"]
    assert last_use(tag("unknown")) is None


def test_kept_are_those_used_last_among_the_matching() -> None:
    import re

    tags = [tag("1.0", pushed=300), tag("1.1", pushed=200), tag("1.2", pushed=100), tag("edge", pushed=90)]
    chosen = stale(tags, before=NOW, keep=1, match=re.compile(r"^\d"), spared=["1.0"])
    assert [one.name for one in chosen] == ["1.1"]


@given(
    ages=st.lists(st.integers(0, 400) | st.none(), max_size=12),
    keep=st.integers(0, 5),
    limit=st.integers(0, 400),
)
def test_no_tag_that_is_kept_was_used_before_one_that_goes(ages: list[int | None], keep: int, limit: int) -> None:
    tags = [tag(f"t{index}", pushed=age) for index, age in enumerate(ages)]
    chosen = {one.name for one in stale(tags, before=NOW - timedelta(days=limit), keep=keep)}
    gone = [age for index, age in enumerate(ages) if f"t{index}" in chosen and age is not None]
    left = [age for index, age in enumerate(ages) if f"t{index}" not in chosen and age is not None]
    assert len(gone) == len(chosen)  # none of unknown age
    assert all(age > limit for age in gone)
    assert not gone or not left or max(left) <= min(gone) or max(left) <= limit
    assert len(left) >= min(keep, len(left) + len(gone))


@pytest.mark.usefixtures("jane")
def test_drift_of_a_hub_that_is_as_documented_is_none(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=3)
    done = run("drift", "acme/app", "--org", "acme")
    assert (done.code, done.out) == (0, "")
    called = {request.operation for request in fake.requests}
    assert {"repositories.list_tags", "orgs.list_members", "search.repositories", "users.me"} <= called
    assert all(
        request.method == "GET" or request.operation == "authentication.create_token" for request in fake.requests
    )
    assert done.err.endswith(" 0 differences\n")


def test_drift_is_written_as_an_overlay(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=3)
    body = {"name": "app", "namespace": "acme", "pull_count": "many"}
    fake.fault("repositories.get", status=200, json=body)
    done = run("drift", "acme/app")
    assert done.code == 1
    assert done.out.startswith("overlay: 1.0.0\n")
    assert "pull_count" in done.out
    assert "not read: users.me: " in done.err
    assert "1 differences" in done.err


def test_check_of_a_hub_that_is_as_documented_finds_nothing(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=3, full_description="# App")
    done = run("check", "--image", "acme/app:latest", "--interval", "0")
    assert "repositories.get_tag" in done.out.splitlines()[0]
    assert all(request.operation != "authentication.create_token" for request in fake.requests)
    fake.fault("repositories.get", status=200, json={"name": "app", "namespace": "acme", "pull_count": "many"})
    differs = run("check", "--image", "acme/app", "--interval", "0")
    assert differs.code == 1
    assert "overlay: 1.0.0" in differs.out


def test_check_wants_an_image(run: Run) -> None:
    assert run("check", "--image", "app").code == 2


@pytest.mark.usefixtures("jane")
def test_cleanup_never_takes_latest_nor_what_is_spared(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=["2.0", "1.0", "edge", "latest"])
    done = run("cleanup", "acme/app", "--older-than", "0s", "--except", "edge", "--columns", "name")
    assert done.out.splitlines() == ["2.0", "1.0"]
