"""Decides when a session logs in, and when its bearer token is used.

All requests of a session share one token and one log-in. `login` sends the requests of a log-in, and
`shared_log_in` shares tokens with other processes.
"""

import asyncio
import logging
import math
from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from aiodockerhub_generated._masking import SecretText
from aiodockerhub_generated.types import Operation, Security
from attrs import evolve

from aiodockerhub.auth import credential_chain, jwt
from aiodockerhub.auth.accounts import account_of
from aiodockerhub.auth.credential_arguments import check_provider, check_scim_token
from aiodockerhub.auth.credential_chain import Resolved, ask_provider, explain_absence
from aiodockerhub.auth.credentials import (
    AccessToken,
    Anonymous,
    BearerToken,
    Credentials,
    KnownCredentials,
    OrganizationToken,
    Password,
    TwoFactor,
)
from aiodockerhub.auth.login import LogInCredentials, Send, log_in
from aiodockerhub.auth.refusals import RefusalMemory
from aiodockerhub.auth.sent_codes import SentCodes
from aiodockerhub.auth.session_secrets import SessionSecrets
from aiodockerhub.auth.shared_log_in import take_or_log_in
from aiodockerhub.auth.store_key import store_key
from aiodockerhub.auth.stored_token import StoredToken
from aiodockerhub.auth.token_refresh import DEFAULT_LIFETIME_SECONDS, Token
from aiodockerhub.auth.token_store import TokenStore, check_store
from aiodockerhub.auth.waiting_tasks import LogInFailure, token_or_failure
from aiodockerhub.errors import (
    DockerHubError,
    NoCredentialsError,
    UsageError,
)
from aiodockerhub.helpers.clock import Clock
from aiodockerhub.helpers.log_records import describe_error, write
from aiodockerhub.helpers.outcome import is_outcome
from aiodockerhub.helpers.tasks import start_task

__all__ = ["TokenCache"]

_log = logging.getLogger("aiodockerhub")
# The dates of a token are whole seconds, so the token may expire up to a second before its computed expiry.
_DATE_ROUNDING_SECONDS = 1.0
_MAX_REJECTED_TOKENS = 16  # of the newest; older tokens have expired
_GRACE_SECONDS = 1.0  # the maximum time that `aclose` waits for the end of a cancelled log-in
# The maximum time from a failed refresh to the next, and the minimum time from a dropped fresh token to the next.
_LOG_IN_PAUSE_SECONDS = 15.0
# The minimum lifetime of what a provider returns without a log-in. It limits how often the provider is called.
_MIN_LIFETIME_SECONDS = 60.0
# The log-in whose task runs the current code: a provider of credentials, or a hook for a request of the log-in.
_current_log_in: ContextVar["asyncio.Task[Any] | None"] = ContextVar("aiodockerhub log-in", default=None)


class TokenCache:
    """The credentials and the bearer token of one session, in one event loop.

    Args:
        credentials: Object whose `current()` returns the credentials for a log-in, such as an `AccessToken`; `None` for
            the credential chain, which is read when credentials are first needed.
        send: Async function that sends a call of the log-in without a bearer token and returns the decoded response.
        clock: Clock for the times of tokens.
        scim_token: Bearer token for SCIM operations, which is used for no other operation; `None` if there is none.
            White space around it is removed.
        store: Store that shares bearer tokens with other processes; `None` to share none.
        base_url: Base URL of the API. Stored tokens of another base URL are not used.

    Attributes:
        last_account: Account whose token `authorization` returned last, as a text of `account_of`; `None` if it is
            unknown, or if the operation needs no token.
        mask: Function that masks the secrets of the session in a text for the log; at first it masks nothing.
        last_used: Credentials that `current()` has returned last; `None` before it first returns any.
        secrets: Memory of passwords, codes and tokens, without `scim_token`: the latest 64 that log-ins have sent
            (`sent`), and the latest 64 that log-ins, the provider or the store have returned (`received`). Of a
            response to a log-in, it has at most the first 8 secrets. No received secret has more than 16,384
            characters.

    Raises:
        ArgumentTypeError: `credentials` or `store` lacks a method of its protocol, or `credentials` is a class.
        ArgumentError: `scim_token` is not text of 1 to 65,536 visible ASCII characters.
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
        self._credentials = credentials
        self._resolved: Resolved | None = None  # before the checks, because tracebacks show the `repr`
        check_provider(credentials)
        check_scim_token(scim_token)
        check_store(store)
        self._send = send
        self._clock = clock
        self._scim_header = None if scim_token is None else SecretText(f"Bearer {scim_token.strip()}")
        self._store = store
        self._base_url = base_url
        self._sent_codes = SentCodes()
        self.secrets: SessionSecrets = SessionSecrets()
        self.mask: Callable[[str], str] = str
        self._rejected_tokens = deque[SecretText](maxlen=_MAX_REJECTED_TOKENS)
        self.last_account: str | None = None
        self.last_used: KnownCredentials | None = None
        self._token: Token | None = None
        self._dropped_at = -math.inf
        self._refusals = RefusalMemory(clock)
        self._log_in_task: asyncio.Task[Token | LogInFailure] | None = None

    def __repr__(self) -> str:
        credentials = self._credentials if self._resolved is None else self._resolved.credentials
        return "with the credentials that it finds" if credentials is None else f"with {credentials!r}"

    async def authorization(self, operation: Operation) -> str | None:
        """Return the Authorization header for a request.

        Args:
            operation: Operation of the request.

        Returns:
            Value of the header; `None` if the operation needs no bearer token, or if its token is optional and the
            session is anonymous.

        Raises:
            NoCredentialsError: The operation requires a bearer token, and the session is anonymous; or the operation is
                for SCIM, and the client has no `scim_token`.
            Exception: `token` raised this exception.
        """
        self.last_account = None
        match operation.security:
            case Security.BEARER | Security.OPTIONAL_BEARER:  # first, because most operations have them
                token = await self.token()
            case Security.SCIM_BEARER:
                if self._scim_header is None:
                    raise NoCredentialsError(
                        f"{operation.id} needs the bearer token for SCIM: DockerHub(scim_token=...)"
                    )
                return self._scim_header
            case Security.NONE | Security.NAMED:  # the session adds named credentials in other headers
                return None
        if token.text is None and operation.security is Security.BEARER:
            raise NoCredentialsError(
                f"{operation.id} needs credentials, {explain_absence(self._credentials, self._resolved)}"
            )
        self.last_account = token.account  # set last, because other calls may set it while this call waits
        return token.header

    async def token(self) -> Token:
        """Return a usable token, and log in if the session has none.

        From the `refresh_at` of a token to its `expires_at`, this method returns the token and lets a log-in run.

        Returns:
            A token before its `expires_at`, or the token of the log-in for which this method has waited.

        Raises:
            AuthenticationError: Credentials are missing or cannot be read, or Docker Hub refused the log-in or has
                locked the account.
            ArgumentError: The provider, or the `code` of a `TwoFactor`, is not async or returns an invalid value.
            StatusError: The status of the response to the log-in is 408, 425, 429, 5xx or a redirect.
            TransportError: A request of the log-in got no response.
            DecodeError: The response to the log-in is not JSON.
            UsageError: The log-in was cancelled, as when the client is closed, or the current code runs inside the
                log-in for which it would wait.
            Exception: The provider of the credentials or a hook for the log-in raised this exception.
        """
        token, now = self._token, self._clock.monotonic()
        if token is not None and now < token.refresh_at:
            return token
        if self._log_in_task is None:
            # The log-in runs in a separate task, because other requests wait for it too: cancelling the request that
            # started the log-in must not cancel the log-in.
            self._log_in_task = start_task(self._run_log_in(), name="aiodockerhub log-in")
            self._log_in_task.add_done_callback(self._handle_end)
        if token is not None and now < token.expires_at:
            return token
        if _current_log_in.get() is self._log_in_task:
            raise UsageError(
                "the log-in would wait for itself: a provider of credentials, or a hook of the log-in, must use "
                "another client"
            )
        return await self._wait_for_log_in(self._log_in_task)

    @property
    def is_inside_log_in(self) -> bool:
        """Whether the current code runs inside the log-in that is in progress."""
        return self._log_in_task is not None and _current_log_in.get() is self._log_in_task

    def drop_rejected(self, authorization: str) -> bool:
        """Drop the token of a request whose response has status 401.

        A token is fresh until a second before its `refresh_at`. A fresh token is kept if the service rejects it less
        than 15 seconds after another fresh token was dropped: probably the route rejects every token, and more log-ins
        would lock the account.

        Args:
            authorization: Authorization header of the request.

        Returns:
            Whether to resend the request with the current token or a new token. True if the token was dropped, now or
            since the request was sent. False if the token was kept, or if it cannot be replaced: the token for SCIM, or
            a `BearerToken` that was passed to the client.
        """
        if authorization == self._scim_header or isinstance(self._credentials, BearerToken):
            return False
        if self._token is not None and self._token.header == authorization:
            now = self._clock.monotonic()
            is_fresh = now < self._token.refresh_at - _DATE_ROUNDING_SECONDS  # otherwise it may have expired on the way
            if is_fresh and now - self._dropped_at < _LOG_IN_PAUSE_SECONDS:
                return False
            if self._token.text is not None:
                self._rejected_tokens.append(self._token.text)
            self._token = None
            if is_fresh:
                self._dropped_at = now
        return True

    async def resolve_credentials(self) -> Resolved:
        """Return the credentials of the client and their source without a log-in.

        If the program has passed no credentials to the client, the first call searches the credential chain. Further
        calls return the result of the first call that raised no error.

        Returns:
            The credentials and a description of their source.

        Raises:
            CredentialSourceError: A source of the credential chain is incomplete, invalid or cannot be read.
            UsageError: The process can start no thread to read a file.
        """
        if self._resolved is None:
            self._resolved = await credential_chain.resolve_credentials(self._credentials)
        return self._resolved

    async def aclose(self) -> None:
        """Cancel a log-in in progress, and wait for its end for at most 1 s.

        Calls that wait for the log-in raise `UsageError`, unless the provider ignores the cancellation.
        """
        if task := self._log_in_task:
            task.cancel()
            await asyncio.wait({task}, timeout=_GRACE_SECONDS)  # a provider may ignore its cancellation

    async def _wait_for_log_in(self, task: "asyncio.Task[Token | LogInFailure]") -> Token:
        """Wait for a log-in and return its token or raise its error."""
        await asyncio.wait({task})  # unlike `await task`, this does not cancel the task if the caller is cancelled
        if task.cancelled():
            raise UsageError("the log-in was cancelled, probably because the client was closed")
        outcome = task.result()
        if isinstance(outcome, LogInFailure):
            outcome.throw()
        return outcome

    async def _run_log_in(self) -> Token | LogInFailure:
        """Log in, and return an error instead of raising it."""
        _current_log_in.set(asyncio.current_task())
        return await token_or_failure(self._resolve_and_log_in())  # `_wait_for_log_in` raises its error

    def _handle_end(self, task: "asyncio.Task[Token | LogInFailure]") -> None:
        """Keep the token of a log-in; after a failed refresh, delay the next."""
        self._log_in_task = None
        if task.cancelled() or task.exception() is not None:  # a BaseException such as SystemExit, raised by `result`
            return
        outcome = task.result()
        if isinstance(outcome, Token):
            self._token = outcome
        elif self._token is not None and (left := self._token.expires_at - (now := self._clock.monotonic())) > 0:
            self._token = evolve(self._token, refresh_at=now + min(_LOG_IN_PAUSE_SECONDS, left, max(left / 3, 1.0)))
            message = "could not refresh the bearer token, which is valid for %.0f s more: %s"
            write(_log, logging.WARNING, message, left, describe_error(outcome.error, self.mask))

    async def _resolve_and_log_in(self) -> Token:
        """Get the current credentials from their provider, and a token for them.

        If the last log-in with the same credentials was refused or lacked a second factor, the method raises a copy of
        that error and sends nothing. After a refusal because of a lock, the method does so only until the lock should
        have ended.
        """
        resolved = await self.resolve_credentials()
        self.last_used = credentials = await ask_provider(resolved.credentials, self._rejected_tokens)
        self._refusals.check(credentials)
        match credentials:
            case Anonymous():
                # A provider that returned Anonymous may return other credentials later, so it is called again.
                lifetime = math.inf if credentials is resolved.credentials else _MIN_LIFETIME_SECONDS
                return self._make_token(None, lifetime, credentials)
            case BearerToken(token):
                # The age of the token is unknown, so the time left is computed with the clock of this machine. If that
                # clock is slow, the client uses the token too long, and Docker Hub responds with 401.
                end = jwt.expires(token)
                left = DEFAULT_LIFETIME_SECONDS if end is None else end - self._clock.time()
                return self._make_token(SecretText(token), max(_MIN_LIFETIME_SECONDS, left), credentials)
            case Password() | AccessToken() | OrganizationToken() | TwoFactor():
                stored = await self._log_in_through_store(credentials)
                return self._make_token(stored.token, stored.remaining(self._clock.time()), credentials)

    def _make_token(self, token: SecretText | None, lifetime: float, credentials: KnownCredentials) -> Token:
        """Make the session's token from its lifetime, and note it as a secret."""
        self.secrets.note_received(token, is_secret=True)
        return Token.of_lifetime(token, lifetime, self._clock.monotonic(), account_of(credentials))

    async def _log_in_through_store(self, credentials: LogInCredentials) -> StoredToken:
        """Take the token that another process has stored, or log in and store it."""

        async def issue_token() -> StoredToken:
            token = await self._log_in_remembering_refusal(credentials)
            return StoredToken.from_log_in(token, self._clock.time())

        if self._store is None:
            return await issue_token()

        async def make_key() -> str:
            return await store_key(self._base_url, credentials)

        return await take_or_log_in(
            self._store, make_key, issue_token, now=self._clock.time, rejected=self._rejected_tokens, mask=self.mask
        )

    async def _log_in_remembering_refusal(self, credentials: LogInCredentials) -> SecretText:
        """Log in; remember an error after which credentials are not resent."""
        try:
            return await log_in(self._send, credentials, self._clock, self._sent_codes)
        except DockerHubError as error:
            if is_outcome(error, self._sent_codes):  # a hook may raise the same class of error for another client
                self._refusals.add(credentials, error)
            raise
