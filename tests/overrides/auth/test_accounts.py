"""The account of credentials is told by a text without its name."""

import base64
import json

import pytest
from aiodockerhub import AccessToken, Anonymous, BearerToken, OrganizationToken, Password, TwoFactor
from aiodockerhub.auth.accounts import account_of, are_other_accounts, is_account
from aiodockerhub.auth.credentials import KnownCredentials


async def code() -> str:
    return "123456"


def bearer(**claims: object) -> BearerToken:
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return BearerToken(f"e30.{payload}.c2ln")


def test_credentials_of_one_user_are_of_one_account_whatever_the_secret() -> None:
    every: list[KnownCredentials] = [
        Password("jane", "a"),
        Password("Jane", "b"),
        AccessToken("jane", "dckr_pat_dummy"),
        TwoFactor("jane", "a", code),
    ]
    assert len({account_of(credentials) for credentials in every}) == 1
    assert bearer(sub="7", exp=1) != bearer(sub="7", exp=2)
    assert account_of(bearer(sub="7", exp=1)) == account_of(bearer(sub="7", exp=2))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Password("jane", "a"), Password("joe", "a")),
        (Password("jane", "a"), Anonymous()),
        (AccessToken("acme", "dckr_pat_dummy"), OrganizationToken("acme", "dckr_oat_dummy")),
        (bearer(sub="7"), bearer(sub="8")),
        (bearer(sub="7"), Anonymous()),
    ],
)
def test_credentials_of_two_accounts_differ(one: KnownCredentials, other: KnownCredentials) -> None:
    assert are_other_accounts(account_of(one), account_of(other))


@pytest.mark.parametrize("token", [bearer(sub="7"), bearer(sub=7), bearer(), BearerToken("opaque")])
def test_bearer_token_may_be_of_the_account_of_a_password(token: BearerToken) -> None:
    assert not are_other_accounts(account_of(token), account_of(Password("jane", "a")))


def test_text_has_neither_name_nor_secret() -> None:
    text = account_of(Password("jane-example", "swordfish-example"))
    assert text is not None
    assert "jane" not in text
    assert "swordfish" not in text
    assert is_account(text)
    assert is_account(account_of(Anonymous()))


@pytest.mark.parametrize("text", ["", "jane", "user-", "user-xyz", "user-" + "0" * 11, "root-" + "0" * 8, 7, None, [1]])
def test_other_values_are_no_account(text: object) -> None:
    assert not is_account(text)
