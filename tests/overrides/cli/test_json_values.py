"""JSON that is held to its schema before it is sent."""

import json
from typing import Any

import pytest
from aiodockerhub.cli.json_values import check_value, example_json
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.catalog import load

from tests.overrides.cli.conftest import Run

RULE = {
    "type": "object",
    "required": ["type"],
    "properties": {
        "type": {"type": "string", "enum": ["A", "B"]},
        "path": {"type": "string", "minLength": 2, "maxLength": 4},
        "level": {"type": "integer", "minimum": 1, "maximum": 9},
        "share": {"type": ["number", "null"]},
        "on": {"type": "boolean"},
        "names": {"type": "array", "items": {"type": "string"}},
    },
}
RULES = {"type": "array", "items": RULE}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([{"type": "C"}], "[0].type: expected one of A, B, got 'C'; =C sends it nevertheless"),
        ([{"type": 1}], "[0].type: expected one of A, B, got '1'"),
        ([{"type": True}], "[0].type: expected string, got boolean"),
        ([{"type": "A"}, {"type": "A", "path": 1}], "[1].path: expected string, got integer"),
        ([{"type": "A", "path": "x"}], "[0].path: expected at least 2 characters, got 1"),
        ([{"type": "A", "path": "xxxxx"}], "[0].path: expected at most 4 characters, got 5"),
        ([{"type": "A", "level": 10}], "[0].level: expected a number of at least 1 and at most 9, got 10"),
        ([{"type": "A", "level": True}], "[0].level: expected integer, got boolean"),
        ([{"type": "A", "names": "x"}], "[0].names: expected array, got string"),
        ([{"type": "A", "names": [1]}], "[0].names[0]: expected string, got integer"),
        ([{"type": "A", "other": 1}], "[0]: there is no field 'other'; there are type, path"),
        ([{"path": "xx"}], "[0]: the field 'type' is missing"),
        ({"type": "A"}, "expected array, got object"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=r"expected|field") as caught:
        check_value(RULES, value)
    assert str(caught.value).startswith(message)


def test_a_limit_without_a_counterpart_is_named_alone() -> None:
    for schema, value, limit in (({"minimum": 1}, 0, "at least 1"), ({"maximum": 9}, 10, "at most 9")):
        with pytest.raises(ValueError, match=f"^expected a number of {limit}, got {value}$"):
            check_value(schema, value)


def test_what_fits_is_sent_as_it_is() -> None:
    value = [
        {"type": "A", "path": "xx", "level": 3, "share": 1, "on": True, "names": ["x"]},
        {"type": "B", "share": None},
    ]
    assert check_value(RULES, value) == value
    assert check_value(RULES, [{"type": "=C"}]) == [{"type": "C"}]
    assert check_value({}, {"anything": [1]}) == {"anything": [1]}


def test_shape_shows_choices_and_types() -> None:
    assert json.loads(example_json(RULE))["type"] == "A|B"
    assert json.loads(example_json(RULE))["level"] == 1
    assert example_json({"type": "string", "enum": list("abcdefghijklm")}) == '"…"'


@pytest.mark.usefixtures("jane")
def test_wrong_choice_inside_json_sends_nothing(app: FakeHub, run: Run) -> None:
    wrong = json.dumps([{"type": "FOO", "path": "acme/app", "scopes": ["scope-image-pull"]}])
    done = run("org-access-tokens", "create", "acme", "--label", "ci", "--resources", wrong, "--dry-run")
    assert done.code == 2
    assert "'--resources': expected JSON such as " in done.err
    arguments = load()["org_access_tokens"]["operations"]["create"]["arguments"]
    (resources,) = (argument["schema"]["items"] for argument in arguments if argument["name"] == "resources")
    types = ", ".join(resources["properties"]["type"]["enum"])
    assert f"[0].type: expected one of {types}, got 'FOO'" in done.err
