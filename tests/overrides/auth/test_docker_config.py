import asyncio
import base64
import json
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub import DockerHub
from aiodockerhub.auth.credential_arguments import is_blank
from aiodockerhub.auth.credentials import AccessToken, BearerToken, OrganizationToken, Password
from aiodockerhub.auth.docker_config import DockerConfig
from aiodockerhub.errors import ArgumentError, CredentialSourceError, NoCredentialsError, UnauthorizedError
from aiodockerhub.testing import FakeHub
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.overrides.auth.docker_configs import DESKTOP, HUB, JANE, SECRET, MakeHelper, auths, packed, read
from tests.overrides.login_service import make_jwt
from tests.secret_guard import SHORTEST_SECRET, locals_of

# auths in the file


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (auths(), JANE),
        (auths("https://index.docker.io/v1"), JANE),
        (auths("http://index.docker.io/v1/"), JANE),
        (auths("index.docker.io"), JANE),
        (auths("docker.io"), JANE),
        (auths(auth=packed("jane", "dckr_pat_example")), AccessToken("jane", "dckr_pat_example")),
        (auths(auth=packed("acme", "dckr_oat_dummy")), OrganizationToken("acme", "dckr_oat_dummy")),
        (auths(auth=packed("jane", "a:b:c")), Password("jane", "a:b:c")),
        (auths(auth=packed("jane", "pässwörd")), Password("jane", "pässwörd")),
        (auths(auth=packed("jane", f"{SECRET}\0\0")), JANE),
        (auths(auth=packed("jane", SECRET)[:8] + "\n" + packed("jane", SECRET)[8:]), JANE),
        (auths(username="jane", password=SECRET), JANE),
        (auths(auth=packed("jane", ""), identitytoken=SECRET), JANE),
        (auths(identitytoken="dckr_pat_example"), AccessToken("<token>", "dckr_pat_example")),
        (auths(auth=packed("<token>", "opaque-example")), AccessToken("<token>", "opaque-example")),
        (auths("ghcr.io"), None),
        (auths("https://index.docker.io.example.com/v1/"), None),
        (auths("https://index.docker.io/v2/"), None),
        ({"auths": {HUB: {}}}, None),
        ({"auths": {HUB: {"email": "jane@example.com", "auth": ""}}}, None),
        ({"auths": {HUB: None, "docker.io": {"auth": packed("jane", SECRET)}}}, JANE),
        ({"auths": {"ghcr.io": "broken, but not ours", HUB: {"auth": packed("jane", SECRET)}}}, JANE),
        ({"auths": {"docker.io": {"auth": packed("old", "x")}, HUB: {"auth": packed("jane", SECRET)}}}, JANE),
        ({"auths": None, "credHelpers": {}, "credsStore": ""}, None),
        ({}, None),
    ],
    ids=str,
)
async def test_auths(tmp_path: Path, config: Any, expected: object) -> None:
    assert await read(tmp_path, config) == expected


async def test_identity_token_that_is_a_bearer_is_used_as_one(tmp_path: Path) -> None:
    jwt = make_jwt(exp=time.time() + 600)
    assert await read(tmp_path, auths(auth=packed("<token>", jwt))) == BearerToken(jwt)


@pytest.mark.parametrize(
    ("config", "problem"),
    [
        ("{", "is not JSON: Expecting property name enclosed in double quotes at line 1, column 2"),
        ('{"auths": {"swordfish-example"}}', "is not JSON: Expecting ':' delimiter at line 1"),
        ("[]", "must hold a JSON object"),
        ("[" * 100_000, "is not JSON in UTF-8"),
        ({"auths": ["swordfish-example"]}, "must hold a JSON object under 'auths'"),
        ({"auths": {HUB: "swordfish-example"}}, f"must hold a JSON object under '{HUB}'"),
        (auths(auth="swordfish-example!"), f"must hold base64 of name:password as 'auth' of '{HUB}'"),
        (auths(auth=base64.b64encode(b"swordfish-example").decode()), "must hold base64 of name:password"),
        (auths(auth=base64.b64encode(b"\xff:swordfish-example").decode()), "must hold base64 of name:password"),
        (auths(auth="swördfish-example"), "must hold base64 of name:password"),
        (auths(auth=packed("", SECRET)), "holds for https://index.docker.io/v1/ a name without a secret, or a secret"),
        (auths(auth=packed("jane", "")), "holds for https://index.docker.io/v1/ a name without a secret, or a secret"),
        (auths(auth=packed("<token>", "swordfish example")), "pat must be an access token"),
        ({"credHelpers": {HUB: ["swordfish-example"]}}, "must name credential helpers as text"),
        ({"credsStore": {"swordfish-example": 1}}, "must name credential helpers as text"),
        ({"credHelpers": "swordfish-example"}, "must hold a JSON object under 'credHelpers'"),
    ],
    ids=lambda value: str(value)[:50],
)
async def test_broken_configuration_is_named_without_its_content(tmp_path: Path, config: Any, problem: str) -> None:
    with pytest.raises(CredentialSourceError) as caught:
        await read(tmp_path, config)
    assert str(caught.value).startswith(f"{tmp_path / 'config.json'} ")
    assert problem in str(caught.value)
    assert caught.value.__context__ is None, "what was being handled carries the text of the file"
    shown = "".join(traceback.format_exception(caught.value))
    assert "swordfish" not in shown.split("Error: ")[-1]


@pytest.mark.parametrize("content", ["", " \r\n", "\ufeff"])
async def test_file_without_content_has_no_credentials(tmp_path: Path, content: str) -> None:
    (tmp_path / "config.json").write_text(content, "utf-8")
    assert await DockerConfig(tmp_path).find() is None
    assert await DockerConfig(content=content).find() is None


@pytest.mark.parametrize("nothing", ["", None])
async def test_entry_of_cred_helpers_without_a_name_means_no_helper(
    tmp_path: Path, helper: MakeHelper, nothing: str | None
) -> None:
    helper("other", {HUB: {"Username": "other", "Secret": "swordfish-other"}})
    config = {"credHelpers": {HUB: nothing, "docker.io": "other"}, "credsStore": "other", **auths()}
    assert await read(tmp_path, config) == JANE


async def test_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes(b"\xff\xfe{}")
    with pytest.raises(CredentialSourceError, match="is not JSON in UTF-8"):
        await DockerConfig(tmp_path).find()


async def test_byte_order_mark_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps(auths()), encoding="utf-8-sig")
    assert await DockerConfig(tmp_path).current() == JANE


async def test_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "config.json").mkdir()
    with pytest.raises(CredentialSourceError, match=r"config\.json cannot be read: it is not a regular file"):
        await DockerConfig(tmp_path / "config.json" / "..").find()


@pytest.mark.parametrize("where", ["missing", "config.json/below"])
async def test_no_file_is_no_credentials(tmp_path: Path, where: str) -> None:
    (tmp_path / "config.json").write_text("{}")
    config = DockerConfig(tmp_path / where)
    assert await config.find() is None
    with pytest.raises(NoCredentialsError, match="has no credentials for Docker Hub: run `docker login`"):
        await config.current()


async def test_path_may_be_the_file_or_its_folder(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps(auths()))
    (tmp_path / "other.json").write_text(json.dumps(auths(username="other", password="x")))
    assert await DockerConfig(str(tmp_path)).current() == JANE
    assert await DockerConfig(tmp_path / "other.json").current() == Password("other", "x")


def test_default_path_is_dockers_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "elsewhere"))
    assert DockerConfig().file == tmp_path / "elsewhere" / "config.json"
    monkeypatch.delenv("DOCKER_CONFIG")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert DockerConfig().file == tmp_path / ".docker" / "config.json"
    assert str(DockerConfig()) == f"docker's configuration, {tmp_path}/.docker/config.json"


async def test_it_is_read_anew_each_time(tmp_path: Path) -> None:
    config = DockerConfig(tmp_path)
    assert await read(tmp_path, auths()) == await config.current() == JANE
    assert await read(tmp_path, auths(username="jane", password="new")) == await config.current() != JANE


# The Engine SDK as oracle


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "config",
    [
        auths(),
        auths("https://index.docker.io/v1"),
        auths("index.docker.io"),
        auths("docker.io"),
        auths("ghcr.io"),
        auths(auth=packed("jane", "a:b:c")),
        auths(auth=packed("jane", "pässwörd")),
        {"auths": {HUB: {}}},
        {"credsStore": "works"},
        {"credsStore": "works", **auths(username="o", password="x")},
        {"credsStore": "empty", **auths()},
        {"credsStore": "empty"},
        {"credHelpers": {HUB: "works"}},
        {"credHelpers": {"ghcr.io": "works"}, **auths()},
        {"credHelpers": {HUB: "works"}, "credsStore": "empty"},
        {"credsStore": "token"},
    ],
    ids=str,
)
async def test_finds_what_the_engine_sdk_finds(tmp_path: Path, helper: MakeHelper, config: Any) -> None:
    from docker.auth import load_config

    helper("works", {HUB: ("helped", "by-helper-example")})
    helper("empty")
    helper("token", {HUB: ("<token>", "identity-example")})
    ours = await read(tmp_path, config)
    theirs = load_config(str(tmp_path / "config.json")).resolve_authconfig("docker.io") or {}
    theirs = {name.lower(): value for name, value in theirs.items()}
    match ours:
        case Password(user, secret):
            assert (user, secret) == (theirs["username"], theirs["password"])
        case AccessToken("<token>", token):
            assert token == theirs["identitytoken"]
        case _:
            assert ours is None
            assert not theirs.get("username")


@pytest.mark.parametrize("content", ['"swordfish-example"', '{"auths": "swordfish-example"}'])
async def test_shows_no_secret_that_stands_where_an_object_belongs(content: str) -> None:
    with pytest.raises(CredentialSourceError, match="must hold a JSON object") as caught:
        await DockerConfig(content=content).find()
    shown = list(locals_of(caught.value))
    assert any(text.startswith("docker_config.py find: ") for text in shown)
    assert [text for text in shown if "swordfish-example" in text] == []


# Any shape at all


def unlike_a_message(text: str) -> str:
    """Make a text that is in no message, as `password` is, which Hypothesis takes from the code."""
    return f"\u2603{text}" if len(text) >= SHORTEST_SECRET else text


texts = st.text().map(unlike_a_message)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda values: st.lists(values) | st.dictionaries(st.text(), values),
    max_leaves=8,
)
entries = st.fixed_dictionaries(
    {},
    optional={
        "auth": json_values | texts.map(lambda text: packed("jane", text)),
        "identitytoken": json_values,
        "username": json_values,
        "password": json_values,
    },
)
configurations = json_values | st.fixed_dictionaries(
    {}, optional={"auths": json_values | st.dictionaries(st.sampled_from([HUB, DESKTOP, "docker.io"]), entries)}
)


@pytest.mark.parametrize("word", ["password", "DOCKER_AUTH_CONFIG"])
def test_secrets_of_any_shape_are_no_words_of_messages(word: str) -> None:
    for auth in (packed("jane", unlike_a_message(word)), "x"):
        with suppress(CredentialSourceError):
            asyncio.run(DockerConfig(content=json.dumps(auths(auth=auth))).find())


@pytest.mark.heavy
@given(configurations)
def test_any_configuration_gives_credentials_or_none_or_the_one_error(config: Any) -> None:
    problem, source = "", ""
    try:
        found = asyncio.run(DockerConfig(content=json.dumps(config)).find())
        source = found.source if found else ""
    except CredentialSourceError as error:
        problem = str(error)
    assert not problem or problem.startswith("DOCKER_AUTH_CONFIG ")
    assert not source or source == "DOCKER_AUTH_CONFIG"


@pytest.mark.heavy
@given(st.text(st.characters(codec="utf-8", exclude_characters=":\0"), min_size=1), texts)
def test_every_name_and_password_survives(name: str, secret: str) -> None:
    assume(not is_blank(name) and not is_blank(secret))
    assume("dckr_" not in secret + name and name != "<token>")  # access tokens are no passwords
    try:
        content = json.dumps(auths(auth=packed(name, secret)))
    except UnicodeEncodeError:
        return
    found = asyncio.run(DockerConfig(content=content).find())
    assert found is None or found.credentials == Password(name, secret.strip("\0"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"path": 5}, "path must be a path as text"),
        ({"path": b"/tmp"}, "path must be a path as text"),
        ({"content": 5}, "content must be text"),
        ({"content": "{}", "helper_timeout": "5"}, "helper_timeout must be a number"),
        ({"content": "{}", "helper_timeout": 0}, "helper_timeout must be a number above 0"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(arguments: Any, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        DockerConfig(**arguments)


@pytest.mark.parametrize("path", ["x" * 5000, "a\0b", "\ud800", "a\nb\x1b[31m"])
async def test_a_path_that_leads_nowhere_is_no_configuration_or_a_broken_one(path: str) -> None:
    with pytest.raises((CredentialSourceError, NoCredentialsError)) as caught:
        await DockerConfig(path).current()
    assert str(caught.value).isprintable()


async def test_no_name_of_a_helper_breaks_a_line() -> None:
    with pytest.raises(CredentialSourceError, match=r"docker-credential-a\\nb") as caught:
        await DockerConfig(content=json.dumps({"credsStore": "a\nb"})).current()
    assert str(caught.value).isprintable()


# refused bearer tokens


async def test_a_refused_bearer_token_makes_way_for_the_other_credentials() -> None:
    fake = FakeHub()
    fake.user("jane", password=SECRET)
    pat = fake.personal_token("jane", scopes=["repo:admin"])
    fake.repository("jane/app", private=True)
    refused = make_jwt(exp=time.time() + 86_400)
    entries = {HUB: {"auth": packed("jane", pat)}, DESKTOP: {"auth": packed("jane", refused)}}
    config = DockerConfig(content=json.dumps({"auths": entries}))
    async with DockerHub(config, transport=fake.transport) as hub:
        for _ in range(3):
            assert (await hub.repositories.get("jane", "app")).is_private
    statuses = [(request.operation, request.status) for request in fake.requests]
    assert statuses[:2] == [("repositories.get", 401), ("authentication.create_token", 200)]
    assert statuses[2:] == [("repositories.get", 200)] * 3


async def test_a_refused_bearer_token_of_a_helper_makes_way_for_the_file(tmp_path: Path, helper: MakeHelper) -> None:
    first, second = make_jwt(exp=time.time() + 600), make_jwt(exp=time.time() + 700)
    helper("only", {DESKTOP: ("jane", first)})
    helper("both", {DESKTOP: ("jane", first), HUB: ("<token>", second)})

    async def current(rejected: tuple[str, ...], content: Any) -> object:
        return await DockerConfig(content=json.dumps(content)).current(rejected)

    in_file = auths()["auths"]
    assert await current((), {"credsStore": "only", "auths": in_file}) == BearerToken(first)
    assert await current((first,), {"credsStore": "only", "auths": in_file}) == JANE
    assert await current((first,), {"credsStore": "only"}) == BearerToken(first)
    assert await current((first,), {"credsStore": "both"}) == BearerToken(second)
    assert await current((first, second), {"credsStore": "both"}) == AccessToken("<token>", second)


async def test_a_refused_bearer_token_without_other_credentials_is_still_reported() -> None:
    fake = FakeHub()
    refused = make_jwt(exp=time.time() + 86_400)
    config = DockerConfig(content=json.dumps(auths(DESKTOP, auth=packed("jane", refused))))
    async with DockerHub(config, transport=fake.transport) as hub:
        for _ in range(2):
            with pytest.raises(UnauthorizedError):
                await hub.repositories.get("jane", "app")
