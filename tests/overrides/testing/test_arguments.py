"""Arguments of the testing kit: a wrong one is refused by name, and changes nothing."""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
from aiodockerhub import ArgumentError, ArgumentTypeError
from aiodockerhub.testing import FakeHub, ManualClock, Settings
from aiodockerhub.testing.arguments import MAX_SECONDS, check_arguments

HALF = "\ud800"  # of a surrogate pair

Order = Callable[[FakeHub], object]

WRONG_TYPES: dict[str, Order] = {
    "status": lambda fake: fake.fault("*", status="503"),  # type: ignore[arg-type]
    "times": lambda fake: fake.fault("*", status=503, times="2"),  # type: ignore[arg-type]
    "after": lambda fake: fake.fault("*", status=503, after=1.5),  # type: ignore[arg-type]
    "drop": lambda fake: fake.fault("*", drop=1),  # type: ignore[arg-type]
    "delay": lambda fake: fake.fault("*", delay=timedelta(seconds=1)),  # type: ignore[arg-type]
    "headers['Retry-After']": lambda fake: fake.fault("*", headers={"Retry-After": 7}),  # type: ignore[dict-item]
    "where": lambda fake: fake.fault(503, status=503),  # type: ignore[arg-type]
    "limit": lambda fake: fake.rate_limit("180"),  # type: ignore[arg-type]
    "tags": lambda fake: fake.repository("acme/new", tags="latest"),
    "private": lambda fake: fake.repository("acme/new", private="no"),  # type: ignore[arg-type]
    "immutable": lambda fake: fake.repository("acme/new", immutable="v.*"),
    "age": lambda fake: fake.tag("acme/app", "new", age="90d"),  # type: ignore[arg-type]
    "name": lambda fake: fake.user(5),  # type: ignore[arg-type]
    "members": lambda fake: fake.org("new", owner="jane", members="joe"),
    "scopes": lambda fake: fake.personal_token("jane", scopes="repo:read"),
    "resources[0]": lambda fake: fake.org_token("acme", "acme/app"),  # type: ignore[arg-type]
    "team": lambda fake: fake.invite("acme", "kim", team=None),  # type: ignore[arg-type]
    "data": lambda fake: fake.audit_event("acme", "x", "y", by="jane", data=5),  # type: ignore[arg-type]
    "path": lambda fake: fake.replay(b"x.har"),  # type: ignore[arg-type]
    "seconds": lambda fake: fake.clock.advance("8h"),  # type: ignore[arg-type]
    "seed": lambda fake: FakeHub(seed="1"),  # type: ignore[arg-type]
    "clock": lambda fake: FakeHub(clock=1.0),  # type: ignore[arg-type]
    "start": lambda fake: ManualClock(datetime.now(UTC)),  # type: ignore[arg-type]
    "token_lifetime": lambda fake: Settings(token_lifetime="600"),  # type: ignore[arg-type]
}
WRONG_VALUES: dict[str, Order] = {
    "status: expected from 200 to 599, got 42": lambda fake: fake.fault("*", status=42),
    "times: expected at least 1, got 0": lambda fake: fake.fault("*", status=503, times=0),
    "after: expected at least 0, got -1": lambda fake: fake.fault("*", status=503, after=-1),
    "delay: expected at least 0, got -1": lambda fake: fake.fault("*", delay=-1),
    "delay: expected at least 0, got nan": lambda fake: fake.fault("*", delay=float("nan")),
    "drop: expected alone, got it with reset": lambda fake: fake.fault("*", drop=True, reset=True),
    "json: expected alone, got it with text": lambda fake: fake.fault("*", json={}, text=""),
    "redirect: expected alone, got it with drop": lambda fake: fake.fault("*", redirect="/", drop=True),
    "a fault needs something that goes wrong": lambda fake: fake.fault("repositories.get"),
    "where: .* did you mean 'repositories.get'": lambda fake: fake.fault("repositories.gett", drop=True),
    "limit: expected at least 0": lambda fake: fake.rate_limit(-1),
    "window: expected from 0.001 to .*, got 0": lambda fake: fake.rate_limit(1, window=0),
    "retry_after: expected one of 'seconds', 'epoch'": lambda fake: fake.rate_limit(
        1, retry_after="never"  # type: ignore[arg-type]
    ),
    "tags: expected from 0 to 1,000,000, got -1": lambda fake: fake.repository("acme/new", tags=-1),
    r"teams\['developers'\]: expected one of 'read', 'write', 'admin', got 'own'": lambda fake: fake.repository(
        "acme/new", teams={"developers": "own"}  # type: ignore[dict-item]
    ),
    "immutable: expected regular expressions": lambda fake: fake.repository("acme/new", immutable=["("]),
    "age: expected a time that has passed": lambda fake: fake.tag("acme/app", "new", age=-60),
    "pulled: expected a time that has passed": lambda fake: fake.tag("acme/app", "new", pulled=timedelta(days=-1)),
    r"members\['joe'\]: expected one of Owner": lambda fake: fake.org("new", owner="jane", members={"joe": "admin"}),
    "scopes: expected one of repo:public_read": lambda fake: fake.personal_token("jane", scopes=["repo:all"]),
    "expires_at: expected a time with a zone": lambda fake: fake.personal_token("jane", expires_at="tomorrow"),
    "expires_at: expected a time with a zone, ": lambda fake: fake.personal_token(
        "jane", expires_at=datetime(2026, 1, 1)  # noqa: DTZ001 - what is refused
    ),
    "pulled: expected at most 1,000 years": lambda fake: fake.tag("acme/app", "new", pulled=timedelta.max),
    "images: expected from 0 to 1,000": lambda fake: fake.tag("acme/app", "new", images=10**30),
    "tags: expected from 0 to 1,000,000": lambda fake: fake.repository("acme/new", tags=10**30),
    "text: expected Unicode text": lambda fake: fake.fault("users.me", text=HALF),
    r"headers\['a'\]: expected Unicode text": lambda fake: fake.fault("users.me", status=500, headers={"a": HALF}),
    "headers: no server can send 'a: b": lambda fake: fake.fault("users.me", status=500, headers={"a": "b\n"}),
    "headers: no server can send 'a b: ": lambda fake: fake.fault("users.me", status=500, headers={"a b": ""}),
    "headers: no server can send 'a: €": lambda fake: fake.fault("users.me", status=500, headers={"a": "€"}),
    "headers: the body decides Content-Length": lambda fake: fake.fault("*", headers={"Content-Length": "3"}),
    "redirect: no server can send": lambda fake: fake.fault("users.me", redirect="/v2/\0"),
    "invitee: expected Unicode text": lambda fake: fake.invite("acme", f"{HALF}@example.com"),
    r"teams\['x'\]\[1\]: expected Unicode text": lambda fake: fake.org("new", owner="jane", teams={"x": ["a", HALF]}),
    "window: expected from 0.001 to 31,557,600,000, got inf": lambda fake: fake.rate_limit(1, window=math.inf),
    "window: expected from 0.001 to .*, got 1000000000000.0": lambda fake: fake.rate_limit(1, window=1e12),
    "seconds: expected from 0 to 31,557,600,000, got -1": lambda fake: fake.clock.advance(-1),
    "seconds: expected from 0 to .*, got inf": lambda fake: fake.clock.advance(math.inf),
    "seconds: .*, got inf": lambda fake: ManualClock().move(math.inf),
    "seconds: expected from -31,557,600,000 to 31,557,600,000, got inf": lambda fake: ManualClock().set_time(math.inf),
    "start: .*, got inf": lambda fake: FakeHub(clock=ManualClock(math.inf)),
    "start: .*, got nan": lambda fake: FakeHub(clock=ManualClock(math.nan)),
}  # fmt: skip


@pytest.fixture
def fake() -> FakeHub:
    fake = FakeHub()
    fake.org("acme", owner="jane", teams={"developers": ["joe"]})
    fake.repository("acme/app", tags=1)
    return fake


def state(fake: FakeHub) -> tuple[int, ...]:
    world = fake.world
    tokens = [*world.users["jane"].tokens, *world.orgs["acme"].tokens, *world.orgs["acme"].invites]
    tags = world.repositories["acme", "app"].tags
    return len(world.users), len(world.orgs), len(world.repositories), len(world.events), len(tokens), len(tags)


@pytest.mark.parametrize(("name", "order"), WRONG_TYPES.items(), ids=WRONG_TYPES)
def test_wrong_type_is_refused_by_name(fake: FakeHub, name: str, order: Order) -> None:
    before = state(fake)
    with pytest.raises(ArgumentTypeError) as caught:
        order(fake)
    assert caught.value.argument == name
    assert name in str(caught.value)
    assert state(fake) == before


@pytest.mark.parametrize(("told", "order"), WRONG_VALUES.items(), ids=range(len(WRONG_VALUES)))
def test_wrong_value_is_refused_with_what_is_expected(fake: FakeHub, told: str, order: Order) -> None:
    before = state(fake)
    with pytest.raises(ArgumentError, match=told):
        order(fake)
    assert state(fake) == before


async def test_longest_window_and_latest_time_can_be_written_as_dates() -> None:
    fake = FakeHub(clock=ManualClock(MAX_SECONDS))
    fake.repository("acme/app", tags=1)
    fake.rate_limit(1, window=MAX_SECONDS, retry_after="date")
    fake.clock.advance(MAX_SECONDS)
    async with httpx.AsyncClient(transport=fake.transport, base_url="https://hub.docker.com") as http:
        responses = [await http.get("/v2/namespaces/acme/repositories/app") for _ in range(2)]
    assert [response.status_code for response in responses] == [200, 429]
    assert "4970" in responses[1].headers["retry-after"]


async def test_port_out_of_range_is_refused(fake: FakeHub) -> None:
    with pytest.raises(ArgumentError, match="port: expected from 0 to 65,535, got 70000"):
        async with fake.serve(70_000):
            pass


def test_path_of_a_file_may_have_bytes_that_are_no_unicode(fake: FakeHub, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        fake.replay(f"{tmp_path}/\udcff.har")


def test_secret_that_is_no_unicode_is_not_shown(fake: FakeHub) -> None:
    with pytest.raises(ArgumentError, match="password: expected Unicode text") as caught:
        fake.user("kim", password="swordfish-example\ud800")
    assert "swordfish" not in str(caught.value)


def test_secret_of_the_wrong_type_is_not_shown(fake: FakeHub) -> None:
    with pytest.raises(ArgumentTypeError) as caught:
        fake.user("kim", password=b"swordfish-example")  # type: ignore[arg-type]
    assert "swordfish" not in str(caught.value)


def test_annotations_are_what_counts() -> None:
    @check_arguments
    def act(
        number: float,
        names: list[str] | None = None,
        kinds: Mapping[str, Literal["a", "b"]] | None = None,
        anything: Any = None,
    ) -> tuple[Any, ...]:
        return number, names, kinds, anything

    def numbers() -> Iterator[int]:
        yield 1

    assert act(1, ["x"], {"x": "a"}, anything=act) == (1, ["x"], {"x": "a"}, act)
    assert act(1.5, numbers())[0] == 1.5  # type: ignore[arg-type]  # what can be read only once is not looked into
    wrong: list[tuple[Any, ...]] = [(True,), ("1",), (1, "x"), (1, [1]), (1, {"x": 1}), (1, None, {"x": 1})]
    for arguments in wrong:
        with pytest.raises(ArgumentTypeError):
            act(*arguments)
    with pytest.raises(TypeError, match="unexpected"):
        act(1, colour="red")  # type: ignore[call-arg]
    with pytest.raises(ArgumentTypeError, match=r"^names: expected a list of texts or None, got the text 'x'; put it"):
        act(1, names="x")  # type: ignore[arg-type]
