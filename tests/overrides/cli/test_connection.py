"""The options of connections: profiles and base URLs."""

from pathlib import Path

import pytest
from aiodockerhub.auth.profiles import load
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import PASSWORD, Run


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


def test_profile_for_scim_alone_needs_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKERHUB_WORK_SCIM_TOKEN", "scim_dummy")
    assert load("work").scim_token == "scim_dummy"


@pytest.mark.usefixtures("jane")
def test_scim_without_its_token_names_the_variable(url: str, run: Run) -> None:
    done = run("scim", "list-users")
    assert done.code == 3
    assert done.err == "error: SCIM requires a separate bearer token: set DOCKERHUB_SCIM_TOKEN\n"


@pytest.mark.usefixtures("jane")
def test_base_url_that_would_give_the_secret_away_is_a_wrong_use(run: Run) -> None:
    done = run("repositories", "get", "acme", "app", "--base-url", "http://hub.example.com")
    assert done.code == 2
    assert "--base-url must be an https URL" in done.err


@pytest.mark.usefixtures("jane")
def test_token_store_spares_the_second_log_in(app: FakeHub, run: Run, tmp_path: Path) -> None:
    store = ("--token-store", str(tmp_path / "tokens"))
    for _ in range(2):
        assert run("users", "me", *store).code == 0
    assert [request.operation for request in app.requests].count("authentication.create_token") == 1


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("command", [("whoami",), ("users", "me"), ("login",)])
def test_base_url_of_the_environment_is_named_when_it_is_none(
    run: Run, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKERHUB_URL", "garbage")
    done = run(*command)
    assert done.code == 2
    assert done.err.startswith("error: DOCKERHUB_URL must be a whole URL such as https://hub.docker.com")


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("command", [("repositories", "get", "acme", "app"), ("login",)])
def test_token_store_in_a_home_that_nobody_has_is_a_wrong_use(
    run: Run, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKERHUB_TOKEN_STORE", "~nobody-has-this-name/tokens")
    done = run(*command)
    assert done.code == 2
    assert "--token-store: ~nobody-has-this-name/tokens begins with an unknown home directory" in done.err
