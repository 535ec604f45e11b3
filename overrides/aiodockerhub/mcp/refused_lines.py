"""Refuses lines over stdio that the MCP SDK would drop."""

import json
from typing import Any

from aiodockerhub_generated._json import is_object
from mcp_types import INVALID_REQUEST, PARSE_ERROR, JSONRPCNotification, jsonrpc_message_adapter
from pydantic import ValidationError


def refusal(line: str) -> str | None:
    """Make the error response for a line that is no JSON-RPC message.

    Args:
        line: Line from the host.

    Returns:
        The error response as a line without its line feed. Its id is that of the request, even if only strict readers
        refuse the JSON, for example because of an unpaired surrogate. The id is null if the line is no request whose id
        is text or an integer. `None` in place of the response if the SDK can read the line, or if the line needs no
        response: a blank line, or a method without an id, which is a notification.
    """
    if not line.strip():
        return None
    details = _problem(line)
    if details is None:
        return None
    try:
        message: Any = json.loads(line)
    except (ValueError, RecursionError):
        message = None
    request_id: object = None
    if is_object(message) and "method" in message:
        if "id" not in message:
            return None
        request_id = message["id"]
    is_valid = isinstance(request_id, int | str) and not isinstance(request_id, bool)
    return json.dumps({"jsonrpc": "2.0", "id": request_id if is_valid else None, "error": details})


def _problem(line: str) -> dict[str, Any] | None:
    """Return code and message of the error; `None` without a problem.

    Every notification is a problem here; `refusal` excludes those that have no id.
    """
    try:
        message = jsonrpc_message_adapter.validate_json(line, by_name=False)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)[0]
        if details["type"] == "json_invalid":
            return {"code": PARSE_ERROR, "message": f"Parse error: {details['msg']}"}
        return {"code": INVALID_REQUEST, "message": "Invalid request: the line is no JSON-RPC message of MCP"}
    # To the SDK, a request whose id is of a wrong type is a notification.
    if isinstance(message, JSONRPCNotification):
        return {"code": INVALID_REQUEST, "message": "Invalid request: id must be text or an integer"}
    return None
