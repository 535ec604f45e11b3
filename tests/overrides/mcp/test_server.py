"""What a model gets to see and may do: tools by policy, pages with a cursor, limits, errors, secrets."""

import threading
import traceback
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub import Anonymous, ArgumentError, DockerHub, NotFoundError, threads
from aiodockerhub.mcp import server
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.tools import convert_arguments
from aiodockerhub.pagination.resume_note import add_resume_note
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.catalog import load
from aiodockerhub_generated.types import Cursor
from mcp import MCPError

from tests.overrides.mcp.kit import called, fail, succeed, text_of


async def test_a_list_comes_page_by_page_with_the_usual_fields(hub: DockerHub) -> None:
    first = await succeed(hub, "repositories_list_tags", namespace="acme", repository="app")
    assert len(first["items"]) == 20
    assert first["total"] == 50
    assert "name" in first["items"][0]
    assert "images" not in first["items"][0]
    seen = [item["name"] for item in first["items"]]
    page = first
    while "next_cursor" in page:
        cursor = page["next_cursor"]
        page = await succeed(hub, "repositories_list_tags", namespace="acme", repository="app", cursor=cursor)
        seen += [item["name"] for item in page["items"]]
    assert len(seen) == len(set(seen)) == 50


async def test_error_of_docker_hub_is_an_error_of_the_tool(hub: DockerHub) -> None:
    told = await fail(hub, "repositories_get", namespace="acme", repository="nope")
    assert told.startswith("404 Not Found")


async def test_notes_of_an_error_are_told(hub: DockerHub, fake: FakeHub) -> None:
    fake.fault("repositories.get", status=403, text="error code: 1010")
    told = await fail(hub, "repositories_get", namespace="acme", repository="app")
    assert "\nnote: " in told


async def test_unknown_tool_is_an_error(hub: DockerHub) -> None:
    assert await fail(hub, "repositories_paint") == "there is no tool 'repositories_paint'"
    assert (await fail(hub, "repositories_gett")).startswith("there is no tool 'repositories_gett'; did you mean ")


async def test_what_is_no_cursor_is_refused_in_the_words_of_the_tool(hub: DockerHub) -> None:
    told = await fail(hub, "repositories_list_tags", namespace="acme", repository="app", cursor="junk")
    assert told.startswith("cursor: expected the next_cursor of an earlier page of repositories_list_tags, ")


async def test_missing_credentials_are_to_be_given_where_the_server_is_started(hub: DockerHub) -> None:
    assert "DOCKERHUB_SCIM_TOKEN" in await fail(hub, "scim_list_users")


SECRET = "dckr_pat_dummy_of_a_new_token"


async def test_frames_of_a_failed_hook_do_not_show_the_secrets_of_arguments(
    fake: FakeHub, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail_hook(event: object) -> None:
        raise ValueError("no limiter")

    policy = Policy(allow_writes=True, allow_secrets=True)
    async with DockerHub(Anonymous(), transport=fake.transport, on_request=fail_hook) as hub:
        with pytest.RaisesGroup(MCPError, flatten_subgroups=True):
            await called(hub, "authentication_create_token", policy, identifier="jane", secret=SECRET)
    (failure,) = [record.exc_info[1] for record in caplog.records if record.exc_info and record.exc_info[1]]
    stack = traceback.TracebackException.from_exception(failure, capture_locals=True).stack
    frames = [frame for frame in stack if f"{Path(server.__file__).parents[1]}" in frame.filename]
    assert {"call_tool", "call_operation"} <= {frame.name for frame in frames}
    assert not [
        (frame.name, name) for frame in frames for name, shown in (frame.locals or {}).items() if SECRET in shown
    ]


def test_frames_of_refused_arguments_do_not_show_secrets() -> None:
    entry = load()["authentication"]["operations"]["create_token"]
    with pytest.raises(ArgumentError) as caught:
        convert_arguments(entry, Policy(), {"identifier": 5, "secret": SECRET})
    frames = traceback.TracebackException.from_exception(caught.value, capture_locals=True).stack[1:]
    assert frames
    assert not [name for frame in frames for name, shown in (frame.locals or {}).items() if SECRET in shown]


@pytest.mark.parametrize("body", [{"json": [{"token": SECRET, "x": "y"}]}, {"text": f"{SECRET} y"}])
@pytest.mark.parametrize("allow_secrets", [True, False])
async def test_write_whose_response_cannot_be_read_is_no_error_to_be_repeated(
    hub: DockerHub, fake: FakeHub, body: dict[str, Any], *, allow_secrets: bool
) -> None:
    fake.fault("repositories.create", status=201, **body)
    policy = Policy(allow_writes=True, allow_secrets=allow_secrets)
    result = await called(hub, "repositories_create", policy, namespace="acme", name="new")
    first, *rest = text_of(result).splitlines()
    assert not result.is_error
    assert first == "the response cannot be read"
    assert "note: Docker Hub responded with 201, a success, so the change has probably been made: " in "\n".join(rest)
    assert rest[-1].startswith("response: ")
    assert "y" in rest[-1]
    assert (SECRET in rest[-1]) == allow_secrets


async def test_write_whose_response_is_lost_is_to_be_checked_before_it_is_repeated(
    hub: DockerHub, fake: FakeHub
) -> None:
    fake.fault("repositories.create", drop=True)
    told = await fail(hub, "repositories_create", Policy(allow_writes=True), namespace="acme", name="new")
    assert told.endswith("\nnote: The change may have been made: check before you repeat the request.")


async def test_a_note_is_told_although_it_has_words_of_advice_for_programs(
    hub: DockerHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def call(*_: object) -> str:
        error = NotFoundError("object not found", status_code=404)
        error.add_note("The repository pager.resume('x') is private.")
        add_resume_note(error, Cursor("repositories.list", "", 2, 20, 20), has_previous=True, is_response=True)
        raise error

    monkeypatch.setattr(server, "call_operation", call)
    told = await fail(hub, "repositories_list", namespace="acme")
    assert told.splitlines()[1:] == ["note: The repository pager.resume('x') is private."]


@pytest.fixture
def threadless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that can start no further thread."""

    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    threads._replace_pools()  # noqa: SLF001 - an idle thread of an earlier test would do the work
    monkeypatch.setattr(threading.Thread, "start", start)


@pytest.mark.usefixtures("threadless")
async def test_without_a_thread_results_are_written_all_the_same(hub: DockerHub, fake: FakeHub) -> None:
    policy = Policy(allow_writes=True, allow_secrets=True)
    resources = [{"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull"]}]
    new = {"org_name": "acme", "label": "ci", "resources": resources}
    assert (await succeed(hub, "org_access_tokens_create", policy, **new))["token"].startswith("dckr_oat_")
    assert (await succeed(hub, "org_access_tokens_list", policy, org_name="acme"))["items"]
    fake.fault("org_access_tokens.create", status=201, text=SECRET)
    result = await called(hub, "org_access_tokens_create", policy, **new)
    assert not result.is_error
    assert SECRET in text_of(result)
