"""Refuses lines over stdio that the MCP SDK would drop."""

import json
from typing import Any

from aiodockerhub_generated._json import is_object
from mcp_types import INVALID_REQUEST, PARSE_ERROR, jsonrpc_message_adapter
from pydantic import ValidationError


def refusal(line: str) -> str | None:
    """Make the error response for a line that is no JSON-RPC message.

    Args:
        line: Line from the host.

    Returns:
        The error response as a line without its line feed; `None` if the SDK can read the line, or if the line needs no
        response: a blank line, or a notification. The response has the id of the request, also if only strict readers
        refuse the JSON, for example because of an unpaired surrogate; `null` if the line has no id that can be read.
    """
    try:
        jsonrpc_message_adapter.validate_json(line, by_name=False)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
    else:
        return None
    try:
        message: Any = json.loads(line)
    except (ValueError, RecursionError):
        message = None
    is_call = is_object(message) and "method" in message
    if not line.strip() or (is_call and "id" not in message):
        return None
    request_id = message["id"] if is_call and isinstance(message["id"], int | str) else None
    if problem["type"] == "json_invalid":
        details = {"code": PARSE_ERROR, "message": f"Parse error: {problem['msg']}"}
    else:
        details = {"code": INVALID_REQUEST, "message": "Invalid request: the line is no JSON-RPC message of MCP"}
    return json.dumps({"jsonrpc": "2.0", "id": request_id, "error": details})
