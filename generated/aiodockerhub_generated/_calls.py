"""Classes of calls and their options, and the protocol of their senders."""

import enum
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, Self, TypeAlias, TypeVar

import attrs

from ._drift import DriftSink
from ._masking import hidden, without_secrets
from ._omit import OMIT, Omit
from ._pages import Cursor, Paging
from ._secret_names import is_secret
from ._walks import Pager
from .arguments import check_type
from .errors import ArgumentError

if TYPE_CHECKING:
    from .credentials import Credential

JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None
"""Any JSON value."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
EnvelopeT = TypeVar("EnvelopeT")
EnvelopeT_co = TypeVar("EnvelopeT_co", covariant=True)
ItemT = TypeVar("ItemT")
ItemT_co = TypeVar("ItemT_co", covariant=True)

_NONE: Mapping[str, Any] = {}  # shared by all calls, because a new mapping for each takes a microsecond


class Security(enum.StrEnum):
    """The kind of credential that an operation requires.

    Attributes:
        NONE: No credential is sent.
        OPTIONAL_BEARER: A bearer token is sent if the client has credentials.
        BEARER: A bearer token is required. It is short-lived: the log-in issues it for the client's credentials.
        SCIM_BEARER: The bearer token for SCIM is required. An administrator creates it, and it is valid for SCIM only.
        NAMED: Credentials of other security schemes are required; see `Operation.credentials`.
    """

    NONE = "none"
    OPTIONAL_BEARER = "optional bearer"
    BEARER = "bearer"
    SCIM_BEARER = "SCIM bearer"
    NAMED = "named credentials"


@attrs.frozen(kw_only=True)
class Operation:
    """What the document states about an operation, except its arguments.

    Attributes:
        id: Name of the operation, `resource.method_name`, such as `repositories.list_tags`.
        method: HTTP method in capitals.
        path: Path template, such as `/v2/namespaces/{namespace}/repositories`, with the path of the server's URL (if
            any) before it.
        security: Kind of credential that the operation requires; a bearer token by default.
        credentials: Alternatives if `security` is `Security.NAMED`: a request carries all credentials of one
            alternative. Empty for any other `security`.
        personal_token: Whether a client with a personal access token may call the operation, if the scopes of the
            token permit it; `False` by default, like the other attributes that are true or false.
        organization_token: Whether a client with an organization access token may call the operation, if the scopes of
            the token permit it.
        personal_scope: Scope that a personal access token needs; `None` if no scope is known.
        organization_scope: Scope that an organization access token needs; `None` if no scope is known.
        legacy_route: Whether the route of the operation is a legacy route, which refuses organization access tokens.
            According to Docker's manual, a route with the namespace in its path accepts them. The manual does not state
            this path.
        deprecated: Whether the document marks the operation as deprecated.
        undocumented: Whether Docker's published document lacks the operation.
        response: Kind of a successful response's body; `json` by default. `exists` is for HEAD: a 2xx status means
            `True`, and 404 means `False`.
        accept: Media types of a successful response, separated by commas, for the Accept header; JSON by default.
        content_type: Media type of the request body, for the Content-Type header; JSON by default.
        paging: Paging of a list; `None` for an operation that is not a list.
        scopes: Kind of access token whose scopes the request body contains; `None` for a body without scopes.
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
    """A request body other than JSON: a form, text or bytes.

    Attributes:
        data: The encoded body.
        media_type: Media type for the Content-Type header.
    """

    data: bytes = attrs.field(repr=lambda data: f"<{len(data)} bytes>")  # may contain a password
    media_type: str


def _pairs_repr(pairs: tuple[tuple[str, str], ...]) -> str:
    return repr(tuple((name, "***" if is_secret(name, log_in=True) else value) for name, value in pairs))


@attrs.frozen(kw_only=True)
class Call(Generic[T_co]):
    """A request to Docker Hub as a value; making a call does no I/O.

    Attributes:
        operation: The operation, with what the document states about it.
        path: The path with its arguments, percent-encoded.
        query: Names and values of the query parameters, as text, in the order of the document; none by default.
        headers: Names and values of the headers that are arguments of the operation; none by default.
        body: The JSON body, a `Content` for another kind of body, or `OMIT`, the default, for no body.
        decode: Function that makes the result from the payload and a drift sink. The payload depends on
            `operation.response`: `bytes` for `json` and `bytes`, `str` for `text`, `None` for `none`, and `bool` for
            `exists`. The function calls the sink with each schema mismatch. It raises `NotJSONError` if a JSON payload
            is not JSON, and `WrongTypeError` if its value has an undocumented type and cannot be decoded leniently, or
            has more than 50,000 schema mismatches.
        by_status: Functions like `decode`, by status such as `201` or range such as `2XX`, for operations whose
            successful responses have different types; empty for all others.
    """

    operation: Operation = attrs.field(repr=lambda operation: operation.id)
    path: str
    query: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=_pairs_repr)
    headers: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=_pairs_repr)
    body: JSON | Content | Omit = attrs.field(default=OMIT, repr=False)  # may contain a password
    decode: Callable[[Any, DriftSink | None], T_co] = attrs.field(repr=False, eq=False)
    by_status: Mapping[str, Callable[[Any, DriftSink | None], T_co]] = attrs.field(default=_NONE, repr=False, eq=False)

    def decoder(self, status: int) -> Callable[[Any, DriftSink | None], T_co]:
        """Choose the decoder of a response.

        Args:
            status: Status of the response.

        Returns:
            The decoder in `by_status` for the status or for its range, such as `2XX`; else `decode`.
        """
        if not self.by_status:
            return self.decode
        exact = self.by_status.get(str(status))
        return exact or self.by_status.get(f"{status // 100}XX") or self.decode

    def with_query(self, **params: str | int | None) -> Self:
        """Copy the call with other query parameters.

        Args:
            **params: New values by name; `None` removes a parameter. If the query has a parameter several times, its
                new value replaces the first, and the others are removed. Parameters without a new value stay.

        Returns:
            The copy. Existing parameters keep their order, and new parameters follow.

        Raises:
            ArgumentTypeError: A value is neither text nor an integer, nor `None`.
            ArgumentError: An integer has more than 4,300 digits, which Python does not write.
        """
        texts = {name: None if value is None else _query_text(name, value) for name, value in params.items()}
        kept = [
            (name, texts.pop(name) if name in params else value)
            for name, value in self.query
            if name in texts or name not in params
        ]
        query = [(name, value) for name, value in (*kept, *texts.items()) if value is not None]
        return attrs.evolve(self, query=tuple(query))


def _query_text(name: str, value: str | int) -> str:
    """Write a value of `with_query` as text; see there."""
    check_type(name, value, "str | int")
    # An integer may have more than 64 bits, because page numbers follow from the count that a server states.
    with suppress(ValueError):
        return str(value)
    raise ArgumentError(f"{name}: expected an integer of at most 4,300 digits, got a longer one", argument=name)


@attrs.frozen(kw_only=True)
class PagedCall(Call[EnvelopeT_co], Generic[EnvelopeT_co, ItemT_co]):
    """A call whose response is a page of items.

    `operation.paging` describes the requests for further pages.

    Attributes:
        items: Function that returns the items of the decoded response.
    """

    items: Callable[[EnvelopeT_co], list[ItemT_co]] = attrs.field(repr=False, eq=False)


@attrs.frozen(kw_only=True)
class WalkPart(Generic[ItemT_co]):
    """A part of a walk as a value, which can be pickled.

    `pager.split` makes parts, and `hub.walk` makes a pager of a part in any process.

    Attributes:
        call: The call of the list.
        number: Number of the part, from 1.
        of: Number of parts.
        start: Cursor of the part's first page.
        stop: Number of the page that follows the part. If requests state the index of an item, as in SCIM: number of
            items of the list that precede the end of the part. `None` for the last part, which ends with the list.
        total: Number of items in the list when it was split; `None` if the server did not report it.
        head: Digest of page 1 of the list when the list was split. If there are several parts, and page 1 has another
            digest after the walk of a part, this walk raises `ListChangedError`.
    """

    call: "PagedCall[Any, ItemT_co]"
    number: int
    of: int
    start: Cursor
    stop: int | None = None
    total: int | None = None
    head: str = attrs.field(default="", repr=False)


def _query_repr(query: Mapping[str, str]) -> str:
    if not isinstance(query, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] - refused when it is used
        return f"<{type(query).__name__}>"
    return repr(without_secrets(dict(query), log_in=True))


def _hide_secrets(given: Mapping[str, str]) -> Mapping[str, str]:
    """Wrap values under names of secrets, so that no `repr` shows them.

    Pickling a wrapped value raises `TypeError`. An argument that is not a mapping is returned as it is.
    """
    if not isinstance(given, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] - refused when it is used
        return given
    return {name: hidden(value) if _is_secret_name(name) else value for name, value in given.items()}


def _is_secret_name(name: object) -> bool:
    return isinstance(name, str) and is_secret(name)  # a name that is not text is refused when it is used


@attrs.frozen(kw_only=True)
class CallOptions:
    """The options of a call.

    `OMIT`, the default of the first four options, means the option of the client.

    Options can be pickled, unless a header or query parameter has the name of a secret, such as `X-Api-Key`: then
    pickling raises `TypeError`, as it does for calls with secrets.

    Attributes:
        timeout: Seconds for each phase: connecting, every write and every read; `None` for no limit.
        deadline: Seconds for the whole call, including all waits and attempts; `None` for no limit.
        max_retries: Maximum number of retries if the request may be sent again; 0 for none.
        max_response_size: Maximum number of bytes of the decompressed body of a 2xx response; `None` for no limit.
        idempotent: Whether a second request has no further effect, so that a write is retried like a read; `False` by
            default.
        headers: Headers to add to the request; none by default.
        query: Query parameters to add, such as parameters that the document lacks; none by default.
    """

    timeout: float | Omit | None = OMIT
    deadline: float | Omit | None = OMIT
    max_retries: int | Omit = OMIT
    max_response_size: int | Omit | None = OMIT
    idempotent: bool = False
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False, converter=_hide_secrets)
    query: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=_query_repr, converter=_hide_secrets)


class Sender(Protocol):
    """The protocol of objects that send calls: the client, or a test's double."""

    async def send(self, call: Call[T], options: CallOptions | None = None) -> T:
        """Send a call and decode its response.

        Args:
            call: The call to send.
            options: Options of the call, such as timeout, retries, headers and query; `None`, the default, for those of
                the client.

        Returns:
            The result that `call.decoder(status)` makes from the response.

        Raises:
            DockerHubError: The call failed.
            Exception: A hook, a provider, a token store or a transport of the user raised this exception.
        """
        ...

    def paginate(self, call: PagedCall[EnvelopeT, ItemT], options: CallOptions | None = None) -> Pager[ItemT]:
        """Make the pager of a call, without sending a request.

        Args:
            call: The call for the first page.
            options: Options of every request of the walk; `None`, the default, for those of the client.

        Returns:
            The pager, which sends requests when it is awaited or walked.
        """
        ...
