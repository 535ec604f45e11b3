"""Has openapi-python-client read the shapes, and type every value."""

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

VALUES = "ValuesOfAllOperations"
"""The class whose attributes are the values of all operations; nothing is written for it."""
_OBJECT = re.compile(r"<[\w.]+ object at 0x[0-9a-f]+>")  # what a warning shows where it quotes the document


@attrs.frozen(kw_only=True)
class Reading:
    """The types of all values, as openapi-python-client has read them.

    Attributes:
        values: The types of parameters, bodies and responses, by their tokens.
        models: The types of classes, by name.
        classes: The classes, by name.
    """

    values: Mapping[str, PropertyProtocol]
    models: Mapping[str, ModelProperty]
    classes: Mapping[str, ObjectClass]

    def attribute(self, object_class: ObjectClass, property_: Property) -> PropertyProtocol:
        """Give the type of an attribute of a class."""
        model = self.models[object_class.name]
        properties = [*(model.required_properties or []), *(model.optional_properties or [])]
        return next(prop for prop in properties if prop.name.get_untrusted_value() == property_.token)


def extra_token(object_class: ObjectClass) -> str:
    """Name the value that stands for the further keys of an open class."""
    return f"extra {object_class.number}"


def read(values: Mapping[str, Shape], classes: Iterable[ObjectClass]) -> Reading:
    """Read shapes.

    Args:
        values: The shapes of parameters, bodies and responses, by tokens.
        classes: The classes, named.

    Returns:
        The types of all values and classes.

    Raises:
        BuildError: openapi-python-client warns of something; each warning is named.
    """
    by_name = {object_class.name: object_class for object_class in classes}
    # of its own, openapi-python-client gives inline objects names that may be those of classes, and spells names anew
    names = {object_class.number: f"C{object_class.number}" for object_class in by_name.values()}
    values = {
        **values,
        **{
            extra_token(object_class): object_class.extra
            for object_class in by_name.values()
            if object_class.extra is not None
        },
    }
    tokens = {f"v{index}": token for index, token in enumerate(values)}
    schemas: dict[str, JSON] = {
        names[object_class.number]: _object_schema(object_class, names) for object_class in by_name.values()
    }
    schemas[VALUES] = {
        "type": "object",
        "properties": {short: values[token].document(names) for short, token in tokens.items()},
        "required": [*tokens],
    }
    data = _generator_data(schemas)
    read_models = {str(model.class_info.name): model for model in data.models}
    read_values = _properties(read_models[VALUES])
    models = {name: read_models[names[object_class.number]] for name, object_class in by_name.items()}
    for name, model in models.items():  # whoever mentions a model shares what is known of its class
        model.class_info.name = cast("ClassName", name)
        model.class_info.module_name = cast("PythonIdentifier", by_name[name].module)
    return Reading(
        values={token: read_values[short] for short, token in tokens.items()}, models=models, classes=by_name
    )


def _object_schema(object_class: ObjectClass, names: Mapping[int, str]) -> dict[str, JSON]:
    return {
        "type": "object",
        "properties": {property_.token: property_.shape.document(names) for property_ in object_class.properties},
        "required": [property_.token for property_ in object_class.properties if property_.required],
    }


def _properties(model: ModelProperty) -> dict[str, PropertyProtocol]:
    properties = [*(model.required_properties or []), *(model.optional_properties or [])]
    return {prop.name.get_untrusted_value(): prop for prop in properties}


def _generator_data(schemas: dict[str, JSON]) -> GeneratorData:
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
            "openapi-python-client warns, and what it warns of would be missing: a rule of codegen is at fault",
            sorted({_one_line(warning) for warning in data.errors}),
        )
    return data


def _one_line(error: GeneratorError) -> str:
    parts: Iterable[str | None] = (error.header, error.detail)
    text = ": ".join(part.strip().rstrip(":") for part in parts if part)
    return textwrap.shorten(_OBJECT.sub("…", text), 400)
