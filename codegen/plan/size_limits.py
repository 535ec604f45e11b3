"""How large a client may be in relation to its document.

A document contains a schema once. But the client repeats its fields and values in the signature of every method and in
every attribute that mentions the schema. Without limits, a small document could produce a client of any size.
"""

from collections.abc import Iterable, Iterator, Sequence

from codegen.document.load import Location
from codegen.document.refs import pointer
from codegen.errors import BuildError
from codegen.plan.lowering.classes import ObjectClass
from codegen.plan.lowering.shapes import Shape
from codegen.plan.operations.source import Source

_MAX_ARGUMENTS = 100_000  # arguments made of the same part of the document as an earlier argument
_MAX_VALUES = 500_000  # listed values of enumerations


def check(sources: Iterable[Source], classes: Sequence[ObjectClass]) -> None:
    """Refuse a document whose schemas the client would repeat too often.

    Args:
        sources: The operations.
        classes: All classes; a shape refers to a class by its index in this sequence.

    Raises:
        BuildError: More than 100,000 arguments are made of the same parameter, property or request body as an earlier
            argument, or arguments, results and attributes list more than 500,000 values of enumerations. The error
            names the first location beyond the limit.
    """
    arguments, values = 0, 0
    locations: set[Location] = set()
    for location, shape, is_argument in _mentioned_shapes(sources, classes):
        arguments += is_argument and location in locations
        values += _number_of_values(shape)
        locations.add(location)
        if arguments > _MAX_ARGUMENTS:
            raise BuildError(
                f"{pointer(location)}: the methods repeat more than {_MAX_ARGUMENTS:,} arguments of other methods"
            )
        if values > _MAX_VALUES:
            raise BuildError(
                f"{pointer(location)}: arguments and attributes list more than {_MAX_VALUES:,} values of enumerations"
            )


def _mentioned_shapes(
    sources: Iterable[Source], classes: Sequence[ObjectClass]
) -> Iterator[tuple[Location, Shape, bool]]:
    """Iterate over arguments and results of methods, and attributes of models.

    Yields:
        The location of the parameter, the property, the request body or the response; its shape; and whether it is an
        argument. A location is the location of the target of a `$ref`, so that two uses of a component have the same
        location.
    """
    for source in sources:
        for parameter in source.parameters:
            yield parameter.location, parameter.value.shape, True
        body = source.body.value.shape if source.body is not None and source.body.value is not None else None
        if body is not None and body.kind == "class":
            for property_ in classes[body.class_id].properties:
                yield property_.location, property_.shape, True
        elif source.body is not None and body is not None:
            yield source.body.location, body, True
        for success in source.successes:
            if success.value is not None:
                yield success.location, success.value.shape, False
    for object_class in classes:
        for property_ in object_class.properties:
            yield property_.location, property_.shape, False


def _number_of_values(shape: Shape) -> int:
    """Count the values of enumerations in a shape."""
    return len(shape.values) + sum(map(_number_of_values, shape.members))
