"""Tells the outcome of a request from errors that come from elsewhere.

Hooks, providers of credentials and transports of the user's may raise errors of this package, too: those of another
client, or of another call of the same one. Whoever draws a conclusion from an error asks first whether it is the
outcome of the request in question. Its class does not tell.
"""

from typing import TypeVar
from weakref import ReferenceType, WeakKeyDictionary, ref

ErrorT = TypeVar("ErrorT", bound=BaseException)

_owners: WeakKeyDictionary[BaseException, ReferenceType[object]] = WeakKeyDictionary()


def as_outcome(error: ErrorT, owner: object) -> ErrorT:
    """Mark an error as the outcome of a request.

    The mark is no part of the error: copies and pickles do not have it.

    Args:
        error: The error; one of this package's own making.
        owner: What it is the outcome of, such as the call.

    Returns:
        The error.
    """
    _owners[error] = ref(owner)
    return error


def is_outcome(error: BaseException, owner: object) -> bool:
    """Tell whether an error is the outcome of a request.

    Args:
        error: Any error.
        owner: As of `as_outcome`; compared by identity.
    """
    marked = _owners.get(error) if _is_hashable(error) else None
    return marked is not None and marked() is owner


def pass_outcome_on(error: BaseException, owner: object, successor: object) -> None:
    """Make the outcome of a request that of something larger, such as a walk.

    Any other error becomes the outcome of nothing.

    Args:
        error: Any error.
        owner: The request.
        successor: What the request is a part of.
    """
    if is_outcome(error, owner):
        as_outcome(error, successor)
    else:
        disown(error)


def disown(error: BaseException) -> None:
    """Make an error the outcome of nothing.

    Args:
        error: Any error, which has come from elsewhere and may be the outcome of something there.
    """
    if _is_hashable(error):
        _owners.pop(error, None)


def _is_hashable(error: BaseException) -> bool:
    return type(error).__hash__ is not None  # a class of the user's may compare its errors, and then need not have one
