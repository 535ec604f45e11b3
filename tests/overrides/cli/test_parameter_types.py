"""Types of parameters: times, choices, text, JSON, secrets."""

import io
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import PASSWORD, Run, schema_of

pytestmark = pytest.mark.usefixtures("jane")


def body(fake: FakeHub) -> object:
    return fake.requests[-1].json


def test_age_looks_back_in_a_filter_and_ahead_in_what_is_set(app: FakeHub, run: Run) -> None:
    now = datetime.now(UTC)
    assert run("audit-logs", "list", "acme", "--from", "90d", "--to", "2026-01-31").code == 0
    query = fake_query(app)
    assert abs(datetime.fromisoformat(query["from"]) - (now - timedelta(days=90))) < timedelta(minutes=5)
    assert query["to"] == "2026-01-31T00:00:00Z"
    assert (
        run("access-tokens", "create", "--token-label", "ci", "--scopes", "repo:read", "--expires-at", "2w").code == 0
    )
    expiry = datetime.fromisoformat(json.loads(app.requests[-1].body)["expires_at"])
    assert abs(expiry - (now + timedelta(weeks=2))) < timedelta(minutes=5)
    assert run("audit-logs", "list", "acme", "--from=-1h", "--to", "+1h").code == 0
    query = fake_query(app)
    assert datetime.fromisoformat(query["from"]) < now < datetime.fromisoformat(query["to"])


def fake_query(fake: FakeHub) -> dict[str, str]:
    return fake.requests[-1].query


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            "yesterday",
            "expected a time such as 2026-01-31T12:00:00Z, 2026-01-31 or 90d (seconds, minutes, ",
        ),
        ("2026-01-31T12:00:00", "has no time zone: add Z for UTC"),
        ("99999999999d", "expected a time"),
    ],
)
def test_time_that_is_none_is_a_wrong_use(run: Run, value: str, told: str) -> None:
    done = run("audit-logs", "list", "acme", "--from", value)
    assert done.code == 2
    assert told in done.err


def test_choice_is_checked_and_can_be_overruled(app: FakeHub, run: Run) -> None:
    done = run("orgs", "list-members", "acme", "--role", "boss")
    assert done.code == 2
    listed = ", ".join(schema_of("orgs.list_members", "role")["enum"])
    assert f"expected one of {listed}, got 'boss'; =boss sends it nevertheless" in done.err
    assert run("orgs", "list-members", "acme", "--role", "owner").code == 0
    run("orgs", "list-members", "acme", "--role", "=boss")
    assert fake_query(app)["role"] == "boss"


def test_number_and_flag_are_checked(run: Run) -> None:
    assert "'many' is not a valid integer.\n" in run("repositories", "list", "acme", "--page-size", "many").err
    assert "'two' is not a valid integer.\n" in run("repositories", "list", "acme", "--limit", "two").err
    assert "'soon' is not a valid number.\n" in run("users", "me", "--timeout", "soon").err
    assert "--page-size N " in run("repositories", "list", "--help").out
    assert run("repositories", "list", "acme", "--page-size", "0").code == 2
    assert run("repositories", "list").code == 2
    assert "'NAMESPACE'" in run("repositories", "list").err
    assert run("repositories", "paint").code == 2
    assert "No such option" in run("repositories", "get", "a", "b", "--colour").err


def test_text_of_a_body_comes_from_a_file_or_from_stdin(
    app: FakeHub, run: Run, tmp_path: Path, type_in: Callable[..., None]
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# App\n", encoding="utf-8")
    update = ("repositories", "update", "acme", "app", "--full-description")
    run(*update, f"@{readme}")
    assert body(app) == {"full_description": "# App\n"}
    type_in("# From stdin\n")
    run(*update, "-")
    assert body(app) == {"full_description": "# From stdin\n"}
    run(*update, "@@mention")
    assert body(app) == {"full_description": "@mention"}
    missing = run(*update, "@/no/such/file")
    assert missing.code == 2
    assert "/no/such/file cannot be read: No such file or directory" in missing.err


@pytest.mark.parametrize(
    "words",
    [
        "repositories update acme app --full-description -",
        "org-access-tokens create acme --label ci --resources -",
        "authentication create-token --identifier jane --secret -",
    ],
)
def test_stdin_of_another_encoding_is_a_wrong_use(
    words: str, app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9"), "utf-8"))
    done = run(*words.split())
    assert done.code == 2
    assert "stdin cannot be read: it is not UTF-8\n" in done.err
    assert not app.requests


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("repositories update acme app --full-description", "16,777,216"),
        ("org-access-tokens create acme --label ci --resources", "16,777,216"),
        ("authentication create-token --identifier jane --secret", "65,536"),
        ("login --code", "65,536"),
    ],
)
@pytest.mark.parametrize("source", ["stdin", "/dev/zero"])
def test_source_without_an_end_is_a_wrong_use(
    words: str, limit: str, *, source: str, app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeros = Path("/dev/zero")
    if not zeros.exists():
        pytest.skip("the system has no such device")
    with zeros.open(encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        done = run(*words.split(), "-" if source == "stdin" else f"@{zeros}")
    assert done.code == 2
    assert f"{source} cannot be read: it has more than {limit} characters" in done.err
    assert not app.requests


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="the system has no names for pipes")
def test_secret_may_come_from_a_pipe_as_of_a_shell(app: FakeHub, run: Run) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{PASSWORD}\n".encode())
    os.close(writing)
    done = run("authentication", "create-token", "--identifier", "jane", "--secret", f"@/dev/fd/{reading}")
    os.close(reading)
    assert done.code == 0, done.err


def test_nested_value_is_json_from_anywhere(
    app: FakeHub, run: Run, tmp_path: Path, type_in: Callable[..., None]
) -> None:
    resources = [{"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull"]}]
    create = ("org-access-tokens", "create", "acme", "--label", "ci", "--resources")
    run(*create, json.dumps(resources))
    assert json.loads(app.requests[-1].body)["resources"] == resources
    file = tmp_path / "resources.json"
    for encoding in ("utf-8", "utf-8-sig"):
        file.write_text(json.dumps(resources), encoding=encoding)
        assert run(*create, f"@{file}").code == 0
    type_in(json.dumps(resources))
    assert run(*create, "-").code == 0
    sent = len(app.requests)
    wrong = run(*create, '{"type": "TYPE_REPO"}')
    assert wrong.code == 2
    assert "expected JSON of type array, got object" in wrong.err
    broken = run(*create, "[").err
    example = r'\[\{"type": "TYPE_REPO\|[A-Z_|]+", "path": "…", "scopes": \["…"\]\}\], @FILE or -'
    assert re.search(f"expected JSON such as {example}", broken)
    for resource, told in (
        ({"typ": "x"}, "there is no field 'typ'"),
        ({"type": "TYPE_REPO"}, "the field 'path' is missing"),
    ):
        wrong = run(*create, json.dumps([resource]))
        assert wrong.code == 2
        assert told in wrong.err
    assert len(app.requests) == sent


def test_help_shows_the_shape_of_what_is_given_as_json(run: Run) -> None:
    shown = " ".join(run("webhooks", "create", "--help").out.split())
    assert 'As [{"name": "…", "hook_url": "…"}].' in shown


def test_limits_of_a_text_are_checked_before_anything_is_sent(app: FakeHub, run: Run) -> None:
    longest = schema_of("access_tokens.create", "token_label")["maxLength"]
    done = run("access-tokens", "create", "--scopes", "repo:read", "--token-label", "x" * (longest + 1))
    assert done.code == 2
    assert f"expected at most {longest} characters, got {longest + 1}" in done.err
    assert "expected at least 1 characters" in run("access-tokens", "create", "--token-label", "").err
    assert not app.requests


@pytest.mark.parametrize("escape", ["", "@@"])
def test_secret_is_never_taken_from_the_command_line(escape: str, run: Run) -> None:
    done = run("authentication", "create-token", "--identifier", "jane", "--secret", f"{escape}swordfish-example")
    assert done.code == 2
    assert "a secret on the command line stays in the shell's history" in done.err
    assert "swordfish" not in done.err


def test_secret_comes_from_stdin_file_or_environment(
    app: FakeHub, run: Run, tmp_path: Path, type_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("authentication", "create-token", "--identifier", "jane", "--secret")
    type_in("swordfish-example\n")
    assert run(*command, "-").code == 0
    file = tmp_path / "secret"
    file.write_text("swordfish-example\n")
    assert run(*command, f"@{file}").code == 0
    file.write_text("swordfish-example\r\n", encoding="utf-8-sig")
    assert run(*command, f"@{file}").code == 0
    type_in("\ufeffswordfish-example\n")
    assert run(*command, "-").code == 0
    monkeypatch.setenv("MY_SECRET", "swordfish-example")
    assert run(*command, "env:MY_SECRET").code == 0
    assert "the environment variable NONE_SUCH is not set" in run(*command, "env:NONE_SUCH").err


@pytest.mark.parametrize("text", ["", "\n", "\ufeff\r\n", " \t\n", "\0"])
def test_empty_secret_is_refused_before_a_log_in_can_lock_the_account(
    text: str, app: FakeHub, run: Run, tmp_path: Path, type_in: Callable[..., None]
) -> None:
    command = ("authentication", "create-token", "--identifier", "jane", "--secret")
    (tmp_path / "secret").write_text(text, encoding="utf-8")
    type_in(text)
    for source in ("-", f"@{tmp_path / 'secret'}"):
        done = run(*command, source)
        assert done.code == 2
        assert "has no secret" in done.err
    assert app.requests == []


def test_secret_of_white_space_in_the_environment_is_refused(
    app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_SECRET", " \n")
    done = run("authentication", "create-token", "--identifier", "jane", "--secret", "env:MY_SECRET")

    assert done.code == 2
    assert "the environment variable MY_SECRET has no secret" in done.err
    assert app.requests == []


def test_secret_is_asked_for_on_a_terminal(
    app: FakeHub, run: Run, type_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in("", terminal=True)
    asked: list[bool] = []

    def prompt(text: str, *, hide_input: bool, err: bool) -> str:
        asked.append(hide_input and err)
        return "swordfish-example"

    monkeypatch.setattr("click.prompt", prompt)
    assert run("authentication", "create-token", "--identifier", "jane").code == 0
    assert asked == [True]
    type_in("")
    assert "Missing option '--secret'" in run("authentication", "create-token", "--identifier", "jane").err


def test_secret_of_white_space_from_a_terminal_is_refused(
    app: FakeHub, run: Run, type_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in("", terminal=True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: "  ")
    done = run("authentication", "create-token", "--identifier", "jane", "--secret", "-")

    assert done.code == 2
    assert "the input has no secret" in done.err
    assert app.requests == []


def test_secret_from_a_terminal_is_not_echoed(
    app: FakeHub, run: Run, type_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def prompt(text: str, *, hide_input: bool, err: bool) -> str:
        assert hide_input
        assert err
        asked.append(text)
        return "swordfish-example"

    monkeypatch.setattr("click.prompt", prompt)
    command = ("authentication", "create-token", "--identifier", "jane", "--secret", "-")
    type_in("swordfish-of-the-terminal", terminal=True)
    assert run(*command).code == 0
    assert asked == ["secret"]
    type_in("swordfish-example\n")
    assert run(*command).code == 0
    assert asked == ["secret"]


def test_help_asks_for_no_secret_that_is_asked_for(run: Run) -> None:
    shown = " ".join(run("authentication", "create-token", "--help").out.split())
    assert "organization access token. [asked for on a terminal]" in shown
    assert shown.count("[required]") == 1


def test_text_that_begins_like_a_file_says_how_it_is_written(run: Run) -> None:
    done = run("repositories", "update", "acme", "app", "--description", "@alice maintains this")
    assert done.code == 2
    assert "a text that begins with @ is written @@alice maintains this" in done.err


@pytest.mark.parametrize("age", ["-5d", "+5d", "2999-01-01", "1y", "2 weeks"])
def test_age_lies_in_the_past_and_has_no_sign(app: FakeHub, run: Run, age: str) -> None:
    done = run("cleanup", "acme/app", f"--older-than={age}")
    assert done.code == 2
    assert "'--older-than': expected a" in done.err
    assert not app.requests


def test_text_outside_the_pattern_of_the_document_is_told_and_sent(app: FakeHub, run: Run) -> None:
    done = run("repositories", "create", "acme", "--name", "a__b", "--dry-run")
    assert done.code == 0
    assert '"name": "a__b"' in done.out
    assert "note: --name 'a__b' does not match ^[a-z0-9]+" in done.err
    assert run("repositories", "create", "acme", "--name", "a_b", "--dry-run").err == ""


def test_stdin_is_for_one_option(app: FakeHub, run: Run, type_in: Callable[..., None]) -> None:
    type_in("text")
    done = run("repositories", "update", "acme", "app", "--description", "-", "--full-description", "-")
    assert done.code == 2
    assert "stdin is read for another option already: take @FILE for one of them" in done.err
    assert not app.requests
