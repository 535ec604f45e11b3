"""Chooses the tags of a repository that are no longer used."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiodockerhub_generated.models import Tag

_EVENTS = {"use": ("tag_last_pulled", "tag_last_pushed"), "push": ("tag_last_pushed",)}
"""Attributes of a tag that have the times of its uses, by what counts as use."""


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

    A tag whose last use is unknown is not chosen. A list that changes while it is read may have a tag twice. The tag is
    chosen only if both entries are.

    Args:
        tags: All tags of a repository.
        before: Time of the limit: only tags whose last use was before it are chosen.
        keep: Number of the most recently used matching tags to keep. Spared tags among these are included in the
            number.
        match: Regular expression: only tags whose name contains a match are chosen; `None` for all tags.
        spared: Names of tags to keep in any case.
        by: Events that are a use of a tag: `use` for pulls and pushes, `push` for pushes only.

    Returns:
        The chosen tags, the most recently used tag first.
    """
    matches = matching(tags, match)
    dated = [(time, tag) for tag in matches if (time := last_use(tag, by)) is not None]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    stale = [tag for time, tag in dated[keep:] if time < before]
    in_use = Counter(tag.name for tag in matches) - Counter(tag.name for tag in stale)
    return [tag for tag in stale if tag.name not in spared and tag.name not in in_use]


def matching(tags: "Sequence[Tag]", match: "re.Pattern[str] | None") -> "list[Tag]":
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
        by: Events that are a use of a tag: `use` for pulls and pushes, `push` for pushes only.

    Returns:
        The latest of the times of these events and of the last update. `None` if the last use is not known: the time of
        an event was not sent or cannot be read, or all times are null.
    """
    times: list[Any] = [*(getattr(tag, name) for name in _EVENTS[by]), tag.last_updated]
    if not all(map(tag.has, _EVENTS[by])) or not all(time is None or isinstance(time, datetime) for time in times):
        return None
    # Year 1 is how programs in Go, such as Docker Hub, write a time that is not set.
    return max((time for time in times if time is not None and time.year > 1), default=None)
