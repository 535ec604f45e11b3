"""Decides which tag is the newest from the versions in the names.

    image = ImageReference.parse("nginx")
    tags = await hub.repositories.list_tags(*image.parts).collect()
    newest = newest_tag(tags, suffix="-alpine")

Requires the extra `[versions]`.
"""

import importlib.util
import re
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar, cast

from aiodockerhub_generated.arguments import described, shortened

from aiodockerhub.errors import ArgumentError, ArgumentTypeError, MissingExtraError
from aiodockerhub.helpers.arguments import check_flag, check_instance

__all__ = ["newest_tag"]

_NO_VERSION = re.compile(r"[0-9]{8,}")  # a date or a commit, not a version

_NO_NAME = object()


class _Named(Protocol):
    @property
    def name(self) -> str: ...


TagT = TypeVar("TagT", bound=_Named | str)


def newest_tag(tags: Iterable[TagT], *, suffix: str = "", prereleases: bool = False) -> TagT | None:
    """Find the tag with the highest version.

    A tag is a version if its name, without the suffix, follows PEP 440, which includes most of Semantic Versioning
    (`1.25.3`, `v2.0.0-rc.1`). Other tags, such as `latest`, are ignored. A name of eight or more digits and nothing
    else, such as `20260131`, is also ignored, because it is a date or a commit. If several tags have the highest
    version, the tag with the longest name is returned, `1.25.0` rather than `1.25`; if several of these names are
    equally long, the first.

    Args:
        tags: Tags of one repository, as models or as names.
        suffix: Variant of the tags to consider: the text after the version, such as `-alpine`; empty, the default, for
            tags without a variant.
        prereleases: Whether to consider alphas, betas, release candidates and development releases; false by default.

    Returns:
        The tag with the highest version; `None` if no tag that is considered is a version.

    Raises:
        ArgumentError: `suffix` is not empty and does not begin with `-`.
        ArgumentTypeError: `tags` is a single text, or a pager or another value that is not iterable; a tag is neither
            a model with a name nor text; or `suffix` or `prereleases` has a wrong type.
        MissingExtraError: The `[versions]` extra is not installed, and `tags` has a tag with this suffix.
    """
    check_instance("suffix", suffix, str, "text, such as '-alpine'")
    check_flag("prereleases", prereleases)
    if suffix and not suffix.startswith("-"):
        raise ArgumentError(
            f"suffix must begin with '-', such as '-alpine', or be empty; got {shortened(suffix, 40)}",
            argument="suffix",
        )
    if isinstance(tags, str | bytes) or not isinstance(tags, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ArgumentTypeError(
            "tags must be a list of tags or of names, such as await hub.repositories.list_tags(...).collect(); "
            f"got {type(tags).__name__}",
            argument="tags",
        )
    newest: TagT | None = None
    highest: tuple[Any, int] | None = None
    for tag in tags:
        name = cast("object", tag if isinstance(tag, str) else getattr(tag, "name", _NO_NAME))
        if name is _NO_NAME:
            raise ArgumentTypeError(f"tags must be models or names of tags; got {described(tag)}", argument="tags")
        if not isinstance(name, str):  # the client keeps a value of an undocumented type, such as a number
            continue
        text = name.removesuffix(suffix)
        version = None if suffix and text == name else _parse_version(text)
        if version is None or (version.is_prerelease and not prereleases):
            continue
        rank = version, len(text)
        if highest is None or rank > highest:
            newest, highest = tag, rank
    return newest


def _parse_version(text: str) -> Any:
    if importlib.util.find_spec("packaging") is None:
        raise MissingExtraError("versions of tags need the extra: pip install 'aiodockerhub[versions]'")
    from packaging.version import Version

    if _NO_VERSION.fullmatch(text):
        return None
    try:
        return Version(text)
    except ValueError:  # InvalidVersion; or Python's error for a number of more than 4,300 digits
        return None
