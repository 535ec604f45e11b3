"""Docstrings and names follow CONTRIBUTING: short first lines, one word for each thing."""

from __future__ import annotations

import ast
import functools
import io
import re
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("codegen", "overrides/aiodockerhub", "benchmarks")
MODULES = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
LONGEST_LINE = 72
LONGEST_MODULE = 350
WORDS = {
    "answer": "response",
    "small letters": "lower case",
    "surprise": "schema mismatch",
    "tolerant": "lenient",
    "trip": "call context",
    "truth value": "boolean",
    "verb": "method name",
}
"""Words of everyday language, and what the field and the glossary say."""
VAGUE = frozenset({"found", "known", "made", "one"})
"""Names that tell what was done with a thing, or how many there are, and not what it is."""
NO_IMPERATIVES = ("Whether ", "The ", "Seconds ", "What ", "Those ", "Names of ", "`check_")
QUESTIONS = frozenset({"overrides/aiodockerhub/cli/operation.py"})  # of the command line have answers


@pytest.mark.heavy
def test_first_lines_of_docstrings_fit_into_72_characters() -> None:
    long = [
        f"{file.relative_to(ROOT)}: {line}"
        for file in MODULES
        for line in first_lines(ast.parse(file.read_text("utf-8")))
        if len(line) > LONGEST_LINE
    ]
    assert long == []


@pytest.mark.heavy
def test_first_lines_of_functions_tell_what_to_do() -> None:
    nouns = [
        f"{file.relative_to(ROOT)}:{node.lineno}: {line}"
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not any("property" in ast.unparse(decorator) for decorator in node.decorator_list)
        and (line := (ast.get_docstring(node) or "").partition("\n")[0]).startswith(NO_IMPERATIVES)
    ]
    assert nouns == [], "begin with an imperative, such as Tell whether"


@pytest.mark.heavy
def test_entries_of_docstrings_name_their_subject() -> None:
    pronouns = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in MODULES
        for line in file.read_text("utf-8").splitlines()
        if re.match(r"\s+\w*(Error|Refusal): (It|They) ", line) or re.match(r"\s+\*{0,2}\w+: What was ", line)
    ]
    assert pronouns == [], "say what: the text, the value, the document"


@pytest.mark.parametrize("word", sorted(WORDS))
def test_docstrings_comments_and_names_use_the_words_of_the_glossary(word: str) -> None:
    pattern = re.compile(rf"(?<![A-Za-z]){word}(s|ed|ing)?(?![A-Za-z])", re.IGNORECASE)
    wrong = [
        f"{file.relative_to(ROOT)}:{line}: {text.strip()}"
        for file in MODULES
        if str(file.relative_to(ROOT)) not in QUESTIONS
        for line, text in prose(file)
        if pattern.search(text)
    ]
    assert wrong == [], f"say {WORDS[word]}"


@pytest.mark.parametrize("word", sorted(WORDS))
def test_the_overlay_uses_the_words_of_the_glossary(word: str) -> None:
    files = sorted((ROOT / "overrides" / "overlay").iterdir())
    pattern = re.compile(rf"(?<![A-Za-z]){word}(s|ed|ing)?(?![A-Za-z])", re.IGNORECASE)
    lines = [(file.name, line) for file in files for line in file.read_text("utf-8").splitlines()]
    assert [f"{name}: {line}" for name, line in lines if pattern.search(line)] == [], f"say {WORDS[word]}"


def test_names_in_code_tell_what_the_thing_is() -> None:
    vague = [
        f"{file.relative_to(ROOT)}:{line}: {name}"
        for file in [*MODULES, *sorted((ROOT / "examples").rglob("*.py"))]
        for line, name in named_things(ast.parse(file.read_text("utf-8")))
        if name.strip("_") in VAGUE
    ]
    pattern = re.compile(rf"(?:^\s*|\bfor )(?:{'|'.join(sorted(VAGUE))})(?: = |\.| in )")
    vague += [
        f"{file.name}:{number}: {line.strip()}"
        for file in sorted((ROOT / "codegen" / "templates").iterdir())
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert vague == [], "name the thing: what was found, what is known"


def test_modules_can_be_read_in_a_sitting() -> None:
    assert [str(file) for file in MODULES if len(file.read_text("utf-8").splitlines()) > LONGEST_MODULE] == []


def first_lines(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield (ast.get_docstring(node) or "").partition("\n")[0]


def named_things(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of whatever gets a name: variables, attributes, arguments, functions, classes."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield node.lineno, name
            case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield node.lineno, name
            case _:
                pass


@functools.cache
def prose(file: Path) -> list[tuple[int, str]]:
    """Names, comments and docstrings, but not other strings, which may quote the service."""
    texts, fresh = list[tuple[int, str]](), True
    for token in tokenize.generate_tokens(io.StringIO(file.read_text("utf-8")).readline):
        if token.type in {tokenize.NAME, tokenize.COMMENT} or (token.type == tokenize.STRING and fresh):
            texts.append((token.start[0], token.string))
        if token.type not in {tokenize.COMMENT, tokenize.NL}:
            fresh = token.type in {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    return texts
