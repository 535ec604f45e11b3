"""Finds new lists whose items have no field that identifies them."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from codegen.report import wording
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts

_FILE = "overrides/aiodockerhub/pagination/item_key.py"
_FIELDS = "_KEY_FIELDS"
_PAGER = re.compile(r"Pager\[(\w+)\]")
_FIELD = re.compile(r"(?:^|, )(\w+): ")


@attrs.frozen
class Unidentified:
    """A list whose items `item_key` cannot tell apart by a field.

    Attributes:
        name: The call of the list, with the model of its items and their fields.
        place: File and line of the fields that identify items.
    """

    name: str
    place: str


def find(changes: Sequence[Change], texts: Mapping[str, Sequence[str]], facts: ClientFacts) -> list[Unidentified]:
    """Find new lists in pages whose items nothing identifies.

    Args:
        changes: The changes for callers.
        texts: Lines of the hand-written files, by path.
        facts: What belongs to a name in the present client, such as the path of a call.

    Returns:
        The lists; none if the file that states the fields is missing.
    """
    line, groups = _key_fields("\n".join(texts.get(_FILE, ())))
    fields = {name: frozenset(keys) for name, keys in facts.keys.items()}
    for change in changes:
        if change.what == wording.MODEL_ADDED:
            fields.update((name, frozenset(_FIELD.findall(change.after))) for name in change.names)
    return [
        Unidentified(f"{call} of {model} ({', '.join(sorted(fields[model]))})", f"{_FILE}:{line}")
        for call, model in _lists(changes)
        if groups and fields.get(model) and not any(group <= fields[model] for group in groups)
    ]


def _lists(changes: Sequence[Change]) -> Iterator[tuple[str, str]]:
    """Yield call and item of each operation that returns a pager now."""
    for change in changes:
        items = _PAGER.search(change.after)
        if items and change.what in {wording.OPERATION_ADDED, wording.RESULT} and not _PAGER.search(change.before):
            yield from ((name, items[1]) for name in change.names)


def _key_fields(code: str) -> tuple[int, list[frozenset[str]]]:
    """Read the line and the groups of the fields that identify items."""
    for node in ast.parse(code).body:
        if isinstance(node, ast.Assign) and any(
            isinstance(each, ast.Name) and each.id == _FIELDS for each in node.targets
        ):
            return node.lineno, [frozenset(group) for group in ast.literal_eval(node.value)]
    return 0, []
