"""JMESPath expressions of the options `--query` and `--columns`."""

from typing import Any, Protocol

import click

from aiodockerhub.helpers.text import one_line


class Query(Protocol):
    """A compiled expression."""

    def search(self, value: Any) -> Any:
        """Apply it to a JSON value."""


def compiled(expression: str, option: str) -> Query:
    """Compile an expression.

    Args:
        expression: The expression.
        option: The option that has it, for the error.

    Raises:
        click.BadParameter: It is none, or is nested too deeply.
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
