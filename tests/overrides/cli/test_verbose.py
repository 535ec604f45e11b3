"""`--verbose`: requests and responses without secrets."""

import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import PASSWORD, Run

pytestmark = pytest.mark.usefixtures("jane")


def test_verbose_shows_the_exchange_without_secrets(app: FakeHub, run: Run) -> None:
    done = run("access-tokens", "create", "--token-label", "ci", "--scopes", "repo:read", "-v")
    assert "> POST" in done.err
    assert "(access_tokens.create, attempt 1)" in done.err
    assert "< 201 in" in done.err
    token = dict(line.split("\t", 1) for line in done.out.splitlines())["token"]
    assert token.startswith("dckr_pat_")
    for secret in (token, "swordfish", "Bearer", "eyJ"):
        assert secret not in done.err


def test_verbose_shows_what_docker_hub_sent(app: FakeHub, run: Run) -> None:
    app.fault("repositories.get", status=400, json={"message": "no", "token": "sesame", "hint": "more"})
    done = run("repositories", "get", "acme", "app", "--verbose")
    assert '"hint"' in done.err.splitlines()[-1]
    assert "sesame" not in done.err


def test_verbose_shows_no_secret_that_response_headers_repeat(app: FakeHub, run: Run) -> None:
    app.fault("authentication.create_token", headers={"X-Debug": f"you sent {PASSWORD}", f"X-{PASSWORD}": "1"})
    done = run("repositories", "get", "acme", "app", "--verbose")
    assert "x-debug: you sent ***" in done.err
    assert PASSWORD not in done.err.lower()


def test_verbose_shows_no_cookies(app: FakeHub, run: Run) -> None:
    app.fault("repositories.get", headers={"Set-Cookie": "session=sesame", "X-Served-By": "edge"})
    done = run("repositories", "get", "acme", "app", "--verbose")
    assert "x-served-by: edge" in done.err
    assert "sesame" not in done.err
