"""`codegen check`: compares a new build with the committed files."""

import difflib
import hashlib
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from codegen.errors import BuildError
from codegen.write import discrepancies
from codegen.write.atomic_replace import files
from codegen.write.build import Layout, build_tree


def check(layout: Layout) -> str:
    """Rebuild in a temporary folder and compare the result.

    Args:
        layout: The files and folders of the project.

    Returns:
        A unified diff from the committed files to the rebuilt files, also of docs/discrepancies.md; empty if they are
        the same. A line before the diff of a file says if only one of the two folders has the file.

    Raises:
        BuildError: The build fails, or `check_source` refuses the vendored document. In the second case, the `details`
            of the error are the lines of the diff or, if the build also fails, the lines of the build's error.
    """
    try:
        check_source(layout.spec)
    except BuildError as problem:
        raise BuildError(problem.message, _difference_lines(layout)) from problem
    return _diff_of_new_build(layout)


def _difference_lines(layout: Layout) -> list[str]:
    """List the lines of the diff, or of the error if the build fails."""
    try:
        return _diff_of_new_build(layout).splitlines()
    except BuildError as problem:
        return str(problem).splitlines()


def _diff_of_new_build(layout: Layout) -> str:
    """Build in a temporary folder and return the unified diff."""
    with tempfile.TemporaryDirectory(prefix="codegen-check-") as temporary:
        build_tree(layout, Path(temporary), lambda _: None)
        committed, rebuilt = files(layout.generated), files(Path(temporary))
    page = layout.discrepancies
    committed |= {"../docs/discrepancies.md": page.read_bytes()} if page.exists() else {}
    rebuilt["../docs/discrepancies.md"] = discrepancies.render(layout.overlays).encode()
    return "".join(_diff_of_files(committed, rebuilt))


def check_source(spec: Path) -> None:
    """Compare the vendored document with the digest in SOURCE.toml.

    Args:
        spec: Path of the document; SOURCE.toml is in the same folder.

    Raises:
        BuildError: The digests differ, the document or SOURCE.toml cannot be read, or SOURCE.toml states no digest.
    """
    source = spec.parent / "SOURCE.toml"
    try:
        expected = tomllib.loads(source.read_text(encoding="utf-8"))["sha256"]
        digest = hashlib.sha256(spec.read_bytes()).hexdigest()
    except (OSError, tomllib.TOMLDecodeError, KeyError) as problem:
        raise BuildError(
            f"{source.name}: cannot compare the vendored document with its digest: {problem!r}"
        ) from problem
    if expected != digest:
        raise BuildError(
            f"{spec.name} is not the document of {source.name}: expected sha256 {expected}, found {digest}; restore "
            "it, or vendor a new one with `python -m codegen update`"
        )


def _diff_of_files(old: dict[str, bytes], new: dict[str, bytes]) -> Iterator[str]:
    """Yield the lines of the diff from committed files to rebuilt files."""
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path, b""), new.get(path, b"")
        if before == after and (path in old) == (path in new):
            continue
        if path not in new:
            yield f"only in generated/: {path}\n"
        elif path not in old:
            yield f"not in generated/: {path}\n"
        yield from difflib.unified_diff(
            before.decode(errors="replace").splitlines(keepends=True),
            after.decode(errors="replace").splitlines(keepends=True),
            f"generated/{path}",
            f"rebuilt/{path}",
        )
