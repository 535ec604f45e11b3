"""The command that serves a fake Hub."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from aiodockerhub.testing.__main__ import main

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
    assert "cannot listen on port 99999: port: expected from 0 to 65,535, got 99999" in capsys.readouterr().err


@pytest.mark.parametrize("package", ["starlette", "uvicorn"])
def test_missing_extra_is_named(
    package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    assert main(["--port", "70000"]) == 1  # which would end the command, too
    assert capsys.readouterr().err == "FakeHub needs the extra: pip install 'aiodockerhub[testing]'\n"
