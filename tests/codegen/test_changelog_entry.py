"""The entry for the changelog is that of the working tree, however it was edited since the update."""

import json
import subprocess
from pathlib import Path

import pytest

from codegen import __main__ as command_line
from codegen.changelog_entry import entry_since
from codegen.errors import BuildError
from codegen.report import wording
from codegen.write.build import DOCUMENT, Layout
from tests.codegen.report.small_client import base

OVERLAY = "overlay: 1.0.0\ninfo: {title: Small, version: 1.0.0}\nactions:"


@pytest.fixture
def project(tmp_path: Path) -> Layout:
    """Make a repository whose only commit has a small document, an empty overlay and the patched document."""
    for folder in ("overlay", "generated", "spec"):
        (tmp_path / folder).mkdir()
    (tmp_path / "overlay" / "names.yaml").write_text(f"{OVERLAY} []\n", encoding="utf-8")
    (tmp_path / "generated" / DOCUMENT).write_text(json.dumps(base()), encoding="utf-8")
    (tmp_path / "spec" / "small.json").write_text(json.dumps(base()), encoding="utf-8")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    for command in (("init", "-q"), ("add", "."), (*identity, "commit", "-q", "-m", "First")):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
    return Layout(
        spec=tmp_path / "spec" / "small.json", overlays=tmp_path / "overlay", generated=tmp_path / "generated"
    )


def add_operation(layout: Layout) -> None:
    document = base()
    document["paths"]["/v2/stars"] = {"get": {"tags": ["stars"], "responses": {"204": {"description": "All."}}}}
    layout.spec.write_text(json.dumps(document), encoding="utf-8")


def test_the_entry_has_the_names_that_the_overlay_has_now(project: Layout) -> None:
    add_operation(project)
    first = entry_since("HEAD", project)
    (project.overlays / "names.yaml").write_text(
        f"{OVERLAY}\n  - target: $.paths['/v2/stars'].get\n    description: Its name.\n    x-discrepancy: names\n"
        "    x-matches: 1\n    x-before: {operationId: absent}\n    update: {operationId: stars_count}\n",
        encoding="utf-8",
    )

    assert "`hub.stars.get()`: operation added" in first
    assert "`hub.stars.count()`: operation added" in entry_since("HEAD", project)


def test_a_commit_that_git_does_not_have_is_refused(project: Layout) -> None:
    with pytest.raises(BuildError, match=rf"^git cannot show generated/{DOCUMENT} of v9\n"):
        entry_since("v9", project)


@pytest.mark.parametrize("changed", [False, True])
def test_the_command_prints_the_entry(changed: bool, project: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    if changed:
        add_operation(project)
    paths = ("--spec", project.spec, "--overlays", project.overlays, "--generated", project.generated)

    assert command_line.main(["changelog", *map(str, paths)]) == 0
    assert capsys.readouterr().out == f"{entry_since('HEAD', project) if changed else wording.NOTHING_CHANGES}\n"
