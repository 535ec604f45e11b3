"""Removes from a document everything that only people read."""

import copy

from codegen.document.load import JSON
from codegen.document.walk import objects

TAG_GROUPS = "x-tagGroups"
"""The only extension that other programs read: viewers list the tags by these groups."""

_TEXTS = frozenset({"description", "externalDocs", "operationId", "summary", "title"})


def without_texts(document: dict[str, JSON]) -> dict[str, JSON]:
    """Remove texts, names of operations and extensions from a document.

    Beside a `$ref`, texts become empty, but their keys stay, because some programs refuse any key there.

    Args:
        document: The document, which is not changed.

    Returns:
        A copy with the keys that state which requests and responses are valid, with examples and groups of tags.
    """
    reduced = copy.deepcopy(document)
    for _, node, _ in list(objects(reduced)):
        for key in list(node):
            if key in _TEXTS and "$ref" in node:
                node[key] = ""
            elif key in _TEXTS or (key.startswith("x-") and key != TAG_GROUPS):
                del node[key]
    return reduced
