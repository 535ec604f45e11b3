"""A text that Docker and the overlay have changed is offered with both changes."""

from pathlib import Path
from typing import Any

import pytest

from codegen.document import overlay
from codegen.document.overlay import Action
from codegen.report import combined_texts, moves, overlay_edits, rendering, rewrites
from codegen.report.next_version import Proposal

LIST = "$.paths['/tags'].get"


def action(before: Any, update: Any, *, remove: bool = False) -> Action:
    return Action("overlay/descriptions.yaml", 2, LIST, "Evidence.", "D1", update, remove, 1, before)


def combined(former: str, current: str, written: str) -> str | None:
    was = action({"description": former}, {"description": written})
    comes_back = action({"description": current}, {"description": written})
    both = combined_texts.combine(was, [comes_back])
    assert all(each.before == comes_back.before for each in both)
    return both[0].update["description"] if both else None  # type: ignore[index, return-value, call-overload]


@pytest.mark.parametrize(
    ("former", "current", "written", "expected"),
    [
        ("List tags.\n", "List tags.\n\nOwners only.\n", "List tags.\n\nNewest first.\n",
         "List tags.\n\nOwners only.\n\nNewest first.\n"),
        ("A is. B is. C is.", "A is. B is. D is.", "A is. C is.", "A is. D is."),
        ("A is. B is. C is.", "A is. B is. C is. D is.", "A is. C is.", "A is. C is. D is."),
        ("A is. B is.", "A is. B was. C is.", "A is. X is. B is.", "A is. X is. B was. C is."),
        ("A is. B is.", "C is. A is.\nB is.", "Z is. A is. B is.", "C is. Z is. A is.\nB is."),
        ("A is.\n\nEnd.", "A is.  B is.\n\nEnd.", "A is.\n\nX is. Y is.\n\nEnd.",
         "A is.\n\nX is. Y is.\n\nB is.\n\nEnd."),
        ("A is. B is.", "A is. B was.", "A is. B may be.", None),
        ("A is.", "A is. B is.", "C is.", "C is. B is."),
        ("A is. B is.", "A is. B is. D is.", "C is.", "C is. D is."),
        ("A is.", "A was. B is.", "C is.", None),
        ("", "A is.", "C is.", None),
        ("A is. B is.", "C is.", "A is. X is. B is.", None),
        ("A is.", "A is. B is.", "A is. B is.", None),
        ("Any of:\n- a: A.\n- b: B.", "Any of:\n- a: A.\n- b: B.\n- c: C.", "One of them.", None),
        ("Any of:\n- a: A.", "Any of:\n- a: A.\n- b: B.", "Any of:\n- a: A.\n- x: X.",
         "Any of:\n- a: A.\n- b: B.\n- x: X."),
        ("Any of:\n- a: A.\n- b: B.", "Any of:\n- a: A.\n- b: B.\n- c: C.", "Any of:\n- b: B.",
         "Any of:\n- b: B.\n- c: C."),
    ],
)  # fmt: skip
def test_sentences_that_the_action_adds_or_leaves_out_apply_to_the_new_text(
    former: str, current: str, written: str, expected: str | None
) -> None:
    assert combined(former, current, written) == expected


def test_values_and_texts_without_a_former_text_stay() -> None:
    update = {"type": "string", "title": "Tag", "properties": {"a": {"description": "A. C."}}}
    before = {"type": "number", "title": "absent", "properties": {"a": {"description": "A."}}}
    now = {**before, "properties": {"a": {"description": "A. B."}}}

    (both,) = combined_texts.combine(action(before, update), [action(now, update)])

    assert both.update == {**update, "properties": {"a": {"description": "A. B. C."}}}
    assert combined_texts.combine(action(before, None, remove=True), [action(now, None, remove=True)]) == ()


def test_the_report_shows_the_text_that_keeps_both(tmp_path: Path) -> None:
    (tmp_path / "descriptions.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: Things, version: 1.0.0}\nactions:\n"
        f"  - target: {LIST}\n    description: Seen.\n    x-discrepancy: D1\n    x-matches: 1\n"
        "    x-before: {description: List tags.}\n    update:\n      description: List tags. Newest first.\n"
    )
    old: Any = {"paths": {"/tags": {"get": {"description": "List tags."}}}}
    new: Any = {"paths": {"/tags": {"get": {"description": "List tags. Owners only."}}}}
    (edit,) = overlay_edits.heal(overlay.load(tmp_path), moves.find(old, new)).edits
    rewrite = rewrites.rewrite(edit, tmp_path)

    report = rendering.Report("new.yaml", "0", (), (), (), [(edit, rewrite)], (), Proposal("1.0.0", "1.0.0", ""))

    (_, both) = rendering.markdown(report).split("    or:  ")
    assert 'description: "List tags. Owners only. Newest first."' in both
    assert 'x-before: {description: "List tags. Owners only."}' in both
    shown: Any = rendering.as_json(report)
    assert shown["edits"][0]["both"] == list(rewrite.combination)
