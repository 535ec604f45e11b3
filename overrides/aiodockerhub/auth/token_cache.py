"""The bearer token of a session: one log-in for all, renewed in time."""

import asyncio
import inspect
import logging
import math
from contextvars import ContextVar
from typing import Any, cast

from aiodockerhub_generated._redaction import SecretText, kind_of
from aiodockerhub_generated.types import Operation, Security
from attrs import evolve, frozen

from aiodockerhub.auth import jwt
from aiodockerhub.auth.credential_chain import Resolved, resolve
from aiodockerhub.auth.credentials import (
    AccessToken,
    Anonymous,
    BearerToken,
    Credentials,
    KnownCredentials,
    OrganizationToken,
    Password,
    TwoFactor,
    is_visible,
)
from aiodockerhub.auth.failed_log_in import LogInFailure
from aiodockerhub.auth.login import LogInCredentials, Send, log_in
from aiodockerhub.auth.sent_codes import SentCodes
from aiodockerhub.auth.session_secrets import SessionSecrets
from aiodockerhub.auth.token_store import UNKNOWN_LIFETIME, StoredToken, TokenStore, store_key, token_through_store
from aiodockerhub.errors import (
    ArgumentError,
    ArgumentTypeError,
    CredentialsRefusedError,
    NoCredentialsError,
    TwoFactorRequiredError,
    UsageError,
)
from aiodockerhub.helpers.clock import Clock
from aiodockerhub.helpers.log_records import write
from aiodockerhub.helpers.outcome import is_outcome
from aiodockerhub.helpers.tasks import start_task

__all__ = ["Auth", "Token"]

_log = logging.getLogger("aiodockerhub")
_EARLY = 60.0  # a token is refreshed this long before it expires, or a tenth of its life if that is shorter
_LATE = 5.0  # and not used any more this long before, or a fiftieth: the request takes time to arrive
_ROUNDING = 1.0  # a token's dates are whole seconds, so it may live that much shorter than it says
_PAUSE = 15.0  # between attempts to refresh early, and between tokens dropped because of a 401


# The log-in that the running code is part of: of a provider, or of a hook for a request of the log-in.
_inside: ContextVar["asyncio.Task[Any] | None"] = ContextVar("aiodockerhub log-in", default=None)


@frozen
class Token:
    """A bearer token in use; the times are of the monotonic clock.

    Attributes:
        text: The token; `None` for an anonymous session.
        refresh_at: When the client begins to fetch the next token; requests go on with this one meanwhile.
        expires_at: When requests stop using this token and wait for the next one.
    """

    text: SecretText | None
    refresh_at: float
    expires_at: float

    @property
    def header(self) -> SecretText | None:
        """Value of the Authorization header."""
        return None if self.text is None else SecretText(f"Bearer {self.text}")


class Auth:
    """The credentials and tokens of one session, in one event loop.

    Args:
        credentials: What to log in with; `None` for the credential chain, read when credentials are first needed.
        send: Sends a call of the log-in without credentials, and returns the decoded response.
        clock: The clock.
        scim_token: The bearer token for SCIM, which is used for nothing else.
        store: Keeps bearer tokens for other processes with the same credentials.
        base_url: URL of the API; stored tokens of another URL are not used.

    Attributes:
        last_used: The credentials that were used last; `None` before they are first needed.
        secrets: The passwords, codes and tokens of the session so far.
    """

    def __init__(
        self,
        credentials: Credentials | None,
        *,
        send: Send,
        clock: Clock,
        scim_token: str | None = None,
        store: TokenStore | None = None,
        base_url: str = "",
    ) -> None:
        if credentials is not None and (
            not callable(getattr(credentials, "current", None)) or isinstance(credentials, type)
        ):
            raise ArgumentTypeError(
                f"credentials must be Password(...), AccessToken(...) or the like, got {_kind(credentials)}",
                argument="credentials",
            )
        if scim_token is not None and not _is_token(scim_token):
            raise ArgumentError(
                "scim_token must be a bearer token: visible ASCII characters, at least one", argument="scim_token"
            )
        if store is not None and not all(hasattr(store, name) for name in ("lock", "load", "save")):
            raise ArgumentTypeError(
                f"token_store must have the methods of TokenStore, as FileTokenStore has; got {_kind(store)}",
                argument="token_store",
            )
        self._credentials = credentials
        self._send = send
        self._clock = clock
        self._scim = None if scim_token is None else SecretText(f"Bearer {scim_token.strip()}")
        self._store = store
        self._base_url = base_url
        self._sent_codes = SentCodes()
        self.secrets: SessionSecrets = SessionSecrets()
        self._rejected: SecretText | None = None
        self.last_used: KnownCredentials | None = None
        self._resolved: Resolved | None = None
        self._token: Token | None = None
        self._dropped_at = -math.inf
        self._refused: tuple[KnownCredentials, LogInFailure] | None = None
        self._task: asyncio.Task[Token | LogInFailure] | None = None

    def __repr__(self) -> str:
        credentials = self._credentials if self._resolved is None else self._resolved.credentials
        return "with the credentials that it finds" if credentials is None else f"with {credentials!r}"

    async def authorization(self, operation: Operation) -> str | None:
        """Give the Authorization header of a request.

        The call waits for a log-in only if the session has no usable token.

        Args:
            operation: The operation of the request.

        Returns:
            Value of the header, or `None` to send none.

        Raises:
            AuthenticationError: There are no credentials for this operation, or the log-in failed.
            TransportError: The log-in got no response.
            UsageError: The session was closed meanwhile, or the log-in itself asks for the header.
        """
        match operation.security:
            case Security.NONE | Security.NAMED:  # the caller gives named credentials with the call
                return None
            case Security.SCIM_BEARER:
                if self._scim is None:
                    raise NoCredentialsError(
                        f"{operation.id} needs the bearer token for SCIM: DockerHub(scim_token=...)"
                    )
                return self._scim
            case Security.BEARER | Security.OPTIONAL_BEARER:
                token = await self.token()
        if token.text is None and operation.security is Security.BEARER:
            raise NoCredentialsError(f"{operation.id} needs credentials, {self._why_none()}")
        return token.header

    async def token(self) -> Token:
        """Give the usable token, after a log-in if there is none.

        Raises:
            AuthenticationError: The log-in failed.
            TransportError: The log-in got no response.
            UsageError: The log-in under way asks for its own token, or was cancelled.
        """
        token, now = self._token, self._clock.monotonic()
        if token is not None and now < token.refresh_at:
            return token
        if self._task is None:
            # A task of its own: cancelling the request that happened to come first cancels nobody else's log-in.
            self._task = start_task(self._log_in(), name="aiodockerhub log-in")
            self._task.add_done_callback(self._finished)
        if token is not None and now < token.expires_at:
            return token
        if _inside.get() is self._task:
            raise UsageError(
                "a log-in cannot wait for itself: what gives credentials, or hooks into it, needs a client of its own"
            )
        return await self._outcome(self._task)

    @property
    def is_inside_log_in(self) -> bool:
        """Whether the running code is part of the log-in that is under way."""
        return self._task is not None and _inside.get() is self._task

    def drop_rejected(self, authorization: str) -> bool:
        """Drop the token of a request that got 401.

        Args:
            authorization: The Authorization header of that request.

        Returns:
            Whether to resend. True if the token was the session's, which is dropped, or has been replaced since. False
            for `BearerToken` credentials, for SCIM's, and for a fresh token within 15 seconds after another fresh one
            was dropped: the route refuses it, so it is kept.
        """
        if authorization == self._scim or isinstance(self._credentials, BearerToken):
            return False
        if self._token is not None and self._token.header == authorization:
            now = self._clock.monotonic()
            is_fresh = now < self._token.refresh_at - _ROUNDING  # or it may simply have expired on its way
            if is_fresh and now - self._dropped_at < _PAUSE:
                return False  # the new token fares no better: it is the route, and logging in on and on locks accounts
            self._rejected = self._token.text
            self._token = None
            if is_fresh:
                self._dropped_at = now
        return True

    def _why_none(self) -> str:
        if isinstance(self._credentials, Anonymous):
            return (
                "and this client was made with Anonymous(): pass AccessToken(user, pat) or the like to DockerHub, "
                "or leave credentials out to have them found"
            )
        source = self._resolved.source if self._resolved else "nowhere"
        return (
            f"and there are none ({source}): set DOCKERHUB_USERNAME and DOCKERHUB_TOKEN, run `docker login`, "
            "or in a program pass some to DockerHub"
        )

    async def resolve(self) -> Resolved:
        """Resolve the credentials of this client and their source, without log-in.

        Raises:
            CredentialSourceError: A link of the credential chain cannot be read.
        """
        if self._resolved is None:
            self._resolved = await resolve(self._credentials)
        return self._resolved

    async def aclose(self) -> None:
        """Stop the log-in under way; whoever waits for it gets `UsageError`."""
        if task := self._task:
            task.cancel()
            await asyncio.wait({task})

    async def _outcome(self, task: "asyncio.Task[Token | LogInFailure]") -> Token:
        await asyncio.wait({task})  # unlike awaiting the task, this does not pass on a cancellation
        if task.cancelled():
            raise UsageError("the log-in was cancelled, as it is when the client is closed")
        outcome = task.result()
        if isinstance(outcome, LogInFailure):
            outcome.throw()
        return outcome

    async def _log_in(self) -> Token | LogInFailure:
        _inside.set(asyncio.current_task())
        try:
            return await self._fetch()
        except Exception as error:  # noqa: BLE001 - handed to everyone who waits
            return LogInFailure(error, error.__traceback__)

    def _finished(self, task: "asyncio.Task[Token | LogInFailure]") -> None:
        self._task = None
        if task.cancelled() or task.exception() is not None:  # what is no `Exception`, raised where the task is awaited
            return
        outcome = task.result()
        if isinstance(outcome, Token):
            self._token = outcome
        elif self._token is not None and (left := self._token.expires_at - (now := self._clock.monotonic())) > 0:
            self._token = evolve(self._token, refresh_at=now + min(_PAUSE, left, max(left / 3, 1.0)))
            message = "refreshing the token failed, the old one is good for %.0f s more: %s"
            write(_log, logging.WARNING, message, left, outcome.error)

    async def _fetch(self) -> Token:
        resolved = await self.resolve()
        current = cast("object", resolved.credentials.current())
        if not inspect.isawaitable(current):
            del current  # which may be a secret
            raise ArgumentTypeError(
                f"{_kind(resolved.credentials)}.current must be an async function, and is a plain one",
                argument="credentials",
            )
        self.last_used = credentials = _checked(await current, resolved.credentials)
        if self._refused is not None and self._refused[0] == credentials:
            self._refused[1].throw()
        match credentials:
            case Anonymous():
                return self._good_for(math.inf if credentials is resolved.credentials else _EARLY, None)
            case BearerToken(text):
                # Issued long ago, so only its end counts, by a clock that may be wrong: then Hub returns 401.
                end = jwt.expires(text)
                life = UNKNOWN_LIFETIME if end is None else max(_EARLY, end - self._clock.time())
                return self._good_for(life, SecretText(text))
            case Password() | AccessToken() | OrganizationToken() | TwoFactor():
                stored = await self._shared_log_in(credentials)
                return self._good_for(stored.remaining(self._clock.time()), stored.token)

    def _good_for(self, life: float, text: SecretText | None) -> Token:
        self.secrets.note_received(text, is_secret=True)
        now = self._clock.monotonic()
        return Token(text, now + life - min(_EARLY, life / 10), now + life - min(_LATE, life / 50))

    async def _shared_log_in(self, credentials: LogInCredentials) -> StoredToken:
        """Log in, unless another process has stored the token already."""

        async def log_in() -> StoredToken:
            text = await self._exchange(credentials)
            return StoredToken.issued(text, self._clock.time())

        if self._store is None:
            return await log_in()

        async def make_key() -> str:
            return await store_key(self._base_url, credentials)

        return await token_through_store(self._store, make_key, log_in, now=self._clock.time, rejected=self._rejected)

    async def _exchange(self, credentials: LogInCredentials) -> SecretText:
        try:
            return await log_in(self._send, credentials, self._clock, self._sent_codes)
        except (CredentialsRefusedError, TwoFactorRequiredError) as error:
            if is_outcome(error, self._sent_codes):  # and none of a hook
                self._refused = credentials, LogInFailure(error, error.__traceback__)
            raise


def _is_token(text: object) -> bool:
    return isinstance(text, str) and is_visible(text.strip())


def _checked(credentials: object, provider: object) -> KnownCredentials:
    if isinstance(credentials, KnownCredentials):
        return credentials
    raise ArgumentTypeError(
        f"{_kind(provider)}.current() must give one of the credentials of this package, got {_kind(credentials)}",
        argument="credentials",
    )


def _kind(value: object) -> str:
    return kind_of(value)  # and not its repr, which may show a secret
