"""Only one of several threads may send a one-time code."""

import copy
from typing import Any

from aiodockerhub.auth.sent_codes import SentCodes


def test_code_is_claimed_once_and_again_after_an_hour_or_if_it_was_not_sent() -> None:
    codes = SentCodes()
    assert codes.claim("123456", now=0)
    assert not codes.claim("123456", now=3599)
    assert codes.claim("123456", now=3600)
    codes.remove("123456")
    assert codes.claim("123456", now=3601)


def test_recovery_code_is_never_claimed_again() -> None:
    codes = SentCodes()
    assert codes.claim("recovery-1", now=0)
    assert not codes.claim("recovery-1", now=1e9)


def test_copy_has_the_same_memory() -> None:
    codes = SentCodes()
    assert codes.claim("123456", now=0)
    assert not copy.deepcopy([codes])[0].claim("123456", now=0)
    assert not copy.copy(codes).claim("123456", now=0)


def test_every_use_of_the_memory_holds_the_lock() -> None:
    codes = SentCodes()
    used = list[str]()

    class Guarded(dict[bytes, float | None]):
        def __getattribute__(self, name: str) -> Any:
            used.append(name)
            assert codes._lock.locked()
            return super().__getattribute__(name)

        def __contains__(self, key: object) -> bool:
            used.append("in")
            assert codes._lock.locked()
            return super().__contains__(key)

        def __setitem__(self, key: bytes, value: float | None) -> None:
            used.append("set")
            assert codes._lock.locked()
            super().__setitem__(key, value)

    codes._digests = Guarded()
    assert codes.claim("123456", now=0)
    assert codes.has("123456", now=1)
    codes.remove("123456")
    assert {"in", "set", "items", "pop"} <= {*used}
    assert not codes._lock.locked()
