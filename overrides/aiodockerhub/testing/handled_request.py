"""A request for a handler: the caller, checked parameters, checked body."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from aiodockerhub_generated.types import Operation
from attrs import define, field
from starlette.datastructures import URL, Headers, QueryParams

from aiodockerhub.testing import access, errors
from aiodockerhub.testing.account_state import Org, Permission
from aiodockerhub.testing.document_limits import NO_SCHEMA, Schema, body_schema, problem
from aiodockerhub.testing.settings import Settings
from aiodockerhub.testing.state import Repository, World

PAGE_SIZE_CAP = 100
"""The maximum number of items on a page, if Docker's OpenAPI document states none."""


class Fields:
    """The fields of a JSON object, checked when they are read.

    Every method raises the error of `refuse` for an invalid field, and also for a missing field unless the name of the
    method begins with `maybe_`. A text, a number or an array that exceeds a limit of Docker's OpenAPI document is
    invalid.

    Args:
        values: JSON object.
        refuse: Function that makes the error for an invalid field, from the name of the field and a description of the
            problem.
        schema: JSON Schema of the object.
    """

    def __init__(
        self, values: dict[str, Any], refuse: Callable[[str, str], errors.Refusal], schema: Schema = NO_SCHEMA
    ) -> None:
        self.values = values
        self._refuse = refuse
        self._properties: Mapping[str, Schema] = schema.get("properties", {})

    def _within_limits(self, name: str) -> None:
        """Refuse a field that exceeds a limit of Docker's OpenAPI document."""
        text = problem(self._properties.get(name, NO_SCHEMA), self.values.get(name))
        if text is not None:
            raise self._refuse(name, text)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str, *, least: int = 0, most: int | None = None, pattern: str | None = None) -> str:
        """Read a required text of limited length.

        Args:
            name: Name of the field.
            least: Minimum number of characters, if Docker's OpenAPI document states none; 0 by default.
            most: Maximum number of characters, if Docker's OpenAPI document states none; `None`, the default, for no
                limit.
            pattern: Regular expression that the whole text must match, besides a pattern of the document; `None`, the
                default, for none.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            raise self._refuse(name, "This field is required." if value is None else "Not a valid string.")
        self._within_limits(name)
        stated = self._properties.get(name, NO_SCHEMA)
        least, most = (0 if "minLength" in stated else least), (None if "maxLength" in stated else most)
        if len(value) < least or (most is not None and len(value) > most):
            raise self._refuse(name, f"Length must be between {least} and {most}.")
        if pattern is not None and re.fullmatch(pattern, value) is None:
            raise self._refuse(name, "Enter a valid value.")
        return value

    def maybe_text(self, name: str, *, least: int = 0, most: int | None = None) -> str | None:
        """Read an optional text of limited length.

        Returns:
            The text; `None` if the field is missing. Null is refused.
        """
        return self.text(name, least=least, most=most) if name in self.values else None

    def flag(self, name: str) -> bool:
        """Read a required boolean."""
        value = self.values.get(name)
        if not isinstance(value, bool):
            raise self._refuse(name, "Must be a valid boolean.")
        return value

    def maybe_flag(self, name: str) -> bool | None:
        """Read an optional boolean; `None` if it is missing. Null is refused."""
        return self.flag(name) if name in self.values else None

    def integer(self, name: str) -> int:
        """Read a required whole number, which may be written as `1.0`."""
        value = self.values.get(name)
        if isinstance(value, bool) or not (isinstance(value, int) or (isinstance(value, float) and value.is_integer())):
            raise self._refuse(name, "A valid integer is required.")
        self._within_limits(name)
        return int(value)

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """Read a required text that is one of several choices."""
        value = self.text(name)
        if value not in choices:
            raise self._refuse(name, f'"{value}" is not a valid choice.')
        return value

    def texts(self, name: str) -> list[str]:
        """Read a required list of texts."""
        value = self.values.get(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in cast("list[object]", value)):
            raise self._refuse(name, "Expected a list of strings.")
        self._within_limits(name)
        return cast("list[str]", value)

    def objects(self, name: str) -> list["Fields"]:
        """Read a required list of objects."""
        value = self.values.get(name)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in cast("list[object]", value)):
            raise self._refuse(name, "Expected a list of objects.")
        self._within_limits(name)
        schema = self._properties.get(name, NO_SCHEMA).get("items", NO_SCHEMA)
        return [Fields(item, self._refuse, schema) for item in cast("list[dict[str, Any]]", value)]

    def object(self, name: str) -> "Fields":
        """Read a required object."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise self._refuse(name, "Expected an object.")
        return Fields(cast("dict[str, Any]", value), self._refuse, self._properties.get(name, NO_SCHEMA))

    def maybe_moment(self, name: str, *, nullable: bool = False) -> str | None:
        """Read an optional time (RFC 3339), and return its text unchanged.

        Args:
            name: Name of the field.
            nullable: Whether null is allowed; `False` by default.

        Returns:
            The text; `None` if the field is missing or null.
        """
        if name not in self.values or (nullable and self.values[name] is None):
            return None
        value = self.text(name)
        if moment(value) is None:
            raise self._refuse(name, "Datetime has wrong format. Use RFC 3339.")
        return value


def moment(text: str) -> float | None:
    """Convert a time with a time zone (RFC 3339) to seconds since the epoch.

    Args:
        text: Text of the time.

    Returns:
        The seconds; `None` if the text is not a time with a time zone.
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
    """A request that a handler carries out.

    Attributes:
        world: State of the FakeHub.
        settings: Settings of the FakeHub.
        operation: Operation of the request.
        caller: Caller of the request.
        url: URL of the request.
        query: Query parameters.
        headers: Request headers.
        body: Request body.
        client: IP address of the client.
    """

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
    def max_page_size(self) -> int:
        """The maximum number of items on a page: of the document, or else 100."""
        paging = self.operation.paging
        return PAGE_SIZE_CAP if paging is None or paging.max_size is None else paging.max_size

    @property
    def default_page_size(self) -> int | None:
        """The default number of items on a page; `None` if none is stated."""
        paging = self.operation.paging
        return None if paging is None else paging.default_size

    def repository(self, namespace: str, name: str, need: Permission) -> Repository:
        """Find a repository for which the caller has permission.

        Args:
            namespace: Name of the user or organization.
            name: Name of the repository.
            need: Permission that a user needs. An organization access token needs the scope of the operation.

        Raises:
            Refusal: The repository does not exist, or the caller lacks the permission.
        """
        return access.find_repository(self.world, self.caller, namespace, name, need, self.operation.organization_scope)

    def organization(self, name: str, *, owner: bool = False) -> Org:
        """Find an organization for which the caller has permission.

        Args:
            name: Name of the organization.
            owner: Whether a user must be an owner; if not, any member may use the organization; `False` by default. An
                organization access token needs the scope of the operation.

        Raises:
            Refusal: The organization does not exist, or the caller lacks the permission.
        """
        return access.find_organization(self.world, self.caller, name, self.operation.organization_scope, owner=owner)

    def fields(
        self, refuse: Callable[[str, str], errors.Refusal] | None = None, *, optional: Sequence[str] = ()
    ) -> Fields:
        """Read the body, which must be a JSON object.

        Args:
            refuse: Function that makes the error for an invalid field; `None`, the default, for the error 400
                `malformed request`.
            optional: Fields that Docker Hub accepts as missing, although its document requires them; none by default.

        Raises:
            Refusal: The body is not a JSON object, or lacks a field that Docker's OpenAPI document requires.
        """
        if refuse is None:
            refuse = _malformed
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise refuse("body", "malformed request")
        schema, values = body_schema(self.operation.id), cast("dict[str, Any]", value)
        for name in schema["required"]:
            if name not in values and name not in optional:
                raise refuse(name, "This field is required.")
        return Fields(values, refuse, schema)

    def flag(self, name: str) -> bool:
        """Read a boolean query parameter; false if it is missing.

        Raises:
            Refusal: The value is not `true`, `false`, `1` or `0`, in lower or upper case.
        """
        value = self.query.get(name, "false").lower()
        if value not in {"true", "false", "1", "0"}:
            raise errors.malformed(f"{name} must be a boolean")
        return value in {"true", "1"}

    def choice(self, name: str, choices: Sequence[str]) -> str | None:
        """Read a query parameter with several choices; `None` if it is missing.

        Raises:
            Refusal: The value is not among the choices.
        """
        value = self.query.get(name)
        if value is not None and value not in choices:
            raise errors.invalid(name, f"Invalid {name} value. Must be one of: {', '.join(choices)}")
        return value


def _malformed(field_name: str, problem: str) -> errors.Refusal:
    if field_name == "body":
        return errors.malformed(problem)
    return errors.message(400, "malformed request", **{field_name: problem})
