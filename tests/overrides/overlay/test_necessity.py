"""Every action of the overlays is there for something that callers can see: taken away, something observable breaks.

Actions that build on the one that is taken away go with it. What breaks is the generated client (as
`codegen.report.needless_actions` finds it), or what other programs make of the document: whether bodies that the
service takes and sends fit it, over what mock servers stumble, the groups of tags.
"""

import functools
from collections.abc import Iterator
from dataclasses import replace

import jsonpath
import pytest
from openapi_schema_validator import OAS30Validator

from codegen.document import load, overlay
from codegen.document.load import JSON
from codegen.document.overlay import Overlay
from codegen.report.needless_actions import Baseline, take_away
from codegen.write.build import Layout
from tests.overrides.overlay.faults import faults

pytestmark = [pytest.mark.slow, pytest.mark.about_document]

PUBLISHED = load.load(Layout().spec)
OVERLAYS = overlay.load(Layout().overlays)

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
def complete() -> dict[str, JSON]:
    return overlay.apply(PUBLISHED, OVERLAYS)


@functools.cache
def client() -> Baseline:
    return Baseline(complete(), PUBLISHED)


@functools.cache
def complete_beside_the_client() -> object:
    return beside_the_client(complete())


def beside_the_client(document: dict[str, JSON]) -> object:
    """What a document is good for beside generating the client."""
    return list(fits(document)), list(faults(document)), document.get("x-tagGroups")


def fits(document: dict[str, JSON]) -> Iterator[bool]:
    for place, body in BODIES:
        for schema in jsonpath.findall(place, document):
            yield OAS30Validator(schema).is_valid(body)


def is_needless(document: dict[str, JSON]) -> bool:
    """Whether a document does as well as the complete one."""
    return beside_the_client(document) == complete_beside_the_client() and client().difference(document) is None


def needless(index: int) -> Iterator[str]:
    """Find actions of one overlay without which nothing breaks."""
    before = overlay.apply(PUBLISHED, OVERLAYS[:index])  # and then each action that has been tried
    actions = OVERLAYS[index].actions
    for position, action in enumerate(actions):
        rest = [replace(OVERLAYS[index], actions=actions[position:]), *OVERLAYS[index + 1 :]]
        document, gone = take_away(before, rest, action)
        if is_needless(document):
            yield f"{action.origin} does nothing, with {len(gone) - 1} more"
        overlay.apply_action(action, before)


@pytest.mark.parametrize(("index", "name"), list(enumerate(found.name for found in OVERLAYS)))
def test_something_breaks_without_each_action(index: int, name: str) -> None:
    assert list(needless(index)) == []


def test_what_does_nothing_is_noticed() -> None:
    idle = replace(OVERLAYS[0].actions[0], target="$.info", before={}, update={"x-idle": True}, remove=False, matches=1)
    more, misfits = overlay.apply_with_misfits(
        PUBLISHED, [*OVERLAYS, Overlay(name="idle", title="idle", actions=(idle,))]
    )

    assert not misfits
    assert more != complete()
    assert is_needless(more)
