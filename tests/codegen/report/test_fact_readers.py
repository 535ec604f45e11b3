"""Tests that read a fact of all operations are named by the lines about the operation that changes."""

import pytest

from codegen.report import fact_readers, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

CALL = "hub.images.list_kinds()"
FACTS = ClientFacts(endpoints={CALL: "GET /v2/images/{image}/kinds/"})
CODE = """def test_legacy_routes():
    steps = {each.path for each in OPERATIONS if each.legacy_route}
    assert {
        "stars",
        "kinds",
    } <= steps
    assert OPERATIONS["images.list_kinds"] in steps


def test_paths():
    assert "kinds" in {each.path for each in OPERATIONS}
"""
TEXTS = {"tests/test_a.py": CODE.splitlines(), "tests/test_b.py": ["def broken(:", "    a.legacy_route"]}


@pytest.mark.parametrize(
    ("what", "lines"), [("legacy_route", [5, 7]), (wording.FACTS["undocumented"], []), (wording.ENDPOINT, [])]
)
def test_lines_about_the_operation_are_named_in_functions_that_read_the_fact(what: str, lines: list[int]) -> None:
    change = Change(Level.CHANGED, (CALL,), what, "True", "", "GET /v2/images/{image}/kinds/")

    assert fact_readers.places(change, CALL, TEXTS, FACTS) == [f"tests/test_a.py:{line}" for line in lines]


def test_a_thing_that_is_no_operation_has_no_facts() -> None:
    change = Change(Level.CHANGED, ("Kind.legacy_route",), "legacy_route", "True", "", "$")

    assert fact_readers.places(change, "Kind.legacy_route", TEXTS, FACTS) == []
