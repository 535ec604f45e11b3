"""The import of every generated module, before anything is swapped."""

from pathlib import Path

import pytest

from codegen.errors import BuildError
from codegen.write.import_check import check_imports


def package(folder: Path, module: str) -> Path:
    made = folder / "made"
    made.mkdir()
    (made / "__init__.py").write_text("", encoding="utf-8")
    (made / "module.py").write_text(module, encoding="utf-8")
    return made


def test_a_package_that_can_be_imported_passes(tmp_path: Path) -> None:
    check_imports(package(tmp_path, "import json\n"))


def test_a_module_that_cannot_be_imported_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="cannot be imported") as refused:
        check_imports(package(tmp_path, "raise ValueError('no')\n"))
    assert refused.value.details == ("made.module: ValueError: no",)


def test_an_import_that_takes_too_long_is_refused_in_one_line(tmp_path: Path) -> None:
    hanging = package(tmp_path, "import threading\nthreading.Event().wait()\n")
    with pytest.raises(BuildError) as refused:
        check_imports(hanging, max_seconds=0.5)
    assert str(refused.value) == (
        "importing the generated client takes longer than 0.5 s: the document is too large for this machine"
    )
