"""The sections of the report: their order, and which changes each lists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

import attrs

from codegen.document.faults import Fault
from codegen.document.load import JSON
from codegen.document.refs import json_path
from codegen.report import (
    actions_to_add,
    listed_uses,
    unsent_keys,
    wording,
    wording_of_additions,
    wording_of_remains,
    wording_of_repairs,
)
from codegen.report.changelog import changelog
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts
from codegen.report.declared_errors import errors_of_their_own
from codegen.report.document_differences import Difference
from codegen.report.evidence import stale_numbers, stale_words
from codegen.report.hand_written_uses import Use
from codegen.report.incomplete_additions import Stated, Undescribed, Unnamed, Unscoped
from codegen.report.new_names import UnnamedPage
from codegen.report.next_version import Proposal
from codegen.report.overlay_edits import Edit
from codegen.report.repeated_values import ChangedValues
from codegen.report.repetitions import join_fields
from codegen.report.rewrites import Rewrite
from codegen.report.table_columns import Unchosen
from codegen.report.unsent_keys import Unsent

_MAX_DIFFERENCES = 40  # differences that a section shows


@dataclass(frozen=True, slots=True)
class Report:
    """The report on a new document.

    By default, `status` is `reported`, and every other attribute that has a default is empty.
    """

    document: str
    """Name of the new document's file."""
    sha256: str
    """Digest of the new document."""
    changes: Sequence[Change]
    """Changes for callers, the most urgent first."""
    covered: Sequence[Difference]
    """Changes of the published document that the overlay overwrites."""
    without_effect: Sequence[Difference]
    """Changes of the published document that do not change the generated client."""
    edits: Sequence[tuple[Edit, Rewrite]]
    """Edits that the overlay needs, each with the lines to write."""
    unnamed: Sequence[Unnamed]
    """New operations that need a name."""
    proposal: Proposal
    """The next version."""
    undescribed: Sequence[Undescribed] = field(default=())
    """New arguments that need a description."""
    unscoped: Sequence[Unscoped] = field(default=())
    """Operations that need the name of a scope: new ones, and those whose descriptions newly demand a scope."""
    unnamed_pages: Sequence[UnnamedPage] = field(default=())
    """New models of pages, lists and results whose names differ from those of similar models."""
    unchosen: Sequence[Unchosen] = field(default=())
    """New lists whose tables lack fields, and whose columns nobody has chosen."""
    unrefused: Sequence[Stated] = field(default=())
    """New operations, or whole resources, that seem to accept personal access tokens while similar ones refuse them."""
    unsent: Sequence[Unsent] = field(default=())
    """Keys that bodies lose although their schemas require them."""
    faults: Sequence[Fault] = field(default=())
    """New faults of the patched document that validators accept."""
    changed_values: Sequence[ChangedValues] = field(default=())
    """Enumerations of the published document with other values."""
    uses: Sequence[Use] = field(default=())
    """Hand-written lines that are affected by the changes."""
    facts: ClientFacts = field(default_factory=ClientFacts)
    """Facts about the present client for the search for hand-written lines."""
    avoidable: Mapping[Change, str] = field(default_factory=dict[Change, str])
    """What the maintainer has to do so that a change does not come, by change, in words."""
    notices: Sequence[str] = field(default=())
    """Notices of the build that the present document does not cause."""
    obstacle: str = ""
    """Reason why no client can be built of the new document, even after the edits; empty if a client can be built."""
    status: str = "reported"
    """`reported` (nothing was changed; a dry run built the client, or `update` has not decided yet), `done`,
    `unfinished` (vendored, but tests fail), or `refused` (nothing was changed)."""
    reason: str = ""
    """Reason of the refusal, or the result."""
    details: Sequence[str] = field(default=())
    """Further lines for the reason."""
    next_steps: Sequence[str] = field(default=())
    """Steps that the maintainer should take next, in order."""


def markdown(report: Report) -> str:
    """Write the report for people.

    Args:
        report: The report, with its outcome.

    Returns:
        The text in Markdown.
    """
    return "\n".join(_lines(report)) + "\n"


def as_json(report: Report) -> dict[str, JSON]:
    """Return the report as JSON values.

    Args:
        report: The report, with its outcome.

    Returns:
        An object that `python -m codegen update --json` prints.
    """
    return {
        "document": report.document,
        "sha256": report.sha256,
        "status": report.status,
        "reason": report.reason,
        "obstacle": report.obstacle or None,
        "details": list(report.details),
        "changes": [_change(change, report.avoidable.get(change, "")) for change in report.changes],
        "covered": [_difference(difference) for difference in report.covered],
        "without_effect": [_difference(difference) for difference in report.without_effect],
        "edits": [_edit(edit, rewrite) for edit, rewrite in report.edits],
        "unnamed": [asdict(difference) for difference in report.unnamed],
        "undescribed": [asdict(difference) for difference in report.undescribed],
        "unscoped": [asdict(item) for item in report.unscoped],
        "unnamed_pages": [asdict(item) for item in report.unnamed_pages],
        "unchosen": [attrs.asdict(item) for item in report.unchosen],
        "unrefused": [asdict(item) for item in report.unrefused],
        "unsent": [json_path(each.location) for each in report.unsent],
        "faults": [{"location": json_path(fault.location), "what": fault.what} for fault in report.faults],
        "uses": [
            {"name": use.name, "what": use.what, "places": list(use.places), "look": use.is_look} for use in report.uses
        ],
        "notices": list(report.notices),
        "version": asdict(report.proposal),
        "changelog": changelog(report.changes, report.facts.scopes),
        "next_steps": list(report.next_steps),
    }


def _lines(report: Report) -> Iterator[str]:
    """Yield the lines of the report."""
    yield from (f"# Docker Hub API: {report.document}", "", *_opening_lines(report))
    changes = join_fields(report.changes)
    avoidable = _avoidable(report, changes)
    for level in Level:  # the most urgent first
        yield from _changes(wording.TITLES[level], [change for change in changes if change.level is level], avoidable)
    yield from _differences(wording.COVERED, report.covered)
    yield from _differences(wording.WITHOUT_EFFECT, report.without_effect)
    if report.edits:
        yield from ("", f"## {wording.EDITS} ({len(report.edits)})")
        for edit, rewrite in report.edits:
            yield from _edit_lines(edit, rewrite)
    yield from actions_to_add.sections(
        unnamed=report.unnamed,
        unnamed_pages=report.unnamed_pages,
        undescribed=report.undescribed,
        unscoped=report.unscoped,
        unrefused=report.unrefused,
        unchosen=report.unchosen,
        unsent=report.unsent,
        faults=report.faults,
    )
    yield from listed_uses.section(report.uses, avoidable)
    if report.notices:
        yield from ("", f"## {wording.NOTICES} ({len(report.notices)})", "", wording.NOTICES_MEAN, "")
        for notice in report.notices:
            yield from actions_to_add.notice(notice)
    if not report.obstacle:
        yield from ("", f"## {wording.VERSION}", "", f"{_version_sentence(report.proposal)} {wording.RULES}")
    entry = changelog(report.changes, report.facts.scopes)
    if entry:
        yield from ("", f"## {wording.CHANGELOG}", "")
        yield from ("```markdown", *entry.splitlines(), "```")
    yield from ("", f"## {wording.OUTCOME}: {report.status}", "", report.reason)
    yield from (f"    {detail}".rstrip() for detail in report.details)
    if report.next_steps:
        yield from ("", "Next:", "")
        yield from (f"{number}. {step}" for number, step in enumerate(report.next_steps, 1))


def _opening_lines(report: Report) -> Iterator[str]:
    """Yield the obstacle, or the number of changes at each level."""
    if report.obstacle:
        yield from (wording.NO_CLIENT_AFTER_EDITS if report.edits else wording.NO_CLIENT, "")
        yield from (f"    {line}".rstrip() for line in report.obstacle.splitlines())
    else:
        yield wording.summary(join_fields(report.changes)) if report.changes else wording.NOTHING_CHANGES
    if report.edits and not report.obstacle:
        yield wording.AFTER_EDITS
    if any(edit.reason.startswith(wording_of_repairs.PROPOSAL) for edit, _ in report.edits):
        yield from ("", wording_of_repairs.ARE_PROPOSED)


def _avoidable(report: Report, changes: Sequence[Change]) -> dict[Change, str]:
    """Return what to do so that changes do not come, by change."""
    ways = {(name, change.what): words for change, words in report.avoidable.items() for name in change.names}
    by_change = {change: {ways.get((name, change.what), "") for name in change.names} for change in changes}
    unsent = unsent_keys.avoidable(report.unsent, changes)
    return {
        **{change: "".join(words) for change, words in by_change.items() if len(words) == 1 and words != {""}},
        **dict.fromkeys(unsent, wording_of_additions.UNLESS_SENT),
    }


def _changes(title: str, changes: Sequence[Change], avoidable: Mapping[Change, str]) -> Iterator[str]:
    """Yield the section of the changes at a level; nothing if there are none."""
    if not changes:
        return
    yield from ("", f"## {title} ({len(changes)})", "")
    for change in changes:
        yield f"- {', '.join(change.names)}: {change.what}"
        if change.what in wording.ITEMIZED and change.before != "any" != change.after:
            gone, come = wording.removed_and_added(change.before, change.after)
            yield f"    gone:   {gone or '-'}"
            errors = errors_of_their_own(change)
            yield f"    come:   {come or '-'}{errors and f': {errors}'}"
        else:
            yield f"    before: {change.before or '-'}"
            yield f"    after:  {change.after or '-'}"
        if change.consequence:
            yield f"    so:     {change.consequence}"
        if change in avoidable:
            yield f"    unless: {avoidable[change]}"
        yield f"    at:     {change.location}"


def _differences(title: str, differences: Sequence[Difference]) -> Iterator[str]:
    """Yield a section of differences, of which at most 40 are shown."""
    if not differences:
        return
    yield from ("", f"## {title} ({len(differences)})", "")
    for difference in differences[:_MAX_DIFFERENCES]:
        yield f"- {difference.json_path}"
        if difference.items:
            gone, come = difference.items
            yield f"    gone:   {gone}"
            yield f"    come:   {come}"
        else:
            yield f"    before: {difference.before}"
            yield f"    after:  {difference.after}"
    if len(differences) > _MAX_DIFFERENCES:
        yield f"- {wording.and_more(len(differences) - _MAX_DIFFERENCES)}"


def _edit_lines(edit: Edit, rewrite: Rewrite) -> Iterator[str]:
    """Yield the lines of an edit: what to do and why, and the YAML."""
    action = edit.action
    judge = wording.JUDGE_MARK if edit.needs_check else ""
    place = rewrite.file if edit.is_new else action.origin
    yield from ("", f"- {place} ({action.discrepancy}){judge} {action.target}")
    if edit.expected:
        yield f"    expected: {edit.expected}"
        yield f"    found:    {edit.actual}"
    yield f"    do:       {edit.reason}"
    yield from (f"    look:     {question}" for question in stale_numbers(edit))
    yield f"    lines:    {wording.lines(rewrite.first, rewrite.last, removed=not rewrite.lines)}"
    if rewrite.lines:
        yield from ("", "```yaml", *(rewrite.lines[1:] if edit.is_new else rewrite.lines), "```")
    if rewrite.restoration:
        at_end = (
            rewrite.file if edit.restoration_fits_at_end and (edit.restoration_is_addition or not rewrite.lines) else ""
        )
        is_offer = edit.reason.endswith(wording_of_remains.OFFERED)
        of_addition = wording_of_remains.renamed_too if is_offer else wording_of_remains.restore_too
        words = of_addition if edit.restoration_is_addition or is_offer else wording.keep_repair
        yield from ("", f"    else:     {words(at_end)}")
        yield from (f"    look:     {question}" for question in stale_words(edit))
        yield from ("", "```yaml", *rewrite.restoration, "```")
        if rewrite.combination:
            yield from ("", f"    or:       {wording.KEEP_BOTH}", "", "```yaml", *rewrite.combination, "```")


def _version_sentence(proposal: Proposal) -> str:
    if proposal.next == proposal.current:
        return f"{proposal.current} stays: {proposal.reason}."
    return f"{proposal.current} -> {proposal.next}: {proposal.reason}."


def _change(change: Change, unless: str) -> JSON:
    return {
        "level": change.level.name.lower(),
        "names": list(change.names),
        "what": change.what,
        "before": change.before,
        "after": change.after,
        "location": change.location,
        **({"consequence": change.consequence} if change.consequence else {}),
        **({"unless": unless} if unless else {}),
    }


def _difference(difference: Difference) -> JSON:
    return {"location": difference.json_path, "before": difference.before, "after": difference.after}


def _edit(edit: Edit, rewrite: Rewrite) -> JSON:
    return {
        "file": rewrite.file,
        "first_line": rewrite.first,
        "last_line": rewrite.last,
        "lines": list(rewrite.lines),
        "kept": list(rewrite.restoration),
        "both": list(rewrite.combination),
        "kept_beside": edit.restoration_is_addition,
        "questions": [*stale_numbers(edit), *stale_words(edit)],
        "discrepancy": edit.action.discrepancy,
        "target": edit.action.target,
        "judge": edit.needs_check,
        "expected": edit.expected,
        "found": edit.actual,
        "reason": edit.reason,
    }
