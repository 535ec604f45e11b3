"""Chooses the tags of a repository that are no longer used."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from aiodockerhub_generated.models import Tag

_EVENTS = {"use": ("tag_last_pulled", "tag_last_pushed"), "push": ("tag_last_pushed",)}
"""Attributes of a tag that have the times of its uses, by the argument `by`."""


class StaleLimit(NamedTuple):
    """The limit that decides whether a tag is stale.

    Attributes:
        before: Time with a time zone. Tags whose last use was before this time are stale.
        by: Events that are a use of a tag: `use` for pulls and pushes, `push` for pushes only.
    """

    before: datetime
    by: str = "use"

    def is_passed(self, moment: datetime | None) -> bool:
        """Return whether a tag is stale.

        Args:
            moment: Time of the last use of the tag. A tag whose last use is unknown (`None`) is not stale.
        """
        return moment is not None and moment < self.before


def find_stale(
    tags: "Sequence[Tag]",
    *,
    before: datetime,
    keep: int = 0,
    match: "re.Pattern[str] | None" = None,
    spared: Sequence[str] = (),
    by: str = "use",
) -> "list[Tag]":
    """Choose the tags that are no longer used.

    A tag whose last use is unknown is not chosen. If a tag has several entries, the entry of `latest_entries` decides.

    Args:
        tags: All tags of a repository.
        before: Time with a time zone. Only tags whose last use was before this time are chosen.
        keep: Number of the most recently used matching tags to keep; 0 by default. Spared tags count among these tags;
            tags whose last use is unknown do not.
        match: Regular expression: only tags whose name contains a match are chosen; `None`, the default, for all tags.
        spared: Names of tags to keep in any case; none by default.
        by: Events that are a use of a tag: `use` for pulls and pushes, `push` for pushes only; `use` by default.

    Returns:
        The chosen tags, the most recently used tag first.
    """
    matches = matching_tags(latest_entries(tags, by), match)
    dated = [(time, tag) for tag in matches if (time := last_use(tag, by)) is not None]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [tag for time, tag in dated[keep:] if time < before and tag.name not in spared]


def latest_entries(tags: "Sequence[Tag]", by: str = "use") -> "list[Tag]":
    """Choose one entry of each tag.

    A list that changes while it is read may have a tag twice, with the times of two moments.

    Args:
        tags: Entries of a list of tags.
        by: Events that are a use of a tag, as for `last_use`; `use` by default.

    Returns:
        The entry with the latest use for each name, in the order in which the names first occur. An entry whose last
        use is unknown is preferred to all other entries of its name. Every entry whose name is not text is returned.
    """
    entries: dict[Any, Tag] = {}
    for tag in tags:
        name: Any = tag.name  # the client keeps a name of another type
        key = name if isinstance(name, str) else id(tag)
        if key not in entries or _is_later(last_use(tag, by), last_use(entries[key], by)):
            entries[key] = tag
    return [*entries.values()]


def _is_later(moment: datetime | None, other: datetime | None) -> bool:
    return other is not None and (moment is None or moment > other)


def matching_tags(tags: "Sequence[Tag]", match: "re.Pattern[str] | None") -> "list[Tag]":
    """Choose the tags whose name matches.

    Args:
        tags: Tags of a repository.
        match: Regular expression; a tag is chosen if its name contains a match. `None` for all tags.

    Returns:
        The chosen tags. A tag whose name is not text is never chosen.
    """
    names: list[tuple[Tag, Any]] = [(tag, tag.name) for tag in tags]  # the client keeps a name of another type
    return [tag for tag, name in names if name and isinstance(name, str) and (match is None or match.search(name))]


def last_use(tag: "Tag", by: str = "use") -> datetime | None:
    """Return the time at which a tag was last used.

    A null time means that the event never happened. A time that was not sent, or that cannot be read, may be any time.

    Args:
        tag: Tag of a repository.
        by: Events that are a use of a tag: `use` for pulls and pushes, `push` for pushes only; `use` by default.

    Returns:
        The latest of the times of these events and of the last update. `None` if the last use is not known: Docker Hub
        did not send the time of an event, one of the times cannot be read, or all times are null or in the year 1.
    """
    times: list[Any] = [*(getattr(tag, name) for name in _EVENTS[by]), tag.last_updated]
    if not all(map(tag.has, _EVENTS[by])) or not all(time is None or isinstance(time, datetime) for time in times):
        return None
    # Year 1 is how programs in Go, such as Docker Hub, write a time that is not set.
    return max((time for time in times if time is not None and time.year > 1), default=None)
