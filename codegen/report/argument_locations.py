"""Finds locations of arguments and tags, limits of bodies, successes."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from codegen.document import merged_schemas, nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import json_path
from codegen.plan import operation_names

Key = tuple[str, str, str]
"""Endpoint such as `GET /v2/things/{name}`, location such as `query`, and name in the request. For an argument in the
path, the name is its index among the arguments of the path."""


_BODY_LIMITS = ("maxProperties", "minProperties")
_LOCATIONS = {"header": "headers", "cookie": "cookies"}


def arguments(document: dict[str, JSON]) -> dict[Key, str]:
    """Find the locations of arguments.

    Args:
        document: The patched document.

    Returns:
        The JSONPath of each parameter, and of each field of the body's first media type in the order of
        `nodes.contents`, also of fields in `allOf`. A JSONPath may be the target of an overlay action.
    """
    locations: dict[Key, str] = {}
    for path, method, _ in nodes.operations(document):
        endpoint = f"{method.upper()} {path}"
        order = re.findall(r"\{([^}]+)\}", path)
        for location, parameter in nodes.located_parameters(document, path, method):
            sent_in, name = nodes.text(parameter["in"]), nodes.text(parameter["name"])
            if sent_in == "path" and name in order:
                name = str(order.index(name))
            locations[endpoint, _LOCATIONS.get(sent_in, sent_in), name] = json_path(location)
    fields = body_fields(document)
    return locations | {(endpoint, "body", name): json_path(location) for (endpoint, name), location in fields.items()}


def body_fields(document: dict[str, JSON]) -> dict[tuple[str, str], Location]:
    """Find the locations of the fields of bodies.

    Args:
        document: The patched document.

    Returns:
        The location of each field of the body's first media type, also of fields in `allOf`, by endpoint and name.
    """
    return {
        (endpoint, name): location
        for endpoint, start, schema in bodies(document)
        for name, location in _properties(document, start, schema)
    }


def bodies(document: dict[str, JSON]) -> Iterator[tuple[str, Location, JSON]]:
    """Find the schemas of bodies.

    Args:
        document: The patched document.

    Yields:
        Endpoint, location and schema of each body, for its first media type in the order of `nodes.contents`.
    """
    for path, method, operation in nodes.operations(document):
        if "requestBody" in operation:
            body_location = (*nodes.operation_location(document, path, method), "requestBody")
            location, body = nodes.locate(document, operation["requestBody"], body_location)
            for media_type, schema in list(nodes.contents(body).items())[:1]:
                yield f"{method.upper()} {path}", (*location, "content", media_type, "schema"), schema


def body_limits(document: dict[str, JSON]) -> defaultdict[str, Mapping[str, JSON]]:
    """Find the limits on the number of keys in the bodies of requests.

    The fields of a body are separate arguments, so no argument has these limits.

    Args:
        document: The patched document.

    Returns:
        `maxProperties` and `minProperties`, if the body has them, by endpoint such as `PATCH /v2/things/{name}`; an
        empty mapping for other endpoints. Of several media types, the first in the order of `nodes.contents` counts.
    """
    limits: defaultdict[str, Mapping[str, JSON]] = defaultdict(dict)
    for path, method, operation in nodes.operations(document):
        if "requestBody" in operation:
            body = nodes.follow(document, nodes.mapping(operation["requestBody"]))
            schema = next(iter(nodes.contents(body).values()), None)
            merged = merged_schemas.merge(document, schema)
            if of_body := {key: merged[key] for key in _BODY_LIMITS if key in merged}:
                limits[f"{method.upper()} {path}"] = of_body
    return limits


def successes(document: dict[str, JSON]) -> dict[str, dict[str, str]]:
    """Find the responses by which operations state success.

    Args:
        document: The patched document.

    Returns:
        The JSONPath of each response with a status such as `201` or `2XX`, by endpoint and status.
    """
    return {
        f"{method.upper()} {path}": {
            status: json_path((*nodes.operation_location(document, path, method), "responses", status))
            for status in sorted(nodes.mapping(operation.get("responses")))
            if status.startswith("2")
        }
        for path, method, operation in nodes.operations(document)
    }


def tags(document: dict[str, JSON]) -> defaultdict[str, str]:
    """Find the locations of the tags of resources.

    Args:
        document: The patched document.

    Returns:
        The JSONPath of the tag, by resource; `$.tags` for a resource whose tag the document does not declare.
    """
    names = operation_names.resource_names(document)
    declared = enumerate(nodes.mapping(tag) for tag in nodes.sequence(document.get("tags")))
    locations = {
        names[nodes.text(tag["name"])]: json_path(("tags", index)) for index, tag in declared if tag["name"] in names
    }
    return defaultdict(lambda: "$.tags", locations)


def _properties(document: dict[str, JSON], location: Location, schema: JSON) -> Iterator[tuple[str, Location]]:
    """Yield name and location of each property, also in members of `allOf`."""
    for start, part in located_parts(document, location, schema):
        yield from ((name, (*start, "properties", name)) for name in nodes.mapping(part.get("properties")))


def located_parts(
    document: dict[str, JSON], location: Location, schema: JSON
) -> Iterator[tuple[Location, dict[str, JSON]]]:
    """Yield the members of a schema's `allOf` at any depth, and the schema.

    Args:
        document: The whole document.
        location: Location of the schema.
        schema: The schema, or a reference to a schema. Of `true` and of a missing schema, nothing is yielded.

    Yields:
        Location and value of each; of a `$ref`, those of its target. A schema follows the members of its `allOf`.
    """
    if not isinstance(schema, dict):
        return
    start, value = nodes.locate(document, schema, location)
    for index, part in enumerate(nodes.sequence(value.get("allOf"))):
        yield from located_parts(document, (*start, "allOf", index), part)
    yield start, value
