"""The bodies of Hub's refusals, whose wording varies by route."""

from collections.abc import Mapping
from typing import Any

SCIM_JSON = "application/scim+json"
MFA_REQUIRED = "Require secondary authentication on MFA enabled account"
BAD_CREDENTIALS = "Incorrect authentication credentials"


class Refusal(Exception):  # noqa: N818 - a response of Hub, not an error of the fake
    """A response other than success, raised by a handler.

    Args:
        status: HTTP status.
        body: what is sent as JSON, or text if `media_type` is not a JSON one.
        headers: further response headers.
        media_type: content type of the body.
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
    """Refuse in the form of Hub's newer services: `message`, `errinfo`."""
    return Refusal(status, {"message": text, "errinfo": errinfo})


def detail(status: int, text: str, /, **more: Any) -> Refusal:
    """Refuse in the form of Hub's older services: `detail`."""
    return Refusal(status, {"detail": text, **more})


def malformed(text: str = "malformed request") -> Refusal:
    """400 for a body or parameter that cannot be read."""
    return message(400, text)


def invalid(field: str, problem: str) -> Refusal:
    """Refuse with 400 and the field at fault.

    The published document calls this form `ValueError`.
    """
    return Refusal(400, {"fields": {field: [problem]}, "text": problem})


def duplicate(text: str, /, constraint: str, **errinfo: str) -> Refusal:
    """400 for a name that is taken, with what the database driver adds."""
    internals = {"column": "", "constraint": constraint, "datatypename": "", "file": "/go/src/store/errors.go"}
    swollen = "; ".join(
        [text, *(f"{name}: {value}" for name, value in internals.items()), "line: 42", "routine: insert"]
    )
    return message(400, swollen, **errinfo)


def unauthorized() -> Refusal:
    """Refuse with 401: no valid bearer token of Hub.

    A raw PAT is none.
    """
    return message(401, "unauthorized")


def forbidden() -> Refusal:
    """403 for a caller who is known and may not."""
    return message(403, "forbidden")


def insufficient_scope() -> Refusal:
    """Refuse with 403: the scopes of the access token do not suffice."""
    return message(403, "insufficient scope")


def wall() -> Refusal:
    """403 for an anonymous caller too far into a list."""
    return message(403, "pagination offset too large for anonymous requests; sign in to page further")


def not_found(**errinfo: str) -> Refusal:
    """404 for an object that is not there or not to be seen."""
    return message(404, "httperror 404: object not found", **errinfo)


def scim(status: int, text: str, scim_type: str | None = None) -> Refusal:
    """Refuse as RFC 7644, section 3.12, has it."""
    body: dict[str, Any] = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": str(status),
        "detail": text,
    }
    if scim_type is not None:
        body["scimType"] = scim_type
    return Refusal(status, body, media_type=SCIM_JSON)
