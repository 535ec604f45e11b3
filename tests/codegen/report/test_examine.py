"""A new document against the present one: the client that will be, and what has to be edited in the overlay."""

import json
import shutil
from pathlib import Path
from typing import Any

import attrs
import pytest

from codegen.document import load, overlay
from codegen.errors import BuildError
from codegen.report import text, wording
from codegen.report.examine import examine
from codegen.write import build
from codegen.write.build import Layout

CURRENT = Layout()
pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Layout:
    """A copy of what is read; the overlays may be edited."""
    (tmp_path / "generated").mkdir()
    shutil.copy(CURRENT.generated / build.DOCUMENT, tmp_path / "generated")
    shutil.copytree(CURRENT.overlays, tmp_path / "overlay")
    return attrs.evolve(CURRENT, generated=tmp_path / "generated", overlays=tmp_path / "overlay")


def changed(folder: Path, old: str, new: str) -> Path:
    spec = CURRENT.spec.read_text(encoding="utf-8")
    assert old in spec
    file = folder / "new.yaml"
    file.write_text(spec.replace(old, new), encoding="utf-8")
    return file


def add_action(layout: Layout, file: str, action: str) -> int:
    """Add an action to a file of the overlay, and return its line."""
    path = layout.overlays / file
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "", action]), encoding="utf-8")
    return len(lines) + 2


def test_the_same_document_changes_nothing(project: Layout) -> None:
    report = examine(CURRENT.spec, project)

    assert (report.changes, report.covered, report.without_effect, report.edits) == ([], [], [], [])
    assert wording.NOTHING_CHANGES in text.text(report)


def test_what_is_compared_is_the_present_client_however_the_overlay_was_edited_since(project: Layout) -> None:
    names = project.overlays / "names.yaml"
    before = names.read_text(encoding="utf-8")
    names.write_text(before.replace("{title: TagImage}", "{title: Picture}"), encoding="utf-8")

    report = examine(CURRENT.spec, project)

    assert [change.names for change in report.changes if change.what == "model renamed"] == [("TagImage",)]

    (project.generated / build.DOCUMENT).unlink()

    assert examine(CURRENT.spec, project).changes == []


def test_the_action_that_names_an_operation_can_be_pasted(project: Layout, tmp_path: Path) -> None:
    operation = "\npaths:\n  /v2/stars:\n    get: {tags: [stars], responses: {200: {description: All.}}}\n"
    new = changed(tmp_path, "\npaths:\n", operation)
    report = examine(new, project)
    action = text.text(report).partition("```yaml\n")[2].partition("```")[0]

    add_action(project, "names.yaml", action.replace("stars_get", "stars_count"))

    assert [each.name for each in report.unnamed] == ["stars.get"]
    again = examine(new, project)
    assert (again.unnamed, again.edits) == ([], [])
    assert [change.names for change in again.changes] == [("hub.stars",), ("hub.stars.count()",)]


def test_a_package_without_a_version_is_refused(project: Layout, tmp_path: Path) -> None:
    (tmp_path / "_version.py").write_text("__version__ = None\n", encoding="utf-8")

    with pytest.raises(BuildError, match=r"^_version\.py states no version$"):
        examine(CURRENT.spec, attrs.evolve(project, version=tmp_path / "_version.py"))


def test_an_action_that_became_needless_is_told_with_its_lines(project: Layout, tmp_path: Path) -> None:
    """By the action that says that a document takes organization tokens; then the document says so, in its own way."""
    target = "$.paths['/v2/scim/2.0/Users'].get"
    line = add_action(
        project,
        "operations.yaml",
        f"  - target: {target}\n    description: The service takes them.\n    x-discrepancy: Sc\n"
        "    x-before: {x-organization-token: absent}\n    update: {x-organization-token: true}\n",
    )
    present = overlay.apply(load.load(CURRENT.spec), overlay.load(project.overlays))
    (project.generated / build.DOCUMENT).write_text(json.dumps(present), encoding="utf-8")
    document: Any = load.load(CURRENT.spec)
    document["paths"]["/v2/scim/2.0/Users"]["get"]["description"] += '\n<span class="oat"></span>'
    new = tmp_path / "new.yaml"
    new.write_text(json.dumps(document), encoding="utf-8")

    report = examine(new, project)

    needless = [(edit.action.target, rewrite.first) for edit, rewrite in report.edits if not edit.becomes]
    assert needless == [(target, line)]
    assert report.changes == []
