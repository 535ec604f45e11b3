"""Words of the report on the limits of values."""

from collections.abc import Mapping

from codegen.document.load import JSON


def limits(limits: Mapping[str, JSON]) -> str:
    """Show the limits of a value.

    Args:
        limits: The limits by keyword of the schema, such as `maxLength`. For a limit of a nested value, such as the
            items of a list, the path to the nested value precedes the keyword.

    Returns:
        The limits in words, separated by commas; empty if there are none.
    """
    in_order = sorted(((*key.rpartition(" ")[::2], value) for key, value in limits.items()), key=lambda each: each[:2])
    return ", ".join(f"{_value(path)} {_limit(keyword, value)}".lstrip() for path, keyword, value in in_order)


def _value(path: str) -> str:
    """Show a value inside a value by its path, such as `[*].name`."""
    words: list[str] = []
    for depth, keys in enumerate(path.split("[*]")):
        words += ["each item"] if depth else []
        words += [f"`{keys.lstrip('.')}`"] if keys else []
    return " of ".join(reversed(words))


def _limit(keyword: str, value: JSON) -> str:
    if keyword == "uniqueItems":
        return "no item twice" if value is True else "items may repeat"
    bound, unit = _BOUNDS[keyword]
    return f"{bound} {_with_commas(value)}{unit.removesuffix('s') if value == 1 else unit}"


def _with_commas(value: JSON) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


_BOUNDS = {
    "maximum": ("at most", ""),
    "minimum": ("at least", ""),
    "exclusiveMaximum": ("less than", ""),
    "exclusiveMinimum": ("more than", ""),
    "maxLength": ("at most", " characters"),
    "minLength": ("at least", " characters"),
    "maxItems": ("at most", " items"),
    "minItems": ("at least", " items"),
    "minProperties": ("at least", " keys"),
    "maxProperties": ("at most", " keys"),
    "multipleOf": ("a multiple of", ""),
    "pattern": ("as", ""),
}
