"""The request for one page of a list, and the data of its response."""

import itertools
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, cast, runtime_checkable

from aiodockerhub_generated._masking import sealed
from aiodockerhub_generated._secret_names import is_secret
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
from attrs import Factory, define, evolve, field, frozen

from aiodockerhub.auth.accounts import noted_account
from aiodockerhub.errors import DecodeError, DockerHubError, NotFoundError
from aiodockerhub.helpers.arguments import checked_query
from aiodockerhub.helpers.outcome import is_outcome, pass_outcome_on
from aiodockerhub.helpers.text import shown
from aiodockerhub.pagination.item_key import item_keys

if TYPE_CHECKING:
    from aiodockerhub.http.events import ApiResponse

T = TypeVar("T")


@frozen
class RequestOrder:
    """The position of a request among all requests of a pager.

    The pager numbers the beginnings and ends of its requests in their order.

    Attributes:
        began: Number of the beginning of the request.
        ended: Number of the end of the request, when its response had been received and decoded.
        is_retried: Whether the request was sent more than once. If so, `began` is the beginning of the first attempt.
    """

    began: int = 0
    ended: int = 0
    is_retried: bool = False


@define
class PageData(Generic[T]):
    """The decoded response to the request for one page.

    Attributes:
        items: Items of the page; empty if the status is 404.
        fields: Fields of the response except for the items, by their JSON names.
        not_found: Error of a response with status 404; `None` for other responses.
        keys: Item keys of the items. They are computed with the decoding, which takes place in a thread for a large
            response.
        order: Position of the request among the requests of the pager. `PageRequests.fetch` sets it.
        account: Account of the request, as a text of `account_of`; `None` if unknown. `PageRequests.fetch` sets it.
    """

    items: list[T] = field(repr=False)
    fields: Mapping[str, Any] = field(repr=False)
    not_found: NotFoundError | None = None
    keys: list[Hashable] = field(init=False, default=Factory(lambda data: item_keys(data.items), takes_self=True))
    order: RequestOrder = field(init=False, factory=RequestOrder, eq=False)
    account: str | None = field(init=False, default=None, eq=False)


@runtime_checkable
class _ResponseSender(Protocol):
    """The protocol of senders that count their attempts, such as a session."""

    async def request(self, call: Call[T], options: CallOptions | None = None) -> "ApiResponse[T]": ...


class PageRequests(Generic[T]):
    """The requests for the pages of one call.

    Args:
        sender: Client or session that sends the requests.
        call: Call for the first page.
        options: Options of every request; `None` for the options of the client.
        paging: Paging of the operation.
        page_named: Whether the call names a page. If not, the request for the first page has no page parameter.
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
        self._ticks = itertools.count(1)  # for `RequestOrder`

    async def fetch_longer(self, cursor: Cursor, expected: int | None) -> PageData[T]:
        """Request a page, and once more if it has fewer items than expected.

        Items may have been removed, or the response may be wrong once.

        Args:
            cursor: Cursor of the page.
            expected: Number of items that the page should have; `None` for as many as a request asks for.

        Returns:
            The data of the page with more items; see `fetch`.

        Raises:
            DockerHubError: As for `fetch`.
        """
        data = await self.fetch(cursor)
        if len(data.items) >= (expected or cursor.size or self._paging.default_size or 1):
            return data
        return max(data, await self.fetch(cursor), key=lambda each: len(each.items))

    async def fetch(self, cursor: Cursor) -> PageData[T]:
        """Request a page.

        Args:
            cursor: Cursor of the page.

        Returns:
            The data of the page. For a page after the first, a response with status 404 becomes data without items,
            because this status may mean the end of the list; the walk decides. If the whole list is one page, later
            pages have no items, and no request is sent.

        Raises:
            DockerHubError: The call failed. `is_response` returns whether the server is the cause, or other code such
                as a hook.
        """
        is_later = is_beyond_first(cursor)
        if is_later and self._paging.style == "single":
            return PageData([], {})
        call, began, is_retried = self.page_call(cursor), next(self._ticks), False
        try:
            if isinstance(self._sender, _ResponseSender):
                response = await self._sender.request(call, self._options)
                data, is_retried = response.parsed, response.attempts > 1
                data.account = response.account
            else:
                data = await self._sender.send(call, self._options)
        except DockerHubError as error:
            if not (is_later and isinstance(error, NotFoundError) and is_outcome(error, call)):
                pass_outcome_on(error, call, self)
                raise
            data = PageData[T]([], {}, error)
            data.account = noted_account(error)
        data.order = RequestOrder(began, next(self._ticks), is_retried)
        return data

    def is_response(self, error: DockerHubError) -> bool:
        """Return whether an error is the outcome of a request for a page.

        An error that a hook or a provider of credentials has raised says nothing about the list.

        Args:
            error: Error that `fetch` raised.
        """
        return is_outcome(error, self)

    def page_call(self, cursor: Cursor) -> Call[PageData[T]]:
        """Make the call for a page.

        Args:
            cursor: Cursor of the page.
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
        """Decode the response for a page.

        Raises:
            DecodeError: The response has no array of items. A list of SCIM with the count 0 needs none.
        """
        envelope = self._call.decode(payload, drift)
        fields = _other_fields(envelope, self._paging.items)
        refused: WrongTypeError | None = None
        items: object = None
        try:
            items = self._call.items(envelope)
        except WrongTypeError as error:
            refused = error.with_traceback(None)  # the traceback would show the response
        if isinstance(items, list):
            return PageData(items, fields)
        if self._paging.style == "scim" and fields.get(str(self._paging.total)) == 0 and self._lacks_items(refused):
            return PageData([], fields)  # RFC 7644, section 3.4.2: `Resources` may be missing if there are none
        path = refused.path if refused else f"$.{self._paging.items}"
        received = refused.received if refused else type(items).__name__
        message = next((text for key in ("detail", "message") if isinstance(text := fields.get(key), str)), "")
        message = shown(message)
        expected = refused.expected if refused else "array"
        raise DecodeError(self._call.operation.id, path, expected, f"{received}: {message}" if message else received)

    @staticmethod
    def _lacks_items(refused: WrongTypeError | None) -> bool:
        return refused is not None and refused.expected == "array" and refused.received in {"nothing", "null"}


def with_query_of(call: PagedCall[Any, T], options: CallOptions | None) -> tuple[PagedCall[Any, T], CallOptions | None]:
    """Move the query parameters of options into the call.

    Like the query parameters of the call, they decide which list is walked.

    Args:
        call: Call for the first page.
        options: Options of every request; `None` for the options of the client.

    Returns:
        The call and the options; cursors and parts of its walk have these parameters.

    Raises:
        ArgumentError: A query parameter of the options is invalid.
    """
    if not isinstance(options, CallOptions) or not options.query:
        return call, options
    texts = checked_query("query", options.query)
    # A value under the name of a secret is a text whose `repr` hides it, and stays such a text.
    added = {name: options.query[name] if is_secret(name) else str.__str__(text) for name, text in texts.items()}
    kept = tuple(pair for pair in call.query if pair[0] not in added)
    return evolve(call, query=(*kept, *added.items())), evolve(options, query={})


def first_cursor(cursor: Cursor) -> Cursor:
    """Return the cursor of page 1 of a list, with the same page size.

    Args:
        cursor: Cursor of any page of the list.
    """
    return Cursor(cursor.operation, cursor.arguments, 1, 0, cursor.size, account=cursor.account)


def is_beyond_first(cursor: Cursor) -> bool:
    """Return whether a cursor is after the first page or the first item."""
    return cursor.page > 1 or cursor.items > 0


def _other_fields(envelope: object, items: str | None) -> Mapping[str, Any]:
    fields: Mapping[str, Any] = {}
    match envelope:
        case Model():
            fields = dict(json_items(envelope))
        case Mapping():  # the program made the call itself, without a model
            fields = cast("Mapping[str, Any]", envelope)
        case _:
            pass
    name = (items or "").lower()  # some servers write SCIM's `Resources` in lower case
    return sealed({key: value for key, value in fields.items() if key.lower() != name})  # a value may be a token
