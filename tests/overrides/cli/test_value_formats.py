"""Cells of tables are what people read at a glance."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from aiodockerhub.cli.value_formats import (
    age_text,
    cell,
    column_value,
    csv_field,
    json_text,
    plain,
    size_text,
    tsv_field,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # of Unicode 15.1


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (84_516_503, "84.5 MB"),
        (27_200_000_000, "27.2 GB"),
        (10**18, "1000.0 PB"),
        (-1500, "-1.5 kB"),
        (10**400, f"{10**400}"),
    ],
)
def test_sizes_have_units_of_a_thousand(count: int, text: str) -> None:
    assert size_text(count) == text


@pytest.mark.parametrize(
    ("time", "text"),
    [
        ("2026-06-01T11:59:01Z", "just now"),
        ("2026-06-01T12:00:59Z", "just now"),
        ("2026-06-01T11:59:00Z", "1m ago"),
        ("2026-06-01T10:59:59Z", "1h ago"),
        ("2026-05-31T12:00:00Z", "1d ago"),
        ("2024-06-02T12:00:00Z", "729d ago"),
        ("2024-06-01T12:00:00Z", "2y ago"),
        ("2026-06-01T17:00:00Z", "in 5h"),
        ("2026-06-01T13:59:00+02:00", "1m ago"),
        ("0001-01-01", "0001-01-01"),
        ("never", "never"),
    ],
)
def test_times_are_ages(time: str, text: str) -> None:
    assert age_text(time, NOW) == text


def test_cells_follow_the_kind() -> None:
    assert cell(None, "bytes") == ""
    assert cell(1234567, "integer") == "1,234,567"
    assert cell(1234567, "text") == "1234567"
    assert cell(True) == "yes"
    assert cell(False, "boolean") == "no"
    assert cell(1000, "bytes") == "1.0 kB"
    assert cell("2026-06-01T11:00:00Z", "time", NOW) == "1h ago"
    assert cell(5, "time") == "5"
    assert cell(["a", "b"]) == "a, b"
    assert cell({"a": [1]}) == '{"a": [1]}'


def test_plain_values_are_exact_and_on_one_line() -> None:
    assert plain("a\tb\nc\x1b[0m") == "a b c [0m"
    assert plain("x" * 5000) == "x" * 5000
    assert plain(True) == "true"
    assert plain([]) == "[]"
    assert plain(None) == ""


def test_values_for_programs_are_whole_and_keep_their_white_space() -> None:
    names = [f"member-{number:03d}" for number in range(40)]
    assert tsv_field(names) == csv_field(names) == ", ".join(names)
    assert plain(names).endswith("…")
    text = "two  spaces\tand\r\nlines \N{NO-BREAK SPACE}"
    assert csv_field(text) == text
    assert tsv_field(text) == "two  spaces and  lines \N{NO-BREAK SPACE}"
    assert tsv_field("a\x1b\x9b\u202eb\u2028c") == "a   b c"
    assert csv_field("a\x1b\x9b\u202eb") == "a   b"
    assert all(csv_field(f"a{mark}b") == tsv_field(f"a{mark}b") == "a b" for mark in BIDI_CONTROLS)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\N{FULLWIDTH EQUALS SIGN}1"])
def test_text_that_begins_like_a_formula_is_quoted(text: str) -> None:
    assert csv_field(text).startswith("'")


@pytest.mark.parametrize(
    ("value", "text"), [(-1, "-1"), (-0.5, "-0.5"), ("1-1", "1-1"), (None, ""), (["a", "=b"], "a, =b")]
)
def test_numbers_and_other_texts_are_as_they_are(value: Any, text: str) -> None:
    assert csv_field(value) == text


def test_column_is_a_key_or_a_path() -> None:
    item = {"name": "x", "images": [{"os": "linux"}], "odd.key": 1}
    assert column_value(item, "name") == "x"
    assert column_value(item, "images[0].os") == "linux"
    assert column_value(item, "odd.key") == 1
    assert column_value(item, "missing") is None
    assert column_value("plain", "name") == "plain"


@pytest.mark.parametrize("indent", [None, 2])
def test_json_colours_no_terminal_and_can_be_written_whatever_is_in_it(indent: int | None) -> None:
    value = {"description": "größe \x1b[31m \x9b31m \u202e \u2028 \ud800 \U000e0041"}
    text = json_text(value, indent)
    assert json.loads(text) == value
    assert "größe" in text.encode().decode()
    assert all(sign.isprintable() or sign == "\n" for sign in text)


def test_time_that_was_set_a_moment_ago_keeps_its_distance() -> None:
    now = datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert age_text("2026-05-01T11:59:58Z", now) == "in 90d"
    assert age_text("2026-05-01T11:58:00Z", now) == "in 89d"
    assert age_text("2026-01-30T12:00:30Z", now) == "23h ago"
