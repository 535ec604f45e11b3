"""Wrong names of commands are corrected."""

import pytest

from .conftest import Run


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["repositories", "ls"], "'list'"),
        (["repositories", "remove"], "'remove-group' or 'remove-collaborator'"),
        (["tags", "list"], "'repositories list-tags'"),
        (["tags", "delete"], "'repositories delete-tag'"),
    ],
)
def test_wrong_name_in_a_group_is_corrected(run: Run, words: list[str], meant: str) -> None:
    done = run(*words)
    assert done.code == 2
    assert f"error: No such command {words[-1]!r}. Did you mean {meant}?" in done.err


def test_name_like_no_other_is_not_corrected(run: Run) -> None:
    assert run("tags", "zzzzzz").err.startswith("error: No such command 'zzzzzz'.\n")
