"""JSON is what the standard library says it is, whoever reads it."""

import json
import subprocess
import sys
from typing import Any

import pytest
from aiodockerhub import _json
from hypothesis import given
from hypothesis import strategies as st

_SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(st.characters(codec=None))
)
_VALUES = st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)


@given(_VALUES)
def test_reads_whatever_the_standard_library_writes(value: Any) -> None:
    data = json.dumps(value).encode()
    assert repr(_json.loads(data)) == repr(json.loads(data))  # repr, for NaN is not equal to itself


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
def test_what_orjson_refuses_is_read_all_the_same(data: bytes) -> None:
    assert repr(_json.loads(data)) == repr(json.loads(data))


@pytest.mark.parametrize("data", [b"", b"{", b"<html>", b'"\x01"', b"\xff"])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        _json.loads(data)


def test_integers_keep_64_bits() -> None:
    assert _json.loads(b"18446744073709551615") == 18446744073709551615


@given(_VALUES)
def test_writes_what_it_can_read_and_refuses_what_json_cannot_spell(value: Any) -> None:
    try:
        data = _json.dumps(value)
    except ValueError as error:
        assert "not JSON compliant" in str(error)  # noqa: PT017 - not every value is refused
    else:
        assert data.isascii()
        assert _json.loads(data) == json.loads(json.dumps(value))


def test_works_without_orjson() -> None:
    program = """
import sys
sys.modules["orjson"] = None
from aiodockerhub import _json
assert _json.loads(b'[1, NaN]')[0] == 1
assert _json._fast is None
"""
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": ":".join(sys.path)})
