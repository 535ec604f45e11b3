"""Filters of SCIM lists (RFC 7644, section 3.4.2.2).

The parser knows the operators of Docker Hub: `eq`, `ne`, `co`, `sw`, `and`, `or`, `not` and parentheses.
"""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, cast

Predicate = Callable[[dict[str, Any]], bool]

_TOKEN = re.compile(r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[()])|(?P<word>[^\s()"]+))')
_MAX_DEPTH = 50


class FilterError(ValueError):
    """A text is not a filter, or has an operator that Docker Hub lacks."""


def parse_filter(text: str) -> Predicate:
    """Parse a filter.

    Args:
        text: Filter, such as `userName sw "jane" and not (active eq false)`; names and operators are case-insensitive.

    Returns:
        A function that returns whether a resource matches the filter.

    Raises:
        FilterError: The text is not a filter, has an operator that Docker Hub lacks, or has more than 50 levels of
            `not` and parentheses.
    """
    parser = _Parser(_tokens(text))
    predicate = parser.any_of(0)
    parser.end()
    return predicate


def attribute_values(resource: dict[str, Any], path: str) -> list[Any]:
    """Find the values of an attribute, whose name is case-insensitive.

    Args:
        resource: SCIM resource.
        path: Path of the attribute, such as `name.givenName` or `emails.value`.

    Returns:
        All values if the attribute is a list; else its single value, in a list. An empty list if the resource lacks the
        attribute.
    """
    matches: list[Any] = [resource]
    for step in path.lower().split("."):
        matches = [
            value
            for item in matches
            if isinstance(item, dict)
            for key, value in cast("dict[str, Any]", item).items()
            if key.lower() == step
        ]
        matches = [member for value in matches for member in _as_list(value)]
    return matches


def _as_list(value: Any) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else [value]


class _Parser:
    """A recursive parser, in which `or` joins groups that `and` joins.

    `depth` is the number of parentheses that are open.
    """

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._index = 0

    def any_of(self, depth: int) -> Predicate:
        parts = [self._all_of(depth)]
        while self._accept("or"):
            parts.append(self._all_of(depth))
        return lambda resource: any(part(resource) for part in parts)

    def _all_of(self, depth: int) -> Predicate:
        parts = [self._term(depth)]
        while self._accept("and"):
            parts.append(self._term(depth))
        return lambda resource: all(part(resource) for part in parts)

    def _term(self, depth: int) -> Predicate:
        """Parse a comparison, or a filter in parentheses with or without `not`."""
        if depth > _MAX_DEPTH:
            raise FilterError("the filter is nested too deeply")
        if self._accept("not"):
            self._require("(")
            inner = self._parenthesized(depth)
            return lambda resource: not inner(resource)
        if self._accept("("):
            return self._parenthesized(depth)
        return _comparison(self._next_token(), self._next_token().lower(), self._next_token())

    def _parenthesized(self, depth: int) -> Predicate:
        inner = self.any_of(depth + 1)
        self._require(")")
        return inner

    def end(self) -> None:
        """Refuse tokens after the filter."""
        if self._index < len(self._tokens):
            raise FilterError(f"unexpected {self._tokens[self._index]!r}")

    def _accept(self, wanted: str) -> bool:
        """Return whether the next token is this word or mark; if so, skip it."""
        if self._index < len(self._tokens) and self._tokens[self._index].lower() == wanted:
            self._index += 1
            return True
        return False

    def _require(self, wanted: str) -> None:
        """Skip this word or mark; refuse any other token."""
        if not self._accept(wanted):
            raise FilterError(f"expected {wanted!r}")

    def _next_token(self) -> str:
        if self._index >= len(self._tokens):
            raise FilterError("the filter ends too early")
        self._index += 1
        return self._tokens[self._index - 1]


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise FilterError(f"cannot read the filter from {text[position:]!r} on")
        tokens.append(match.group().strip())
        position = match.end()
    return tokens


def _comparison(attribute: str, operator: str, literal: str) -> Predicate:
    """Make the predicate of one comparison, such as `userName eq "jane"`.

    Raises:
        FilterError: A part is not valid, or Docker Hub lacks the operator.
    """
    if not re.fullmatch(r"[A-Za-z][\w$:-]*(?:\.[A-Za-z][\w$-]*)*", attribute):
        raise FilterError(f"{attribute!r} is no attribute")
    try:
        wanted = json.loads(literal)
    except (ValueError, RecursionError) as error:
        raise FilterError(f"{literal!r:.80} is no value") from error
    tests: dict[str, Callable[[Any, Any], bool]] = {"eq": _equal, "ne": _equal, "co": _contains, "sw": _starts_with}
    if operator not in tests:
        raise FilterError(f"operator {operator!r} is not supported")
    test = tests[operator]
    if operator == "ne":
        return lambda resource: not any(test(value, wanted) for value in attribute_values(resource, attribute))
    return lambda resource: any(test(value, wanted) for value in attribute_values(resource, attribute))


def _equal(value: Any, wanted: Any) -> bool:
    return type(value) is type(wanted) and _fold_case(value) == _fold_case(wanted)


def _contains(value: Any, wanted: Any) -> bool:
    return _all_text((value, wanted)) and _fold_case(wanted) in _fold_case(value)


def _starts_with(value: Any, wanted: Any) -> bool:
    return _all_text((value, wanted)) and _fold_case(value).startswith(_fold_case(wanted))


def _all_text(items: Iterable[Any]) -> bool:
    return all(isinstance(item, str) for item in items)


def _fold_case(value: Any) -> Any:
    # No attribute of Docker Hub is caseExact (RFC 7643, section 2.2).
    return value.casefold() if isinstance(value, str) else value
