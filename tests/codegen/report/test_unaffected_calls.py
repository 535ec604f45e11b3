"""Calls that are right as they are after a change are not named."""

from pathlib import Path

import pytest

from codegen.report import hand_written_uses, unaffected_calls, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

FACTS = ClientFacts(
    endpoints={"hub.repositories.exists()": "HEAD /v2/repositories/{name}", "hub.orgs.list()": "GET /v2/orgs"},
    parameters={"hub.orgs.list()": {"size": "pageSize"}},
)
FAKE_TESTS = "tests/overrides/testing/test_access.py"


def change(what: str, name: str, before: str = "", after: str = "", location: str = "$") -> Change:
    return Change(Level.BREAKING, (name,), what, before, after, location)


def places(root: Path, texts: dict[str, str], changed: Change) -> list[str]:
    for file, text in texts.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    return [place for use in hand_written_uses.find([changed], root, FACTS) for place in use.places]


def test_only_calls_without_credentials_are_named_if_anonymous_callers_are_refused_now(tmp_path: Path) -> None:
    call = "hub.repositories.exists('a')\n"
    texts = {
        "examples/public.py": f"hub = DockerHub()\n{call}",
        "examples/private.py": f"hub = DockerHub(Password('a', 'b'))\n{call}",
        "overrides/aiodockerhub/testing/handlers/a.py": "@handles('repositories.exists')\n",
        "tests/test_signed_in.py": f"def test_a(fake, hub):\n    {call}",
        "tests/test_anonymous.py": f"def test_anonymous(fake, hub):\n    {call}",
        "tests/test_fault.py": "def test_a(fake):\n    fake.fault('repositories.exists')\n",
        "tests/test_names.py": "NAMES = ['repositories.exists']\n",
        FAKE_TESTS: "http.head('/v2/repositories/a')\nhttp.head('/v2/repositories/a', headers=jane)\n",
    }
    refused = change(wording.CREDENTIALS, "hub.repositories.exists()", "none, password", "password")

    assert sorted(places(tmp_path, texts, refused)) == [
        "examples/public.py:2",
        f"{FAKE_TESTS}:1",
        "tests/test_anonymous.py:2",
        "tests/test_fault.py:2",
    ]


@pytest.mark.parametrize(
    ("given", "is_named"),
    [
        ("kind='read'", False),
        ("kind='admin'", True),
        ("kind=wanted", True),
        ("kind='read', other=1, kinds={'kind': 'admin'}", True),
    ],
)
def test_calls_with_a_value_that_is_still_allowed_are_not_named(tmp_path: Path, given: str, *, is_named: bool) -> None:
    gone = change(wording.VALUES, "hub.orgs.list(kind=)", "read, admin", "read")

    assert places(tmp_path, {"tests/test_a.py": f"hub.orgs.list({given})\n"}, gone) == (
        ["tests/test_a.py:1"] if is_named else []
    )


@pytest.mark.parametrize(
    ("call", "is_named"),
    [
        ("hub.orgs.list(kind=1)", False),
        ("hub.orgs.list(kind=None)", False),
        ("hub.orgs.list(kind=6)", True),
        ("hub.orgs.list(kind=kinds[0])", True),
        ("run('orgs', 'list', '--kind', '6')", True),
        ("fake.fault('orgs.list', kind=6)", False),
        ("schema_of('orgs.list', 'kind')", True),
    ],
)
def test_numbers_are_values_too_except_those_of_a_fault(tmp_path: Path, call: str, *, is_named: bool) -> None:
    gone = change(wording.VALUES, "hub.orgs.list(kind=)", "1, 6", "1")

    assert places(tmp_path, {"tests/test_a.py": f"{call}\n"}, gone) == (["tests/test_a.py:1"] if is_named else [])


IN_QUERY = "$.paths['/v2/orgs'].get.parameters[0]"


@pytest.mark.parametrize("location", ["$.components.schemas.a.properties.size", IN_QUERY])
def test_requests_by_path_without_what_is_required_now_are_named(tmp_path: Path, location: str) -> None:
    """The handlers refuse what lacks it, also in the query."""
    text = {FAKE_TESTS: "http.get('/v2/orgs')\nhub.orgs.list()\n", "tests/test_a.py": "http.get('/v2/orgs')\n"}
    required = change(wording.REQUIRED, "hub.orgs.list(size=)", "no", "yes", location)

    assert places(tmp_path, text, required) == [f"{FAKE_TESTS}:1", f"{FAKE_TESTS}:2"]


@pytest.mark.parametrize(
    "code",
    [
        "http.get('/v2/orgs?pageSize=1')",
        "http.get('/v2/orgs', params={'pageSize': 1})",
        "http.get(ORGS, params=params)",
        "response = http.get('/v2/orgs')\nassert response.status_code == 401",
        "assert http.get(ORGS, headers={}).status_code == 401",
    ],
)
def test_a_request_with_the_parameter_or_without_credentials_is_right(tmp_path: Path, code: str) -> None:
    text = {FAKE_TESTS: f"ORGS = '/v2/orgs'\nparams = {{'pageSize': 1}}\n{code}\n"}
    required = change(wording.REQUIRED, "hub.orgs.list(size=)", "no", "yes", IN_QUERY)

    assert places(tmp_path, text, required) == []


@pytest.mark.parametrize(
    "code",
    [
        "http.get(ORGS, headers=jane)",
        "http.get(ORGS, params={'name': 'a'})",
        "for path in ('/v2/a', ORGS): http.get(path)",
        "def read(**params): return http.get(ORGS, params=params)",
    ],
)
def test_a_request_by_a_constant_a_loop_or_a_helper_lacks_the_parameter(tmp_path: Path, code: str) -> None:
    required = change(wording.REQUIRED, "hub.orgs.list(size=)", "no", "yes", IN_QUERY)

    assert places(tmp_path, {FAKE_TESTS: f"ORGS = '/v2/orgs'\n{code}\n"}, required) == [f"{FAKE_TESTS}:2"]


@pytest.mark.parametrize(
    "line",
    [
        "# Resource and method, such as `orgs.list`.",
        'completions("orgs", "list", "--role", incomplete="o")',
        'Operation(id="orgs.list")',
    ],
)
def test_a_test_that_only_names_the_operation_or_completes_its_options_needs_no_argument(
    tmp_path: Path, line: str
) -> None:
    required = change(wording.REQUIRED, "hub.orgs.list(size=)", "no", "yes")

    assert places(tmp_path, {"tests/test_a.py": f"{line}\n"}, required) == []


def test_a_name_of_an_argument_that_is_given_by_place_concerns_only_calls_by_name(tmp_path: Path) -> None:
    renamed = change(wording.ARGUMENT_RENAMED, "hub.orgs.list(namespace)", "org_name", "namespace")
    texts = {
        "tests/test_a.py": "hub.orgs.list('acme')\nhub.orgs.list(org_name='acme')\n",
        "tests/test_b.py": "refused = 'unknown parameter `namespace`'\n",
        "overrides/aiodockerhub/testing/handlers/a.py": "@handles('orgs.list')\n",
    }

    assert places(tmp_path, texts, renamed) == ["tests/test_a.py:2"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("dict[str, str | int]", ["examples/a.py:1"]),
        ("list[str]", ["examples/a.py:2", "tests/test_a.py:2"]),
    ],
)
def test_a_type_that_is_only_wider_concerns_code_that_reads_the_field(
    tmp_path: Path, after: str, expected: list[str]
) -> None:
    text = 'log.data["tag"]\nbody = {"data": {"tag": "a"}}\n'
    wider = change(wording.TYPE, "AuditLog.data", "dict[str, str]", after)

    assert places(tmp_path, {"examples/a.py": text, "tests/test_a.py": text}, wider) == expected


def test_files_with_other_credentials_only_are_not_concerned_by_the_loss_of_a_kind_of_token() -> None:
    refused = change(wording.CREDENTIALS, "hub.orgs.list()", "password, personal access token", "password")

    assert unaffected_calls.are_all_in("tests/test_a.py", refused, ["Password('a', 'b')"])
    assert not unaffected_calls.are_all_in("tests/test_a.py", refused, ["AccessToken('a', 'b')"])


@pytest.mark.parametrize(("was", "is_kept"), [("bool, required", False), ("bool", True)])
def test_a_call_that_lacked_the_former_required_argument_does_so_on_purpose(
    tmp_path: Path, was: str, *, is_kept: bool
) -> None:
    text = {
        FAKE_TESTS: "hub.orgs.list(enabled=True)\nhub.orgs.list()\nhttp.get('/v2/orgs', json={'enabled': 1})\n",
        "overrides/aiodockerhub/testing/handlers/a.py": "@handles('orgs.list')\n",
    }
    added = change(wording.ARGUMENT_ADDED, "hub.orgs.list(active=)", "", "bool, required", "$.a")
    gone = change(wording.ARGUMENT_REMOVED, "hub.orgs.list(enabled=)", was, wording.perhaps_renamed("active="), "$.b")
    places(tmp_path, text, added)

    lines = {
        place
        for use in hand_written_uses.find([added, gone], tmp_path, FACTS)
        if use.what == wording.ARGUMENT_ADDED
        for place in use.places
    }

    handler = "overrides/aiodockerhub/testing/handlers/a.py:1"
    assert lines == {handler, f"{FAKE_TESTS}:1", f"{FAKE_TESTS}:3", *([f"{FAKE_TESTS}:2"] if is_kept else [])}
