"""Unsuccessful responses and those of another shape are errors that state what happened."""

import json
from typing import Any

import httpx
import pytest
from aiodockerhub import (
    AccessToken,
    BearerToken,
    CallOptions,
    DecodeError,
    ForbiddenError,
    HubConnectionError,
    NotFoundError,
    OrganizationToken,
    StatusError,
    calls,
)

from tests.overrides.scripted import login, respond, script


async def test_a_status_error_says_everything() -> None:
    body = {"message": "httperror 404: object not found", "errinfo": {"namespace": "acme", "repository": "app"}}
    async with script(respond(404, body, cf_ray="8f-FRA", set_cookie="session=dummy-cookie")).hub() as hub:
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
    refused = respond(403, {"message": "token issued from personal access token", "errinfo": {}})
    async with script(refused).hub() as hub:
        with pytest.raises(ForbiddenError) as caught:
            await hub.repositories.get("acme", "app")
    assert "does not accept personal access tokens" in caught.value.__notes__[0]


async def test_a_403_for_an_organization_token_on_a_users_route_says_so() -> None:
    service = script(lambda request: login(service.clock), respond(403, {"message": "forbidden", "errinfo": {}}))
    async with service.hub(OrganizationToken("acme", "dckr_oat_dummy")) as hub:
        with pytest.raises(ForbiddenError) as routes_of_users:
            await hub.access_tokens.list()
        with pytest.raises(ForbiddenError) as routes_of_organizations:
            await hub.groups.list("acme")
    assert "Organization access tokens work only" in routes_of_users.value.__notes__[0]
    assert "The resources of this organization access token" in routes_of_organizations.value.__notes__[0]


async def test_a_403_for_a_personal_token_on_a_route_of_an_organization_says_so() -> None:
    service = script(lambda request: login(service.clock), respond(403, {"message": "forbidden", "errinfo": {}}))
    async with service.hub(AccessToken("jane", "dckr_pat_dummy")) as hub:
        with pytest.raises(ForbiddenError) as routes_of_organizations:
            await hub.groups.list("acme")
        with pytest.raises(ForbiddenError) as routes_of_repositories:
            await hub.repositories.delete("acme", "app")
    assert "does not accept personal access tokens" in routes_of_organizations.value.__notes__[0]
    assert "lacks the permission" in routes_of_repositories.value.__notes__[0]


async def test_a_write_that_is_done_without_a_word_is_no_error() -> None:
    async with script(respond(204, b"")).hub(BearerToken("dummy.bearer.token")) as hub:
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
        (b'"opaque-example-of-a-token"', "string: 25 characters in one word"),
    ],
)
async def test_a_response_of_another_type_is_an_error_strict_or_not(body: bytes, seen: str, *, strict: bool) -> None:
    async with script(respond(200, body)).hub(strict=strict) as hub:
        with pytest.raises(DecodeError) as caught:
            await hub.repositories.get("library", "nginx")
    error = caught.value
    assert (error.operation, error.path, error.expected, error.received) == ("repositories.get", "$", "object", seen)
    assert error.request_url == "https://hub.docker.com/v2/namespaces/library/repositories/nginx"
    assert error.__context__ is None, "whose frames hold the response"


async def test_no_content_is_no_repository() -> None:
    async with script(respond(204, b"")).hub() as hub:
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
    async with script(respond(200, body)).hub() as hub:
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
    service = script(respond(200, body), respond(200, body), respond(200, body))
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
    async with script(respond(200, body)).hub(scim_token="dummy_scim") as hub:
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
    async with script(respond(200, body)).hub() as hub:
        assert (await hub.repositories.get("acme", "app")).to_dict() == body
        assert len(hub.drift) > 0


async def test_long_bodies_are_cut_and_empty_ones_named() -> None:
    async with script(respond(400, b"x" * 100_000), respond(418, b"")).hub() as hub:
        with pytest.raises(StatusError) as caught:
            await hub.get("/v2/")
        assert len(caught.value.body) == 65_536
        with pytest.raises(StatusError, match="the response gives no reason"):
            await hub.get("/v2/")


async def test_secret_query_parameters_do_not_show_in_errors() -> None:
    async with script(respond(400, {})).hub() as hub:
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


SECRET = "dckr_pat_dummy_of_a_new_token"
CREATE = calls.access_tokens.create(token_label="ci", scopes=["repo:read"])


@pytest.mark.parametrize("body", [[{"token": SECRET}], SECRET, ""])
async def test_a_write_whose_response_cannot_be_decoded_is_told_to_be_done(body: Any) -> None:
    async with script(respond(201, body)).hub(BearerToken("dummy.jwt.token")) as hub:
        with pytest.raises(DecodeError) as caught:
            await hub.request(CREATE)
    error = caught.value
    assert (error.status_code, error.sent) == (201, True)
    assert (SECRET.encode() in error.body) == bool(body)
    assert SECRET not in f"{error!r} {error} {error.notes}"
    (note,) = error.notes
    assert note.startswith("Docker Hub responded with 201, a success, so the change has probably been made: ")


async def test_a_write_whose_response_is_too_large_keeps_what_has_arrived() -> None:
    body = {"token": SECRET, "padding": "x" * 1000}
    options = CallOptions(max_response_size=100)
    async with script(respond(201, body), respond(200, body)).hub(BearerToken("dummy.jwt.token")) as hub:
        with pytest.raises(DecodeError) as write:
            await hub.request(CREATE, options=options)
        with pytest.raises(DecodeError) as read:
            await hub.get("/v2/x", options=options)
    assert (write.value.status_code, write.value.sent, len(write.value.body)) == (201, True, 100)
    assert SECRET.encode() in write.value.body
    assert SECRET not in f"{write.value!r} {write.value} {write.value.notes}"
    assert "has probably been made" in write.value.notes[0]
    assert (read.value.status_code, read.value.body) == (200, b"")


async def test_a_write_whose_response_differs_is_told_to_be_done_by_a_strict_client() -> None:
    body = {"token": SECRET, "uuid": 7}
    async with script(respond(201, body)).hub(BearerToken("dummy.jwt.token"), strict=True) as hub:
        with pytest.raises(DecodeError) as caught:
            await hub.request(CREATE)
    assert json.loads(caught.value.body) == body
    assert caught.value.request_method == "POST"
    assert "has probably been made" in caught.value.notes[0]


@pytest.mark.parametrize(("failure", "sent"), [(httpx.ReadError("broken"), True), (httpx.ConnectError("no"), False)])
async def test_a_write_whose_response_is_lost_is_told_to_be_perhaps_done(failure: Exception, *, sent: bool) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise failure

    async with script(fail).hub(BearerToken("dummy.jwt.token"), max_retries=0) as hub:
        with pytest.raises(HubConnectionError) as caught:
            await hub.request(CREATE)
    assert caught.value.sent is sent
    assert caught.value.notes == (
        ("The change may have been made: check before you repeat the request.",) if sent else ()
    )


async def test_what_may_be_sent_twice_gets_no_warning_and_a_write_keeps_its_response() -> None:
    async with script(respond(200, [SECRET]), respond(201, [SECRET])).hub(BearerToken("dummy.jwt.token")) as hub:
        for call, options in ((calls.repositories.get("acme", "app"), None), (CREATE, CallOptions(idempotent=True))):
            with pytest.raises(DecodeError) as caught:
                await hub.request(call, options=options)
            assert caught.value.notes == ()
            assert bool(caught.value.body) is (call is CREATE), "the new secret would be lost"
