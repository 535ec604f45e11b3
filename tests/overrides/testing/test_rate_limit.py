import httpx
import pytest
from aiodockerhub import DockerHub, Password
from aiodockerhub.testing import FakeHub, ManualClock
from aiodockerhub.testing.errors import Refusal
from aiodockerhub.testing.rate_limit import RateLimit, RetryAfter

from .conftest import SignIn

APP = "/v2/namespaces/acme/repositories/app"


async def test_the_headers_count_down_and_the_window_starts_anew(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.rate_limit(2)
    responses = [await http.get(APP) for _ in range(3)]
    assert [response.status_code for response in responses] == [200, 200, 429]
    assert [response.headers["x-ratelimit-remaining"] for response in responses] == ["1", "0", "0"]
    assert {response.headers["x-ratelimit-limit"] for response in responses} == {"2"}
    assert 0 <= int(responses[0].headers["x-ratelimit-reset"]) - fake.clock.time() <= 61
    assert responses[2].json() == {"detail": "Rate limit exceeded", "error": False}
    fake.clock.advance(61)
    assert (await http.get(APP)).status_code == 200


@pytest.mark.parametrize(
    ("form", "header"),
    [("seconds", "60"), ("epoch", "1060"), ("date", "Thu, 01 Jan 1970 00:17:40 GMT"), ("none", None)],
)
async def test_retry_after_comes_in_each_form_that_was_seen(form: RetryAfter, header: str | None) -> None:
    fake = FakeHub(clock=ManualClock(start=1000.0))
    fake.rate_limit(0, retry_after=form)
    async with httpx.AsyncClient(transport=fake.transport, base_url="https://hub.docker.com") as http:
        response = await http.get(APP)
    assert response.headers.get("retry-after") == header
    assert response.headers["x-ratelimit-reset"] == "1060"


async def test_each_caller_has_a_count_of_their_own(fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane, joe = await sign_in("jane"), await sign_in("joe")
    fake.rate_limit(1)
    statuses = [(await http.get(APP, headers=headers)).status_code for headers in (jane, joe, {}, jane)]
    assert statuses == [200, 200, 200, 429]


async def test_refused_callers_are_counted_too(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.rate_limit(1)
    assert (await http.get("/v2/user/")).status_code == 401
    assert (await http.get("/v2/user/")).status_code == 429


@pytest.mark.parametrize("began", [0.0, 0.1, 0.999])
def test_nobody_is_told_to_wait_longer_than_a_window(began: float) -> None:
    limit = RateLimit(1, 60.0, "seconds")
    limit.spend("jane", 1_000 + began)
    with pytest.raises(Refusal) as refused:
        limit.spend("jane", 1_000 + began)
    assert int(refused.value.headers["retry-after"]) <= 60
    limit.spend("jane", int(refused.value.headers["x-ratelimit-reset"]))


@pytest.mark.heavy
async def test_a_walk_by_an_automatic_clock_waits_for_window_after_window() -> None:
    clock = ManualClock(automatic=True)
    fake = FakeHub(clock=clock)
    fake.repository("acme/app", tags=500)
    fake.rate_limit(10)
    async with DockerHub(Password("acme", "password"), transport=fake.transport, clock=clock) as hub:
        for prefetch in (1, 2, 4):
            tags = await hub.repositories.list_tags("acme", "app", page_size=20).collect(prefetch=prefetch)
            assert len(tags) == 500
