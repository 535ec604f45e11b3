"""What users of the command line have to change is told with the command before and after."""

from pathlib import Path
from typing import Any

import pytest

from codegen.report import commands, wording
from codegen.report.changelog import sentence
from codegen.report.changes import Level
from codegen.report.examine import generate
from codegen.report.read_client import read
from tests.codegen.report.small_client import STRING, Document, base, compare, edited

VIEW = "THING get parameters 0"
GET = "aiodockerhub things get NAME"
VIEWS = {"in": "query", "name": "view", "schema": {"type": "string", "enum": ["a", "b"]}}


def told(new: Document, old: Document | None = None) -> list[tuple[str, str]]:
    """Return the command before and after of each change of the command line."""
    changes = compare(old or base(), new)
    of_commands = [change for change in changes if change.what == wording.COMMAND_LINE]
    assert all(change.level is Level.BREAKING for change in of_commands)
    return [(change.before, change.after) for change in of_commands]


@pytest.mark.parametrize(
    ("path", "value", "before", "after"),
    [
        (f"{VIEW} required", True, f"{GET} [--view [a|b]]", f"{GET} VIEW"),
        (f"{VIEW} x-python-name", "look", f"{GET} [--view [a|b]]", f"{GET} [--look [a|b]]"),
        (f"{VIEW} schema enum", ["a"], f"{GET} [--view [a|b]]", f"{GET} [--view [a]]"),
        (f"{VIEW} schema", {"type": "integer"}, f"{GET} [--view [a|b]]", f"{GET} [--view INTEGER]"),
        (f"{VIEW} schema", {"type": "boolean"}, f"{GET} [--view [a|b]]", f"{GET} [--view/--no-view]"),
        ("THING get parameters", [], f"{GET} [--view [a|b]]", GET),
        ("THING get operationId", "things_read", GET, "aiodockerhub things read NAME"),
        (
            "SCHEMA new required",
            ["label", "parts"],
            "aiodockerhub things replace NAME [--parts JSON]",
            "aiodockerhub things replace NAME --parts JSON",
        ),
        (
            "SCHEMA new properties label",
            {"type": "string", "format": "date-time"},
            "aiodockerhub things replace NAME --label TEXT",
            "aiodockerhub things replace NAME --label TIME",
        ),
        (
            "SCHEMA new properties label",
            {"oneOf": [STRING, {"type": "integer"}, {"$ref": "#/components/schemas/part"}]},
            "aiodockerhub things replace NAME --label TEXT",
            "aiodockerhub things replace NAME --label JSON",
        ),
    ],
)
def test_a_command_that_has_to_be_called_otherwise_is_told(path: str, value: Any, before: str, after: str) -> None:
    assert told(edited((path, value))) == [(before, after)]


def test_an_argument_that_becomes_optional_is_an_option_again() -> None:
    required = edited((f"{VIEW} required", True))

    assert told(base(), required) == [(f"{GET} VIEW", f"{GET} [--view [a|b]]")]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{VIEW} schema enum", ["a", "b", "c"]),
        (f"{VIEW} schema", STRING),
        ("THING get parameters", [VIEWS, {"in": "query", "name": "more", "schema": STRING}]),
        ("SCHEMA new properties label", {"oneOf": [STRING, {"$ref": "#/components/schemas/part"}]}),
        ("SCHEMA new properties label", {"oneOf": [STRING, {"type": "object"}]}),
        ("SCHEMA part title", "Piece"),
        ("SCHEMA new required", None),
        ("THING get summary", "Fetch a thing"),
    ],
)
def test_a_command_that_takes_all_that_it_took_is_not_told(path: str, value: Any) -> None:
    assert told(edited((path, value))) == []


def test_the_changelog_has_both_commands() -> None:
    change = next(each for each in compare(base(), edited((f"{VIEW} required", True))) if each.what == "required")
    (line,) = (
        sentence(each)
        for each in compare(base(), edited((f"{VIEW} required", True)))
        if each.what == wording.COMMAND_LINE
    )

    assert change.level is Level.BREAKING
    assert line == f"`hub.things.get()`: on the command line, `{GET} [--view [a|b]]` becomes `{GET} VIEW`"


def test_general_options_are_read_from_the_source_of_the_command_line(tmp_path: Path) -> None:
    source = (
        'Option(["-y", "--yes"], is_flag=True)\nWalkOption(["--limit"])\nOption(\n    ["--brief", "x"],\n)\n"--other"'
    )
    (tmp_path / "a.py").write_text(source)
    (tmp_path / "output.py").write_text('click.Option(["--json"])')

    general = commands.general_options(tmp_path)

    assert general == {"--yes": "", "--limit": "paging", "--brief": "", "--json": "json"}
    assert commands.general_options(tmp_path / "nothing") == commands.general_options(None) == {}


@pytest.mark.parametrize(
    ("operation", "options"),
    [("things.get", "[--api-json TEXT] [--limit TEXT] [--api-yes TEXT]"), ("things.replace", "[--json TEXT]")],
)
def test_an_argument_gives_way_to_the_general_options_of_its_operation_only(operation: str, options: str) -> None:
    """Only lists have `--limit`, and only operations with a result have `--json`."""
    named = [{"in": "query", "name": name, "schema": STRING} for name in ("json", "limit", "yes")]
    document = edited(("THING get parameters", named), ("THING put parameters", named[:1]))
    method = read(generate(document, document).texts).methods[operation]

    shown = commands.usage(method, {"--limit": "paging", "--json": "json", "--yes": ""})

    assert options in shown


def listing(**size: Any) -> Document:
    """Return the base document with a list in pages; with the keys of its parameter for the size, if any."""
    page, count = ({"in": "query", "name": name, "schema": {"type": "integer"}} for name in ("page", "count"))
    parameters = [page, {**count, **size}] if size else [page]
    response = {"description": "OK", "content": {"application/json": {"schema": LISTED}}}
    operation = {
        "tags": ["things"],
        "operationId": "things_list",
        "parameters": parameters,
        "x-paging": {"page": "page", "size": "count", "items": "results"},
        "responses": {"200": response},
    }
    return edited(("paths /v2/things", {"get": operation}))


LISTED = {
    "type": "object",
    "required": ["results"],
    "properties": {"results": {"type": "array", "items": {"$ref": "#/components/schemas/thing"}}},
}
LIST = "aiodockerhub things list"


@pytest.mark.parametrize(
    ("new", "before", "after"),
    [
        (listing(required=True), f"{LIST} [--page-size INTEGER]", f"{LIST} COUNT"),
        (listing(), f"{LIST} [--page-size INTEGER]", LIST),
    ],
    ids=["required", "gone"],
)
def test_a_list_without_the_option_for_the_size_of_pages_is_told(new: Document, before: str, after: str) -> None:
    assert told(new, listing(required=False)) == [(before, after)]


def test_the_size_of_pages_has_one_option_by_whatever_name_it_is_sent() -> None:
    assert told(listing(description="Size."), listing(description="Number.")) == []


def creating(**name: Any) -> Document:
    """Return the base document with a key of a body that is called like a parameter of the path."""
    return edited(
        ("SCHEMA new properties name", {**STRING, **name}),
        ("SCHEMA new required", ["label", "name"]),
        ("THING put requestBody required", True),
    )


@pytest.mark.parametrize(("old", "new"), [(creating(), creating(readOnly=True)), (creating(readOnly=True), creating())])
def test_a_parameter_that_only_the_path_has_is_the_same_as_one_that_the_body_repeats(
    old: Document, new: Document
) -> None:
    assert told(new, old) == []


def test_positional_parameters_that_change_places_are_told() -> None:
    def between(path: str) -> Document:
        parameters = [{"in": "path", "name": name, "required": True, "schema": STRING} for name in ("a", "b")]
        operation = {"tags": ["things"], "operationId": "things_link", "responses": {"204": {"description": "Done"}}}
        return edited((f"paths {path}", {"parameters": parameters, "put": operation}))

    command = "aiodockerhub things link"

    assert told(between("/v2/{b}/to/{a}"), between("/v2/{a}/to/{b}")) == [(f"{command} A B", f"{command} B A")]
