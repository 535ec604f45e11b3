import json
from typing import Any

import pytest
from aiodockerhub_generated._masking import mask_text, without_secrets
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_linearly

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl"
CANARY = "sw0rdfish"


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
        ('{"tokens": ["a]b", "c"], "x": [1]}', '{"tokens": ***], "x": [1]}'),
        ('{"token": [{"x": "a"}], "c": 1}', '{"token": ***], "c": 1}'),
        ('{"token": {"x": {"y": "a}"}}, "c": 1}', '{"token": ***}, "c": 1}'),
        ("{'secret': {'data': ['a']}, 'c': 1}", "{'secret': ***}, 'c': 1}"),
        ('"{\\"token\\": {\\"x\\": \\"a\\"}, \\"c\\": 1}"', '"{\\"token\\": ***}, \\"c\\": 1}"'),
        ('{"token": {"x": "cut o', '{"token": ***'),
        ('{"token": {}, "tokens": [], "pats": [ ]}', '{"token": {}, "tokens": [], "pats": [ ]}'),
        ('{"access_token": "cut o', '{"access_token": "***"'),
        ("username=jane&password=hun%22ter2&x=1", "username=jane&password=***&x=1"),
        (f"<html><title>{JWT}</title>", "<html><title>***</title>"),
        ("see https://jane:hunter2@proxy.test:3128/x, or ask", "see https://***@proxy.test:3128/x, or ask"),
        ("redirect to //evil.test to https://glpat-4711@git.test", "redirect to //evil.test to https://***@git.test"),
        ("'postgres://app:p@ss:w@db.test:5432/hub' is down", "'postgres://***@db.test:5432/hub' is down"),
        ("docker://nginx@sha256:abc of jane@corp.test", "docker://nginx@sha256:abc of jane@corp.test"),
        ("https://hub.docker.com/u/jane@corp.test", "https://hub.docker.com/u/jane@corp.test"),
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
    assert mask_text(text) == shown


_KEYS = st.sampled_from(["token", "secretValue", "new_password", "pat", "X-Auth-Token"])
_SECRETS = st.text(st.sampled_from("ab\"'\\<& \u00e9\n"), max_size=5).map(lambda text: f"{CANARY}{text}{CANARY}")


@given(_KEYS, _SECRETS, st.integers(1, 3), st.booleans())
def test_no_secret_shows_however_json_is_nested_and_spelled(
    key: str, secret: str, levels: int, ascii_only: bool
) -> None:
    value: Any = {key: secret, "x": 1}
    for _ in range(levels):
        value = {"a": [json.dumps(value, ensure_ascii=ascii_only)]}
    assert CANARY not in mask_text(json.dumps(value, ensure_ascii=ascii_only))
    assert CANARY not in json.dumps(without_secrets(value))


@given(st.text())
def test_any_text_can_be_shown(text: str) -> None:
    assert isinstance(mask_text(text), str)


_PIECES = ['"token":{', '"token":[{"', '"token":[{}],',
           'token="', "token:[", "token:", "token: ", "token= ", 'a\\"', "\\", '"', "<title>", "<a ", "<token>",
           "eyJ", "Bearer ", "token",
           "token:&quot;", "a ", "://", "://a", "a@", '"token":', "&quot;", "'", "=", " "]  # fmt: skip


@pytest.mark.heavy
@pytest.mark.parametrize("piece", _PIECES)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    assert grows_linearly(mask_text, lambda size: piece * size + 'token="' + piece * size)
