"""Marks which request an error is the outcome of.

Hooks, providers of credentials and transports of the user's may raise errors of this package too, from another client
or another call. Code that draws a conclusion from an error, such as the end of a list from a 404, asks first whether
the error is the outcome of its own request; the class of the error does not tell.
"""

from typing import TypeVar
from weakref import ReferenceType, WeakKeyDictionary, ref

ErrorT = TypeVar("ErrorT", bound=BaseException)

_owners: WeakKeyDictionary[BaseException, ReferenceType[object]] = WeakKeyDictionary()


def as_outcome(error: ErrorT, owner: object) -> ErrorT:
    """Mark an error as the outcome of a request.

    Copies and pickles of the error do not have the mark.

    Args:
        error: The error, made by this package.
        owner: The call or other object whose outcome the error is.

    Returns:
        The same error.
    """
    _owners[error] = ref(owner)
    return error


def is_outcome(error: BaseException, owner: object) -> bool:
    """Tell whether an error is the outcome of a request.

    Args:
        error: Any error.
        owner: As for `as_outcome`; compared by identity.
    """
    marked = _owners.get(error) if _is_hashable(error) else None
    return marked is not None and marked() is owner


def pass_outcome_on(error: BaseException, owner: object, successor: object) -> None:
    """Make the outcome of a request the outcome of its walk, for example.

    An error that is not the outcome of `owner` becomes the outcome of nothing.

    Args:
        error: Any error.
        owner: The request.
        successor: The larger object, such as the requests of a walk.
    """
    if is_outcome(error, owner):
        as_outcome(error, successor)
    else:
        disown(error)


def disown(error: BaseException) -> None:
    """Make an error the outcome of nothing.

    Args:
        error: An error of other code, which may be the outcome of a request of that code.
    """
    if _is_hashable(error):
        _owners.pop(error, None)


def _is_hashable(error: BaseException) -> bool:
    return type(error).__hash__ is not None  # a class of the user's may compare its errors, and then need not have one
