"""No description refers to an action that is gone, nor says what is no longer so."""

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import attrs
import pytest

from codegen.document import overlay
from codegen.document.load import JSON
from codegen.document.overlay import Action
from codegen.report import evidence, moves, overlay_edits, rewrites, wording, wording_of_remains

PUBLISHED: dict[str, Any] = {
    "paths": {},
    "components": {"schemas": {"tag": {"properties": {"images": {"type": "object", "$ref": "#/x"}, "size": {}}}}},
}
OVERLAY = """\
overlay: 1.0.0
info: {title: Things, version: 1.0.0}
actions:
  - target: $.components.schemas.tag.properties.images['$ref']
    description: >-
      The images are an array; every tag that anybody has recorded fails the schema as it was published (docs #7, #8;
      tracker 7).
    x-discrepancy: D1
    x-before: "#/x"
    remove: true

  - target: $.components.schemas.tag.properties.images
    description: Without the reference, the array takes its place (evidence as above).
    x-discrepancy: D1
    x-before: {type: object, items: absent}
    update: {type: array, description: One for each platform., items: {$ref: "#/x"}}

  - target: $.components.schemas.tag.properties.size
    description: The size that was removed above.
    x-discrepancy: D1
    x-before: {minimum: absent}
    update: {minimum: 0}
"""
EVIDENCE = (
    " The images are an array; every tag that anybody has recorded fails the schema as it was published (docs #7, #8; "
    "tracker 7)."
)


def descriptions(folder: Path, document: dict[str, Any]) -> list[str]:
    """Heal the overlay, make the edits in its file, and return the descriptions of the actions in the file."""
    (folder / "schemas.yaml").write_text(OVERLAY, encoding="utf-8")
    before = overlay.load(folder)
    found = evidence.keep_evidence(before, overlay_edits.heal(before, moves.find(PUBLISHED, document)))
    rewrites.apply(found.edits, folder)
    (after,) = overlay.load(folder)
    assert max(map(len, (folder / "schemas.yaml").read_text(encoding="utf-8").splitlines())) <= 120
    (kept,) = found.overlays
    assert [action.description for action in kept.actions] == [action.description for action in after.actions]
    return [action.description for action in after.actions]


def test_what_docker_repaired_leaves_words_and_evidence_behind(tmp_path: Path) -> None:
    document = copy.deepcopy(PUBLISHED)
    document["components"]["schemas"]["tag"]["properties"]["images"] = {"type": "array", "items": {"$ref": "#/x"}}

    words, referring = descriptions(tmp_path, document)

    assert words.startswith(wording_of_remains.WORDS_ONLY)
    assert words.endswith(EVIDENCE)
    assert referring.startswith("The size that was removed by an action that is gone. ")
    assert referring.endswith(EVIDENCE)


def test_what_is_still_there_is_still_referred_to(tmp_path: Path) -> None:
    document = copy.deepcopy(PUBLISHED)
    document["components"]["schemas"]["tag"]["properties"]["images"]["type"] = "object"
    (tmp_path / "schemas.yaml").write_text(OVERLAY, encoding="utf-8")

    assert descriptions(tmp_path, document) == [action.description for action in overlay.load(tmp_path)[0].actions]


def test_words_are_called_so_once() -> None:
    once = wording_of_remains.words_only("The images are an array.")

    assert wording_of_remains.words_only(once) == once


@pytest.mark.parametrize(
    ("description", "matches", "counts", "asked"),
    [
        ("Whole numbers, but ten of them would be read as 10.0.", 10, [9], ["ten"]),
        ("Ten of the 10 are wrong.", 10, [4, 4], ["Ten", "10"]),
        ("All 10,000 or 10.0 or 110.", 10, [9], []),
        ("Ten of them.", 10, [5, 5], []),
        ("Ten of them.", 10, [], []),
        ("All 21 of them.", 21, [20], ["21"]),
    ],
)
def test_a_number_of_locations_in_words_is_asked_about(
    description: str, matches: int, counts: list[int], asked: list[str]
) -> None:
    action = Action("overlay/a.yaml", 1, "$.a", description, "D1", {"b": 1}, False, matches, {})  # noqa: FBT003
    becomes = tuple(replace(action, matches=count) for count in counts)
    edit = overlay_edits.Edit(action=action, becomes=becomes, reason=wording.DONE_IN_PART, needs_check=False)

    expected = [wording_of_remains.stale_number(number, sum(counts)) for number in asked]

    assert list(evidence.stale_numbers(edit)) == expected


@pytest.mark.parametrize(
    ("description", "written", "asked"),
    [
        ("These two parameters.", [{"name": "a"}], [("two", 1)]),
        ("These two parameters.", [{"name": "a"}, {"name": "b", "type": "c"}], []),
        ("This parameter.", [{"name": "a"}], []),
        ("Two of them.", {}, [("Two", 0)]),
    ],
)
def test_a_number_of_what_an_action_writes_is_asked_about(
    description: str, written: Any, asked: list[tuple[str, int]]
) -> None:
    both: Any = {"parameters": [{"name": "a"}, {"name": "b"}], "x": {"a": 1, "b": 2}}
    action = Action("overlay/a.yaml", 1, "$.a", description, "D1", both, False, 1, {})  # noqa: FBT003
    narrowed = replace(action, update={"parameters": written, "x": {"a": 1}})
    edit = overlay_edits.Edit(action=action, becomes=(narrowed,), reason=wording.DOCUMENTED, needs_check=True)

    assert list(evidence.stale_numbers(edit)) == [
        wording_of_remains.stale_number_of_parts(number, count) for number, count in asked
    ]


@pytest.mark.parametrize(("description", "now"), [("All, but {} of them.", "one"), ("The {} are wrong.", "two")])
def test_a_number_of_them_is_the_number_of_locations_that_there_are(description: str, now: str) -> None:
    target = "$.components.schemas.tag.properties[?@.type == 'number']"
    numbers: Any = {"a": {"type": "number"}, "b": {"type": "number"}}
    document: Any = {"paths": {}, "components": {"schemas": {"tag": {"properties": numbers}}}}
    written = description.format("two")
    action = Action("overlay/a.yaml", 1, target, written, "D1", {"type": "integer"}, False, 2, {"type": "number"})  # noqa: FBT003
    present = [overlay.Overlay("a", "A", (action,))]
    new = copy.deepcopy(document)
    new["components"]["schemas"]["tag"]["properties"]["b"]["type"] = "integer"

    after = evidence.keep_evidence(present, overlay_edits.heal(present, moves.find(document, new)))

    (edit,) = after.edits
    assert [each.description for each in edit.becomes] == [description.format(now)]
    assert after.overlays[0].actions == edit.becomes


def test_words_of_a_text_that_comes_back_are_asked_about_where_docker_lacks_them_now() -> None:
    former: JSON = {"description": "Order by `name`, `age` or `size`."}
    action = Action("overlay/a.yaml", 1, "$.a", "", "D1", {"description": "`age`, `name` or `ours`"}, False, 1, former)  # noqa: FBT003
    kept = replace(action, before={"description": "Order by `name`."})
    edit = overlay_edits.Edit(
        action=action, becomes=(), reason=wording.DROP_CHANGED, needs_check=True, restoration=(kept,)
    )

    assert list(evidence.stale_words(edit)) == [wording_of_remains.stale_word("age")]
    assert list(evidence.stale_words(attrs.evolve(edit, restoration=()))) == []
