"""Every operation of the document is there, in all its forms, and says the same in each of them."""

import inspect
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from aiodockerhub_generated import calls
from aiodockerhub_generated._json import WrongTypeError
from aiodockerhub_generated.errors import ArgumentError
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.resources import Resources
from aiodockerhub_generated.types import OMIT, Call, CallOptions, Operation, PagedCall, Pager, Security

from codegen.document import load, merged_schemas, nodes, overlay
from codegen.plan.identifiers import snake_case
from codegen.write.build import Layout
from tests.generated.samples import ALL, NOON, call_function, each_operation, keywords, positional, resource_class

T = TypeVar("T")

API = (Layout().generated / "api.md").read_text(encoding="utf-8")


PAGED = [operation for operation in ALL if operation.paging is not None]


@pytest.fixture(scope="module")
def patched() -> dict[str, Any]:
    return overlay.apply(load.load(Layout().spec), overlay.load(Layout().overlays))


@pytest.fixture(scope="module")
def declared(patched: dict[str, Any]) -> set[tuple[str, str]]:
    return {(method.upper(), path) for path, method, _ in nodes.operations(patched)}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


class Recorder:
    """A sender that sends nothing, and records the calls."""

    def __init__(self) -> None:
        self.sent: list[tuple[Call[Any], CallOptions | None]] = []

    async def send(self, call: Call[T], options: CallOptions | None = None) -> T:
        self.sent.append((call, options))
        try:
            return call.decode(b"{}", None)
        except WrongTypeError:  # it is a list
            return call.decode(b"[]", None)

    def paginate(self, call: PagedCall[Any, T], options: CallOptions | None = None) -> Pager[T]:
        self.sent.append((call, options))
        pager: Any = object()
        return pager  # type: ignore[no-any-return]


@pytest.mark.heavy
def test_the_document_and_the_client_have_the_same_operations(declared: set[tuple[str, str]]) -> None:
    assert {(operation.method, operation.path) for operation in ALL} == declared
    assert len(ALL) == len(declared)


@pytest.mark.unmeasured
@each_operation
def test_api_md_has_a_line(operation: Operation) -> None:
    lines = [line for line in API.splitlines() if line.startswith(f"| `{operation.id}(")]
    assert len(lines) == 1
    assert f"| `{operation.method} {operation.path}` |" in lines[0]


def test_api_md_has_no_other_lines() -> None:
    rows = re.findall(r"^\| `(\w+\.\w+)\(", API, re.MULTILINE)  # a description may have tables, too
    assert sorted(rows) == sorted(operation.id for operation in ALL)


@pytest.mark.unmeasured
@each_operation
def test_call_carries_its_operation_and_arguments(operation: Operation) -> None:
    call = call_function(operation)(*positional(operation).values(), **keywords(operation))

    assert call.operation is operation
    assert isinstance(call, PagedCall) == (operation.paging is not None)
    expected = re.sub(r"\{[^}]*\}", "some-name", operation.path)
    assert re.sub("/7(?=/|$)", "/some-name", call.path) == expected
    if operation.method in {"GET", "HEAD", "DELETE"} and operation.id != "namespace_settings.remove_from_allowlist":
        assert call.body is OMIT
        assert len(call.query) + len(call.headers) == len(keywords(operation))


@pytest.mark.unmeasured
@each_operation
async def test_method_sends_the_call_with_the_options(operation: Operation) -> None:
    recorder, options = Recorder(), CallOptions(timeout=1.5)
    resource = resource_class(operation.id.partition(".")[0])(recorder)
    arguments, named = positional(operation), keywords(operation)

    result = getattr(resource, operation.id.partition(".")[2])(*arguments.values(), **named, options=options)
    if inspect.isawaitable(result):
        await result

    assert recorder.sent == [(call_function(operation)(*arguments.values(), **named), options)]


@pytest.mark.unmeasured
@each_operation
def test_optional_arguments_are_left_out_of_the_request(operation: Operation) -> None:
    required = keywords(operation, every=False)
    call = call_function(operation)(*positional(operation).values(), **required)

    fields = call.body if isinstance(call.body, dict) else {}
    sent = {name for name, _ in call.query} | fields.keys()
    given = {*required, *positional(operation)}
    assert call.headers == ()
    assert {snake_case(name).rstrip("_") for name in sent} <= {name.rstrip("_") for name in given}


PATH_ARGUMENTS = [(operation, name) for operation in ALL for name in positional(operation)]


@pytest.mark.parametrize(("operation", "name"), PATH_ARGUMENTS, ids=[f"{o.id}-{name}" for o, name in PATH_ARGUMENTS])
def test_path_argument_that_would_call_another_address_is_refused(operation: Operation, name: str) -> None:
    given = positional(operation)
    function, required = call_function(operation), keywords(operation, every=False)
    of_wrong_kind: list[Any] = [None, 7, b"x", OMIT]
    of_wrong_value = ["", ".", "..", "a\nb", "a\x00", "\x7f"]
    if isinstance(given[name], int):
        of_wrong_kind, of_wrong_value = ["7", "..", "", True, None, 7.0, OMIT], []
    for value in of_wrong_kind:
        with pytest.raises(TypeError, match=rf"^{name}: "):
            function(**(given | {name: value}), **required)
    for value in of_wrong_value:
        with pytest.raises(ValueError, match=rf"^{name}: "):
            function(**(given | {name: value}), **required)


@pytest.mark.unmeasured
@pytest.mark.parametrize(("operation", "name"), PATH_ARGUMENTS, ids=[f"{o.id}-{name}" for o, name in PATH_ARGUMENTS])
def test_path_argument_stays_one_segment(operation: Operation, name: str) -> None:
    given = positional(operation)
    if isinstance(given[name], int):
        pytest.skip("an integer cannot leave its segment")
    call = call_function(operation)(**(given | {name: "..x?y#z%3F"}), **keywords(operation, every=False))
    assert "/..x%3Fy%23z%253F" in call.path
    assert call.path.count("/") == operation.path.count("/")
    several_names = [
        "../x",
        "acme/app",
        "..%2fadmin",
        "..%252fadmin",
        "..;",
        "x\\y",
        "%2e%2e",
        "%c0%ae%c0%ae",
        "..?x",
        "..#x",
    ]
    several_names += ["..%3fx", "..+", "..\u200b", "a\u2215b", f"%{'25' * 20}2e"]
    for several in several_names:
        with pytest.raises(ArgumentError, match=rf"^{name}: expected"):
            call_function(operation)(**(given | {name: several}), **keywords(operation, every=False))


class TestMetadata:
    """Facts of the document that operations carry, a few of each kind."""

    @pytest.mark.parametrize(
        ("name", "security", "personal_token", "organization_token"),
        [
            ("authentication.create_token", Security.NONE, False, False),
            ("repositories.get", Security.OPTIONAL_BEARER, True, True),
            ("orgs.list_members", Security.BEARER, False, True),
            ("orgs.get", Security.OPTIONAL_BEARER, True, False),
            ("access_tokens.list", Security.BEARER, False, False),
            ("scim.list_users", Security.SCIM_BEARER, False, False),
        ],
    )
    def test_credentials(self, name: str, security: Security, personal_token: bool, organization_token: bool) -> None:
        assert OPERATIONS[name].security is security
        assert OPERATIONS[name].personal_token is personal_token
        assert OPERATIONS[name].organization_token is organization_token

    @pytest.mark.unmeasured
    @pytest.mark.parametrize("operation", PAGED, ids=[operation.id for operation in PAGED])
    def test_lists_page_by_parameters_that_the_document_has(
        self, operation: Operation, patched: dict[str, Any]
    ) -> None:
        paging = operation.paging
        assert paging is not None
        given = nodes.parameters(patched, operation.path, operation.method.lower())
        queries: dict[str, Any] = {str(each["name"]): each for each in given if each["in"] == "query"}
        if paging.style != "single":
            assert {paging.page, paging.size} & queries.keys()
        declared = merged_schemas.merge(patched, queries.get(paging.size, {}).get("schema"))
        assert paging.max_size == declared.get("maximum", paging.max_size)
        assert paging.default_size == declared.get("default", paging.default_size)

    @pytest.mark.parametrize("operation", PAGED, ids=[operation.id for operation in PAGED])
    def test_the_items_of_a_list_are_an_array_of_the_document(
        self, operation: Operation, patched: dict[str, Any]
    ) -> None:
        node = patched["paths"][operation.path][operation.method.lower()]
        success = next(value for status, value in node["responses"].items() if str(status).startswith("2"))
        (media,) = nodes.mapping(nodes.follow(patched, success)["content"]).values()
        schema, paging = nodes.mapping(media)["schema"], operation.paging
        assert paging is not None
        whole = merged_schemas.merge(patched, schema)
        items = whole if paging.items is None else merged_schemas.object_properties(patched, schema)[paging.items]
        assert items["type"] == "array"

    @pytest.mark.parametrize("name", ["repositories.get", "scim.get_user", "audit_logs.list_actions"])
    def test_what_is_no_list_does_not_page(self, name: str) -> None:
        assert OPERATIONS[name].paging is None

    @pytest.mark.parametrize(
        ("name", "response"),
        [
            ("repositories.get", "json"),
            ("repositories.exists", "exists"),
            ("repositories.delete", "none"),
            ("orgs.export_members", "text"),
        ],
    )
    def test_response(self, name: str, response: str) -> None:
        assert OPERATIONS[name].response == response

    def test_media_types(self) -> None:
        assert OPERATIONS["orgs.export_members"].accept == "text/csv"
        assert OPERATIONS["scim.get_user"].accept == "application/scim+json"
        assert OPERATIONS["scim.create_user"].content_type == "application/scim+json"
        assert OPERATIONS["repositories.create"].content_type == "application/json"

    def test_bodies_that_carry_scopes(self) -> None:
        scoped = {operation.id: operation.scopes for operation in ALL if operation.scopes}
        assert scoped == {
            "access_tokens.create": "personal",
            "org_access_tokens.create": "organization",
            "org_access_tokens.update": "organization",
        }

    @pytest.mark.heavy
    def test_deprecated_operations(self) -> None:
        patched = overlay.apply(load.load(Layout().spec), overlay.load(Layout().overlays))
        deprecated = {
            (method.upper(), path)
            for path, method, operation in nodes.operations(patched)
            if operation.get("deprecated", False)
        }
        assert deprecated
        assert {(operation.method, operation.path) for operation in ALL if operation.deprecated} == deprecated


class TestNames:
    """Names that reach a user."""

    @pytest.mark.unmeasured
    @each_operation
    def test_no_machine_made_name(self, operation: Operation) -> None:
        assert not re.search(r"(get|post|put|patch|delete|head)_v\d|response_?\d|body_\d", operation.id)

    def test_method_called_list_leaves_the_type_list_alone(self) -> None:
        source = Path(inspect.getfile(calls.repositories)).read_text(encoding="utf-8")
        assert not re.search(r"(?<!builtins\.)\blist\[", source)


class TestResources:
    """The mixin that a client inherits."""

    def test_it_asks_for_a_sender(self) -> None:
        with pytest.raises(NotImplementedError):
            _ = Resources().repositories

    def test_each_resource_is_made_once_with_the_sender(self) -> None:
        recorder = Recorder()

        class Hub(Resources):
            @property
            def _sender(self) -> Recorder:
                return recorder

        hub = Hub()
        assert hub.repositories is hub.repositories
        assert {operation.id.partition(".")[0] for operation in ALL} <= set(dir(hub))
        assert hub.repositories._sender is recorder


def test_deprecated_call_warns_at_the_line_that_makes_it() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        calls.authentication.login(username="jane", password="dummy")
    assert [(warning.category, warning.filename) for warning in caught] == [(DeprecationWarning, __file__)]
    assert str(caught[0].message) == "authentication.login is deprecated: use `authentication.create_token` instead"


async def test_deprecated_method_warns_at_the_line_that_awaits_it() -> None:
    login = resource_class("authentication")(Recorder()).login
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        await login(username="jane", password="dummy")
    assert [(warning.category, warning.filename) for warning in caught] == [(DeprecationWarning, __file__)]


def test_field_that_repeats_the_path_is_sent_without_being_asked_for() -> None:
    call = calls.repositories.create("acme", name="app")
    assert call.body == {"name": "app", "namespace": "acme"}


def test_null_and_nothing_differ_in_a_body() -> None:
    assert calls.org_access_tokens.create("acme", label="ci").body == {"label": "ci"}
    endless = calls.org_access_tokens.create("acme", label="ci", expires_at=None)
    assert endless.body == {"label": "ci", "expires_at": None}
    limited = calls.org_access_tokens.create("acme", label="ci", expires_at=NOON)
    assert limited.body == {"label": "ci", "expires_at": "2026-01-02T12:00:00Z"}
