"""The pages of a walk are of one account, or the walk raises an error."""

from collections.abc import AsyncIterator

import pytest
from aiodockerhub import AccessToken, Anonymous, DockerHub, Password, errors
from aiodockerhub.auth.credentials import KnownCredentials
from aiodockerhub.testing import FakeHub, ManualClock
from aiodockerhub_generated import calls
from aiodockerhub_generated.types import Cursor

JANE, JOE = Password("jane", "dummy-jane"), Password("joe", "dummy-joe")
TOKEN_LIFETIME_SECONDS = 700


class Changing:
    """A provider whose credentials a test may change."""

    def __init__(self) -> None:
        self.credentials: KnownCredentials = JANE

    async def current(self) -> KnownCredentials:
        return self.credentials


class Scene:
    """A FakeHub over a socket with 20 public and 30 private repositories, and clients with changing credentials."""

    def __init__(self, url: str, fake: FakeHub, clock: ManualClock) -> None:
        self.url, self.fake, self.clock, self.provider = url, fake, clock, Changing()

    def hub(self) -> DockerHub:
        return DockerHub(self.provider, base_url=self.url, clock=self.clock)

    def log_in_as(self, credentials: KnownCredentials) -> None:
        self.provider.credentials = credentials
        self.clock.move(TOKEN_LIFETIME_SECONDS)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    clock = ManualClock()
    fake = FakeHub(clock=clock)
    for credentials in (JANE, JOE):
        fake.user(credentials.user, password=credentials.secret)
    fake.org("acme", owner="jane", members=[])
    for number in range(50):
        fake.repository(f"acme/r{number:02}", private=number >= 20)
    async with fake.serve() as url:
        yield Scene(url, fake, clock)


async def walk(hub: DockerHub, scene: Scene, change_to: KnownCredentials, after: int, prefetch: int = 1) -> int:
    """Walk the repositories, and change the credentials after a page; return the number of repositories."""
    count = 0
    async for page in hub.repositories.list("acme", page_size=10).pages(prefetch=prefetch):
        count += len(page)
        if page.number == after:
            scene.log_in_as(change_to)
    return count


@pytest.mark.parametrize("other", [JOE, Anonymous()], ids=["joe", "anonymous"])
@pytest.mark.parametrize("after", [1, 2, 4])
async def test_walk_does_not_go_on_with_another_account(scene: Scene, other: KnownCredentials, after: int) -> None:
    async with scene.hub() as hub:
        with pytest.raises(errors.IncompleteListError, match="credentials of another account") as caught:
            await walk(hub, scene, other, after)
    assert caught.value.cursor is not None
    assert caught.value.cursor.page == after + 1


async def test_prefetched_walk_does_not_go_on_with_another_account(scene: Scene) -> None:
    async with scene.hub() as hub:
        with pytest.raises(errors.IncompleteListError, match="credentials of another account"):
            await walk(hub, scene, JOE, 1, prefetch=2)


async def test_walk_goes_on_with_new_credentials_of_the_account(scene: Scene) -> None:
    async with scene.hub() as hub:
        assert await walk(hub, scene, JANE, 2) == 50
        token = scene.fake.personal_token("jane", scopes=["repo:admin"])
        assert await walk(hub, scene, AccessToken("jane", token), 2) == 50


async def test_cursor_is_resumed_with_the_account_only(scene: Scene) -> None:
    async with scene.hub() as hub:
        text = str((await hub.repositories.list("acme", page_size=10)).cursor)
    assert "jane" not in text
    assert Cursor.parse(text).account is not None
    async with scene.hub() as another_process:
        assert len(await another_process.repositories.list("acme").resume(text).collect()) == 40
    scene.log_in_as(JOE)
    async with scene.hub() as hub:
        with pytest.raises(errors.IncompleteListError, match="credentials of another account"):
            await hub.repositories.list("acme").resume(text).collect()


async def test_anonymous_walk_is_resumed_after_a_log_in(scene: Scene) -> None:
    scene.provider.credentials = Anonymous()
    async with scene.hub() as hub:
        cursor = (await hub.repositories.list("acme", page_size=10)).cursor
    assert cursor.account == "anonymous"
    scene.provider.credentials = JANE
    async with scene.hub() as hub:
        assert len(await hub.repositories.list("acme").resume(cursor).collect()) == 40


async def test_page_that_an_account_may_not_read_is_resumed_with_another_account(scene: Scene) -> None:
    scene.fake.fault("repositories.list", after=1, status=403, json={"message": "denied", "errinfo": {}})
    async with scene.hub() as hub:
        with pytest.raises(errors.ForbiddenError, match="denied") as caught:
            await hub.repositories.list("acme", page_size=10).collect()
    cursor = caught.value.cursor
    assert cursor is not None
    assert cursor.account is None


async def test_page_of_a_call_and_its_next_page_are_of_one_account(scene: Scene) -> None:
    async with scene.hub() as hub:
        response = await hub.request(calls.repositories.list("acme", page_size=10))
        assert response.account == response.parsed.cursor.account is not None
        scene.log_in_as(JOE)
        with pytest.raises(errors.IncompleteListError, match="credentials of another account"):
            await response.parsed.next()


@pytest.mark.parametrize("account", ["jane", "user-0", "user-00000000000g"])
async def test_cursor_with_an_account_of_another_form_is_refused(scene: Scene, account: str) -> None:
    async with scene.hub() as hub:
        cursor = (await hub.repositories.list("acme", page_size=10)).cursor
        text = str(cursor).replace(str(cursor.account), account)
        with pytest.raises(errors.ArgumentError, match="its account is"):
            _ = hub.repositories.list("acme").resume(text)
