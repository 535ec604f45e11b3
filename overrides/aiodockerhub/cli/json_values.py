"""JSON on the command line, checked against its schema before it is sent."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import click
from aiodockerhub_generated._json import is_array, is_object, type_name
from aiodockerhub_generated.arguments import shortened

from aiodockerhub.cli import choices
from aiodockerhub.cli.parameter_types import Text, check_length, note_pattern, read_source

_PLACEHOLDER = "…"


class Json(click.ParamType[Any]):
    """The type of JSON values.

    The JSON is on the command line, in a file (`@FILE`) or on stdin (`-`).

    Args:
        kinds: Allowed JSON types, in the words of JSON Schema; empty for any type.
        schema: Schema of the value; `None` for no check. The check covers types, names of fields, required fields,
            listed values, the length of texts, and minimum and maximum of numbers. A text that does not match its
            pattern only causes a note on stderr.
    """

    name = "json"

    def __init__(self, kinds: Sequence[str] = (), schema: Mapping[str, Any] | None = None) -> None:
        self.kinds: tuple[str, ...] = tuple(kinds)
        self.schema: Mapping[str, Any] = schema or {}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the JSON, and check it; return a value that is no text as is."""
        if not isinstance(value, str):
            return value
        try:
            parsed = json.loads(read_source(value))
        except (ValueError, RecursionError) as error:
            form = f" such as {example_json(self.schema)}" if self.schema else ""
            self.fail(f"expected JSON{form}, @FILE or - for stdin: {error}", param, ctx)
        kind = type_name(parsed)
        if self.kinds and kind not in self.kinds:
            self.fail(f"expected JSON of type {' or '.join(self.kinds)}, got {kind}", param, ctx)
        try:
            return check_value(self.schema, parsed)
        except ValueError as error:
            self.fail(f"expected JSON such as {example_json(self.schema)}: {error}", param, ctx)


class TextOrObject(Json):
    """The type of values that are a text or a JSON object.

    What begins with `{` is JSON.

    Args:
        text: Schema of the text.
        json_object: Schema of the object; an empty schema for no check.
    """

    name = "text"

    def __init__(self, text: Mapping[str, Any], json_object: Mapping[str, Any]) -> None:
        super().__init__(["object"], json_object)
        self._text = Text(text.get("minLength"), text.get("maxLength"), text.get("pattern"), has_sources=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read and check the text or object; return any other value as is."""
        if not isinstance(value, str):
            return value
        content = read_source(value)
        is_object_text = content.lstrip().startswith("{")
        return super().convert(content, param, ctx) if is_object_text else self._text.convert(content, param, ctx)


def text_or_object(schema: Mapping[str, Any]) -> TextOrObject | None:
    """Return the type of values of a schema that allows texts and objects.

    Args:
        schema: Schema of the value.

    Returns:
        The type; `None` if the schema does not allow both, also allows other values, or restricts the texts to listed
        values or a format.
    """
    kinds = _stated_types(schema)
    variants = schema.get("anyOf") or schema.get("oneOf") or [{**schema, "type": kind} for kind in kinds]
    variants = [each for each in variants if each.get("type") != "null"]
    texts = [each for each in variants if each.get("type") == "string" and not {"enum", "format"} & each.keys()]
    objects = [each for each in variants if each.get("type") == "object"]
    if len(texts) != 1 or not objects or len(texts) + len(objects) < len(variants):
        return None
    return TextOrObject(texts[0], objects[0] if len(objects) == 1 else {})


def example_json(schema: Mapping[str, Any]) -> str:
    """Write an example of the JSON of a schema.

    Args:
        schema: Schema of the value.

    Returns:
        JSON such as `[{"name": "…", "role": "admin|user"}]`. A number is `1`, even if the schema lists numbers. A
        boolean is `true`. Up to ten listed texts are joined by `|`. Any other text, and a value of unknown type, is
        `…`.
    """
    return json.dumps(_example_value(schema), ensure_ascii=False)


def _example_value(schema: Mapping[str, Any]) -> Any:
    """Make an example of a value; if several types are allowed, of the first."""
    match next(iter(_stated_types(schema)), None):
        case "object":
            return {name: _example_value(field) for name, field in schema.get("properties", {}).items()}
        case "array":
            return [_example_value(schema.get("items", {}))]
        case "boolean":
            return True
        case "integer" | "number":
            return 1
        case _:
            return choices.join_values(schema.get("enum", [_PLACEHOLDER]), long=_PLACEHOLDER)


def check_value(schema: Mapping[str, Any], value: Any, path: str = "") -> Any:
    """Check a JSON value against its schema.

    Args:
        schema: Schema of the value.
        value: JSON value.
        path: Path of the value, such as `[0].type`, for the error message; empty, the default, for the whole value.

    Returns:
        The value to send. Where the schema lists values, `=VALUE` becomes `VALUE`, and another spelling of a scope
        becomes the listed spelling. A text that does not match its pattern only causes a note on stderr.

    Raises:
        ValueError: The value does not match the schema. The message begins with the path of the value that does not
            match, unless that is the whole value.
    """
    try:
        if schema.get("enum") and isinstance(value, str | int) and not isinstance(value, bool):
            return choices.choose(value, schema["enum"], schema.get("spell", str))
        _check_type(schema, value)
        _check_limits(schema, value, path)
    except ValueError as error:
        raise ValueError(f"{path}: {error}" if path else str(error)) from None
    if is_array(value):
        return [check_value(schema.get("items", {}), item, f"{path}[{index}]") for index, item in enumerate(value)]
    if is_object(value) and "properties" in schema:
        return _check_fields(schema, value, path)
    return value


def _check_type(schema: Mapping[str, Any], value: Any) -> None:
    kinds, kind = _stated_types(schema), type_name(value)
    if kinds and kind not in kinds and not (kind == "integer" and "number" in kinds):
        raise ValueError(f"expected {' or '.join(kinds)}, got {kind}")


def _check_limits(schema: Mapping[str, Any], value: Any, path: str) -> None:
    if isinstance(value, str):
        check_length(value, schema.get("minLength"), schema.get("maxLength"))
        note_pattern(path, value, schema.get("pattern"))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        least, most = schema.get("minimum"), schema.get("maximum")
        if (least is not None and value < least) or (most is not None and value > most):
            limits = " and ".join(
                f"{word} {limit}" for word, limit in (("at least", least), ("at most", most)) if limit is not None
            )
            raise ValueError(f"expected a number of {limits}, got {value}")


def _check_fields(schema: Mapping[str, Any], value: Mapping[str, Any], path: str) -> dict[str, Any]:
    properties: Mapping[str, Any] = schema["properties"]
    prefix = f"{path}: " if path else ""
    unknown = [name for name in value if name not in properties]
    missing = [name for name in schema.get("required", []) if name not in value]
    if unknown:
        raise ValueError(f"{prefix}there is no field {shortened(unknown[0])}; there are {', '.join(properties)}")
    if missing:
        raise ValueError(f"{prefix}the field '{missing[0]}' is missing")
    return {name: check_value(properties[name], item, f"{path}.{name}".lstrip(".")) for name, item in value.items()}


def _stated_types(schema: Mapping[str, Any]) -> list[str]:
    """List the JSON types that a schema states; empty if it states none."""
    kind = schema.get("type")
    return [str(name) for name in (kind if is_array(kind) else [kind]) if name is not None]
