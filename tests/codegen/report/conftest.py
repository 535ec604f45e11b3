"""Generates each client only once, because many reports compare the same present client with other clients."""

import copy
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import msgspec
import pytest

from codegen.document import faults, load, validate
from codegen.errors import BuildError
from codegen.report import examine, read_client, slips
from codegen.report.client import Client
from tests.codegen.report.small_overlay import OVERLAY

P = ParamSpec("P")
R = TypeVar("R")

_RESULTS: dict[str, Any] = {}


def once(function: Callable[P, R]) -> Callable[P, R]:
    """Cache the results of a function by its arguments. A `BuildError` is cached and raised again."""

    def remembered(*arguments: P.args, **keywords: P.kwargs) -> R:
        key = f"{function.__module__} {function.__name__} {msgspec.json.encode(arguments).decode()}"
        if key not in _RESULTS:
            try:
                _RESULTS[key] = function(*arguments, **keywords)
            except BuildError as problem:
                _RESULTS[key] = problem
        result = _RESULTS[key]
        if isinstance(result, BuildError):
            raise copy.copy(result)
        return result  # type: ignore[no-any-return]  # of this very function

    return remembered


def _list_faults(node: load.JSON, find: Callable[[load.JSON], Iterable[faults.Fault]] = faults.find) -> list[Any]:
    return list(find(node))


_find_faults: Callable[[load.JSON], list[Any]] = once(_list_faults)
_generate: Callable[[dict[str, Any], dict[str, Any]], examine.Generated] = once(examine.generate)
_read: Callable[[Mapping[str, str]], Client] = once(read_client.read)
_validate: Callable[[dict[str, Any]], list[str]] = once(validate.validate)
_find_slips: Callable[[dict[str, Any], dict[str, Any]], list[str]] = once(slips.find)


@pytest.fixture(autouse=True)
def each_client_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cache generated clients, the results of reading them, and the validation, faults and slips of documents."""
    monkeypatch.setattr(examine, "generate", _generate)
    monkeypatch.setattr(examine, "read", _read)
    monkeypatch.setattr(validate, "validate", _validate)
    monkeypatch.setattr(faults, "find", _find_faults)
    monkeypatch.setattr(slips, "find", _find_slips)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make the folder of the small overlay."""
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay" / "schemas.yaml").write_text(OVERLAY, encoding="utf-8")
    return tmp_path / "overlay"
