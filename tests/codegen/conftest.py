"""Fixtures for builds and updates: copies of all files, which a test may change."""

import shutil
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

import codegen.__main__
import codegen.check
from codegen import update
from codegen.write import build, discrepancies
from codegen.write.build import Layout, build_tree
from tests.codegen.updates import BREAKING, CURRENT, changed, report


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """Return a layout with copies of the document, the overlays and `generated/`."""
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
    """Return a function that replaces the first occurrence of a text in the copy of the document."""

    def replace(old: str, new: str) -> None:
        text = layout.spec.read_text(encoding="utf-8")
        assert old in text
        layout.spec.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a build of the vendored document, which all tests share and none may change."""
    target = tmp_path_factory.mktemp("tree")
    build_tree(Layout(), target, lambda _: None)
    return target


@pytest.fixture
def built_before(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace each build by a copy of `tree`, which is faster."""

    def copy(_: Layout, target: Path, __: Callable[[str], None]) -> int:
        shutil.copytree(tree, target, dirs_exist_ok=True)
        return 1

    monkeypatch.setattr(codegen.__main__, "build_tree", copy)
    monkeypatch.setattr(codegen.check, "build_tree", copy)


@pytest.fixture
def project(tmp_path: Path) -> Layout:
    """Return a layout with copies of all files that an update may write, and a small generated tree."""
    shutil.copytree(CURRENT.spec.parent, tmp_path / "spec")
    generated = tmp_path / "generated"
    (generated / "package").mkdir(parents=True)
    (generated / "package" / "module.py").write_text("OLD = True\n", encoding="utf-8")
    shutil.copy(CURRENT.generated / build.DOCUMENT, generated)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "discrepancies.md").write_text("# Discrepancies\n", encoding="utf-8")
    return attrs.evolve(
        CURRENT,
        spec=tmp_path / "spec" / "docker-hub.yaml",
        generated=generated,
    )


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return changed(tmp_path, "        full_size:", "        whole_size:")


@pytest.fixture
def small_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the build, which takes a second, by a function that writes one file."""

    def fill(layout: Layout, target: Path, _: Callable[[str], None]) -> int:
        (target / "module.py").write_text(f"FROM = {layout.spec.name!r}\n", encoding="utf-8")
        return 1

    monkeypatch.setattr(update, "build_tree", fill)


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the examination, which builds two clients, by a report with a breaking change."""
    report(monkeypatch, BREAKING)


@pytest.fixture
def with_overlays(project: Layout, tmp_path: Path) -> Layout:
    shutil.copytree(CURRENT.overlays, tmp_path / "overlay")
    return attrs.evolve(project, overlays=tmp_path / "overlay")
