import httpx
import pytest
from aiodockerhub.testing import FakeHub

from .conftest import SignIn

WALL = {"message": "pagination offset too large for anonymous requests; sign in to page further", "errinfo": {}}
REPOSITORIES = "/v2/namespaces/big/repositories"
TAGS = "/v2/namespaces/big/repositories/app/tags"
SEARCH = "/v2/search/repositories/"


@pytest.fixture
def fake(fake: FakeHub) -> FakeHub:
    for number in range(250):
        fake.repository(f"big/service-{number:03}")
    fake.repository("big/app", tags=1200, images=1)
    return fake


# D37: the last offset that passed, and the first that was refused
@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("path", "page", "size", "passes"),
    [
        (REPOSITORIES, 10, 10, True),
        (REPOSITORIES, 11, 10, False),
        (REPOSITORIES, 2, 100, False),
        (SEARCH, 2, 100, True),
        (SEARCH, 3, 100, False),
        (TAGS, 10, 100, True),
        (TAGS, 11, 100, False),
    ],
)
async def test_anonymous_callers_meet_a_wall_by_offset(
    http: httpx.AsyncClient, path: str, page: int, size: int, passes: bool
) -> None:
    response = await http.get(path, params={"page": page, "page_size": size, "query": "service"})
    assert response.status_code == (200 if passes else 403)
    if passes:
        assert f"page={page + 1}&" in response.json()["next"]  # even where that page is refused
    else:
        assert response.json() == WALL


async def test_a_session_lifts_the_walls(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    response = await http.get(REPOSITORIES, params={"page": 3, "page_size": 100}, headers=await sign_in("stranger"))
    assert len(response.json()["results"]) == 51


async def test_the_walls_can_be_moved_and_taken_down(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.settings.anonymous_walls = {"repositories.list": 50}
    assert (await http.get(REPOSITORIES, params={"page": 6})).status_code == 403
    fake.settings.anonymous_walls = {}
    assert (await http.get(REPOSITORIES, params={"page": 20})).status_code == 200


async def test_a_larger_page_is_capped_in_silence_while_next_echoes_the_size(http: httpx.AsyncClient) -> None:
    """D40."""
    page = (await http.get(REPOSITORIES, params={"page_size": 1000})).json()
    assert len(page["results"]) == 100
    assert page["next"].endswith("page=2&page_size=1000")
