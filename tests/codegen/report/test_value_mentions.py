"""A value that goes is found in all files, unless it is a word of other things."""

from collections.abc import Mapping, Sequence

import pytest

from codegen.report import value_mentions, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts, client_facts
from tests.codegen.report.small_client import STRING, client, edited

ROLES = Change(Level.CHANGED, ("Member.role",), wording.VALUES, "Owner, Editor", "Owner", "$.a")
FILTER = Change(Level.BREAKING, ("hub.orgs.list_members(role=)",), wording.VALUES, "owner, editor", "owner", "$.b")
TEXTS = {
    "overrides/aiodockerhub/testing/access.py": ['if member.role in {"Owner", "Editor"}:', "Editor = 1"],
    "docs/testing.md": [
        "one of `Editor` and `Owner`",
        "an editor",
        "$ hub orgs list-members acme --role editor",
        "owner jane, editor joe",
    ],
    "tests/conftest.py": ["members={'joe': 'Editor'}, role='editors'", "--role=editor --role editor-in-chief"],
}


def find(change: Change, values: Mapping[str, Sequence[str]], *changes: Change) -> tuple[str, ...]:
    return value_mentions.places(change, change.names[0], TEXTS, ClientFacts(values=values), (change, *changes))


def test_a_value_that_goes_is_found_far_from_the_name_of_its_field() -> None:
    assert find(ROLES, {"Editor": ["Member.role"], "Owner": ["Member.role"]}) == (
        "overrides/aiodockerhub/testing/access.py:1",
        "docs/testing.md:1",
        "docs/testing.md:4",
        "tests/conftest.py:1",
    )


def test_a_value_of_an_argument_is_found_after_its_option_and_in_guides() -> None:
    assert find(FILTER, {"editor": [FILTER.names[0]]}) == (
        "docs/testing.md:1",
        "docs/testing.md:3",
        "docs/testing.md:4",
        "tests/conftest.py:2",
    )


@pytest.mark.parametrize("is_lost_there_too", [True, False])
def test_a_value_that_another_enumeration_keeps_is_left_to_the_search_by_name(*, is_lost_there_too: bool) -> None:
    other = Change(Level.CHANGED, ("Invite.role",), wording.VALUES, "Editor, Owner", "Owner", "$.c")
    values = {"Editor": ["Member.role", "Invite.role"]}

    assert bool(find(ROLES, values, *([other] if is_lost_there_too else []))) is is_lost_there_too


@pytest.mark.parametrize("value", ["1", "all", "true", "null"])
def test_a_value_that_is_no_word_is_not_searched_for(value: str) -> None:
    change = Change(Level.CHANGED, ("Member.role",), wording.VALUES, f"a, {value}", "a", "$.a")

    facts = ClientFacts(values={value: ["Member.role"]})

    assert value_mentions.places(change, "Member.role", {"a.py": [f'"{value}"']}, facts, [change]) == ()


@pytest.mark.parametrize(("count", "expected"), [(40, 40), (41, 0)])
def test_a_value_in_too_many_lines_is_a_word_of_other_things(count: int, expected: int) -> None:
    facts = ClientFacts(values={"Editor": ["Member.role"]})

    lines = value_mentions.places(ROLES, "Member.role", {"a.py": ['"Editor"'] * count}, facts, [ROLES])

    assert len(lines) == expected


def test_who_has_a_value_is_a_fact_about_the_client() -> None:
    view = {"in": "query", "name": "view", "schema": {"type": "string", "enum": ["a", "b"]}}
    document = edited(
        ("THING get parameters", [view]), ("SCHEMA thing properties kind", {**STRING, "enum": ["b", "c"]})
    )

    facts = client_facts(client(document))

    assert facts.values == {
        "a": ["hub.things.get(view=)"], "b": ["hub.things.get(view=)", "Thing.kind"], "c": ["Thing.kind"],
    }  # fmt: skip


@pytest.mark.parametrize("kept", [(), ("Invite.role",)])
def test_a_value_that_a_test_gives_to_an_example_of_the_operation_is_found(kept: tuple[str, ...]) -> None:
    texts = {
        "examples/members.py": ["hub.orgs.list_members('acme', role=wanted)"],
        "examples/others.py": ["hub.orgs.list_groups('acme')"],
        "tests/test_examples.py": ["members.read('role = \"editor\"')", "others.read('\"editor\"')", "members.read()"],
    }
    facts = ClientFacts(values={"editor": ["hub.orgs.list_groups()", *kept]})

    assert value_mentions.places(FILTER, FILTER.names[0], texts, facts, [FILTER]) == ("tests/test_examples.py:1",)


@pytest.mark.parametrize("is_key", [True, False])
def test_a_value_that_is_also_a_key_is_not_found_where_it_is_the_key(*, is_key: bool) -> None:
    lines = ['{"editor": 1, "role": 2}', "entry['editor']", 'entry.get("editor")', '["editor"]', '("editor", "owner")']
    facts = ClientFacts(
        values={"editor": [FILTER.names[0]]}, keys={"Group": {"editor": "editor" if is_key else "changed_by"}}
    )

    places = value_mentions.places(FILTER, FILTER.names[0], {"a.py": lines}, facts, [FILTER])

    assert places == tuple(f"a.py:{number}" for number in ((4, 5) if is_key else (1, 2, 3, 4, 5)))


def test_a_name_of_a_test_s_parameter_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    code = [
        '@pytest.mark.parametrize("editor", ["Owner"])',
        "@pytest.mark.parametrize(",
        '    ("editor", "is_noted"),',
        '    [("editor", True)],',
        ")",
    ]
    monkeypatch.setitem(TEXTS, "tests/conftest.py", code)

    assert [each for each in find(FILTER, {"editor": [FILTER.names[0]]}) if each.startswith("tests/")] == [
        "tests/conftest.py:4"
    ]
