"""A folder is replaced as a whole, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from codegen.write import atomic_replace
from codegen.write.atomic_replace import files


class TestReplacing:
    """The folder that changes as a whole."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "out"
        folder.mkdir()
        (folder / "old.txt").write_text("old")
        return folder

    def test_failure_while_filling_leaves_the_old_content(self, folder: Path) -> None:
        def fill() -> Iterator[None]:
            with atomic_replace.replacing(folder) as new:
                (new / "new.txt").write_text("new")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            list(fill())
        assert files(folder) == {"old.txt": b"old"}
        assert [path.name for path in folder.parent.iterdir()] == ["out"]

    def test_success_replaces_everything(self, folder: Path) -> None:
        with atomic_replace.replacing(folder) as new:
            (new / "new.txt").write_text("new")

        assert files(folder) == {"new.txt": b"new"}
        assert [path.name for path in folder.parent.iterdir()] == ["out"]

    def test_failure_while_changing_places_puts_the_old_folder_back(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rename = Path.rename

        def refuse_new(path: Path, target: Path) -> Path:
            if path.name == "new":
                raise OSError
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", refuse_new)
        with pytest.raises(OSError), atomic_replace.replacing(folder) as new:  # noqa: PT011 - any error of the file system
            (new / "new.txt").write_text("new")
        assert files(folder) == {"old.txt": b"old"}

    def test_failure_without_an_old_folder_leaves_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: Path, target: Path) -> Path:
            raise OSError

        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(OSError), atomic_replace.replacing(tmp_path / "out") as new:  # noqa: PT011 - as above
            (new / "new.txt").write_text("new")
        assert list(tmp_path.iterdir()) == []
