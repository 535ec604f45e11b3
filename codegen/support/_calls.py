"""Calls: requests as values, and the protocol of their senders."""

import enum
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, Self, TypeAlias, TypeVar

import attrs

from ._drift import DriftSink
from ._omit import OMIT, Omit
from ._pager import Pager
from ._paging import Cursor, Paging
from ._redaction import hidden, without_secrets
from ._secret_names import is_secret

if TYPE_CHECKING:
    from .credentials import Credential

JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None
"""Anything JSON can say."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
EnvelopeT = TypeVar("EnvelopeT")
EnvelopeT_co = TypeVar("EnvelopeT_co", covariant=True)
ItemT = TypeVar("ItemT")
ItemT_co = TypeVar("ItemT_co", covariant=True)

_NONE: Mapping[str, Any] = {}  # shared by all calls that have none: making one for each takes a microsecond


class Security(enum.StrEnum):
    """The kind of credential that an operation takes.

    The bearer token of a session is short-lived, and issued for its credentials at the log-in. SCIM has a bearer token
    of its own, which an administrator creates and which is valid for SCIM only.
    """

    NONE = "none"
    OPTIONAL_BEARER = "optional bearer"
    BEARER = "bearer"
    SCIM_BEARER = "SCIM bearer"
    NAMED = "named credentials"


@attrs.frozen(kw_only=True)
class Operation:
    """The facts of one operation in the document, without its arguments.

    Attributes:
        id: Name of the operation, `resource.method_name`, such as `repositories.list_tags`.
        method: HTTP method, in capitals.
        path: Path template, such as `/v2/namespaces/{namespace}/repositories`.
        security: The credential it takes.
        credentials: The alternatives of named credentials, for `Security.NAMED`.
        personal_token: Whether a session opened with a personal access token may call it, as far as its scopes go.
        organization_token: Whether a session opened with an organization access token may call it.
        personal_scope: The scope that a personal access token needs; `None` if none is known.
        organization_scope: The scope that an organization access token needs; `None` if none is known.
        legacy_route: Whether Docker's manual mentions another route with the namespace in its path, for organization
            access tokens, without saying what that path is.
        deprecated: Whether Docker advises against it.
        undocumented: Whether Docker's published document lacks the operation.
        response: Kind of the body of a success. `exists` stands for HEAD: any 2xx is `True`, 404 is `False`.
        accept: Media type of a success, for the Accept header.
        content_type: Media type of the body, for the Content-Type header.
        paging: The paging of a list; `None` for an operation that is no list.
        scopes: Kind of access token whose scopes the body carries; `None` for a body without scopes.
    """

    id: str
    method: str
    path: str
    security: Security = Security.BEARER
    credentials: "tuple[tuple[Credential, ...], ...]" = ()
    personal_token: bool = False
    organization_token: bool = False
    personal_scope: str | None = None
    organization_scope: str | None = None
    legacy_route: bool = False
    deprecated: bool = False
    undocumented: bool = False
    response: Literal["json", "text", "bytes", "none", "exists"] = "json"
    accept: str = "application/json"
    content_type: str = "application/json"
    paging: Paging | None = None
    scopes: Literal["organization", "personal"] | None = None


@attrs.frozen
class Content:
    """The body of a request that is not JSON: a form, text or any bytes.

    Attributes:
        data: The bytes.
        media_type: For the Content-Type header.
    """

    data: bytes = attrs.field(repr=lambda data: f"<{len(data)} bytes>")  # may hold a password
    media_type: str


def _shown_pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return repr(tuple((name, "***" if is_secret(name, log_in=True) else value) for name, value in pairs))


@attrs.frozen(kw_only=True)
class Call(Generic[T_co]):
    """A request to Docker Hub as a value; making it does no I/O.

    Attributes:
        operation: The operation, with the facts of the document.
        path: The path, with its arguments filled in and quoted.
        query: Names and values of the query, as text, in the order of the document.
        headers: Names and values of the headers that are arguments of the operation.
        body: The JSON body, the bytes of another kind of body, or `OMIT` for none.
        decode: Makes the result from a payload: the bytes of JSON, text, bytes, `None` or a boolean, by
            `operation.response`. Calls the sink with each schema mismatch, and raises `NotJSONError` for a body that is
            not JSON.
    """

    operation: Operation = attrs.field(repr=lambda operation: operation.id)
    path: str
    query: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=_shown_pairs)
    headers: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=_shown_pairs)
    body: JSON | Content | Omit = attrs.field(default=OMIT, repr=False)  # may hold a password
    decode: Callable[[Any, DriftSink | None], T_co] = attrs.field(repr=False, eq=False)
    by_status: Mapping[str, Callable[[Any, DriftSink | None], T_co]] = attrs.field(default=_NONE, repr=False, eq=False)

    def decoder(self, status: int) -> Callable[[Any, DriftSink | None], T_co]:
        """Choose the decoder of a response.

        Args:
            status: The status of the response.

        Returns:
            The decoder in `by_status` for the status or its range, such as `2XX`; else `decode`.
        """
        if not self.by_status:
            return self.decode
        exact = self.by_status.get(str(status))
        return exact or self.by_status.get(f"{status // 100}XX") or self.decode

    def with_query(self, **params: str | int | None) -> Self:
        """Copy the call with other query parameters.

        Args:
            **params: New values by name; `None` removes a parameter. All other parameters stay.

        Returns:
            The copy; present parameters keep their order, and new ones follow.
        """
        texts = {name: None if value is None else str(value) for name, value in params.items()}
        kept = [(name, texts.pop(name) if name in texts else value) for name, value in self.query]
        query = [(name, value) for name, value in (*kept, *texts.items()) if value is not None]
        return attrs.evolve(self, query=tuple(query))


@attrs.frozen(kw_only=True)
class PagedCall(Call[EnvelopeT_co], Generic[EnvelopeT_co, ItemT_co]):
    """A call whose response is one page of items.

    `operation.paging` describes the requests for further pages.

    Attributes:
        items: Takes the items out of the decoded response.
    """

    items: Callable[[EnvelopeT_co], list[ItemT_co]] = attrs.field(repr=False, eq=False)


@attrs.frozen(kw_only=True)
class WalkPart(Generic[ItemT_co]):
    """A part of a walk as a value, which pickles.

    `pager.split` makes it, `hub.walk` walks it, in any process.

    Attributes:
        call: The call of the list.
        number: The part's number, from 1.
        of: How many parts there are.
        start: The cursor of its first page.
        stop: Number of the page before which the part ends; in a list by offset, as SCIM's are, the index of the item,
            from 0. None for the last part, which ends with the list.
        total: How many items the list had when it was split; None if the server did not say.
        head: A digest of the first page of the list when it was split.
    """

    call: "PagedCall[Any, ItemT_co]"
    number: int
    of: int
    start: Cursor
    stop: int | None = None
    total: int | None = None
    head: str = attrs.field(default="", repr=False)


def _shown(query: Mapping[str, str]) -> str:
    if not isinstance(query, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] - refused when it is used
        return f"<{type(query).__name__}>"
    return repr(without_secrets(dict(query), log_in=True))


def _guarded(given: Mapping[str, str]) -> Mapping[str, str]:
    """Wrap values under names of secrets, to be neither shown nor pickled."""
    if not isinstance(given, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] - refused when it is used
        return given
    return {name: hidden(value) if is_secret(str(name)) else value for name, value in given.items()}


@attrs.frozen(kw_only=True)
class CallOptions:
    """The options of one call; others are those of the client.

    Options pickle, unless a header or query parameter has the name of a secret, such as `X-Api-Key`: then pickling
    raises `TypeError`, as for calls.

    Attributes:
        timeout: Seconds for each phase: connecting, every write and every read; `None` for no limit.
        deadline: Seconds for the whole call, all waits and attempts included; `None` for no limit.
        max_retries: Greatest number of retries of a request, where it may be retried.
        max_response_size: Greatest number of bytes of the response body, decompressed; `None` for no limit.
        idempotent: Whether the request may be sent twice, so that a write is retried as a read is.
        headers: Headers to add to the request.
        query: Query parameters to add, such as some that the document lacks.
    """

    timeout: float | Omit | None = OMIT
    deadline: float | Omit | None = OMIT
    max_retries: int | Omit = OMIT
    max_response_size: int | Omit | None = OMIT
    idempotent: bool = False
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False, converter=_guarded)
    query: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=_shown, converter=_guarded)


class Sender(Protocol):
    """The protocol of what sends calls: the client, or a stand-in in tests."""

    async def send(self, call: Call[T], options: CallOptions | None = None) -> T:
        """Send a call and decode its response.

        Args:
            call: The call.
            options: Per-call timeout, retries, headers, query and the like.

        Returns:
            The result that `call.decode` makes of the response.
        """
        ...

    def paginate(self, call: PagedCall[EnvelopeT, ItemT], options: CallOptions | None = None) -> Pager[ItemT]:
        """Make the pager of a call, without sending anything.

        Args:
            call: The call for the first page.
            options: Options of every request of the walk.

        Returns:
            The pager.
        """
        ...
