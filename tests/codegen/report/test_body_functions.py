"""The functions of FakeHub that make the bodies of an operation are found."""

import pytest

from codegen.report import body_functions, wording
from codegen.report.changes import Change, Level

BODIES = "overrides/aiodockerhub/testing/bodies/accounts.py"
TEXTS = {
    "overrides/aiodockerhub/testing/handlers/users.py": [
        '@handles("users.list_orgs")',
        "def list_orgs(request):",
        "    return page(request, _matching(request), bodies.organization)",
        "",
        '@handles("users.get")',
        "def get(request):",
        "    return bodies.user(request)",
        "",
        "def _matching(request):",
        "    return [bodies.account(each, bodies.stamp()) for each in list_orgs(request)]",
    ],
    BODIES: [
        "def organization(value: Org) -> Json:",
        "    return {}",
        "def user(value: User) -> Json:",
        "    return {}",
        "def account(value: Org) -> Json:",
        "    return {}",
        "def stamp() -> str:",
    ],
}


def find(before: str, after: str, what: str = wording.RESULT) -> list[str]:
    change = Change(Level.BREAKING, ("hub.users.list_orgs()",), what, before, after, "$")
    return body_functions.places(change, "hub.users.list_orgs()", TEXTS)


def test_the_functions_that_make_the_bodies_of_a_replaced_model_are_found() -> None:
    assert find("Pager[UserOrganization]", "Pager[UserOrg]") == [f"{BODIES}:1", f"{BODIES}:5"]


@pytest.mark.parametrize(("before", "after"), [("list[Org]", "Pager[Org]"), ("None", "Org"), ("str", "bytes")])
def test_no_function_makes_another_body_for_the_same_model_or_for_none(before: str, after: str) -> None:
    assert find(before, after) == []


def test_only_results_have_bodies() -> None:
    assert find("GET /v2/Org", "GET /v2/Organization", wording.ENDPOINT) == []
