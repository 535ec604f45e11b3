"""Finds keys that bodies lose although their schemas require them."""

import re
from collections.abc import Iterator

from codegen.document import merged_schemas, nodes, refs
from codegen.document.load import JSON, Location
from codegen.errors import BuildError
from codegen.report import argument_locations

_VARIABLE = re.compile(r"\{[^}]*\}")
_Key = tuple[str, str]
"""Endpoint without names of variables, and key of the body."""


def find(present: dict[str, JSON], new: dict[str, JSON]) -> list[Location]:
    """Find the keys of bodies that are required, and read-only now.

    A client does not send what is read-only. In the schema of a response, such a key may be required, too, so nothing
    tells whether the service goes on asking for it in a request.

    Args:
        present: The patched document of the present client.
        new: The new patched document.

    Returns:
        The location of each `readOnly` in the new document, in the order of the operations; none if either document is
        not valid.
    """
    try:
        before = {key: is_read_only for key, _, is_read_only in _required(present)}
        after = [(key, location) for key, location, is_read_only in _required(new) if is_read_only]
    except (BuildError, KeyError):
        return []
    return list(dict.fromkeys(location for key, location in after if before.get(key) is False))


def _required(document: dict[str, JSON]) -> Iterator[tuple[_Key, Location, bool]]:
    """Yield each required key of a body, and whether it is read-only."""
    locations = argument_locations.body_fields(document)
    for path, method, operation in nodes.operations(document):
        body = nodes.follow(document, nodes.mapping(operation.get("requestBody")))
        schema = next(iter(nodes.contents(body).values()), None)
        parts = merged_schemas.composing_schemas(document, schema) if isinstance(schema, dict) else []
        endpoint = f"{method.upper()} {path}"
        for name in dict.fromkeys(str(key) for part in parts for key in nodes.sequence(part.get("required"))):
            if start := locations.get((endpoint, name)):
                location, field = nodes.locate(document, refs.node_at(document, start), start)
                yield (_VARIABLE.sub("{}", endpoint), name), (*location, "readOnly"), field.get("readOnly") is True
