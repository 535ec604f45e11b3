"""Finds edits of overlay actions after which they fit a new document."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import attrs

from codegen.document import overlay
from codegen.document.load import JSON
from codegen.document.overlay import Action, Misfit, Overlay
from codegen.report import (
    alias_edits,
    combined_texts,
    kept_words,
    marked_forms,
    renamed_inputs,
    wording,
    wording_of_remains,
)
from codegen.report.adaptations import Adaptation, with_keys, without_what_is_there
from codegen.report.documented_items import is_documented_only_in
from codegen.report.documented_routes import actions_for_lacking, components_of_overlay
from codegen.report.moves import Moves
from codegen.report.refitting import Refitting
from codegen.report.replaced_values import Replaced


@attrs.frozen(kw_only=True)
class Edit:
    """An edit of the overlay.

    Attributes:
        action: The action before the edit; if `is_new`, the added action.
        becomes: The actions that replace the action: usually the same action with other keys; empty if it is dropped.
        reason: Reason for the edit, for the report.
        needs_check: Whether a maintainer must check the edit against the evidence, which the action's `description`
            states.
        expected: State of the document that the action expects, in words. Empty, the default, if only names have
            changed: the action fits with the new names, and Docker has not changed the value that it replaces.
        actual: State of the document, in words; empty, the default, if `expected` is empty.
        is_new: Whether the action is added at the end of its file; `False` by default.
        restoration: Actions that are not applied, only proposed (`else:` in the report), for a maintainer who decides
            against Docker's new text. The actions do one of these: keep the correction; add what the overlay documents
            of a route and Docker does not; repair a renamed field at its new name; or add what another restoration
            refers to (`joint_restorations`). Empty, the default, if there are none.
        combination: The actions of `restoration` with other texts, which have both Docker's new words and those of the
            action, for a maintainer who finds both right. Empty, the default, if there are no such texts.
        restoration_fits_at_end: Whether the actions of `restoration` also fit at the end of their file; `False` by
            default.
        restoration_is_addition: Whether the maintainer would add the actions of `restoration` to `becomes`, and not
            replace `becomes`; `False` by default.
    """

    action: Action
    becomes: tuple[Action, ...]
    reason: str
    needs_check: bool
    expected: str = ""
    actual: str = ""
    is_new: bool = False
    restoration: tuple[Action, ...] = ()
    combination: tuple[Action, ...] = ()
    restoration_fits_at_end: bool = False
    restoration_is_addition: bool = False


@attrs.frozen(kw_only=True)
class Healed:
    """Overlays that fit a new document.

    Attributes:
        document: The patched new document.
        overlays: The overlays after the edits.
        edits: The edits of `heal`, in the order of application, then those of later steps.
    """

    document: dict[str, JSON]
    overlays: list[Overlay]
    edits: list[Edit]


def heal(overlays: Sequence[Overlay], moves: Moves, *, keep: bool = False) -> Healed:
    """Apply overlays to a document, and edit or drop actions that do not fit.

    Each action is judged after the actions before it are edited. Thereby actions that depend on a dropped action are
    dropped too, or keep only their texts. Actions that fit are edited if they state former names, or are wrong for
    the new document, for example because Docker changed the value that they replace (`Refitting.is_misled`).

    Args:
        overlays: The overlays, in the order of application.
        moves: The present and the new published document, and the moved parts. The documents are not changed.
        keep: Whether an action keeps writing its value if Docker changed the value that it replaces. By default,
            Docker's new value applies.

    Returns:
        The patched document, the overlays that fit, and the edits.
    """
    before, document = copy.deepcopy(moves.old), copy.deepcopy(moves.new)
    restored = copy.deepcopy(moves.new)  # the document if a maintainer decided for every `restoration`
    own_components = components_of_overlay(overlays, moves)
    later = [action for overlay_ in overlays for action in overlay_.actions]
    edits: list[Edit] = []
    healed: list[Overlay] = []
    for overlay_ in overlays:
        actions: list[Action] = []
        own: list[Edit] = []
        for action in overlay_.actions:
            edit = _edit(action, moves, before, document, own_components, keep=keep)
            if edit is not None and edit.reason == wording.DROP_CHANGED:
                edit = _keep_for_mark(edit, later[later.index(action) + 1 :], document, own_components)
            edit = _drop_if_dependent(edit, moves, before, document, restored)
            becomes = (action,) if edit is None else edit.becomes
            for other in becomes:
                overlay.apply_action(other, document)
            for other in becomes if edit is None else _restore(edit):
                overlay.apply_action(other, restored)
            overlay.apply_action(action, before)
            actions += becomes
            own += [] if edit is None else [edit]
        edits += _with_places_of_restorations(own, document)
        healed.append(attrs_replace(overlay_, actions))
    return Healed(document=document, overlays=healed, edits=edits)


def _keep_for_mark(
    edit: Edit, later: Sequence[Action], document: dict[str, JSON], own_components: Mapping[str, JSON]
) -> Edit:
    """Keep a dropped action for the sake of a mark that a later action writes."""
    kept = marked_forms.keep_removal(edit.action, later, document, own_components)
    if kept is None:
        return edit
    return attrs.evolve(edit, becomes=kept.actions, reason=kept.reason, restoration=(), combination=())


def _drop_if_dependent(
    edit: Edit | None, moves: Moves, before: dict[str, JSON], document: dict[str, JSON], restored: dict[str, JSON]
) -> Edit | None:
    """Drop an action that fits only together with actions that are dropped.

    For example, an action writes a value where an earlier action removed another value. If the earlier action is
    dropped, this action no longer fits. If a maintainer restores the earlier action, this action fits again. If Docker
    writes the same itself, the action keeps its words.

    Args:
        edit: The edit that the action needs; `None` if it needs none.
        moves: The present and the new document, and the moved parts.
        before: The present document, patched by the actions before this action.
        document: The new document, patched by the edited actions before this action.
        restored: The new document, patched by the actions before this action, as if a maintainer had decided for the
            `restoration` of each edit.

    Returns:
        An edit that drops the action, or keeps only words that Docker lacks, if the action with the new names of moved
        parts fits `restored`, but not `document`; its `restoration` is the action with the new names. Else `edit`.
    """
    if edit is None or (edit.becomes and not edit.expected):
        return edit
    current = _with_new_names(edit.action, moves, before)
    fits = overlay.judge(current, document) is None and not is_documented_only_in(current, document, restored)
    if fits or overlay.judge(current, restored) is not None:
        return edit
    words = kept_words.keep_written_words(current, document, moves.new, restored)
    return attrs.evolve(
        edit,
        becomes=words,
        reason=kept_words.reason_to_keep(words[0]) if words else wording.DROP_TOGETHER,
        needs_check=True,
        restoration=(current,),
        combination=(),
        restoration_is_addition=False,
    )


def _restore(edit: Edit) -> tuple[Action, ...]:
    """Return what an action becomes if a maintainer chooses `restoration`."""
    if not edit.restoration:
        return edit.becomes
    return (*edit.becomes, *edit.restoration) if edit.restoration_is_addition else edit.restoration


def _with_places_of_restorations(edits: Sequence[Edit], document: dict[str, JSON]) -> Iterator[Edit]:
    """Determine whether restorations fit at the end of their file.

    The restorations are tried in the order of the edits, each after those before it.
    """
    ended = copy.deepcopy(document) if any(edit.restoration for edit in edits) else document
    for edit in edits:
        fits = True
        for each in edit.restoration:
            fits = overlay.apply_action(each, ended) is None and fits
        yield attrs.evolve(edit, restoration_fits_at_end=fits)


def with_added(healed: Healed, published: dict[str, JSON], added: Sequence[Action], reason: str, file: str) -> Healed:
    """Add actions to a file, if the overlay has that file.

    Args:
        healed: The overlay that fits.
        published: The new published document.
        added: The actions, which fit.
        reason: Reason for the edits, for the report.
        file: Name of the file without its suffix.

    Returns:
        The overlay with these actions; `healed` itself if there are none, or if the overlay has no such file.
    """
    if not added or not any(overlay_.name == file for overlay_ in healed.overlays):
        return healed
    overlays = [attrs_replace(each, [*each.actions, *added]) if each.name == file else each for each in healed.overlays]
    edits = [Edit(action=action, becomes=(action,), reason=reason, needs_check=True, is_new=True) for action in added]
    patched = overlay.apply_with_misfits(published, overlays)[0]
    return attrs.evolve(healed, document=patched, overlays=overlays, edits=[*healed.edits, *edits])


def without(overlays: Sequence[Overlay], removed: Sequence[Action]) -> list[Overlay]:
    """Return the overlays without some of their actions."""
    return [
        attrs_replace(overlay_, [action for action in overlay_.actions if action not in removed])
        for overlay_ in overlays
    ]


def attrs_replace(overlay_: Overlay, actions: Sequence[Action]) -> Overlay:
    """Return an overlay with other actions."""
    return Overlay(name=overlay_.name, title=overlay_.title, actions=tuple(actions))


def _edit(
    action: Action,
    moves: Moves,
    before: dict[str, JSON],
    document: dict[str, JSON],
    own_components: Mapping[str, JSON],
    *,
    keep: bool,
) -> Edit | None:
    """Find the edit that an action needs; `None` if it needs none."""
    current = _with_new_names(action, moves, before)
    is_of_input = bool(_renamed_inputs_of(action, moves, before))
    refitting = Refitting(action=current, old=action, moves=moves, before=before, document=document, keep=keep)
    misfit = overlay.judge(current, document)
    if misfit is None and not refitting.is_misled():
        return (
            None
            if current == action
            else Edit(
                action=action,
                becomes=(current,),
                reason=wording_of_remains.GO_ALONG if is_of_input else wording.RENAME,
                needs_check=is_of_input,
            )
        )
    adaptation = refitting.find(misfit)
    if adaptation.reason == wording.DROP_GONE:
        adaptation = alias_edits.swap_names(current, action, moves, before, document) or adaptation
    if not all(overlay.judge(other, document) is None for other in adaptation.actions):
        adaptation = Adaptation(wording.DROP_INVALID, (), needs_check=True)
    states: list[Misfit | Replaced] = [*([misfit] if misfit else []), *refitting.replaced]
    is_documented, is_moved = (adaptation.reason == reason for reason in (wording.DOCUMENTED, wording.RETARGET))
    restoration: tuple[Action, ...] = ()
    combination: tuple[Action, ...] = ()
    if is_documented:
        restoration = actions_for_lacking(current, document, own_components)
    elif adaptation.needs_check and adaptation.reason in wording.DOCKERS_WORDS_HOLD:
        restoration = _restoration(refitting, misfit)
        combination = combined_texts.combine(current, restoration)
    return Edit(
        action=action,
        restoration=() if restoration == adaptation.actions else restoration,
        combination=combination,
        restoration_is_addition=is_documented,
        becomes=adaptation.actions,
        reason=wording_of_remains.GO_ALONG if is_of_input and is_moved else adaptation.reason,
        needs_check=adaptation.needs_check,
        expected=" and ".join(state.expected for state in states),
        actual=" and ".join(state.actual for state in states),
    )


def _with_new_names(action: Action, moves: Moves, before: dict[str, JSON]) -> Action:
    """Return an action that states the new names of what has moved.

    If the action applies to several places that do not have the same new names of fields, the fields keep their names.
    """
    states: list[tuple[JSON, JSON]] = []
    for location in overlay.selected_locations(action, before) if moves.inputs else ():
        values = [renamed_inputs.rename(value, location, moves.inputs) for value in (action.before, action.update)]
        states.append((values[0], values[1]))
    is_uniform = states.count(states[0]) == len(states) if states else False
    expected, update = states[0] if is_uniform else (action.before, action.update)
    description = action.description
    for old, new in _renamed_inputs_of(action, moves, before).items():
        description = description.replace(f"`{old}`", f"`{new}`")
    expected, update = (moves.rename_variables(action.target, moves.rename(each)) for each in (expected, update))
    return replace(with_keys(action, before=expected, update=update), description=description)


def _renamed_inputs_of(action: Action, moves: Moves, before: dict[str, JSON]) -> dict[str, str]:
    """Return the new names of inputs that an action concerns."""
    locations = overlay.selected_locations(action, before) if moves.inputs else []
    names: dict[str, str] = {}
    for location in locations:
        names |= renamed_inputs.concerned(action.update, location, before, moves.inputs)
    return names


def _restoration(refitting: Refitting, misfit: Misfit | None) -> tuple[Action, ...]:
    """Find the actions that keep the correction in spite of Docker's change.

    There are none if one of them does not fit the new document.
    """
    keeping = attrs.evolve(refitting, keep=True)
    actions = keeping.find(misfit).actions
    lasting = (without_what_is_there(action, refitting.document) for action in actions)
    fitting = [action for action in lasting if action is not None]
    return tuple(fitting) if all(overlay.judge(each, refitting.document) is None for each in fitting) else ()
