"""What the report offers below `else` and `or` can be built."""

from collections.abc import Callable
from typing import Any

import pytest

from codegen.document.overlay import Action, Overlay
from codegen.report import needless_actions, tried_restorations, wording
from codegen.report.overlay_edits import Edit, Healed
from tests.codegen.report.small_document import PUBLISHED, TAG, action

ABSENT: Any = "absent"


@pytest.fixture(autouse=True)
def valid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the small document, which is no whole OpenAPI document, count as valid."""
    monkeypatch.setattr(needless_actions, "is_valid", lambda _: True)


def adding(**keys: Any) -> Action:
    return action(TAG, before=dict.fromkeys(keys, ABSENT), update=keys)


def dropping(*restoration: Action, combination: tuple[Action, ...] = ()) -> Edit:
    return Edit(
        action=restoration[0],
        becomes=(),
        reason=wording.DROP_CHANGED,
        needs_check=True,
        restoration=restoration,
        combination=combination,
        restoration_fits_at_end=True,
    )


def healed(*edits: Edit, left: tuple[Action, ...] = ()) -> Healed:
    return Healed(document=PUBLISHED, overlays=[Overlay("a", "A", left)], edits=[*edits])


def offered(found: Healed, can_build: Callable[[dict[str, Any]], bool] | None = None) -> list[Edit]:
    can_build = can_build or is_sound
    return tried_restorations.offers(found, PUBLISHED, is_usable=lambda document, _: can_build(document))


def is_sound(document: dict[str, Any]) -> bool:
    """Return whether a tag is not wrong, and has what it needs."""
    tag = document["components"]["schemas"]["tag"]
    return "wrong" not in tag and ("first" in tag or "second" not in tag)


def test_an_offer_that_cannot_be_built_is_left_out_and_the_others_stay() -> None:
    edits = dropping(adding(good=1)), dropping(adding(wrong=1)), dropping(adding(other=1))

    first, second, third = offered(healed(*edits))

    assert (first, third) == (edits[0], edits[2])
    assert (second.restoration, second.combination, second.becomes) == ((), (), ())


@pytest.mark.parametrize("also_wrong", [False, True])
def test_an_offer_that_needs_another_stays_with_it(also_wrong: bool) -> None:  # noqa: FBT001
    edits = [dropping(adding(second=1)), dropping(adding(first=1))] + [dropping(adding(wrong=1))] * also_wrong

    tried = offered(healed(*edits))

    assert tried[:2] == edits[:2]


def test_an_offer_that_does_not_fit_with_the_other_actions_is_left_out() -> None:
    edit = dropping(adding(title="Tag"))
    kept = adding(title="Name")

    (tried,) = offered(healed(edit, left=(kept,)))

    assert tried.restoration == ()


def test_an_invalid_document_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needless_actions, "is_valid", is_sound)
    edit = dropping(adding(wrong=1))

    (tried,) = offered(healed(edit), lambda _: True)

    assert tried.restoration == ()


def test_without_a_client_nothing_is_tried() -> None:
    edit = dropping(adding(wrong=1))

    assert tried_restorations.offers(healed(edit), PUBLISHED, is_usable=None) == [edit]


def test_only_the_combination_that_cannot_be_built_is_left_out() -> None:
    edit = dropping(adding(good=1), combination=(adding(wrong=1),))

    (tried,) = offered(healed(edit))

    assert (tried.restoration, tried.combination) == (edit.restoration, ())


def test_an_offer_is_tried_in_the_place_of_what_it_replaces() -> None:
    narrowed, whole = adding(first=1), adding(first=1, second=2)
    edit = Edit(
        action=whole, becomes=(narrowed,), reason=wording.PRUNE, needs_check=True, restoration=(adding(wrong=1),)
    )
    seen: list[Any] = []

    def can_build(document: dict[str, Any]) -> bool:
        seen.append(document["components"]["schemas"]["tag"])
        return False

    (tried,) = offered(healed(edit, left=(narrowed,)), can_build)

    assert ("wrong" in seen[0], "first" in seen[0]) == (True, False)
    assert (tried.restoration, tried.becomes) == ((), (narrowed,))


def test_an_offer_beside_what_remains_is_tried_together_with_it() -> None:
    remaining = adding(first=1)
    edit = Edit(
        action=remaining,
        becomes=(remaining,),
        reason=wording.DOCUMENTED,
        needs_check=True,
        restoration=(adding(second=1),),
        restoration_is_addition=True,
    )

    assert offered(healed(edit, left=(remaining,))) == [edit]
