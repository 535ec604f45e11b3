"""The result of an operation: its type, decoder, and style of paging."""

import re

import attrs
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.union import UnionProperty

from codegen.document import merged_schemas, nodes
from codegen.document.load import JSON
from codegen.document.refs import json_path
from codegen.errors import BuildError
from codegen.plan.models.python_types import annotation, imports, is_map
from codegen.plan.operations import response_variants
from codegen.plan.operations.media_types import JSON_TYPE, accept_type
from codegen.plan.operations.operation import PagingFacts, ResponsePlan
from codegen.plan.operations.source import Content, Source, Value

_DEFAULT = re.compile(r"defaults? (?:to|is|of)\W*(\d+)", re.IGNORECASE)
_MAXIMUM = re.compile(r"max(?:imum)?(?: of| is)?\W*(\d+)", re.IGNORECASE)
_SIZES = ("per_page", "pageSize", "size", "limit")
"""Other names of `page_size`, the most likely first."""
_TOTALS = ("count", "total", "totalResults")
_NUMBERS = frozenset({"integer", "number"})
_CURSOR_NAME = re.compile(r"cursor|marker|continuation|next_?token|page_?token", re.IGNORECASE)
_PAGING_NAME = re.compile(
    rf"{_CURSOR_NAME.pattern}|^(?:offset|skip|limit|per_?page|page|page_?size|start_?index)$", re.IGNORECASE
)
"""Names of parameters and properties which show that a list comes in several responses."""
_SPOKEN = {"Org": "organization", "Scim": "SCIM"}
_UNION = re.compile(r" \| (?![^\[]*\])")
_WORD = re.compile(r"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])")


@attrs.frozen(kw_only=True)
class _Success:
    """A successful response.

    Attributes:
        status: The status, such as `200` or `2XX`; empty for HEAD, and if the document states no success.
        kind: `json`, `text`, `bytes`, `none`, or `exists` for HEAD.
        media_type: Media type for the Accept header.
        annotation: Type of the result.
        imports: Import statements that the type needs.
        decode: Expression of the function that decodes the response.
    """

    status: str
    kind: str
    media_type: str
    annotation: str
    imports: frozenset[str]
    decode: str


_EXISTS = "`True` for a success, `False` for status 404: there is no such object, or the credentials cannot see it."
_NOTHING: frozenset[str] = frozenset()


def response_plan(source: Source) -> ResponsePlan:
    """Describe the response of an operation.

    If statuses have different results, the type is a union.

    Args:
        source: The operation.

    Returns:
        The response.

    Raises:
        BuildError: As for `_derive_paging`, or a type is not supported.
    """
    if source.method == "head":  # its responses have no body (RFC 9110, section 9.3.2)
        return _join_successes([_Success(
            status="", kind="exists", media_type=JSON_TYPE, annotation="bool", imports=_NOTHING,
            decode="_responses.truth",
        )], None, _EXISTS)  # fmt: skip
    successes = [_describe_success(source, content) for content in source.successes] or [_empty_success("")]
    different = list({(success.kind, success.decode): success for success in successes}.values())
    if len(different) > 1:
        return _join_successes(_by_status(successes), None, "")
    only = different[0]
    content = next((content for content in source.successes if content.status == only.status), None)
    paging = _derive_paging(source, content.value) if content is not None and content.value is not None else None
    text = f"The text of the response ({only.media_type})." if only.kind == "text" else ""
    return _join_successes([only], paging, text)


def _join_successes(successes: list[_Success], paging: PagingFacts | None, text: str) -> ResponsePlan:
    """Join successful responses.

    Args:
        successes: The responses, at least one.
        paging: Facts about the paging; `None` if the operation is no list.
        text: Text of the Returns section; empty for a text about the type. If the method returns nothing, there is no
            Returns section.
    """
    first = successes[0]
    kinds = dict.fromkeys(success.annotation for success in successes)
    annotation_of_all = " | ".join(sorted(kinds, key=lambda kind: kind == "None"))
    media_types = dict.fromkeys(success.media_type for success in successes if success.media_type)
    return ResponsePlan(
        kind=first.kind,
        media_type=", ".join(media_types) or JSON_TYPE,
        annotation=annotation_of_all,
        imports=frozenset[str]().union(*(success.imports for success in successes)),
        decode=first.decode,
        by_status=tuple((success.status, success.decode) for success in successes) if len(successes) > 1 else (),
        paging=paging,
        text="" if first.kind == "none" and len(successes) == 1 else text or _returns_text(annotation_of_all, paging),
    )


def _by_status(successes: list[_Success]) -> list[_Success]:
    """Choose decoders for responses of different types.

    Returns:
        The responses, those with a body first. All are read in the same way: as JSON if that is possible, else as
            bytes.
    """
    kind = "json" if {success.kind for success in successes} <= {"json", "none"} else "bytes"
    ordered = sorted(successes, key=lambda success: (success.kind == "none", success.status))
    decoders = {"text": "_responses.text_of_bytes"}
    return [attrs.evolve(success, kind=kind, decode=decoders.get(success.kind, success.decode)) for success in ordered]


def _empty_success(status: str) -> _Success:
    return _Success(
        status=status, kind="none", media_type="", annotation="None", imports=_NOTHING, decode="_responses.nothing"
    )


def _describe_success(source: Source, content: Content) -> _Success:
    media_type = accept_type(content.media_type) if content.kind == "json" else content.media_type
    if not content.media_type:
        return _empty_success(content.status)
    if content.value is None or content.kind != "json":
        kind, result = ("text", "str") if content.kind == "text" else ("bytes", "bytes")
        decode = "_responses.text" if kind == "text" else "_responses.content"
        return _Success(
            status=content.status, kind=kind, media_type=media_type, annotation=result, imports=_NOTHING, decode=decode
        )
    annotated, needed, decode = _json_decoding(source, content.value)
    return _Success(
        status=content.status,
        kind="json",
        media_type=media_type,
        annotation=annotated,
        imports=frozenset(needed),
        decode=decode,
    )


def _json_decoding(source: Source, value: Value) -> tuple[str, set[str], str]:
    """Return annotation, imports and decoder of a JSON response."""
    prop = source.type_of(value)
    # In a module that defines a function `list`, the type needs another name.
    order = value.shape.listed_values
    annotated, needed = annotation(prop, "builtins.list", order), set(imports(prop, "builtins.list"))
    item = prop.inner_property if isinstance(prop, ListProperty) else None
    if isinstance(prop, ModelProperty) and not is_map(prop):
        adaptation = response_variants.adaptation(source.document, value.schema)
        model = f"models.{annotated}"
        decoder = f"_shapes.adapting_decoder({model}, {adaptation})" if adaptation else f"{model}.from_json"
        return annotated, needed, decoder
    if isinstance(item, ModelProperty) and not is_map(item):
        return annotated, needed, f"_responses.list_of(models.{annotation(item)})"
    if annotated in {"JSON", "dict[str, JSON]"}:
        return annotated, needed, "_responses.anything" if annotated == "JSON" else "_responses.mapping"
    hint = annotation(prop, "builtins.list", order, models="models.")
    return annotated, needed, f"_responses.typed_decoder({hint}, {json_path(value.location)!r})"


def _returns_text(kind: str, paging: PagingFacts | None) -> str:
    """Write the Returns section of a docstring, from the annotation."""
    if paging:
        return (
            f"A pager of `{paging.item}`: `await` it for one page, iterate it with `async for` over all items. "
            "Before that, no request is sent, and no error except `ArgumentError` is raised."
        )
    if "JSON" in kind:
        return "The JSON of the response."
    members = [member for member in _UNION.split(kind) if member != "None"]
    spoken = (" ".join(_SPOKEN.get(word[0], word[0].lower()) for word in _WORD.finditer(each)) for each in members)
    return f"The {' or the '.join(spoken)}{', or `None`' if 'None' in _UNION.split(kind) else ''}."


def _derive_paging(source: Source, value: Value) -> PagingFacts | None:
    """Derive the paging of an operation from its parameters and response.

    The style is the first of these that fits:

    - `scim`: the query has a number `startIndex`.
    - `page`: the query has a number `page`. Or it has a number `page_size`, and no other paging: no other name of
      `_PAGING_NAME` in the query, and no name of a cursor in the response. If there is `page` and no `page_size`, the
      size of the pages is the first number among `per_page`, `pageSize`, `size` and `limit`.
    - `single`, a list in a single response: the method name begins with `list`, and neither the query nor the response
      has a name of `_PAGING_NAME`, such as `cursor`, with which a pager would end after the first response.

    If `x-paging` of the operation is a mapping, its keys replace single derived values, such as the style. With such a
    mapping or `x-paging: true`, an operation that fits no style is a list in a single response. With `x-paging: false`,
    an operation is no list.

    Returns:
        The paging. `None` in these cases:

        - The operation is not a list.
        - `x-paging` does not state `items`, and `_key_of_items` chooses none.
        - There is no `x-paging`, and the response is a union of several classes, or the items are not an array.

    Raises:
        BuildError: The operation has an `x-paging`, and the response is a union of several classes, lacks the key of
            the items, or has no array under this key.
    """
    schema, prop = value.schema, source.type_of(value)
    declared = source.node.get("x-paging")
    queries = {nodes.text(each.node["name"]): each.node for each in source.parameters if each.node["in"] == "query"}
    counted = {
        nodes.text(parameter.node["name"])
        for parameter in source.parameters
        if parameter.value.shape.without_null.kind in _NUMBERS
    }
    properties = merged_schemas.object_properties(source.document, schema)
    scim = "startIndex" in queries.keys() & counted
    numbered = "page" in queries.keys() & counted or (
        "page_size" in queries.keys() & counted
        and not any(map(_PAGING_NAME.search, queries.keys() - {"page_size"}))
        and not any(map(_CURSOR_NAME.search, properties))
    )
    if declared is False or not (declared or numbered or scim or source.name.method_name.split("_")[0] == "list"):
        return None
    if not (declared or numbered or scim) and any(map(_PAGING_NAME.search, (*queries, *properties))):
        return None
    facts: dict[str, str | int | None] = {"style": "scim" if scim else "page" if numbered else "single"}
    if scim:
        facts |= {"page": "startIndex", "size": "count"}
    elif numbered and "page_size" not in queries:
        facts["size"] = next((name for name in _SIZES if name in counted), None)
    if isinstance(prop, ListProperty):
        facts["items"] = None
    else:
        facts["items"] = _key_of_items(source.document, properties)
        facts["total"] = next((key for key in _TOTALS if key in properties), None)
        facts["next"] = "next" if "next" in properties else None
    facts |= {
        key: value for key, value in _stated_facts(declared).items() if value is None or isinstance(value, str | int)
    }
    if facts["items"] == "":
        return None
    about_size = queries.get(str(facts.get("size") or "page_size"), {})
    limits = merged_schemas.merge(source.document, about_size.get("schema"))
    text = nodes.text(about_size.get("description"))
    facts.setdefault("default_size", _stated_number(limits.get("default"), _DEFAULT.search(text)))
    facts.setdefault("max_size", _stated_number(limits.get("maximum"), _MAXIMUM.search(text)))
    key = facts["items"]
    attribute = ("", prop) if key is None else _attribute_of_key(source, value, str(key))
    if attribute is None and not declared:
        return None  # a union of responses, of which some have no items
    if attribute is None:
        raise BuildError(f"{source.label}: the response of a list has no {key}")
    name, items = attribute
    nullable = isinstance(items, UnionProperty)
    if isinstance(items, UnionProperty):
        items = next((inner for inner in items.inner_properties if isinstance(inner, ListProperty)), items)
    if not isinstance(items, ListProperty) and not declared:
        return None
    if not isinstance(items, ListProperty):
        raise BuildError(
            f"{source.label}: the items of a list must be an array, and {key or 'the response'} is not an array"
        )
    return PagingFacts(
        settings={key: value for key, value in facts.items() if value is not None or key == "items"},
        item=annotation(items.inner_property, "builtins.list"),
        item_imports=frozenset(imports(items.inner_property, "builtins.list")),
        accessor="_responses.itself" if key is None else f'_responses.items_of("{name}"{", nullable=True" * nullable})',
    )


def _stated_facts(declared: JSON) -> dict[str, JSON]:
    return declared if isinstance(declared, dict) else {}


def _key_of_items(document: dict[str, JSON], properties: dict[str, dict[str, JSON]]) -> str:
    """Choose the key of the items.

    Returns:
        The key of the only array called `results` or `resources`, in upper or lower case; or else of the only array of
        objects; or else of the only array. Empty if no array is the only one of its kind.
    """
    arrays = [key for key, value in properties.items() if value.get("type") == "array"]
    objects = [key for key in arrays if "properties" in merged_schemas.merge(document, properties[key].get("items"))]
    usual = [key for key in arrays if key.lower() in {"results", "resources"}]
    return next((candidates[0] for candidates in (usual, objects, arrays) if len(candidates) == 1), "")


def _attribute_of_key(source: Source, envelope: Value, key: str) -> tuple[str, PropertyProtocol] | None:
    """Return name and type of a response's attribute.

    The result is `None` if the response has no such key, or is a union of several classes.
    """
    object_class = source.class_of(envelope.shape.without_null)
    for field in object_class.properties if object_class is not None else ():
        if object_class is not None and field.key == key:
            return field.name, source.type_of_property(object_class, field)
    return None


def _stated_number(given: JSON, described: re.Match[str] | None) -> int | None:
    """Return the number that a schema states, or else its description."""
    if isinstance(given, int):
        return given
    return int(described[1]) if described else None
