"""Decides which words and marks of a dropped action remain."""

from dataclasses import replace

from codegen.document import overlay, refs
from codegen.document.expectations import ABSENT, contains, missing_words
from codegen.document.load import JSON
from codegen.document.overlay import Action
from codegen.report import wording, wording_of_remains
from codegen.report.adaptations import is_mark, with_keys

_MAX_DEPTH = 10  # references inside of targets of references


def keep_written_words(
    action: Action, document: dict[str, JSON], published: dict[str, JSON], restored: dict[str, JSON]
) -> tuple[Action, ...]:
    """Reduce an action to its words and marks if Docker has its facts.

    Words are titles, summaries, descriptions and examples. Marks are the `x-` keys that only the overlay has. Facts are
    all other values. The action may write references to components that other actions add; Docker's document may have
    the content of these components inline.

    Args:
        action: The action, which does not fit the document.
        document: The new document after the edited actions before the action.
        published: The new published document.
        restored: The new document after the actions before the action, as if a maintainer had restored dropped actions.

    Returns:
        The action with only the words and marks that the document lacks. Empty in these cases:

        - The document lacks none of them.
        - The document lacks or contradicts a fact.
        - The document lacks words or marks of a mapping in the update that has no facts.
        - The action removes nodes, or its target does not select exactly one node.
    """
    locations = overlay.selected_locations(action, document)
    if action.remove or len(locations) != 1:
        return ()
    node = refs.node_at(document, locations[0])
    whole = with_keys(action, update=unfold(action.update, published, restored))
    words = keep_words_only(whole, node) if contains(node, whole.update) else None
    return (words,) if words else ()


def keep_words_only(action: Action, node: JSON) -> Action | None:
    """Reduce an action to the wording and the marks that the document lacks.

    Docker never writes the marks, which are `x-` keys of the overlay.

    Args:
        action: Action. The node has already all that the action writes, except words and marks (see
            `keep_written_words`).
        node: The node that the action changes.

    Returns:
        The action with only the titles, summaries, descriptions, examples and marks that the node lacks; `None` if the
        node lacks none.
    """
    words = missing_words(node, action.update, is_mark)
    if not words:
        return None
    kept = with_keys(action, before=_absent(words), update=words)
    return replace(kept, description=wording_of_remains.words_only(action.description, marks=_has_marks(words)))


def reason_to_keep(action: Action) -> str:
    """Return the reason for an edit that keeps only words and marks.

    Args:
        action: Result of `keep_words_only`.
    """
    return wording.KEEP_MARKS if _has_marks(action.update) else wording.KEEP_WORDS


def _has_marks(update: JSON) -> bool:
    if not isinstance(update, dict):
        return False
    return any(is_mark(key) or _has_marks(value) for key, value in update.items())


def _absent(words: JSON) -> JSON:
    return {key: _absent(value) for key, value in words.items()} if isinstance(words, dict) else ABSENT


def unfold(update: JSON, published: dict[str, JSON], restored: dict[str, JSON], depth: int = 0) -> JSON:
    """Copy an update, with targets in place of references that Docker lacks.

    Args:
        update: The update, or any node of a document.
        published: The document whose references stay.
        restored: The document in which the targets of the other references are looked for.
        depth: Number of references around the update; 0 by default.
    """
    if isinstance(update, list):
        return [unfold(item, published, restored, depth) for item in update]
    if not isinstance(update, dict):
        return update
    reference = update.get("$ref")
    if isinstance(reference, str) and depth < _MAX_DEPTH and _resolve(published, reference) is None:
        return unfold(_resolve(restored, reference), published, restored, depth + 1)
    return {key: unfold(value, published, restored, depth) for key, value in update.items()}


def _resolve(document: dict[str, JSON], reference: str) -> JSON:
    try:
        return refs.resolve(document, reference)
    except KeyError:
        return None
