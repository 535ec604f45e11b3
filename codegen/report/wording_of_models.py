"""Wording of the report on models and fields that others replace.

Each function returns a part of a sentence.
"""

from collections.abc import Mapping, Sequence


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


def not_taken(arguments: Sequence[str]) -> str:
    """Say that arguments do not take the value of a field any more."""
    does = "does" if len(arguments) == 1 else "do"
    return f"{' and '.join(f'`{each}`' for each in arguments)} {does} not take what was read any more"
