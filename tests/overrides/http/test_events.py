"""Values that hooks and callers get leave no secret behind when a program copies or pickles them."""

import copy
import inspect
import pickle
from typing import Any

import attrs
from aiodockerhub import BearerToken, CallOptions, DockerHub, StatusError
from aiodockerhub.http import events

from tests.overrides.loopback import loopback

CLASSES = {value for _, value in inspect.getmembers(events, attrs.has) if value.__module__ == events.__name__}
HOOKS = ("on_call_start", "on_call_end", "on_request", "on_response", "on_attempt")
OF_CLIENT, OF_CALL, OF_SERVER, BEARER = "opaque-of-client", "opaque-of-call", "opaque-of-server", "opaque-bearer"
SECRETS = (OF_CLIENT, OF_CALL, OF_SERVER, BEARER)
ECHO = (
    f"HTTP/1.1 200 OK\r\nSet-Cookie: sid={OF_SERVER}\r\nX-Auth-Token: {OF_SERVER}\r\n"
    f"X-Echo: {BEARER}, {OF_CLIENT}, {OF_CALL}\r\nContent-Length: 2\r\n\r\n{{}}"
).encode()
REFUSED = ECHO.replace(b"200 OK", b"403 Forbidden")


async def values(*responses: bytes) -> list[Any]:
    """Collect the events and the response of calls whose secrets the server repeats in headers."""
    collected: list[Any] = []
    served = iter(responses)
    hooks: dict[str, Any] = dict.fromkeys(HOOKS, collected.append)
    async with (
        loopback(lambda _: next(served)) as server,
        DockerHub(BearerToken(BEARER), base_url=server.url, headers={"X-Api-Key": OF_CLIENT}, **hooks) as hub,
    ):
        for _ in responses:
            call = hub.calls.repositories.get("acme", "app")
            try:
                collected.append(await hub.request(call, CallOptions(headers={"X-Call-Token": OF_CALL})))
            except StatusError as error:
                collected.append(error)
    return collected


async def test_no_event_and_no_response_pickles_or_shows_a_secret_of_its_headers() -> None:
    received = await values(ECHO, REFUSED)
    assert {type(value) for value in received} >= CLASSES
    for value in received:
        again = pickle.loads(pickle.dumps(value))
        assert type(again) is type(value)
        shown = [pickle.dumps(value).decode("latin-1")]
        for each in (value, again, copy.copy(value), copy.deepcopy(value)):
            shown += [repr(each), repr(attrs.asdict(each)) if attrs.has(type(each)) else ""]
        # The other headers of a response that is returned are its content, as the body is.
        secrets = (OF_SERVER,) if isinstance(value, events.ApiResponse) else SECRETS
        assert not [secret for secret in secrets for text in shown if secret in text], value


async def test_copies_keep_the_headers_and_a_pickle_masks_them() -> None:
    for event in await values(ECHO):
        match event:
            case events.RequestEvent():
                assert copy.copy(event.headers) == copy.deepcopy(event).headers == event.headers
                assert event.headers["x-api-key"] == OF_CLIENT
                masked = pickle.loads(pickle.dumps(event)).headers
                assert masked == event.headers | {"x-api-key": "***", "x-call-token": "***"}
            case events.ResponseEvent():
                assert copy.deepcopy(event).headers == copy.copy(event).headers == event.headers
                assert event.headers["set-cookie"] == f"sid={OF_SERVER}"
                again = pickle.loads(pickle.dumps(event))
                assert again.headers == again.shown_headers == event.shown_headers
                assert again.headers["x-echo"] == "***, ***, ***"
            case events.ApiResponse():
                assert copy.deepcopy(event).headers["x-auth-token"] == OF_SERVER
                assert pickle.loads(pickle.dumps(event)).headers["x-auth-token"] == "***"
            case _:
                assert not hasattr(event, "headers")
