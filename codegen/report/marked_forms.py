"""Keeps marks of the overlay if Docker documents both their forms.

A mark such as `x-one-or-many` says that the service sends a value in two forms, and that callers get one of them.
Docker may say the same by a choice (`oneOf`), of which callers would get both forms.
"""

from collections.abc import Mapping, Sequence

from codegen.document import nodes, overlay, refs
from codegen.document.expectations import contains
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action
from codegen.report import kept_words, wording_of_remains
from codegen.report.adaptations import Adaptation, with_keys

_CHOICES = ("oneOf", "anyOf")


def keep_removal(
    action: Action, later: Sequence[Action], document: dict[str, JSON], own_components: Mapping[str, JSON]
) -> Adaptation | None:
    """Keep an action that removes a node, if a later action marks it.

    Args:
        action: The action, with new names of moved parts.
        later: The actions after it.
        document: The new document, patched by the actions before this action.
        own_components: Components that only the overlay adds, by reference.

    Returns:
        The action, which expects Docker's choice; `None` if the action removes no or several nodes, if no later action
            writes the node with a mark, or if the node is no choice between the two forms of that mark.
    """
    locations = overlay.selected_locations(action, document) if action.remove else []
    if len(locations) != 1:
        return None
    node = refs.node_at(document, locations[0])
    choice = node if isinstance(node, dict) else {}
    key = next((key for key in _CHOICES if key in choice), "")
    whole = _with_components(document, own_components)
    theirs = [kept_words.unfold(form, {}, whole) for form in nodes.sequence(choice.get(key))]
    ours = [kept_words.unfold(form, {}, whole) for form in _forms(_written(locations[0], later, document))]
    if not ours or not any(
        len(theirs) == len(ours) and all(contains(*pair) for pair in zip(theirs, order, strict=True))
        for order in (ours, ours[::-1])
    ):
        return None
    kept = with_keys(action, before={key: choice[key]})
    return Adaptation(wording_of_remains.BOTH_FORMS, (kept,), needs_check=True)


def _forms(written: dict[str, JSON]) -> list[JSON]:
    """List the two forms of a marked schema; none without a mark."""
    properties = nodes.mapping(written.get("properties"))
    if written.get("x-one-or-many") is True:
        return [written, written.get("items")]
    if array_of := nodes.text(written.get("x-array-of")):
        return [written, properties.get(array_of)]
    if nested_in := nodes.text(written.get("x-nested-in")):
        return [written, {"properties": {nested_in: written}}]
    return []


def _written(location: Location, actions: Sequence[Action], document: dict[str, JSON]) -> dict[str, JSON]:
    """Return what the first action that writes a node writes, if any."""
    for action in actions:
        for start in overlay.selected_locations(action, document) if not action.remove else ():
            node = refs.find_node(action.update, location[len(start) :]) if location[: len(start)] == start else None
            if isinstance(node, dict):
                return node
    return {}


def _with_components(document: dict[str, JSON], components: Mapping[str, JSON]) -> dict[str, JSON]:
    """Copy a document with further components, given by reference."""
    kinds = {kind: dict(nodes.mapping(entries)) for kind, entries in nodes.mapping(document.get("components")).items()}
    for reference, component in components.items():
        kind, name = reference.split("/")[-2:]
        kinds.setdefault(kind, {}).setdefault(name, component)
    return {**document, "components": {**kinds}}
