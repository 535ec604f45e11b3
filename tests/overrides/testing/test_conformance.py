"""FakeHub against the document, by schemathesis: an independent reader of both."""

import asyncio
import copy
import json
import pickle
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.catalog import load
from schemathesis import GenerationMode
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    PhasesConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
    StatefulPhaseConfig,
)
from schemathesis.config._auth import AuthConfig
from schemathesis.engine import events, from_schema
from starlette.types import Receive, Scope, Send

from codegen.document import refs
from tests.end_to_end.test_every_operation import VALUES, as_day_or_time, in_json, value_of

ROOT = Path(__file__).parents[3]
EXAMPLES = 4
ENTRIES = {
    (entry["http_method"], entry["path"]): entry
    for resource in load().values()
    for entry in resource["operations"].values()
}

# What the service does and the document cannot say: an unknown namespace lists as an empty one (section b), and a
# missing `enabled`, which the overlay has callers state, counts as false (D32).
TOLERATED = re.compile("parameter `namespace` in path|Missing required property: enabled")


class FreshHub(FakeHub):
    """A FakeHub that restores its state after each request other than GET, so that no example depends on others."""

    pristine: bytes | None = None  # pickled: unpickling takes a tenth of the time of a deep copy

    written = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.pristine is not None and self.written:
            self.world = pickle.loads(self.pristine)
        self.written = scope.get("method") != "GET"
        await super().__call__(scope, receive, send)


@pytest.fixture
def fake() -> FreshHub:
    fake = FreshHub(seed=1)
    fake.user("mia", code="123456")
    fake.org("acme", owner="jane", members=["joe"], teams={"developers": ["joe"]}, scim_token="scim_dummy")
    fake.repository("acme/app", tags=30, teams={"developers": "write"}, description="An application")
    fake.user("kim")
    fake.repository("jane/own").collaborators["joe"] = None
    fake.world.repositories["acme", "app"].dockerfile = "FROM scratch"
    fake.personal_token("jane")
    fake.org_token("acme", {"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull"]})
    return fake


@pytest.mark.slow(seconds=20)
@pytest.mark.about_document
@pytest.mark.complete
async def test_no_response_violates_the_document(fake: FreshHub) -> None:
    async with fake.serve() as url, httpx.AsyncClient(base_url=url) as client:
        login = await client.post("/v2/auth/token", json={"identifier": "jane", "secret": "password"})
        challenge = await client.post("/v2/users/login", json={"username": "mia", "password": "password"})
        headers = {"Authorization": f"Bearer {login.json()['access_token']}"}
        invitation = {"org": "acme", "invitees": ["kim"]}
        invited = await client.post("/v2/invites/bulk", json=invitation, headers=headers)
        invite = invited.json()["invitees"][0]["invite"]["id"]
        hook = {"name": "ci", "webhooks": [{"name": "ci", "hook_url": "https://ci.example.com/hook"}]}
        await client.post("/v2/repositories/acme/app/webhook_pipeline/", json=hook, headers=headers)
        fake.pristine = pickle.dumps(fake.world)
        doc = furnished(fake, challenge.json()["login_2fa_token"], invite)
        failures, responses = await asyncio.to_thread(run, doc, url, login.json()["access_token"])
    assert not failures, "\n\n".join(failures)
    without_success = [
        operation for operation, statuses in responses.items() if not any(200 <= status < 400 for status in statuses)
    ]
    assert not without_success, f"give what they need, and values of their arguments, in this file: {without_success}"
    assert len(responses) == sum(1 for _ in operations(doc))


def run(doc: dict[str, Any], url: str, token: str) -> tuple[list[str], dict[str, Counter[int]]]:
    """Run schemathesis, and return its complaints, and the counted statuses of responses by operation."""
    generation = GenerationConfig(
        modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE],
        max_examples=EXAMPLES,
        deterministic=True,
        no_shrink=True,
        database="none",
    )
    # A server may refuse more than a schema can say (scopes, regular expressions, paths of repositories), hence 400;
    # that every operation succeeds at least once is asserted above.
    accepted = PositiveDataAcceptanceConfig(
        expected_statuses=["2xx", "3xx", "400", "401", "403", "404", "405", "409"],
    )
    project = ProjectConfig(
        base_url=url,
        generation=generation,
        auth=AuthConfig(openapi={"bearerAuth": {"bearer": token}, "bearerSCIMAuth": {"bearer": "scim_dummy"}}),
        continue_on_failure=True,
        checks=ChecksConfig(positive_data_acceptance=accepted),
        phases=PhasesConfig(stateful=StatefulPhaseConfig(enabled=False)),
    )
    config = SchemathesisConfig(projects=ProjectsConfig(default=project), seed=1)
    failures: list[str] = []
    responses: dict[str, Counter[int]] = defaultdict(Counter)
    for event in from_schema(schemathesis.openapi.from_dict(doc, config=config)).execute():
        if isinstance(event, events.FatalError | events.NonFatalError):
            failures.append(repr(event))
        elif isinstance(event, events.ScenarioFinished):
            for interaction in event.recorder.interactions.values():
                if interaction.response is not None and event.label is not None:
                    responses[event.label][interaction.response.status_code] += 1
            failures += complaints(event)
    return failures, responses


def complaints(event: events.ScenarioFinished) -> Iterator[str]:
    for case, checks in event.recorder.checks.items():
        for check in checks:
            if check.failure_info is None or TOLERATED.search(check.failure_info.failure.message):
                continue
            request = event.recorder.cases[case].value.as_curl_command()
            yield f"{event.label}: {check.name}: {check.failure_info.failure.message}\n{request}"


def operations(doc: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    for path, item in doc["paths"].items():
        for method in item.keys() & {"get", "head", "post", "put", "patch", "delete"}:
            yield path, method, item, item[method]


def example(path: str, method: str, values: dict[str, Any]) -> Any:
    """Make a body with the required fields, which the operation accepts."""
    entry = ENTRIES[method.upper(), path]
    given = {
        argument["json_name"]: in_json(value_of(entry["id"], argument["name"], values))
        for argument in entry["arguments"]
        if argument["location"] in {"body", "whole body"} and argument["required"]
    }
    return given["body"] if any(argument["location"] == "whole body" for argument in entry["arguments"]) else given


def furnished(fake: FakeHub, challenge: str, invite: str) -> dict[str, Any]:
    """Read the patched document, with values that exist on the FakeHub where any other text would get status 404."""
    doc: dict[str, Any] = json.loads((ROOT / "generated" / "openapi.json").read_text())
    world = fake.world
    jane, acme = world.users["jane"], world.orgs["acme"]
    known: dict[str, str | int] = {
        "namespace": "acme",
        "repository": "app",
        "tag": "latest",
        "org_name": "acme",
        "name": "acme",
        "account": "acme",
        "username": "joe",
        "group_name": "developers",
        "group_id": acme.teams["developers"].id,
        "uuid": next(iter(jane.tokens)),
        "access_token_id": next(iter(acme.tokens)),
        "id": invite,
        "slug": "ci",
        "user": "joe",
        # in bodies
        "identifier": "jane",
        "secret": "password",
        "password": "password",
        "login_2fa_token": challenge,
        "code": "123456",
        "org": "acme",
        "team": "developers",
        "member": "kim",
    }
    special: dict[str, dict[str, str | int]] = {
        "/v2/users/login": {"username": "jane"},
        "/v2/repositories/{namespace}/{repository}/collaborators/": {"namespace": "jane", "repository": "own"},
        "/v2/repositories/{namespace}/{repository}/collaborators/{user}/": {"namespace": "jane", "repository": "own"},
        "/v2/scim/2.0/Users/{id}": {"id": jane.uuid},
        "/v2/scim/2.0/Schemas/{id}": {"id": "urn:ietf:params:scim:schemas:core:2.0:User"},
        "/v2/scim/2.0/ResourceTypes/{name}": {"name": "User"},
    }
    for path, method, item, operation in operations(doc):
        values = known | special.get(path, {})
        inherited = item.pop("parameters", []) if "parameters" in item else item.get("x-inherited", [])
        item["x-inherited"] = inherited
        operation["parameters"] = [
            settled(resolved(doc, each), values) for each in (*inherited, *operation.get("parameters", []))
        ]
        if "requestBody" in operation:
            operation["requestBody"] = body = copy.deepcopy(resolved(doc, operation["requestBody"]))
            for content in body["content"].values():
                content["example"] = example(path, method, VALUES | values)
                content["schema"] = schema = copy.deepcopy(resolved(doc, content["schema"]))
                skip = {"name"} if not path.startswith("/v2/namespaces") else {"name", "username"}
                for name in schema.get("properties", {}).keys() & values.keys() - skip:
                    schema["properties"][name] = {**schema["properties"][name], "enum": [values[name]]}
        # D35: these happen anywhere, and the document declares them here and there only.
        scim = path.startswith("/v2/scim")
        media_type, error = ("application/scim+json", "scim_error") if scim else ("application/json", "error")
        content = {media_type: {"schema": {"$ref": f"#/components/schemas/{error}"}}}
        operation["responses"].setdefault("4XX", {"description": "Refused.", "content": content})
    return doc


def settled(parameter: dict[str, Any], values: dict[str, str | int]) -> dict[str, Any]:
    if parameter["name"] == "page_size":
        # Sizes beyond the greatest are capped, not refused (section b), which a schema cannot say.
        return {**parameter, "schema": {key: value for key, value in parameter["schema"].items() if key != "maximum"}}
    if str(parameter.get("schema", {}).get("format")).startswith("date"):
        # Days that schemathesis makes up may all be outside of the days that an operation accepts.
        return {**parameter, "example": in_json(as_day_or_time(datetime.now(UTC), parameter["schema"]))}
    if parameter["in"] != "path":
        return parameter
    if parameter["name"] not in values:  # which only an operation can do without that finds whatever it is asked for
        return parameter
    return {**parameter, "schema": {**parameter["schema"], "enum": [values[parameter["name"]]]}}


def resolved(doc: dict[str, Any], node: Any) -> Any:
    while isinstance(node, dict) and "$ref" in node:
        node = refs.resolve(doc, node["$ref"])
    return node
