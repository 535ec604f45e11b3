"""The server over stdio, with the official SDK's own client."""

import asyncio
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from aiodockerhub import DockerHub, threads
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.mcp import server, stdin_lines
from aiodockerhub.mcp.unanswered_requests import UnansweredRequests
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


@pytest.mark.slow
async def test_a_call_gets_its_result_although_nobody_reads_the_exchanges_on_stderr(fake: FakeHub) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    app = {"namespace": "acme", "repository": "app", "fields": ["name"]}
    call = {"id": 1, "method": "tools/call", "params": {"name": "repositories_get", "arguments": app}}
    lines = [json.dumps({"jsonrpc": "2.0", **request}) for request in (*REQUESTS[:2], call)]
    async with fake.serve() as url:
        with os.fdopen(writer, "wb") as stderr:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "aiodockerhub", "mcp", "--verbose"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(sys.path),
                    "DOCKERHUB_URL": url,
                    "DOCKERHUB_USERNAME": "jane",
                    "DOCKERHUB_PASSWORD": "swordfish-example",
                },
            )
        stdout, _ = await process.communicate("\n".join(lines).encode())
    assert process.returncode == 0
    assert json.loads(stdout.splitlines()[-1])["result"]["content"] == [{"type": "text", "text": '{"name":"app"}'}]


HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
REQUESTS: list[dict[str, Any]] = [
    {"id": 0, "method": "initialize", "params": HELLO},
    {"method": "notifications/initialized"},
    *({"id": number, "method": "tools/list", "params": {}} for number in range(1, 9)),
]


class Host(NamedTuple):
    """The descriptors of a host: what it writes to the server, and what it reads."""

    stdin: int
    stdout: int

    def send(self) -> None:
        """Send requests whose responses are longer than a pipe is."""
        os.write(
            self.stdin, b"".join(json.dumps({"jsonrpc": "2.0", **request}).encode() + b"\n" for request in REQUESTS)
        )


@contextlib.contextmanager
def piped(monkeypatch: pytest.MonkeyPatch, *, is_blocking: bool = True) -> Iterator[Host]:
    """Replace standard input and output by pipes, and yield their other ends."""
    (read, write), (read_end, write_end) = os.pipe(), os.pipe()
    with open(read) as stdin, open(write_end, "w") as stdout:  # noqa: PTH123 - descriptors
        monkeypatch.setattr(sys, "stdin", stdin)
        monkeypatch.setattr(sys, "stdout", stdout)
        for descriptor in (read, write_end):
            os.set_blocking(descriptor, is_blocking)
        yield Host(write, read_end)
        os.close(read_end)


async def wait_until_full() -> None:
    """Wait until the server has written as much as the pipe takes, and has read all requests."""
    while select.select((), (sys.stdout.fileno(),), (), 0)[1]:  # noqa: ASYNC110 - a pipe tells nobody
        await asyncio.sleep(0.01)
    for _ in range(100):
        await asyncio.sleep(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows selects no pipes")
async def test_server_whose_output_nobody_reads_ends_with_its_input(
    hub: DockerHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_LAST_WRITE_SECONDS", 0.05)
    monkeypatch.setattr(stdin_lines, "_LAST_CALL_SECONDS", 0.05)
    with piped(monkeypatch) as host:
        host.send()
        task = asyncio.create_task(server.serve_stdio(hub))
        await wait_until_full()
        os.close(host.stdin)
        await asyncio.wait_for(task, 20)


@pytest.mark.skipif(os.name == "nt", reason="Windows selects no pipes")
async def test_server_whose_output_nobody_reads_can_be_cancelled(
    hub: DockerHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with piped(monkeypatch) as host:
        host.send()
        task = asyncio.create_task(server.serve_stdio(hub))
        await wait_until_full()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 20)
        os.close(host.stdin)


@pytest.mark.skipif(os.name == "nt", reason="Windows selects no pipes")
async def test_server_serves_on_descriptors_that_do_not_block(hub: DockerHub, monkeypatch: pytest.MonkeyPatch) -> None:
    with piped(monkeypatch, is_blocking=False) as host:
        task = asyncio.create_task(server.serve_stdio(hub))
        await asyncio.sleep(0)
        host.send()
        await wait_until_full()
        received = b""
        while received.count(b"\n") < len(REQUESTS) - 1:  # a notification has no response
            received += await asyncio.to_thread(os.read, host.stdout, 1 << 16)
        assert {json.loads(line)["id"] for line in received.splitlines()} == {*range(len(REQUESTS) - 1)}
        os.close(host.stdin)
        await asyncio.wait_for(task, 20)


@pytest.mark.skipif(os.name == "nt", reason="Windows selects no pipes")
async def test_what_a_server_still_writes_and_reads_after_its_end_is_of_its_own_files(
    hub: DockerHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    (others_input, others_writer), (others_reader, others_output) = os.pipe(), os.pipe()
    with piped(monkeypatch, is_blocking=False) as host:
        task = asyncio.create_task(server.serve_stdio(hub))
        await asyncio.sleep(0)
        host.send()
        await wait_until_full()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait_for(task, 20)
        os.dup2(others_input, sys.stdin.fileno())  # as if the files were closed and others had got their numbers
        os.dup2(others_output, sys.stdout.fileno())
        os.write(others_writer, b"of another file\n")
        os.write(host.stdin, b"more\n")
        received = b""
        while not received.endswith(b"\n"):
            received += await asyncio.to_thread(os.read, host.stdout, 1 << 16)
        os.close(host.stdin)
        assert not select.select((others_reader,), (), (), 0)[0]
        assert os.read(others_input, 100) == b"of another file\n"
    for descriptor in (others_input, others_writer, others_reader, others_output):
        os.close(descriptor)


@pytest.mark.skipif(os.name == "nt", reason="Windows selects no pipes")
async def test_a_line_that_cannot_be_read_gets_an_error_between_responses(
    hub: DockerHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = {"jsonrpc": "2.0", "id": 100, "method": "tools/call", "params": {"name": "x\ud800"}}
    with piped(monkeypatch) as host:
        host.send()
        os.write(host.stdin, f"\ngarbage\n{json.dumps(half)}\n".encode())
        os.close(host.stdin)
        task = asyncio.create_task(server.serve_stdio(hub))
        received = b""
        while received.count(b"\n") < len(REQUESTS) - 1 + 2:  # a notification and a blank line have no response
            received += await asyncio.wait_for(asyncio.to_thread(os.read, host.stdout, 1 << 16), 20)
        await asyncio.wait_for(task, 20)
    responses = [json.loads(line) for line in received.splitlines()]
    assert {response["id"] for response in responses} == {*range(len(REQUESTS) - 1), None, 100}


@pytest.mark.skipif(os.name == "nt", reason="Windows selects no pipes")
async def test_responses_are_written_although_the_only_thread_waits_for_input(
    hub: DockerHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = list[threading.Thread]()
    start = threading.Thread.start

    def start_first(thread: threading.Thread) -> None:
        if thread.name == "aiodockerhub":
            if starts:
                raise RuntimeError("can't start new thread")
            starts.append(thread)
        start(thread)

    threads._replace_pools()  # noqa: SLF001 - an idle thread of an earlier test would do the work
    monkeypatch.setattr(threading.Thread, "start", start_first)
    with piped(monkeypatch) as host:
        host.send()
        task = asyncio.create_task(server.serve_stdio(hub))
        await wait_until_full()
        received = b""
        while received.count(b"\n") < len(REQUESTS) - 1:  # a notification has no response
            received += await asyncio.wait_for(asyncio.to_thread(os.read, host.stdout, 1 << 16), 20)
        os.close(host.stdin)
        await asyncio.wait_for(task, 20)
    assert {json.loads(line)["id"] for line in received.splitlines()} == {*range(len(REQUESTS) - 1)}
    assert len(starts) == 1


CALL: dict[str, Any] = {"id": 1, "method": "tools/call", "params": {"name": "users_me", "arguments": {}}}


def send_call(host: Host) -> None:
    """Send a call as the last line, without a line break, and close the input immediately, as a shell does."""
    lines = [json.dumps({"jsonrpc": "2.0", **request}) for request in (*REQUESTS[:2], CALL)]
    os.write(host.stdin, "\n".join(lines).encode())
    os.close(host.stdin)


@pytest.mark.skipif(os.name == "nt", reason="Windows selects no pipes")
async def test_a_call_under_way_gets_its_result_although_the_input_has_ended(
    hub: DockerHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    input_has_ended = asyncio.Event()
    wait = UnansweredRequests.wait

    async def wait_for_responses(requests: UnansweredRequests, seconds: float) -> None:
        input_has_ended.set()
        await wait(requests, seconds)

    async def call(*_: object) -> str:
        await input_has_ended.wait()
        for _step in range(100):
            await asyncio.sleep(0)
        return "the new token"

    monkeypatch.setattr(UnansweredRequests, "wait", wait_for_responses)
    monkeypatch.setattr(server, "call_operation", call)
    with piped(monkeypatch) as host:
        send_call(host)
        await asyncio.wait_for(server.serve_stdio(hub), 20)
        result = json.loads(os.read(host.stdout, 1 << 16).splitlines()[-1])
    assert result["result"]["content"] == [{"type": "text", "text": "the new token"}]


@pytest.mark.skipif(os.name == "nt", reason="Windows selects no pipes")
async def test_a_call_that_never_ends_does_not_outlive_the_input(
    hub: DockerHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def call(*_: object) -> str:
        await asyncio.Event().wait()
        return ""

    monkeypatch.setattr(stdin_lines, "_LAST_CALL_SECONDS", 0.05)
    monkeypatch.setattr(server, "call_operation", call)
    with piped(monkeypatch) as host:
        send_call(host)
        await asyncio.wait_for(server.serve_stdio(hub), 20)
        assert json.loads(os.read(host.stdout, 1 << 16).splitlines()[-1])["error"]["message"] == "Connection closed"
