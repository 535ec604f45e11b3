"""Finds parameters and fields of request bodies that were renamed."""

from collections.abc import Callable, Iterator, Mapping

from codegen.document import nodes, refs
from codegen.document.load import JSON, Location
from codegen.errors import BuildError

Locations = Callable[[Location], list[Location]]
"""Function that returns the locations of a node of the present document in the new document."""

_OF_TYPE = frozenset(
    {"$ref", "type", "format", "items", "enum", "properties", "additionalProperties", "allOf", "oneOf", "anyOf"}
)
"""Keys of a schema by which two types are compared."""
_VALUES = frozenset({"example", "examples", "default", "enum", "const"})
"""Keys of a schema whose values are no schemas."""


def find(
    old: dict[str, JSON],
    new: dict[str, JSON],
    paths: Mapping[str, str],
    locations: Locations,
    with_new_names: Callable[[JSON], JSON],
) -> dict[Location, str]:
    """Find parameters and fields of request bodies that seem renamed.

    A missing field was renamed if exactly one new field of the same schema has the same content, or else the same type,
    and no other missing field has this content or type. The same applies to parameters of an operation, except those in
    the path.

    Args:
        old: The present published document.
        new: The new published document.
        paths: New paths by old paths.
        locations: Function that finds the new locations of a node.
        with_new_names: Function that copies a node with the new names of components.

    Returns:
        The new name by location in the present document: that of the field, or that of the list of parameters with
            `in` and name of the parameter in the place of its index.
    """
    names: dict[Location, str] = {}
    for location, schema in _schemas_of_bodies(old):
        mine = _mapping(schema["properties"])
        own = (*location, "properties")
        theirs = [_mapping(refs.find_node(new, each)) for each in locations(own)]
        after = {name: node for properties in theirs for name, node in properties.items()}
        whole = location[:-2] if location[-2:-1] == ("allOf",) else location
        elsewhere = _names_of_parts(old, [whole]) - mine.keys(), _names_of_parts(new, locations(whole)) - after.keys()
        pairs = pair(
            {
                name: with_new_names(mine[name])
                for name in mine
                if theirs and name not in after and name not in elsewhere[1]
            },
            {name: node for name, node in after.items() if name not in mine and name not in elsewhere[0]},
        )
        names |= {(*own, name): other for name, other in pairs.items()}
    return names | _parameters(old, new, paths, with_new_names)


def rename(node: JSON, location: Location, names: Mapping[Location, str]) -> JSON:
    """Copy a value of an action with the new names of fields.

    Args:
        node: The value.
        location: Location of the node, in the present document, to which the value belongs.
        names: The names, as `find` returns them.
    """
    fields = (*location[:-1], "properties")
    if location[-1:] == ("required",) and isinstance(node, list):
        return [names.get((*fields, str(item)), item) for item in node]
    if location[-1:] == ("required",) and isinstance(node, str):
        return names.get((*fields, node), node)
    if isinstance(node, dict):
        return {names.get((*location, key), key): rename(value, (*location, key), names) for key, value in node.items()}
    return node


def concerned(update: JSON, location: Location, document: JSON, names: Mapping[Location, str]) -> dict[str, str]:
    """Return the new names of what an action repairs or names.

    Args:
        update: The value that the action writes; `None` if it removes nodes.
        location: Location of a node to which the action applies.
        document: The present document.
        names: The names, as `find` returns them.

    Returns:
        The new name by former name.
    """
    written = {key for key, name in names.items() if rename(update, location, {key: name}) != update}
    for end in range(1, len(location) + 1):
        above, step = location[: end - 1], location[end - 1]
        node = refs.find_node(document, location[:end]) if isinstance(step, int) else None
        written.add(key_of_parameter(above, node) if isinstance(node, dict) else location[:end])
    return {str(key[-1]): names[key] for key in written if key in names}


def key_of_parameter(parameters: Location, parameter: Mapping[str, JSON]) -> Location:
    """Return the key of a parameter among the new names.

    Args:
        parameters: Location of the list that has the parameter.
        parameter: The parameter.
    """
    return (*parameters, nodes.text(parameter.get("in")), nodes.text(parameter.get("name")))


def _parameters(
    old: dict[str, JSON], new: dict[str, JSON], paths: Mapping[str, str], with_new_names: Callable[[JSON], JSON]
) -> dict[Location, str]:
    names: dict[Location, str] = {}
    for path, method, _ in nodes.operations(old):
        try:
            before, after = _by_key(old, path, method), _by_key(new, paths.get(path, path), method)
        except (BuildError, KeyError):
            continue  # the operation no longer exists, or a reference leads nowhere
        for sent_in in {sent_in for sent_in, _ in before} - {"path"}:
            mine, theirs = (
                {name: parameter for (where, name), (_, parameter) in each.items() if where == sent_in}
                for each in (before, after)
            )
            pairs = pair(
                {name: with_new_names(_unnamed(node)) for name, node in mine.items() if name not in theirs},
                {name: _unnamed(node) for name, node in theirs.items() if name not in mine},
            )
            names |= {(*before[sent_in, name][0][:-1], sent_in, name): other for name, other in pairs.items()}
    return names


def _by_key(document: dict[str, JSON], path: str, method: str) -> dict[tuple[str, str], tuple[Location, JSON]]:
    located = nodes.located_parameters(document, path, method)
    return {nodes.parameter_key(parameter): (location, parameter) for location, parameter in located}


def _unnamed(parameter: JSON) -> JSON:
    """Return a parameter as a schema with further keys, without its name."""
    entries = _mapping(parameter)
    rest = {key: value for key, value in entries.items() if key not in {"name", "in", "schema"}}
    return {**rest, **_mapping(entries.get("schema"))}


def pair(gone: Mapping[str, JSON], come: Mapping[str, JSON]) -> dict[str, str]:
    """Pair missing and new entries of the same content, or else type.

    Args:
        gone: The missing parameters or fields, by name.
        come: The new ones, by name.

    Returns:
        The new name of each missing entry that is the only one of its content or type on either side.
    """
    pairs: dict[str, str] = {}
    for content in (_mapping, _type):
        before = {name: content(node) for name, node in gone.items() if name not in pairs}
        after = {name: content(node) for name, node in come.items() if name not in pairs.values()}
        for name, mine in before.items():
            same = [other for other, theirs in after.items() if theirs == mine]
            rivals = [other for other, theirs in before.items() if theirs == mine]
            if _type(mine) and len(same) == len(rivals) == 1:
                pairs[name] = same[0]
    return pairs


def _type(node: JSON) -> dict[str, JSON]:
    return {key: value for key, value in _mapping(node).items() if key in _OF_TYPE}


def _schemas_of_bodies(document: dict[str, JSON]) -> Iterator[tuple[Location, dict[str, JSON]]]:
    """Yield each schema with properties in a request body."""
    waiting: list[Location] = [
        (*nodes.operation_location(document, path, method), "requestBody")
        for path, method, operation in nodes.operations(document)
        if "requestBody" in operation
    ]
    starts = set(waiting)
    while waiting:
        location = waiting.pop(0)
        body = refs.find_node(document, location)
        for _, reference in refs.references(body):
            try:
                target = refs.target(document, reference)
            except KeyError:
                continue
            if target not in starts:
                starts.add(target)
                waiting.append(target)
        yield from _with_properties(body, location)


def _with_properties(node: JSON, location: Location) -> Iterator[tuple[Location, dict[str, JSON]]]:
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield location, node
        for key, value in node.items():
            if key not in _VALUES:
                yield from _with_properties(value, (*location, key))
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _with_properties(item, (*location, index))


def _names_of_parts(document: dict[str, JSON], locations: list[Location]) -> set[str]:
    """Return the names of fields in schemas and their `allOf`."""
    parts = [
        part
        for location in locations
        for node in [_mapping(refs.find_node(document, location))]
        for part in (node, *_sequence(node.get("allOf")))
    ]
    return {name for part in parts for name in _mapping(_mapping(part).get("properties"))}


def _mapping(node: JSON) -> dict[str, JSON]:
    """Return a mapping, and an empty one for anything else."""
    return node if isinstance(node, dict) else {}


def _sequence(node: JSON) -> list[JSON]:
    return node if isinstance(node, list) else []
