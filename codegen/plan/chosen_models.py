"""Chooses the models to generate: those that operations send or receive."""

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
        reading: The types as openapi-python-client has read them.
        links: Python names of operations by the last part of the link, from `link_targets`.
        notices: List to which notices for the maintainer are appended.

    Returns:
        The models that requests or successful responses contain, and those of schemas with `x-generate`, in the order
        of their module names. A request contains the models of its parameters and of its body. If the body is an object
        of a class, its fields become arguments: the request then contains the models of the fields, but not the model
        of the whole body.
    """
    by_number = reading.numbered
    sources = list(sources)
    sent = _reachable_classes(_sent_shapes(sources, by_number), by_number)
    received = _reachable_classes(_received_shapes(sources), by_number) | _reachable_classes(
        _generated_on_request(by_number.values()), by_number
    )
    described = [
        describe_model(object_class, reading, links, _usage(number in sent, number in received), notices)
        for number, object_class in sorted(by_number.items())
        if number in sent | received
    ]
    return sorted(break_import_cycles(described), key=lambda model: model.module)


def _usage(sent: bool, received: bool) -> Usage:  # noqa: FBT001 - two of a kind
    """Return the usage of a model that requests or responses contain."""
    if sent and received:
        return Usage.BOTH
    return Usage.REQUEST if sent else Usage.RESPONSE


def _sent_shapes(sources: Iterable[Source], by_number: Mapping[int, ObjectClass]) -> Iterable[Shape]:
    """Yield the shapes of parameters, and of bodies or their fields.

    A body that is an object of a class has no model, because each of its fields is an argument. Therefore the shapes of
    its fields that are not `readOnly` are yielded, and the shape of its further fields.
    """
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


def _received_shapes(sources: Iterable[Source]) -> Iterable[Shape]:
    """Yield the shapes of successful responses."""
    return (success.value.shape for source in sources for success in source.successes if success.value is not None)


def _generated_on_request(classes: Iterable[ObjectClass]) -> Iterable[Shape]:
    """Yield the shapes of classes with `x-generate`.

    Hand-written code needs these models although no operation mentions them.
    """
    return (
        Shape("class", class_id=object_class.number) for object_class in classes if "x-generate" in object_class.schema
    )


def _reachable_classes(shapes: Iterable[Shape], by_number: Mapping[int, ObjectClass]) -> set[int]:
    """Collect the numbers of the classes in shapes, at any depth.

    Values under further keys are not among them, because models keep these values as plain JSON.
    """
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
    """List the names of the named schemas with `x-generate`.

    Args:
        document: The patched document.

    Returns:
        The names, in the order of the document.
    """
    schemas = nodes.components(document, "schemas")
    return [name for name, schema in schemas.items() if "x-generate" in nodes.mapping(schema)]
