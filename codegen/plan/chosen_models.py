"""Chooses the models to generate: those in responses and arguments."""

from collections.abc import Iterable, Mapping

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.plan.lowering.classes import ObjectClass
from codegen.plan.lowering.openapi_python_client import Reading
from codegen.plan.lowering.shapes import Shape
from codegen.plan.models.describe import Model, Usage, break_import_cycles
from codegen.plan.models.describe import describe as describe_model
from codegen.plan.operations.source import Source


def describe(sources: Iterable[Source], reading: Reading, links: Mapping[str, str], notices: list[str]) -> list[Model]:
    """Describe the models of the package.

    Args:
        sources: The operations.
        reading: The types that openapi-python-client has read.
        links: Names of the operations by operationId, for links in descriptions.
        notices: Takes notices for the maintainer.

    Returns:
        The models, in the order of their modules.
    """
    by_number = reading.numbered
    sources = list(sources)
    sent = _reached(_sent(sources, by_number), by_number)
    received = _reached(_received(sources), by_number) | _reached(_asked_for(by_number.values()), by_number)
    described = [
        describe_model(object_class, reading, links, _usage(number in sent, number in received), notices)
        for number, object_class in sorted(by_number.items())
        if number in sent | received
    ]
    return sorted(break_import_cycles(described), key=lambda model: model.module)


def _usage(sent: bool, received: bool) -> Usage:  # noqa: FBT001 - two of a kind
    if sent and received:
        return Usage.BOTH
    return Usage.REQUEST if sent else Usage.RESPONSE


def _sent(sources: Iterable[Source], by_number: Mapping[int, ObjectClass]) -> Iterable[Shape]:
    """Yield the shapes in requests, below the top level of bodies."""
    for source in sources:
        yield from (parameter.value.shape for parameter in source.parameters)
        if source.body is not None and source.body.value is not None:
            shape = source.body.value.shape
            object_class = by_number[shape.class_id] if shape.kind == "class" else None
            if object_class is None:
                yield shape
            else:
                yield from (
                    property_.shape
                    for property_ in object_class.properties
                    if property_.schema.get("readOnly") is not True
                )
                yield from filter(None, [object_class.extra])


def _received(sources: Iterable[Source]) -> Iterable[Shape]:
    return (success.value.shape for source in sources for success in source.successes if success.value is not None)


def _asked_for(classes: Iterable[ObjectClass]) -> Iterable[Shape]:
    """Yield the shapes of classes with `x-generate`.

    Hand-written code needs them although no operation mentions them.
    """
    return (
        Shape("class", class_id=object_class.number) for object_class in classes if "x-generate" in object_class.schema
    )


def _reached(shapes: Iterable[Shape], by_number: Mapping[int, ObjectClass]) -> set[int]:
    """Find the classes in shapes, and in the attributes of these."""
    numbers: set[int] = set()
    waiting = list(shapes)
    while waiting:
        shape = waiting.pop()
        waiting += shape.members
        if shape.kind == "class" and shape.class_id not in numbers:
            numbers.add(shape.class_id)
            waiting += (property_.shape for property_ in by_number[shape.class_id].properties)
    return numbers


def always_generated(document: Mapping[str, JSON]) -> list[str]:
    """List the named schemas with `x-generate`.

    Args:
        document: The patched document.

    Returns:
        Names of the schemas with `x-generate: true`.
    """
    schemas = nodes.mapping(nodes.mapping(document.get("components")).get("schemas"))
    return [name for name, schema in schemas.items() if "x-generate" in nodes.mapping(schema)]
