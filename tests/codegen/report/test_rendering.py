"""The report as people and machines read it."""

import json
from dataclasses import replace
from typing import cast

import attrs
import pytest

from codegen.document.overlay import Action
from codegen.report import rendering, wording, wording_of_additions, wording_of_remains
from codegen.report.changes import Change, Level
from codegen.report.document_differences import NOTHING, Difference
from codegen.report.incomplete_additions import Undescribed, Unnamed
from codegen.report.next_version import propose
from codegen.report.overlay_edits import Edit
from codegen.report.rendering import Report
from codegen.report.rewrites import Rewrite

NOTHING_NEW = Report(
    document="new.yaml", sha256="e3b0", changes=(), covered=(), without_effect=(), edits=(), unnamed=(),
    proposal=propose("0.1.0", ()),
)  # fmt: skip
GONE = Change(Level.BREAKING, ("Tag.size",), "field removed", "int", "", "$.components.schemas.tag.properties.size")
ACTION = Action(
    file="overlay/schemas.yaml", line=7, target="$.info", description="A fault.", discrepancy="D1", update={},
    remove=False, matches=2, before={},
)  # fmt: skip
EDIT = Edit(action=ACTION, becomes=(), reason="Drop it.", needs_check=True, expected="2 matches", actual="1: $.info")


def section(report: Report, title: str) -> str:
    """Return the lines of a section, without its title."""
    return (
        rendering.markdown(report)
        .partition(f"\n## {title}")[2]
        .partition("\n\n")[2]
        .partition("\n\n## ")[0]
        .rstrip("\n")
    )


def test_where_nothing_changes_the_report_says_so_and_the_version_stays() -> None:
    lines = rendering.markdown(NOTHING_NEW).splitlines()

    assert lines[:3] == ["# Docker Hub API: new.yaml", "", wording.NOTHING_CHANGES]
    assert section(NOTHING_NEW, wording.VERSION).startswith("0.1.0 stays: ")
    assert wording.CHANGELOG not in rendering.markdown(NOTHING_NEW)


def test_where_there_can_be_no_client_nothing_is_said_to_be_the_same() -> None:
    lines = rendering.markdown(replace(NOTHING_NEW, obstacle="the reason\n  more of it")).splitlines()

    assert lines[2:6] == [wording.NO_CLIENT, "", "    the reason", "      more of it"]
    assert wording.NOTHING_CHANGES not in lines
    assert f"## {wording.VERSION}" not in lines


@pytest.mark.parametrize(("other", "is_shown"), [("way", True), ("another way", False)])
def test_a_change_says_how_it_does_not_come_if_that_is_so_of_all_its_fields(other: str, *, is_shown: bool) -> None:
    first = Change(Level.CHANGED, ("Tag.a",), wording.REQUIRED, "no", "yes", "$.components.schemas.tag.properties.a")
    second = replace(first, names=("Tag.b",), location="$.components.schemas.tag.properties.b")
    report = replace(NOTHING_NEW, changes=(first, second), avoidable={first: "way", second: other})

    shown = section(report, wording.TITLES[Level.CHANGED]).splitlines()

    assert shown[0] == f"- Tag.a, Tag.b: {wording.REQUIRED}"
    assert ("    unless: way" in shown) is is_shown
    told = cast("list[dict[str, str]]", rendering.as_json(report)["changes"])
    assert [each["unless"] for each in told] == ["way", other]


def test_a_change_has_its_name_both_states_its_place_and_an_entry_of_the_changelog() -> None:
    report = replace(NOTHING_NEW, changes=(GONE,), proposal=propose("0.1.0", (GONE,)))

    assert section(report, wording.TITLES[Level.BREAKING]) == (
        "- Tag.size: field removed\n    before: int\n    after:  -\n"
        "    at:     $.components.schemas.tag.properties.size"
    )
    assert "- `Tag.size`: field removed (was int)" in section(report, wording.CHANGELOG)
    assert section(report, wording.VERSION).startswith("0.1.0 -> 0.2.0: ")


def test_of_very_many_places_the_first_are_listed_and_the_rest_counted() -> None:
    places = [Difference(("info", f"x-{number}"), NOTHING, number) for number in range(43)]

    listed = section(replace(NOTHING_NEW, without_effect=places), wording.WITHOUT_EFFECT).splitlines()

    assert listed[:3] == ["- $.info['x-0']", "    before: -", "    after:  0"]
    assert listed[-1] == f"- {wording.and_more(3)}"
    assert sum(line.startswith("- $") for line in listed) == 40


def test_of_an_enumeration_is_told_what_goes_and_comes() -> None:
    values = Change(Level.CHANGED, ("Tag.kind",), wording.VALUES, "a, b, c", "a, c, d", "$.kind")

    written = rendering.markdown(replace(NOTHING_NEW, changes=(values,)))

    assert "- Tag.kind: values\n    gone:   b\n    come:   d\n    at:     $.kind\n" in written
    assert "- `Tag.kind`: is no longer `b`, and may also be `d`" in written


def test_an_enumeration_that_begins_or_ends_has_both_states() -> None:
    values = Change(Level.BREAKING, ("Tag.kind",), wording.VALUES, "any", "a, c", "$.kind")

    assert "    before: any\n    after:  a, c\n" in rendering.markdown(replace(NOTHING_NEW, changes=(values,)))


def test_of_a_list_in_the_document_is_told_what_goes_and_comes() -> None:
    places = [Difference(("tags",), ["a", "b"], ["new", "a"])]

    assert "- $.tags\n    gone:   b\n    come:   new\n" in rendering.markdown(
        replace(NOTHING_NEW, without_effect=places)
    )


def test_an_edit_has_its_lines_before_and_after() -> None:
    rewrite = Rewrite(file="overlay/schemas.yaml", first=7, last=9, lines=("  - target: $.info",))

    report = rendering.markdown(replace(NOTHING_NEW, edits=[(EDIT, rewrite)]))

    assert f"- overlay/schemas.yaml:7 (D1){wording.JUDGE_MARK} $.info\n    expected: 2 matches\n" in report
    assert "    do:       Drop it.\n    lines:    7 to 9, which become\n\n```yaml\n  - target: $.info\n```" in report


@pytest.mark.parametrize(
    ("lines", "at_end", "place"),
    [((), True, "at the end of overlay/schemas.yaml"), ((), False, "in the place of these lines"),
     (("  - a",), True, "in the place of these lines")],
)  # fmt: skip
def test_an_action_that_may_come_back_is_shown_whole_with_its_place(
    lines: tuple[str, ...],
    at_end: bool,
    place: str,  # noqa: FBT001
) -> None:
    kept = ("  - target: $.info", f"    x-before: {'long ' * 100}")
    rewrite = Rewrite(file="overlay/schemas.yaml", first=7, last=9, lines=lines, restoration=kept)

    report = replace(NOTHING_NEW, edits=[(attrs.evolve(EDIT, restoration_fits_at_end=at_end), rewrite)])

    text = rendering.markdown(report)
    assert (
        f"    else:     {wording.keep_repair(place.removeprefix('at the end of ') if 'end' in place else '')}" in text
    )
    assert f" {place}:\n\n```yaml\n{kept[0]}\n{kept[1]}\n```" in text
    (entry,) = cast("list[dict[str, object]]", rendering.as_json(report)["edits"])
    assert entry["kept"] == list(kept)


@pytest.mark.parametrize(
    ("at_end", "place"), [(True, "at the end of overlay/schemas.yaml"), (False, "below these lines")]
)
def test_what_comes_back_beside_an_edit_has_its_place(at_end: bool, place: str) -> None:  # noqa: FBT001
    rewrite = Rewrite(file="overlay/schemas.yaml", first=7, last=9, lines=("  - a",), restoration=("  - b",))
    edit = attrs.evolve(EDIT, restoration_fits_at_end=at_end, restoration_is_addition=True)

    report = replace(NOTHING_NEW, edits=[(edit, rewrite)])

    text = rendering.markdown(report)
    assert (
        f"    else:     {wording_of_remains.restore_too('overlay/schemas.yaml' if at_end else '')}\n\n```yaml\n  - b\n"
        in text
    )
    assert place in text
    (entry,) = cast("list[dict[str, object]]", rendering.as_json(report)["edits"])
    assert entry["kept_beside"] is True


def test_a_description_that_counts_former_locations_is_asked_about() -> None:
    action = replace(ACTION, description="Two of them.")
    edit = attrs.evolve(EDIT, action=action, becomes=(replace(action, matches=1),))
    rewrite = Rewrite(file="overlay/schemas.yaml", first=7, last=9, lines=("  - a",))

    report = replace(NOTHING_NEW, edits=[(edit, rewrite)])

    question = wording_of_remains.stale_number("Two", 1)
    assert f"    do:       Drop it.\n    look:     {question}\n    lines: " in rendering.markdown(report)
    (entry,) = cast("list[dict[str, object]]", rendering.as_json(report)["edits"])
    assert entry["questions"] == [question]


def test_names_and_descriptions_that_are_missing_come_as_actions_to_paste() -> None:
    report = rendering.markdown(
        replace(
            NOTHING_NEW,
            unnamed=[Unnamed("GET", "/v2/stars", "stars.get")],
            undescribed=[Undescribed("hub.stars.get(size)", "$.paths['/v2/stars'].get.parameters[0]")],
        )
    )

    assert "  - target: $.paths['/v2/stars'].get\n" in report
    assert "    x-matches: 1\n    x-before: {operationId: absent}\n" in report
    assert "    update: {operationId: stars_get}\n" in report
    assert "  - target: $.paths['/v2/stars'].get.parameters[0]\n" in report
    assert "# hub.stars.get(size)\n" in report


def test_an_outcome_has_its_reason_its_details_and_numbered_steps() -> None:
    refused = replace(
        NOTHING_NEW, status="refused", reason="It fails.", details=("FAILED a",), next_steps=("Mend.", "Run.")
    )

    assert rendering.markdown(refused).endswith(
        f"## {wording.OUTCOME}: refused\n\nIt fails.\n    FAILED a\n\nNext:\n\n1. Mend.\n2. Run.\n"
    )


def test_machines_get_all_of_it_as_json() -> None:
    rewrite = Rewrite(file="overlay/schemas.yaml", first=7, last=9, lines=())
    report = replace(
        NOTHING_NEW,
        changes=(GONE,),
        covered=[Difference(("info", "title"), "A", "B")],
        edits=[(EDIT, rewrite)],
        unnamed=[Unnamed("GET", "/v2/stars", "stars.get")],
    )

    printed = json.loads(json.dumps(rendering.as_json(report)))

    assert printed["changes"][0] == {
        "level": "breaking", "names": ["Tag.size"], "what": "field removed", "before": "int", "after": "",
        "location": "$.components.schemas.tag.properties.size",
    }  # fmt: skip
    assert printed["covered"] == [{"location": "$.info.title", "before": "A", "after": "B"}]
    assert (printed["edits"][0]["first_line"], printed["edits"][0]["judge"]) == (7, True)
    assert printed["unnamed"] == [
        {"method": "GET", "path": "/v2/stars", "name": "stars.get", "operation_id": "", "better": ""}
    ]


def test_a_class_whose_name_is_taken_comes_with_the_action_that_gives_it_a_title() -> None:
    place = "paths/~1v2~1tags~1%7Btag%7D/get/responses/200/content/application~1json/schema/allOf/1"
    taken = f"#/{place}: the class is called Tag2, for Tag is taken: give it a title"

    written = rendering.markdown(replace(NOTHING_NEW, notices=[taken, "another"]))

    assert f"\n- {taken}; {wording_of_additions.TO_TITLE}\n" in written
    target = "$.paths['/v2/tags/{tag}'].get.responses['200'].content['application/json'].schema.allOf[1]"
    assert (
        f"```yaml\n  - target: {target}\n    description: {wording_of_additions.NO_NAME_OF_ITS_OWN}\n"
        "    x-discrepancy: names\n    x-matches: 1\n    x-before: {title: absent}\n"
        "    update: {title: Tag2}\n```\n\n- another\n"
    ) in written
