"""A document and an overlay that stay as they are, for tests that know both by heart.

The document is Docker's of November 2026, put together from the steps in report/steps, with the overlay of that month
in `overlay.tar.xz`. Nothing here changes when a new document is vendored. To take a later state for these tests, add
its step, and pack the overlay anew: `tar -C overrides -cJf tests/codegen/report/steps/overlay.tar.xz overlay`.
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
"""The oldest revision that we know, compressed, and what changed since; `copy` leads back to one that lost spaces."""
REVISIONS = {"copy": ("copy",), "2026-03": (), "2026-06": ("2026-06",), "2026-11": ("2026-06", "2026-11")}
"""Which changes lead to each revision."""
VERSION = "0.1.0"
_FOLDER = tempfile.TemporaryDirectory(prefix="frozen-")


def revision(name: str, folder: Path) -> Path:
    """Put a revision together."""
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
    """What a build reads, and the document that it makes; look, do not touch."""
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
