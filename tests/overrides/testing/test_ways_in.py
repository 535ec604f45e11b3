"""The three ways to reach a FakeHub, and the pytest plugin."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from aiodockerhub import DockerHub
from aiodockerhub.testing import FakeHub
from aiodockerhub.testing.__main__ import main
from aiodockerhub.testing.demo import furnish

ROOT = Path(__file__).parents[3]
PATHS = os.pathsep.join(str(ROOT / folder) for folder in ("overrides", "generated"))

SCRIPT = """
import sys
import httpx

with httpx.Client(base_url=sys.argv[1], trust_env=False) as client:
    token = client.post("/v2/auth/token", json={"identifier": "jane", "secret": "password"}).json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"
    names, url = [], "/v2/namespaces/acme/repositories?page_size=100"
    while url:
        page = client.get(url).raise_for_status().json()
        names += [repository["name"] for repository in page["results"]]
        url = page["next"]
    body = {"name": "new", "namespace": "acme"}
    client.post("/v2/namespaces/acme/repositories", json=body).raise_for_status()
    print(len(names), len(set(names)), client.get("/v2/namespaces/acme/repositories/new").json()["name"])
"""


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": PATHS, "PYTHONUNBUFFERED": "1"}


def test_importing_the_client_does_not_import_the_testing_kit() -> None:
    code = (
        "import sys, aiodockerhub; aiodockerhub.DockerHub\n"
        "assert not [name for name in sys.modules if name.startswith(('aiodockerhub.testing', 'starlette', 'uvicorn'))]"
    )
    subprocess.run([sys.executable, "-c", code], env=environment(), check=True)


def test_the_fake_does_not_look_at_the_client() -> None:
    code = (
        "import sys, aiodockerhub.testing.hub, aiodockerhub.testing.server\n"
        "behaviour = {'http.session', 'auth.token_cache', 'client', 'pagination.pager', 'http.retries', "
        "'http.exchange', 'responses.error_bodies', 'auth.login'}\n"
        "assert not behaviour & {name.removeprefix('aiodockerhub.') for name in sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code], env=environment(), check=True)


@pytest.mark.slow
def test_a_script_with_httpx_alone_uses_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "aiodockerhub.testing", "--seed", "demo"]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            told = server.stdout.readline()
            url = told.split()[2]
            done = subprocess.run([sys.executable, "-c", SCRIPT, url], check=True, capture_output=True, text=True)
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=10) == 0
    assert done.stdout.split() == ["242", "242", "new"]
    assert f"DOCKERHUB_URL={url}" in told


def test_a_port_that_is_taken_is_a_plain_error(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--port", str(port), "--seed", "none", "--rate-limit", "180"]) == 1
    assert f"cannot listen on port {port}" in capsys.readouterr().err


def test_a_port_that_does_not_exist_is_a_plain_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "99999"]) == 1
    assert "cannot listen on port 99999: bind(): port must be 0-65535" in capsys.readouterr().err


async def test_serving_ends_cleanly_and_frees_the_port() -> None:
    fake = FakeHub()
    async with fake.serve() as url, httpx.AsyncClient(base_url=url, trust_env=False) as client:
        assert (await client.get("/v2/namespaces/none/repositories")).status_code == 200
    port = int(url.rpartition(":")[2])
    async with fake.serve(port) as again:
        assert again == url
    with pytest.raises(httpx.ConnectError):
        async with httpx.AsyncClient(trust_env=False) as client:
            await client.get(url)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_serving_leaves_signals_alone() -> None:
    before = signal.getsignal(signal.SIGINT)
    async with FakeHub().serve():
        assert signal.getsignal(signal.SIGINT) is before


async def test_an_error_in_the_body_of_serve_comes_through() -> None:
    with pytest.raises(KeyError):
        async with FakeHub().serve():
            raise KeyError


async def test_the_demo_has_what_it_says() -> None:
    fake = FakeHub()
    text = furnish(fake)
    async with httpx.AsyncClient(transport=fake.transport, base_url="https://hub.docker.com") as http:
        for name, secret in [("jane", "password"), ("jane", "dckr_pat_dummy"), ("acme", "dckr_oat_dummy")]:
            answer = await http.post("/v2/auth/token", json={"identifier": name, "secret": secret})
            assert answer.status_code == 200
            assert name in text
        tags = await http.get("/v2/namespaces/acme/repositories/app/tags")
        assert tags.json()["count"] == 300


PLUGIN_TEST = """
import pytest

async def test_my_own_application(fake_hub, hub):
    fake_hub.repository("tester/app", tags=3)
    tags = await hub.repositories.list_tags("tester", "app").collect()
    me = await hub.users.me()
    fake_hub.clock.advance(601)
    await hub.users.me()
    assert [tag.name for tag in tags] == ["latest", "1.1.0", "1.0.0"]
    logins = [request for request in fake_hub.requests if request.operation == "authentication.create_token"]
    assert len(logins) == 2

async def test_the_client_may_be_entered_too(hub):
    async with hub:
        await hub.users.me()

def test_each_test_has_a_hub_of_its_own(fake_hub):
    assert fake_hub.requests == []
"""
ANYIO_TEST = """
import pytest

@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.mark.anyio
async def test_my_own_application(hub):
    assert (await hub.users.me()).username == "tester"
"""


async def test_the_fixture_is_an_open_client_of_the_fake(fake_hub: FakeHub, hub: DockerHub) -> None:
    assert "open" in repr(hub)
    assert (await hub.users.me()).username == "tester"
    assert [request.operation for request in fake_hub.requests] == ["authentication.create_token", "users.me"]


def run_plugin(
    tmp_path: Path, code: str, *tests: str, asynchronous: str = "pytest_asyncio.plugin"
) -> subprocess.CompletedProcess[str]:
    for number, test in enumerate(tests):
        (tmp_path / f"test_mine_{number}.py").write_text(test)
    asyncio_options = ("asyncio_mode = auto", "asyncio_default_fixture_loop_scope = function")
    options = asyncio_options if asynchronous.startswith("pytest_asyncio") else ()
    (tmp_path / "pytest.ini").write_text("\n".join(["[pytest]", *options]))
    plugins = ["-p", asynchronous, "-p", "aiodockerhub.testing.pytest_plugin", "-p", "no:cacheprovider"]
    run = f"{code}\nimport sys, pytest; sys.exit(pytest.main({[*plugins, '-q', str(tmp_path)]!r}))"
    environ = environment() | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "DOCKERHUB_URL": "http://127.0.0.1:9"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", run],
        env=environ,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_plugin_gives_a_fake_and_a_client_of_it(tmp_path: Path) -> None:
    done = run_plugin(tmp_path, "", PLUGIN_TEST)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 passed" in done.stdout


@pytest.mark.slow
def test_the_plugin_works_with_anyios_alone(tmp_path: Path) -> None:
    hide = "import sys; sys.modules['pytest_asyncio'] = None"
    done = run_plugin(tmp_path, hide, ANYIO_TEST, asynchronous="anyio.pytest_plugin")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


@pytest.mark.slow
def test_without_the_extra_the_plugin_adds_nothing(tmp_path: Path) -> None:
    hide = "import sys; sys.modules['starlette'] = None"
    done = run_plugin(tmp_path, hide, "def test_fixture(fake_hub): pass\n")
    assert "fixture 'fake_hub' not found" in done.stdout


@pytest.mark.slow
def test_the_examples_of_the_documentation_pass(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "testing.md").read_text()
    examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    done = run_plugin(tmp_path, "", *examples)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{text.count('async def test_')} passed" in done.stdout


def test_what_the_command_says_is_what_the_documentation_shows() -> None:
    shown = (ROOT / "docs" / "testing.md").read_text()
    assert all(f"    {line}" in shown for line in furnish(FakeHub()).splitlines())
