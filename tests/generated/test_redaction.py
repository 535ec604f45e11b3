"""What is a secret and what is not, and how both look where values are shown."""

import copy
import json
import pickle
import traceback
from typing import Any

import pytest
from aiodockerhub_generated import calls
from aiodockerhub_generated._redaction import (
    Reason,
    SecretBytes,
    SecretText,
    hidden,
    is_secret,
    redacted,
    without_secrets,
)
from aiodockerhub_generated.errors import ArgumentError
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_linearly

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl"
CANARY = "sw0rdfish"


@pytest.mark.parametrize(
    "name",
    [
        "token",
        "tokens",
        "tokenValue",
        "access_token",
        "accessToken",
        "X-Auth-Token",
        "ACCESSTOKEN",
        "authtoken",
        "token2",
        "pat",
        "PATs",
        "githubPAT",
        "jwt",
        "bearer",
        "authorization",
        "Proxy-Authorization",
        "credentials",
        "pwd",
        "passwd",
        "new_password",
        "password_confirmation",
        "passphrase",
        "client_secret",
        "api_key",
        "privateKey",
        "apikey",
        "otp",
        "login_2fa_token",
        "recovery_codes",
        "mfaCode",
        "set-cookie",
        "refresh_token_hash",
    ],
)
def test_names_of_secrets(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "token_label",
        "access_token_id",
        "tokens_count",
        "token_type",
        "secret_id",
        "has_password_policy",
        "status_code",
        "code",
        "error_code",
        "pattern",
        "compat",
        "path",
        "key",
        "keys",
        "author",
        "authorized",
        "repository",
        "description",
        "count",
        "2",
        "-",
        "Ω",
        "",
    ],
)
def test_names_of_what_is_no_secret(name: str) -> None:
    assert not is_secret(name)


def test_the_code_of_a_log_in_is_a_secret() -> None:
    assert is_secret("code", log_in=True)
    assert not is_secret("status_code_text", log_in=True)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"tokens": ["a1", "b2"], "tokenValue": "a", "pat": "a", "jwt": "a"}, None),
        ({"bearer": "a", "authorization": "a", "credentials": {"user": "jane", "pwd": "a"}}, None),
        ({"token": {"value": "a", "id": 5}}, None),
        ({"detail": [{"deep": {"secret": "a"}}]}, None),
        ({"text": json.dumps({"password": 'ab"cd', "again": json.dumps({"token": 'e"f'})})}, None),
        ({"code": "123456"}, None),
        ({"token": hidden("a"), "x": hidden("b")}, None),
    ],
)
def test_secrets_are_hidden_at_any_depth(value: Any, shown: None) -> None:
    text = json.dumps(without_secrets(value))
    assert "<hidden>" in text
    for secret in ('"a"', '"a1"', "ab", "cd", '\\"e', "f\\", "123456", '"b"'):
        assert secret not in text
    assert "jane" in text or "jane" not in str(value)


@pytest.mark.parametrize(
    "value",
    [
        {"token_label": ["Token label must be at most 100 characters"]},
        {"access_tokens": ["limit of 30 reached"]},
        {"access_token_id": "3f2a", "code": 4013, "token": 5, "password": None, "secret": True, "tokens": []},
        {"password": [Reason("too short"), "This password is too common."]},
        {"password": Reason("This field may not be blank.")},
        {"token": ""},
    ],
)
def test_labels_ids_numbers_and_reasons_stay_readable(value: Any) -> None:
    assert without_secrets(value) == value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"password": "ab\\"cd", "x": 1}', '{"password": "***", "x": 1}'),
        ('{"a": "x\\\\", "password": "y"}', '{"a": "x\\\\", "password": "***"}'),
        (
            '{"detail": "{\\"token\\": \\"a\\\\\\"b\\", \\"c\\": 1}"}',
            '{"detail": "{\\"token\\": \\"***\\", \\"c\\": 1}"}',
        ),
        ("{'token': 'a\\'b', 'c': 1}", "{'token': '***', 'c': 1}"),
        ('{"tokens": ["a", "b"]}', '{"tokens": ***]}'),
        ('{"access_token": "cut o', '{"access_token": "***"'),
        ("username=jane&password=hun%22ter2&x=1", "username=jane&password=***&x=1"),
        (f"<html><title>{JWT}</title>", "<html><title>***</title>"),
        (
            '<input type="hidden" name="csrf_token" value="ab cd">',
            '<input type="hidden" name="csrf_token" value="***">',
        ),
        ("<token>abc</token><id>5</id>", "<token>***</token><id>5</id>"),
        ("&quot;token&quot;: &quot;abc&quot;", "&quot;token&quot;: &quot;***&quot;"),
        (JWT, "***"),
        (f"got {JWT} and dckr_pat_abc-d_e.", "got *** and ***."),
        ("Authorization: Bearer abcdefghijk", "Authorization: Bearer ***"),
        ("X-Api-Key: 8ad7f6sd", "X-Api-Key: ***"),
        ("Invalid token: expired. Use basic authentication", "Invalid token: expired. Use basic authentication"),
        ('"token_label": ["at most 100 characters"]', '"token_label": ["at most 100 characters"]'),
        ('"access_tokens": ["limit of 30 reached"]', '"access_tokens": ["limit of 30 reached"]'),
        ('{"token": 12345, "code": 3, "pat": null}', '{"token": 12345, "code": 3, "pat": null}'),
    ],
)
def test_text_of_any_kind_is_shown_without_secrets(text: str, shown: str) -> None:
    assert redacted(text) == shown


_KEYS = st.sampled_from(["token", "secretValue", "new_password", "pat", "X-Auth-Token"])
_SECRETS = st.text(st.sampled_from("ab\"'\\<& \u00e9\n"), max_size=5).map(lambda text: f"{CANARY}{text}{CANARY}")


@given(_KEYS, _SECRETS, st.integers(1, 3), st.booleans())
def test_no_secret_shows_however_json_is_nested_and_spelled(
    key: str, secret: str, levels: int, ascii_only: bool
) -> None:
    value: Any = {key: secret, "x": 1}
    for _ in range(levels):
        value = {"a": [json.dumps(value, ensure_ascii=ascii_only)]}
    assert CANARY not in redacted(json.dumps(value, ensure_ascii=ascii_only))
    assert CANARY not in json.dumps(without_secrets(value))


@given(st.text())
def test_any_text_can_be_shown(text: str) -> None:
    assert isinstance(redacted(text), str)


_PIECES = ['token="', "token:[", "token= ", 'a\\"', "\\", '"', "<title>", "<a ", "<token>", "eyJ", "Bearer ", "token",
           "token:&quot;", "a ", '"token":', "&quot;", "'", "=", " "]  # fmt: skip


@pytest.mark.parametrize("piece", _PIECES)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    assert grows_linearly(redacted, lambda size: piece * size + 'token="' + piece * size)


def test_what_is_long_or_deep_is_cut() -> None:
    deep: Any = "x"
    for _ in range(800):
        deep = {"a": [deep]}
    shown = without_secrets({"text": "x" * 10_000_000, "list": list(range(100_000)), "deep": deep, "k" * 100_000: 1})
    assert len(json.dumps(shown)) < 2000
    assert without_secrets({"text": "x" * 1000}, whole=True) == {"text": "x" * 1000}


def test_secrets_hide_themselves() -> None:
    text, data = hidden("swordfish"), hidden(b"swordfish")
    assert (repr(text), repr(data)) == ("'***'", "b'***'")
    assert (text, data, hidden(5)) == ("swordfish", b"swordfish", 5)
    assert isinstance(text, SecretText)
    assert isinstance(data, SecretBytes)
    assert copy.deepcopy({"a": text}) == {"a": "swordfish"}


def test_a_call_that_holds_a_secret_is_not_pickled() -> None:
    call = calls.authentication.create_token(identifier="jane", secret="swordfish")
    with pytest.raises(TypeError, match="holds a secret, so it is not pickled"):
        pickle.dumps(call)


def test_frames_of_a_call_hold_wrapped_secrets_only() -> None:
    try:
        calls.authentication.create_token(identifier=5, secret=CANARY)  # type: ignore[arg-type]
    except ArgumentError as error:
        frames = traceback.TracebackException.from_exception(error, capture_locals=True)
        shown = "".join(line for frame in list(frames.stack)[1:] for line in map(str, (frame.locals or {}).items()))
        assert "secret" in shown  # noqa: PT017
        assert CANARY not in shown  # noqa: PT017
