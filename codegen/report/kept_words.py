"""Decides which words of a dropped action remain."""

from codegen.document import overlay, refs
from codegen.document.expectations import contains
from codegen.document.load import JSON
from codegen.document.overlay import Action
from codegen.report.adaptations import keep_words_only, with_keys

_MAX_DEPTH = 10  # references inside of targets of references


def keep_written_words(
    action: Action, document: dict[str, JSON], published: dict[str, JSON], restored: dict[str, JSON]
) -> tuple[Action, ...]:
    """Reduce an action to its words if Docker's document has its facts.

    Words are titles, summaries, descriptions and examples. Facts are all other values, except those of keys with `x-`.
    The action may write references to components that other actions add; Docker's document may have the content of
    these components inline.

    Args:
        action: The action, which does not fit the document.
        document: The new document after the edited actions before the action.
        published: The new published document.
        restored: The new document after the actions before the action, as if a maintainer had restored dropped actions.

    Returns:
        The action with only the words that the document lacks, without its facts and `x-` keys. Empty if the document
        lacks no word, or if it lacks or contradicts a fact. Also empty if the action, or a mapping inside its update,
        has words or `x-` keys that the document lacks and no fact; if the action removes nodes; or if its target does
        not select exactly one node.
    """
    locations = overlay.selected_locations(action, document)
    if action.remove or len(locations) != 1:
        return ()
    node = refs.node_at(document, locations[0])
    whole = with_keys(action, update=_unfold(action.update, published, restored))
    words = keep_words_only(whole, node) if contains(node, whole.update) else None
    return (words,) if words else ()


def _unfold(update: JSON, published: dict[str, JSON], restored: dict[str, JSON], depth: int = 0) -> JSON:
    """Copy an update, with targets in place of references that Docker lacks."""
    if isinstance(update, list):
        return [_unfold(item, published, restored, depth) for item in update]
    if not isinstance(update, dict):
        return update
    reference = update.get("$ref")
    if isinstance(reference, str) and depth < _MAX_DEPTH and _resolve(published, reference) is None:
        return _unfold(_resolve(restored, reference), published, restored, depth + 1)
    return {key: _unfold(value, published, restored, depth) for key, value in update.items()}


def _resolve(document: dict[str, JSON], reference: str) -> JSON:
    try:
        return refs.resolve(document, reference)
    except KeyError:
        return None
