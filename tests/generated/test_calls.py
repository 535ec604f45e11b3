"""Calls as values, the answers they decode, and the Protocols that send them."""

import copy
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import aiodockerhub_generated
import attrs
import pytest
from aiodockerhub_generated import _responses, _lazy, calls, models, resources
from aiodockerhub_generated.models import Category
from aiodockerhub_generated.types import OMIT, CallOptions, Drift, Omit, WrongTypeError

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


def run(program: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


class TestWithQuery:
    """Other query parameters for the same call."""

    def test_replaces_in_place_appends_and_removes(self) -> None:
        call = calls.repositories.list("acme", page=1, page_size=50, name="app")
        assert call.with_query(page=2, name=None, ordering="name").query == (
            ("page", "2"),
            ("page_size", "50"),
            ("ordering", "name"),
        )

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


class TestOmit:
    """The value of what was not given."""

    @pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
    def test_keeps_its_identity(self, duplicate: Any) -> None:
        assert duplicate(OMIT) is OMIT

    def test_is_false_and_reads_well(self) -> None:
        assert not OMIT
        assert repr(OMIT) == "OMIT"
        assert isinstance(OMIT, Omit)


class TestAnswers:
    """Answers that are not a single model."""

    def test_bare_values(self) -> None:
        assert _responses.truth(payload=True) is True
        assert _responses.nothing(b"ignored") is None  # type: ignore[func-returns-value]  # what this test is about
        assert _responses.text("a,b\n") == "a,b\n"
        assert _responses.anything(b"[1, null]") == [1, None]

    def test_array_of_models(self) -> None:
        decode = _responses.list_of(Category)
        assert [category.slug for category in decode(body([{"name": "A", "slug": "a"}]), None)] == ["a"]

    def test_a_difference_in_an_item_is_told_with_its_place_in_the_array(self) -> None:
        drifts: list[Drift] = []
        _responses.list_of(Category)(body([{"name": "A", "slug": "a"}, {"name": 1, "slug": "b"}, 7]), drifts.append)
        assert [(drift.path, drift.seen) for drift in drifts] == [("$[*].name", 1), ("$[*]", 7)]

    @pytest.mark.parametrize(
        ("odd", "received"), [(None, "null"), (1, "integer"), ("abc", "string"), ({"a": 1}, "object")]
    )
    def test_a_page_whose_items_are_not_an_array_is_refused(self, odd: Any, received: str) -> None:
        take = _responses.items_of("resources")
        assert take(models.ScimUserPage.from_dict({"resources": []})) == []
        with pytest.raises(WrongTypeError) as caught:
            take(models.ScimUserPage.from_dict({"resources": odd}))
        assert str(caught.value) == f"expected array at $.resources, got {received}"

    def test_a_page_without_its_items_is_refused(self) -> None:
        with pytest.raises(WrongTypeError, match=r"expected array at \$\.results, got"):
            _responses.items_of("results")(models.TagPage.from_dict({"count": 0}))

    @pytest.mark.parametrize("payload", [None, {}, "x", 5])
    def test_a_response_that_should_be_an_array_and_is_not_is_refused(self, payload: Any) -> None:
        for sink in (None, list[Drift]().append):
            with pytest.raises(WrongTypeError) as caught:
                _responses.list_of(Category)(body(payload), sink)
            assert (caught.value.path, caught.value.expected) == ("$", "array")

    def test_a_null_in_an_array_is_the_same_in_all_lists(self) -> None:
        in_page, bare = list[Drift](), list[Drift]()
        page = models.RepositoryListEntryPage.from_json(body({"results": [None]}), in_page.append)
        assert page.to_dict() == {"results": [None]}
        assert list[object](_responses.list_of(Category)(body([None]), bare.append)) == [None]
        assert [(drift.path, drift.kind) for drift in bare] == [("$[*]", "null")]
        assert ("$.results[*]", "null") in [(drift.path, drift.kind) for drift in in_page]


class TestLaziness:
    """Importing loads what is asked for and no more."""

    def test_importing_the_package_loads_no_model(self) -> None:
        loaded = run(
            "import sys, aiodockerhub_generated as g, aiodockerhub_generated.resources, aiodockerhub_generated.calls;"
            "from aiodockerhub_generated import models;"
            "print([m for m in sys.modules if '.models.' in m or '.calls.' in m or '.resources.' in m])"
        )
        assert loaded == "[]"

    def test_a_resource_loads_its_calls_and_a_call_loads_its_model(self) -> None:
        loaded = run(
            "import sys; from aiodockerhub_generated.resources import Search; from aiodockerhub_generated import calls;"
            "names = lambda: sorted(m.rpartition('.')[2] for m in sys.modules if '.models.' in m or '.calls.' in m);"
            "print(names()); calls.search.repositories(query='nginx'); print(names())"
        )
        assert loaded.splitlines() == ["['search']", "['search', 'search_result', 'search_result_page']"]

    @pytest.mark.parametrize("package", [aiodockerhub_generated, calls, models, resources])
    def test_everything_public_is_listed_and_loads(self, package: Any) -> None:
        assert set(package.__all__) <= set(dir(package))
        for name in package.__all__:
            assert getattr(package, name) is getattr(package, name)

    @pytest.mark.parametrize("package", [aiodockerhub_generated, calls, models, resources])
    def test_unknown_name_is_an_attribute_error(self, package: Any) -> None:
        with pytest.raises(AttributeError, match=r"has no attribute 'nonsense'"):
            _ = package.nonsense

    def test_what_was_loaded_is_kept(self) -> None:
        load, _ = _lazy.lazy("aiodockerhub_generated.models", {"Again": "tag:Tag"})
        try:
            assert load("Again") is models.Tag
            assert vars(models)["Again"] is models.Tag
        finally:
            del vars(models)["Again"]


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_type_checkers_see_the_types_of_calls_and_answers(checker: str, tmp_path: Path) -> None:
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
