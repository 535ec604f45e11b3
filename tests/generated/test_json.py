"""JSON is what the standard library says it is, whoever reads it."""

import json
from typing import Any

import pytest
from aiodockerhub_generated.types import NotJSONError, read_json
from hypothesis import given
from hypothesis import strategies as st

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None))
_VALUES = st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)


@pytest.mark.heavy
@given(_VALUES)
def test_reads_whatever_the_standard_library_writes(value: Any) -> None:
    data = json.dumps(value).encode()
    assert repr(read_json(data)) == repr(json.loads(data))  # repr, for NaN is not equal to itself


@pytest.mark.parametrize(
    "data",
    [
        b"[NaN, Infinity, -Infinity]",
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b"\xef\xbb\xbf{}",
        '{"a": 1}'.encode("utf-16"),
        b"1e400",
    ],
)
def test_what_msgspec_refuses_is_read_all_the_same(data: bytes) -> None:
    assert repr(read_json(data)) == repr(json.loads(data))


@pytest.mark.parametrize("data", [b"", b"{", b"<html>", b'"\x01"', b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(NotJSONError, match=r".") as refusal:
        read_json(data)
    assert refusal.value.__context__ is None  # it would hold the whole document


@pytest.mark.parametrize("number", [2**64 - 1, 2**64, -(2**63) - 1, 10**40])
def test_integers_keep_all_their_digits(number: int) -> None:
    assert read_json(str(number).encode()) == number


@pytest.mark.parametrize("data", [b"[" * 100 + b"]" * 100, b'{"a":' * 99 + b"[]" + b"}" * 99])
def test_a_hundred_levels_are_read(data: bytes) -> None:
    assert read_json(data) == json.loads(data)


@pytest.mark.parametrize("levels", [101, 500, 900])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":[', b"]}")])
def test_what_is_nested_more_deeply_is_refused(levels: int, opening: bytes, closing: bytes) -> None:
    with pytest.raises(NotJSONError, match=r"nested more than 100 levels deep|[Rr]ecursion"):
        read_json(opening * levels + b"1" + closing * levels)


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_an_empty_innermost_level_is_a_level(opening: bytes, closing: bytes) -> None:
    with pytest.raises(NotJSONError, match="nested more than 100 levels deep"):
        read_json(opening * 100 + b"[]" + closing * 100)
