"""Undoes the escapes of texts, and maps results to the original text.

The escapes are percent-encoding, the escapes of JSON and programming languages, and character references of HTML.
"""

import functools
import html
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from typing import cast

_MAX_LEVELS = 4  # the text itself, and the results of undoing escapes once, twice and three times
_ESCAPE = re.compile(
    rb"\\(?P<backslash>\\)"
    rb"|\\u(?P<high>d[89ab][0-9a-f]{2})\\u(?P<low>d[c-f][0-9a-f]{2})"
    rb"|(?-i:\\U(?P<long>[0-9a-fA-F]{8}))"
    rb"|\\u(?P<unicode>[0-9a-f]{4})|\\u\{(?P<braced>[0-9a-f]{1,6})\}|%u(?P<percent_unicode>[0-9a-f]{4})"
    rb"|\\x(?P<byte>[0-9a-f]{2})|%(?P<percent>[0-9a-f]{2})|\\(?P<octal>[0-3][0-7]{2})"
    rb"|(?-i:\\(?P<blank>[bfnrtv]))"
    rb"|&\#0{0,16}(?P<decimal>[0-9]{1,7});|&\#x0{0,16}(?P<hexadecimal>[0-9a-f]{1,6});|&(?P<entity>[a-z][a-z0-9]{1,31});",
    re.IGNORECASE,
)
_INCOMPLETE_ESCAPE = re.compile(rb"(?:\\[ux]?\{?[0-9a-f]{0,7}|%u?[0-9a-f]{0,3}|&#?[0-9a-z]{0,31})\Z", re.IGNORECASE)


class Level:
    """A text after its escapes were undone zero or more times.

    Args:
        text: Text of this level.
        outer: Level whose escapes were undone to make this level; `None` for the original text.
    """

    __slots__ = ("_escapes", "_outer", "text")

    def __init__(self, text: bytes, outer: "Level | None" = None) -> None:
        self.text: bytes = text
        self._outer = outer
        self._escapes: list[tuple[int, int, int, int]] | None = None

    def inner(self) -> "Level | None":
        """Undo the escapes of this text.

        Returns:
            The next level; `None` if the result would be equal to this text.
        """
        text = _ESCAPE.sub(_undo_escape, self.text)
        return None if text == self.text else Level(text, self)

    def outside(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of this text is in the original text.

        Args:
            start: Start of the part in this text.
            end: End of the part in this text, greater than `start`.

        Returns:
            Start and end in the original text. An escape is included as a whole if the part has at least one of its
            bytes.
        """
        if self._outer is None:
            return start, end
        if self._escapes is None:
            self._escapes = _list_escapes(self._outer.text)
        return self._outer.outside(_outer_span(self._escapes, start)[0], _outer_span(self._escapes, end - 1)[1])


def _list_escapes(text: bytes) -> list[tuple[int, int, int, int]]:
    """List the escapes of a text.

    Returns:
        For each escape, its start and end in the text without escapes, then its start and end in this text.
    """
    escapes = list[tuple[int, int, int, int]]()
    removed = 0  # number of bytes by which the escapes so far become shorter
    for escape in _ESCAPE.finditer(text):
        start, end = escape.span()
        length = len(_undo_escape(escape))
        escapes.append((start - removed, start - removed + length, start, end))
        removed += end - start - length
    return escapes


def _outer_span(escapes: list[tuple[int, int, int, int]], offset: int) -> tuple[int, int]:
    """Return where a byte of the unescaped text is in the escaped text.

    Args:
        escapes: Escapes of the escaped text, as `_list_escapes` returns them.
        offset: Offset of the byte in the unescaped text.

    Returns:
        Start and end in the escaped text: of the whole escape if the byte comes from an escape, else of the byte.
    """
    index = bisect_right(escapes, offset, key=lambda escape: escape[0]) - 1
    if index < 0:
        return offset, offset + 1
    _, end, outer_start, outer_end = escapes[index]
    if offset < end:
        return outer_start, outer_end
    return outer_end + offset - end, outer_end + offset - end + 1


def unescape_levels(text: bytes) -> Iterator[Level]:
    """Yield a text, and the results of undoing its escapes repeatedly.

    Args:
        text: Bytes of any kind.

    Yields:
        Up to four levels. The first has the text itself.
    """
    level: Level | None = Level(text)
    for _ in range(_MAX_LEVELS):
        if level is None:
            return
        yield level
        level = level.inner()


def _undo_escape(escape: "re.Match[bytes]") -> bytes:
    return _unescape(escape[0])


@functools.lru_cache(maxsize=4096)
def _unescape(escape: bytes) -> bytes:
    """Return the bytes that an escape means.

    Escapes of white space by a backslash and a letter become a space, which `normalize` drops. An escape of a number
    beyond Unicode is returned unchanged, and so is the name of an unknown entity.
    """
    parts = cast("re.Match[bytes]", _ESCAPE.fullmatch(escape))
    kind = str(parts.lastgroup)
    digits = parts[kind].decode()
    match kind:
        case "backslash":
            return b"\\"
        case "blank":
            return b" "
        case "byte" | "percent":
            return bytes([int(digits, 16)])
        case "octal":
            return bytes([int(digits, 8)])
        case "entity":
            return html.unescape(f"&{digits};").encode()
        case "low":
            number = 0x10000 + ((int(parts["high"], 16) - 0xD800) << 10) + int(digits, 16) - 0xDC00
        case "decimal":
            number = int(digits)
        case _:
            number = int(digits, 16)
    return chr(number).encode("utf-8", "surrogatepass") if number <= sys.maxunicode else escape


def drop_incomplete_escape(text: bytes) -> bytes:
    """Remove an escape that is cut off at the end of a text.

    Args:
        text: Beginning of a longer text, which may end within an escape.
    """
    incomplete = _INCOMPLETE_ESCAPE.search(text, max(len(text) - 40, 0))
    return text if incomplete is None else text[: incomplete.start()]
