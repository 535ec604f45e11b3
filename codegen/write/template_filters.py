"""Filters of the templates: text becomes Python through them only."""

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
    """Python source, as opposed to text: all that templates may write."""

    __slots__ = ()


@functools.cache  # compiling the templates takes as long as rendering a whole client
def environment() -> jinja2.Environment:
    """Make the environment of all templates, once.

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
        Its `repr`, in which quotes, backslashes, line breaks and what cannot be printed are escaped.
    """
    return Code(repr(value))


def identifier(name: str) -> Code:
    """Write a name.

    Args:
        name: A name that the plan has made.

    Returns:
        The same.

    Raises:
        BuildError: The name is not a plain identifier, or is a keyword.
    """
    if not (name.isidentifier() and name.isascii()) or keyword.iskeyword(name):
        raise BuildError(f"a name in the generated code is no identifier: {name!r:.80}")
    return Code(name)


def docstring(text: str, indent: int = _INDENT) -> Code:
    """Write a docstring, quotes included.

    Args:
        text: Plain text; its first line is the summary.
        indent: Columns before each further line.

    Returns:
        A string literal in triple quotes; one of several lines has its closing quotes on a line of their own.
    """
    first, *rest = [_inert(line) for line in _plain(text).split("\n")]
    if not rest:
        return Code(f'"""{first} """' if first.endswith('"') else f'"""{first}"""')
    margin = " " * indent
    return Code("\n".join([f'"""{first}', *(f"{margin}{line}".rstrip() for line in rest), f'{margin}"""']))


def comment(text: str) -> Code:
    """Write a comment.

    Args:
        text: Plain text; its line breaks become spaces.

    Returns:
        The text in one line, behind a number sign.
    """
    return Code(f"# {' '.join(_plain(text).split())}".rstrip())


def code(source: str) -> Code:
    """Mark text as source that the plan has composed, such as an annotation.

    Args:
        source: The source: one line of printable characters.

    Returns:
        The same.

    Raises:
        BuildError: The source has a line break or another unprintable character, which no plan composes.
    """
    if not source.isprintable():
        raise BuildError(f"an expression in the generated code has line breaks or control characters: {source!r:.80}")
    return Code(source)


def commas(parts: list[str]) -> Code:
    """Join source as the elements of a list.

    Args:
        parts: Elements, as for `code`.

    Returns:
        The parts with commas between them.
    """
    return Code(", ".join(code(part) for part in parts))


def _only_code(value: Any) -> Any:
    if isinstance(value, Code | int) or value in {"", None}:
        return value
    raise BuildError(f"a template writes text that has passed no filter: {value!r:.80}")


def _plain(text: str) -> str:
    """Reduce line breaks to one kind, and drop invisible characters."""
    for characters, replacement in _LINE_BREAKS.items():
        text = text.replace(characters, replacement)
    if text.replace("\n", "").isprintable():  # so no control or format characters, and no surrogates
        return text
    return "".join(
        " " if character == "\t" else character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in _INVISIBLE
    )


def _inert(line: str) -> str:
    return line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').rstrip()
