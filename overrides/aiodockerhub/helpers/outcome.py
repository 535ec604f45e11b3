"""Marks an error as the outcome of a certain request.

Hooks, providers of credentials and the user's transports may raise errors of this package too, from another client or
another call. Some code draws a conclusion from an error: for example, status 404 may mean that a list has ended. Such
code first checks whether the error is the outcome of its own request, which the class of the error does not show.
"""

from typing import TypeVar
from weakref import ReferenceType, WeakKeyDictionary, ref

ErrorT = TypeVar("ErrorT", bound=BaseException)

_owners: WeakKeyDictionary[BaseException, ReferenceType[object]] = WeakKeyDictionary()


def as_outcome(error: ErrorT, owner: object) -> ErrorT:
    """Mark an error as the outcome of a request.

    Copies and pickles of the error do not have the mark.

    Args:
        error: Error that this package has made.
        owner: Call or other object whose outcome the error is.

    Returns:
        The same error.
    """
    _owners[error] = ref(owner)
    return error


def is_outcome(error: BaseException, owner: object) -> bool:
    """Return whether an error is the outcome of a request.

    Args:
        error: Any error.
        owner: Object that was passed to `as_outcome`; compared by identity.
    """
    marked = _owners.get(error) if _is_hashable(error) else None
    return marked is not None and marked() is owner


def pass_outcome_on(error: BaseException, owner: object, successor: object) -> None:
    """Make the outcome of one object the outcome of another object.

    For example, the error of a request becomes the outcome of the walk that sent the request. An error that is not the
    outcome of `owner` loses its mark.

    Args:
        error: Any error.
        owner: Call or other object whose outcome the error may be.
        successor: Object whose outcome the error becomes, such as the object that sends the requests of a walk.
    """
    if is_outcome(error, owner):
        as_outcome(error, successor)
    else:
        disown(error)


def disown(error: BaseException) -> None:
    """Remove the mark of an error.

    Args:
        error: Error that other code has raised, such as a hook. If the hook has sent a request, the error may be marked
            as the outcome of this request.
    """
    if _is_hashable(error):
        _owners.pop(error, None)


def _is_hashable(error: BaseException) -> bool:
    return type(error).__hash__ is not None  # an exception class of the user that defines `__eq__` may have no hash
