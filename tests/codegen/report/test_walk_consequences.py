"""What a changed argument of a list means for a walk is told with the change."""

from dataclasses import replace
from typing import Any

import pytest

from codegen.report import rendering, wording
from codegen.report.changelog import sentence
from codegen.report.changes import Change
from tests.codegen.report.small_client import STRING, Document, compare, edited
from tests.codegen.report.test_rendering import NOTHING_NEW

LISTED = ("THING get operationId", "things_list")
BY_INDEX = ("THING get x-paging", {"style": "offset", "page": "startAt", "size": "count"})


def number(name: str, **limits: Any) -> Document:
    return {"in": "query", "name": name, "schema": {"type": "integer", **limits}}


def listed(*parameters: Document) -> Document:
    names = {parameter["name"] for parameter in parameters}
    return edited(LISTED, ("THING get parameters", [*parameters]), *([BY_INDEX] if "startAt" in names else []))


def consequences(old: Document, new: Document) -> dict[tuple[str, str], str]:
    return {(change.names[0], change.what): change.consequence for change in compare(old, new) if change.consequence}


@pytest.mark.parametrize(
    ("size", "maximum", "consequence"),
    [
        ({"maximum": 100}, {"maximum": 1000}, "after page 1,000, which is after 100,000 items with the largest pages"),
        ({}, {"maximum": 50}, "after page 50"),
        ({}, {"maximum": 51, "exclusiveMaximum": True}, "after page 50"),
    ],
)
def test_a_walk_ends_at_the_maximum_of_the_page(
    size: dict[str, Any], maximum: dict[str, Any], consequence: str
) -> None:
    before, after = (listed(number("page", **limits), number("page_size", **size)) for limits in ({}, maximum))

    assert consequences(before, after) == {
        ("hub.things.list(page=)", wording.LIMITS): f"a walk over more pages ends with an error {consequence}"
    }
    assert consequences(after, before) == {}


def test_a_walk_by_index_ends_at_the_maximum_of_the_index() -> None:
    before, after = (listed(number("startAt", **limits), number("count")) for limits in ({}, {"maximum": 1000}))

    assert consequences(before, after) == {
        ("hub.things.list(start_at=)", wording.LIMITS): (
            "a walk over more items ends with an error, since it gets no page that begins after item 1,000"
        )
    }


@pytest.mark.parametrize("maximum", [{}, {"maximum": 2000}])
def test_another_limit_of_the_page_has_no_consequence(maximum: dict[str, Any]) -> None:
    before, after = (
        listed(number("page", **limits), number("page_size")) for limits in (maximum, {"minimum": 1, **maximum})
    )

    assert consequences(before, after) == {}


@pytest.mark.parametrize(
    ("name", "is_told"), [("cursor", True), ("pageToken", True), ("starting_after", True), ("after_date", False)]
)
def test_a_walk_does_not_follow_a_new_cursor(name: str, *, is_told: bool) -> None:
    """A list keeps its pager where Docker adds cursors to pages by index, as RFC 9865 does to SCIM."""
    by_index = [number("startAt"), number("count")]
    before, after = listed(*by_index), listed(*by_index, {"in": "query", "name": name, "schema": STRING})

    told = consequences(before, after)

    assert list(told.values()) == ["a walk does not follow it, but goes on by `start_at` as before"] * is_told


def test_the_report_and_the_changelog_name_the_consequence() -> None:
    before, after = listed(number("page"), number("page_size")), listed(number("page", maximum=9), number("page_size"))
    (change,) = compare(before, after)

    assert sentence(change) == (
        "`hub.things.list(page=)`: limits (at most 9): a walk over more pages ends with an error after page 9"
    )
    report = replace(NOTHING_NEW, changes=[change])
    assert "\n    so:     a walk over more pages ends with an error after page 9\n" in rendering.markdown(report)
    printed: Any = rendering.as_json(report)["changes"]
    assert printed[0]["consequence"] == change.consequence


def test_what_is_no_argument_of_a_list_has_no_consequence() -> None:
    changes: list[Change] = compare(edited(), edited(("THING get responses 404", None)))

    assert {change.consequence for change in changes} == {""}
