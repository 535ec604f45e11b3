"""Reads overlays, applies their actions, or says why one does not fit.

The standard keys of an action have the meaning of the Overlay Specification. `target` (JSONPath, RFC 9535) selects
nodes. `update` is merged into each node: mappings are merged key by key, items are appended to lists, and any other
value is replaced. `remove: true` deletes each node.

Three more keys name the discrepancy, and state what must be true *before* the action. Without them, an action could
silently do nothing, or remain after Docker has corrected the document:

`x-discrepancy`
    Number of the discrepancy that the action corrects, such as `D23`. Required, like `description`.
`x-matches`
    Number of nodes that the target selects; 1 by default.
`x-before`
    The value of the node in the published document. Required. For a selected mapping: the keys that must be there, with
        their values. Nested mappings are compared key by key in the same way. Lists and scalars must be equal, except
        that the order of `required` and `enum` has no meaning. The text `absent` means that the key must be missing.
        For any other node: its exact value, again except for the order of `required` and `enum`.
"""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

import jsonpath
import yaml

from codegen.document.expectations import contains, describe_differences, find_differences, show
from codegen.document.load import JSON, compose, construct
from codegen.document.refs import json_path
from codegen.document.selection import Key, Node, has_parent, remove_nodes, select
from codegen.errors import BuildError

ORDER = ("validity", "schemas", "operations", "names", "undocumented_routes", "descriptions")

Kind: TypeAlias = Literal["nothing", "count", "before", "done"]

_KEYS = {"target", "description", "update", "remove", "x-discrepancy", "x-matches", "x-before"}


@dataclass(frozen=True, slots=True)
class Action:
    """A change to the published document, its reason, and its preconditions."""

    file: str
    """Folder and file name, such as `overlay/schemas.yaml`."""
    line: int
    """Line of the action in its file, from 1."""
    target: str
    """JSONPath of the nodes to change."""
    description: str
    """Reason and evidence, in one sentence."""
    discrepancy: str
    """Number of the discrepancy, such as `D23`."""
    update: JSON
    """Value to merge into each node; `None` if the action removes the nodes, or writes null."""
    remove: bool
    """Whether the nodes are deleted."""
    matches: int
    """Number of nodes that the target must select, from 1."""
    before: JSON
    """The `x-before`: keys and values of each node that is a mapping; for any other node, its value."""

    @property
    def origin(self) -> str:
        """File and line, such as `overlay/schemas.yaml:12`."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Overlay:
    """An overlay: a file of actions, which apply in the order of the file."""

    name: str
    """File name without `.yaml`, such as `schemas`."""
    title: str
    """The `info.title` of the document."""
    actions: tuple[Action, ...]
    """The actions, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A precondition of an action that the document does not meet."""

    action: Action
    kind: Kind
    """The precondition that is not met.

    `nothing`: the target selects no node. `count`: the target selects another number of nodes than `x-matches`.
    `before`: a node differs from `x-before`. `done`: the document already contains the correction.
    """
    expected: str
    """What the action expects, for the message."""
    actual: str
    """What the document contains, for the message."""
    advice: str
    """What the maintainer should do."""

    def __str__(self) -> str:
        action = self.action
        return (
            f"{action.origin} ({action.discrepancy}) {action.target}: expected {self.expected}; found {self.actual}; "
            f"{self.advice}"
        )


def load(directory: Path) -> list[Overlay]:
    """Read every overlay of a folder.

    The overlays that `ORDER` names come first, in that order; the others follow, by name.

    Args:
        directory: Folder of the `.yaml` files.

    Returns:
        The overlays, in the order of application.

    Raises:
        BuildError: A file is unreadable, is not YAML, or is not an Overlay 1.0 document; or an action lacks a key or
            has an invalid or unknown one.
    """
    rank = {name: index for index, name in enumerate(ORDER)}
    files = sorted(directory.glob("*.yaml"), key=lambda file: (rank.get(file.stem, len(rank)), file.stem))
    return [_read_overlay(file) for file in files]


def apply_with_misfits(doc: dict[str, JSON], overlays: Iterable[Overlay]) -> tuple[dict[str, JSON], list[Misfit]]:
    """Apply overlays as far as possible.

    An action that does not fit is nevertheless applied to the nodes that it selects, so that later actions find the
    nodes that they expect. The only exception is an action whose correction the document already contains.

    Args:
        doc: The published document, which is not changed.
        overlays: The overlays, in the order of application.

    Returns:
        The patched document, and a misfit for each action that does not fit.
    """
    patched = copy.deepcopy(doc)
    misfits: list[Misfit] = []
    for overlay in overlays:
        for action in overlay.actions:
            nodes = select(action.target, patched)
            misfit = _judge_nodes(action, nodes, patched)
            if misfit is not None:
                misfits.append(misfit)
            if misfit is None or misfit.kind != "done":
                _write_to_nodes(action, nodes, patched)
    return patched, misfits


def apply_action(action: Action, doc: dict[str, JSON]) -> Misfit | None:
    """Apply one action in place, if it fits the document.

    Args:
        action: The action.
        doc: The document after all actions before this one.

    Returns:
        The precondition that is not met, in which case the document is unchanged; `None` if the action was applied.
    """
    nodes = select(action.target, doc)
    misfit = _judge_nodes(action, nodes, doc)
    if misfit is None:
        _write_to_nodes(action, nodes, doc)
    return misfit


def judge(action: Action, doc: dict[str, JSON]) -> Misfit | None:
    """Return why an action does not fit a document; `None` if it fits.

    Args:
        action: The action.
        doc: The document after all actions before this one, which is not changed.
    """
    return _judge_nodes(action, select(action.target, doc), doc)


def selected_locations(action: Action, doc: dict[str, JSON]) -> list[tuple[Key, ...]]:
    """List the locations of the nodes that an action selects."""
    return [node.location for node in select(action.target, doc)]


def differences(action: Action, doc: dict[str, JSON]) -> dict[str, dict[tuple[str, ...], JSON]]:
    """List the values that differ from the `x-before` of an action.

    Args:
        action: The action.
        doc: The document after all actions before this one, which is not changed.

    Returns:
        For each selected node, by its JSONPath: the differing values of the document, by the keys that lead to them;
            `absent` for a missing value. A node that does not differ has an empty mapping.
    """
    return {
        json_path(node.location): dict(find_differences(node.value, action.before, node.location))
        for node in select(action.target, doc)
    }


def apply(doc: dict[str, JSON], overlays: Iterable[Overlay]) -> dict[str, JSON]:
    """Apply overlays to a copy of a document.

    Args:
        doc: The published document, which is not changed.
        overlays: The overlays, in the order of application.

    Returns:
        The patched document.

    Raises:
        BuildError: An action does not fit; the details name every such action.
    """
    patched, misfits = apply_with_misfits(doc, overlays)
    if misfits:
        noun = "action does" if len(misfits) == 1 else "actions do"
        raise BuildError(f"{len(misfits)} overlay {noun} not fit the document", [str(misfit) for misfit in misfits])
    return patched


def find_misfits(doc: dict[str, JSON], overlays: Iterable[Overlay]) -> list[Misfit]:
    """List a misfit for every action that does not fit a document."""
    return apply_with_misfits(doc, overlays)[1]


def _write_to_nodes(action: Action, nodes: Sequence[Node], doc: dict[str, JSON]) -> None:

    if action.remove:
        remove_nodes(nodes)
        for node in nodes:
            _drop_empty_requirement(node, doc)
    else:
        for node in nodes:
            node.update(action.update)


def _drop_empty_requirement(removed: Node, doc: dict[str, JSON]) -> None:
    """Delete a `required` that lost all items: OpenAPI 3.0 forbids `[]`."""
    *owner, key = removed.location[:-1] or ("",)
    is_item = isinstance(removed.location[-1], int)  # a schema called `required`, in `properties`, has text as keys
    if key != "required" or not is_item or removed.parent:
        return
    schema: Any = doc
    for part in owner:
        schema = schema[part]
    schema.pop(key, None)  # another item of the list may have been removed, too


def _judge_nodes(action: Action, nodes: Sequence[Node], doc: dict[str, JSON]) -> Misfit | None:
    """Return the first precondition that nodes do not meet; `None` for none."""
    expected_count = f"{action.matches} {'match' if action.matches == 1 else 'matches'}"
    if not nodes:
        if action.remove and has_parent(action.target, doc):
            return Misfit(
                action, "done", "a node to remove", "its parent without this node",
                "Docker has made this correction: drop the action",
            )  # fmt: skip
        return Misfit(
            action, "nothing", expected_count, "none",
            "point the target at the new location, or drop this action if the node that it corrects no longer exists",
        )  # fmt: skip
    if not action.remove and all(contains(node.value, action.update) for node in nodes):
        return Misfit(
            action, "done", f"{show(action.before)} before", "what this action writes",
            "Docker has made this correction: drop the action",
        )  # fmt: skip
    if len(nodes) != action.matches:
        locations = ", ".join(json_path(node.location) for node in nodes)
        return Misfit(
            action, "count", expected_count, f"{len(nodes)}: {locations}",
            "narrow or widen the target, or correct x-matches if the new locations need the same change",
        )  # fmt: skip
    for node in nodes:
        differing_values = list(describe_differences(node.value, action.before, node.location))
        if differing_values:
            return Misfit(
                action, "before", " and ".join(expected for expected, _ in differing_values),
                " and ".join(actual for _, actual in differing_values),
                "compare with the new document: adapt update and x-before, or drop this action if Docker corrected it",
            )  # fmt: skip
    return None


def _read_overlay(file: Path) -> Overlay:
    name = f"{file.parent.name}/{file.name}"
    root = compose(file)
    content = construct(root, name)
    if not isinstance(content, dict) or not str(content.get("overlay", "")).startswith("1.0"):
        raise BuildError(f"{name}:1: expected an OpenAPI Overlay document with `overlay: 1.0.0`")
    info, actions = content.get("info"), content.get("actions")
    if not isinstance(info, dict) or not isinstance(info.get("title"), str):
        raise BuildError(f"{name}:1: `info.title` is missing: say in a few words what the overlay is for")
    if not isinstance(actions, list):
        raise BuildError(f"{name}:1: `actions` is missing: expected a list")
    lines = _action_lines(root)
    parsed = tuple(_parse_action(name, line, action) for line, action in zip(lines, actions, strict=True))
    return Overlay(file.stem, str(info["title"]), parsed)


def _action_lines(root: yaml.Node) -> list[int]:
    pairs = cast("list[tuple[yaml.Node, yaml.Node]]", root.value)
    (actions,) = (value for key, value in pairs if key.value == "actions")
    return [item.start_mark.line + 1 for item in cast("list[yaml.Node]", actions.value)]


def _parse_action(file: str, line: int, content: JSON) -> Action:
    position = f"{file}:{line}"
    if not isinstance(content, dict):
        raise BuildError(f"{position}: expected an action (a mapping with target, description and update or remove)")
    if unknown := sorted(content.keys() - _KEYS):
        raise BuildError(f"{position}: unknown key {unknown[0]}: expected one of {', '.join(sorted(_KEYS))}")
    texts: dict[str, str] = {}
    for key in ("target", "description", "x-discrepancy"):
        text = content.get(key)
        if not isinstance(text, str) or not text.strip():
            raise BuildError(f"{position}: {key} is missing: every action states it")
        texts[key] = text.strip()
    remove, matches = content.get("remove", False), content.get("x-matches", 1)
    if not isinstance(remove, bool) or remove == ("update" in content):
        raise BuildError(f"{position}: expected either update or `remove: true`")
    if isinstance(matches, bool) or not isinstance(matches, int) or matches < 1:
        raise BuildError(
            f"{position}: x-matches is {show(matches)}: expected how many nodes the target selects, from 1"
        )
    if "x-before" not in content:
        raise BuildError(f"{position}: x-before is missing: state what the published document contains there")
    try:
        jsonpath.compile(texts["target"], strict=True)
    except jsonpath.JSONPathError as problem:
        reason = str(problem).splitlines()[0]
        raise BuildError(f"{position}: the target {texts['target']} is not a JSONPath: {reason}") from problem
    if remove and texts["target"] == "$":
        raise BuildError(f"{position}: the whole document cannot be removed")
    return Action(
        file=file,
        line=line,
        target=texts["target"],
        description=texts["description"],
        discrepancy=texts["x-discrepancy"],
        update=content.get("update"),
        remove=remove,
        matches=matches,
        before=content["x-before"],
    )
