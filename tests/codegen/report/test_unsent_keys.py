"""A key of a body that is read-only now, and still required, is named with the action that goes on sending it."""

from dataclasses import replace
from typing import Any

import pytest

from codegen.report import rendering, unsent_keys, wording, wording_of_additions
from codegen.report.wording_of_additions import required
from tests.codegen.report.small_client import STRING, Document, compare, edited
from tests.codegen.report.test_rendering import NOTHING_NEW

NEW = "SCHEMA new"
PATH = ("components", "schemas", "new", "properties", "name", "readOnly")
AT = (*PATH[:3], "required")


def named(required_keys: list[str], **more: Any) -> Document:
    """Return the base document with a key of the body that is called like the parameter in the path."""
    return edited((f"{NEW} properties name", {**STRING, **more}), (f"{NEW} required", required_keys))


def in_part(**more: Any) -> Document:
    """Return the base document with a body of two parts, of which one requires a key of the other."""
    parts = [{"type": "object", "required": ["label"]}, {"type": "object", "properties": {"label": {**STRING, **more}}}]
    return edited((f"{NEW}", {"allOf": parts}))


READ_ONLY = named(["label", "name"], readOnly=True)


@pytest.mark.parametrize(
    ("present", "new", "expected"),
    [
        (named(["label", "name"]), READ_ONLY, [PATH]),
        (in_part(), in_part(readOnly=True), [(*PATH[:3], "allOf", 1, "properties", "label", "readOnly")]),
        (named(["label", "name"]), named(["label"], readOnly=True), []),
        (READ_ONLY, READ_ONLY, []),
        (named(["label"]), named(["label", "name"]), []),
        ({}, READ_ONLY, []),
    ],
    ids=["required", "required by another part", "no longer required", "as before", "still sent", "invalid"],
)
def test_required_keys_that_are_read_only_now_are_named(present: Document, new: Document, expected: Any) -> None:
    assert [each.location for each in unsent_keys.find(present, new)] == expected


def test_a_key_of_an_operation_whose_path_has_other_names_is_named() -> None:
    moved = named(["label", "name"], readOnly=True)
    item = moved["paths"]["/v2/things/{thing}"] = moved["paths"].pop("/v2/things/{name}")
    item["parameters"][0]["name"] = "thing"

    assert [each.location for each in unsent_keys.find(named(["label", "name"]), moved)] == [PATH]


SWITCH = {"type": "boolean"}
SWITCHES = "#/components/schemas/switches"
OF_BODY = [{"$ref": SWITCHES}, {"type": "object", "required": ["publishers"]}]


def nested(body: Any, **more: Any) -> Document:
    """Return the base document with a body that has an object with a switch."""
    switches = {"type": "object", "properties": {"publishers": {**SWITCH, **more}}}
    return edited((f"{NEW} properties images", body), ("SCHEMA switches", switches))


@pytest.mark.parametrize(
    ("body", "required_at"),
    [
        ({"allOf": OF_BODY}, ("allOf", 1, "required")),
        ({"type": "array", "items": {"allOf": OF_BODY}}, ("items", "allOf", 1, "required")),
        ({"oneOf": [STRING, {"allOf": OF_BODY}]}, ("oneOf", 1, "allOf", 1, "required")),
        ({"type": "object", "properties": {"of": {"allOf": OF_BODY}}}, ("properties", "of", "allOf", 1, "required")),
    ],
    ids=["object", "items", "choice", "deeper"],
)
def test_a_required_key_below_a_key_of_the_body_is_named(body: Any, required_at: tuple[str | int, ...]) -> None:
    (unsent,) = unsent_keys.find(nested(body), nested(body, readOnly=True))

    assert unsent.location == ("components", "schemas", "switches", "properties", "publishers", "readOnly")
    assert unsent.required_at == (("components", "schemas", "new", "properties", "images", *required_at),)


def test_what_is_below_a_key_that_is_not_sent_is_not_asked_for() -> None:
    before, after = ({"readOnly": True, "allOf": OF_BODY} for _ in range(2))

    assert unsent_keys.find(nested(before), nested(after, readOnly=True)) == []


def test_a_body_that_contains_itself_is_read() -> None:
    again = {"type": "array", "items": {"$ref": "#/components/schemas/new"}}
    before, after = (
        edited((f"{NEW} properties again", again), (f"{NEW} properties label", {**STRING, **more}))
        for more in ({}, {"readOnly": True})
    )

    assert [each.name for each in unsent_keys.find(before, after)] == ["label"]


def test_the_report_has_the_action_that_goes_on_sending_the_key() -> None:
    report = rendering.markdown(replace(NOTHING_NEW, unsent=[unsent_keys.Unsent(PATH, "name", [AT], [PATH[:-1]])]))

    assert f"## {wording_of_additions.UNSENT} (1)" in report
    assert (
        "  - target: $.components.schemas.new.properties.name.readOnly\n"
        f"    description: {required('name')}\n    x-discrepancy: D36\n    x-matches: 1\n"
        "    x-before: true\n    remove: true  # required by $.components.schemas.new.required\n"
    ) in report


def test_callers_are_told_in_words_where_a_value_is_sent_now() -> None:
    (sent,) = (each for each in compare(named(["label", "name"]), READ_ONLY) if each.what == wording.SENT_AS)

    assert (sent.before, sent.after) == ("name (in the body and in the path)", "name (in the path only)")


def test_the_changes_that_come_only_if_the_key_is_not_sent_are_told_apart() -> None:
    before, after = (
        edited((f"{NEW} properties label", {**STRING, **more}), (f"{NEW} required", ["label"]))
        for more in ({}, {"readOnly": True})
    )
    changes = compare(before, after)

    avoidable = unsent_keys.avoidable(unsent_keys.find(before, after), changes)

    assert {(each.names, each.what) for each in avoidable} == {
        (("hub.things.replace(label=)",), wording.ARGUMENT_REMOVED),
        (("hub.things.replace()",), wording.COMMAND_LINE),
    }
    report = rendering.markdown(replace(NOTHING_NEW, changes=changes, unsent=unsent_keys.find(before, after)))
    assert report.count(f"    unless: {wording_of_additions.UNLESS_SENT}\n") == 2


def test_without_such_keys_no_change_can_be_avoided() -> None:
    before, after = (
        edited((f"{NEW} properties label", {**STRING, **more}), (f"{NEW} required", required))
        for more, required in (({}, ["label"]), ({"readOnly": True}, []))
    )

    assert unsent_keys.avoidable(unsent_keys.find(before, after), compare(before, after)) == frozenset()


@pytest.mark.parametrize(
    ("present", "new"),
    [
        (edited(), edited((f"{NEW} properties label", {**STRING, "readOnly": True}))),
        (in_part(), in_part(readOnly=True)),
    ],
    ids=["of the schema", "of a part"],
)
def test_a_removed_argument_says_that_its_key_is_read_only_now(present: Document, new: Document) -> None:
    removed = [change for change in compare(present, new) if change.what == wording.ARGUMENT_REMOVED]

    assert [change.after for change in removed] == [wording_of_additions.READ_ONLY]


def test_an_argument_whose_key_is_gone_is_not_read_only() -> None:
    (change,) = [
        each for each in compare(edited(), edited((f"{NEW} properties label", None))) if "removed" in each.what
    ]

    assert change.after == ""
