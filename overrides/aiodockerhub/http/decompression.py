"""Accepted encodings (gzip, deflate), decompressed in limited pieces."""

import zlib
from collections.abc import Iterator
from typing import Protocol

_STEP_BYTES = 16_384  # compressed bytes that are passed to zlib at a time
_MAX_PIECE_BYTES = 262_144  # decompressed bytes that are in memory at a time
_MAX_OVERHEAD_BYTES = 65_536  # a compressed body may be longer than twice its decompressed size by this much
_KNOWN_CODINGS = frozenset(
    {"aes128gcm", "br", "compress", "dcb", "dcz", "deflate", "exi", "gzip", "identity", "pack200-gzip", "zstd"}
)
"""Content codings that IANA registers. Errors show only these names: any other text may be a secret."""
_GZIP_WINDOW = zlib.MAX_WBITS | 16
_RAW_DEFLATE_WINDOW = -zlib.MAX_WBITS
_ZLIB_HEADER_BYTES = 2
_ZLIB_METHOD = 8


class _Inflater(Protocol):  # zlib has no public name for the type of `decompressobj()`
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def unconsumed_tail(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...


class BodyError(Exception):
    """A body is malformed, too long, or not of its stated length.

    Args:
        message: Description of the received body.

    Attributes:
        broken: Whether the connection may have damaged the body, so that a retry may help.
        expected: Description of the expected size or encoding; empty if `broken` is true.
        exceeds_limit: Whether the body is larger than the client accepts.
    """

    def __init__(self, message: str, *, broken: bool = False, expected: str = "", exceeds_limit: bool = False) -> None:
        super().__init__(message)
        self.broken = broken
        self.expected = expected
        self.exceeds_limit = exceeds_limit


class Decompressor:
    """Decompresses one body.

    Args:
        window: Argument `wbits` of `zlib.decompressobj`, which chooses the format. `None` means deflate, whose first
            bytes decide between the zlib format and raw deflate.
    """

    def __init__(self, window: int | None) -> None:
        self._window = window
        self._inflater: _Inflater | None = None
        self._head: bytes = b""
        self._received = 0
        self._size = 0

    @property
    def is_complete(self) -> bool:
        """Whether the end of the compressed stream was reached."""
        return self._inflater is not None and self._inflater.eof

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Decompress the next part of the body.

        Args:
            data: Received bytes, of any number.

        Yields:
            Decompressed bytes, at most 256 KiB at a time.

        Raises:
            BodyError: The bytes are malformed, continue after the end of a deflate stream, or are far more than they
                decompress to (more than twice the decompressed size plus 64 KiB), as in a body of many empty blocks.
        """
        # zlib copies the rest of its input after each piece, so short steps make the time linear.
        for start in range(0, len(data), _STEP_BYTES):
            for piece in self._decompress_step(data[start : start + _STEP_BYTES]):
                self._size += len(piece)
                yield piece
        self._received += len(data)
        if self._received > 2 * self._size + _MAX_OVERHEAD_BYTES:
            raise BodyError(
                f"{self._received:,} bytes that decompress to {self._size:,}",
                expected="a body that compression shrinks",
                exceeds_limit=True,
            )

    def _decompress_step(self, data: bytes) -> Iterator[bytes]:
        inflater, data = self._choose_inflater(data)
        is_held_back = False  # zlib keeps output beyond the maximum, even if it has taken all input
        while (data or is_held_back) and inflater is not None:
            if inflater.eof:
                if self._window != _GZIP_WINDOW:
                    raise BodyError("there is more after the end of the compressed body", broken=True)
                # RFC 1952, section 2.2: a gzip file may have several members.
                inflater = self._inflater = zlib.decompressobj(_GZIP_WINDOW)
            try:
                piece = inflater.decompress(data, _MAX_PIECE_BYTES)
            except zlib.error:
                raise BodyError("the compressed body is malformed", broken=True) from None
            data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            is_held_back = len(piece) == _MAX_PIECE_BYTES and not inflater.eof
            if piece:
                yield piece

    def _choose_inflater(self, data: bytes) -> tuple[_Inflater | None, bytes]:
        """Return the inflater, and make it when the first bytes arrive.

        For deflate, the first two bytes decide between the zlib format and raw deflate. A first byte that arrives alone
        is kept until the next byte.

        Args:
            data: Next compressed bytes.

        Returns:
            The inflater, and the bytes to pass to it: the kept byte, if there is one, and `data`. `None` and no bytes
            if `data` is kept.
        """
        if self._inflater is None:
            data = self._head + data
            if self._window is None and len(data) < _ZLIB_HEADER_BYTES:
                self._head = data
                return None, b""
            if self._window is None:  # RFC 9110, section 8.4.1.2: some servers send raw deflate
                has_header = data[0] % 16 == _ZLIB_METHOD and int.from_bytes(data[:2], "big") % 31 == 0
                self._window = zlib.MAX_WBITS if has_header else _RAW_DEFLATE_WINDOW
            self._inflater = zlib.decompressobj(self._window)
        return self._inflater, data


def decompressor(encoding: str) -> Decompressor | None:
    """Make the decompressor for a Content-Encoding.

    Args:
        encoding: Value of the Content-Encoding header; empty if the response has none.

    Returns:
        The decompressor; `None` for a body that is not compressed.

    Raises:
        BodyError: The header names several encodings, or an encoding other than gzip, x-gzip, deflate and identity.
    """
    if not encoding:
        return None
    match encoding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return Decompressor(_GZIP_WINDOW)
        case "deflate":
            return Decompressor(None)
        case other:
            # RFC 9110, section 5.6.1: a list may have empty elements. `identity` is no layer.
            layers = [layer for layer in map(str.strip, other.split(",")) if layer not in {"", "identity"}]
            if layers != [other] and len(layers) <= 1:
                return decompressor("".join(layers))
            named = f" {other!r}" if _KNOWN_CODINGS.issuperset(layer.strip() for layer in other.split(",", 9)) else ""
            raise BodyError(f"another Content-Encoding{named}", expected="at most one layer of gzip or deflate")
