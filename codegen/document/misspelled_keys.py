"""Finds keys that OpenAPI does not define, but that look like one."""

import copy
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import cast

from openapi_spec_validator.schemas.utils import get_schema_content

from codegen.document import validate
from codegen.document.load import JSON, Location
from codegen.document.refs import node_at
from codegen.errors import BuildError

_VERSIONS = ("3.0", "3.1")
_MIN_LENGTH = 4  # characters of a key; many short words look alike
_MIN_RATIO = 0.75  # similarity of keys, from 0 to 1
_OF_JSON_SCHEMA = frozenset(
    {"$anchor", "$comment", "$defs", "$id", "$schema", "const", "contains", "contentEncoding", "contentMediaType"}
    | {"contentSchema", "definitions", "dependencies", "dependentRequired", "dependentSchemas", "else", "if", "id"}
    | {"maxContains", "minContains", "patternProperties", "prefixItems", "propertyNames", "then", "unevaluatedItems"}
    | {"unevaluatedProperties"}
)
"""Keywords of JSON Schema that OpenAPI 3.0 does not define: who writes them means them."""


def find(document: Mapping[str, JSON]) -> Iterator[tuple[Location, str]]:
    """Find the misspelled keys of a document.

    A key is misspelled if it has at least four characters, if OpenAPI does not define it anywhere, and if it is similar
    to a key that its object may have. Upper and lower case make no difference.

    Args:
        document: The whole document. If it states no version of OpenAPI, or an unknown version, no key counts as
            misspelled.

    Yields:
        The location of the misspelled key, and the correct key. The correct key is empty text if the object has that
        key too, or if the document would be invalid with the value under that key.
    """
    if not str(document.get("openapi")).startswith(_VERSIONS):
        return
    defined = _OF_JSON_SCHEMA.union(*map(_keys_of_version, _VERSIONS))
    for owner, key, allowed in validate.unknown_keys(dict(document)):
        by_lower_case = {other.lower(): other for other in sorted(allowed)}
        similar = get_close_matches(key.lower(), by_lower_case, n=1, cutoff=_MIN_RATIO)
        if key not in defined and len(key) >= _MIN_LENGTH and similar:
            yield (*owner, key), _usable(dict(document), owner, key, by_lower_case[similar[0]])


@cache
def _keys_of_version(version: str) -> frozenset[str]:
    """Return all keys that a version of OpenAPI defines in any object."""
    keys: set[str] = set()
    waiting = [cast("JSON", get_schema_content(version))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            properties = node.get("properties")
            keys |= properties.keys() if isinstance(properties, dict) else set()
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return frozenset(keys)


def _usable(document: dict[str, JSON], owner: Location, key: str, meant: str) -> str:
    """Return the key that is meant; empty if the value cannot be there."""
    repaired = copy.deepcopy(document)
    node = node_at(repaired, owner)
    if not isinstance(node, dict) or meant in node:
        return ""
    node[meant] = node.pop(key)
    try:
        validate.validate(repaired)
    except BuildError:
        return ""
    return meant
