"""Tags are compared by version."""

from __future__ import annotations

from typing import Any

import pytest
from aiodockerhub.errors import ArgumentError, ArgumentTypeError
from aiodockerhub.tag_versions import newest_tag
from aiodockerhub_generated.models import Tag


@pytest.mark.parametrize(
    ("names", "options", "newest"),
    [
        (["1.9", "1.10", "1.2"], {}, "1.10"),
        (["v1.0", "v2.0-rc.1", "latest"], {}, "v1.0"),
        (["v1.0", "v2.0-rc.1", "latest"], {"prereleases": True}, "v2.0-rc.1"),
        (["1.25-alpine", "1.24-alpine", "1.26"], {"suffix": "-alpine"}, "1.25-alpine"),
        (["1.25-alpine", "1.24", "1.26-slim"], {}, "1.24"),
        (["1.25", "1.25.0"], {}, "1.25.0"),
        (["1.25.0", "1.25"], {}, "1.25.0"),
        (["20240501", "12345678", "3"], {}, "3"),
        (["latest", "stable"], {}, None),
        (["1." + "9" * 5000, "2", "v" + "1" * 5000, "1.0rc" + "9" * 5000], {"prereleases": True}, "2"),
        ([], {}, None),
        (["-alpine", "latest-alpine"], {"suffix": "-alpine"}, None),
    ],
)
def test_the_newest_tag_is_the_one_of_the_highest_version(
    names: list[str], options: dict[str, Any], newest: str | None
) -> None:
    assert newest_tag(names, **options) == newest
    tag = newest_tag([Tag.from_dict({"name": name}) for name in names], **options)
    assert (tag and tag.name) == newest


@pytest.mark.parametrize("suffix", ["", "-alpine"])
def test_a_tag_whose_name_is_no_text_is_ignored(suffix: str) -> None:
    tags = [Tag.from_dict({"name": name}) for name in (7, None, ["2"], f"1.0{suffix}")]
    newest = newest_tag(tags, suffix=suffix)
    assert newest is not None
    assert newest.name == f"1.0{suffix}"


def test_a_suffix_that_no_tag_could_have_is_refused() -> None:
    with pytest.raises(ArgumentError, match="suffix must begin with '-'"):
        newest_tag(["1"], suffix="alpine")


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ImportError, match=r"aiodockerhub\[versions\]"):
        newest_tag(["1"])


@pytest.mark.parametrize("tags", ["acme/app", 3])
def test_what_is_no_list_of_tags_is_refused(tags: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^tags must be a list of tags or of names, such as await "):
        newest_tag(tags)


@pytest.mark.parametrize("tag", [5, b"1.0", object()])
def test_tag_that_is_neither_a_model_nor_a_name_is_refused(tag: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^tags must be models or names of tags; got a value of type "):
        newest_tag(["1.0", tag])
