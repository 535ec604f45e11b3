import base64
import json
import re
from pathlib import Path

import pytest
from aiodockerhub.auth import profiles
from aiodockerhub.auth.credential_chain import resolve_credentials
from aiodockerhub.auth.credentials import AccessToken, Anonymous, OrganizationToken, Password
from aiodockerhub.auth.docker_config import DockerConfig
from aiodockerhub.errors import CredentialSourceError, NoCredentialsError

from tests.overrides.auth.kit import header, make_auth
from tests.overrides.login_service import GET, PUBLIC, LoginService
from tests.secret_guard import traceback_of

HUB = "https://index.docker.io/v1/"
VARIABLES = [
    "DOCKERHUB_USERNAME",
    "DOCKERHUB_TOKEN",
    "DOCKERHUB_PASSWORD",
    "DOCKER_USERNAME",
    "DOCKER_PASSWORD",
    "DOCKER_HUB_USERNAME",
    "DOCKER_HUB_PASSWORD",
    "DOCKER_AUTH_CONFIG",
]


def config(name: str, secret: str, key: str = HUB) -> str:
    return json.dumps({"auths": {key: {"auth": base64.b64encode(f"{name}:{secret}".encode()).decode()}}})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    return tmp_path


HUB_PAIR = {"DOCKERHUB_USERNAME": "first", "DOCKERHUB_PASSWORD": "1"}
DOCKER_PAIR = {"DOCKER_USERNAME": "second", "DOCKER_PASSWORD": "2"}
OTHER_PAIR = {"DOCKER_HUB_USERNAME": "third", "DOCKER_HUB_PASSWORD": "3"}
CONTENT = {"DOCKER_AUTH_CONFIG": config("fourth", "4")}
FILE = {"config.json": config("fifth", "5")}
TOKEN = {"DOCKERHUB_TOKEN": "dckr_pat_example"}


@pytest.mark.parametrize(
    ("setup", "expected", "source"),
    [
        ({}, Anonymous(), "nowhere: no variables are set, and .*config.json has no entry for Docker Hub"),
        (HUB_PAIR, Password("first", "1"), "the environment variables DOCKERHUB_USERNAME and DOCKERHUB_PASSWORD"),
        (HUB_PAIR | TOKEN, AccessToken("first", "dckr_pat_example"), ".* DOCKERHUB_USERNAME and DOCKERHUB_TOKEN"),
        (HUB_PAIR | {"DOCKERHUB_TOKEN": ""}, Password("first", "1"), ".* and DOCKERHUB_PASSWORD"),
        ({"DOCKERHUB_USERNAME": "a", "DOCKERHUB_TOKEN": "old-uuid-dummy"}, AccessToken("a", "old-uuid-dummy"), ""),
        (
            {"DOCKERHUB_USERNAME": "acme", "DOCKERHUB_TOKEN": "dckr_oat_dummy"},
            OrganizationToken("acme", "dckr_oat_dummy"),
            "",
        ),
        (HUB_PAIR | {"DOCKERHUB_PASSWORD": "dckr_pat_example"}, AccessToken("first", "dckr_pat_example"), ""),
        (DOCKER_PAIR, Password("second", "2"), "the environment variables DOCKER_USERNAME and DOCKER_PASSWORD"),
        (OTHER_PAIR, Password("third", "3"), "the environment variables DOCKER_HUB_USERNAME and DOCKER_HUB_PASSWORD"),
        (CONTENT, Password("fourth", "4"), "DOCKER_AUTH_CONFIG"),
        (FILE, Password("fifth", "5"), ".*/config.json"),
        # the first that has any wins
        (HUB_PAIR | DOCKER_PAIR | OTHER_PAIR | CONTENT | FILE, Password("first", "1"), ""),
        (DOCKER_PAIR | OTHER_PAIR | CONTENT | FILE, Password("second", "2"), ""),
        (OTHER_PAIR | CONTENT | FILE, Password("third", "3"), ""),
        (CONTENT | FILE, Password("fourth", "4"), ""),
        # a source that is set to nothing, or knows nothing of Docker Hub, is passed over
        ({"DOCKERHUB_USERNAME": "", "DOCKERHUB_TOKEN": ""} | DOCKER_PAIR, Password("second", "2"), ""),
        ({"DOCKER_AUTH_CONFIG": config("x", "y", "ghcr.io")} | FILE, Password("fifth", "5"), ""),
        ({"DOCKER_AUTH_CONFIG": ""} | FILE, Password("fifth", "5"), ""),
        ({"config.json": config("x", "y", "ghcr.io")}, Anonymous(), ""),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else "",
)
async def test_first_source_that_has_credentials_wins(
    setup: dict[str, str], expected: object, source: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrange(setup, folder, monkeypatch)
    resolved = await resolve_credentials()
    assert await resolved.credentials.current() == expected
    assert re.fullmatch(source or ".*", resolved.source)


def arrange(setup: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in setup.items():
        if name.isupper():
            monkeypatch.setenv(name, value)
        else:
            (folder / name).write_text(value)


@pytest.mark.parametrize(
    ("setup", "message"),
    [
        ({"DOCKERHUB_USERNAME": "a"}, "DOCKERHUB_USERNAME is set but neither DOCKERHUB_TOKEN nor DOCKERHUB_PASSWORD"),
        ({"DOCKERHUB_USERNAME": "dckr_pat_b-dummy", "DOCKERHUB_TOKEN": "a"}, "user must be a name, not an access"),
        ({"DOCKERHUB_TOKEN": "b-dummy"}, "DOCKERHUB_TOKEN is set but DOCKERHUB_USERNAME is not"),
        ({"DOCKERHUB_PASSWORD": "b-dummy"}, "DOCKERHUB_PASSWORD is set but DOCKERHUB_USERNAME is not"),
        ({"DOCKER_USERNAME": "a"}, "DOCKER_USERNAME is set but DOCKER_PASSWORD is not"),
        ({"DOCKER_USERNAME": "a", "DOCKER_PASSWORD": ""}, "DOCKER_USERNAME is set but DOCKER_PASSWORD is not"),
        ({"DOCKER_HUB_PASSWORD": "b-dummy"}, "DOCKER_HUB_PASSWORD is set but DOCKER_HUB_USERNAME is not"),
        # a name never pairs with another source's secret
        ({"DOCKERHUB_USERNAME": "a", "DOCKER_PASSWORD": "b-dummy"}, "DOCKERHUB_USERNAME is set but"),
        (
            {"DOCKER_USERNAME": "a", "DOCKERHUB_TOKEN": "b-dummy"},
            "DOCKERHUB_TOKEN is set but DOCKERHUB_USERNAME is not",
        ),
        ({"DOCKER_USERNAME": "a", **FILE}, "DOCKER_USERNAME is set but DOCKER_PASSWORD is not"),
        ({"DOCKERHUB_USERNAME": "a", "DOCKERHUB_TOKEN": "two words"}, "DOCKERHUB_TOKEN: pat must be an access token"),
        ({"DOCKER_AUTH_CONFIG": "{b-dummy", **FILE}, "DOCKER_AUTH_CONFIG is not JSON"),
    ],
)
async def test_source_that_is_set_up_by_half_is_an_error_that_names_it(
    setup: dict[str, str], message: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrange(setup, folder, monkeypatch)
    with pytest.raises(CredentialSourceError, match=message) as caught:
        await resolve_credentials()
    assert "dummy" not in str(caught.value)


async def test_what_the_program_names_beats_everything_and_nothing_else_is_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrange({"DOCKERHUB_USERNAME": "half", "config.json": "broken"}, folder, monkeypatch)
    resolved = await resolve_credentials(Anonymous())
    assert (resolved.credentials, resolved.source) == (Anonymous(), "the program")


@pytest.mark.parametrize("setup", [CONTENT, FILE], ids=["DOCKER_AUTH_CONFIG", "config.json"])
async def test_docker_configuration_is_given_as_what_reads_it(
    setup: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrange(setup, folder, monkeypatch)
    assert isinstance((await resolve_credentials()).credentials, DockerConfig)


async def test_source_once_found_is_kept_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arrange(FILE, folder, monkeypatch)
    resolved = await resolve_credentials()
    arrange({"config.json": config("fifth", "new")} | HUB_PAIR, folder, monkeypatch)
    assert await resolved.credentials.current() == Password("fifth", "new")
    arrange({"config.json": "{}"}, folder, monkeypatch)
    with pytest.raises(NoCredentialsError, match="run `docker login`"):
        await resolved.credentials.current()


async def test_login_and_logout_of_docker_reach_a_client_that_was_anonymous(
    folder: Path, service: LoginService, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.accepts = ("fifth", "5")
    auth = make_auth(service, None)
    with pytest.raises(NoCredentialsError, match=r"there are none \(nowhere: .*run `docker login`"):
        await auth.authorization(GET)
    arrange(FILE, folder, monkeypatch)
    await service.clock.advance(60)
    assert await header(auth) == f"Bearer {service.issued[0]}"
    arrange({"config.json": "{}"}, folder, monkeypatch)
    await service.clock.advance(600)
    for operation in (PUBLIC, GET):  # not anonymous, which would shorten the lists under way
        with pytest.raises(NoCredentialsError, match="run `docker login`"):
            await auth.authorization(operation)
    arrange(FILE, folder, monkeypatch)
    await service.clock.advance(60)
    assert await header(auth) == f"Bearer {service.issued[1]}"


@pytest.mark.parametrize(
    ("user", "secret"),
    [
        ("dckr_pat_dummy-4711", ""),
        ("dckr_pat_dummy-4711", "\udc80"),
        ("j" * 20_000, "dckr_pat_dummy-4711"),
        ("", "dummy-4711"),
    ],
)
async def test_no_frame_of_a_refusal_shows_a_secret_of_the_environment(
    user: str, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKERHUB_USERNAME", user)
    monkeypatch.setenv("DOCKERHUB_PASSWORD", secret)
    monkeypatch.setenv("DOCKERHUB_WORK_USERNAME", user)
    monkeypatch.setenv("DOCKERHUB_WORK_PASSWORD", secret)
    with pytest.raises(CredentialSourceError) as of_the_chain:
        await resolve_credentials()
    with pytest.raises(CredentialSourceError) as of_a_profile:
        profiles.load("work")
    for error in (of_the_chain.value, of_a_profile.value):
        assert "dummy-4711" not in traceback_of(error)
        assert error.__context__ is None or "dummy-4711" not in traceback_of(error.__context__)
