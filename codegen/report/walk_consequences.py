"""Says what a changed argument of a list means for walks over the list."""

import re
from collections.abc import Sequence
from dataclasses import replace

from codegen.report import paging_in_words, wording
from codegen.report.changes import Change
from codegen.report.client import Argument, Client, Method

_CURSOR = re.compile(r"cursor|(?:page|continuation|next)_?token|^(?:starting_)?after$", re.IGNORECASE)
"""Names of arguments by which services continue a list after a point in it."""
_MAXIMA = (("maximum", 0), ("exclusiveMaximum", 1))
"""Keywords of a maximum, and the difference from the largest number that is allowed."""


def with_consequences(changes: Sequence[Change], new: Client) -> list[Change]:
    """Add the consequences for walks to changes of arguments.

    If the argument that chooses a page gets another maximum, a walk that needs a page after that ends with an error. If
    a list gets an argument for a cursor, its walk still uses the argument that chooses a page.

    Args:
        changes: The changes, in their order.
        new: The new client.

    Returns:
        The same changes, with `consequence` where there is one.
    """
    methods = {method.call: method for method in new.methods.values()}
    return [replace(change, consequence=_consequence(change, methods.get(_call(change)))) for change in changes]


def _call(change: Change) -> str:
    return f"{change.names[0].partition('(')[0]}()"


def _consequence(change: Change, method: Method | None) -> str:
    paging = method.facts.get(wording.PAGING, "") if method else ""
    if method is None or not paging_in_words.is_in_pages(paging):
        return ""
    name = change.names[0].partition("(")[2].rstrip("=)")
    argument = next((each for each in method.arguments if each.name == name), None)
    page, size = paging_in_words.arguments(paging)
    if argument is None or argument.location != "query":
        return ""
    if change.what == wording.ARGUMENT_ADDED and argument.json_name != page and _CURSOR.search(argument.json_name):
        chosen = next((each.name for each in method.arguments if each.json_name == page), page)
        return f"a walk does not follow it, but goes on by `{chosen}` as before"
    maximum = _maximum(argument)
    is_new = any(bound in change.after for bound in (f"at most {maximum:,}", f"less than {maximum + 1:,}"))
    if change.what != wording.LIMITS or argument.json_name != page or not is_new:
        return ""
    if paging_in_words.is_by_items(paging):
        return f"a walk over more items ends with an error, since it gets no page that begins after item {maximum:,}"
    largest = next((_maximum(each) for each in method.arguments if each.json_name == size), 0)
    items = f", which is after {maximum * largest:,} items with the largest pages" if largest else ""
    return f"a walk over more pages ends with an error after page {maximum:,}{items}"


def _maximum(argument: Argument) -> int:
    """Return the largest number that an argument takes; 0 if there is none."""
    bounds = ((argument.limits.get(keyword), excess) for keyword, excess in _MAXIMA)
    return min((bound - excess for bound, excess in bounds if isinstance(bound, int)), default=0)
