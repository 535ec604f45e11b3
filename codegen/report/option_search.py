"""Searches a file for uses of a command that has to be called otherwise."""

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from codegen.report import commands, folders, raw_requests, source_patterns
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts

_ANY_COMMAND = re.compile(r"\baiodockerhub [a-z][\w-]* [\w.-]")
_TIME = r"[-+]?\d+[smhdw]\b|[-+]?\d{4}-\d\d"
_FORMS = {"TIME": f"(?:{_TIME})", "DATE": f"(?:{_TIME})", "INTEGER": r"\d+\b"}
"""Patterns of values with a recognizable form, by the kind of the option."""
_MAX_LINES = 8
"""Maximum number of further lines of a command, before and after the line with its name."""


@attrs.frozen
class OptionSearch:
    """A search for the lines with a command, or with an option that it loses.

    Attributes:
        change: A change of `wording.COMMAND_LINE`.
        name: The call of the operation, such as `hub.orgs.list()`.
        facts: What belongs to a name in the present client, such as the path of a call.
    """

    change: Change
    name: str
    facts: ClientFacts

    def lines(self, file: str, lines: Sequence[str], sent: Iterable[raw_requests.RawRequest]) -> Iterator[int]:
        """Yield the numbers of the lines that are affected by the change.

        If the command has another name or takes other words by place, each use of it is affected; else each use with a
        lost option, on any line of the call or command line. Any other line with a lost option is affected if it names
        no command, and if no other operation has an option of this name. If other operations have the option for values
        of another kind, the line must have a value of the kind of this option.

        Args:
            file: Path of the file.
            lines: Lines of the file.
            sent: Requests that the file sends by method and path, which are no commands.

        Yields:
            The numbers, from 1.
        """
        del sent
        if file.startswith(folders.OVERLAY):
            return
        lost = commands.lost_options(self.change)
        option = _any_of(_spelled(flag) for flag in lost)
        unique = _any_of(pattern for flag, kind in lost.items() if (pattern := self._pattern_of_unique(flag, kind)))
        command = re.compile(source_patterns.of_command(self.name))
        text = "\n".join(lines)
        uses = {text.count("\n", 0, use.start()) + 1: use.start() for use in command.finditer(text)}
        for number, line in enumerate(lines, 1):
            if number in uses:
                whole = source_patterns.whole_call(lines[number - 1 : number + _MAX_LINES])
                around = source_patterns.words_around(text, uses[number], _MAX_LINES)
                if (
                    (self._moves and not source_patterns.is_unfinished(self.name, whole))
                    or option.search(whole)
                    or option.search(around)
                ):
                    yield number
            elif unique.search(line) and not _ANY_COMMAND.search(line):
                yield number

    def _pattern_of_unique(self, flag: str, kind: str) -> str:
        """Return the pattern of an option that only this operation has.

        If other operations have an option of this name for values of another kind, the pattern includes a value of the
        kind of this option. The pattern is empty if other operations have the option for the same kind, or if values of
        the kind have no recognizable form.
        """
        others = {option for option, calls in self.facts.options.items() if calls - {self.name}}
        if not any(option.startswith(f"{flag} ") for option in others):
            return _spelled(flag)
        form = _FORMS.get(kind, "")
        return rf"{_spelled(flag)}[ =]{form}" if form and f"{flag} {kind}" not in others else ""

    @property
    def _moves(self) -> bool:
        """Whether the command takes other words by place, or has another name."""
        before, after = (
            state.partition(" [--")[0].partition(" --")[0] for state in (self.change.before, self.change.after)
        )
        return before != after


def _spelled(flag: str) -> str:
    return rf"(?<![\w-]){re.escape(flag)}(?![\w-])"


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Join patterns into one, which matches nothing if there are none."""
    return re.compile("|".join(sorted(patterns)) or r"(?!)")
