"""How text becomes Python: literals, docstrings, comments, identifiers."""

import functools
import keyword
import unicodedata
from pathlib import Path
from typing import Any

import jinja2

from codegen.errors import BuildError

TEMPLATES = Path(__file__).parent.parent / "templates"
_INDENT = 4
_LINE_BREAKS = {"\r\n": "\n", "\r": "\n", "\x0b": " ", "\x0c": " ", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})  # control and format characters (bidirectional marks), surrogates


class Code(str):
    """Python source, as opposed to text.

    Templates can write nothing else, except integers, empty text and `None`.
    """

    __slots__ = ()


@functools.cache  # because compiling the templates takes as long as rendering a whole client
def environment() -> jinja2.Environment:
    """Return the environment of all templates, which is made only once.

    Returns:
        The environment. A template that writes text without a filter raises `BuildError`, so that no filter is
        forgotten.
    """
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 - the output is Python; `finalize` refuses what is not code
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_only_code,
    )
    env.filters.update(
        literal=literal, identifier=identifier, docstring=docstring, comment=comment, code=code, commas=commas
    )
    return env


def literal(value: object) -> Code:
    """Write a value as a Python literal.

    Args:
        value: A string, number, boolean, `None`, or a tuple, list or dict of these.

    Returns:
        The `repr` of the value, which escapes quotes, backslashes, line breaks and unprintable characters.
    """
    return Code(repr(value))


def identifier(name: str) -> Code:
    """Check that a name is an identifier, and write it.

    Args:
        name: A name that the plan has chosen.

    Returns:
        The same name.

    Raises:
        BuildError: The name is not an identifier of ASCII characters, or is a keyword.
    """
    if not (name.isidentifier() and name.isascii()) or keyword.iskeyword(name):
        raise BuildError(f"a name in the generated code is not an identifier: {name!r:.80}")
    return Code(name)


def docstring(text: str, indent: int = _INDENT) -> Code:
    """Write a docstring with its quotes.

    Args:
        text: Plain text, whose first line is the summary.
        indent: Columns by which all lines after the first are indented; 4 by default.

    Returns:
        A string literal in triple quotes. If the text has several lines, the closing quotes are on a separate line.
    """
    first, *rest = [_escape_line(line) for line in _plain_text(text).split("\n")]
    if not rest:
        return Code(f'"""{first} """' if first.endswith('"') else f'"""{first}"""')
    margin = " " * indent
    return Code("\n".join([f'"""{first}', *(f"{margin}{line}".rstrip() for line in rest), f'{margin}"""']))


def comment(text: str) -> Code:
    """Write a comment.

    Args:
        text: Plain text, whose line breaks become spaces.

    Returns:
        A line that consists of a number sign and the text.
    """
    return Code(f"# {' '.join(_plain_text(text).split())}".rstrip())


def code(source: str) -> Code:
    """Mark source that the plan has composed, such as an annotation.

    Args:
        source: A line of source, with printable characters only.

    Returns:
        The same source.

    Raises:
        BuildError: The source has a line break or another unprintable character.
    """
    if not source.isprintable():
        raise BuildError(f"an expression in the generated code has line breaks or control characters: {source!r:.80}")
    return Code(source)


def commas(parts: list[str]) -> Code:
    """Join parts of source with commas.

    Args:
        parts: Parts of source, as for `code`.

    Returns:
        The parts with commas between them.

    Raises:
        BuildError: A part has a line break or another unprintable character.
    """
    return Code(", ".join(code(part) for part in parts))


def _only_code(value: Any) -> Any:
    """Refuse what a template writes without a filter.

    Raises:
        BuildError: The value is text that is not a `Code`.
    """
    if isinstance(value, Code | int) or value in {"", None}:
        return value
    raise BuildError(f"a template writes text without a filter: {value!r:.80}")


def _plain_text(text: str) -> str:
    """Replace tabs and all line breaks, and drop invisible characters."""
    for characters, replacement in _LINE_BREAKS.items():
        text = text.replace(characters, replacement)
    if text.replace("\n", "").isprintable():  # so no control or format characters, and no surrogates
        return text
    return "".join(
        " " if character == "\t" else character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in _INVISIBLE
    )


def _escape_line(line: str) -> str:
    """Escape what would end a docstring or begin an escape in it."""
    return line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').rstrip()
