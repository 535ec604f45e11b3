"""The catalog is written from a document, and what it cannot express is refused or reported."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan import generator
from codegen.write import catalog
from codegen.write.build import DOCUMENT
from tests.codegen import frozen


def document() -> Any:
    """Read the patched document of the frozen files, which a test may change."""
    return json.loads((frozen.layout().generated / DOCUMENT).read_text(encoding="utf-8"))


def entry_of(document: dict[str, JSON], operation: str, notice: Callable[[str], None] = print) -> Any:
    plan = generator.plan(document, document)
    resource, method_name = operation.split(".")
    return json.loads(catalog.render(plan.resources, document, notice))[resource]["operations"][method_name]


@pytest.mark.heavy
def test_column_that_no_item_has_any_more_is_left_out_and_told() -> None:
    changed, notices = document(), list[str]()
    properties = changed["components"]["schemas"]["tag"]["properties"]
    properties["whole_size"] = properties.pop("full_size")

    assert "full_size" not in entry_of(changed, "repositories.list_tags", notices.append)["columns"]
    (notice,) = notices
    assert notice.startswith("repositories.list_tags: x-columns names full_size, which no item has: correct")


def test_effect_that_is_none_fails_the_build() -> None:
    changed = document()
    changed["paths"]["/v2/namespaces/{namespace}/repositories"]["get"]["x-effect"] = "enchants"

    with pytest.raises(BuildError) as refused:
        entry_of(changed, "repositories.list")
    assert "repositories.list: x-effect must be one of reads, adds, changes, destroys; got 'enchants'" in str(
        refused.value
    )


@pytest.mark.heavy
def test_schema_that_contains_itself_ends() -> None:
    changed = document()
    part = {"$ref": "#/components/schemas/orgAccessTokenResource"}
    resource = changed["components"]["schemas"]["orgAccessTokenResource"]
    types = resource["properties"]["type"]["enum"]
    resource["properties"] = {"parts": {"type": "array", "items": part}, **resource["properties"]}

    arguments = {a["name"]: a["schema"] for a in entry_of(changed, "org_access_tokens.create")["arguments"]}

    inner = arguments["resources"]["items"]["properties"]["parts"]["items"]
    assert inner["properties"]["type"]["enum"] == types
    assert len(json.dumps(arguments["resources"])) < 10_000


@pytest.mark.heavy
def test_an_exclusive_bound_is_written_as_in_json_schema() -> None:
    changed = document()
    level = {"type": "integer", "minimum": 0, "exclusiveMinimum": True, "maximum": 9, "exclusiveMaximum": False}
    changed["components"]["schemas"]["orgAccessTokenResource"]["properties"]["level"] = level

    arguments = {a["name"]: a["schema"] for a in entry_of(changed, "org_access_tokens.create")["arguments"]}

    written = arguments["resources"]["items"]["properties"]["level"]
    assert written == {"type": "integer", "exclusiveMinimum": 0, "maximum": 9}


@pytest.mark.heavy
def test_headers_and_cookies_have_their_schemas() -> None:
    changed = document()
    schema = {"type": "string", "maxLength": 5}
    parameters = [{"in": location, "name": location, "schema": schema} for location in ("header", "cookie")]
    changed["paths"]["/v2/namespaces/{namespace}/repositories"]["get"]["parameters"] += parameters

    written = {each["name"]: each["schema"] for each in entry_of(changed, "repositories.list")["arguments"]}

    assert (written["header"], written["cookie"]) == (schema, schema)
