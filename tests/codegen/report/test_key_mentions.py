"""Messages and tables of tests that name what is gone, or lack what is required, are named."""

import pytest

from codegen.report import key_mentions, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

ARGUMENTS = ("enabled", "name", "id", "page", "text", "private", "label", "scopes")
FACTS = ClientFacts(
    sent={"hub.users.update()": {each: each for each in ARGUMENTS} | {"from_": "from"}},
    keys={"Token": {"creator_ip": "creatorIp"}},
)
TABLE = "VALUES = {\n" + "".join(f'    "{each}": 1,\n' for each in ARGUMENTS) + "}\n"
TEXTS = {
    file: text.splitlines()
    for file, text in {
        "tests/test_messages.py": "A = 'Missing required property: enabled'\nB = 'is_enabled'\nC = 'key: disabled'\n",
        "tests/test_table.py": TABLE,
        "tests/test_small.py": 'BODY = {"enabled": True, "name": "a"}\n',
        "tests/test_others.py": TABLE.replace('"', '"x_').replace("x_:", ":"),
        "overrides/aiodockerhub/a.py": "raise Refusal('unknown parameter `from`')\nX = 'no key creatorIp'\n",
        "docs/guide.md": "The field enabled.\n",
    }.items()
}


def places(what: str, name: str, level: Level = Level.BREAKING, after: str = "", location: str = "$") -> list[str]:
    gone = Change(Level.BREAKING, ("hub.users.update(text=)",), wording.ARGUMENT_REMOVED, "str", "", "$")
    changes = [gone] if "renamed" in after else []
    return key_mentions.places(Change(level, (name,), what, "", after, location), name, TEXTS, FACTS, changes)


@pytest.mark.parametrize(
    ("what", "name", "expected"),
    [
        (wording.ARGUMENT_REMOVED, "hub.users.update(enabled=)", ["tests/test_messages.py:1", "tests/test_table.py:2"]),
        (wording.ARGUMENT_RENAMED, "hub.users.update(from_=)", ["overrides/aiodockerhub/a.py:1"]),
        (wording.FIELD_REMOVED, "Token.creator_ip", ["overrides/aiodockerhub/a.py:2"]),
        (wording.TYPE, "hub.users.update(enabled=)", []),
        (wording.OPERATION_REMOVED, "hub.users.update()", []),
    ],
)
def test_messages_and_entries_of_what_is_gone_are_found(what: str, name: str, expected: list[str]) -> None:
    assert places(what, name) == expected


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("active", Level.BREAKING, ["tests/test_table.py:2"]),
        ("active", Level.ADDED, []),
        ("label", Level.BREAKING, []),
    ],
)
def test_a_table_without_a_value_for_a_required_argument_is_found(name: str, level: Level, expected: list[str]) -> None:
    assert places(wording.ARGUMENT_ADDED, f"hub.users.update({name}=)", level) == expected


def test_a_name_in_very_many_messages_is_a_common_word() -> None:
    texts = {"tests/test_a.py": ["# field size"] * 11}
    gone = Change(Level.BREAKING, ("Tag.size",), wording.FIELD_REMOVED, "", "", "$")

    assert key_mentions.places(gone, "Tag.size", texts, FACTS) == []


@pytest.mark.parametrize(
    ("after", "location"),
    [
        ("int, required", "$"),
        ("str, required", "$.paths['/v2/users'].get.parameters[0]"),
        ("str, required, renamed", "$"),  # the entry of the argument that is gone is named
    ],
)
def test_a_table_needs_no_value_that_is_made_from_the_document_or_takes_the_place_of_another(
    after: str, location: str
) -> None:
    assert places(wording.ARGUMENT_ADDED, "hub.users.update(active=)", after=after, location=location) == []


def test_a_table_is_complete_if_its_file_has_a_value_for_the_former_argument_of_the_operation() -> None:
    texts = {"tests/test_table.py": [*TABLE.splitlines(), 'OWN = {"users.update": {"former": "a"}}']}
    name = "hub.users.update(active=)"
    added = Change(Level.BREAKING, (name,), wording.ARGUMENT_ADDED, "", "str, required", "$")
    former = Change(Level.BREAKING, ("hub.users.update(former=)",), wording.ARGUMENT_REMOVED, "str", "", "$")

    assert key_mentions.places(added, name, texts, FACTS, [added, former]) == []
    assert key_mentions.places(added, name, texts, FACTS, [added]) == ["tests/test_table.py:2"]


def test_a_message_on_an_argument_that_is_gone_is_found_near_a_call_of_its_operation() -> None:
    texts = {
        "tests/test_a.py": ["hub.users.update(text=1)", 'r"^text: expected a text"', 'r"^context: expected"'],
        "tests/test_b.py": ["hub.users.create(text=1)", 'r"^text: expected a text"'],
    }
    name = "hub.users.update(text=)"
    gone = Change(Level.BREAKING, (name,), wording.ARGUMENT_REMOVED, "str", "", "$")

    assert key_mentions.places(gone, name, texts, FACTS) == ["tests/test_a.py:2"]


@pytest.mark.parametrize(
    ("line", "is_named"),
    [
        ('with pytest.raises(TypeError, match="text"):', True),
        ('with pytest.raises(TypeError, match=r"missing .*text"):', True),
        ("assert 'no text' in str(refused.value)", True),
        ('with pytest.raises(TypeError, match="context"):', False),
        ("assert 'text' == kind", False),
        ("with pytest.raises(TypeError, match=text):", False),
    ],
)
def test_an_expected_message_that_names_what_is_gone_is_found_beside_the_call(line: str, *, is_named: bool) -> None:
    name = "hub.users.update(text=)"
    gone = Change(Level.BREAKING, (name,), wording.ARGUMENT_REMOVED, "str", "", "$")

    places = key_mentions.places(gone, name, {"tests/test_a.py": [line, "    calls.users.update()"]}, FACTS)

    assert places == (["tests/test_a.py:1"] if is_named else [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = 1", []),
        ("hub.users.update()", ["tests/test_a.py:1"]),
        ("http.patch('/v2/users/jane')", ["tests/test_a.py:1"]),
    ],
)
def test_a_name_that_others_have_too_is_only_found_beside_the_operation(line: str, expected: list[str]) -> None:
    facts = ClientFacts(
        endpoints={"hub.users.update()": "PATCH /v2/users/{name}"},
        sent={"hub.users.update()": {"name": "name"}, "hub.orgs.update()": {"name": "name"}},
    )
    gone = Change(Level.BREAKING, ("hub.users.update(name=)",), wording.ARGUMENT_REMOVED, "str", "", "$")
    texts = {"tests/test_a.py": ["# the field name is missing", line]}

    assert key_mentions.places(gone, "hub.users.update(name=)", texts, facts) == expected


@pytest.mark.parametrize(("other", "expected"), [("x = 1", []), ("x: Token", ["tests/test_a.py:1"])])
def test_a_field_that_other_models_have_too_is_only_found_beside_its_model(other: str, expected: list[str]) -> None:
    facts = ClientFacts(shared=frozenset({"label"}))
    gone = Change(Level.BREAKING, ("Token.label",), wording.FIELD_REMOVED, "str", "", "$")

    assert key_mentions.places(gone, "Token.label", {"tests/test_a.py": ["# field label", other]}, facts) == expected
