"""Follows a change by hooks, to know whether it may have been made."""

from typing import TYPE_CHECKING

from aiodockerhub.http.retryable_statuses import NOT_DONE

if TYPE_CHECKING:
    from aiodockerhub.http.events import AttemptEvent, CallEndEvent
    from aiodockerhub.http.hooks import Hooks


class CallProgress:
    """Follows a call by hooks, to know whether its change may have been made.

    The hook `on_request` does not tell that a request is sent: after this hook, an attempt waits for its place, and for
    a log-in, which may have to wait for a credential helper.

    Args:
        operation: Id of the operation of the call.

    Attributes:
        may_be_done: Whether Docker Hub may have made the change. It is `True` in two cases: the request of an attempt
            was sent, and the status of its response, if there is one, is none of `NOT_DONE` (401 and 429); or the call
            was cancelled during an attempt.
    """

    def __init__(self, operation: str) -> None:
        self._operation = operation
        self._ended = 0  # attempts with a response or a transport error
        self.may_be_done: bool = False

    def hooks(self) -> "Hooks":
        """Return the hooks for the client of the call."""
        return {"on_attempt": self._on_attempt, "on_call_end": self._on_call_end}

    def _on_attempt(self, event: "AttemptEvent") -> None:
        from aiodockerhub.errors import TransportError

        if event.operation == self._operation:
            self._ended += 1
            is_unsent = isinstance(event.error, TransportError) and not event.error.sent
            self.may_be_done |= not is_unsent and event.status_code not in NOT_DONE

    def _on_call_end(self, event: "CallEndEvent") -> None:
        if event.operation == self._operation and event.outcome == "cancelled":
            self.may_be_done |= event.attempts > self._ended
