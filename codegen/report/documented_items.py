"""Keeps the marks of parameters and tags that Docker documents now."""

from collections.abc import Callable, Iterable, Iterator

import attrs

from codegen.document import nodes, overlay, refs
from codegen.document.expectations import ABSENT, same
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action
from codegen.report import target_paths, wording
from codegen.report.adaptations import Adaptation, is_mark, lacking_part, with_keys

_NAMED_LISTS = ("parameters", "tags")
_NAMELESS = (None, None)


def leave_to_docker(
    action: Action, location: Location, document: dict[str, JSON], adapt_rest: Callable[[Action], Adaptation]
) -> Adaptation | None:
    """Find what replaces an action whose parameters or tags Docker documents.

    Args:
        action: Any action of an overlay.
        location: Location of the operation, path item or document that the action changes.
        document: The whole document.
        adapt_rest: Function that adapts the rest of the action, if there is one.

    Returns:
        The rest of the action, and an action for the marks of each parameter and tag that Docker documents. There may
        be no actions: Docker's document then has the content of all parameters and tags of the action, or has other
        content, which a maintainer must check. `None` if Docker documents no parameter and no tag of the action.
    """
    rest = without_documented(action, refs.node_at(document, location), document)
    if rest is None:
        return None
    items = list(_documented(action, location, document))
    marks = tuple(each for each in _marks(action, items, document) if overlay.judge(each, document) is None)
    actions = (*(adapt_rest(rest).actions if rest.update else ()), *marks)
    is_done = not rest.update and not marks and all(map(_says_all, items))
    reason = wording.DROP_DONE if is_done else wording.DOCUMENTED
    return Adaptation(reason, actions, needs_check=not is_done, is_elsewhere=bool(marks))


def without_documented(action: Action, node: JSON, document: dict[str, JSON]) -> Action | None:
    """Remove from an update the parameters and tags that Docker documents.

    Args:
        action: Any action of an overlay.
        node: The operation, path item or document that the action changes.
        document: The whole document, in which references are resolved.

    Returns:
        The action without the parameters and tags that Docker documents; `None` if Docker documents none of them.
    """
    if not isinstance(action.update, dict) or not isinstance(node, dict):
        return None
    update = dict(action.update)
    for key in _NAMED_LISTS:
        ours = nodes.sequence(update.pop(key, None))
        there = {name_of(item, document) for item in nodes.sequence(node.get(key))} - {_NAMELESS}
        lacking = [item for item in ours if name_of(item, document) not in there]
        update.update({key: lacking} if lacking else {})
    return None if same(update, action.update) else with_keys(action, update=update)


def is_documented_only_in(action: Action, document: dict[str, JSON], other: dict[str, JSON]) -> bool:
    """Return whether only the first document has what an action adds.

    Only parameters and tags are considered.

    Args:
        action: An action that fits both documents.
        document: The document that must have one of the parameters or tags.
        other: The document that must have none.
    """
    for location in overlay.selected_locations(action, document)[:1]:
        rests = [without_documented(action, refs.find_node(each, location), each) for each in (document, other)]
        return rests[0] is not None and rests[1] is None
    return False


@attrs.frozen
class _Documented:
    """A parameter or tag of an action that Docker documents.

    Attributes:
        ours: The item of the action.
        theirs: Docker's item; if it is a reference, the node to which it leads.
        location: Location of Docker's item.
    """

    ours: dict[str, JSON]
    theirs: dict[str, JSON]
    location: Location


def _documented(action: Action, location: Location, document: dict[str, JSON]) -> Iterator[_Documented]:
    """Yield each parameter and tag of an action that Docker documents."""
    node = nodes.mapping(refs.node_at(document, location))
    for key in _NAMED_LISTS:
        places = {name_of(item, document): index for index, item in enumerate(nodes.sequence(node.get(key)))}
        for item in nodes.sequence(nodes.mapping(action.update).get(key)):
            name = name_of(item, document)
            if name[1] is not None and name in places:
                place = (*location, key, places[name])
                theirs = _followed(refs.node_at(document, place), document)
                yield _Documented(_followed(item, document), theirs, place)


def _marks(action: Action, items: Iterable[_Documented], document: dict[str, JSON]) -> Iterator[Action]:
    """Yield an action for the marks of each item that is no reference."""
    for item in items:
        marks = {name: value for name, value in item.ours.items() if is_mark(name) and name not in item.theirs}
        if marks and "$ref" not in nodes.mapping(refs.node_at(document, item.location)):
            target = target_paths.json_path(item.location, document)
            yield with_keys(action, target=target, matches=1, before=dict.fromkeys(marks, ABSENT), update=marks)


def _says_all(item: _Documented) -> bool:
    """Return whether Docker's item says what the item of the action says.

    Every text describes a tag as well as another, whereas the text of a parameter may state a default or a limit.
    """
    is_tag = item.location[-2] == "tags"
    stated = {name: value for name, value in item.ours.items() if not is_tag or name != "description"}
    is_required = [each.get("required", False) for each in (item.ours, item.theirs)]
    return lacking_part(stated, item.theirs) is None and same(*is_required)


def _followed(item: JSON, document: dict[str, JSON]) -> dict[str, JSON]:
    """Return an item, or the node to which its reference leads."""
    reference = nodes.mapping(item).get("$ref")
    return nodes.mapping(refs.resolve(document, reference) if isinstance(reference, str) else item)


def name_of(parameter: JSON, document: dict[str, JSON]) -> tuple[str | None, str | None]:
    """Return `in` and name of a parameter, or `None` and the name of a tag.

    Both values are `None` for a reference that leads to no node, and for a tag in an operation, which is text. `None`
    also stands for a value that is not text, and therefore not valid.
    """
    reference = nodes.mapping(parameter).get("$ref") if isinstance(parameter, dict) else None
    try:
        target = refs.resolve(document, reference) if isinstance(reference, str) else parameter
    except KeyError:
        target = None
    entries = nodes.mapping(target) if isinstance(target, dict) else {}
    sent_in, name = (value if isinstance(value := entries.get(key), str) else None for key in ("in", "name"))
    return sent_in, name
