from typing import Any

import httpx
import pytest
from aiodockerhub.testing import FakeHub
from aiodockerhub.testing.scim_filter import FilterError, parse_filter

USERS = "/v2/scim/2.0/Users"
BEARER = {"Authorization": "Bearer scim_dummy"}
JANE = {
    "userName": "jane@example.com",
    "active": True,
    "name": {"givenName": "Jane", "familyName": "Doe"},
    "emails": [{"value": "jane@example.com"}, {"value": "jd@example.org"}],
    "nothing": None,
}


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ('userName eq "JANE@example.com"', True),
        ('USERNAME EQ "jane@example.com"', True),
        ('userName ne "jane@example.com"', False),
        ('userName ne "joe@example.com"', True),
        ('name.givenName sw "ja"', True),
        ('name.familyName co "o"', True),
        ('emails.value co "example.org"', True),
        ("active eq true", True),
        ("active eq false", False),
        ("active co true", False),
        ('active eq "true"', False),
        ("nothing eq null", True),
        ('unknown eq "x"', False),
        ('not (userName sw "joe")', True),
        ('userName sw "joe" or active eq true', True),
        ('userName sw "joe" or userName sw "ann" and active eq true', False),
        ('(userName sw "joe" or userName sw "jane") and active eq true', True),
        ('userName sw "jane" or userName sw "joe" and active eq false', True),
        ('not(active eq false)and(userName co "\\u0061ne")', True),
        (r'userName eq "a\"b"', False),
        ("  active eq true  ", True),
    ],
)
def test_filters_mean_what_rfc_7644_says(text: str, passes: bool) -> None:
    assert parse_filter(text)(JANE) is passes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "userName",
        "userName eq",
        "userName eq jane",
        'userName gt "a"',
        "userName pr",
        '"userName" eq "a"',
        '(userName eq "a"',
        'userName eq "a")',
        'userName eq "a" and',
        'not userName eq "a"',
        'userName eq "a',
        "1a eq 2",
        "(" * 200 + "active eq true" + ")" * 200,
        "active eq " + "[" * 10_000,
    ],
)
def test_what_is_no_filter_is_refused(text: str) -> None:
    with pytest.raises(FilterError):
        parse_filter(text)


async def test_a_bad_filter_is_a_scim_error(http: httpx.AsyncClient) -> None:
    response = await http.get(USERS, headers=BEARER, params={"filter": "userName"})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/scim+json"
    assert response.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert (response.json()["status"], response.json()["scimType"]) == ("400", "invalidFilter")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic scim_dummy"}])
async def test_scim_takes_its_own_bearer_only(http: httpx.AsyncClient, headers: dict[str, str]) -> None:
    response = await http.get(USERS, headers=headers)
    assert (response.status_code, response.json()["status"]) == (401, "401")


async def names(http: httpx.AsyncClient, **params: str | int) -> list[str]:
    response = await http.get(USERS, headers=BEARER, params=params)
    return [user["displayName"] for user in response.json()["resources"]]


async def test_users_are_filtered_sorted_and_cut(http: httpx.AsyncClient) -> None:
    assert await names(http, filter='userName sw "j"', sortBy="userName") == ["jane", "joe"]
    assert await names(http, sortBy="displayName", sortOrder="descending") == ["joe", "jane", "ann"]
    assert await names(http, sortBy="displayName", startIndex=2, count=1) == ["jane"]
    assert await names(http, startIndex=9) == []
    page = (await http.get(USERS, headers=BEARER, params={"count": 2})).json()
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (3, 1, 2)


@pytest.mark.parametrize("params", [{"count": "0"}, {"count": "201"}, {"startIndex": "x"}, {"sortOrder": "up"}])
async def test_parameters_are_checked(http: httpx.AsyncClient, params: dict[str, str]) -> None:
    assert (await http.get(USERS, headers=BEARER, params=params)).status_code == 400


async def test_attributes_limit_the_response(http: httpx.AsyncClient) -> None:
    response = await http.get(USERS, headers=BEARER, params={"attributes": "username, name.givenName"})
    assert set(response.json()["resources"][0]) == {"schemas", "id", "userName", "name"}


async def test_the_key_of_lists_can_be_the_one_of_the_rfc(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.settings.scim_list_key = "Resources"
    for path in (USERS, "/v2/scim/2.0/Schemas", "/v2/scim/2.0/ResourceTypes"):
        body = (await http.get(path, headers=BEARER)).json()
        assert "Resources" in body
        assert "resources" not in body


def new(email: str, **name: str) -> dict[str, Any]:
    body: dict[str, Any] = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": email}
    return body | ({"name": name} if name else {})


async def test_a_user_is_provisioned_renamed_and_deactivated(fake: FakeHub, http: httpx.AsyncClient) -> None:
    made = await http.post(USERS, headers=BEARER, json=new("Jon.Snow@example.com", givenName="Jon", familyName="Snow"))
    assert made.status_code == 201
    assert made.json()["displayName"] == "jonsnow"
    assert made.json()["groups"] == [{"value": "company", "display": "company"}]
    path = f"{USERS}/{made.json()['id']}"
    assert made.json()["meta"]["location"] == f"https://hub.docker.com{path}"
    schemas = {"schemas": made.json()["schemas"]}
    renamed = await http.put(path, headers=BEARER, json=schemas | {"enabled": True, "name": {"givenName": "Jonny"}})
    assert renamed.json()["name"] == {"givenName": "Jonny", "familyName": "Snow"}
    assert renamed.json()["active"] is True
    off = await http.put(path, headers=BEARER, json=schemas)
    assert (off.json()["active"], off.json()["name"]["givenName"]) == (False, "Jonny")
    assert (await http.get(path, headers=BEARER)).json() == off.json()
    user = fake.world.users["jonsnow"]
    login = await http.post("/v2/auth/token", json={"identifier": "jonsnow", "secret": user.password})
    assert login.status_code == 401


async def test_an_existing_account_joins_and_a_member_conflicts(fake: FakeHub, http: httpx.AsyncClient) -> None:
    joined = await http.post(USERS, headers=BEARER, json=new("stranger@example.com"))
    assert (joined.status_code, joined.json()["displayName"]) == (201, "stranger")
    again = await http.post(USERS, headers=BEARER, json=new("stranger@example.com"))
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")
    taken = await http.post(USERS, headers=BEARER, json=new("jane@example.org"))
    assert taken.json()["displayName"] == "jane2"
    odd = await http.post(USERS, headers=BEARER, json=new("é@example.org"))
    assert odd.json()["displayName"] == "user"


@pytest.mark.parametrize("body", [{}, {"schemas": []}, {"schemas": "x", "userName": "a"}, [], new("")])
async def test_bodies_are_checked(http: httpx.AsyncClient, body: object) -> None:
    response = await http.post(USERS, headers=BEARER, json=body)
    assert (response.status_code, response.json()["status"]) == (400, "400")


async def test_what_the_service_says_of_itself(http: httpx.AsyncClient) -> None:
    config = (await http.get("/v2/scim/2.0/ServiceProviderConfig", headers=BEARER)).json()
    assert config["filter"]["supported"] is True
    kind = (await http.get("/v2/scim/2.0/ResourceTypes/User", headers=BEARER)).json()
    schema = await http.get(f"/v2/scim/2.0/Schemas/{kind['schema']}", headers=BEARER)
    assert schema.json()["id"] == kind["schema"]
    for path in ("ResourceTypes/Group", "Schemas/x", "Users/x"):
        assert (await http.get(f"/v2/scim/2.0/{path}", headers=BEARER)).status_code == 404
