"""Wording of the report on models and fields that others replace.

Each function returns a part of a sentence.
"""

import re
from collections.abc import Mapping, Sequence

_LACKS = re.compile(r"\w+ lacks (.+) of \w+")
_RENAMED = re.compile(r"(\w+) is \w+")
_RETYPED = re.compile(r"(\w+) \((.+?) → (.+?)\)(?=, |$)")


def in_its_place(name: str) -> str:
    """Name the model that is in the place of a removed model."""
    return f"{name} in its place"


def lacks(model: str, attributes: Sequence[str], former: str) -> str:
    """Say which attributes of another model a model does not have."""
    return f"{model} lacks {', '.join(attributes)} of {former}"


def perhaps_called(names: Mapping[str, str]) -> str:
    """Say which attributes may have another name now, by their old names."""
    return f"perhaps {', '.join(f'{old} is {new}' for old, new in names.items())} now"


def of_other_types(types: Sequence[tuple[str, str, str]]) -> str:
    """Say which attributes have other types: name, old type and new type."""
    return f"another type: {', '.join(f'{name} ({old} → {new})' for name, old, new in types)}"


def lost(consequence: str) -> list[str]:
    """List the attributes that readers of a replaced model must change.

    Args:
        consequence: Parts from `lacks`, `perhaps_called` and `of_other_types`, separated by semicolons.

    Returns:
        The attributes that are gone or have another name or type, except those that may only be null now: what compares
        a value stays right.
    """
    attributes: list[str] = []
    for part in consequence.split("; "):
        if match := _LACKS.fullmatch(part):
            attributes += match[1].split(", ")
        elif part.startswith("perhaps "):
            attributes += _RENAMED.findall(part)
        else:
            attributes += [name for name, old, new in _RETYPED.findall(part) if new != f"{old} | None"]
    return attributes


def not_taken(arguments: Sequence[str]) -> str:
    """Say that arguments do not take the value of a field any more."""
    does = "does" if len(arguments) == 1 else "do"
    return f"{' and '.join(f'`{each}`' for each in arguments)} {does} not take what was read any more"
