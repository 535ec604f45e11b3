import asyncio
import json
from typing import Any

import httpx
import pytest
from aiodockerhub import (
    AccessToken,
    AttemptEvent,
    AuthenticationError,
    BearerToken,
    CallOptions,
    DecodeError,
    DockerHub,
    ForbiddenError,
    HubConnectionError,
    NotFoundError,
    OrganizationToken,
    RateLimitError,
    RequestEvent,
    ResponseEvent,
    ServerError,
    StatusError,
    TokenResource,
    UnauthorizedError,
    calls,
)
from aiodockerhub.testing.clock import ManualClock, settle

from tests.overrides.login_service import make_jwt
from tests.overrides.scripted import NGINX, Script, answer, script
from tests.secret_guard import traceback_of

GET_NGINX = calls.repositories.get("library", "nginx")
CREATE = calls.repositories.create("acme", name="app")
JANE = AccessToken("jane", "dckr_pat_example")


def login(clock: ManualClock) -> httpx.Response:
    return answer(200, {"access_token": make_jwt(iat=clock.time(), exp=clock.time() + 600)})


# Sending and decoding


async def test_a_call_is_sent_and_its_answer_decoded() -> None:
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
    service = script(lambda request: login(service.clock), answer(201))
    async with service.hub(JANE) as hub:
        await hub.request(CREATE)
    request = service.requests[-1]
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == {"name": "app", "namespace": "acme"}


async def test_a_body_is_sent_as_what_the_document_says() -> None:
    service = script(answer(201))
    async with service.hub(scim_token="dummy") as hub:
        await hub.request(calls.scim.create_user(schemas=[], user_name="jane@example.com"))
    request = service.requests[-1]
    assert request.headers["content-type"] == request.headers["accept"] == "application/scim+json"


async def test_arguments_in_headers_are_sent() -> None:
    service = script(lambda request: login(service.clock), answer(202))
    async with service.hub(JANE) as hub:
        await hub.request(calls.invites.create_bulk(org="acme", invitees=["jo"], client_feature="file"))
    assert service.requests[-1].headers["x-analytics-client-feature"] == "file"


async def test_scopes_are_spelled_as_the_service_does() -> None:
    service = script(lambda request: login(service.clock), answer(201, {"id": "1"}))
    async with service.hub(JANE) as hub:
        await hub.org_access_tokens.create(
            "acme", label="ci", resources=[TokenResource.repository("acme/*", "image-pull")]
        )
    assert json.loads(service.requests[-1].content)["resources"][0]["scopes"] == ["scope-image-pull"]


@pytest.mark.parametrize("status", [200, 201, 202, 203, 206, 299])
async def test_any_2xx_is_a_success(status: int) -> None:
    async with script(answer(status)).hub() as hub:
        response = await hub.request(GET_NGINX)
    assert (response.status_code, response.parsed.name) == (status, "nginx")


async def test_a_response_tells_its_circumstances() -> None:
    service = script(answer(503), answer(200, NGINX, x_request_id="7"))
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
    async with script(answer(200, body)).hub() as hub:
        with pytest.raises(DecodeError) as caught:
            await hub.repositories.get("library", "nginx")
    assert (caught.value.operation, caught.value.path, caught.value.expected) == ("repositories.get", "$", "JSON")
    assert caught.value.received == seen
    assert "GET https://hub.docker.com/v2/namespaces/library/repositories/nginx" in str(caught.value)


async def test_head_answers_true_or_false_and_other_statuses_are_errors() -> None:
    async with script(answer(200, b""), answer(404, b""), answer(403, b"")).hub() as hub:
        assert await hub.repositories.exists("library", "nginx")
        assert not await hub.repositories.exists("library", "nothing")
        with pytest.raises(ForbiddenError):
            await hub.repositories.exists("library", "secret")


async def test_text_is_given_as_text() -> None:
    service = script(lambda request: login(service.clock), answer(200, "Name,Email\njane,j@example.com\n"))
    async with service.hub(JANE) as hub:
        response = await hub.request(calls.orgs.export_members("acme"))
    assert service.requests[-1].headers["accept"] == "text/csv"
    assert response.body.startswith(b"Name")


# Errors


async def test_a_status_error_says_everything() -> None:
    body = {"message": "httperror 404: object not found", "errinfo": {"namespace": "acme", "repository": "app"}}
    async with script(answer(404, body, cf_ray="8f-FRA", set_cookie="session=dummy-cookie")).hub() as hub:
        with pytest.raises(NotFoundError) as caught:
            await hub.repositories.get("acme", "app")
    error = caught.value
    assert error.message == "object not found"
    assert error.detail == {"namespace": "acme", "repository": "app"}
    assert (error.request_method, error.operation, error.request_id) == ("GET", "repositories.get", "8f-FRA")
    assert error.request_url == "https://hub.docker.com/v2/namespaces/acme/repositories/app"
    assert error.headers["CF-Ray"] == "8f-FRA"
    assert "set-cookie" not in error.headers
    assert json.loads(error.body) == body


async def test_hints_are_notes_on_the_error() -> None:
    refused = answer(403, {"message": "token issued from personal access token", "errinfo": {}})
    async with script(refused).hub() as hub:
        with pytest.raises(ForbiddenError) as caught:
            await hub.repositories.get("acme", "app")
    assert "does not accept personal access tokens" in caught.value.__notes__[0]


async def test_a_403_for_an_organization_token_on_a_users_route_says_so() -> None:
    service = script(lambda request: login(service.clock), answer(403, {"message": "forbidden", "errinfo": {}}))
    async with service.hub(OrganizationToken("acme", "dckr_oat_dummy")) as hub:
        with pytest.raises(ForbiddenError) as routes_of_users:
            await hub.access_tokens.list()
        with pytest.raises(ForbiddenError) as routes_of_organizations:
            await hub.groups.list("acme")
    assert "Organization access tokens work only" in routes_of_users.value.__notes__[0]
    assert "The resources of this organization access token" in routes_of_organizations.value.__notes__[0]


async def test_a_403_for_a_personal_token_on_a_route_of_an_organization_says_so() -> None:
    service = script(lambda request: login(service.clock), answer(403, {"message": "forbidden", "errinfo": {}}))
    async with service.hub(AccessToken("jane", "dckr_pat_dummy")) as hub:
        with pytest.raises(ForbiddenError) as routes_of_organizations:
            await hub.groups.list("acme")
        with pytest.raises(ForbiddenError) as routes_of_repositories:
            await hub.repositories.delete("acme", "app")
    assert "does not accept personal access tokens" in routes_of_organizations.value.__notes__[0]
    assert "lacks the permission" in routes_of_repositories.value.__notes__[0]


async def test_a_write_that_is_done_without_a_word_is_no_error() -> None:
    async with script(answer(204, b"")).hub(BearerToken("dummy.bearer.token")) as hub:
        assert (await hub.groups.create("acme", name="a")).to_dict() == {}
        assert [event.drift.kind for event in hub.drift] == ["null"]


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (b"[1, 2, 3]", "array"),
        (b"null", "null"),
        (b"5", "integer"),
        (b"false", "boolean"),
        (b'"down for maintenance"', "string: down for maintenance"),
    ],
)
async def test_a_response_of_another_type_is_an_error_strict_or_not(body: bytes, seen: str, *, strict: bool) -> None:
    async with script(answer(200, body)).hub(strict=strict) as hub:
        with pytest.raises(DecodeError) as caught:
            await hub.repositories.get("library", "nginx")
    error = caught.value
    assert (error.operation, error.path, error.expected, error.received) == ("repositories.get", "$", "object", seen)
    assert error.request_url == "https://hub.docker.com/v2/namespaces/library/repositories/nginx"
    assert error.__context__ is None, "whose frames hold the response"


async def test_no_content_is_no_repository() -> None:
    async with script(answer(204, b"")).hub() as hub:
        with pytest.raises(DecodeError, match=r"expected object at \$, got null"):
            await hub.repositories.get("library", "nginx")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"count": 0}', r"expected array at \$\.results, got nothing"),
        (b"{}", r"expected array at \$\.results, got nothing"),
        (b"[]", r"expected object at \$, got array"),
        (b'"maintenance"', r"expected object at \$, got string: maintenance"),
        (b'{"detail": "maintenance"}', r"expected array at \$\.results, got nothing: maintenance"),
        (b'{"count": 1, "results": null}', r"expected array at \$\.results, got null"),
        (b'{"count": 1, "results": {"name": "x"}}', r"expected array at \$\.results, got object"),
        (b"null", r"expected object at \$, got null"),
        (b"<html>", r"expected JSON at \$"),
    ],
)
async def test_a_first_page_that_is_no_page_is_no_empty_list(body: bytes, said: str) -> None:
    async with script(answer(200, body)).hub() as hub:
        for walk in (hub.repositories.list("acme").collect(), hub.repositories.list("acme").collect(prefetch=4)):
            with pytest.raises(DecodeError, match=said) as caught:
                await walk
            assert caught.value.request_url is not None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"detail": "maintenance"}, "an error: maintenance"),
        ({"message": "object not found", "errinfo": {}}, "an error: object not found"),
        ({"fields": {"name": ["odd"]}, "text": "Invalid name"}, "an error: Invalid name"),
        ({"error": {"code": 7}}, 'an error: error: {"code": 7}'),
        ({"detail": "down", "status": "503", "request_id": "x"}, "an error: down"),
        ({"errors": [{"code": "DENIED"}], "title": "no"}, "an error: no"),
    ],
)
async def test_an_error_with_the_status_of_a_success_is_no_model(body: dict[str, Any], said: str) -> None:
    service = script(answer(200, body), answer(200, body), answer(200, body))
    async with service.hub(BearerToken("dummy.jwt.token")) as hub:
        with pytest.raises(DecodeError, match=r"repositories.get: expected Repository at \$, got ") as caught:
            await hub.repositories.get("acme", "app")
        assert caught.value.received == said
        with pytest.raises(DecodeError):
            await hub.with_options(strict=True).repositories.get("acme", "app")
        with pytest.raises(DecodeError, match=r"webhooks\.create"):  # a write, too: nothing says that it was done
            await hub.webhooks.create("acme", "app", name="ci", webhooks=[])
        assert len(hub.drift) == 0


async def test_a_scim_error_with_the_status_of_a_success_is_no_user() -> None:
    body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "404", "detail": "no such user"}
    async with script(answer(200, body)).hub(scim_token="dummy_scim") as hub:
        with pytest.raises(DecodeError, match="an error: no such user"):
            await hub.scim.get_user("7")


@pytest.mark.parametrize(
    "body",
    [
        {"name": "app", "namespace": "acme", "message": "moved soon"},  # an object that says something beside
        {"name": "app", "detail": "x"},
        {"brand_new": 1},  # nothing known in it, but no error either
        {},
    ],
)
async def test_an_object_that_is_no_error_stays_a_model_with_drift(body: dict[str, Any]) -> None:
    async with script(answer(200, body)).hub() as hub:
        assert (await hub.repositories.get("acme", "app")).to_dict() == body
        assert len(hub.drift) > 0


async def test_long_bodies_are_cut_and_empty_ones_named() -> None:
    async with script(answer(400, b"x" * 100_000), answer(418, b"")).hub() as hub:
        with pytest.raises(StatusError) as caught:
            await hub.get("/v2/")
        assert len(caught.value.body) == 65_536
        with pytest.raises(StatusError, match="the response gives no reason"):
            await hub.get("/v2/")


async def test_secret_query_parameters_do_not_show_in_errors() -> None:
    async with script(answer(400, {})).hub() as hub:
        with pytest.raises(StatusError) as caught:
            await hub.get("/v2/x", params={"token": "dummy-secret", "page": 1})
    assert caught.value.request_url == "https://hub.docker.com/v2/x?token=***&page=1"


async def test_a_connection_error_says_what_was_asked_for() -> None:
    async with script(httpx.ConnectError("no route")).hub(max_retries=1) as hub:
        with pytest.raises(HubConnectionError) as caught:
            await hub.repositories.get("library", "nginx")
    assert str(caught.value) == (
        "could not connect to hub.docker.com: no route "
        "(GET https://hub.docker.com/v2/namespaces/library/repositories/nginx, 2 attempts)"
    )


# Retries


async def test_reads_are_repeated_until_they_succeed() -> None:
    service = script(answer(503), httpx.ReadTimeout("x"), answer(429, {}, retry_after="3"), answer())
    async with service.hub() as hub:
        assert (await hub.repositories.get("library", "nginx")).name == "nginx"
    assert len(service.requests) == 4
    assert 0.25 <= service.clock.slept[0] <= 0.5
    assert 3 <= service.clock.slept[2] <= 3.3


async def test_the_last_failure_is_raised_when_retries_run_out() -> None:
    service = script(answer(500), answer(502), answer(503, "down"))
    async with service.hub(max_retries=2) as hub:
        with pytest.raises(ServerError) as caught:
            await hub.repositories.get("library", "nginx")
    assert (caught.value.status_code, caught.value.attempts, caught.value.message) == (503, 3, "down")


async def test_a_write_is_not_sent_again_when_the_service_may_have_acted() -> None:
    for failure in (answer(500), answer(503, {}, retry_after="1"), httpx.ReadError("cut")):
        service = script(failure)
        async with service.hub(BearerToken(make_jwt())) as hub:
            with pytest.raises((ServerError, HubConnectionError)):
                await hub.request(CREATE)
        assert len(service.requests) == 1


async def test_a_write_is_sent_again_when_the_service_cannot_have_acted() -> None:
    service = script(httpx.ConnectError("x"), answer(429, {}), answer(201))
    async with service.hub(BearerToken(make_jwt())) as hub:
        await hub.request(CREATE)
    assert [json.loads(request.content) for request in service.requests] == [{"name": "app", "namespace": "acme"}] * 3


async def test_a_write_that_the_caller_calls_idempotent_is_retried_like_a_read() -> None:
    service = script(answer(503), httpx.ReadError("cut"), answer(201))
    async with service.hub(BearerToken(make_jwt())) as hub:
        response = await hub.request(CREATE, CallOptions(idempotent=True))
    assert (response.status_code, len(service.requests)) == (201, 3)
    service = script(answer(503), answer(201))
    async with service.hub(BearerToken(make_jwt())) as hub:
        with pytest.raises(ServerError):
            await hub.request(CREATE, CallOptions(max_retries=3))
    assert len(service.requests) == 1


async def test_a_wait_beyond_the_limit_is_left_to_the_caller() -> None:
    service = script(answer(429, {"detail": "Rate limit exceeded", "error": False}, retry_after="3600"))
    async with service.hub() as hub:
        with pytest.raises(RateLimitError, match="Rate limit exceeded; try again at") as caught:
            await hub.repositories.get("library", "nginx")
    assert service.clock.slept == []
    assert caught.value.retry_at is not None
    assert caught.value.retry_at.timestamp() == service.clock.time() + 3600


async def test_waiting_for_its_turn_costs_a_call_nothing_of_its_budget() -> None:
    full: Any = {"x_ratelimit_limit": "180", "x_ratelimit_remaining": "0", "x_ratelimit_reset": "300"}
    service = script(answer(**full), answer(503), answer())
    async with service.hub(pace=True, retry_timeout=30, max_retry_after=300) as hub:
        await hub.request(GET_NGINX)
        response = await hub.request(GET_NGINX)
    assert response.attempts == 2
    assert response.elapsed > 300


async def test_cancelling_stops_the_wait_at_once() -> None:
    service = script(answer(503))
    service.clock = ManualClock()
    async with service.hub() as hub:
        task = asyncio.create_task(hub.repositories.get("library", "nginx"))
        await settle()
        assert service.clock.sleeping == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert len(service.requests) == 1


# Credentials


async def test_a_401_is_replayed_once_with_a_new_token() -> None:
    service = Script([])
    tokens = [make_jwt(jti=str(number)) for number in range(3)]
    service.answers = [
        answer(200, {"access_token": tokens[0]}),
        answer(401, {"detail": "unauthorized"}),
        answer(200, {"access_token": tokens[1]}),
        answer(),
    ]
    async with service.hub(JANE) as hub:
        response = await hub.request(GET_NGINX)
    assert response.attempts == 2
    assert [request.headers.get("authorization") for request in service.requests] == [
        None,
        f"Bearer {tokens[0]}",
        None,
        f"Bearer {tokens[1]}",
    ]
    assert service.clock.slept == []


async def test_a_second_401_is_an_error() -> None:
    service = script(lambda request: login(service.clock) if "auth" in request.url.path else answer(401, {}))
    async with service.hub(JANE) as hub:
        with pytest.raises(UnauthorizedError):
            await hub.repositories.get("library", "nginx")
    assert len(service.requests) == 4


async def test_a_request_is_replayed_once_only_however_long_it_takes() -> None:
    def serve(request: httpx.Request) -> httpx.Response:
        if "auth" in request.url.path:
            return login(service.clock)
        service.clock.move(60)  # so that a new token would be worth another try
        return answer(401, {})

    service = script(serve)
    async with service.hub(JANE) as hub:
        with pytest.raises(UnauthorizedError) as caught:
            await hub.repositories.get("library", "nginx")
    assert caught.value.attempts == 2


async def test_an_error_of_the_log_in_is_about_the_log_in() -> None:
    service = script(lambda request: login(service.clock), answer(401, {}), answer(403, {"message": "blocked"}))
    async with service.hub(JANE) as hub:
        with pytest.raises(AuthenticationError, match="refused the log-in with a personal access token") as caught:
            await hub.repositories.get("library", "nginx")
    cause = caught.value.__cause__
    assert isinstance(cause, ForbiddenError)
    assert (cause.request_method, cause.request_url) == ("POST", "https://hub.docker.com/v2/auth/token")
    assert cause.attempts == 1


async def test_an_anonymous_401_is_not_replayed() -> None:
    service = script(answer(401, {"message": "unauthorized", "errinfo": {}}))
    async with service.hub() as hub:
        with pytest.raises(UnauthorizedError):
            await hub.repositories.get("library", "nginx")
    assert len(service.requests) == 1


async def test_a_log_in_is_repeated_as_a_read_is() -> None:
    service = script(
        answer(500, {"detail": "Failed to generate login session.", "error": True}),
        lambda request: login(service.clock),
        answer(),
    )
    async with service.hub(JANE) as hub:
        await hub.repositories.get("library", "nginx")
    assert len(service.requests) == 3


# Redirects


async def test_a_read_follows_a_redirect_within_the_origin() -> None:
    service = script(answer(308, b"", location="/v2/orgs/library?x=1"), answer(200, {"orgname": "library"}))
    async with service.hub(BearerToken(make_jwt())) as hub:
        response = await hub.get("/v2/users/library")
    assert service.paths == ["/v2/users/library", "/v2/orgs/library?x=1"]
    assert response.parsed == {"orgname": "library"}
    assert "authorization" in service.requests[1].headers


@pytest.mark.parametrize(
    "location",
    ["https://evil.example/v2/", "//evil.example/", "http://hub.docker.com/v2/", "https://hub.docker.com:8443/"],
)
async def test_another_origin_is_never_followed(location: str) -> None:
    service = script(answer(302, b"", location=location))
    async with service.hub(BearerToken(make_jwt())) as hub:
        with pytest.raises(StatusError, match="is not followed: credentials are not taken to another origin") as caught:
            await hub.get("/v2/x")
    assert len(service.requests) == 1
    assert caught.value.status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
async def test_writes_are_not_redirected(method: str) -> None:
    service = script(answer(301, b"", location="/v2/repositories/acme/app/"))
    async with service.hub(BearerToken(make_jwt())) as hub:
        with pytest.raises(StatusError, match=f"is not followed: it redirects {method.upper()}"):
            await getattr(hub, method)("/v2/repositories/acme/app")
    assert len(service.requests) == 1


async def test_a_redirect_without_a_target_and_circles_are_errors() -> None:
    async with script(answer(302, b"")).hub() as hub:
        with pytest.raises(StatusError, match="it names no location"):
            await hub.get("/v2/x")
    circle = script(answer(302, b"", location="/v2/x"))
    async with circle.hub() as hub:
        with pytest.raises(StatusError, match="one of too many in a row"):
            await hub.get("/v2/x")
    assert len(circle.requests) == 6


# Options and hooks


async def test_options_of_a_call_differ_for_that_call_only() -> None:
    service = script(answer(200, {"results": [], "next": None}))
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
    service = script(answer(503))
    async with service.hub() as hub:
        with pytest.raises(ServerError):
            await hub.repositories.get("library", "nginx", options=CallOptions(max_retries=0))
    assert len(service.requests) == 1


async def test_hooks_see_every_request_response_and_attempt() -> None:
    service = script(lambda request: login(service.clock), answer(503), httpx.ReadError("cut"), answer())
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


async def test_pacing_holds_calls_back() -> None:
    service = script(answer(200, NGINX, x_ratelimit_limit="60", x_ratelimit_remaining="10", x_ratelimit_reset="30"))
    async with service.hub(pace=True) as hub:
        for _ in range(3):
            await hub.repositories.get("library", "nginx")
    assert service.clock.slept == [pytest.approx(3.0)]


# Drift


async def test_strict_raises_where_the_answer_differs() -> None:
    async with script(answer(200, {**NGINX, "pull_count": "many"})).hub(strict=True) as hub:
        with pytest.raises(DecodeError) as caught:
            await hub.repositories.get("library", "nginx")
        assert (await hub.with_options(strict=False).repositories.get("library", "nginx")).name == "nginx"
    assert (caught.value.operation, caught.value.path) == ("repositories.get", "$.pull_count")
    assert (caught.value.expected, caught.value.received) == ("integer", '"many"')


async def test_no_traceback_of_a_refused_answer_shows_its_token() -> None:
    token = {"id": "1", "label": "ci", "token": "dummy-secret", "creds": {"token": "dummy-secret"}, "is_active": "yes"}
    for body in (json.dumps(token), json.dumps(token)[:-1]):
        async with script(answer(200, body.encode())).hub(BearerToken("dummy.bearer.token"), strict=True) as hub:
            with pytest.raises(DecodeError) as caught:
                await hub.request(calls.org_access_tokens.create("acme", label="ci"))
        shown = traceback_of(caught.value)
        assert "in decoded" in shown
        assert "dummy-secret" not in shown


async def test_a_list_takes_no_harm_from_deep_and_large_additions() -> None:
    page = {"count": 1.0, "next": None, "previous": None, "results": [NGINX], "new": json.loads("[" * 95 + "]" * 95)}
    async with script(answer(200, page)).hub() as hub:
        first = await hub.repositories.list("acme")
    assert first.envelope == {"count": 1, "next": None, "previous": None, "new": page["new"]}
    assert first.total == 1


@pytest.mark.parametrize("count", [b"NaN", b"1e400", b"1.5", b"true"])
async def test_a_count_that_is_none_is_no_total(count: bytes) -> None:
    async with script(answer(200, b'{"results": [], "count": ' + count + b"}")).hub() as hub:
        assert (await hub.repositories.list("acme")).total is None


async def test_the_wall_of_anonymous_callers_says_to_log_in_and_not_to_resume() -> None:
    page = {"count": 250, "next": "https://hub.docker.com/?page=2", "results": [NGINX]}
    wall = {"message": "pagination offset too large for anonymous requests; sign in to page further", "errinfo": {}}
    got: list[str | None] = []

    async def walk(hub: DockerHub) -> None:
        async for repository in hub.repositories.list("library"):
            got.extend([repository.name])

    async with script(answer(200, page), answer(403, wall)).hub() as hub:
        with pytest.raises(ForbiddenError) as caught:
            await walk(hub)
    notes = " ".join(caught.value.__notes__)
    assert got == ["nginx"], "what may be read was handed out"
    assert caught.value.cursor is not None
    assert "Log in to read the rest" in notes
    assert "any personal access token will do" in notes
    assert "go on with pager.resume" not in notes
    assert "a client that may read it goes on with pager.resume(" in notes
