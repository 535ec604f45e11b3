"""What an error says of the arguments that a tool refuses.

The text of jsonschema is not used, because it contains the refused value as it is.
"""

import json
from collections.abc import Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Any

from aiodockerhub_generated._json import is_array, is_object
from aiodockerhub_generated._secret_names import is_secret
from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.catalog import OperationEntry

from aiodockerhub.helpers.text import one_line, shown_name

MAX_MISTAKES = 10
"""Maximum number of mismatches in an error message, and of unknown names: a client may send any number of either."""
_MAX_MESSAGE_LENGTH = 2000  # characters
_MAX_NAME_LENGTH = 200  # characters of an unknown name for which a similar one is searched
_TYPES = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "a boolean",
    "array": "an array",
    "object": "an object",
    "null": "null",
}
LIMITS = {
    "minimum": "a number of at least {}",
    "exclusiveMinimum": "a number above {}",
    "maximum": "a number of at most {}",
    "exclusiveMaximum": "a number below {}",
    "minLength": "a string of at least {} characters",
    "maxLength": "a string of at most {} characters",
    "pattern": "a string that matches the regular expression {}",
    "minItems": "an array of at least {} items",
    "maxItems": "an array of at most {} items",
    "const": "the value {}",
}
"""Words for the keywords of JSON Schema that have one value."""


def describe_mismatch(entry: OperationEntry, error: Any) -> str:
    """Describe how an argument differs from the schema of a tool.

    Args:
        entry: Entry of the operation in the catalog.
        error: Validation error of jsonschema.

    Returns:
        One line: the argument, the expectation, and the value unless it may be a secret; see `shown_argument`.
    """
    path: list[str | int] = list(error.absolute_path)
    place = ".".join(shown_name(part) if isinstance(part, str) else str(part) for part in path) or "arguments"
    if error.validator == "additionalProperties" and is_object(error.instance):
        text = _describe_unknown_names(error)
    elif error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        text = f"missing: {', '.join(missing)}"
    else:
        text = f"expected {_expectation(error)}, got {shown_argument(entry, path, error.instance)}"
    return one_line(f"{place}: {text}", _MAX_MESSAGE_LENGTH)


def shown_argument(entry: OperationEntry, path: list[str | int], value: object) -> str:
    """Show a refused value, unless it may be a secret.

    Args:
        entry: Entry of the operation in the catalog.
        path: Location of the value in the arguments.
        value: The value.

    Returns:
        Only the type of a value that is an array or an object, or that is under the name of a secret, at any depth. Any
        other value as `shortened` writes it, which masks what has the form of a secret.
    """
    secrets = {argument["name"] for argument in entry["arguments"] if argument["secret"]}
    if any(isinstance(part, str) and (part in secrets or is_secret(part, log_in=True)) for part in path):
        return f"{_type_of(value)}, which is not shown because it may be a secret"
    return _type_of(value) if value is None or is_array(value) or is_object(value) else shortened(value)


def path_hint(entry: OperationEntry, given: Mapping[str, Any]) -> list[str]:
    """Explain how to pass a path such as `acme/app` as two arguments.

    Args:
        entry: Entry of the operation in the catalog.
        given: Arguments from the language model.

    Returns:
        At most one hint; none if the path has fewer than two arguments, or if no argument of the path has exactly one
        slash, or if it contains something in the form of a secret.
    """
    parts = [argument["name"] for argument in entry["arguments"] if argument["location"] == "path"]
    for name, value in given.items():
        if name in parts and isinstance(value, str) and value.count("/") == 1 and len(parts) > 1:
            if shortened(value) != repr(str.__str__(value)):  # of a password with a slash, the halves have no form
                continue
            first = parts.index(name) if parts.index(name) + 1 < len(parts) else 0
            pairs = zip(parts[first : first + 2], value.split("/"), strict=False)
            halves = " and ".join(f"{part}={shortened(text)}" for part, text in pairs)
            return [f"give {halves} in place of {shown_argument(entry, [name], value)}"]
    return []


def _expectation(error: Any) -> str:
    keyword, value = error.validator, error.validator_value
    if keyword == "type":
        return " or ".join(_TYPES.get(kind, kind) for kind in ([value] if isinstance(value, str) else value))
    if keyword == "enum":
        return f"one of {', '.join(text if isinstance(text, str) else json.dumps(text) for text in value)}"
    return LIMITS[keyword].format(value) if keyword in LIMITS else "a value that matches the schema of the tool"


def _type_of(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case _:
            return "an object" if is_object(value) else "an array"


def _describe_unknown_names(error: Any) -> str:
    properties: list[str] = list(error.schema.get("properties", {}))
    unknown: list[str] = list(islice((name for name in error.instance if name not in properties), MAX_MISTAKES))
    likely = [match for name in unknown for match in get_close_matches(name[:_MAX_NAME_LENGTH], properties, 1)]
    suggestion = f"did you mean {', '.join(likely)}? " if likely else ""
    return f"unknown: {', '.join(map(shortened, unknown))}; {suggestion}there are {', '.join(properties) or 'none'}"
