"""Lets openapi-python-client read the shapes, and takes types from it."""

import contextlib
import io
import re
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

import attrs
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.strings import ClassName, PythonIdentifier

from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan.lowering.classes import ObjectClass, Property
from codegen.plan.lowering.shapes import Shape

_VALUES_PER_CLASS = 100
"""Maximum number of values that are declared in one class: openapi-python-client compares all pairs of attributes."""
_OBJECT = re.compile(r"<[\w.]+ object at 0x[0-9a-f]+>")  # how a warning shows a part of the document


@attrs.frozen(kw_only=True)
class Reading:
    """The types of all values, as openapi-python-client has read them.

    Attributes:
        values: The types of parameters, bodies, responses and attributes, by token.
        classes: The classes by name.
        numbered: The classes by number.
    """

    values: Mapping[str, PropertyProtocol]
    classes: Mapping[str, ObjectClass]
    numbered: Mapping[int, ObjectClass]

    def attribute(self, object_class: ObjectClass, property_: Property) -> PropertyProtocol:
        """Return the type of a class's attribute, as it was read."""
        return self.values[_attribute_token(object_class, property_)]


def extra_token(object_class: ObjectClass) -> str:
    """Return the token of the values under further keys of an open class."""
    return f"extra {object_class.number}"


def read_types(values: Mapping[str, Shape], classes: Iterable[ObjectClass]) -> Reading:
    """Let openapi-python-client read shapes as types.

    Args:
        values: The shapes of parameters, bodies and responses, by token.
        classes: The classes, which have their names.

    Returns:
        The types of all values, and the classes.

    Raises:
        BuildError: openapi-python-client refuses the shapes, or warns of some; the details are its messages.
    """
    by_name = {object_class.name: object_class for object_class in classes}
    # The classes get short names here, because openapi-python-client changes names, and names inline objects itself.
    names = {object_class.number: f"C{object_class.number}" for object_class in by_name.values()}
    shapes = {token: (shape, True) for token, shape in values.items()}
    for object_class in by_name.values():
        if object_class.extra is not None:
            shapes[extra_token(object_class)] = object_class.extra, True
        for property_ in object_class.properties:
            shapes[_attribute_token(object_class, property_)] = property_.shape, property_.required
    # A dummy attribute, because a class without attributes would be read as a map. The real ones are among the values.
    schemas: dict[str, JSON] = {name: {"type": "object", "properties": {"any": {}}} for name in names.values()}
    tokens = [*shapes]
    for start in range(0, len(tokens), _VALUES_PER_CLASS):
        together = {f"v{index}": shapes[token] for index, token in enumerate(tokens[start : start + _VALUES_PER_CLASS])}
        schemas[f"Values{start}"] = {
            "type": "object",
            "properties": {short: shape.to_schema(names) for short, (shape, _) in together.items()},
            "required": [short for short, (_, required) in together.items() if required],
        }
    models = {str(model.class_info.name): model for model in _generator_data(schemas).models}
    for name, object_class in by_name.items():  # all types that mention a class share this object
        class_info = models[names[object_class.number]].class_info
        class_info.name = cast("ClassName", name)
        class_info.module_name = cast("PythonIdentifier", object_class.module)
    read_values: dict[str, PropertyProtocol] = {}
    for start in range(0, len(tokens), _VALUES_PER_CLASS):
        read_together = _types_by_name(models[f"Values{start}"])
        read_values |= {
            token: read_together[f"v{index}"] for index, token in enumerate(tokens[start : start + _VALUES_PER_CLASS])
        }
    return Reading(
        values=read_values,
        classes=by_name,
        numbered={object_class.number: object_class for object_class in by_name.values()},
    )


def _attribute_token(object_class: ObjectClass, property_: Property) -> str:
    return f"attribute {object_class.number} {property_.token}"


def _types_by_name(model: ModelProperty) -> dict[str, PropertyProtocol]:
    """Return the types of a model's attributes, by their names."""
    properties = [*(model.required_properties or []), *(model.optional_properties or [])]
    return {prop.name.get_untrusted_value(): prop for prop in properties}


def _generator_data(schemas: dict[str, JSON]) -> GeneratorData:
    """Let openapi-python-client read a document of these schemas only."""
    document: dict[str, JSON] = {
        "openapi": "3.1.0",
        "info": {"title": "client", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    config = Config.from_sources(
        ConfigFile(post_hooks=[], literal_enums=True, use_path_prefixes_for_title_model_names=False),
        meta_type=MetaType.NONE,
        document_source=Path("document"),
        file_encoding="utf-8",
        overwrite=False,
        output_path=Path("unused"),
    )
    with contextlib.redirect_stdout(io.StringIO()):
        data = GeneratorData.from_dict(document, config=config)
    if isinstance(data, GeneratorError):
        raise BuildError("openapi-python-client refuses the document", [_one_line(data)])
    if data.errors:
        raise BuildError(
            "openapi-python-client leaves out what it warns of: a rule of codegen is at fault",
            sorted({_one_line(warning) for warning in data.errors}),
        )
    return data


def _one_line(error: GeneratorError) -> str:
    """Write an error or a warning in at most 400 characters."""
    parts: Iterable[str | None] = (error.header, error.detail)
    text = ": ".join(part.strip().rstrip(":") for part in parts if part)
    return textwrap.shorten(_OBJECT.sub("…", text), 400)
