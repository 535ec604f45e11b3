"""What comes back of an action that is edited or dropped, for who finds Docker wrong."""

from pathlib import Path
from typing import Any

import pytest

from codegen.document import overlay
from codegen.document.overlay import Action, Overlay
from codegen.report import moves, overlay_edits, rewrites, wording
from codegen.report.overlay_edits import heal
from tests.codegen.report.small_document import ID, action
from tests.codegen.report.small_overlay import DOCUMENT, changed

LONG = "Docker's own words on the digest of a tag, which go on and on.\n" * 5


def with_repairs_kept(folder: Path, document: dict[str, Any]) -> tuple[overlay_edits.Healed, Any]:
    """Write the `restoration` of each edit, or else its lines; return the healed overlay and the patched document."""
    found = overlay_edits.heal(overlay.load(folder), moves.find(DOCUMENT, document))
    written = [rewrites.rewrite(edit, folder) for edit in found.edits]
    file = folder / "schemas.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    for each in sorted(written, key=lambda each: -each.first):
        lines[each.first - 1 : each.last] = each.restoration or each.lines
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return found, overlay.apply(document, overlay.load(folder))


def test_of_an_edit_to_judge_the_whole_action_is_shown_as_it_holds_against_docker(folder: Path) -> None:
    document = changed()
    document["components"]["schemas"]["tag"]["properties"]["digest"] = {"type": "integer", "description": LONG}

    found, repaired = with_repairs_kept(folder, document)

    ((edit,),) = (found.edits,)
    assert (edit.reason, edit.needs_check) == (wording.PRUNE, True)
    (kept,) = edit.restoration
    assert kept.before == {
        "required": "absent",
        "properties": {"digest": {"type": "integer", "description": LONG}},
    }
    assert kept.update == {"required": ["name"], "properties": {"digest": {"type": "string"}}}
    assert repaired["components"]["schemas"]["tag"]["properties"]["digest"]["type"] == "string"
    text = (folder / "schemas.yaml").read_text(encoding="utf-8")
    indent = " " * 12
    assert f"{indent[2:]}description: |\n{indent}Docker's own words on the digest" in text  # as the document has it


def test_an_action_that_goes_may_come_back_at_the_end_of_its_file(folder: Path) -> None:
    document = changed()
    for name in ("tag", "image"):
        document["components"]["schemas"][name]["properties"]["size"]["type"] = "string"

    found, repaired = with_repairs_kept(folder, document)

    assert [(edit.becomes, edit.restoration_fits_at_end, len(edit.restoration)) for edit in found.edits] == [
        ((), True, 1)
    ]
    assert repaired["components"]["schemas"]["image"]["properties"]["size"] == {"type": "integer"}


BUILT_ON = """\
overlay: 1.0.0
info: {title: Things, version: 1.0.0}
actions:
  - target: $.components.schemas.tag.required
    description: Recordings lack most of them.
    x-discrepancy: D1
    x-before: [name, size]
    remove: true

  - target: $.components.schemas.tag
    description: Only the name always comes.
    x-discrepancy: D1
    x-before: {required: absent}
    update: {required: [name]}

  - target: $.components.schemas.image.properties
    description: Images have a size in bytes.
    x-discrepancy: D2
    x-before: {bytes: absent}
    update: {bytes: {type: integer}}
"""


@pytest.mark.parametrize("required", [["name", "size", "digest"], ["size", "digest"]])
def test_an_action_that_builds_on_one_that_goes_goes_and_comes_back_with_it(folder: Path, required: list[str]) -> None:
    (folder / "schemas.yaml").write_text(BUILT_ON, encoding="utf-8")
    published, document = changed(), changed()
    published["components"]["schemas"]["tag"]["required"] = ["name", "size"]
    document["components"]["schemas"]["tag"]["required"] = required

    found = overlay_edits.heal(overlay.load(folder), moves.find(published, document))

    patched: Any = found.document
    assert [(edit.reason, edit.needs_check, edit.becomes) for edit in found.edits] == [
        (wording.DROP_CHANGED, True, ()),
        (wording.DROP_TOGETHER, True, ()),
    ]
    assert patched["components"]["schemas"]["tag"]["required"] == required
    assert [edit.restoration_fits_at_end for edit in found.edits] == [True, True]
    kept = [action for edit in found.edits for action in edit.restoration]
    back: Any = overlay.apply(found.document, [Overlay("schemas", "Things", tuple(kept))])
    assert back["components"]["schemas"]["tag"]["required"] == ["name"]


def test_of_what_docker_says_already_nothing_is_written_again(folder: Path) -> None:
    document = changed()
    document["components"]["schemas"]["tag"]["properties"]["digest"] = {"type": "string", "enum": ["a"]}
    file = folder / "schemas.yaml"
    text = file.read_text(encoding="utf-8").replace("{type: string}", "{type: string, enum: [a, b], maxLength: 9}")
    file.write_text(text, encoding="utf-8")

    (edit,) = overlay_edits.heal(overlay.load(folder), moves.find(DOCUMENT, document)).edits

    assert [action.update for action in edit.restoration] == [
        {"required": ["name"], "properties": {"digest": {"enum": ["b"], "maxLength": 9}}}
    ]


def test_nothing_comes_back_where_docker_has_taken_it_away(folder: Path) -> None:
    document = changed()
    del document["components"]["schemas"]["tag"]

    found = overlay_edits.heal(overlay.load(folder), moves.find(DOCUMENT, document))

    assert [edit.restoration for edit in found.edits if edit.reason == wording.DROP_GONE] == [()]


def test_a_described_part_that_is_gone_is_left_out_and_nothing_comes_back(folder: Path) -> None:
    words: dict[str, Any] = {"name": {"description": "Its name."}, "size": {"description": "Its size."}}
    described = Action(
        file="overlay/schemas.yaml", line=7, target="$.components.schemas.tag", description="Without words.",
        discrepancy="descriptions", update={"properties": words}, remove=False, matches=1,
        before={"properties": {key: {"description": "absent"} for key in words}},
    )  # fmt: skip
    document = changed()
    del document["components"]["schemas"]["tag"]["properties"]["size"]

    (edit,) = heal([Overlay(name="schemas", title="Small", actions=(described,))], moves.find(DOCUMENT, document)).edits

    (left,) = edit.becomes
    assert (edit.reason, edit.needs_check, edit.restoration) == (wording.LEAVE_OUT, True, ())
    assert left.update == {"properties": {"name": words["name"]}}


def test_a_parameter_that_docker_declares_with_the_new_name_of_its_path_is_left_to_it() -> None:
    old, new = ({"summary": "Get"}, {"parameters": [{**ID, "name": "tag"}], "get": {"summary": "Get"}})
    published: Any = {"paths": {"/tags/{id}": {"get": old}}}
    document: Any = {"paths": {"/tags/{tag}": new}}
    declaring = action("$.paths['/tags/{id}']", before={"parameters": "absent"}, update={"parameters": [ID]})

    (edit,) = heal([Overlay("a", "A", (declaring,))], moves.find(published, document)).edits

    assert (edit.becomes, edit.restoration, edit.needs_check) == ((), (), False)


def test_texts_of_several_lines_are_shown_as_lines_where_a_shorter_text_was_on_one(tmp_path: Path) -> None:
    (tmp_path / "schemas.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: Things, version: 1.0.0}\nactions:\n"
        "  - target: $.paths['/tags'].get\n    description: Seen.\n    x-discrepancy: D1\n"
        '    x-before: {summary: "List\\n\\ntags.\\n"}\n    update: {summary: Tags.}\n',
        encoding="utf-8",
    )
    published, document = changed(), changed()
    published["paths"]["/tags"]["get"]["summary"] = "List\n\ntags.\n"
    document["paths"]["/tags"]["get"]["summary"] = "\n\n".join(["List the tags of a repository."] * 5) + "\n"

    (edit,) = overlay_edits.heal(overlay.load(tmp_path), moves.find(published, document)).edits

    shown = rewrites.rewrite(edit, tmp_path).restoration
    assert "      summary: |" in shown
    assert shown.count("        List the tags of a repository.") == 5
