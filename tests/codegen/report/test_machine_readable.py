"""What other programs use of a document, apart from its texts."""

from codegen.document.load import JSON
from codegen.report.machine_readable import without_texts


def test_texts_and_extensions_go_and_names_like_theirs_stay() -> None:
    document: dict[str, JSON] = {
        "paths": {"/a": {"get": {"operationId": "a", "summary": "A", "x-scope": "b", "responses": {"200": {}}}}},
        "components": {"schemas": {"title": {"title": "T", "properties": {"description": {"description": "D"}}}}},
        "x-tagGroups": [{"name": "All", "tags": ["a"]}],
    }

    assert without_texts(document) == {
        "paths": {"/a": {"get": {"responses": {"200": {}}}}},
        "components": {"schemas": {"title": {"properties": {"description": {}}}}},
        "x-tagGroups": [{"name": "All", "tags": ["a"]}],
    }


def test_a_key_beside_a_reference_is_no_text_only() -> None:
    assert without_texts({"a": {"$ref": "#/x", "description": "B"}}) == {"a": {"$ref": "#/x", "description": ""}}
