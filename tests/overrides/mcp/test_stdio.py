"""The server over stdio, with the official SDK's own client."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.testing import FakeHub
from mcp import Client, StdioServerParameters

from tests.overrides.mcp.kit import text_of


@pytest.mark.slow
async def test_over_stdio_each_kind_of_tool_is_called_and_writes_are_refused(fake: FakeHub) -> None:
    async with fake.serve() as url:
        process = StdioServerParameters(
            command=sys.executable,
            args=["-m", "aiodockerhub", "mcp", "--tools", "repositories.*", "--tools", "orgs.*"],
            env={
                "PYTHONPATH": os.pathsep.join(sys.path),
                "DOCKERHUB_URL": url,
                "DOCKERHUB_USERNAME": "jane",
                "DOCKERHUB_PASSWORD": "swordfish-example",
            },
        )
        async with Client(process) as client:
            offered = {tool.name for tool in (await client.list_tools()).tools}
            app = {"namespace": "acme", "repository": "app"}
            page = await client.call_tool("repositories_list_tags", {**app, "page_size": 2})
            one = await client.call_tool("repositories_get", app)
            exists = await client.call_tool("repositories_tag_exists", {**app, "tag": "latest"})
            text = await client.call_tool("orgs_export_members", {"org_name": "acme"})
            refused = await client.call_tool("repositories_delete", app)
            missing = await client.call_tool("repositories_get", {**app, "repository": "nope"})
    assert "repositories_list" in offered
    assert not any(name.startswith(("users_", "groups_")) for name in offered)
    assert '"next_cursor":"repositories.list_tags:' in text_of(page)
    assert '"name":"app"' in text_of(one)
    assert text_of(exists) == "true"
    assert text_of(text).startswith("Name,")
    assert refused.is_error
    assert "see --allow-writes" in text_of(refused)
    assert missing.is_error
    assert text_of(missing).startswith("404 Not Found")
    assert "repositories.delete" not in [request.operation for request in fake.requests]


INTERRUPTIBLE = """
import signal, sys
from aiodockerhub.__main__ import main

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background
sys.exit(main(["mcp"]))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_an_interrupt_ends_the_server_though_its_standard_input_stays_open(tmp_path: Path) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    request = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "DOCKER_CONFIG": str(tmp_path)},
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for piece in (json.dumps(request), "\n"):
            server.stdin.write(piece)
            server.stdin.flush()
        assert json.loads(server.stdout.readline())["id"] == 1
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == ExitCode.INTERRUPTED
