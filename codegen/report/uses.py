"""Finds lines of hand-written code and text that a change concerns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from codegen.report import raw_requests, wording
from codegen.report.changes import Change, Level
from codegen.report.overlay_edits import Edit

_FOLDERS = ("overrides/aiodockerhub", "examples", "docs", "benchmarks", "tests", "README.md")
_SKIPPED = ("tests/codegen/", "docs/discrepancies.md", "docs/build/")  # these follow the document by themselves
_SUFFIXES = frozenset({".py", ".md", ".toml", ".sh"})
_FAKE = "overrides/aiodockerhub/testing/handlers/"
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
_CHECKED = frozenset(
    {wording.ARGUMENT_ADDED, wording.REQUIRED, wording.VALUES, wording.LIMITS, wording.TYPE, wording.SENT_AS}
)
"""What about an argument FakeHub has to check as the service does."""
_OVERLAY_TESTS = "tests/overrides/overlay/"
_DISCREPANCY = re.compile(r"\b[DS]\d+\b")
_METHOD = re.compile(r"hub\.(\w+)(?:\.(\w+)\()?")
_VARIABLE = re.compile(r"\\{[^{}]*\\}")


@attrs.frozen(kw_only=True)
class Use:
    """Lines that a change concerns.

    Attributes:
        name: What has changed, as the report calls it; several with commas.
        what: What about it has changed.
        places: Files and lines, such as `docs/guide.md:12`.
    """

    name: str
    what: str
    places: tuple[str, ...]


def find(changes: Sequence[Change], root: Path, endpoints: Mapping[str, str] | None = None) -> list[Use]:
    """Look through code, tests, examples and guides for what has changed.

    Args:
        changes: What changes for callers.
        root: Folder of the project.
        endpoints: Method and path of each method so far, by its call without arguments: `hub.orgs.list()`.

    Returns:
        For each change that concerns any, where it is mentioned; what is removed or renamed, the handlers of
        FakeHub whose arguments are others, and the tests that send them requests by method and path.
    """
    wanted = [(change, name, list(_patterns(change, name))) for change in changes for name in change.names]
    wanted = [(change, name, patterns) for change, name, patterns in wanted if patterns]
    texts = dict(_texts(root)) if wanted else {}
    sent = _sent(texts) if wanted and endpoints else {}
    uses: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for change, name, patterns in wanted:
        handlers_only = change.what in _CHECKED and change.level is not Level.BREAKING
        lines = {
            (file, number): None
            for file, text in texts.items()
            if not handlers_only or file.startswith(_FAKE)
            for number, line in enumerate(text.splitlines(), 1)
            if any(pattern.search(line) for pattern in patterns)
        }
        endpoint = (endpoints or {}).get(f"{name.partition('(')[0]}()")
        if endpoint and not handlers_only:
            lines |= {(file, each.line): None for file, some in sent.items() for each in some if each.is_for(endpoint)}
        order = {file: number for number, file in enumerate(texts)}
        places = tuple(
            f"{file}:{number}" for file, number in sorted(lines, key=lambda place: (order[place[0]], place[1]))
        )
        if places:
            uses.setdefault((change.what, places), []).append(name)
    return [Use(name=", ".join(names), what=what, places=places) for (what, places), names in uses.items()]


def of_edits(edits: Sequence[Edit], root: Path) -> list[Use]:
    """Look for the tests of discrepancies whose actions are edited.

    Args:
        edits: What is edited.
        root: Folder of the project.

    Returns:
        For each discrepancy that has tests, where they begin: `test_d40_…`.
    """
    names = dict.fromkeys(
        name
        for edit in edits
        if edit.reason in wording.SAYING_OTHERWISE
        for name in [edit.action.discrepancy, *_DISCREPANCY.findall(edit.action.description)]
    )
    tests = [
        (f"{file}:{number}", line)
        for file, text in (_texts(root) if names else ())
        if file.startswith(_OVERLAY_TESTS)
        for number, line in enumerate(text.splitlines(), 1)
    ]
    found = ((name, re.compile(rf"def test_{re.escape(name.lower())}_")) for name in names)
    places = {name: tuple(place for place, line in tests if pattern.search(line)) for name, pattern in found}
    return [Use(name=name, what=wording.TESTED, places=places[name]) for name in names if places[name]]


def _patterns(change: Change, name: str) -> Iterator[re.Pattern[str]]:
    """Yield what to look for, at most one pattern."""
    method = _METHOD.match(name)
    if change.what in _CHECKED and change.level is not Level.BREAKING:
        if method and "(" in name:
            yield re.compile(rf"handles\(.*[\"']{method[1]}\.{method[2]}[\"']")
    elif change.what == wording.ENDPOINT:
        old, new = (_VARIABLE.sub("{}", re.escape(state.partition(" ")[2])) for state in (change.before, change.after))
        if old != new:
            path = old.replace("{}", "[^/\\s\"'`]+").rstrip("/")
            yield re.compile(rf"{path}(?![\w/-])")
    elif method and change.what in _GONE | _CHECKED:
        resource, *rest = (each.replace("_", "[_-]") for each in method.groups() if each)
        called = rf"{resource}(?:[._ ]|[\"'], [\"']){rest[0]}" if rest else method[1]
        yield re.compile(rf"\b{called}(?![\w-])" if method[2] else rf"\bhub\.{called}\b")
    elif change.what in _GONE and name[0].isupper():
        model, _, field = name.partition(".")
        yield re.compile(rf"(?:\.|[\"']){field}\b" if field else rf"\b{model}\b")
    elif change.what == wording.TYPE and change.level is Level.BREAKING and "." in name:
        yield re.compile(rf"[\"']{name.partition('.')[2]}[\"']:")  # a body that is sent to the client


def _sent(texts: Mapping[str, str]) -> dict[str, list[raw_requests.RawRequest]]:
    """Find the requests that the tests send by method and path."""
    return {
        file: raw_requests.find(text)
        for file, text in texts.items()
        if file.startswith("tests/") and file.endswith(".py")
    }


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    for folder in _FOLDERS:
        start = root / folder
        for file in [start] if start.is_file() else sorted(start.rglob("*")):
            name = file.relative_to(root).as_posix()
            if file.suffix in _SUFFIXES and not name.startswith(_SKIPPED):
                yield name, file.read_text(encoding="utf-8")
