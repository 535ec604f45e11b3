import pytest
from aiodockerhub.auth import jwt
from hypothesis import given
from hypothesis import strategies as st

from tests.overrides.login_service import make_jwt


def test_lifetime_is_the_span_between_the_dates_of_the_service() -> None:
    assert jwt.lifetime(make_jwt(iat=1_000, exp=1_600)) == 600
    assert jwt.expires(make_jwt(iat=1_000, exp=1_600)) == 1_600


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"exp": 600},
        {"iat": 600},
        {"exp": 600, "iat": 600},
        {"exp": 1, "iat": 600},
        {"exp": "600", "iat": 0},
        {"exp": True, "iat": False},
        {"exp": None, "iat": 0},
        {"exp": float("inf"), "iat": 0},
        {"exp": float("nan"), "iat": 0},
        {"exp": 10**400, "iat": 0},
    ],
)
def test_dates_that_make_no_sense_are_no_lifetime(claims: dict[str, object]) -> None:
    assert jwt.lifetime(make_jwt(**claims)) is None


@pytest.mark.parametrize("token", ["", "abc", "a.b", "a..c", "a.!.c", "a.bnVsbA.c", "a.W10.c", f"a.{'W1tb' * 9999}.c"])
def test_what_is_not_a_token_has_no_claims(token: str) -> None:
    assert jwt.claims(token) == {}


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    jwt.lifetime(f"a.{text}.c")
