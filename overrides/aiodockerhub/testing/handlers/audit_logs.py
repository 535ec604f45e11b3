"""Handlers of the audit log of a namespace."""

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.handled_request import HandledRequest, moment
from aiodockerhub.testing.paging import positive_number
from aiodockerhub.testing.routing import handles, json_response

_DEFAULT_SIZE = 25  # events on a page
# The labels of the actions that a FakeHub records: by group, then by the name of the action. The handler of the request
# that makes a change records the event, by `world.record(...)`.
_ACTIONS: dict[str, dict[str, str]] = {
    "org": {
        "create": "Organization Created",
        "member.add": "Organization Member Added",
        "member.remove": "Organization Member Removed",
        "member.role.change": "Member Role Changed",
        "member.invite.send": "Org Member Invited",
        "team.create": "Team Created",
        "team.update": "Team Updated",
        "team.delete": "Team Deleted",
        "team.member.add": "Team Member Added",
        "team.member.remove": "Team Member Removed",
        "settings.update": "Organization Settings Updated",
        "registry_access.enabled": "Registry Access Management enabled",
        "registry_access.disabled": "Registry Access Management disabled",
        "access_token.create": "Access token created",
        "access_token.update": "Access token updated",
        "access_token.delete": "Access token deleted",
    },
    "repo": {
        "create": "Repository Created",
        "delete": "Repository Deleted",
        "change_privacy": "Privacy Changed",
        "immutable.tags.updated": "Tag immutability updated",
        "tag.push": "Tag Pushed",
        "tag.delete": "Tag Deleted",
    },
}
_LABELS = {"org": "Organization", "repo": "Repository"}


@handles("audit_logs.list_actions")
def list_actions(request: HandledRequest, account: str) -> Response:
    """GET /v2/auditlogs/{account}/actions."""
    _check_access(request, account)
    groups = {
        group: {
            "actions": [
                {"name": name, "description": f"Details of: {label}", "label": label} for name, label in actions.items()
            ],
            "label": _LABELS[group],
        }
        for group, actions in _ACTIONS.items()
    }
    return json_response({"actions": groups})


@handles("audit_logs.list")
def list_(request: HandledRequest, account: str) -> Response:
    """GET /v2/auditlogs/{account}: newest first, without count and links.

    A page after the last page has no events.
    """
    _check_access(request, account)
    page = positive_number(request, "page", 1, _invalid_value)
    size = min(
        positive_number(request, "page_size", request.default_page_size or _DEFAULT_SIZE, _invalid_value),
        request.max_page_size,
    )
    since, until = _time(request, "from", float("-inf")), _time(request, "to", float("inf"))
    action, name, actor = (request.query.get(key) for key in ("action", "name", "actor"))
    events = [
        event
        for event in reversed(request.world.events)
        if event.account == account
        and since <= event.at <= until
        and (action is None or event.action == action)
        and (name is None or event.name == name)
        and (actor is None or event.actor.partition(" - ")[0] == actor)
    ]
    start = (page - 1) * size
    return json_response({"logs": [bodies.event(event) for event in events[start : start + size]]})


def _check_access(request: HandledRequest, account: str) -> None:
    """Refuse a caller who may not read the log of a user or organization."""
    if request.caller.user is None or account != request.caller.name:
        request.organization(account, owner=True)


def _time(request: HandledRequest, name: str, default: float) -> float:
    """Read a time parameter as milliseconds since the epoch, or the default."""
    text = request.query.get(name)
    if text is None:
        return default
    seconds = moment(text)
    if seconds is None:
        raise _invalid_value(name)
    return round(seconds * 1000)


def _invalid_value(name: str) -> errors.Refusal:
    return errors.Refusal(400, {"code": 3, "message": f"invalid value for {name}", "details": []})
