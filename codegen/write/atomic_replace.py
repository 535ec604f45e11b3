"""Replaces a folder as a whole, or leaves it unchanged."""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(folder: Path) -> Generator[Path]:
    """Fill a new folder, which then replaces the old folder.

    If the block raises an exception, the old folder stays.

    The new folder is filled next to the old folder, on the same file system. The replacement consists of two renames,
    so that no reader sees a mixture of old and new files; between the two, the folder is missing. If the content is the
    same, the old folder stays, with its modification times.

    Args:
        folder: The folder to replace, which may be missing.

    Yields:
        An empty folder to fill.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as temporary:
        new, old = Path(temporary, "new"), Path(temporary, "old")
        new.mkdir()
        yield new
        if files(new) == files(folder):
            return
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
        shutil.rmtree(old, ignore_errors=True)


def files(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder, except Python's caches.

    Args:
        folder: The folder. A missing folder has no files.

    Returns:
        The content of each file, by its path inside the folder, in the order of the paths.
    """
    paths = sorted(file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in paths}
