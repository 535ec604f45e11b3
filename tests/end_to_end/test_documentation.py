"""Every block of Python in README, models and recipes runs as it stands, against a FakeHub on a real socket."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub import DockerHub, Password
from aiodockerhub.testing import FakeHub

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "docs/models.md", "docs/recipes.md")


def blocks() -> list[Any]:
    found: list[Any] = []
    for page in PAGES:
        text = (ROOT / page).read_text("utf-8")
        for match in re.finditer(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            line = text.count("\n", 0, match.start()) + 2
            found.append(pytest.param("\n" * (line - 1) + match[1], id=f"{page}:{line}"))
    return found


@pytest.mark.parametrize("source", blocks())
async def test_a_block_of_the_documentation_runs(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "import pandas" in source:
        pytest.importorskip("pandas", reason="not on every Python that we test")
    fake = FakeHub()
    fake.user("jane", password="dummy")
    fake.org("acme", owner="jane")
    fake.repository("acme/app", tags=3)
    fake.repository("library/nginx", tags=[*(f"1.{number}" for number in range(350))])
    for name in ("DOCKERHUB_USERNAME", "DOCKERHUB_TOKEN", "DOCKERHUB_PASSWORD", "DOCKER_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    async with fake.serve() as url:
        monkeypatch.setenv("DOCKERHUB_URL", url)
        await asyncio.to_thread(run, source, url)
    if re.search(r"\bhub\.", source) and "class Worker" not in source and "FastAPI" not in source:
        assert fake.requests, "the block has made no request"


def run(source: str, url: str) -> None:
    """Run a block in a thread without an event loop; a block with `await` may use the client `hub`."""
    code = compile(source, "block", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    namespace: dict[str, Any] = {}
    if not code.co_flags & inspect.CO_COROUTINE:
        exec(code, namespace)
        return

    async def await_it() -> None:
        async with DockerHub(Password("jane", "dummy"), base_url=url) as hub:
            namespace["hub"] = hub
            await eval(code, namespace)

    asyncio.run(await_it())


async def test_the_first_program_runs_for_a_person_without_credentials(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    first = re.search(r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert first
    fake = FakeHub()
    fake.repository("library/nginx", tags=3000)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    for name in ("DOCKERHUB_USERNAME", "DOCKERHUB_TOKEN", "DOCKERHUB_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    async with fake.serve() as url:
        monkeypatch.setenv("DOCKERHUB_URL", url)
        await asyncio.to_thread(run, first[1], url)
    assert len(capsys.readouterr().out.splitlines()) == 300
    assert {request.operation for request in fake.requests} == {"repositories.list_tags"}
    assert not any("authorization" in request.headers for request in fake.requests)
