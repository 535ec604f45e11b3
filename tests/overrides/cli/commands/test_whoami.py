import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiodockerhub import __version__
from aiodockerhub.__main__ import main
from aiodockerhub.testing import FakeHub

from tests.overrides.auth.test_credential_chain import VARIABLES, config
from tests.overrides.login_service import make_jwt

HUB_PAIR = {"DOCKERHUB_USERNAME": "jane", "DOCKERHUB_PASSWORD": "swordfish-example"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in [*VARIABLES, "DOCKERHUB_URL"]:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    return tmp_path


@pytest.fixture
def set_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in HUB_PAIR.items():
        monkeypatch.setenv(name, value)


def test_a_name_is_shown_on_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = {"username": "jane\nfound in:    elsewhere\x1b[31m", "password": "swordfish-example"}
    (folder / "config.json").write_text(json.dumps({"auths": {"https://index.docker.io/v1/": entry}}))
    assert main(["whoami"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert "\x1b" not in lines[0]


@pytest_asyncio.fixture
async def url() -> AsyncIterator[str]:
    fake = FakeHub()
    fake.user("jane", password="swordfish-example")
    async with fake.serve() as url:
        yield url


async def run(*arguments: str) -> int:
    """Run the command in a thread, because it runs an event loop, and this thread runs that of FakeHub."""
    return await asyncio.to_thread(main, arguments)


def test_tells_the_source_that_won(set_pair: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whoami"]) == 0
    assert capsys.readouterr().out == (
        "credentials: the password of jane\n"
        "found in:    the environment variables DOCKERHUB_USERNAME and DOCKERHUB_PASSWORD\n"
    )


def test_tells_the_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "config.json").write_text(config("jane", "dckr_pat_example"))
    assert main(["whoami"]) == 0
    assert f"a personal access token of jane\nfound in:    {folder}/config.json\n" in capsys.readouterr().out


async def test_proves_the_credentials_by_a_log_in(set_pair: None, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert await run("whoami", "--login", "--base-url", url) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("log-in:      accepted; the token is of jane, has the scope repo:public_read, expires at 20")


async def test_base_url_comes_from_the_environment_too(
    set_pair: None, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKERHUB_URL", url)
    assert await run("whoami", "--login") == 0


async def test_refused_credentials_are_an_error(
    set_pair: None, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOCKERHUB_PASSWORD", "swordfish-wrong")
    assert await run("whoami", "--login", "--base-url", url) == 3
    shown = capsys.readouterr()
    assert shown.err.startswith("error: Docker Hub refused the password of jane: Incorrect authentication credentials")
    assert "swordfish" not in shown.out + shown.err


def test_anonymous_is_fine_but_cannot_be_proved(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whoami"]) == 0
    assert capsys.readouterr().out.startswith("credentials: anonymous\nfound in:    nowhere: ")
    assert main(["whoami", "--login"]) == 3
    assert "there is nothing to log in with" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"exp": 4_102_444_800}, "the token expires at 2100-01-01 00:00:00 UTC"),
        ({"exp": 1e300, "scope": "repo:\nread"}, "the token has the scope repo: read, expires at 9999-12-31"),
        ({"exp": 4e9, "https://hub.docker.com": {"username": "jane"}}, "the token is of jane, expires at 2096"),
        ({"exp": 4e9, "https://hub.docker.com": "jane"}, "the token expires at"),
    ],
)
def test_bearer_of_docker_desktop_tells_of_itself(
    folder: Path, claims: dict[str, object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    key = "https://index.docker.io/v1/access-token"
    (folder / "config.json").write_text(config("jane", make_jwt(**claims), key))
    assert main(["whoami", "--login"]) == 0
    assert f"log-in:      none is needed; {said}" in capsys.readouterr().out


def test_broken_source_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "config.json").write_text("{")
    assert main(["whoami"]) == 3
    assert capsys.readouterr().err.startswith(f"error: {folder}/config.json is not JSON")


def test_base_url_that_would_give_the_secret_away_is_refused(
    set_pair: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["whoami", "--login", "--base-url", "http://hub.example.com"]) == 2
    assert "--base-url must be an https URL" in capsys.readouterr().err


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "gopher://127.0.0.1:1"])
def test_a_proxy_that_cannot_be_used_is_an_error_in_one_line(
    proxy: str, set_pair: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    monkeypatch.setitem(sys.modules, "socksio", None)
    assert main(["whoami", "--login", "--base-url", "https://hub.example.test"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert "proxy" in error
    assert "trust_env" not in error


def test_no_command_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2


def test_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "aiodockerhub", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert done.stdout == f"aiodockerhub {__version__}\n"
