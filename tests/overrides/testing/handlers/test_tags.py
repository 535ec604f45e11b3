import re
from urllib.parse import quote

import httpx
import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.testing.conftest import SignIn

APP = "/v2/namespaces/acme/repositories/app"


async def test_a_tag_has_the_shape_of_recorded_ones(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.repository("acme/multi", tags=["1.0"], images=3)
    tag = (await http.get("/v2/namespaces/acme/repositories/multi/tags/1.0")).json()
    assert tag["v2"] is True
    assert tag["tag_status"] == "active"
    assert "status" not in tag
    assert tag["digest"].startswith("sha256:")
    machines = [(image["os"], image["architecture"], image["variant"]) for image in tag["images"]]
    assert machines == [("linux", "amd64", None), ("linux", "arm64", "v8"), ("unknown", "unknown", None)]
    assert [image["os_version"] for image in tag["images"]] == [None, None, None]
    assert tag["images"][2]["last_pulled"] is None
    assert "layers" not in tag["images"][0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", tag["images"][0]["last_pushed"])


async def test_dates_go_to_the_nanosecond_and_drop_zeros() -> None:
    from aiodockerhub.testing.bodies import stamp

    assert stamp(0.0) == "1970-01-01T00:00:00Z"
    assert stamp(1_700_000_000.25, 9) == "2023-11-14T22:13:20.25Z"
    assert len(stamp(1_700_000_000.123456789, 9)) > len("2023-11-14T22:13:20.123456Z")


async def test_old_tags_lack_dates_and_digest_and_some_have_no_images(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.repository("acme/old", tags=50)
    page = await http.get("/v2/namespaces/acme/repositories/old/tags", params={"page_size": 50})
    tags = page.json()["results"]
    oldest = tags[-1]
    assert "digest" not in oldest
    assert (oldest["image_id"], oldest["last_updated"], oldest["tag_last_pushed"]) == (None, None, None)
    assert [tag["images"] for tag in tags].count([]) == 1
    assert any(tag["tag_last_pulled"] is None for tag in tags[:3])


async def test_images_of_one_tag_come_as_a_list_with_layers_and_null_features(http: httpx.AsyncClient) -> None:
    images = (await http.get("/v2/repositories/acme/app/tags/latest/images")).json()
    assert len(images) == 2
    assert images[0]["features"] is None
    assert "digest" in images[0]["layers"][0]
    assert "digest" not in images[0]["layers"][1]


async def test_tags_can_be_searched_and_narrowed(http: httpx.AsyncClient) -> None:
    async def count(**params: str) -> int:
        response = await http.get(f"{APP}/tags", params=params)
        total: int = response.json()["count"]
        return total

    assert await count(name="lat") == 1
    assert await count(architecture="arm64", os="linux") == 30
    assert await count(architecture="s390x") == 0
    assert await count(os="windows") == 0
    assert await count(platforms="linux/amd64,windows/amd64") == 30
    assert await count(platforms="windows/amd64") == 0


async def test_a_tag_that_is_not_there_is_named_in_the_refusal(http: httpx.AsyncClient) -> None:
    response = await http.get(f"{APP}/tags/x")
    assert response.status_code == 404
    assert response.json() == {
        "message": "httperror 404: tag 'x' not found",
        "errinfo": {"namespace": "acme", "repository": "app", "tag": "x"},
    }
    assert (await http.head(f"{APP}/tags/x")).status_code == 404
    assert (await http.head(f"{APP}/tags/latest")).status_code == 200
    assert (await http.head(f"{APP}/tags")).status_code == 200


@pytest.mark.parametrize("name", ["latest?x", "latest#x", "latest%23x", "la\rtest", "latest\n"])
async def test_a_name_is_taken_as_a_whole(http: httpx.AsyncClient, sign_in: SignIn, name: str) -> None:
    jane = await sign_in("jane")
    response = await http.delete(f"{APP}/tags/{quote(name)}", headers=jane)
    assert (response.status_code, response.json()["errinfo"]["tag"]) == (404, name)
    assert (await http.head(f"{APP}/tags/latest")).status_code == 200
    assert (await http.get(f"/v2/namespaces/{quote(name)}/repositories")).json()["count"] == 0


async def test_a_pushed_tag_is_listed_first_and_audited_and_a_deleted_one_is_gone(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    jane = await sign_in("jane")
    fake.clock.advance(60)
    fake.tag("acme/app", "2.0", by="joe")
    assert (await http.get(f"{APP}/tags")).json()["results"][0]["name"] == "2.0"
    assert (await http.delete(f"{APP}/tags/2.0/", headers=jane)).status_code == 204
    assert (await http.get(f"{APP}/tags/2.0")).status_code == 404
    log = (await http.get("/v2/auditlogs/acme", headers=jane, params={"name": "acme/app"})).json()["logs"]
    assert [(event["action"], event["actor"], event["data"]["tag"]) for event in log] == [
        ("repo.tag.delete", "jane", "2.0"),
        ("repo.tag.push", "joe", "2.0"),
    ]
