"""Carries what the overlay says of a field to the field's new name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

import attrs

from codegen.document import overlay
from codegen.document.expectations import ABSENT
from codegen.document.load import JSON
from codegen.document.nodes import mapping, sequence
from codegen.document.overlay import Action, Overlay
from codegen.document.refs import json_path
from codegen.document.selection import select
from codegen.report import wording, wording_of_remains
from codegen.report.adaptations import with_keys
from codegen.report.changes import Change
from codegen.report.client import Client
from codegen.report.moves import Moves
from codegen.report.overlay_edits import Edit, Healed, attrs_replace

_PROPERTIES = ".properties."
_COLUMNS = "x-columns"


def find(changes: Sequence[Change], new: Client) -> dict[str, str]:
    """Find the fields that Docker seems to have renamed.

    Args:
        changes: The changes for callers.
        new: The new client.

    Returns:
        The JSONPath of the new field, by the JSONPath of the removed field.
    """
    locations = {
        wording.perhaps_renamed(f"{model.name}.{field.name}"): field.location
        for model in new.models.values()
        for field in model.fields.values()
    }
    return {
        change.location: locations[change.after]
        for change in changes
        if change.what == wording.FIELD_REMOVED and change.after in locations
    }


def carry_over(healed: Healed, renamed: Mapping[str, str], moves: Moves) -> Healed:
    """Move texts and columns of the overlay to the new names of fields.

    An action that writes the description of a removed field, or lists the field among the columns of a table
    (`x-columns`), is applied to the new field. Any other action on the removed field, or on a list of fields with it,
    is only offered for the new field, as the restoration of its edit, because the evidence of that action may not hold
    for the new field.

    Args:
        healed: The overlay that fits the new document, with the edits.
        renamed: The JSONPath of the new field, by the JSONPath of the removed field.
        moves: The present and the new document.

    Returns:
        The overlay with actions that describe or list the new fields; the same object if nothing is carried over or
        offered. A new field that has a description in the patched document gets no other.
    """
    return _offer_others(_carry_columns(_carry_texts(healed, renamed, moves), renamed, moves), renamed, moves)


def _offer_others(healed: Healed, renamed: Mapping[str, str], moves: Moves) -> Healed:
    """Offer what actions say of removed fields for the fields' new names."""
    edits = [
        _with_offers_of_list(_with_offer(edit, renamed, healed.document), renamed, healed.document, moves)
        for edit in healed.edits
    ]
    return attrs.evolve(healed, edits=edits) if edits != healed.edits else healed


def _with_offer(edit: Edit, renamed: Mapping[str, str], document: dict[str, JSON]) -> Edit:
    """Return an edit that offers its action for the new field, if it fits."""
    new = renamed.get(edit.action.target, "")
    action = with_keys(edit.action, target=new, matches=1)
    if not new or edit.becomes or edit.restoration or overlay.judge(action, document) is not None:
        return edit
    return attrs.evolve(
        edit,
        reason=f"{edit.reason} {wording_of_remains.OFFERED}",
        restoration=(action,),
        restoration_fits_at_end=True,
    )


def _with_offers_of_list(edit: Edit, renamed: Mapping[str, str], document: dict[str, JSON], moves: Moves) -> Edit:
    """Return an edit that offers its action for the renamed among its fields.

    The action goes on with the other fields that it selects.
    """
    if not edit.becomes or edit.restoration or edit.is_new:
        return edit
    former = {json_path(location) for location in overlay.selected_locations(edit.action, moves.old)}
    offers = [with_keys(edit.action, target=new, matches=1) for old, new in renamed.items() if old in former]
    fitting = tuple(action for action in offers if overlay.judge(action, document) is None)
    if not fitting:
        return edit
    return attrs.evolve(
        edit,
        reason=f"{edit.reason} {wording_of_remains.OFFERED}",
        needs_check=True,
        restoration=fitting,
        restoration_fits_at_end=True,
        restoration_is_addition=True,
    )


def _carry_columns(healed: Healed, renamed: Mapping[str, str], moves: Moves) -> Healed:
    """Edit the actions that list a renamed field among columns."""
    edited = {edit.action.origin for edit in healed.edits}
    edits = {
        action.origin: Edit(
            action=action,
            becomes=(replace(action, update={**mapping(action.update), _COLUMNS: columns}),),
            reason=wording.CARRY_COLUMN,
            needs_check=True,
        )
        for each in healed.overlays
        for action in each.actions
        if action.origin not in edited and (columns := _columns_at_new_names(action, renamed))
    }
    if not edits:
        return healed
    overlays = [
        attrs_replace(
            each, [edits[action.origin].becomes[0] if action.origin in edits else action for action in each.actions]
        )
        for each in healed.overlays
    ]
    document = overlay.apply_with_misfits(moves.new, overlays)[0]
    return attrs.evolve(healed, document=document, overlays=overlays, edits=[*healed.edits, *edits.values()])


def _columns_at_new_names(action: Action, renamed: Mapping[str, str]) -> list[JSON]:
    """Return the columns that an action lists, with the new names of fields.

    The result is empty if the action lists no renamed field.
    """
    keys = {
        old.rpartition(_PROPERTIES)[2]: new.rpartition(_PROPERTIES)[2]
        for old, new in renamed.items()
        if old.rpartition(_PROPERTIES)[0] == new.rpartition(_PROPERTIES)[0] == action.target
    }
    columns = sequence(action.update.get(_COLUMNS)) if isinstance(action.update, dict) else []
    return [keys.get(str(column), column) for column in columns] if keys.keys() & set(map(str, columns)) else []


def _carry_texts(healed: Healed, renamed: Mapping[str, str], moves: Moves) -> Healed:
    """Let edits keep the text on a renamed field, at its new name."""
    edits = {edit.action.origin: edit for edit in healed.edits if not edit.is_new}
    carried: dict[str, Edit] = {}
    for origin, edit in edits.items():
        for old, new in renamed.items():
            current = carried.get(origin, edit)
            action = _with_text_at_new_name(current, old, new, healed.document)
            if action is not None:
                carried[origin] = attrs.evolve(
                    current,
                    becomes=(action,),
                    reason=wording.CARRY_OVER,
                    needs_check=True,
                    restoration=(),
                    combination=(),
                )
    if not carried:
        return healed
    overlays = [_with_edits(each, edits, carried) for each in healed.overlays]
    return attrs.evolve(
        healed,
        document=overlay.apply_with_misfits(moves.new, overlays)[0],
        overlays=overlays,
        edits=[edit if edit.is_new else carried.get(edit.action.origin, edit) for edit in healed.edits],
    )


def _with_text_at_new_name(edit: Edit, old: str, new: str, document: dict[str, JSON]) -> Action | None:
    """Return the action of an edit with the text on a field at its new name.

    Args:
        edit: The edit, which may drop the action.
        old: JSONPath of the removed field.
        new: JSONPath of the new field.
        document: The patched document.

    Returns:
        The action; `None` in these cases:

        - For the removed field, the action writes something else than a description.
        - The edit makes several actions of the action, keeps the action at another schema, or still describes the
          removed field.
        - The document does not have the new field, or describes it already.
    """
    schema, _, key = old.rpartition(_PROPERTIES)
    new_schema, _, new_key = new.rpartition(_PROPERTIES)
    described = _description_at(edit.action, schema, key)
    nodes = select(new, document)
    if len(edit.becomes) > 1 or described is None or not nodes or _has_description(nodes[0].value):
        return None
    if not edit.becomes:
        update: JSON = {"properties": {new_key: {"description": described}}}
        before: JSON = {"properties": {new_key: {"description": ABSENT}}}
        return with_keys(edit.action, target=new_schema, matches=1, before=before, update=update)
    (action,) = edit.becomes
    if action.target not in {new_schema, f"{new_schema}.properties"} or _description_at(action, new_schema, key):
        return None
    steps = ("properties",) if action.target == new_schema else ()
    return replace(
        action,
        update=_put(action.update, (*steps, new_key, "description"), described),
        before=_put(action.before, (*steps, new_key, "description"), ABSENT),
    )


def _description_at(action: Action, schema: str, key: str) -> JSON:
    """Return the text that an action writes for a field.

    The result is `None` if it writes something else or nothing.
    """
    update = action.update
    for step in _steps_below(action.target, schema, key):
        update = update.get(step) if isinstance(update, dict) else None
    return update.get("description") if isinstance(update, dict) and update.keys() == {"description"} else None


def _steps_below(target: str, schema: str, key: str) -> tuple[str, ...]:
    """Return the keys from the target of an action to a field of a schema."""
    steps = {schema: ("properties", key), f"{schema}.properties": (key,), f"{schema}{_PROPERTIES}{key}": ()}
    return steps.get(target, ("",))  # a key that no update has


def _has_description(node: JSON) -> bool:
    return isinstance(node, dict) and "description" in node


def _put(node: JSON, path: Sequence[str], value: JSON) -> JSON:
    """Copy mappings with another value at a path of keys."""
    if not path:
        return value
    mapping = node if isinstance(node, dict) else {}
    return {**mapping, path[0]: _put(mapping.get(path[0]), path[1:], value)}


def _with_edits(overlay_: Overlay, edits: Mapping[str, Edit], carried: Mapping[str, Edit]) -> Overlay:
    """Replace the actions of edits by actions for renamed fields.

    Args:
        overlay_: The overlay after the edits of `heal`.
        edits: The edits of `heal` before they were changed, by origin of their action. The actions that these edits
            made are replaced. If an edit dropped its action, the new action is inserted in the place of that action.
        carried: The changed edits by origin of their action, with the new actions.

    Returns:
        The overlay with the new actions.
    """
    actions = list(overlay_.actions)
    for origin, edit in carried.items():
        if PurePath(edit.action.file).stem == overlay_.name:
            former = edits[origin].becomes
            later = (index for index, action in enumerate(actions) if action.line > edit.action.line)
            index = actions.index(former[0]) if former else next(later, len(actions))
            actions[index : index + len(former)] = edit.becomes
    return attrs_replace(overlay_, actions)
