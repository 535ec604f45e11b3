"""The error responses of Docker Hub, whose form varies by route."""

from collections.abc import Mapping
from typing import Any

SCIM_JSON = "application/scim+json"
MFA_REQUIRED = "Require secondary authentication on MFA enabled account"
BAD_CREDENTIALS = "Incorrect authentication credentials"


class Refusal(Exception):  # noqa: N818 - a response of Docker Hub, not an error of the fake
    """An unsuccessful response, which a handler raises.

    Args:
        status: HTTP status.
        body: Body of the response, as a JSON value.
        headers: Further response headers; `None`, the default, for none.
        media_type: Media type of the body; `application/json` by default.
    """

    def __init__(
        self,
        status: int,
        body: Any,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "application/json",
    ) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body
        self.headers: dict[str, str] = dict(headers or {})
        self.media_type = media_type


def message(status: int, text: str, /, **errinfo: str) -> Refusal:
    """Make an error of Docker Hub's newer services: `message`, `errinfo`.

    `errinfo` names what the error is about, such as `namespace="acme"`.
    """
    return Refusal(status, {"message": text, "errinfo": errinfo})


def detail(status: int, text: str, /, **more: Any) -> Refusal:
    """Make an error of Docker Hub's older services: `detail` and more keys."""
    return Refusal(status, {"detail": text, **more})


def malformed(text: str = "malformed request") -> Refusal:
    """Make the error 400 for a body or parameter that cannot be read."""
    return message(400, text)


def invalid(field: str, problem: str) -> Refusal:
    """Make the error 400 for an invalid field.

    The published document calls the schema of this error `ValueError`.
    """
    return Refusal(400, {"fields": {field: [problem]}, "text": problem})


def duplicate(text: str, /, constraint: str, **errinfo: str) -> Refusal:
    """Make the error 400 for a name in use, with the database driver's text.

    `text` is the message, and `constraint` the constraint of the database that the name violates.
    """
    internals = {"column": "", "constraint": constraint, "datatypename": "", "file": "/go/src/store/errors.go"}
    full_text = "; ".join(
        [text, *(f"{name}: {value}" for name, value in internals.items()), "line: 42", "routine: insert"]
    )
    return message(400, full_text, **errinfo)


def unauthorized() -> Refusal:
    """Make the error 401 for a request without a valid bearer token.

    An access token itself is not a bearer token.
    """
    return message(401, "unauthorized")


def forbidden() -> Refusal:
    """Make the error 403 for a caller without permission."""
    return message(403, "forbidden")


def insufficient_scope() -> Refusal:
    """Make the error 403 for an access token without the required scope."""
    return message(403, "insufficient scope")


def wall() -> Refusal:
    """Make the error 403 for anonymous reading too far into a list.

    FakeHub's `Settings.anonymous_walls` has the limits.
    """
    return message(403, "pagination offset too large for anonymous requests; sign in to page further")


def not_found(**errinfo: str) -> Refusal:
    """Make the error 404 for an object that is missing or hidden."""
    return message(404, "httperror 404: object not found", **errinfo)


def scim(status: int, text: str, scim_type: str | None = None) -> Refusal:
    """Make an error of SCIM (RFC 7644, section 3.12)."""
    body: dict[str, Any] = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": str(status),
        "detail": text,
    }
    if scim_type is not None:
        body["scimType"] = scim_type
    return Refusal(status, body, media_type=SCIM_JSON)
