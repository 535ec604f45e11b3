"""`codegen changelog`: the entry for the state of the working tree."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from codegen.document import load, overlay
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.report import comparison, named_scopes
from codegen.report.changelog import changelog
from codegen.report.examine import generate
from codegen.report.read_client import read
from codegen.write.build import DOCUMENT, Layout


def entry_since(revision: str, layout: Layout) -> str:
    """Write the changelog entry on changes for callers since a commit.

    Args:
        revision: The commit to compare with. The present build step generates the client of the documents of this
            commit.
        layout: The files and folders of the project.

    Returns:
        The entry; empty if nothing changes for callers.

    Raises:
        BuildError: Git has no such commit, or the commit lacks one of the documents; the overlay does not fit the
            published document; or the client of one of the two documents cannot be generated.
    """
    root = layout.generated.parent
    before: dict[str, JSON] = json.loads(_read_committed(revision, layout.generated / DOCUMENT, root))
    with tempfile.TemporaryDirectory(prefix="codegen-changelog-") as folder:
        spec = Path(folder) / layout.spec.name
        spec.write_bytes(_read_committed(revision, layout.spec, root))
        old = generate(before, load.load(spec))
    published = load.load(layout.spec)
    after = overlay.apply(published, overlay.load(layout.overlays))
    new = generate(after, published)
    present = read(old.texts)
    changes = comparison.compare(present, read(new.texts), before, after, layout.commands)
    return changelog(changes, named_scopes.of_client(present))


def _read_committed(revision: str, file: Path, root: Path) -> bytes:
    """Read a file as it was committed.

    Raises:
        BuildError: Git has no such commit, or the commit has no such file.
    """
    name = file.resolve().relative_to(root.resolve()).as_posix()
    command = [shutil.which("git") or "git", "show", f"{revision}:./{name}"]
    shown = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603 - no shell
    if shown.returncode:
        raise BuildError(f"git cannot show {name} of {revision}", shown.stderr.decode(errors="replace").splitlines())
    return shown.stdout
