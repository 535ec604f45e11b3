"""Removes the keys that earlier tests added to structs, so that each test starts with the document's keys only."""

from collections.abc import Iterator

import aiodockerhub_generated._fast_decoder as fast_decoder
import aiodockerhub_generated._unknown_keys as unknown_keys
import pytest


@pytest.fixture(autouse=True)
def no_added_keys() -> Iterator[None]:
    forget()  # what was decoded while tests were collected
    yield
    forget()


def forget() -> None:
    unknown_keys.ADDED_KEYS.clear()
    fast_decoder.forget_structs()
