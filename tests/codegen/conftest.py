"""Builds for tests: copies of the document and the overlays that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import codegen.__main__
import codegen.check
from codegen.write import discrepancies
from codegen.write.build import Layout, build_tree


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A copy of everything the build reads, and a finished tree in the place that it owns."""
    published = Layout()
    copy = Layout(
        spec=tmp_path / "spec" / "docker-hub.yaml",
        overlays=tmp_path / "overlay",
        generated=tmp_path / "generated",
    )
    shutil.copytree(published.spec.parent, copy.spec.parent)
    shutil.copytree(published.overlays, copy.overlays)
    shutil.copytree(published.generated, copy.generated, ignore=shutil.ignore_patterns("__pycache__"))
    discrepancies.write(copy.overlays, copy.discrepancies)
    return copy


@pytest.fixture
def edit(layout: Layout) -> Callable[[str, str], None]:
    """Replaces the first occurrence of a text in the copy of the document."""

    def replace(old: str, new: str) -> None:
        text = layout.spec.read_text(encoding="utf-8")
        assert old in text
        layout.spec.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the build makes of the vendored document; look, do not touch."""
    target = tmp_path_factory.mktemp("tree")
    build_tree(Layout(), target, lambda _: None)
    return target


@pytest.fixture
def built_before(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put what the build makes of the vendored document in the place of a build of its own."""

    def copy(_: Layout, target: Path, __: Callable[[str], None]) -> int:
        shutil.copytree(tree, target, dirs_exist_ok=True)
        return 1

    monkeypatch.setattr(codegen.__main__, "build_tree", copy)
    monkeypatch.setattr(codegen.check, "build_tree", copy)
