import copy
import pickle
from collections.abc import Callable
from enum import Enum
from typing import Any

import pytest
from aiodockerhub.auth.credential_chain import Resolved
from aiodockerhub.auth.credentials import (
    AccessToken,
    Anonymous,
    BearerToken,
    Credentials,
    OrganizationToken,
    Password,
    TwoFactor,
    from_pair,
)
from aiodockerhub.auth.docker_config import DockerConfig
from aiodockerhub.auth.scopes import normalize_body
from aiodockerhub.errors import ArgumentError
from aiodockerhub_generated._masking import SecretText, sealed
from aiodockerhub_generated.operations import OPERATIONS

from tests.overrides.login_service import make_jwt

JWT = make_jwt(exp=1)


async def give_code() -> str:
    return "123456"


SECRETIVE: list[tuple[Any, str]] = [
    (Password("jane", "swordfish-example"), "swordfish-example"),
    (AccessToken("jane", "dckr_pat_example"), "dckr_pat_example"),
    (OrganizationToken("acme", "dckr_oat_dummy"), "dckr_oat_dummy"),
    (TwoFactor("jane", "swordfish-example", give_code), "swordfish-example"),
    (BearerToken(JWT), JWT),
    (DockerConfig(content='{"auths": "dckr_pat_example"}'), "dckr_pat_example"),
]
names = pytest.mark.parametrize(("credentials", "secret"), SECRETIVE, ids=lambda value: type(value).__name__)


@names
def test_credentials_never_show_their_secret(credentials: Any, secret: str) -> None:
    shown = f"{credentials!r} {credentials} {Resolved(credentials, 'the program')!r}"
    assert secret not in shown
    assert type(credentials).__name__ in repr(credentials)


@names
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_credentials_with_a_secret_refuse_to_be_pickled(credentials: Any, secret: str, protocol: int) -> None:
    with pytest.raises(TypeError, match=f"{type(credentials).__name__} may hold a secret, so it cannot be pickled"):
        pickle.dumps([credentials], protocol)


@names
def test_credentials_can_be_copied(credentials: Any, secret: str) -> None:
    assert copy.copy(credentials) is credentials
    assert copy.deepcopy([credentials]) == [credentials]


@names
async def test_values_are_providers_of_themselves(credentials: Any, secret: str) -> None:
    if not isinstance(credentials, DockerConfig):
        assert await credentials.current() is credentials


async def test_provider_of_ones_own_needs_one_method_and_type_checks() -> None:
    class FromVault:
        async def current(self) -> AccessToken:
            return AccessToken("jane", "dckr_pat_example")

    provider: Credentials = FromVault()
    assert str(await provider.current()) == "a personal access token of jane"
    everything: list[Credentials] = [Password("jane", "x"), BearerToken(JWT), Anonymous(), DockerConfig()]
    assert all(hasattr(credentials, "current") for credentials in everything)


def test_equality_is_by_value_so_that_a_changed_secret_is_noticed() -> None:
    assert Password("jane", "a") == Password("jane", "a") != Password("jane", "b")
    assert len({AccessToken("jane", "a"), AccessToken("jane", "a\n")}) == 1


def test_tokens_are_trimmed_and_passwords_are_not() -> None:
    assert AccessToken("jane", " dckr_pat_example\n").pat == "dckr_pat_example"
    assert OrganizationToken("acme", "dckr_oat_dummy\r\n").oat == "dckr_oat_dummy"
    assert BearerToken(f"{JWT}\n").jwt == JWT
    assert Password("jane", " pass word ").secret == " pass word "


def test_secret_text_is_text_that_hides_in_dumps() -> None:
    secret = SecretText("swordfish")
    assert secret == "swordfish"
    assert f"Bearer {secret}" == "Bearer swordfish"
    assert "swordfish" not in repr({"locals": [secret]})


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Password("", "x"), "user must be non-empty text"),
        (lambda: Password("jane", ""), "secret must be non-empty text"),
        (lambda: Password("\u200b", "x"), "user must be non-empty text"),
        (lambda: Password("jane", " \n\0\u00a0"), "secret must be non-empty text"),
        (lambda: Password("jane", None), "secret must be non-empty text"),  # type: ignore[arg-type]  # as os.environ.get gives
        (lambda: AccessToken("jane", "\n"), "pat must be an access token"),
        (lambda: AccessToken("jane", "two words"), "pat must be an access token"),
        (lambda: AccessToken("jane", "dckr_oat_dummy"), r"for an organization access token, use OrganizationToken"),
        (lambda: OrganizationToken("acme", "dckr_pat_dummy"), r"for a personal access token, use AccessToken\(user"),
        (lambda: OrganizationToken(None, "dckr_oat_dummy"), "org must be non-empty text"),  # type: ignore[arg-type]  # as os.environ.get gives
        (lambda: BearerToken("dckr_pat_dummy"), "jwt must be a JSON web token .* without the word Bearer"),
        (lambda: BearerToken(f"Bearer {JWT}"), "jwt must be a JSON web token .* without the word Bearer"),
        (lambda: BearerToken("line\nbreak"), "jwt must be a JSON web token"),
        (lambda: Password("dckr_pat_dummy", "x"), "user must be a name, not an access token: name and token"),
        (lambda: AccessToken("dckr_oat_dummy", "jane"), "user must be a name, not an access token"),
        (lambda: OrganizationToken("dckr_oat_dummy", "acme"), "org must be a name, not an access token"),
        (lambda: TwoFactor("dckr_pat_dummy", "x", give_code), "user must be a name, not an access token"),
        (lambda: TwoFactor("jane", "", give_code), "password must be non-empty text"),
    ],
)
def test_wrong_arguments_are_named_and_not_shown(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message) as caught:
        make()
    assert "dummy" not in str(caught.value)


def test_a_code_in_place_of_the_code_callable_says_why_not() -> None:
    with pytest.raises(TypeError, match="code must be an async callable"):
        TwoFactor("jane", "swordfish-example", "123456")  # type: ignore[arg-type]  # the mistake in question


@pytest.mark.parametrize(
    ("secret", "expected"),
    [
        ("dckr_pat_example\n", AccessToken("jane", "dckr_pat_example")),
        ("dckr_oat_dummy", OrganizationToken("jane", "dckr_oat_dummy")),
        ("swordfish-example", Password("jane", "swordfish-example")),
    ],
)
def test_prefix_tells_the_kind_of_a_secret(secret: str, expected: object) -> None:
    assert from_pair("jane", secret) == expected


def test_anonymous_has_no_secret_to_hide() -> None:
    assert repr(Anonymous()) == "Anonymous()"
    assert str(Anonymous()) == "anonymous"


async def no_code() -> str:
    return ""


@pytest.mark.parametrize(
    "make",
    [
        lambda text: Password("jane", text),
        lambda text: TwoFactor("jane", text, no_code),
    ],
)
def test_what_cannot_be_sent_is_refused_when_it_is_given_and_not_shown(make: Any) -> None:
    for text, said in (("swordfish\ud800", "half of a surrogate pair"), ("swordfish" * 10_000, "at most 16,384")):
        with pytest.raises(ArgumentError, match=said) as caught:
            make(text)
        assert "swordfish" not in str(caught.value)
    with pytest.raises(ArgumentError, match="user: expected text, got half of a surrogate pair"):
        Password("jane\ud800", "dummy")


class Given(str, Enum):  # noqa: UP042 - whose str() is not its value
    SECRET = "dckr_pat_dummy"


class Masked(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "***"


@pytest.mark.parametrize("text", [Given.SECRET, Masked("dckr_pat_dummy")])
def test_kinds_of_text_are_sent_as_their_value_and_not_as_they_are_shown(text: str) -> None:
    body: Any = normalize_body(OPERATIONS["access_tokens.create"], {"scopes": [text]}, lambda _: None)
    scopes: list[str] = body["scopes"]
    values = [
        Password("jane", text).secret,
        AccessToken("jane", text).pat,
        sealed(text),
        *scopes,
    ]
    assert [str.__str__(value) for value in values] == ["dckr_pat_dummy"] * 4
