"""The settings of a FakeHub: lifetime of tokens, lock-out, walls, plan."""

from collections.abc import Container, Mapping

from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.operations import OPERATIONS
from attrs import Attribute, define, field

from aiodockerhub.errors import ArgumentError
from aiodockerhub.helpers.arguments import check_instance, check_number, number_validator, validate_flag

ANONYMOUS_WALLS: Mapping[str, int] = {  # since August 2026 (D37)
    "repositories.list": 100,
    "search.repositories": 200,
    "repositories.list_tags": 1000,
}
"""The first offset, `(page - 1) * page_size`, that Docker Hub refuses to anonymous callers, by operation."""

_CHECK_COUNT = number_validator(whole=True)
_STATUSES = range(200, 600)
_SCIM_KEYS = ("resources", "Resources")


def _check_status(_: object, attribute: "Attribute[int]", value: int) -> None:
    check_number(attribute.name, value, whole=True)
    _check_member(attribute.name, value, _STATUSES, "from 200 to 599")


def _check_scim_key(_: object, attribute: "Attribute[str]", value: str) -> None:
    check_instance(attribute.name, value, str, "text")
    _check_member(attribute.name, value, _SCIM_KEYS, "'resources' or 'Resources'")


def _check_walls(_: object, attribute: "Attribute[Mapping[str, int]]", value: Mapping[str, int]) -> None:
    check_instance(attribute.name, value, Mapping, "a mapping of operation ids to numbers")
    for operation, offset in value.items():
        check_instance(f"{attribute.name} key", operation, str, "the id of an operation")
        _check_member(f"{attribute.name} key", operation, OPERATIONS, "the id of an operation")
        check_number(f"{attribute.name}[{shortened(operation)}]", offset, whole=True)


def _check_origin(_: object, attribute: "Attribute[str | None]", value: str | None) -> None:
    check_instance(attribute.name, value, (str, type(None)), "text, or None")


def _check_member(name: str, value: object, allowed: Container[object], expected: str) -> None:
    if value not in allowed:
        raise ArgumentError(f"{name} must be {expected}; got {shortened(value)}", argument=name)


@define
class Settings:
    """The settings of a FakeHub.

    The settings are for behaviour of Docker Hub that varies or is unknown.

    Attributes:
        token_lifetime: Seconds until a bearer token expires, by default 600.
        lockout_after: Number of failed log-ins within `lockout_seconds` that lock an account, by default 5.
        lockout_seconds: Seconds after which a failed log-in is forgotten, by default 600.
        two_factor_status: Status of the response that requires a second factor, by default 401; there are clients that
            expect 200.
        scim_list_key: Key of the items of SCIM lists: `resources` as documented, the default, or `Resources` as in
            RFC 7644.
        scoped_tokens: Whether the plan allows personal access tokens with other scopes than `repo:admin`; true by
            default.
        org_tokens: Maximum number of organization access tokens in the plan: 10 for Team; 100, the default, for
            Business.
        false_not_found: Number N for false errors: every N-th request for the tags of an existing repository gets
            status 404, as happens on Docker Hub; 0, the default, for no such error.
        anonymous_walls: First offset that is refused to anonymous callers, by operation; by default as on Docker Hub
            since August 2026, empty for no such limit.
        link_origin: Origin of the links to other pages; `None`, the default, for the origin of the request. Docker
            Hub's links have named another host.
    """

    token_lifetime: int = field(default=600, validator=_CHECK_COUNT)
    lockout_after: int = field(default=5, validator=_CHECK_COUNT)
    lockout_seconds: int = field(default=600, validator=_CHECK_COUNT)
    two_factor_status: int = field(default=401, validator=_check_status)
    scim_list_key: str = field(default="resources", validator=_check_scim_key)
    scoped_tokens: bool = field(default=True, validator=validate_flag)
    org_tokens: int = field(default=100, validator=_CHECK_COUNT)
    anonymous_walls: Mapping[str, int] = field(
        factory=lambda: dict(ANONYMOUS_WALLS),
        validator=_check_walls,
    )
    link_origin: str | None = field(default=None, validator=_check_origin)
    false_not_found: int = field(default=0, validator=_CHECK_COUNT)
