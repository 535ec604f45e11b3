"""Helpers for tests of an update: changed documents, and reports without an examination."""

from pathlib import Path

import pytest

from codegen import update
from codegen.document import overlay
from codegen.errors import BuildError
from codegen.report.changes import Change, Level
from codegen.report.incomplete_additions import Unnamed, Unscoped
from codegen.report.next_version import propose
from codegen.report.overlay_edits import Edit
from codegen.report.rendering import Report
from codegen.report.repeated_values import ChangedValues
from codegen.report.rewrites import rewrite
from codegen.report.table_columns import Unchosen
from codegen.report.unsent_keys import Unsent
from codegen.write import atomic_replace
from codegen.write.build import Layout
from tests.codegen import frozen

CURRENT = frozen.layout()


def changed(folder: Path, old: str, new: str) -> Path:
    text = CURRENT.spec.read_text(encoding="utf-8")
    assert old in text
    file = folder / "new.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


BREAKING = Change(
    level=Level.BREAKING, names=("Tag.full_size",), what="field removed", before="int", after="", location="$.paths"
)


def report(
    monkeypatch: pytest.MonkeyPatch,
    *changes: Change,
    edits: tuple[Edit, ...] = (),
    unnamed: tuple[Unnamed, ...] = (),
    unscoped: tuple[Unscoped, ...] = (),
    unsent: tuple[Unsent, ...] = (),
    unchosen: tuple[Unchosen, ...] = (),
    changed_values: tuple[ChangedValues, ...] = (),
    overlays: Path = CURRENT.overlays,
) -> None:
    def examine(new: Path, _: Layout) -> Report:
        return Report(
            document=new.name,
            sha256="",
            changes=changes,
            covered=(),
            without_effect=(),
            edits=[(edit, rewrite(edit, overlays)) for edit in edits],
            unnamed=unnamed,
            unscoped=unscoped,
            unsent=unsent,
            unchosen=unchosen,
            changed_values=changed_values,
            proposal=propose("0.1.0", changes),
        )

    monkeypatch.setattr(update, "examine", examine)


def everything(layout: Layout) -> dict[str, bytes]:
    return atomic_replace.files(layout.generated.parent)


def fail() -> None:
    raise BuildError("the quick tests fail with the new client", ["E  assert 1 == 2"])


def first_action(overlays: Path) -> Edit:
    (action, *_) = overlay.load(overlays)[0].actions
    return Edit(action=action, becomes=(), reason="It is needless.", needs_check=True)
