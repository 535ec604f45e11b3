"""Every test starts with the keys of the document alone, whatever others have taught the structs."""

from collections.abc import Iterator

import aiodockerhub_generated._structs as structs
import pytest


@pytest.fixture(autouse=True)
def nothing_learned() -> Iterator[None]:
    forget()  # what was decoded while tests were collected
    yield
    forget()


def forget() -> None:
    structs.LEARNED.clear()
    structs._made.structs, structs._made.decoders = {}, {}
