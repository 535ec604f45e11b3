import httpx
import pytest
from aiodockerhub import Anonymous, ArgumentError, DockerHub
from aiodockerhub.testing import FakeHub

SEARCH = "/v2/search/repositories/"
CATALOG = "/api/search/v4"


async def test_results_have_the_recorded_keys(http: httpx.AsyncClient) -> None:
    (found,) = (await http.get(SEARCH, params={"query": "nginx"})).json()["results"]
    assert found == {
        "repo_name": "nginx",
        "short_description": "",
        "star_count": 0,
        "pull_count": 13_000_000_000,
        "repo_owner": "",
        "is_automated": False,
        "is_official": True,
    }


async def test_private_repositories_are_not_found(http: httpx.AsyncClient) -> None:
    for path in (SEARCH, CATALOG):
        assert "vault" not in (await http.get(path, params={"query": ""})).text


async def test_the_catalog_is_cut_by_from_and_size(http: httpx.AsyncClient) -> None:
    names = [entry["name"] for entry in (await http.get(CATALOG)).json()["results"]]
    assert names == ["library/nginx", "acme/app"]  # most pulled first
    second = (await http.get(CATALOG, params={"from": 1, "size": 1})).json()
    assert (second["total"], [entry["name"] for entry in second["results"]]) == (2, ["acme/app"])
    assert (await http.get(CATALOG, params={"from": "x"})).status_code == 400


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"badges": "official,open_source"}, ["library/nginx"]),
        ({"badges": "verified_publisher"}, ["acme/app"]),
        ({"architectures": "arm64"}, ["library/nginx", "acme/app"]),
        ({"operating_systems": "windows"}, []),
        ({"type": "extension"}, []),
        ({"images": "acme/app"}, ["acme/app"]),
        ({"sort": "pull_count", "order": "asc"}, ["acme/app", "library/nginx"]),
        ({"sort": "updated_at", "order": "desc"}, ["library/nginx", "acme/app"]),
    ],
)
async def test_the_catalog_is_narrowed_and_ordered(
    fake: FakeHub, http: httpx.AsyncClient, query: dict[str, str], names: list[str]
) -> None:
    fake.world.orgs["acme"].badge = "verified_publisher"
    fake.world.repositories["library", "nginx"].updated = fake.clock.time() + 1
    found = (await http.get(CATALOG, params=query)).json()["results"]
    assert [entry["name"] for entry in found] == names


async def test_the_catalog_counts_pulls_for_people(http: httpx.AsyncClient) -> None:
    pulls = [entry["pull_count"] for entry in (await http.get(CATALOG)).json()["results"]]
    assert pulls == ["13.0B", "5"]


@pytest.mark.unmeasured
@pytest.mark.parametrize("size", [None, 7, 30])
@pytest.mark.parametrize("prefetch", [1, 4])
async def test_the_catalog_is_walked_by_offsets(size: int | None, prefetch: int) -> None:
    fake = FakeHub()
    for number in range(60):
        fake.repository(f"acme/app-{number:02}", pulls=number)
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        pager = hub.search.catalog(query="app", size=size)
        names = [entry.name async for entry in pager.items(prefetch=prefetch)]
        assert names == [f"acme/app-{number:02}" for number in reversed(range(60))]
        page = await hub.search.catalog(query="app", from_=50, size=5)
        assert ([entry.name for entry in page], page.total, page.has_next) == (names[50:55], 60, True)
        few = await hub.search.catalog(query="app-1").collect()
        assert len(few) == 10
        with pytest.raises(ArgumentError, match=r"from of search\.catalog must be a whole number from 0"):
            _ = hub.search.catalog(from_=-1)
