"""Errors, limits, credentials and pages are those of the service, whatever the operation."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import aiodockerhub
import httpx
import pytest
from aiodockerhub import (
    AccessToken,
    Anonymous,
    ArgumentError,
    BadRequestError,
    DockerHub,
    ForbiddenError,
    NotFoundError,
    Password,
    RateLimitError,
    Scope,
    TokenResource,
    calls,
)
from aiodockerhub.testing import FakeHub, Settings
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.resources.repositories import Repositories
from aiodockerhub_generated.types import Security

from codegen.document import load, nodes
from codegen.write.build import DOCUMENT, Layout
from tests.overrides.lists import greatest_page
from tests.overrides.overlay.samples import (
    BEARER,
    decoded,
    organization_token,
    page,
    personal_token,
    responding,
    tag,
)


@pytest.mark.parametrize(
    "body",
    [
        {"message": "no such thing", "errinfo": {"namespace": "acme"}},
        {"message": "no such thing", "errinfo": None},
        {"detail": "no such thing", "error": True},
        {"fields": {"ordering": ["no such thing"]}, "text": "no such thing"},
        {"orgname": ["no such thing"]},
    ],
)
async def test_d33_every_form_of_error_gives_its_message(body: Any) -> None:
    async with responding(403, body, []) as hub:
        with pytest.raises(ForbiddenError, match="no such thing"):
            await hub.orgs.get("acme")


async def test_d33_what_the_database_adds_to_a_refusal_is_in_the_detail_only() -> None:
    fake = FakeHub()
    fake.org("acme", owner="jane", teams={"docs": []})
    async with DockerHub(Password("jane", "password"), transport=fake.transport) as hub:
        with pytest.raises(BadRequestError) as refused:
            await hub.groups.create("acme", name="docs")
    assert b"file: /go/src/" in refused.value.body
    assert str(refused.value).startswith("400 Bad Request: group already exists [group_name: docs] (POST ")
    assert refused.value.detail["file"] == "/go/src/store/errors.go"


async def test_d34_the_edge_responds_in_plain_text() -> None:
    def respond(_: httpx.Request) -> httpx.Response:
        return httpx.Response(403, text="error code: 1010", headers={"content-type": "text/plain"})

    async with DockerHub(BEARER, transport=httpx.MockTransport(respond)) as hub:
        with pytest.raises(ForbiddenError, match="1010"):
            await hub.repositories.get("acme", "app")


async def test_d35_limits_happen_on_any_operation() -> None:
    async with responding(429, {"detail": "Rate limit exceeded", "error": False}, []) as hub:
        with pytest.raises(RateLimitError, match="Rate limit exceeded"):
            await hub.search.repositories(query="nginx")


async def test_d36_head_is_a_question() -> None:
    for status, there in ((200, True), (404, False)):
        async with responding(status, None, []) as hub:
            assert await hub.repositories.exists("acme", "app") is there


def test_d36_pages_are_whole_numbers_and_paths_are_complete() -> None:
    call = calls.org_access_tokens.list("acme", page=2, page_size=50)
    assert call.path == "/v2/orgs/acme/access-tokens"
    assert call.query == (("page", "2"), ("page_size", "50"))
    assert calls.access_tokens.list(page=3).query == (("page", "3"),)


def test_sb_undocumented_parameters_of_lists() -> None:
    tags = calls.repositories.list_tags(
        "acme", "app", name="1.", ordering="-last_updated", platforms="linux/arm64", architecture="arm64", os="linux"
    )
    assert dict(tags.query) == {
        "name": "1.",
        "ordering": "-last_updated",
        "platforms": "linux/arm64",
        "architecture": "arm64",
        "os": "linux",
    }
    document: Any = json.loads((Layout().generated / DOCUMENT).read_text("utf-8"))
    parameters = document["paths"][tags.operation.path]["get"]["parameters"]
    marked = [parameter for parameter in parameters if parameter.get("x-undocumented")]
    assert (DockerHub(Anonymous()).repositories.list_tags.__doc__ or "").count("Undocumented.") == len(marked)
    repositories = calls.repositories.list("acme", media_types="application/x", content_types="helm")
    assert dict(repositories.query) == {"media_types": "application/x", "content_types": "helm"}


def test_sc_tokens_stay_out_of_sight() -> None:
    created = decoded(
        calls.authentication.create_token(identifier="jane", secret="dummy"), {"access_token": "dummy.jwt"}
    )
    assert created.access_token == "dummy.jwt"
    assert "dummy" not in repr(created)


def test_sc_a_challenge_may_come_where_a_token_should() -> None:
    with pytest.warns(DeprecationWarning, match="create_token"):
        call = calls.authentication.login(username="jane", password="dummy")
    challenged = decoded(call, {"login_2fa_token": "half.way"})
    assert (challenged.token, challenged.login_2fa_token) == (None, "half.way")
    assert "half.way" not in repr(challenged)


def test_sc_organization_tokens_open_namespaced_repositories() -> None:
    """Whatever Docker labels so, unless the client leaves it out or sends another credential alone."""
    published = load.load(Layout().spec)
    labelled = {
        (method.upper(), path)
        for path, method, operation in nodes.operations(published)
        if '<span class="oat">' in str(operation.get("description"))
    }
    others = {Security.NAMED, Security.SCIM_BEARER}
    closed = {
        (each.method, each.path)
        for each in OPERATIONS.values()
        if not each.organization_token and each.security not in others
    }

    assert labelled
    assert not labelled & closed


def test_sc_personal_tokens_open_what_is_a_users_own() -> None:
    """All but what the overlay marks, on an operation or on its tag, where a user's credentials open anything."""
    from aiodockerhub_generated.operations import OPERATIONS

    patched = json.loads((Layout().generated / DOCUMENT).read_text(encoding="utf-8"))
    marked = {tag["name"]: tag.get("x-personal-token") for tag in patched["tags"]}
    refused = {
        (method.upper(), path)
        for path, method, operation in nodes.operations(patched)
        if operation.get("x-personal-token", marked.get(str(nodes.sequence(operation.get("tags"))[:1][0]))) is False
    }
    of_users = [each for each in OPERATIONS.values() if each.security.value in {"bearer", "optional bearer"}]

    assert of_users
    assert {each.id for each in of_users if not each.personal_token} == {
        each.id for each in of_users if (each.method, each.path) in refused
    }
    assert OPERATIONS["orgs.get"].personal_token
    assert not OPERATIONS["orgs.list_members"].personal_token


async def test_sc_tags_of_public_repositories_need_no_credentials() -> None:
    requests: list[httpx.Request] = []
    async with responding(200, page(tag()), requests, Anonymous()) as hub:
        await hub.repositories.list_tags("library", "nginx")
    assert "authorization" not in requests[0].headers


async def test_sd_unknown_scopes_pass_and_are_reported() -> None:
    requests: list[httpx.Request] = []
    async with responding(201, personal_token(), requests) as hub:
        await hub.access_tokens.create(token_label="ci", scopes=["repo:read", "repo:new"])
        seen = [event.drift.received for event in hub.drift]
    async with responding(201, organization_token(token="dckr_oat_dummy"), requests) as hub:
        resources = [TokenResource.organization("acme", Scope.MEMBER_READ, "scope-new")]
        await hub.org_access_tokens.create("acme", label="ci", resources=resources)
        seen += [event.drift.received for event in hub.drift]
    assert json.loads(requests[0].content)["scopes"] == ["repo:read", "repo:new"]
    assert seen == ["repo:new", "scope-new"]


async def test_d37_the_wall_of_anonymous_callers_says_to_log_in() -> None:
    fake = FakeHub()
    fake.org("acme", owner="jane")
    for number in range(greatest_page("repositories.list") + 20):
        fake.repository(f"acme/service-{number:03}")
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        with pytest.raises(ForbiddenError, match="pagination offset too large") as refused:
            await hub.repositories.list("acme").collect()
    assert "any personal access token is sufficient" in str(refused.value.__notes__)
    credentials = AccessToken("jane", fake.personal_token("jane", scopes=["repo:public_read"]))
    async with DockerHub(credentials, transport=fake.transport) as hub:
        rest = hub.repositories.list("acme").resume(str(refused.value.cursor))
        assert len(await rest.collect()) == 20


async def test_d38_a_personal_token_of_too_little_scope_is_told_which_it_needs() -> None:
    fake = FakeHub()
    fake.repository("jane/app", tags=2)
    credentials = AccessToken("jane", fake.personal_token("jane", scopes=["repo:write"]))
    async with DockerHub(credentials, transport=fake.transport) as hub:
        with pytest.raises(ForbiddenError, match="insufficient scope") as refused:
            await hub.repositories.delete_tag("jane", "app", "latest")
    assert "a personal access token needs the scope `repo:admin`" in str(refused.value.__notes__)


@pytest.mark.parametrize("every", [3, 5, 7])
async def test_d39_tags_that_are_missing_now_and_then_are_not_the_end(every: int) -> None:
    fake = FakeHub(settings=Settings(false_not_found=every))
    fake.repository("jane/app", tags=95)
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        tags = await hub.repositories.list_tags("jane", "app", page_size=10).collect()
        assert len({tag.name for tag in tags}) == len(tags) == 95
        assert {request.status for request in fake.requests} == {200, 404}
        fake.settings.false_not_found = 1
        with pytest.raises(NotFoundError) as missing:
            await hub.repositories.list_tags("jane", "app")
    assert "repeat the request before you act on it" in str(missing.value.__notes__)


async def test_d40_sizes_beyond_the_cap_are_refused_and_the_most_pulled_come_first() -> None:
    fake = FakeHub()
    for pulls in (5, 50, 7):
        fake.repository(f"jane/pulled-{pulls}", pulls=pulls)
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        with pytest.raises(ArgumentError, match="page_size must be at most 100"):
            _ = hub.repositories.list("jane", page_size=1000)
        assert [one.pull_count async for one in hub.repositories.list("jane", ordering="pull_count")] == [50, 7, 5]
        assert [one.pull_count async for one in hub.repositories.list("jane", ordering="-pull_count")] == [5, 7, 50]
    assert "most pulled first for `pull_count`" in " ".join(str(Repositories.list.__doc__).split())


async def test_d40_a_page_size_that_is_ignored_ends_no_walk() -> None:
    fake = FakeHub()
    fake.repository("jane/app", tags=7)
    requests: list[httpx.Request] = []

    async def ignoring(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        page = int(request.url.params.get("page", 1))
        url = request.url.copy_set_param("page_size", 3).copy_set_param("page", page)
        return await fake.transport.handle_async_request(httpx.Request("GET", url))

    async with DockerHub(Anonymous(), transport=httpx.MockTransport(ignoring)) as hub:
        assert len(await hub.repositories.list_tags("jane", "app", page_size=1).collect()) == 7


def test_d50_no_route_for_organization_tokens_is_invented() -> None:
    added = [operation for operation in OPERATIONS.values() if operation.undocumented]
    paths = {operation.path for operation in added if operation.organization_token}
    unknown = ("/images", "/privacy", "/categories", "webhook", "/dockerfile", "/stars")
    assert not [path for path in paths if any(part in path for part in unknown)]


async def test_d51_immutable_tags_can_be_neither_deleted_nor_freed_of_their_rules() -> None:
    fake = FakeHub()
    fake.repository("jane/app", tags=["v1", "edge"], immutable=["v.*"])
    credentials = Password("jane", "password")
    async with DockerHub(credentials, transport=fake.transport) as hub:
        with pytest.raises(ForbiddenError, match="immutable"):
            await hub.repositories.delete_tag("jane", "app", "v1")
        with pytest.raises(BadRequestError, match="at most 5"):
            await hub.repositories.update_immutable_tags(
                "jane", "app", immutable_tags=True, immutable_tags_rules=["a", "b", "c", "d", "e", "f"]
            )
        off = await hub.repositories.update_immutable_tags(
            "jane", "app", immutable_tags=False, immutable_tags_rules=["v.*"]
        )
        assert off.immutable_tags_settings is not None
        assert (off.immutable_tags_settings.enabled, off.immutable_tags_settings.rules) == (False, ["v.*"])


async def test_d52_a_personal_token_does_not_manage_an_organization() -> None:
    fake = FakeHub()
    fake.org("acme", owner="jane")
    credentials = AccessToken("jane", fake.personal_token("jane"))
    async with DockerHub(credentials, transport=fake.transport) as hub:
        assert [org.orgname async for org in hub.users.list_orgs()] == ["acme"]
        for call in (
            calls.groups.list("acme"),
            calls.orgs.list_members("acme"),
            calls.invites.list("acme"),
            calls.access_tokens.list(),
            calls.org_access_tokens.list("acme"),
        ):
            with pytest.raises(ForbiddenError) as refused:
                await hub.request(call)
            assert "log in with the account's password" in str(refused.value.__notes__)


def test_d53_no_oidc_log_in_is_offered() -> None:
    log_in = [operation for id_, operation in OPERATIONS.items() if id_.startswith("authentication.")]
    assert log_in
    named = [*(text for operation in log_in for text in (operation.id, operation.path)), *aiodockerhub.__all__]
    assert not [name for name in named if re.search("oidc|oauth|id_token|federated$", name, re.IGNORECASE)]


async def test_d54_no_conditional_request_is_made_and_nothing_is_cached() -> None:
    fake = FakeHub()
    fake.repository("jane/app")
    async with DockerHub(Anonymous(), transport=fake.transport) as hub:
        for _ in range(2):
            response = await hub.request(calls.repositories.get("jane", "app"))
            assert not {"etag", "last-modified"} & {name.lower() for name in response.headers}
    assert len(fake.requests) == 2
    assert not {"if-none-match", "if-modified-since"} & {name for each in fake.requests for name in each.headers}


@pytest.mark.heavy
def test_every_discrepancy_of_the_table_has_a_test_of_its_number() -> None:
    root = Path(__file__).parents[3]
    table = (root / "docs" / "discrepancies.md").read_text("utf-8")
    rows = [line.split(" | ") for line in table.splitlines() if re.match(r"\| (D\d+|S[b-f]) \|", line)]
    assert all(row[-1].strip(" |") for row in rows), "how it is handled is missing"
    numbers = {row[0].strip("| ") for row in rows}
    assert numbers
    tested: set[str] = set()
    for file in (root / "tests" / "overrides").rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                tested |= {number.upper() for number in re.findall(r"test_(d\d+)_", node.name)}
                tested |= set(re.findall(r"\bD\d+\b", ast.get_docstring(node) or ""))
    assert sorted(number for number in numbers - tested if number.startswith("D")) == []
