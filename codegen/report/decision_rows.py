"""Finds the rows of `decisions.toml` on what an edit touches."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from codegen.document import nodes
from codegen.document.overlay import Action
from codegen.report import wording, wording_of_remains
from codegen.report.overlay_edits import Edit

_STATED_OTHERWISE = frozenset(
    {
        *wording.SAYING_OTHERWISE,
        *(
            wording.DROP_DONE,
            wording.KEEP_WORDS,
            wording.KEEP_MARKS,
            wording.DROP_NEEDLESS,
            wording.DONE_IN_PART,
            wording_of_remains.SCOPE_GONE,
        ),
    }
)
"""Edits after which the document, or the overlay, no longer states all that it stated before."""
_ROW = re.compile(r'number = "(\w+)"')
_SPEC = "spec = "
_STEP = re.compile(r"\['([^']*)'\]|'([^']*)'|\.(\w+)")
_FILTER = re.compile(r"\[\?[^\]]*\]")
_STRUCTURE = frozenset(
    {"paths", "components", "schemas", "parameters", "responses", "requestBodies", "properties", "items", "content"}
    | {"schema", "required", "type", "format", "nullable", "description", "enum", "allOf", "oneOf", "anyOf"}
)
"""Keys of OpenAPI, which name nothing of the API."""
_METHOD = re.compile(r"\b(?:GET|HEAD|POST|PUT|PATCH|DELETE)\b")
_QUOTED = re.compile(r"`([^`]*)`")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def find(edit: Edit, lines: Sequence[str]) -> list[int]:
    """Find the rows of `decisions.toml` that an edit may make wrong.

    Such a row is about the discrepancy of the edited action, and names what the edit touches in one of these ways:

    - In backquotes, it has a field whose name has several words.
    - In backquotes, it has a field whose name is a single word, and it also has a word of the schema or path.
    - It has no such name in backquotes, but all words of the schema or of the last part of the path.

    A row that names HTTP methods is left out if the edit touches only other methods.

    Args:
        edit: The edit. After an edit that only follows a new name or location, no row is wrong.
        lines: The lines of `decisions.toml`.

    Returns:
        For each row, the number of the line, from 1, that says what the document states.
    """
    if not any(edit.reason.startswith(reason) for reason in _STATED_OTHERWISE):
        return []
    touched = _touched(edit)
    return [
        number
        for discrepancy, number, text in _rows(lines)
        if discrepancy == edit.action.discrepancy and _is_about(text, touched)
    ]


def _rows(lines: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Yield the discrepancy, the line and the text of each row."""
    starts = [index for index, line in enumerate(lines) if _ROW.match(line)]
    for start, end in pairwise([*starts, len(lines)]):
        row = lines[start:end]
        spec = next((index for index, line in enumerate(row) if line.startswith(_SPEC)), 0)
        match = _ROW.match(row[0])
        yield match[1] if match else "", start + spec + 1, "\n".join(row[spec:])


def _touched(edit: Edit) -> list[str]:
    """List the names in an action that the edit does not keep.

    The names are those of the target and of the fields that the action writes. The path or component around a field is
    listed, too, even if the edit keeps it. If the edit keeps all names, all are listed.
    """
    names = dict.fromkeys(_names(edit.action))
    kept = {name for action in edit.becomes for name in _names(action)}
    changed = [name for name in names if name not in kept]
    # Where parts of an action are edited, only fields differ: their owner and the method are those of the whole.
    owners = [name for name in names if name in kept and ("/" in name or _is_owner(edit.action, name))]
    return [*changed, *owners] if changed else list(names)


def _names(action: Action) -> Iterator[str]:
    for step in _STEP.finditer(_FILTER.sub("", action.target)):
        name = str(step[1] or step[2] or step[3] or "")
        if name and name not in _STRUCTURE:
            yield name
    update = action.update if isinstance(action.update, dict) else {}
    properties = update.get("properties")
    yield from properties if isinstance(properties, dict) else (key for key in update if key not in _STRUCTURE)


def _is_owner(action: Action, name: str) -> bool:
    """Return whether a name is that of a component in the target of an action."""
    return re.match(rf"\$\.components\.\w+(?:\.|\[')?{re.escape(name)}\b", action.target) is not None


def _is_about(text: str, touched: Sequence[str]) -> bool:
    """Return whether a row is about one of the touched names."""
    methods = {name.upper() for name in touched if name in nodes.METHODS}
    named_methods = set(_METHOD.findall(text))
    if methods and named_methods and methods.isdisjoint(named_methods):
        return False
    names = [_last_word(name) if "/" in name else name for name in touched]
    names = [name for name in names if name not in nodes.METHODS]
    names = [name for name in names if not name.startswith(("{", "x-")) and not name.isdigit()]
    quoted = {word for quote in _QUOTED.findall(text) for word in re.findall(r"\w+", quote)}
    owners = [name for name in names if name not in quoted]
    if any("_" in name.strip("_") for name in names if name in quoted):
        return True
    if any(name in quoted for name in names):
        return any(_has_stem(text, word) for name in owners for word in _WORD.findall(name))
    return any(words and all(_has_stem(text, word) for word in words) for words in map(_WORD.findall, owners))


def _last_word(path: str) -> str:
    """Return the last part of a path that is no variable."""
    return next((part for part in reversed(path.split("/")) if part and not part.startswith("{")), "")


def _has_stem(text: str, word: str) -> bool:
    stem = re.sub(r"(?:ies|y|s)$", "", word.lower())
    return re.search(rf"\b{stem}(?:ies|y|s)?\b", text, re.IGNORECASE) is not None
