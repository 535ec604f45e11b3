"""Writes the report of an update, for people (Markdown that reads well in a terminal) and for machines (JSON)."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

from codegen.document.load import JSON
from codegen.document.overlay import Misfit
from codegen.document.refs import json_path
from codegen.report.changes import Change, Level
from codegen.report.version import RULES, Proposal, changelog

_TITLES = {
    Level.BREAKING: "Breaking for callers",
    Level.DEPRECATED: "Deprecated",
    Level.ADDED: "Added",
    Level.CHANGED: "Changed, no caller has to act",
    Level.DOCUMENTATION: "Descriptions",
}


@dataclass(frozen=True, slots=True)
class Unnamed:
    """An operation that has no operationId."""

    method: str
    path: str
    name: str
    """What it is called now, made of method and path: `repositories.create_archive`."""


@dataclass(frozen=True, slots=True)
class Report:
    """All there is to know about a new document."""

    document: str
    """Name of the new file."""
    sha256: str
    changes: Sequence[Change]
    """What changes for callers."""
    covered: Sequence[Change]
    """What changed in the published document and does not reach callers, because an overlay says otherwise."""
    misfits: Sequence[Misfit]
    unnamed: Sequence[Unnamed]
    proposal: Proposal
    status: str = "reported"
    """`done`, `reported` (a dry run that found no obstacle) or `refused`."""
    reason: str = ""
    """Why it is refused, or what was done."""
    details: Sequence[str] = field(default=())
    """More lines on the reason."""
    next_steps: Sequence[str] = field(default=())


def text(report: Report) -> str:
    """Writes the report for people.

    Args:
        report: The report.
    """
    return "\n".join(_lines(report)) + "\n"


def as_json(report: Report) -> dict[str, JSON]:
    """Gives the report as JSON values.

    Args:
        report: The report.
    """
    return {
        "document": report.document,
        "sha256": report.sha256,
        "status": report.status,
        "reason": report.reason,
        "details": list(report.details),
        "changes": [_change(change) for change in report.changes],
        "covered": [_change(change) for change in report.covered],
        "overlay": [_misfit(misfit) for misfit in report.misfits],
        "unnamed": [asdict(each) for each in report.unnamed],
        "version": asdict(report.proposal),
        "changelog": changelog(report.changes),
        "next_steps": list(report.next_steps),
    }


def _lines(report: Report) -> Iterator[str]:
    yield f"# Docker Hub API: {report.document}"
    yield ""
    yield _summary(report)
    for level, title in _TITLES.items():
        yield from _section(title, [change for change in report.changes if change.level is level])
    yield from _section("Changed upstream, kept from callers by the overlay", report.covered)
    if report.misfits:
        yield from ("", f"## Overlay actions that do not fit ({len(report.misfits)})", "")
        for misfit in report.misfits:
            action = misfit.action
            yield f"- {action.place} ({action.discrepancy}) {action.target}"
            yield f"    expected: {misfit.expected}"
            yield f"    found:    {misfit.found}"
            yield f"    do:       {misfit.advice}"
    if report.unnamed:
        yield from ("", f"## Operations without an operationId ({len(report.unnamed)})", "")
        for each in report.unnamed:
            yield f"- {each.method} {each.path} is called hub.{each.name}(); to name it, add to overlay/names.yaml:"
            yield ""
            yield from ("```yaml", *_naming_action(each), "```")
    yield from ("", "## Version", "", f"{_proposed(report.proposal)} {RULES}")
    entry = changelog(report.changes)
    if entry:
        yield from ("", "## Entry for CHANGELOG.md", "")
        yield from ("```markdown", *entry.splitlines(), "```")
    yield from ("", f"## Outcome: {report.status}", "", report.reason)
    yield from (f"    {detail}".rstrip() for detail in report.details)
    if report.next_steps:
        yield from ("", "Next:", "")
        yield from (f"{number}. {step}" for number, step in enumerate(report.next_steps, 1))


def _summary(report: Report) -> str:
    if not report.changes:
        return "Nothing changes for callers."
    counts = {level: sum(change.level is level for change in report.changes) for level in Level}
    names = {
        Level.BREAKING: "breaking",
        Level.DEPRECATED: "deprecated",
        Level.ADDED: "added",
        Level.CHANGED: "changed",
        Level.DOCUMENTATION: "described otherwise",
    }
    return ", ".join(f"{count} {names[level]}" for level, count in counts.items() if count) + "."


def _section(title: str, changes: Sequence[Change]) -> Iterator[str]:
    if not changes:
        return
    yield from ("", f"## {title} ({len(changes)})", "")
    for change in changes:
        yield f"- {', '.join(change.names)}: {change.what}"
        yield f"    before: {change.before or '-'}"
        yield f"    after:  {change.after or '-'}"
        yield f"    at:     {change.place}"


def _naming_action(each: Unnamed) -> Iterator[str]:
    yield f"  - target: {json_path(('paths', each.path, each.method.lower()))}"
    yield "    description: The document has no operationId here."
    yield "    x-discrepancy: names"
    yield "    x-before: {operationId: absent}"
    yield f"    update: {{operationId: {each.name.replace('.', '_', 1)}}}"


def _proposed(proposal: Proposal) -> str:
    if proposal.next == proposal.current:
        return f"{proposal.current} stays: {proposal.reason}."
    return f"{proposal.current} -> {proposal.next}: {proposal.reason}."


def _change(change: Change) -> JSON:
    return {
        "level": change.level.name.lower(),
        "names": list(change.names),
        "what": change.what,
        "before": change.before,
        "after": change.after,
        "place": change.place,
    }


def _misfit(misfit: Misfit) -> JSON:
    action = misfit.action
    return {
        "file": action.file,
        "line": action.line,
        "discrepancy": action.discrepancy,
        "target": action.target,
        "kind": misfit.kind,
        "expected": misfit.expected,
        "found": misfit.found,
        "advice": misfit.advice,
    }
