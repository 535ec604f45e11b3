"""A response that is nested too deeply is an error of the package, wherever the nesting is."""

import json

import pytest
from aiodockerhub import DecodeError

from tests.overrides.scripted import respond, script


def nested(levels: int) -> bytes:
    return b"[" * levels + b"1" + b"]" * levels


@pytest.mark.parametrize("levels", [101, 490, 700, 950, 5000])
async def test_deep_nesting_under_an_unknown_key_is_a_decode_error(levels: int) -> None:
    item = b'{"namespace": "acme", "name": "app", "deep_key": ' + nested(levels) + b"}"
    page = b'{"count": 1, "next": null, "results": [' + item + b"]}"
    plain = json.dumps({"namespace": "acme", "name": "app", "deep_key": 1})
    async with script(respond(200, plain), respond(200, item), respond(200, page)).hub() as hub:
        await hub.repositories.get("acme", "app")  # makes the key known to the fast decoder
        with pytest.raises(DecodeError):
            await hub.repositories.get("acme", "app")
        with pytest.raises(DecodeError):
            await hub.repositories.list("acme").collect()


async def test_what_is_read_can_be_shown_compared_and_written() -> None:
    item = b'{"namespace": "acme", "name": "app", "deep_key": ' + nested(95) + b"}"
    async with script(respond(200, item)).hub() as hub:
        repository = await hub.repositories.get("acme", "app")
    assert repository.to_dict()["deep_key"] == json.loads(nested(95))
    assert repr(repository)
    assert repository == type(repository).from_dict(repository.to_dict())
