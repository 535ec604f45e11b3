"""How the result of an operation is written: secrets, unreadable responses, and streams that take no bytes."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.standard_streams import ReaderGoneError
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import PASSWORD, FullDisk, Run

pytestmark = pytest.mark.usefixtures("jane")

FULL = Path("/dev/full")


def test_text_comes_as_it_is(app: FakeHub, run: Run) -> None:
    assert run("orgs", "export-members", "acme").out.startswith("Name,Username,Email")


CREATE = ("access-tokens", "create", "--token-label", "ci", "--scopes", "repo:read")


SECRET = "dckr_pat_dummy_of_a_new_token"


@pytest.mark.parametrize("form", ["--json", "--table", "--tsv", "--csv"])
@pytest.mark.parametrize("chosen", [["--query", "tokn"], ["--columns", "token[0]"], ["--columns", "abs(token)"]])
def test_new_secret_is_written_though_the_query_or_the_columns_leave_nothing(
    app: FakeHub, run: Run, form: str, chosen: list[str]
) -> None:
    done = run(*CREATE, form, *chosen)
    assert done.code == ExitCode.FAILED
    assert "dckr_pat_" in done.out
    assert "; the call succeeded, and its whole result is written\n" in done.err


@pytest.mark.parametrize("chosen", [["--query", "expires_at"], ["--columns", "last_used"]])
def test_null_may_be_asked_for_where_no_secret_is_lost(app: FakeHub, run: Run, chosen: list[str]) -> None:
    assert run(*CREATE).code == 0
    uuid = run("access-tokens", "list", "--columns", "uuid").out.strip()
    done = run("access-tokens", "update", uuid, "--no-active", "--json", *chosen)
    assert done.code == 0
    assert "uuid" not in done.out


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ({"json": [{"token": SECRET}]}, [{"token": SECRET}]),
        ({"text": SECRET}, SECRET),
    ],
)
def test_response_of_a_write_that_cannot_be_read_is_written_as_it_came(
    app: FakeHub, run: Run, body: dict[str, Any], written: object
) -> None:
    app.fault("access_tokens.create", status=201, **body)
    done = run(*CREATE, "--json", "--query", "token")
    assert done.code == ExitCode.FAILED
    assert json.loads(done.out) == written
    assert "note: Docker Hub responded with 201, a success, so the change has probably been made" in done.err
    assert "note: The response is written as it came." in done.err


@pytest.mark.parametrize("chosen", [["--query", "token"], ["--columns", "uuid,token"], ["--query", "{a: token}"]])
@pytest.mark.parametrize("body", [{"uuid": "u", "access_token": "new-token"}, {"data": {"token": "new-token"}}])
def test_new_secret_under_another_name_is_written_whatever_is_asked_for(
    app: FakeHub, run: Run, body: dict[str, Any], chosen: list[str]
) -> None:
    app.fault("access_tokens.create", status=201, json=body)
    done = run(*CREATE, *chosen)
    assert done.code == ExitCode.FAILED
    assert "new-token" in done.out
    assert "the result lacks token, which may have another name now; the call succeeded, and its whole" in done.err


def test_token_of_a_log_in_is_written_whatever_is_asked_for(
    app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    del app
    monkeypatch.setenv("MY_SECRET", PASSWORD)
    call = ("authentication", "create-token", "--identifier", "jane", "--secret", "env:MY_SECRET")
    done = run(*call, "--query", "token")
    assert done.code == ExitCode.FAILED
    assert "access_token" in done.out
    assert "leaves nothing of the result; the call succeeded, and its whole result is written" in done.err


@pytest.mark.parametrize(
    "chosen",
    [["--query", "abs(login_2fa_token)"], ["--columns", "abs(login_2fa_token)"], ["--columns", "login_2fa_token[0]"]],
)
@pytest.mark.parametrize("form", ["--json", "--table"])
def test_token_for_the_second_step_is_written_whatever_is_asked_for(
    app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch, form: str, chosen: list[str]
) -> None:
    monkeypatch.setenv("MY_SECRET", PASSWORD)
    challenge = {"detail": "Require secondary authentication", "login_2fa_token": "challenge-dummy"}
    app.fault("authentication.login", status=401, json=challenge)
    done = run("authentication", "login", "--username", "jane", "--password", "env:MY_SECRET", form, *chosen)
    assert done.code == ExitCode.REFUSED
    assert "challenge-dummy" in done.out
    assert "; the call needs a second step, and its whole result is written" in done.err
    assert "error: 401 Unauthorized" in done.err


@pytest.mark.parametrize("extra", [[], ["--table"], ["--query", "abs(token)"], ["--columns", "uuid"]])
def test_result_of_a_write_that_stdout_does_not_take_is_on_stderr(
    app: FakeHub, run: Run, extra: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", FullDisk())
    done = run("access-tokens", "create", "--token-label", "ci", "--scopes", "repo:read", *extra)
    written, _, told = done.err.partition("error: ")
    assert json.loads(written)["token"].startswith("dckr_pat_")
    assert "note: The call succeeded; stdout cannot be written, so the result" in told
    assert done.code == ExitCode.FAILED


def test_result_of_a_read_that_stdout_does_not_take_is_an_error_only(
    app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", FullDisk())
    done = run("repositories", "get", "acme", "app")
    assert done.code == ExitCode.FAILED
    assert done.err.startswith("error: No space left on device\n")


def test_result_of_a_write_whose_reader_is_gone_is_on_stderr(
    app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(text: str) -> int:
        raise ReaderGoneError

    stdout = FullDisk()
    monkeypatch.setattr(stdout, "write", write)
    monkeypatch.setattr(sys, "stdout", stdout)
    done = run("access-tokens", "create", "--token-label", "ci", "--scopes", "repo:read")
    written, _, told = done.err.partition("note: ")
    assert json.loads(written)["token"].startswith("dckr_pat_")
    assert told == "the call succeeded; nobody reads stdout, so its result is written here\n"
    assert done.code == ExitCode.FAILED


@pytest.mark.skipif(not FULL.exists(), reason="the system has no such device")
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_full_disk_leaves_nothing_for_the_end_of_the_process_to_write(
    app: FakeHub, run: Run, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FULL.open("w") as full:  # at its end Python flushes; at the end of a process a failure of that is code 120
        monkeypatch.setattr(sys, stream, full)
        assert run("repositories", "get", "acme", "app" if stream == "stdout" else "nope").code in {1, 4}
