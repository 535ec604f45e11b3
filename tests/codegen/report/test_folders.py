"""The hand-written files that the report searches."""

from pathlib import Path

import pytest

from codegen.report import folders

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("folder", [each for each in vars(folders) if each.isupper() and each[0] != "_"])
def test_a_folder_is_one_of_the_project(folder: str) -> None:
    path: str = vars(folders)[folder]

    assert path.endswith("/")
    assert (ROOT / path).is_dir()


def test_files_are_searched_that_people_write_about_the_client() -> None:
    files = {name for name, _ in folders.texts_of(ROOT)}

    assert {"README.md", "overrides/overlay/decisions.toml", "tests/overrides/cli/test_parameters.py"} <= files
    assert not files & {"docs/discrepancies.md", "docs/updating.md", "tests/codegen/report/test_folders.py"}
