"""JMESPath expressions of the options `--query` and `--columns`."""

from collections.abc import Mapping
from typing import Any, Protocol

import click
from aiodockerhub_generated._json import is_array
from aiodockerhub_generated.arguments import shortened

from aiodockerhub.helpers.text import one_line

# Types of the nodes of a parsed expression:
_IDENTITIES = {"identity", "current"}
_PROJECTIONS = {"projection", "filter_projection"}
_LIST_NODES = {*_PROJECTIONS, "flatten", "index_expression"}
_LEFT_TO_RIGHT = {*_LIST_NODES, "pipe", "subexpression"}
"""Nodes that are applied to the result of their first child."""


class Query(Protocol):
    """The protocol of compiled JMESPath expressions.

    Attributes:
        expression: Text of the expression.
        parsed: Root node of the parsed expression; each node has `type` and `children`.
    """

    expression: str
    parsed: Any

    def search(self, value: Any) -> Any:
        """Apply the expression to a JSON value."""


def compile_query(expression: str, option: str) -> Query:
    """Compile an expression.

    Args:
        expression: JMESPath expression.
        option: Option that has the expression, for the error message.

    Raises:
        click.BadParameter: The text is not a JMESPath expression, or is nested too deeply for Python's recursion limit.
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
    # after the handler (CONTRIBUTING, Style)
    raise click.BadParameter(f"{option}: {shortened(expression)} is no JMESPath expression: {reason}")


def apply_query(query: Query, value: Any, option: str) -> Any:
    """Apply an expression to a JSON value.

    Args:
        query: Compiled expression.
        value: JSON value.
        option: Option that has the expression, for the error message.

    Raises:
        click.BadParameter: The expression cannot be applied to this value.
    """
    from jmespath.exceptions import JMESPathError, JMESPathTypeError

    try:
        return query.search(value)
    except JMESPathTypeError as error:  # its text quotes the value, which may be a secret
        reason = f"{error.function_name}() takes {' or '.join(error.expected_types)}, not {error.actual_type}"
    except JMESPathError as error:
        reason = one_line(error)
    except RecursionError:
        reason = "it is nested too deeply"
    except (ArithmeticError, TypeError, ValueError) as error:  # functions and slices of jmespath let these through
        reason = f"one of its functions raises {type(error).__name__}"
    # after the handler (CONTRIBUTING, Style)
    raise click.BadParameter(f"{option}: the expression does not fit the result: {reason}")


def results_for_item(query: Query, item: Any, option: str) -> list[Any]:
    """Return the results of an expression for one item of a list.

    Args:
        query: Compiled expression. A projection that begins with `[]`, `[*]` or `[?…]`, such as `[?is_private].name`,
            is for a list; any other expression is for an item.
        item: Item of the list.
        option: Option that has the expression, for the error message.

    Returns:
        If the expression is for a list, its results for a list with only this item: none if a filter drops the item, or
        if the rest of the expression gives null, as for a missing field. If the expression is for an item, a list with
        its only result, which may be `None`.

    Raises:
        click.BadParameter: The expression needs the whole list, or cannot be applied to the item.
    """
    if _is_for_list(query.parsed):
        results = apply_query(query, [item], option)
        return list(results) if is_array(results) else [results]
    if _needs_whole_list(query.parsed):
        raise click.BadParameter(
            f"{option}: {shortened(query.expression)} needs the whole list, and --jsonl has one item at a time: take "
            "--json, or an expression such as '[?is_private].name' or 'name'"
        )
    return [apply_query(query, item, option)]


def _is_for_list(tree: Mapping[str, Any]) -> bool:
    """Return whether an expression begins with `[]`, `[*]` or `[?…]`."""
    if tree["type"] not in _PROJECTIONS:
        return False
    left = tree["children"][0]
    if left["type"] == "flatten":
        left = left["children"][0]
    return left["type"] in _IDENTITIES or _is_for_list(left)


def _needs_whole_list(tree: Mapping[str, Any]) -> bool:
    """Return whether an expression begins with a choice from the whole list.

    Such a choice is an index or a slice, such as `[0]`, or a pipe after `[]`, such as `[].name | [0]`. The caller
    excludes expressions for a list, see `_is_for_list`. Any other expression, such as `length(@)`, is applied to each
    item.
    """
    while tree["type"] in _LEFT_TO_RIGHT:
        left = tree["children"][0]
        if left["type"] in _IDENTITIES:
            return tree["type"] in _LIST_NODES
        tree = left
    return False
