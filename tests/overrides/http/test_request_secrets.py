import base64
import json

import pytest
from aiodockerhub.http import request_secrets
from aiodockerhub_generated.credentials import PlacedCredentials

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Authorization", "Bearer abc.def", {"Bearer abc.def", "abc.def"}),
        (
            "proxy-authorization",
            "Basic " + base64.b64encode(b"jane:pass:word").decode(),
            {"Basic amFuZTpwYXNzOndvcmQ=", "amFuZTpwYXNzOndvcmQ=", "jane:pass:word", "pass:word"},
        ),
        ("Authorization", "Basic not-base-64!", {"Basic not-base-64!", "not-base-64!"}),
        ("Authorization", 'Digest user="j", response="abc123"', {"j", "abc123"}),
        ("X-Auth-Token", "opaque", {"opaque"}),
        ("Cookie", 'a=b; session="S 1"', {"b", "S 1", 'a=b; session="S 1"'}),
        ("X-Trace", "trace-1", set()),
    ],
)
def test_headers_with_secret_names_and_cookies_carry_secrets_also_in_parts(
    name: str, value: str, expected: set[str]
) -> None:
    found = set(request_secrets.of_headers({name: value}))
    assert expected <= found
    assert bool(found) is bool(expected)


def test_a_url_carries_secrets_in_its_query_and_before_its_host() -> None:
    url = "https://jane:p%40ss@hub.example/x?q=1&access_token=a%20b"
    assert set(request_secrets.of_url(url)) == {"a b", "jane:p@ss", "p@ss"}
    assert list(request_secrets.of_url("https://hub.example/x?page=1")) == []


def test_every_text_and_number_below_a_secret_name_is_a_secret() -> None:
    body = {
        "username": "jane",
        "password": "plain",
        "passwords": ["one", {"old": "two", "n": [3, True, None]}],
        "users": [{"secret": {"value": "four"}}],
        "otp": 8391820042,
        "token": 1.50,
        "code": "123456",
        "label": "ci",
    }
    content = json.dumps(body).encode()
    expected = {"plain", "one", "two", "3", "four", "8391820042", "1.5", "123456"}
    assert set(request_secrets.of_body(content)) == expected
    assert {"username", "value", "n", "q"} <= set(request_secrets.names_of("https://hub.example/?q=", content))


@pytest.mark.parametrize("content", [None, b"", b"not JSON", b"[1]", b"null", b"\xff\xfe"])
def test_other_bodies_carry_none(content: bytes | None) -> None:
    assert list(request_secrets.of_body(content)) == []


def test_forms_carry_secrets_below_the_same_names() -> None:
    assert set(request_secrets.of_body(b"user=jane&password=a+b%26c", FORM)) == {"a b&c"}
    part = b'--xyz\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    inner = json.dumps({"token": "deep"}).encode()
    content = (
        part % (b"password", b"line\r\nline") + part % (b"label", b"ci") + part % (b"json", inner) + b"--xyz--\r\n"
    )
    assert set(request_secrets.of_body(content, 'multipart/form-data; boundary="xyz"')) == {"line\r\nline", "deep"}


def test_named_credentials_are_secrets_wherever_they_go() -> None:
    named = PlacedCredentials(headers={"X-Key": "Basic aGVhZGVy"}, query={"key": "a b/c"}, cookies={"s": "cookie-1"})
    assert {"aGVhZGVy", "a b/c", "cookie-1"} <= set(request_secrets.of_named(named))
    assert list(request_secrets.of_named(None)) == []
