"""Finds lines of hand-written code and text that a change concerns."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from codegen.document.overlay import Overlay
from codegen.report import (
    annotations,
    model_pairs,
    raw_requests,
    source_patterns,
    stated_limits,
    wording,
    wording_of_remains,
)
from codegen.report.changes import Change, Level
from codegen.report.client import Client
from codegen.report.overlay_edits import Edit

_FOLDERS = ("overrides/aiodockerhub", "overrides/overlay", "examples", "docs", "benchmarks", "tests", "README.md")
# Generated pages, and tests of documents other than the vendored one.
_SKIPPED = (
    *("tests/codegen/document/", "tests/codegen/plan/", "tests/codegen/report/", "tests/codegen/mutations.py"),
    *("tests/codegen/test_update", "tests/codegen/updates.py"),
    *("docs/discrepancies.md", "docs/build/"),
)
_SUFFIXES = frozenset({".py", ".md", ".toml", ".sh", ".yaml"})
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
_OPERATION_GONE = frozenset({wording.OPERATION_REMOVED, wording.METHOD_RENAMED})
_CHECKED = frozenset(
    {wording.ARGUMENT_ADDED, wording.REQUIRED, wording.VALUES, wording.LIMITS, wording.TYPE, wording.SENT_AS}
)
"""Changes of an argument that FakeHub must check in the same way as the service."""
_STATING = ("overrides/aiodockerhub/testing/", "tests/generated/", "tests/overrides/", "tests/end_to_end/")
"""Folders whose files may list all values of an enumeration."""
_BODIES = "overrides/aiodockerhub/testing/bodies/"
_OF_A_CALL = frozenset({wording.ARGUMENT_ADDED, wording.REQUIRED})
"""Changes of an argument that concern calls without the argument."""
_MAX_CALL_LINES = 8
"""Maximum number of a call's lines after the first."""
_SAYING_OTHERWISE = (*wording.SAYING_OTHERWISE, wording_of_remains.SCOPE_GONE)
_OVERLAY = "overrides/overlay"
_OVERLAY_TESTS = "tests/overrides/overlay/"
_DISCREPANCY = re.compile(r"\b[DS]\d+\b")
_METHOD = re.compile(r"hub\.(\w+)(?:\.(\w+)\()?")


@attrs.frozen(kw_only=True)
class Use:
    """Lines that a change concerns.

    Attributes:
        name: Names of the changed things, as in the report, separated by commas.
        what: The aspect that changed.
        places: Files and lines, such as `docs/guide.md:12`.
    """

    name: str
    what: str
    places: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ClientFacts:
    """Facts about the present client that the search needs.

    Attributes:
        endpoints: HTTP method and path, by call such as `hub.orgs.list()`.
        models: The calls whose arguments or results contain a model, by the model's name.
        shared: Names of fields that several models have.
        distinct: Calls of methods whose name has several words and occurs in one resource only.
    """

    endpoints: Mapping[str, str] = attrs.field(factory=dict[str, str])
    models: Mapping[str, Sequence[str]] = attrs.field(factory=dict[str, Sequence[str]])
    shared: frozenset[str] = frozenset()
    distinct: frozenset[str] = frozenset()


def client_facts(client: Client) -> ClientFacts:
    """Collect the facts about the present client that the search needs.

    Args:
        client: The client.
    """
    models: dict[str, list[str]] = {}
    for method in client.methods.values():
        types = [model_pairs.received_type(method), *(argument.annotation for argument in method.arguments)]
        for model in model_pairs.reachable_models(client, {name for each in types for name in annotations.names(each)}):
            models.setdefault(model, []).append(method.call)
    names = Counter(method.name for method in client.methods.values())
    owners = Counter(name for model in client.models.values() for name in model.fields)
    return ClientFacts(
        endpoints={method.call: method.endpoint for method in client.methods.values()},
        models=models,
        shared=frozenset(name for name, count in owners.items() if count > 1),
        distinct=frozenset(
            method.call for method in client.methods.values() if "_" in method.name and names[method.name] == 1
        ),
    )


def find(changes: Sequence[Change], root: Path, facts: ClientFacts = ClientFacts()) -> list[Use]:  # noqa: B008 - the default is frozen
    """Search code, tests, examples and guides for lines that changes concern.

    Args:
        changes: The changes for callers.
        root: Folder of the project.
        facts: Facts about the present client.

    Returns:
        The lines by change: mentions of removed or renamed things, handlers of FakeHub for operations whose arguments
            changed, and tests that send requests to such operations by method and path.
    """
    wanted = [
        (change, name, patterns)
        for change in changes
        for name in change.names
        if (patterns := list(_patterns(change, name, facts)))
    ]
    texts = {file: text.splitlines() for file, text in _texts(root)} if wanted else {}
    sent = _requests_in_tests(texts) if wanted and facts.endpoints else {}
    uses: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for change, name, patterns in wanted:
        search = _Search(change, name, patterns, facts)
        places = tuple(
            f"{file}:{number}"
            for file, lines in texts.items()
            if search.may_be_in(file, lines)
            for number in search.lines(file, lines, sent.get(file, ()))
        )
        if places:
            uses.setdefault((change.what, places), []).append(name)
    return [Use(name=", ".join(names), what=what, places=places) for (what, places), names in uses.items()]


@attrs.frozen
class _Search:
    """A search for the lines that a change of a single name concerns.

    Attributes:
        change: The change.
        name: Name of the changed thing, as in the report.
        patterns: Patterns of the lines.
        facts: Facts about the present client.
    """

    change: Change
    name: str
    patterns: Sequence[re.Pattern[str]]
    facts: ClientFacts

    def may_be_in(self, file: str, lines: Sequence[str]) -> bool:
        """Tell whether a file may have lines that the change concerns."""
        if self.change.what == wording.LIMITS:
            return True
        if file.startswith(_OVERLAY):  # the report lists edits of the overlay separately
            return False
        if self._concerns_handlers_only:
            return file.startswith(_STATING if self._values else (_FAKE, _FAKE_TESTS))
        model, _, field = self.name.partition(".")
        if not model[0].isupper() or field not in self.facts.shared or file.startswith(_BODIES):
            return True
        about = [rf"\b{model}\b", *(source_patterns.of_call(call) for call in self.facts.models.get(model, ()))]
        text = "\n".join(lines)
        return any(re.search(pattern, text) for pattern in about)

    def lines(self, file: str, lines: Sequence[str], sent: Iterable[raw_requests.RawRequest]) -> Iterator[int]:
        """Yield the numbers of the lines that the change concerns.

        Args:
            file: Path of the file.
            lines: Lines of the file.
            sent: Requests that the file sends by method and path.
        """
        if self.change.what == wording.LIMITS:
            yield from self._numbers(file, lines)
            return
        endpoint = self.facts.endpoints.get(f"{self.name.partition('(')[0]}()")
        if self._concerns_handlers_only and (self._argument is None or not file.startswith(_FAKE_TESTS)):
            endpoint = None
        by_path = {request.line for request in sent if endpoint and request.is_for(endpoint)}
        argument = None if file.startswith(_FAKE) else self._argument
        for number, line in enumerate(lines, 1):
            if self._values and all(re.search(rf"[\"']{re.escape(value)}[\"']", line) for value in self._values):
                yield number
            elif number in by_path or any(pattern.search(line) for pattern in self.patterns):
                call = source_patterns.whole_call(lines[number - 1 : number + _MAX_CALL_LINES])
                if argument is None or argument.search(call):
                    yield number

    @property
    def _concerns_handlers_only(self) -> bool:
        return self.change.what in _CHECKED and self.change.level is not Level.BREAKING

    @property
    def _values(self) -> Sequence[str]:
        """The present values of an enumeration, which a line may list."""
        values = self.change.before.split(", ") if self.change.what == wording.VALUES else []
        return values if len(values) > 1 else ()

    @property
    def _argument(self) -> re.Pattern[str] | None:
        """The pattern of an argument that concerned calls have; `None` for all."""
        if not self.name.endswith("=)") or self.change.what in _OF_A_CALL:
            return None
        renamed = self.change.what == wording.ARGUMENT_RENAMED
        argument = self.change.before if renamed else self.name.partition("(")[2].removesuffix("=)")
        return re.compile(rf"\b{argument.replace('_', '[_-]')}\b")

    def _numbers(self, file: str, lines: Sequence[str]) -> Iterator[int]:
        """Yield the numbers of the lines that may state the present limit."""
        call = re.compile(source_patterns.of_call(f"{self.name.partition('(')[0]}()"))
        text = "\n".join(lines)
        is_about = bool(call.search(text) or source_patterns.of_path(self._path).search(text))
        if self._argument:
            limit = stated_limits.StatedLimit.of(self.change)
            argument = re.compile(
                self._argument.pattern.replace(r"\b", "(?:_|\\b)"), re.IGNORECASE
            )  # also in MAX_COUNT
            yield from limit.lines(lines, argument, call, is_about=is_about and not file.startswith("docs/"))

    @property
    def _path(self) -> str:
        """The path of the operation; if unknown, text that no file contains."""
        return self.facts.endpoints.get(f"{self.name.partition('(')[0]}()", " \0").partition(" ")[2]


def of_edits(edits: Sequence[Edit], root: Path) -> list[Use]:
    """Find the tests of discrepancies whose actions are edited.

    Args:
        edits: The edits of the overlay.
        root: Folder of the project.

    Returns:
        The first lines of the tests, such as `def test_d40_…`, for each discrepancy that has tests.
    """
    names = dict.fromkeys(
        name
        for edit in edits
        if any(edit.reason.startswith(reason) for reason in _SAYING_OTHERWISE)
        for name in [edit.action.discrepancy, *_DISCREPANCY.findall(edit.action.description)]
    )
    tests = [
        (f"{file}:{number}", line)
        for file, text in (_texts(root) if names else ())
        if file.startswith(_OVERLAY_TESTS)
        for number, line in enumerate(text.splitlines(), 1)
    ]
    patterns = ((name, re.compile(rf"def test_{re.escape(name.lower())}_")) for name in names)
    places = {name: tuple(place for place, line in tests if pattern.search(line)) for name, pattern in patterns}
    return [Use(name=name, what=wording.TESTED, places=places[name]) for name in names if places[name]]


def of_overlay(changes: Sequence[Change], edits: Sequence[Edit], overlays: Sequence[Overlay]) -> list[Use]:
    """Find the actions of the overlay that state a limit that has changed.

    Args:
        changes: The changes for callers.
        edits: The edits of the overlay; actions that they drop are left out.
        overlays: The overlays.

    Returns:
        A use for each change and action.
    """
    dropped = {edit.action.origin for edit in edits if not edit.becomes}
    return [
        Use(
            name=", ".join(change.names),
            what=wording.stated_otherwise(change.what, action.discrepancy),
            places=(f"overrides/{action.origin}",),
        )
        for change, action in stated_limits.of_overlay(changes, overlays)
        if action.origin not in dropped
    ]


def _is_refused(change: Change) -> bool:
    """Tell whether an operation accepts a credential no longer."""
    return change.what == wording.CREDENTIALS and change.level is Level.BREAKING


def _patterns(change: Change, name: str, facts: ClientFacts) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of the lines that a change concerns."""
    method = _METHOD.match(name)
    if change.what in _CHECKED - {wording.LIMITS} and change.level is not Level.BREAKING:
        if method and "(" in name:
            yield re.compile(rf"handles\(.*[\"']{method[1]}\.{method[2]}[\"']")
    elif change.what == wording.ENDPOINT:
        old, new = (source_patterns.of_path(state.partition(" ")[2]) for state in (change.before, change.after))
        if old != new:
            yield old
    elif change.what == wording.LIMITS:
        yield re.compile(r"(?!)")  # `_numbers` searches for the limit instead
    elif method and (change.what in _GONE | _CHECKED or _is_refused(change)):
        call = f"hub.{method[1]}.{method[2]}()"
        yield re.compile(source_patterns.of_call(call) if method[2] else rf"\bhub\.{method[1]}\b")
        if change.what in _OPERATION_GONE and call in facts.distinct:
            yield re.compile(rf"\b{method[2].replace('_', '[_-]')}\b")
    elif change.what in _GONE and name[0].isupper():
        model, _, field = name.partition(".")
        yield re.compile(rf"(?:\.|[\"']){field}\b" if field else rf"\b{model}\b")
        for call in facts.models.get(model, ()) if field else ():
            yield re.compile(rf"handles\(.*[\"']{call.removeprefix('hub.').removesuffix('()')}[\"']")
    elif change.what == wording.TYPE and change.level is Level.BREAKING and "." in name:
        yield re.compile(rf"[\"']{name.partition('.')[2]}[\"']:")  # in a response body


def _requests_in_tests(texts: Mapping[str, Sequence[str]]) -> dict[str, list[raw_requests.RawRequest]]:
    """Find the requests that tests send by method and path."""
    return {
        file: raw_requests.find("\n".join(lines))
        for file, lines in texts.items()
        if file.startswith("tests/") and file.endswith(".py")
    }


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    for folder in _FOLDERS:
        start = root / folder
        for file in [start] if start.is_file() else sorted(start.rglob("*")):
            name = file.relative_to(root).as_posix()
            if file.suffix in _SUFFIXES and not name.startswith(_SKIPPED):
                yield name, file.read_text(encoding="utf-8")
