"""A yardstick from outside: documents of other makers are built, imported and type-checked."""

import os
from pathlib import Path

import pytest

from codegen.errors import BuildError
from tests.codegen import kit

FOLDER = Path(__file__).parents[2] / ".." / "shared" / "documents"
FILES = sorted(file for file in FOLDER.glob("*") if file.suffix in {".json", ".yaml"}) if FOLDER.is_dir() else []
REFUSED: dict[str, str] = {}
"""Reasons that stand in docs/codegen.md, by the name of the document."""


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason="../shared/documents is missing: no documents of other makers to try")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_documents_of_other_makers_are_built(file: Path, tmp_path: Path) -> None:
    if file.name in REFUSED:
        with pytest.raises(BuildError, match=REFUSED[file.name]):
            kit.build_file(file, tmp_path)
        return
    kit.build_file(file, tmp_path)  # which imports every module
    if "MYPY_DOCUMENTS" in os.environ or file.stat().st_size < 100_000:
        kit.mypy(tmp_path)
