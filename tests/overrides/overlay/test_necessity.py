"""Every action of the overlays is there for something that others can see: taken away, something observable breaks.

Actions that build on the one that is taken away go with it. What breaks is the generated client, or what mock servers,
validators and viewers read in the document, as `codegen.report.needless_actions` finds it.
"""

import functools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from codegen.document import load, overlay
from codegen.document.load import JSON
from codegen.document.overlay import Overlay
from codegen.report.needless_actions import Baseline, take_away
from codegen.write.build import Layout

pytestmark = [pytest.mark.slow, pytest.mark.about_document]

PUBLISHED = load.load(Layout().spec)
OVERLAYS = overlay.load(Layout().overlays)


@functools.cache
def complete() -> dict[str, JSON]:
    return overlay.apply(PUBLISHED, OVERLAYS)


@functools.cache
def client() -> Baseline:
    return Baseline(complete(), PUBLISHED)


def is_needless(document: dict[str, JSON]) -> bool:
    """Return whether a document differs from the patched document in nothing that `Baseline.difference` reports."""
    return client().difference(document) is None


def needless(index: int) -> Iterator[str]:
    """Yield a line for each action of an overlay without which `Baseline.difference` reports nothing."""
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
