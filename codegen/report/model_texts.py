"""Finds texts of the overlay on all fields of a model whose fields change."""

import re
from collections.abc import Iterator, Sequence

from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.report import hand_written_uses, wording, wording_of_remains
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts
from codegen.report.hand_written_uses import Use
from codegen.report.overlay_edits import Edit

_CHANGES = frozenset({wording.FIELD_ADDED, wording.FIELD_REMOVED, wording.FIELD_RENAMED, wording.REQUIRED})
_OF_ALL = re.compile(
    r"\b(?:both|all of (?:them|these|those)|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE
)
"""Words of a sentence that may be false if a model has other fields."""


def find(
    changes: Sequence[Change], edits: Sequence[Edit], overlays: Sequence[Overlay], facts: ClientFacts
) -> list[Use]:
    """Find the actions on a whole model that count or compare its fields.

    An example is an action that names a model, with the evidence "the same three switches as those of the response, all
    of them required".

    Args:
        changes: The changes for callers.
        edits: The edits of the overlay that are still to be made.
        overlays: The overlays, to whose actions the edits apply.
        facts: What belongs to a name in the present client, such as the location of a model.

    Returns:
        A `Use` for each model whose fields change and that has such actions.
    """
    models = dict.fromkeys(
        model
        for change in changes
        if change.what in _CHANGES
        for name in change.names
        if (model := name.partition(".")[0]) in facts.locations
    )
    actions = [action for each in hand_written_uses.after_edits(edits, overlays) for action in each.actions]
    stating = [(action.target, action) for action in actions if any(map(_OF_ALL.search, _texts(action)))]
    uses = (
        (model, tuple(f"overrides/{action.origin}" for target, action in stating if target == facts.locations[model]))
        for model in models
    )
    return [Use(name=model, what=wording_of_remains.ON_ALL_FIELDS, places=places) for model, places in uses if places]


def _texts(action: Action) -> Iterator[str]:
    """Yield the evidence of an action, and the description that it writes."""
    yield action.description
    written: JSON = action.update.get("description") if isinstance(action.update, dict) else None
    if isinstance(written, str):
        yield written
