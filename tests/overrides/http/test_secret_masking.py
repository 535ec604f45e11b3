import html
import json
import pickle
from typing import Any, cast

import pytest
from aiodockerhub import (
    BearerToken,
    DockerHub,
    ResponseEvent,
)
from aiodockerhub.http.headers import Headers
from aiodockerhub.http.secret_masking import SentSecrets, mask_named_credentials
from aiodockerhub_generated.credentials import PlacedCredentials
from aiodockerhub_generated.types import Drift

from tests.overrides.loopback import loopback

SECRET = 'pä"ss & <word>/1'
NAMED = PlacedCredentials(headers={"X-Key": "Basic aGVhZGVy"}, query={"key": "a b/c"}, cookies={"s": "cookie-1"})
TOKEN = "opaque/token_of_a+session&more"
LONG = "Zq8#" * 70 + "end-of-it"  # more than is shown of anything


def test_masks_values_and_keys_of_json_but_no_names_that_are_known() -> None:
    secrets = SentSecrets(["message", "username", "8391820042", "opaque-one"], names=["username"])
    value = {
        "message": "the message of OPAQUE-one",
        "username": ["the username is taken"],
        "opaque-one": 8391820042,
        "id": 7,
        "ok": True,
        "none": None,
    }
    assert secrets.mask_value(value) == {
        "message": "the *** of ***", "username": ["the *** is taken"], "***": "***", "id": 7, "ok": True, "none": None,
    }  # fmt: skip


def test_a_body_of_json_stays_json_and_one_without_secrets_stays_as_it_is() -> None:
    body = b'{"message": "a message", "message": "the name is taken"}'
    assert json.loads(SentSecrets(["message"]).mask_body(body)) == {"message": "the name is taken"}
    assert SentSecrets(["other-secret"]).mask_body(body) is body
    assert SentSecrets([SECRET]).mask_body(f"<p>{html.escape(SECRET)}</p>".encode()) == b"<p>***</p>"
    assert SentSecrets(["geheim-mäß"]).mask_body("bad geheim-mäß".encode("latin-1")) == b"bad ***"


@pytest.mark.parametrize("size", [200_000, 262_144])
def test_no_part_of_a_secret_is_left_where_a_body_was_cut(size: int) -> None:
    body = (b"x" * (size - 20) + b" " + LONG.encode())[:size]
    assert b"Zq8#" not in SentSecrets([LONG]).mask_body(body)


def test_a_value_that_is_nested_too_deeply_is_left_out() -> None:
    deep: Any = "opaque-one"
    for _ in range(2_000):
        deep = [deep]
    assert "..." in json.dumps(SentSecrets(["opaque-one"]).mask_value({"a": deep}))


def test_values_after_the_first_thousand_are_left_out_and_a_body_of_as_many_is_masked_as_bytes() -> None:
    secrets = SentSecrets(["opaque-one"])
    values = ["opaque-one", *["fine"] * 2_000]
    masked = cast("dict[str, list[str]]", secrets.mask_value({"a": values}))["a"]
    assert masked[:2] == ["***", "fine"]
    assert len(masked) < 1_000
    deep = {"a": [{f"{index}-{key}": {"b": "fine"} for key in range(100)} for index in range(100)]}
    assert len(json.dumps(secrets.mask_value(deep))) < len(json.dumps(deep)) / 5
    body = secrets.mask_body(json.dumps(values).encode())
    assert body.startswith(b'["***", "fine", "fine"')
    assert body.count(b"fine") == 2_000


@pytest.mark.parametrize("secrets", [[f"opaque-{number}" for number in range(2_000)], ["opaque-one " * 100_000]])
def test_of_very_many_secrets_nothing_is_prepared_and_all_is_masked(secrets: list[str]) -> None:
    many = SentSecrets(secrets)
    assert many.mask_text("any text") == "***"
    assert many.mask_text("") == ""
    assert many.mask_body(b'{"a": 1}') == b'{"***": "***"}'
    assert not many._prepared


def test_masks_headers_byte_by_byte() -> None:
    headers = Headers([(b"x-request-id", SECRET.encode()), (b"date", b"today"), (b"Opaque-One", b"1")])
    masked = SentSecrets([SECRET, "opaque-one"]).mask_headers(headers)
    assert dict(masked) == {"x-request-id": "***", "date": "today", "***": "1"}
    assert SentSecrets(["other-secret"]).mask_headers(headers) is headers


def test_masks_in_headers_what_has_the_form_or_the_name_of_a_secret() -> None:
    new = b"dckr_oat_dummy-of-a-new-token"
    headers = Headers(
        [(b"x-request-id", new), (b"retry-after", b"7"), (b"X-Auth-Token", b"opaque"), (b"x-a", b"a " + new)]
    )
    masked = SentSecrets([]).mask_headers(headers)
    assert dict(masked) == {"x-request-id": "***", "retry-after": "7", "x-auth-token": "***", "x-a": "a ***"}


async def test_an_event_of_a_response_is_pickled_with_masked_headers() -> None:
    secret, events = "opaque-example-1", list[ResponseEvent]()
    echo = f"HTTP/1.1 200 OK\r\nX-Echo: sent {secret}\r\nContent-Length: 2\r\n\r\n{{}}".encode()
    async with (
        loopback(lambda _: echo) as server,
        DockerHub(BearerToken(secret), base_url=server.url, on_response=events.append) as hub,
    ):
        await hub.get("/v2/x")
    [event] = events
    assert event.headers["x-echo"] == f"sent {secret}"
    for each in (event, pickle.loads(pickle.dumps(event))):
        assert dict(each.shown_headers)["x-echo"] == "sent ***"


def test_leaves_the_host_of_a_url_and_its_names_alone() -> None:
    secrets = SentSecrets(["docker", "page_size", "opaque/one"])
    url = "https://hub.docker.com/v2/opaque%2fone?page_size=1&next=opaque%2Fone"
    assert secrets.mask_url(url) == "https://hub.docker.com/v2/opaque%2fone?page_size=1&next=***"
    assert secrets.mask_url(url, whole=True) == "https://hub.docker.com/v2/***?***=1&next=***"


def test_masks_keys_in_a_query_and_nothing_else() -> None:
    url = "https://hub.example/a+b%2Fc?q=x&key=a+b%2Fc&again=a%20b%2Fc"
    assert mask_named_credentials(url, NAMED) == "https://hub.example/a+b%2Fc?q=x&key=***&again=***"
    assert mask_named_credentials(url, None) == url


def drift(**changes: Any) -> Drift:
    return Drift(**{"path": "$.code", "expected": "string", "received": 1, "kind": "type", "target": "", **changes})


@pytest.mark.parametrize(
    ("secret", "found", "expected"),
    [
        ("123456", drift(received=123456), drift(received="***")),
        ("654321", drift(received=123456), drift(received=123456)),
        (LONG, drift(received=LONG[:200] + "..."), drift(received="***...")),
        (LONG, drift(received={"a": ["v" * 190 + LONG[:10] + "..."]}), drift(received={"a": ["v" * 190 + "***..."]})),
        (LONG, drift(path=f"$.a['{LONG[:100]}…']", kind="unknown"), drift(path="$.a['***…']", kind="unknown")),
        ("opaque_1", drift(path="$.a.opaque_1", kind="unknown"), drift(path="$.a***", kind="unknown")),
        ("documented", drift(path="$.documented[*].x"), drift(path="$.documented[*].x")),
    ],
)
def test_masks_what_the_server_chose_in_a_drift(secret: str, found: Drift, expected: Drift) -> None:
    masked = SentSecrets([secret]).mask_drift(found)
    assert masked.received == expected.received
    assert secret[:8] not in masked.path or masked.path == expected.path


def test_shows_no_secret_itself() -> None:
    secrets = SentSecrets([SECRET])
    secrets.mask_text(SECRET)
    assert SECRET not in repr(secrets)
