"""Decompression of a response body in pieces of limited size."""

import zlib
from collections.abc import Iterator
from typing import Protocol

_STEP = 16_384  # greatest number of compressed bytes to look at in one go
_PIECE = 262_144  # greatest number of decompressed bytes in memory beyond what was received
_MOST_EMPTY = 65_536  # bytes of headers and the like, beyond what a compressed body may be longer than a plain one
_CODINGS = frozenset(
    {"aes128gcm", "br", "compress", "dcb", "dcz", "deflate", "exi", "gzip", "identity", "pack200-gzip", "zstd"}
)
"""Content codings that IANA registers. Of other words nothing is shown: they may be anything, a secret included."""
_GZIP = zlib.MAX_WBITS | 16
_RAW_DEFLATE = -zlib.MAX_WBITS
_ZLIB_HEADER = 2  # bytes
_ZLIB_METHOD = 8


class _Inflater(Protocol):  # the type of zlib.decompressobj(), which has no public name
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def unconsumed_tail(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...


class BodyError(Exception):
    """A body that cannot be decompressed, or has not the announced length.

    Args:
        message: Description of the received body.

    Attributes:
        broken: Whether the connection may have damaged the body, so that a retry may help.
        expected: The expected size or encoding, for a body that is not broken.
    """

    def __init__(self, message: str, *, broken: bool = False, expected: str = "") -> None:
        super().__init__(message)
        self.broken = broken
        self.expected = expected


class Decompressor:
    """Decompresses one body.

    Args:
        window: Window size for `zlib.decompressobj`, which also chooses the format; `None` for deflate, where the first
            bytes tell zlib from raw deflate.
    """

    def __init__(self, window: int | None) -> None:
        self._window = window
        self._inflater: _Inflater | None = None
        self._head: bytes = b""
        self._received = 0
        self._size = 0

    @property
    def is_complete(self) -> bool:
        """Whether the compressed stream has come to its end."""
        return self._inflater is not None and self._inflater.eof

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Decompress the next bytes.

        Args:
            data: Bytes as received, of any number.

        Yields:
            Decompressed bytes, at most 256 KiB at a time.

        Raises:
            BodyError: The bytes are not of the format, or are one of very many blocks without content.
        """
        for start in range(0, len(data), _STEP):  # what is left is copied in each round, so that rounds must be short
            for piece in self._pieces(data[start : start + _STEP]):
                self._size += len(piece)
                yield piece
        self._received += len(data)
        if self._received > 2 * self._size + _MOST_EMPTY:
            raise BodyError(
                f"{self._received:,} bytes that decompress to {self._size:,}",
                expected="a body that compression shrinks",
            )

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        inflater, data = self._start(data)
        while data and inflater is not None:
            if inflater.eof:
                if self._window != _GZIP:
                    raise BodyError("there is more after the end of the compressed body", broken=True)
                inflater = self._inflater = zlib.decompressobj(_GZIP)  # RFC 1952, section 2.2: members may follow
            try:
                piece = inflater.decompress(data, _PIECE)
            except zlib.error:
                raise BodyError("the compressed body is malformed", broken=True) from None
            data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            if piece:
                yield piece

    def _start(self, data: bytes) -> tuple[_Inflater | None, bytes]:
        """Choose the format from the first bytes.

        Returns:
            The inflater, `None` until there are enough bytes; and the bytes to begin with.
        """
        if self._inflater is None:
            data = self._head + data
            if self._window is None and len(data) < _ZLIB_HEADER:
                self._head = data
                return None, b""
            if self._window is None:  # RFC 9110, section 8.4.1.2: zlib's format is meant, and some send the bare one
                has_header = data[0] % 16 == _ZLIB_METHOD and int.from_bytes(data[:2], "big") % 31 == 0
                self._window = zlib.MAX_WBITS if has_header else _RAW_DEFLATE
            self._inflater = zlib.decompressobj(self._window)
        return self._inflater, data


def decompressor(encoding: str) -> Decompressor | None:
    """Make the decompressor for a Content-Encoding.

    Args:
        encoding: Value of the header, empty without one.

    Returns:
        The decompressor, `None` for a body that is not compressed.

    Raises:
        BodyError: The header names several encodings, or one that the request does not accept.
    """
    if not encoding:
        return None
    match encoding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return Decompressor(_GZIP)
        case "deflate":
            return Decompressor(None)
        case other:
            named = f" {other!r}" if _CODINGS.issuperset(layer.strip() for layer in other.split(",", 9)) else ""
            raise BodyError(f"another Content-Encoding{named}", expected="at most one layer of gzip or deflate")
