import html
import json
import logging
import pickle
from urllib.parse import quote, quote_plus

import pytest
from aiodockerhub import BearerToken, DockerHub, DockerHubError
from aiodockerhub.http.echo import SentSecrets, sent_secrets, without_keys
from aiodockerhub_generated.credentials import PlacedCredentials
from aiodockerhub_generated.types import Drift

from tests.overrides.loopback import loopback
from tests.secret_guard import traceback_of

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
    assert SentSecrets([SECRET]).without_in_body(body) == b"wrong: '***' of jane"


def test_leaves_short_secrets_and_other_words_alone() -> None:
    assert SentSecrets(["code", "janet1"]).without_in_body(b"a code of jane") == b"a code of jane"


def test_masks_keys_in_a_query_and_nothing_else() -> None:
    url = "https://hub.example/a+b%2Fc?q=x&key=a+b%2Fc&again=a%20b%2Fc"
    assert without_keys(url, NAMED) == "https://hub.example/a+b%2Fc?q=x&key=***&again=***"
    assert without_keys(url, None) == url


HEADER = "opaque/token_of_a+session&more"


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    "response",
    [
        f"302 x\r\nlocation: https://other.example/{HEADER}",
        f"302 x\r\nlocation: /login?next={quote(HEADER, safe='')}",
        f"302 x\r\nlocation: /{quote(HEADER)}/..",
        f"404 x\r\nx-request-id: {HEADER}",
        f"429 x\r\nretry-after: {HEADER}\r\nserver: {HEADER}",
        f"200 x\r\ncontent-encoding: {HEADER}",
        f"200 x\r\ncontent-type: {HEADER}\n\nhello {HEADER}",
        f'200 x\n\n"{HEADER}"',
        f"200 x\n\n<html><title>{HEADER}</title>",
        "200 x\n\n" + json.dumps({"name": {"x": HEADER}, "pull_count": HEADER, "status": HEADER, HEADER: 1}),
    ],
)
async def test_what_a_response_repeats_of_the_request_is_shown_nowhere(
    response: str, strict: bool, caplog: pytest.LogCaptureFixture
) -> None:
    head, _, body = response.partition("\n\n")
    message = f"HTTP/1.1 {head}\r\ncontent-length: {len(body)}\r\n\r\n{body}".encode()
    caplog.set_level(logging.DEBUG, "aiodockerhub")
    seen = list[str]()
    async with (
        loopback(lambda _: message) as server,
        DockerHub(BearerToken(HEADER), base_url=server.url, trust_env=False, max_retries=0, strict=strict) as hub,
    ):
        try:
            await hub.repositories.get("acme", "app")
        except DockerHubError as error:
            seen += [str(error), repr(error), pickle.dumps(error).decode("latin-1"), traceback_of(error)]
        seen += [repr(hub.drift), str(list(hub.drift)), hub.drift.report()]
    seen += [record.getMessage() for record in caplog.records]
    assert len(server.requests) >= 1
    spellings = {HEADER, quote(HEADER), quote(HEADER, safe=""), html.escape(HEADER), json.dumps(HEADER)}
    assert not [text for text in seen for spelling in spellings if spelling in text]


def test_masks_a_secret_that_comes_back_as_a_number() -> None:
    drift = Drift(path="$.code", expected="string", received=123456, kind="type", target="")
    assert SentSecrets(["123456"]).without_in_drift(drift).received == "***"
    assert SentSecrets(["654321"]).without_in_drift(drift) == drift


def test_shows_no_secret_itself() -> None:
    assert SECRET not in repr(SentSecrets([SECRET]))
