"""Every operation of the catalog can be called from the command line, and reaches its operation on a FakeHub."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import aiodockerhub_generated
import click
import pytest
from aiodockerhub import DockerHub, Password
from aiodockerhub.__main__ import main
from aiodockerhub.cli.help import Command
from aiodockerhub.cli.operation import command
from aiodockerhub.cli.parameters import collect_arguments, make_parameters
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated._commands import plain_flag
from aiodockerhub_generated.catalog import ArgumentEntry, OperationEntry, load

from codegen.report.commands import general_options, reserved_options, usage
from codegen.report.read_client import read
from codegen.write.build import Layout
from tests.end_to_end.test_every_operation import SECRET, VALUES, fake, known, value_of

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
    """Write the value of an argument as words of a command line; a secret as an environment variable."""
    flag = plain_flag(entry["name"])
    value = value.isoformat() if isinstance(value, date) else value
    if entry["location"] == "path" or (entry["location"] == "query" and entry["required"]):
        return [str(value)]
    if entry["secret"]:
        monkeypatch.setenv(f"TEST_{entry['name']}", value)
        return [flag, f"env:TEST_{entry['name']}"]
    if isinstance(value, bool):
        return [flag if value else flag.replace("--", "--no-", 1)]
    if isinstance(value, list) and entry["schema"]["items"].get("type") == "string":
        return [word for item in value for word in (flag, item)]
    return [flag, value if isinstance(value, str) else json.dumps(value, default=lambda model: model.to_dict())]


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
    for required in words_of_required(entry, values, monkeypatch):
        words += required
    fields = [argument for argument in entry["arguments"] if argument["location"] == "body"]
    if entry["http_method"] == "PATCH" and fields and not any(field["required"] for field in fields):
        words += spelled(fields[0], "renamed", monkeypatch)  # a change of nothing is refused
    command = [*name_of(entry), *words]
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


@pytest.mark.unmeasured
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_a_command_without_one_of_its_required_arguments_sends_nothing(
    entry: OperationEntry, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOCKERHUB_URL", "http://127.0.0.1:9")  # any request would be a failure of another exit code
    required = words_of_required(entry, VALUES, monkeypatch)
    for left_out in range(len(required)):
        words = [word for index, words in enumerate(required) if index != left_out for word in words]
        with pytest.raises(SystemExit, match="2"):
            main([*name_of(entry), *words, *(["--yes"] if entry["effect"] == "destroys" else [])])
        assert "missing" in capsys.readouterr().err.lower()


def name_of(entry: OperationEntry) -> list[str]:
    """Return the words of a command before its arguments."""
    return [entry["resource"].replace("_", "-"), entry["method_name"].replace("_", "-")]


def words_of_required(
    entry: OperationEntry, values: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> list[list[str]]:
    """Return the words of each required argument of a command."""
    return [
        spelled(argument, value_of(entry["id"], argument["name"], values), monkeypatch)
        for argument in entry["arguments"]
        if argument["required"]
    ]


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


def test_the_report_on_a_new_document_knows_the_commands_as_they_are() -> None:
    """The build step reads no code of the command line but the names of general options."""
    package = Path(aiodockerhub_generated.__file__).parent
    files = [*package.rglob("*.py"), package / "catalog.json"]
    client = read({file.relative_to(package).as_posix(): file.read_text(encoding="utf-8") for file in files})
    general = general_options(Layout().commands)
    for entry in ENTRIES:
        context = click.Context(command(entry))
        assert isinstance(context.command, Command)
        parameters = context.command.own
        shared = [each for each in context.command.params if each not in parameters]
        names = {each.opts[-1] if each.opts[-1].startswith("--") else each.opts[0] for each in shared}
        reserved = reserved_options(client.methods[entry["id"]], general)
        assert reserved - {"--yes"} == names - {"--yes"}, entry["id"]
        flags = {each.opts[0] for each in parameters if isinstance(each, click.Option)}
        places = [each.make_metavar(context) for each in parameters if isinstance(each, click.Argument)]
        shown = usage(client.methods[entry["id"]], general)
        assert shown.split()[: 3 + len(places)][3:] == places, entry["id"]
        null_flags = {flag for flag in flags if flag.startswith(("--no-", "--null-"))}
        assert set(re.findall(r"(?<=[ \[])--[a-z0-9-]+", shown)) == flags - null_flags, entry["id"]
