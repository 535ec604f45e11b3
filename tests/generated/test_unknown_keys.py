"""Unknown keys of models."""

from typing import Any

from aiodockerhub_generated.models import (
    Category,
    RepositoryListEntry,
)


class TestUnknownKeys:
    """Keys that the document does not know are kept and written back."""

    def test_are_kept_and_written_back(self) -> None:
        source = {"name": "x", "slug": "y", "colour": {"red": [1, None]}, "odd key": None}
        category = Category.from_dict(source)
        assert category.additional_properties == {"colour": {"red": [1, None]}, "odd key": None}
        assert category.to_dict() == source

    def test_may_differ_from_object_to_object(self) -> None:
        sources: list[dict[str, Any]] = [
            {"name": "a", "slug": "a", "one": 1},
            {"name": "b", "slug": "b", "one": 1},
            {"name": "c", "slug": "c", "two": 2},
            {"name": "d", "slug": "d"},
            {"name": "e", "slug": "e", "two": 2, "one": 1},
            {"name": "f", "slug": "f", "two": 2},
        ]
        for _ in range(2):  # the first time they are new
            page = RepositoryListEntry.from_dict({"name": "x", "namespace": "y", "categories": sources})
            assert page.to_dict()["categories"] == sources

    def test_are_left_alone_when_the_source_changes(self) -> None:
        source: dict[str, Any] = {"name": "x", "slug": "y", "new": 1}
        category = Category.from_dict(source)
        source["new"] = 2
        assert category.additional_properties == {"new": 1}

    def test_can_be_added(self) -> None:
        category = Category(name="x", slug="y", additional_properties={"a": 1})
        category.additional_properties["b"] = 2
        assert category.to_dict() == {"name": "x", "slug": "y", "a": 1, "b": 2}

    def test_never_hide_what_is_known(self) -> None:
        assert Category(name="x", slug="y", additional_properties={"name": "y"}).to_dict() == {"name": "x", "slug": "y"}

    def test_count_when_comparing(self) -> None:
        assert Category(name="x", slug="y", additional_properties={"a": 1}) != Category(name="x", slug="y")
        assert Category(name="x", slug="y", additional_properties={}) == Category(name="x", slug="y")
