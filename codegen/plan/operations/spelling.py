"""Styles of parameters (OpenAPI 3.0.3, Style Values)."""

import re

from codegen.document import nodes
from codegen.document.load import Location
from codegen.document.refs import pointer
from codegen.errors import BuildError
from codegen.plan.lowering.classes import Property
from codegen.plan.lowering.shapes import Shape
from codegen.plan.operations.source import Content, Parameter

_STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "headers": ("simple",),
    "cookies": ("form",),
}
_OBJECTS = frozenset({"map", "class"})
_NESTED = frozenset({"array", "map", "class"})
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_PLAIN_IN_PATH = frozenset({"string", "integer"})


def of_parameter(parameter: Parameter, sent_in: str) -> str:
    """Write the expression by which a parameter is spelled.

    Args:
        parameter: The parameter.
        sent_in: Its location: `path`, `query`, `headers` or `cookies`.

    Returns:
        The expression, with `{name}` for the argument; empty where the location alone decides.

    Raises:
        BuildError: OpenAPI gives no spelling for it.
    """
    if sent_in in {"headers", "cookies"}:
        check_header_name(nodes.text(parameter.node["name"]), parameter.location)
    if parameter.encoded:
        return "_encoding.encoded({name!r}, {name})"
    node, shape = parameter.node, parameter.value.shape.without_null
    style = nodes.text(node.get("style")) or _STYLES[sent_in][0]
    if style not in _STYLES[sent_in]:
        styles = " or ".join(_STYLES[sent_in])
        raise BuildError(f"{pointer(parameter.location)}: the style {style!r:.80} is not for its place: {styles} is")
    explode = node.get("explode", style in {"form", "deepObject"}) is True
    kinds = {shape.kind, *(member.kind for member in shape.members if shape.kind == "union")}
    _check_nesting(parameter, shape)
    if sent_in == "path":
        return _in_path(shape, style, explode=explode)
    json_name = nodes.text(node["name"])
    if sent_in == "query" and (kinds & _OBJECTS or style != "form" or "any" in kinds):
        return f"_styles.styled({{name!r}}, {{name}}, {literal(json_name)}, {style!r}, explode={explode})"
    if "array" in kinds and (sent_in != "query" or not explode):
        return "_encoding.joined({name!r}, {name})"
    if kinds & _OBJECTS or "any" in kinds:
        return f"_styles.flat({{name!r}}, {{name}}, explode={explode and sent_in == 'headers'})"
    return ""


def check_header_name(name: str, location: Location) -> None:
    """Refuse invalid names of headers and cookies (RFC 9110, 5.6.2).

    Args:
        name: The name.
        location: Where it stands, for the error.

    Raises:
        BuildError: It has other characters.
    """
    if not _TOKEN.fullmatch(name):
        raise BuildError(f"{pointer(location)}: {name!r:.80} is no name of a header or a cookie")


def _in_path(shape: Shape, style: str, *, explode: bool) -> str:
    if style == "simple" and (shape.kind in _PLAIN_IN_PATH or _is_text(shape)):
        return ""
    return f"_styles.segment({{name!r}}, {{name}}, {style!r}, explode={explode})"


def _is_text(shape: Shape) -> bool:
    return shape.kind == "enum" and isinstance(shape.values[0], str)


def _check_nesting(parameter: Parameter, shape: Shape) -> None:
    for one in shape.members if shape.kind == "union" else (shape,):
        if one.kind in {"array", "map"}:
            inner = one.members[0].without_null
            members = inner.members if inner.kind == "union" else (inner,)
            if any(member.kind in _NESTED for member in members):
                raise BuildError(
                    f"{pointer(parameter.value.location)}: an array or object of arrays or objects in a parameter: "
                    "OpenAPI gives no spelling for it"
                )


def of_field(content: Content, field: Property) -> str:
    """Write the expression by which a field of a form is spelled.

    Args:
        content: The body.
        field: The field.

    Returns:
        The expression, with `{name}` for the argument.

    Raises:
        BuildError: The field has an encoding that is not supported.
    """
    encoding = nodes.mapping(nodes.mapping(content.media.get("encoding")).get(field.key))
    if "headers" in encoding:
        raise BuildError(f"{pointer(field.location)}: headers of a part of a form are not supported: drop them")
    media_type = nodes.text(encoding.get("contentType")).partition(",")[0].strip()
    if content.kind == "multipart":
        return f"_bodies.part({{name}}, {literal(media_type)})" if media_type else "{name}"
    if nodes.is_json(media_type):
        return "_encoding.encoded({name!r}, {name})"
    style = nodes.text(encoding.get("style")) or "form"
    if style not in _STYLES["query"]:
        raise BuildError(f"{pointer(field.location)}: the style {style!r:.80} is not for fields of a form")
    kinds = {field.shape.without_null.kind, *(member.kind for member in field.shape.members)}
    explode = encoding.get("explode", style in {"form", "deepObject"}) is True
    if kinds & _OBJECTS or "any" in kinds or style != "form" or not explode:
        return f"_styles.styled({{name!r}}, {{name}}, {literal(field.key)}, {style!r}, explode={explode})"
    return "{name}"


def literal(text: str) -> str:
    """Write text as a literal without braces, which mark the argument's name."""
    return repr(text).replace("{", "\\x7b").replace("}", "\\x7d")
