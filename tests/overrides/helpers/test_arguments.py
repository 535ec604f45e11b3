"""Arguments that cannot be used are refused by name, before the log-in and before anything is sent."""

import asyncio
import math
import pickle
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from aiodockerhub import (
    OMIT,
    AccessToken,
    Anonymous,
    ArgumentError,
    CallOptions,
    DockerHub,
    DockerHubError,
    NoCredentialsError,
    Password,
    TokenResource,
    TwoFactor,
    calls,
)
from aiodockerhub.auth import profiles
from aiodockerhub.auth.credential_arguments import is_blank
from aiodockerhub.tag_versions import newest_tag
from hypothesis import example, given
from hypothesis import strategies as st

from tests.overrides.lists import greatest_page
from tests.overrides.scripted import script

LONG = "x" * 100_000
HALF = "\ud800"
NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001 - what is refused
Mistake = Callable[[Any], Awaitable[object]]


def with_headers(headers: Any) -> Mistake:
    return lambda hub: hub.get("/v2/x", options=CallOptions(headers=headers))


def nested(depth: int) -> Any:
    value: Any = None
    for _ in range(depth):
        value = [value]
    return value


MISTAKES: list[tuple[Mistake, str]] = [
    (
        lambda hub: hub.repositories.list("acme", page_size="10"),
        r"^page_size: expected an integer .*; convert it by int",
    ),
    (lambda hub: hub.repositories.list("acme", page_size=True), r"^page_size: expected an integer"),
    (
        lambda hub: hub.repositories.list("acme", page_size=10**6),
        f"^page_size must be at most {greatest_page('repositories.list'):,}",
    ),
    (lambda hub: hub.repositories.list("acme", page=10**400), r"^page: expected an integer of at most 64 bits"),
    (lambda hub: hub.repositories.list("acme", name=5), r"^name: expected text"),
    (lambda hub: hub.repositories.list("acme", name=LONG), r"^name: expected at most 16,384 characters, got 100,000"),
    (lambda hub: hub.repositories.list("acme", name=HALF), r"^name: expected text, got half of a surrogate pair"),
    (lambda hub: hub.audit_logs.list("acme", from_="2026-01-01"), r"^from_: expected a datetime .*fromisoformat"),
    (
        lambda hub: hub.audit_logs.list("acme", from_=date(2026, 1, 1)),
        r"^from_: expected .*; use datetime\(year, month, day, ",
    ),
    (
        lambda hub: hub.audit_logs.list("acme", from_=timedelta(days=-1)),
        r"^from_: .*; add it to datetime.now\(UTC\)",
    ),
    (
        lambda hub: hub.org_access_tokens.create("acme", label="ci", resources=TokenResource.repository("a/b", "x")),
        r"^resources: expected a list, got a value of type OrgAccessTokenResource; put it into brackets",
    ),
    (lambda hub: hub.access_tokens.create(token_label="ci", scopes="repo:read"), r"^scopes: expected a list"),
    (lambda hub: hub.access_tokens.create(token_label="ci", scopes=[5]), r"^scopes\[0\]: expected text"),
    (lambda hub: hub.groups.create("acme", name=None), r"^name: expected text, got None; it is required"),
    (lambda hub: hub.repositories.update("acme", "app", description=HALF), r"^description: .* half of a surrogate"),
    (lambda hub: hub.repositories.set_privacy("acme", "app", is_private="no"), r"^is_private: .*True or False"),
    (lambda hub: hub.repositories.get("acme", "acme/app"), r"^repository: expected one name without slashes"),
    (lambda hub: hub.repositories.get("acme", LONG), r"^repository: expected at most 16,384 characters"),
    (lambda hub: hub.repositories.get("acme", "app", options={"timeout": 3}), r"^options must be CallOptions"),
    (lambda hub: hub.repositories.list("acme", options={"timeout": 3}), r"^options must be CallOptions"),
    (lambda hub: hub.get("/v2/x", options={"timeout": 3}), r"^options must be CallOptions"),
    (lambda hub: hub.get("/v2/x", params=[("a", "b")]), r"^params must be a mapping"),
    (lambda hub: hub.get("/v2/x", params={"a": [1]}), r"^params\['a'\] must be text, a number or a boolean"),
    (lambda hub: hub.get("/v2/x", params={"a": math.nan}), r"^params\['a'\] must be a finite number"),
    (lambda hub: hub.get("/v2/x", params={"a": HALF}), r"^params\['a'\]: expected text, got half"),
    (lambda hub: hub.get("/v2/x", params={str(n): "y" * 10_000 for n in range(9)}), r"fit into a URL of 65,536"),
    (lambda hub: hub.get(f"/v2/{LONG}"), r"^path: expected at most 16,384"),
    (lambda hub: hub.get(f"/v2/{HALF}"), r"^path: expected text, got half"),
    (lambda hub: hub.get(b"/v2/x"), r"^path must be text"),
    (lambda hub: hub.post("/v2/x", json={"a": {1, 2}}), r"^the body of POST /v2/x must be JSON; it holds a value of"),
    (lambda hub: hub.post("/v2/x", json={"a": math.inf}), r"must be JSON; it holds a number that is not finite"),
    (lambda hub: hub.post("/v2/x", json={"a": [HALF]}), r"must be JSON; it holds half of a surrogate pair"),
    (lambda hub: hub.post("/v2/x", json=nested(100_000)), r"must be JSON; it holds .*nested too deeply"),
    (
        lambda hub: hub.repositories.set_categories("acme", "app", categories=[{"name": nested(100_000)}]),
        r"^categories.*: .*nested too deeply",
    ),
    (with_headers({"Content-Length": "5"}), r"^headers must not hold Content-Length, which belongs to the connection"),
    (with_headers({"transfer-encoding": "chunked"}), r"^headers must not hold transfer-encoding"),
    (with_headers({"Host": "example.org"}), r"^headers must not hold Host"),
    (with_headers({"Authorization": "Bearer x"}), r"^headers must not hold Authorization, .* pass credentials="),
    (with_headers({"x-a": 5}), r"^headers must have values that are text; got a value of type int for 'x-a'"),
    (with_headers({10**5000: "5"}), r"^headers must be text of printable ASCII characters; a value of type int"),
    (
        lambda hub: hub.get("/v2/x", options=CallOptions(query={10**5000: 1})),  # type: ignore[dict-item]
        r"^query must have names that are text; got a value of type int",
    ),
    (
        lambda hub: hub.org_settings.update("acme", restricted_images={10**5000: 1}),
        r"^restricted_images: expected keys that are text, got a value of type int",
    ),
    (with_headers({"x a": "5"}), r"^headers must be text of printable ASCII characters; 'x a' or its value"),
    (
        with_headers({"x-a": LONG}),
        r"^headers must have values of at most 16,384 characters; the value of 'x-a' has 100,000",
    ),
    (
        with_headers({"x-a": " 5"}),
        r"^headers must not begin or end with white space; the value of 'x-a' does: strip it",
    ),
    (
        with_headers({"x-a": "5\t"}),
        r"^headers must not begin or end with white space; the value of 'x-a' does: strip it",
    ),
    (lambda hub: hub.get("/v2/x", options=CallOptions(timeout=10**400)), r"^timeout must be a number above 0 and at"),
    (lambda hub: hub.get("/v2/x", options=CallOptions(deadline=10**400)), r"^deadline must be a number above 0 and"),
    (with_headers([("x-a", "5")]), r"^headers must be a mapping"),
    (lambda hub: hub.get("/v2/x", options=CallOptions(query={"a": object()})), r"^query\['a'\] must be text"),  # type: ignore[dict-item]
    (lambda hub: hub.get("/v2/x", options=CallOptions(timeout="3")), r"^timeout must be a number"),  # type: ignore[arg-type]
    (lambda hub: hub.request(hub.repositories.list("acme")), r"^call must come from aiodockerhub.calls"),
    (lambda hub: hub.download(None, "x"), r"^call must come from aiodockerhub.calls"),
    (lambda hub: hub.download(calls.orgs.export_members("acme"), 5), r"^destination must be the path of a file"),
    (lambda hub: hub.invites.create_bulk(org="a", invitees=["b"], client_feature="wéb"), r"ASCII text, because"),
    (lambda hub: hub.gather([], limit="3"), r"^limit must be a whole number"),
    (
        lambda hub: hub.gather(hub.repositories.list("a"), hub.users.me()),
        r"^things: .* got 2 arguments; put",
    ),
    (
        lambda hub: hub.invites.create_bulk(org="a", invitees=hub.groups.list("a")),
        r"is asynchronous: write `async for`",
    ),
    (lambda hub: hub.gather(hub.users.me()), r"^things must be calls, pagers or coroutines in a list"),
    (lambda hub: hub.request(hub.users.me()), r"^call must come from aiodockerhub.calls"),
    (lambda hub: hub.audit_logs.list("acme", from_=NAIVE), r"^from_: expected a time with a time zone"),
    (
        lambda hub: hub.groups.add_member("acme", "ops", member=OMIT),
        r"^member: expected text, got OMIT; it is",
    ),
    (
        lambda hub: hub.access_tokens.create(token_label="ci", scopes=OMIT),
        r"^scopes: expected a list, got OMIT",
    ),
    (
        lambda hub: hub.webhooks.create("acme", "app", name="x", webhooks=["https://ci.example"]),
        r"^webhooks\[0\]: expected WebhookTarget, got a value of type str",
    ),
    (lambda hub: hub.scim.update_user("x", schemas=[], enabled=True, name="Kim"), r"^name: expected ScimUserName or"),
    (lambda hub: hub.repositories.get("  ", "app"), r"^namespace: expected a name, got blanks"),
]


@pytest.mark.parametrize(("mistake", "message"), MISTAKES, ids=[message for _, message in MISTAKES])
async def test_a_mistake_is_named_and_nothing_is_sent(mistake: Mistake, message: str) -> None:
    service = script()
    async with service.hub(AccessToken("jane", "dckr_pat_example")) as hub:
        with pytest.raises(ArgumentError, match=message) as caught:
            await mistake(hub)
    assert isinstance(caught.value, DockerHubError)
    assert isinstance(caught.value, ValueError)
    assert len(str(caught.value)) < 400
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert service.requests == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"application": "wéb"}, r"^application must be printable ASCII"),
        ({"application": LONG}, r"^application must be printable ASCII"),
        ({"headers": {"content-length": "5"}}, r"^headers must not hold content-length"),
        ({"headers": {"authorization": "Bearer x"}}, r"^headers must not hold authorization"),
        ({"base_url": 5}, r"^base_url must be a URL"),
        ({"scim_token": 5}, r"^scim_token must be a bearer token"),
        ({"credentials": Anonymous}, r"^credentials must be Password"),
        ({"strict": "no"}, r"^strict must be True or False"),
        ({"http2": 1}, r"^http2 must be True or False"),
    ],
)
def test_a_client_is_not_made_of_mistakes(arguments: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message) as caught:
        DockerHub(**{"credentials": Anonymous(), **arguments})
    assert caught.value.argument in {"", *arguments}


@pytest.mark.parametrize("code", [lambda: "123456", input, math.sin])
def test_a_plain_function_gives_no_code(code: Any) -> None:
    with pytest.raises(ArgumentError, match=r"^code must be an async callable, not a plain function: write async"):
        TwoFactor("jane", "swordfish", code)


async def test_what_is_called_without_credentials_says_how_to_have_some() -> None:
    service = script()
    async with service.hub(Anonymous()) as hub:
        with pytest.raises(NoCredentialsError, match=r"made with Anonymous\(\): pass AccessToken\(user, pat\)"):
            await hub.access_tokens.get("1")
    assert service.requests == []


async def test_a_pager_in_place_of_a_coroutine_says_what_to_write() -> None:
    async with script().hub() as hub:
        with pytest.raises(TypeError, match=r"create_task\(pager.collect\(\)\)"):
            await asyncio.create_task(hub.repositories.list("acme"))  # type: ignore[arg-type]


async def test_a_header_that_a_hook_adds_is_checked_too() -> None:
    service = script()
    async with service.hub(on_request=lambda event: event.headers.update({"Authorization": "x"})) as hub:
        with pytest.raises(ArgumentError, match="headers must not hold Authorization"):
            await hub.get("/v2/x")
    assert service.requests == []


async def test_headers_of_the_caller_win_over_those_of_the_operation() -> None:
    service = script()
    async with service.hub() as hub:
        await hub.post("/v2/x", json={}, options=CallOptions(headers={"Accept": "text/plain", "Content-Type": "a/b"}))
    headers = service.requests[0].headers
    assert (headers["accept"], headers["content-type"]) == ("text/plain", "a/b")


def test_what_can_be_left_out_may_be_none() -> None:
    assert calls.groups.create("acme", name="core", description=None).body == {"name": "core"}


def test_where_null_means_something_none_is_null_and_omit_leaves_out() -> None:
    create = calls.org_access_tokens.create
    assert create("acme", label="ci", expires_at=None).body == {"label": "ci", "expires_at": None}
    assert create("acme", label="ci", expires_at=OMIT).body == {"label": "ci"}
    assert create("acme", label="ci").body == {"label": "ci"}


@pytest.mark.heavy
@given(st.one_of(st.none(), st.integers(), st.text(), st.binary(), st.lists(st.text(), max_size=2), st.floats()))
@example(1)
def test_whatever_a_secret_is_it_is_taken_or_refused_by_name(value: Any) -> None:
    if isinstance(value, str) and not is_blank(value):
        assert Password("jane", value).secret == value
    else:
        with pytest.raises(ArgumentError, match=r"^secret must be"):
            Password("jane", value)


@pytest.mark.parametrize("things", [None, 5, "nginx"])
async def test_what_cannot_be_gathered_is_named(things: Any) -> None:
    async with script().hub() as hub:
        with pytest.raises(ArgumentError, match="things must be calls, pagers or coroutines in a list"):
            await hub.gather(things)


@pytest.mark.parametrize(
    "secret",
    [
        "dckr_pat_dummy-value-4711",
        "https://hub/?token=dummy-value-4711",
        "https://jane:dummy-value-4711@hub",
        "jane:dummy-value-4711@hub/x",
        f"https://jane:dummy-value-4711@{'x' * 90}/x",
        "jane:p/?#@dummy-value-4711@hub/x",
        "jane:dummy-value-4711@hub/x@sha256:12",
    ],
)
@pytest.mark.parametrize(
    "mistake",
    [
        lambda secret: calls.repositories.get(f"a/{secret}", "b"),
        lambda secret: calls.repositories.list("a", name=f"{secret}{HALF}"),
        lambda secret: TokenResource.repository(f"{secret} x"),
        lambda secret: TokenResource.organization(f"{secret}/x"),
        lambda secret: DockerHub(application=f"{secret}\n"),
        lambda secret: DockerHub(on_drift=secret),
        lambda secret: DockerHub(timeout=secret),
        lambda secret: DockerHub(headers={f"{secret}\n": ""}),
        lambda secret: newest_tag([], suffix=secret),
        lambda secret: profiles.load(f"x {secret}"),
    ],
)
def test_the_error_for_a_refused_argument_shows_no_secret_in_it(mistake: Callable[[str], Any], secret: str) -> None:
    with pytest.raises(DockerHubError) as caught:
        mistake(secret)
    assert "dummy-value-4711" not in f"{caught.value!r}"
    assert "***" in str(caught.value)
