"""Pairs models of two clients, and finds which are sent and received."""

from collections.abc import Callable, Iterator, Mapping

from codegen.report import annotations, wording
from codegen.report.client import Client, Method, Model


def pair(old: Mapping[str, Model], new: Mapping[str, Model]) -> Iterator[tuple[str, str]]:
    """Pair the models of two clients by location, name or fields.

    Models of the same location and name are paired first, then models of the same location, then of the same name. Of
    the others, models are paired if at least half of the fields that either has are fields of both.

    Args:
        old: The models of the present client, by name.
        new: The models of the new client, by name.

    Yields:
        The present name and the new name.
    """
    removed, added = set(old), set(new)
    same: tuple[Callable[[Model, Model], bool], ...] = (
        lambda before, after: (before.name, before.location) == (after.name, after.location),
        lambda before, after: before.location == after.location,
        lambda before, after: before.name == after.name,
        _same_fields,
    )
    for is_same in same:
        for name in sorted(removed):
            after = next((after for after in sorted(added) if is_same(old[name], new[after])), None)
            if after is not None:
                removed.remove(name)
                added.remove(after)
                yield name, after


def _same_fields(first: Model, second: Model) -> bool:
    ours, theirs = first.fields.keys(), second.fields.keys()
    return bool(ours) and 2 * len(ours & theirs) >= len(ours | theirs)


def models_in(client: Client, *, sent: bool) -> set[str]:
    """Return the names of the models in arguments or in results.

    Args:
        client: The client whose methods are searched.
        sent: Whether to return the models in arguments; otherwise the models in results.

    Returns:
        The names of these models, and of the models that they contain.
    """
    types = {
        annotation
        for method in client.methods.values()
        for annotation in ([argument.annotation for argument in method.arguments] if sent else [received_type(method)])
    }
    return reachable_models(client, {name for annotation in types for name in annotations.names(annotation)})


def received_type(method: Method) -> str:
    """Write an annotation with all types that a method returns.

    These are its result and the type of its call, which contains the page.
    """
    return f"tuple[{method.returns.removeprefix(wording.AT_ONCE)}, {method.envelope}]"


def reachable_models(client: Client, names: set[str]) -> set[str]:
    """Return the models among names, and the models in their fields.

    Args:
        client: The client that has the models.
        names: Names in annotations, of which some are names of models.

    Returns:
        The names of these models, and of the models that they contain at any depth.
    """
    models: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        if name in client.models and name not in models:
            models.add(name)
            waiting |= {
                other for field in client.models[name].fields.values() for other in annotations.names(field.annotation)
            }
    return models
