"""Code that builds a model without a field that becomes required is named."""

from pathlib import Path

import pytest

from codegen.report import hand_written_uses, incomplete_json, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts
from codegen.report.incomplete_json import Incomplete

BODY = "overrides/aiodockerhub/testing/bodies/things.py"
CALL = "hub.things.get()"
HOLDERS = frozenset({"things"})
FACTS = ClientFacts(
    endpoints={CALL: "GET /v2/things/{name}"},
    models={"Thing": [CALL]},
    shared=frozenset({"name"}),
    keys={"Thing": {"name": "name", "size": "size", "kind_": "kind"}},
    holders={"Thing": HOLDERS},
    required={"Thing": frozenset({"name", "size"})},
)
ADDED = Change(Level.ADDED, ("Thing.owner",), wording.FIELD_ADDED, "", "str, required", "$.x.Thing.properties.owner")
REQUIRED = Change(Level.CHANGED, ("Thing.kind_",), wording.REQUIRED, "no", "yes", "$.x.Thing.properties.kind")


def lines(code: str, file: str = "tests/test_things.py", *changes: Change) -> list[int]:
    """Return the numbers of the lines of a file that build a model, or its JSON, without a newly required field."""
    uses = incomplete_json.find(changes or [ADDED], {file: code.splitlines()}, FACTS)
    return [int(place.rpartition(":")[2]) for each in uses for place in each.places]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = {'name': 'a', 'size': 1}", [1]),
        ("x = {'name': 'a', 'size': 1, 'owner': 'b'}", []),
        ("x = {'name': 'a', 'size': 1, 'other': 'b'}", []),
        ("x = {'size': 1}", []),
        ("hub.things.get\nx = {'size': 1}", [2]),
        ("'/v2/things/a'\nx = {'size': 1}", [2]),
        ("handles('things.get')\nx = {'size': 1}", [2]),
        ("Thing\nx = {'name': 'a'}", []),
        ("Thing\nx = {'things': {'name': 'a'}}", [2]),
        ("Thing\nx = {'things': [\n{'name': 'a'}]}", [3]),
        ('Thing\nx = \'{"things": [{"name": "a"}]}\'', [2]),
        ("Thing\nx = {'others': {'name': 'a'}}", []),
        ("x = {'things': {'name': 'a'}}", []),
        ("x = Thing(name='a', size=1)", [1]),
        ("x = Thing(name='a', size=1, owner='b')", []),
        ("x = Thing(**y)", []),
        ("x = models.Thing.from_dict({})", [1]),
        ("x = Thing.from_dict({**y})", []),
        ("x = Thing.from_dict(y)", []),
        ("x = Thing.from_json(b'{\"size\": 1}')", [1]),
        ("x = b'''[{\"name\": \"a\", \"size\": 1}]'''", [1]),
        ("x = '{\"name\": '", []),
        ("x = Other(name='a')", []),
        ("no Python", []),
    ],
)
def test_code_that_builds_the_model_without_the_field_is_named(code: str, expected: list[int]) -> None:
    assert lines(code) == expected


def test_bodies_of_fakehub_need_not_mention_the_model() -> None:
    assert lines("x = {'size': 1}", BODY) == [1]


def test_field_that_becomes_required_is_known_by_its_json_name() -> None:
    code = "x = {'name': 'a', 'size': 1}\ny = {'name': 'a', 'size': 1, 'kind': 'b'}\nThing(kind_='b')"
    assert lines(code, "examples/a.py", REQUIRED) == [1]


def test_code_in_guides_is_read() -> None:
    text = 'Text.\n\n- A thing:\n\n  ```json\n  {"name": "a", "size": 1}\n  ```\n\n```python\nThing(size=1)\n```\n'
    assert lines(text, "docs/guide.md") == [6, 10]


def test_fields_of_a_model_are_told_together() -> None:
    uses = incomplete_json.find([ADDED, REQUIRED], {BODY: ["x = {'name': 'a'}", "{'name': 1, 'size': 2}"]}, FACTS)
    assert uses == [Incomplete("Thing.owner, Thing.kind_", (f"{BODY}:2",))]


@pytest.mark.parametrize(
    "change",
    [
        Change(Level.ADDED, ("Thing.owner",), wording.FIELD_ADDED, "", "str", "$"),
        Change(Level.BREAKING, ("Thing.kind_",), wording.REQUIRED, "yes", "no", "$"),
        Change(Level.BREAKING, ("hub.things.get(kind=)",), wording.REQUIRED, "no", "yes", "$"),
        Change(Level.ADDED, ("Unknown.owner",), wording.FIELD_ADDED, "", "str, required", "$"),
    ],
)
def test_other_changes_name_nothing(change: Change) -> None:
    assert lines("x = {'name': 'a', 'size': 1}", BODY, change) == []


@pytest.mark.parametrize(
    ("keys", "is_found"),
    [
        ({"id", "name", "email"}, True),
        ({"id", "name"}, False),
        ({"name", "email"}, False),
        ({"id", "name", "email", "digest"}, False),
    ],
    ids=["whole", "without the key", "few keys", "with the key of another model"],
)
def test_json_of_a_model_is_found_in_a_file_that_does_not_mention_the_model(
    tmp_path: Path,
    keys: set[str],
    is_found: bool,  # noqa: FBT001
) -> None:
    lines = "\n".join(f'        "{key}": "",' for key in sorted(keys))
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/samples.py").write_text(f"def person():\n    return {{\n{lines}\n        **more,\n    }}\n")
    gone = Change(Level.BREAKING, ("Member.email",), wording.FIELD_REMOVED, "str", "", "$.a.properties.email")
    member = {"id": "id", "name": "name", "email": "email", "url": "url"}
    facts = ClientFacts(keys={"Member": member}, shared=frozenset({"email"}))

    uses = hand_written_uses.find([gone], tmp_path, facts)

    assert [use.places for use in uses] == [("tests/samples.py:3",)] * is_found
