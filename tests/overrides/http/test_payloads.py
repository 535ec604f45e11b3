"""What is sent for a call, and what its responses mean."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub import BearerToken, DecodeError, calls
from aiodockerhub.http.payloads import content_of
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Drift
from hypothesis import given
from hypothesis import strategies as st

from tests.overrides.scripted import respond, script

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None))
_VALUES = st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)


def refuse(drift: Drift) -> None:
    raise AssertionError(drift)


@given(_VALUES)
def test_a_body_is_written_as_json_without_blanks_or_refused(value: Any) -> None:
    try:
        data = content_of(OPERATIONS["groups.create"], value, refuse)
    except ValueError as error:
        assert "must be JSON" in str(error)  # noqa: PT017 - not every value is refused
    else:
        assert data is not None
        assert data.isascii()
        assert json.loads(data) == json.loads(json.dumps(value))


NO_CSV = {
    "page": ("<!DOCTYPE html><title>Docker Hub | Log in</title>", "an HTML page instead of a response"),
    "error": ('{"detail": "maintenance"}', "maintenance"),
    "long error": ('{"detail": "maintenance", "errinfo": "' + "x" * 5_000 + '"}', ""),
    "null": ("null", "null"),
    "array": ("[]", ""),
    "text": ('"maintenance"', "maintenance"),
    "nothing": ("", "an empty body"),
    "blank": (" \r\n", "an empty body"),
}


@pytest.mark.parametrize("kind", NO_CSV)
async def test_an_export_that_is_no_csv_is_refused(kind: str, tmp_path: Path) -> None:
    body, seen = NO_CSV[kind]
    export = calls.orgs.export_members("acme")
    for content_type in ("text/csv", "text/html; charset=utf-8"):
        async with script(respond(200, body, content_type=content_type)).hub(BearerToken("dummy.bearer.token")) as hub:
            with pytest.raises(DecodeError, match=r"^orgs\.export_members: expected CSV at \$, got ") as caught:
                await hub.orgs.export_members("acme")
            assert seen in str(caught.value)
            with pytest.raises(DecodeError, match="expected CSV"):
                await hub.download(export, tmp_path / "members.csv")
        assert not os.listdir(tmp_path)  # noqa: PTH208 - which may block


@pytest.mark.parametrize("body", ["Name", "Name,Email\r\njane,j@example.com\r\n", '"Name"\n"1"\n', "\ufeffName\n"])
async def test_an_export_is_taken_whatever_its_content_type(body: str, tmp_path: Path) -> None:
    for content_type in ("text/csv", "application/octet-stream", "text/html", "application/json"):
        async with script(respond(200, body, content_type=content_type)).hub(BearerToken("dummy.bearer.token")) as hub:
            assert await hub.orgs.export_members("acme") == body
            await hub.download(calls.orgs.export_members("acme"), tmp_path / "members.csv")
        assert (tmp_path / "members.csv").read_bytes().decode() == body
