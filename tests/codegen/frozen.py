"""A document and an overlay that do not change, for tests that depend on details of both.

The document is Docker's document of November 2026, made from the files in report/steps. The overlay is that of the same
month, in `overlay.tar.xz`. Both stay when a new document is vendored. To use a later state, add a file for its changes
to report/steps, and pack its overlay: `tar -C overrides -cJf tests/codegen/report/steps/overlay.tar.xz overlay`.
"""

import json
import lzma
import shutil
import subprocess
import tarfile
import tempfile
from functools import cache
from pathlib import Path

from codegen.document import load, overlay
from codegen.write.build import DOCUMENT, Layout

STEPS = Path(__file__).parent / "report" / "steps"
"""Folder of the compressed first revision, and of the changes from a revision to the next. The changes `copy` lead from
the first revision to a copy of it that lost spaces."""
REVISIONS = {"copy": ("copy",), "2026-03": (), "2026-06": ("2026-06",), "2026-11": ("2026-06", "2026-11")}
"""Names of the changes that lead from the first revision to each revision."""
VERSION = "0.1.0"
_FOLDER = tempfile.TemporaryDirectory(prefix="frozen-")


def revision(name: str, folder: Path) -> Path:
    """Write a revision of the document into a folder, and return its path."""
    folder = folder / name
    folder.mkdir()
    document = folder / "document.yaml"
    document.write_bytes(lzma.decompress((STEPS / "2026-03.yaml.xz").read_bytes()))
    for change in REVISIONS[name]:
        command = ["git", "apply", "--unidiff-zero", "-p0", str(STEPS / f"{change}.diff")]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return document


@cache
def layout() -> Layout:
    """Return the layout of the frozen files with the patched document, which no test may change."""
    folder = Path(_FOLDER.name)
    with tarfile.open(STEPS / "overlay.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    generated, version = folder / "generated", folder / "_version.py"
    generated.mkdir()
    version.write_text(f'__version__ = "{VERSION}"\n', encoding="utf-8")
    spec = folder / "spec" / "docker-hub.yaml"
    spec.parent.mkdir()
    shutil.copy(revision("2026-11", folder), spec)
    shutil.copy(Layout().spec.parent / "SOURCE.toml", spec.parent)
    patched = overlay.apply(load.load(spec), overlay.load(folder / "overlay"))
    (generated / DOCUMENT).write_text(json.dumps(patched), encoding="utf-8")
    return Layout(spec=spec, overlays=folder / "overlay", generated=generated, version=version)
