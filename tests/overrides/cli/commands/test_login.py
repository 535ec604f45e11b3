"""`aiodockerhub login`."""

import pytest

from tests.overrides.cli.conftest import Run


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
