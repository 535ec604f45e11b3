"""Reading from a schema in which forms its response comes."""

import pytest

from codegen.document.load import JSON
from codegen.plan.operations import response_variants

RESULTS: JSON = {"type": "array", "items": {"type": "string"}}


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ({"properties": {"results": RESULTS}}, ""),
        ({"x-array-of": "results", "properties": {"results": RESULTS}}, "array_of='results'"),
        ({"x-array-of": "results", "allOf": [{"properties": {"results": RESULTS}}]}, "array_of='results'"),
        ({"x-nested-in": "invitees"}, "nested_in='invitees'"),
        ({"properties": {"resources": {"x-aliases": ["Resources"]}}}, "aliases={'Resources': 'resources'}"),
        ({"properties": {"schemes": {"x-one-or-many": True}}}, "one_or_many=('schemes',)"),
        ({"$ref": "#/components/schemas/list"}, "aliases={'count': 'total'}, array_of='results'"),
    ],
)
def test_forms_become_arguments(schema: JSON, arguments: str) -> None:
    listed: JSON = {"x-array-of": "results", "properties": {"total": {"x-aliases": ["count"]}}}
    assert response_variants.adaptation({"components": {"schemas": {"list": listed}}}, schema) == arguments
