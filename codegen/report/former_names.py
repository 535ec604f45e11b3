"""Decides which resources and classes keep the names that callers know."""

from collections.abc import Iterator, Mapping

from codegen.document import nodes, overlay
from codegen.document.load import JSON
from codegen.document.overlay import Action
from codegen.document.refs import json_path
from codegen.errors import BuildError
from codegen.plan import operation_names
from codegen.report import annotations, model_pairs, wording
from codegen.report.client import Client, Model
from codegen.report.moves import Moves
from codegen.report.overlay_edits import Healed, with_added

_NAMES = "names"
"""Name of the overlay file for names, and the discrepancy of its actions."""


def of_resources(tags: Mapping[str, str], present: dict[str, JSON], patched: dict[str, JSON]) -> dict[str, str]:
    """Return former names of resources, by the new names of their tags.

    Args:
        tags: New names of tags by old names.
        present: The present patched document.
        patched: The new patched document.

    Returns:
        Only resources that would get another name; none if the resources of either document cannot be named.
    """
    try:
        here, there = operation_names.resource_names(present), operation_names.resource_names(patched)
    except BuildError:
        return {}
    return {tag: here[old] for old, tag in tags.items() if old in here and there.get(tag) != here[old]}


def of_classes(old: Client, new: Client, moved: Moves) -> dict[str, str]:
    """Return former names of classes that have another name now, by schema.

    A class keeps its former name in three cases:

    - Another class has the former name now.
    - Its schema has been renamed.
    - Its schema is elsewhere now, for example inline. No class has the former name, and a field, argument or result
      mentions the class where it mentioned the former class.

    Args:
        old: The present client.
        new: The new client.
        moved: The renamed and moved parts of the new document.

    Returns:
        The former name of each such class, by the JSONPath of its schema in the new document.
    """
    renamed = {
        json_path((*nodes.SCHEMAS, before)): json_path((*nodes.SCHEMAS, after))
        for (kind, before), after in moved.components.items()
        if kind == nodes.SCHEMAS[-1]
    }
    pairs = [(old.models[name], new.models[other]) for name, other in model_pairs.pair(old.models, new.models)]
    uses, new_uses = set(_uses(old)), set(_uses(new))

    def is_elsewhere_now(former: Model, model: Model) -> bool:
        is_gone = former.name not in new.models and former.location != model.location
        places = {place for name, place in uses if name == former.name}
        return is_gone and any(name == model.name and place in places for name, place in new_uses)

    return {
        model.location: former.name
        for former, model in pairs
        if former.name != model.name
        and (
            model.location == renamed.get(former.location, former.location if former.name in new.models else "")
            or is_elsewhere_now(former, model)
        )
    }


def keep_of_resources(healed: Healed, published: dict[str, JSON], names: Mapping[str, str]) -> Healed:
    """Keep the names of resources whose tags have new names.

    Args:
        healed: The overlay that fits.
        published: The new published document.
        names: Former name of each resource, by the new name of its tag.

    Returns:
        The overlay with a further action in the file of names for each resource. If the document does not declare the
        tag, the action does. `healed` itself if there is no resource, or if the overlay has no such file.
    """
    added: list[Action] = []
    for tag, name in names.items():
        entry: dict[str, JSON] = {"x-python-name": name}
        described = _naming(f"$.tags[?@.name == '{tag}']", {"x-python-name": "absent"}, entry, number=len(added))
        declaring = _naming("$", {}, {"tags": [{"name": tag, **entry}]}, number=len(added))
        is_described = overlay.judge(described, healed.document) is None
        added.append(described if is_described else declaring)
    return with_added(healed, published, added, wording.KEEP_RESOURCE, _NAMES)


def keep_of_classes(healed: Healed, published: dict[str, JSON], names: Mapping[str, str]) -> Healed:
    """Keep the names of classes that would get other names.

    Args:
        healed: The overlay that fits.
        published: The new published document.
        names: Former name of each class, by the JSONPath of its schema.

    Returns:
        The overlay with a further action in the file of names for each class whose schema has no title. `healed` itself
        if there is no such class, or if the overlay has no such file.
    """
    titled = [
        _naming(target, {"title": "absent"}, {"title": name}, number=number, why=wording.FORMER_CLASS)
        for number, (target, name) in enumerate(names.items(), len(healed.edits))
    ]
    fitting = [action for action in titled if overlay.judge(action, healed.document) is None]
    return with_added(healed, published, fitting, wording.KEEP_CLASS, _NAMES)


def _uses(client: Client) -> Iterator[tuple[str, str]]:
    """Yield each name in a type, with its field, argument or method."""
    for model in client.models.values():
        for field in model.fields.values():
            yield from ((name, f"{model.name}.{field.name}") for name in annotations.names(field.annotation))
    for name, method in client.methods.items():
        for argument in method.arguments:
            yield from ((other, f"{name}({argument.name})") for other in annotations.names(argument.annotation))
        yield from ((other, name) for other in annotations.names(model_pairs.received_type(method)))


def _naming(target: str, before: JSON, update: JSON, *, number: int, why: str = wording.FORMER_NAME) -> Action:
    """Make an action that names something.

    `number` distinguishes the action from other added actions. It is stored as the line of the action, because the
    action has no line in a file yet.
    """
    return Action(f"overlay/{_NAMES}.yaml", number, target, why, _NAMES, update, False, 1, before)  # noqa: FBT003
