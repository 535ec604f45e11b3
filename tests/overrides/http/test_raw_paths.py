"""Calls by path: paths that climb are refused in every spelling, and SCIM has a token of its own."""

import pytest
from aiodockerhub import Anonymous, ArgumentError, CallOptions, DockerHub, NoCredentialsError
from aiodockerhub.http.raw_paths import make_raw_call

from tests.overrides.scripted import script

CLIMBING = [
    "/v2/../admin", "/v2/..%2fadmin", "/v2/x/..%5cadmin", "/v2/..;/admin", "/v2/..;x=1/admin", "/v2/%2e%2e/admin",
    "/v2/.%2E/admin", "/v2/%252e%252e%252fadmin", "/v2/%25252e%25252e/admin", "/v2/..\\admin", "/v2/%u002e%u002e/admin",
    "/v2/%c0%ae%c0%ae/admin", "/v2/\uff0e\uff0e/admin", "/v2/\u2025/admin", "/v2/..%00/admin", "/v2/a%0d%0ab",
    "/v2/a\nb", "/v2/\x1b[31m", "//evil.com/", "https://evil.com/", "/v2/x?y=1", "/v2/x#y", "v2/x", "/v2/..%20/admin",
    "/v2/%25c0%25ae%25c0%25ae/admin", "/v2/%25e0%2580%25ae%252e/admin", "/v2/%ff/x", "/v2/%ed%a0%80/x",
    f"/v2/%{'25' * 20}2e%{'25' * 20}2e/admin", "/v2/..%3fx/admin", "/v2/..%23x/admin", "/v2/..%253fx/admin",
    "/v2/..+/admin", "/v2/..%2b/admin", "/v2/..%E2%80%8B/admin", "/v2/.\u200b./admin", "/v2/..%EF%BB%BF/admin",
    "/v2/..\u2215admin", "/v2/..%e2%81%84admin", "/v2/..%u2216admin", "/%2f%2fevil.com/", "/%2fevil.com/",
    "/%5cevil.com/", "/%252fevil.com/", "/%u2215evil.com",
]  # fmt: skip


@pytest.mark.parametrize("path", CLIMBING)
def test_a_path_that_climbs_or_leaves_is_refused_in_every_spelling(path: str) -> None:
    with pytest.raises(ArgumentError, match=r"^path must") as caught:
        make_raw_call("GET", path)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "path",
    [
        "/v2/user/",
        "/v2/x%2Fy",
        "/v2/a..b/",
        "/v2/...",
        "/v2/größe",
        "/v2/a;b/c",
        "/v2/..x%3f",
        "/v2/v1.2+3",
        "/v2/100%25",
        "/v2/.x",
    ],
)
def test_other_paths_are_sent(path: str) -> None:
    assert make_raw_call("GET", path).path.isascii()


@pytest.mark.parametrize(
    "url",
    ["http://[::1]evil.com", "https://hub.docker.com:443:1", "https://hub.docker.com%2eevil.com", "https://a b", "https://",
     "http://localhost\\@evil.com", "https://user@hub.docker.com", "http://127.0.0.1.evil.com", "https://[::1", "ftp://x",
     "https://hub.docker.com:"],
)  # fmt: skip
def test_a_base_url_that_can_be_read_in_two_ways_is_refused(url: str) -> None:
    with pytest.raises(ArgumentError, match=r"^base_url must"):
        DockerHub(Anonymous(), base_url=url)


async def test_scim_by_path_goes_with_the_token_for_scim() -> None:
    service = script()
    async with service.hub(scim_token="scim-token-example") as hub:
        await hub.get("/v2/scim/2.0/Users")
        await hub.get("/v2/scimitar/")
    assert [request.headers.get("authorization") for request in service.requests] == ["Bearer scim-token-example", None]
    async with service.hub() as hub:
        with pytest.raises(NoCredentialsError, match=r"DockerHub\(scim_token="):
            await hub.get("/v2/scim/2.0/Users")


def test_options_do_not_show_secrets() -> None:
    assert "swordfish" not in repr(CallOptions(query={"code": "swordfish", "token": "swordfish"}))
