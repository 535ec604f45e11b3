"""Invites of a fake Hub."""

from typing import Any

import httpx
from aiodockerhub.testing import FakeHub

from tests.overrides.testing.conftest import SignIn


async def test_invites_in_bulk_tell_what_became_of_each(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    jane = await sign_in("jane")
    body: dict[str, Any] = {
        "org": "acme",
        "team": "developers",
        "invitees": ["stranger", "new@example.com", "ann", "nobody", "a@b"],
    }
    dry = await http.post("/v2/invites/bulk", headers=jane, json=body | {"dry_run": True})
    assert dry.status_code == 202
    assert all("invite" not in entry for entry in dry.json()["invitees"])
    sent = await http.post("/v2/invites/bulk", headers=jane, json=body)
    entries = {entry["invitee"]: entry for entry in sent.json()["invitees"]}
    assert {name: entry["status"] for name, entry in entries.items()} == {
        "stranger": "invited",
        "new@example.com": "invited",
        "ann": "existing_org_member",
        "nobody": "invalid_email_or_docker_id",
        "a@b": "invalid_email_or_docker_id",
    }
    again = await http.post("/v2/invites/bulk", headers=jane, json=body)
    assert again.json()["invitees"][0]["status"] == "existing_invite"
    pending = (await http.get("/v2/orgs/acme/invites", headers=jane)).json()["data"]
    assert [invite["invitee"] for invite in pending] == ["stranger", "new@example.com"]
    assert pending[0] == entries["stranger"]["invite"]
    assert (pending[0]["inviter_username"], pending[0]["team"]) == ("jane", "developers")
    path = f"/v2/invites/{pending[0]['id']}"
    assert (await http.patch(f"{path}/resend", headers=jane)).status_code == 204
    assert (await http.delete(path, headers=await sign_in("ann"))).status_code == 403
    assert (await http.delete(path, headers=jane)).status_code == 204
    assert (await http.delete(path, headers=jane)).status_code == 404


async def test_invites_need_seats_and_a_team_that_exists(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    fake.org("small", owner="jane", seats=2)
    jane = await sign_in("jane")
    full = {"org": "small", "invitees": ["a@example.com", "b@example.com"]}
    assert (await http.post("/v2/invites/bulk", headers=jane, json=full)).status_code == 409
    team = {"org": "small", "team": "none", "invitees": []}
    assert (await http.post("/v2/invites/bulk", headers=jane, json=team)).status_code == 400
