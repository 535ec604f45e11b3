"""Every action of the overlays is there for something that callers can see: taken away, something observable breaks.

Actions that build on the one that is taken away go with it. What then counts is, in this order: names of operations,
the text of the generated modules, of api.md and of the catalog, whether the document is valid, and whether bodies that
the service takes and sends fit it.
"""

import copy
import functools
import json
from collections.abc import Iterator
from dataclasses import replace

import jsonpath
import pytest
from openapi_schema_validator import OAS30Validator

from codegen.document import load, nodes, overlay, refs, validate
from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.errors import BuildError
from codegen.plan import generator, naming
from codegen.write import api_md, catalog, modules
from codegen.write.build import Layout
from tests.overrides.overlay.faults import faults

pytestmark = pytest.mark.slow

PUBLISHED = load.load(Layout().spec)
OVERLAYS = overlay.load(Layout().overlays)
ACTIONS = [action for found in OVERLAYS for action in found.actions]

# bodies that the service takes or sends and the published document refuses, or the other way about
BODIES: list[tuple[str, JSON]] = [
    ("$.components.schemas.immutable_tags_verify_request", {"regex": "v.*"}),
    ("$.paths['/v2/orgs/{org_name}/members/{username}'].put.requestBody.content['application/json'].schema", "owner"),
    (
        "$.paths['/v2/orgs/{org_name}/members/export'].get.responses['200'].content['text/csv'].schema",
        "Name,Username,Email,Type,Role,Teams,Date Joined\nJane,jane,jane@example.com,User,Owner,core,2020-01-01\n",
    ),
]


@functools.cache
def patched_by(count: int) -> dict[str, JSON]:
    """The document after the first overlays."""
    return overlay.run(PUBLISHED, OVERLAYS[:count])[0]


def complete() -> dict[str, JSON]:
    return patched_by(len(OVERLAYS))


def without(action: Action) -> tuple[dict[str, JSON], list[Action]]:
    """Patch the document without an action, and without those that do not fit then."""
    before = next(index for index, found in enumerate(OVERLAYS) if action in found.actions)
    gone = [action]
    while True:
        kept = [replace(found, actions=tuple(a for a in found.actions if a not in gone)) for found in OVERLAYS[before:]]
        patched, misfits = overlay.run(patched_by(before), kept)
        if not misfits:
            return patched, gone
        gone += [misfit.action for misfit in misfits]


def reached(doc: dict[str, JSON], node: JSON) -> set[str]:
    """Every reference that a node leads to."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        for _, reference in refs.references(waiting.pop()):
            if reference not in found:
                found.add(reference)
                waiting.append(refs.resolve(doc, reference) if resolves(doc, reference) else None)
    return found


def resolves(doc: dict[str, JSON], reference: str) -> bool:
    try:
        refs.resolve(doc, reference)
    except KeyError:
        return False
    return True


def only(doc: dict[str, JSON], places: set[tuple[str, str]]) -> dict[str, JSON]:
    """The document with some of its operations, so that generating from it takes no time to speak of."""
    paths: dict[str, JSON] = {
        path: {key: value for key, value in nodes.mapping(item).items() if is_kept(path, key, places)}
        for path, item in nodes.mapping(doc["paths"]).items()
        if any(path == kept for kept, _ in places)
    }
    needed = reached(doc, paths)
    components: dict[str, JSON] = {
        kind: {key: value for key, value in nodes.mapping(found).items() if f"#/components/{kind}/{key}" in needed}
        for kind, found in nodes.mapping(doc["components"]).items()
        if kind != "securitySchemes"
    }
    return copy.deepcopy({**doc, "paths": paths, "components": components})


def is_kept(path: str, key: str, places: set[tuple[str, str]]) -> bool:
    return key not in nodes.METHODS or (path, key) in places


def in_full(doc: dict[str, JSON]) -> dict[tuple[str, str], str]:
    """What each operation says, with everything that it refers to, as text."""
    texts: dict[tuple[str, str], str] = {}
    for path, method, operation in nodes.operations(doc):
        parameters = nodes.mapping(nodes.mapping(doc["paths"])[path]).get("parameters")
        node: JSON = [operation, parameters]
        targets = {ref: refs.resolve(doc, ref) for ref in sorted(reached(doc, node)) if resolves(doc, ref)}
        texts[path, method] = json.dumps([node, targets])
    return texts


def seen(doc: dict[str, JSON]) -> object:
    """What callers get of a document: modules, api.md and the catalog, or the reason why there are none."""
    try:
        plan = generator.plan(doc, PUBLISHED)
        described = catalog.render(plan.resources, doc, plan.notices.append)
        return modules.modules(plan), api_md.render(plan.resources), described, plan.notices
    except BuildError as problem:
        return str(problem)


def names(doc: dict[str, JSON]) -> object:
    try:
        return naming.name_operations(doc)
    except BuildError as problem:
        return str(problem)


def is_valid(doc: dict[str, JSON]) -> bool:
    try:
        validate.validate(doc)
    except BuildError:
        return False
    return True


def fits(doc: dict[str, JSON]) -> Iterator[bool]:
    for place, body in BODIES:
        for schema in jsonpath.findall(place, doc):
            yield OAS30Validator(schema).is_valid(body)


@functools.cache
def complete_in_full() -> dict[tuple[str, str], str]:
    return in_full(complete())


def difference(less: dict[str, JSON], whole: dict[str, JSON]) -> str | None:
    """What breaks without something, compared with the whole."""
    if names(less) != names(whole):
        return "names"
    before, after = in_full(less), complete_in_full() if whole is complete() else in_full(whole)
    places = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    if places and seen(only(less, places)) != seen(only(whole, places)):
        return "generated"
    if not is_valid(less):
        return "validity"
    if list(fits(less)) != list(fits(whole)):
        return "bodies"
    if list(faults(less)) != list(faults(whole)):
        return "faults"
    if less.get("x-tagGroups") != whole.get("x-tagGroups"):
        return "groups"
    return "generated" if seen(less) != seen(whole) else None


def label(action: Action) -> str:
    return f"{action.place}-{action.discrepancy}"


@pytest.mark.parametrize("action", ACTIONS, ids=label)
def test_something_breaks_without(action: Action) -> None:
    less, gone = without(action)
    assert difference(less, complete()), (
        f"{action.place} does nothing{f', with {len(gone) - 1} more' if gone[1:] else ''}"
    )


def test_what_does_nothing_is_noticed() -> None:
    idle = replace(ACTIONS[0], target="$.info", before={}, update={"x-idle": True}, remove=False, matches=1)
    more, misfits = overlay.run(PUBLISHED, [*OVERLAYS, Overlay(name="idle", title="idle", actions=(idle,))])
    assert not misfits
    assert more != complete()
    assert difference(complete(), more) is None
