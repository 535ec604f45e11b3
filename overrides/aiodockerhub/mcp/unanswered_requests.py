"""Counts the requests over stdio whose responses are not written yet."""

import json
from typing import Any

from aiodockerhub_generated._json import is_object
from anyio import Event, move_on_after


class UnansweredRequests:
    """The JSON-RPC requests whose responses are not written yet.

    The MCP SDK cancels all calls under way when its input ends. A change may then have been made, and its result, such
    as a new token, is lost. Therefore the end of the input must wait for the responses.
    """

    def __init__(self) -> None:
        self._ids = set[str]()
        self._none_left = Event()

    def add(self, line: str) -> None:
        """Add the request in a line from the host, or remove a cancelled request.

        If the line is the notification that a request is cancelled, the method removes that request, because it may get
        no response. The method ignores all other messages.

        Args:
            line: Line from the host.
        """
        message = _read_message(line)
        if message.get("method") == "notifications/cancelled":
            parameters = message.get("params")
            self._remove(parameters.get("requestId") if is_object(parameters) else None)
        elif "method" in message and isinstance(message.get("id"), int | str):
            self._ids.add(json.dumps(message["id"]))

    def remove(self, line: str) -> None:
        """Remove the request whose response was written.

        Args:
            line: Line to the host, which may also be a notification.
        """
        message = _read_message(line)
        if "method" not in message:
            self._remove(message.get("id"))

    async def wait(self, seconds: float) -> None:
        """Wait until all requests have their responses, or the time is over.

        Args:
            seconds: Maximum number of seconds to wait.
        """
        if self._ids:
            with move_on_after(seconds):
                await self._none_left.wait()

    def _remove(self, request_id: object) -> None:
        self._ids.discard(json.dumps(request_id))
        if not self._ids:
            self._none_left.set()
            self._none_left = Event()


def _read_message(line: str) -> dict[str, Any]:
    try:
        message: Any = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return message if is_object(message) else {}
