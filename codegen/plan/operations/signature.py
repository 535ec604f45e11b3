"""The arguments of an operation, their order, and which are left out."""

import re
from collections.abc import Iterator

import attrs

from codegen.document import merged_schemas, nodes
from codegen.document.refs import pointer
from codegen.plan.identifiers import Allocation
from codegen.plan.operations import body, media_types, parameter_styles
from codegen.plan.operations.argument import argument
from codegen.plan.operations.operation import Argument, Arguments
from codegen.plan.operations.source import Parameter, Source

_RESERVED = frozenset(
    {"self", "options", "models", "calls", "warn_deprecated", "hidden"}
)  # names that the generated functions use themselves
_NOT_FOR_CALLERS = frozenset({"accept", "authorization", "content-type"})  # OpenAPI 3.0.3, Parameter Object


def arguments(source: Source) -> Arguments:
    """Make all arguments of an operation.

    A field of the body that has the name and type of a path parameter is not an argument: it gets the same value as the
    parameter.

    Args:
        source: The operation.

    Returns:
        The arguments.

    Raises:
        BuildError: OpenAPI defines no encoding for a parameter or a field, or the client does not support it.
    """
    parameters = list(_parameter_arguments(source))
    order = re.findall(r"\{([^{}]*)\}", source.path)
    positional = sorted(
        (argument_ for argument_ in parameters if argument_.location == "path"),
        key=lambda argument_: order.index(argument_.json_name),
    )
    in_path = {argument_.json_name: argument_ for argument_ in positional}
    keyword: list[Argument] = []
    repeated: list[tuple[str, str]] = []
    for argument_ in (*(argument_ for argument_ in parameters if argument_.location != "path"), *body.fields(source)):
        path_argument = in_path.get(argument_.json_name) if argument_.location == "body" else None
        if path_argument is not None and path_argument.annotation == argument_.annotation:
            repeated.append((argument_.json_name, path_argument.name))
        else:
            keyword.append(argument_)
    named = _with_unique_names([*positional, *keyword])
    keyword = sorted(
        named[len(positional) :],
        key=lambda argument_: (not argument_.required, argument_.location in {"headers", "cookies"}),
    )
    return Arguments(
        positional=tuple(named[: len(positional)]),
        keyword=tuple(keyword),
        repeated=tuple((json_name, named[positional.index(in_path[json_name])].name) for json_name, _ in repeated),
        content_type=media_types.content_type(source.body.media_type) if source.body else media_types.JSON_TYPE,
        body_kind=source.body.kind if source.body else "json",
    )


def _with_unique_names(arguments: list[Argument]) -> list[Argument]:
    """Give different names to arguments that prefer the same name.

    Arguments in the path get their names first, then those in the query, in headers, in cookies, and in the body. In
    each of these, arguments that are called as in the request come first, then the order is alphabetical.
    """
    locations = ["path", "query", "headers", "cookies", "body", "whole body", "further fields"]
    allocation = Allocation(_RESERVED)
    order = sorted(
        arguments,
        key=lambda argument_: (
            locations.index(argument_.location),
            argument_.name != argument_.json_name,
            argument_.json_name,
        ),
    )
    names: dict[int, str] = {}
    for argument_ in order:
        names[id(argument_)] = allocation.allocate(argument_.name)
    return [
        argument_
        if names[id(argument_)] == argument_.name
        else attrs.evolve(argument_, name=names[id(argument_)], renamed=True)
        for argument_ in arguments
    ]


def _parameter_arguments(source: Source) -> Iterator[Argument]:
    """Make the arguments for the parameters that callers can give."""
    for parameter in source.parameters:
        sent_in, json_name = nodes.text(parameter.node["in"]), nodes.text(parameter.node["name"])
        if sent_in == "header" and json_name.lower() in _NOT_FOR_CALLERS:
            continue
        if _is_left_out(parameter):
            continue
        prop = source.type_of(parameter.value)
        schema = merged_schemas.merge(source.document, parameter.value.schema)
        own = {key: value for key, value in parameter.node.items() if key not in {"schema", "content"}}
        described = {**schema, **own}
        location = {"header": "headers", "cookie": "cookies"}.get(sent_in, sent_in)
        encoding = parameter_styles.parameter_expression(source, parameter, location)
        yield argument(source, json_name, location, prop, described, parameter.value.shape, encoding)


def omitted_parameters(source: Source) -> Iterator[str]:
    """List optional headers and cookies whose names cannot be sent.

    Args:
        source: The operation.

    Yields:
        A notice for each parameter.
    """
    for parameter in source.parameters:
        if _is_left_out(parameter):
            name = nodes.text(parameter.node["name"])
            yield f"{pointer(parameter.location)}: {name!r:.80} is not a name of a header or a cookie, and is left out"


def _is_left_out(parameter: Parameter) -> bool:
    """Return whether an optional header or cookie has an invalid name."""
    if nodes.text(parameter.node["in"]) not in {"header", "cookie"} or parameter.node.get("required") is True:
        return False
    return not parameter_styles.is_header_name(nodes.text(parameter.node["name"]))
