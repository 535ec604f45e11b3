"""Which styles of parameters are allowed, and their functions."""

import re
from collections.abc import Iterator

from codegen.document import nodes
from codegen.document.load import Location
from codegen.document.refs import pointer
from codegen.errors import BuildError
from codegen.plan.lowering.classes import Property
from codegen.plan.lowering.shapes import Shape
from codegen.plan.operations import body_encodings, media_types
from codegen.plan.operations.source import Content, Parameter, Source

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


def parameter_expression(source: Source, parameter: Parameter, sent_in: str) -> str:
    """Write the expression that encodes a parameter in its style.

    Args:
        source: The operation.
        parameter: The parameter.
        sent_in: The part of the request that has the parameter: `path`, `query`, `headers` or `cookies`.

    Returns:
        The expression, with `{name}` in the place of the argument's name; empty if the argument is passed as it is.

    Raises:
        BuildError: OpenAPI defines no encoding for the parameter, or the client does not support it.
    """
    if sent_in in {"headers", "cookies"}:
        check_header_name(nodes.text(parameter.node["name"]), parameter.location)
    node, shape = parameter.node, parameter.value.shape.without_null
    if parameter.media_type:
        return _content_expression(parameter, sent_in, shape)
    style = nodes.text(node.get("style")) or _STYLES[sent_in][0]
    if style not in _STYLES[sent_in]:
        styles = " or ".join(_STYLES[sent_in])
        raise BuildError(f"{pointer(parameter.location)}: the style {style!r:.80} is not allowed here: use {styles}")
    explode = node.get("explode", style in {"form", "deepObject"}) is True
    kinds = {shape.kind, *(member.kind for member in shape.members if shape.kind == "union")}
    json_name = nodes.text(node["name"])
    if style != "deepObject":
        check_nesting(source, shape, parameter.value.location)
    if sent_in == "query" and style != "form" and not kinds & _NESTED and "any" not in kinds:
        raise BuildError(f"{pointer(parameter.location)}: the style {style} is for lists and objects: drop it")
    if sent_in == "cookies" and explode and (kinds & _NESTED or "any" in kinds):
        raise BuildError(
            f"{pointer(parameter.location)}: a list or an object in a cookie with `explode` would be several cookies, "
            "which is not supported: set `explode: false`"
        )
    if sent_in == "path":
        return _path_expression(shape, json_name, style, explode=explode)
    several = "array" in kinds and shape.kind != "array"  # a union of a list and another type
    if sent_in == "query" and (kinds & _OBJECTS or style != "form" or "any" in kinds or (several and not explode)):
        return f"_styles.write_styled({{name!r}}, {{name}}, {literal(json_name)}, {style!r}, explode={explode})"
    if shape.kind == "array" and (sent_in == "headers" or (sent_in == "query" and not explode)):
        return "_encoding.join({name!r}, {name})"
    if sent_in != "query" and (kinds & _NESTED or "any" in kinds):
        return f"_styles.flat({{name!r}}, {{name}}, explode={explode and sent_in == 'headers'})"
    return ""


def is_header_name(name: str) -> bool:
    """Return whether text is a name of a header or cookie (RFC 9110, 5.6.2)."""
    return _TOKEN.fullmatch(name) is not None


def check_header_name(name: str, location: Location) -> None:
    """Refuse text that cannot be the name of a header or cookie.

    Args:
        name: Text from the document.
        location: Location in the document, for the error.

    Raises:
        BuildError: The name is empty, or contains characters that RFC 9110, section 5.6.2, does not allow.
    """
    if not is_header_name(name):
        raise BuildError(f"{pointer(location)}: {name!r:.80} is not a name of a header or a cookie")


def conventions(source: Source) -> Iterator[str]:
    """List encodings that OpenAPI leaves open and the client chooses.

    Args:
        source: The operation.

    Yields:
        A notice for each parameter, and each field of a form, that has the style `deepObject` and is a list, or an
            object that contains lists or objects.
    """
    for parameter in source.parameters:
        if parameter.node.get("style") == "deepObject" and _is_deep(source, parameter.value.shape):
            yield _convention_notice(parameter.location)
    if source.body is None or source.body.kind != "form" or source.body.value is None:
        return
    encoding = nodes.mapping(source.body.media.get("encoding"))
    object_class = source.class_of(source.body.value.shape.without_null)
    for field in object_class.properties if object_class else ():
        if nodes.mapping(encoding.get(field.key)).get("style") == "deepObject" and _is_deep(source, field.shape):
            yield _convention_notice((*source.body.location, "encoding", field.key))


def _convention_notice(location: Location) -> str:
    return (
        f"{pointer(location)}: OpenAPI does not define how deepObject encodes lists and deeper values: "
        "the client sends x[0]=1 and x[a][b]=1"
    )


def _is_deep(source: Source, shape: Shape) -> bool:
    """Return whether a shape allows a list, or nested lists or objects."""
    return any(variant.kind == "array" for variant in variants(shape.without_null)) or _is_nested(source, shape)


def _is_nested(source: Source, shape: Shape) -> bool:
    """Return whether a list or an object contains lists or objects.

    A shape that allows any value is not looked into.
    """
    for each in variants(shape.without_null):
        object_class = source.class_of(each)
        inner = [field.shape for field in object_class.properties] if object_class else [*each.members]
        inner += [object_class.extra] if object_class and object_class.extra else []
        if any(variant.kind in _NESTED for member in inner for variant in variants(member.without_null)):
            return True
    return False


def _path_expression(shape: Shape, json_name: str, style: str, *, explode: bool) -> str:
    """Write the expression for a segment of a path.

    It is empty for text and integers of the style `simple`, which are passed as they are.
    """
    if style == "simple" and (shape.kind in _PLAIN_IN_PATH or _is_text(shape)):
        return ""
    return f"_styles.segment({{name!r}}, {{name}}, {literal(json_name)}, {style!r}, explode={explode})"


def _is_text(shape: Shape) -> bool:
    return shape.kind == "enum" and isinstance(shape.values[0], str)


def check_nesting(source: Source, shape: Shape, location: Location) -> None:
    """Refuse lists and objects inside of lists and objects.

    Only the style `deepObject` can encode them. Callers do not call this function for that style.

    Args:
        source: The operation.
        shape: Shape of a parameter, of a field of a form, or of a form that is a single argument.
        location: Location of the schema, for the error.

    Raises:
        BuildError: The value is a list or an object that contains a list or an object.
    """
    if _is_nested(source, shape):
        raise BuildError(
            f"{pointer(location)}: OpenAPI defines no encoding for arrays or objects inside of arrays or objects in a "
            "parameter or a form: use JSON as `content`, or the style deepObject"
        )


def variants(shape: Shape) -> tuple[Shape, ...]:
    """Return the members of a union; for any other shape, the shape itself."""
    return shape.members if shape.kind == "union" else (shape,)


def _content_expression(parameter: Parameter, sent_in: str, shape: Shape) -> str:
    """Write the expression that encodes a parameter with `content`.

    Returns:
        The expression; empty if the argument is passed as it is.

    Raises:
        BuildError: The client does not support the media type in this location.
    """
    kind = media_types.kind(parameter.media_type)
    location = pointer((*parameter.location, "content", parameter.media_type))
    if kind == "json" and sent_in != "cookies":
        return f"_encoding.{'json_segment' if sent_in == 'path' else 'encode_json'}({{name!r}}, {{name}})"
    if kind == "text" and not {variant.kind for variant in variants(shape)} & (_NESTED | {"any"}):
        json_name = nodes.text(parameter.node["name"])
        return _path_expression(shape, json_name, "simple", explode=False) if sent_in == "path" else ""
    if kind == "json":
        raise BuildError(
            f"{location}: JSON in a cookie is not supported: JSON has characters that a cookie cannot have"
        )
    raise BuildError(
        f"{location}: a parameter with {parameter.media_type!r:.80} is not supported: use JSON or plain text"
    )


def field_expression(source: Source, content: Content, field: Property) -> str:
    """Write the expression that encodes a field of a form.

    Args:
        source: The operation.
        content: The body, which is a form.
        field: The field of the form.

    Returns:
        The expression, with `{name}` in the place of the argument's name.

    Raises:
        BuildError: The field has an unsupported encoding, or contains lists or objects that its style cannot encode.
    """
    encoding = nodes.mapping(nodes.mapping(content.media.get("encoding")).get(field.key))
    if "headers" in encoding:
        raise BuildError(f"{pointer(field.location)}: headers of a part of a form are not supported: drop them")
    media_type = body_encodings.media_type(content, field)
    if content.kind == "multipart":
        return f"_bodies.part({{name}}, {literal(media_type)})" if media_type else "{name}"
    if media_type and media_types.kind(media_type) == "json":
        return "_encoding.encode_json({name!r}, {name})"
    style = nodes.text(encoding.get("style")) or "form"
    if style not in _STYLES["query"]:
        raise BuildError(f"{pointer(field.location)}: the style {style!r:.80} is not allowed for fields of a form")
    kinds = {field.shape.without_null.kind, *(member.kind for member in field.shape.members)}
    explode = encoding.get("explode", style in {"form", "deepObject"}) is True
    if style != "deepObject":
        check_nesting(source, field.shape.without_null, field.location)
    if kinds & _OBJECTS or "any" in kinds or style != "form" or not explode:
        return f"_styles.write_styled({{name!r}}, {{name}}, {literal(field.key)}, {style!r}, explode={explode})"
    return "{name}"


def literal(text: str) -> str:
    """Write text as a literal without braces.

    A brace in an expression marks the place of the argument's name.
    """
    return repr(text).replace("{", "\\x7b").replace("}", "\\x7d")
