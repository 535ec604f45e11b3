import gzip
import itertools
import zlib
from collections.abc import Callable

import pytest
from aiodockerhub.http.decompression import BodyError, Decompressor, decompressor
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_linearly

DEFLATE: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": lambda data: gzip.compress(data[:3]) + gzip.compress(data[3:]),
    "deflate": zlib.compress,
    "Deflate": lambda data: zlib.compress(data)[2:-4],
}


def made(encoding: str) -> Decompressor:
    result = decompressor(encoding)
    assert result is not None
    return result


def parts(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [data[start:end] for start, end in itertools.pairwise(edges)]


@given(st.sampled_from(sorted(DEFLATE)), st.binary(max_size=300), st.lists(st.integers(0, 1000), max_size=8))
def test_whatever_the_pieces_they_are_decompressed(encoding: str, data: bytes, cuts: list[int]) -> None:
    inflater = made(encoding)
    pieces = [piece for part in parts(DEFLATE[encoding](data), cuts) for piece in inflater.pieces(part)]
    assert b"".join(pieces) == data
    assert inflater.is_complete


@given(st.sampled_from(sorted(DEFLATE)), st.binary(min_size=1, max_size=300), st.data())
def test_what_is_cut_is_not_complete(encoding: str, data: bytes, chosen: st.DataObject) -> None:
    whole = DEFLATE[encoding](data)
    cut = chosen.draw(st.integers(0, len(whole) - 1))
    inflater = made(encoding)
    first_member = len(gzip.compress(data[:3])) if encoding == "x-gzip" else -1
    list(inflater.pieces(whole[:cut]))
    assert inflater.is_complete == (cut == first_member)


@given(st.sampled_from(["gzip", "deflate"]), st.binary(max_size=300))
def test_any_bytes_are_decompressed_or_refused(encoding: str, data: bytes) -> None:
    try:
        list(made(encoding).pieces(data))
    except BodyError as error:
        assert error.broken  # noqa: PT017 - not everything is refused


def test_pieces_of_a_bomb_are_small() -> None:
    bomb = gzip.compress(bytes(8_000_000))
    sizes = [len(piece) for piece in made("gzip").pieces(bomb)]
    assert sum(sizes) == 8_000_000
    assert max(sizes) == 262_144


@pytest.mark.parametrize("encoding", sorted(DEFLATE))
def test_output_that_fills_the_last_piece_is_complete(encoding: str) -> None:
    for size in range(262_144, 262_144 + 1_200, 20):
        inflater = made(encoding)
        compressed = DEFLATE[encoding](bytes(size))
        assert sum(map(len, inflater.pieces(compressed))) == size
        assert inflater.is_complete


@pytest.mark.parametrize("encoding", ["gzip,", ", gzip", "identity, gzip", "GZIP , Identity,", " gzip\t,"])
def test_one_layer_in_a_list_of_codings_is_decompressed(encoding: str) -> None:
    assert b"".join(made(encoding).pieces(gzip.compress(b"{}"))) == b"{}"


def test_a_list_without_a_layer_needs_nothing() -> None:
    assert decompressor("identity, ,identity") is None


@pytest.mark.parametrize("size_of_member", [20, 100_000])
def test_work_grows_with_the_body_and_no_faster_even_if_it_comes_in_one_piece(size_of_member: int) -> None:
    def read(data: bytes) -> None:
        for _ in made("gzip").pieces(data):
            pass

    member = gzip.compress(bytes(size_of_member))
    assert grows_linearly(read, lambda size: member * size, start=20)


@pytest.mark.parametrize("encoding", ["", "identity", " Identity "])
def test_what_is_not_compressed_needs_nothing(encoding: str) -> None:
    assert decompressor(encoding) is None


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,deflate", "br", "\x1b[2J", "x" * 9_999])
def test_other_encodings_are_refused_in_a_short_line(encoding: str) -> None:
    with pytest.raises(BodyError, match=r"^another Content-Encoding") as caught:
        decompressor(encoding)
    assert caught.value.expected == "at most one layer of gzip or deflate"
    assert not caught.value.broken
    assert len(str(caught.value)) < 100
    assert "\x1b" not in str(caught.value)
    assert (encoding in str(caught.value)) == (encoding in {"gzip, gzip", "gzip,deflate", "br"})
