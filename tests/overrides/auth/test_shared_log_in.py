"""Processes share a log-in through a token store, which may be a folder of files or Redis."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import pytest
from aiodockerhub.auth.credentials import AccessToken, OrganizationToken, Password, TwoFactor
from aiodockerhub.auth.file_token_store import FileTokenStore
from aiodockerhub.auth.store_key import store_key
from aiodockerhub.auth.stored_token import StoredToken
from aiodockerhub.errors import ArgumentError, CredentialsRefusedError
from aiodockerhub.testing import FakeHub

from tests.overrides.auth.kit import JANE, make_auth
from tests.overrides.login_service import GET, LoginService
from tests.redis_server import needs_redis, redis_server

KEY = "0" * 64


async def test_the_next_client_takes_the_token_of_the_one_before(service: LoginService, store: FileTokenStore) -> None:
    first = await make_auth(service, store=store).authorization(GET)
    assert await make_auth(service, store=store).authorization(GET) == first
    assert service.logins == 1


async def test_a_relative_folder_stays_where_it_was(
    service: LoginService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = FileTokenStore("tokens")
    await make_auth(service, store=store).authorization(GET)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    await make_auth(service, store=store).authorization(GET)
    assert service.logins == 1


async def test_a_token_is_taken_only_while_enough_of_its_life_is_left(
    service: LoginService, store: FileTokenStore
) -> None:
    await make_auth(service, store=store).authorization(GET)
    await service.clock.advance(509)
    await make_auth(service, store=store).authorization(GET)
    assert service.logins == 1
    await service.clock.advance(2)
    await make_auth(service, store=store).authorization(GET)
    assert service.logins == 2
    await make_auth(service, store=store).authorization(GET)
    assert service.logins == 2


async def test_what_is_left_of_a_taken_token_counts_and_not_its_whole_life(
    service: LoginService, store: FileTokenStore
) -> None:
    await make_auth(service, store=store).authorization(GET)
    await service.clock.advance(500)
    taker = make_auth(service, store=store)
    old = await taker.authorization(GET)
    await service.clock.advance(99)
    assert await taker.authorization(GET) != old


async def test_a_token_from_the_future_is_not_trusted(service: LoginService, store: FileTokenStore) -> None:
    key = await store_key("", JANE)
    await store.save(key, StoredToken("x.y.z", service.clock.time() + 10, 600.0).dump(), 600.0)
    assert await make_auth(service, store=store).authorization(GET) == f"Bearer {service.issued[0]}"


async def test_a_token_that_was_refused_is_not_taken_again(service: LoginService, store: FileTokenStore) -> None:
    auth = make_auth(service, store=store)
    refused = await auth.authorization(GET)
    assert refused is not None
    assert auth.drop_rejected(refused)
    fresh = await auth.authorization(GET)
    assert fresh != refused
    assert await make_auth(service, store=store).authorization(GET) == fresh
    assert service.logins == 2


async def test_other_credentials_never_get_the_token(service: LoginService, store: FileTokenStore) -> None:
    await make_auth(service, store=store).authorization(GET)
    service.accepts = ("jane", "dckr_pat_another")
    with pytest.raises(CredentialsRefusedError):
        await make_auth(service, store=store, credentials=AccessToken("jane", "dckr_pat_wrong")).authorization(GET)
    assert service.logins == 1


@pytest.mark.heavy
async def test_keys_differ_by_whatever_makes_another_session() -> None:
    async def code() -> str:
        return "123456"

    keys = [
        await store_key(url, credentials)
        for url in ("https://a.example", "https://b.example")
        for credentials in (
            AccessToken("jane", "x"),
            AccessToken("jane", "y"),
            AccessToken("joan", "x"),
            Password("jane", "x"),
            OrganizationToken("jane", "x"),
        )
    ]
    assert len(set(keys)) == 10
    assert keys[3] == await store_key("https://a.example", TwoFactor("jane", "x", code))  # a log-in of the same account
    assert keys[0] == await store_key("https://a.example", AccessToken("jane", "x"))
    assert {len(key) for key in keys} == {64}


async def test_the_file_is_for_its_owner_only_and_replaced_as_a_whole(store: FileTokenStore, tmp_path: Path) -> None:
    for value in ("one", "two"):
        await store.save(KEY, value, 1.0)
        assert await store.load(KEY) == value
    folder = tmp_path / "tokens"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [(file.name, file.stat().st_mode & 0o777) for file in folder.iterdir()] == [(f"{KEY}.json", 0o600)]


@pytest.mark.unmeasured
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
async def test_a_file_that_others_may_touch_is_not_believed(
    store: FileTokenStore, tmp_path: Path, mode: int, service: LoginService
) -> None:
    await make_auth(service, store=store).authorization(GET)
    [file] = (tmp_path / "tokens").glob("*.json")
    file.chmod(mode)
    with pytest.raises(PermissionError, match="mode 0600"):
        await store.load(file.stem)
    assert await make_auth(service, store=store).authorization(GET) == f"Bearer {service.issued[-1]}"
    assert service.logins == 2


@pytest.mark.parametrize("kind", ["link", "fifo", "directory"])
async def test_what_is_no_regular_file_is_not_believed(store: FileTokenStore, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "tokens"
    folder.mkdir()
    place = folder / f"{KEY}.json"
    if kind == "link":
        (tmp_path / "other").write_text("token")
        place.symlink_to(tmp_path / "other")
    elif kind == "fifo":
        os.mkfifo(place, 0o600)
    else:
        place.mkdir(0o700)
    async with asyncio.timeout(60):
        with pytest.raises(OSError, match=KEY):
            await store.load(KEY)


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '{"token": "x"}', '{"token": "x", "saved_at": "a", "lifetime": 1}', "9"]
)
async def test_a_file_with_something_else_in_it_costs_a_log_in(
    service: LoginService, store: FileTokenStore, text: str
) -> None:
    await store.save(await store_key("", JANE), text, 1.0)
    assert await make_auth(service, store=store).authorization(GET) == f"Bearer {service.issued[0]}"


class OddPath:
    """A path object whose path need not be text."""

    def __init__(self, path: object) -> None:
        self.path = path

    def __fspath__(self) -> object:
        return self.path


@pytest.mark.parametrize("directory", ["", 3, None, b"x", "a\0b", "\ud800", OddPath(b"x"), OddPath(3), OddPath(None)])
def test_a_directory_that_is_no_path_is_refused(directory: Any) -> None:
    with pytest.raises(ArgumentError, match="directory must be a path"):
        FileTokenStore(cast("str", directory))


def test_a_directory_in_the_home_of_nobody_is_refused() -> None:
    with pytest.raises(
        ArgumentError, match=r"begins with an unknown home directory: ~no-such-user/x; write the path in full"
    ):
        FileTokenStore("~no-such-user/x")


def test_the_home_directory_may_be_written_short(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert str(tmp_path / "tokens") in repr(FileTokenStore("~/tokens"))


def test_a_system_without_locks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiodockerhub.auth.file_token_store.os.name", "nt")
    with pytest.raises(ArgumentError, match="needs a POSIX system"):
        FileTokenStore("tokens")


PROGRAM = """
import asyncio, sys
from aiodockerhub import AccessToken, DockerHub, FileTokenStore

async def main():
    url, folder, secret = sys.argv[1:]
    async with DockerHub(AccessToken("jane", secret), base_url=url, token_store=FileTokenStore(folder)) as hub:
        print((await hub.repositories.get("jane", "app")).name)

asyncio.run(main())
"""


@pytest.mark.slow
async def test_processes_that_start_together_share_one_log_in(tmp_path: Path) -> None:
    fake = FakeHub()
    fake.user("jane")
    fake.repository("jane/app", private=True)
    secret = fake.personal_token("jane")
    async with fake.serve() as url:
        command = [sys.executable, "-c", PROGRAM, url, str(tmp_path / "tokens"), secret]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        processes = [
            await asyncio.create_subprocess_exec(*command, env=environment, stdout=subprocess.PIPE) for _ in range(4)
        ]
        results = await asyncio.gather(*(process.communicate() for process in processes))
    assert [output for output, _ in results] == [b"app\n"] * 4
    paths = [request.path for request in fake.requests]
    assert paths.count("/v2/auth/token") == 1
    [file] = (tmp_path / "tokens").glob("*.json")
    assert json.loads(file.read_text())["lifetime"] == 600


@pytest.mark.slow
@needs_redis
async def test_clients_share_a_log_in_through_redis(service: LoginService, tmp_path: Path) -> None:
    redis = pytest.importorskip("redis.asyncio")
    async with redis_server(tmp_path) as socket, redis.Redis(unix_socket_path=socket) as connection:
        store = load_example("redis_token_store").RedisTokenStore(connection)
        headers = await asyncio.gather(*(make_auth(service, store=store).authorization(GET) for _ in range(20)))
        [key] = [key async for key in connection.scan_iter("aiodockerhub:*")]
        assert 0 < await connection.ttl(key) <= 600
    assert len(set(headers)) == 1
    assert service.logins == 1


def load_example(name: str) -> Any:
    path = Path(__file__).parents[3] / "examples" / f"{name}.py"
    specification = importlib.util.spec_from_file_location(name, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "key", ["../../out", "/tmp/out", "a/b", "", "\0", "\ud800", "0" * 63, "0" * 65, "A" * 64, "0" * 64 + "\n"]
)
async def test_a_key_that_is_no_key_of_a_log_in_is_refused_before_a_file_is_touched(tmp_path: Path, key: str) -> None:
    store = FileTokenStore(tmp_path / "a" / "tokens")
    uses: list[Callable[[], Awaitable[object]]] = [
        lambda: store.lock(key).__aenter__(),
        lambda: store.load(key),
        lambda: store.save(key, "a token", 60),
    ]
    for use in uses:
        with pytest.raises(ArgumentError, match=r"^key must be the key of a log-in: 64 hexadecimal digits") as caught:
            await use()
        assert caught.value.argument == "key"
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - pathlib's would block
