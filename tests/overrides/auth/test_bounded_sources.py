"""Sources of credentials that do not end, or never begin: helpers, pipes, devices, huge files."""

import asyncio
import os
import sys
from pathlib import Path

import pytest
from aiodockerhub import CredentialSourceError, DockerConfig
from aiodockerhub.auth import helper_process

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts, pipes and devices")
ENTRY = '{"Username": "jane", "Secret": "dckr_pat_example"}'
LONG = 1000


def config(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str, timeout: float) -> DockerConfig:
    helper = folder / "docker-credential-odd"
    helper.write_text(f"#!/bin/sh\ncat > /dev/null\n{script}\n")
    helper.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    return DockerConfig(content='{"credsStore": "odd"}', helper_timeout=timeout)


@pytest.mark.parametrize(
    "script",
    [
        "exec 1>&-; sleep 600",
        "sleep 600",
        f"sleep 600 & echo '{ENTRY}'; exec 1>&-; wait",
        "trap '' TERM INT; sleep 600",
    ],
)
async def test_the_time_limit_holds_whatever_a_helper_does(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with asyncio.timeout(60):
        with pytest.raises(CredentialSourceError, match=r"took longer than 0\.2 seconds and was stopped"):
            await config(tmp_path, monkeypatch, script, 0.2).current()


async def test_a_child_that_stays_and_keeps_the_pipe_does_not_hold_up_the_log_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await config(tmp_path, monkeypatch, f"sleep 600 & echo '{ENTRY}'", 60).current()
    assert str(found) == "a personal access token of jane"


async def test_a_pipe_is_no_configuration_and_does_not_hold_up_the_event_loop(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    os.mkfifo(file)
    async with asyncio.timeout(60):
        with pytest.raises(CredentialSourceError, match="cannot be read: it is not a regular file"):
            await DockerConfig(file).current()


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts descriptors as Linux shows them")
async def test_a_folder_of_the_name_of_the_configuration_is_none_and_keeps_no_descriptor(tmp_path: Path) -> None:
    (tmp_path / "config.json").mkdir()
    before = descriptors()
    for _ in range(3):
        with pytest.raises(CredentialSourceError, match=r"config\.json cannot be read"):
            await DockerConfig(tmp_path).current()
    assert descriptors() == before


async def test_a_device_is_no_configuration() -> None:
    with pytest.raises(CredentialSourceError, match="cannot be read: it is not a regular file"):
        await DockerConfig("/dev/zero").current()


async def test_a_huge_file_is_no_configuration(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    with file.open("wb") as sparse:
        sparse.truncate(1 << 40)
    with pytest.raises(CredentialSourceError, match="it has more than 1,048,576 bytes"):
        await DockerConfig(file).current()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open descriptors there")
async def test_a_child_that_leaves_the_group_of_its_helper_keeps_no_descriptor_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pipes() -> set[str]:
        names = {str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()}
        return {name for name in names if name.startswith("pipe:")}

    monkeypatch.setattr(helper_process, "_GRACE_SECONDS", 0.01)
    before = pipes()
    pid = f"{tmp_path}/pid"  # for each run of the helper, which is asked for two names, a file
    child = f"setsid sh -c 'echo $$ > {pid}.$0; exec sleep 30' $$"
    script = f"{child} & while [ ! -s {pid}.$$ ]; do :; done; echo '{ENTRY}'"
    await config(tmp_path, monkeypatch, script, 60).current()
    for file in tmp_path.glob("pid.*"):  # noqa: ASYNC240 - a folder of the test
        os.kill(int(file.read_text()), 9)
    await asyncio.sleep(0)
    assert pipes() <= before  # the collector may close pipes of earlier tests
