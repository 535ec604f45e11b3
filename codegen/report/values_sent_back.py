"""Says which arguments no longer take what a model's field has."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from codegen.report import annotations, breaking_changes, model_pairs, wording, wording_of_models
from codegen.report.changes import Change, Level
from codegen.report.client import Client, Method


def with_sent_back(changes: Sequence[Change], old: Client, new: Client) -> list[Change]:
    """Add the arguments that no longer take the value of a changed field.

    Programs read a value, change it and send it back. If the type of a field changes, and that of the argument does
    not, such programs no longer type-check.

    Args:
        changes: The changes, in their order.
        old: The present client.
        new: The new client.

    Returns:
        The same changes. A breaking change of a field's type has the arguments as its `consequence`.
    """
    return [_with_consequence(change, old, new) for change in changes]


def _with_consequence(change: Change, old: Client, new: Client) -> Change:
    model, _, field = change.names[0].partition(".")
    is_breaking = change.what == wording.TYPE and change.level is Level.BREAKING
    if not is_breaking or change.consequence or model not in new.models:
        return change
    before, after = change.before, change.after
    arguments = [
        shown
        for shown, former, present in _arguments(model, field, old, new)
        if _takes(former, before) and not _takes(present, after)
    ]
    return replace(change, consequence=wording_of_models.not_taken(arguments)) if arguments else change


def _arguments(model: str, field: str, old: Client, new: Client) -> Iterator[tuple[str, str, str]]:
    """Yield the arguments for a field: as shown, and both annotations.

    Their methods are of a resource that has an operation whose result contains the model. Their names are that of the
    field, or end with it, such as `immutable_tags_rules` for `rules`.
    """
    resources = {method.resource for method in new.methods.values() if model in _received(new, method)}
    for key, method in new.methods.items():
        former = {each.name: each for each in old.methods[key].arguments} if key in old.methods else {}
        for argument in method.arguments if method.resource in resources else ():
            is_alike = argument.name == field or argument.name.endswith(f"_{field}")
            if argument.location == "body" and is_alike and argument.name in former:
                shown = wording.with_argument(method.call, f"{argument.name}=")
                yield shown, former[argument.name].annotation, argument.annotation


def _received(client: Client, method: Method) -> set[str]:
    return model_pairs.reachable_models(client, set(annotations.names(model_pairs.received_type(method))))


def _takes(argument: str, value: str) -> bool:
    """Return whether an argument takes a value; a list is a sequence."""
    kinds = [annotations.without_values(each).replace("list[", "Sequence[") for each in (value, argument)]
    return breaking_changes.level_of_type(kinds[0], kinds[1], sent=True) is Level.CHANGED
