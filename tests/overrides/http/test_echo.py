import html
import json
from urllib.parse import quote, quote_plus

import pytest
from aiodockerhub.http.echo import sent_secrets, without_echo, without_keys
from aiodockerhub_generated.credentials import PlacedCredentials

SECRET = 'pä"ss & <word>/1'
NAMED = PlacedCredentials(headers={"X-Key": "Basic aGVhZGVy"}, query={"key": "a b/c"}, cookies={"s": "cookie-1"})


def test_yields_what_is_secret_of_a_request() -> None:
    content = json.dumps({"username": "jane", "password": SECRET, "code": "123456", "label": "ci"}).encode()
    assert set(sent_secrets("Bearer abc.def", content, NAMED)) == {
        "abc.def", SECRET, "123456", "aGVhZGVy", "a b/c", "cookie-1",
    }  # fmt: skip
    nested = {"users": [{"name": "jane", "password": SECRET}], "keys": {"api_key": "nested-key"}}
    assert set(sent_secrets(None, json.dumps(nested).encode())) == {SECRET, "nested-key"}
    url, headers = "https://hub.example/x?q=1&access_token=a%20b", {"X-Token": "token-1", "X-Trace": "trace-1"}
    assert list(sent_secrets(None, None, url=url, headers=headers)) == ["a b", "token-1"]
    assert list(sent_secrets(None, b"not JSON")) == []
    assert list(sent_secrets(None, b"[1]")) == []


@pytest.mark.parametrize(
    "spelling",
    [SECRET, json.dumps(SECRET)[1:-1], html.escape(SECRET), quote(SECRET, safe=""), quote_plus(SECRET)],
)
def test_masks_a_secret_in_every_spelling(spelling: str) -> None:
    body = f"wrong: '{spelling}' of jane".encode()
    assert without_echo(body, [SECRET]) == b"wrong: '***' of jane"


def test_leaves_short_secrets_and_other_words_alone() -> None:
    assert without_echo(b"a code of jane", ["code", "janet1"]) == b"a code of jane"


def test_masks_keys_in_a_query_and_nothing_else() -> None:
    url = "https://hub.example/a+b%2Fc?q=x&key=a+b%2Fc&again=a%20b%2Fc"
    assert without_keys(url, NAMED) == "https://hub.example/a+b%2Fc?q=x&key=***&again=***"
    assert without_keys(url, None) == url
