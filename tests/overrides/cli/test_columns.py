"""Names of columns."""

import click
import pytest
from aiodockerhub.cli.columns import parse_columns
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run

KNOWN = ["name", "pull_count", "storage_size"]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (None, []),
        ("name", ["name"]),
        ("NAME, PULL COUNT", ["name", "pull_count"]),
        ("pull-count,Storage_Size", ["pull_count", "storage_size"]),
        ("=fresh", ["fresh"]),
        ("images[0].os,name", ["images[0].os", "name"]),
    ],
)
def test_columns_are_named_like_fields_or_headings(text: str | None, columns: list[str]) -> None:
    assert parse_columns(text, KNOWN) == columns


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("storage", "no field is known as storage; did you mean storage_size? (=storage shows it nevertheless)"),
        ("PULLS COUNT", "no field is known as PULLS COUNT; did you mean pull_count?"),
        ("zebra", "no field is known as zebra; there are name, pull_count, storage_size"),
        (",", "expected names of fields with commas between them, got none"),
        ("images[", "is no JMESPath expression"),
    ],
)
def test_unknown_column_is_a_wrong_use(text: str, message: str) -> None:
    with pytest.raises(click.BadParameter) as caught:
        parse_columns(text, KNOWN)
    assert message in str(caught.value)


def test_any_name_will_do_where_no_fields_are_known() -> None:
    assert parse_columns("anything,images[0].os", []) == ["anything", "images[0].os"]


@pytest.mark.usefixtures("jane")
def test_unknown_column_sends_nothing(app: FakeHub, run: Run) -> None:
    done = run("repositories", "list", "acme", "--columns", "nme,name")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: --columns: no field is known as nme; did you mean name?")
    assert not app.requests
    assert run("repositories", "list", "acme", "--columns", "=nme,NAME").out == "\tapp\n"
    assert run("repositories", "list", "acme", "--query", "[].{n: name}", "--columns", "n").out == "app\n"
