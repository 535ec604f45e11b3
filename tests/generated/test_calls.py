"""Calls as values, the responses they decode, and the Protocols that send them."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import aiodockerhub_generated
import attrs
import pytest
from aiodockerhub_generated import calls, resources
from aiodockerhub_generated.types import OMIT, CallOptions, WrongTypeError

from tests.generated.samples import body

SOURCE = Path(aiodockerhub_generated.__file__).parent.parent

PROGRAM = """
from typing import assert_type
from aiodockerhub_generated import calls
from aiodockerhub_generated.models import Repository, RepositoryListEntry, Tag, TagPage
from aiodockerhub_generated.resources import Resources
from aiodockerhub_generated.types import Call, Page, PagedCall, Pager, Sender

async def main(hub: Resources, sender: Sender) -> None:
    assert_type(hub.repositories.list("library"), Pager[RepositoryListEntry])
    assert_type(await hub.repositories.list("library"), Page[RepositoryListEntry])
    assert_type((await hub.repositories.list("library")).items, list[RepositoryListEntry])
    assert_type(await hub.repositories.get("library", "nginx"), Repository)
    assert_type(await hub.repositories.exists("library", "nginx"), bool)
    assert_type(await hub.orgs.export_members("acme"), str)
    assert_type(calls.repositories.get("library", "nginx"), Call[Repository])
    assert_type(calls.repositories.list_tags("library", "nginx"), PagedCall[TagPage, Tag])
    assert_type(await sender.send(calls.repositories.get("library", "nginx")), Repository)
    assert_type(await sender.send(calls.repositories.list_tags("library", "nginx")), TagPage)
    assert_type(sender.paginate(calls.repositories.list_tags("library", "nginx")), Pager[Tag])
    async for tag in hub.repositories.list_tags("library", "nginx", ordering="something-new"):
        assert_type(tag, Tag)
    await hub.repositories.get("library", 7)
"""


class TestWithQuery:
    """Other query parameters for the same call."""

    def test_replaces_in_place_appends_and_removes(self) -> None:
        call = calls.repositories.list("acme", page=1, page_size=50, name="app")
        assert call.with_query(page=2, name=None, ordering="name").query == (
            ("page", "2"),
            ("page_size", "50"),
            ("ordering", "name"),
        )

    def test_replaces_a_repeated_parameter_once(self) -> None:
        call = attrs.evolve(calls.repositories.list("acme"), query=(("os", "linux"), ("page", "1"), ("os", "windows")))
        assert call.with_query(os="any").query == (("os", "any"), ("page", "1"))
        assert call.with_query(os=None).query == (("page", "1"),)

    def test_leaves_the_original_alone(self) -> None:
        call = calls.repositories.list("acme", page=1)
        assert call.with_query(page=2) != call
        assert call.query == (("page", "1"),)
        assert call.with_query(page=1) == call

    def test_keeps_the_kind_of_call(self) -> None:
        call = calls.repositories.list("acme").with_query(page=2)
        assert call.items(call.decode(body({"count": 0, "next": None, "previous": None, "results": []}), None)) == []


def test_call_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        calls.repositories.get("a", "b").path = "/elsewhere"  # type: ignore[misc]  # what this test is about


def test_repr_of_a_call_hides_its_body() -> None:
    text = repr(calls.authentication.create_token(identifier="jane", secret="dummy-value"))
    assert "/v2/auth/token" in text
    assert "dummy-value" not in text


def test_reprs_are_short_enough_to_read() -> None:
    call = calls.repositories.list_tags("library", "nginx", page=2)
    path = "/v2/namespaces/library/repositories/nginx/tags"
    assert repr(call) == (
        f"PagedCall(operation=repositories.list_tags, path='{path}', query=(('page', '2'),), headers=())"
    )
    sender: Any = None
    assert repr(resources.OrgAccessTokens(sender)) == "<hub.org_access_tokens, 5 methods>"


def test_options_do_not_show_headers_which_may_hold_credentials() -> None:
    assert "dummy" not in repr(CallOptions(headers={"authorization": "Bearer dummy"}))


def test_options_change_nothing_by_themselves() -> None:
    assert CallOptions() == CallOptions(timeout=OMIT, max_retries=OMIT, headers={}, query={})


def test_an_envelope_without_its_items_is_refused() -> None:
    call = calls.audit_logs.list("acme")
    with pytest.raises(WrongTypeError, match=r"expected array at \$\.logs"):
        call.items(call.decode(body({}), None))


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_type_checkers_see_the_types_of_calls_and_responses(checker: str, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    commands = {
        "mypy": ["mypy", "--strict", "--no-incremental", "--config-file=", str(program)],
        "pyright": ["basedpyright", f"--pythonpath={sys.executable}", str(program)],
    }
    (tmp_path / "pyrightconfig.json").write_text(f'{{"extraPaths": ["{SOURCE}"], "typeCheckingMode": "strict"}}')
    done = subprocess.run(
        [sys.executable, "-m", *commands[checker]],
        env={**os.environ, "MYPYPATH": str(SOURCE)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in done.stdout.splitlines() if "error" in line and "program.py:" in line]
    assert len(errors) == 1  # the last line of the program, which shows that the checker looked
    assert "program.py:22:" in errors[0]
