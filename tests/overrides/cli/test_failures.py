"""Errors: one line on stderr, and exit codes."""

import errno
import socket

import pytest
from aiodockerhub.cli.failures import report
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run

LONG = "a" * 20_000

pytestmark = pytest.mark.usefixtures("jane")


@pytest.mark.parametrize(
    ("status", "code"), [(400, 1), (401, 3), (403, 3), (404, 4), (409, 1), (422, 1), (429, 5), (500, 1)]
)
def test_exit_code_tells_the_kind_of_error(app: FakeHub, run: Run, status: int, code: int) -> None:
    app.fault("repositories.get", status=status, json={"message": "no", "errinfo": {}}, times=None)
    done = run("repositories", "get", "acme", "app", "--retries", "0")
    assert (done.code, done.out) == (code, "")
    assert done.err.splitlines()[0].startswith(f"error: {status} ")


def test_methods_and_arguments_are_told_as_commands_and_options(app: FakeHub, run: Run) -> None:
    app.fault("repositories.delete_tag", status=403, json={"message": "tag is immutable"})
    refused = run("repositories", "delete-tag", "acme", "app", "latest", "--yes")
    assert "`aiodockerhub repositories update-immutable-tags`" in refused.err
    garbage = run("repositories", "list-tags", "acme", "app", "--resume", "x")
    assert garbage.code == 2
    assert garbage.err.startswith("error: --resume: expected the cursor that this same command named")
    assert run("repositories", "list", "acme", "--base-url", "x").err.startswith("error: --base-url must be")


@pytest.mark.parametrize(
    ("words", "start"),
    [
        (("repositories", "list", "acme", "--name", LONG), "--name: expected at most"),
        (("repositories", "list", LONG), "NAMESPACE: expected at most"),
        (("search", "repositories", LONG), "QUERY: expected at most"),
        (("inventory", ".."), "NAMESPACE: expected a name"),
        (("repositories", "list", "acme", "--timeout", "nan"), "--timeout must be"),
        (("repositories", "list", "acme", "--prefetch", "1001"), "--prefetch must be"),
        (("tags", "newest", "acme/app", "--timeout", "nan"), "--timeout must be"),
        (("login", "--timeout", "nan"), "--timeout must be"),
    ],
)
def test_error_of_an_argument_names_the_parameter_of_the_command(
    app: FakeHub, run: Run, words: tuple[str, ...], start: str
) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: {start}")


def test_waiting_for_long_is_told(app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def sleep(self: object, seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("aiodockerhub.helpers.clock.SystemClock.sleep", sleep)
    app.fault("repositories.get", status=429, json={}, headers={"retry-after": "7"})
    done = run("repositories", "get", "acme", "app", "--columns", "name")
    assert done.code == 0
    assert f"waiting {waits[0]:.0f} s before the next attempt (429, the rate limit); Ctrl-C ends it\n" in done.err
    assert 7 <= waits[0] < 8


def test_drift_is_no_line_of_its_own(app: FakeHub, run: Run) -> None:
    done = run("access-tokens", "create", "--token-label", "ci", "--scopes", "repo:bogus")
    assert all(line.startswith(("error: ", "  note: ")) for line in done.err.splitlines())


def test_notes_of_an_error_follow_it(app: FakeHub, run: Run) -> None:
    app.fault("repositories.get", status=403, text="error code: 1010")
    lines = run("repositories", "get", "acme", "app").err.splitlines()
    assert lines[0].startswith("error: 403 Forbidden")
    assert lines[1].startswith("  note: ")


def test_server_that_cannot_be_reached_is_one_line(run: Run) -> None:
    done = run("repositories", "get", "acme", "app", "--base-url", "http://127.0.0.1:9", "--retries", "0")
    assert done.code == 1
    first, note = done.err.splitlines()
    assert first.startswith("error: could not connect to 127.0.0.1:9: Connection refused (POST http://127.0.0.1:9/")
    assert note == ("  note: Nothing listens there: check --base-url and DOCKERHUB_URL, and the proxy if there is one.")


@pytest.mark.parametrize(
    ("error", "lines"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            ["error: No space left on device", "  note: Free some space, or write to another disk."],
        ),
        (
            OSError(errno.EADDRINUSE, "Address already in use (while attempting to bind on address ('127.0.0.1', 80))"),
            ["error: Address already in use", "  note: Another program has that port: choose one with --port."],
        ),
        (
            socket.gaierror(-2, "Name or service not known"),
            ["error: Name or service not known", "  note: No host of this name is known: check --base-url and"],
        ),
        (OSError(errno.EACCES, "Permission denied", "x.csv"), ["error: Permission denied: 'x.csv'"]),
    ],
)
def test_errors_of_the_system_are_told_in_plain_words(
    error: OSError, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    report(error, verbose=False)
    shown = capsys.readouterr().err.splitlines()
    assert len(shown) == len(lines)
    assert all(line.startswith(start) for line, start in zip(shown, lines, strict=True))


def test_repository_without_its_namespace_says_how_both_are_written(run: Run) -> None:
    done = run("repositories", "get", "nginx")
    assert done.code == 2
    assert "note: write both, as acme app or acme/app; Docker's own are library nginx" in done.err


def test_interruption_has_its_exit_code(app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("aiodockerhub.cli.operation.run", interrupted)
    done = run("repositories", "get", "acme", "app")
    assert (done.code, done.err) == (130, "\ninterrupted; nothing more is done\n")  # after ^C


def test_mistake_of_ours_is_one_line_too_and_with_verbose_a_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise AssertionError("a bug\nin two lines")

    monkeypatch.setattr("aiodockerhub.cli.operation.run", broken)
    done = run("repositories", "get", "acme", "app")
    assert done.code == 1
    assert done.err.splitlines() == [
        "error: AssertionError: a bug in two lines",
        "  note: this is a defect of the command; --verbose shows where it is",
    ]
    with pytest.raises(AssertionError, match="a bug"):
        run("repositories", "get", "acme", "app", "--verbose")


@pytest.mark.parametrize(
    "words",
    [
        ("repositories", "get", "acme", "app", "TOKEN"),
        ("repositories", "list", "acme", "--columns", "TOKEN"),
        ("repositories", "list", "acme", "--resume", "TOKEN"),
        ("cleanup", "acme/app", "--older-than", "TOKEN"),
        ("mcp", "--tools", "TOKEN"),
        ("TOKEN",),
        ("repositories", "TOKEN"),
        ("whoami", "--profile", "TOKEN"),
    ],
)
def test_a_token_in_the_place_of_another_word_is_masked(app: FakeHub, run: Run, words: tuple[str, ...]) -> None:
    token = "dckr_pat_" + "dummy" * 5
    done = run(*(token if word == "TOKEN" else word for word in words))
    assert done.code in {2, 3}
    assert "dummy" not in done.err.lower()
    assert done.err.startswith("error: ")
