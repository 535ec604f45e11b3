"""Leaves out restorations with which no client can be built."""

from collections.abc import Callable, Mapping, Sequence

import attrs

from codegen.document import overlay
from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.report import joint_restorations, needless_actions
from codegen.report.overlay_edits import Edit, Healed, attrs_replace


def offers(
    healed: Healed,
    published: dict[str, JSON],
    *,
    is_usable: Callable[[dict[str, JSON], dict[str, JSON]], bool] | None,
) -> list[Edit]:
    """Remove the restorations of edits with which no client can be built.

    The report shows the `restoration` of an edit below `else`, and its `combination` below `or`. The actions of a
    restoration may depend on the actions of another restoration. Therefore all restorations are tried together first.
    If no client can be built with all of them, each restoration is tried together with the restorations that succeeded
    before.

    Args:
        healed: The overlay that fits, with all its edits.
        published: The new published document.
        is_usable: Function that returns whether a client can be built of a valid patched document, and the published
            document; `None` if none can be built of the document of `healed`: then nothing is tried.

    Returns:
        The edits, with the dropped actions that `joint_restorations` offers again. If no client can be built with the
        `restoration` of an edit, the edit has no `restoration` and no `combination`. If no client can be built with its
        `combination` only, the edit has no `combination`.
    """
    edits = joint_restorations.with_what_they_need(healed)
    if is_usable is None:
        return edits

    def is_built(offers: Mapping[int, tuple[Action, ...]]) -> bool:
        if not offers:
            return True
        overlays = with_all(
            healed.overlays, [attrs.evolve(edits[number], restoration=actions) for number, actions in offers.items()]
        )
        document, misfits = overlay.apply_with_misfits(published, overlays)
        return not misfits and needless_actions.is_valid(document) and is_usable(document, published)

    offered = {number: edit.restoration for number, edit in enumerate(edits) if edit.restoration}
    kept = offered if is_built(offered) else _largest(offered, is_built)
    combined = {
        number: edit.combination
        for number, edit in enumerate(edits)
        if edit.combination and number in kept and is_built({**kept, number: edit.combination})
    }
    return [
        attrs.evolve(edit, restoration=kept.get(number, ()), combination=combined.get(number, ()))
        for number, edit in enumerate(edits)
    ]


def with_all(overlays: Sequence[Overlay], edits: Sequence[Edit]) -> Sequence[Overlay]:
    """Return the overlays with the restorations of edits.

    Args:
        overlays: The overlays after the edits.
        edits: The edits that have a restoration.
    """
    for edit in edits:
        overlays = _restored(overlays, edit, edit.restoration)
    return overlays


def _largest(
    offered: Mapping[int, tuple[Action, ...]], is_built: Callable[[Mapping[int, tuple[Action, ...]]], bool]
) -> dict[int, tuple[Action, ...]]:
    """Add one offer after the other, as long as another can be built."""
    kept: dict[int, tuple[Action, ...]] = {}
    while True:
        before = len(kept)
        for number, actions in offered.items():
            if number not in kept and is_built({**kept, number: actions}):
                kept[number] = actions
        if len(kept) == before:
            return kept


def _restored(overlays: Sequence[Overlay], edit: Edit, actions: tuple[Action, ...]) -> list[Overlay]:
    """Put the offered actions where a maintainer would paste them.

    That is at the end of the file if they are added, and otherwise in the place of the action.
    """
    name = edit.action.file.rpartition("/")[2].removesuffix(".yaml")
    return [_with(each, edit, actions) if each.name == name else each for each in overlays]


def _with(overlay_: Overlay, edit: Edit, actions: tuple[Action, ...]) -> Overlay:
    if edit.restoration_is_addition or (edit.restoration_fits_at_end and not edit.becomes):
        return attrs_replace(overlay_, [*overlay_.actions, *actions])
    others = [each for each in overlay_.actions if each not in edit.becomes]
    places = [index for index, each in enumerate(overlay_.actions) if each in edit.becomes]
    later = [index for index, each in enumerate(others) if each.line > edit.action.line]
    place = (places or later or [len(others)])[0]
    return attrs_replace(overlay_, [*others[:place], *actions, *others[place:]])
