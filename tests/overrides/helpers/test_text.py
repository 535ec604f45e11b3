from typing import Any

import pytest
from aiodockerhub.helpers.text import mask_body, mask_fields, one_line, shown, without_secrets


def test_long_and_ugly_values_are_shown_on_one_short_line() -> None:
    assert one_line("a\n\tb\x1b[31m" + "c" * 300, 20) == "a b [31mccccccccccc…"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        (["a", "b"], "a, b"),
        ([], "[]"),
        (["a", 1], '["a", 1]'),
        (None, "null"),
        ({"é": True}, '{"é": true}'),
        ({1, 2}, "{1, 2}"),
        (
            {"token": "dummy", "deep": [{"new_password": "dummy"}]},
            '{"token": "***", "deep": [{"new_password": "***"}]}',
        ),
        ('{"access_token": "dummy', '{"access_token": "***"'),
    ],
)
def test_values_are_shown_as_json_without_secrets(value: Any, text: str) -> None:
    assert shown(value) == text


def test_secrets_are_blanked_in_bodies_and_fields() -> None:
    body = b'{"token": "dummy-one", "login_2fa_token":"dummy-two","password" : "p", "detail": "\xff"}'
    assert mask_body(body) == b'{"token": "***", "login_2fa_token":"***","password" : "***", "detail": "\xff"}'
    assert mask_fields({"code": "1", "status_code": 4, "secret": 2, "a": 3, "b": {"pat": "dummy"}}) == {
        "code": "1",
        "status_code": 4,
        "secret": 2,
        "a": 3,
        "b": {"pat": "***"},
    }


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://hub.docker.com/v2/x?page=1&token=dummy", "https://hub.docker.com/v2/x?page=1&token=***"),
        ("https://user:dummy@hub.docker.com:8443/v2/#x", "https://hub.docker.com:8443/v2/"),
        ("http://127.0.0.1:80/v2/a%20b?empty=", "http://127.0.0.1:80/v2/a%20b?empty="),
        (
            "https://hub.docker.com/v2/x?to=http%3A%2F%2Fjane%3Adummy%40a.b%2F",
            "https://hub.docker.com/v2/x?to=http%3A%2F%2F***%40a.b%2F",
        ),
    ],
)
def test_urls_are_shown_without_secrets(url: str, safe: str) -> None:
    assert without_secrets(url) == safe
