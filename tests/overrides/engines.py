"""The engines that the tests of the client run over."""

import pytest

ENGINES = ["httpx", "httpx2", "aiohttp"]
each_engine = pytest.mark.parametrize("transport", ENGINES)
"""Run a test once over each engine, whose name is the argument `transport` of the test."""
