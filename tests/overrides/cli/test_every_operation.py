"""Every operation of the catalog can be called from the command line, and reaches its operation on a FakeHub."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiodockerhub import DockerHub, Password
from aiodockerhub.__main__ import main
from aiodockerhub.cli.parameters import collect_arguments, make_parameters, plain_flag
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.catalog import ArgumentEntry, OperationEntry, load

from tests.end_to_end.test_every_operation import SECRET, fake, known, value_of

__all__ = ["fake"]  # the furnished fake

ENTRIES = [entry for resource in load().values() for entry in resource["operations"].values()]


@pytest.fixture
async def url(fake: FakeHub, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:  # noqa: F811 - the fixture
    monkeypatch.setenv("DOCKERHUB_USERNAME", "jane")
    monkeypatch.setenv("DOCKERHUB_PASSWORD", SECRET)
    monkeypatch.setenv("DOCKERHUB_SCIM_TOKEN", "scim_dummy")
    async with fake.serve() as url:
        monkeypatch.setenv("DOCKERHUB_URL", url)
        yield url


def spelled(entry: ArgumentEntry, value: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The value of an argument as the words of a command line."""
    flag = plain_flag(entry["name"])
    if entry["location"] == "path" or (entry["location"] == "query" and entry["required"]):
        return [str(value)]
    if entry["secret"]:
        monkeypatch.setenv(f"TEST_{entry['name']}", value)
        return [flag, f"env:TEST_{entry['name']}"]
    if isinstance(value, bool):
        return [flag if value else flag.replace("--", "--no-", 1)]
    if isinstance(value, list) and entry["schema"]["items"].get("type") == "string":
        return [word for item in value for word in (flag, item)]
    return [flag, value if isinstance(value, str) else json.dumps(value)]


@pytest.mark.unmeasured
@pytest.mark.complete
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
async def test_a_command_reaches_its_operation(
    fake: FakeHub,  # noqa: F811 - the fixture
    url: str,
    entry: OperationEntry,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with DockerHub(Password("jane", SECRET), scim_token="scim_dummy", base_url=url, trust_env=False) as hub:
        values = await known(fake, hub)
    words: list[str] = []
    for argument in entry["arguments"]:
        if argument["required"]:
            words += spelled(argument, value_of(entry["id"], argument["name"], values), monkeypatch)
    fields = [argument for argument in entry["arguments"] if argument["location"] == "body"]
    if entry["http_method"] == "PATCH" and fields and not any(field["required"] for field in fields):
        words += spelled(fields[0], "renamed", monkeypatch)  # a change of nothing is refused
    command = [entry["resource"].replace("_", "-"), entry["method_name"].replace("_", "-"), *words]
    if entry["effect"] == "destroys":
        command.append("--yes")
    if entry["response"] == "json":
        command.append("--json")

    code = await run(command)

    shown = capsys.readouterr()
    assert code == 0, shown.err
    last = fake.requests[-1]
    assert last.operation == entry["id"]
    match entry["response"]:
        case "json":
            assert json.loads(shown.out) is not None
        case "none":
            assert shown.out == ""
        case "exists":
            assert shown.out == "true\n"
        case "text":
            assert shown.out.strip()


async def run(command: list[str]) -> int:
    return await asyncio.to_thread(main, command)


def test_parameters_and_values_go_together() -> None:
    entry = load()["repositories"]["operations"]["list_tags"]
    names = {parameter.name: None for parameter in make_parameters(entry, [])}
    values = {**names, "argument_namespace": "library", "argument_repository": "nginx", "argument_page_size": 5}
    assert collect_arguments(entry, values) == (["library", "nginx"], {"page_size": 5})


def test_argument_that_is_called_like_a_general_option_gives_way() -> None:
    entry = load()["repositories"]["operations"]["list_tags"]
    flags = {parameter.name: parameter.opts for parameter in make_parameters(entry, ["--name"])}
    assert flags["argument_name"] == ["--api-name"]
    assert flags["argument_os"] == ["--os"]
