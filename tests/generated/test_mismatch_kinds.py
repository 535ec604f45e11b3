"""Each kind of schema mismatch is reported once, and costs no more than the value."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

import attrs
import pytest
from aiodockerhub_generated._schema import Schema
from aiodockerhub_generated._unknown_keys import UnknownKeys
from aiodockerhub_generated.models import AuditLog, Category, OrgMember, Tag, TagImage, TagPage
from aiodockerhub_generated.types import Drift, Model

from tests.generated.decoding import from_json, page, told


@attrs.define(kw_only=True, repr=False)
class Pair(Model):
    """A model with two attributes of the same model, unlike all present models of the document."""

    _schema: ClassVar = Schema("$.components.schemas.pair")

    left: list[Category]
    right: Category

    @classmethod
    def _from_structs(cls, structs: Sequence[Any], unknown: UnknownKeys | None = None) -> list[Any]:
        return [
            cls(left=Category._from_structs(item.left, unknown), right=Category._from_structs([item.right], unknown)[0])
            for item in structs
        ]


def place(model: type[Model], name: str = "") -> str:
    """Return the JSONPath of the schema of a model, or of one of its attributes, which may change with the document."""
    if not name:
        return str(model._schema.path)
    declaring = model._schema.inherited.get(name, model._schema.path)
    return f"{declaring}.properties.{model._schema.key(name)}"


class TestEachKind:
    """One drift for each kind of difference, with exact place, and a value that goes as far as it can."""

    def test_missing(self) -> None:
        drifts: list[Drift] = []
        decoded = TagPage.from_dict({"results": [{"creator": 1}]}, drifts.append)
        assert drifts == [
            Drift(
                path="$.results[*].name",
                expected="string",
                received=None,
                kind="missing",
                target=place(Tag),
            )
        ]
        assert isinstance(decoded.results, list)
        assert decoded.results[0].name is None
        assert not decoded.results[0].has("name")
        assert decoded.results[0].creator == 1

    def test_null(self) -> None:
        drifts: list[Drift] = []
        decoded = TagPage.from_dict(page(images=[{"os": None}]), drifts.append)
        assert drifts == [
            Drift(
                path="$.results[*].images[*].os",
                expected="string",
                received=None,
                kind="null",
                target=place(TagImage, "os"),
            )
        ]
        assert decoded.to_dict() == page(images=[{"os": None}])

    def test_type(self) -> None:
        drifts: list[Drift] = []
        decoded = TagPage.from_dict(page(images={"os": "linux"}, creator=12.0, v2="yes"), drifts.append)
        assert [(drift.path, drift.expected, drift.received, drift.kind, drift.target) for drift in drifts] == [
            (f"$.results[*].{key}", expected, seen, "type", place(Tag, key))
            for key, expected, seen in (
                ("images", "array", {"os": "linux"}),
                ("creator", "integer", 12.0),
                ("v2", "boolean", "yes"),
            )
        ]
        assert decoded.to_dict() == page(images={"os": "linux"}, creator=12, v2="yes")
        assert isinstance(decoded.results, list)
        assert type(decoded.results[0].creator) is int

    def test_type_of_an_item(self) -> None:
        assert told(OrgMember, {"groups": ["a", 1, None, 2]}) == [("$.groups[*]", "type"), ("$.groups[*]", "null")]
        assert told(TagPage, {"results": [1, None]}) == [("$.results[*]", "type"), ("$.results[*]", "null")]

    def test_type_of_a_value_in_a_mapping(self) -> None:
        source = {"action": "a", "timestamp": "2026-01-01T00:00:00Z", "data": {"tag": 1, "digest": "x"}}
        drifts: list[Drift] = []
        assert AuditLog.from_dict(source, drifts.append).data == {"tag": 1, "digest": "x"}
        assert [(drift.path, drift.kind, drift.target) for drift in drifts] == [
            ("$.data.*", "type", f"{place(AuditLog, 'data')}.additionalProperties")
        ]

    @pytest.mark.parametrize("status", ["archived", ""])
    def test_enum(self, status: str) -> None:
        drifts: list[Drift] = []
        decoded = TagPage.from_dict(page(tag_status=status), drifts.append)
        assert [(drift.path, drift.expected, drift.received, drift.kind, drift.target) for drift in drifts] == [
            (
                "$.results[*].tag_status",
                "one of 'active', 'inactive'",
                status,
                "enum",
                place(Tag, "tag_status"),
            )
        ]
        assert decoded.to_dict() == page(tag_status=status)

    def test_unknown(self) -> None:
        drifts: list[Drift] = []
        decoded = TagPage.from_dict(page(images=[{"new": 1}, {"new": 2}]) | {"odd key": None}, drifts.append)
        assert sorted((drift.path, drift.kind, drift.received, drift.target) for drift in drifts if drift.received) == [
            ("$.results[*].images[*].new", "unknown", 1, place(TagImage))
        ]
        assert ("$['odd key']", place(TagPage)) in {(d.path, d.target) for d in drifts}
        assert len(drifts) == 2, drifts
        assert decoded.to_dict() == page(images=[{"new": 1}, {"new": 2}]) | {"odd key": None}

    def test_unknown_next_to_another_mismatch(self) -> None:
        assert told(TagPage, page(new=1, v2="yes", images=[{"new": 1}])) == [
            ("$.results[*].images[*].new", "unknown"),
            ("$.results[*].v2", "type"),
            ("$.results[*].new", "unknown"),
        ]

    def test_unknown_in_a_model_that_stands_in_several_places(self) -> None:
        assert told(Pair, {"left": [{"name": "a", "slug": "a"}], "right": {"name": "b", "slug": "b", "new": 1}}) == [
            ("$.right.new", "unknown")
        ]
        both = {"name": "a", "slug": "a", "new": 1}
        assert told(Pair, {"left": [both], "right": both}) == [("$.left[*].new", "unknown"), ("$.right.new", "unknown")]

    def test_time_without_an_offset_is_taken_for_utc(self) -> None:
        drifts: list[Drift] = []
        tag = Tag.from_dict({"name": "x", "last_updated": "2026-01-02T03:04:05"}, drifts.append)
        assert [(drift.path, drift.expected, drift.received) for drift in drifts] == [
            ("$.last_updated", "date-time with an offset", "2026-01-02T03:04:05")
        ]
        assert tag.to_dict() == {"name": "x", "last_updated": "2026-01-02T03:04:05Z"}

    @pytest.mark.parametrize("time", ["2026-01-02Z03:04:05", "20260102Z030405"])
    def test_z_is_an_offset_only_at_the_end(self, time: str) -> None:
        tag, drifts = from_json(Tag, {"name": "x", "last_updated": time})
        assert [(drift.path, drift.expected) for drift in drifts] == [("$.last_updated", "date-time with an offset")]
        assert tag.to_dict() == {"name": "x", "last_updated": "2026-01-02T03:04:05Z"}

    @pytest.mark.parametrize(
        ("time", "read"),
        [
            ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05+00:00"),
            ("2026-01-02 03:04:05Z", "2026-01-02T03:04:05+00:00"),
            ("2026-01-02t03:04:05z", "2026-01-02T03:04:05+00:00"),
            ("2026-01-02T03:04:05.1234567891z", "2026-01-02T03:04:05.123456+00:00"),
            ("2026-01-02T03:04:05+05:30", "2026-01-02T03:04:05+05:30"),
            ("2026-01-02T03:04:05-00:00", "2026-01-02T03:04:05+00:00"),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"),
            ("2016-12-31T23:59:60.5Z", "2017-01-01T00:00:00.500000+00:00"),
            ("2016-12-31T18:29:60-05:30", "2016-12-31T18:30:00-05:30"),
        ],
    )
    def test_every_form_of_rfc_3339_is_a_time(self, time: str, read: str) -> None:
        tag: Any
        tag, drifts = from_json(Tag, {"name": "x", "last_updated": time})
        assert drifts == []
        assert tag.last_updated.isoformat() == read

    @pytest.mark.parametrize(
        "time",
        [
            "2026-W01-5T03:04:05Z",
            "20260102T030405Z",
            "20260102T030405.123Z",
            "2026-01-02T03:04:05+0530",
            "2026-01-02T03:04Z",
            "2026-01-02T03:04:05+05",
        ],
    )
    def test_other_forms_of_iso_8601_are_told_and_read(self, time: str) -> None:
        tag: Any
        tag, drifts = from_json(Tag, {"name": "x", "last_updated": time})
        assert [(drift.path, drift.expected, drift.received) for drift in drifts] == [
            ("$.last_updated", "date-time", time)
        ]
        assert isinstance(tag.last_updated, datetime)

    def test_a_date_is_no_time(self) -> None:
        _, drifts = from_json(Tag, {"name": "x", "last_updated": "2026-01-02"})
        assert [(drift.path, drift.expected) for drift in drifts] == [("$.last_updated", "date-time with an offset")]

    @pytest.mark.parametrize("time", ["soon", "2026-13-01T00:00:00Z", "2026-01-01T25:00:00Z", "Z"])
    def test_time_that_is_none_stays_as_it_came(self, time: str) -> None:
        drifts: list[Drift] = []
        tag = Tag.from_dict({"name": "x", "last_updated": time}, drifts.append)
        assert [(drift.path, drift.expected, drift.received) for drift in drifts] == [
            ("$.last_updated", "date-time", time)
        ]
        assert tag.to_dict() == {"name": "x", "last_updated": time}
