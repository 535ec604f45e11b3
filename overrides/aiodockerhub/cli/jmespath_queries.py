"""JMESPath expressions of the options `--query` and `--columns`."""

from collections.abc import Mapping
from typing import Any, Protocol

import click
from aiodockerhub_generated._json import is_array

from aiodockerhub.helpers.text import one_line

_ALL = {"identity", "current"}
_PROJECTIONS = {"projection", "filter_projection"}
_OF_LISTS = {*_PROJECTIONS, "flatten", "index_expression"}
_FROM_THE_LEFT = {*_OF_LISTS, "pipe", "subexpression"}
"""Parts of a parsed expression that are applied to what their first child gives."""


class Query(Protocol):
    """A compiled expression.

    Attributes:
        expression: Its text.
        parsed: Its parts, each with its `type` and `children`.
    """

    expression: str
    parsed: Any

    def search(self, value: Any) -> Any:
        """Apply the expression to a JSON value."""


def compiled(expression: str, option: str) -> Query:
    """Compile an expression.

    Args:
        expression: The expression.
        option: The option that has it, for the error.

    Raises:
        click.BadParameter: The text is not a JMESPath expression, or is nested too deeply.
    """
    import jmespath
    from jmespath.exceptions import JMESPathError

    try:
        query: Query = jmespath.compile(expression)
    except JMESPathError as error:
        reason = str(error).splitlines()[0].removeprefix("Invalid jmespath expression: ").rstrip(":")
    except RecursionError:
        reason = "it is nested too deeply"
    else:
        return query
    raise click.BadParameter(f"{option}: {one_line(expression)!r} is no JMESPath expression: {reason}")


def searched(query: Query, value: Any, option: str) -> Any:
    """Apply an expression to a JSON value.

    Args:
        query: The expression.
        value: The value.
        option: The option that has the expression, for the error.

    Raises:
        click.BadParameter: The expression cannot be applied to this value.
    """
    from jmespath.exceptions import JMESPathError

    try:
        return query.search(value)
    except JMESPathError as error:
        reason = one_line(error)
    except RecursionError:
        reason = "it is nested too deeply"
    raise click.BadParameter(f"{option}: the expression does not fit the result: {reason}")


def searched_in_list(query: Query, item: Any, option: str) -> list[Any]:
    """Apply an expression to one item of a list as to the whole list.

    Args:
        query: The expression.
        item: The item.
        option: The option that has the expression, for the error.

    Returns:
        The results for the item: none if a filter drops the item. An expression that does not begin with a list is
        applied to the item itself, and has one result.

    Raises:
        click.BadParameter: The expression cannot be applied to one item after the other.
    """
    if _is_of_each(query.parsed):
        results = searched(query, [item], option)
        return list(results) if is_array(results) else [results]
    if _takes_a_list(query.parsed):
        raise click.BadParameter(
            f"{option}: {one_line(query.expression)!r} needs the whole list, and --jsonl has one item at a time: take "
            "--json, or an expression such as '[?is_private].name' or 'name'"
        )
    return [searched(query, item, option)]


def _is_of_each(tree: Mapping[str, Any]) -> bool:
    """Tell whether an expression is `[]`, `[*]` or `[?…]`, and what follows."""
    if tree["type"] not in _PROJECTIONS:
        return False
    left = tree["children"][0]
    if left["type"] == "flatten":
        left = left["children"][0]
    return left["type"] in _ALL or _is_of_each(left)


def _takes_a_list(tree: Mapping[str, Any]) -> bool:
    """Tell whether an expression begins with an index, as `[0]`."""
    while tree["type"] in _FROM_THE_LEFT:
        left = tree["children"][0]
        if left["type"] in _ALL:
            return tree["type"] in _OF_LISTS
        tree = left
    return False
