"""The note on how to resume a failed walk, and the error of a broken list."""

from aiodockerhub_generated.types import Cursor, Paging
from attrs import evolve

from aiodockerhub.errors import DecodeError, DockerHubError, ForbiddenError, IncompleteListError, UnauthorizedError
from aiodockerhub.pagination.page_requests import is_beyond_first


def add_resume_note(error: DockerHubError, cursor: Cursor, *, has_previous: bool, is_response: bool) -> None:
    """Set the cursor of an error, and add a note on how to resume the walk.

    If the server refused the page, the cursor of the error names no account, so that another account may resume the
    walk.

    Args:
        error: Error that ends the walk; its `cursor` and its notes change.
        cursor: Cursor of the page that could not be read.
        has_previous: Whether this walk has read an earlier page. If not, there is nothing to resume, and no note is
            added.
        is_response: Whether the error is the outcome of a request for a page.
    """
    is_refusal = is_response and isinstance(error, UnauthorizedError | ForbiddenError)
    if is_refusal:
        cursor = evolve(cursor, account=None)  # the advice below is to go on with another account
    error.cursor = cursor
    if not has_previous:
        return
    if is_refusal:
        advice = "Page {} is refused to these credentials; a client that may read it goes on"
    else:
        advice = "Page {} could not be read; go on"
    error.add_note(f"{advice.format(cursor.page)} with {_resume_call(cursor)}.")


def without_resume_note(error: BaseException) -> list[str]:
    """Return the notes of an error for users who write no program.

    Args:
        error: Error of any kind.

    Returns:
        The notes, without the note that `add_resume_note` added.
    """
    cursor: Cursor | None = getattr(error, "cursor", None)
    notes: list[str] = getattr(error, "__notes__", [])
    return notes if cursor is None else [note for note in notes if not note.endswith(f" with {_resume_call(cursor)}.")]


def _resume_call(cursor: Cursor) -> str:
    return f"pager.resume({str(cursor)!r})"


def not_a_page_error(
    error: DockerHubError, paging: Paging, cursor: Cursor, page: int | None = None
) -> IncompleteListError | None:
    """Make the error for a response that should be a page and is none.

    Args:
        error: Outcome of the request for a page.
        paging: Paging of the operation.
        cursor: Cursor of the page, or the cursor that the walk has reached.
        page: Number of the page; `None`, the default, for the page at the cursor.

    Returns:
        The error to raise instead of `error`; `None` if `error` has another cause, such as a response that is too
        large, or if the cursor is that of the first page of the list.
    """
    wholes = {"$", f"$.{paging.items}"}
    if not isinstance(error, DecodeError) or error.path not in wholes or not is_beyond_first(cursor):
        return None
    if error.exceeds_limit:  # it may be a page
        return None
    incomplete = IncompleteListError(
        f"{cursor.operation} breaks off: the response for page {page or cursor.page} is not a page, expected "
        f"{error.expected} at {error.path}, got {error.received}; {cursor.items} items were read before it"
    )
    incomplete.attempts = error.attempts
    incomplete.request_method, incomplete.request_url = error.request_method, error.request_url
    return incomplete
