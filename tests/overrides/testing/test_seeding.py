from datetime import UTC, datetime, timedelta

import httpx
import pytest
from aiodockerhub import DockerHub, OrganizationToken, Scope, TokenResource
from aiodockerhub.testing import FakeHub

from .conftest import SignIn

DAY = 86_400.0


async def test_a_tag_has_the_age_that_it_is_given(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.tag("acme/app", "old", age=90 * DAY, pulled=30 * DAY)
    old = fake.world.repositories["acme", "app"].tags["old"]
    assert old.updated is not None
    assert old.pulled is not None
    assert round(old.pulled - old.updated) == 60 * DAY
    tags = (await http.get("/v2/namespaces/acme/repositories/app/tags?ordering=-last_updated")).json()["results"]
    assert "old" in [tag["name"] for tag in tags[:2]]


async def test_immutable_rules_and_a_dockerfile_are_seeded(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    fake.repository("acme/kept", tags=["v1", "edge"], immutable=["^v"], dockerfile="FROM scratch")
    kept, jane = "/v2/namespaces/acme/repositories/kept", await sign_in("jane")
    assert (await http.delete(f"{kept}/tags/v1", headers=jane)).status_code == 403
    assert (await http.delete(f"{kept}/tags/edge", headers=jane)).status_code == 204
    assert (await http.get("/v2/repositories/acme/kept/dockerfile/")).json() == {"contents": "FROM scratch"}


async def test_invites_events_and_the_end_of_tokens_are_seeded(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    jane = await sign_in("jane")
    fake.invite("acme", "new@example.com", role="editor")
    (invite,) = (await http.get("/v2/orgs/acme/invites", headers=jane)).json()["data"]
    assert (invite["invitee"], invite["inviter_username"], invite["role"]) == ("new@example.com", "jane", "editor")
    fake.audit_event("acme", "repo.tag.push", "acme/app", by="joe", age=DAY, tag="v1")
    logs = (await http.get("/v2/auditlogs/acme?action=repo.tag.push", headers=jane)).json()["logs"]
    assert [(event["actor"], event["data"]) for event in logs] == [("joe", {"tag": "v1"})]
    fake.personal_token("jane", expires_at="2030-01-01T00:00:00Z")
    (token,) = (await http.get("/v2/access-tokens", headers=jane)).json()["results"]
    assert token["expires_at"] == "2030-01-01T00:00:00Z"


async def test_ages_may_be_spans_and_ends_of_tokens_times(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    tag = fake.tag("acme/app", "old", age=timedelta(days=90), pulled=timedelta(days=30))
    assert tag.updated is not None
    assert tag.pulled is not None
    assert round(tag.pulled - tag.updated) == 60 * DAY
    fake.audit_event("acme", "repo.tag.push", "acme/app", by="joe", age=timedelta(days=1))
    assert fake.world.events[-1].at == pytest.approx((fake.world.now() - DAY) * 1000, abs=60_000)
    fake.personal_token("jane", expires_at=datetime(2030, 1, 1, tzinfo=UTC))
    (token,) = (await http.get("/v2/access-tokens", headers=await sign_in("jane"))).json()["results"]
    assert datetime.fromisoformat(token["expires_at"]) == datetime(2030, 1, 1, tzinfo=UTC)


async def test_an_organization_token_is_given_what_the_client_would_give_it(fake: FakeHub) -> None:
    secret = fake.org_token("acme", TokenResource.repository("acme/*", Scope.IMAGE_PULL, Scope.REPOSITORY_READ))
    async with DockerHub(OrganizationToken("acme", secret), transport=fake.transport) as hub:
        assert (await hub.repositories.get("acme", "app")).name == "app"


def test_a_single_text_is_no_list_of_letters(fake: FakeHub) -> None:
    with pytest.raises(TypeError, match=r"^tags: expected an integer or a list of texts"):
        fake.repository("acme/letters", tags="latest")
    with pytest.raises(TypeError, match=r"^scopes: expected a list of texts, got the text"):
        fake.personal_token("jane", scopes="repo:read")
