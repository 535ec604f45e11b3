"""The mock server Prism serves every operation of the repaired document (`npm install -g @stoplight/prism-cli`)."""

import asyncio
import contextlib
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub import BearerToken, DecodeError, DockerHub, StatusError
from aiodockerhub_generated.operations import OPERATIONS

from tests.generated.samples import call_function, keywords, positional

OBJECTS: dict[str, Any] = {  # arguments of types that the samples leave empty
    "scopes": ["repo:read"],
    "restricted_images": {"enabled": True, "allow_official_images": True, "allow_verified_publishers": True},
    "standard_registries": [{"id": "DockerHub", "allowed": True}],
    "custom_registries": [{"address": "registry.example.com", "friendly_name": "Ours", "allowed": True}],
    "webhooks": [{"name": "ci", "hook_url": "https://ci.example.com/hook"}],
    "categories": [{"slug": "security", "name": "Security"}],
}
SECRETS = ("secret", "password", "code", "login_2fa_token")
DOCUMENT = Path(__file__).parents[2] / "generated" / "openapi.json"
PRISM = shutil.which("prism")


@contextlib.asynccontextmanager
async def prism() -> AsyncIterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (str(PRISM), "mock", str(DOCUMENT), "--host", "127.0.0.1", "--port", str(port))
    server = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    assert server.stdout is not None
    output = server.stdout
    lines: list[bytes] = []
    try:
        async with asyncio.timeout(60):
            while not lines or b"listening" not in lines[-1]:
                lines.append(await output.readline())
                assert lines[-1], b"".join(lines[:-1]).decode()
        reading = asyncio.create_task(output.read())  # or it would block once the pipe is full
        yield f"http://127.0.0.1:{port}"
    finally:
        if server.returncode is None:
            server.terminate()
        await server.wait()
    await reading


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")
@pytest.mark.skipif(PRISM is None, reason="needs Prism: npm install -g @stoplight/prism-cli")
async def test_prism_serves_every_operation() -> None:
    refused: dict[str, str] = {}
    undecoded: dict[str, str] = {}
    async with (
        prism() as url,
        DockerHub(
            BearerToken("dummy.jwt.token"),
            base_url=url,
            scim_token="dummy_scim",
            strict=True,
            max_retries=0,
            trust_env=False,
        ) as hub,
    ):
        for operation in OPERATIONS.values():
            arguments = {**positional(operation), **keywords(operation, every=False)}
            arguments |= {name: value for name, value in OBJECTS.items() if name in arguments}
            arguments |= {name: f"dummy-{name}" for name in SECRETS if name in arguments}
            call = call_function(operation)(**arguments)
            try:
                await hub.request(call)
            except StatusError as error:
                refused[operation.id] = str(error)
            except DecodeError as error:
                undecoded[operation.id] = str(error)
    assert [*refused] == []
    assert not undecoded
