"""Options and settings of all tests: the engine, the order, and the measurement of coverage."""

import functools
import gc
import importlib
import pkgutil
from collections.abc import Collection, Iterator
from itertools import groupby
from pathlib import Path
from types import ModuleType

import aiodockerhub
import aiodockerhub_generated
import coverage
import hypothesis
import pytest
from aiodockerhub.http.engines import choice
from hypothesis import strategies

import codegen
from tests.secret_guard import no_secret_shows

__all__ = ["no_secret_shows"]

_FIRST_CASES = 2  # of each parametrized test; further cases reach few other lines
hypothesis.settings.register_profile("untimed", deadline=None)  # how long an example takes depends on the machine
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add options: the engine of all tests that do not choose an engine themselves, and the part of the files to run.

    Processes that each run a part need no messages for each test, which cost workers of pytest-xdist a third of the
    time of quick tests.
    """
    parser.addoption("--engine", choices=["httpx", "httpx2", "aiohttp"], default="httpx")
    parser.addoption("--part", default="1/1", help="2/3: collect the second of every three files with tests")


def pytest_configure(config: pytest.Config) -> None:
    """Make the chosen engine the default of the client."""
    choice.DEFAULT = config.getoption("--engine")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the files of other parts."""
    return True if collection_path in _files_of_others(config.getoption("--part")) else None


@functools.cache
def _files_of_others(part: str) -> frozenset[Path]:
    number, count = map(int, part.split("/"))
    files = sorted(Path(__file__).parent.rglob("test_*.py"))
    return frozenset(files) - frozenset(files[number - 1 :: count])


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Collect the tests without tracer and garbage collector, which takes half the time."""
    measurement = coverage.Coverage.current()
    if measurement is not None:
        if not hasattr(session.config, "workerinput") and session.config.getoption("numprocesses", None):
            measurement.stop()  # this process only distributes tests
        else:
            for package in (codegen, aiodockerhub, aiodockerhub_generated):
                _import_all(package)  # lines of modules run when they are imported
            measurement.stop()
            session.config.pluginmanager.register(_Measured(measurement))
    gc.disable()
    try:
        return (yield)
    finally:
        # Hypothesis looks for referrers of its random generator, which would be frozen, when it uses it first.
        hypothesis.find(strategies.none(), lambda _: True)
        gc.freeze()
        gc.enable()


class _Measured:
    """Measures the coverage of tests without the marks `slow`, `heavy`, `unmeasured` and `further`.

    A tracer makes Python two or three times as slow.
    """

    def __init__(self, measurement: coverage.Coverage) -> None:
        self._measurement = measurement

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        return (yield from self._measure(item))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        return (yield from self._measure(item))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        return (yield from self._measure(item))

    def _measure(self, item: pytest.Item) -> Iterator[None]:
        if any(item.get_closest_marker(name) for name in ("slow", "heavy", "unmeasured", "further")):
            with pytest.MonkeyPatch.context() as patch:
                patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)  # nor in the processes that it starts
                return (yield)
        self._measurement.start()
        try:
            return (yield)
        finally:
            self._measurement.stop()


def _import_all(package: ModuleType) -> None:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.startswith("codegen.support."):  # whose copies in the generated package are what runs
            importlib.import_module(module.name)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Mark the further cases of each test before pytest selects by marks, and put the longest tests first at the end.

    If another engine than httpx is chosen, leave out the tests that choose their engines themselves: they run over
    every engine in a run without that option.
    """
    _mark_further_cases(items)
    yield
    if config.getoption("--engine") != "httpx":
        chosen = [item for item in items if isinstance(item, pytest.Function) and "transport" in _parameters(item)]
        config.hook.pytest_deselected(items=chosen)
        items[:] = [item for item in items if item not in chosen]
    items.sort(key=_seconds, reverse=True)  # so that workers end together


def _mark_further_cases(items: list[pytest.Item]) -> None:
    ordered = sorted(items, key=lambda item: item.nodeid)  # the same cases in each worker, in any order
    for _, group in groupby(ordered, lambda item: item.nodeid.partition("[")[0]):
        cases = list(group)
        step = max(1, len(cases) // _FIRST_CASES)  # neighbours by name are alike
        for number, item in enumerate(cases):
            if number % step or number >= step * _FIRST_CASES:
                item.add_marker("further")


def _seconds(item: pytest.Item) -> int:
    marker = item.get_closest_marker("slow")
    return 0 if marker is None else int(marker.kwargs.get("seconds", 0))


def _parameters(item: pytest.Function) -> Collection[str]:
    return item.callspec.params if hasattr(item, "callspec") else ()
