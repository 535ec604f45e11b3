"""Expressions that are none, do not fit, or are nested too deeply."""

import click
import pytest
from aiodockerhub.cli.jmespath_queries import apply_query, compile_query
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run

DEEP = 20_000


@pytest.mark.parametrize("expression", ["[", "(" * DEEP, "!" * DEEP + "a"])
def test_what_is_no_expression_is_a_wrong_use(expression: str) -> None:
    with pytest.raises(click.BadParameter, match=r"^--query: '.* is no JMESPath expression: ") as caught:
        apply_query(compile_query(expression, "--query"), {}, "--query")
    assert len(str(caught.value)) < 500


def test_expression_of_many_steps_is_applied_or_a_wrong_use() -> None:
    query = compile_query("a" + " | @" * 200, "--query")
    assert apply_query(query, {"a": 1}, "--query") == 1


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize("form", ["--json", "--jsonl", "--csv", "--table"])
@pytest.mark.parametrize("option", ["--query", "--columns"])
def test_expression_that_does_not_fit_the_result_is_a_wrong_use(app: FakeHub, run: Run, form: str, option: str) -> None:
    done = run("repositories", "list", "acme", option, "length(pull_count)", form)
    assert done.code == 2
    assert f"{option}: the expression does not fit the result: length() takes string or array or object" in done.err
