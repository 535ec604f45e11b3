"""Which operations are offered, and how much of a result."""

from aiodockerhub import DockerHub
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.server import make_server
from aiodockerhub.testing import FakeHub
from jsonschema import Draft202012Validator
from mcp import Client

from tests.overrides.mcp.kit import called, fail, names, succeed, text_of


async def test_by_default_all_tools_only_read_and_handle_no_secrets(hub: DockerHub) -> None:
    async with Client(make_server(hub)) as client:
        offered = (await client.list_tools()).tools
    assert "repositories_list_tags" in {tool.name for tool in offered}
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in offered)
    assert not {"authentication_login", "authentication_create_token"} & {tool.name for tool in offered}
    for tool in offered:
        Draft202012Validator.check_schema(tool.input_schema)
        assert tool.description


async def test_patterns_narrow_what_is_offered(hub: DockerHub) -> None:
    offered = await names(hub, Policy(tools=("repositories.list*", "users.me")))
    assert "users_me" in offered
    assert "repositories_list" in offered
    assert "repositories_get" not in offered
    refused = await fail(hub, "repositories_get", Policy(tools=("users.*",)), namespace="acme", repository="app")
    assert refused == "repositories.get is not among the tools of this server (users.*); see --tools"


async def test_writes_are_refused_before_anything_is_sent(hub: DockerHub, fake: FakeHub) -> None:
    refused = await fail(hub, "repositories_delete", namespace="acme", repository="app")
    assert refused == "repositories.delete destroys something, and this server only reads; see --allow-writes"
    assert not fake.requests


async def test_allowed_write_is_done(hub: DockerHub, fake: FakeHub) -> None:
    result = await called(
        hub, "repositories_delete_tag", Policy(allow_writes=True), namespace="acme", repository="app", tag="latest"
    )
    assert text_of(result) == "done"
    assert fake.requests[-1].status == 204


async def test_secret_is_made_for_those_only_who_are_allowed_to_see_it(hub: DockerHub, fake: FakeHub) -> None:
    arguments = {"token_label": "ci", "scopes": ["repo:read"]}
    writes = Policy(allow_writes=True)
    assert "access_tokens_create" not in await names(hub, writes)
    told = await fail(hub, "access_tokens_create", writes, **arguments)
    assert "takes or gives a secret, which this server does not; see --allow-secrets" in told
    assert not fake.requests
    made = await succeed(hub, "access_tokens_create", Policy(allow_writes=True, allow_secrets=True), **arguments)
    assert made["token"].startswith("dckr_pat_")
