"""Calls of `hub.invites` as values, for `hub.request`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .. import _encoding, _responses, _shapes, models
from .._calls import Call, PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.bulk_invites import BulkInvites
    from ..models.invite import Invite
    from ..models.invite_page import InvitePage


def list(org_name: str) -> "PagedCall[InvitePage, Invite]":
    """Make the call that `Invites.list` sends."""
    return PagedCall(
        operation=OPERATIONS["invites.list"],
        path=_encoding.path("/v2/orgs/{org_name}/invites", org_name=org_name),
        decode=models.InvitePage.from_json,
        items=_responses.items_of("data"),
    )


def delete(invite_id: str) -> Call[None]:
    """Make the call that `Invites.delete` sends."""
    return Call(
        operation=OPERATIONS["invites.delete"],
        path=_encoding.path("/v2/invites/{invite_id}", invite_id=invite_id),
        decode=_responses.nothing,
    )


def resend(invite_id: str) -> Call[None]:
    """Make the call that `Invites.resend` sends."""
    return Call(
        operation=OPERATIONS["invites.resend"],
        path=_encoding.path("/v2/invites/{invite_id}/resend", invite_id=invite_id),
        decode=_responses.nothing,
    )


def create_bulk(
    *,
    org: str,
    invitees: Sequence[str],
    team: str | None = None,
    role: str | None = None,
    dry_run: bool | None = None,
    client_feature: str | None = None,
) -> "Call[BulkInvites]":
    """Make the call that `Invites.create_bulk` sends."""
    return Call(
        operation=OPERATIONS["invites.create_bulk"],
        path="/v2/invites/bulk",
        headers=_encoding.headers(
            {"X-Analytics-Client-Feature": _encoding.check_type("client_feature", client_feature, "str | None")}
        ),
        body=_encoding.body(
            {
                "org": _encoding.check_type("org", org, "str"),
                "invitees": _encoding.check_list("invitees", invitees, "str"),
                "team": _encoding.check_type("team", team, "str | None"),
                "role": _encoding.check_type("role", role, "str | None"),
                "dry_run": _encoding.check_type("dry_run", dry_run, "bool | None"),
            }
        ),
        decode=_shapes.adapting_decoder(models.BulkInvites, nested_in="invitees"),
    )
