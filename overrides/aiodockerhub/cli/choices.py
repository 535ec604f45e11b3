"""Options with listed values, and `=VALUE` for values that are not listed."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any

import click
from aiodockerhub_generated.arguments import shortened
from click.shell_completion import CompletionItem

_MAX_LISTED = 10
_INTEGER = re.compile(r"-?\d{1,18}")


def choose(value: str | int, values: Sequence[str | int], spell: Callable[[str], str] = str) -> str | int:
    """Check a value against the values that Docker's OpenAPI document lists.

    `=VALUE` sends any other value, because Docker Hub may accept more values than its document lists.

    Args:
        value: Value on the command line.
        values: Listed values.
        spell: Function that changes another spelling to the listed spelling, such as `repo-pull` to `scope-image-pull`.
            The default changes nothing.

    Returns:
        The listed value, or what follows `=`: an integer if all listed values are integers, otherwise a text.

    Raises:
        ValueError: The value is not listed and does not begin with `=`; or nothing follows `=`; or all listed values
            are integers, and what follows `=` is not an integer of at most 18 digits.
    """
    text = spell(str(value))
    listed = {str(value_): value_ for value_ in values}
    if text in listed:
        return listed[text]
    insisted = text.removeprefix("=")
    is_number = all(isinstance(value_, int) for value_ in values)
    if text == insisted or not insisted or (is_number and not _INTEGER.fullmatch(insisted)):
        is_list = {*text.split(",")} <= listed.keys()
        way_out = "give each value separately" if is_list else f"={insisted or 'VALUE'} sends it nevertheless"
        raise ValueError(f"expected {_describe_expected(text, [*listed])}, got {shortened(text)}; {way_out}")
    return int(insisted) if is_number else insisted


def join_values(values: Sequence[str | int], long: str = "VALUE") -> str:
    """Join listed values with `|`, for help and errors.

    Args:
        values: Listed values.
        long: Text to return instead if there are more than ten values; `VALUE` by default.
    """
    return "|".join(map(str, values)) if len(values) <= _MAX_LISTED else long


def _describe_expected(text: str, listed: Sequence[str]) -> str:
    """Name up to ten listed values; of more, three that are most similar."""
    if len(listed) <= _MAX_LISTED:
        return f"one of {', '.join(listed)}"
    similar = get_close_matches(text, listed, 3) or listed[:3]
    return f"a value such as {' or '.join(similar)} (--help lists all)"


class ListedValue(click.ParamType[Any]):
    """The type of parameters with listed values; `=VALUE` sends other values.

    Args:
        values: Listed values, texts or integers.
        spell: Function that changes another spelling to the listed spelling. The default changes nothing.
    """

    name = "choice"

    def __init__(self, values: Sequence[str | int], spell: Callable[[str], str] = str) -> None:
        self.values: tuple[str | int, ...] = tuple(values)
        self._spell = spell

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the values in brackets; `[VALUE]` for more than ten."""
        del param, ctx
        return f"[{join_values(self.values)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str | int:
        """Check the value with `choose`; its error becomes a usage error."""
        try:
            return choose(value, self.values, self._spell)
        except ValueError as error:
            self.fail(str(error), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """List the values that begin with an incomplete word."""
        del ctx, param
        return [CompletionItem(value) for value in map(str, self.values) if value.startswith(incomplete)]
