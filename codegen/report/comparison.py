"""Compares two clients: which differences are changes for callers."""

from collections.abc import Mapping
from pathlib import Path

from codegen.document.load import JSON
from codegen.report import annotations, argument_locations, breaking_changes, commands, model_pairs, signatures, wording
from codegen.report.changes import Change, Changes, Level, States, excerpt
from codegen.report.client import Argument, Client, Field, Method, Model
from codegen.report.client_renames import endpoint_without_names, likely_successor, moved_methods
from codegen.report.paging_in_words import compare as compare_paging
from codegen.report.read_forms import compare_forms
from codegen.report.repetitions import tell_once
from codegen.report.replaced_models import with_losses
from codegen.report.signatures import show_argument, show_type, with_argument
from codegen.report.table_columns import changed_columns
from codegen.report.unsent_keys import with_reasons
from codegen.report.value_limits import Limits, compare_limits
from codegen.report.values_sent_back import with_sent_back
from codegen.report.walk_consequences import with_consequences


def compare(
    old: Client,
    new: Client,
    old_document: dict[str, JSON] | None = None,
    new_document: dict[str, JSON] | None = None,
    command_line: Path | None = None,
) -> list[Change]:
    """Find the changes for callers.

    The changes concern signatures, limits, credentials, paging, errors, docstrings, code, and the command line.

    Args:
        old: The present client.
        new: The new client.
        old_document: Patched document of the present client, for the locations of removed parts and the former limits
            of whole bodies; with `None`, the default, arguments have their endpoint as location, and bodies no limits.
        new_document: Patched document of the new client, for all other locations and limits; `None` by default, too.
        command_line: Folder of the source of the command line; with `None`, the default, it has no general options.

    Returns:
        The changes, the most urgent first, without those that others imply, with the consequences for walks.
    """
    comparison = _Comparison(old, new, old_document or {"paths": {}}, new_document or {"paths": {}})
    comparison.run(commands.general_options(command_line))
    changes = with_consequences(tell_once(comparison.changes.sorted(), old, new), new)
    changes = with_reasons(changes, new_document or {"paths": {}})
    return with_losses(with_sent_back(changes, old, new), old, new, dict(model_pairs.pair(old.models, new.models)))


class _Comparison:
    def __init__(self, old: Client, new: Client, before: dict[str, JSON], after: dict[str, JSON]) -> None:
        self.changes = Changes()
        self._old, self._new = old, new
        self._old_at, self._new_at = argument_locations.arguments(before), argument_locations.arguments(after)
        self._old_tags, self._new_tags = argument_locations.tags(before), argument_locations.tags(after)
        self._bodies = argument_locations.body_limits(before), argument_locations.body_limits(after)
        self._successes = argument_locations.successes(before), argument_locations.successes(after)
        self._pairs = dict(model_pairs.pair(old.models, new.models))
        self._new_names = {old_name: new_name for old_name, new_name in self._pairs.items() if old_name != new_name}
        self._sent = self._models_of_either(sent=True)
        self._received = self._models_of_either(sent=False)

    def _models_of_either(self, *, sent: bool) -> set[str]:
        """Return the models that a client sends, or without `sent` receives.

        The models have their new names.
        """
        before = model_pairs.models_in(self._old, sent=sent)
        after = model_pairs.models_in(self._new, sent=sent)
        return after | {self._new_names.get(name, name) for name in before}

    def run(self, general_options: Mapping[str, str]) -> None:
        self._resources()
        self._methods(general_options)
        self._models()
        self._catalog()
        for module in self._old.rest.keys() | self._new.rest.keys():
            if self._old.rest.get(module) != self._new.rest.get(module):
                self._add(module, wording.CODE, ("", ""), module)

    def _add(self, name: str, what: str, states: States, location: str, level: Level | None = None) -> None:
        """Add a change; without a level, its kind decides the level."""
        self.changes.add(breaking_changes.LEVELS[what] if level is None else level, name, what, states, location)

    def _catalog(self) -> None:
        for method, states in changed_columns(self._old, self._new):
            self._add(method.call, wording.COLUMNS, states, method.endpoint)
        for method, states in commands.described_otherwise(self._old, self._new, self._new_names, self.changes.names()):
            self._add(method.call, wording.COMMAND, states, method.endpoint)

    def _resources(self) -> None:
        old, new = self._old.resources, self._new.resources
        for name in old.keys() - new.keys():
            self._add(f"hub.{name}", wording.RESOURCE_REMOVED, (name, ""), self._old_tags[name])
        for name in new.keys() - old.keys():
            self._add(f"hub.{name}", wording.RESOURCE_ADDED, ("", name), self._new_tags[name])
        for name in old.keys() & new.keys():
            self._text(f"hub.{name}", wording.DESCRIPTION, old[name], new[name], self._new_tags[name])

    def _methods(self, general_options: Mapping[str, str]) -> None:
        old = {endpoint_without_names(method): method for method in self._old.methods.values()}
        new = {endpoint_without_names(method): method for method in self._new.methods.values()}
        moved, added = moved_methods(old, new)
        for key, method in old.items():
            if (other := new.get(key) or moved.get(key)) is None:
                states = (method.endpoint, "")
                self._add(method.call, wording.OPERATION_REMOVED, states, method.endpoint)
            else:
                self._method(method, other)
                if usages := commands.compare(method, other, general_options):
                    self._add(other.call, wording.COMMAND_LINE, usages, other.endpoint)
        for method in added:
            shown = wording.operation(signatures.signature(method), method.facts, self._bodies[1][method.endpoint])
            self._add(method.call, wording.OPERATION_ADDED, ("", shown), method.endpoint)

    def _method(self, old: Method, new: Method) -> None:
        location = new.endpoint

        def add(what: str, states: States, level: Level | None = None) -> None:
            self._add(new.call, what, states, location, level)

        before = len(self.changes)
        if old.call != new.call:
            self._add(old.call, wording.METHOD_RENAMED, (old.call, new.call), location)
        if old.endpoint != new.endpoint:
            add(wording.ENDPOINT, (old.endpoint, new.endpoint))
        self._credentials(old, new)
        is_deprecated = "deprecated" in new.facts
        if is_deprecated != ("deprecated" in old.facts):
            states = signatures.deprecation(new, self._new.methods.values(), is_deprecated=is_deprecated)
            add(wording.DEPRECATED, states, breaking_changes.level_of_deprecation(is_deprecated=is_deprecated))
        self._type(new.call, wording.RESULT, (old.returns, new.returns), sent=(False,), location=location)
        if forms := compare_forms(old, new, self._new_names):
            add(wording.READ_FORMS, forms[1], forms[0])
        self._arguments(old, new)
        limits = self._bodies[0][old.endpoint], self._bodies[1][new.endpoint]
        self._limits(*limits, new.call, wording.BODY_LIMITS, location)
        self._facts(old, new)
        self._text(new.call, wording.DESCRIPTION, old.text, new.text, location)
        if annotations.rename(old.returns.removeprefix(wording.AT_ONCE), self._new_names) in new.returns:
            self._text(new.call, wording.DESCRIPTION_OF_RESULT, old.result, new.result, location)
        self._statuses_of_success(old, new)
        statuses = wording.statuses(old.errors), wording.statuses(new.errors)
        if statuses[0] != statuses[1]:
            add(wording.ERRORS, statuses, breaking_changes.level_of_errors(*statuses))
        else:
            self._text(new.call, wording.DESCRIPTION_OF_ERRORS, old.errors, new.errors, location)
        if len(self.changes) == before and annotations.rename_words(old.request, self._new_names) != new.request:
            add(wording.REQUEST, (old.request, new.request))

    def _statuses_of_success(self, old: Method, new: Method) -> None:
        """Compare the statuses, which `hub.request` and `hub.get` show."""
        before, after = (by.get(each.endpoint, {}) for by, each in zip(self._successes, (old, new), strict=True))
        if before.keys() != after.keys():
            location = next(iter([after[key] for key in after if key not in before] or before.values()))
            states = ", ".join(before), ", ".join(after)
            self._add(new.call, wording.SUCCESSES, states, location)

    def _facts(self, old: Method, new: Method) -> None:
        """Compare the facts of `Operation` that no other method compares."""
        same = wording.accepted_credentials(old.facts) == wording.accepted_credentials(new.facts)
        compared_elsewhere = wording.NAMED_FACTS if same else wording.NAMED_FACTS | wording.OF_CREDENTIALS
        for key in sorted((old.facts.keys() | new.facts.keys()) - compared_elsewhere):
            states = signatures.fact_states(key, old.facts.get(key, ""), new.facts.get(key, ""))
            if states[0] == states[1]:
                continue
            level = Level.CHANGED
            if key == wording.PAGING:
                level, states = breaking_changes.level_of_paging(states), compare_paging(*states)
            self._add(new.call, wording.FACTS.get(key, key), states, new.endpoint, level)

    def _credentials(self, old: Method, new: Method) -> None:
        before, after = wording.accepted_credentials(old.facts), wording.accepted_credentials(new.facts)
        if before != after:
            level = breaking_changes.level_of_credentials(before, after)
            self._add(new.call, wording.CREDENTIALS, (", ".join(before), ", ".join(after)), new.endpoint, level)
        else:
            self._text(new.call, wording.CREDENTIALS, old.credentials, new.credentials, new.endpoint)

    def _arguments(self, old: Method, new: Method) -> None:
        # If the path has changed, the index in the path does not identify an argument.
        by_name = endpoint_without_names(old) != endpoint_without_names(new)
        before = signatures.by_location(old.arguments, by_name=by_name)
        after = signatures.by_location(new.arguments, by_name=by_name)
        self._sent_otherwise(new, before, after)
        removed = [before[key] for key in before if key not in after]
        added = [after[key] for key in after if key not in before]
        for argument in removed:
            likely = likely_successor(argument, removed, added)
            states = (show_type(argument), wording.perhaps_renamed(show_argument(likely)) if likely else "")
            name, location = with_argument(old, argument), self._location(self._old_at, old, argument)
            self._add(name, wording.ARGUMENT_REMOVED, states, location)
        for argument in added:
            level = breaking_changes.level_of_addition(is_required=argument.default is None)
            states, location = ("", signatures.with_limits(argument)), self._location(self._new_at, new, argument)
            self._add(with_argument(new, argument), wording.ARGUMENT_ADDED, states, location, level)
        for key in before:
            if key in after:
                self._argument(new, before[key], after[key])

    def _sent_otherwise(
        self, new: Method, before: dict[tuple[str, str], Argument], after: Mapping[tuple[str, str], Argument]
    ) -> None:
        """Pair arguments that are sent by another name or in another location.

        Such arguments have the same Python name. In `before`, the new location and name become their key.
        """
        added = {argument.name: key for key, argument in after.items() if key not in before}
        for key, argument in list(before.items()):
            other = added.get(argument.name)
            if key not in after and other is not None:
                before[other] = before.pop(key)
                states = signatures.sent_as(argument, after[other])
                location = self._location(self._new_at, new, after[other])
                self._add(with_argument(new, argument), wording.SENT_AS, states, location)

    def _argument(self, method: Method, old: Argument, new: Argument) -> None:
        name, location = with_argument(method, new), self._location(self._new_at, method, new)
        if old.name != new.name:
            self._add(name, wording.ARGUMENT_RENAMED, (old.name, new.name), location)
        if old.positional != new.positional:
            self._add(name, wording.BY_PLACE, wording.yes_no(old=old.positional, new=new.positional), location)
        self._required((old.default, new.default), name, location, sent=(True,))
        types = tuple(annotations.without_marker(argument.annotation, argument.default) for argument in (old, new))
        self._type(name, wording.TYPE, (types[0], types[1]), sent=(True,), location=location)
        if annotations.without_values(types[0]) == annotations.without_values(types[1]):
            self._limits(old.limits, new.limits, name, wording.LIMITS, location)
        self._value_text(name, old, new, location)

    def _limits(self, old: Limits, new: Limits, name: str, what: str, location: str) -> None:
        """Compare the limits of an argument whose type is the same, or of a body."""
        if difference := compare_limits(old, new):
            self._add(name, what, difference.states, location, difference.level)

    def _location(self, locations: Mapping[argument_locations.Key, str], method: Method, argument: Argument) -> str:
        return locations.get((method.endpoint, argument.location, argument.json_name), method.endpoint)

    def _models(self) -> None:
        old, new = self._old.models, self._new.models
        for name in old.keys() - self._pairs.keys():
            self._add(name, wording.MODEL_REMOVED, (name, ""), old[name].location)
        for name in new.keys() - set(self._pairs.values()):
            states = "", signatures.attributes(new[name])
            self._add(name, wording.MODEL_ADDED, states, new[name].location)
        for name, other in self._pairs.items():
            self._model(old[name], new[other])

    def _model(self, old: Model, new: Model) -> None:
        before = len(self.changes)
        if old.name != new.name:
            self._add(old.name, wording.MODEL_RENAMED, (old.name, new.name), new.location)
        self._text(new.name, wording.DESCRIPTION, old.text, new.text, new.location)
        fields = [{field.key: field for field in model.fields.values()} for model in (old, new)]
        self._keys(new.name, *fields)
        removed = [fields[0][key] for key in fields[0] if key not in fields[1]]
        added = [fields[1][key] for key in fields[1] if key not in fields[0]]
        sent = self._directions(new.name)
        for field in removed:
            likely = likely_successor(field, removed, added)
            states = (show_type(field), wording.perhaps_renamed(f"{new.name}.{likely.name}") if likely else "")
            self._add(f"{old.name}.{field.name}", wording.FIELD_REMOVED, states, field.location)
        for field in added:
            level = breaking_changes.level_of_addition(is_required=field.default is None, is_sent=True in sent)
            states = ("", show_type(field))
            self._add(f"{new.name}.{field.name}", wording.FIELD_ADDED, states, field.location, level)
        for key, field in fields[0].items():
            if key in fields[1]:
                self._field(new.name, field, fields[1][key], sent=sent)
        code = annotations.rename_words(old.code, self._new_names)
        if len(self.changes) == before and (code, old.location) != (new.code, new.location):
            moved = old.location != new.location
            states = (old.location, new.location) if moved else ("", "")
            self._add(new.name, wording.MOVED if moved else wording.CODE, states, new.location)
        elif len(self.changes) == before:
            for key, field in fields[0].items():  # another part of the document may declare a field now
                if (at := (field.location, fields[1][key].location))[0] != at[1]:
                    self._add(f"{new.name}.{fields[1][key].name}", wording.MOVED, at, at[1])

    def _keys(self, owner: str, before: dict[str, Field], after: Mapping[str, Field]) -> None:
        """Report fields with another JSON key, and use that key in `before`."""
        added = {field.name: key for key, field in after.items() if key not in before}
        for key, field in list(before.items()):
            other = added.get(field.name)
            if key not in after and other is not None:
                before[other] = before.pop(key)
                name, location = f"{owner}.{field.name}", after[other].location
                self._add(name, wording.KEY, (key, other), location)

    def _directions(self, model: str) -> tuple[bool, ...]:
        """Return `(True,)` if only sent, `(True, False)` if both, else `(False,)`."""
        both = ((True, self._sent), (False, self._received))
        return tuple(sent for sent, models in both if model in models) or (False,)

    def _field(self, owner: str, old: Field, new: Field, *, sent: tuple[bool, ...]) -> None:
        name = f"{owner}.{new.name}"
        if old.name != new.name:
            self._add(name, wording.FIELD_RENAMED, (old.name, new.name), new.location)
        self._required((old.default, new.default), name, new.location, sent=sent)
        types = tuple(annotations.without_marker(field.annotation, field.default) for field in (old, new))
        if annotations.rename(old.annotation, self._new_names) != new.annotation:
            self._type(name, wording.TYPE, (types[0], types[1]), sent=sent, location=new.location)
        if old.nullable != new.nullable and types[0] == types[1]:
            states = wording.yes_no(old=old.nullable, new=new.nullable)
            self._add(name, wording.NULL, states, new.location)
        self._value_text(name, old, new, new.location)

    def _required(
        self, defaults: tuple[str | None, str | None], name: str, location: str, *, sent: tuple[bool, ...]
    ) -> None:
        """Compare whether a value is required, or else its default."""
        before, after = defaults[0] is None, defaults[1] is None
        if before != after:
            level = breaking_changes.level_of_required(is_required=after, sent=sent)
            self._add(name, wording.REQUIRED, wording.yes_no(old=before, new=after), location, level)
        elif defaults[0] != defaults[1]:
            self._add(name, wording.DEFAULT, (str(defaults[0]), str(defaults[1])), location)

    def _type(self, name: str, what: str, types: States, *, sent: tuple[bool, ...], location: str) -> None:
        """Compare a type, whether it is awaited, and its listed values."""
        at_once, types = signatures.at_once(types)
        old, new = annotations.rename(types[0], self._new_names), types[1]
        bare = annotations.without_values(old), annotations.without_values(new)
        if annotations.members(bare[0]) != annotations.members(bare[1]):
            level = min(breaking_changes.level_of_type(*bare, sent=is_sent) for is_sent in sent)
            self._add(name, what, bare, location, level)
        elif at_once[0] != at_once[1]:
            states = wording.yes_no(old=not at_once[0], new=not at_once[1])
            self._add(name, wording.AWAITED, states, location)
        values = annotations.values(old), annotations.values(new)
        if set(values[0]) != set(values[1]) and (values[1] or bare[0] == bare[1]):  # a changed type is reported already
            level = breaking_changes.level_of_values(*values, sent=sent)
            states = wording.list_values(values[0]), wording.list_values(values[1])
            self._add(name, wording.VALUES, states, location, level)

    def _value_text(self, name: str, first: Argument | Field, second: Argument | Field, location: str) -> None:
        """Compare the descriptions of a value, and the facts in them."""
        old, new = first.text, second.text
        if (defaults := (signatures.default_of(first), signatures.default_of(second)))[0] != defaults[1]:
            self._add(name, wording.DEFAULT, defaults, location)
        for what, is_said in signatures.STATED_FACTS:
            if (before := is_said(old)) != (after := is_said(new)):
                level = breaking_changes.level_of_deprecation(is_deprecated=after and what == wording.DEPRECATED)
                self._add(name, what, wording.yes_no(old=before, new=after), location, level)
        self._text(name, wording.DESCRIPTION, signatures.without_facts(old), signatures.without_facts(new), location)

    def _text(self, name: str, what: str, old: str, new: str, location: str) -> None:
        if old != new and (texts := excerpt(annotations.rename_words(old, self._new_names), new)):
            self._add(name, what, texts, location, Level.DOCUMENTATION)
