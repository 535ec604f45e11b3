"""Makes the arguments for a request body: its fields, or the whole body."""

from collections.abc import Iterator, Mapping

import attrs

from codegen.document import merged_schemas, nodes
from codegen.document.load import JSON
from codegen.document.refs import pointer
from codegen.errors import BuildError
from codegen.plan.lowering.classes import ObjectClass, Property
from codegen.plan.lowering.shapes import Shape
from codegen.plan.models.python_types import annotation, imports
from codegen.plan.operations import media_types, parameter_styles
from codegen.plan.operations.argument import argument
from codegen.plan.operations.operation import Argument
from codegen.plan.operations.source import Content, Source, Value

_WHOLE = {"text": ("str", "The text of the body."), "bytes": ("bytes", "The bytes of the body.")}
_FUNCTIONS = {"text": "text", "bytes": "raw"}
_NOTHING: frozenset[str] = frozenset()


def fields(source: Source) -> Iterator[Argument]:
    """Make the arguments for the body of an operation.

    Args:
        source: The operation.

    Yields:
        Nothing if the operation has no body. If the body is an object with documented fields: an argument for each
            field that is not `readOnly`, and an argument for further fields if the document explicitly allows them. For
            any other body, such as JSON that may also be null: an argument for the whole body.

    Raises:
        BuildError: A form is not an object, or has an unsupported encoding; or a type is not supported.
    """
    content = source.body
    if content is None:
        return
    if content.value is None:
        yield _whole_body(content)
        return
    # A form cannot express null.
    shape = content.value.shape if content.kind == "json" else content.value.shape.without_null
    object_class = source.class_of(shape)
    if object_class is None:
        yield _whole_value(source, content, content.value)
        return
    for field in object_class.properties:
        if field.schema.get("readOnly") is not True:
            yield _field_argument(source, content, object_class, field)
    if object_class.open:
        yield _further_fields(source, object_class)


def _field_argument(source: Source, content: Content, object_class: ObjectClass, field: Property) -> Argument:
    if content.kind == "json":
        prop = source.type_of_property(object_class, field)
        return argument(source, field.key, "body", prop, field.schema, field.shape)
    encoding = parameter_styles.field_expression(source, content, field)
    field_argument = argument(
        source, field.key, "body", source.type_of_property(object_class, field), field.schema, field.shape, encoding
    )
    if content.kind != "multipart" or not _is_binary(source, field.schema):
        return field_argument
    many = field.shape.without_null.kind == "array"
    return attrs.evolve(
        field_argument,
        annotation="Sequence[bytes]" if many else "bytes",
        imports=frozenset({"from collections.abc import Sequence"}) if many else _NOTHING,
    )


def _is_binary(source: Source, schema: Mapping[str, JSON]) -> bool:
    """Return whether a field, or each item of its list, is a file of bytes."""
    item = merged_schemas.merge(source.document, schema.get("items")) if "items" in schema else schema
    return item.get("format") == "binary" or (
        nodes.text(item.get("contentMediaType")) != "" and "contentEncoding" not in item
    )


def _further_fields(source: Source, object_class: ObjectClass) -> Argument:
    """Make the argument for fields that the document does not name."""
    value = source.extra_of(object_class)
    return Argument(
        json_name="additional properties",
        name="additional_properties",
        location="further fields",
        required=False,
        annotation=f"Mapping[str, {annotation(value)}]",
        encoding="{name}",
        text="Further fields of the body, which the document does not name.",
        imports=frozenset({"from collections.abc import Mapping", *imports(value)}),
    )


def _whole_body(content: Content) -> Argument:
    """Make the argument for a body of text or bytes."""
    kind, text = _WHOLE[content.kind]
    media_type = parameter_styles.literal(media_types.content_type(content.media_type))
    return _with_omission(
        Argument(
            json_name="body",
            name="body",
            location="whole body",
            required=content.node.get("required") is True,
            annotation=kind,
            encoding=f"_bodies.{_FUNCTIONS[content.kind]}({{name!r}}, {{name}}, {media_type})",
            text=text,
            imports=_NOTHING,
        )
    )


def _whole_value(source: Source, content: Content, value: Value) -> Argument:
    """Make the argument for JSON or a form that has no single class."""
    if content.kind != "json" and not all(_is_form(source, shape) for shape in parameter_styles.variants(value.shape)):
        raise BuildError(f"{pointer(value.location)}: a form that is not an object: OpenAPI defines no encoding for it")
    if content.kind == "form":
        parameter_styles.check_nesting(source, value.shape, value.location)
    is_json = content.kind == "json"
    default = "The JSON body." if is_json else "The fields of the form."
    schema: dict[str, JSON] = {"description": default, **merged_schemas.merge(source.document, value.schema)}
    whole = argument(source, "body", "whole body", source.type_of(value), schema, value.shape)
    written = f"_encoding.argument({{name!r}}, {whole.encoding})"
    if not is_json:
        written = f"_bodies.{content.kind}(_bodies.fields({{name!r}}, {whole.encoding}))"
    required = content.node.get("required") is True
    return _with_omission(attrs.evolve(whole, encoding=written, required=required))


def _is_form(source: Source, shape: Shape) -> bool:
    """Return whether a form may have this shape as one of several.

    Models cannot contain fields of bytes. Therefore a form with such a field must be the only shape.
    """
    object_class = source.class_of(shape)
    fields_ = object_class.properties if object_class else []
    return shape.kind in {"class", "map", "null"} and not any(_is_binary(source, field.schema) for field in fields_)


def _with_omission(whole: Argument) -> Argument:
    """Let the expression of an optional body leave it out if not given."""
    if whole.required:
        return whole
    test = "is OMIT" if whole.sends_null else "is None"
    return attrs.evolve(whole, encoding=f"OMIT if {{name}} {test} else {whole.encoding}")
