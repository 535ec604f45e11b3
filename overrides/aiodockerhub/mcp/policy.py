"""The policy of an MCP server: which operations it offers, with limits.

A tool is the form in which the server offers an operation to a language model.
"""

import fnmatch
from collections.abc import Iterator, Mapping
from typing import cast

from aiodockerhub_generated.arguments import check_list, described
from aiodockerhub_generated.catalog import OperationEntry, load
from attrs import Attribute, field, frozen

from aiodockerhub.errors import ArgumentTypeError
from aiodockerhub.helpers.arguments import check_instance, number_validator, validate_flag
from aiodockerhub.helpers.new_secrets import creates_secret

_MAX_CHARACTERS = 20_000  # the help of `aiodockerhub mcp` repeats this number, because it must not import the server

_CHECK_COUNT = number_validator(whole=True, positive=True)


def _check_patterns(_: object, attribute: "Attribute[tuple[str, ...]]", value: object) -> None:
    check_instance(attribute.name, value, (tuple, list), "a tuple of patterns, such as ('repositories.*',)")
    check_list(attribute.name, value, "str")


@frozen(kw_only=True)
class Policy:
    """The operations that an MCP server offers, and the limits of results.

    By default, the server offers only operations that read, and shows no secrets.

    Attributes:
        allow_writes: Whether to offer operations that add, change or destroy something.
        allow_secrets: Whether to offer operations that take or create secrets, and to show secrets in results.
        tools: Patterns of the ids of operations to offer, with the wildcards of `fnmatch`, such as `repositories.*`; by
            default `*`, for all operations.
        page_size: Number of items on a page if the language model names neither a page size nor a cursor; 20 by
            default, and at most the maximum of the operation.
        max_characters: Maximum number of characters in a result; 20,000 by default. A new secret, and remarks on what
            is left out, may exceed the maximum.
    """

    allow_writes: bool = field(default=False, validator=validate_flag)
    allow_secrets: bool = field(default=False, validator=validate_flag)
    tools: tuple[str, ...] = field(default=("*",), validator=_check_patterns)
    page_size: int = field(default=20, validator=_CHECK_COUNT)
    max_characters: int = field(default=_MAX_CHARACTERS, validator=_CHECK_COUNT)

    def offered(self) -> Iterator[OperationEntry]:
        """Yield the operations that the server offers, in the catalog's order."""
        for resource in load().values():
            for entry in resource["operations"].values():
                if self.refusal(entry) is None:
                    yield entry

    def refusal(self, entry: OperationEntry) -> str | None:
        """Return the reason why the server does not offer an operation.

        Args:
            entry: Entry of the operation in the catalog.

        Returns:
            The reason, with the option of the command line that would allow the operation; `None` if the server offers
            the operation.

        Raises:
            ArgumentTypeError: `entry` is not an entry of the catalog.
        """
        given = (
            cast("Mapping[str, object]", entry) if isinstance(cast("object", entry), Mapping) else dict[str, object]()
        )
        if not given.keys() >= OperationEntry.__required_keys__:
            raise ArgumentTypeError(
                f"entry must be the entry of an operation in the catalog; got {described(entry)}", argument="entry"
            )
        if not any(fnmatch.fnmatchcase(entry["id"], pattern) for pattern in self.tools):
            return f"{entry['id']} is not among the tools of this server ({', '.join(self.tools)}); see --tools"
        if entry["effect"] != "reads" and not self.allow_writes:
            return f"{entry['id']} {entry['effect']} something, and this server only reads; see --allow-writes"
        if handles_secrets(entry) and not self.allow_secrets:
            return f"{entry['id']} takes or gives a secret, which this server does not; see --allow-secrets"
        return None


def handles_secrets(entry: OperationEntry) -> bool:
    """Return whether an operation takes a secret, or creates a secret.

    An operation that only reads something with a secret does neither: the server masks secrets in its result.

    Args:
        entry: Entry of the operation in the catalog.
    """
    return creates_secret(entry) or any(argument["secret"] for argument in entry["arguments"])


def refusal_of_pattern(policy: Policy) -> str | None:
    """Return the reason why the server offers no operation for a pattern.

    Patterns that match no operation at all are ignored; see `find_unmatched`.

    Args:
        policy: Policy of the server.

    Returns:
        If the policy has a pattern that matches operations, and the server offers none of these operations: the reason
        why the first of these operations in the catalog is not offered; if there are several such patterns, for the
        first of these patterns in the policy. Otherwise: `None`.
    """
    entries = [entry for resource in load().values() for entry in resource["operations"].values()]
    for pattern in policy.tools:
        refusals = [policy.refusal(entry) for entry in entries if fnmatch.fnmatchcase(entry["id"], pattern)]
        if refusals and all(refusals):
            return refusals[0]
    return None


def find_unmatched(patterns: tuple[str, ...]) -> list[str]:
    """List the patterns that match no operation.

    Args:
        patterns: Patterns of the ids of operations.
    """
    ids = [entry["id"] for resource in load().values() for entry in resource["operations"].values()]
    return [pattern for pattern in patterns if not fnmatch.filter(ids, pattern)]
