import httpx
import pytest
from aiodockerhub.testing import FakeHub
from aiodockerhub.testing.routing import without_handler
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Operation, Security

from .conftest import SignIn

ALL = list(OPERATIONS.values())
WITH_BEARER = [operation for operation in ALL if operation.security not in {Security.NONE, Security.SCIM_BEARER}]


def path_of(operation: Operation) -> str:
    values = {"namespace": "acme", "repository": "app", "org_name": "acme", "name": "acme", "account": "acme"}
    path = operation.path
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", value)
    return path.replace("{", "").replace("}", "")


@pytest.mark.complete
def test_every_operation_has_a_handler() -> None:
    assert without_handler(ALL) == []


@pytest.mark.complete
@pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.id)
async def test_no_operation_serves_an_anonymous_caller_who_needs_a_bearer(
    http: httpx.AsyncClient, operation: Operation
) -> None:
    response = await http.request(operation.method, path_of(operation))
    if operation.security in {Security.BEARER, Security.SCIM_BEARER}:
        assert response.status_code == 401
    else:
        assert response.status_code not in {403, 405, 500}


@pytest.mark.complete
@pytest.mark.parametrize("operation", WITH_BEARER, ids=lambda operation: operation.id)
async def test_an_oat_session_is_let_in_only_where_the_document_says_so(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn, operation: Operation
) -> None:
    session = await sign_in("acme", fake.org_token("acme"))
    response = await http.request(operation.method, path_of(operation), headers=session)
    refused = response.status_code == 403 and (
        operation.response == "exists" or "organization access token is not allowed" in response.json()["message"]
    )
    assert refused is not operation.organization_token


@pytest.mark.complete
@pytest.mark.parametrize("operation", WITH_BEARER, ids=lambda operation: operation.id)
async def test_a_pat_session_is_let_in_only_where_the_overlay_says_so(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn, operation: Operation
) -> None:
    session = await sign_in("jane", fake.personal_token("jane"))
    response = await http.request(operation.method, path_of(operation), headers=session)
    refused = response.status_code == 403 and (
        operation.response == "exists" or "personal access token" in response.json()["message"]
    )
    assert refused is not operation.personal_token


PAT_REFUSALS = {
    "/v2/access-tokens": "token issued from personal access token",
    "/v2/orgs/acme/members": "access to the resource is forbidden with personal access token",
    "/v2/orgs/acme/access-tokens": "access to the resource is forbidden with personal access token",
    "/v2/orgs/acme/groups": "access to the resource is forbidden with personal access token",
}


@pytest.mark.parametrize("path", PAT_REFUSALS)
async def test_a_pat_session_is_refused_with_the_words_of_the_service(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn, path: str
) -> None:
    response = await http.get(path, headers=await sign_in("jane", fake.personal_token("jane")))
    assert (response.status_code, response.json()) == (403, {"message": PAT_REFUSALS[path], "errinfo": {}})


@pytest.mark.parametrize("path", ["/v2/orgs/acme", "/v2/user/orgs/", "/v2/user/", "/v2/namespaces/acme/repositories"])
async def test_a_pat_session_may_read_these(fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn, path: str) -> None:
    response = await http.get(path, headers=await sign_in("jane", fake.personal_token("jane")))
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("scope", "statuses"),
    [
        ("repo:admin", (200, 200)),
        ("repo:write", (200, 403)),
        ("repo:read", (200, 403)),
        ("repo:public_read", (404, 404)),
    ],
)
async def test_scopes_of_a_pat_lower_what_its_user_may(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn, scope: str, statuses: tuple[int, int]
) -> None:
    session = await sign_in("jane", fake.personal_token("jane", scopes=[scope]))
    path = "/v2/namespaces/acme/repositories/vault"
    read = await http.get(path, headers=session)
    changed = await http.patch(path, headers=session, json={"description": "new"})
    assert (read.status_code, changed.status_code) == statuses


async def test_a_revoked_token_ends_its_sessions(fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn) -> None:
    pat = await sign_in("jane", fake.personal_token("jane"))
    oat = await sign_in("acme", fake.org_token("acme"))
    owner = await sign_in("jane")
    token = next(iter(fake.world.users["jane"].tokens))
    await http.patch(f"/v2/access-tokens/{token}", headers=owner, json={"is_active": False})
    assert (await http.get("/v2/user/", headers=pat)).status_code == 401
    path = f"/v2/orgs/acme/access-tokens/{next(iter(fake.world.orgs['acme'].tokens))}"
    for active, status in [(False, 401), (True, 200)]:
        await http.patch(path, headers=owner, json={"is_active": active})
        assert (await http.get("/v2/namespaces/acme/repositories", headers=oat)).status_code == status
    await http.delete(path, headers=owner)
    assert (await http.get("/v2/namespaces/acme/repositories", headers=oat)).status_code == 401


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("jane", (200, 200, 200)),  # owner
        ("joe", (200, 200, 200)),  # editor
        ("ann", (200, 200, 403)),  # member of a team that may write
        ("stranger", (200, 404, 404)),
    ],
)
async def test_members_reach_what_their_role_and_teams_allow(
    http: httpx.AsyncClient, sign_in: SignIn, name: str, statuses: tuple[int, int, int]
) -> None:
    session = await sign_in(name)
    public = await http.get("/v2/namespaces/acme/repositories/app", headers=session)
    private = await http.get("/v2/namespaces/acme/repositories/vault/tags", headers=session)
    change = await http.patch("/v2/namespaces/acme/repositories/vault", headers=session, json={})
    assert (public.status_code, private.status_code, change.status_code) == statuses


async def test_only_members_see_an_organization_and_only_owners_manage_it(
    http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    async def status(name: str, method: str, path: str) -> int:
        response = await http.request(method, path, headers=await sign_in(name), json={"name": "new"})
        return response.status_code

    assert await status("stranger", "GET", "/v2/orgs/acme/members") == 403
    assert await status("ann", "GET", "/v2/orgs/acme/members") == 200
    assert await status("ann", "POST", "/v2/orgs/acme/groups") == 403
    assert await status("jane", "POST", "/v2/orgs/acme/groups") == 201
    assert await status("jane", "GET", "/v2/orgs/nowhere/members") == 404


def repo(path: str, *scopes: str) -> dict[str, object]:
    return {"type": "TYPE_REPO", "path": path, "scopes": list(scopes)}


def org(*scopes: str) -> dict[str, object]:
    return {"type": "TYPE_ORG", "path": "acme", "scopes": list(scopes)}


VAULT = "/v2/namespaces/acme/repositories/vault"


@pytest.mark.parametrize(
    ("resource", "method", "path", "status"),
    [
        (repo("acme/vault", "scope-repository-read"), "GET", VAULT, 200),
        (repo("acme/*", "scope-repository-read"), "GET", VAULT, 200),
        (repo("acme/*", "scope-repository-admin"), "GET", VAULT, 200),  # admin implies read
        (repo("acme/*", "scope-repository-read"), "DELETE", VAULT, 403),
        (repo("acme/*", "scope-repository-admin"), "DELETE", VAULT, 202),
        (repo("*/*/public", "scope-repository-read"), "GET", VAULT, 404),
        (repo("acme/app", "scope-repository-read"), "GET", VAULT, 404),
        (repo("acme/*", "scope-tag-read"), "GET", f"{VAULT}/tags", 200),
        (repo("acme/*", "scope-tag-read"), "GET", VAULT, 403),
        (repo("acme/*", "scope-tag-read"), "DELETE", f"{VAULT}/tags/edge", 403),
        (repo("acme/*", "scope-tag-admin"), "DELETE", f"{VAULT}/tags/edge", 204),
        (org(), "GET", "/v2/namespaces/acme/repositories/app", 200),  # public
        (org(), "PATCH", "/v2/namespaces/acme/repositories/app", 403),
        (org("scope-member-read"), "GET", "/v2/orgs/acme/members", 200),
        (org("scope-member-edit"), "DELETE", "/v2/orgs/acme/members/ann", 204),
        (org("scope-member-read"), "DELETE", "/v2/orgs/acme/members/ann", 403),
        (org("scope-group-read"), "GET", "/v2/orgs/acme/groups", 200),
        (org("scope-invite-read"), "GET", "/v2/orgs/acme/invites", 200),
        (org("scope-activity-read"), "GET", "/v2/auditlogs/acme", 200),
        (org("scope-member-read"), "GET", "/v2/auditlogs/acme", 403),
        (repo("acme/*", "scope-member-read"), "GET", "/v2/orgs/acme/members", 403),
        (org("scope-member-read"), "GET", "/v2/orgs/other/members", 403),
    ],
)
async def test_scopes_of_an_oat_decide(
    fake: FakeHub,
    http: httpx.AsyncClient,
    sign_in: SignIn,
    *,
    resource: dict[str, object],
    method: str,
    path: str,
    status: int,
) -> None:
    session = await sign_in("acme", fake.org_token("acme", resource))
    body = {"description": "new"} if method == "PATCH" else None
    response = await http.request(method, path, headers=session, json=body)
    assert response.status_code == status


@pytest.mark.parametrize(("scopes", "count"), [((), 1), (("scope-repository-list",), 2)])
async def test_lists_are_silently_filtered_for_an_oat_without_the_scope(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn, scopes: tuple[str, ...], count: int
) -> None:
    session = await sign_in("acme", fake.org_token("acme", org(*scopes)))
    response = await http.get("/v2/namespaces/acme/repositories", headers=session)
    assert response.json()["count"] == count


@pytest.mark.parametrize(
    ("name", "secret_scopes", "namespace", "status"),
    [
        ("jane", None, "acme", 201),
        ("jane", None, "jane", 201),
        ("joe", None, "acme", 201),
        ("ann", None, "acme", 403),
        ("jane", None, "stranger", 403),
        ("jane", None, "nowhere", 404),
        ("jane", ["repo:admin"], "acme", 201),
        ("jane", ["repo:read"], "acme", 403),
        ("jane", ["repo:read"], "jane", 403),
        ("acme", ["scope-repository-create"], "acme", 201),
        ("acme", ["scope-member-read"], "acme", 403),
    ],
)
async def test_who_may_create_a_repository(
    fake: FakeHub,
    http: httpx.AsyncClient,
    sign_in: SignIn,
    *,
    name: str,
    secret_scopes: list[str] | None,
    namespace: str,
    status: int,
) -> None:
    if secret_scopes is None:
        session = await sign_in(name)
    elif name == "acme":
        session = await sign_in(name, fake.org_token("acme", org(*secret_scopes)))
    else:
        session = await sign_in(name, fake.personal_token(name, scopes=secret_scopes))
    body = {"name": "fresh", "namespace": namespace}
    response = await http.post(f"/v2/namespaces/{namespace}/repositories", headers=session, json=body)
    assert response.status_code == status


async def test_an_anonymous_caller_reads_what_is_public_and_no_more(http: httpx.AsyncClient) -> None:
    listed = await http.get("/v2/namespaces/acme/repositories")
    assert [entry["name"] for entry in listed.json()["results"]] == ["app"]
    hidden = await http.get("/v2/namespaces/acme/repositories/vault")
    assert hidden.status_code == 404
    assert hidden.json() == {
        "message": "httperror 404: object not found",
        "errinfo": {"namespace": "acme", "repository": "vault"},
    }


async def test_unknown_routes_are_html_and_other_methods_are_not_allowed(http: httpx.AsyncClient) -> None:
    unknown = await http.get("/v2/no/such/route")
    assert unknown.status_code == 404
    assert unknown.headers["content-type"].startswith("text/html")
    wrong = await http.get("/v2/invites/bulk")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST")


async def test_a_token_whose_scopes_fall_short_is_told_so(
    fake: FakeHub, http: httpx.AsyncClient, sign_in: SignIn
) -> None:
    """D38: what its owner may do, a token without the scope is refused in these words."""
    refusal = {"message": "insufficient scope", "errinfo": {}}
    app, body = "/v2/namespaces/acme/repositories/app", {"description": "New."}
    personal = await sign_in("jane", fake.personal_token("jane", scopes=["repo:write"]))
    resource = {"type": "TYPE_REPO", "path": "acme/app", "scopes": ["scope-repository-read"]}
    organization = await sign_in("acme", fake.org_token("acme", resource))
    for session in (personal, organization):
        for response in (
            await http.patch(app, headers=session, json=body),
            await http.delete(f"{app}/tags/latest", headers=session),
        ):
            assert (response.status_code, response.json()) == (403, refusal)
    assert (await http.get("/v2/orgs/acme/groups", headers=organization)).json() == refusal
    assert (await http.patch(app, headers=await sign_in("ann"), json=body)).json()["message"] == "forbidden"
