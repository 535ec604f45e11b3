"""Finds secrets in text, in every spelling in which servers repeat them.

A spelling of a secret is a form in which a server may repeat the secret. Each text is searched unchanged, and after its
escapes were undone once, twice and three times (see `text_escapes`). White space, case, `+` (a space in a query) and
backslashes are ignored. A secret is also found in another normal form of Unicode, in UTF-8 that was decoded as Latin-1
and, if it has 6 characters or more, in base64 and in hexadecimal. A secret of fewer than 4 characters, or of 4 or 5
letters, is not searched for, because it occurs in ordinary words.
"""

import base64
import json
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import quote, quote_plus

from aiodockerhub_generated._masking import mask_text

from aiodockerhub.http.text_escapes import drop_incomplete_escape, unescape_levels

MIN_CHARACTERS = 4
"""Minimum number of characters of a secret that is searched for; 6 for a secret that consists of letters."""

_MIN_CHARACTERS_WITHIN_WORDS = 6  # shorter secrets occur within ordinary words, so they are found only as whole words
_PIECE_CHARACTERS = 512  # a long secret is searched for in pieces of this length
_OVERLAP_CHARACTERS = 16  # each piece contains this much of the next piece
_BACKSLASH = ord("\\")
_MANY_BEGINNINGS = 200  # from this number on, testing every offset is faster than searching for each beginning
_MAX_STARTS = 10_000  # a text with more offsets at which a spelling may begin is masked completely
_IGNORED = bytes(range(0x21)) + b"\x7f+\\"
_IGNORED_BYTES = frozenset(_IGNORED)
# The UTF-8 of white space beyond ASCII, and of characters without width. Web pages write U+00A0 for a space.
_WIDE_SPACE = re.compile(
    rb"\xc2[\x85\xa0\xad]|\xe1\x9a\x80|\xe2\x80[\x80-\x8f\xa8-\xaf]|\xe2\x81[\x9f\xa0]|\xe3\x80\x80|\xef\xbb\xbf"
)
_IGNORED_PART = re.compile(rb"[\x00-\x20\x7f+\\]|" + _WIDE_SPACE.pattern)


def count_pieces(secret: str) -> int:
    """Return an upper limit of the number of pieces of a secret.

    `spellings` divides a long secret into overlapping pieces of a fixed length. Each piece is searched for on its own,
    so the number of pieces limits the work of a search. The last piece may not exist, because the overlap with the
    previous piece may contain all its characters.

    Args:
        secret: Secret of any length.
    """
    return 1 + len(secret) // _PIECE_CHARACTERS


def spellings(secret: str) -> set[bytes]:
    """Return the spellings of a secret to search for.

    Args:
        secret: Secret of any length.

    Returns:
        The spellings, as `normalize` returns them, that have at least 4 bytes. The set is empty for a secret of fewer
        than 4 characters, and for a secret of fewer than 6 characters that are all letters.
    """
    if len(secret) < MIN_CHARACTERS or (len(secret) < _MIN_CHARACTERS_WITHIN_WORDS and secret.isalpha()):
        return set()
    spelled = set[bytes]()
    starts = range(0, max(len(secret) - _OVERLAP_CHARACTERS, 1), _PIECE_CHARACTERS)
    for start in starts:
        spelled |= _spell_piece(secret[start : start + _PIECE_CHARACTERS + _OVERLAP_CHARACTERS])
    return {spelling for spelling in spelled if len(spelling) >= MIN_CHARACTERS}


def _spell_piece(secret: str) -> set[bytes]:
    """Return the normalized spellings of one piece of a secret."""
    spelled = set[bytes]()
    for plain in _encode(secret):
        spelled.update(normalize(level.text) for level in unescape_levels(plain))
    in_json = {
        json.dumps(secret, ensure_ascii=is_ascii)[1:-1].encode("utf-8", "surrogatepass") for is_ascii in (True, False)
    }
    # A server may repeat the whole body or the query of the request in base64.
    in_url = {quote(secret, safe="", errors="replace").encode(), quote_plus(secret, errors="replace").encode()}
    for plain in _encode(secret) | in_json | in_url:
        if len(secret) >= _MIN_CHARACTERS_WITHIN_WORDS:
            spelled.update(map(normalize, _encode_in_base64(plain)))
            spelled.add(plain.hex().encode())
    partly = mask_text(secret)  # the text may have been masked before by the rules of `mask_text`
    if partly != secret:
        spelled.update(map(normalize, _encode(partly)))
    return spelled


def _encode(secret: str) -> set[bytes]:
    """Return the bytes by which a server may spell a secret.

    Some servers change the case or the normal form (RFC 8265), or read or write the secret in a wrong character set.
    """
    plain = secret.encode("utf-8", "surrogatepass")
    if secret.isascii():
        return {plain}
    forms = {secret, unicodedata.normalize("NFC", secret), unicodedata.normalize("NFD", secret)}
    cases = {text for form in forms for text in (form, form.upper(), form.lower())}
    texts = cases | {plain.decode("latin-1"), plain.decode("cp1252", "replace")}
    return {
        *(text.encode("utf-8", "surrogatepass") for text in texts),
        *(b"".join(_in_latin_1(letter) for letter in text) for text in cases),
        *(re.sub(r"[^\x00-\x7f]", mark, secret).encode() for mark in ("?", "\ufffd")),
    }


def _in_latin_1(letter: str) -> bytes:
    return letter.encode("latin-1") if letter <= "\xff" else letter.encode("utf-8", "surrogatepass")


def _encode_in_base64(plain: bytes) -> Iterator[bytes]:
    """Encode a secret as it looks within the base64 of a longer text.

    The characters that depend on the bytes before and after the secret are left out.
    """
    for before in range(3):
        bits_before, bits = 8 * before, 8 * len(plain)
        code = base64.b64encode(bytes(before) + plain)[-(-bits_before // 6) : (bits_before + bits) // 6]
        if len(code) >= _MIN_CHARACTERS_WITHIN_WORDS:
            yield code
            yield code.translate(bytes.maketrans(b"+/", b"-_"))


def normalize(text: bytes) -> bytes:
    """Return a text in lower case without white space, `+` and backslashes.

    Control characters and characters without width are removed too.

    Args:
        text: UTF-8, or bytes of any kind.
    """
    if not text.isascii():
        text = _WIDE_SPACE.sub(b"", text)
    return text.lower().translate(None, _IGNORED)


def _list_kept_offsets(text: bytes) -> list[int]:
    """List the offsets of the bytes that `normalize` keeps."""
    if text.isascii():
        return [at for at, byte in enumerate(text) if byte not in _IGNORED_BYTES]
    kept, done = list[int](), 0
    for part in _IGNORED_PART.finditer(text):
        kept.extend(range(done, part.start()))
        done = part.end()
    kept.extend(range(done, len(text)))
    return kept


class Spellings:
    """Finds secrets in a text, in time about proportional to its length.

    Args:
        of: Spellings of the secrets, from the function `spellings`.
    """

    __slots__ = ("_beginnings", "_chains", "_longest", "_shorter", "_sorted")

    def __init__(self, of: Iterable[bytes]) -> None:
        self._sorted = sorted(set(of))
        self._beginnings = frozenset(spelling[:MIN_CHARACTERS] for spelling in self._sorted)
        self._longest = max(map(len, self._sorted), default=0)
        self._chains = dict[int, list[bytes]]()
        self._shorter = list[
            int
        ]()  # for each spelling, the index of the longest other spelling that it begins with, or -1
        open_ = list[int]()
        for index, spelling in enumerate(self._sorted):
            while open_ and not spelling.startswith(self._sorted[open_[-1]]):
                open_.pop()
            self._shorter.append(open_[-1] if open_ else -1)
            open_.append(index)

    def __bool__(self) -> bool:
        return bool(self._sorted)

    def find_all(self, text: bytes, *, is_cut: bool = False) -> list[tuple[int, int]]:
        """Find all parts of a text that contain a secret.

        A spelling of fewer than six bytes is found only as a whole word.

        Args:
            text: Text to search.
            is_cut: Whether the text is the beginning of a longer text; `False` by default. If so, the beginning of a
                secret at the end of the text is found too.

        Returns:
            Start and end of each part, in order and without overlap. A text with more than 10,000 places at which a
            secret may begin is one part.
        """
        masked = list[tuple[int, int]]()
        whole = drop_incomplete_escape(text) if is_cut else text
        for level in unescape_levels(whole):
            normalized = normalize(level.text)
            parts = list(self._find_in_normalized(normalized))
            if (
                is_cut
                and (beginning := self._beginning_at_end(normalize(drop_incomplete_escape(level.text)))) is not None
            ):
                parts.append((beginning, len(normalized)))
            if parts:
                kept = _list_kept_offsets(level.text)
                for start, end in parts:
                    first, last = kept[start], kept[end - 1] + 1
                    while after := _WIDE_SPACE.match(level.text, last):  # a letter's last byte, read as Latin-1
                        last = after.end()
                    while (
                        first and level.text[first - 1] == _BACKSLASH
                    ):  # the backslash may escape the secret's first byte
                        first -= 1
                    if end - start >= _MIN_CHARACTERS_WITHIN_WORDS or _is_word(level.text, first, last):
                        masked.append(level.outside(first, last))
        if len(whole) < len(text) and any(end == len(whole) for _, end in masked):
            masked.append((len(whole), len(text)))
        return merge_parts(masked)

    def _find_in_normalized(self, text: bytes) -> Iterator[tuple[int, int]]:
        starts = self._find_starts(text)
        for start in islice(starts, _MAX_STARTS):
            window = text[start : start + self._longest]
            spelling = self._find_longest(window)
            if spelling:
                yield start, start + len(spelling)
        if next(starts, None) is not None:
            yield 0, len(text)

    def _find_longest(self, window: bytes) -> bytes:
        """Return the longest spelling that a text begins with; empty if none."""
        index = bisect_right(self._sorted, window) - 1
        if index < 0 or window.startswith(self._sorted[index]):
            return self._sorted[index] if index >= 0 else b""
        # All spellings that the text begins with are in the chain of this spelling, and they are the shortest spellings
        # of the chain.
        chain = self._chain(index)
        number = bisect_left(chain, True, key=lambda spelling: not window.startswith(spelling))  # noqa: FBT003
        return chain[number - 1] if number else b""

    def _chain(self, index: int) -> list[bytes]:
        """Return all other spellings that a spelling begins with, shortest first."""
        chain = self._chains.get(index)
        if chain is None:
            chain, shorter = list[bytes](), self._shorter[index]
            while shorter >= 0:
                chain.append(self._sorted[shorter])
                shorter = self._shorter[shorter]
            chain.reverse()
            self._chains[index] = chain
        return chain

    def _find_starts(self, text: bytes) -> Iterator[int]:
        """Yield the offsets at which a spelling may begin."""
        beginnings = self._beginnings
        if len(beginnings) > _MANY_BEGINNINGS:
            yield from (
                at for at in range(len(text) - MIN_CHARACTERS + 1) if text[at : at + MIN_CHARACTERS] in beginnings
            )
            return
        for beginning in beginnings:  # `find` is faster for few beginnings
            at = text.find(beginning)
            while at >= 0:
                yield at
                at = text.find(beginning, at + 1)

    def _beginning_at_end(self, text: bytes) -> int | None:
        """Return where the text ends with the beginning of a spelling, or `None`."""
        for start in range(max(len(text) - self._longest, 0), len(text) - MIN_CHARACTERS + 1):
            if text[start : start + MIN_CHARACTERS] in self._beginnings:
                rest = text[start:]
                index = bisect_left(self._sorted, rest)
                if index < len(self._sorted) and self._sorted[index].startswith(rest):
                    return start
        return None


def _is_word(text: bytes, start: int, end: int) -> bool:
    return not text[max(start - 1, 0) : start].isalnum() and not text[end : end + 1].isalnum()


def merge_parts(parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort parts of a text, and join parts that touch or overlap.

    Args:
        parts: Start and end of each part.
    """
    merged = list[tuple[int, int]]()
    for start, end in sorted(parts):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
