"""Ends a process in which a test hangs, after it has shown where.

The limit of pytest's own, `faulthandler_timeout`, starts a thread for each test, which takes as long as most tests do.
This one starts a thread only if the last one was started a quarter of the limit ago.
"""

import faulthandler
import os
import time

import pytest

_MAX_SECONDS = 900
_RESTARTS = 4  # times within the limit that the thread is started anew


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add an option for the limit."""
    help_ = (
        f"most seconds of one test, after which its process shows where it hangs, and ends; {_MAX_SECONDS} by default"
    )
    parser.addoption("--test-limit", type=int, default=_MAX_SECONDS, metavar="SECONDS", help=help_)


def pytest_configure(config: pytest.Config) -> None:
    """Watch the tests that this process runs."""
    config.pluginmanager.register(_Watch(config.getoption("--test-limit")))


class _Watch:
    """Restarts the limit before a test, unless it was started shortly before.

    Args:
        limit: Seconds after which a process ends. A test that hangs is ended after three quarters of them or later.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._next_start = 0.0
        self._stderr = os.dup(2)  # as long as tests run, pytest captures the other one

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        now = time.monotonic()
        if now >= self._next_start:
            faulthandler.dump_traceback_later(self._limit, exit=True, file=self._stderr)
            self._next_start = now + self._limit / _RESTARTS

    def pytest_unconfigure(self) -> None:
        faulthandler.cancel_dump_traceback_later()
        os.close(self._stderr)
