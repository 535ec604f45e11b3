"""One request as a handler sees it: caller, checked parameters and body."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Operation
from attrs import define, field, validators
from starlette.datastructures import URL, Headers, QueryParams

from aiodockerhub.helpers.arguments import flag, number
from aiodockerhub.testing import access, errors
from aiodockerhub.testing.state import Org, Permission, Repository, World

PAGE_SIZE_CAP = 100
"""Items on a page of a list of which the document states no maximum."""
ANONYMOUS_WALLS: Mapping[str, int] = {  # since August 2026 (D37)
    "repositories.list": 100,
    "search.repositories": 200,
    "repositories.list_tags": 1000,
}
"""The first offset, `(page - 1) * page_size`, that anonymous callers were seen to be refused, by operation."""

_COUNT = number(whole=True)


@define
class Settings:
    """Settings of a FakeHub, where the real service varies or is unknown.

    Attributes:
        token_lifetime: Seconds that a bearer token lives.
        lockout_after: Number of failed log-ins that lock an account.
        lockout_seconds: Seconds for which the account stays locked.
        two_factor_status: Status of the challenge for a second factor; one client expects it with 200.
        scim_list_key: Key of the items of SCIM lists: `resources` as documented, `Resources` as in RFC 7644.
        scoped_tokens: Whether the plan has personal access tokens with scopes of their own.
        org_tokens: How many organization access tokens the plan has: 10 for a team, 100 for a business.
        false_not_found: Every n-th list of tags of an existing repository is a 404, as happens on Docker Hub now and
            then; 0 for none.
        anonymous_walls: First offset that is refused to anonymous callers, by operation; empty for no walls.
        link_origin: Origin of the links to other pages; by default that of the request. Docker Hub has named another
            host.
    """

    token_lifetime: int = field(default=600, validator=_COUNT)
    lockout_after: int = field(default=5, validator=_COUNT)
    lockout_seconds: int = field(default=600, validator=_COUNT)
    two_factor_status: int = field(default=401, validator=validators.in_(range(200, 600)))
    scim_list_key: str = field(default="resources", validator=validators.in_(("resources", "Resources")))
    scoped_tokens: bool = field(default=True, validator=flag)
    org_tokens: int = field(default=100, validator=_COUNT)
    anonymous_walls: Mapping[str, int] = field(
        factory=lambda: dict(ANONYMOUS_WALLS),
        validator=validators.deep_mapping(validators.in_(OPERATIONS), _COUNT),
    )
    link_origin: str | None = field(default=None, validator=validators.optional(validators.instance_of(str)))
    false_not_found: int = field(default=0, validator=_COUNT)


class Fields:
    """Values of a JSON object, checked one by one.

    Args:
        values: the object.
        refuse: makes the refusal for a field that does not fit, from its name and what is wrong with it.
    """

    def __init__(self, values: dict[str, Any], refuse: Callable[[str, str], errors.Refusal]) -> None:
        self.values = values
        self._refuse = refuse

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str, *, least: int = 0, most: int | None = None, pattern: str | None = None) -> str:
        """Read a required text, with bounds on its number of characters."""
        value = self.values.get(name)
        if not isinstance(value, str):
            raise self._refuse(name, "This field is required." if value is None else "Not a valid string.")
        if len(value) < least or (most is not None and len(value) > most):
            raise self._refuse(name, f"Length must be between {least} and {most}.")
        if pattern is not None and re.fullmatch(pattern, value) is None:
            raise self._refuse(name, "Enter a valid value.")
        return value

    def maybe_text(self, name: str, *, least: int = 0, most: int | None = None) -> str | None:
        """Read an optional text."""
        return self.text(name, least=least, most=most) if name in self.values else None

    def flag(self, name: str) -> bool:
        """Read a required boolean."""
        value = self.values.get(name)
        if not isinstance(value, bool):
            raise self._refuse(name, "Must be a valid boolean.")
        return value

    def maybe_flag(self, name: str) -> bool | None:
        """Read an optional boolean."""
        return self.flag(name) if name in self.values else None

    def integer(self, name: str) -> int:
        """Read a required whole number, `1.0` among them."""
        value = self.values.get(name)
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._refuse(name, "A valid integer is required.")
        return value

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """Read a required text that is one of a few."""
        value = self.text(name)
        if value not in choices:
            raise self._refuse(name, f'"{value}" is not a valid choice.')
        return value

    def texts(self, name: str) -> list[str]:
        """Read a required list of texts."""
        value = self.values.get(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in cast("list[object]", value)):
            raise self._refuse(name, "Expected a list of strings.")
        return cast("list[str]", value)

    def objects(self, name: str) -> list["Fields"]:
        """Read a required list of objects."""
        value = self.values.get(name)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in cast("list[object]", value)):
            raise self._refuse(name, "Expected a list of objects.")
        return [Fields(item, self._refuse) for item in cast("list[dict[str, Any]]", value)]

    def object(self, name: str) -> "Fields":
        """Read a required object."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise self._refuse(name, "Expected an object.")
        return Fields(cast("dict[str, Any]", value), self._refuse)

    def maybe_moment(self, name: str, *, nullable: bool = False) -> str | None:
        """Read an optional date (RFC 3339) as it was written."""
        if name not in self.values or (nullable and self.values[name] is None):
            return None
        value = self.text(name)
        if moment(value) is None:
            raise self._refuse(name, "Datetime has wrong format. Use RFC 3339.")
        return value


def moment(text: str) -> float | None:
    """Read a date with a zone (RFC 3339) as seconds since the epoch.

    `None` if it is none.
    """
    try:
        value = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    if value.tzinfo is None or "T" not in text.upper():
        return None
    return (value - _EPOCH).total_seconds()


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00Z")


@define
class HandledRequest:
    """A request on its way through a handler."""

    world: World
    settings: Settings
    operation: Operation
    caller: access.Caller
    url: URL
    query: QueryParams
    headers: Headers
    body: bytes = field(repr=False)
    client: str = "127.0.0.1"

    @property
    def greatest_page(self) -> int:
        """Greatest number of items on a page, whatever the request asks for."""
        paging = self.operation.paging
        return PAGE_SIZE_CAP if paging is None or paging.max_size is None else paging.max_size

    def repository(self, namespace: str, name: str, need: Permission) -> Repository:
        """Find the repository of the request, if the caller may do this to it.

        Args:
            namespace: User or organization.
            name: Name of the repository.
            need: The permission that a person needs.
        """
        return access.repository(self.world, self.caller, namespace, name, need, self.operation.organization_scope)

    def organization(self, name: str, *, owner: bool = False) -> Org:
        """Find the organization of the request, if the caller may do this to it.

        Args:
            name: Name of the organization.
            owner: Whether a person must be an owner rather than any member.
        """
        return access.organization(self.world, self.caller, name, self.operation.organization_scope, owner=owner)

    def fields(self, refuse: Callable[[str, str], errors.Refusal] | None = None) -> Fields:
        """Read the body, which must be a JSON object.

        Args:
            refuse: makes the refusal for a field that does not fit; by default 400 `malformed request`.
        """
        if refuse is None:
            refuse = _malformed
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise refuse("body", "malformed request")
        return Fields(cast("dict[str, Any]", value), refuse)

    def flag(self, name: str) -> bool:
        """Read a boolean query parameter, false when absent."""
        value = self.query.get(name, "false").lower()
        if value not in {"true", "false", "1", "0"}:
            raise errors.malformed(f"{name} must be a boolean")
        return value in {"true", "1"}

    def choice(self, name: str, choices: Sequence[str]) -> str | None:
        """Read a query parameter that is one of a few; `None` when absent."""
        value = self.query.get(name)
        if value is not None and value not in choices:
            raise errors.invalid(name, f"Invalid {name} value. Must be one of: {', '.join(choices)}")
        return value


def _malformed(field_name: str, problem: str) -> errors.Refusal:
    if field_name == "body":
        return errors.malformed(problem)
    return errors.message(400, "malformed request", **{field_name: problem})
