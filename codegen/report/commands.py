"""Compares what the command line shows of the operations of two clients."""

import re
from collections.abc import Collection, Iterator, Mapping

from codegen.report import annotations, model_pairs
from codegen.report.changes import States, excerpt
from codegen.report.client import Client, Method


def described_otherwise(
    old: Client, new: Client, new_names: Mapping[str, str], reported: Collection[str]
) -> Iterator[tuple[Method, States]]:
    """Find changed catalog entries without another change of method or models.

    Args:
        old: The present client.
        new: The new client.
        new_names: New names of models by old names.
        reported: Names of all things that have a change.

    Yields:
        The method of the entry in the new client, and the entry before and after.
    """
    models = {re.split(r"[(.]", name.removeprefix("hub."))[0] for name in reported if name[0].isupper()}
    calls = {name.partition("(")[0] for name in reported}
    for operation in old.catalog.keys() & new.catalog.keys() & new.methods.keys():
        before = annotations.rename_words(old.catalog[operation], new_names)
        states = excerpt(before, new.catalog[operation])
        method = new.methods[operation]
        if states is not None and f"hub.{operation}" not in calls and not _models_of(new, method) & models:
            yield method, states


def _models_of(client: Client, method: Method) -> set[str]:
    types = [model_pairs.received_type(method), *(argument.annotation for argument in method.arguments)]
    names = {name for annotation in types for name in annotations.names(annotation)}
    return model_pairs.reachable_models(client, names)
