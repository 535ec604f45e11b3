"""What is a secret and what is not, and how both look where values are shown."""

import copy
import json
import pickle
import traceback
from typing import Any

import pytest
from aiodockerhub_generated import calls
from aiodockerhub_generated._masking import (
    Reason,
    SecretBytes,
    SecretText,
    hidden,
    without_secret,
    without_secrets,
)
from aiodockerhub_generated.errors import ArgumentError, ArgumentTypeError
from aiodockerhub_generated.types import CallOptions

from tests.secret_guard import traceback_of

CANARY = "sw0rdfish"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"tokens": ["a1", "b2"], "tokenValue": "a", "pat": "a", "jwt": "a"}, None),
        ({"bearer": "a", "authorization": "a", "credentials": {"user": "b", "pwd": "a", "id": 5}}, None),
        ({"token": {"value": "a", "id": 5}}, None),
        ({"token": [{"x": "a"}], "secret": {"data": {"x": "b"}}, "password": {"x": ["a"], "y": [["b"]]}}, None),
        ({"creds": {"user": "jane", "pwd": "a"}}, None),
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


def test_tokens_are_hidden_in_keys_too() -> None:
    assert without_secrets({"tags": {"dckr_pat_dummy0000000000000000000": 1}}) == {"tags": {"<hidden>": 1}}


@pytest.mark.parametrize(
    "value",
    [
        {"token_label": ["Token label must be at most 100 characters"]},
        {"access_tokens": ["limit of 30 reached"]},
        {"access_token_id": "3f2a", "code": 4013, "token": 5, "password": None, "secret": True, "tokens": []},
        {"password": [Reason("too short"), "This password is too common."]},
        {"password": Reason("This field may not be blank.")},
        {"password": {"new": ["This password is too common."]}, "tokens": [["limit of 30 reached"], {"left": 0}]},
        {"token": ""},
    ],
)
def test_labels_ids_numbers_and_reasons_stay_readable(value: Any) -> None:
    assert without_secrets(value) == value


@pytest.mark.parametrize("value", [["two words"], [["two words"]], {"x": "two words"}, {"x": {"y": ["two words"]}}])
def test_no_text_is_a_reason_in_the_secret_of_a_success(value: Any) -> None:
    assert "two words" not in str(without_secret(value))
    assert "two words" not in str(without_secrets({"token": value}, reasons=False))


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


@pytest.mark.parametrize("secret", [[CANARY], (CANARY,), {"value": CANARY}, CANARY.encode()])
def test_secret_of_a_wrong_type_is_shown_in_no_frame(secret: Any) -> None:
    with pytest.raises(ArgumentTypeError, match="secret: expected text, got a") as caught:
        calls.authentication.create_token(identifier="jane", secret=secret)
    assert CANARY not in traceback_of(caught.value)


def test_a_call_that_holds_a_secret_is_not_pickled() -> None:
    call = calls.authentication.create_token(identifier="jane", secret="swordfish")
    with pytest.raises(TypeError, match="a secret cannot be pickled"):
        pickle.dumps(call)


@pytest.mark.parametrize("field", ["headers", "query"])
def test_options_that_hold_a_secret_are_not_pickled_and_others_are(field: str) -> None:
    harmless = CallOptions(timeout=5, **{field: {"X-Source": "job-7"}})  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(harmless)) == harmless  # noqa: S301 - made here
    for name in ("X-Token", "authorization", "x-api-key"):
        options = CallOptions(**{field: {"X-Source": "job-7", name: CANARY}})  # type: ignore[arg-type]
        assert getattr(options, field)[name] == CANARY
        assert CANARY not in repr(getattr(options, field))
        with pytest.raises(TypeError, match="a secret cannot be pickled"):
            pickle.dumps(options)


def test_frames_of_a_call_hold_wrapped_secrets_only() -> None:
    try:
        calls.authentication.create_token(identifier=5, secret=CANARY)  # type: ignore[arg-type]
    except ArgumentError as error:
        frames = traceback.TracebackException.from_exception(error, capture_locals=True)
        shown = "".join(line for frame in list(frames.stack)[1:] for line in map(str, (frame.locals or {}).items()))
        assert "secret" in shown  # noqa: PT017
        assert CANARY not in shown  # noqa: PT017
