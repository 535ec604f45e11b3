"""Templates write code only, and each filter makes text of its kind inert."""

import ast
import io
import tokenize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.errors import BuildError
from codegen.write import template_filters

HOSTILE = [
    '"""or __import__("os").abort()or"""',
    "'''or __import__('os').abort()or'''",
    '"',
    '""',
    "ends with a backslash \\",
    "\\N and \\x and \\u and \\N{BULLET}",
    "{{ 7 * 7 }} {% raw %} {# #} {0} {x!r} %s %(x)s ${x}",
    "one\rtwo\r\nthree\x0bfour\x0cfive\x85six\u2028seven\u2029eight",
    "nul \x00 bell \x07 escape \x1b[2J",
    "right to left \u202e mark \u2066",
    "half \ud800 a pair",
    "# coding: latin-1\n# type: ignore",
    "\n\n",
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_docstrings_are_one_literal(text: str) -> None:
    source = f"class C:\n    {template_filters.docstring(text)}\n"
    (definition,) = ast.parse(source).body
    assert isinstance(definition, ast.ClassDef)
    (statement,) = definition.body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    source.encode()


@given(st.text())
def test_any_text_is_an_inert_docstring(text: str) -> None:
    test_docstrings_are_one_literal(text)


def test_docstrings_keep_what_readers_see() -> None:
    assert ast.literal_eval(template_filters.docstring('a "quoted" \\d\n\nend"')) == 'a "quoted" \\d\n\n    end"\n    '


@given(st.text())
def test_any_text_is_one_comment(text: str) -> None:
    tokens = list(tokenize.generate_tokens(io.StringIO(f"{template_filters.comment(text)}\n").readline))
    assert [token.type for token in tokens] == [tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER]


@given(st.text())
def test_any_text_is_one_literal(text: str) -> None:
    source = template_filters.literal(text)
    assert ast.literal_eval(source) == text
    assert source.isprintable()


@pytest.mark.parametrize("name", ["class", "a b", "a\n", "1", "", "x;y", "naïve"])
def test_names_that_are_none_are_refused(name: str) -> None:
    with pytest.raises(BuildError, match="is not an identifier"):
        template_filters.identifier(name)


def test_expressions_have_one_line() -> None:
    assert template_filters.commas(["x: int", "y: str"]) == "x: int, y: str"
    with pytest.raises(BuildError, match="line breaks or control characters"):
        template_filters.code("x\ny")


def test_templates_cannot_write_text_that_passed_no_filter() -> None:
    env = template_filters.environment()
    with pytest.raises(BuildError, match="without a filter"):
        env.from_string("{{ text }}").render(text="x")
    assert env.from_string("{{ text | literal }}{{ number }}{{ '' }}").render(text="{{ x }}", number=1) == "'{{ x }}'1"
