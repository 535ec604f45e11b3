"""What is sent for a call."""

import json
from typing import Any

import pytest
from aiodockerhub.http.request_parts import encode_body
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Drift
from hypothesis import given
from hypothesis import strategies as st

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None))
_VALUES = st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)


def refuse(drift: Drift) -> None:
    raise AssertionError(drift)


@pytest.mark.heavy
@given(_VALUES)
def test_a_body_is_written_as_json_without_blanks_or_refused(value: Any) -> None:
    try:
        data = encode_body(OPERATIONS["groups.create"], value, refuse)
    except ValueError as error:
        assert "must be JSON" in str(error)  # noqa: PT017 - not every value is refused
    else:
        assert data is not None
        assert data.isascii()
        assert json.loads(data) == json.loads(json.dumps(value))
