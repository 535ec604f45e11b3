"""Makes the arguments of an operation from its parameters and the fields of its body."""

import re
from collections.abc import Iterator, Sequence

import attrs
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan import markdown
from codegen.plan.models.annotations import annotation, fields, imports, models
from codegen.plan.naming import argument_name
from codegen.plan.operations.operation import Argument, Arguments
from codegen.plan.operations.source import Source

_RESERVED = frozenset({"self", "options", "models"})  # names that generated functions use themselves
_NOT_FOR_CALLERS = frozenset({"accept", "authorization", "content-type"})  # OpenAPI 3.0.3, Parameter Object
_STYLES = frozenset({"form", "simple"})  # the defaults: of queries, and of paths and headers
_NOTHING_IS_NONE = frozenset({"query", "headers"})
_LITERAL = re.compile(r"Literal\[.*\] \| ")
_PLAIN = frozenset({"str", "int", "float", "bool", "date", "datetime", "None"})
_DEFAULT_CONTENT_TYPE = "application/json"


def arguments(source: Source) -> Arguments:
    """Make all arguments of an operation.

    A field of the body that repeats a parameter of the path is no argument: it gets what the caller gives for the path.

    Args:
        source: The operation.

    Returns:
        Its arguments.

    Raises:
        BuildError: Arguments share a name, or one is of a kind that the client does not support.
    """
    parameters = list(_parameters(source))
    order = re.findall(r"\{([^}]+)\}", source.path)
    positional = sorted((one for one in parameters if one.where == "path"), key=lambda one: order.index(one.wire))
    in_path = {one.wire: one for one in positional}
    content_type, schema = _body(source)
    keyword: list[Argument] = []
    repeated: list[tuple[str, str]] = []
    for one in (*(one for one in parameters if one.where != "path"), *_fields(source, schema)):
        twin = in_path.get(one.wire) if one.where == "body" else None
        if twin is not None and twin.annotation == one.annotation:
            repeated.append((one.wire, twin.name))
        else:
            keyword.append(one)
    _refuse_clashes(source, [*positional, *keyword])
    keyword.sort(key=lambda one: (not one.required, one.where == "headers"))
    return Arguments(
        positional=tuple(positional), keyword=tuple(keyword), repeated=tuple(repeated), content_type=content_type
    )


def _parameters(source: Source) -> Iterator[Argument]:
    endpoint = source.endpoint
    read = {"path": endpoint.path_parameters, "query": endpoint.query_parameters, "header": endpoint.header_parameters}
    for parameter in source.parameters:
        where, wire = nodes.text(parameter["in"]), nodes.text(parameter["name"])
        if where == "header" and wire.lower() in _NOT_FOR_CALLERS:
            continue
        if where not in read:
            raise BuildError(f"{source.label}: {wire} is a {where} parameter, and those are not supported")
        prop = next(prop for prop in read[where] if prop.name == wire)
        if parameter.get("style", "form") not in _STYLES or next(models(prop), None) is not None:
            raise BuildError(f"{source.label}: {wire} is an object or of a rare style, and those are not supported")
        schema = nodes.flatten(source.document, parameter.get("schema"))
        about = {**schema, **{key: value for key, value in parameter.items() if key != "schema"}}
        yield _argument(source, wire, "headers" if where == "header" else where, prop, about)


def _fields(source: Source, schema: JSON) -> Iterator[Argument]:
    bodies = source.endpoint.bodies
    if not bodies:
        return
    body = bodies[0].prop
    by_name = {prop.name.get_untrusted_value(): prop for prop in fields(body)}
    if not by_name:
        about: dict[str, JSON] = {"description": "The JSON body.", **nodes.flatten(source.document, schema)}
        yield attrs.evolve(_argument(source, "body", "whole body", body, about), required=True)
        return
    for wire, about in nodes.object_properties(source.document, schema).items():
        if about.get("readOnly") is True:
            continue
        yield _argument(source, wire, "body", by_name[wire], about)


def _body(source: Source) -> tuple[str, JSON]:
    """Media type and schema of the body."""
    if "requestBody" not in source.node:
        return _DEFAULT_CONTENT_TYPE, None
    return next(iter(nodes.contents(nodes.follow(source.document, source.node["requestBody"])).items()))


def _argument(source: Source, wire: str, where: str, prop: PropertyProtocol, about: dict[str, JSON]) -> Argument:
    name = argument_name(wire, about)
    values = nodes.sequence(nodes.flatten(source.document, about.get("items")).get("enum") or about.get("enum"))
    value = _expression(name, where, prop, about)
    return Argument(
        wire=wire,
        name=name,
        where=where,
        required=where == "path" or prop.required,
        annotation=annotation(prop, order=values),
        value=value,
        text=_text(source, name, about, values),
        imports=frozenset(imports(prop)),
    )


def _expression(name: str, where: str, prop: PropertyProtocol, about: dict[str, JSON]) -> str:
    """The expression that stands for an argument in its call: its name, with a check of its type around it."""
    annotated = annotation(prop)
    if where == "path":
        return f'_encoding.integer("{name}", {name})' if annotated == "int" else name
    if where == "query" and isinstance(prop, ListProperty) and about.get("explode") is False:
        return f'_encoding.joined("{name}", {name})'
    optional = where in _NOTHING_IS_NONE or not prop.required or annotated.endswith(" | None")
    if annotated.startswith("Sequence["):
        item = _plain_types(annotation(prop.inner_property)) if isinstance(prop, ListProperty) else ""
        rest = (f', "{item}"' if item else "") + (", optional=True" if optional else "")
        return f'_encoding.listed("{name}", {name}{rest})'
    types = _plain_types(annotated.removesuffix(" | None"))
    return f'_encoding.checked("{name}", {name}, "{types}{" | None" * optional}")' if types else name


def _plain_types(annotated: str) -> str:
    """The types that a value is checked for before it is sent; empty if one of them takes a look into the value."""
    types = _LITERAL.sub("", annotated)
    return types if _PLAIN.issuperset(types.split(" | ")) else ""


def _text(source: Source, name: str, about: dict[str, JSON], values: list[JSON]) -> str:
    """Description, allowed values, limit and default, each once."""
    text = markdown.sentence(source.plain(about.get("description")) or name.replace("_", " ").capitalize())
    known = [nodes.text(value) for value in values if value is not None]
    if known and not all(value in text for value in known):
        text += f" One of {markdown.listing(known)}; the service may know others."
    for limit, unit in (("maximum", ""), ("maxLength", " characters")):
        most = about.get(limit)
        if isinstance(most, int) and not re.search(rf"\b({most}|{most:,})\b", text):
            text += f" At most {most:,}{unit}."
    default = about.get("default")
    if default is not None and not re.search(r"\bdefault", text, re.IGNORECASE):
        spelled = str(default).lower() if isinstance(default, bool) else str(default)
        text += f" Default: `{spelled}`."
    return f"{text} Undocumented." if about.get("x-undocumented") is True else text


def _refuse_clashes(source: Source, given: Sequence[Argument]) -> None:
    names = [argument.name for argument in given]
    clashing = sorted({name for name in names if names.count(name) > 1 or name in _RESERVED})
    if clashing:
        raise BuildError(
            f"{source.label}: taken more than once, or by the generated code: {', '.join(clashing)}; "
            "rename arguments by x-python-name in the overlay"
        )
