"""Finds examples, defaults and links that contradict the document."""

import difflib
import re
from collections.abc import Iterator, Mapping

import jsonschema_rs

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.document.refs import pointer
from codegen.document.walk import objects
from codegen.errors import BuildError
from codegen.plan import docstrings
from codegen.plan.link_targets import anchor
from codegen.report import body_examples
from codegen.report import wording_of_repairs as wording

_LIMITS = frozenset(
    {"enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum"}
    | {"exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems"}
)
_LINK = re.compile(r"""\]\(#([^()\s]+)|href=["']#([^"'\s]+)""")
_TEXTS = ("summary", "description")
_STATED_DEFAULT = re.compile(
    r"\bdefault(?:s to|(?: value)? is| of|(?: value)?:|(?= [\d`\"']))\s+"
    r"(?:(?P<quote>[`\"'])(?P<word>[^`\"'\s]+)(?P=quote)|(?P<number>-?\d(?:[\d,]*\d)?(?:\.\d+)?)(?![\w%]))",
    re.IGNORECASE,
)
"""A default in a sentence: a number, or a value in quotes."""


def find(document: dict[str, JSON], published: dict[str, JSON]) -> list[str]:
    """Find contradictions in a document that the client does not show.

    Args:
        document: The patched document, which is valid.
        published: The published document. Links may also lead to its operationIds and tags.

    Returns:
        A line for each example of a schema, parameter or body that its schema does not allow; for each default that the
        description of a schema or parameter states otherwise, or that is of a parameter which must be given; for each
        link to an operation or a tag that neither document has; and for each operation that the published document has
        on another host. The type of an example of a schema is not checked: a wrong type is a fault
        (`codegen.document.faults`).
    """
    return [
        *_examples(document),
        *body_examples.find(document),
        *_defaults(document),
        *_dead_links(document, published),
        *_other_hosts(document, published),
    ]


def _other_hosts(document: dict[str, JSON], published: dict[str, JSON]) -> Iterator[str]:
    """Name the operations whose own servers the overlay has removed."""
    for path, method, operation in nodes.operations(document):
        item = nodes.mapping(nodes.mapping(published.get("paths")).get(path))
        former = nodes.sequence(nodes.mapping(item.get(method)).get("servers")) or nodes.sequence(item.get("servers"))
        hosts = [nodes.text(nodes.mapping(server).get("url")) for server in former]
        if hosts and not operation.get("servers") and not nodes.path_item(document, path).get("servers"):
            yield wording.other_host(pointer(("paths", path, method)), hosts)


def _examples(document: dict[str, JSON]) -> Iterator[str]:
    for location, node, is_schema in objects(document):
        is_parameter = "in" in node and "name" in node
        if not is_schema and not is_parameter:
            continue
        schema = node if is_schema else _followed(document, node.get("schema"))
        examples = node.get("examples")
        values = [("example", node["example"])] if "example" in node else []
        values += [("examples", each) for each in examples] if isinstance(examples, list) else []
        for key, value in values:
            reason = _contradiction(schema, value)
            if reason:
                yield wording.contradicting_example(pointer((*location, key)), reason)


def _defaults(document: dict[str, JSON]) -> Iterator[str]:
    for location, node, is_schema in objects(document):
        is_parameter = "in" in node and "name" in node
        schema = _followed(document, node.get("schema")) if is_parameter else node if is_schema else {}
        if "default" not in schema:
            continue
        default = docstrings.spell_default(schema["default"])
        stated = [
            (match["word"] or match["number"]).replace(",", "").rstrip(".")
            for match in _STATED_DEFAULT.finditer(nodes.text(node.get("description")))
        ]
        if stated and not any(_is_same(each, default) for each in stated):
            yield wording.contradicting_default(pointer((*location, "description")), stated[0], default)
        if is_parameter and node.get("required") is True:
            yield wording.needless_default(pointer(location), default)


def _is_same(stated: str, default: str) -> bool:
    """Return whether two spellings are of the same value."""
    return stated.lower() == default.lower() or re.sub(r"\.0+$", "", default) == stated


def _followed(document: dict[str, JSON], schema: JSON) -> dict[str, JSON]:
    try:
        return nodes.follow(document, schema)
    except BuildError:
        return {}


def _contradiction(schema: Mapping[str, JSON], value: JSON) -> str:
    """Return why the limits of a schema do not allow a value.

    The text is empty if the limits allow the value.
    """
    limits = {key: limit for key, limit in schema.items() if key in _LIMITS}
    for exclusive, inclusive in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(limits.get(exclusive), bool):  # as in OpenAPI 3.0
            is_exclusive = limits.pop(exclusive)
            if is_exclusive and inclusive in limits:
                limits[exclusive] = limits.pop(inclusive)
    if value is None or not limits:
        return ""
    try:
        validator = jsonschema_rs.Draft202012Validator(limits, validate_formats=True)
        return next((error.message for error in validator.iter_errors(value)), "")
    except (jsonschema_rs.ValidationError, ValueError):  # a pattern or limit that the validator cannot read
        return ""


def _dead_links(document: dict[str, JSON], published: dict[str, JSON]) -> Iterator[str]:
    identifiers = {
        nodes.text(operation.get("operationId"))
        for each in (document, published)
        for _, _, operation in nodes.operations(each)
    } - {""}
    tags = {
        nodes.text(nodes.mapping(tag).get("name"))
        for each in (document, published)
        for tag in nodes.sequence(each.get("tags"))
    }
    anchors = {anchor(tag) for tag in tags}
    for location, node, _ in objects(document):
        for key in _TEXTS:
            text = node.get(key)
            for link in dict.fromkeys(_LINK.findall(text)) if isinstance(text, str) else ():
                target = "".join(link)
                missing, others = _missing(target, identifiers, anchors)
                if missing:
                    similar = difflib.get_close_matches(missing, sorted(others), n=1)
                    similar = [each for each in others if each.lower() == missing.lower()] or similar
                    yield wording.dead_link(pointer((*location, key)), target, next(iter(similar), ""))


def _missing(target: str, identifiers: set[str], anchors: set[str]) -> tuple[str, set[str]]:
    """Return the missing name in a link, and the names of its kind.

    The name is empty if the document has it, or if the link names neither an operation nor a tag.
    """
    *above, name = target.split("/")
    if above[-1:] == ["operation"]:
        return ("" if name in identifiers else name), identifiers
    if above == ["tag"]:
        return ("" if anchor(name) in anchors else name), anchors
    return "", set()
