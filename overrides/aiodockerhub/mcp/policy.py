"""The policy: offered operations, and the limit on the size of a result."""

import fnmatch
from collections.abc import Iterator

from aiodockerhub_generated.catalog import OperationEntry, load
from attrs import field, frozen

_DEFAULT_CHARACTERS = 20_000


@frozen(kw_only=True)
class Policy:
    """Offered tools and limits; by default reads only, and no secrets.

    Attributes:
        allow_writes: Whether operations that change something are offered.
        allow_secrets: Whether operations that take or return secrets are offered, and results show secrets.
        tools: Patterns of operation ids, such as `repositories.*`; an operation that matches none is not offered.
        page_size: Items on a page if the language model asks for no other number.
        max_characters: Greatest number of characters in a result.
    """

    allow_writes: bool = False
    allow_secrets: bool = False
    tools: tuple[str, ...] = ("*",)
    page_size: int = 20
    max_characters: int = field(default=_DEFAULT_CHARACTERS)

    def offered(self) -> Iterator[OperationEntry]:
        """List the operations that are offered, in the order of the catalog."""
        for resource in load().values():
            for entry in resource["operations"].values():
                if self.refusal(entry) is None:
                    yield entry

    def refusal(self, entry: OperationEntry) -> str | None:
        """Tell why an operation is not offered.

        Args:
            entry: The operation.

        Returns:
            The reason and the option that would allow it; `None` if it is offered.
        """
        if not any(fnmatch.fnmatchcase(entry["id"], pattern) for pattern in self.tools):
            return f"{entry['id']} is not among the tools of this server ({', '.join(self.tools)}); see --tools"
        if entry["effect"] != "reads" and not self.allow_writes:
            return f"{entry['id']} {entry['effect']} something, and this server only reads; see --allow-writes"
        if handles_secrets(entry) and not self.allow_secrets:
            return f"{entry['id']} takes or gives a secret, which this server does not; see --allow-secrets"
        return None


def handles_secrets(entry: OperationEntry) -> bool:
    """Tell whether an operation takes a secret, or creates and returns one.

    Args:
        entry: The operation.
    """
    makes_one = bool(entry["secrets"]) and entry["http_method"] == "POST"
    return makes_one or any(argument["secret"] for argument in entry["arguments"])


def unoffered(policy: Policy) -> str | None:
    """Give the reason why all that a pattern matches is withheld.

    Args:
        policy: The offered tools and limits.

    Returns:
        Why the first operation of the first such pattern is not offered; `None` if there is no such pattern. A pattern
        that matches no operation at all is for `unmatched`.
    """
    entries = [entry for resource in load().values() for entry in resource["operations"].values()]
    for pattern in policy.tools:
        refusals = [policy.refusal(entry) for entry in entries if fnmatch.fnmatchcase(entry["id"], pattern)]
        if refusals and all(refusals):
            return refusals[0]
    return None


def unmatched(patterns: tuple[str, ...]) -> list[str]:
    """List the patterns that fit no operation.

    Args:
        patterns: Patterns of operation ids.
    """
    ids = [entry["id"] for resource in load().values() for entry in resource["operations"].values()]
    return [pattern for pattern in patterns if not fnmatch.filter(ids, pattern)]
