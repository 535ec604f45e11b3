"""Chooses the models to write: those that a response or an argument mentions, and no others."""

import re
from collections.abc import Iterable, Mapping

from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan.models import schemas
from codegen.plan.models.annotations import fields, is_map, models
from codegen.plan.naming import class_name

_MACHINE_NAME = re.compile(r"(Type|Response|Body|Item|Model)\d+|(Body|AdditionalProperty)$")


def describe(
    data: GeneratorData, document: dict[str, JSON], endpoints: Iterable[Endpoint], links: Mapping[str, str]
) -> list[schemas.Model]:
    """Describe the models of the package.

    Args:
        data: What openapi-python-client has read.
        document: The document that openapi-python-client has read.
        endpoints: The operations as openapi-python-client has read them.
        links: Names of the operations by operationId, for links in descriptions.

    Returns:
        The models, in the order of their modules.
    """
    used = mentioned(endpoints, data.models) | asked_for(document)
    places = schemas.locations(document)
    described = [
        schemas.describe(document, model, places, links)
        for model in data.models
        if model.class_info.name in used and not is_map(model)
    ]
    described = schemas.break_import_cycles(described)
    refuse_machine_names(model.name for model in described)
    return sorted(described, key=lambda model: model.module)


def mentioned(endpoints: Iterable[Endpoint], every: Iterable[ModelProperty]) -> set[str]:
    """Find the classes that callers meet: in answers, and below the top level of bodies, which are flattened.

    Args:
        endpoints: The operations as openapi-python-client has read them.
        every: All models. What an endpoint refers to may be a copy from before its properties were known.

    Returns:
        Names of the classes.
    """
    complete = {model.class_info.name: model for model in every}
    found: set[str] = set()

    def visit(prop: PropertyProtocol) -> None:
        for reference in models(prop):
            if reference.class_info.name not in found:
                model = complete[reference.class_info.name]
                found.add(model.class_info.name)
                for field in (*fields(model), *filter(None, [model.additional_properties])):
                    visit(field)

    for endpoint in endpoints:
        for response in endpoint.responses:
            visit(response.prop)
        for body in endpoint.bodies:
            for field in fields(body.prop) or [body.prop]:
                visit(field)
    return found


def asked_for(document: dict[str, JSON]) -> set[str]:
    """Find the schemas that hand-written code needs although no operation mentions them, marked `x-generate`.

    Args:
        document: The patched document.

    Returns:
        Names of their classes.
    """
    schemas = nodes.mapping(nodes.mapping(document.get("components")).get("schemas"))
    marked = {name: nodes.mapping(schema) for name, schema in schemas.items() if "x-generate" in nodes.mapping(schema)}
    return {class_name(nodes.text(schema.get("title")) or name) for name, schema in marked.items()}


def refuse_machine_names(names: Iterable[str]) -> None:
    """Refuse class names that a generator made up for want of a better one.

    Args:
        names: Names of all classes.

    Raises:
        BuildError: Some are of that kind.
    """
    found = sorted(name for name in names if _MACHINE_NAME.search(name))
    if found:
        raise BuildError("classes without a proper name: give each schema a title in the overlay", found)
