"""Edits of the overlay are written where they stand: what they do not change stays as it was, line by line."""

import dataclasses
import difflib
import shutil
from collections.abc import Iterator
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
    """Make a folder with a copy of one file of the overlay."""
    folder = tmp_path / "overlay"
    folder.mkdir()
    shutil.copy(file, folder)
    return folder


def actions(folder: Path) -> list[Action]:
    return [dataclasses.replace(action, line=0) for each in overlay.load(folder) for action in each.actions]


def edit(action: Action, *becomes: Action) -> Edit:
    return Edit(action=action, becomes=becomes, reason="a reason", needs_check=False)


def apply(folder: Path, become: Any) -> tuple[list[Action], list[Action]]:
    """Make an edit of each action in its file; return the expected actions, and those in the file."""
    (before,) = overlay.load(folder)
    edits = [edit(action, *become(action)) for action in before.actions]
    rewrites.apply(edits, folder)
    expected = [dataclasses.replace(other, line=0) for edit in edits for other in edit.becomes]
    return expected, actions(folder)


def another(value: Any) -> Any:
    """Copy a value with changed texts, and without the last key of each mapping of several keys."""
    if isinstance(value, str):
        return f"{value}, changed: # 'so'"
    if isinstance(value, dict):
        kept = list(value)[: max(1, len(value) - 1)]
        return {key: another(value[key]) for key in kept}
    return [another(item) for item in value] if isinstance(value, list) else value


@pytest.mark.unmeasured
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


@pytest.mark.unmeasured
@each_file
def test_an_action_in_the_place_of_which_two_come_is_written_twice(folder: Path) -> None:
    expected, written = apply(folder, lambda action: (action, dataclasses.replace(action, target="$.info")))

    assert written == expected


@pytest.mark.unmeasured
@each_file
def test_an_edit_of_nothing_leaves_every_line_as_it_is(file: Path, folder: Path) -> None:
    apply(folder, lambda action: (action,))

    assert (folder / file.name).read_text(encoding="utf-8") == file.read_text(encoding="utf-8")


def test_added_actions_keep_their_order(tmp_path: Path) -> None:
    file = tmp_path / "overlay" / "names.yaml"
    file.parent.mkdir()
    file.write_text("overlay: 1.0.0\ninfo: {title: Names, version: 1.0.0}\nactions: []\n", encoding="utf-8")
    added = [
        Action("overlay/names.yaml", 0, f"$.{name}", "A name.", "names", {"title": name}, False, 1, {})  # noqa: FBT003
        for name in ("first", "second", "third")
    ]

    rewrites.apply(
        [Edit(action=each, becomes=(each,), reason="a reason", needs_check=True, is_new=True) for each in added],
        file.parent,
    )

    assert [action.target for action in actions(file.parent)] == ["$.first", "$.second", "$.third"]


@pytest.mark.unmeasured
@each_file
def test_a_file_without_any_action_is_still_an_overlay(folder: Path) -> None:
    _, written = apply(folder, lambda _: ())

    assert written == []


SECTIONS = """\
# Things.
overlay: 1.0.0
info: {title: Things, version: 1.0.0}
actions:
  # --- first ---

  - {target: $.a, description: A., x-discrepancy: D1, x-before: {}, update: {b: 1}}

  # --- second,
  # in two lines ---

  # about b,
  # in two lines
  - target: $.b
    description: B.
    x-discrepancy: D1
    x-before: {}
    update:
      c: 1
      # at the end of b

  # about the next
  - {target: $.c, description: C., x-discrepancy: D1, x-before: {}, update: {c: 1}}

  # --- third ---

  - {target: $.d, description: D., x-discrepancy: D1, x-before: {}, update: {c: 1}}
"""


@pytest.mark.parametrize(
    ("dropped", "left"),
    [
        ("a", ["second,", "in two lines", "about b,", "in two lines", "at the end of b", "about the next", "third"]),
        ("b", ["first", "second,", "in two lines", "about the next", "third"]),
        ("c", ["first", "second,", "in two lines", "about b,", "in two lines", "at the end of b", "third"]),
        ("bc", ["first", "third"]),
        ("bcd", ["first"]),
        ("abcd", []),
    ],
)
def test_a_heading_goes_with_its_last_action_and_another_comment_with_its_own(
    dropped: str, left: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "things.yaml"
    file.write_text(SECTIONS, encoding="utf-8")
    ((*found,),) = (each.actions for each in overlay.load(tmp_path))
    gone = [action for action in found if action.target[-1] in dropped]

    rewrites.apply([edit(action) for action in gone], tmp_path)

    text = file.read_text(encoding="utf-8")
    comments = [line.strip(" #-") for line in text.splitlines()[1:] if line.lstrip().startswith("#")]
    assert comments == left
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    (after,) = overlay.load(tmp_path)
    assert [action.target[-1] for action in after.actions] == [each for each in "abcd" if each not in dropped]


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

    rewrites.apply([edit(action, dataclasses.replace(action, update=update))], tmp_path)

    assert overlay.load(tmp_path)[0].actions[0].update == update
    expected = before.replace("'Tag'", '"Label"').replace("\n      x-notes: gone", "")
    assert file.read_text(encoding="utf-8") == expected


def edited(folder: Path, text: str, update: Any) -> str:
    """Replace the `update` of an action in a file, and return its new text."""
    head = "overlay: 1.0.0\ninfo: {title: Schemas, version: 1.0.0}\nactions:\n  - target: $.a\n    description: It.\n"
    file = folder / "schemas.yaml"
    file.write_text(f"{head}    x-discrepancy: D1\n    x-before: {{}}\n{text}", encoding="utf-8")
    ((action,),) = (each.actions for each in overlay.load(folder))
    other = dataclasses.replace(action, update=update)

    rewrites.apply([edit(action, other)], folder)

    ((written,),) = (each.actions for each in overlay.load(folder))
    assert written.update == update
    return file.read_text(encoding="utf-8").partition("x-before: {}\n")[2]


TAGS = """\
    update:
      tags:
        # the first
        - name: users
          description: |
            Who is
            logged in.
        # the second
        - name: search   # it finds
          x-groups: [a, b,   c]
          description: |
            Finds.
        # the third
        - {name: hooks,   description: Calls.}
"""


def tag(name: str, **more: Any) -> dict[str, Any]:
    texts = {"users": "Who is\nlogged in.\n", "search": "Finds.\n", "hooks": "Calls."}
    groups = {"x-groups": ["a", "b", "c"]} if name == "search" else {}
    return {"name": name, **groups, "description": texts[name], **more}


@pytest.mark.parametrize(
    ("tags", "gone"),
    [
        ([tag("search"), tag("hooks")], slice(2, 7)),
        ([tag("users"), tag("hooks")], slice(7, 12)),
        ([tag("users"), tag("search")], slice(12, 14)),
        ([tag("users")], slice(7, 14)),
    ],
)
def test_an_item_goes_with_its_comment_and_no_other_line_changes(tags: list[Any], gone: slice, tmp_path: Path) -> None:
    lines = TAGS.splitlines(keepends=True)
    del lines[gone]

    assert edited(tmp_path, TAGS, {"tags": tags}) == "".join(lines)


@pytest.mark.parametrize(
    ("tags", "old", "new"),
    [
        ([tag("users"), tag("search", description="Finds it.\nAll.\n"), tag("hooks")],
         "            Finds.\n", "            Finds it.\n            All.\n"),
        ([tag("users"), {**tag("search"), "x-groups": ["a", "c"]}, tag("hooks")], "[a, b,   c]", "[a, c]"),
        ([tag("users"), {**tag("search"), "x-groups": ["a", "b"]}, tag("hooks")], "[a, b,   c]", "[a, b]"),
        ([tag("users"), {**tag("search"), "x-groups": ["a", "b", "c", "d"]}, tag("hooks")], ",   c]", ",   c, d]"),
        ([tag("users"), {**tag("search"), "x-groups": ["o", "a", "b", "c"]}, tag("hooks")], "[a,", "[o, a,"),
        ([tag("users", internal=True), tag("search"), tag("hooks")],
         "logged in.\n", "logged in.\n          internal: true\n"),
        ([tag("users"), tag("search"), tag("hooks", internal=True)], "Calls.}", "Calls., internal: true}"),
        ([{"name": "new", "description": "1.\n2.\n"}, tag("users"), tag("search"), tag("hooks")],
         "      tags:\n", f"      tags:\n        - name: new\n          description: |\n{' ' * 12}1.\n{' ' * 12}2.\n"),
        ([tag("users"), tag("search"), tag("hooks"), {"name": "new"}], "Calls.}\n", "Calls.}\n        - name: new\n"),
        ([tag("users"), {key: value for key, value in tag("search").items() if key != "x-groups"}, tag("hooks")],
         "          x-groups: [a, b,   c]\n", ""),
        ([tag("users"), tag("search"), {"name": "hooks"}], "name: hooks,   description: Calls.", "name: hooks"),
        ([tag("users"), tag("search"), {"description": "Calls."}], "name: hooks,   description", "description"),
    ],
)  # fmt: skip
def test_only_the_lines_concerned_change(tags: list[Any], old: str, new: str, tmp_path: Path) -> None:
    assert old in TAGS

    assert edited(tmp_path, TAGS, {"tags": tags}) == TAGS.replace(old, new)


def test_what_is_wholly_different_is_written_in_the_style_of_the_old(tmp_path: Path) -> None:
    written = edited(tmp_path, TAGS, {"properties": {"a": {"type": "string", "description": "One.\nTwo.\n"}}})

    assert written == (
        "    update:\n      properties:\n        a:\n          type: string\n          description: |\n"
        "            One.\n            Two.\n"
    )


@pytest.mark.slow
@each_file
def test_each_item_of_each_list_may_go_without_a_change_elsewhere(file: Path, folder: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    for action in overlay.load(folder)[0].actions:
        for update in shortened(action.update):
            rewrite = rewrites.rewrite(edit(action, dataclasses.replace(action, update=update)), folder)
            before = lines[rewrite.first - 1 : rewrite.last]
            steps = difflib.SequenceMatcher(None, before, rewrite.lines, autojunk=False).get_opcodes()
            written = [line for kind, *_, start, end in steps if kind != "equal" for line in rewrite.lines[start:end]]
            assert len(written) <= 1
            assert all("[" in line or line.endswith("]") for line in written)


def shortened(value: Any) -> Iterator[Any]:
    """Yield copies of a value, each without another item of one of its lists of several items."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ({**value, key: other} for other in shortened(inner))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from ([*value[:index], other, *value[index + 1 :]] for other in shortened(item))
            if len(value) > 1:
                yield [*value[:index], *value[index + 1 :]]
