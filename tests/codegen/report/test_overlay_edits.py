"""Each action that does not fit is edited so that it does, or dropped, and the edits can be made in the files."""

from pathlib import Path
from typing import Any

from codegen.document import overlay
from codegen.document.overlay import Overlay
from codegen.report import moves, overlay_edits, rewrites, wording
from tests.codegen.report.small_overlay import DOCUMENT, OVERLAY, changed


def healed(
    folder: Path, document: dict[str, Any], *, before: dict[str, Any] = DOCUMENT, keep: bool = False
) -> overlay_edits.Healed:
    """Heal the overlay, make the edits in its files, and check that the files then make the same document."""
    found = overlay_edits.heal(overlay.load(folder), moves.find(before, document), keep=keep)
    rewrites.apply(found.edits, folder)
    again = overlay.apply(document, overlay.load(folder))
    assert again == found.document
    return found


def patched(found: overlay_edits.Healed) -> Any:
    return found.document


def reasons(found: overlay_edits.Healed) -> list[tuple[int, str, bool]]:
    return [(edit.action.line, edit.reason, edit.needs_check) for edit in found.edits]


def test_an_overlay_that_fits_is_left_alone(folder: Path) -> None:
    found = healed(folder, DOCUMENT)

    assert found.edits == []
    assert (folder / "schemas.yaml").read_text(encoding="utf-8") == OVERLAY


def test_a_repair_that_is_made_upstream_is_dropped(folder: Path) -> None:
    document = changed()
    for schema in document["components"]["schemas"].values():
        schema["properties"]["size"]["type"] = "integer"

    assert reasons(healed(folder, document)) == [(7, wording.DROP_DONE, False)]
    text = (folder / "schemas.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[4:7] == ["  # --- names ---", "", "  - target: $.components.schemas.tag"]


def test_a_number_of_places_is_corrected_if_all_are_as_expected(folder: Path) -> None:
    document = changed()
    document["components"]["schemas"]["layer"] = {"properties": {"size": {"type": "number"}}}

    found = healed(folder, document)

    assert reasons(found) == [(7, wording.RECOUNT, False)]
    assert patched(found)["components"]["schemas"]["layer"]["properties"]["size"] == {"type": "integer"}
    text = (folder / "schemas.yaml").read_text(encoding="utf-8")
    assert text == OVERLAY.replace("x-matches: 2", "x-matches: 3")


def test_places_that_are_as_expected_get_an_action_each_if_others_are_not(folder: Path) -> None:
    document = changed()
    document["components"]["schemas"]["layer"] = {"properties": {"size": {"type": "string"}}}

    found = healed(folder, document)

    assert reasons(found) == [(7, wording.NARROW, True)]
    assert patched(found)["components"]["schemas"]["layer"]["properties"]["size"] == {"type": "string"}
    assert [action.target for action in overlay.load(folder)[0].actions[:2]] == [
        "$.components.schemas.tag.properties.size",
        "$.components.schemas.image.properties.size",
    ]


def test_what_docker_changed_itself_is_left_to_its_words_and_the_rest_kept(folder: Path) -> None:
    document = changed()
    document["components"]["schemas"]["tag"]["properties"]["digest"] = {"type": "string", "description": "Docker's."}

    document["components"]["schemas"]["tag"]["properties"]["digest"]["maxLength"] = 71
    found = healed(folder, document)

    assert reasons(found) == [(18, wording.PRUNE, True)]
    tag = patched(found)["components"]["schemas"]["tag"]
    assert tag["required"] == ["name"]
    assert tag["properties"]["digest"]["description"] == "Docker's."
    (action,) = (edit.becomes[0] for edit in found.edits)
    assert (action.before, action.update) == ({"required": "absent"}, {"required": ["name"]})


def test_an_action_is_dropped_if_docker_changed_all_that_it_replaces(folder: Path) -> None:
    document = changed()
    for name in ("tag", "image"):
        document["components"]["schemas"][name]["properties"]["size"]["type"] = "string"

    assert reasons(healed(folder, document)) == [(7, wording.DROP_CHANGED, True)]


def test_a_repair_can_be_kept_against_what_docker_changed(folder: Path) -> None:
    document = changed()
    for name in ("tag", "image"):
        document["components"]["schemas"][name]["properties"]["size"]["type"] = "string"

    found = healed(folder, document, keep=True)

    assert reasons(found) == [(7, wording.ADAPT, False)]
    assert patched(found)["components"]["schemas"]["tag"]["properties"]["size"] == {"type": "integer"}


def test_what_stands_around_is_stated_anew(folder: Path) -> None:
    document = changed()
    document["paths"]["/tags"]["get"]["summary"] = "List all tags: the whole lot"

    found = healed(folder, document)

    assert reasons(found) == [(27, wording.ADAPT, False)]
    assert patched(found)["paths"]["/tags"]["get"]["operationId"] == "tags_list"


def test_a_target_follows_what_has_moved(folder: Path) -> None:
    document = changed()
    document["components"]["schemas"]["repository_tag"] = document["components"]["schemas"].pop("tag")

    found = healed(folder, document)

    assert reasons(found) == [(18, wording.RETARGET, True)]
    assert patched(found)["components"]["schemas"]["repository_tag"]["required"] == ["name"]
    assert patched(found)["paths"]["/tags"]["get"]["operationId"] == "tags_list"


def test_a_new_name_is_written_where_the_old_one_stands(folder: Path) -> None:
    document = changed()
    document["paths"]["/labels"] = document["paths"].pop("/tags")

    assert reasons(healed(folder, document)) == [(27, wording.RETARGET, True)]
    text = (folder / "schemas.yaml").read_text(encoding="utf-8")
    assert text == OVERLAY.replace("$.paths['/tags'].get", "$.paths['/labels'].get")


def test_what_an_action_writes_keeps_its_layout_when_what_it_refers_to_is_renamed(folder: Path) -> None:
    text = OVERLAY.replace("digest: {type: string}", 'digest:\n          $ref: "#/components/schemas/image"')
    (folder / "schemas.yaml").write_text(text, encoding="utf-8")
    document = changed()
    document["components"]["schemas"]["Image"] = document["components"]["schemas"].pop("image")

    assert reasons(healed(folder, document)) == [(18, wording.RENAME, False)]
    assert (folder / "schemas.yaml").read_text(encoding="utf-8") == text.replace("schemas/image", "schemas/Image")


def test_a_long_target_is_folded(folder: Path) -> None:
    paths = [f"/v2/{letter * 30}" for letter in "abcdef"]
    target = f"$.paths[{', '.join(repr(path) for path in paths)}]"
    action = f"  - target: {target}\n    description: It.\n    x-discrepancy: D4\n    x-matches: 6\n"
    (folder / "schemas.yaml").write_text(f"{OVERLAY}\n{action}    x-before: {{}}\n    update: {{x-a: 1}}\n", "utf-8")
    before, document = changed(), changed()
    before["paths"] |= {path: {"get": {}} for path in paths}
    document["paths"] |= {path: {"get": {}} for path in paths[:-1]}

    found = healed(folder, document, before=before)

    assert reasons(found) == [(33, wording.RECOUNT, False)]
    lines = (folder / "schemas.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[32] == "  - target: >-"
    assert max(map(len, lines)) <= 120


def test_an_action_whose_place_is_gone_is_dropped(folder: Path) -> None:
    document = changed()
    del document["paths"]["/tags"]

    assert reasons(healed(folder, document)) == [(27, wording.DROP_GONE, True)]


def test_what_builds_on_a_dropped_action_is_found_at_once(folder: Path) -> None:
    more = OVERLAY + (
        "\n  - target: $.components.schemas.tag.properties.digest\n    description: It says its kind.\n"
        "    x-discrepancy: D3\n    x-before: {type: string, format: absent}\n    update: {format: digest}\n"
    )
    (folder / "schemas.yaml").write_text(more, encoding="utf-8")
    document = changed()
    del document["components"]["schemas"]["tag"]
    document["components"]["schemas"]["more"] = {"properties": {"size": {"type": "number"}}}

    found = healed(folder, document)

    assert reasons(found) == [(18, wording.DROP_GONE, True), (33, wording.DROP_GONE, True)]


def test_a_file_may_lose_all_its_actions(folder: Path) -> None:
    found = healed(folder, {"paths": {}, "components": {"schemas": {}}})

    assert len(found.edits) == 3
    assert overlay.load(folder) == [Overlay(name="schemas", title="Things", actions=())]
