"""Rows of the CSV export: columns as they come, quoting, pieces of any length."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub import DockerHub, Password
from aiodockerhub.errors import ArgumentTypeError, DecodeError
from aiodockerhub.members_csv import member_rows, rows, stream_rows
from aiodockerhub.testing import FakeHub, ManualClock
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_linearly

TEXT = (
    "Name,Username,Email,Type,Permission,Teams,Date Joined,Seat\r\n"
    'Jane Doe,jane,jane@example.com,User,Owner,"core, ops",2020-01-01 15:00:51.193355 +0000 UTC,7\r\n'
    '"O""Neil,\r\nJosé",jose,jose@example.com,Invitee,Member,,,\r\n'
)
FIELDS = ["name", "username", "email", "type", "role", "permission", "teams", "date_joined"]


async def pieces(parts: Iterable[str | bytes]) -> AsyncIterator[str | bytes]:
    for part in parts:
        yield part


def cut(text: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(text), size):
        yield text[start : start + size]


def test_rows_are_typed_and_keep_unknown_columns() -> None:
    jane, jose = rows(TEXT)
    assert [getattr(jane, field) for field in FIELDS] == [
        "Jane Doe",
        "jane",
        "jane@example.com",
        "User",
        None,
        "Owner",
        "core, ops",
        "2020-01-01 15:00:51.193355 +0000 UTC",
    ]
    assert jane.additional_properties == {"Seat": "7"}
    assert jose.name == 'O"Neil,\r\nJosé'


def test_the_new_name_of_the_column_with_the_role() -> None:
    (row,) = rows("Username,Role\njane,Owner\n")
    assert (row.role, row.permission) == ("Owner", None)


@pytest.mark.parametrize("text", ["", "\n", "Name,Username\n", "\n\nName,Username\n\n"])
def test_no_members_no_rows(text: str) -> None:
    assert list(rows(text)) == []


def test_missing_end_byte_order_mark_and_short_lines() -> None:
    (row,) = rows("\ufeffUsername, Email,Role\njane,jane@example.com")
    assert (row.username, row.email, row.role) == ("jane", "jane@example.com", None)


async def test_bytes_that_end_within_a_character_are_not_dropped() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"Username,Team\njane,caf\xc3"

    assert [row.additional_properties["Team"] async for row in stream_rows(pieces())] == ["caf\ufffd"]


def test_a_byte_order_mark_may_stand_before_a_quote() -> None:
    (row,) = rows('\ufeff"Username","Team, or none"\njane,core\n')
    assert row.username == "jane"
    assert row.additional_properties == {"Team, or none": "core"}


def test_a_row_with_more_fields_than_columns_is_an_error_unless_they_are_empty() -> None:
    assert [row.username for row in rows("Username\njane,,\n")] == ["jane"]
    with pytest.raises(DecodeError, match="rows of 1 columns"):
        list(rows("Username\njane,core\n"))


@pytest.mark.parametrize("end", ['john,"core', 'john,"core\nann,core\n', '"john,core\nann,""core""\n'])
def test_an_export_that_ends_within_quotes_is_an_error_after_its_rows(end: str) -> None:
    read = list[str | None]()
    with pytest.raises(DecodeError, match="quotes closed"):
        read += (row.username for row in rows(f"Username,Teams\njane,core\n{end}"))
    assert read == ["jane"]


def test_an_open_file_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_bytes(TEXT.encode())
    with file.open(encoding="utf-8", newline="") as lines:
        assert [row.username for row in rows(lines)] == ["jane", "jose"]


@given(st.integers(min_value=1, max_value=len(TEXT.encode())))
async def test_pieces_of_any_length_give_the_same_rows(size: int) -> None:
    assert [row async for row in stream_rows(pieces(cut(TEXT.encode(), size)))] == list(rows(TEXT))


async def test_a_row_is_there_as_soon_as_its_line_is_complete() -> None:
    arrived: list[str] = []

    async def arriving() -> AsyncIterator[str]:
        for part in ("Username\nja", "ne\n", "jose\n"):
            arrived.append(part)
            yield part

    stream = stream_rows(arriving())
    assert (await anext(stream)).username == "jane"
    assert arrived == ["Username\nja", "ne\n"]
    assert [row.username async for row in stream] == ["jose"]


async def test_rows_of_an_export_that_breaks_half_way_come_once() -> None:
    fake = FakeHub()
    fake.user("jane", password="dummy-secret")
    fake.org("acme", owner="jane", members=[f"member-{number}" for number in range(50)])
    broken = fake.fault("orgs.export_members", truncate=700)
    async with DockerHub(
        Password("jane", "dummy-secret"), transport=fake.transport, clock=ManualClock(automatic=True)
    ) as hub:
        usernames = [row.username async for row in member_rows(hub, "acme")]
        text = await hub.orgs.export_members("acme")
    assert broken.hits == 1
    assert len(usernames) == len(set(usernames)) == 51
    assert usernames == [row.username for row in rows(text)]


@pytest.mark.heavy
@pytest.mark.parametrize("piece", ['"', '""', 'a"b,', '"a"', ",", "\r", "x"])
def test_work_grows_with_the_export_and_no_faster(piece: str) -> None:
    def read(text: str) -> None:
        with contextlib.suppress(DecodeError):
            list(rows(["Username\n", text]))

    assert grows_linearly(read, lambda size: f"{piece * (size // len(piece))}\n" * 3)
    assert grows_linearly(read, lambda size: '"' + "jane,core\n" * size)


def test_a_field_may_be_longer_than_the_standard_library_takes() -> None:
    [row] = rows(f'Username,Team\njane,"{"x" * 500_000}"\n')
    assert len(row.additional_properties["Team"]) == 500_000


@pytest.mark.heavy
def test_a_quote_that_is_never_closed_is_an_error_of_this_package() -> None:
    with pytest.raises(DecodeError, match=r"export_members: expected rows of at most 1,048,576 characters"):
        list(rows('Username\n"' + "jane\n" * 300_000))


def test_a_stray_quote_is_text() -> None:
    assert [row.username for row in rows('Username,Team\nja"ne,core\nj,"a""b"c\nlast')] == ['ja"ne', "j", "last"]


@pytest.mark.heavy
def test_a_line_as_long_as_its_file_is_not_read_as_a_whole() -> None:
    asked = list[int]()

    class Endless(io.StringIO):
        def read(self, size: int | None = -1) -> str:
            assert size is not None
            asked.append(size)
            return "," * size

        def readline(self, size: int = -1) -> str:  # type: ignore[override]
            raise AssertionError("a line without an end")

    with pytest.raises(DecodeError, match="rows of at most"):
        next(rows(Endless()))
    assert 0 < min(asked) <= max(asked) <= 1 << 20


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("jane\n" * 2_000, 2_000),
        ("\n" * 100_000, 0),
        ('"' + "\n" * 100_000 + '"\n', 1),
        (("," * 900 + "\n") * 100, 100),
    ],
    ids=["rows", "empty lines", "one field", "columns"],
)
async def test_the_event_loop_has_its_turn_whatever_is_in_the_export(text: str, number: int) -> None:
    turns = 0

    async def chunks() -> AsyncIterator[str]:
        yield f"Username\n{text}"

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    others = asyncio.create_task(count())
    assert len([row async for row in stream_rows(chunks())]) == number
    others.cancel()
    assert turns >= max(number // 256, len(text) // 8192)


def test_a_row_of_very_many_columns_is_an_error() -> None:
    assert len(list(rows("Username\n" + "," * 999 + "\n"))) == 1
    with pytest.raises(DecodeError, match="rows of at most 1,000 columns"):
        list(rows("Username\n" + "," * 1_000 + "\n"))


@pytest.mark.parametrize("piece", [5, None, ["Username"]])
async def test_piece_of_a_wrong_type_is_refused(piece: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^text must be the export as text, or an iterable of its pieces"):
        list(rows(["Username\n", piece]))
    with pytest.raises(ArgumentTypeError, match=r"^chunks must be an asynchronous iterable of text or bytes; got "):
        _ = [row async for row in stream_rows(pieces(["Username\n", piece]))]


def test_file_opened_as_binary_is_refused() -> None:
    with pytest.raises(ArgumentTypeError, match="such as a text file"):
        list(rows(io.BytesIO(b"Username\njane\n")))  # type: ignore[arg-type]
