"""Decides which new paths replace missing paths of the present document."""

import re
from collections.abc import Callable, Iterable, Mapping

from codegen.document import nodes
from codegen.document.load import JSON

_VARIABLE = re.compile(r"\{([^{}]*)\}")


def find(old: Mapping[str, JSON], new: Mapping[str, JSON]) -> dict[str, str]:
    """Find the missing paths that have other names now.

    A new path replaces a missing path if one of these rules applies. If several new paths could replace a missing path,
    the first rule that applies decides. Two missing paths may get the same new path.

    - The new path differs only in the names of parameters, or in a slash at the end.
    - It is the only new path with the same operations.
    - It is the only new path whose methods have the same operationIds.
    - Segments were added to the path or removed from it, at one place before its last segment, and each operation has a
      summary. The new path is the only such path whose operations have the same methods, tags and summaries.

    Args:
        old: The paths of the present document.
        new: The paths of the new document.

    Returns:
        The new path of each missing path that a new path replaces, by the missing path.
    """
    templates = {_template(path): path for path in sorted(new.keys() - old.keys())}
    same = {path: templates[_template(path)] for path in old.keys() - new.keys() if _template(path) in templates}
    renamed = {**alike(old, new, _ids), **alike(old, new, _operations), **same}
    left = {path: item for path, item in new.items() if path not in renamed.values()}
    return {**_under_another_parent({path: old[path] for path in old.keys() - renamed.keys()}, left), **renamed}


def documented(own: Iterable[str], old: Mapping[str, JSON], new: Mapping[str, JSON]) -> dict[str, str]:
    """Find the paths of the overlay that Docker documents in another spelling.

    A slash at the end, and the names of parameters, make no other route.

    Args:
        own: The paths that only the overlay has.
        old: The paths of the present document.
        new: The paths of the new document.

    Returns:
        Docker's spelling of each such path, by that of the overlay.
    """
    come = {_template(path): path for path in sorted(new.keys() - old.keys())}
    return {path: come[_template(path)] for path in own if path not in new and _template(path) in come}


def variables_of(old: str, new: str) -> dict[str, str]:
    """Return new names of parameters, by their old names.

    There are none if the paths differ in anything else.
    """
    pairs = zip(_VARIABLE.findall(old), _VARIABLE.findall(new), strict=False)
    return {before: after for before, after in pairs if before != after} if _template(old) == _template(new) else {}


def alike(old: Mapping[str, JSON], new: Mapping[str, JSON], content: Callable[[JSON], JSON]) -> dict[str, str]:
    """Pair each missing entry with the only new entry of the same content.

    Args:
        old: The present entries, by name.
        new: The new entries, by name.
        content: Function that returns the compared part of an entry; an empty value leaves the entry out.

    Returns:
        The new name of each such entry, by its present name.
    """
    come = {name: content(new[name]) for name in sorted(new.keys() - old.keys())}
    pairs: dict[str, str] = {}
    for name in sorted(old.keys() - new.keys()):
        mine = content(old[name])
        same = [other for other, theirs in come.items() if mine and theirs == mine]
        if len(same) == 1:
            pairs[name] = same[0]
    return pairs


def _template(path: str) -> str:
    """Return what identifies a route: its path without names and last slash."""
    return _VARIABLE.sub("{}", path).rstrip("/")


def _operations(item: JSON) -> JSON:
    return {key: value for key, value in nodes.mapping(item).items() if key in nodes.METHODS}


def _ids(item: JSON) -> JSON:
    operations = nodes.mapping(_operations(item))
    ids = {method: nodes.mapping(operation).get("operationId") for method, operation in operations.items()}
    return ids if any(ids.values()) else None


def _under_another_parent(old: Mapping[str, JSON], new: Mapping[str, JSON]) -> dict[str, str]:
    """Pair paths of which one has further segments in the middle."""
    pairs: dict[str, str] = {}
    for path in sorted(old.keys() - new.keys()):
        purpose = _purpose(old[path])
        candidates = [
            other
            for other in sorted(new.keys() - old.keys())
            if purpose and _purpose(new[other]) == purpose and _is_inserted(path, other)
        ]
        if len(candidates) == 1:
            pairs[path] = candidates[0]
    return pairs


def _purpose(item: JSON) -> JSON:
    """Return tags and summary of each operation; `None` if one has no summary."""
    purposes: dict[str, JSON] = {}
    for method, operation in nodes.mapping(_operations(item)).items():
        entries = nodes.mapping(operation)
        if not entries.get("summary"):
            return None
        purposes[method] = [entries.get("tags"), entries["summary"]]
    return purposes


def _is_inserted(path: str, other: str) -> bool:
    """Return whether a path is another with segments added in the middle."""
    shorter, longer = sorted((_template(each).split("/") for each in (path, other)), key=len)
    splits = range(1, len(shorter))  # an empty segment precedes the path, and its last segment says what it is
    return len(shorter) < len(longer) and any(
        longer[:at] == shorter[:at] and longer[at - len(shorter) :] == shorter[at:] for at in splits
    )


def with_variables(node: JSON, variables: Mapping[str, str]) -> JSON:
    """Copy a value in which parameters in the path have new names.

    Args:
        node: Part of a document.
        variables: New names of the parameters, by their old names.
    """
    if isinstance(node, list):
        return [with_variables(item, variables) for item in node]
    if not isinstance(node, dict):
        return node
    copied = {key: with_variables(value, variables) for key, value in node.items()}
    is_known = copied.get("in") == "path" and copied.get("name") in variables
    return {**copied, "name": variables[str(copied["name"])]} if is_known else copied
