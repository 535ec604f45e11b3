from aiodockerhub.http.engines.response_start import ResponseStart
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_linearly

INTERIM = b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"


def seen_after(data: bytes, pieces: list[int]) -> int | None:
    """Return after how many bytes, fed in pieces of these sizes, the response is seen; `None` if it is not seen."""
    start, position = ResponseStart(), 0
    while position < len(data):
        size = pieces[0] if pieces else 1
        pieces = pieces[1:]
        start.feed(data[position : position + size])
        position += size
        if start.is_seen:
            return min(position, len(data))
    return None


@given(
    st.integers(0, 4), st.lists(st.integers(1, 60)), st.sampled_from([b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 413 No\r\n"])
)
def test_a_response_is_noticed_by_its_status_however_it_is_cut(interim: int, pieces: list[int], final: bytes) -> None:
    data = INTERIM * interim + final
    least = len(INTERIM) * interim + len(b"HTTP/1.1 2")
    sizes = [*pieces, *[1] * len(data)]
    cuts = [sum(sizes[:count]) for count in range(len(sizes) + 1)]
    assert seen_after(data, pieces) == min(len(data), next(cut for cut in cuts if cut >= least))


def test_interim_responses_and_frames_of_http_2_are_no_response() -> None:
    assert seen_after(INTERIM * 50 + b"HTTP/1.1 ", []) is None
    assert seen_after(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" * 20, [9]) is None


def test_pieces_of_interim_responses_take_time_in_proportion() -> None:
    def feed(data: bytes) -> None:
        start = ResponseStart()
        for byte in data:
            start.feed(b"%c" % byte)

    assert grows_linearly(feed, lambda size: INTERIM * size, start=10)
    assert grows_linearly(feed, lambda size: b"HTTP/1.1 100 " + b"x" * size)
