"""The request for one page of a list, and what its response holds."""

from collections.abc import Hashable, Mapping
from typing import Any, Generic, TypeVar, cast

from aiodockerhub_generated._redaction import sealed
from aiodockerhub_generated.types import (
    Call,
    CallOptions,
    Cursor,
    DriftSink,
    Model,
    PagedCall,
    Paging,
    Sender,
    WrongTypeError,
    json_items,
)
from attrs import Factory, field, frozen

from aiodockerhub.errors import DecodeError, DockerHubError, NotFoundError
from aiodockerhub.helpers.outcome import is_outcome, pass_outcome_on
from aiodockerhub.pagination.item_key import item_keys

T = TypeVar("T")


@frozen
class PageData(Generic[T]):
    """The decoded response to the request for one page.

    Attributes:
        items: The items; none if the page was not found.
        fields: The other fields of the response, by their keys in the document.
        not_found: The error of a response with status 404; `None` for other responses.
        keys: The item keys, made here since a large response is decoded beside the event loop.
    """

    items: list[T] = field(repr=False)
    fields: Mapping[str, Any] = field(repr=False)
    not_found: NotFoundError | None = None
    keys: list[Hashable] = field(init=False, default=Factory(lambda data: item_keys(data.items), takes_self=True))


class PageRequests(Generic[T]):
    """Requests the pages of one call.

    Args:
        sender: Sends the requests.
        call: The call for the first page.
        options: Options of every request.
        paging: The paging of the operation.
        page_named: Whether the call has a page parameter, which the first request then keeps.
    """

    def __init__(
        self,
        sender: Sender,
        call: PagedCall[Any, T],
        options: CallOptions | None,
        paging: Paging,
        *,
        page_named: bool,
    ) -> None:
        self._sender, self._call, self._options = sender, call, options
        self._paging, self._page_named = paging, page_named

    async def fetch(self, cursor: Cursor) -> PageData[T]:
        """Request a page.

        Args:
            cursor: The cursor of the page.

        Returns:
            The data of the page. Beyond the first page, a 404 gives data without items: it may mean the end of the
            list, which the walk decides.

        Raises:
            DockerHubError: The call failed; `is_response` tells whether the request or something else, such as a hook,
                did.
        """
        beyond = is_beyond_first(cursor)
        if beyond and self._paging.style == "single":
            return PageData([], {})
        call = self.call(cursor)
        try:
            return await self._sender.send(call, self._options)
        except DockerHubError as error:
            if beyond and isinstance(error, NotFoundError) and is_outcome(error, call):
                return PageData([], {}, error)
            pass_outcome_on(error, call, self)
            raise

    def is_response(self, error: DockerHubError) -> bool:
        """Tell whether an error is the outcome of a request for a page.

        An error of a hook or of a provider of credentials is not, and says nothing about the list.

        Args:
            error: An error of `fetch`.
        """
        return is_outcome(error, self)

    def call(self, cursor: Cursor) -> Call[PageData[T]]:
        """Make the call for a page.

        Args:
            cursor: The cursor of the page.
        """
        paging, query = self._paging, dict[str, int | None]()
        if paging.style != "single":
            query = {
                paging.page: cursor.items + paging.first if paging.by_items else cursor.page,
                paging.size: cursor.size,
            }
        if not is_beyond_first(cursor) and not self._page_named:
            query.pop(paging.page, None)
        call = self._call.with_query(**query)
        return Call(
            operation=call.operation, path=call.path, query=call.query, headers=call.headers, body=call.body,
            decode=self._decode,
        )  # fmt: skip

    def _decode(self, payload: Any, drift: DriftSink | None) -> PageData[T]:
        envelope = self._call.decode(payload, drift)
        fields = _other_fields(envelope, self._paging.items)
        refused: WrongTypeError | None = None
        items: object = None
        try:
            items = self._call.items(envelope)
        except WrongTypeError as error:
            refused = error.with_traceback(None)  # its frames hold the response
        if isinstance(items, list):
            return PageData(items, fields)
        if self._paging.style == "scim" and fields.get(str(self._paging.total)) == 0 and self._lacks_items(refused):
            return PageData([], fields)  # RFC 7644, section 3.4.2: required only if there are any
        path = refused.path if refused else f"$.{self._paging.items}"
        received = refused.received if refused else type(items).__name__
        words = next((text for key in ("detail", "message") if isinstance(text := fields.get(key), str)), "")
        raise DecodeError(self._call.operation.id, path, "array", f"{received}: {words[:200]}" if words else received)

    @staticmethod
    def _lacks_items(refused: WrongTypeError | None) -> bool:
        return refused is not None and refused.received in {"nothing", "null"}


def is_beyond_first(cursor: Cursor) -> bool:
    """Tell whether a cursor is not at the beginning of its list."""
    return cursor.page > 1 or cursor.items > 0


def _other_fields(envelope: object, items: str | None) -> Mapping[str, Any]:
    fields: Mapping[str, Any] = {}
    match envelope:
        case Model():
            fields = dict(json_items(envelope))
        case Mapping():  # of a call that was not generated
            fields = cast("Mapping[str, Any]", envelope)
        case _:
            pass
    name = (items or "").lower()  # SCIM's is written `Resources` or `resources`
    return sealed({key: value for key, value in fields.items() if key.lower() != name})  # there may be a token in it
