"""Reads the `encoding` of bodies, and lists the keys that are ignored."""

from collections.abc import Iterator

from codegen.document import nodes
from codegen.document.refs import pointer
from codegen.plan.lowering.classes import Property
from codegen.plan.lowering.shapes import Shape
from codegen.plan.operations import media_types
from codegen.plan.operations.source import Content, Source

_STYLE_KEYS = ("style", "explode", "allowReserved")


def media_type(content: Content, field: Property) -> str:
    """Return the media type of a form's field.

    Args:
        content: The body, which is a form.
        field: The field of the form.

    Returns:
        The first media type of the field's `contentType`, without wildcards; empty if the field has no `contentType`.

    Raises:
        BuildError: The client cannot send this media type; see `media_types.check`.
    """
    encoding = nodes.mapping(nodes.mapping(content.media.get("encoding")).get(field.key))
    first = nodes.text(encoding.get("contentType")).partition(",")[0].strip()
    if not first:
        return ""
    media_types.check(first, (*content.location, "encoding", field.key, "contentType"), sent=True)
    return media_types.content_type(first)


def ignored_keys(source: Source) -> Iterator[str]:
    """List keys of `encoding` that the client ignores.

    Args:
        source: The operation.

    Yields:
        One notice for each field with ignored keys; two for a part of a multipart form whose style and `contentType`
            are both ignored.

    Raises:
        BuildError: The client cannot send the `contentType` of a field; see `media_types.check`.
    """
    content = source.body
    if content is None:
        return
    object_class = source.class_of(content.value.shape) if content.value else None
    fields = {field.key: field for field in object_class.properties} if object_class else {}
    for key, node in nodes.mapping(content.media.get("encoding")).items():
        location, encoding = pointer((*content.location, "encoding", key)), nodes.mapping(node)
        if content.kind not in {"form", "multipart"}:
            yield f"{location}: only forms have an encoding; it is not read"
        elif key not in fields:
            yield f"{location}: the form has no such field; it is not read"
        elif content.kind == "multipart":
            styled = [name for name in _STYLE_KEYS if name in encoding]
            if styled:
                yield f"{location}: {', '.join(styled)} of a part of a multipart form is not read"
            part_type = media_type(content, fields[key])
            if part_type and media_types.kind(part_type) != "json" and _holds_objects(fields[key].shape):
                yield f"{location}/contentType: objects are sent as JSON; it is not read"
        elif not _is_json_or_text(media_type(content, fields[key])):
            yield f"{location}/contentType: a field of a form is JSON or plain text; it is not read"


def _holds_objects(shape: Shape) -> bool:
    """Return whether a shape allows objects, at any depth."""
    return shape.kind in {"class", "map"} or any(map(_holds_objects, shape.members))


def _is_json_or_text(part_type: str) -> bool:
    """Return whether a field's media type is JSON, text, or not stated."""
    return not part_type or media_types.kind(part_type) in {"json", "text"}
