"""What a client may repeat of its document."""

from typing import Any

import pytest

from codegen.errors import BuildError
from codegen.plan import size_limits
from tests.codegen.small import REFERENCE, body, document, made, query, responses_of

CHOICE = {"schema": {"$ref": "#/components/schemas/choice"}}


def two_operations(**operation: Any) -> dict[str, Any]:
    doc: dict[str, Any] = document("/things", "post")
    doc["paths"]["/things"]["post"] |= operation
    doc["components"]["schemas"]["choice"] = {"type": "string", "enum": ["a", "b", "c"]}
    doc["paths"]["/others"] = {"post": {**doc["paths"]["/things"]["post"], "operationId": "things_do_otherwise"}}
    return doc


def test_arguments_repeated_from_a_shared_body_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = two_operations(requestBody=body(REFERENCE))
    monkeypatch.setattr(size_limits, "_MAX_ARGUMENTS", 2)
    assert made(doc).resources
    monkeypatch.setattr(size_limits, "_MAX_ARGUMENTS", 1)
    with pytest.raises(BuildError, match=r"^#/components/schemas/thing/properties/name: the methods repeat more th"):
        made(doc)


def test_shared_parameters_are_bounded_and_own_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size_limits, "_MAX_ARGUMENTS", 0)
    assert made(two_operations(parameters=[query("a", {"type": "string"})])).resources
    doc = two_operations(parameters=[{"$ref": "#/components/parameters/a"}])
    doc["components"]["parameters"] = {"a": query("a", {"type": "string"})}
    with pytest.raises(BuildError, match=r"^#/components/parameters/a: the methods repeat more than 0 arguments"):
        made(doc)


def test_values_of_enumerations_are_bounded_wherever_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = {"type": "array", "items": CHOICE["schema"]}
    doc = two_operations(
        parameters=[query("a", CHOICE["schema"])],
        responses=responses_of({"type": "object", "properties": {"one": CHOICE["schema"], "two": listed}}),
    )
    monkeypatch.setattr(size_limits, "_MAX_VALUES", 18)  # two parameters, and two attributes of each of two results
    assert made(doc).resources
    monkeypatch.setattr(size_limits, "_MAX_VALUES", 17)
    with pytest.raises(BuildError, match=r"^#/paths/~1others/post/.*/properties/two: arguments and attributes "):
        made(doc)
