"""Requests that tests send by method and path are found, however the path is put together."""

import pytest

from codegen.report import raw_requests
from codegen.report.raw_requests import RawRequest

ENDPOINT = "POST /v2/orgs/{org_name}/groups"


def lines(text: str, endpoint: str = ENDPOINT) -> list[int]:
    return [request.line for request in raw_requests.find(text) if request.is_for(endpoint)]


@pytest.mark.parametrize(
    "text",
    [
        "http.post('/v2/orgs/acme/groups', json={})",
        "http.post('/v2/orgs/acme/groups/')",
        "http.post('https://hub.docker.com/v2/orgs/acme/groups?page=1')",
        "http.request('POST', f'/v2/orgs/{org}/groups')",
        "CASES = [('post', '/v2/orgs/acme/groups', {})]",
        "path = '/v2/orgs/acme/groups'; http.post(path)",
        "org = '/v2/orgs/acme'; groups = f'{org}/groups'; http.post(groups)",
        "http.post(f'{url}/v2/orgs/acme/groups')",
        "user, path = sign_in(), '/v2/orgs/acme/groups'; http.post(path)",
        "def send(user, method): http.request(method, '/v2/orgs/acme/groups')\nsend('ann', 'POST')",
    ],
)
def test_a_request_for_the_operation_is_found(text: str) -> None:
    assert lines(text) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "http.get('/v2/orgs/acme/groups')",
        "http.post('/v2/orgs/acme/groups/docs')",
        "path = '/v2/orgs/acme/groups'; http.post(f'{path}/docs')",
        "http.post(path)",
        "path = f'{path}/groups'; http.post(path)",
        "http.post('/v2/orgs/acme/members')",
        "send('/v2/orgs/acme/groups')",
        "def send(method): http.request(method, '/v2/orgs/acme/groups')\nsend('GET')",
        "values.get()",
        "user, path = '/v2/orgs/acme/groups'; http.post(path)",
        "http.post(f'/v2/{first}/{second}/{third}')",
    ],
)
def test_another_request_is_not(text: str) -> None:
    assert lines(text) == []


def test_a_name_of_a_function_has_the_value_of_that_function() -> None:
    text = (
        "GROUPS = '/v2/orgs/acme/groups'\n"
        "def test_a(http):\n    path = '/v2/orgs/acme/members'\n    http.post(path)\n"
        "def test_b(http):\n    path = GROUPS\n    def send():\n        http.post(path)\n    send()\n"
        "def test_c(http, GROUPS):\n    http.post(GROUPS)\n"
    )

    assert lines(text) == [8]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("for path in (GROUPS, '/v2/a'):\n    http.post(path)\n", 3),
        ("for path, name in [(GROUPS, 'a')]:\n    http.post(path)\n", 3),
        ("[http.post(path) for path in [GROUPS]]\n", 2),
        ("def send(path):\n    http.post(path)\n\nsend(GROUPS)\n", 5),
        ("def send(path):\n    http.post(path)\n\nsend('/v2/orgs/acme/groups')\nsend('/v2/a')\n", 5),
        ("@pytest.mark.parametrize('path', ['/v2/a', GROUPS])\ndef test_a(path):\n    http.post(path)\n", 2),
        ("@mark.parametrize(('a', 'path'), [(1, GROUPS)])\ndef test_a(a, path):\n    http.post(path)\n", 2),
        ("@mark.parametrize('a, path', [(1, GROUPS)])\nasync def test_a(path, a):\n    http.post(path)\n", 2),
    ],
)
def test_a_path_that_a_loop_a_call_or_a_parametrization_gives_is_found(code: str, wanted: int) -> None:
    assert lines(f"GROUPS = '/v2/orgs/acme/groups'\n{code}") == [wanted]


@pytest.mark.parametrize(
    "decorator", ["pytest.mark.parametrize()", "pytest.mark.parametrize('path', PATHS)", "other('path', [GROUPS])"]
)
def test_a_decorator_that_lists_no_paths_gives_none(decorator: str) -> None:
    text = f"GROUPS = '/v2/orgs/acme/groups'\n@{decorator}\ndef test_a(path):\n    http.post(path)\n"

    assert lines(text) == []


@pytest.mark.heavy
def test_a_path_that_is_put_together_many_times_over_is_left_alone() -> None:
    text = "".join(f"a = f'{{a}}{{a}}{number}'\n" for number in range(30)) + "http.post(a)"

    assert raw_requests.find(text) == []


def test_where_the_path_stands_is_the_place() -> None:
    text = "await http.post(\n    '/v2/orgs/acme/groups',\n    json={},\n)"

    assert raw_requests.find(text) == [RawRequest("post", "/v2/orgs/acme/groups", 2)]


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("import httpx\nhttpx.post('/v2/orgs/acme/groups', json={})\n", [3]),
        ("\npath = '/v2/orgs/acme/groups'\nhttpx.post(path)\n", [4]),
        ("Send this:\nhttpx.post('/v2/orgs/acme/groups')\n", []),
    ],
)
def test_a_request_of_a_script_in_a_text_is_found(script: str, wanted: list[int]) -> None:
    assert lines(f'import sys\nSCRIPT = """{script}"""\nrun(SCRIPT)\n') == wanted
