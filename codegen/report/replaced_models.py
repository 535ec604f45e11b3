"""Says what callers lose where another model takes the place of a model."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from codegen.report import annotations, breaking_changes, wording, wording_of_models
from codegen.report.changes import Change, Level
from codegen.report.client import Client, Field, Model

_REPLACING = frozenset({wording.RESULT, wording.TYPE})
_Pair = tuple[str, str]


def with_losses(changes: Sequence[Change], old: Client, new: Client, new_names: Mapping[str, str]) -> list[Change]:
    """Add what a new model lacks to the changes that put it into a place.

    If the type of a result or a field mentions another model than before, in place of one model, users of the former
    model lose attributes, although no attribute of a model has changed.

    Args:
        changes: The changes, in their order.
        old: The present client.
        new: The new client.
        new_names: New names of renamed models, by old names.

    Returns:
        The same changes. The first change that replaces a model has the losses as its `consequence`. A removed model
        has the name of the model in its place as the state after.
    """
    told: dict[_Pair, int] = {}
    for index, change in enumerate(changes):
        if pair := _replaced(change, old, new, new_names):
            told.setdefault(pair, index)
    in_place = dict(reversed(told))
    consequences = {index: _losses(old.models[before], new.models[after]) for (before, after), index in told.items()}
    return [
        _with_place(_with_consequence(each, consequences.get(index, "")), in_place)
        for index, each in enumerate(changes)
    ]


def _with_consequence(change: Change, consequence: str) -> Change:
    return replace(change, consequence=consequence) if consequence and not change.consequence else change


def _with_place(change: Change, in_place: Mapping[str, str]) -> Change:
    other = in_place.get(change.names[0], "") if change.what == wording.MODEL_REMOVED else ""
    return replace(change, after=wording_of_models.in_its_place(other)) if other else change


def _replaced(change: Change, old: Client, new: Client, new_names: Mapping[str, str]) -> _Pair | None:
    """Return the model that a type mentioned, and the model in its place."""
    if change.what not in _REPLACING or "(" in change.names[0].removesuffix("()"):  # arguments are sent
        return None
    before, after = (set(annotations.names(state)) if state else set[str]() for state in (change.before, change.after))
    gone = [name for name in before - after if name in old.models and new_names.get(name, name) not in after]
    come = [name for name in after - before if name in new.models and name not in new_names.values()]
    return (gone[0], come[0]) if len(gone) == len(come) == 1 else None


def _losses(before: Model, after: Model) -> str:
    """Say which attributes a model has no more, or with another type."""
    removed = [field for name, field in before.fields.items() if name not in after.fields]
    added = [field for name, field in after.fields.items() if name not in before.fields]
    renamed = {field.name: other.name for field in removed if (other := _successor(field, added)) is not None}
    gone = [field.name for field in removed if field.name not in renamed]
    retyped = [*_retyped(before, after)]
    parts = [wording_of_models.lacks(after.name, gone, before.name)] if gone else []
    parts += [wording_of_models.perhaps_called(renamed)] if renamed else []
    parts += [wording_of_models.of_other_types(retyped)] if retyped else []
    return "; ".join(parts)


def _successor(field: Field, added: Sequence[Field]) -> Field | None:
    """Return the addition that may be a removed attribute with a new name.

    It is the only one of the same type whose name is the beginning or the end of the other name, in whole words. An
    equal type alone says little of two models that differ in many attributes.
    """
    alike = [other for other in added if _is_part(field.name, other.name) and _is_of_type(field, other)]
    return alike[0] if len(alike) == 1 else None


def _is_part(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    return longer.startswith(f"{shorter}_") or longer.endswith(f"_{shorter}")


def _is_of_type(first: Field, second: Field) -> bool:
    kinds = [annotations.members(annotations.without_values(each.annotation)) - {"None"} for each in (first, second)]
    return kinds[0] == kinds[1]


def _retyped(before: Model, after: Model) -> Iterator[tuple[str, str, str]]:
    """Yield name and both types of the attributes that readers must adapt."""
    for name, field in before.fields.items():
        if name in after.fields:
            types = [annotations.without_values(each.annotation) for each in (field, after.fields[name])]
            if breaking_changes.level_of_type(types[0], types[1], sent=False) is Level.BREAKING:
                yield name, types[0], types[1]
