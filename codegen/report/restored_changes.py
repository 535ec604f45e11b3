"""Finds changes that do not come if actions are restored."""

from collections.abc import Callable, Iterator, Sequence

from codegen.document import overlay
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action
from codegen.report import document_differences, tried_restorations, wording_of_remains
from codegen.report.changes import Change, read_location
from codegen.report.overlay_edits import Edit, Healed


def find(
    changes: Sequence[Change],
    edits: Sequence[Edit],
    healed: Healed,
    published: dict[str, JSON],
    compare: Callable[[dict[str, JSON]], Sequence[Change]],
) -> dict[Change, str]:
    """Find the changes that hang on edits with a restoration.

    Args:
        changes: The changes for callers after the edits.
        edits: The edits, with the restorations that the report offers. A client can be built with all of them.
        healed: The overlay that fits, with the edits.
        published: The new published document.
        compare: Function that returns the changes for callers after a patched document.

    Returns:
        For each change that does not come with all restorations, words for the report with the edits whose restoration
        concerns its location, or else that of another such change of the same operation or model, or else the only edit
        with a restoration; words for any edit if there is none.
    """
    restoring = [edit for edit in edits if edit.restoration]
    if not restoring or not changes:
        return {}
    document = overlay.apply_with_misfits(published, tried_restorations.with_all(healed.overlays, restoring))[0]
    lasting = {_key(name, change) for change in compare(document) for name in change.names}
    locations = {edit.action.origin: [*_written(edit, healed.document)] for edit in restoring}
    origins = {
        change: [
            origin
            for origin, written in locations.items()
            if any(document_differences.overlaps(read_location(change.location), each) for each in written)
        ]
        for change in changes
        if not any(_key(name, change) in lasting for name in change.names)
    }
    only = list(locations) if len(locations) == 1 else []
    by_owner: dict[str, list[str]] = {}
    for change, own in origins.items():
        by_owner.setdefault(_owner(change), []).extend(own)
    return {
        change: wording_of_remains.unless_restored(own or list(dict.fromkeys(by_owner[_owner(change)])) or only)
        for change, own in origins.items()
    }


def _owner(change: Change) -> str:
    """Return the operation or the model of a change."""
    name = change.names[0]
    return name.partition("(" if name.startswith("hub.") else ".")[0]


def _key(name: str, change: Change) -> tuple[str, str, str, str]:
    return name, change.what, change.before, change.after


def _written(edit: Edit, document: dict[str, JSON]) -> Iterator[Location]:
    """Yield the locations that the restoration of an edit concerns."""
    for action in edit.restoration:
        for location in overlay.selected_locations(action, document):
            yield from ([location] if action.remove else _leaves(action, location))


def _leaves(action: Action, location: Location) -> Iterator[Location]:
    """Yield the locations of the values that an update writes to a node."""
    waiting: list[tuple[Location, JSON]] = [(location, action.update)]
    while waiting:
        place, node = waiting.pop()
        if isinstance(node, dict) and node:
            waiting += [((*place, key), value) for key, value in node.items()]
        else:
            yield place
