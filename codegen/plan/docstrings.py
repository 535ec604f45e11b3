"""Composes the docstrings of resource classes and their methods."""

from collections.abc import Iterable, Iterator

from codegen.plan import markdown
from codegen.plan.operations.operation import Operation, Resource

_ANYTHING_ELSE = ("DockerHubError", "The call fails in any other way; see `aiodockerhub.errors`.")
_METHOD_INDENT = 8
_CLASS_INDENT = 4


def method_docstring(operation: Operation) -> str:
    """Compose the docstring of a resource method, complete but for its quotes.

    Args:
        operation: The operation.

    Returns:
        Summary, description, endpoint and credentials, and the sections of arguments, result and errors, indented for
        the body of a method.
    """
    lines = markdown.paragraphs(operation.summary, _METHOD_INDENT)
    about = [markdown.sentence(operation.description)]
    if operation.deprecation and "deprecated" not in operation.description.lower():
        about.append(f"Deprecated: {operation.deprecation}.")
    if operation.undocumented:
        about.append("Undocumented: the service has this operation, and Docker's document does not.")
    for text in filter(None, about):
        lines += ["", *markdown.paragraphs(text, _METHOD_INDENT)]
    lines += [
        "",
        f"`{operation.method} {operation.path}`",
        "",
        *markdown.paragraphs(_credentials(operation), _METHOD_INDENT),
    ]
    arguments = [(argument.name, argument.text) for argument in operation.arguments.all]
    arguments.append(("options", "What is to differ for this call from the client's own settings."))
    lines += ["", "Args:", *_entries(arguments)]
    if operation.answer.text:
        lines += ["", "Returns:", *_indented(markdown.paragraphs(operation.answer.text, _METHOD_INDENT + 4))]
    lines += ["", "Raises:", *_entries([*_refusals(operation), *operation.raises, _ANYTHING_ELSE])]
    return _joined(lines, _METHOD_INDENT)


def class_docstring(resource: Resource) -> str:
    """Compose the docstring of a resource class, complete but for its quotes.

    Args:
        resource: The resource.

    Returns:
        The title of its tag and the tag's description, indented for the body of a class.
    """
    lines = [markdown.sentence(resource.title)]
    if resource.description:
        lines += ["", *markdown.paragraphs(resource.description, _CLASS_INDENT)]
    text = _joined(lines, _CLASS_INDENT)
    return f"{text}\n{' ' * _CLASS_INDENT}" if len(lines) > 1 else text


def _credentials(operation: Operation) -> str:
    if operation.security == "NONE":
        return "Credentials: none."
    if operation.security == "SCIM_BEARER":
        return "Credentials: the SCIM bearer token."
    accepted = ["a user's password"]
    accepted += ["a personal access token"] if operation.personal_token else []
    accepted += ["an organization access token"] if operation.organization_token else []
    *others, last = accepted
    text = f"{', '.join(others)} or {last}" if others else f"{last} only; access tokens are refused"
    return f"Credentials: {'none for what is public, else ' if operation.security == 'OPTIONAL_BEARER' else ''}{text}."


def _refusals(operation: Operation) -> Iterator[tuple[str, str]]:
    """What bad arguments of the path raise, before anything is sent."""
    kinds = {argument.annotation for argument in operation.arguments.positional}
    if kinds:
        yield "TypeError", "An argument of the path is of another type; nothing is sent."
    if "str" in kinds:
        yield (
            "ValueError",
            "An argument of the path is empty, a dot segment, or has control characters; nothing is sent.",
        )


def _entries(items: Iterable[tuple[str, str]]) -> list[str]:
    return _indented([line for name, text in items for line in markdown.entry(name, text, _METHOD_INDENT + 4)])


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" if line else "" for line in lines]


def _joined(lines: list[str], indent: int) -> str:
    margin = " " * indent
    first, *rest = [markdown.escaped(line) for line in lines]
    return "\n".join([first, *(f"{margin}{line}" if line else "" for line in rest)])
