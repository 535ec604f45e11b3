"""Functions that decode JSON in tests, and drift sinks."""

from typing import Any

from aiodockerhub_generated.types import Drift, Model

from tests.generated.samples import body


class RefusedError(Exception):
    """The error that a sink of these tests raises."""


def strict(drift: Drift) -> None:
    raise RefusedError(drift)


def from_json(model: type[Model], source: Any) -> tuple[Model, list[Drift]]:
    drifts: list[Drift] = []
    return model.from_json(body(source), drifts.append), drifts


def from_value(model: type[Model], source: Any) -> tuple[Model, list[Drift]]:
    drifts: list[Drift] = []
    return model.from_dict(source, drifts.append), drifts


def page(**tag: Any) -> dict[str, Any]:
    return {"count": 1, "next": None, "previous": None, "results": [{"name": "latest", **tag}]}


def told(model: type[Model], source: Any) -> list[tuple[str, str]]:
    drifts: list[Drift] = []
    model.from_dict(source, drifts.append)
    return [(drift.path, drift.kind) for drift in drifts]
