"""`aiodockerhub login`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import PASSWORD, Run


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
    assert done.err.startswith("error: there is nothing to log in with: set DOCKERHUB_USERNAME and DOCKERHUB_TOKEN")


@pytest.fixture
def mia(fake: FakeHub, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The credentials are those of an account with two factors."""
    fake.user("mia", password=PASSWORD, code="123456")
    monkeypatch.setenv("DOCKERHUB_USERNAME", "mia")
    monkeypatch.setenv("DOCKERHUB_PASSWORD", PASSWORD)


@pytest.mark.usefixtures("mia")
def test_login_asks_for_the_second_factor_on_a_terminal(run: Run, type_in: Callable[..., None]) -> None:
    type_in("123456\n", terminal=True)
    done = run("login")
    assert done.code == 0
    assert "one-time code: " in done.err
    assert done.out.startswith("the password of mia with a second factor: accepted; the token is of mia")


@pytest.mark.usefixtures("mia")
def test_login_without_a_terminal_says_where_a_code_may_come_from(run: Run, type_in: Callable[..., None]) -> None:
    type_in("123456\n")
    done = run("login")
    assert done.code == 3
    assert "On a terminal `aiodockerhub login` asks for the code; --code - reads it from stdin." in done.err
    assert "in a program" not in done.err
    assert run("login", "--code", "-").code == 0
    assert run("login", "--code", "123456").code == 2


@pytest.mark.usefixtures("mia")
def test_log_in_with_two_factors_is_kept_for_other_commands(
    run: Run, type_in: Callable[..., None], tmp_path: Path
) -> None:
    store = ("--token-store", str(tmp_path / "tokens"))
    alone = run("users", "me", *store)
    assert alone.code == 3
    assert "`aiodockerhub login --token-store FOLDER` asks for the code" in alone.err
    type_in("123456\n")
    done = run("login", "--code", "-", *store)
    assert done.code == 0
    assert done.out.endswith(f"; kept in {tmp_path}/tokens\n")
    assert run("users", "me", "--query", "username", *store).out == "mia\n"


@pytest.mark.usefixtures("jane")
def test_token_store_that_cannot_be_used_or_trusted_is_told(url: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "file' is a file." in run("login", "--token-store", str(tmp_path / "file")).err
    below = run("login", "--token-store", str(tmp_path / "file" / "tokens"))
    assert below.code == 2
    assert "tokens cannot be used: Not a directory" in below.err
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    done = run("login", "--token-store", str(shared))
    assert done.code == 2
    assert f"others may write to {shared}: chmod 700 {shared}" in done.err
