"""What of a schema becomes an attribute of its model."""

from typing import Any

import pytest

from tests.codegen.small import document, made

READ_ONLY = {"type": "object", "properties": {"name": {"type": "string"}, "at": {"type": "string", "readOnly": True}}}


@pytest.mark.parametrize(("received", "attributes"), [(False, ["name"]), (True, ["name", "at"])])
def test_what_is_read_only_is_no_attribute_of_a_model_that_is_only_sent(received: bool, attributes: list[str]) -> None:
    body = {"type": "object", "properties": {"part": {"$ref": "#/components/schemas/part"}}}
    said: dict[str, Any] = {"requestBody": {"content": {"application/json": {"schema": body}}}}
    if received:
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/part"}}}
        said["responses"] = {"200": {"description": "OK", "content": content}}
    doc: Any = document("/things", "put")
    doc["paths"]["/things"]["put"] |= said
    doc["components"]["schemas"]["part"] = READ_ONLY

    (model,) = made(doc).models

    assert [field.name for field in model.fields] == attributes
