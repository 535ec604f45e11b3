"""Finds secrets in text, in every spelling in which servers repeat them.

A text is searched as it is, and after undoing its escapes up to several times: percent-encoding, those of JSON and of
programming languages, and references of HTML. White space, case, `+` (a blank in a query) and backslashes make no
difference. A secret is also found in base64, in hexadecimal, and in UTF-8 that was read as Latin-1.
"""

import base64
import functools
import html
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import cast

from aiodockerhub_generated._redaction import redacted

SHORTEST = 4
"""Characters of the shortest secret that is looked for; those below six are found as whole words only."""

_SHORTEST_WITHIN = 6  # characters; shorter ones turn up inside of innocent words
_MOST_LEVELS = 4  # of escapes within escapes
_PIECE = 512  # characters of a long secret that are looked for at a time
_OVERLAP = 16
_BACKSLASH = ord("\\")
_MANY = 200  # beginnings of spellings
_MOST_STARTS = 10_000  # places of a text where a spelling may begin; a text of more is masked as a whole
_IGNORED = bytes(range(0x21)) + b"\x7f+\\"
_IGNORED_BYTES = frozenset(_IGNORED)
_ESCAPE = re.compile(
    rb"\\(?P<backslash>\\)"
    rb"|\\u(?P<high>d[89ab][0-9a-f]{2})\\u(?P<low>d[c-f][0-9a-f]{2})"
    rb"|(?-i:\\U(?P<long>[0-9a-fA-F]{8}))"
    rb"|\\u(?P<unicode>[0-9a-f]{4})|\\u\{(?P<braced>[0-9a-f]{1,6})\}|%u(?P<percent_unicode>[0-9a-f]{4})"
    rb"|\\x(?P<byte>[0-9a-f]{2})|%(?P<percent>[0-9a-f]{2})|\\(?P<octal>[0-3][0-7]{2})"
    rb"|(?-i:\\(?P<blank>[bfnrtv]))"
    rb"|&\#(?P<decimal>[0-9]{1,7});|&\#x(?P<hexadecimal>[0-9a-f]{1,6});|&(?P<entity>[a-z][a-z0-9]{1,31});",
    re.IGNORECASE,
)
_INCOMPLETE = re.compile(rb"(?:\\[ux]?\{?[0-9a-f]{0,7}|%u?[0-9a-f]{0,3}|&#?[0-9a-z]{0,31})\Z", re.IGNORECASE)


def number_of_pieces(secret: str) -> int:
    """Count the pieces in which a secret is looked for.

    Args:
        secret: The secret.
    """
    return 1 + len(secret) // _PIECE


def spellings(secret: str) -> set[bytes]:
    """Make the spellings of a secret to search for.

    Args:
        secret: The secret.

    Returns:
        The spellings, normalized by `compared`; none for a secret of fewer than `SHORTEST` characters, or of fewer than
        six letters.
    """
    if len(secret) < SHORTEST or (len(secret) < _SHORTEST_WITHIN and secret.isalpha()):
        return set()
    spelled = set[bytes]()
    starts = range(0, max(len(secret) - _OVERLAP, 1), _PIECE)
    for start in starts:
        spelled |= _of_piece(secret[start : start + _PIECE + _OVERLAP])
    return {spelling for spelling in spelled if len(spelling) >= SHORTEST}


def _of_piece(secret: str) -> set[bytes]:
    spelled = set[bytes]()
    for plain in _encoded(secret):
        spelled.update(compared(level.text) for level in _levels(plain))
        if len(secret) >= _SHORTEST_WITHIN:
            spelled.update(map(compared, _in_base64(plain)))
            spelled.add(plain.hex().encode())
    partly = redacted(secret)  # as in a text of which what looks like a secret has been masked before
    if partly != secret:
        spelled.update(map(compared, _encoded(partly)))
    return spelled


def _encoded(secret: str) -> set[bytes]:
    """Encode a secret as servers do, including in a wrong character set."""
    plain = secret.encode("utf-8", "surrogatepass")
    if secret.isascii():
        return {plain}
    texts = {secret, secret.upper(), secret.lower(), plain.decode("latin-1"), plain.decode("cp1252", "replace")}
    return {
        *(text.encode("utf-8", "surrogatepass") for text in texts),
        *(b"".join(_in_latin_1(letter) for letter in text) for text in (secret, secret.upper(), secret.lower())),
        *(re.sub(r"[^\x00-\x7f]", mark, secret).encode() for mark in ("?", "\ufffd")),
    }


def _in_latin_1(letter: str) -> bytes:
    return letter.encode("latin-1") if letter <= "\xff" else letter.encode("utf-8", "surrogatepass")


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """Encode a secret that has any number of bytes before and after it.

    Characters of base64 that depend on those bytes are left out.
    """
    for before in range(3):
        bits_before, bits = 8 * before, 8 * len(plain)
        code = base64.b64encode(bytes(before) + plain)[-(-bits_before // 6) : (bits_before + bits) // 6]
        if len(code) >= _SHORTEST_WITHIN:
            yield code
            yield code.translate(bytes.maketrans(b"+/", b"-_"))


def compared(text: bytes) -> bytes:
    """Normalize a text: drop white space, case, `+` and backslashes.

    Args:
        text: UTF-8, or bytes of any kind.
    """
    return text.lower().translate(None, _IGNORED)


class _Level:
    """A text after some rounds of undoing its escapes."""

    __slots__ = ("_outer", "_units", "text")

    def __init__(self, text: bytes, outer: "_Level | None" = None) -> None:
        self.text = text
        self._outer = outer
        self._units: list[tuple[int, int, int, int]] | None = None

    def inner(self) -> "_Level | None":
        """Undo the escapes of one more round; `None` if there are none."""
        text = _ESCAPE.sub(_undone, self.text)
        return None if text == self.text else _Level(text, self)

    def outside(self, start: int, end: int) -> tuple[int, int]:
        """Find a part of this text in the original text."""
        if self._outer is None:
            return start, end
        if self._units is None:
            self._units = _units(self._outer.text)
        return self._outer.outside(_place(self._units, start)[0], _place(self._units, end - 1)[1])


def _units(text: bytes) -> list[tuple[int, int, int, int]]:
    """List the escapes of a text.

    Returns:
        For each escape: start and end in the text without escapes, start and end in this text.
    """
    units = list[tuple[int, int, int, int]]()
    shorter = 0  # by so much the text becomes
    for escape in _ESCAPE.finditer(text):
        start, end = escape.span()
        length = len(_undone(escape))
        units.append((start - shorter, start - shorter + length, start, end))
        shorter += end - start - length
    return units


def _place(units: list[tuple[int, int, int, int]], offset: int) -> tuple[int, int]:
    at = bisect_right(units, offset, key=lambda unit: unit[0]) - 1
    if at < 0:
        return offset, offset + 1
    _, end, outer_start, outer_end = units[at]
    if offset < end:
        return outer_start, outer_end
    return outer_end + offset - end, outer_end + offset - end + 1


def _levels(text: bytes) -> Iterator[_Level]:
    level: _Level | None = _Level(text)
    for _ in range(_MOST_LEVELS):
        if level is None:
            return
        yield level
        level = level.inner()


def _undone(escape: "re.Match[bytes]") -> bytes:
    return _character(escape[0])


@functools.lru_cache(maxsize=4096)
def _character(escape: bytes) -> bytes:
    """Undo an escape, unless it is none after all."""
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


class Spellings:
    """Finds secrets in texts, in time proportional to their length.

    Args:
        of: The spellings of the secrets, from `spellings`.
    """

    __slots__ = ("_beginnings", "_chains", "_longest", "_shorter", "_sorted")

    def __init__(self, of: Iterable[bytes]) -> None:
        self._sorted = sorted(set(of))
        self._beginnings = frozenset(spelling[:SHORTEST] for spelling in self._sorted)
        self._longest = max(map(len, self._sorted), default=0)
        self._chains = dict[int, list[bytes]]()
        self._shorter = list[int]()  # for each, the longest other that it begins with
        open_ = list[int]()
        for index, spelling in enumerate(self._sorted):
            while open_ and not spelling.startswith(self._sorted[open_[-1]]):
                open_.pop()
            self._shorter.append(open_[-1] if open_ else -1)
            open_.append(index)

    def __bool__(self) -> bool:
        return bool(self._sorted)

    def places(self, text: bytes, *, is_cut: bool = False) -> list[tuple[int, int]]:
        """Find the parts of a text that repeat a secret.

        Args:
            text: The text.
            is_cut: Whether the text is the beginning of a longer one, so that the beginning of a secret at its end
                counts.

        Returns:
            Start and end of each part, in order and without overlap.
        """
        masked = list[tuple[int, int]]()
        whole = _without_incomplete(text) if is_cut else text
        for level in _levels(whole):
            text_compared = compared(level.text)
            parts = list(self._parts(text_compared))
            if is_cut and (beginning := self._beginning_at_end(compared(_without_incomplete(level.text)))) is not None:
                parts.append((beginning, len(text_compared)))
            if parts:
                kept = [at for at, byte in enumerate(level.text) if byte not in _IGNORED_BYTES]
                for start, end in parts:
                    first, last = kept[start], kept[end - 1] + 1
                    while first and level.text[first - 1] == _BACKSLASH:  # which escapes what is masked
                        first -= 1
                    if end - start >= _SHORTEST_WITHIN or _is_word(level.text, first, last):
                        masked.append(level.outside(first, last))
        if len(whole) < len(text) and any(end == len(whole) for _, end in masked):
            masked.append((len(whole), len(text)))
        return _merged(masked)

    def _parts(self, text: bytes) -> Iterator[tuple[int, int]]:
        starts = self._starts(text)
        for start in islice(starts, _MOST_STARTS):
            window = text[start : start + self._longest]
            spelling = self._longest_at(window)
            if spelling:
                yield start, start + len(spelling)
        if next(starts, None) is not None:
            yield 0, len(text)

    def _longest_at(self, window: bytes) -> bytes:
        """Find the longest spelling that a text begins with, or give nothing."""
        index = bisect_right(self._sorted, window) - 1
        if index < 0 or window.startswith(self._sorted[index]):
            return self._sorted[index] if index >= 0 else b""
        # Whatever the text begins with, this one begins with, too: of these the text begins with the first few.
        chain = self._chain(index)
        number = bisect_left(chain, True, key=lambda spelling: not window.startswith(spelling))  # noqa: FBT003
        return chain[number - 1] if number else b""

    def _chain(self, index: int) -> list[bytes]:
        """List the spellings that one begins with, the shortest first."""
        chain = self._chains.get(index)
        if chain is None:
            chain, shorter = list[bytes](), self._shorter[index]
            while shorter >= 0:
                chain.append(self._sorted[shorter])
                shorter = self._shorter[shorter]
            chain.reverse()
            self._chains[index] = chain
        return chain

    def _starts(self, text: bytes) -> Iterator[int]:
        """Yield where a spelling may begin."""
        beginnings = self._beginnings
        if len(beginnings) > _MANY:
            yield from (at for at in range(len(text) - SHORTEST + 1) if text[at : at + SHORTEST] in beginnings)
            return
        for beginning in beginnings:  # a few go faster one by one
            at = text.find(beginning)
            while at >= 0:
                yield at
                at = text.find(beginning, at + 1)

    def _beginning_at_end(self, text: bytes) -> int | None:
        for start in range(max(len(text) - self._longest, 0), len(text) - SHORTEST + 1):
            if text[start : start + SHORTEST] in self._beginnings:
                rest = text[start:]
                index = bisect_left(self._sorted, rest)
                if index < len(self._sorted) and self._sorted[index].startswith(rest):
                    return start
        return None


def _without_incomplete(text: bytes) -> bytes:
    """Leave out the beginning of an escape at the end of a text."""
    incomplete = _INCOMPLETE.search(text, max(len(text) - 40, 0))
    return text if incomplete is None else text[: incomplete.start()]


def _is_word(text: bytes, start: int, end: int) -> bool:
    return not text[max(start - 1, 0) : start].isalnum() and not text[end : end + 1].isalnum()


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged = list[tuple[int, int]]()
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
