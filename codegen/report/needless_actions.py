"""Finds overlay actions that change nothing for callers and programs."""

import copy
import json
from collections.abc import Mapping, Sequence, Set

from codegen.document import merged_schemas, nodes, overlay, refs, validate
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action, Overlay
from codegen.errors import BuildError
from codegen.plan import generator, operation_names
from codegen.report.document_differences import differences, overlaps
from codegen.report.machine_readable import without_texts
from codegen.report.overlay_edits import without
from codegen.write import api_md, catalog
from codegen.write.render_modules import render_modules

OperationKey = tuple[str, str]
"""Path and method of an operation."""

_ON_DOCUMENT = "document"


def became_needless(
    old: dict[str, JSON], new: dict[str, JSON], present: Sequence[Overlay], overlays: Sequence[Overlay]
) -> list[Action]:
    """Find the actions that have lost their effect.

    Three kinds of actions are tried: actions whose operation, schema or other component Docker has changed; actions on
    a component that only changed operations use; and actions that were changed or moved by the edits that adapt the
    overlays to the new document. The effect of all other actions has not changed.

    Each action is left out in turn. It has an effect if, without it, the client differs, the document is not valid, or
    other programs, such as mock servers, read something else in the document. An action that now has an effect on other
    programs only, and had another effect before, counts as needless, too: for example, an action that adds a field to
    `required`, after Docker has removed the field. An action that had no effect before, or that an edit has added, has
    lost none.

    Args:
        old: The present published document.
        new: The new published document.
        present: The overlays before the edits.
        overlays: The overlays after the edits, which fit the new document.

    Returns:
        The actions, and actions that depend on them. All of them may be dropped together.
    """
    needless: list[Action] = []
    patched = overlay.apply_with_misfits(new, overlays)[0]
    whole = Baseline(patched, new)
    fitting = without(present, [misfit.action for misfit in overlay.apply_with_misfits(old, present)[1]])
    changed = {_container(difference.location) for difference in differences(old, new)}
    changed |= _used_otherwise(overlay.apply_with_misfits(old, fitting)[0], patched)
    unedited = {action.origin: action for overlay_ in fitting for action in overlay_.actions}
    as_before = [action for overlay_ in present for action in overlay_.actions]
    old_whole: Baseline | None = None
    for action in [action for overlay_ in overlays for action in overlay_.actions]:
        locations = set(map(_container, overlay.selected_locations(action, new)))
        is_touched = any(overlaps(location, other) for location in locations for other in changed)
        if action in needless or (action in as_before and not is_touched):
            continue
        less, dropped = take_away(new, without(overlays, needless), action)
        effect = whole.difference(less)
        if effect not in {None, _ON_DOCUMENT}:
            continue
        old_whole = old_whole or Baseline(overlay.apply_with_misfits(old, fitting)[0], old)
        before = unedited.get(action.origin)
        former = None if before is None else old_whole.difference(take_away(old, fitting, before)[0])
        if former is not None and (effect is None or former != _ON_DOCUMENT):
            needless += dropped
            whole = Baseline(less, new)
    return needless


def without_effect(new: dict[str, JSON], overlays: Sequence[Overlay], candidates: Sequence[Action]) -> list[Action]:
    """Find actions without which nothing changes for callers and programs.

    Args:
        new: The new published document.
        overlays: The overlays after the edits, which fit the new document.
        candidates: The actions to try, which are in the overlays.

    Returns:
        The actions without effect, and actions that depend on them. All of them may be dropped together.
    """
    needless: list[Action] = []
    whole = Baseline(overlay.apply_with_misfits(new, overlays)[0], new) if candidates else None
    for action in candidates:
        if whole is None or action in needless:
            continue
        less, dropped = take_away(new, without(overlays, needless), action)
        if whole.difference(less) is None:
            needless += dropped
            whole = Baseline(less, new)
    return needless


def take_away(
    published: dict[str, JSON], overlays: Sequence[Overlay], action: Action
) -> tuple[dict[str, JSON], list[Action]]:
    """Apply the overlays without an action and the actions that depend on it.

    Args:
        published: The published document.
        overlays: All overlays.
        action: The action to leave out.

    Returns:
        The patched document, and the actions that were left out.
    """
    removed = [action]
    while True:
        patched, misfits = overlay.apply_with_misfits(published, without(overlays, removed))
        if not misfits:
            return patched, removed
        removed += [misfit.action for misfit in misfits]


class Baseline:
    """A patched document, to compare with documents patched by fewer actions."""

    def __init__(self, whole: dict[str, JSON], published: dict[str, JSON]) -> None:
        """Keep a document.

        Args:
            whole: The patched document.
            published: The published document.
        """
        self._whole, self._published = whole, published
        self._names = _names(whole)
        self._in_full = texts_of_operations(whole)
        self._surfaces: dict[frozenset[OperationKey], object] = {}

    def difference(self, less: dict[str, JSON]) -> str | None:
        """Return what changes without some actions.

        Args:
            less: The document patched without these actions.

        Returns:
            `names` if an operation gets another name, `generated` if generated code or the catalog changes, `validity`
            if the document is not valid OpenAPI, `document` if mock servers, validators or viewers read something else
            in it; `None` if nothing changes.
        """
        if _names(less) != self._names:
            return "names"
        texts = texts_of_operations(less)
        changed = [
            operation
            for operation in texts.keys() | self._in_full.keys()
            if texts.get(operation) != self._in_full.get(operation)
        ]
        for operations in filter(
            None, (frozenset(sorted(changed)[:1]), frozenset(changed))
        ):  # a single one is tried faster
            if public_surface(reduce_document(less, operations), self._published) != self._surface_of(operations):
                return "generated"
        if not is_valid(less):
            return "validity"
        everything = frozenset[OperationKey]()
        if public_surface(less, self._published) != self._surface_of(everything):
            return "generated"
        if _chosen_columns(less) != _chosen_columns(self._whole):  # or the order of the document would choose them
            return "generated"
        return _ON_DOCUMENT if _read_by_others(less) != _read_by_others(self._whole) else None

    def _surface_of(self, operations: frozenset[OperationKey]) -> object:
        """Return the surface of the document, reduced to operations if any."""
        if operations not in self._surfaces:
            document = reduce_document(self._whole, operations) if operations else self._whole
            self._surfaces[operations] = public_surface(document, self._published)
        return self._surfaces[operations]


def public_surface(document: dict[str, JSON], published: dict[str, JSON]) -> object:
    """Generate the modules, api.md and the catalog of a client.

    Args:
        document: The patched document.
        published: The published document.

    Returns:
        A value that is equal for equal clients; the text of the error if no client can be built.
    """
    try:
        plan = generator.plan(document, published)
        described = catalog.render(plan.resources, document, plan.notices.append)
        return render_modules(plan), api_md.render(plan.resources), described, plan.notices
    except BuildError as problem:
        return str(problem)
    except (LookupError, TypeError, ValueError) as problem:
        if is_valid(document):
            raise
        return repr(problem)  # the plan requires a valid document


def is_valid(document: dict[str, JSON]) -> bool:
    """Return whether a document is valid OpenAPI."""
    try:
        validate.validate(document)
    except BuildError:
        return False
    return True


def reduce_document(document: dict[str, JSON], operations: Set[OperationKey]) -> dict[str, JSON]:
    """Reduce a document to some operations, for which generating is faster.

    Args:
        document: The patched document.
        operations: Path and method of the operations to keep.

    Returns:
        A new document with the operations, the components that they refer to, all security schemes, and all keys
        except `paths` and `components` as they are.
    """
    paths: dict[str, JSON] = {
        path: {
            key: value
            for key, value in nodes.mapping(item).items()
            if key not in nodes.METHODS or (path, key) in operations
        }
        for path, item in nodes.mapping(document["paths"]).items()
        if any(path == kept for kept, _ in operations)
    }
    needed = refs.reachable(paths, _References(document).names)
    components: dict[str, JSON] = {
        kind: {
            key: value
            for key, value in nodes.mapping(entries).items()
            if kind == "securitySchemes" or f"#/components/{kind}/{key}" in needed  # named without `$ref`
        }
        for kind, entries in nodes.mapping(document.get("components")).items()
    }
    return copy.deepcopy({**document, "paths": paths, "components": components})


def texts_of_operations(document: dict[str, JSON]) -> dict[OperationKey, str]:
    """Write each operation, and the targets of all its references, as text.

    Args:
        document: The patched document.

    Returns:
        The text by path and method.
    """
    texts: dict[OperationKey, str] = {}
    references = _References(document)
    for path, method, operation in nodes.operations(document):
        parameters = nodes.path_item(document, path).get("parameters")
        node: JSON = [operation, parameters]
        targets = [f"{name}: {references.text(name)}" for name in sorted(refs.reachable(node, references.names))]
        texts[path, method] = "\n".join([json.dumps(node), *targets])
    return texts


def _chosen_columns(document: dict[str, JSON]) -> set[str]:
    """List the schemas of many fields whose columns are chosen."""
    names = set[str]()
    for name, schema in nodes.components(document, "schemas").items():
        merged = merged_schemas.merge(document, schema)
        if "x-columns" in merged and len(nodes.mapping(merged.get("properties"))) > catalog.MAX_COLUMNS:
            names.add(name)
    return names


def _read_by_others(document: dict[str, JSON]) -> object:
    """Return a value that is equal for documents that programs read alike.

    These programs are mock servers, validators and viewers.
    """
    reduced = without_texts(document)
    shared = {key: value for key, value in reduced.items() if key not in {"paths", "components"}}
    return texts_of_operations(reduced), shared, nodes.components(reduced, "securitySchemes")


def _used_otherwise(old: dict[str, JSON], new: dict[str, JSON]) -> set[Location]:
    """Find what only changed operations use.

    An operation is changed if it, or anything that it refers to, is not the same in both documents. An action on
    something that an unchanged operation uses has the same effect in both documents.

    Args:
        old: The present patched document.
        new: The new patched document.

    Returns:
        The locations of operations and components.
    """
    old_texts, new_texts = texts_of_operations(old), texts_of_operations(new)
    used: dict[bool, set[Location]] = {True: set(), False: set()}
    for document, texts in ((old, old_texts), (new, new_texts)):
        references = _References(document)
        for path, method in texts:
            is_changed = old_texts.get((path, method)) != new_texts.get((path, method))
            operation = nodes.mapping(nodes.path_item(document, path))[method]
            names = refs.reachable([operation, nodes.path_item(document, path).get("parameters")], references.names)
            used[is_changed] |= {_container(_location_of(document, name)) for name in names}
            used[is_changed].add(("paths", path, method))
    return used[True] - used[False]


class _References:
    """The targets of the references of a document, each read only once."""

    def __init__(self, document: dict[str, JSON]) -> None:
        self._document = document
        self._names: dict[str, list[str]] = {}
        self._texts: dict[str, str] = {}

    def names(self, reference: str) -> list[str]:
        """List the references in the target of a reference."""
        if reference not in self._names:
            self._names[reference] = [name for _, name in refs.references(_target(self._document, reference))]
        return self._names[reference]

    def text(self, reference: str) -> str:
        """Write the target of a reference as text."""
        if reference not in self._texts:
            self._texts[reference] = json.dumps(_target(self._document, reference))
        return self._texts[reference]


def _target(document: dict[str, JSON], reference: str) -> JSON:
    try:
        return refs.resolve(document, reference)
    except KeyError:
        return None


def _location_of(document: dict[str, JSON], reference: str) -> Location:
    try:
        return refs.first_location(document, reference)
    except BuildError:
        return (reference,)  # the document is not valid, and the reference leads nowhere


def _names(document: dict[str, JSON]) -> Mapping[OperationKey, operation_names.OperationName] | str:
    """Return the names of the operations, or why they cannot be named."""
    try:
        return operation_names.name_operations(document)
    except BuildError as problem:
        return str(problem)


def _container(location: Sequence[str | int]) -> Location:
    """Return the location of the operation or component around a node."""
    return tuple(location[:3])
