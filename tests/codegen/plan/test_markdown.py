"""Descriptions become plain text that fits a docstring."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.plan import markdown, wrapping
from codegen.write.build import PACKAGE
from tests.codegen import kit


@pytest.mark.parametrize(
    ("marked_up", "text"),
    [
        ('Lists things.\n\n<span class="oat"></span>\n', "Lists things."),
        ("_**As of 2024, it is so.**_", "As of 2024, it is so."),
        ("***Only owners*** can.\n**Sorting:**\nBy name.", "Only owners can.\nSorting:\nBy name."),
        ("See [Insights](https://docs.docker.com/x/#y).", "See Insights (https://docs.docker.com/x/#y)."),
        ("See [Authentication](#tag/authentication).", "See Authentication."),
        ("See [the changelog](/reference/api/hub/changelog).", "See the changelog."),
        ("Use [Create](#tag/auth/operation/AuthCreate) instead.", "Use `auth.create` instead."),
        ("Use [Create](#operation/AuthCreate).", "Use `auth.create`."),
        ('Use [<a href="#tag/auth/operation/AuthCreate">Create</a>] instead.', "Use `auth.create` instead."),
        ('<div style="color:red">\n  <strong>Deprecated</strong>: gone.\n</div>', "Deprecated: gone."),
        ("# Types\n\nText.", "Types\n\nText."),
        ("Keep `page_size` and `*` and snake_case_names as they are.", None),
        ("Use 2 * 3 * 4 and a_b and c_d.", None),
        ("- `eq` equal\n- `ne` not equal", None),
        ('Globs such as "acme/*" and "*/*/public" stay.', None),
        ("Validates  the regex\tof `a  b`  in a  list.", "Validates the regex\tof `a  b` in a list."),
        ("See [Foo](https://example.com/foo_(bar)).", "See Foo (https://example.com/foo_(bar))."),
        ('<a name="x">Here</a> and <a href="https://example.com">there</a>.', "Here and there (https://example.com)."),
        ("*One*, **two** and *none", "One, two and *none"),
        ("", None),
        (" \n ", ""),
        (
            "One:\n\n1. first\n   and more\n2. second\n   - inner\n\nEnd.",
            "One:\n\n1. first and more\n2. second\n   - inner\n\nEnd.",
        ),
        ("- a\n\n  more\n\n- b", "- a more\n\n- b"),
        ("+ a\n+ b", "- a\n- b"),
        ("It was built in\n12. December.", "It was built in 12. December."),
        ("> Quoted *text*,\n> in lines.\nAfter.", "Quoted text,\nin lines.\nAfter."),
        ("Text.\n> [!NOTE]\n> Mind it.", "Text.\n\nNote: Mind it."),
        ("Text.\n# Title\nMore.", "Text.\n\nTitle\n\nMore."),
        ("Title\n---\nMore.\n\n***\n\nEnd.", "Title\n\nMore.\n\nEnd."),
        ('Send:\n```json\n{\n  "a": [1]\n}\n```\nEnd.', 'Send:\n\n    {\n      "a": [1]\n    }\n\nEnd.'),
        ("First[^1].\n\n[^1]: Note", None),
        ("    Text that is no code.", "Text that is no code."),
    ],
)
def test_plain(marked_up: str, text: str | None) -> None:
    assert markdown.plain(marked_up, {"AuthCreate": "auth.create"}) == (marked_up if text is None else text)


TABLE = """
Filters:
| Operator | Meaning | Example |
|:--------:|---------|--------:|
| `eq` | *equal* | `a eq "b"` |
| `or` | `\\|\\|` is no operator | |
| | See [Create](#operation/AuthCreate) | c |
|  `not`  |||

More.
"""


def test_a_table_becomes_a_list() -> None:
    assert markdown.plain(TABLE, {"AuthCreate": "auth.create"}).split("\n") == [
        "Filters:",
        "",
        "Operator: Meaning; Example",
        '- `eq`: equal; `a eq "b"`',
        "- `or`: `||` is no operator",
        "- See `auth.create`; c",
        "- `not`",
        "",
        "More.",
    ]


def test_an_empty_cell_between_others_is_a_hyphen_and_a_header_may_be_empty() -> None:
    assert markdown.plain("| | | |\n|-|-|-|\n| a | | c |", {}) == "- a: -; c"


def test_a_table_may_stay_a_table() -> None:
    assert markdown.plain(TABLE, {"AuthCreate": "auth.create"}, tables=True).split("\n")[2:-2] == [
        "| Operator | Meaning | Example |",
        "| :---: | --- | ---: |",
        '| `eq` | equal | `a eq "b"` |',
        "| `or` | `\\|\\|` is no operator |  |",
        "|  | See `auth.create` | c |",
        "| `not` |  |  |",
    ]


def test_a_table_is_text_of_a_docstring_within_its_width() -> None:
    text = f"| a | b |\n|-|-|\n| one | {'word ' * 40} |\n| two | x |"

    lines = wrapping.entry("filter", markdown.sentence(markdown.plain(text, {})), indent=12)

    assert lines[0] == "filter: A: b"
    assert lines[1].startswith("    - one: word word")
    assert lines[2].startswith("      word word")
    assert lines[-1] == "    - two: x"
    assert max(map(len, lines)) <= wrapping.WIDTH - 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("number of stars", "Number of stars."),
        ("layers, base first", "Layers, base first."),
        ("Number of stars.", "Number of stars."),
        ("`name` of it", "`name` of it."),
        ("iPhone or else", "iPhone or else."),
        ("Which?", "Which?"),
        ("One of:\n- this\n- that", "One of:\n- this\n- that"),
        ("1. this\n2. that", "1. this\n2. that"),
        ("Send:\n\n    code", "Send:\n\n    code"),
        ("  ", ""),
    ],
)
def test_sentence(text: str, expected: str) -> None:
    assert markdown.sentence(text) == expected


@given(st.text(alphabet=st.sampled_from('ab1.|\\"\n `*_<>[]()#-&;!~')))
def test_any_description_becomes_lines(text: str) -> None:
    assert not any("\n" in line for line in wrapping.paragraphs(markdown.plain(text, {}), indent=4))


@pytest.mark.heavy
@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![",
        "[a",
        "[a](",
        "[a](b",
        "<",
        "<a ",
        '<a href="b">',
        "<http://",
        "*",
        " *a",
        "_",
        " _a",
        "`",
        "# ",
        "- a\n",
        "> ",
        "1. ",
        "|",
        "<x1>",
        "<!--",
        '![a](b "',
        "\n \n",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    begun = time.process_time()
    wrapping.entry("name", markdown.sentence(markdown.plain(piece * 20_000, {})), indent=4)
    assert time.process_time() - begun < 3


@pytest.mark.heavy
def test_tables_are_lists_in_docstrings_and_the_catalog_and_tables_in_api_md(tmp_path: Path) -> None:
    table = "| Value | Meaning |\n|---|---|\n| `a` | first |\n| `b` | second |"
    schema = {"type": "string", "default": "a"}
    parameter = {"in": "query", "name": "order", "description": f"How:\n\n{table}", "schema": schema}
    response = {"200": {"description": "All."}}
    get = {"tags": ["things"], "operationId": "list", "description": table, "responses": response}
    kit.build(
        {
            "openapi": "3.0.3",
            "info": {"title": "Things", "version": "1"},
            "tags": [{"name": "things", "description": f"Of:\n{table}"}],
            "paths": {"/things": {"get": {**get, "parameters": [parameter]}}},
        },
        tmp_path,
    )

    module = (tmp_path / "out" / PACKAGE / "resources" / "things.py").read_text(encoding="utf-8")
    argument = (
        "            order: How:\n                Value: Meaning\n                - `a`: first\n"
        "                - `b`: second\n                Default: `a`.\n"
    )
    assert argument in module
    assert module.count("Value: Meaning\n") == 3
    assert "|--" not in module
    catalog = json.loads((tmp_path / "out" / PACKAGE / "catalog.json").read_text(encoding="utf-8"))
    assert "- `b`: second" in catalog["things"]["description"]
    row = "| Value | Meaning |\n| --- | --- |\n| `a` | first |\n"
    assert row in (tmp_path / "out" / "api.md").read_text(encoding="utf-8")
