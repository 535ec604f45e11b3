"""Paths that a user gives are checked, and stay where they were when the directory changes."""

import re
from pathlib import Path

import pytest
from aiodockerhub.errors import ArgumentError, ArgumentTypeError
from aiodockerhub.helpers.paths import absolute_path, checked_path


def test_a_relative_path_starts_from_the_current_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute_path("a/b") == tmp_path / "a" / "b"
    assert absolute_path(Path("/a/b")) == Path("/a/b")


def test_a_path_is_left_as_it_is_where_there_is_no_current_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "removed").mkdir()
    with monkeypatch.context() as patch:  # coverage needs a working directory after the test
        patch.chdir(tmp_path / "removed")
        (tmp_path / "removed").rmdir()
        assert absolute_path("a") == Path("a")
        assert absolute_path(tmp_path) == tmp_path


@pytest.mark.parametrize(
    ("value", "error"), [("", ArgumentTypeError), (b"a", ArgumentTypeError), ("\0", ArgumentError)]
)
def test_what_is_no_path_is_refused_by_the_name_of_its_argument(value: object, error: type[ArgumentError]) -> None:
    with pytest.raises(error, match=re.escape("folder must be a path")):
        checked_path("folder", value, "a path such as '/tmp'")
