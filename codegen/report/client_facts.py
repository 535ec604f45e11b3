"""Collects facts about a client for the search for hand-written lines."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import attrs

from codegen.report import annotations, commands, model_pairs, named_scopes, paging_in_words, signatures, wording
from codegen.report.client import Client


@attrs.frozen(kw_only=True)
class ClientFacts:
    """What belongs to a name in the present client: calls, paths, JSON names.

    The search for hand-written lines uses these facts: a line may have one of them in place of the name. All attributes
    are empty by default.

    Attributes:
        endpoints: HTTP method and path, by call such as `hub.orgs.list()`.
        models: The calls whose arguments or results contain a model at any depth, by the model's name.
        shared: Python names of fields that several models have.
        distinct: Calls of methods whose name has several words and occurs in one resource only.
        pages: Names of the query parameters for the page and its size, by call; only calls whose lists have several
            pages.
        options: The calls whose commands have an option, by the option with its kind, such as `--from TIME`.
        keys: JSON names of the fields, by model and by Python name of the field.
        required: JSON names of the fields without a default, by model.
        holders: JSON names under which any model has only this model, or a list of it, by model.
        sent: Names in the body by Python name of the argument, by call. Arguments in the path are among them, because a
            body may repeat them.
        parameters: Names in requests by Python name of the argument, by call; only arguments outside path and body.
        values: The arguments and fields that may have a value of an enumeration, by the value; names as in the report.
        legacy: Calls of operations with the mark `x-legacy-route`: Docker Hub has another route with the namespace in
            its path, but the path is unknown.
        undocumented: Calls of operations that only the overlay documents.
        reads: Python names of the required arguments, by call; only calls of operations that change nothing.
        locations: JSONPaths of the models' schemas, by model.
        scopes: The scopes of organization access tokens that operations and docstrings name.
    """

    endpoints: Mapping[str, str] = attrs.field(factory=dict[str, str])
    models: Mapping[str, Sequence[str]] = attrs.field(factory=dict[str, Sequence[str]])
    shared: frozenset[str] = frozenset()
    distinct: frozenset[str] = frozenset()
    pages: Mapping[str, tuple[str, str]] = attrs.field(factory=dict[str, tuple[str, str]])
    options: Mapping[str, frozenset[str]] = attrs.field(factory=dict[str, frozenset[str]])
    keys: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict[str, Mapping[str, str]])
    required: Mapping[str, frozenset[str]] = attrs.field(factory=dict[str, frozenset[str]])
    holders: Mapping[str, frozenset[str]] = attrs.field(factory=dict[str, frozenset[str]])
    sent: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict[str, Mapping[str, str]])
    parameters: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict[str, Mapping[str, str]])
    values: Mapping[str, Sequence[str]] = attrs.field(factory=dict[str, Sequence[str]])
    legacy: frozenset[str] = frozenset()
    undocumented: frozenset[str] = frozenset()
    reads: Mapping[str, frozenset[str]] = attrs.field(factory=dict[str, frozenset[str]])
    locations: Mapping[str, str] = attrs.field(factory=dict[str, str])
    scopes: frozenset[str] = frozenset()

    @property
    def all_keys(self) -> frozenset[str]:
        """The JSON names of all fields."""
        return frozenset(key for keys in self.keys.values() for key in keys.values())


def client_facts(client: Client) -> ClientFacts:
    """Collect the facts about the present client for the search.

    Args:
        client: The present client.
    """
    models: dict[str, list[str]] = {}
    for method in client.methods.values():
        types = [model_pairs.received_type(method), *(argument.annotation for argument in method.arguments)]
        for model in model_pairs.reachable_models(client, {name for each in types for name in annotations.names(each)}):
            models.setdefault(model, []).append(method.call)
    options: dict[str, set[str]] = {}
    for method in client.methods.values():
        for option in commands.options(method):
            options.setdefault(option, set()).add(method.call)
    values: dict[str, list[str]] = {}
    for owner, annotation in _annotations(client):
        for value in annotations.values(annotation):
            values.setdefault(value, []).append(owner)
    names = Counter(method.name for method in client.methods.values())
    owners = Counter(name for model in client.models.values() for name in model.fields)
    return ClientFacts(
        endpoints={method.call: method.endpoint for method in client.methods.values()},
        models=models,
        shared=frozenset(name for name, count in owners.items() if count > 1),
        distinct=frozenset(
            method.call for method in client.methods.values() if "_" in method.name and names[method.name] == 1
        ),
        pages={
            method.call: paging_in_words.arguments(method.facts[wording.PAGING])
            for method in client.methods.values()
            if paging_in_words.is_in_pages(method.facts.get(wording.PAGING, ""))
        },
        options={option: frozenset(calls) for option, calls in options.items()},
        keys={
            name: {field.name: field.key for field in model.fields.values()} for name, model in client.models.items()
        },
        required={
            name: frozenset(field.key for field in model.fields.values() if field.default is None)
            for name, model in client.models.items()
        },
        holders=_holders(client),
        sent={
            method.call: {
                each.name: each.json_name if each.location == "body" else each.name
                for each in method.arguments
                if each.location in {"body", "path"}
            }
            for method in client.methods.values()
        },
        parameters={
            method.call: {
                each.name: each.json_name for each in method.arguments if each.location not in {"body", "path"}
            }
            for method in client.methods.values()
        },
        values=values,
        legacy=frozenset(
            method.call for method in client.methods.values() if method.facts.get("legacy_route") == "True"
        ),
        undocumented=frozenset(
            method.call for method in client.methods.values() if method.facts.get("undocumented") == "True"
        ),
        reads={
            method.call: frozenset(each.name for each in method.arguments if each.default is None)
            for method in client.methods.values()
            if method.fact("method") in {"GET", "HEAD"}
        },
        locations={name: model.location for name, model in client.models.items()},
        scopes=named_scopes.of_client(client),
    )


def _holders(client: Client) -> dict[str, frozenset[str]]:
    """Return the keys under which each model is, if no other one is."""
    held: dict[str, set[str]] = {}
    for model in client.models.values():
        for field in model.fields.values():
            held.setdefault(field.key, set()).update(
                {*annotations.names(field.annotation)} & client.models.keys() or {""}
            )
    return {name: frozenset(key for key, names in held.items() if names == {name}) for name in client.models}


def _annotations(client: Client) -> Iterator[tuple[str, str]]:
    """Yield name and type of each argument and each field."""
    for method in client.methods.values():
        yield from ((signatures.with_argument(method, each), each.annotation) for each in method.arguments)
    for model in client.models.values():
        yield from ((f"{model.name}.{field.name}", field.annotation) for field in model.fields.values())
