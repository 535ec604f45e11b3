from typing import Any

import httpx
import pytest

from tests.overrides.testing.conftest import SignIn

PATH = "/v2/repositories/acme/app/categories/"


async def test_categories_are_public_and_in_one_piece(http: httpx.AsyncClient) -> None:
    found = (await http.get("/v2/categories/")).json()
    assert {"slug": "security", "name": "Security"} in found


async def test_those_of_a_repository_are_replaced(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    for slugs in (["security", "networking"], ["web-servers"], []):
        response = await http.patch(PATH, headers=jane, json=[{"slug": slug, "name": "any"} for slug in slugs])
        assert response.status_code == 200
        repository = (await http.get("/v2/namespaces/acme/repositories/app")).json()
        assert [category["slug"] for category in repository["categories"]] == slugs


@pytest.mark.parametrize(
    "body",
    [
        None,
        {"slug": "security"},
        [{"slug": "unheard-of"}],
        ["security"],
        [{"slug": "security", "name": "Security"}] * 4,
    ],
)
async def test_other_bodies_are_refused(http: httpx.AsyncClient, sign_in: SignIn, body: Any) -> None:
    assert (await http.patch(PATH, headers=await sign_in("jane"), json=body)).status_code == 400
