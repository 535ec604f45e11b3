"""Decides which lines of a file use a changed method, argument or model."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from codegen.plan import identifiers
from codegen.report import changed_docstrings, incomplete_json, raw_requests, source_patterns, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts
from codegen.report.declared_errors import OF_ANY_CALL

_FAKE = "overrides/aiodockerhub/testing/handlers/"
_FAKE_TESTS = "tests/overrides/testing/"
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
_BODIES = "overrides/aiodockerhub/testing/bodies/"
_CODE = "overrides/aiodockerhub/"
_FAKE_HUB = "overrides/aiodockerhub/testing/"
_FAKE_IN_TEXT = re.compile(r"\bFakeHub\b|\bfake\b")
_ATTRIBUTE = re.compile(r"^\s+self\.(\w+)\b[^=\n]*=[^=]|^ {4}(\w+): ", re.MULTILINE)
"""The definition of an attribute, in `__init__` or as a field of a class."""
_OF_A_CALL = frozenset({wording.ARGUMENT_ADDED, wording.REQUIRED})
"""Changes of an argument that affect calls without the argument."""
_MAX_CALL_LINES = 8
"""Maximum number of lines of a call after its first."""
_OVERLAY = "overrides/overlay"
_METHOD = re.compile(r"hub\.(\w+)(?:\.(\w+)\()?")
_TOKENS = {
    "personal access token": re.compile(
        r"\bAccessToken\b|dckr_pat|\bpat\b|personal[ _-]access[ _-]token", re.IGNORECASE
    ),
    "organization access token": re.compile(
        r"OrganizationToken|dckr_oat|\boat\b|organi[sz]ation(?:[ _-]access)?[ _-]token|\borg_token", re.IGNORECASE
    ),
}
"""Patterns of code and text that use a kind of token."""


@attrs.frozen
class LineSearch:
    """A search for the lines that are affected by a change of a single name.

    Attributes:
        change: A change for callers.
        name: Name of the changed thing, as in the report.
        patterns: Patterns of the lines.
        facts: Facts about the present client.
        own: Attributes of classes in the code of the client, from `own_attributes`; none by default.
    """

    change: Change
    name: str
    patterns: Sequence[re.Pattern[str]]
    facts: ClientFacts
    own: frozenset[str] = frozenset()

    def _may_be_in(self, file: str, lines: Sequence[str], sent: Sequence[raw_requests.RawRequest]) -> bool:
        """Return whether a file may have lines that are affected by the change."""
        if not _mentions_lost_tokens(self.change, lines):
            return False
        if file.startswith(_OVERLAY):  # the report lists edits of the overlay separately
            return False
        if self._concerns_handlers_only and self.change.what != wording.SENT_AS:
            return file.startswith((_FAKE, _FAKE_TESTS))
        if self.change.what == wording.DEPRECATED and file.startswith(_FAKE):  # which goes on to send what it sent
            return False
        model, _, field = self.name.partition(".")
        is_common = field in self.facts.shared or self.change.what == wording.KEY
        is_common = is_common or (field in self.own and _is_code_of_client(file))
        if not model[0].isupper() or not is_common or file.startswith(_BODIES):
            return True
        calls = self.facts.models.get(model, ())
        about = [rf"\b{model}\b", *(source_patterns.of_call(call) for call in calls)]
        if file.startswith(_FAKE):
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
        if self._concerns_handlers_only and (self._argument is None or not file.startswith(_FAKE_TESTS)):
            endpoint = None
        endpoint = None if self.change.what == wording.DESCRIPTION else endpoint
        by_path = {request.line for request in sent if endpoint and request.is_for(endpoint)}
        argument = None if file.startswith(_FAKE) else self._argument
        if self.change.what in _OF_A_CALL and not _may_check_requests(file, lines):
            by_path = set[int]()
        exact = self._exact_in_handlers(lines) if file.startswith(_FAKE) else []
        if exact:
            yield from exact
            return
        for number, line in enumerate(lines, 1):
            if number in by_path or any(pattern.search(line) for pattern in self.patterns):
                call = source_patterns.with_unpacked(lines, number, _MAX_CALL_LINES)
                if (argument is None or argument.search(call)) and not self._needs_nothing(file, line, call):
                    yield number

    def _exact_in_handlers(self, lines: Sequence[str]) -> list[int]:
        """List the lines of handlers that name a field which is gone.

        If there are any, the handlers of the other operations that have the field need no change.
        """
        if self.change.what not in _FIELD_GONE:
            return []
        patterns = [pattern for pattern in self.patterns if not pattern.pattern.startswith(_HANDLES)]
        return [number for number, line in enumerate(lines, 1) if any(each.search(line) for each in patterns)]

    def _needs_nothing(self, file: str, line: str, call: str) -> bool:
        """Return whether a line of a test is right without a new argument.

        Either it passes the argument, or it only states the name of the operation, as for a fault of FakeHub.
        """
        if self.change.what not in _OF_A_CALL or not file.startswith("tests/"):
            return False
        operation, _, argument = self.name.removeprefix("hub.").partition("(")
        if self.change.what == wording.REQUIRED and argument.endswith("=)"):
            given = re.compile(source_patterns.of_argument(argument.removesuffix("=)")))
            if given.search(call):
                return True
        return source_patterns.only_names(f"hub.{operation}()", line)

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
    def _concerns_handlers_only(self) -> bool:
        return self.change.what in _CHECKED and self.change.level is not Level.BREAKING

    @property
    def _argument(self) -> re.Pattern[str] | None:
        """The pattern of the argument that affected calls have.

        `None` if all calls of the operation are affected.
        """
        if not self.name.endswith("=)") or self.change.what in _OF_A_CALL:
            return None
        renamed = self.change.what == wording.ARGUMENT_RENAMED
        argument = self.change.before if renamed else self.name.partition("(")[2].removesuffix("=)")
        return re.compile(source_patterns.of_argument(argument))


def _may_check_requests(file: str, lines: Sequence[str]) -> bool:
    """Return whether requests of a file may be sent to a FakeHub."""
    return file.startswith(_FAKE_TESTS) or any(_FAKE_IN_TEXT.search(line) for line in lines)


def own_attributes(texts: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """List the attributes that the code of the client gives its own classes.

    Args:
        texts: Lines of the hand-written files, by path.
    """
    code = "\n".join(line for file, lines in texts.items() if _is_code_of_client(file) for line in lines)
    return frozenset(name for names in _ATTRIBUTE.findall(code) for name in names if name)


def _is_code_of_client(file: str) -> bool:
    return file.startswith(_CODE) and not file.startswith(_FAKE_HUB) and file.endswith(".py")


def _is_refused(change: Change) -> bool:
    """Return whether an operation refuses a credential that it accepted."""
    return change.what == wording.CREDENTIALS and change.level is Level.BREAKING


def patterns_of(change: Change, name: str, facts: ClientFacts) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of the lines that are affected by a change.

    Args:
        change: A change for callers.
        name: Name of the changed thing, as in the report.
        facts: Facts about the present client.

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
        old, new = (source_patterns.of_path(state.partition(" ")[2]) for state in (change.before, change.after))
        if old != new:
            yield old
    elif method and (change.what in _GONE | _CHECKED or _is_refused(change)):
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
        yield re.compile(rf"[\"']{name.partition('.')[2]}[\"'][:\]]")  # in a response body, or read from it


def _patterns_of_names_in_requests(change: Change, name: str, facts: ClientFacts) -> Iterator[re.Pattern[str]]:
    """Yield patterns of names and limits in requests and responses."""
    if change.what == wording.SENT_AS and (json_name := change.before.partition(" ")[0]) not in name:
        yield re.compile(rf"\b{re.escape(json_name)}\b", re.IGNORECASE)
    elif change.what in {wording.BODY_LIMITS, wording.SUCCESSES, wording.READ_FORMS} or (
        change.what == wording.ERRORS and _declares_refusals(change)
    ):
        yield re.compile(source_patterns.of_handler(name))
    elif change.what == wording.DESCRIPTION and "(" in name and changed_docstrings.states_conditions(change):
        yield re.compile(source_patterns.of_handler(f"{name.partition('(')[0]}()"))  # FakeHub has the same conditions
    elif change.what in _FIELD_GONE and (field := name.partition(".")[2]) not in facts.shared:
        yield re.compile(rf"^\s+{field}: |\b{field}=")  # where a class of FakeHub has the field, and a call gives it
    elif change.what == wording.KEY:
        yield re.compile(rf"[\"'`]{re.escape(change.before)}[\"'`]")


def _declares_refusals(change: Change) -> bool:
    """Return whether an operation newly declares a refusal of given data.

    FakeHub sends the statuses of credentials, missing things, limits and failures without code in a handler.
    """
    declared = wording.removed_and_added(change.before, change.after)[1].split(", ")
    return any(status.startswith("4") and status not in OF_ANY_CALL for status in declared)


def _mentions_lost_tokens(change: Change, lines: Sequence[str]) -> bool:
    """Return whether a file may use the credentials that an operation refuses.

    A file that logs in only with other credentials is not affected by the loss of a kind of token. For any other
    change, return `True`.
    """
    lost = set(change.before.split(", ")) - set(change.after.split(", ")) if _is_refused(change) else set[str]()
    if not lost or not lost <= _TOKENS.keys():
        return True
    return any(_TOKENS[token].search(line) for token in lost for line in lines)
