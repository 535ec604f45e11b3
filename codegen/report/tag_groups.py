"""Puts new tags into a group, without which viewers leave them out."""

from collections.abc import Iterator
from dataclasses import replace

import attrs

from codegen.document import nodes, overlay
from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.document.refs import json_path
from codegen.report import wording_of_additions
from codegen.report.overlay_edits import Edit, Healed, attrs_replace

_GROUPS = "x-tagGroups"


def with_all_tags(healed: Healed, published: dict[str, JSON]) -> Healed:
    """Let the overlay put all tags of operations into groups.

    Args:
        healed: The overlay that fits, with its edits.
        published: The new published document.

    Returns:
        The overlay in which the last action for tags of a group adds the other tags, too. If there is no such action,
        the overlay has a new action for the last group. `healed` itself if groups contain all tags, if the document has
        no groups, or if there are no overlays.
    """
    missing = _ungrouped(healed.document)
    groups = nodes.sequence(healed.document.get(_GROUPS))
    if not missing or not groups or not healed.overlays:
        return healed
    lists = {(_GROUPS, index, "tags") for index in range(len(groups))}
    actions = [action for each in healed.overlays for action in each.actions if isinstance(action.update, list)]
    about_groups = [action for action in actions if lists & set(overlay.selected_locations(action, healed.document))]
    if about_groups:
        last = about_groups[-1]
        return _with_changed_action(
            healed, last, replace(last, update=[*nodes.sequence(last.update), *missing]), published
        )
    return _with_added_action(healed, _new_action(healed, len(groups) - 1, missing), published)


def _ungrouped(document: dict[str, JSON]) -> list[str]:
    """List the tags of operations that no group contains, in their order."""
    groups = (nodes.mapping(group) for group in nodes.sequence(document.get(_GROUPS)))
    grouped = {tag for group in groups for tag in nodes.sequence(group.get("tags")) if isinstance(tag, str)}
    return [tag for tag in dict.fromkeys(_used(document)) if tag not in grouped]


def _used(document: dict[str, JSON]) -> Iterator[str]:
    for _, _, operation in nodes.operations(document):
        yield from (tag for tag in nodes.sequence(operation.get("tags")) if isinstance(tag, str))


def _new_action(healed: Healed, index: int, tags: list[str]) -> Action:
    """Make an action that adds tags to a group."""
    location = (_GROUPS, index, "tags")
    before = nodes.mapping(nodes.sequence(healed.document[_GROUPS])[index]).get("tags")
    update: list[JSON] = [*tags]
    file = f"overlay/{healed.overlays[-1].name}.yaml"
    why = wording_of_additions.UNGROUPED
    return Action(file, len(healed.edits), json_path(location), why, "D36", update, False, 1, before)  # noqa: FBT003


def _with_changed_action(healed: Healed, old: Action, new: Action, published: dict[str, JSON]) -> Healed:
    """Replace an action, in the edit that wrote it or by a new edit."""
    edits = [
        attrs.evolve(edit, becomes=tuple(new if each == old else each for each in edit.becomes))
        for edit in healed.edits
    ]
    if edits == healed.edits:
        edits.append(Edit(action=old, becomes=(new,), reason=wording_of_additions.GROUP_TAGS, needs_check=False))
    overlays = [
        attrs_replace(each, [new if action == old else action for action in each.actions]) for each in healed.overlays
    ]
    return _with_overlays(healed, overlays, edits, published)


def _with_added_action(healed: Healed, action: Action, published: dict[str, JSON]) -> Healed:
    last = healed.overlays[-1]
    overlays = [*healed.overlays[:-1], attrs_replace(last, [*last.actions, action])]
    edit = Edit(
        action=action, becomes=(action,), reason=wording_of_additions.GROUP_TAGS, needs_check=False, is_new=True
    )
    return _with_overlays(healed, overlays, [*healed.edits, edit], published)


def _with_overlays(healed: Healed, overlays: list[Overlay], edits: list[Edit], published: dict[str, JSON]) -> Healed:
    return attrs.evolve(
        healed, overlays=overlays, edits=edits, document=overlay.apply_with_misfits(published, overlays)[0]
    )
