"""Forms of a response that the client reads besides its model's form are compared, too."""

from typing import Any

import pytest

from codegen.report import hand_written_uses, wording
from codegen.report.changelog import sentence
from codegen.report.client_facts import client_facts
from tests.codegen.report.small_client import changes, client, edited, told
from tests.codegen.report.small_client import compare as compare_documents

PARTS = "SCHEMA thing properties parts x-one-or-many"
ARRAY = ("SCHEMA thing x-array-of", "parts")
NESTED = ("SCHEMA thing x-nested-in", "result")
ALIAS = ("SCHEMA thing properties size x-aliases", ["bytes"])


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (ARRAY, "the array of `parts` alone"),
        (NESTED, "all inside `result`"),
        (ALIAS, "`bytes` for `size`"),
        ((PARTS, True), "one item as `parts`"),
    ],
)
def test_a_form_that_is_read_no_longer_breaks_and_a_new_one_does_not(edit: tuple[str, Any], words: str) -> None:
    assert told(edit) == [("CHANGED", "hub.things.get()", wording.READ_FORMS, "", words)]
    (change,) = compare_documents(edited(edit), edited())
    assert (change.level.name, change.what, change.before, change.after) == ("BREAKING", wording.READ_FORMS, words, "")
    assert sentence(change) == f"`hub.things.get()`: forms of the response that are also read (without {words})"


def test_a_form_is_compared_beside_other_changes() -> None:
    description = ("THING get summary", "Look at a thing")

    assert (wording.READ_FORMS, "the array of `parts` alone") in {
        (change.what, change.after) for change in changes(ARRAY, description)
    }


def test_a_name_and_its_alias_may_change_places() -> None:
    """Both names are read before and after, whichever of them is the model's."""
    properties = {"name": {"type": "string"}, "size": {"type": "integer", "x-aliases": ["bytes"]}}
    swapped = {"name": {"type": "string"}, "bytes": {"type": "integer", "x-aliases": ["size"]}}
    before, after = (edited(("SCHEMA thing properties", each)) for each in (properties, swapped))

    (change,) = [each for each in compare_documents(before, after) if each.what == wording.READ_FORMS]

    assert (change.level.name, change.before, change.after) == ("CHANGED", "`bytes` for `size`", "`size` for `bytes`")


def test_another_result_says_enough() -> None:
    part = {"$ref": "#/components/schemas/part"}
    other = ("THING get responses 200 content", {"application/json": {"schema": part}})

    assert wording.READ_FORMS not in {change.what for change in compare_documents(edited(ARRAY), edited(other))}


def test_the_handler_of_the_operation_is_named(tmp_path: Any) -> None:
    handlers = tmp_path / "overrides/aiodockerhub/testing/handlers/things.py"
    handlers.parent.mkdir(parents=True)
    handlers.write_text('@handles("things.get")\ndef get_thing():\n    pass\n', encoding="utf-8")

    (use,) = hand_written_uses.find(
        compare_documents(edited(ARRAY), edited()), tmp_path, client_facts(client(edited()))
    )

    assert use.places == ("overrides/aiodockerhub/testing/handlers/things.py:1",)
