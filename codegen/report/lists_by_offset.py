"""Proposes the paging of lists that an offset and a limit divide."""

from codegen.document import refs
from codegen.document.load import JSON
from codegen.document.overlay import Action
from codegen.errors import BuildError
from codegen.plan import generator
from codegen.report import annotations, wording, wording_of_additions
from codegen.report.client import Client, Method
from codegen.report.overlay_edits import Healed, with_added

_FILE = "operations"
"""Name of the overlay file for facts about operations."""
_OFFSETS = ("offset", "skip")
_SIZES = ("limit", "per_page", "page_size", "size")


def with_paging(healed: Healed, published: dict[str, JSON], old: Client, new: Client) -> Healed:
    """State the paging of lists that now take an offset.

    The build does not derive such paging, so callers would get only the first part of the list.

    Args:
        healed: The overlay that fits.
        published: The new published document.
        old: The present client.
        new: The new client, made with this overlay.

    Returns:
        The overlay with a further action in the file of operations for each list that is new, or had no such arguments
        before. `healed` itself if there is no such list, if the overlay has no such file, or if no client can be built
        with these actions.
    """
    pages = {
        key: paging
        for key, method in new.methods.items()
        if (paging := _paging(method)) and not (key in old.methods and _paging(old.methods[key]))
    }
    first = len(healed.edits)
    added = [_action(new.methods[key], paging, number) for number, (key, paging) in enumerate(pages.items(), first)]
    other = with_added(healed, published, added, wording_of_additions.BY_OFFSET, _FILE)
    if other is healed:
        return healed
    try:
        generator.plan(other.document, published)
    except BuildError:
        return healed
    return other


def _paging(method: Method) -> dict[str, JSON]:
    """Return the `x-paging` that a list needs; empty if it needs none."""
    if wording.PAGING in method.facts or method.fact("method") != "GET" or method.name.split("_")[0] != "list":
        return {}
    numbers = {
        argument.json_name
        for argument in method.arguments
        if argument.location == "query" and "int" in annotations.members(argument.annotation)
    }
    offset, size = (next((name for name in names if name in numbers), "") for names in (_OFFSETS, _SIZES))
    return {"style": "offset", "page": offset, "size": size} if offset and size else {}


def _action(method: Method, paging: dict[str, JSON], number: int) -> Action:
    """Make the action; `number` distinguishes it, since it has no line yet."""
    target = refs.json_path(("paths", method.fact("path"), method.fact("method").lower()))
    why = wording_of_additions.DIVIDED_BY_OFFSET
    before: dict[str, JSON] = {"x-paging": "absent"}
    update: dict[str, JSON] = {"x-paging": paging}
    return Action(f"overlay/{_FILE}.yaml", number, target, why, "Sb", update, False, 1, before)  # noqa: FBT003
