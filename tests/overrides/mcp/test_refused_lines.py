"""Lines over stdio that are no JSON-RPC messages."""

import json
from typing import Any

import pytest
from aiodockerhub.mcp.refused_lines import refusal

CALL = {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {}}
HALF = json.dumps({**CALL, "params": {"name": "x", "arguments": {"fields": ["\ud800"]}}})
DEEP = f'{{"jsonrpc": "2.0", "id": "a", "method": "x", "params": {{"a": {"[" * 300}{"]" * 300}}}}}'


@pytest.mark.parametrize(
    ("line", "request_id", "code"),
    [
        (HALF, 7, -32700),
        (DEEP, "a", -32700),
        ("garbage", None, -32700),
        ("[" * 100_000, None, -32700),
        (json.dumps([CALL]), None, -32600),
        ("1", None, -32600),
        (json.dumps({**CALL, "params": [1]}), 7, -32600),
        (json.dumps({"id": 7, "method": "ping"}), 7, -32600),
        (json.dumps({"jsonrpc": "2.0", "id": 7, "answer": 1}), None, -32600),
        *((json.dumps({**CALL, "id": wrong}), None, -32600) for wrong in (1.5, None, True, [7])),
    ],
    ids=range(13),
)
def test_what_cannot_be_read_gets_an_error_with_the_id_if_it_has_one(line: str, request_id: object, code: int) -> None:
    text = refusal(line)
    assert text is not None
    response: dict[str, Any] = json.loads(text)
    assert (response["jsonrpc"], response["id"], response["error"]["code"]) == ("2.0", request_id, code)
    assert "\n" not in text


@pytest.mark.parametrize(
    "line",
    [json.dumps(CALL), json.dumps({"jsonrpc": "2.0", "method": "x"}), "", " \r", '{"method": "x"}'],
)
def test_messages_blank_lines_and_notifications_get_no_error(line: str) -> None:
    assert refusal(line) is None
