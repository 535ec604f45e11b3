"""Edits of the overlay are written where they stand: what they do not change stays as it was, line by line."""

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import pytest

from codegen.document import overlay
from codegen.document.overlay import Action
from codegen.report import rewrites
from codegen.report.overlay_edits import Edit
from codegen.write.build import Layout

FILES = sorted(Layout().overlays.glob("*.yaml"))
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@pytest.fixture
def folder(file: Path, tmp_path: Path) -> Path:
    """A folder with one of our overlays, by its own name."""
    folder = tmp_path / "overlay"
    folder.mkdir()
    shutil.copy(file, folder)
    return folder


def actions(folder: Path) -> list[Action]:
    return [dataclasses.replace(action, line=0) for each in overlay.load(folder) for action in each.actions]


def apply(folder: Path, become: Any) -> tuple[list[Action], list[Action]]:
    """Make an edit of each action; gives what shall stand in the files then, and what does."""
    (before,) = overlay.load(folder)
    edits = [Edit(action=action, becomes=become(action), reason="a reason", judge=False) for action in before.actions]
    rewrites.apply(edits, folder)
    expected = [dataclasses.replace(other, line=0) for edit in edits for other in edit.becomes]
    return expected, actions(folder)


def another(value: Any) -> Any:
    """A value with another text in each place, and without the last of several keys."""
    if isinstance(value, str):
        return f"{value}, changed: # 'so'"
    if isinstance(value, dict):
        kept = list(value)[: max(1, len(value) - 1)]
        return {key: another(value[key]) for key in kept}
    return [another(item) for item in value] if isinstance(value, list) else value


@each_file
def test_another_target_is_written_in_the_place_of_the_old_one(folder: Path) -> None:
    expected, written = apply(folder, lambda action: (dataclasses.replace(action, target=f"{action.target}['new']"),))

    assert written == expected


@pytest.mark.heavy
@each_file
def test_other_values_are_written_whatever_they_hold(folder: Path) -> None:
    expected, written = apply(
        folder,
        lambda action: (
            dataclasses.replace(action, matches=7, before=another(action.before), update=another(action.update)),
        ),
    )

    assert written == expected


@pytest.mark.parametrize("file", FILES[:1], ids=lambda file: file.stem)
def test_a_number_of_matches_is_written_where_none_was(file: Path, folder: Path) -> None:
    overlay_file = folder / file.name
    lines = overlay_file.read_text(encoding="utf-8").splitlines(keepends=True)
    overlay_file.write_text("".join(line for line in lines if "x-matches: 1\n" not in line), encoding="utf-8")

    expected, written = apply(folder, lambda action: (dataclasses.replace(action, matches=7),))

    assert written == expected


@each_file
def test_an_action_in_the_place_of_which_two_come_is_written_twice(folder: Path) -> None:
    expected, written = apply(folder, lambda action: (action, dataclasses.replace(action, target="$.info")))

    assert written == expected


@each_file
def test_an_edit_of_nothing_leaves_every_line_as_it_is(file: Path, folder: Path) -> None:
    apply(folder, lambda action: (action,))

    assert (folder / file.name).read_text(encoding="utf-8") == file.read_text(encoding="utf-8")


@each_file
def test_a_file_without_any_action_is_still_an_overlay(folder: Path) -> None:
    _, written = apply(folder, lambda _: ())

    assert written == []


def test_what_stays_of_a_value_keeps_its_words_and_comments(tmp_path: Path) -> None:
    file = tmp_path / "schemas.yaml"
    file.write_text(
        """\
overlay: 1.0.0
info: {title: Schemas, version: 1.0.0}
actions:
  - target: $.components.schemas.tag
    description: Sizes.
    x-discrepancy: D1
    x-before: {}
    update:
      # in this order
      required: [name,   size]
      properties: {size: {type: integer}}
      title: 'Tag'
      x-notes: gone
""",
        encoding="utf-8",
    )
    before = file.read_text(encoding="utf-8")
    ((action,),) = (each.actions for each in overlay.load(tmp_path))
    assert isinstance(action.update, dict)
    update = {**action.update, "title": "Label"}
    del update["x-notes"]

    rewrites.apply(
        [Edit(action=action, becomes=(dataclasses.replace(action, update=update),), reason="a reason", judge=False)],
        tmp_path,
    )

    assert overlay.load(tmp_path)[0].actions[0].update == update
    expected = before.replace("'Tag'", '"Label"').replace("\n      x-notes: gone", "")
    assert file.read_text(encoding="utf-8") == expected
