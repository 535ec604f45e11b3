"""Finds keys that bodies lose although their schemas require them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import attrs

from codegen.document import nodes, refs
from codegen.document.load import JSON, Location
from codegen.errors import BuildError
from codegen.report import argument_locations, wording, wording_of_additions
from codegen.report.changes import Change

_VARIABLE = re.compile(r"\{[^}]*\}")
_REMOVED = frozenset({wording.FIELD_REMOVED, wording.ARGUMENT_REMOVED})
_CHOICES = ("anyOf", "oneOf")
_EACH = "[]"  # in place of the name of an item
_Key = tuple[str, ...]
"""Endpoint without names of variables, and the keys of the body down to the required one."""


@attrs.frozen
class Unsent:
    """A key that bodies lose although they require it.

    Attributes:
        location: Location of `readOnly`.
        name: The key.
        required_at: Location of each `required` that lists the key.
        fields: Location of the property in each body; one or more.
    """

    location: Location
    name: str
    required_at: Sequence[Location]
    fields: Sequence[Location]


@attrs.frozen
class _Required:
    """A required key of a body; without `read_only_at`, it is sent."""

    key: _Key
    at: Location
    field: Location
    read_only_at: Location | None


def find(present: dict[str, JSON], new: dict[str, JSON]) -> list[Unsent]:
    """Find the keys of bodies that are required, and read-only now.

    A client does not send what is read-only. In the schema of a response, such a key may be required, too, so nothing
    tells whether the service goes on asking for it in a request. Keys at any depth are found, also those of items and
    of the members of a choice.

    Args:
        present: The patched document of the present client.
        new: The new patched document.

    Returns:
        The keys of the new document, each once, in the order of the operations; none if either document is not valid.
    """
    try:
        sent = {each.key for each in _required(present) if each.read_only_at is None}
        lost = [each for each in _required(new) if each.read_only_at is not None and each.key in sent]
    except (BuildError, KeyError):
        return []
    places: dict[tuple[Location, str], list[_Required]] = {}
    for each in lost:
        places.setdefault((each.read_only_at or (), each.key[-1]), []).append(each)
    return [
        Unsent(
            location, name, tuple(dict.fromkeys(each.at for each in keys)), tuple({each.field: None for each in keys})
        )
        for (location, name), keys in places.items()
    ]


def avoidable(unsent: Sequence[Unsent], changes: Sequence[Change]) -> frozenset[Change]:
    """Return the changes that do not come if the client goes on sending keys.

    Args:
        unsent: The keys.
        changes: The changes for callers.

    Returns:
        The removals of the keys as fields and arguments, and the changes of commands that lose only such arguments.
    """
    locations = {refs.json_path(field) for each in unsent for field in each.fields}
    kept = {change for change in changes if change.what in _REMOVED and change.location in locations}
    for change in changes if kept else ():
        calls = tuple(name.removesuffix(")") for name in change.names)
        others = {each for each in changes if any(_is_argument(name, calls) for name in each.names)}
        if change.what == wording.COMMAND_LINE and others and others <= kept:
            kept.add(change)
    return frozenset(kept)


def with_reasons(changes: Sequence[Change], document: dict[str, JSON]) -> list[Change]:
    """Say of removed arguments whose keys are `readOnly` now that they are.

    Args:
        changes: The changes for callers.
        document: The new patched document.

    Returns:
        The same changes, in their order.
    """
    if not any(change.what == wording.ARGUMENT_REMOVED for change in changes):
        return [*changes]
    locations = {
        refs.json_path((*at, "properties", name))
        for _, location, schema in argument_locations.bodies(document)
        for at, part in argument_locations.located_parts(document, location, schema)
        for name, value in nodes.mapping(part.get("properties")).items()
        if _read_only(document, (*at, "properties", name), value) is not None
    }
    return [
        replace(change, after=wording_of_additions.READ_ONLY)
        if change.what == wording.ARGUMENT_REMOVED and change.location in locations
        else change
        for change in changes
    ]


def _is_argument(name: str, calls: tuple[str, ...]) -> bool:
    """Return whether a name is of an argument of one of the calls."""
    return name.startswith(calls) and not name.endswith("()")


def _required(document: dict[str, JSON]) -> Iterator[_Required]:
    """Yield each required key of a body, at any depth."""
    for endpoint, location, schema in argument_locations.bodies(document):
        yield from _below(document, location, schema, (_VARIABLE.sub("{}", endpoint),), frozenset())


def _below(
    document: dict[str, JSON], location: Location, schema: JSON, above: _Key, entered: frozenset[Location]
) -> Iterator[_Required]:
    """Yield the required keys of a schema, and those below its properties.

    Args:
        document: The whole document.
        location: Location of the schema.
        schema: The schema, or a reference to a schema.
        above: The key of the schema.
        entered: Locations of the schemas around the schema: a schema may contain itself.
    """
    parts = [each for each in argument_locations.located_parts(document, location, schema) if each[0] not in entered]
    inside = entered | {at for at, _ in parts}
    required = {
        str(name): (*at, "required") for at, part in reversed(parts) for name in nodes.sequence(part.get("required"))
    }
    properties = {
        name: (*at, "properties", name) for at, part in parts for name in nodes.mapping(part.get("properties"))
    }
    for name, at in properties.items():
        value = refs.node_at(document, at)
        read_only_at = _read_only(document, at, value)
        if name in required:
            yield _Required((*above, name), required[name], at, read_only_at)
        if read_only_at is None:
            yield from _below(document, at, value, (*above, name), inside)
    for at, part in parts:
        yield from _below(document, (*at, "items"), part.get("items"), (*above, _EACH), inside)
        for key in _CHOICES:
            for index, member in enumerate(nodes.sequence(part.get(key))):
                yield from _below(document, (*at, key, index), member, above, inside)


def _read_only(document: dict[str, JSON], location: Location, schema: JSON) -> Location | None:
    """Return the location of `readOnly` in a schema; `None` without."""
    parts = argument_locations.located_parts(document, location, schema)
    return next(((*at, "readOnly") for at, part in parts if part.get("readOnly") is True), None)
