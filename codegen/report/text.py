"""Writes the report: Markdown for people, JSON for machines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from urllib.parse import unquote

from codegen.document.load import JSON
from codegen.document.refs import json_path
from codegen.report import wording
from codegen.report.additions import Stated, Undescribed, Unnamed, Unscoped
from codegen.report.changelog import changelog
from codegen.report.changes import Change, Level
from codegen.report.document import Difference
from codegen.report.overlay_edits import Edit
from codegen.report.rewrites import Rewrite
from codegen.report.uses import ClientFacts, Use
from codegen.report.version import Proposal

_MOST_PLACES = 40
_LISTS = frozenset({"allOf", "anyOf", "oneOf", "parameters"})
_TAKEN = re.compile(r"#/(?P<pointer>.+): the class is called (?P<name>\w+), for \w+ is taken: give it a title$")


@dataclass(frozen=True, slots=True)
class Report:
    """All there is to know about a new document."""

    document: str
    """Name of the new file."""
    sha256: str
    changes: Sequence[Change]
    """What changes for callers."""
    covered: Sequence[Difference]
    """What changed in the published document where an overlay says otherwise."""
    without_effect: Sequence[Difference]
    """What changed in the published document, and nothing is made of it."""
    edits: Sequence[tuple[Edit, Rewrite]]
    """What has to be edited in the overlay."""
    unnamed: Sequence[Unnamed]
    proposal: Proposal
    undescribed: Sequence[Undescribed] = field(default=())
    unscoped: Sequence[Unscoped] = field(default=())
    unrefused: Sequence[Stated] = field(default=())
    uses: Sequence[Use] = field(default=())
    """Hand-written lines that the changes concern."""
    facts: ClientFacts = field(default_factory=ClientFacts)
    """What the search for hand-written lines has to know of the present client."""
    notices: Sequence[str] = field(default=())
    """What the build would tell, and has not told before."""
    obstacle: str = ""
    """Why no client can be made of the new document, edits included; empty if one can."""
    status: str = "reported"
    """`done`, `unfinished` (taken in, and tests fail), `reported` (a dry run that found no obstacle) or `refused`."""
    reason: str = ""
    """Why it is refused, or what was done."""
    details: Sequence[str] = field(default=())
    """More lines on the reason."""
    next_steps: Sequence[str] = field(default=())


def text(report: Report) -> str:
    """Write the report for people.

    Args:
        report: The report.
    """
    return "\n".join(_lines(report)) + "\n"


def as_json(report: Report) -> dict[str, JSON]:
    """Give the report as JSON values.

    Args:
        report: The report.
    """
    return {
        "document": report.document,
        "sha256": report.sha256,
        "status": report.status,
        "reason": report.reason,
        "obstacle": report.obstacle or None,
        "details": list(report.details),
        "changes": [_change(change) for change in report.changes],
        "covered": [_difference(difference) for difference in report.covered],
        "without_effect": [_difference(difference) for difference in report.without_effect],
        "edits": [_edit(edit, rewrite) for edit, rewrite in report.edits],
        "unnamed": [asdict(difference) for difference in report.unnamed],
        "undescribed": [asdict(difference) for difference in report.undescribed],
        "unscoped": [asdict(item) for item in report.unscoped],
        "unrefused": [asdict(item) for item in report.unrefused],
        "uses": [{"name": use.name, "what": use.what, "places": list(use.places)} for use in report.uses],
        "notices": list(report.notices),
        "version": asdict(report.proposal),
        "changelog": changelog(report.changes),
        "next_steps": list(report.next_steps),
    }


def _lines(report: Report) -> Iterator[str]:
    yield from (f"# Docker Hub API: {report.document}", "", *_opening(report))
    for level in Level:  # the most urgent first
        yield from _changes(wording.TITLES[level], [change for change in report.changes if change.level is level])
    yield from _differences(wording.COVERED, report.covered)
    yield from _differences(wording.WITHOUT_EFFECT, report.without_effect)
    if report.edits:
        yield from ("", f"## {wording.EDITS} ({len(report.edits)})")
        for edit, rewrite in report.edits:
            yield from _edit_lines(edit, rewrite)
    yield from _to_add(report)
    yield from _uses(report.uses)
    if report.notices:
        yield from ("", f"## {wording.NOTICES} ({len(report.notices)})", "", wording.NOTICES_MEAN, "")
        for notice in report.notices:
            yield from _notice(notice)
    if not report.obstacle:
        yield from ("", f"## {wording.VERSION}", "", f"{_proposed(report.proposal)} {wording.RULES}")
    entry = changelog(report.changes)
    if entry:
        yield from ("", f"## {wording.CHANGELOG}", "")
        yield from ("```markdown", *entry.splitlines(), "```")
    yield from ("", f"## {wording.OUTCOME}: {report.status}", "", report.reason)
    yield from (f"    {detail}".rstrip() for detail in report.details)
    if report.next_steps:
        yield from ("", "Next:", "")
        yield from (f"{number}. {step}" for number, step in enumerate(report.next_steps, 1))


def _opening(report: Report) -> Iterator[str]:
    if report.obstacle:
        yield from (wording.NO_CLIENT_AFTER_EDITS if report.edits else wording.NO_CLIENT, "")
        yield from (f"    {line}".rstrip() for line in report.obstacle.splitlines())
    else:
        yield wording.summary(report.changes) if report.changes else wording.NOTHING_CHANGES
    if report.edits and not report.obstacle:
        yield wording.AFTER_EDITS


def _changes(title: str, changes: Sequence[Change]) -> Iterator[str]:
    if not changes:
        return
    yield from ("", f"## {title} ({len(changes)})", "")
    for change in changes:
        yield f"- {', '.join(change.names)}: {change.what}"
        if change.what in wording.ITEMIZED and change.before != "any" != change.after:
            gone, come = wording.gone_and_come(change.before, change.after)
            yield f"    gone:   {gone or '-'}"
            yield f"    come:   {come or '-'}"
        else:
            yield f"    before: {change.before or '-'}"
            yield f"    after:  {change.after or '-'}"
        yield f"    at:     {change.location}"


def _differences(title: str, differences: Sequence[Difference]) -> Iterator[str]:
    if not differences:
        return
    yield from ("", f"## {title} ({len(differences)})", "")
    for difference in differences[:_MOST_PLACES]:
        yield f"- {difference.json_path}"
        if difference.items:
            gone, come = difference.items
            yield f"    gone:   {gone}"
            yield f"    come:   {come}"
        else:
            yield f"    before: {difference.before}"
            yield f"    after:  {difference.after}"
    if len(differences) > _MOST_PLACES:
        yield f"- {wording.and_more(len(differences) - _MOST_PLACES)}"


def _edit_lines(edit: Edit, rewrite: Rewrite) -> Iterator[str]:
    action = edit.action
    judge = wording.JUDGE_MARK if edit.judge else ""
    place = rewrite.file if edit.is_new else action.origin
    yield from ("", f"- {place} ({action.discrepancy}){judge} {action.target}")
    if edit.expected:
        yield f"    expected: {edit.expected}"
        yield f"    found:    {edit.actual}"
    yield f"    do:       {edit.reason}"
    yield f"    lines:    {wording.lines(rewrite.first, rewrite.last, removed=not rewrite.lines)}"
    if rewrite.lines:
        yield from ("", "```yaml", *(rewrite.lines[1:] if edit.is_new else rewrite.lines), "```")


def _to_add(report: Report) -> Iterator[str]:
    """Write what new things lack, each with the action to add."""
    if report.unnamed:
        yield from ("", f"## {wording.UNNAMED} ({len(report.unnamed)})", "")
        for item in report.unnamed:
            yield f"- {wording.unnamed(item.method, item.path, item.name, item.operation_id)}"
            yield from ("", "```yaml", *_naming_action(item), "```")
    if report.undescribed:
        yield from ("", f"## {wording.UNDESCRIBED} ({len(report.undescribed)})", "", wording.DESCRIBE, "", "```yaml")
        yield from (line for item in report.undescribed for line in _describing_action(item))
        yield "```"
    if report.unscoped:
        yield from ("", f"## {wording.UNSCOPED} ({len(report.unscoped)})", "", wording.SCOPED, "", "```yaml")
        yield from (line for item in report.unscoped for line in _scoping_action(item))
        yield "```"
    if report.unrefused:
        yield from ("", f"## {wording.UNREFUSED} ({len(report.unrefused)})", "", wording.REFUSE, "", "```yaml")
        yield from (line for item in report.unrefused for line in _refusing_action(item))
        yield "```"


def _naming_action(unnamed: Unnamed) -> Iterator[str]:
    yield f"  - target: {json_path(('paths', unnamed.path, unnamed.method.lower()))}"
    yield f"    description: {wording.called(unnamed.operation_id)}"
    yield "    x-discrepancy: names"
    yield "    x-matches: 1"
    yield f"    x-before: {{operationId: {unnamed.operation_id or 'absent'}}}"
    yield f"    update: {{operationId: {(unnamed.better or unnamed.name).replace('.', '_', 1)}}}"


def _notice(notice: str) -> Iterator[str]:
    taken = _TAKEN.match(notice)
    if taken is None:
        yield f"- {notice}"
        return
    yield f"- {notice}; {wording.TO_TITLE}"
    steps = [unquote(step).replace("~1", "/").replace("~0", "~") for step in taken["pointer"].split("/")]
    in_lists = [above in _LISTS for above in ["", *steps]]
    target = json_path(tuple(int(step) if listed else step for step, listed in zip(steps, in_lists, strict=False)))
    yield from ("", "```yaml", f"  - target: {target}", f"    description: {wording.NO_NAME_OF_ITS_OWN}")
    yield from ("    x-discrepancy: names", "    x-matches: 1", "    x-before: {title: absent}")
    yield from (f"    update: {{title: {taken['name']}}}", "```", "")


def _uses(uses: Sequence[Use]) -> Iterator[str]:
    if uses:
        yield from ("", f"## {wording.USES} ({len(uses)})", "", wording.USES_MEAN, "")
    for use in uses:
        yield f"- {use.name}: {use.what}"
        numbers: dict[str, list[str]] = {}
        for file, _, number in (place.rpartition(":") for place in use.places):
            numbers.setdefault(file, []).append(number)
        yield from (f"    {file}:{', '.join(lines)}" for file, lines in numbers.items())


def _describing_action(undescribed: Undescribed) -> Iterator[str]:
    yield f"  - target: {undescribed.location}"
    yield f"    description: {wording.NO_DESCRIPTION}"
    yield "    x-discrepancy: descriptions"
    yield "    x-matches: 1"
    yield "    x-before: {description: absent}"
    yield f"    update: {{description: {wording.PLACE_HOLDER}}}  # {undescribed.name}"


def _scoping_action(unscoped: Unscoped) -> Iterator[str]:
    yield f"  - target: {json_path(('paths', unscoped.path, unscoped.method.lower()))}"
    yield f"    description: {wording.SCOPE_KNOWN}"
    yield "    x-discrepancy: Sd"
    yield "    x-matches: 1"
    yield "    x-before: {x-organization-scope: absent}"
    yield f"    update: {{x-organization-scope: {unscoped.scope or wording.SCOPE_PLACE_HOLDER}}}{unscoped.beside}"


def _refusing_action(stated: Stated) -> Iterator[str]:
    yield f"  - target: {json_path(('paths', stated.path, stated.method.lower()))}"
    yield f"    description: {wording.REFUSED_LIKE_OTHERS}"
    yield "    x-discrepancy: Sc"
    yield "    x-matches: 1"
    yield "    x-before: {x-personal-token: absent}"
    yield f"    update: {{x-personal-token: false}}  # {stated.name}"


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
        "location": change.location,
    }


def _difference(difference: Difference) -> JSON:
    return {"location": difference.json_path, "before": difference.before, "after": difference.after}


def _edit(edit: Edit, rewrite: Rewrite) -> JSON:
    return {
        "file": rewrite.file,
        "first_line": rewrite.first,
        "last_line": rewrite.last,
        "lines": list(rewrite.lines),
        "discrepancy": edit.action.discrepancy,
        "target": edit.action.target,
        "judge": edit.judge,
        "expected": edit.expected,
        "found": edit.actual,
        "reason": edit.reason,
    }
