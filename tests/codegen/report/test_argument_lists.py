"""Tests that list the arguments of an operation are named if one of them is gone."""

import pytest

from codegen.report import argument_lists, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

FACTS = ClientFacts(
    sent={"hub.things.update()": {"name": "name", "label_": "label"}},
    parameters={"hub.things.update()": {"page": "page"}},
)


def lines(code: str, name: str = "hub.things.update(name=)", what: str = wording.ARGUMENT_REMOVED) -> list[int]:
    change = Change(Level.BREAKING, (name,), what, "str", "", "$")
    texts = {"tests/test_things.py": code.splitlines(), "overrides/aiodockerhub/a.py": code.splitlines()}
    found_places = argument_lists.places(change, name, texts, FACTS)
    assert all(place.startswith("tests/") for place in found_places)
    return [int(place.rpartition(":")[2]) for place in found_places]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("load()['things']['operations']['update']\n    assert f() == ['name', 'label']", [3]),
        ("hub.things.update\n    assert f() == ('page', 'name')", [3]),
        ("f('things.update', {'label_', 'name'})", [2]),
        ("load()['things']['operations']['list']\n    assert f() == ['name', 'label']", []),
        ("hub.things.update\n    assert f() == ['name', 'other']", []),
        ("hub.things.update\n    assert f() == ['page', 'label']", []),
        ("hub.things.update\n    assert f() == ['name']", []),
        ("hub.things.update\n    assert f() == [name, 'label']", []),
    ],
)
def test_lists_of_arguments_of_the_operation_are_found(body: str, expected: list[int]) -> None:
    assert lines(f"def test_a():\n    {body}\n") == expected


def test_only_what_is_gone_and_only_python_counts() -> None:
    code = "def test_a():\n    hub.things.update\n    assert f() == ['name', 'label']\n"

    assert lines(code, "hub.things.update(label_=)", wording.ARGUMENT_RENAMED) == [3]
    assert lines(code, what=wording.TYPE) == []
    assert lines(code, "hub.things.update()") == []
    assert lines(f"{code}    (") == []
