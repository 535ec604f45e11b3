"""Fixtures of the tests of credentials and bearer tokens."""

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from aiodockerhub.auth.file_token_store import FileTokenStore
from aiodockerhub.testing.clock import ManualClock

from tests.overrides.auth.docker_configs import MakeHelper
from tests.overrides.login_service import LoginService


@pytest.fixture
def helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeHelper:
    """Return a function that makes a credential helper: a program with the protocol, or any shell script."""
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")

    def make(name: str, entries: Mapping[str, tuple[str, str]] | None = None, *, script: str = "") -> Path:
        for server, (user, secret) in (entries or {}).items():
            response = json.dumps({"ServerURL": server, "Username": user, "Secret": secret})
            script += f"[ \"$server\" = '{server}' ] && echo '{response}' && exit 0\n"
        script += "echo 'credentials not found in native keychain'; exit 1\n"
        program = programs / f"docker-credential-{name}"
        log = tmp_path / f"{name}.log"
        program.write_text(f'#!/bin/sh\n[ "$1" = get ] || exit 9\nserver=$(cat)\necho "$server" >> {log}\n{script}')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return log

    return make


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def service(clock: ManualClock) -> LoginService:
    return LoginService(clock)


@pytest.fixture
def store(tmp_path: Path) -> FileTokenStore:
    return FileTokenStore(tmp_path / "tokens")
