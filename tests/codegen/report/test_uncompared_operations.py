"""Operations that `check` and `drift` would leave out in silence are named with the function to change."""

from pathlib import Path

import pytest

from codegen.report import hand_written_uses, wording, wording_of_remains
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts
from codegen.report.uncompared_operations import Uncompared, find

ROOT = Path(__file__).parents[3]
FILE = "overrides/aiodockerhub/service_check.py"
DRIFT = "overrides/aiodockerhub/cli/commands/drift.py"
CODE = """async def check(image):
    pass


def argument_values(image, organization=None):
    of_image = {"namespace": image, "tag": "latest"}
    return of_image | {"org_name": organization}
"""
TEXTS = {FILE: CODE.splitlines(), DRIFT: ['arguments["account"] = values["org"]']}
FACTS = ClientFacts(
    reads={
        "hub.orgs.list_members()": frozenset({"org_name"}),
        "hub.orgs.get_group()": frozenset({"org_name", "uuid"}),
        "hub.events.list()": frozenset({"account"}),
        "hub.tags.get()": frozenset({"namespace", "tag"}),
    }
)
UNDERIVED, UNCHECKED = (wording_of_remains.UNDERIVED, f"{FILE}:5"), (wording_of_remains.UNCHECKED, f"{FILE}:1")


def change(name: str, what: str, before: str, after: str) -> Change:
    return Change(Level.BREAKING, (name,), what, before, after, "GET /a")


@pytest.mark.parametrize(
    "changed",
    [
        ("hub.orgs.list_members(page_size=)", wording.REQUIRED, "no", "yes"),
        ("hub.orgs.list_members(page_size=)", wording.ARGUMENT_ADDED, "", "int, required, at most 100"),
        ("hub.orgs.list_members(organization)", wording.ARGUMENT_RENAMED, "org_name", "organization"),
        ("hub.events.list(page_size=)", wording.REQUIRED, "no", "yes"),
    ],
)
def test_an_argument_without_a_value_is_named(changed: tuple[str, str, str, str]) -> None:
    assert find([change(*changed)], TEXTS, FACTS) == [Uncompared(changed[0], *UNDERIVED)]


@pytest.mark.parametrize(
    "changed",
    [
        ("hub.orgs.list_members(page_size=)", wording.REQUIRED, "yes", "no"),
        ("hub.orgs.list_members(page_size=)", wording.ARGUMENT_ADDED, "", "int"),
        ("hub.tags.get(account=)", wording.REQUIRED, "no", "yes"),
        ("hub.orgs.get_group(page_size=)", wording.REQUIRED, "no", "yes"),
        ("hub.orgs.add_member(page_size=)", wording.REQUIRED, "no", "yes"),
    ],
)
def test_what_is_compared_as_before_or_never_was_is_not_named(changed: tuple[str, str, str, str]) -> None:
    assert find([change(*changed)], TEXTS, FACTS) == []


def test_an_operation_that_demands_credentials_is_lost_to_the_check_without_any() -> None:
    before, after = "none, password", "password"
    demanding = [change(call, wording.CREDENTIALS, before, after) for call in ("hub.tags.get()", "hub.events.list()")]

    assert find(demanding, TEXTS, FACTS) == [Uncompared("hub.tags.get()", *UNCHECKED)]
    assert find([change("hub.tags.get()", wording.CREDENTIALS, after, before)], TEXTS, FACTS) == []


def test_nothing_is_known_without_the_functions() -> None:
    required = change("hub.orgs.list_members(page_size=)", wording.REQUIRED, "no", "yes")

    assert find([required], {}, FACTS) == []
    assert find([required], {FILE: CODE.splitlines()[:2]}, FACTS) == []


def test_the_programs_of_this_project_are_read() -> None:
    """The operation and its argument are invented: no new document of Docker's gives the argument a value there."""
    facts = ClientFacts(reads={"hub.invented.list()": frozenset()})
    required = change("hub.invented.list(of_no_operation=)", wording.REQUIRED, "no", "yes")
    number = next(
        number
        for number, line in enumerate((ROOT / FILE).read_text(encoding="utf-8").splitlines(), 1)
        if line.startswith("def argument_values(")
    )

    uses = hand_written_uses.find([required], ROOT, facts)

    assert [use.places for use in uses if use.what == wording_of_remains.UNDERIVED] == [(f"{FILE}:{number}",)]
