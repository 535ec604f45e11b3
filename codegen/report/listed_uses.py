"""Writes the section of the report on hand-written lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from codegen.report import wording, wording_of_remains
from codegen.report.changes import Change
from codegen.report.hand_written_uses import Use


def section(uses: Sequence[Use], avoidable: Mapping[Change, str]) -> Iterator[str]:
    """Yield the section of the hand-written lines, grouped by file.

    Lines to edit come first. If changes of one thing concern the same lines, the lines are listed once.

    Args:
        uses: The lines by change.
        avoidable: What has to be done so that a change does not come, by change, in words.

    Yields:
        The lines of the section; none if there are no uses.
    """
    kept = {(name, change.what): words for change, words in avoidable.items() for name in change.names}
    if uses:
        yield from ("", f"## {wording.USES} ({len(uses)})", "", wording.USES_MEAN, "")
    to_edit = [use for use in uses if not use.is_look]
    titles: dict[int, list[str]] = {}
    for index, use in enumerate(to_edit):
        titles.setdefault(_index_of_lines(to_edit, index), []).append(_title(use, kept))
    for index, names in sorted(titles.items()):
        yield f"- {'; '.join(names)}"
        yield from (f"    {line}" for line in _lines_of_files(to_edit[index].places))
    looks: dict[str, list[Use]] = {}
    for use in uses:
        for file in dict.fromkeys(place.rpartition(":")[0] for place in use.places) if use.is_look else ():
            looks.setdefault(file, []).append(use)
    for file, of_file in looks.items():
        places = [place for use in of_file for place in use.places if place.rpartition(":")[0] == file]
        owners = ", ".join(dict.fromkeys(_owner(use) for use in of_file))
        yield from (f"- {wording_of_remains.look(line, owners)}" for line in _lines_of_files(places))


def _owner(use: Use) -> str:
    """Return the changed things, with what to decide about them."""
    return f"{use.name}: {use.what}" if wording_of_remains.REPEATED in use.what else use.name


def _title(use: Use, kept: Mapping[tuple[str, str], str]) -> str:
    """Return the changed things, and how their change can be avoided."""
    ways = {kept.get((name, use.what), "") for name in use.name.split(", ")}
    return f"{use.name}: {use.what}{f', unless {ways.pop()}' if len(ways) == 1 and '' not in ways else ''}"


def _index_of_lines(uses: Sequence[Use], index: int) -> int:
    """Return the index of the use that lists the lines of a use.

    It is a use of the same operation or model that has all these lines and the most others, or the first of equal uses.
    """
    places = set(uses[index].places)
    owner = uses[index].owner
    larger = [
        (-len(set(other.places)), number)
        for number, other in enumerate(uses)
        if other.owner == owner and places <= set(other.places)
    ]
    return min(larger)[1]


def _lines_of_files(places: Iterable[str]) -> Iterator[str]:
    """Yield each file with the numbers of its lines."""
    numbers: dict[str, set[int]] = {}
    for file, _, number in (place.rpartition(":") for place in places):
        numbers.setdefault(file, set()).add(int(number))
    yield from (f"{file}:{', '.join(map(str, sorted(lines)))}" for file, lines in numbers.items())
