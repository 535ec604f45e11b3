"""The order in which the parts of the report on a document are made."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import attrs

from codegen.document import faults, load, nodes, overlay, validate
from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.errors import BuildError
from codegen.plan import generator
from codegen.report import (
    client_facts,
    comparison,
    document_differences,
    evidence,
    former_names,
    incomplete_additions,
    list_items,
    lists_by_offset,
    moves,
    needless_actions,
    new_names,
    obstacles,
    omissions,
    renamed_fields,
    repeated_values,
    restored_changes,
    reversions,
    routes_left_behind,
    scope_edits,
    slips,
    table_columns,
    tag_groups,
    tried_restorations,
    unsent_keys,
    validity_repairs,
    wording,
)
from codegen.report.changes import Change, read_location
from codegen.report.client import Client
from codegen.report.client_facts import ClientFacts
from codegen.report.document_differences import Difference
from codegen.report.moves import Moves
from codegen.report.next_version import present_version, propose
from codegen.report.overlay_edits import Edit, Healed, heal, without
from codegen.report.read_client import read
from codegen.report.rendering import Report
from codegen.report.rewrites import rewrite
from codegen.write import catalog
from codegen.write.build import DOCUMENT, Layout
from codegen.write.render_modules import render_modules


@attrs.frozen
class Generated:
    """The files that are generated from a document, in memory.

    Attributes:
        texts: Text of each module and of the catalog, by its path inside the package.
        notices: Notices of the build, except those of the validation.
    """

    texts: Mapping[str, str]
    notices: Sequence[str]


def examine(new: Path, layout: Layout) -> Report:
    """Compare a new document with the present one, without changing files.

    Args:
        new: Path of the new document.
        layout: The files and folders of the project.

    Returns:
        The report. Its outcome (`status`, `reason`, `details` and `next_steps`) and `uses` have the defaults. If a
        client cannot be built, `obstacle` says why, and the report has no changes for callers.

    Raises:
        BuildError: A document or an overlay cannot be read; a document is not OpenAPI 3.0 or 3.1; its paths, operations
            or schemas have a wrong value where a mapping or a list is needed; or the version module has no version.
    """
    published, before = load.load(new), load.load(layout.spec)
    overlays = overlay.load(layout.overlays)
    present = _present_document(layout, before, overlays)
    moved = moves.find(before, published, nodes.mapping(present.get("paths")).keys() - nodes.mapping(before["paths"]))
    healed = without_later_edits = tag_groups.with_all_tags(_heal(moved, overlays), published)
    healed = former_names.keep_of_resources(
        healed, published, former_names.of_resources(moved.tags, present, healed.document)
    )
    healed = routes_left_behind.add_questions(healed, moved)
    changes, avoidable, obstacle = list[Change](), dict[Change, str](), ""
    undescribed, unscoped = list[incomplete_additions.Undescribed](), list[incomplete_additions.Unscoped]()
    unrefused, unnamed_pages = list[incomplete_additions.Stated](), list[new_names.UnnamedPage]()
    unchosen = list[table_columns.Unchosen]()
    facts, new_notices, covered, no_effect = ClientFacts(), list[str](), list[Difference](), list[Difference]()
    try:
        unread = validate.validate(healed.document)
        new_made = generate(healed.document, published)
        old_made = generate(present, before)
        old = read(old_made.texts)
        first = read(new_made.texts)
        fitted = scope_edits.remove_operations(healed, published, moved, scope_edits.find_refusals(old, first))
        if former_class_names := former_names.of_classes(old, first, moved):
            fitted = former_names.keep_of_classes(fitted, published, former_class_names)
        fitted = _without_idle_edits(
            lists_by_offset.with_paging(fitted, published, old, first), without_later_edits, moved
        )
        if fitted is not healed:
            healed, new_made = fitted, generate(fitted.document, published)
    except BuildError as problem:
        obstacle = obstacles.describe(problem, healed.document, published)
        offered = tried_restorations.offers(healed, published, is_usable=None)
    else:
        new_client = read(new_made.texts)
        changes = comparison.compare(old, new_client, present, healed.document, layout.commands)
        renamed = renamed_fields.find(changes, new_client)
        described = renamed_fields.carry_over(healed, renamed, moved)
        if described is not healed:
            healed, new_made = described, generate(described.document, published)
            new_client = read(new_made.texts)
            changes = comparison.compare(old, new_client, present, healed.document, layout.commands)
        undescribed = incomplete_additions.find_undescribed(old, new_client, healed.document)
        unscoped = [
            *incomplete_additions.find_unscoped(old, new_client),
            *incomplete_additions.find_without_personal_scope(old, new_client),
        ]
        unrefused = incomplete_additions.find_unrefused(old, new_client, healed.document)
        unnamed_pages = [
            *new_names.pages(old, new_client, healed.document),
            *new_names.results(old, new_client, healed.document),
            *new_names.numbered(old, new_client, healed.document),
        ]
        unchosen, facts = table_columns.find_unchosen(old, new_client, healed.document), client_facts.client_facts(old)
        present_notices = {*validate.validate(present), *old_made.notices, *slips.find(present, before)}
        new_notices = [
            notice
            for notice in (*unread, *new_made.notices, *slips.find(healed.document, published))
            if notice not in present_notices
        ]
        offered = tried_restorations.offers(healed, published, is_usable=_has_client)
        avoidable = restored_changes.find(
            changes, offered, healed, published, partial(_compare, old, present, layout.commands, published)
        )
        covered, no_effect = _harmless((before, published), (present, healed.document), changes, new_made.texts)
    unnamed = incomplete_additions.find_unnamed(healed.document, present)
    new_faults = faults.find_new(present, healed.document)
    stated = (*(item.notice for item in unnamed), *(start for fault in new_faults for start in fault.notices))
    return Report(
        document=new.name,
        sha256=hashlib.sha256(new.read_bytes()).hexdigest(),
        changes=changes,
        covered=covered,
        without_effect=no_effect,
        edits=[(edit, rewrite(edit, layout.overlays)) for edit in offered],
        unnamed=unnamed,
        proposal=propose(present_version(layout.version), changes),
        undescribed=undescribed,
        unscoped=unscoped,
        unrefused=unrefused,
        unnamed_pages=unnamed_pages,
        unchosen=unchosen,
        unsent=unsent_keys.find(present, healed.document),
        faults=new_faults,
        changed_values=repeated_values.find_changed(before, published),
        facts=facts,
        avoidable=avoidable,
        notices=[
            each for each in new_notices if not each.startswith(stated) and not new_names.is_told(each, unnamed_pages)
        ],
        obstacle=obstacle,
    )


def generate(patched: dict[str, JSON], published: dict[str, JSON]) -> Generated:
    """Generate the modules and the catalog of a client in memory.

    Args:
        patched: The patched document.
        published: The published document.

    Returns:
        The texts and the notices.

    Raises:
        BuildError: The client cannot be built.
    """
    try:
        plan = generator.plan(patched, published)
    except RecursionError:
        raise BuildError("schemas that are nested or refer to each other too deeply") from None
    texts = {**render_modules(plan), "catalog.json": catalog.render(plan.resources, patched, plan.notices.append)}
    return Generated(texts, plan.notices)


def _present_document(layout: Layout, published: dict[str, JSON], overlays: list[Overlay]) -> dict[str, JSON]:
    """Return the patched document of the present client.

    It is the document in `generated/`, because the overlays may have changed since. Without that file, the overlays are
    applied.
    """
    try:
        present: dict[str, JSON] = json.loads((layout.generated / DOCUMENT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return overlay.apply_with_misfits(published, overlays)[0]
    return present


def _heal(moved: Moves, overlays: Sequence[Overlay]) -> Healed:
    """Adapt the overlay to the new document, and drop needless actions.

    Invalid places, and places that no client can express, get actions, too.

    If the document is not valid after the edits, but is after those of `heal` with `keep`, the latter edits are used.
    """
    before, published = moved.old, moved.new
    healed = heal(overlays, moved)
    if healed.edits and not needless_actions.is_valid(healed.document):
        other = heal(overlays, moved, keep=True)
        if needless_actions.is_valid(other.document):
            healed = other
    healed = reversions.keep_former_parts(validity_repairs.add_repairs(healed, published), before, published)
    for repair in (omissions.leave_out, reversions.keep_former_operations):
        healed = healed if _has_client(healed.document, published) else repair(healed, before, published)
    superfluous = needless_actions.became_needless(before, published, overlays, healed.overlays)
    return evidence.keep_evidence(overlays, _drop(healed, superfluous, moved))


def _compare(
    old: Client, present: dict[str, JSON], commands: Path, published: dict[str, JSON], document: dict[str, JSON]
) -> Sequence[Change]:
    """Compare the client of a patched document with the present client."""
    return comparison.compare(old, read(generate(document, published).texts), present, document, commands)


def _has_client(document: dict[str, JSON], published: dict[str, JSON]) -> bool:
    """Return whether a client can be built; `True` for an invalid document."""
    try:
        if needless_actions.is_valid(document):
            generate(document, published)
    except BuildError:
        return False
    return True


def _without_idle_edits(healed: Healed, earlier: Healed, moved: Moves) -> Healed:
    """Drop actions without effect that later edits wrote.

    Args:
        healed: The overlay after all edits.
        earlier: The overlay after the edits whose effect was examined already.
        moved: The present and the new published document.
    """
    examined = [action for overlay_ in earlier.overlays for action in overlay_.actions]
    written = [action for overlay_ in healed.overlays for action in overlay_.actions if action not in examined]
    return _drop(healed, needless_actions.without_effect(moved.new, healed.overlays, written), moved)


def _drop(healed: Healed, superfluous: Sequence[Action], moved: Moves) -> Healed:
    """Drop actions without effect from the overlay and from its edits."""
    if not superfluous:
        return healed
    kept = without(healed.overlays, superfluous)
    edited = {edit.action.origin for edit in healed.edits}
    edits = [
        *(
            _without_needless(edit, superfluous, moved.old)
            for edit in healed.edits
            if not (edit.is_new and edit.action in superfluous)
        ),
        *(
            Edit(action=action, becomes=(), reason=wording.DROP_NEEDLESS, needs_check=False)
            for action in superfluous
            if action.origin not in edited
        ),
    ]
    return attrs.evolve(healed, document=overlay.apply_with_misfits(moved.new, kept)[0], overlays=kept, edits=edits)


def _without_needless(edit: Edit, superfluous: Sequence[Action], before: dict[str, JSON]) -> Edit:
    """Take the actions without effect out of an edit.

    Args:
        edit: Edit that may make actions without effect.
        superfluous: The actions without effect.
        before: The present published document.
    """
    becomes = tuple(action for action in edit.becomes if action not in superfluous)
    if len(becomes) == len(edit.becomes):
        return edit
    is_moved = not all(overlay.selected_locations(action, before) for action in becomes)
    reason = edit.reason if is_moved else wording.DONE_IN_PART if becomes else wording.DROP_NEEDLESS
    return attrs.evolve(edit, becomes=becomes, reason=reason)


def _harmless(
    published: tuple[dict[str, JSON], dict[str, JSON]],
    patched: tuple[dict[str, JSON], dict[str, JSON]],
    changes: Sequence[Change],
    texts: Mapping[str, str],
) -> tuple[list[Difference], list[Difference]]:
    """Find changes of the document that change nothing for callers.

    Args:
        published: The present and the new published document.
        patched: The present and the new patched document.
        changes: The changes for callers.
        texts: Texts of the new client.

    Returns:
        The changes that the overlay overwrites, and the changes without effect on the client.
    """
    reaching = list(document_differences.differences(*patched))
    reported = [
        list_items.with_identities(patched[0 if change.what in wording.GONE else 1], read_location(change.location))
        for change in changes
        if change.what != wording.COMMAND_LINE  # which another change causes, and whose location is the whole operation
    ]
    silent = [
        difference
        for difference in reaching
        if not any(
            document_differences.overlaps(location, other) for location in difference.identified for other in reported
        )
    ]

    def is_same(other: dict[str, JSON]) -> bool:
        try:
            return generate(other, published[1]).texts == texts
        except BuildError:
            return False

    covered = [
        difference
        for difference in document_differences.differences(*published)
        if not any(
            document_differences.overlaps(location, reached)
            for location in difference.identified
            for other in reaching
            for reached in other.identified
        )
    ]
    return covered, document_differences.without_effect(patched[1], silent, is_same)
