import json
from typing import Any

import attrs
import httpx
import pytest
from aiodockerhub import (
    AttemptEvent,
    BearerToken,
    CallOptions,
    DecodeError,
    DockerHub,
    ForbiddenError,
    HubConnectionError,
    RequestEvent,
    ResponseEvent,
    ServerError,
    TokenResource,
    calls,
)

from tests.overrides.scripted import CREATE, GET_NGINX, JANE, NGINX, login, respond, script
from tests.secret_guard import traceback_of

# Sending and decoding


async def test_a_call_is_sent_and_its_response_decoded() -> None:
    service = script()
    async with service.hub() as hub:
        nginx = await hub.repositories.get("library", "nginx")
    assert (nginx.namespace, nginx.name) == ("library", "nginx")
    [request] = service.requests
    assert (request.method, str(request.url)) == (
        "GET",
        "https://hub.docker.com/v2/namespaces/library/repositories/nginx",
    )
    assert request.headers["accept"] == "application/json"
    assert request.headers["user-agent"].startswith("aiodockerhub/")
    assert "authorization" not in request.headers
    assert "content-type" not in request.headers


async def test_a_body_is_sent_as_json() -> None:
    service = script(lambda request: login(service.clock), respond(201))
    async with service.hub(JANE) as hub:
        await hub.request(CREATE)
    request = service.requests[-1]
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == {"name": "app", "namespace": "acme"}


async def test_a_body_is_sent_as_what_the_document_says() -> None:
    service = script(respond(201))
    async with service.hub(scim_token="dummy") as hub:
        await hub.request(calls.scim.create_user(schemas=[], user_name="jane@example.com"))
    request = service.requests[-1]
    assert request.headers["content-type"] == request.headers["accept"] == "application/scim+json"


async def test_arguments_in_headers_are_sent() -> None:
    service = script(lambda request: login(service.clock), respond(200, NGINX))
    async with service.hub(JANE) as hub:
        await hub.request(attrs.evolve(GET_NGINX, headers=(("X-Feature", "file"),)))
    assert service.requests[-1].headers["x-feature"] == "file"


async def test_scopes_are_spelled_as_the_service_does() -> None:
    service = script(lambda request: login(service.clock), respond(201, {"id": "1"}))
    async with service.hub(JANE) as hub:
        await hub.org_access_tokens.create(
            "acme", label="ci", resources=[TokenResource.repository("acme/*", "image-pull")]
        )
    assert json.loads(service.requests[-1].content)["resources"][0]["scopes"] == ["scope-image-pull"]


@pytest.mark.parametrize("status", [200, 201, 202, 203, 299])
async def test_any_2xx_but_a_part_is_a_success(status: int) -> None:
    async with script(respond(status)).hub() as hub:
        response = await hub.request(GET_NGINX)
    assert (response.status_code, response.parsed.name) == (status, "nginx")


async def test_a_response_tells_its_circumstances() -> None:
    service = script(respond(503), respond(200, NGINX, x_request_id="7"))
    async with service.hub() as hub:
        response = await hub.request(GET_NGINX)
    assert response.parsed.name == "nginx"
    assert json.loads(response.body) == NGINX
    assert response.headers["X-Request-Id"] == "7"
    assert response.attempts == 2
    assert response.elapsed == pytest.approx(sum(service.clock.slept))
    assert repr(response).startswith("<ApiResponse 200 Repository in 0.")


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (b"", "an empty body"),
        (b"<!doctype html><title>Sign in</title>", "an HTML page instead of a response ('Sign in')"),
        (b'{"cut', '{"cut'),
        (b"\xff", "�"),
    ],
)
async def test_a_success_that_is_not_json_is_an_error_that_shows_what_it_was(body: bytes, seen: str) -> None:
    async with script(respond(200, body)).hub() as hub:
        with pytest.raises(DecodeError) as caught:
            await hub.repositories.get("library", "nginx")
    assert (caught.value.operation, caught.value.path, caught.value.expected) == ("repositories.get", "$", "JSON")
    assert caught.value.received == seen
    assert "GET https://hub.docker.com/v2/namespaces/library/repositories/nginx" in str(caught.value)


async def test_head_gives_true_or_false_and_other_statuses_are_errors() -> None:
    async with script(respond(200, b""), respond(404, b""), respond(403, b"")).hub() as hub:
        assert await hub.repositories.exists("library", "nginx")
        assert not await hub.repositories.exists("library", "nothing")
        with pytest.raises(ForbiddenError):
            await hub.repositories.exists("library", "secret")


async def test_text_is_given_as_text() -> None:
    service = script(lambda request: login(service.clock), respond(200, "Name,Email\njane,j@example.com\n"))
    async with service.hub(JANE) as hub:
        response = await hub.request(calls.orgs.export_members("acme"))
    assert service.requests[-1].headers["accept"] == "text/csv"
    assert response.body.startswith(b"Name")


# Options and hooks


async def test_options_of_a_call_differ_for_that_call_only() -> None:
    service = script(respond(200, {"results": [], "next": None}))
    async with service.hub() as hub:
        options = CallOptions(timeout=1.5, headers={"X-Trace": "1"}, query={"page_size": "7", "new": "a b"})
        await hub.repositories.list("library", page_size=3, options=options)
        await hub.repositories.list("library", page_size=3)
    first, second = service.requests
    assert (first.headers["x-trace"], first.url.query) == ("1", b"page_size=7&new=a+b")
    assert first.extensions["timeout"]["read"] == 1.5
    assert ("x-trace" in second.headers, second.url.query) == (False, b"page_size=3")
    assert second.extensions["timeout"] == {"connect": 30.0, "read": 30.0, "write": 30.0, "pool": 30.0}


async def test_retries_of_a_call_can_be_switched_off() -> None:
    service = script(respond(503))
    async with service.hub() as hub:
        with pytest.raises(ServerError):
            await hub.repositories.get("library", "nginx", options=CallOptions(max_retries=0))
    assert len(service.requests) == 1


async def test_hooks_see_every_request_response_and_attempt() -> None:
    service = script(lambda request: login(service.clock), respond(503), httpx.ReadError("cut"), respond())
    events = list[Any]()

    async def on_request(event: RequestEvent) -> None:
        event.headers["X-Trace"] = str(event.attempt)
        events.append(event)

    hooks: Any = {"on_request": on_request, "on_response": events.append, "on_attempt": events.append}
    async with service.hub(JANE, **hooks) as hub:
        await hub.repositories.get("library", "nginx")
    kinds = [type(event) for event in events if event.operation == "repositories.get"]
    assert kinds == [
        *(RequestEvent, ResponseEvent, AttemptEvent),
        *(RequestEvent, AttemptEvent),
        *(RequestEvent, ResponseEvent, AttemptEvent),
    ]
    assert [request.headers["x-trace"] for request in service.requests] == ["1", "1", "2", "3"]
    attempts = [event for event in events if isinstance(event, AttemptEvent)]
    assert [(event.attempt, event.status_code, event.wait is None) for event in attempts] == [
        (1, 200, True),
        (1, 503, False),
        (2, None, False),
        (3, 200, True),
    ]
    assert isinstance(attempts[2].error, HubConnectionError)
    assert all("authorization" not in event.headers for event in events if isinstance(event, RequestEvent))


async def test_what_a_hook_raises_ends_the_call() -> None:
    def on_response(event: ResponseEvent) -> None:
        raise LookupError(event.url)

    async with script().hub(on_response=on_response) as hub:
        with pytest.raises(LookupError):
            await hub.repositories.get("library", "nginx")
        assert (await hub.with_options(on_response=None).repositories.get("library", "nginx")).name == "nginx"


@pytest.mark.parametrize("name", ["on_request", "on_response", "on_attempt"])
async def test_transport_error_of_a_hook_is_none_of_the_call(name: str) -> None:
    """As of another client that the hook calls: the write was done, and is not sent again."""
    raised = HubConnectionError("the audit service is not there", host="other", sent=False)

    async def hook(_: object) -> None:
        raise raised

    service = script(respond(201, NGINX), respond(201, NGINX))
    async with service.hub(BearerToken("dummy.bearer.token"), **{name: hook}) as hub:
        with pytest.raises(HubConnectionError) as caught:
            await hub.request(CREATE)
    assert caught.value is raised
    assert len(service.requests) == (name != "on_request")


async def test_pacing_holds_calls_back() -> None:
    service = script(respond(200, NGINX, x_ratelimit_limit="60", x_ratelimit_remaining="10", x_ratelimit_reset="30"))
    async with service.hub(pace=True) as hub:
        for _ in range(3):
            await hub.repositories.get("library", "nginx")
    assert service.clock.slept == [pytest.approx(3.0)]


# Drift


async def test_strict_raises_where_the_response_differs() -> None:
    async with script(respond(200, {**NGINX, "pull_count": "many"})).hub(strict=True) as hub:
        with pytest.raises(DecodeError) as caught:
            await hub.repositories.get("library", "nginx")
        assert (await hub.with_options(strict=False).repositories.get("library", "nginx")).name == "nginx"
    assert (caught.value.operation, caught.value.path) == ("repositories.get", "$.pull_count")
    assert (caught.value.expected, caught.value.received) == ("integer", '"many"')


async def test_no_traceback_of_a_refused_response_shows_its_token() -> None:
    token = {"id": "1", "label": "ci", "token": "dummy-secret", "creds": {"token": "dummy-secret"}, "is_active": "yes"}
    for body in (json.dumps(token), json.dumps(token)[:-1]):
        async with script(respond(200, body.encode())).hub(BearerToken("dummy.bearer.token"), strict=True) as hub:
            with pytest.raises(DecodeError) as caught:
                await hub.request(calls.org_access_tokens.create("acme", label="ci"))
        shown = traceback_of(caught.value)
        assert "in request" in shown
        assert "dummy-secret" not in shown


async def test_a_list_takes_no_harm_from_deep_and_large_additions() -> None:
    page = {"count": 1.0, "next": None, "previous": None, "results": [NGINX], "new": json.loads("[" * 95 + "]" * 95)}
    async with script(respond(200, page)).hub() as hub:
        first = await hub.repositories.list("acme")
    assert first.envelope == {"count": 1, "next": None, "previous": None, "new": page["new"]}
    assert first.total == 1


@pytest.mark.parametrize("count", [b"NaN", b"1e400", b"1.5", b"true"])
async def test_a_count_that_is_none_is_no_total(count: bytes) -> None:
    async with script(respond(200, b'{"results": [], "count": ' + count + b"}")).hub() as hub:
        assert (await hub.repositories.list("acme")).total is None


async def test_the_wall_of_anonymous_callers_says_to_log_in_and_not_to_resume() -> None:
    page = {"count": 250, "next": "https://hub.docker.com/?page=2", "results": [NGINX]}
    wall = {"message": "pagination offset too large for anonymous requests; sign in to page further", "errinfo": {}}
    got: list[str | None] = []

    async def walk(hub: DockerHub) -> None:
        async for repository in hub.repositories.list("library", page_size=1):
            got.extend([repository.name])

    async with script(respond(200, page), respond(403, wall)).hub() as hub:
        with pytest.raises(ForbiddenError) as caught:
            await walk(hub)
    notes = " ".join(caught.value.__notes__)
    assert got == ["nginx"], "what may be read was handed out"
    assert caught.value.cursor is not None
    assert "Log in to read the rest" in notes
    assert "any personal access token is sufficient" in notes
    assert "go on with pager.resume" not in notes
    assert "a client that may read it goes on with pager.resume(" in notes
