"""Users of a fake Hub, and organizations under their names."""

import httpx


async def test_users_and_organizations_redirect_to_each_other(http: httpx.AsyncClient) -> None:
    user = await http.get("/v2/orgs/jane")
    org = await http.get("/v2/users/acme/")
    assert (user.status_code, user.headers["location"]) == (308, "/v2/users/jane")
    assert (org.status_code, org.headers["location"]) == (308, "/v2/orgs/acme")
    assert (await http.get("/v2/orgs/acme/")).json()["badge"] == ""
    assert (await http.get("/v2/users/jane")).json()["username"] == "jane"
    assert (await http.get("/v2/users/nobody")).json() == {"message": "User not found", "errinfo": {}}
    assert (await http.get("/v2/orgs/nobody")).status_code == 404
