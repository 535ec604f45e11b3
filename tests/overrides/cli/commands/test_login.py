"""`aiodockerhub login`."""

import contextlib
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiodockerhub import FileTokenStore
from aiodockerhub.testing import FakeHub

from tests.overrides.auth.test_credential_chain import VARIABLES, config
from tests.overrides.cli.conftest import PASSWORD, FullDisk, Run
from tests.overrides.login_service import make_jwt


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


@pytest.mark.usefixtures("jane")
def test_login_whose_line_cannot_be_written_fails_and_keeps_its_token(
    url: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", FullDisk())
    done = run("login", "--token-store", str(tmp_path / "tokens"))
    assert done.code == 1
    assert done.err.startswith("error: No space left on device\n")
    assert list((tmp_path / "tokens").glob("*.json"))


@pytest.fixture
def mia(fake: FakeHub, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the environment variables to the credentials of an account with two factors."""
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


@pytest.mark.usefixtures("mia")
def test_log_in_is_kept_though_another_process_holds_the_lock_of_the_store(
    run: Run, tmp_path: Path, type_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextlib.asynccontextmanager
    async def held(*_: object) -> AsyncIterator[None]:
        raise TimeoutError("another process holds the lock")
        yield

    store = ("--token-store", str(tmp_path / "tokens"))
    monkeypatch.setattr(FileTokenStore, "lock", held)
    type_in("123456\n")
    assert run("login", "--code", "-", *store).out.endswith("/tokens\n")
    assert run("users", "me", "--query", "username", *store).out == "mia\n"


def test_bearer_token_of_docker_is_not_said_to_be_kept(
    run: Run, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "config.json").write_text(
        config("jane", make_jwt(exp=4_102_444_800), "https://index.docker.io/v1/access-token")
    )
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    done = run("login", "--token-store", str(tmp_path / "tokens"))
    assert "none is needed" in done.out
    assert "kept" not in done.out


@pytest.mark.usefixtures("jane")
def test_failure_of_the_token_store_is_told_by_each_command(url: str, run: Run, tmp_path: Path) -> None:
    store = ("--token-store", str(tmp_path / "tokens"))
    assert run("users", "me", *store).err == ""
    for file in (tmp_path / "tokens").glob("*.json"):
        file.unlink()
        file.mkdir()
    done = run("users", "me", *store)
    assert done.code == 0
    assert "note: the token store failed to load: " in done.err
    assert "note: the token store failed to save: " in done.err
