"""Credential helpers are asked by their protocol, and one that breaks or hangs is named."""

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub.auth import helper_process
from aiodockerhub.auth.credentials import AccessToken, BearerToken
from aiodockerhub.auth.docker_config import DockerConfig
from aiodockerhub.errors import CredentialSourceError

from tests.overrides.auth.docker_configs import DESKTOP, HUB, JANE, SECRET, MakeHelper, auths, packed, read
from tests.overrides.login_service import make_jwt


async def test_helper_is_asked_by_the_protocol(tmp_path: Path, helper: MakeHelper) -> None:
    log = helper("works", {HUB: ("jane", SECRET)})
    (tmp_path / "config.json").write_text(json.dumps({"credsStore": "works", "auths": {HUB: {}}}))
    found = await DockerConfig(tmp_path).find()
    assert found is not None
    assert found.credentials == JANE
    assert found.source == f"{tmp_path}/config.json with docker-credential-works"
    assert log.read_text().split() == [HUB, DESKTOP]


@pytest.mark.parametrize("key", [HUB, HUB.rstrip("/"), "docker.io", "index.docker.io"])
async def test_helper_for_the_registry_wins_over_the_store(tmp_path: Path, helper: MakeHelper, key: str) -> None:
    helper("mine", {HUB: ("jane", SECRET)})
    log = helper("store", {HUB: ("other", "x")})
    config = {"credsStore": "store", "credHelpers": {"ghcr.io": "gh", key: "mine"}, **auths(username="o", password="x")}
    assert await read(tmp_path, config) == JANE
    assert not log.exists()


async def test_helper_that_knows_the_key_without_slash(tmp_path: Path, helper: MakeHelper) -> None:
    helper("old", {HUB.rstrip("/"): ("jane", SECRET)})
    assert await read(tmp_path, {"credsStore": "old"}) == JANE


async def test_helper_whose_status_is_lost_has_no_entry_either(tmp_path: Path, helper: MakeHelper) -> None:
    helper("empty", script="echo credentials not found in native keychain; exit 0\n")
    assert await read(tmp_path, {"credsStore": "empty"}) is None


@pytest.mark.parametrize("script", ["", 'echo \'{"Username": "", "Secret": ""}\'; exit 0\n'])
async def test_helper_without_an_entry_leaves_it_to_the_file(tmp_path: Path, helper: MakeHelper, script: str) -> None:
    helper("empty", script=script)
    assert await read(tmp_path, {"credsStore": "empty", **auths()}) == JANE
    assert await read(tmp_path, {"credsStore": "empty"}) is None


async def test_identity_token_of_a_helper(tmp_path: Path, helper: MakeHelper) -> None:
    helper("works", {HUB: ("<token>", "dckr_pat_example")})
    assert await read(tmp_path, {"credsStore": "works"}) == AccessToken("<token>", "dckr_pat_example")


async def test_bearer_of_docker_desktop_is_preferred_while_it_lasts(tmp_path: Path, helper: MakeHelper) -> None:
    good, bad = make_jwt(exp=time.time() + 600), make_jwt(exp=time.time() - 1)
    helper("good", {HUB: ("jane", SECRET), DESKTOP: ("jane", good)})
    helper("expired", {HUB: ("jane", SECRET), DESKTOP: ("jane", bad)})
    helper("endless", {HUB: ("jane", SECRET), DESKTOP: ("jane", "opaque")})
    helper("only", {DESKTOP: ("jane", good)})
    assert await read(tmp_path, {"credsStore": "good"}) == BearerToken(good)
    assert await read(tmp_path, {"credsStore": "expired"}) == JANE
    assert await read(tmp_path, {"credsStore": "endless"}) == JANE
    assert await read(tmp_path, {"credsStore": "only"}) == BearerToken(good)
    both = {HUB: {"auth": packed("jane", SECRET)}, DESKTOP: {"auth": packed("jane", good)}}
    assert await read(tmp_path, {"auths": both}) == BearerToken(good)
    both[DESKTOP] = {"auth": packed("jane", bad)}
    assert await read(tmp_path, {"auths": both}) == JANE


async def test_helper_that_minds_the_key_of_docker_desktop_is_used_all_the_same(
    tmp_path: Path, helper: MakeHelper
) -> None:
    helper("strict", script=f"[ \"$server\" = '{DESKTOP}' ] && exit 3\n", entries={HUB: ("jane", SECRET)})
    assert await read(tmp_path, {"credsStore": "strict"}) == JANE


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        (
            "echo swordfish-example; exit 1\n",
            "failed with status 1; to see why, run: echo https://index.docker.io/v1/ |",
        ),
        ("kill -9 $$\n", "failed with status -9"),
        ("echo swordfish-example; exit 0\n", 'did not write a JSON object with "Username" and "Secret"'),
        ("exit 0\n", "did not write a JSON object"),
        ("echo '[\"swordfish-example\"]'; exit 0\n", "did not write a JSON object"),
        ('echo \'{"Username": "jane"}\'; exit 0\n', "did not write a JSON object"),
        ('echo \'{"Username": "jane", "Secret": 5}\'; exit 0\n', "did not write a JSON object"),
        ("printf '\\377\\376'; exit 0\n", "did not write a JSON object"),
        ("exec yes swordfish-example\n", "wrote more than 1048576 bytes and was stopped"),
        (
            'echo \'{"Username": "jane", "Secret": ""}\'; exit 0\n',
            "a name without a secret, or a secret without a name",
        ),
    ],
)
async def test_broken_helper_is_named_and_what_it_wrote_is_not_shown(
    tmp_path: Path, helper: MakeHelper, script: str, problem: str
) -> None:
    helper("broken", script=script)
    with pytest.raises(CredentialSourceError) as caught:
        await read(tmp_path, {"credsStore": "broken"})
    shown = "".join(traceback.format_exception(caught.value))
    assert "docker-credential-broken" in str(caught.value)
    assert str(tmp_path / "config.json") in str(caught.value)
    assert problem in str(caught.value)
    assert "swordfish" not in shown


async def test_name_from_a_helper_or_a_file_that_cannot_be_sent_is_not_shown(
    tmp_path: Path, helper: MakeHelper
) -> None:
    name = "swordfish-example\ud800"
    helper("swapped", {HUB: (name, "jane")})
    for config in ({"credsStore": "swapped"}, auths(username=name, password="x")):
        with pytest.raises(
            CredentialSourceError, match=r"user: expected text, got half of a surrogate pair; "
        ) as caught:
            await read(tmp_path, config)
        assert "swordfish" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("name", ["missing", "../evil", "a\\b", "nul\0", ""])
async def test_missing_helper_is_named(tmp_path: Path, helper: MakeHelper, name: str) -> None:
    if not name:
        assert await read(tmp_path, {"credsStore": name}) is None
        return
    with pytest.raises(CredentialSourceError, match=r"docker-credential-.*config\.json, is not on the PATH"):
        await read(tmp_path, {"credsStore": name})


async def test_helper_that_cannot_be_started_says_why(tmp_path: Path, helper: MakeHelper) -> None:
    helper("odd")
    (tmp_path / "bin" / "docker-credential-odd").write_text("#!/nowhere/interpreter\n")
    with pytest.raises(CredentialSourceError, match=r"docker-credential-odd, .* cannot be started: No such file"):
        await read(tmp_path, {"credsStore": "odd"})


class LeapingTime:
    """A replacement of the module `time`, whose clock is an hour ahead while a file exists."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def monotonic(self) -> float:
        return time.monotonic() + (3600 if self._file.exists() else 0)


async def test_helper_that_hangs_is_stopped_after_its_time(
    tmp_path: Path, helper: MakeHelper, monkeypatch: pytest.MonkeyPatch
) -> None:
    helper("hangs", script=f"echo $$ > {tmp_path}/pid; touch {tmp_path}/started; exec sleep 600\n")
    monkeypatch.setattr(helper_process, "time", LeapingTime(tmp_path / "started"))
    with pytest.raises(CredentialSourceError, match=r"docker-credential-hangs, .* took longer than 100 seconds"):
        await read(tmp_path, {"credsStore": "hangs"}, helper_timeout=100)
    assert not alive((tmp_path / "pid").read_text())


class HurryingTime:
    """The module `time`, whose clock goes on by a tenth of a second each time that it is read."""

    def __init__(self) -> None:
        self._now = 0.0

    def monotonic(self) -> float:
        self._now += 0.1
        return self._now


WRITER = """\
import os, pathlib, time
os.setsid()
pathlib.Path("{left}").touch()
while os.getppid() == int(os.environ["HELPER"]):
    time.sleep(0.001)
while True:
    os.write(1, b" " * 256)
"""


async def test_helper_that_has_exited_is_used_although_a_child_keeps_writing(
    tmp_path: Path, helper: MakeHelper, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = json.dumps({"Username": "jane", "Secret": SECRET})
    left, writer = tmp_path / "left", WRITER.format(left=tmp_path / "left")
    started = f"HELPER=$$ {sys.executable} -c '{writer}' &\nuntil [ -e {left} ]; do sleep 0.01; done\n"
    helper("leaves", script=f"echo '{response}'\n{started}exit 0\n")
    monkeypatch.setattr(helper_process, "time", HurryingTime())
    assert await read(tmp_path, {"credsStore": "leaves"}, helper_timeout=200) == JANE


async def test_helper_is_stopped_with_its_children(
    tmp_path: Path, helper: MakeHelper, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, started = tmp_path / "held", tmp_path / "started"
    os.mkfifo(held)
    helper("forks", script=f"sleep 600 > {held} & echo $$ > {held}; touch {started}; wait\n")
    monkeypatch.setattr(helper_process, "time", LeapingTime(started))
    whole = asyncio.create_task(asyncio.to_thread(held.read_text))  # to its end: until nobody holds it
    with pytest.raises(CredentialSourceError, match="took longer"):
        await read(tmp_path, {"credsStore": "forks"}, helper_timeout=100)
    async with asyncio.timeout(60):
        assert not alive(await whole)


async def test_helper_does_not_outlive_a_cancelled_call(tmp_path: Path, helper: MakeHelper) -> None:
    helper("hangs", script=f"echo $$ > {tmp_path}/pid; exec sleep 600\n")
    os.mkfifo(tmp_path / "pid")
    task = asyncio.create_task(read(tmp_path, {"credsStore": "hangs"}))
    pid = await asyncio.to_thread((tmp_path / "pid").read_text)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not alive(pid)


async def test_helper_that_is_starting_when_the_call_is_cancelled_is_stopped(
    tmp_path: Path, helper: MakeHelper, monkeypatch: pytest.MonkeyPatch
) -> None:
    helper("hangs", script="exec sleep 600\n")
    starting, may_start, processes = threading.Event(), threading.Event(), list[subprocess.Popen[bytes]]()

    def start(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        starting.set()
        may_start.wait(20)
        processes.append(popen(*arguments, **options))
        return processes[0]

    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", start)
    task = asyncio.create_task(read(tmp_path, {"credsStore": "hangs"}))
    await asyncio.to_thread(starting.wait, 20)
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0)
    may_start.set()
    async with asyncio.timeout(20):
        with pytest.raises(asyncio.CancelledError):
            await task
    assert processes[0].returncode == -9


async def test_helper_that_does_not_read_its_input_is_fine(tmp_path: Path, helper: MakeHelper) -> None:
    helper("deaf")
    response = json.dumps({"Username": "jane", "Secret": SECRET})
    (tmp_path / "bin" / "docker-credential-deaf").write_text(f"#!/bin/sh\nexec <&-\necho '{response}'\n")
    assert await read(tmp_path, {"credsStore": "deaf"}) == JANE


async def test_helper_runs_beside_other_tasks(tmp_path: Path, helper: MakeHelper) -> None:
    seen, started = tmp_path / "seen", tmp_path / "started"
    helper("slow", {HUB: ("jane", SECRET)}, script=f"touch {started}\nuntil [ -e {seen} ]; do sleep 0.01; done\n")

    async def look() -> None:
        while not started.exists():  # noqa: ASYNC110 - another process makes it
            await asyncio.sleep(0.001)
        seen.touch()  # otherwise the helper hangs until its time limit

    looking = asyncio.create_task(look())
    assert await read(tmp_path, {"credsStore": "slow"}, helper_timeout=60) == JANE
    await looking


def alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    return True
