"""Keeps both names of a property whose alias becomes its name."""

from codegen.document import nodes, overlay, refs
from codegen.document.expectations import ABSENT
from codegen.document.load import JSON
from codegen.document.overlay import Action
from codegen.report import target_paths, wording_of_remains
from codegen.report.adaptations import Adaptation, with_keys
from codegen.report.moves import Moves

_ALIASES = "x-aliases"


def swap_names(
    action: Action, old: Action, moves: Moves, before: dict[str, JSON], document: dict[str, JSON]
) -> Adaptation | None:
    """Make the former name of a property an alias of its new name.

    Args:
        action: The action, with new names of moved parts.
        old: The action as the overlay has it.
        moves: The present and the new published document, and the moved parts.
        before: The present document, patched by the actions before this action.
        document: The new document, patched by the same actions.

    Returns:
        An adaptation with an action for each property that is renamed to one of its aliases; `None` if the action
            states no aliases, or if no such action would fit.
    """
    update = action.update if isinstance(action.update, dict) else {}
    aliases = [nodes.text(alias) for alias in nodes.sequence(update.get(_ALIASES))]
    actions: list[Action] = []
    for location in overlay.selected_locations(old, before) if aliases else ():
        former = str(location[-1])
        for parent in moves.locations(location[:-1], before, document):
            properties = nodes.mapping(refs.node_at(document, parent))
            name = next((alias for alias in aliases if alias in properties), None)
            if name is None or former in properties:
                continue
            others: list[JSON] = [former, *(alias for alias in aliases if alias != name)]
            swapped = with_keys(
                action,
                target=target_paths.json_path((*parent, name), document),
                matches=1,
                before={_ALIASES: ABSENT},
                update={_ALIASES: others},
            )
            actions += [swapped] if overlay.judge(swapped, document) is None else []
    return Adaptation(wording_of_remains.SWAP_NAMES, tuple(actions), needs_check=True) if actions else None
