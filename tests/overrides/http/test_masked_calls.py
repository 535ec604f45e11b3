"""No secret of a call is shown, whatever repeats it: responses, hooks, redirects, log-ins, walks."""

import base64
import html
import json
import logging
import pickle
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from aiodockerhub import (
    Anonymous,
    ApiResponse,
    BearerToken,
    CallOptions,
    DecodeError,
    DockerHub,
    DockerHubError,
    Password,
)
from aiodockerhub.http.secret_masking import SentSecrets
from aiodockerhub.responses import error_bodies
from hypothesis import given
from hypothesis import strategies as st

from tests.overrides.engines import each_engine
from tests.overrides.http.test_secret_masking import LONG, TOKEN, drift
from tests.overrides.http.test_secret_spellings import SECRETS, SPELLINGS
from tests.overrides.loopback import loopback
from tests.secret_guard import traceback_of


async def shown(
    response: Callable[[str], str],
    act: Callable[[DockerHub], Any],
    caplog: pytest.LogCaptureFixture | None = None,
    **options: Any,
) -> str:
    """Make a call, and return as one text everything that a program or a log shows of it."""

    def respond(head: str) -> bytes:
        head, _, body = response(head).partition("\n\n")
        return f"HTTP/1.1 {head}\r\ncontent-length: {len(body.encode())}\r\n\r\n{body}".encode()

    seen = list[str]()
    options = {"credentials": Anonymous(), "trust_env": False, "max_retries": 0, **options}
    for name in ("on_call_start", "on_response", "on_attempt", "on_call_end", "on_drift"):
        options[name] = lambda event: seen.append(repr(event))
    if caplog is not None:
        caplog.set_level(logging.DEBUG, "aiodockerhub")
    async with loopback(respond) as server, DockerHub(base_url=server.url, **options) as hub:
        try:
            result = await act(hub)
            assert not isinstance(result, ApiResponse) or result.status_code < 300
        except (DockerHubError, ExceptionGroup, ConnectionError) as error:
            seen += [str(error), repr(error), repr(error.args), repr(vars(error))]
            seen += [pickle.dumps(error).decode("latin-1"), traceback_of(error)]
        seen += [repr(hub.drift), str(list(hub.drift)), hub.drift.report()]
        assert server.requests
    if caplog is not None:
        seen += [str(vars(record)) for record in caplog.records]
    return "\n".join(seen)


def refused(text: str, status: int = 400) -> Callable[[str], str]:
    return lambda _: (
        f"{status} x\r\nx-request-id: {quote(text)}\n\n{json.dumps({'message': f'refused: {text} is bad'})}"
    )


@each_engine
@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    "response",
    [
        f"302 x\r\nlocation: https://other.example/{TOKEN}",
        f"302 x\r\nlocation: /login?next={quote(TOKEN, safe='')}",
        f"302 x\r\nlocation: /{quote(TOKEN)}/..",
        f"404 x\r\nx-request-id: {TOKEN}",
        f"429 x\r\nretry-after: {TOKEN}\r\nserver: {TOKEN}",
        f"200 x\r\ncontent-encoding: {TOKEN}",
        f"200 x\r\ncontent-type: {TOKEN}\n\nhello {TOKEN}",
        f'200 x\n\n"{TOKEN}"',
        f"200 x\n\n<html><title>{TOKEN}</title>",
        f"200 x\n\n<html><title>{'x' * 190} {TOKEN}</title>",
        "200 x\n\n" + json.dumps({"message": TOKEN}),
        "200 x\n\n" + json.dumps({"name": {"x": TOKEN}, "pull_count": TOKEN, "status": TOKEN, TOKEN: 1}),
    ],
)
async def test_what_a_response_repeats_of_the_request_is_shown_nowhere(
    response: str, strict: bool, transport: str, caplog: pytest.LogCaptureFixture
) -> None:
    text = await shown(
        lambda _: response,
        lambda hub: hub.repositories.get("acme", "app"),
        caplog,
        credentials=BearerToken(TOKEN),
        strict=strict,
        transport=transport,
    )
    for spelling in (TOKEN, quote(TOKEN), quote(TOKEN, safe=""), html.escape(TOKEN), json.dumps(TOKEN), TOKEN[:8]):
        assert spelling not in text


PERSONAL = "dckr_pat_AbCdEfGhIjKlMnOp"
JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl"


@each_engine
@pytest.mark.parametrize(
    ("path", "secret"),
    [
        (f"/v2/access/{PERSONAL}", PERSONAL),
        (f"/v2/x/{JWT}/y", JWT),
        ("/v2/x/password=hunter2secret", "hunter2secret"),
        (f"/v2/x/Bearer {PERSONAL}", PERSONAL),
    ],
)
@pytest.mark.parametrize(
    "response",
    [
        "200 x\n\n{}",
        "200 x\n\n{",
        "404 x\n\n{path}",
        '404 x\n\n{"message": "{path}"}',
        "500 x\n\n",
        "302 x\r\nlocation: {path}/y",
    ],
)
async def test_a_secret_in_the_path_of_a_request_is_shown_nowhere(
    path: str, secret: str, response: str, transport: str, caplog: pytest.LogCaptureFixture
) -> None:
    for method in ("get", "delete", "head"):
        text = await shown(
            lambda head: response.replace("{path}", head.split()[1]),
            lambda hub: getattr(hub, method)(path, options=CallOptions(max_response_size=1)),  # noqa: B023 - awaited
            caplog,
            transport=transport,
        )
        assert secret not in text
        assert "***" in text


S = "opaqueSecretValue83Kd92mXq"


@each_engine
@pytest.mark.parametrize(
    "body",
    [
        {"passwords": [S, "other"]},
        {"secret": {"value": S}},
        {"password": {"old": [S]}},
        [{"users": [{"api_key": S}]}],
    ],
)
async def test_all_below_a_secret_name_of_the_body_is_masked(body: Any, transport: str) -> None:
    assert S not in await shown(refused(S), lambda hub: hub.post("/v2/x", json=body), transport=transport)


async def test_numbers_below_a_secret_name_are_masked() -> None:
    text = await shown(refused("8391820042"), lambda hub: hub.post("/v2/x", json={"otp": 8391820042}))
    assert "8391820042" not in text


@each_engine
async def test_headers_that_a_hook_adds_are_masked(transport: str, caplog: pytest.LogCaptureFixture) -> None:
    def add(event: Any) -> None:
        event.headers["x-auth-token"] = S

    text = await shown(refused(S), lambda hub: hub.get("/v2/x"), caplog, on_request=add, transport=transport)
    assert S not in text


@pytest.mark.parametrize("headers", [{"Cookie": f"a=b; session={S}"}, {"X-Api-Key": S}, {"X-Registry-Auth": f"x {S}"}])
async def test_headers_of_a_call_are_masked_also_in_parts(
    headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    options = CallOptions(headers=headers)
    assert S not in await shown(refused(S), lambda hub: hub.get("/v2/x", options=options), caplog)


@each_engine
@pytest.mark.parametrize(
    "location", [f"/v2/y?t={S}", f"/v2/y/{S}", f"/v2/y/{S.upper()}?x={base64.b64encode(S.encode())!r}"]
)
async def test_secrets_of_a_url_are_masked_after_a_redirect(
    location: str, transport: str, caplog: pytest.LogCaptureFixture
) -> None:
    def respond(head: str) -> str:
        return f"302 x\r\nlocation: {location}" if "/v2/x" in head.splitlines()[0] else refused(S)(head)

    text = await shown(respond, lambda hub: hub.get("/v2/x", params={"token": S}), caplog, transport=transport)
    assert S not in text
    assert S.upper() not in text
    assert base64.b64encode(S.encode()).decode()[:20] not in text


async def test_secrets_of_the_log_in_and_of_earlier_attempts_are_masked(caplog: pytest.LogCaptureFixture) -> None:
    tokens = iter(["opaqueToken1-abcdefgh", "opaqueToken2-abcdefgh"])

    def respond(head: str) -> str:
        if "/auth/token" in head:
            return f'200 x\n\n{{"access_token": "{next(tokens)}"}}'
        if "opaqueToken1" in head:
            return "401 x\n\n{}"
        return refused("opaqueToken1-abcdefgh, then opaqueToken2-abcdefgh, of u:correct-horse-battery")(head)

    credentials = Password("u", "correct-horse-battery")
    text = await shown(respond, lambda hub: hub.get("/v2/x"), caplog, credentials=credentials)
    assert "refused: ***, then ***, of u:*** is bad" in text
    assert "opaqueToken" not in text
    assert "correct-horse" not in text


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("response", "act"),
    [
        (json.dumps("your password {} is bad"), "get"),
        (json.dumps("x" * 180 + " {} is bad"), "get"),
        ("bad {}", "get"),
        ("<html><title>" + "x" * 180 + " {}</title></html>", "get"),
        ("<html><title>" + "x" * 490 + " {}</title></html>", "get"),
        ("x" * 65_500 + " {}", "get"),
        (json.dumps({"name": "b", "pull_count": "v {}", "zzz": ["v" * 150 + " {}"]}), "get"),
        (json.dumps({"name": "b", "{}": 1}), "get"),
        (json.dumps({"detail": "y" * 185 + " {}"}), "list"),
        (json.dumps({"detail": "y {}", "results": "z {}"}), "list"),
        (json.dumps({"count": 1, "results": ["bad {}"]}), "list"),
    ],
)
@pytest.mark.parametrize("secret", [S, LONG, "two  blanks  secret word"])
@pytest.mark.parametrize("strict", [False, True])
async def test_secrets_are_masked_before_anything_is_cut(
    response: str, act: str, secret: str, strict: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async def run(hub: DockerHub) -> Any:
        options = CallOptions(headers={"X-Api-Key": secret})
        if act == "get":
            return await hub.repositories.get("a", "b", options=options)
        return await hub.repositories.list_tags("a", "b", options=options).collect()

    text = await shown(lambda _: "200 x\n\n" + response.replace("{}", secret), run, caplog, strict=strict)
    assert secret[:8] not in text
    assert " ".join(secret.split())[:8] not in text


@pytest.mark.parametrize("second", ["400 x\n\n{}", '200 x\n\n{"detail": "S"}', '200 x\n\n{"count": 9, "results": []}'])
@pytest.mark.parametrize("act", ["collect", "unique", "on_page", "gather"])
async def test_no_frame_of_a_walk_shows_what_was_read_before_its_error(second: str, act: str) -> None:
    item = {"id": 1, "name": "t", "digest": S, "unknown": S}

    def respond(head: str) -> str:
        if "page=2" in head:
            return second.replace("S", S)
        following = "http://hub.example/v2/namespaces/a/repositories/b/tags?page=2"
        return "200 x\n\n" + json.dumps({"count": 9, "next": following, "results": [item]})

    async def run(hub: DockerHub) -> Any:
        tags = hub.repositories.list_tags("a", "b", options=CallOptions(headers={"X-Api-Key": S}))
        match act:
            case "collect":
                return await tags.collect()
            case "unique":
                return await tags.collect(unique=True, prefetch=3)
            case "gather":
                return await hub.gather([tags.take(1), tags.collect()], limit=1)
            case _:
                return await tags.collect(unique=True, on_page=refuse)

    def refuse(*_: object) -> None:
        raise ConnectionError

    assert S not in await shown(respond, run)


@pytest.mark.parametrize("password", ["message", "errors", "handle", "taken", "the", "is", "x", "******"])
async def test_a_password_that_is_a_plain_word_does_not_break_the_error(password: str) -> None:
    body = {"message": "the name is new", "errors": {"handle": ["no"]}}
    text = await shown(
        lambda _: f"400 x\n\n{json.dumps(body)}",
        lambda hub: hub.post("/v2/x", json={"handle": "jane", "password": password}),
    )
    assert "the name is new [errors: {" in text
    assert '"handle": ["no"]' in text


@given(SECRETS, st.sampled_from(sorted(SPELLINGS)), st.sampled_from(["message", "detail", "html", "text", "drift"]))
async def test_no_spelling_of_a_secret_is_shown_wherever_it_is_repeated(secret: str, name: str, place: str) -> None:
    spelling = SPELLINGS[name](secret)
    secrets = SentSecrets([secret])
    core = spelling[2:-2] if name.startswith("base64") else spelling
    match place:
        case "message":
            body = json.dumps({"message": f"bad {spelling} it"}).encode()
        case "detail":
            body = json.dumps({"errinfo": {"a": [f"bad {spelling} it"]}}).encode()
        case "html":
            body = f"<html><title>bad {html.escape(spelling)} it</title>".encode()
        case "text":
            body = f"bad {spelling} it".encode()
        case _:
            masked = secrets.mask_drift(drift(received={"a": f"bad {spelling} it"}))
            assert core not in masked.received["a"]
            return
    found = error_bodies.extract(body, secrets.mask_value)
    assert core not in found.message
    assert core not in json.dumps(found.detail, ensure_ascii=False)
    assert core not in secrets.mask_body(body).decode()


def test_a_decode_error_is_masked_where_its_texts_were_cut() -> None:
    error = DecodeError("repositories.get", "$", "array", f"nothing: {'x' * 180} {LONG[:19]}")
    SentSecrets([LONG]).mask_error(error)
    assert error.received.endswith(" ***")
    assert LONG[:8] not in str(error.args)
