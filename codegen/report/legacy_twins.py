"""Finds new operations that may be another route of a present one."""

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from codegen.report import folders, wording, wording_of_remains
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts

_MARK = "x-legacy-route"
_VARIABLE = re.compile(r"\{[^{}]*\}")
_KINDS = {"GET": "reads", "HEAD": "reads", "DELETE": "deletes"}


@attrs.frozen
class Twin:
    """A legacy or undocumented operation and a new one that may do the same.

    Attributes:
        name: The call of the present operation, with that of the new operation.
        what: What to decide about the two, in the words of `wording_of_remains`.
        places: Of a legacy operation, the lines that say that the path of the other route is unknown: the mark
            `x-legacy-route` in the overlay, and rows of `decisions.toml` with the mark. Of another operation that only
            the overlay documents, the line of its operationId there.
    """

    name: str
    what: str
    places: tuple[str, ...]


def find(changes: Sequence[Change], texts: Mapping[str, Sequence[str]], facts: ClientFacts) -> list[Twin]:
    """Find the operations for which Docker documents another route now.

    They are legacy operations, and operations that only the overlay documents. Both operations of a pair read, delete
    or write; their paths have as many variables, and end with the same steps after the last variable.

    Args:
        changes: The changes for callers.
        texts: Lines of the hand-written files, by path.
        facts: What belongs to a name in the present client, such as the path of a call.
    """
    added = [
        (name, change.location) for change in changes if change.what == wording.OPERATION_ADDED for name in change.names
    ]
    return [
        Twin(
            f"{call} ({facts.endpoints[call]}) and {name} ({endpoint})",
            wording_of_remains.LEGACY_TWIN if call in facts.legacy else wording_of_remains.UNDOCUMENTED_TWIN,
            tuple(_places(call, texts, is_legacy=call in facts.legacy)),
        )
        for call in sorted(facts.legacy | facts.undocumented)
        for name, endpoint in added
        if _purpose(endpoint) == _purpose(facts.endpoints[call])
    ]


def _purpose(endpoint: str) -> tuple[str, int, str]:
    """Return kind, number of variables, and last steps of an endpoint."""
    method, _, path = endpoint.partition(" ")
    last = _VARIABLE.split(path)[-1].strip("/")
    return _KINDS.get(method, "writes"), len(_VARIABLE.findall(path)), last or path


def _places(call: str, texts: Mapping[str, Sequence[str]], *, is_legacy: bool) -> Iterator[str]:
    """Yield the mark of a legacy operation in the overlay, and texts on it.

    Of another operation, yield its operationId.
    """
    operation_id = call.removeprefix("hub.").removesuffix("()").replace(".", "_")
    for file, lines in texts.items():
        if not file.startswith(folders.OVERLAY):
            continue
        starts = [number for number, line in enumerate(lines) if line.strip() == f"operationId: {operation_id}"]
        if not is_legacy:
            yield from (f"{file}:{start + 1}" for start in starts)
            continue
        for start in starts:
            own = (number for number in range(start, len(lines)) if lines[number].strip() == f"{_MARK}: true")
            yield from (f"{file}:{number + 1}" for number in list(own)[:1])
        if file.endswith(".toml"):
            yield from (f"{file}:{number}" for number, line in enumerate(lines, 1) if f"`{_MARK}`" in line)
