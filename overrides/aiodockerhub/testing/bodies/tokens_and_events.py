"""Makes the JSON of access tokens and of events of the audit log."""

from typing import Any

from aiodockerhub.testing.account_state import OrgToken, PersonalToken
from aiodockerhub.testing.bodies.dates import format_time, maybe_stamp, stamp
from aiodockerhub.testing.state import AuditEvent

Json = dict[str, Any]


def personal_token(value: PersonalToken, *, secret: bool = False) -> Json:
    """Make the JSON of a personal access token.

    Args:
        value: Personal access token.
        secret: Whether to include the value of the token, as in the response that creates it; `False` by default.
    """
    body: Json = {
        "uuid": value.uuid,
        "client_id": "HUB",
        "creator_ip": value.creator_ip,
        "creator_ua": value.creator_ua,
        "created_at": stamp(value.created_at),
        "last_used": maybe_stamp(value.last_used),
        "generated_by": "manual",
        "is_active": value.is_active,
        "token": value.secret if secret else "",
        "token_label": value.label,
        "scopes": value.scopes,
    }
    if value.expires_at is not None:
        body["expires_at"] = value.expires_at
    return body


def created_org_token(value: OrgToken) -> Json:
    """Make the JSON of a new organization access token.

    The JSON has the value of the token, but neither `created_by` nor `last_used_at`.
    """
    return {
        "id": value.id,
        "label": value.label,
        "description": value.description or "",
        "resources": value.resources,
        "token": value.secret,
        "is_active": value.is_active,
        "expires_at": value.expires_at,
        "created_at": stamp(value.created_at),
    }


def org_token(value: OrgToken, *, resources: bool) -> Json:
    """Make the JSON of an organization access token without its value.

    Args:
        value: Organization access token.
        resources: Whether to include the resources, which lists leave out.
    """
    body: Json = {
        "id": value.id,
        "label": value.label,
        "description": value.description or "",
        "created_by": value.created_by,
        "is_active": value.is_active,
        "created_at": stamp(value.created_at),
        "expires_at": value.expires_at,
        "last_used_at": maybe_stamp(value.last_used_at),
    }
    if resources:
        body["resources"] = value.resources
    return body


def event(value: AuditEvent) -> Json:
    """Make the JSON of an event of the audit log, whose time has milliseconds."""
    return {
        "event_id": value.id,
        "account": value.account,
        "action": value.action,
        "name": value.name,
        "actor": value.actor,
        "data": value.data,
        "timestamp": format_time(*divmod(value.at, 1000), 3),
        "action_description": value.description,
    }
