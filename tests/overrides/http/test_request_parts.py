"""What is sent for a call."""

import enum
import json
from typing import Any

import pytest
from aiodockerhub import Anonymous, CallOptions, DockerHub, RequestEvent
from aiodockerhub.http.request_parts import encode_body
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Drift
from hypothesis import given
from hypothesis import strategies as st

from tests.overrides.loopback import loopback

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


class Word(str, enum.Enum):  # noqa: UP042 - in contrast to a StrEnum, `str` writes the name
    NAME = "x-name"
    VALUE = "value"


class Number(int, enum.Enum):
    TWO = 2


class Half(float, enum.Enum):
    HALF = 0.5


@pytest.mark.parametrize("transport", [None, "httpx2", "aiohttp"])
async def test_members_of_enumerations_are_sent_by_value(transport: Any) -> None:
    if transport is not None:
        pytest.importorskip(transport)
    query: Any = {Word.NAME: Word.VALUE, "number": Number.TWO, "half": Half.HALF}

    def add_header(event: RequestEvent) -> None:
        event.headers["x-hook"] = Word.VALUE

    async with loopback() as server:
        options: Any = {"base_url": server.url, "application": Word.VALUE, "headers": {Word.NAME: Word.VALUE}}
        async with DockerHub(Anonymous(), transport=transport, on_request=add_header, **options) as hub:
            await hub.get("/v2/x", params=query)
            await hub.get("/v2/x", options=CallOptions(query=query, headers={"x-call": Word.VALUE}))
    for request in server.requests:
        assert request.startswith("GET /v2/x?x-name=value&number=2&half=0.5 HTTP/1.1\r\n")
        headers = dict(line.lower().split(": ", 1) for line in request.split("\r\n")[1:] if line)
        assert headers["user-agent"].endswith(" value")
        assert {headers[name] for name in headers if name.startswith("x-")} == {"value"}
    assert "x-call: value" in server.requests[1].lower()
