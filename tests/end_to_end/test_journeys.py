"""What a program lives through: the client against a FakeHub on a real socket, both going by one clock."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from aiodockerhub import (
    AccessToken,
    Anonymous,
    CredentialsRefusedError,
    DockerHub,
    ForbiddenError,
    HubConnectionError,
    NotFoundError,
    OrganizationToken,
    Password,
    RateLimitError,
    Scope,
    ServerError,
    StatusError,
    TokenResource,
    TwoFactor,
)
from aiodockerhub.testing import FakeHub, ManualClock

SECRET = "open-sesame"
Connect = Callable[..., AbstractAsyncContextManager[DockerHub]]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(automatic=True)


@pytest.fixture
async def fake(clock: ManualClock) -> FakeHub:
    fake = FakeHub(clock=clock, seed=1)
    fake.user("jane", password=SECRET)
    fake.org("acme", owner="jane", members=["joe"])
    fake.repository("acme/app", tags=230)
    fake.repository("acme/vault", private=True)
    return fake


@pytest.fixture
async def connect(fake: FakeHub, clock: ManualClock) -> AsyncIterator[Connect]:
    async with fake.serve() as url:

        @asynccontextmanager
        async def connect(credentials: Any = None, **options: Any) -> AsyncIterator[DockerHub]:
            signed_in = Password("jane", SECRET) if credentials is None else credentials
            async with DockerHub(signed_in, base_url=url, clock=clock, trust_env=False, **options) as hub:
                yield hub

        yield connect


def operations(fake: FakeHub) -> list[tuple[str | None, int | None]]:
    return [(request.operation, request.status) for request in fake.requests]


async def test_a_token_is_fetched_once_and_again_when_it_has_expired(
    fake: FakeHub, clock: ManualClock, connect: Connect
) -> None:
    async with connect() as hub:
        await asyncio.gather(*(hub.repositories.get("acme", "vault") for _ in range(20)))
        assert operations(fake).count(("authentication.create_token", 200)) == 1
        clock.move(601)
        await asyncio.gather(*(hub.repositories.get("acme", "vault") for _ in range(20)))
    assert operations(fake).count(("authentication.create_token", 200)) == 2
    assert ("repositories.get", 401) not in operations(fake)


async def test_a_token_that_the_service_drops_early_is_replaced(fake: FakeHub, connect: Connect) -> None:
    async with connect() as hub:
        await hub.repositories.get("acme", "vault")
        fake.world.key = b"another"
        await hub.repositories.get("acme", "vault")
    assert operations(fake)[2:] == [
        ("repositories.get", 401),
        ("authentication.create_token", 200),
        ("repositories.get", 200),
    ]


async def test_hundreds_of_tags_are_walked_in_order_and_no_page_is_asked_for_twice(
    fake: FakeHub, connect: Connect
) -> None:
    async with connect(strict=True) as hub:
        names = [tag.name async for tag in hub.repositories.list_tags("acme", "app", page_size=50)]
        ahead = await hub.repositories.list_tags("acme", "app", page_size=50).collect(prefetch=4)
        page = await hub.repositories.list_tags("acme", "app", page_size=50)
    assert names[:2] == ["latest", "1.228.0"]
    assert len(set(names)) == 230
    assert [tag.name for tag in ahead] == names
    assert (page.total, page.has_next) == (230, True)
    pages = [request.query.get("page", "1") for request in fake.requests[1:6]]
    assert pages == ["1", "2", "3", "4", "5"]
    assert len(fake.requests) == 1 + 5 + 5 + 1


async def test_links_to_another_host_are_not_followed(fake: FakeHub, connect: Connect) -> None:
    fake.settings.link_origin = "https://registry.example"
    async with connect(Anonymous()) as hub:
        assert len(await hub.repositories.list_tags("acme", "app", page_size=100).collect()) == 230
    assert {request.headers["host"] for request in fake.requests} == {fake.requests[0].headers["host"]}
    assert len(fake.requests) == 3


async def test_a_list_that_shrinks_below_the_next_page_ends_with_all_that_is_left(
    fake: FakeHub, connect: Connect
) -> None:
    seen: list[str] = []
    repository = fake.world.repositories["acme", "app"]
    async with connect() as hub:
        async for tag in hub.repositories.list_tags("acme", "app", page_size=100):
            seen.append(tag.name)
            repository.tags = dict(list(repository.tags.items())[:100])
    assert {*repository.tags} <= {*seen}
    assert len(seen) == len({*seen})


async def test_a_scope_is_sent_with_its_prefix_and_nobody_is_said_to_have_made_the_token(
    fake: FakeHub, connect: Connect
) -> None:
    async with connect(strict=True) as hub:
        token = await hub.org_access_tokens.create(
            "acme", label="ci", resources=[TokenResource.repository("acme/*", "image-pull")]
        )
        assert token.created_by is None
        read = await hub.org_access_tokens.get("acme", token.id)
        assert read.created_by == "jane"
        assert token.token
    sent = next(request for request in fake.requests if request.operation == "org_access_tokens.create")
    resource = {"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull"]}
    assert sent.json == {"label": "ci", "resources": [resource]}


async def test_what_was_created_can_be_signed_in_with(connect: Connect) -> None:
    async with connect() as hub:
        made = await hub.org_access_tokens.create(
            "acme", label="ci", resources=[TokenResource.repository("acme/vault", Scope.REPOSITORY_READ)]
        )
        assert isinstance(made.token, str)
        async with connect(OrganizationToken("acme", made.token)) as machine:
            assert (await machine.repositories.get("acme", "vault")).is_private
            with pytest.raises(ForbiddenError) as refused:
                await machine.users.me()
        pat = await hub.access_tokens.create(token_label="mine", scopes=["repo:read"])
        assert isinstance(pat.token, str)
        async with connect(AccessToken("jane", pat.token)) as other:
            assert (await other.repositories.get("acme", "vault")).is_private
            with pytest.raises(ForbiddenError):
                await other.orgs.list_members("acme")
    assert "not allowed" in str(refused.value)


async def test_a_missing_repository_is_told_in_the_words_of_the_service(connect: Connect) -> None:
    async with connect() as hub:
        with pytest.raises(NotFoundError, match="object not found") as missing:
            await hub.repositories.get("acme", "nothing")
        assert await hub.repositories.exists("acme", "nothing") is False
        assert await hub.repositories.exists("acme", "app") is True
    assert missing.value.detail == {"namespace": "acme", "repository": "nothing"}


@pytest.mark.parametrize("form", ["seconds", "epoch", "date", "none"])
async def test_a_rate_limit_is_waited_for_whatever_its_form(
    fake: FakeHub, clock: ManualClock, connect: Connect, form: Any
) -> None:
    async with connect(Anonymous()) as hub:
        fake.rate_limit(2, window=30, retry_after=form)
        for _ in range(3):
            await hub.repositories.get("acme", "app")
        assert hub.rate_limit.remaining == 1
    assert operations(fake) == [("repositories.get", status) for status in (200, 200, 429, 200)]
    assert 29 <= sum(clock.slept) <= 40


async def test_a_rate_limit_beyond_the_longest_wait_is_an_error_that_tells_when(
    fake: FakeHub, connect: Connect
) -> None:
    async with connect(Anonymous(), max_retry_after=5) as hub:
        fake.rate_limit(0, window=30)
        with pytest.raises(RateLimitError) as limited:
            await hub.repositories.get("acme", "app")
    assert limited.value.retry_at is not None
    assert limited.value.retry_at.timestamp() == pytest.approx(fake.clock.time() + 30, abs=2)
    assert len(fake.requests) == 1


@pytest.mark.parametrize(
    "trouble",
    [
        {"drop": True},
        {"reset": True},
        {"truncate": 20},
        {"status": 500},
        {"status": 502, "html": "<h1>Bad gateway</h1>"},
        {"status": 520},
    ],
    ids=str,
)
async def test_a_read_survives_trouble(fake: FakeHub, connect: Connect, trouble: dict[str, Any]) -> None:
    async with connect(Anonymous(), strict=True) as hub:
        fake.fault("repositories.get", times=2, **trouble)
        assert (await hub.repositories.get("acme", "app")).name == "app"
    assert len(fake.requests) == 3


async def test_trouble_that_lasts_is_an_error_in_the_end(fake: FakeHub, connect: Connect) -> None:
    async with connect(Anonymous(), max_retries=2) as hub:
        fault = fake.fault("repositories.get", times=None, drop=True)
        with pytest.raises(HubConnectionError):
            await hub.repositories.get("acme", "app")
        fault.cancel()
        fake.fault("repositories.get", times=3, status=503, text="Service Unavailable")
        with pytest.raises(ServerError, match="Service Unavailable"):
            await hub.repositories.get("acme", "app")
    assert len(fake.requests) == 6


async def test_a_write_whose_response_got_lost_is_not_repeated(fake: FakeHub, connect: Connect) -> None:
    async with connect() as hub:
        fake.fault("org_access_tokens.create", drop=True, acted=True)
        with pytest.raises(HubConnectionError):
            await hub.org_access_tokens.create("acme", label="once", resources=[])
        assert len(await hub.org_access_tokens.list("acme").collect()) == 1


async def test_a_redirect_elsewhere_takes_no_bearer_along(fake: FakeHub, connect: Connect) -> None:
    thief = FakeHub()
    async with thief.serve() as elsewhere, connect() as hub:
        fake.fault("repositories.get", redirect=f"{elsewhere}/v2/namespaces/acme/repositories/vault")
        with pytest.raises(StatusError, match="not sent to another origin"):
            await hub.repositories.get("acme", "vault")
    assert thief.requests == []


async def test_a_profile_asked_for_by_the_other_kind_is_found_through_the_redirect(connect: Connect) -> None:
    async with connect() as hub:
        profile = await hub.users.get("acme")
    assert profile.orgname == "acme"


async def test_a_second_factor_is_asked_for_once(fake: FakeHub, connect: Connect) -> None:
    fake.user("mia", password=SECRET, code="123456")
    asked: list[str] = []

    async def code() -> str:
        asked.append("code")
        return "123456"

    async with connect(TwoFactor("mia", SECRET, code)) as hub:
        assert (await hub.users.me()).username == "mia"
        assert (await hub.users.me()).username == "mia"
    assert asked == ["code"]


async def test_a_wrong_password_does_not_lock_the_account(fake: FakeHub, connect: Connect) -> None:
    async with connect(Password("jane", "wrong-sesame")) as hub:
        for _ in range(10):
            with pytest.raises(CredentialsRefusedError):
                await hub.users.me()
    async with connect() as hub:
        assert (await hub.users.me()).username == "jane"
    assert operations(fake).count(("authentication.create_token", 401)) < fake.settings.lockout_after
