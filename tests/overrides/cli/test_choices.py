"""Listed values, and how another one is sent."""

import json

import pytest
from aiodockerhub.cli.choices import ListedValue, choose, join_values
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run, schema_of

LETTERS = [f"letter-{number}" for number in range(20)]


@pytest.mark.parametrize(
    ("value", "values", "sent"),
    [("a", ["a", "b"], "a"), ("=c", ["a", "b"], "c"), ("1", [0, 1], 1), (1, [0, 1], 1), ("=-3", [0, 1], -3)],
)
def test_listed_value_is_taken_and_any_other_insisted_on(
    value: str | int, values: list[str | int], sent: object
) -> None:
    assert choose(value, values) == sent
    assert type(choose(value, values)) is type(sent)


@pytest.mark.parametrize(
    ("value", "values", "message"),
    [
        ("c", ["a", "b"], "expected one of a, b, got 'c'; =c sends it nevertheless"),
        ("a,b", ["a", "b"], "expected one of a, b, got 'a,b'; give each value separately"),
        ("=", ["a"], "=VALUE sends it nevertheless"),
        ("=x", [0, 1], "expected one of 0, 1, got '=x'"),
        ("letter-1x", LETTERS, "expected a value such as letter-1"),
    ],
)
def test_value_that_is_not_listed_is_refused(value: str, values: list[str | int], message: str) -> None:
    with pytest.raises(ValueError, match=r"^expected") as caught:
        choose(value, values)
    assert message in str(caught.value)


def test_long_list_is_not_shown_in_a_usage() -> None:
    assert join_values(["a", "b"]) == "a|b"
    assert join_values(LETTERS) == "VALUE"


def test_shells_complete_numbers_too() -> None:
    from click import Context, Option
    from click.core import Command

    option = Option(["--status"])
    offered = ListedValue([0, 1, 16]).shell_complete(Context(Command("x")), option, "1")
    assert [item.value for item in offered] == ["1", "16"]


@pytest.mark.usefixtures("jane")
def test_codes_and_scopes_are_choices_of_their_commands(app: FakeHub, run: Run) -> None:
    statuses = schema_of("repositories.update", "status")["enum"]
    wrong = run("repositories", "update", "acme", "app", "--status", "3", "--dry-run")
    assert wrong.code == 2
    listed = ", ".join(map(str, statuses))
    assert f"'--status': expected one of {listed}, got '3'; =3 sends it nevertheless" in wrong.err
    sent = json.dumps({"status": type(statuses[0])(3)}).strip("{}")
    assert sent in run("repositories", "update", "acme", "app", "--status", "=3", "--dry-run").out
    create = ("access-tokens", "create", "--token-label", "ci", "--dry-run", "--scopes")
    assert "repo:public_read|repo:read|repo:write" in run("access-tokens", "create", "--help").out
    assert "'--scopes': expected one of repo:public_read" in run(*create, "repo:bogus").err
    assert "repo:future" in run(*create, "=repo:future").out
    assert not app.requests
