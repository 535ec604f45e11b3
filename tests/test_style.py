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
ALLOWED = {
    ("answer", "overrides/aiodockerhub/cli/confirmation.py"): "questions of the command line have answers",
    ("answer", "tests/overrides/cli/test_operation.py"): "questions of the command line have answers",
    ("answer", "docs/cli.md"): "questions of the command line have answers",
    ("backend", "codegen/document/validate.py"): "name of a module of openapi-spec-validator",
    (
        "backend",
        "overrides/aiodockerhub/http/engines/httpcore_network.py",
    ): "httpcore's word for what opens its sockets",
    ("backend", "overrides/aiodockerhub/http/engines/httpx_engine.py"): "httpcore's word for what opens its sockets",
    ("backend", "examples/provision_team.py"): "name of a team",
    ("backend", "examples/sync_team.py"): "name of a team",
    ("backend", "docs/decisions/0005-engines.md"): "httpcore's word for what opens its sockets",
    ("backend", "docs/decisions/0006-what-is-pinned.md"): "build backend, a term of packaging",
    ("backend", "docs/many-processes.md"): "an argument of Celery",
    ("repeatable", "overrides/aiodockerhub/cli/commands/cleanup.py"): "an option that may be given several times",
}
"""Files in which an excluded word has another meaning, with this meaning."""
GENERATED_PAGES = frozenset({"discrepancies.md", "modules.md"})
"""Pages whose words are those of the code and the overlay."""
TABLES = {
    "tests/codegen/constructs.py": "a document with an operation for each construct",
    "tests/codegen/mutations.py": "a function for each change of a document",
    "tests/codegen/test_constructs.py": "the expected request and result of each construct",
    "tests/codegen/test_refusals.py": "a case for each construct that is refused",
}
"""Modules that are longer, because they are mostly tables of cases."""
VAGUE = frozenset({"found", "known", "made", "one"})
"""Names that state what was done with a thing, or how many there are, and not what it is."""
REFUSALS = frozenset({"ArgumentError", "ArgumentTypeError", "UsageError", "BadParameter", "NoCredentialsError", "fail"})
"""Errors, and functions that raise one, whose messages tell of a value that a user has passed."""
NO_IMPERATIVES = ("Whether ", "The ", "Seconds ", "What ", "Those ", "Names of ", "`check_")


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


def excluded_words() -> dict[str, str]:
    """Read the words that the glossary excludes in every meaning, each with the word to use."""
    glossary = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Glossary")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in glossary.splitlines() if line.startswith("| ")]
    return {
        word: row[0]
        for row in rows[1:]
        if len(row) == len(rows[0])
        for word in re.sub(r"\([^)]*\)", "", row[-1].removesuffix(" |")).strip().split(", ")
        if not word.startswith("*")
    }


@pytest.mark.heavy
@pytest.mark.parametrize("word", sorted(excluded_words()))
def test_no_word_that_the_glossary_excludes_is_used(word: str) -> None:
    pattern = re.compile(rf"(?<![A-Za-z]){word}(s|ed|ing)?(?![A-Za-z])", re.IGNORECASE)
    hits = {
        (str(file.relative_to(ROOT)), f"{line}: {text.strip()}")
        for file, lines in texts()
        for line, text in lines
        if pattern.search(text)
    }
    wrong = [f"{file}:{line}" for file, line in sorted(hits) if (word, file) not in ALLOWED]
    assert wrong == [], f"say {excluded_words()[word]}"
    assert {file for excluded, file in ALLOWED if excluded == word} <= {file for file, _ in hits}, "needless in ALLOWED"


def test_the_glossary_excludes_words() -> None:
    words = excluded_words()
    assert {"answer": words["answer"], "redact": words["redact"]} == {"answer": "request, response", "redact": "mask"}
    assert not {"tag", "hide", ""} & words.keys()
    assert {word for word, _ in ALLOWED} <= words.keys()


@functools.cache
def texts() -> list[tuple[Path, list[tuple[int, str]]]]:
    """List the lines of code, overlay and guides; of tests only those of `prose`, because other lines may quote."""
    guides = [
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / name for name in ("README.md", "SECURITY.md", "CONTRIBUTING.md")),
    ]
    whole = [
        *MODULES,
        *(ROOT / "codegen" / "templates").iterdir(),
        *(ROOT / "overrides" / "overlay").iterdir(),
        *(ROOT / "examples").rglob("*.py"),
        *(guide for guide in guides if guide.name not in GENERATED_PAGES and "reference" not in guide.parts),
    ]
    tests = [file for file in (ROOT / "tests").rglob("*.py") if file != Path(__file__)]
    lines = [(file, list(enumerate(without_glossary(file.read_text("utf-8")).splitlines(), 1))) for file in whole]
    return lines + [(file, prose(file)) for file in tests]


def without_glossary(text: str) -> str:
    before, heading, rest = text.partition("## Glossary")
    return before + (rest.partition("\n## ")[2] if heading else "")


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
    files = [*MODULES, *(ROOT / "tests").rglob("*.py")]
    long = {str(file.relative_to(ROOT)) for file in files if len(file.read_text("utf-8").splitlines()) > LONGEST_MODULE}
    assert long - TABLES.keys() == set()
    assert TABLES.keys() - long == set(), "needless in TABLES"


def test_no_message_quotes_a_refused_value_as_it_is() -> None:
    files = [file for folder in ("codegen/support", "overrides/aiodockerhub") for file in (ROOT / folder).rglob("*.py")]
    quoted = [
        f"{file.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node.value)}"
        for file in files
        for message in messages_of_refusals(ast.parse(file.read_text("utf-8")))
        for node in ast.walk(message)
        if isinstance(node, ast.FormattedValue) and (node.conversion != -1 or is_quoting(node.value))
    ]
    assert quoted == [], "a refused value may be a secret: write it by `shortened`, or a name by `shown_name`"


def messages_of_refusals(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield the messages of the errors of arguments, of the client and of the command line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in REFUSALS:
            yield from node.args[:1]


def is_quoting(value: ast.expr) -> bool:
    """Tell whether an expression writes a value by `repr` or `str`; messages of other errors of ours are masked."""
    text = re.sub(r"\b(?:shortened|shown_name|shown)\(str\(|\bstr\(error\)", "", ast.unparse(value))
    return re.search(r"\b(?:repr|str)(?=\(|, )", text) is not None


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
    """List names, comments and docstrings with their lines; not other strings, which may quote the service."""
    texts, fresh = list[tuple[int, str]](), True
    for token in tokenize.generate_tokens(io.StringIO(file.read_text("utf-8")).readline):
        if token.type in {tokenize.NAME, tokenize.COMMENT} or (token.type == tokenize.STRING and fresh):
            texts.append((token.start[0], token.string))
        if token.type not in {tokenize.COMMENT, tokenize.NL}:
            fresh = token.type in {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    return texts
