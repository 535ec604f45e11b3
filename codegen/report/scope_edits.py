"""Edits actions that state scopes for operations that now refuse tokens."""

from collections.abc import Set

import attrs

from codegen.document import overlay
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action
from codegen.report import wording, wording_of_remains
from codegen.report.adaptations import cut, with_keys
from codegen.report.client import Client
from codegen.report.moves import Moves
from codegen.report.overlay_edits import Edit, Healed, attrs_replace
from codegen.report.refitting import Refitting

_SCOPE = "x-organization-scope"


def find_refusals(old: Client, new: Client) -> set[Location]:
    """Locate operations that no longer accept organization access tokens.

    Args:
        old: The present client.
        new: The new client.

    Returns:
        The locations of their operation objects in the new document. Only operations with the same resource and method
            name in both clients are compared.
    """
    return {
        ("paths", method.fact("path"), method.fact("method").lower())
        for key, method in new.methods.items()
        if key in old.methods and _accepts(old, key) and not _accepts(new, key)
    }


def remove_operations(healed: Healed, published: dict[str, JSON], moves: Moves, locations: Set[Location]) -> Healed:
    """Remove operations from actions that state a scope.

    Args:
        healed: The overlay that fits, with the edits.
        published: The new published document.
        moves: The renamed and moved parts of the document.
        locations: Locations of the operations.

    Returns:
        The overlay with an edit for each action that states the scope of such an operation, or of several: the action
        omits the operation or, if the action states more of the operation, only its scope. If an edit drops as needless
        an action that states only scopes, the lost scope becomes the reason of the edit.
    """
    kept = {
        action.origin: each
        for overlay_ in healed.overlays
        for action in overlay_.actions
        if (each := _remaining(action, healed.document, moves, locations)) is not None
    }
    unread = {
        edit.action.origin
        for edit in healed.edits
        if edit.reason == wording.DROP_NEEDLESS
        and _states_scope_only(edit.action)
        and _remaining(edit.action, healed.document, moves, locations) is not None
    }
    if unread:  # these actions have no effect, because generated code states no scope of a refused token
        edits = [
            attrs.evolve(edit, reason=wording_of_remains.SCOPE_GONE) if edit.action.origin in unread else edit
            for edit in healed.edits
        ]
        healed = attrs.evolve(healed, edits=edits)
    if not kept:
        return healed
    overlays = [
        attrs_replace(each, [other for action in each.actions for other in kept.get(action.origin, (action,))])
        for each in healed.overlays
    ]
    edited = {edit.action.origin for edit in healed.edits}
    edits = [
        attrs.evolve(edit, becomes=kept[edit.action.origin], reason=f"{edit.reason} {wording_of_remains.SCOPE_GONE}")
        if edit.action.origin in kept
        else edit
        for edit in healed.edits
    ]
    edits += [
        Edit(action=action, becomes=kept[action.origin], reason=wording_of_remains.SCOPE_GONE, needs_check=False)
        for overlay_ in healed.overlays
        for action in overlay_.actions
        if action.origin in kept.keys() - edited
    ]
    return attrs.evolve(
        healed, document=overlay.apply_with_misfits(published, overlays)[0], overlays=overlays, edits=edits
    )


def _remaining(
    action: Action, document: dict[str, JSON], moves: Moves, locations: Set[Location]
) -> tuple[Action, ...] | None:
    """Return the actions for the operations that stay; `None` if all stay.

    The result is empty if no operation stays. Of an action that writes more than scopes, only the scopes are removed.
    """
    if not _states_scope_only(action):
        return _without_scopes(action, document, locations)
    there = overlay.selected_locations(action, document)
    left = [location for location in there if location not in locations]
    if len(left) == len(there):
        return None
    refitting = Refitting(action=action, old=action, moves=moves, before=document, document=document, keep=False)
    return tuple(refitting.retarget((action,), left)) if left else ()


def _states_scope_only(action: Action) -> bool:
    return isinstance(action.update, dict) and action.update.keys() == {_SCOPE}


def _without_scopes(action: Action, document: dict[str, JSON], locations: Set[Location]) -> tuple[Action, ...] | None:
    """Remove scopes of operations from an action on one node that writes more.

    The result is `None` if the action states no such scope.
    """
    there = overlay.selected_locations(action, document)
    if len(there) != 1:
        return None
    (start,) = there
    other = with_keys(action)
    for location in locations:
        if location[: len(start)] == start:
            for value in (other.before, other.update):
                cut(value, (*map(str, location[len(start) :]), _SCOPE))
    return None if other == action else (other,)


def _accepts(client: Client, key: str) -> bool:
    return client.methods[key].facts.get("organization_token") == "True"
