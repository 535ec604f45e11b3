"""Writes overlay actions to paste for new parts of a document."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from codegen.document.faults import Fault
from codegen.document.load import JSON
from codegen.document.refs import json_path
from codegen.report import wording_of_additions as wording
from codegen.report.incomplete_additions import Stated, Undescribed, Unnamed, Unscoped
from codegen.report.new_names import UnnamedPage
from codegen.report.table_columns import Unchosen
from codegen.report.unsent_keys import Unsent
from codegen.report.yaml_text import block

_LISTS = frozenset({"allOf", "anyOf", "oneOf", "parameters"})
_TAKEN = re.compile(r"#/(?P<pointer>.+): the class is called (?P<name>\w+), for \w+ is taken: give it a title$")


def sections(
    *,
    unnamed: Sequence[Unnamed],
    unnamed_pages: Sequence[UnnamedPage],
    undescribed: Sequence[Undescribed],
    unscoped: Sequence[Unscoped],
    unrefused: Sequence[Stated],
    unchosen: Sequence[Unchosen] = (),
    unsent: Sequence[Unsent] = (),
    faults: Sequence[Fault] = (),
) -> Iterator[str]:
    """Write a section for each kind of information that new parts lack.

    Args:
        unnamed: Operations without a good name.
        unnamed_pages: Models of pages that are not called like other pages.
        undescribed: Arguments without a description.
        unscoped: Operations without the name of a scope.
        unrefused: Operations or resources that seem to accept personal access tokens, while similar ones refuse them.
        unchosen: Lists whose columns nobody has chosen; none by default.
        unsent: Keys that bodies lose although they are required; none by default.
        faults: Faults of the document that validators accept; none by default.

    Yields:
        The lines of the sections, with the actions to add.
    """
    if unnamed:
        yield from ("", f"## {wording.UNNAMED} ({len(unnamed)})", "")
        for item in unnamed:
            yield f"- {wording.unnamed(item.method, item.path, item.name, item.operation_id, item.better)}"
            action = _action(
                _operation_path(item.path, item.method),
                description=wording.called(item.operation_id),
                discrepancy="names",
                key="operationId",
                value=(item.better or item.name).replace(".", "_", 1),
                before=item.operation_id or "absent",
            )
            yield from ("", "```yaml", *action, "```")
    yield from _section(
        wording.UNNAMED_PAGES,
        wording.NAME_PAGES,
        [
            _action(
                page.location,
                description=page.why,
                discrepancy="names",
                key="title",
                value=page.better,
                before=page.title or "absent",
                comment=f"  # {page.name}",
            )
            for page in unnamed_pages
        ],
    )
    yield from _section(
        wording.UNDESCRIBED,
        wording.DESCRIBE,
        [
            _action(
                item.location,
                description=wording.NO_DESCRIPTION,
                discrepancy="descriptions",
                key="description",
                value=wording.PLACE_HOLDER,
                comment=f"  # {item.name}",
            )
            for item in undescribed
        ],
    )
    yield from _section(
        wording.UNSCOPED,
        wording.SCOPED,
        [
            _action(
                _operation_path(item.path, item.method),
                description=wording.SCOPE_KNOWN,
                discrepancy="Sd",
                key="x-organization-scope",
                value=item.scope or wording.SCOPE_PLACE_HOLDER,
                comment=item.beside,
            )
            for item in unscoped
            if item.kind == "organization"
        ],
    )
    yield from _section(
        wording.UNSCOPED_PERSONAL,
        wording.SCOPED_PERSONAL,
        [
            _action(
                _operation_path(item.path, item.method),
                description=wording.PERSONAL_SCOPE_LIKE_OTHERS,
                discrepancy="D38",
                key="x-personal-scope",
                value=item.scope,
            )
            for item in unscoped
            if item.kind == "personal"
        ],
    )
    yield from _section(
        wording.UNREFUSED,
        wording.REFUSE,
        [
            _action(
                item.location,
                description=wording.REFUSED_LIKE_OTHERS,
                discrepancy="Sc",
                key="x-personal-token",
                value="false",
                comment=f"  # {item.name}",
            )
            for item in unrefused
        ],
    )
    yield from _section(
        wording.UNCHOSEN,
        wording.CHOOSE_COLUMNS,
        [
            _action(
                item.location,
                description=wording.COLUMNS_CHOSEN,
                discrepancy="columns",
                key="x-columns",
                value=f"[{', '.join(item.columns)}]",
                comment=wording.not_shown(item.name, item.others),
            )
            for item in unchosen
        ],
    )
    yield from _section(
        wording.UNSENT,
        wording.SEND,
        [
            _removal(
                json_path(each.location),
                wording.required(each.name),
                before=True,
                comment=wording.required_by([json_path(at) for at in each.required_at]),
            )
            for each in unsent
        ],
    )
    yield from _section(wording.FAULTS, wording.REPAIR_FAULTS, [each for fault in faults for each in _repairs(fault)])


def _section(title: str, introduction: str, actions: Sequence[Iterable[str]]) -> Iterator[str]:
    """Write a section with actions to add; nothing if there are none.

    Args:
        title: Title of the section, to which the number of actions is added.
        introduction: Sentence above the actions.
        actions: The lines of each action.

    Yields:
        The lines of the section.
    """
    if actions:
        yield from ("", f"## {title} ({len(actions)})", "", introduction, "", "```yaml", *_separated(actions), "```")


def _repairs(fault: Fault) -> Iterator[Iterator[str]]:
    """Write the overlay actions that repair a fault, in YAML.

    The value of a misspelled key is written under the right key first. A misspelled name in `required` is replaced; a
    name that no property resembles is removed.
    """
    if isinstance(fault.location[-1], int):  # in `required`
        yield _correction(fault)
        return
    if fault.meant:
        yield _respelling(fault)
    yield _removal(
        json_path(fault.location),
        wording.fault(str(fault.location[-1])),
        before=fault.value,
        comment=f"  # {fault.what}",
    )


def _correction(fault: Fault) -> Iterator[str]:
    """Write an overlay action that replaces or removes a required name."""
    name = str(fault.value)
    yield f"  - target: {json_path(fault.location[:-1])}[?@ == '{name}']"
    yield f"    description: {wording.no_property(name, fault.meant)}"
    yield "    x-discrepancy: D36"
    yield "    x-matches: 1"
    yield f"    x-before: {json.dumps(name)}"
    yield f"    {f'update: {json.dumps(fault.meant)}' if fault.meant else 'remove: true'}  # {fault.what}"


def _respelling(fault: Fault) -> Iterator[str]:
    *owner, key = fault.location
    yield f"  - target: {json_path(tuple(owner))}"
    yield f"    description: {wording.misspelled(str(key), fault.meant)}"
    yield "    x-discrepancy: D36"
    yield "    x-matches: 1"
    yield f"    x-before: {{{fault.meant}: absent}}"
    yield "    update:"
    yield from block({fault.meant: fault.value}, 6)


def _removal(target: str, description: str, *, before: JSON, comment: str = "") -> Iterator[str]:
    """Write an overlay action that removes a key, in YAML."""
    yield f"  - target: {target}"
    yield f"    description: {description}"
    yield "    x-discrepancy: D36"
    yield "    x-matches: 1"
    yield f"    x-before: {json.dumps(before, ensure_ascii=False)}"
    yield f"    remove: true{comment}"


def _separated(actions: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of actions, with an empty line between two actions."""
    for number, action in enumerate(actions):
        yield from ("",) if number else ()
        yield from action


def _operation_path(path: str, method: str) -> str:
    return json_path(("paths", path, method.lower()))


def _action(
    target: str,
    *,
    description: str,
    discrepancy: str,
    key: str,
    value: str,
    before: str = "absent",
    comment: str = "",
) -> Iterator[str]:
    """Write an overlay action that sets a key, in YAML."""
    yield f"  - target: {target}"
    yield f"    description: {description}"
    yield f"    x-discrepancy: {discrepancy}"
    yield "    x-matches: 1"
    yield f"    x-before: {{{key}: {before}}}"
    yield f"    update: {{{key}: {value}}}{comment}"


def notice(words: str) -> Iterator[str]:
    """Write a notice of the build, with an action if it asks for a title."""
    taken = _TAKEN.match(words)
    if taken is None:
        yield f"- {words}"
        return
    yield f"- {words}; {wording.TO_TITLE}"
    steps = [unquote(step).replace("~1", "/").replace("~0", "~") for step in taken["pointer"].split("/")]
    in_lists = [above in _LISTS for above in ["", *steps]]
    target = json_path(tuple(int(step) if listed else step for step, listed in zip(steps, in_lists, strict=False)))
    action = _action(
        target, description=wording.NO_NAME_OF_ITS_OWN, discrepancy="names", key="title", value=taken["name"]
    )
    yield from ("", "```yaml", *action, "```", "")
