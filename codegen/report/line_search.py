"""Decides which lines of a file use a changed method, argument or model."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from codegen.plan import identifiers
from codegen.report import (
    changed_docstrings,
    folders,
    function_scopes,
    incomplete_json,
    raw_requests,
    source_patterns,
    unaffected_calls,
    wording,
)
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts
from codegen.report.declared_errors import OF_ANY_CALL

_GONE = frozenset(
    {
        wording.OPERATION_REMOVED,
        wording.METHOD_RENAMED,
        wording.RESOURCE_REMOVED,
        wording.MODEL_REMOVED,
        wording.MODEL_RENAMED,
        wording.FIELD_REMOVED,
        wording.FIELD_RENAMED,
        wording.ARGUMENT_REMOVED,
        wording.ARGUMENT_RENAMED,
        wording.RESULT,
    }
)
_FIELD_GONE = frozenset({wording.FIELD_REMOVED, wording.FIELD_RENAMED})
_HANDLES = r"handles\("
_OPERATION_GONE = frozenset({wording.OPERATION_REMOVED, wording.METHOD_RENAMED})
_CHECKED = frozenset(
    {wording.ARGUMENT_ADDED, wording.REQUIRED, wording.VALUES, wording.LIMITS, wording.TYPE, wording.SENT_AS}
)
"""Changes of an argument that FakeHub must check in the same way as the service."""
_ATTRIBUTE = re.compile(r"^\s+self\.(\w+)\b[^=\n]*=[^=]|^ {4}(\w+): ", re.MULTILINE)
"""The definition of an attribute, in `__init__` or as a field of a class."""
_MAX_CALL_LINES = 8
"""Maximum number of lines of a call after its first."""
_ITEMS = re.compile(r"(?:list|Pager)\[(\w+)\]")
"""The type of all items of a page, or of a walk."""
_METHOD = re.compile(r"hub\.(\w+)(?:\.(\w+)\()?")


@attrs.frozen
class LineSearch:
    """A search for the lines that are affected by a change of a single name.

    Attributes:
        change: A change for callers.
        name: Name of the changed thing, as in the report.
        patterns: Patterns of the lines.
        facts: What belongs to a name in the present client, such as the path of a call.
        own: Attributes of classes in the code of the client, from `own_attributes`; none by default.
    """

    change: Change
    name: str
    patterns: Sequence[re.Pattern[str]]
    facts: ClientFacts
    own: frozenset[str] = frozenset()

    def _may_be_in(self, file: str, lines: Sequence[str], sent: Sequence[raw_requests.RawRequest]) -> bool:
        """Return whether a file may have lines that are affected by the change."""
        is_wider = self.change.what == wording.TYPE and _is_widened(self.change)
        if unaffected_calls.are_all_in(file, self.change, lines) or (
            is_wider and file.startswith(("tests/", folders.FAKE_HUB))
        ):
            return False  # bodies and comparisons stay right if a type is only wider
        if file.startswith(folders.OVERLAY):  # the report lists edits of the overlay separately
            return False
        if self._concerns_handlers_only and self.change.what != wording.SENT_AS:
            return file.startswith((folders.HANDLERS, folders.FAKE_TESTS))
        if self.change.what == wording.DEPRECATED and file.startswith(
            folders.HANDLERS
        ):  # which goes on to send what it sent
            return False
        model, _, field = self.name.partition(".")
        is_common = field in self.facts.shared or self.change.what == wording.KEY
        is_common = is_common or (field in self.own and _is_code_of_client(file))
        if not model[0].isupper() or not is_common or file.startswith(folders.BODIES):
            return True
        calls = self.facts.models.get(model, ())
        about = [rf"\b{model}\b", *(source_patterns.of_call(call) for call in calls)]
        if file.startswith(folders.HANDLERS):
            about += [source_patterns.of_handler(call) for call in calls]
        text = "\n".join(lines)
        return (
            any(re.search(pattern, text) for pattern in about)
            or any(
                request.is_for(self.facts.endpoints[call])
                for call in calls
                if call in self.facts.endpoints
                for request in sent
            )
            or incomplete_json.builds(file, text, model, field, self.facts)
        )

    def lines(self, file: str, lines: Sequence[str], sent: Iterable[raw_requests.RawRequest]) -> Iterator[int]:
        """Yield the numbers of the lines that are affected by the change.

        Args:
            file: Path of the file.
            lines: Lines of the file.
            sent: Requests that the file sends by method and path.

        Yields:
            The numbers, from 1.
        """
        sent = list(sent)
        if not self._may_be_in(file, lines, sent):
            yield from self._examples(file, lines)
            return
        endpoint = self.facts.endpoints.get(f"{self.name.partition('(')[0]}()")
        if self._concerns_handlers_only and (self._argument is None or not file.startswith(folders.FAKE_TESTS)):
            endpoint = None
        endpoint = None if self.change.what == wording.DESCRIPTION else endpoint
        by_path = {request.line for request in sent if endpoint and request.is_for(endpoint)}
        is_handler = file.startswith(folders.HANDLERS) and self.change.what != wording.ARGUMENT_RENAMED
        argument = None if is_handler else self._argument
        if self.change.what in unaffected_calls.OF_A_CALL and not unaffected_calls.may_check_requests(file, lines):
            by_path = set[int]()
        exact = self._exact_in_handlers(lines) if file.startswith(folders.HANDLERS) else []
        if exact:
            yield from exact
            return
        for number, line in enumerate(lines, 1):
            if number in by_path or any(pattern.search(line) for pattern in self.patterns):
                call = source_patterns.with_unpacked(lines, number, _MAX_CALL_LINES)
                is_right = unaffected_calls.is_right(self.change, self.name, file, lines, line=line, call=call) or (
                    number in by_path
                    and unaffected_calls.is_right_request(self.change, self._parameter, lines, number, call)
                )
                if (argument is None or argument.search(call)) and not is_right:
                    yield number

    def _exact_in_handlers(self, lines: Sequence[str]) -> list[int]:
        """List the lines of handlers that name a field which is gone.

        If there are any, the handlers of the other operations that have the field need no change.
        """
        if self.change.what not in _FIELD_GONE:
            return []
        patterns = [pattern for pattern in self.patterns if not pattern.pattern.startswith(_HANDLES)]
        return [number for number, line in enumerate(lines, 1) if any(each.search(line) for each in patterns)]

    def _examples(self, file: str, lines: Sequence[str]) -> Iterator[int]:
        """Yield lines of guides that read the field from a variable.

        The variable is called like the model: `token.created_by` may be a field of `OrgAccessToken`.
        """
        model, _, field = self.name.partition(".")
        if not file.endswith(".md") or self.change.what not in _GONE or not (model[0].isupper() and field):
            return
        variable = identifiers.snake_case(model).rpartition("_")[2]
        example = re.compile(rf"\b{variable}\.(?:{field}\b|has\([\"']{field}[\"']\))")
        yield from (number for number, line in enumerate(lines, 1) if example.search(line))

    @property
    def _parameter(self) -> str:
        """The name that requests have for the argument, if it is a parameter."""
        call, _, argument = self.name.partition("(")
        argument = argument.rstrip("=)")
        return self.facts.parameters.get(f"{call}()", {}).get(argument, argument)

    @property
    def _concerns_handlers_only(self) -> bool:
        return self.change.what in _CHECKED and self.change.level is not Level.BREAKING

    @property
    def _argument(self) -> re.Pattern[str] | None:
        """The pattern of the argument that affected calls have.

        `None` if all calls of the operation are affected.
        """
        if self.change.what == wording.ARGUMENT_RENAMED and not self.name.endswith("=)"):  # usually given by place
            return re.compile(rf"\b{self.name.partition('(')[2].removesuffix(')')}=")
        if not self.name.endswith("=)") or self.change.what in unaffected_calls.OF_A_CALL:
            return None
        return re.compile(source_patterns.of_argument(self.name.partition("(")[2].removesuffix("=)")))


def without_handlers(change: Change, places: tuple[str, ...], texts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Leave out handlers of FakeHub if other lines say what to edit.

    These are the lines of its bodies with a field that is gone, and the lines with removed values in the function of a
    handler, or in the constants that the function uses.

    Args:
        change: A change for callers.
        places: Files and lines that are affected by the change.
        texts: Lines of the hand-written files, by path.
    """
    if change.what == wording.VALUES and not wording.removed_and_added(change.before, change.after)[1]:
        return tuple(place for place in places if not _is_explained_handler(place, places, texts))
    if change.what not in _FIELD_GONE or not any(place.startswith(folders.BODIES) for place in places):
        return places

    return tuple(place for place in places if not _is_handler(place, texts))


def _is_handler(place: str, texts: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a line is the decorator of a handler of FakeHub."""
    file, _, number = place.rpartition(":")
    return file.startswith(folders.HANDLERS) and re.search(_HANDLES, texts[file][int(number) - 1]) is not None


def _is_explained_handler(place: str, places: Iterable[str], texts: Mapping[str, Sequence[str]]) -> bool:
    """Return whether other lines are those to edit in a handler."""
    if not _is_handler(place, texts):
        return False
    file, _, number = place.rpartition(":")
    own = function_scopes.lines_of("\n".join(texts[file]), lambda line: line == int(number))
    return any(f"{file}:{line}" in places for line in own - {int(number)})


def is_of_result(change: Change, changes: Iterable[Change]) -> bool:
    """Return whether the result of an operation changes with a page's items.

    The lines for the result of the operation are those for the items of its page.

    Args:
        change: A change for callers.
        changes: All changes for callers.
    """
    items = [_ITEMS.fullmatch(state) for state in (change.before, change.after)]
    return change.what == wording.TYPE and any(
        other.what == wording.RESULT
        and all(
            item and item[1] == _ITEMS.sub(r"\1", state)
            for item, state in zip(items, (other.before, other.after), strict=True)
        )
        for other in changes
    )


def own_attributes(texts: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """List the attributes that the code of the client gives its own classes.

    Args:
        texts: Lines of the hand-written files, by path.
    """
    code = "\n".join(line for file, lines in texts.items() if _is_code_of_client(file) for line in lines)
    return frozenset(name for names in _ATTRIBUTE.findall(code) for name in names if name)


def _is_code_of_client(file: str) -> bool:
    return file.startswith(folders.CODE) and not file.startswith(folders.FAKE_HUB) and file.endswith(".py")


def patterns_of(change: Change, name: str, facts: ClientFacts) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of the lines that are affected by a change.

    Args:
        change: A change for callers.
        name: Name of the changed thing, as in the report.
        facts: What belongs to a name in the present client, such as the path of a call.

    Yields:
        The patterns; none if the change affects no hand-written lines, or if `value_search` finds them.
    """
    yield from _patterns_of_names_in_requests(change, name, facts)
    method = _METHOD.match(name)
    if change.what == wording.LIMITS:
        return  # `value_search` searches for the limit
    if change.what in _CHECKED and change.level is not Level.BREAKING:
        if method and "(" in name:
            yield re.compile(rf"handles\(.*[\"']{method[1]}\.{method[2]}[\"']")
    elif method and name.endswith("()") and change.what == wording.DEPRECATED and change.after.startswith("yes"):
        yield re.compile(source_patterns.of_call(f"hub.{method[1]}.{method[2]}()"))
    elif change.what == wording.ENDPOINT:
        yield from _patterns_of_former_path(*(state.partition(" ")[2] for state in (change.before, change.after)))
    elif method and (change.what in _GONE | _CHECKED or unaffected_calls.is_refused(change)):
        call = f"hub.{method[1]}.{method[2]}()"
        yield re.compile(source_patterns.of_call(call) if method[2] else rf"\bhub\.{method[1]}\b")
        if change.what in _OPERATION_GONE and call in facts.distinct:
            yield re.compile(rf"\b{method[2].replace('_', '[_-]')}\b")
    elif change.what in _GONE and name[0].isupper():
        model, _, field = name.partition(".")
        yield re.compile(rf"(?:\.|[\"'`]){field}\b" if field else rf"\b{model}\b")
        for call in facts.models.get(model, ()) if field else ():
            yield re.compile(rf"handles\(.*[\"']{call.removeprefix('hub.').removesuffix('()')}[\"']")
    elif change.what == wording.TYPE and change.level is Level.BREAKING and "." in name:
        yield _pattern_of_type(change, name.partition(".")[2])


def _patterns_of_names_in_requests(change: Change, name: str, facts: ClientFacts) -> Iterator[re.Pattern[str]]:
    """Yield patterns of names and limits in requests and responses."""
    if change.what == wording.SENT_AS and (json_name := change.before.partition(" ")[0]) not in name:
        yield re.compile(rf"\b{re.escape(json_name)}\b", re.IGNORECASE)
    elif change.what in {wording.BODY_LIMITS, wording.SUCCESSES, wording.READ_FORMS} or (
        change.what == wording.ERRORS and _declares_refusals(change)
    ):
        yield re.compile(source_patterns.of_handler(name))
    elif change.what == wording.DESCRIPTION and "(" in name and changed_docstrings.states_conditions(change):
        call, _, argument = name.partition("(")
        if argument.rstrip("=)") not in facts.pages.get(f"{call}()", ()):  # FakeHub takes those from the document
            yield re.compile(source_patterns.of_handler(f"{call}()"))  # FakeHub has the same conditions
    elif change.what in _FIELD_GONE and (field := name.partition(".")[2]) not in facts.shared:
        yield re.compile(rf"^\s+{field}: |\b{field}=")  # where a class of FakeHub has the field, and a call gives it
    elif change.what == wording.KEY:
        yield re.compile(rf"[\"'`]{re.escape(change.before)}[\"'`]")


def _patterns_of_former_path(before: str, after: str) -> Iterator[re.Pattern[str]]:
    """Yield the pattern of a former path, unless only variables change."""
    old, new = map(source_patterns.of_path, (before, after))
    if old != new:
        yield old
    elif before.endswith("/") != after.endswith("/"):
        yield source_patterns.of_path(before, exact=True)


def _declares_refusals(change: Change) -> bool:
    """Return whether an operation newly declares a refusal of given data.

    FakeHub sends the statuses of credentials, missing things, limits and failures without code in a handler.
    """
    declared = wording.removed_and_added(change.before, change.after)[1].split(", ")
    return any(status.startswith("4") and status not in OF_ANY_CALL for status in declared)


def _pattern_of_type(change: Change, field: str) -> re.Pattern[str]:
    """Return the pattern of lines that a field's new type affects.

    If the type is only wider, these lines read the field; otherwise, they have it in a body, or read it from there.
    """
    return re.compile(rf"\.{field}\b(?!\()" if _is_widened(change) else rf"[\"']{field}[\"'][:\]]")


def _is_widened(change: Change) -> bool:
    """Return whether a type has its former members, and further ones."""
    before, after = (re.findall(r"\w+|[\[\],]", state) for state in (change.before, change.after))
    rest = iter(after)
    return before[:1] == after[:1] and all(part in rest for part in before)
