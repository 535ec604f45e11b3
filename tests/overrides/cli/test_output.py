"""Forms of output: tables, JSON, CSV, columns, queries."""

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, get_args

import pytest
from aiodockerhub.cli.app import main
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.output import Format, Output
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("jane")


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
    assert re.search(r"just now|\d+m ago", first)  # seeded a moment ago, however slow the machine is


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


@pytest.mark.parametrize("form", ["--table", "--tsv"])
def test_columns_of_one_object_may_be_paths(form: str, app: FakeHub, run: Run) -> None:
    done = run("repositories", "get", "acme", "app", form, "--columns", "name, length(name)")
    assert [line.split() for line in done.out.splitlines()] == [["name", "app"], ["length(name)", "3"]]


def test_query_transforms_the_whole(app: FakeHub, run: Run) -> None:
    command = ("repositories", "list-tags", "acme", "app", "--query")
    assert run(*command, "length(@)").out == "5\n"
    assert run(*command, "[:2].name").out.splitlines()[0] == "latest"
    assert run(*command, "[:1].{tag: name, v2: v2}").out == "latest\ttrue\n"
    assert run(*command, "[0]", "--json", "--columns", "name").out == '{\n  "name": "latest"\n}\n'


@pytest.mark.parametrize("query", ["abs(token)", "abs(@)", "length(scopes[0].x)"])
def test_a_query_that_does_not_fit_a_write_shows_no_secret_and_loses_no_result(
    app: FakeHub, run: Run, query: str
) -> None:
    command = ("access-tokens", "create", "--token-label", "ci", "--scopes", "repo:read", "--json")
    done = run(*command, "--query", query)
    token = json.loads(done.out)["token"]
    assert token.startswith("dckr_pat_")
    assert done.code == ExitCode.FAILED
    assert "the call succeeded, and its whole result is written" in done.err
    assert token not in done.err


@pytest.mark.parametrize("option", ["--query", "--columns"])
def test_expression_that_is_none_is_a_wrong_use(app: FakeHub, run: Run, option: str) -> None:
    done = run("repositories", "list-tags", "acme", "app", option, "a[")
    assert done.code == 2
    assert f"{option}: 'a[' is no JMESPath expression" in done.err


@pytest.mark.parametrize("forms", [["json", "csv"], ["table", "jsonl", "tsv"]])
def test_two_forms_at_once_are_a_wrong_use(forms: list[str], app: FakeHub, run: Run) -> None:
    given = [f"--{form}" for form in forms]
    done = run("repositories", "list", "acme", *reversed(given))
    assert done.code == 2
    assert done.err.splitlines()[0] == f"error: {' and '.join(given)} exclude each other: give one of them"
    assert app.requests == []


def test_a_form_may_be_given_twice(app: FakeHub, run: Run) -> None:
    assert run("repositories", "get", "acme", "app", "--jsonl", "--jsonl").out.startswith('{"')


@pytest.mark.parametrize("form", ["--tsv", "--csv", "--json", "--table"])
def test_columns_of_what_has_no_fields_are_left_aside_with_a_note(form: str, app: FakeHub, run: Run) -> None:
    arguments = ["repositories", "list", "acme", "--query", "[].name", form]
    done = run(*arguments, "--columns", "name,pull_count")
    assert done.err == "note: --columns is ignored, because the result has no fields\n"
    assert done.out == run(*arguments).out


def test_control_characters_reach_no_terminal(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", description="red \x1b[31malert\nnext line")
    for form in ("--table", "--tsv"):
        assert "\x1b" not in run("repositories", "get", "acme", "app", form).out


def test_a_text_commands_no_terminal_and_comes_unchanged_elsewhere(
    fake: FakeHub, url: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = "Name\n\x1b]0;pwned\x07\u202e\n"
    fake.fault("orgs.export_members", text=sent, times=None)
    assert run("orgs", "export-members", "acme").out == sent
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert run("orgs", "export-members", "acme").out == "Name\n ]0;pwned  \n"


FORMATS: tuple[Format, ...] = get_args(Format)
HOSTILE = "\x1b]0;pwned\x07\x9b31m\u202e\r\n=1+1"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("listed", [False, True])
def test_names_of_fields_that_a_server_sends_are_written_as_harmless_as_values(
    form: Format, listed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    item = {"plain": "x", HOSTILE: "1", f"{HOSTILE}_": ["2"]}
    Output(form).write_value([item, {"other": "3"}] if listed else item, listed=listed)
    written = capsys.readouterr()
    white_space = "\n\t\r" if form == "csv" else "\n\t"
    assert all(sign.isprintable() or sign in white_space for sign in written.out + written.err)
    assert "=1+1" in (written.out if form != "tsv" or not listed else "=1+1")
    if form == "csv":
        assert not [name for name in next(csv.reader(io.StringIO(written.out))) if name.strip().startswith("=")]
    if form == "tsv":
        assert len(written.out.splitlines()) == (2 if listed else 3)


async def test_names_of_streamed_items_are_harmless_too(capsys: pytest.CaptureFixture[str]) -> None:
    async def items() -> AsyncIterator[object]:
        yield {HOSTILE: "1"}

    for form in FORMATS:
        await Output(form).write_items(items())
    assert all(sign.isprintable() or sign in "\n\t\r" for sign in capsys.readouterr().out)


@pytest.mark.parametrize("form", ["table", "csv", "tsv"])
def test_a_field_of_any_name_that_some_items_lack_is_empty_there(
    form: Format, capsys: pytest.CaptureFixture[str]
) -> None:
    Output(form).write_value([{"not-a-path": "1", "[": "2"}, {"x": "3"}], listed=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].split() == ["3"] or lines[-1] == ",,3"


def test_filter_of_json_lines_drops_what_does_not_match(fake: FakeHub, url: str, run: Run) -> None:
    for name in ("a", "b", "c"):
        fake.repository(f"acme/{name}", private=name == "b")
    command = ("repositories", "list", "acme", "--ordering", "name", "--jsonl", "--query")
    assert run(*command, "[?is_private].name").out == '"b"\n'
    assert run(*command, "[?!is_private].{n: name}").out == '{"n": "a"}\n{"n": "c"}\n'
    assert run(*command, "[].name").out == '"a"\n"b"\n"c"\n'
    assert run(*command, "name").out == '"a"\n"b"\n"c"\n'
    for expression in ("[0]", "[:2].name", "[?is_private] | [0]", "[0].name"):
        done = run(*command, expression)
        assert done.code == 2, expression
        assert "needs the whole list, and --jsonl has one item at a time: take --json" in done.err


def test_table_of_chosen_items_keeps_its_columns(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/a", private=True)
    fake.repository("acme/b")
    command = ("repositories", "list", "acme", "--table", "--query")
    heading = run("repositories", "list", "acme", "--table").out.splitlines()[0].split()
    assert run(*command, "[?is_private]").out.splitlines()[0].split() == heading
    assert run(*command, "[].{n: name}").out.splitlines()[0].split() == ["N"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
async def test_names_that_the_encoding_of_standard_output_lacks_are_escaped(
    encoding: str, form: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def items() -> AsyncIterator[object]:
        yield {"name": name}

    name, written = "é-\N{GREEK SMALL LETTER ALPHA}-\N{GRINNING FACE}", io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding=encoding))
    main(["--version"])  # prepares the output
    start = written.tell()
    await Output(form).write_items(items())
    text = written.getvalue()[start:].decode(encoding)
    if form.startswith("json"):
        assert json.loads(text) in ([{"name": name}], {"name": name})
    else:
        escaped = name.encode(encoding, "backslashreplace").decode(encoding)
        assert text.split() == (["name", escaped] if form == "csv" else [escaped])


TEXT = 'two  "spaces"\tand\r\nlines\rand, more'


async def _rows_of(item: object) -> AsyncIterator[object]:
    yield item


@pytest.mark.parametrize("streamed", [False, True])
async def test_csv_and_tsv_write_lists_and_white_space_exactly(
    streamed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"member-{number:03d}" for number in range(40)]
    for form in ("csv", "tsv"):
        output, item = Output(form, columns=["members", "text"]), {"members": names, "text": TEXT}
        if streamed:
            await output.write_items(_rows_of(item))
        else:
            output.write_value([item], listed=True)
        written = capsys.readouterr().out
        if form == "csv":
            assert list(csv.reader(io.StringIO(written, newline=""))) == [
                ["members", "text"],
                [", ".join(names), TEXT],
            ]
        else:
            assert written == ", ".join(names) + '\ttwo  "spaces" and  lines and, more\n'


@pytest.mark.parametrize("value", [TEXT, "=1+1", "a,b"])
def test_text_alone_is_a_row_of_the_format(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    Output("csv").write_value(value)
    written = capsys.readouterr().out
    assert list(csv.reader(io.StringIO(written, newline=""))) == [[f"'{value}" if value.startswith("=") else value]]
    Output("tsv").write_value({"text": value})
    assert capsys.readouterr().out.count("\n") == 1
