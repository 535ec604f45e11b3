"""A short cut of `make soak`: only errors of the package come out, no write goes twice, nothing is left over."""

from __future__ import annotations

from typing import Any

import pytest

from tests.soak import hostile, matrix, storm
from tests.soak.rig import ENGINES

pytestmark = pytest.mark.slow

TRANSPORTS = pytest.mark.parametrize("transport", ENGINES.values(), ids=ENGINES.keys())


@pytest.mark.parametrize("engine", ENGINES)
async def test_scripted_faults_are_survived_or_reported(engine: str) -> None:
    tally = await matrix.run({engine: ENGINES[engine]})
    assert (tally.escaped, tally.leaked, tally.writes_sent_twice) == ([], [], 0)
    assert tally.survived > 40


@TRANSPORTS
async def test_a_storm_leaves_nothing_behind(transport: Any) -> None:
    tally = await storm.run(transport, tasks=100, calls=5)
    assert (tally.escaped, tally.leaked) == ([], [])
    assert tally.outcomes["ok"] > 250
    assert tally.outcomes["cancelled"] > 0


@TRANSPORTS
async def test_a_hostile_server_gets_no_more_than_an_error(transport: Any) -> None:
    tally = await hostile.run(transport, variations=40)
    assert (tally.escaped, tally.leaked) == ([], [])
