"""Tells what an operation answers, how that is decoded, and whether it pages."""

import re

from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan.models.annotations import annotation, fields, imports, is_map
from codegen.plan.operations import variants
from codegen.plan.operations.operation import PagingFacts, ResponsePlan
from codegen.plan.operations.source import Source

_DEFAULT = re.compile(r"defaults? (?:to|is|of)\W*(\d+)", re.IGNORECASE)
_MAXIMUM = re.compile(r"max(?:imum)?(?: of| is)?\W*(\d+)", re.IGNORECASE)
_TOTALS = ("count", "total", "totalResults")
_SPOKEN = {"Org": "organization", "Scim": "SCIM"}
_WORD = re.compile(r"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])")


def answer(source: Source) -> ResponsePlan:
    """Describe the success of an operation: its first success that has a body, if any has.

    Args:
        source: The operation.

    Returns:
        Its answer.
    """
    status, media_type, schema = _success(source)
    if source.method == "head":
        return _plain("exists", "bool", "truth", "`True` if the service finds it, `False` if not.")
    if media_type is None:
        return _plain("none", "None", "nothing", "")
    if media_type.startswith("text/"):
        return _plain("text", "str", "text", f"The text of the answer ({media_type}).", media_type)
    prop = _property(source, status)
    paging = _paging(source, schema, prop)
    kind, decode, needed = "JSON", "_responses.anything", {"from .._calls import JSON"}
    if is_map(prop):
        kind, decode = "dict[str, JSON]", "_responses.mapping"
    elif isinstance(prop, ModelProperty):
        kind, needed = annotation(prop), set(imports(prop))
        adaptation = variants.adaptation(source.document, schema)
        decode = f"_shapes.adapted(models.{kind}, {adaptation})" if adaptation else f"models.{kind}.from_json"
    elif isinstance(prop, ListProperty) and isinstance(prop.inner_property, ModelProperty):
        item = annotation(prop.inner_property)
        # a module with a function `list` needs another way to name the type
        kind, needed = f"builtins.list[{item}]", {"import builtins", *imports(prop.inner_property)}
        decode = f"_responses.list_of(models.{item})"
    return ResponsePlan(
        kind="json",
        media_type=media_type,
        annotation=kind,
        imports=frozenset(needed),
        decode=decode,
        paging=paging,
        text=_returns(kind, paging),
    )


def _plain(kind: str, annotation: str, decoder: str, text: str, media_type: str = "application/json") -> ResponsePlan:
    return ResponsePlan(
        kind=kind,
        media_type=media_type,
        annotation=annotation,
        imports=frozenset(),
        decode=f"_responses.{decoder}",
        paging=None,
        text=text,
    )


def _success(source: Source) -> tuple[str, str | None, JSON]:
    """Status, media type and schema of the first success that has a body; no media type if none has."""
    for status, response in sorted(nodes.mapping(source.node["responses"]).items()):
        if status.startswith("2"):
            for media_type, schema in nodes.contents(nodes.follow(source.document, response)).items():
                return status, media_type, schema
    return "", None, None


def _property(source: Source, status: str) -> PropertyProtocol:
    return next(one.prop for one in source.endpoint.responses if str(one.status_code.pattern) == status)


def _returns(kind: str, paging: PagingFacts | None) -> str:
    if paging:
        return f"A pager of `{paging.item}`: `await` it for one page, iterate it with `async for` over all items."
    words = " ".join(_SPOKEN.get(word[0], word[0].lower()) for word in _WORD.finditer(kind))
    return "The JSON of the answer." if "JSON" in kind else f"The {words}."


def _paging(source: Source, schema: JSON, prop: PropertyProtocol) -> PagingFacts | None:
    """Tell from parameters and answer whether and how the operation pages.

    Numbered pages have `page` or `page_size`, SCIM has `startIndex`; what is called a list and has neither comes in one
    piece. `x-paging` on the operation overrules single facts, and `false` says that it is no list at all.
    """
    said = source.node.get("x-paging")
    queries = {nodes.text(one["name"]): one for one in source.parameters if one["in"] == "query"}
    numbered, scim = bool({"page", "page_size"} & queries.keys()), "startIndex" in queries
    if said is False or not (said or numbered or scim or source.name.verb.split("_")[0] == "list"):
        return None
    properties = nodes.object_properties(source.document, schema)
    facts: dict[str, str | int | None] = {"style": "scim" if scim else "page" if numbered else "single"}
    if scim:
        facts |= {"page": "startIndex", "size": "count"}
    if isinstance(prop, ListProperty):
        facts["items"] = None
    else:
        facts["items"] = _items(source.document, properties)
        facts["total"] = next((key for key in _TOTALS if key in properties), None)
        facts["next"] = "next" if "next" in properties else None
    facts |= {key: value for key, value in _overruled(said).items() if value is None or isinstance(value, str | int)}
    if facts["items"] == "":
        return None
    about_size = queries.get(str(facts.get("size", "page_size")), {})
    limits = nodes.flatten(source.document, about_size.get("schema"))
    text = nodes.text(about_size.get("description"))
    facts.setdefault("default_size", _number(limits.get("default"), _DEFAULT.search(text)))
    facts.setdefault("max_size", _number(limits.get("maximum"), _MAXIMUM.search(text)))
    key = facts["items"]
    items = prop if key is None else _member(source, prop, str(key))
    if not isinstance(items, ListProperty):
        raise BuildError(f"{source.label}: the items of a list are an array, and {key or 'the answer'} is none")
    return PagingFacts(
        settings={key: value for key, value in facts.items() if value is not None or key == "items"},
        item=annotation(items.inner_property, "list"),
        item_imports=frozenset(imports(items.inner_property, "list")),
        accessor="_responses.itself" if key is None else f'_responses.items_of("{items.python_name}")',
    )


def _overruled(said: JSON) -> dict[str, JSON]:
    return said if isinstance(said, dict) else {}


def _items(document: dict[str, JSON], properties: dict[str, dict[str, JSON]]) -> str:
    """The key of the items: by its usual name, else the only array of objects, else the only array; or empty."""
    arrays = [key for key, value in properties.items() if value.get("type") == "array"]
    objects = [key for key in arrays if "properties" in nodes.flatten(document, properties[key].get("items"))]
    usual = [key for key in arrays if key.lower() in {"results", "resources"}]
    return next((found[0] for found in (usual, objects, arrays) if len(found) == 1), "")


def _member(source: Source, envelope: PropertyProtocol, key: str) -> PropertyProtocol:
    for field in fields(envelope):
        if field.name == key:
            return field
    raise BuildError(f"{source.label}: the answer of a list has no {key}")


def _number(given: JSON, described: re.Match[str] | None) -> int | None:
    if isinstance(given, int):
        return given
    return int(described[1]) if described else None
