"""Follows `$ref`, and writes locations as JSON pointers and JSONPaths."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, unquote

from codegen.document.load import JSON, Location
from codegen.document.walk import objects
from codegen.errors import BuildError

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MAX_CHAIN = 100  # references that lead to references
_COMPOSING = frozenset(
    {"allOf", "anyOf", "oneOf", "properties", "additionalProperties", "items", "enum", "const", "discriminator"}
)
_SAFE = "!$&'()*+,;=:@-._~"  # RFC 3986, section 3.5, except `/` and `?`, which make a pointer hard to read


class UnresolvedReferenceError(BuildError, KeyError):
    """A reference leads to no node of the document.

    Args:
        reference: The text of the `$ref`.
        reason: The problem, such as "points at nothing".
    """

    def __init__(self, reference: str, reason: str) -> None:
        super().__init__(f"$ref: {reference!s:.200} {reason}")
        self.reason = reason


def references(document: JSON) -> Iterator[tuple[Location, str]]:
    """Find every `$ref` outside of examples and other data.

    Args:
        document: The whole document.

    Yields:
        The location of the object that has the `$ref`, and the text of the `$ref`, in the order of the document.
    """
    for location, node, _ in objects(document):
        reference = node.get("$ref")
        if isinstance(reference, str):
            yield location, reference


def reachable(document: JSON, in_target: Callable[[str], Iterable[str]]) -> set[str]:
    """Collect the references that a node leads to, also through others.

    Args:
        document: A whole document, or any node of one.
        in_target: Function that returns the references in the target of a reference.

    Returns:
        The texts of the references of the node, and of all that `in_target` returns for these, and so on.
    """
    names: set[str] = set()
    waiting = [name for _, name in references(document)]
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting += in_target(name)
    return names


def resolve(document: dict[str, JSON], reference: str) -> JSON:
    """Follow a local reference, and the references it leads to, to a node.

    Args:
        document: The whole document.
        reference: Text of a `$ref`, such as `#/components/schemas/tag`.

    Returns:
        The node at the end of the chain.

    Raises:
        UnresolvedReferenceError: As for `target`.
    """
    return node_at(document, target(document, reference))


def target(document: dict[str, JSON], reference: str) -> Location:
    """Find the location at which a chain of local references ends.

    The chain ends at a node without `$ref`. In OpenAPI 3.1, it also ends at a schema whose siblings add to its `$ref`;
    see `adds_to_reference`. OpenAPI 3.0 ignores siblings of a `$ref`.

    Args:
        document: The whole document.
        reference: Text of the first `$ref`, such as `#/components/schemas/tag`.

    Returns:
        Keys and indices from the root.

    Raises:
        UnresolvedReferenceError: The chain leads to no location of the document, or to itself, or a reference is behind
            more than 100 others. The class is a subclass of `KeyError`.
    """
    has_siblings = not str(document.get("openapi")).startswith("3.0")
    followed: dict[str, None] = {}
    while True:
        if reference in followed:
            raise UnresolvedReferenceError(reference, "refers to itself")
        if len(followed) > _MAX_CHAIN:
            raise UnresolvedReferenceError(reference, f"is behind more than {_MAX_CHAIN} other references")
        followed[reference] = None
        location = first_location(document, reference)
        node = node_at(document, location)
        further = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(further, str) or (has_siblings and isinstance(node, dict) and adds_to_reference(node)):
            return location
        reference = further


def adds_to_reference(node: Mapping[str, JSON]) -> bool:
    """Return whether siblings of a `$ref` change the shape of its target.

    Siblings that compose or list values change the shape, such as `allOf`, `properties`, `enum`, `discriminator` and a
    list under `required`. All others do not: limits, such as `maxLength`; annotations, such as `description`; and
    `format`, `not`, `prefixItems` and `patternProperties`. `type` is not considered either, because it usually repeats
    the type of the target.

    Args:
        node: A schema with a `$ref`.
    """
    return bool(_COMPOSING & node.keys()) or isinstance(node.get("required"), list)


def node_at(document: JSON, location: Location) -> JSON:
    """Return the node at a location.

    Args:
        document: The whole document.
        location: Keys and indices from the root.

    Returns:
        The node itself, not a copy.

    Raises:
        KeyError: The document has no such location.
    """
    node = document
    for step in location:
        node = _child_node(node, step)
    return node


def find_node(document: JSON, location: Location) -> JSON:
    """Return the node at a location; `None` if there is none.

    Args:
        document: The whole document.
        location: Keys and indices from the root.
    """
    try:
        return node_at(document, location)
    except KeyError:
        return None


def _child_node(node: JSON, step: str | int) -> JSON:
    if isinstance(node, dict) and isinstance(step, str) and step in node:
        return node[step]
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    raise KeyError("points at nothing")


def first_location(document: JSON, reference: str) -> Location:
    """Parse a reference into the location of the node that it names.

    The nodes on the way decide whether a step is a key or an index. In contrast to `target`, a `$ref` of the node is
    not followed.

    Args:
        document: The whole document.
        reference: Text of a `$ref`.

    Raises:
        UnresolvedReferenceError: The reference leads out of the document, is no JSON pointer, or names no node.
    """
    if reference.startswith("#") and not reference.startswith("#/"):
        raise UnresolvedReferenceError(
            reference, "is no JSON pointer into the document, such as #/components/schemas/tag"
        )
    if not reference.startswith("#/"):
        raise UnresolvedReferenceError(reference, "points outside of the document, which is not supported")
    location: Location = ()
    node = document
    for part in reference[2:].split("/"):
        key = unquote(part).replace("~1", "/").replace("~0", "~")
        step: str | int = key
        if isinstance(node, dict) and key not in node and part.replace("~1", "/").replace("~0", "~") in node:
            step = part.replace("~1", "/").replace("~0", "~")  # the key is not percent-encoded
        elif isinstance(node, list) and key.isdigit() and key.isascii():
            step = int(key[:9])
        try:
            node = _child_node(node, step)
        except KeyError:
            raise UnresolvedReferenceError(reference, "points at nothing") from None
        location = (*location, step)
    return location


def pointer(location: Sequence[str | int]) -> str:
    """Write a location as a JSON pointer in a URI fragment (RFC 6901).

    Args:
        location: Keys and indices from the root.

    Returns:
        Text such as `#/paths/~1v2~1orgs~1%7Borg%7D/get`; `#` for the root. It has no spaces, so that its end is visible
        in a sentence.
    """
    steps = (str(part).replace("~", "~0").replace("/", "~1") for part in location)
    return "#" + "".join(f"/{quote(step, safe=_SAFE, errors='replace')}" for step in steps)


def json_path(location: Sequence[str | int]) -> str:
    """Write a location as the JSONPath of an overlay action.

    Args:
        location: Keys and indices from the root.

    Returns:
        Text such as `$.paths['/v2/orgs/{org}'].get.parameters[0]`; `$` for the root.
    """
    steps = ["$"]
    for part in location:
        if isinstance(part, str) and _PLAIN_NAME.fullmatch(part):
            steps.append(f".{part}")
        else:
            quoted = part if isinstance(part, int) else "'" + part.replace("\\", "\\\\").replace("'", "\\'") + "'"
            steps.append(f"[{quoted}]")
    return "".join(steps)
