"""References and locations: JSON pointers, JSONPaths, targets of `$ref`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote, unquote

from codegen.document.load import JSON, Location
from codegen.document.walk import objects
from codegen.errors import BuildError

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LONGEST_CHAIN = 100
_COMPOSING = frozenset(
    {"allOf", "anyOf", "oneOf", "properties", "additionalProperties", "items", "enum", "const", "discriminator"}
)
_SAFE = "!$&'()*+,;=:@-._~"  # RFC 3986, section 3.5, but for `/` and `?`, which make a pointer hard to read


class UnresolvedReferenceError(BuildError, KeyError):
    """A reference leads nowhere.

    Args:
        reference: The reference.
        reason: What is wrong with it.
    """

    def __init__(self, reference: str, reason: str) -> None:
        super().__init__(f"$ref: {reference!s:.200} {reason}")
        self.reason = reason


def references(document: JSON) -> Iterator[tuple[Location, str]]:
    """Yield location and text of every `$ref` in document order.

    References in examples are skipped.
    """
    for location, node, _ in objects(document):
        reference = node.get("$ref")
        if isinstance(reference, str):
            yield location, reference


def resolve(document: dict[str, JSON], reference: str) -> JSON:
    """Follow a local reference, and further ones, to the node at the end.

    Args:
        document: The whole document.
        reference: For example `#/components/schemas/tag`.

    Returns:
        The node at the end of the chain.

    Raises:
        UnresolvedReferenceError: There is nothing at that location; also a `KeyError`.
    """
    return node_at(document, target(document, reference))


def target(document: dict[str, JSON], reference: str) -> Location:
    """Find the location to which a local reference leads, through others.

    From OpenAPI 3.1 on, a schema whose `$ref` has siblings is not followed further.

    Args:
        document: The whole document.
        reference: For example `#/components/schemas/tag`.

    Returns:
        Keys and indices from the root.

    Raises:
        UnresolvedReferenceError: There is nothing at that location; also a `KeyError`.
    """
    siblings_count = not str(document.get("openapi")).startswith("3.0")
    followed: dict[str, None] = {}
    while True:
        if reference in followed:
            raise UnresolvedReferenceError(reference, "refers to itself")
        if len(followed) > _LONGEST_CHAIN:
            raise UnresolvedReferenceError(reference, f"is behind more than {_LONGEST_CHAIN} other references")
        followed[reference] = None
        location = _location(document, reference)
        node = node_at(document, location)
        further = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(further, str) or (siblings_count and isinstance(node, dict) and adds_to_reference(node)):
            return location
        reference = further


def adds_to_reference(node: Mapping[str, JSON]) -> bool:
    """Tell whether the siblings of a `$ref` add to what it refers to.

    Constraints and annotations do not, nor does a `type` alone, which repeats the type of the target.

    Args:
        node: A schema with a `$ref`.
    """
    return bool(_COMPOSING & node.keys()) or isinstance(node.get("required"), list)


def node_at(document: JSON, location: Location) -> JSON:
    """Give the node at a location.

    Args:
        document: The whole document.
        location: Keys and indices from the root.

    Raises:
        KeyError: The document has no such location.
    """
    node = document
    for step in location:
        node = _child(node, step)
    return node


def _child(node: JSON, step: str | int) -> JSON:
    if isinstance(node, dict) and isinstance(step, str) and step in node:
        return node[step]
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    raise KeyError("points at nothing")


def _location(document: JSON, reference: str) -> Location:
    """Parse a reference.

    Whether a step is a key or an index depends on the node.
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
            step = part.replace("~1", "/").replace("~0", "~")  # an author who did not percent-encode
        elif isinstance(node, list) and key.isdigit() and key.isascii():
            step = int(key[:9])
        try:
            node = _child(node, step)
        except KeyError:
            raise UnresolvedReferenceError(reference, "points at nothing") from None
        location = (*location, step)
    return location


def pointer(location: Sequence[str | int]) -> str:
    """Write a location as a JSON pointer in a URI fragment (RFC 6901).

    Args:
        location: Keys and indices from the root.

    Returns:
        For example `#/paths/~1v2~1orgs~1%7Borg%7D/get`, without spaces, so that it ends where it ends.
    """
    steps = (str(part).replace("~", "~0").replace("/", "~1") for part in location)
    return "#" + "".join(f"/{quote(step, safe=_SAFE, errors='replace')}" for step in steps)


def json_path(location: Sequence[str | int]) -> str:
    """Write a location as the JSONPath of an overlay action.

    Args:
        location: Keys and indices from the root.

    Returns:
        For example `$.paths['/v2/orgs/{org}'].get.parameters[0]`.
    """
    steps = ["$"]
    for part in location:
        if isinstance(part, str) and _PLAIN_NAME.fullmatch(part):
            steps.append(f".{part}")
        else:
            quoted = part if isinstance(part, int) else "'" + part.replace("\\", "\\\\").replace("'", "\\'") + "'"
            steps.append(f"[{quoted}]")
    return "".join(steps)
