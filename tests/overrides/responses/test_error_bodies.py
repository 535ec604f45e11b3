import json
import time
from typing import Any

import pytest
from aiodockerhub.errors import BadRequestError
from aiodockerhub.responses.error_bodies import extract
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_linearly

MOMENT = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>cloudflare</body></html>"
NOT_FOUND_PAGE = b"\n<html lang=en><head><title>\n  Docker Hub &amp; more\n</title></head></html>"


@pytest.mark.parametrize(
    ("body", "message", "detail"),
    [
        ({"errinfo": {}, "message": "malformed request"}, "malformed request", {}),
        (
            {"fields": {"ordering": ["Invalid ordering value. Choose one"]}, "text": "Invalid ordering value"},
            "Invalid ordering value",
            {"ordering": ["Invalid ordering value. Choose one"]},
        ),
        (
            {"fields": {"name": "taken", "file": "a.go", "func": "f", "line": "12"}, "text": "bad"},
            "bad",
            {"name": "taken", "file": "a.go", "func": "f", "line": "12"},
        ),
        ({"detail": "Incorrect authentication credentials"}, "Incorrect authentication credentials", {}),
        ({"message": "unauthorized", "errinfo": {}}, "unauthorized", {}),
        ({"detail": "Cannot log into an organization account"}, "Cannot log into an organization account", {}),
        (
            {"detail": "Require secondary authentication on MFA enabled account", "login_2fa_token": "dummy"},
            "Require secondary authentication on MFA enabled account",
            {"login_2fa_token": "dummy"},
        ),
        (
            {"message": "token issued from personal access token", "errinfo": None},
            "token issued from personal access token",
            {},
        ),
        (
            {"message": "httperror 404: object not found", "errinfo": {"namespace": "acme", "repository": "app"}},
            "object not found",
            {"namespace": "acme", "repository": "app"},
        ),
        (
            {"message": "httperror 404: tag 'x' not found", "errinfo": {"tag": "x"}},
            "tag 'x' not found",
            {"tag": "x"},
        ),
        ({"detail": "Rate limit exceeded", "error": False}, "Rate limit exceeded", {}),
        ({"detail": "Failed to generate login session.", "error": True}, "Failed to generate login session.", {}),
        ({"message": "User not found"}, "User not found", {}),
        (
            {"orgname": ["This field is required.", "Try again"]},
            "orgname: This field is required., Try again",
            {"orgname": ["This field is required.", "Try again"]},
        ),
        ({"error": {"code": 7}}, 'error: {"code": 7}', {"error": {"code": 7}}),
        (
            {"detail": [{"loc": ["body"], "msg": "missing"}]},
            'detail: [{"loc": ["body"], "msg": "missing"}]',
            {"detail": [{"loc": ["body"], "msg": "missing"}]},
        ),
        ({"errinfo": "text", "message": "m"}, "m", {"errinfo": "text"}),
        ({"access_token": "dummy"}, "access_token: ***", {"access_token": "dummy"}),
        ({"schemas": [], "detail": "No such user", "status": "404"}, "No such user", {"schemas": [], "status": "404"}),
        (["first", "second"], "first, second", {}),
        ("just a string", "just a string", {}),
        ({}, "", {}),
    ],
)
def test_the_best_message_is_taken_from_every_known_json_shape(body: Any, message: str, detail: Any) -> None:
    found = extract(json.dumps(body).encode())
    assert (found.message, found.detail) == (message, detail)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"error code: 1010\n", "blocked by Cloudflare (error code: 1010)"),
        (MOMENT.encode(), "blocked by Cloudflare (HTML page 'Just a moment...')"),
        (NOT_FOUND_PAGE, "an HTML page instead of a response ('Docker Hub & more')"),
        (b"<html></html>", "an HTML page instead of a response ('without a title')"),
        (b'{"message": "m", "token": "dummy-cut-o', '{"message": "m", "token": "***"'),
        (b"Too Many Requests (HAP429)", "Too Many Requests (HAP429)"),
        (b'{"message": "cut of', '{"message": "cut of'),
        (b"upstream\r\n  connect error\x00", "upstream connect error"),
        (b"\xff\xfe", "��"),
        (b"", ""),
        (b"x" * 1000, "x" * 199 + "…"),
        (b"[" * 100_000, "[" * 199 + "…"),
    ],
)
def test_the_best_message_is_made_of_what_is_not_json(body: bytes, message: str) -> None:
    assert extract(body).message == message


@pytest.mark.heavy
@given(
    st.binary()
    | st.text().map(str.encode)
    | st.recursive(
        st.none() | st.booleans() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["message", "detail", "errinfo", "fields", "text", "error", "x"]), inner)
        ),
    ).map(lambda value: json.dumps(value).encode())
)
def test_no_body_is_too_strange(body: bytes) -> None:
    found = extract(body)
    assert "\n" not in found.message
    assert len(found.message) <= 200


@pytest.mark.heavy
@pytest.mark.parametrize(
    "piece",
    ["<title>", "<html><title ", "<!doctype html><", '{"a":', "[", '"', "x ", "; file: a"],
)
def test_work_grows_with_the_body_and_no_faster(piece: str) -> None:
    assert grows_linearly(extract, lambda size: ("<html>" + piece * size).encode())
    assert grows_linearly(extract, lambda size: (piece * size).encode())
    assert grows_linearly(extract, lambda size: json.dumps({"message": piece * size}).encode())


def test_of_a_huge_body_its_beginning_is_read() -> None:
    body = b"too much " * 2_000_000
    quoted = b'{"message": "' + body + b'"}'
    assert extract(body).message.startswith("too much too much")
    assert extract(quoted).message.startswith('{"message": "too much')
    assert max(seconds(body), seconds(quoted)) < 50 * seconds(body[:100_000])  # with 180 times the bytes


def seconds(body: bytes) -> float:
    """Return the shortest CPU time of five runs, on which other programs have little influence."""
    times: list[float] = []
    for _ in range(5):
        began = time.thread_time()
        extract(body)
        times.append(time.thread_time() - began)
    return min(times)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            {"fields": {"column": "", "constraint": "", "file": "/go/src/hub/x.go", "line": "12"}, "text": "bad name"},
            "400 Bad Request: bad name",
        ),
        (
            {"message": "bad name; column: ; constraint: uq; file: /go/src/hub/x.go; line: 12"},
            "400 Bad Request: bad name",
        ),
        ({"message": "bad name; line: 12"}, "400 Bad Request: bad name; line: 12"),
        ({"message": "bad name: column: ; constraint: uq; file: /go/src/x.go"}, "400 Bad Request: bad name"),
        ({"detail": "bad name (constraint=uq, file=/go/src/x.go, line=12)"}, "400 Bad Request: bad name"),
        ({"message": "bad name\ndata_type_name: text\nfile: /go/src/x.go\nline: 7"}, "400 Bad Request: bad name"),
        ({"message": "bad fields: file: missing, line: odd"}, "400 Bad Request: bad fields: file: missing, line: odd"),
        (
            {"fields": {"password": "This is too short"}, "text": "bad"},
            "400 Bad Request: bad [password: This is too short]",
        ),
        ({"password": ["This is too short"]}, "400 Bad Request: password: This is too short"),
        ({"message": "no\x1b[31m\nred"}, "400 Bad Request: no [31m red"),
    ],
)
def test_internals_of_the_server_are_in_the_detail_only_and_reasons_are_readable(body: Any, text: str) -> None:
    found = extract(json.dumps(body).encode())
    assert str(BadRequestError(found.message, status_code=400, detail=found.detail)) == text
    assert ("file" in found.detail) == ("/go/src" in json.dumps(body))
