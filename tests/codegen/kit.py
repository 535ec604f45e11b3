"""Builds small documents into packages, imports them in a fresh process, and type-checks them."""

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
    """Builds a document without overlays.

    Args:
        document: The document.
        folder: Where to put `new.json`, and `out` with the package in it.

    Returns:
        The notices.
    """
    spec, overlays, out = folder / "new.json", folder / "overlays", folder / "out"
    overlays.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    spec.write_text(json.dumps(document), encoding="utf-8")
    return build_file(spec, folder)


def build_file(spec: Path, folder: Path) -> list[str]:
    """Builds a file without overlays into `out`."""
    notices: list[str] = []
    overlays, out = folder / "overlays", folder / "out"
    overlays.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    build_tree(Layout(spec=spec, overlays=overlays, generated=out), out, notices.append)
    return notices


def run(folder: Path, program: str, *arguments: str) -> str:
    """Runs a program in a fresh process that finds the package, and gives what it prints."""
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
    """What mypy knows of other packages, for all runs of a process."""
    return tempfile.TemporaryDirectory(prefix="mypy-of-generated-code-")


def mypy(folder: Path, *more: Path) -> None:
    """Type-checks the package strictly, and files that use it."""
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
