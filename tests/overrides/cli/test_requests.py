"""Requests of commands: shown by a dry run, and followed by a second step."""

import json
from collections.abc import Callable

import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import PASSWORD, Run

pytestmark = pytest.mark.usefixtures("jane")


def test_dry_run_shows_the_request_and_sends_nothing(app: FakeHub, run: Run, url: str) -> None:
    done = run("repositories", "create", "acme", "--name", "new", "--dry-run")
    assert done.out.splitlines()[0] == f"POST {url}/v2/namespaces/acme/repositories"
    assert json.loads(done.out.split("\n", 1)[1]) == {"name": "new", "namespace": "acme"}
    assert run("repositories", "delete", "acme", "app", "--dry-run").code == 0
    assert run("audit-logs", "list", "acme", "--action", "a b", "--dry-run").out.endswith("?action=a+b&page_size=100\n")
    assert not app.requests


def test_dry_run_shows_no_secret(url: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_SECRET", "swordfish-example")
    done = run("authentication", "create-token", "--identifier", "jane", "--secret", "env:MY_SECRET", "--dry-run")
    assert done.code == 0
    assert "swordfish" not in done.out


def test_dry_run_of_a_list_shows_its_first_request(app: FakeHub, run: Run, url: str) -> None:
    path = f"GET {url}/v2/namespaces/acme/repositories/app/tags"
    command = ("repositories", "list-tags", "acme", "app")
    for words, query in (
        ((), "?page_size=100"),
        (("--limit", "7"), "?page_size=7"),
        (("--page-size", "20", "--first-page", "3"), "?page=3&page_size=20"),
    ):
        assert run(*command, *words, "--dry-run").out == f"{path}{query}\n"
        assert not app.requests
        assert run(*command, *words).code == 0
        listed = [request.query for request in app.requests if request.operation == "repositories.list_tags"]
        first = dict(part.split("=") for part in query[1:].split("&"))
        assert first in listed  # after the page before it, if there is one
        app.requests.clear()


def test_log_in_with_two_factors_can_be_done_step_by_step(
    fake: FakeHub, url: str, run: Run, type_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.user("mia", password=PASSWORD, code="123456")
    monkeypatch.setenv("MY_SECRET", PASSWORD)
    first = ("authentication", "login", "--username", "mia", "--password", "env:MY_SECRET")
    step = run(*first, "--query", "login_2fa_token")
    assert step.code == 3
    assert "`aiodockerhub authentication two-factor-login` asks for --login-2fa-token and --code" in step.err
    type_in(step.out)
    monkeypatch.setenv("MY_CODE", "123456")
    second = run("authentication", "two-factor-login", "--login-2fa-token", "-", "--code", "env:MY_CODE")
    assert second.code == 0
    assert second.out.startswith("token\t")
