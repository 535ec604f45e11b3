"""Adapts an overlay action to the values that its nodes have now."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace

import attrs

from codegen.document import nodes, overlay, refs
from codegen.document.expectations import ABSENT, same
from codegen.document.load import JSON
from codegen.document.overlay import Action
from codegen.plan.operations.describe import accepts_organization_tokens
from codegen.report import wording, wording_of_remains

_Path = tuple[str, ...]
_TO_CHECK = (
    *(wording.PRUNE, wording.DOCUMENTED, wording.KEEP_VALUES, wording.LEAVE_OUT),
    wording_of_remains.KEEP_REMOVED,
)
_WITHOUT_CHECK = (wording_of_remains.REMOVE_REST, wording.KEEP_NAME, wording.ADAPT)
_NAMES = (("operationId",), ("title",))
_NOT_OURS = frozenset({"x-undocumented", "x-evidence", "x-organization-token"})
"""Keys that an action no longer writes if Docker documents the operation. They state that Docker does not document it,
or Docker's text decides their value."""


@attrs.frozen
class Adaptation:
    """The result of adapting an action to a new document.

    Attributes:
        reason: Reason of the change, for the report; empty if the action fits unchanged.
        actions: The actions that replace the action: usually the same action with another `x-before` or `update`; empty
            if the action is dropped.
        needs_check: Whether a maintainer must check the result against the evidence.
        is_elsewhere: Whether the new actions change other nodes than the adapted action; `False` by default.
    """

    reason: str
    actions: tuple[Action, ...]
    needs_check: bool
    is_elsewhere: bool = False

    def is_like(self, other: "Adaptation") -> bool:
        """Return whether another location has the same result.

        Args:
            other: Result at the other location. Targets may differ. A result of several actions, or at other nodes, is
                like no other.
        """
        if self.is_elsewhere or other.is_elsewhere:
            return False
        written = [[(action.before, action.update) for action in each.actions] for each in (self, other)]
        return self.reason == other.reason and len(self.actions) < 2 and written[0] == written[1]  # noqa: PLR2004


def adapt(action: Action, paths: Mapping[_Path, JSON], *, keep: bool) -> Adaptation:
    """Adapt an action to the values that differ from its `x-before`.

    Args:
        action: The action, whose `x-before` states other values, or which replaces a value that Docker changed.
        paths: For each differing value, named by the keys that lead to it from the selected node: the value in the
            document; `absent` for a missing value.
        keep: Whether the action keeps writing its value although Docker changed the value that it replaces.

    Returns:
        The adapted action, with the reason. No action in these cases:

        - Nothing remains to write.
        - Without `keep`: Docker changed a value that the action removes. The values of an enumeration, names, and a
          list from which Docker took items are exceptions.
        - Without `keep`: Docker changed the selected node as a whole, and the node is neither a list nor an operation
          or path item.
    """
    before, update = copy.deepcopy(action.before), copy.deepcopy(action.update)
    description = action.description
    reasons = {wording.ADAPT}
    for path, value in paths.items():
        if value == ABSENT and isinstance(_value(before, path), dict) and _only_describes(_value(update, path)):
            cut(update, path)  # the described part no longer exists
            cut(before, path)
            reasons.add(wording.LEAVE_OUT)
        elif keep or not (action.remove or _writes(update, path)):
            before = _put(before, path, value)
        elif path[-1:] in _NAMES:
            description = wording_of_remains.with_name(description, _value(before, path), value)
            before = _put(before, path, value)
            reasons.add(wording.KEEP_NAME)
        elif (ours := _names_and_marks(_value(update, path), value)) is not None:
            before, update = _put(before, path, ours[0]), _put(update, path, ours[1])
            reasons.add(wording.DOCUMENTED)
        elif not path and isinstance(value, list) and not action.remove:
            before, update = value, _not_in(value, update)
        elif (recorded := _recorded_values(_value(update, path), value, path[-1] if path else "")) is not None:
            before, update = _put(before, path, recorded[0]), _put(update, path, recorded[1])
            reasons.add(wording.KEEP_VALUES)
        elif action.remove and path[-1:] == ("enum",) and isinstance(value, list):
            before = _put(before, path, value)
            reasons.add(wording_of_remains.KEEP_REMOVED)
        elif action.remove and _is_part_of_list(value, _value(before, path)):
            before = _put(before, path, value)
            reasons.add(wording_of_remains.REMOVE_REST)
        elif action.remove or not path or not isinstance(update, dict):
            return Adaptation(wording.DROP_CHANGED, (), needs_check=True)
        else:
            cut(update, path)
            cut(before, path)
            reasons.add(wording.PRUNE)
    if not update and not action.remove:
        return Adaptation(wording.DROP_CHANGED, (), needs_check=True)
    reason = next(each for each in (*_TO_CHECK, *_WITHOUT_CHECK) if each in reasons)
    needs_check = reason in _TO_CHECK
    fitting = replace(with_keys(action, before=before, update=update), description=description)
    return Adaptation(reason, (fitting,), needs_check=needs_check)


def is_undocumented(action: Action) -> bool:
    """Return whether an action adds an undocumented operation to a path item.

    Args:
        action: Any action of an overlay.
    """
    update = action.update if isinstance(action.update, dict) else {}
    return any(nodes.mapping(update.get(method)).get("x-undocumented") is True for method in nodes.METHODS)


def _only_describes(update: JSON) -> bool:
    """Return whether an update has only `description`, `title` and `x-` keys."""
    return isinstance(update, dict) and all(key in {"description", "title"} or key.startswith("x-") for key in update)


def _names_and_marks(update: JSON, there: JSON) -> tuple[JSON, JSON] | None:
    """Reduce an update for operations that Docker documents now.

    Marks are the `x-` keys that the overlay adds, except `_NOT_OURS`, and except the scope of organization access
    tokens if Docker's operation does not accept them.

    Args:
        update: Value that the action writes.
        there: Value of the new document at the same location.

    Returns:
        The value to expect and the value to write: operationIds, marks, and operations that Docker does not document.
            `None` if the update is neither an operation nor a path item, or if one of the values is not an object.
    """
    if not isinstance(update, dict) or not isinstance(there, dict):
        return None
    if "responses" in update:
        ours = {key: value for key, value in update.items() if key == "operationId" or is_mark(key)}
        if not accepts_organization_tokens(there):
            ours.pop("x-organization-scope", None)
        return {key: there.get(key, ABSENT) for key in ours}, dict(ours)
    methods = [key for key in update if key in nodes.METHODS]
    if not methods:
        return None
    before: dict[str, JSON] = {}
    reduced: dict[str, JSON] = {}
    for method in methods:
        inner = _names_and_marks(update[method], there.get(method))
        before[method], reduced[method] = inner or (ABSENT, update[method])
    return before, reduced


def _recorded_values(ours: JSON, theirs: JSON, key: str) -> tuple[JSON, JSON] | None:
    """Keep the values of enumerations that Docker does not list.

    Args:
        ours: Value that the action writes.
        theirs: Value of the new document at the same location.
        key: Key of both values.

    Returns:
        The value to expect and the values to add; `None` if Docker lists all values, or the action lists none.
    """
    if key == "enum" and isinstance(ours, list) and isinstance(theirs, list):
        lacking = [value for value in ours if value not in theirs]
        return (theirs, lacking) if lacking else None
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return None
    recorded = {name: _recorded_values(ours[name], theirs[name], name) for name in ours if name in theirs}
    states = {name: each for name, each in recorded.items() if each is not None}
    return (
        ({name: each[0] for name, each in states.items()}, {name: each[1] for name, each in states.items()})
        if (states)
        else None
    )


def without_what_is_there(action: Action, document: dict[str, JSON]) -> Action | None:
    """Remove from an update what its nodes already contain.

    Args:
        action: Any action of an overlay.
        document: The document before the action.

    Returns:
        The action with the rest; `None` if there is no rest. The action itself if it removes nodes or selects none, or
        if the rest differs between its nodes.
    """
    if action.remove:
        return action
    values = [refs.node_at(document, location) for location in overlay.selected_locations(action, document)]
    rests = [lacking_part(action.update, value) for value in values]
    if not rests or any(rest != rests[0] for rest in rests):
        return action
    return with_keys(action, update=rests[0]) if rests[0] is not None else None


def lacking_part(ours: JSON, theirs: JSON) -> JSON:
    """Return the part of an update that a value lacks or contradicts.

    Args:
        ours: Value that an action writes.
        theirs: Value of the document at the same location.

    Returns:
        The part; `None` if there is none.
    """
    if isinstance(ours, dict) and isinstance(theirs, dict):
        inner = {key: lacking_part(value, theirs[key]) if key in theirs else value for key, value in ours.items()}
        return {key: value for key, value in inner.items() if value is not None} or None
    if isinstance(theirs, list):
        return _not_in(theirs, ours if isinstance(ours, list) else [ours]) or None
    return None if same(ours, theirs) else ours


def _not_in(there: Sequence[JSON], update: JSON) -> JSON:
    """Return the items of an update that a list does not contain yet.

    An update that is not a list is returned unchanged.
    """
    if not isinstance(update, list):
        return update
    return [item for item in update if not any(same(item, other) for other in there)]


def _is_part_of_list(value: JSON, former: JSON) -> bool:
    """Return whether a list has only items of a former list, and any."""
    if not isinstance(value, list) or not isinstance(former, list):
        return False
    return value != [] and _not_in(former, value) == []


def is_mark(key: str) -> bool:
    """Return whether a key of an update is a mark, which Docker never writes.

    Marks are the `x-` keys of the overlay, except those of `_NOT_OURS`, which have no use if Docker documents the
    operation.
    """
    return key.startswith("x-") and key not in _NOT_OURS


def _value(node: JSON, path: _Path) -> JSON:
    """Return the value at a path of keys; `None` if there is none."""
    for step in path:
        node = node.get(step) if isinstance(node, dict) else None
    return node


def _writes(update: JSON, path: _Path) -> bool:
    """Return whether an update writes at, above or below a path of keys."""
    for step in path:
        if not isinstance(update, dict):
            return True
        if step not in update:
            return False
        update = update[step]
    return True


def cut(node: JSON, path: Sequence[str]) -> None:
    """Delete a path of keys from mappings, and mappings that become empty.

    Args:
        node: A mapping, which is changed in place. Any other value stays unchanged.
        path: The keys from outside in.
    """
    if not path or not isinstance(node, dict) or path[0] not in node:
        return
    first, *rest = path
    inner = node[first]
    if rest and isinstance(inner, dict):
        cut(inner, tuple(rest))
        if inner:
            return
    del node[first]


def _put(node: JSON, path: _Path, value: JSON) -> JSON:
    """Copy mappings with another value at a path of keys.

    If a node on the path is missing or no mapping, the value replaces that node.
    """
    if not path or not isinstance(node, dict):
        return value
    first, *rest = path
    return {**node, first: _put(node.get(first), tuple(rest), value)}


def with_keys(
    action: Action,
    *,
    target: str | None = None,
    matches: int | None = None,
    before: JSON = None,
    update: JSON = None,
) -> Action:
    """Copy an action with other keys.

    Args:
        action: The action to copy.
        target: The new target; `None`, the default, keeps the target.
        matches: The new number of nodes; `None`, the default, keeps the number.
        before: The new `x-before`; `None`, the default, keeps `x-before`.
        update: The new `update`; `None`, the default, keeps `update`.

    Returns:
        The copy, which shares no `x-before` and no `update` with other actions.
    """
    return replace(
        action,
        target=target or action.target,
        update=copy.deepcopy(action.update if update is None else update),
        matches=matches or action.matches,
        before=copy.deepcopy(action.before if before is None else before),  # the document is patched in place
    )
