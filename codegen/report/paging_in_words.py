"""Describes the paging of an operation in words."""

import ast
import re

from codegen.document.load import JSON

_NUMBERS = {
    "page": "the page's number",
    "scim": "the index of its first item",
    "offset": "the index of its first item",
}
_DEFAULT_SIZE = re.compile(r"\d+ unless asked")
_ASKED = "the size must be given"
_MAX_SIZE = re.compile(r"at most \d+")


def is_in_pages(code: str) -> bool:
    """Return whether a walk over the list requests several pages.

    Args:
        code: The `paging` of the generated `Operation`, as code; empty if there is none.
    """
    return bool(code) and _facts(code).get("style", "page") != "single"


def is_by_items(code: str) -> bool:
    """Return whether a page is chosen by the index of its first item.

    Args:
        code: The `paging` of the generated `Operation` of a list in pages, as code.
    """
    return _facts(code).get("style") in {"scim", "offset"}


def compare(before: str, after: str) -> tuple[str, str]:
    """Describe how the paging of an operation has changed.

    Args:
        before: The `paging` of the present generated `Operation`, as code; empty if there is none.
        after: The `paging` of the new generated `Operation`, as code; empty if there is none.

    Returns:
        The parts before and after: only the differing parts if both lists have several pages, of the same style and by
        query parameters of the same names; else all parts.
    """
    old, new = _parts(before), _parts(after)
    if is_in_pages(before) and is_in_pages(after) and old[0] == new[0]:
        old, new = [part for part in old if part not in new], [part for part in new if part not in old]
    return ", ".join(old), ", ".join(new)


def describe(code: str) -> str:
    """Describe how an operation pages.

    Args:
        code: The `paging` of the generated `Operation`, as code; empty if there is none.

    Returns:
        Parts of a sentence, separated by commas.
    """
    return ", ".join(_parts(code))


def _parts(code: str) -> list[str]:
    """Return the parts of the sentence of `describe`."""
    if not code:
        return ["none: the response as it is"]
    facts = _facts(code)
    items = f"items in `{facts['items']}`" if facts.get("items") else "the response is the list"
    if not is_in_pages(code):
        return ["one response", items]
    style = str(facts.get("style", "page"))
    parts = [
        f"pages by {_NUMBERS[style]} (`{facts.get('page', 'page')}`, size by `{facts.get('size', 'page_size')}`)",
        items,
    ]
    parts += [
        f"{word} `{facts[key]}`" for key, word in (("total", "total in"), ("next", "next link in")) if key in facts
    ]
    parts += [f"{facts['default_size']} unless asked"] if "default_size" in facts else []
    parts += [f"at most {facts['max_size']}"] if "max_size" in facts else []
    return parts


def arguments(code: str) -> tuple[str, str]:
    """Return the names of the query parameters for the page and its size.

    Args:
        code: The `paging` of the generated `Operation` of a list in pages, as code.

    Returns:
        The name for the page, and the name for its size.
    """
    facts = _facts(code)
    return str(facts.get("page", "page")), str(facts.get("size", "page_size"))


def without_sizes(before: str, after: str, *, default: bool, most: bool) -> tuple[str, str]:
    """Leave the sizes of pages out of the parts that `compare` returned.

    Args:
        before: The differing parts before, separated by commas.
        after: The differing parts after, separated by commas.
        default: Whether to leave out the default size.
        most: Whether to leave out the maximum size.

    Returns:
        The other parts before and after.
    """
    gone = [pattern for pattern, is_gone in ((_DEFAULT_SIZE, default), (_MAX_SIZE, most)) if is_gone]
    states = [
        ", ".join(part for part in state.split(", ") if not any(pattern.fullmatch(part) for pattern in gone))
        for state in (before, after)
    ]
    return states[0], states[1]


def with_required_size(before: str, after: str) -> tuple[str, str]:
    """Say that a size must be given if only the other state has a default.

    Args:
        before: The differing parts before, separated by commas.
        after: The differing parts after, separated by commas.

    Returns:
        The parts before and after. If only one of the two states a default size (`25 unless asked`), the other gets a
        part which says that the size must be given.
    """
    states = before, after
    have = [any(map(_DEFAULT_SIZE.fullmatch, state.split(", "))) for state in states]
    said = [", ".join(filter(None, (state, _ASKED))) for state in states]
    if have[0] == have[1]:
        return states
    return (before, said[1]) if have[0] else (said[0], after)


def _facts(code: str) -> dict[str, JSON]:
    call = ast.parse(code, mode="eval").body
    keywords = call.keywords if isinstance(call, ast.Call) else []
    return {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in keywords}
