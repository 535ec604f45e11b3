"""A client of an MCP server in memory, which calls a FakeHub."""

import json
from typing import Any

from aiodockerhub import DockerHub
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.server import make_server
from mcp import Client
from mcp_types import CallToolResult, TextContent


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    text: str = content.text
    return text


async def called(hub: DockerHub, name: str, policy: Policy | None = None, /, **arguments: Any) -> CallToolResult:
    async with Client(make_server(hub, policy)) as client:
        return await client.call_tool(name, arguments)


async def succeed(hub: DockerHub, name: str, policy: Policy | None = None, /, **arguments: Any) -> Any:
    result = await called(hub, name, policy, **arguments)
    assert not result.is_error, text_of(result)
    return json.loads(text_of(result))


async def fail(hub: DockerHub, name: str, policy: Policy | None = None, /, **arguments: Any) -> str:
    result = await called(hub, name, policy, **arguments)
    assert result.is_error
    return text_of(result)


async def names(hub: DockerHub, policy: Policy) -> set[str]:
    async with Client(make_server(hub, policy)) as client:
        return {tool.name for tool in (await client.list_tools()).tools}
