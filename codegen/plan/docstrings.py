"""The text of every docstring: defaults, limits, credentials, errors."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.plan import markdown, wrapping

if TYPE_CHECKING:
    from codegen.plan.models.describe import Model
    from codegen.plan.operations.operation import Operation, Resource

STATED_LIMIT = re.compile(
    r"\s*(?:(?<=[.!?])\s|^)(?:max(?:imum)?(?: of| is|:)?|at most|up to|no more than) ([\d,]+)(?: \w+)?\.(?=\s|$)",
    re.IGNORECASE,
)
"""A sentence of a description that states only a maximum."""
_STATED_DEPRECATION = re.compile(
    r"(?:^|[.!?:)]\s+)(?:[^\w`]*deprecated(?:[^\w\s`]|$| since\b| as of\b| in favou?r\b| [-\u2013\u2014] )"
    r"|(?:this|it)(?: \w+){0,2} (?:is|has been)(?: now)? deprecated\b)"
    r"|(?<![`\"'\d] )\(deprecated\b",  # after a value, only that value is
    re.IGNORECASE,
)
_STATED_REPETITION = re.compile(
    r"\s*(?:(?<=[.!?])\s|^)(?:repeat (?:the|this) (?:query )?parameter(?= (?:for|to|once|if)|[.,]|$)"
    r"|(?:the|this) (?:query )?parameter (?:can|may) be (?:repeated|given (?:several|multiple) times))\b"
    r"[^.!?`]*\.?(?=\s|$)",
    re.IGNORECASE,
)
"""A sentence on how a query has several values, which is a list in Python."""
_OTHER_FAILURES = ("DockerHubError", "The call fails in any other way; see `aiodockerhub.errors`.")
_MAX_WORDS_OF_A_STATUS = 3  # a short description, such as "Bad Request", only repeats the status
_QUOTED_NAME = re.compile(r"`([\w.-]+)`")
_METHOD_INDENT = 8
_CLASS_INDENT = 4

ERRORS = {
    "400": ("BadRequestError", "an argument is malformed or out of range"),
    "401": ("UnauthorizedError", "the credentials are missing, wrong or out of date"),
    "403": ("ForbiddenError", "the credentials do not permit this"),
    "404": ("NotFoundError", "there is no such object, or the credentials cannot see it"),
    "409": ("ConflictError", "the object exists already, or is in use"),
    "422": ("UnprocessableError", "the service understands the arguments and cannot act on them"),
    "429": ("RateLimitError", "there were too many requests, and waiting did not help"),
    "default": ("StatusError", "the service refuses for any other reason"),
}
"""Class and meaning of the error by status; `default` is for all other statuses below 500."""


def calls_module(resource: "Resource") -> str:
    """Compose the docstring of a module of calls."""
    return f"Calls of `hub.{resource.name}` as values, for `hub.request`."


def call(resource: "Resource", operation: "Operation") -> str:
    """Compose the docstring of a function that makes a call."""
    return f"Make the call that `{resource.class_name}.{operation.method_name}` sends."


def resource_module(resource: "Resource") -> str:
    """Compose the docstring of the module of a resource class."""
    return f"{_one_line_title(resource)}: the methods of `hub.{resource.name}`."


def resource_attribute(resource: "Resource") -> str:
    """Compose the docstring of a client's attribute for a resource."""
    names = ", ".join(f"`{operation.method_name}`" for operation in resource.operations)
    return f"{_one_line_title(resource)}: {names}."


def resource_class(resource: "Resource") -> str:
    """Compose the docstring of a resource class: title and description."""
    lines = [markdown.sentence(_one_line_title(resource))]
    if resource.description:
        lines += ["", *wrapping.paragraphs(resource.description, _CLASS_INDENT)]
    return "\n".join(lines)


def method(operation: "Operation") -> str:
    """Compose the docstring of a resource method.

    Args:
        operation: The operation.

    Returns:
        In this order: the summary; the description; a sentence if the operation is deprecated, unless the description
        has this word; a sentence if it is undocumented; the endpoint; the credentials; and the sections of arguments,
        result and errors.
    """
    lines = wrapping.paragraphs(operation.summary, _METHOD_INDENT)
    paragraphs = [markdown.sentence(operation.description)]
    if operation.deprecation and "deprecated" not in operation.description.lower():
        paragraphs.append(f"Deprecated: {operation.deprecation}.")
    if operation.undocumented:
        evidence = f" (known from {operation.evidence})" if operation.evidence else ""
        paragraphs.append(f"Undocumented: Docker Hub has this operation{evidence}, and Docker's document does not.")
    for text in filter(None, paragraphs):
        lines += ["", *wrapping.paragraphs(_in_python(text, operation), _METHOD_INDENT)]
    lines += [
        "",
        f"`{operation.method} {operation.path}`",
        "",
        *wrapping.paragraphs(credentials(operation), _METHOD_INDENT),
    ]
    arguments = [(argument.name, _in_python(argument.text, operation)) for argument in operation.arguments.all]
    arguments.append(
        ("options", "Timeout, deadline, retries, headers and query of this call; by default those of the client.")
    )
    lines += ["", "Args:", *_section_entries(arguments)]
    if operation.response.text:
        result = " ".join([operation.response.text, *_pages_without_choice(operation)])
        lines += ["", "Returns:", *_indent_lines(wrapping.paragraphs(result, _METHOD_INDENT + 4))]
    lines += ["", "Raises:", *_section_entries([*_argument_error(operation), *operation.raises, _OTHER_FAILURES])]
    return "\n".join(lines)


def argument(
    name: str, description: str, schema: Mapping[str, JSON], values: Iterable[JSON], *, required: bool = False
) -> str:
    """Compose the text of an argument.

    The text consists of the description, the listed values, the limits, the default, `Undocumented.` if the schema has
    `x-undocumented: true`, and `Deprecated.` if it has `deprecated: true`. What the description states already is left
    out: the values if the description has them all, a limit if it has the same number, the default if it has a word
    such as `default`, and `Deprecated.` if it calls the argument deprecated.

    Two kinds of sentences are removed from the description: one such as `Up to 50.` with another limit, because the
    service checks the limit of the schema; and, for a list, one such as `Repeat the parameter for more than one.`

    Args:
        name: Name of the argument in Python.
        description: Plain text from the document. If it is empty, or nothing of it is left, the name replaces it.
        schema: Schema of the argument, whose `type`, `default`, `maximum`, `maxLength`, `x-undocumented` and
            `deprecated` are used.
        values: Values that the document lists for the argument; null is not shown.
        required: Whether callers must give the argument, so that its default never applies; `False` by default.

    Returns:
        Sentences of plain text.
    """
    kind = schema.get("type")
    if "array" in (kind if isinstance(kind, list) else [kind]):
        description = _STATED_REPETITION.sub("", description).strip()
    name_in_words = name.replace("_", " ").capitalize()
    text = markdown.sentence(description or name_in_words)
    listed = list(dict.fromkeys(nodes.text(value) for value in values if value is not None))
    if listed and not all(value in text for value in listed):
        text = _followed_by(text, f"One of {markdown.listing(listed)}; the service may know others.")
    for keyword, unit in (("maximum", ""), ("maxLength", " characters")):
        limit = schema.get(keyword)
        if isinstance(limit, int) and not re.search(rf"\b({limit}|{limit:,})\b", text):
            # The description is outdated: the service checks what the schema states.
            text = STATED_LIMIT.sub("", text).strip() or markdown.sentence(name_in_words)
            text = _followed_by(text, f"At most {limit:,}{unit}.")
    default = schema.get("default")
    if default is not None and not required and not re.search(r"\bdefault", text, re.IGNORECASE):
        text = _followed_by(text, f"Default: `{spell_default(default)}`.")
    if schema.get("x-undocumented") is True:
        text = _followed_by(text, "Undocumented.")
    if schema.get("deprecated") is True and not states_deprecation(text):
        text = _followed_by(text, "Deprecated.")
    return text


def _in_python(text: str, operation: "Operation") -> str:
    """Write the names of arguments in a text as callers do: `from_`.

    Docker's texts have their names in requests, such as `from`.
    """
    names = {argument.json_name: argument.name for argument in operation.arguments.all}
    return _QUOTED_NAME.sub(lambda quoted: f"`{names.get(quoted[1], quoted[1])}`", text)


def _followed_by(text: str, sentence: str) -> str:
    """Add a sentence to a text.

    A text that ends with a list or with code gets a new paragraph.
    """
    return f"{text}\n\n{sentence}" if markdown.ends_apart(text) else f"{text} {sentence}"


def states_deprecation(text: str) -> bool:
    """Return whether the text of an argument or attribute calls it deprecated.

    A sentence does so if it begins like `Deprecated: ...` or `This is deprecated`, or has `(deprecated)`. A sentence
    about other deprecated things, such as `Deprecated tags too.`, does not. Neither does an item of a list, a row of a
    table or `3 (deprecated)`, because these are about single values.

    Args:
        text: Plain text of an argument or a model's attribute, with its lines: items of lists have their own.
    """
    prose = "\n".join("." if markdown.is_apart(line) or not line.strip() else line for line in text.splitlines())
    return _STATED_DEPRECATION.search(" ".join(prose.split())) is not None


def spell_default(default: JSON) -> str:
    """Write a default as in the text of an argument: `true`, not `True`."""
    return str(default).lower() if isinstance(default, bool) else str(default)


def model_module(model: "Model") -> str:
    """Compose the docstring of the module of a model."""
    return f"The model `{model.name}`."


def undescribed_model(location: Location) -> str:
    """Compose the description of a model that has none in the document."""
    if location[:-1] == nodes.SCHEMAS:
        return f"The schema `{location[-1]}` of the document."
    return "An inline schema of the document, which has no description there."


def field_text(description: str, links: Mapping[str, str], *, deprecated: bool) -> str:
    """Compose the description of a model's attribute.

    Args:
        description: Markdown from the document.
        links: Python names of operations by the last part of the link, from `link_targets`.
        deprecated: Whether the document marks the attribute as deprecated.

    Returns:
        Plain text, with `Deprecated.` last unless the description says so itself; empty if there is neither a
        description nor a deprecation.
    """
    text = markdown.sentence(markdown.plain(description, links))
    return f"{text}\n\nDeprecated.".strip() if deprecated and not states_deprecation(text) else text


def model_class(text: str, fields: Iterable[tuple[str, str, str]]) -> str:
    """Compose the docstring of a model with its attributes, for `help()`.

    Args:
        text: Description of the model.
        fields: Name, description and annotation of each attribute. The annotation is shown if the description is empty.

    Returns:
        Lines of text that are short enough for the indentation of a class.
    """
    lines = wrapping.paragraphs(text, _CLASS_INDENT)
    entries = [
        line
        for name, description, annotation in fields
        for line in wrapping.entry(name, description or f"`{annotation}`.", _CLASS_INDENT + 4)
    ]
    if entries:
        lines += ["", "Attributes:", *_indent_lines(entries)]
    return "\n".join(lines)


def attribute(text: str) -> str:
    """Wrap the docstring of a model's attribute.

    Args:
        text: Plain text.

    Returns:
        Lines of text that are short enough for the indentation of a class; empty for empty text.
    """
    return "\n".join(wrapping.paragraphs(text, _CLASS_INDENT)) if text else ""


def credentials(operation: "Operation") -> str:
    """Compose the sentence on the credentials that an operation accepts."""
    if operation.security == "NONE":
        return "Credentials: none."
    if operation.security == "NAMED":
        alternatives = (
            " and ".join(f"`{credential.name}`" for credential in alternative) or "none"
            for alternative in operation.credentials
        )
        return f"Credentials: {' or '.join(alternatives)}, the client's `named_credentials`."
    if operation.security == "SCIM_BEARER":
        return "Credentials: the client's `scim_token`."
    accepted = ["a user's password"]
    accepted += [f"a personal access token{_scope_phrase(operation.personal_scope)}"] * operation.personal_token
    accepted += [
        f"an organization access token{_scope_phrase(operation.organization_scope)}"
    ] * operation.organization_token
    *others, last = accepted
    text = f"{', '.join(others)} or {last}" if others else f"{last} only; access tokens are refused"
    return f"Credentials: {'none for what is public, else ' if operation.security == 'OPTIONAL_BEARER' else ''}{text}."


def _scope_phrase(scope: str | None) -> str:
    return f" with `{scope}`" if scope else ""


def _pages_without_choice(operation: "Operation") -> Iterator[str]:
    """Yield sentences on requests without a page or a page size."""
    settings = operation.paging.settings if operation.paging else {"style": "single"}
    if settings["style"] == "single":
        return
    names = {argument.json_name: argument.name for argument in operation.arguments.keyword}
    page, size = (
        names.get(str(settings.get(key, default))) for key, default in (("page", "page"), ("size", "page_size"))
    )
    if page:
        yield f"Without `{page}`, `await` and `async for` both start at the first page."
    if size:
        largest = ", but `async for` from the first page requests the largest pages" if "max_size" in settings else ""
        yield f"Without `{size}`, the service chooses the size{largest}."


def _argument_error(operation: "Operation") -> Iterator[tuple[str, str]]:
    """Yield `ArgumentError` with its text, if a method has arguments."""
    if operation.arguments.all:
        yield "ArgumentError", "An argument is invalid or has a wrong type; nothing is sent."


def _one_line_title(resource: "Resource") -> str:
    """Return the title of a resource in one line."""
    return " ".join(resource.title.split())


def _section_entries(items: Iterable[tuple[str, str]]) -> list[str]:
    """Write names and texts as a section in the docstring of a method."""
    return _indent_lines([line for name, text in items for line in wrapping.entry(name, text, _METHOD_INDENT + 4)])


def _indent_lines(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" if line else "" for line in lines]


def error_of_status(status: str, description: str) -> tuple[str, str]:
    """Compose the entry under "Raises" for a declared status.

    Args:
        status: The status, such as `404`, `5XX` or `default`.
        description: The description of the response, as plain text. It is the meaning of the error if it has more than
            three words, except for `default`.

    Returns:
        The class of the error and its meaning, as a sentence.
    """
    fallback = ("ServerError", "the service fails") if status.startswith("5") else ERRORS["default"]
    name, meaning = ERRORS.get(status, fallback)
    said = description.rstrip(".")
    detail = said if len(said.split()) > _MAX_WORDS_OF_A_STATUS and status != "default" else meaning
    return name, markdown.sentence(f"{detail} ({status})" if status.isdigit() else detail)
