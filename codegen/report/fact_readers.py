"""Finds lines about an operation where its facts are read."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from codegen.report import folders, function_scopes, wording
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts

_KEYS = {words: key for key, words in wording.FACTS.items()}


def places(change: Change, name: str, texts: Mapping[str, Sequence[str]], facts: ClientFacts) -> list[str]:
    """Find the lines of tests that name an operation beside a fact of it.

    Args:
        change: A change of a fact of `Operation`, such as `legacy_route`.
        name: Call of the operation in the present client.
        texts: Lines of the hand-written files, by path.
        facts: What belongs to a name in the present client, such as the path of a call.

    Returns:
        Files and lines of functions that read the fact, such as `operation.legacy_route`. The lines have a text that is
            a step of the path of the operation, or its name. Empty for other changes.
    """
    key = _KEYS.get(change.what, change.what)
    if not key.isidentifier() or name not in facts.endpoints:
        return []
    identifier = name.removeprefix("hub.").removesuffix("()")
    last = [step for step in facts.endpoints[name].split("/") if step and "{" not in step][-1:]
    words = frozenset({identifier, identifier.replace(".", "_"), *last})
    return [
        f"{file}:{number}"
        for file, lines in texts.items()
        if file.startswith(folders.TESTS) and file.endswith(".py")
        for code in ["\n".join(lines)]
        if f".{key}" in code
        for number in sorted(set(_naming(code, key, words)))
    ]


def _naming(code: str, key: str, words: frozenset[str]) -> Iterator[int]:
    """Yield the lines of texts in functions that read an attribute."""
    for function in function_scopes.functions(code):
        nodes = [*ast.walk(function)]
        if any(isinstance(node, ast.Attribute) and node.attr == key for node in nodes):
            yield from (node.lineno for node in nodes if isinstance(node, ast.Constant) and node.value in words)
