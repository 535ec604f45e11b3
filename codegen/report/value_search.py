"""Searches a file for values, limits and defaults that have changed."""

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from codegen.report import folders, function_scopes, raw_requests, source_patterns, wording
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts
from codegen.report.stated_limits import StatedLimit, is_allowed_by_one_only
from codegen.report.stated_values import StatedValues, near

CHANGES = frozenset({wording.VALUES, wording.LIMITS, wording.DEFAULT})
"""Changes of which the search finds lines."""
_LISTING = (folders.CODE, "tests/generated/", "tests/overrides/", "tests/end_to_end/")
"""Folders whose files may list all values of an enumeration."""
_MAX_CALL_LINES = 8
"""Maximum number of lines of a request or call after its first."""


@attrs.frozen(slots=False)
class ValueSearch:
    """A search for the lines that state the present value of a single name.

    The new document changes this value: the values of an enumeration, a limit or a default.

    Attributes:
        change: A change for callers of a kind in `CHANGES`.
        name: Name of the argument or field, as in the report.
        facts: What belongs to a name in the present client, such as the path of a call.
    """

    change: Change
    name: str
    facts: ClientFacts

    def lines(self, file: str, lines: Sequence[str], sent: Iterable[raw_requests.RawRequest]) -> list[int]:
        """Return the numbers of the lines that are affected by the change.

        Args:
            file: Path of the file.
            lines: Lines of the file.
            sent: Requests that the file sends by method and path.

        Returns:
            The numbers, from 1, in ascending order.
        """
        if file.startswith(folders.OVERLAY):  # the report names the actions
            return sorted(set(StatedLimit.of(self.change).unique_lines(lines)))
        sent = list(sent)
        requests = [request for request in sent if self._endpoint and request.is_for(self._endpoint)]
        others = {request.line for request in sent} - {request.line for request in requests}
        if not requests and self._is_only_sent_otherwise(lines, sent):
            return []
        values = set(self._values(file, lines)) - (others if self._endpoint else set())
        return sorted({*values, *self._numbers(file, lines, requests), *self._sent(file, lines, requests)})

    def _is_only_sent_otherwise(self, lines: Sequence[str], sent: Sequence[raw_requests.RawRequest]) -> bool:
        """Return whether a test only sends to others at the same path.

        The operations at a path differ by their methods.
        """
        method = self._endpoint.partition(" ")[0].lower()
        if not method or not any(attrs.evolve(request, method=method).is_for(self._endpoint) for request in sent):
            return False
        about = re.compile(f"{source_patterns.of_call(self._call)}|{source_patterns.of_handler(self._call)}")
        return not any(about.search(line) for line in lines)

    def _values(self, file: str, lines: Sequence[str]) -> Iterator[int]:
        """Yield the lines that state a removed value, or list all values."""
        values = StatedValues.of(self.change, self.facts.all_keys)
        if file.startswith(_LISTING):
            is_shared = self._is_shared(values)
            for number in values.lines_of_lists(lines) if not is_shared or self._is_about("\n".join(lines)) else ():
                if not is_shared or self._argument.search("\n".join(near(lines, number))):
                    yield number
        if self.change.what == wording.DEFAULT and not file.startswith(folders.FAKE_HUB):
            return  # code that passes the value of the present default does not rely on the default
        if self._is_about("\n".join(lines)) or (self._model and file.startswith(folders.BODIES)):
            yield from values.lines(lines, self._argument)

    def _is_shared(self, values: StatedValues) -> bool:
        """Return whether another argument or field has the same values."""
        owners = [set(self.facts.values.get(value, ())) for value in values.all]
        return bool(owners) and bool(set[str].intersection(*owners) - set(self.change.names))

    def _numbers(self, file: str, lines: Sequence[str], requests: Sequence[raw_requests.RawRequest]) -> Iterator[int]:
        """Yield the lines that state the limit or the default of an argument."""
        if self._model or self.change.what == wording.VALUES:
            return
        text = "\n".join(lines)
        limit = StatedLimit.of(self.change)
        is_about = not file.startswith("docs/") and self._is_about(text, by_handler=False)
        for number in limit.lines(lines, self._argument, self._calls, is_about=is_about):
            if self.change.what != wording.DEFAULT or self._may_rely(file, lines, number):
                yield number
        own = {request.line for request in requests}
        yield from self._calls_allowed_by_one_only(lines, own)
        if file.endswith(".py") and limit.numbers and (own or self._is_about(text)):

            def is_about_line(number: int) -> bool:
                is_name = file.startswith(folders.TESTS) and source_patterns.only_names(self._call, lines[number - 1])
                is_call = number in own or (self._is_about(lines[number - 1]) and not is_name)
                return is_call and (self.change.what != wording.DEFAULT or not self._gives_argument(lines, number))

            for number in function_scopes.lines_of(text, is_about_line):
                if limit.is_small_in(lines[number - 1]) and not self._argument_is_given(lines[number - 1]):
                    yield number

    def _calls_allowed_by_one_only(self, lines: Sequence[str], own: set[int]) -> Iterator[int]:
        """Yield the lines whose call only the old or only the new limits allow.

        Args:
            lines: Lines of a file.
            own: Numbers of lines with requests by path for the operation, which are calls of it too.
        """
        if self.change.what != wording.LIMITS:
            return
        given = re.compile(rf"{self._argument.pattern}[\"']?(?:\s*[=:,]\s*|\s+)[\"']?([^\s\"',()\[\]{{}}]+)")
        for number, line in enumerate(lines, 1):
            if number in own or self._calls.search(line):
                call = source_patterns.whole_call(lines[number - 1 : number + _MAX_CALL_LINES])
                if any(is_allowed_by_one_only(self.change, value) for value in given.findall(call)):
                    yield number

    def _may_rely(self, file: str, lines: Sequence[str], number: int) -> bool:
        """Return whether a line with a default's number may rely on the default.

        A line of Python passes the number as an argument, and does not rely on the default, unless the line is in the
        code of FakeHub or has the word "default".
        """
        return not file.endswith(".py") or file.startswith(folders.FAKE_HUB) or "default" in lines[number - 1].lower()

    def _gives_argument(self, lines: Sequence[str], number: int) -> bool:
        """Return whether the call or request in a line passes the argument."""
        first = number - (1 if number > 1 and lines[number - 2].endswith("(") else 0)
        return self._argument.search(source_patterns.with_unpacked(lines, first, _MAX_CALL_LINES)) is not None

    def _argument_is_given(self, line: str) -> bool:
        return self.change.what == wording.DEFAULT and self._argument.search(line) is not None

    def _sent(self, file: str, lines: Sequence[str], requests: Sequence[raw_requests.RawRequest]) -> Iterator[int]:
        """Yield the lines of requests in tests that rely on the default.

        If the argument is the size of a list's pages, only requests for a further page rely on its default.
        """
        if self.change.what != wording.DEFAULT or not self.change.before or not file.startswith(folders.FAKE_TESTS):
            return
        page, size = self.facts.pages.get(self._call, ("", ""))
        is_size = self._argument.fullmatch(size) is not None
        for request in requests:
            following = "\n".join(lines[request.line - 1 : request.line + 1])
            if not self._gives_argument(lines, request.line) and (not is_size or _is_sent(page, following)):
                yield request.line

    def _is_about(self, text: str, *, by_handler: bool = True) -> bool:
        """Return whether a text mentions the operation, the model or its calls."""
        calls = self.facts.models.get(self._model, ()) if self._model else [self._call]
        if self._model and re.search(rf"\b{self._model}\b", text):
            return True
        patterns = [source_patterns.of_call(call) for call in calls]
        patterns += [source_patterns.of_handler(call) for call in calls] if by_handler else []
        return any(re.search(pattern, text) for pattern in patterns) or bool(
            self._endpoint and source_patterns.of_path(self._endpoint.partition(" ")[2]).search(text)
        )

    @property
    def _model(self) -> str:
        """The name of the model; empty for an argument."""
        return "" if self.name.startswith("hub.") else self.name.partition(".")[0]

    @property
    def _call(self) -> str:
        return f"{self.name.partition('(')[0]}()"

    @property
    def _calls(self) -> re.Pattern[str]:
        return re.compile(source_patterns.of_call(self._call))

    @property
    def _endpoint(self) -> str:
        """The method and path of the operation; empty if unknown."""
        return "" if self._model else self.facts.endpoints.get(self._call, "")

    @property
    def _argument(self) -> re.Pattern[str]:
        """The pattern of the argument or field, also in the name of a constant."""
        name = self.name.partition("." if self._model else "(")[2].rstrip("=)")
        return re.compile(source_patterns.of_argument(name, r"(?:_|\b)"), re.IGNORECASE)


def _is_sent(name: str, code: str) -> bool:
    """Return whether a request sends a parameter of the query."""
    return re.search(rf"(?<![\w-]){name}(?:=(?!=)|[\"']\s*:)", code) is not None
