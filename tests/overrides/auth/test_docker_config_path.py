"""Docker's configuration is looked up in the same place for as long as a client lives."""

import json
from pathlib import Path

import pytest
from aiodockerhub.auth.credentials import Password
from aiodockerhub.auth.docker_config import DockerConfig

from tests.overrides.auth.docker_configs import JANE, SECRET, auths


async def test_the_variable_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("jane", "joe"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.json").write_text(json.dumps(auths(username=name, password=SECRET)))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "jane"))
    config = DockerConfig()
    assert await config.current() == JANE
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "joe"))
    assert await config.current() == JANE
    assert await DockerConfig().current() == Password("joe", SECRET)


@pytest.mark.parametrize("of_variable", [False, True])
async def test_a_relative_path_stays_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_variable: bool
) -> None:
    for name in ("jane", "joe"):
        (tmp_path / name / "docker").mkdir(parents=True)
        (tmp_path / name / "docker" / "config.json").write_text(json.dumps(auths(username=name, password=SECRET)))
    monkeypatch.setenv("DOCKER_CONFIG", "docker")
    config, equal = (DockerConfig(None if of_variable else "docker") for _ in range(2))
    monkeypatch.chdir(tmp_path / "jane")
    assert await config.current() == JANE
    monkeypatch.chdir(tmp_path / "joe")
    assert await config.current() == JANE
    assert config.file == tmp_path / "jane" / "docker" / "config.json"
    assert config == equal


async def test_a_relative_path_in_a_removed_folder_is_no_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "removed").mkdir()
    with monkeypatch.context() as patch:  # coverage needs a working directory after the test
        patch.chdir(tmp_path / "removed")
        (tmp_path / "removed").rmdir()
        assert await DockerConfig("docker").find() is None
