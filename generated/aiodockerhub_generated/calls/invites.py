"""Calls of `invites` as values.

Each function makes the call that the method of the same name sends; `hub.request` sends it and gives the whole response.
"""

from collections.abc import Sequence

from .. import _answers, _encoding, _shapes
from .._calls import Call, PagedCall
from .._unset import UNSET, Unset
from ..models.bulk_invites import BulkInvites
from ..models.invite import Invite
from ..models.invite_page import InvitePage
from ..operations import OPERATIONS


def list(org_name: str) -> PagedCall[InvitePage, Invite]:
    """Make the call `GET /v2/orgs/{org_name}/invites`, as `Invites.list` sends it."""
    return PagedCall(
        operation=OPERATIONS["invites.list"],
        path=_encoding.path("/v2/orgs/{org_name}/invites", org_name=org_name),
        decode=InvitePage.from_dict,
        items=lambda page: page.data or [],
    )


def delete(id: str) -> Call[None]:
    """Make the call `DELETE /v2/invites/{id}`, as `Invites.delete` sends it."""
    return Call(
        operation=OPERATIONS["invites.delete"],
        path=_encoding.path("/v2/invites/{id}", id=id),
        decode=_answers.nothing,
    )


def resend(id: str) -> Call[None]:
    """Make the call `PATCH /v2/invites/{id}/resend`, as `Invites.resend` sends it."""
    return Call(
        operation=OPERATIONS["invites.resend"],
        path=_encoding.path("/v2/invites/{id}/resend", id=id),
        decode=_answers.nothing,
    )


def create_bulk(
    *,
    org: str,
    invitees: Sequence[str],
    x_analytics_client_feature: str | None = None,
    team: str | Unset = UNSET,
    role: str | Unset = UNSET,
    dry_run: bool | Unset = UNSET,
) -> Call[BulkInvites]:
    """Make the call `POST /v2/invites/bulk`, as `Invites.create_bulk` sends it."""
    return Call(
        operation=OPERATIONS["invites.create_bulk"],
        path="/v2/invites/bulk",
        body=_encoding.body(
            {
                "org": org,
                "invitees": invitees,
                "team": team,
                "role": role,
                "dry_run": dry_run,
            }
        ),
        decode=_shapes.adapted(BulkInvites.from_dict, nested_in="invitees"),
    )
