"""Finds lines of hand-written code and text that are affected by a change."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from codegen.document import refs
from codegen.document.overlay import Action, Overlay
from codegen.report import (
    anonymous_callers,
    argument_lists,
    body_functions,
    decision_rows,
    doubtful_lines,
    expected_bodies,
    fact_readers,
    folders,
    incomplete_json,
    key_mentions,
    legacy_twins,
    line_search,
    overlay_texts,
    prose_search,
    raw_requests,
    repeated_values,
    stated_limits,
    unaffected_calls,
    uncompared_operations,
    unidentified_items,
    value_mentions,
    value_search,
    wording,
    wording_of_remains,
)
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts
from codegen.report.line_search import LineSearch, own_attributes, patterns_of
from codegen.report.option_search import OptionSearch
from codegen.report.overlay_edits import Edit, attrs_replace
from codegen.report.repeated_values import ChangedValues
from codegen.report.value_search import ValueSearch

_SAYING_OTHERWISE = (*wording.SAYING_OTHERWISE, wording_of_remains.SCOPE_GONE, wording_of_remains.GO_ALONG)
_DISCREPANCY = re.compile(r"\b[DS]\d+\b")


@attrs.frozen(kw_only=True)
class Use:
    """Lines that are affected by a change.

    Attributes:
        name: Names of the changed things, as in the report, separated by commas.
        what: Kind of the change, as in `Change.what`.
        places: Files and lines, such as `docs/guide.md:12`.
        is_doubtful: Whether the lines may have nothing of what changes; `False` by default.
    """

    name: str
    what: str
    places: tuple[str, ...]
    is_doubtful: bool = False

    @property
    def owner(self) -> str:
        """The operation or model that changes."""
        return re.split(r"[(:]", self.name)[0] if self.name.startswith("hub.") else self.name

    @property
    def is_look(self) -> bool:
        """Whether the lines may need no edit.

        This is so for doubtful lines, for tests and rows on an edited action, for texts on all fields of a model, for
        actions that repeat values of another schema, and for handlers of FakeHub if only a description changes.
        """
        is_handlers = all(place.startswith(folders.HANDLERS) for place in self.places)
        if self.is_doubtful or wording_of_remains.REPEATED in self.what:
            return True
        return self.what in {wording.TESTED, wording_of_remains.ROWS, wording_of_remains.ON_ALL_FIELDS} or (
            self.what == wording.DESCRIPTION and is_handlers
        )


def find(changes: Sequence[Change], root: Path, facts: ClientFacts = ClientFacts()) -> list[Use]:  # noqa: B008 - the default is frozen
    """Search code, tests, examples and guides for lines affected by changes.

    Args:
        changes: The changes for callers.
        root: Folder of the project.
        facts: What belongs to a name in the present client, such as the path of a call; none by default.

    Returns:
        The lines by change:

        - mentions of removed or renamed things;
        - calls of operations that are deprecated now;
        - handlers of FakeHub for operations whose arguments changed, and tests that send requests to such operations by
          method and path;
        - lines that state a changed limit, default or value of an enumeration, and mentions of a removed value
          (`value_mentions`);
        - sentences of `prose_search`, and bodies of `expected_bodies`;
        - code that builds a model without a field that becomes required;
        - lists of arguments in tests that have a removed one (`argument_lists`);
        - lines of tests that name the operation where facts of all operations are read (`fact_readers`);
        - the functions of FakeHub that make the bodies of an operation which returns another model;
        - the place that states which fields identify items, if the items of a new list have none of these;
        - the functions of `check` and `drift` that have no value for an argument, or no credentials;
        - what handlers of FakeHub do with a caller who needs no credentials now (`anonymous_callers`);
        - lines that say of a legacy route that the path of the other route is unknown, and undocumented operations for
          which Docker documents another route (`legacy_twins`).

    Raises:
        SyntaxError: A test of the project is not Python.
    """
    texts = {file: text.splitlines() for file, text in folders.texts_of(root)} if changes else {}
    own = own_attributes(texts)
    wanted = [
        (change, name, _former_name(change, name), list(_searches(change, _former_name(change, name), facts, own)))
        for change in changes
        if not line_search.is_of_result(change, changes)
        for name in change.names
    ]
    sent = _requests_in_tests(texts) if wanted and facts.endpoints else {}
    uses: dict[tuple[str, tuple[str, ...], bool], list[str]] = {}
    for change, name, former, searches in wanted:
        places = tuple(
            f"{file}:{number}"
            for file, lines in texts.items()
            for number in sorted(
                {each for search in searches for each in search.lines(file, lines, sent.get(file, ()))}
            )
        )
        further = [
            *prose_search.places(change, former, texts, facts, changes),
            *expected_bodies.places(change, former, places, texts, facts, sent=sent),
            *key_mentions.places(change, former, texts, facts, changes),
            *value_mentions.places(change, former, texts, facts, changes),
            *body_functions.places(change, former, texts),
            *argument_lists.places(change, former, texts, facts),
            *fact_readers.places(change, former, texts, facts),
        ]
        places += tuple(each for each in dict.fromkeys(further) if each not in places)
        places = line_search.without_handlers(change, places, texts)
        places = unaffected_calls.without_former(change, name, places, texts, changes)
        doubtful = doubtful_lines.find(change, former, places, texts, changes)
        for is_doubtful in (False, True):
            if part := tuple(place for place in places if (place in doubtful) is is_doubtful):
                uses.setdefault((change.what, part, is_doubtful), []).append(name)
    lacking = incomplete_json.find(changes, texts, facts)
    twins = legacy_twins.find(changes, texts, facts)
    unidentified = unidentified_items.find(changes, texts, facts)
    uncompared = uncompared_operations.find(changes, texts, facts)
    opened = anonymous_callers.find(changes, texts, facts, sent)
    requested = [each for each in opened if each.requests]
    return [
        *(
            Use(name=", ".join(names), what=what, places=places, is_doubtful=is_doubtful)
            for (what, places, is_doubtful), names in uses.items()
        ),
        *(Use(name=each.name, what=wording_of_remains.LACKING, places=each.places) for each in lacking),
        *(Use(name=each.name, what=each.what, places=each.places) for each in twins),
        *(Use(name=each.name, what=wording_of_remains.UNIDENTIFIED, places=(each.place,)) for each in unidentified),
        *(Use(name=each.name, what=each.what, places=(each.place,)) for each in uncompared),
        *(Use(name=each.name, what=wording_of_remains.ANONYMOUS, places=each.places) for each in opened),
        *(Use(name=each.name, what=wording.CREDENTIALS, places=each.requests, is_doubtful=True) for each in requested),
    ]


def _former_name(change: Change, name: str) -> str:
    """Return the name that hand-written lines have, which the client has now.

    A report names a renamed argument or field by its new name.
    """
    if change.what == wording.ARGUMENT_RENAMED:
        owner, _, argument = name.partition("(")
        return f"{owner}({change.before}{'=' if argument.endswith('=)') else ''})"
    return f"{name.partition('.')[0]}.{change.before}" if change.what == wording.FIELD_RENAMED else name


def _searches(
    change: Change, name: str, facts: ClientFacts, own: frozenset[str]
) -> Iterator[LineSearch | ValueSearch | OptionSearch]:
    if patterns := list(patterns_of(change, name, facts)):
        yield LineSearch(change, name, patterns, facts, own)
    if change.what == wording.COMMAND_LINE:
        yield OptionSearch(change, name, facts)
    if change.what in value_search.CHANGES:
        yield ValueSearch(change, name, facts)


def of_edits(edits: Sequence[Edit], root: Path) -> list[Use]:
    """Find the tests of discrepancies whose actions are edited.

    Args:
        edits: The edits of the overlay. Tests are found only for edits after which the action states less than before.
        root: Folder of the project.

    Returns:
        The first lines of the tests, such as `def test_d40_…`, for each discrepancy that has tests; and the rows of
            `decisions.toml` on what the edits concern.
    """
    names = dict.fromkeys(
        name
        for edit in edits
        if any(edit.reason.startswith(reason) for reason in _SAYING_OTHERWISE)
        # The action for a name or a text says for which discrepancy it is; others only refer to other discrepancies.
        for name in (
            [edit.action.discrepancy]
            if edit.action.discrepancy[0].isupper()
            else _DISCREPANCY.findall(edit.action.description)
        )
    )
    texts = {file: text.splitlines() for file, text in (folders.texts_of(root) if edits else ())}
    tests = [
        (f"{file}:{number}", line)
        for file, text in texts.items()
        if file.startswith(folders.OVERLAY_TESTS)
        for number, line in enumerate(text, 1)
    ]
    patterns = ((name, re.compile(rf"def test_{re.escape(name.lower())}_")) for name in names)
    places = {name: tuple(place for place, line in tests if pattern.search(line)) for name, pattern in patterns}
    rows: dict[str, dict[str, None]] = {}
    for edit in edits:
        lines = decision_rows.find(edit, texts.get(prose_search.DECISIONS, ()))
        places_of_rows = rows.setdefault(edit.action.discrepancy, {})
        places_of_rows.update(dict.fromkeys(f"{prose_search.DECISIONS}:{line}" for line in lines))
    return [
        *(Use(name=name, what=wording.TESTED, places=places[name]) for name in names if places[name]),
        *(Use(name=name, what=wording_of_remains.ROWS, places=tuple(lines)) for name, lines in rows.items() if lines),
    ]


def of_overlay(
    changes: Sequence[Change],
    edits: Sequence[Edit],
    overlays: Sequence[Overlay],
    facts: ClientFacts = ClientFacts(),  # noqa: B008 - the default is frozen
    root: Path | None = None,
) -> list[Use]:
    """Find the actions of the overlay that state what changes.

    Such an action does one of these:

    - It writes a limit, a default or the values of an enumeration that change.
    - It adds to one model a key that Docker removes from another model. The evidence for both models may be the same.
    - It writes a text for callers that names a changed argument or field.
    - It names a status of success of an operation that has other statuses now.

    Args:
        changes: The changes for callers.
        edits: The edits of the overlay. The actions that the edits write are searched, and not the actions that were
            edited.
        overlays: The overlays, to whose actions the edits apply.
        facts: What belongs to a name in the present client, such as the path of a call; none by default.
        root: Folder of the project, for the lines of texts; by default, the first line of an action stands for them.

    Returns:
        A `Use` for each change and action; only one of several that are equal.
    """
    overlays = after_edits(edits, overlays)
    stating = [
        (change, action, wording.stated_otherwise(change.what, action.discrepancy))
        for change, action in stated_limits.of_overlay(changes, overlays)
    ]
    stating += [
        (change, action, wording_of_remains.added_elsewhere(change.what, action.discrepancy))
        for change in changes
        if change.what == wording.FIELD_REMOVED
        for action in _actions_for_key_elsewhere(change, overlays)
    ]
    stating += [
        (change, action, wording_of_remains.names_status(change.what, action.discrepancy))
        for change, action in overlay_texts.find_statuses(changes, overlays, facts)
    ]
    uses = [
        Use(name=", ".join(change.names), what=what, places=(f"overrides/{action.origin}",))
        for change, action, what in stating
    ]
    if naming := overlay_texts.find(changes, overlays, facts):
        texts = {file: text.splitlines() for file, text in (folders.texts_of(root) if root else ())}
        uses += [
            Use(
                name=", ".join(change.names),
                what=wording_of_remains.named_in_text(change.what, action.discrepancy),
                places=tuple(
                    f"overrides/{action.file}:{number}" for number in overlay_texts.lines(action, names, texts)
                ),
            )
            for change, action, names in naming
        ]
    return [use for index, use in enumerate(uses) if use not in uses[:index]]


def of_values(changed: Sequence[ChangedValues], edits: Sequence[Edit], overlays: Sequence[Overlay]) -> list[Use]:
    """Find the actions that repeat former values of Docker's document.

    Args:
        changed: The enumerations of the published document that change, also those that the overlay removes.
        edits: The edits of the overlay, as for `of_overlay`.
        overlays: The overlays, to whose actions the edits apply.

    Returns:
        A `Use` for each enumeration and action.
    """
    actions = [action for each in after_edits(edits, overlays) for action in each.actions]
    return [
        Use(
            name=refs.json_path(values.location),
            what=wording_of_remains.repeats_values(action.discrepancy),
            places=(f"overrides/{action.origin}",),
        )
        for values, action in repeated_values.find_repeating(changed, actions)
    ]


def after_edits(edits: Sequence[Edit], overlays: Sequence[Overlay]) -> list[Overlay]:
    """Return the overlays with the actions that edits write.

    Args:
        edits: The edits of the overlay.
        overlays: The overlays, to whose actions the edits apply.
    """
    edited = {edit.action.origin: edit.becomes for edit in edits if not edit.is_new}
    return [
        attrs_replace(each, [other for action in each.actions for other in edited.get(action.origin, (action,))])
        for each in overlays
    ]


def _actions_for_key_elsewhere(change: Change, overlays: Sequence[Overlay]) -> Iterator[Action]:
    """Yield the actions that add the key of a removed field to other models."""
    schema, _, key = change.location.rpartition(".properties.")
    for action in (action for overlay_ in overlays for action in overlay_.actions if schema):
        target = action.target.removesuffix(".properties")
        update = action.update if isinstance(action.update, dict) else {}
        properties = update.get("properties") if target == action.target else update
        if target != schema and isinstance(properties, dict) and key in properties:
            yield action


def _requests_in_tests(texts: Mapping[str, Sequence[str]]) -> dict[str, list[raw_requests.RawRequest]]:
    """Find the requests that tests send by method and path."""
    return {
        file: raw_requests.find("\n".join(lines))
        for file, lines in texts.items()
        if file.startswith(folders.TESTS) and file.endswith(".py")
    }
