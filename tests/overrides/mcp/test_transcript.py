"""docs/mcp.md shows what the tools really give."""

import asyncio
import json

from aiodockerhub import Anonymous, DockerHub
from aiodockerhub.mcp.server import make_server
from aiodockerhub.testing import FakeHub
from mcp import Client
from mcp_types import TextContent

from tests import transcripts


def test_transcripts_of_the_guide() -> None:
    fake = FakeHub()
    fake.user("jane")
    fake.org("acme", owner="jane")
    fake.repository("acme/app", tags=120, pulls=1_234_567, description="The application")

    async def call(name: str, arguments: str) -> str:
        async with (
            DockerHub(Anonymous(), transport=fake.transport) as hub,
            Client(make_server(hub)) as client,
        ):
            result = await client.call_tool(name, json.loads(arguments))
        (content,) = result.content
        assert isinstance(content, TextContent)
        return f"error: {content.text}" if result.is_error else content.text

    def respond(command: str) -> str:
        name, arguments = command.split(" ", 1)
        return asyncio.run(call(name, arguments))

    transcripts.hold(transcripts.DOCS / "mcp.md", "tools/call ", respond)
