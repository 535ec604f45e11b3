"""Finds the operations that links in descriptions lead to."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from codegen.document import nodes, refs
from codegen.document.load import JSON
from codegen.plan.operation_names import OperationName

_Key = tuple[str, str]
"""Path template and HTTP method of an operation."""

_FIRST_WORD = "word/"
"""Prefix of the entries for the first words of summaries."""
_REFERRING = frozenset({"here", "it", "that", "these", "this", "those", "get", "post", "put", "patch", "delete"})
"""First words of links that only refer to an operation, such as `this endpoint`."""
_BY_PATH = re.compile(r"(?:^|/)(paths/~1\S+)$")
_BY_TAG = re.compile(r"(?:^|[#/])(tag/[^/]+/operation/[^/]+)$")


def link_targets(
    document: dict[str, JSON], published: dict[str, JSON], names: Mapping[_Key, OperationName]
) -> dict[str, str]:
    """Find the operations that links in descriptions may lead to.

    Links of Docker have operationIds of the published document, and links of the overlay those of the patched document.
    An operationId of several published operations stands for the operation that keeps it in the patched document.

    Args:
        document: The patched document.
        published: The document before the overlays.
        names: Names of the operations in Python, by path and method.

    Returns:
        Python names of operations by the last part of the link, for `find`. A last part that may stand for several
        operations is left out. The keys that begin with `word/` are for `is_name`: the first words of summaries.
    """
    before, after = _owners(published, names), _owners(document, names)
    targets = {unquote(refs.pointer(("paths", *key))).removeprefix("#/"): name.id for key, name in names.items()}
    for end in {**before, **after}:
        owners = before.get(end) or after[end]
        if len(owners) > 1:
            owners = [key for key in owners if key in after.get(end, ())]
        if len(owners) == 1:
            targets[end] = names[owners[0]].id
    for path, method, operation in nodes.operations(document):
        if summary := nodes.text(operation.get("summary")).lower().split():
            targets[f"{_FIRST_WORD}{summary[0]}"] = names[path, method].id if (path, method) in names else ""
    return targets


def is_name(targets: Mapping[str, str], label: str) -> bool:
    """Return whether the text of a link names the operation to which it leads.

    Such a text begins like a summary or the name of a method, as in `List repositories`, or refers to the operation, as
    `this endpoint` does. Any other text is a part of its sentence, such as `Immutable tags`.

    Args:
        targets: Result of `link_targets`.
        label: Text of a link to an operation, which may begin with code.
    """
    first = next(iter(label.lower().split()), "")
    methods = {name.partition(".")[2].partition("_")[0] for name in targets.values()}
    return not first[:1].isalpha() or first in _REFERRING | methods or f"{_FIRST_WORD}{first}" in targets


def find(targets: Mapping[str, str], link: str) -> str:
    """Find the operation that a link leads to.

    Args:
        targets: Result of `link_targets`.
        link: Target of a link. It names the operation by its operationId, such as `#operation/GetThing` or
            `#tag/things/operation/GetThing`, or by path and method, such as `#tag/things/paths/~1v2~1things/get`.

    Returns:
        The operation's name in Python; empty if the link leads to no operation, or may lead to several.
    """
    if by_path := _BY_PATH.search(link):
        return targets.get(unquote(by_path[1]), "")
    by_tag = _BY_TAG.search(link)
    return (targets.get(by_tag[1]) if by_tag else None) or targets.get(link.rpartition("/")[2], "")


def anchor(tag: str) -> str:
    """Return the name of a tag as viewers write it in links."""
    return re.sub(r"[\s_]+", "-", tag.strip()).lower()


def _owners(source: dict[str, JSON], names: Mapping[_Key, OperationName]) -> dict[str, list[_Key]]:
    """Return the operations by the last parts of links to them."""
    owners: dict[str, list[_Key]] = {}
    for path, method, operation in nodes.operations(source):
        if (path, method) in names:
            for end in _ends(operation):
                owners.setdefault(end, []).append((path, method))
    return owners


def _ends(operation: Mapping[str, JSON]) -> Iterator[str]:
    operation_id = nodes.text(operation.get("operationId"))
    if operation_id:
        yield operation_id
        yield from (
            f"tag/{anchor(nodes.text(tag))}/operation/{operation_id}" for tag in nodes.sequence(operation.get("tags"))
        )
