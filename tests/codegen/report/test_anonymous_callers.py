"""Handlers of FakeHub that look at the caller are named if the operation needs no credentials now."""

from pathlib import Path

import pytest

from codegen.report import anonymous_callers, hand_written_uses, raw_requests, wording, wording_of_remains
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

FAKE_HUB = "overrides/aiodockerhub/testing/"
HANDLERS = f"{FAKE_HUB}handlers/logs.py"
TEST = "tests/overrides/testing/handlers/test_logs.py"
TEXTS = {
    f"{FAKE_HUB}handled_request.py": """
class HandledRequest:
    def organization(self, name):
        return find(self.world, self.caller, name)

    def flag(self, name):
        return self.query[name]
""".splitlines(),
    HANDLERS: """
@handles("logs.list_actions")
def list_actions(request, account):
    flag = request.flag("all")
    _check(request, account)
    return json_response({"flag": flag})

@handles("logs.list")
def list_(request, account):
    return json_response([account, request.caller.name])

@handles("logs.get_settings")
def get_settings(request):
    return json_response({"flag": request.flag("all")})

def _check(request, account):
    _look_up(request, account)

def _look_up(request, account):
    request.organization(account)
""".splitlines(),
}
FACTS = ClientFacts(endpoints={"hub.logs.list_actions()": "GET /v2/logs/{account}/actions"})
SENT = {
    TEST: [
        raw_requests.RawRequest("get", "/v2/logs/acme/actions", 7),
        raw_requests.RawRequest("get", "/v2/logs/acme", 9),
    ],
    "tests/overrides/http/test_session.py": [raw_requests.RawRequest("get", "/v2/logs/acme/actions", 3)],
}


def change(name: str, before: str = "password, organization access token", after: str = "none") -> Change:
    return Change(Level.CHANGED, (f"hub.logs.{name}()",), wording.CREDENTIALS, before, after, "GET /v2/logs")


def test_what_a_handler_does_with_the_caller_is_named_with_the_requests_of_tests() -> None:
    found = anonymous_callers.find([change("list_actions")], TEXTS, FACTS, SENT)

    assert found == [anonymous_callers.Opened("hub.logs.list_actions()", (f"{HANDLERS}:5",), (f"{TEST}:7",))]


def test_the_caller_may_be_used_in_the_handler_itself() -> None:
    (found,) = anonymous_callers.find([change("list", after="none, password")], TEXTS, FACTS, SENT)

    assert found.places == (f"{HANDLERS}:10",)


@pytest.mark.parametrize(
    "other",
    [
        change("get_settings"),
        change("list_actions", after="password"),
        change("list_actions", before="none, password"),
        change("list_actions", before="none", after="password"),
    ],
    ids=["no use of the caller", "credentials needed", "none needed before", "needed now"],
)
def test_nothing_else_is_named(other: Change) -> None:
    assert anonymous_callers.find([other], TEXTS, FACTS, SENT) == []


def test_the_report_has_the_handler_among_the_lines_to_edit_and_the_requests_below_look(tmp_path: Path) -> None:
    request = 'async def test_a(http):\n    await http.get("/v2/logs/acme/actions", headers=jane)'
    for file, lines in {**TEXTS, TEST: request.splitlines()}.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("\n".join(lines), encoding="utf-8")

    uses = hand_written_uses.find([change("list_actions")], tmp_path, FACTS)

    assert [(use.what, use.places, use.is_look) for use in uses if use.places] == [
        (wording_of_remains.ANONYMOUS, (f"{HANDLERS}:5",), False),
        (wording.CREDENTIALS, (f"{TEST}:2",), True),
    ]
