"""Kinds of arguments and results that no operation has today, but a document may bring."""

from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from aiodockerhub.__main__ import main
from aiodockerhub.cli import parameters
from aiodockerhub.cli.operation import write
from aiodockerhub.cli.output import Output
from aiodockerhub.cli.parameters import make_parameters
from aiodockerhub_generated.catalog import ArgumentEntry, OperationEntry, load


def parsed(
    schema: dict[str, Any], *words: str, location: str = "body", required: bool = False, secret: bool = False
) -> Any:
    """Parse the words of an option with this schema, and return its value."""
    argument = ArgumentEntry(
        name="value",
        json_name="value",
        location=location,
        required=required,
        secret=secret,
        schema=schema,
        help="Help.",
    )
    entry: OperationEntry = {**load()["repositories"]["operations"]["get"], "arguments": [argument]}
    command = click.Command("test", params=parameters.make_parameters(entry, []))
    with command.make_context("test", list(words)) as context:
        positional, keywords = parameters.collect_arguments(entry, context.params)
    return (positional or [keywords.get("value")])[0]


@pytest.mark.parametrize(
    ("schema", "words", "value"),
    [
        ({"type": "number", "maximum": 1}, ["--value", "0.5"], 0.5),
        ({"type": "number"}, ["--value", "7"], 7.0),
        ({"type": "integer"}, ["--value", "7"], 7),
        ({"type": "array", "items": {"type": "integer"}}, ["--value", "1", "--value", "2"], [1, 2]),
        ({"type": "array", "items": {"type": "boolean"}}, ["--value", "yes"], [True]),
        ({"type": "array", "items": {"type": "object"}}, ["--value", "[{}]"], [{}]),
        ({"type": "string", "format": "date"}, ["--value", "2026-01-31"], date(2026, 1, 31)),
        ({"type": ["string", "null"], "enum": ["a", "b"]}, ["--value", "a"], "a"),
        ({}, ["--value", "[1]"], [1]),
        ({"type": "string"}, [], None),
        ({"type": ["boolean", "null"]}, ["--no-value"], False),
    ],
)
def test_value_has_the_type_of_its_schema(schema: dict[str, Any], words: list[str], value: Any) -> None:
    assert parsed(schema, *words) == value


TEXT_OR_OBJECT = {
    "anyOf": [
        {"type": "string", "maxLength": 5},
        {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
    ]
}


@pytest.mark.parametrize(
    ("schema", "words", "value"),
    [
        (TEXT_OR_OBJECT, ["ann"], "ann"),
        (TEXT_OR_OBJECT, ['{"name": "ann"}'], {"name": "ann"}),
        ({"type": "array", "items": TEXT_OR_OBJECT}, ["ann", ' {"name": "joe"}'], ["ann", {"name": "joe"}]),
        ({"type": ["string", "object"]}, ["[1]"], "[1]"),
        ({"type": ["string", "object", "null"]}, ['{"a": 1}'], {"a": 1}),
        ({"oneOf": [{"type": "string"}, {"type": "object"}, {"type": "object"}]}, ["{}"], {}),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, ["1"], 1),
        ({"oneOf": [{"type": "string"}, {"type": "object"}, {"type": "integer"}]}, ["1"], 1),
        ({"oneOf": [{"type": "string", "format": "date"}, {"type": "object"}]}, ['"2026-01-01"'], "2026-01-01"),
    ],
)
def test_an_object_is_json_where_a_text_may_be_as_well(schema: dict[str, Any], words: list[str], value: Any) -> None:
    assert parsed(schema, *(each for word in words for each in ("--value", word))) == value


def test_a_text_or_an_object_comes_from_a_file(tmp_path: Path) -> None:
    for content, value in (("ann", "ann"), ('{"name": "ann"}', {"name": "ann"}), ("@joe", "@joe")):
        (tmp_path / "value").write_text(content, encoding="utf-8")
        assert parsed(TEXT_OR_OBJECT, "--value", f"@{tmp_path / 'value'}") == value


def test_the_help_shows_the_object_that_may_be_in_place_of_a_text() -> None:
    entry = nullable("string", required=False)
    for schema in (TEXT_OR_OBJECT, {"type": "array", "items": TEXT_OR_OBJECT}):
        (option,) = make_parameters({**entry, "arguments": [{**entry["arguments"][0], "schema": schema}]}, [])
        assert isinstance(option, click.Option)
        assert 'Help. Text, or JSON such as {"name": "…"}.' in (option.help or "")
        assert option.make_metavar(click.Context(click.Command("test"))) == "TEXT"


@pytest.mark.parametrize(
    ("schema", "value", "told"),
    [
        (TEXT_OR_OBJECT, "longer", "at most 5"),
        (TEXT_OR_OBJECT, "{", "expected JSON such as"),
        (TEXT_OR_OBJECT, "{}", "the field 'name' is missing"),
        ({"type": "number", "maximum": 1}, "1.5", "not in the range"),
        ({"type": "string", "format": "date"}, "soon", "expected a date such as 2026-01-31, got 'soon'"),
        ({"type": "string", "format": "binary"}, "abc", "expected @FILE, or - for stdin"),
        ({"type": "string", "format": "binary"}, "@/no/such", "/no/such cannot be read"),
        ({"type": "array", "items": {"type": "integer"}}, "x", "not a valid integer"),
    ],
)
def test_value_of_another_type_is_refused(schema: dict[str, Any], value: str, told: str) -> None:
    with pytest.raises(click.BadParameter, match=told):
        parsed(schema, "--value", value)


@pytest.mark.parametrize(
    ("kind", "flag"),
    [("string", "--no-value"), ("integer", "--no-value"), ("array", "--no-value"), ("boolean", "--null-value")],
)
@pytest.mark.parametrize("required", [False, True])
def test_null_has_a_flag_of_its_own(kind: str, flag: str, required: bool) -> None:
    entry = nullable(kind, required=required)
    command = click.Command("test", params=parameters.make_parameters(entry, []))
    with command.make_context("test", [flag]) as context:
        assert parameters.collect_arguments(entry, context.params) == ([], {"value": None})


@pytest.mark.parametrize("location", ["path", "query", "header", "body"])
@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "boolean"},
        {"type": "integer"},
        {"type": "integer", "maximum": 5},
        {"type": "number"},
        {"type": "string"},
        {"type": "string", "minLength": 1},
        {"type": "string", "enum": ["a", "b"]},
        {"type": "string", "format": "binary"},
        {"type": "string", "format": "date-time"},
        {"type": "array", "items": {"type": "string"}},
        {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
        {"type": "array", "items": {"type": "object"}},
        {"type": "object"},
    ],
    ids=str,
)
@pytest.mark.parametrize("secret", [False, True])
def test_required_argument_of_any_kind_cannot_be_left_out(schema: dict[str, Any], location: str, secret: bool) -> None:
    with pytest.raises(click.MissingParameter):
        parsed(schema, location=location, required=True, secret=secret)


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("object", ["--value", '{"a": 1}'], {"a": 1}),
        ("array", ["--value", "[1]"], [1]),
        ("boolean", ["--no-value"], False),
        ("string", ["--value", "x"], "x"),
    ],
)
def test_value_that_may_be_null_is_sent(kind: str, words: list[str], value: Any) -> None:
    for required in (False, True):
        assert parsed({"type": [kind, "null"]}, *words, required=required) == value


@pytest.mark.parametrize("kind", ["array", "boolean", "integer", "object", "string"])
def test_required_argument_that_may_be_null_cannot_be_left_out(kind: str) -> None:
    with pytest.raises(click.UsageError, match="give a value, or the option that sends null"):
        parsed({"type": [kind, "null"]}, required=True)


def test_null_and_a_value_are_too_much_and_none_of_them_is_too_little() -> None:
    entry = nullable("string", required=True)
    command = click.Command("test", params=parameters.make_parameters(entry, []))
    for words, told in (
        (["--value", "x", "--no-value"], "both a value and null"),
        ([], "give a value, or the option that"),
    ):
        with command.make_context("test", words) as context, pytest.raises(click.UsageError, match=told):
            parameters.collect_arguments(entry, context.params)


def nullable(kind: str, *, required: bool) -> OperationEntry:
    """Make the catalog entry of an operation with one argument that may be null."""
    argument = ArgumentEntry(
        name="value",
        json_name="value",
        location="body",
        required=required,
        secret=False,
        schema={"type": [kind, "null"]},
        help="Help.",
    )
    return {**load()["repositories"]["operations"]["get"], "arguments": [argument]}


def test_bytes_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "body"
    file.write_bytes(b"\x00\xff")
    assert parsed({"type": "string", "format": "binary"}, "--value", f"@{file}") == b"\x00\xff"


def test_required_query_is_positional() -> None:
    assert parsed({"type": "string"}, "nginx", location="query", required=True) == "nginx"


def test_required_query_is_shown_without_the_underscore_of_a_keyword() -> None:
    operation = load()["audit_logs"]["operations"]["list"]
    arguments = [{**each, "required": each["name"] == "from_"} for each in operation["arguments"]]
    shown = [each.metavar for each in make_parameters({**operation, "arguments": arguments}, []) if each.required]  # type: ignore[typeddict-item]
    assert shown == ["FROM"]


def test_bytes_of_a_result_are_written_as_they_are(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert write("bytes", b"\x00\xff", Output("tsv")) == 0
    assert capfdbinary.readouterr().out == b"\x00\xff"


def test_result_that_is_a_list_is_a_table_of_its_keys(capsys: pytest.CaptureFixture[str]) -> None:
    write("json", [{"a": 1, "b": None}, {"a": 2, "c": "x"}], Output("tsv"))
    write("json", ["x", 5], Output("table"))
    assert capsys.readouterr().out == "1\t\t\n2\t\tx\nx\n5\n"


def test_text_to_search_for_is_positional_where_its_option_has_another_meaning() -> None:
    parameters = make_parameters(load()["search"]["operations"]["catalog"], ["--query"])
    first = parameters[0]
    assert isinstance(first, click.Argument)
    assert (first.name, first.required, first.metavar) == ("argument_query", False, "[QUERY]")
    plain = {parameter.name: parameter for parameter in make_parameters(load()["search"]["operations"]["catalog"], [])}
    assert plain["argument_query"].opts == ["--query"]


def test_flags_are_called_without_is_and_what_clashes_has_api_before_it() -> None:
    create = {p.name: p for p in make_parameters(load()["repositories"]["operations"]["create"], [])}
    assert (create["argument_is_private"].opts, create["argument_is_private"].secondary_opts) == (
        ["--private"],
        ["--no-private"],
    )
    invite = {p.name: p for p in make_parameters(load()["invites"]["operations"]["create_bulk"], ["--dry-run"])}
    assert invite["argument_dry_run"].opts == ["--api-dry-run"]


@pytest.mark.parametrize(
    ("invitee", "is_noted"),
    [("joe,ann", True), ("joe@example.com,ann@example.com", True), ("joe", False), ("a, b", False)],
)
def test_list_in_one_word_is_told_to_be_sent_as_one(
    invitee: str, is_noted: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invites", "create-bulk", "--org", "acme", "--invitees", invitee, "--dry-run"]) == 0
    note = f"note: --invitees {invitee} is sent as one; repeat the option for more than one\n"
    assert (note in capsys.readouterr().err) == is_noted
