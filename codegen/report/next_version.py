"""Proposes the next version from the level of the changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codegen.errors import BuildError
from codegen.report import wording
from codegen.report.changes import Change, Level


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next version.

    Attributes:
        current: The present version.
        next: The next version; the present one if no release is needed.
        reason: Reason for the next version, for the report.
    """

    current: str
    next: str
    reason: str


def propose(current: str, changes: Sequence[Change]) -> Proposal:
    """Propose the next version.

    Args:
        current: The present version, such as `0.3.1`.
        changes: The changes for callers.

    Returns:
        The proposal, which keeps the present version if there are no changes.
    """
    if not changes:
        return Proposal(current, current, wording.NO_RELEASE)
    first, second, third = (int(number) for number in re.findall(r"\d+", f"{current}.0.0")[:3])
    gravest = min(change.level for change in changes)
    breaking, more = gravest is Level.BREAKING, gravest <= Level.ADDED
    if first == 0:
        proposed = f"0.{second + 1}.0" if breaking else f"0.{second}.{third + 1}"
    elif breaking:
        proposed = f"{first + 1}.0.0"
    else:
        proposed = f"{first}.{second + 1}.0" if more else f"{first}.{second}.{third + 1}"
    return Proposal(current, proposed, wording.REASONS[gravest])


def present_version(module: Path) -> str:
    """Read the version from the module that states it.

    Args:
        module: Path of the module.

    Raises:
        BuildError: The module states no version.
    """
    version = re.search(r'"(\d[^"]*)"', module.read_text(encoding="utf-8"))
    if version is None:
        raise BuildError(f"{module.name} states no version")
    return version[1]
