"""What errors say of refused arguments: the expectation, and of the value nothing that may be a secret."""

import warnings
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from aiodockerhub import Anonymous, ArgumentError, DockerHub, DockerHubError
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.refused_arguments import LIMITS
from aiodockerhub.mcp.server import call_operation
from aiodockerhub.mcp.tools import convert_arguments, input_schema
from aiodockerhub_generated.catalog import OperationEntry, load
from jsonschema import Draft202012Validator

from tests.overrides.mcp.kit import fail
from tests.secret_guard import Watch, locals_of

ENTRIES = {entry["id"]: entry for resource in load().values() for entry in resource["operations"].values()}
EVERYTHING = Policy(allow_writes=True, allow_secrets=True)
TOKEN = "dckr_pat_canaryCanary0123456789"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.canary_dozjgNryP4J3jVmNHl0w5N"
URL = "https://jane:canary/pw@127.0.0.1/"
WORD = "canary-word"
NUMBER = 13579135
FORMED = [TOKEN, JWT, URL]
"""Secrets that are recognized by their form, wherever they are."""
CANARIES = ("canary", "anaryC", f"{NUMBER}")


@pytest.fixture(autouse=True)
def values_turn_up_anywhere(no_secret_shows: Watch) -> Iterator[None]:
    """Search for no secrets, because each value is passed as a secret and as a name."""
    yield
    no_secret_shows.secrets.clear()


def wrong_values(schema: dict[str, Any], *, secret: bool) -> Iterator[Any]:
    """Yield values with secrets, in the form that a schema describes and in others, on each level."""
    yield from [*FORMED, *(f"{text}\ud800" for text in FORMED), *(f"{text}\n/../x" for text in FORMED)]
    yield from ({text: 1} for text in FORMED)
    for text in [*FORMED, *([WORD, NUMBER] if secret else [])]:
        yield from ([text], {"a": text}, {"a": [{"b": [text]}]})
    yield from ({"password": WORD}, {"a": [{"code": NUMBER}]}, [{"token": [WORD]}])
    if secret:
        yield from (NUMBER, NUMBER + 0.5, f"{WORD}\ud800", f"{NUMBER}\ud800", f"{NUMBER}\n")
    for name, part in schema.get("properties", {}).items():
        yield from ({name: value} for value in wrong_values(part, secret=secret))
    if "items" in schema:
        yield from ([value] for value in wrong_values(schema["items"], secret=secret))


def sample(schema: dict[str, Any]) -> Any:
    return {"boolean": True, "integer": 1, "array": [], "object": {}}.get(schema.get("type", ""), "some-name")


@pytest.mark.unmeasured
@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
async def test_no_error_of_a_tool_shows_a_secret_in_the_place_of_an_argument(entry: OperationEntry) -> None:
    schema = input_schema(entry, EVERYTHING)
    secrets = {argument["name"] for argument in entry["arguments"] if argument["secret"]}
    required = {name: sample(schema["properties"][name]) for name in schema["required"]}
    given = [
        ({**required, name: value}, name in secrets)
        for name, part in schema["properties"].items()
        for value in wrong_values(part, secret=name in secrets)
    ]
    given += [({**required, text: 1}, True) for text in (TOKEN, JWT)]
    given += [({**required, URL: 1}, False)]
    transport = httpx.MockTransport(lambda _: httpx.Response(204))
    async with DockerHub(Anonymous(), transport=transport, max_retries=0) as hub:
        for arguments, of_secret in given:
            refusal: ArgumentError | None = None
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", DeprecationWarning)
                    await call_operation(hub, entry, EVERYTHING, arguments)
            except DockerHubError as error:
                refusal = error if isinstance(error, ArgumentError) else None  # other errors are those of responses
            if refusal is not None:
                shown = f"{refusal} {refusal!r} {refusal.argument} {refusal.notes}"
                assert not [canary for canary in CANARIES if canary in shown], (arguments, shown)
                frames = locals_of(refusal) if of_secret else ()
                assert not [text for text in frames if any(canary in text for canary in CANARIES)]


@pytest.mark.parametrize("name", [TOKEN, JWT])
async def test_an_unknown_tool_is_named_without_what_may_be_a_secret(hub: DockerHub, name: str) -> None:
    assert await fail(hub, name) == "there is no tool '***'"


@pytest.mark.parametrize(
    ("operation", "given", "message"),
    [
        ("repositories.get", {"repository": 5}, "arguments: missing: namespace; repository: expected a string"),
        ("repositories.get", {"namespace": "a", "repository": 5}, "repository: expected a string, got 5"),
        ("repositories.get", {"namespace": ["a"], "repository": "b"}, "namespace: expected a string, got an array"),
        (
            "authentication.two_factor_login",
            {"login_2fa_token": "a", "code": NUMBER},
            "code: expected a string, got a number, which is not shown because it may be a secret",
        ),
        (
            "repositories.create",
            {"namespace": "a", "name": "b" * 300},
            "name: expected a string of at most 255 characters, got 'bbb",
        ),
        (
            "repositories.list",
            {"namespace": "a", "page_size": 0},
            "page_size: expected a number of at least 1, got 0",
        ),
        (
            "org_settings.update",
            {"org_name": "a", "restricted_images": {"enabled": None}},
            "restricted_images.enabled:",
        ),
    ],
)
def test_an_error_names_the_argument_the_expectation_and_the_value(
    operation: str, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(ArgumentError) as caught:
        convert_arguments(ENTRIES[operation], EVERYTHING, given)
    assert message in str(caught.value)


def test_the_message_knows_every_keyword_of_the_schemas_of_tools() -> None:
    def keywords(schema: dict[str, Any]) -> set[str]:
        parts = [*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])]
        return {*schema}.union(*map(keywords, parts))

    used = set[str]().union(*(keywords(input_schema(entry, EVERYTHING)) for entry in ENTRIES.values()))
    checked = {keyword for keyword in used if keyword in Draft202012Validator.VALIDATORS}
    assert (
        checked - {"type", "enum", "required", "properties", "items", "additionalProperties", *LIMITS} - {"format"}
        == set()
    )
