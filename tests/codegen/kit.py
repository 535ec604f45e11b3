"""Builds packages of small documents, imports them in a new process, and type-checks them."""

import functools
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from codegen.write.build import PACKAGE, Layout, build_tree


def build(document: dict[str, Any], folder: Path) -> list[str]:
    """Build the client of a document without overlays.

    Args:
        document: The document.
        folder: Folder in which `new.json` and `out`, the folder of the package, are written.

    Returns:
        The notices of the build.
    """
    spec, overlays, out = folder / "new.json", folder / "overlays", folder / "out"
    overlays.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    spec.write_text(json.dumps(document), encoding="utf-8")
    return build_file(spec, folder)


def build_file(spec: Path, folder: Path) -> list[str]:
    """Build the client of a document's file without overlays, in the folder `out`, and return the notices."""
    notices: list[str] = []
    overlays, out = folder / "overlays", folder / "out"
    overlays.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    build_tree(Layout(spec=spec, overlays=overlays, generated=out), out, notices.append)
    return notices


def run(folder: Path, program: str, *arguments: str) -> str:
    """Run a program in a new process that can import the package, and return its output."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder / "out",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@functools.cache
def mypy_cache() -> tempfile.TemporaryDirectory[str]:
    """Return the folder of mypy's cache, which all runs in a process share."""
    return tempfile.TemporaryDirectory(prefix="mypy-of-generated-code-")


def mypy(folder: Path, *more: Path) -> None:
    """Type-check the package, and files that use it, with mypy in strict mode."""
    config = folder / "mypy.ini"
    config.write_text("[mypy]\nstrict = true\n", encoding="utf-8")
    targets: Sequence[str] = ["-p", PACKAGE] if not more else [str(file) for file in more]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(config), "--cache-dir", mypy_cache().name, *targets],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder / "out",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-3000:]
