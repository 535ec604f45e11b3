"""Every method of the client, called against a FakeHub on a real socket, decodes without drift."""

import contextlib
import inspect
import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from aiodockerhub import DockerHub, Password, UnauthorizedError
from aiodockerhub.testing import FakeHub
from aiodockerhub.testing.state import Webhook
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Operation, Pager
from jsonschema import Draft202012Validator

from tests.generated.samples import keywords, positional, schemas

SECRET = "open-sesame"
RESOURCE = {"type": "TYPE_REPO", "path": "acme/app", "scopes": ["scope-image-pull"]}
HOOK = [{"name": "ci", "hook_url": "https://ci.example.com/hook"}]
OWN_VALUES: dict[str, dict[str, Any]] = {
    "authentication.login": {"username": "jane"},
    "scim.get_user": {"id": "jane's uuid"},
    "scim.update_user": {"id": "jane's uuid"},
    "scim.get_schema": {"id": "urn:ietf:params:scim:schemas:core:2.0:User"},
    "scim.get_resource_type": {"name": "User"},
    "repositories.create": {"name": "fresh"},
    "groups.create": {"name": "fresh"},
    "groups.replace": {"name": "fresh"},
    "groups.add_member": {"member": "kim"},
    "orgs.update_member": {"role": "editor"},
    "org_settings.update_registry_access": {"standard_registries": [{"id": "DockerHub", "allowed": True}]},
    "webhooks.create": {"name": "deploy"},
    "repositories.list_collaborators": {"namespace": "jane", "repository": "own"},
    "repositories.add_collaborator": {"namespace": "jane", "repository": "own", "user": "kim"},
    "repositories.remove_collaborator": {"namespace": "jane", "repository": "own"},
}

# What any FakeHub takes, by the name of the argument.
VALUES: dict[str, Any] = {
    "token_label": "ci",
    "label": "ci",
    "scopes": ["repo:read"],
    "permission": "read",
    "is_private": True,
    "immutable_tags": True,
    "immutable_tags_rules": ["^v"],
    "regex": "^v",
    "restricted_images": {"enabled": True, "allow_official_images": True, "allow_verified_publishers": True},
    "standard_registries": [],
    "custom_registries": [{"address": "registry.example.com", "friendly_name": "Ours", "allowed": True}],
    "disable_public_repositories": True,
    "disable_push_member_namespaces": False,
    "repository_allowlist_enabled": True,
    "require_federated_auth_for_push": False,
    "repository_names": ["library/nginx"],
    "default_repo_visibility": "private",
    "webhooks": HOOK,
    "slug": "ci",
    "categories": [{"slug": "security", "name": "Security"}],
    "user": "joe",
    "org": "acme",
    "invitees": ["kim"],
    "query": "app",
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    "user_name": "new@example.com",
    "enabled": True,
    "resources": [RESOURCE],
    "page": 1,
    "start_index": 1,
    "filter": 'userName eq "joe"',
    "team": "developers",
}


@pytest.fixture
async def fake() -> FakeHub:
    fake = FakeHub(seed=1)
    fake.user("jane", password=SECRET)
    fake.org("acme", owner="jane", members=["joe"], teams={"developers": ["joe"]}, scim_token="scim_dummy")
    app = fake.repository("acme/app", tags=60, images=3, teams={"developers": "write"}, full_description="# App")
    app.dockerfile = "FROM scratch"
    app.stars["joe"] = None
    app.webhooks["ci"] = Webhook("ci", "ci", HOOK, expects_callback=False, registry=None, created=fake.clock.time())
    fake.repository("jane/own").collaborators["joe"] = None
    fake.world.orgs["acme"].allowlist["acme/app"] = None
    fake.user("kim")
    fake.user("mia", password=SECRET, code="123456")
    fake.personal_token("jane")
    fake.org_token("acme", {"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull"]})
    return fake


@pytest.fixture
async def hub(fake: FakeHub) -> AsyncIterator[DockerHub]:
    credentials = Password("jane", SECRET)
    async with (
        fake.serve() as url,
        DockerHub(credentials, scim_token="scim_dummy", base_url=url, strict=True, trust_env=False) as hub,
    ):
        yield hub


async def known(fake: FakeHub, hub: DockerHub) -> dict[str, Any]:
    """Return values of parameters by name, which exist on the FakeHub if a parameter must name something."""
    jane, acme = fake.world.users["jane"], fake.world.orgs["acme"]
    sent = await hub.invites.create_bulk(org="acme", invitees=["new@example.com"])
    assert sent.invitees
    assert sent.invitees[0].invite
    with pytest.warns(DeprecationWarning, match="deprecated"), pytest.raises(UnauthorizedError) as challenged:
        await hub.authentication.login(username="mia", password=SECRET)
    now = datetime.fromtimestamp(fake.clock.time(), UTC).replace(microsecond=0)
    return VALUES | {
        # Whatever time a log or a token may have at most, the last day and the next are within it.
        "from_": now - timedelta(days=1),
        "to": now,
        "expires_at": now + timedelta(days=1),
        "namespace": "acme",
        "repository": "app",
        "tag": "latest",
        "name": "acme",
        "org_name": "acme",
        "account": "acme",
        "username": "joe",
        "group_name": "developers",
        "group_id": acme.teams["developers"].id,
        "uuid": next(iter(jane.tokens)),
        "access_token_id": next(iter(acme.tokens)),
        "invite_id": sent.invitees[0].invite.id,
        "jane's uuid": jane.uuid,
        "identifier": "jane",
        "secret": SECRET,
        "password": SECRET,
        "login_2fa_token": json.loads(challenged.value.body)["login_2fa_token"],
        "code": "123456",
    }


def value_of(operation: str, name: str, values: dict[str, Any]) -> Any:
    """Return a value of an argument: that of `values` if its schema allows it, else any value within its limits."""
    own = OWN_VALUES.get(operation, {})
    value = own[name] if name in own else values.get(name)
    value = values.get(value, value) if name in own and isinstance(value, str) else value
    schema = schemas(OPERATIONS[operation])[name]
    value = as_day_or_time(value, schema)
    if value is None or not Draft202012Validator(schema).is_valid(in_json(value)):
        return {**positional(OPERATIONS[operation]), **keywords(OPERATIONS[operation])}[name]
    return value


def as_day_or_time(value: Any, schema: dict[str, Any]) -> Any:
    """Convert a time to a day, or a day to a time, if the argument takes it; return any other value unchanged."""
    if isinstance(value, datetime):
        return value.date() if schema.get("format") == "date" else value
    if isinstance(value, date) and schema.get("format") == "date-time":
        return datetime.combine(value, time(), UTC)
    return value


def in_json(value: Any) -> Any:
    """Convert a value to JSON: days and times become text."""
    return json.loads(json.dumps(value, default=lambda day: day.isoformat()))


@pytest.mark.complete
@pytest.mark.parametrize("every", [False, True], ids=["required", "every argument"])
@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda operation: operation.id)
async def test_a_method_reaches_its_operation_and_decodes(
    fake: FakeHub, hub: DockerHub, operation: Operation, every: bool
) -> None:
    resource, method_name = operation.id.split(".")
    method = getattr(getattr(hub, resource), method_name)
    values = await known(fake, hub)
    positional: list[Any] = []
    keywords: dict[str, Any] = {}
    for name, parameter in inspect.signature(method).parameters.items():
        if name == "options" or (parameter.default is not inspect.Parameter.empty and not every):
            continue
        value = value_of(operation.id, name, values)
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            keywords[name] = value
        else:
            positional.append(value)
    with pytest.warns(DeprecationWarning, match="deprecated") if operation.deprecated else contextlib.nullcontext():
        response = method(*positional, **keywords)
        result = await (response.collect() if isinstance(response, Pager) else response)
    last = fake.requests[-1]
    assert last.operation == operation.id
    assert last.status is not None
    assert 200 <= last.status < 300
    assert not list(hub.drift)
    if operation.response == "json" and not every:  # filters may leave nothing of a list
        assert result
    elif operation.response == "exists":
        assert result is True
