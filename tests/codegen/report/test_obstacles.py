"""All constructs that the build cannot express are listed at once."""

from typing import Any

from codegen.errors import BuildError
from codegen.report import obstacles
from codegen.report.examine import generate
from tests.codegen.report.small_client import base


def described(document: dict[str, Any]) -> list[str]:
    try:
        generate(document, document)
    except BuildError as problem:
        return obstacles.describe(problem, document, document).splitlines()
    return []


def test_constructs_of_several_operations_are_listed() -> None:
    document = base()
    item = document["paths"]["/v2/things/{name}"]
    xml = {"in": "query", "name": "x", "content": {"application/xml": {"schema": {"type": "string"}}}}
    for method in ("get", "put"):
        item[method].setdefault("parameters", []).append(xml)

    assert [line.partition(": ")[0] for line in described(document)] == [
        "#/paths/~1v2~1things~1%7Bname%7D/get/parameters/1/content/application~1xml",
        "#/paths/~1v2~1things~1%7Bname%7D/put/parameters/0/content/application~1xml",
    ]


def test_a_document_that_is_not_valid_lists_its_places_itself() -> None:
    document = base()
    problem = BuildError("not valid", ["#/paths: a", "#/paths: b"])
    document["paths"]["/v2/x{a"] = {"get": {"responses": {"200": {"description": "OK"}}}}

    assert obstacles.describe(problem, document, document) == str(problem)
