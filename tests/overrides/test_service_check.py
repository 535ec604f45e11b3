import asyncio
import re
from typing import Any

import httpx
import pytest
import yaml
from aiodockerhub import ArgumentError, BearerToken, DockerHub, HubConnectionError
from aiodockerhub.__main__ import main
from aiodockerhub.service_check import APPLICATION, argument_values, callable_operations, check, tour
from aiodockerhub.testing import FakeHub, ManualClock
from aiodockerhub_generated.operations import OPERATIONS


@pytest.fixture
def fake() -> FakeHub:
    fake = FakeHub(seed=1)
    fake.org("library", owner="jane")
    fake.repository("library/nginx", tags=3)
    return fake


async def test_a_service_that_does_as_documented_passes(fake: FakeHub) -> None:
    async with fake.serve() as url:
        result = await check(url, interval=0)
    assert not result.differs, str(result)
    assert {"repositories.get", "repositories.list_tags", "repositories.tag_exists", "search.catalog"} <= {*result.read}
    assert {*result.absent} == {"repositories.get_dockerfile", "users.list_starred"}
    assert str(result).startswith(f"# {len(result.read)} operations compared: ")


@pytest.mark.complete
async def test_the_tour_only_reads_and_says_who_it_is(fake: FakeHub) -> None:
    async with fake.serve() as url:
        await check(url, interval=0)
    assert {request.method for request in fake.requests} == {"GET", "HEAD"}
    assert all(APPLICATION in request.headers["user-agent"] for request in fake.requests)
    assert not any("authorization" in request.headers for request in fake.requests)
    operations = [request.operation for request in fake.requests]
    assert (
        len(operations) == len({*operations}) + 1
    )  # one request each, but for the redirect of a user to an organization


@pytest.mark.complete
async def test_the_tour_waits_between_two_requests(fake: FakeHub) -> None:
    clock = ManualClock(automatic=True)
    began = clock.monotonic()
    async with fake.serve() as url:
        result = await check(url, interval=2.0, clock=clock)
    assert clock.monotonic() - began == 2.0 * (len(result.read) + len(result.absent) - 1)


async def test_differences_are_written_as_overlay_actions(fake: FakeHub) -> None:
    async with fake.serve() as url:
        async with httpx.AsyncClient(base_url=url) as client:
            body = (await client.get("/v2/namespaces/library/repositories/nginx")).json()
        fake.fault("repositories.get", json={**body, "name": 5, "brand_new": "x"}, times=None)
        result = await check(url, interval=0)
    assert result.differs
    actions = yaml.safe_load(str(result))["actions"]
    assert len(actions) == 2, actions
    assert {"brand_new": {"type": "string"}} in [action["update"].get("properties") for action in actions]


@pytest.mark.parametrize(
    ("operation", "fault", "told"),
    [
        ("repositories.get", {"status": 404, "json": {"message": "object not found"}}, "404 Not Found"),
        ("repositories.get_tag", {"text": "hello"}, "expected JSON"),
        ("repositories.exists", {"status": 404}, "status 404, although the image is known to exist"),
        ("search.repositories", {"status": 403, "json": {"message": "forbidden"}}, "403 Forbidden"),
    ],
)
async def test_operations_that_fail_are_named(
    fake: FakeHub, operation: str, fault: dict[str, object], told: str
) -> None:
    fake.fault(operation, times=None, **fault)  # type: ignore[arg-type]  # of one parameter each
    async with fake.serve() as url:
        result = await check(url, interval=0)
    (failure,) = result.failures
    assert failure.startswith(f"{operation}: ")
    assert told in failure
    assert result.differs


async def test_a_service_that_cannot_be_reached_is_no_difference() -> None:
    async with FakeHub().serve() as url:
        pass
    with pytest.raises(HubConnectionError):
        await check(url, interval=0, clock=ManualClock(automatic=True))


@pytest.mark.complete
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 503, "text": "Service Unavailable"},
        {"status": 500, "json": {"detail": "try again later"}},
        {"status": 403, "text": "error code: 1010"},
        {"drop": True},
    ],
    ids=["503", "500", "edge", "network"],
)
async def test_what_cannot_be_compared_is_no_difference(fake: FakeHub, fault: dict[str, object]) -> None:
    fake.fault("repositories.get_tag", times=None, **fault)  # type: ignore[arg-type]  # of one parameter each
    async with fake.serve() as url:
        result = await check(url, interval=0, clock=ManualClock(automatic=True))
    assert not result.differs, " ".join(str(result).split())
    assert [line.partition(":")[0] for line in result.unavailable] == ["repositories.get_tag"]
    assert "search.catalog" in result.read
    assert "# not compared: repositories.get_tag: " in str(result)


async def test_a_rate_limit_that_lasts_ends_the_tour(fake: FakeHub) -> None:
    limit = {"detail": "Rate limit exceeded", "error": False}
    fake.fault("repositories.get", status=429, json=limit, headers={"retry-after": "7200"}, times=None)
    async with fake.serve() as url:
        result = await check(url, interval=0, clock=ManualClock(automatic=True))
    assert not result.differs, " ".join(str(result).split())
    assert [line.partition(":")[0] for line in result.unavailable] == ["repositories.get"]
    assert [request.operation for request in fake.requests].count("repositories.get") == 1
    assert fake.requests[-1].operation == "repositories.get"


async def test_an_image_that_is_none_is_refused() -> None:
    with pytest.raises(ArgumentError, match="image: expected namespace/repository:tag") as refusal:
        await check("http://127.0.0.1:1", image="nginx")
    assert refusal.value.argument == "image"


@pytest.mark.parametrize("arguments", [{"image": 5}, {"interval": "1"}, {"interval": 10**5000}, {"clock": 5}])
async def test_an_argument_of_a_wrong_type_is_refused_before_anything_is_sent(
    arguments: dict[str, Any], fake: FakeHub
) -> None:
    async with fake.serve() as url:
        with pytest.raises(ArgumentError, match=next(iter(arguments))):
            await check(url, **arguments)
    assert fake.requests == []


def test_the_tour_goes_to_all_public_operations_that_read() -> None:
    known = argument_values("x/y:z")
    open_to_all = [operation for operation in OPERATIONS.values() if operation.security in {"optional bearer", "none"}]
    reads = {
        operation.id
        for operation in open_to_all
        if operation.method in {"GET", "HEAD"} and {*re.findall(r"{(\w+)}", operation.path)} <= known.keys()
    }
    assert {entry["id"] for entry in callable_operations(known, public=True)} == reads


async def test_a_value_for_the_tour_may_be_a_number() -> None:
    values = {"namespace": "acme", "repository": "app", "group_id": 10}
    entries = [entry for entry in callable_operations(values, public=False) if entry["id"] == "repositories.get_group"]
    sent: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.path)
        return httpx.Response(200, json={"group_id": 10, "group_name": "ops", "permission": "read"})

    async with DockerHub(BearerToken("dummy"), transport=httpx.MockTransport(respond)) as hub:
        await tour(hub, entries, values)
    assert sent == ["/v2/repositories/acme/app/groups/10/"]


@pytest.mark.complete
async def test_the_command_exits_with_1_where_something_differs(
    fake: FakeHub, capsys: pytest.CaptureFixture[str]
) -> None:
    async with fake.serve() as url:
        arguments = ["check", "--base-url", url, "--interval", "0"]
        status, shown = await asyncio.to_thread(main, arguments), capsys.readouterr().out
        assert status == 0, " ".join(shown.split())
        assert shown.startswith("# ")
        fake.fault("repositories.get", json={"name": "nginx", "namespace": "library", "brand_new": 1}, times=None)
        assert await asyncio.to_thread(main, arguments) == 1
    assert "brand_new" in capsys.readouterr().out
