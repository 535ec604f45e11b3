"""Every operation of the catalog can be called as a tool, and reaches its operation on a FakeHub."""

from collections.abc import AsyncIterator

import pytest
from aiodockerhub import DockerHub, Password
from aiodockerhub.helpers.cli_and_mcp import forgotten_fields
from aiodockerhub.mcp import tools
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.server import make_server
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.catalog import OperationEntry, load
from mcp import Client
from mcp_types import TextContent

from tests.end_to_end.test_every_operation import SECRET, fake, known, value_of

__all__ = ["fake"]  # the furnished fake

ENTRIES = [entry for resource in load().values() for entry in resource["operations"].values()]
EVERYTHING = Policy(allow_writes=True, allow_secrets=True)


@pytest.fixture
async def hub(fake: FakeHub) -> AsyncIterator[DockerHub]:  # noqa: F811 - the fixture
    async with DockerHub(Password("jane", SECRET), scim_token="scim_dummy", transport=fake.transport) as hub:
        yield hub


@pytest.mark.unmeasured
@pytest.mark.complete
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
async def test_a_tool_reaches_its_operation(
    fake: FakeHub,  # noqa: F811 - the fixture
    hub: DockerHub,
    entry: OperationEntry,
) -> None:
    values = await known(fake, hub)
    required = [argument["name"] for argument in entry["arguments"] if argument["required"]]
    given = {name: value_of(entry["id"], name, values) for name in required}
    given |= dict.fromkeys(forgotten_fields(entry, given)[:1], "renamed")  # a change of nothing is refused

    async with Client(make_server(hub, EVERYTHING)) as client:
        result = await client.call_tool(tools.tool_name(entry), given)

    (content,) = result.content
    assert isinstance(content, TextContent)
    assert not result.is_error, content.text
    assert fake.requests[-1].operation == entry["id"]
    assert content.text
