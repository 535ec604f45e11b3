import httpx
import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.testing.conftest import SignIn

APP = "/v2/namespaces/acme/repositories/app"
NEW = {"name": "fresh", "namespace": "acme", "description": "New", "full_description": "# New", "is_private": True}


async def test_what_is_created_is_read_listed_changed_audited_and_deleted(
    http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    jane = await sign_in("jane")
    made = await http.post("/v2/namespaces/acme/repositories", headers=jane, json=NEW)
    assert made.status_code == 201
    assert made.json()["permissions"] == {"read": True, "write": True, "admin": True}
    path = "/v2/namespaces/acme/repositories/fresh"
    assert (await http.get(path, headers=jane)).json() == made.json()
    assert (await http.head(path, headers=jane)).status_code == 200
    assert (await http.get(path)).status_code == 404
    listed = await http.get("/v2/namespaces/acme/repositories", params={"name": "fres"}, headers=jane)
    assert [entry["name"] for entry in listed.json()["results"]] == ["fresh"]
    changed = await http.patch(path, headers=jane, json={"full_description": "", "status": 6})
    assert "full_description" not in changed.json()
    assert (changed.json()["status"], changed.json()["status_description"]) == (6, "archived")
    privacy = await http.post("/v2/repositories/acme/fresh/privacy/", headers=jane, json={"is_private": False})
    assert privacy.status_code == 200
    assert (await http.get(path)).status_code == 200
    assert (await http.delete(path, headers=jane)).status_code == 202
    assert (await http.get(path, headers=jane)).status_code == 404
    log = await http.get("/v2/auditlogs/acme", params={"name": "acme/fresh"}, headers=jane)
    assert [event["action"] for event in log.json()["logs"]] == ["repo.delete", "repo.change_privacy", "repo.create"]


async def test_an_entry_of_a_list_lacks_what_the_repository_itself_has(http: httpx.AsyncClient) -> None:
    entry = (await http.get("/v2/namespaces/acme/repositories")).json()["results"][0]
    single = (await http.get(APP)).json()
    only_single = {"user", "permissions", "hub_user", "collaborator_count", "has_starred"}
    assert only_single <= single.keys()
    assert not only_single & entry.keys()
    assert (entry["affiliation"], single["affiliation"]) == ("", None)
    assert single["immutable_tags_settings"] == {"enabled": False, "rules": [".*"]}
    assert "full_description" not in single
    assert single["permissions"] == {"read": True, "write": False, "admin": False}


async def test_an_unknown_namespace_lists_as_an_empty_one(http: httpx.AsyncClient) -> None:
    response = await http.get("/v2/namespaces/nowhere/repositories")
    assert response.json() == {"count": 0, "next": None, "previous": None, "results": []}


async def test_pages_have_absolute_links_and_end_with_404(http: httpx.AsyncClient) -> None:
    path = f"{APP}/tags"
    middle = (await http.get(path, params={"page": 2, "page_size": 12, "ordering": "name"})).json()
    assert middle["count"] == 30
    assert middle["next"] == f"https://hub.docker.com{path}?page=3&page_size=12&ordering=name"
    assert middle["previous"] == f"https://hub.docker.com{path}?page=1&page_size=12&ordering=name"
    last = (await http.get(path, params={"page": 3, "page_size": 12})).json()
    assert (last["next"], len(last["results"])) == (None, 6)
    past = await http.get(path, params={"page": 4, "page_size": 12})
    assert past.status_code == 404
    assert past.json() == {"message": "httperror 404: object not found", "errinfo": {}}


async def test_page_size_is_capped_at_a_hundred(fake: FakeHub, http: httpx.AsyncClient) -> None:
    fake.repository("acme/many", tags=130)
    page = (await http.get("/v2/namespaces/acme/repositories/many/tags", params={"page_size": 1000})).json()
    assert (page["count"], len(page["results"])) == (130, 100)
    assert page["next"] is not None


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "", "99999999999999999999"])
async def test_what_is_no_page_number_is_refused(http: httpx.AsyncClient, page: str) -> None:
    repositories = await http.get("/v2/namespaces/acme/repositories", params={"page": page})
    tags = await http.get(f"{APP}/tags", params={"page": page})
    assert (repositories.status_code, tags.status_code) == (400, 404)


@pytest.mark.parametrize(
    ("ordering", "names"),
    [
        ("name", ["app", "b", "c"]),
        ("-name", ["c", "b", "app"]),
        ("last_updated", ["c", "b", "app"]),  # newest first, against the document
        ("-last_updated", ["app", "b", "c"]),
        ("pull_count", ["app", "b", "c"]),  # most pulled first, likewise (D40)
        ("-pull_count", ["c", "b", "app"]),
    ],
)
async def test_lists_are_ordered_as_the_service_orders_them(
    fake: FakeHub, http: httpx.AsyncClient, ordering: str, names: list[str]
) -> None:
    for pulls, name in [(4, "b"), (3, "c")]:
        fake.clock.advance(10)
        fake.repository(f"acme/{name}", pulls=pulls)
    page = await http.get("/v2/namespaces/acme/repositories", params={"ordering": ordering})
    assert [entry["name"] for entry in page.json()["results"]] == names


async def test_an_unknown_ordering_is_named_in_the_refusal(http: httpx.AsyncClient) -> None:
    response = await http.get("/v2/namespaces/acme/repositories", params={"ordering": "stars"})
    assert response.status_code == 400
    assert list(response.json()) == ["fields", "text"]
    assert "Must be one of: name, -name" in response.json()["fields"]["ordering"][0]


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("description", "ü" * 51, "Exceeded max number of bytes 100 - actual 102"),
        ("full_description", "ü" * 12_501, "Exceeded max number of bytes 25000 - actual 25002"),
    ],
)
async def test_limits_count_bytes(
    http: httpx.AsyncClient, sign_in: SignIn, field: str, text: str, problem: str
) -> None:
    response = await http.patch(APP, headers=await sign_in("jane"), json={field: text})
    assert (response.status_code, response.json()["message"]) == (400, problem)
    fits = await http.patch(APP, headers=await sign_in("jane"), json={field: text[1:]})
    assert fits.json()[field] == text[1:]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "UPPER", "namespace": "acme"},
        {"name": "x", "namespace": "acme"},
        {"name": "fresh", "namespace": "other"},
        {"name": "app", "namespace": "acme"},
        {"name": "fresh", "namespace": "acme", "is_private": "yes"},
        {"name": "fresh", "namespace": "acme", "description": None},
        [],
        "text",
        None,
    ],
)
async def test_what_cannot_be_created_is_refused_with_400(
    http: httpx.AsyncClient, sign_in: SignIn, body: object
) -> None:
    response = await http.post("/v2/namespaces/acme/repositories", headers=await sign_in("jane"), json=body)
    assert response.status_code == 400
    assert response.json()["message"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000])
async def test_what_is_no_json_is_malformed(http: httpx.AsyncClient, sign_in: SignIn, body: bytes) -> None:
    response = await http.patch(APP, headers=await sign_in("jane"), content=body)
    assert (response.status_code, response.json()) == (400, {"message": "malformed request", "errinfo": {}})


async def test_half_a_surrogate_pair_does_not_break_the_response(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    response = await http.patch(APP, headers=await sign_in("jane"), content=b'{"description": "\\ud800"}')
    assert response.json()["description"] == "?"


async def test_repositories_can_be_narrowed_by_what_they_hold(fake: FakeHub, http: httpx.AsyncClient) -> None:
    async def names(**params: str) -> list[str]:
        response = await http.get("/v2/namespaces/acme/repositories", params=params)
        return [entry["name"] for entry in response.json()["results"]]

    fake.repository("acme/empty")
    fake.tag("acme/app", "chart").content_type = "helm"
    assert await names(content_types="image,model") == ["app"]
    assert await names(content_types="helm") == ["app"]
    assert await names(content_types="model") == []
    assert await names(media_types="application/vnd.oci.image.index.v1+json") == ["app"]
    assert len(await names()) == 2


async def test_immutable_tags_are_verified_kept_and_cannot_be_pushed_again(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    jane = await sign_in("jane")
    path = "/v2/namespaces/acme/repositories/vault/immutabletags"
    found = await http.post(f"{path}/verify", headers=jane, json={"regex": "^v.*"})
    assert found.json() == {"tags": ["v1.0", "v1.1"]}
    fake.tag("acme/vault", "v1.0")  # not yet immutable
    rules = {"immutable_tags": True, "immutable_tags_rules": ["^v.*"]}
    changed = await http.patch(path, headers=jane, json=rules)
    assert changed.json()["immutable_tags_settings"] == {"enabled": True, "rules": ["^v.*"]}
    with pytest.raises(ValueError, match="immutable"):
        fake.tag("acme/vault", "v1.0")
    fake.tag("acme/vault", "edge")


@pytest.mark.parametrize("regex", ["(?=a)", "(?<!a)b", r"(a)\1", "(?P<n>a)(?P=n)", "a++", "(?>a)", "[", "(?(1)a|b)"])
async def test_rules_that_re2_does_not_have_are_refused(http: httpx.AsyncClient, sign_in: SignIn, regex: str) -> None:
    path = "/v2/namespaces/acme/repositories/vault/immutabletags/verify"
    response = await http.post(path, headers=await sign_in("jane"), json={"regex": regex})
    assert (response.status_code, response.json()["message"]) == (400, "invalid regex")


async def test_teams_of_a_repository_are_added_listed_changed_and_removed(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    jane = await sign_in("jane")
    team = fake.world.orgs["acme"].teams["developers"].id
    path = "/v2/repositories/acme/app/groups"
    added = await http.post(path, headers=jane, json={"group_id": team, "permission": "read"})
    grant = {"group_name": "developers", "permission": "read", "group_id": team}
    assert (added.status_code, added.json()) == (200, grant)
    assert (await http.get(path, headers=jane)).json()["results"] == [grant]
    changed = await http.patch(f"{path}/{team}/", headers=jane, json={"permission": "admin"})
    assert changed.json()["permission"] == "admin"
    ann = await sign_in("ann")
    assert (await http.patch(APP, headers=ann, json={"description": "mine"})).status_code == 200
    assert (await http.delete(f"{path}/{team}/", headers=jane)).status_code == 204
    assert (await http.delete(f"{path}/{team}/", headers=jane)).status_code == 404
    assert (await http.delete(f"{path}/x/", headers=jane)).status_code == 404
    unknown = await http.post(path, headers=jane, json={"group_id": 1, "permission": "read"})
    assert unknown.status_code == 404


async def test_search_finds_public_repositories_and_names_official_ones_shortly(http: httpx.AsyncClient) -> None:
    found = (await http.get("/v2/search/repositories/", params={"query": ""})).json()
    assert [result["repo_name"] for result in found["results"]] == ["nginx", "acme/app"]
    assert found["results"][0]["repo_owner"] == ""
    assert (await http.get("/v2/search/repositories/")).status_code == 400


async def test_seeding_refuses_what_makes_no_sense(fake: FakeHub) -> None:
    with pytest.raises(ValueError, match="namespace/name"):
        fake.repository("app")
    with pytest.raises(ValueError, match="taken"):
        fake.repository("acme/app")
    with pytest.raises(ValueError, match="taken"):
        fake.user("acme")
    with pytest.raises(ValueError, match="no team 'ops'"):
        fake.repository("acme/other", teams={"ops": "read"})
    with pytest.raises(ValueError, match="no team"):
        fake.repository("jane/other", teams={"ops": "read"})
    with pytest.raises(ValueError, match="no repository"):
        fake.tag("acme/nothing", "1")
    with pytest.raises(ValueError, match="no organization"):
        fake.org_token("jane")


async def test_the_same_seed_gives_the_same_hub(http: httpx.AsyncClient) -> None:
    def digests(seed: int) -> list[str | None]:
        fake = FakeHub(seed=seed)
        return [tag.digest for tag in fake.repository("acme/app", tags=3).tags.values()]

    assert digests(1) == digests(1)
    assert digests(1) != digests(2)


async def test_immutable_tags_are_not_deleted(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    """D51: neither can they be overwritten; five rules at most, and turning them off keeps them."""
    joe, vault = await sign_in("joe"), "/v2/namespaces/acme/repositories/vault"

    async def protect(*, on: bool, rules: list[str]) -> httpx.Response:
        body = {"immutable_tags": on, "immutable_tags_rules": rules}
        return await http.patch(f"{vault}/immutabletags", headers=joe, json=body)

    assert (await protect(on=True, rules=["v.*"] * 6)).status_code == 400
    assert (await protect(on=True, rules=["v.*"])).status_code == 200
    assert (await http.delete(f"{vault}/tags/v1.0", headers=joe)).status_code == 403
    assert (await http.delete(f"{vault}/tags/edge", headers=joe)).status_code == 204
    off = (await protect(on=False, rules=[])).json()
    assert off["immutable_tags_settings"] == {"enabled": False, "rules": ["v.*"]}
    assert (await http.delete(f"{vault}/tags/v1.0", headers=joe)).status_code == 204


async def test_namespaces_are_the_user_and_their_organizations(http: httpx.AsyncClient, sign_in: SignIn) -> None:
    response = await http.get("/v2/repositories/namespaces/", headers=await sign_in("ann"))
    assert response.json() == {"namespaces": ["ann", "acme"]}
