import copy
import pickle

from aiodockerhub.errors import NotFoundError
from aiodockerhub.helpers.outcome import as_outcome, disown, is_outcome, pass_outcome_on


class Owner:
    pass


class ComparableError(Exception):  # noqa: PLW1641 - without a hash, as Python has it then
    def __eq__(self, other: object) -> bool:
        return True


def test_an_error_is_the_outcome_of_one_owner() -> None:
    first, second, error = Owner(), Owner(), NotFoundError("no such thing")
    assert not is_outcome(error, first)
    assert as_outcome(error, first) is error
    assert is_outcome(error, first)
    assert not is_outcome(error, second)


def test_the_mark_is_not_part_of_the_error() -> None:
    owner = Owner()
    error = as_outcome(NotFoundError("no such thing"), owner)
    assert "outcome" not in repr(vars(error))
    assert not is_outcome(copy.copy(error), owner)
    assert not is_outcome(pickle.loads(pickle.dumps(error)), owner)  # noqa: S301 - just made


def test_an_outcome_is_passed_on_by_its_owner_only() -> None:
    request, walk, other, error = Owner(), Owner(), Owner(), NotFoundError("no such thing")
    as_outcome(error, request)
    pass_outcome_on(error, request, walk)
    assert is_outcome(error, walk)
    pass_outcome_on(error, other, other)
    assert not is_outcome(error, walk)


def test_errors_that_cannot_be_hashed_are_the_outcome_of_nothing() -> None:
    error, owner = ComparableError(), Owner()
    disown(error)
    pass_outcome_on(error, owner, owner)
    assert not is_outcome(error, owner)
