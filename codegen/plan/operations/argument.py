"""Makes one argument of an operation: its name, its type, how its value is written, and what is said of it."""

import re
from collections.abc import Mapping

from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.plan import markdown
from codegen.plan.models.annotations import annotation, imports
from codegen.plan.naming import argument_name
from codegen.plan.operations.operation import Argument
from codegen.plan.operations.source import Source

_NOTHING_IS_NONE = frozenset({"query", "headers"})
_LITERAL = re.compile(r"Literal\[.*\] \| ")
_PLAIN = frozenset({"str", "int", "float", "bool", "date", "datetime", "None"})


def argument(  # noqa: PLR0917 - what is known of an argument
    source: Source, wire: str, where: str, prop: PropertyProtocol, about: Mapping[str, JSON], encoding: str = ""
) -> Argument:
    """Make one argument.

    Args:
        source: Its operation.
        wire: Its name in the request.
        where: Its place there.
        prop: Its type.
        about: Its schema and what else is said of it.
        encoding: How its value is written, with `{name}` for the argument; empty for the way of its place.

    Returns:
        The argument.
    """
    name = argument_name(wire, about)
    values = nodes.sequence(nodes.flatten(source.document, about.get("items")).get("enum") or about.get("enum"))
    return Argument(
        wire=wire,
        name=name,
        where=where,
        required=where == "path" or about.get("required") is True or (where == "body" and prop.required),
        annotation=annotation(prop, order=values),
        encoding=encoding or _encoding(where, prop),
        text=_text(source, name, about, values),
        imports=frozenset(imports(prop)),
    )


def _encoding(where: str, prop: PropertyProtocol) -> str:
    """How an argument is written: its name, with a check of its type around it."""
    annotated = annotation(prop)
    if where == "path":
        return "_encoding.integer({name!r}, {name})" if annotated == "int" else "{name}"
    optional = where in _NOTHING_IS_NONE or not prop.required or annotated.endswith(" | None")
    if annotated.startswith("Sequence["):
        item = _plain_types(annotation(prop.inner_property)) if isinstance(prop, ListProperty) else ""
        rest = (f', "{item}"' if item else "") + (", optional=True" if optional else "")
        return f"_encoding.listed({{name!r}}, {{name}}{rest})"
    types = _plain_types(annotated.removesuffix(" | None"))
    return f'_encoding.checked({{name!r}}, {{name}}, "{types}{" | None" * optional}")' if types else "{name}"


def _plain_types(annotated: str) -> str:
    """The types that a value is checked for before it is sent; empty if one of them takes a look into the value."""
    types = _LITERAL.sub("", annotated)
    return types if _PLAIN.issuperset(types.split(" | ")) else ""


def _text(source: Source, name: str, about: Mapping[str, JSON], values: list[JSON]) -> str:
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
