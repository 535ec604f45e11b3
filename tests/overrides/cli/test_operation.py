"""How an operation is called from the command line: values, forms of output, errors, exit codes, dry runs."""

import asyncio
import signal
from collections.abc import Callable
from typing import Any

import pytest
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.http.session import Session
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated import catalog

from tests.overrides.cli.conftest import PASSWORD, Run, options_of

pytestmark = pytest.mark.usefixtures("jane")


def body(fake: FakeHub) -> object:
    return fake.requests[-1].json


# --- output ---------------------------------------------------------------------------------------------------------


@pytest.mark.unmeasured
def test_list_walks_all_pages_and_stops_at_the_limit(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=250)
    command = ("repositories", "list-tags", "acme", "app", "--columns", "name")
    assert len(run(*command).out.splitlines()) == 250
    assert len(run(*command, "--prefetch", "3").out.splitlines()) == 250
    fake.requests.clear()
    assert len(run(*command, "--limit", "7", "--page-size", "5").out.splitlines()) == 7
    pages = [request.query["page_size"] for request in fake.requests if request.operation == "repositories.list_tags"]
    assert pages == ["5", "5"]


def test_walk_that_breaks_hands_out_what_it_had_and_resumes(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=30)
    fake.fault("repositories.list_tags", after=1, status=500, times=None)
    command = ("repositories", "list-tags", "acme", "app", "--page-size", "10", "--columns", "name", "--tsv")
    broken = run(*command, "--retries", "0")
    assert broken.code == 1
    assert len(broken.out.splitlines()) == 10
    cursor = broken.err.split("--resume '")[1].split("'")[0]
    assert "pager" not in broken.err
    fake._faults.clear()
    assert len(run(*command, "--resume", cursor).out.splitlines()) == 20
    assert run(*command, "--resume", "nonsense").code == 2


def test_scim_page_size_is_called_like_any_other(
    fake: FakeHub, url: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKERHUB_SCIM_TOKEN", "scim_dummy")
    assert run("scim", "list-users", "--page-size", "1", "--limit", "1").code == 0
    assert fake.requests[-1].query["count"] == "1"


def test_existence_is_told_by_word_and_exit_code(app: FakeHub, run: Run) -> None:
    assert run("repositories", "exists", "acme", "app")[:2] == (0, "true\n")
    assert run("repositories", "exists", "acme", "nope")[:2] == (4, "false\n")


# --- values ---------------------------------------------------------------------------------------------------------


def test_flag_of_a_body_is_yes_no_or_left_out(app: FakeHub, run: Run) -> None:
    run("repositories", "create", "acme", "--name", "one", "--private")
    assert body(app) == {"name": "one", "is_private": True, "namespace": "acme"}
    run("repositories", "create", "acme", "--name", "two", "--no-private")
    assert body(app) == {"name": "two", "is_private": False, "namespace": "acme"}
    run("repositories", "create", "acme", "--name", "three")
    assert body(app) == {"name": "three", "namespace": "acme"}


def test_null_is_sent_where_it_means_something(app: FakeHub, run: Run) -> None:
    run("org-access-tokens", "create", "acme", "--label", "ci", "--no-expires-at")
    assert body(app) == {"label": "ci", "expires_at": None}
    run("org-access-tokens", "create", "acme", "--label", "ci")
    assert body(app) == {"label": "ci"}


def test_word_null_is_told_to_be_a_flag(app: FakeHub, run: Run) -> None:
    done = run("org-access-tokens", "create", "acme", "--label", "ci", "--expires-at", "null")
    assert done.code == 2
    assert "'--expires-at': --no-expires-at sends null" in done.err
    assert not app.requests


def test_wrong_path_is_a_wrong_use_and_sends_nothing(app: FakeHub, run: Run) -> None:
    done = run("repositories", "get", "acme", "..")
    assert done.code == 2
    assert done.err.startswith("error: REPOSITORY: ")
    assert not app.requests


# --- secrets --------------------------------------------------------------------------------------------------------


# --- what destroys, and what is only shown ------------------------------------------------------------------------


def test_what_destroys_wants_yes_where_nobody_can_be_asked(
    app: FakeHub, run: Run, type_in: Callable[..., None]
) -> None:
    type_in("y\n")
    done = run("repositories", "delete", "acme", "app")
    assert done.code == 2
    assert "this destroys something; add --yes to do it, --dry-run to see the request" in done.err
    assert not app.requests
    assert run("repositories", "delete", "acme", "app", "--yes").code == 0
    assert app.requests[-1].operation == "repositories.delete"


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1), ("", 1)])
def test_what_destroys_asks_first(app: FakeHub, run: Run, type_in: Callable[..., None], answer: str, code: int) -> None:
    type_in(answer, terminal=True)
    done = run("repositories", "delete-tag", "acme", "app", "latest")
    assert done.code == code
    summary = catalog.load()["repositories"]["operations"]["delete_tag"]["summary"].rstrip(".")
    assert f"{summary}: DELETE /v2/namespaces/acme/repositories/app/tags/latest. Go on?" in done.err
    assert ("nothing was changed" in done.err) == (code == 1)
    assert "interrupted" not in done.err
    assert bool(app.requests) == (code == 0)


# --- failures -------------------------------------------------------------------------------------------------------


@pytest.mark.unmeasured
@pytest.mark.parametrize("form", ["--jsonl", "--csv", "--tsv"])
def test_a_list_that_breaks_off_is_a_failure_that_says_where_to_go_on(
    fake: FakeHub, url: str, run: Run, form: str
) -> None:
    fake.repository("acme/app", tags=250)
    missing = fake.fault(
        "repositories.list_tags", after=1, times=None, status=404, json={"message": "object not found"}
    )
    command = ("repositories", "list-tags", "acme", "app", form)
    broken = run(*command)
    assert broken.code == 1
    assert "`aiodockerhub repositories list-tags` breaks off: page 2 is missing (status 404)" in broken.err
    assert len(broken.out.splitlines()) == {"--jsonl": 100, "--csv": 101, "--tsv": 100}[form]
    cursor = broken.err.rpartition("--resume '")[2].partition("'")[0]
    missing.cancel()
    rest = run(*command, "--resume", cursor)
    assert rest.code == 0
    assert len(rest.out.splitlines()) == 150  # a header in the middle would be none


def test_json_that_breaks_off_writes_nothing_and_names_the_form_that_can_go_on(
    fake: FakeHub, url: str, run: Run
) -> None:
    fake.repository("acme/app", tags=250)
    fake.fault("repositories.list_tags", after=1, times=None, status=404, json={"message": "object not found"})
    broken = run("repositories", "list-tags", "acme", "app", "--json")
    assert (broken.code, broken.out) == (1, "")
    assert "--resume goes on" in broken.err
    assert "--resume '" not in broken.err


def test_list_that_is_not_there_has_nothing_to_go_on_with(url: str, run: Run) -> None:
    missing = run("repositories", "list-tags", "acme", "gone")
    assert missing.code == 4
    assert "resume" not in missing.err


def test_change_of_nothing_is_a_wrong_use(app: FakeHub, run: Run) -> None:
    done = run("repositories", "update", "acme", "app")
    assert done.code == 2
    options = ", ".join(options_of("repositories.update"))
    assert f"there is nothing to change: give one of {options}" in done.err
    assert not app.requests


def test_option_before_the_command_is_told_where_to_stand(run: Run) -> None:
    done = run("--profile", "work", "whoami")
    assert done.code == 2
    assert "options stand after the command, as in aiodockerhub whoami --profile work" in done.err


def test_interrupted_question_is_an_interruption(
    app: FakeHub, run: Run, type_in: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(text: str) -> str:
        raise KeyboardInterrupt

    type_in("", terminal=True)
    monkeypatch.setattr("click.termui.visible_prompt_func", interrupt)
    done = run("repositories", "delete-tag", "acme", "app", "latest")
    assert done.code == 130
    assert not app.requests


def test_deprecated_command_says_what_to_use(app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_SECRET", PASSWORD)
    done = run("authentication", "login", "--username", "jane", "--password", "env:MY_SECRET", "--query", "token")
    assert done.code == 0
    assert done.err == (
        "note: `aiodockerhub authentication login` is deprecated: use `aiodockerhub authentication create-token` "
        "instead\n"
    )


@pytest.mark.parametrize("handled", [True, False])
@pytest.mark.parametrize(
    ("words", "operation"),
    [
        ("repositories update acme app --description x", "repositories.update"),
        ("repositories delete-tag acme app latest --yes", "repositories.delete_tag"),
        ("repositories update acme app --description x", "authentication.create_token"),
        ("repositories get acme app", "repositories.get"),
    ],
)
def test_interrupted_change_is_told_to_be_perhaps_made(
    *, handled: bool, app: FakeHub, run: Run, words: str, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.fault(operation, delay=60)
    # asyncio.run cancels its task only if the handler of the process is Python's own.
    handler: Any = signal.default_int_handler if handled else lambda *_: signal.default_int_handler(signal.SIGINT, None)
    before = signal.signal(signal.SIGINT, handler)
    send = Session._make_attempt

    async def interrupt(*arguments: Any, **keywords: Any) -> Any:
        task = asyncio.ensure_future(send(*arguments, **keywords))
        while not task.done() and not any(request.operation == operation for request in app.requests):
            await asyncio.wait([task], timeout=0.001)
        if not task.done():
            signal.raise_signal(signal.SIGINT)
        return await task

    monkeypatch.setattr(Session, "_make_attempt", interrupt)
    try:
        done = run(*words.split())
    finally:
        signal.signal(signal.SIGINT, before)
    changes = {"repositories.update", "repositories.delete_tag"}
    assert done.code == ExitCode.INTERRUPTED
    assert ("note: the request may have been sent, and the change may have been made" in done.err) == (
        operation in changes
    )
    assert done.err.endswith("interrupted; nothing more is done\n")
