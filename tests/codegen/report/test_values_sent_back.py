"""A field whose value an argument no longer takes is told with that argument."""

from typing import Any

import pytest

from codegen.report import wording
from codegen.report.changes import Change
from tests.codegen.report.small_client import STRING, Document, compare, edited

RULE: Document = {"title": "Rule", "type": "object", "required": ["regex"], "properties": {"regex": STRING}}


def rules(items: Document, *, argument: str, taken: Document | None = None) -> Document:
    """Return the base document with rules in the model, and with an argument of `replace` for them."""
    return edited(
        ("SCHEMA rule", RULE),
        ("SCHEMA part properties rules", {"type": "array", "items": items}),
        (f"SCHEMA new properties {argument}", {"type": "array", "items": taken or STRING}),
    )


OBJECTS: Document = {"oneOf": [STRING, {"$ref": "#/components/schemas/rule"}]}


def change(argument: str, **after: Any) -> Change:
    before = rules(STRING, argument=argument)
    (told,) = (
        each
        for each in compare(before, rules(OBJECTS, argument=argument, **after))
        if each.names == ("Part.rules",) and each.what == wording.TYPE
    )
    return told


@pytest.mark.parametrize("argument", ["rules", "part_rules"])
def test_an_argument_that_does_not_take_what_is_read_is_named(argument: str) -> None:
    told = change(argument)

    assert (told.before, told.after) == ("list[str]", "list[str | Rule]")
    assert told.consequence == f"`hub.things.replace({argument}=)` does not take what was read any more"


def test_arguments_of_other_names_and_those_that_take_it_are_not() -> None:
    assert change("names").consequence == ""
    assert change("rules", taken=OBJECTS).consequence == ""
