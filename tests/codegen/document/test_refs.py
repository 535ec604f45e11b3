"""References and how locations are written."""

from codegen.document import refs
from codegen.document.load import JSON


def test_locations_are_json_paths() -> None:
    assert refs.json_path(("paths", "/v2/it's", 0, "get", "200")) == "$.paths['/v2/it\\'s'][0].get['200']"


def test_locations_are_json_pointers_without_spaces() -> None:
    assert refs.pointer(("paths", "/v2/{a b}", 0, "~")) == "#/paths/~1v2~1%7Ba%20b%7D/0/~0"


def test_pointers_are_followed_percent_encoded_or_not() -> None:
    document: dict[str, JSON] = {"paths": {"/v2/{id}": {"a": [{"b c": 1}]}}}
    for reference in ("#/paths/~1v2~1{id}/a/0/b c", "#/paths/~1v2~1%7Bid%7D/a/0/b%20c"):
        assert refs.resolve(document, reference) == 1
