"""A new list whose items no field identifies is named with the place that states such fields."""

from pathlib import Path

import pytest

from codegen.report import hand_written_uses, wording, wording_of_remains
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts
from codegen.report.unidentified_items import Unidentified, find

FILE = "overrides/aiodockerhub/pagination/item_key.py"
CODE = '"""Keys."""\n\n_KEY_FIELDS = (\n    ("uuid",),\n    ("namespace", "name"),\n)\n'
FACTS = ClientFacts(keys={"Tag": {"name": "name"}, "Invite": {"uuid": "uuid"}})


def added(call: str, result: str) -> Change:
    return Change(Level.ADDED, (call,), wording.OPERATION_ADDED, "", f"(name) -> {result}; by password", "GET /a")


def model(name: str, fields: str) -> Change:
    return Change(Level.ADDED, (name,), wording.MODEL_ADDED, "", fields, "$.components.schemas.a")


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        (
            [added("hub.usage.list()", "Pager[Usage]"), model("Usage", "repository: str, day: date | None")],
            ["hub.usage.list() of Usage (day, repository)"],
        ),
        ([added("hub.usage.list()", "Pager[Usage]"), model("Usage", "namespace: str, name: str")], []),
        ([added("hub.tags.all()", "Pager[Tag]")], ["hub.tags.all() of Tag (name)"]),
        ([added("hub.invites.all()", "Pager[Invite]")], []),
        ([added("hub.names.all()", "Pager[str]")], []),
        ([added("hub.tags.get()", "Tag")], []),
        (
            [Change(Level.BREAKING, ("hub.tags.list()",), wording.RESULT, "list[Tag]", "Pager[Tag]", "GET /a")],
            ["hub.tags.list() of Tag (name)"],
        ),
        ([Change(Level.BREAKING, ("hub.tags.list()",), wording.RESULT, "Pager[Tag]", "Pager[Tag]", "GET /a")], []),
    ],
)
def test_lists_without_a_field_that_identifies_items_are_named(changes: list[Change], names: list[str]) -> None:
    assert find(changes, {FILE: CODE.splitlines()}, FACTS) == [Unidentified(name, f"{FILE}:3") for name in names]


def test_nothing_is_known_without_the_file() -> None:
    assert find([added("hub.tags.all()", "Pager[Tag]")], {}, FACTS) == []


def test_they_are_hand_written_lines_to_change(tmp_path: Path) -> None:
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_text(CODE, encoding="utf-8")

    (use,) = hand_written_uses.find([added("hub.tags.all()", "Pager[Tag]")], tmp_path, FACTS)

    assert (use.what, use.places) == (wording_of_remains.UNIDENTIFIED, (f"{FILE}:3",))
