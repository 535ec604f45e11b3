"""Lines of tests that read nothing of a new result come last, to look at."""

import pytest

from codegen.report import doubtful_lines, wording, wording_of_models
from codegen.report.changes import Change, Level
from codegen.report.hand_written_uses import Use
from codegen.report.listed_uses import section

CALL = "hub.users.list_orgs()"
LOSSES = "; ".join(
    [
        wording_of_models.lacks("Org", ["company", "location"], "UserOrg"),
        wording_of_models.perhaps_called({"user_role": "role"}),
        wording_of_models.of_other_types([("orgname", "str", "str | None"), ("seats", "int", "str")]),
    ]
)
REPLACED = Change(Level.BREAKING, (CALL,), wording.RESULT, "Pager[UserOrg]", "Pager[Org]", "$", LOSSES)
COMES = Change(Level.BREAKING, (CALL,), wording.RESULT, "None", "Privacy", "$")
FILE = "tests/test_a.py"


def is_doubtful(code: str, change: Change, *others: Change, line: str = "list_orgs", file: str = FILE) -> bool:
    """Return whether the only line with a text is doubtful."""
    lines = code.split("\n")
    (number,) = (number for number, each in enumerate(lines, 1) if line in each)
    place = f"{file}:{number}"
    return doubtful_lines.find(change, CALL, [place], {file: lines}, [change, *others]) == {place}


def test_what_readers_of_another_model_must_change_is_read_from_its_words() -> None:
    assert wording_of_models.lost(LOSSES) == ["company", "location", "user_role", "seats"]
    assert wording_of_models.lost(wording_of_models.perhaps_called({"user_role": "role"})) == ["user_role"]


@pytest.mark.parametrize(
    "code",
    [
        "EFFECTS = [('users.list_orgs', 'reads')]",
        "MISTAKES = [(lambda hub: hub.users.list_orgs(role=5), '^role: ')]",
        "@mark.parametrize('call', [calls.users.list_orgs(role='a')])\ndef test_a(call): ...",
    ],
)
def test_a_call_without_a_response_is_doubtful(code: str) -> None:
    assert is_doubtful(code, COMES)


@pytest.mark.parametrize(
    "code",
    [
        "async def test_a(hub):\n    await hub.users.list_orgs()",
        "async def test_a(hub):\n    await hub.request(calls.users.list_orgs())",
        "orgs = decoded(calls.users.list_orgs(), {'company': 'a'})",
        "fake.fault('users.list_orgs', json={})",
        "main(['users', 'list_orgs'])",
    ],
)
def test_a_call_with_a_response_is_not(code: str) -> None:
    assert not is_doubtful(code, COMES)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("    assert [org.orgname async for org in hub.users.list_orgs()] == ['a']\n    member.company", True),
        ("    orgs = await hub.users.list_orgs().collect()\n    assert orgs[0].orgname", True),
        ("    async for org in hub.users.list_orgs():\n        assert org.orgname", True),
        ("    assert [org.company async for org in hub.users.list_orgs()] == ['a']", False),
        ("    assert [org.seats async for org in hub.users.list_orgs()] == [1]", False),
        ("    orgs = await hub.users.list_orgs().collect()\n    assert orgs[0].user_role", False),
        ("    orgs = await hub.users.list_orgs().collect()\n    assert_type(orgs, list[UserOrg])", False),
        ("    async for org in hub.users.list_orgs():\n        assert org.location", False),
        ("    return hub.users.list_orgs()", False),
    ],
)
def test_code_that_reads_nothing_of_what_is_lost_is_doubtful(code: str, *, expected: bool) -> None:
    assert is_doubtful(f"async def test_a(hub):\n{code}", REPLACED) is expected


def test_code_of_a_module_may_be_read_anywhere() -> None:
    assert not is_doubtful("ORGS = hub.users.list_orgs()", REPLACED)


def test_another_change_may_say_what_is_lost() -> None:
    code = "async def test_a(hub):\n    assert [org.orgname async for org in hub.users.list_orgs()] == ['a']"
    alone = Change(Level.BREAKING, (CALL,), wording.RESULT, "Pager[UserOrg]", "Pager[Org]", "$")

    assert is_doubtful(code, alone, REPLACED)
    assert not is_doubtful(code, alone)


@pytest.mark.parametrize(
    ("what", "before", "after"),
    [
        (wording.TYPE, "Pager[UserOrg]", "Pager[Org]"),
        (wording.RESULT, "Pager[UserOrg]", "list[Org]"),
        (wording.RESULT, "Pager[UserOrg]", "Pager[Org | Team]"),
    ],
)
def test_another_change_than_of_the_model_leaves_no_doubt(what: str, before: str, after: str) -> None:
    code = "async def test_a(hub):\n    assert [org.orgname async for org in hub.users.list_orgs()] == ['a']"

    assert not is_doubtful(code, Change(Level.BREAKING, (CALL,), what, before, after, "$", LOSSES))


@pytest.mark.parametrize(
    ("before", "after", "expected"), [("404", "404, 409", True), ("404, 409", "404", False), ("404", "409", False)]
)
def test_a_test_need_not_know_of_an_error_that_comes(before: str, after: str, *, expected: bool) -> None:
    change = Change(Level.CHANGED, (CALL,), wording.ERRORS, before, after, "$")
    assert is_doubtful("async def test_a(hub):\n    await hub.users.list_orgs()", change) is expected
    assert not is_doubtful("async def a(hub):\n    await hub.users.list_orgs()", change, file="examples/a.py")


def test_only_lines_of_tests_are_doubtful() -> None:
    assert not is_doubtful("CALL = calls.users.list_orgs()", COMES, file="examples/a.py")


def test_doubtful_lines_come_last() -> None:
    use = Use(name=CALL, what=wording.RESULT, places=(f"{FILE}:1",), is_doubtful=True)

    assert list(section([use], {}))[5:] == [f"- look: {FILE}:1 ({CALL})"]
