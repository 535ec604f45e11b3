"""How an operation is called from the command line: values, forms of output, errors, exit codes, dry runs."""

import csv
import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("jane")


@pytest.fixture
def app(fake: FakeHub, url: str) -> FakeHub:
    fake.repository("acme/app", tags=5, pulls=1_234_567, description="The application")
    return fake


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put text on stdin, as from a pipe or as from a terminal."""

    def type_in(text: str, *, terminal: bool = False) -> None:
        stdin = io.StringIO(text)
        monkeypatch.setattr(stdin, "isatty", lambda: terminal)
        monkeypatch.setattr(sys, "stdin", stdin)

    return type_in


def body(fake: FakeHub) -> object:
    return fake.requests[-1].json


# --- output ---------------------------------------------------------------------------------------------------------


def test_pipe_gets_plain_columns(app: FakeHub, run: Run) -> None:
    lines = run("repositories", "list-tags", "acme", "app").out.splitlines()
    assert len(lines) == 5
    name, size, updated, *_ = lines[0].split("\t")
    assert name == "latest"
    assert int(size) > 0
    assert datetime.fromisoformat(updated).tzinfo
    assert "\x1b" not in "".join(lines)


def test_table_has_headings_and_readable_cells(app: FakeHub, run: Run) -> None:
    heading, rule, first, *_ = run("repositories", "list-tags", "acme", "app", "--table").out.splitlines()
    assert heading.split("  ")[0] == "NAME"
    assert set(rule.strip()) == {"─"}
    assert "MB" in first
    assert "just now" in first


def test_table_of_one_object_has_a_line_for_each_field(app: FakeHub, run: Run) -> None:
    out = run("repositories", "get", "acme", "app", "--table").out
    lines = [line.split() for line in out.splitlines()]
    assert ["pull", "count", "1,234,567"] in lines
    assert ["is", "private", "no"] in lines


def test_table_on_a_terminal_is_the_default(app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert "LAST UPDATED" in run("repositories", "list-tags", "acme", "app").out


def test_json_is_what_docker_hub_sent(app: FakeHub, run: Run) -> None:
    found = json.loads(run("repositories", "list-tags", "acme", "app", "--json").out)
    assert len(found) == 5
    assert found[0]["images"][0]["os"] == "linux"
    assert json.loads(run("repositories", "get", "acme", "app", "--json").out)["pull_count"] == 1_234_567


def test_json_lines_stream_one_item_each(app: FakeHub, run: Run) -> None:
    lines = run("repositories", "list-tags", "acme", "app", "--jsonl", "--query", "name").out.splitlines()
    assert json.loads(lines[0]) == "latest"
    assert len(lines) == 5
    assert json.loads(run("repositories", "get", "acme", "app", "--jsonl").out)["name"] == "app"


def test_csv_has_a_header_and_every_field(app: FakeHub, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("repositories", "list-tags", "acme", "app", "--csv").out)))
    assert len(rows) == 5
    assert rows[0]["name"] == "latest"
    assert json.loads(rows[0]["images"])[0]["os"] == "linux"


def test_csv_gives_spreadsheets_no_formula_of_a_stranger(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", description='=HYPERLINK("http://example.com")')
    shown = run("repositories", "list", "acme", "--columns", "description,star_count", "--csv").out
    assert shown == 'description,star_count\n"\'=HYPERLINK(""http://example.com"")",0\n'
    assert run("repositories", "list", "acme", "--columns", "description", "--tsv").out.startswith("=HYPERLINK(")


def test_csv_of_nothing_is_a_header(fake: FakeHub, url: str, run: Run) -> None:
    assert run("repositories", "list", "acme", "--csv", "--columns", "name,pull_count").out == "name,pull_count\n"


def test_columns_choose_fields_and_paths(app: FakeHub, run: Run) -> None:
    chosen = ("--columns", "name, images[0].os")
    assert run("repositories", "list-tags", "acme", "app", *chosen, "--limit", "1").out == "latest\tlinux\n"
    found = json.loads(run("repositories", "list-tags", "acme", "app", *chosen, "--limit", "1", "--json").out)
    assert found == [{"name": "latest", "images[0].os": "linux"}]


def test_query_transforms_the_whole(app: FakeHub, run: Run) -> None:
    command = ("repositories", "list-tags", "acme", "app", "--query")
    assert run(*command, "length(@)").out == "5\n"
    assert run(*command, "[:2].name").out.splitlines()[0] == "latest"
    assert run(*command, "[:1].{tag: name, v2: v2}").out == "latest\ttrue\n"
    assert run(*command, "[0]", "--json", "--columns", "name").out == '{\n  "name": "latest"\n}\n'


@pytest.mark.parametrize("option", ["--query", "--columns"])
def test_expression_that_is_none_is_a_wrong_use(app: FakeHub, run: Run, option: str) -> None:
    done = run("repositories", "list-tags", "acme", "app", option, "a[")
    assert done.code == 2
    assert f"{option}: 'a[' is no JMESPath expression" in done.err


def test_control_characters_reach_no_terminal(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", description="red \x1b[31malert\nnext line")
    for form in ("--table", "--tsv"):
        assert "\x1b" not in run("repositories", "get", "acme", "app", form).out


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
    cursor = broken.err.split("resume('")[1].split("'")[0]
    fake._faults.clear()
    assert len(run(*command, "--resume", cursor).out.splitlines()) == 20
    assert run(*command, "--resume", "nonsense").code == 2


def test_scim_page_size_is_called_like_any_other(
    fake: FakeHub, url: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKERHUB_SCIM_TOKEN", "scim_dummy")
    assert run("scim", "list-users", "--page-size", "1", "--limit", "1").code == 0
    assert fake.requests[-1].query["count"] == "1"


def test_text_comes_as_it_is(app: FakeHub, run: Run) -> None:
    assert run("orgs", "export-members", "acme").out.startswith("Name,Username,Email")


def test_existence_is_told_by_word_and_exit_code(app: FakeHub, run: Run) -> None:
    assert run("repositories", "exists", "acme", "app")[:2] == (0, "true\n")
    assert run("repositories", "exists", "acme", "nope")[:2] == (4, "false\n")


# --- values ---------------------------------------------------------------------------------------------------------


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
        ("yesterday", "expected a time such as 2026-01-31T12:00:00Z, 2026-01-31 or 90d, got 'yesterday'"),
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
    assert "expected one of owner, editor, member, got 'boss'; =boss sends it nevertheless" in done.err
    assert run("orgs", "list-members", "acme", "--role", "owner").code == 0
    run("orgs", "list-members", "acme", "--role", "=boss")
    assert fake_query(app)["role"] == "boss"


def test_number_and_flag_are_checked(run: Run) -> None:
    assert "'many' is not a valid integer" in run("repositories", "list", "acme", "--page-size", "many").err
    assert run("repositories", "list", "acme", "--page-size", "0").code == 2
    assert run("repositories", "list").code == 2
    assert "'NAMESPACE'" in run("repositories", "list").err
    assert run("repositories", "paint").code == 2
    assert "No such option" in run("repositories", "get", "a", "b", "--colour").err


def test_flag_of_a_body_is_yes_no_or_left_out(app: FakeHub, run: Run) -> None:
    run("repositories", "create", "acme", "--name", "one", "--is-private")
    assert body(app) == {"name": "one", "is_private": True, "namespace": "acme"}
    run("repositories", "create", "acme", "--name", "two", "--no-is-private")
    assert body(app) == {"name": "two", "is_private": False, "namespace": "acme"}
    run("repositories", "create", "acme", "--name", "three")
    assert body(app) == {"name": "three", "namespace": "acme"}


def test_null_is_sent_where_it_means_something(app: FakeHub, run: Run) -> None:
    run("org-access-tokens", "create", "acme", "--label", "ci", "--no-expires-at")
    assert body(app) == {"label": "ci", "expires_at": None}
    run("org-access-tokens", "create", "acme", "--label", "ci")
    assert body(app) == {"label": "ci"}


@pytest.mark.parametrize(
    "words", [["acme/app"], ["--name", "acme/app", "acme/app"], ["acme/app", "--name", "acme/app"], ["--", "acme/app"]]
)
def test_namespace_and_repository_may_be_given_as_one(app: FakeHub, run: Run, words: list[str]) -> None:
    assert run("repositories", "list-tags", *words).code == 0
    assert app.requests[-1].path == "/v2/namespaces/acme/repositories/app/tags"


def test_a_repository_that_is_named_twice_is_a_wrong_use(run: Run) -> None:
    done = run("repositories", "get", "acme/app", "app")
    assert (done.code, "unexpected extra argument" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["repos"], " Did you mean 'repositories'?"),
        (["list-tags"], " Did you mean 'repositories list-tags'?"),
        (["list_tags"], " Did you mean 'repositories list-tags'?"),
        (["repositories", "ls"], " Did you mean 'list'?"),
        (["repositories", "remove"], " Did you mean 'remove-group' or 'remove-collaborator'?"),
        (["repositories", "xyzzy"], ""),
    ],
)
def test_a_command_that_is_none_is_met_with_one_that_is(run: Run, words: list[str], hint: str) -> None:
    done = run(*words)
    assert done.code == 2
    assert done.err.startswith(f"error: No such command {words[-1]!r}.{hint}\n")


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


def test_nested_value_is_json_from_anywhere(
    app: FakeHub, run: Run, tmp_path: Path, type_in: Callable[..., None]
) -> None:
    resources = [{"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull"]}]
    create = ("org-access-tokens", "create", "acme", "--label", "ci", "--resources")
    run(*create, json.dumps(resources))
    assert json.loads(app.requests[-1].body)["resources"] == resources
    file = tmp_path / "resources.json"
    file.write_text(json.dumps(resources))
    assert run(*create, f"@{file}").code == 0
    type_in(json.dumps(resources))
    assert run(*create, "-").code == 0
    wrong = run(*create, '{"type": "TYPE_REPO"}')
    assert wrong.code == 2
    assert "expected JSON of type array, got object" in wrong.err
    assert "expected JSON, @FILE or - for stdin" in run(*create, "[").err


def test_limits_of_a_text_are_checked_before_anything_is_sent(app: FakeHub, run: Run) -> None:
    done = run("access-tokens", "create", "--scopes", "repo:read", "--token-label", "x" * 101)
    assert done.code == 2
    assert "expected at most 100 characters, got 101" in done.err
    assert "expected at least 1 characters" in run("access-tokens", "create", "--token-label", "").err
    assert not app.requests


def test_wrong_path_is_a_wrong_use_and_sends_nothing(app: FakeHub, run: Run) -> None:
    done = run("repositories", "get", "acme", "..")
    assert done.code == 2
    assert done.err.startswith("error: repository: ")
    assert not app.requests


# --- secrets --------------------------------------------------------------------------------------------------------


def test_secret_is_never_taken_from_the_command_line(run: Run) -> None:
    done = run("authentication", "create-token", "--identifier", "jane", "--secret", "swordfish-example")
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
    monkeypatch.setenv("MY_SECRET", "swordfish-example")
    assert run(*command, "env:MY_SECRET").code == 0
    assert "the environment variable NONE_SUCH is not set" in run(*command, "env:NONE_SUCH").err


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


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 130), ("", 130)])
def test_what_destroys_asks_first(app: FakeHub, run: Run, type_in: Callable[..., None], answer: str, code: int) -> None:
    type_in(answer, terminal=True)
    done = run("repositories", "delete-tag", "acme", "app", "latest")
    assert done.code == code
    assert "Delete a tag: DELETE /v2/namespaces/acme/repositories/app/tags/latest. Go on?" in done.err
    assert bool(app.requests) == (code == 0)


def test_dry_run_shows_the_request_and_sends_nothing(app: FakeHub, run: Run, url: str) -> None:
    done = run("repositories", "create", "acme", "--name", "new", "--dry-run")
    assert done.out.splitlines()[0] == f"POST {url}/v2/namespaces/acme/repositories"
    assert json.loads(done.out.split("\n", 1)[1]) == {"name": "new", "namespace": "acme"}
    assert run("repositories", "delete", "acme", "app", "--dry-run").code == 0
    assert run("audit-logs", "list", "acme", "--action", "a b", "--dry-run").out.endswith("?action=a+b\n")
    assert not app.requests


def test_dry_run_shows_no_secret(url: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_SECRET", "swordfish-example")
    done = run("authentication", "create-token", "--identifier", "jane", "--secret", "env:MY_SECRET", "--dry-run")
    assert done.code == 0
    assert "swordfish" not in done.out


# --- failures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "code"), [(400, 1), (401, 3), (403, 3), (404, 4), (409, 1), (422, 1), (429, 5), (500, 1)]
)
def test_exit_code_tells_the_kind_of_error(app: FakeHub, run: Run, status: int, code: int) -> None:
    app.fault("repositories.get", status=status, json={"message": "no", "errinfo": {}}, times=None)
    done = run("repositories", "get", "acme", "app", "--retries", "0")
    assert (done.code, done.out) == (code, "")
    assert done.err.splitlines()[0].startswith(f"error: {status} ")


def test_notes_of_an_error_follow_it(app: FakeHub, run: Run) -> None:
    app.fault("repositories.get", status=403, text="error code: 1010")
    lines = run("repositories", "get", "acme", "app").err.splitlines()
    assert lines[0].startswith("error: 403 Forbidden")
    assert lines[1].startswith("  note: ")


def test_server_that_cannot_be_reached_is_one_line(run: Run) -> None:
    done = run("repositories", "get", "acme", "app", "--base-url", "http://127.0.0.1:9", "--retries", "0")
    assert done.code == 1
    assert done.err.startswith("error: ")
    assert len(done.err.splitlines()) == 1


def test_base_url_that_would_give_the_secret_away_is_a_wrong_use(run: Run) -> None:
    done = run("repositories", "get", "acme", "app", "--base-url", "http://hub.example.com")
    assert done.code == 2
    assert "base_url must be an https URL" in done.err


def test_interruption_has_its_exit_code(app: FakeHub, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("aiodockerhub.cli.operation.run", interrupted)
    done = run("repositories", "get", "acme", "app")
    assert (done.code, done.err) == (130, "\ninterrupted\n")  # after ^C


def test_mistake_of_ours_is_no_error_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise AssertionError("a bug")

    monkeypatch.setattr("aiodockerhub.cli.operation.run", broken)
    with pytest.raises(AssertionError, match="a bug"):
        run("repositories", "get", "acme", "app")


def test_verbose_shows_the_exchange_without_secrets(app: FakeHub, run: Run) -> None:
    done = run("access-tokens", "create", "--token-label", "ci", "--scopes", "repo:read", "-v")
    assert "> POST" in done.err
    assert "(access_tokens.create, attempt 1)" in done.err
    assert "< 201 in" in done.err
    token = dict(line.split("\t", 1) for line in done.out.splitlines())["token"]
    assert token.startswith("dckr_pat_")
    for secret in (token, "swordfish", "Bearer", "eyJ"):
        assert secret not in done.err


def test_verbose_shows_what_docker_hub_answered(app: FakeHub, run: Run) -> None:
    app.fault("repositories.get", status=400, json={"message": "no", "token": "sesame", "hint": "more"})
    done = run("repositories", "get", "acme", "app", "--verbose")
    assert '"hint"' in done.err.splitlines()[-1]
    assert "sesame" not in done.err


def test_token_store_spares_the_second_log_in(app: FakeHub, run: Run, tmp_path: Path) -> None:
    store = ("--token-store", str(tmp_path / "tokens"))
    for _ in range(2):
        assert run("users", "me", *store).code == 0
    assert [request.operation for request in app.requests].count("authentication.create_token") == 1


def test_verbose_shows_no_cookies(app: FakeHub, run: Run) -> None:
    app.fault("repositories.get", headers={"Set-Cookie": "session=sesame", "X-Served-By": "edge"})
    done = run("repositories", "get", "acme", "app", "--verbose")
    assert "x-served-by: edge" in done.err
    assert "sesame" not in done.err
