"""Times of models."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from aiodockerhub_generated.models import (
    Tag,
)
from aiodockerhub_generated.types import Drift


class TestTimes:
    """Hub writes 0 to 9 digits and Z; RFC 3339 in capitals is read with any offset."""

    @pytest.mark.parametrize("digits", range(10))
    def test_any_number_of_digits(self, digits: int) -> None:
        fraction = f".{'123456789'[:digits]}" if digits else ""
        tag = Tag.from_dict({"name": "x", "last_updated": f"2026-01-02T03:04:05{fraction}Z"}, refuse)
        microseconds = int("123456789"[: min(digits, 6)].ljust(6, "0")) if digits else 0
        assert tag.last_updated == datetime(2026, 1, 2, 3, 4, 5, microseconds, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("offset", "minutes"), [("+00:00", 0), ("-00:00", 0), ("+02:00", 120), ("-09:30", -570), ("+14:00", 840)]
    )
    def test_any_offset(self, offset: str, minutes: int) -> None:
        tag = Tag.from_dict({"name": "x", "last_updated": f"2026-01-02T03:04:05.5{offset}"}, refuse)
        zone = timezone(timedelta(minutes=minutes))
        assert tag.last_updated == datetime(2026, 1, 2, 3, 4, 5, 500_000, tzinfo=zone)
        assert isinstance(tag.last_updated, datetime)
        assert tag.last_updated.utcoffset() == timedelta(minutes=minutes)

    @pytest.mark.parametrize(
        ("text", "microseconds"),
        [
            ("2026-01-02T03:04:05+0000", 0), ("2026-01-02T03:04:05.5+0000", 500_000), ("2026-01-02T03:04:05+00", 0),
            ("2026-01-02T03:04:05+00:00:00", 0), ("2026-01-02T030405Z", 0),
            ("20260102T030405.123Z", 123_000), ("2026-W01-5T03:04:05.5Z", 500_000), ("2026-01-02T03:04:05", 0),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("in_json", [True, False])
    def test_other_forms_of_iso_8601_are_read_and_reported(
        self, text: str, microseconds: int, *, in_json: bool
    ) -> None:
        drifts: list[Drift] = []
        src = {"name": "x", "last_updated": text}
        tag = Tag.from_json(json.dumps(src).encode(), drifts.append) if in_json else Tag.from_dict(src, drifts.append)
        assert tag.last_updated == datetime(2026, 1, 2, 3, 4, 5, microseconds, tzinfo=UTC)
        assert [(drift.path, drift.kind, drift.received) for drift in drifts] == [("$.last_updated", "type", text)]

    def test_written_in_utc(self) -> None:
        tag = Tag(name="x", last_updated=datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2))))
        assert tag.to_dict() == {"name": "x", "last_updated": "2026-01-02T01:04:05Z"}

    @pytest.mark.parametrize("time", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"])
    def test_written_with_its_offset_at_the_ends_of_the_calendar(self, time: str) -> None:
        assert Tag.from_dict({"name": "x", "last_updated": time}, refuse).to_dict()["last_updated"] == time


def refuse(drift: Drift) -> None:
    raise AssertionError(drift)
