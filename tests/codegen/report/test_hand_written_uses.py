"""Hand-written lines that a change concerns are named with file and line."""

from pathlib import Path
from typing import Any

import pytest

from codegen.document.overlay import Action, Overlay
from codegen.report import client_facts, hand_written_uses, rendering, wording, wording_of_remains
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts
from codegen.report.hand_written_uses import Use
from codegen.report.next_version import Proposal
from codegen.report.overlay_edits import Edit
from tests.codegen.report.small_client import client, edited

FILES = {
    "overrides/aiodockerhub/testing/handlers/groups.py": '@handles("groups.list", "groups.get")\n@handles("orgs")\n',
    "overrides/aiodockerhub/export.py": "hub.orgs.export_members\norgs_export_members\nhub.orgs.export_members_now\n",
    "overrides/overlay/names.yaml": "orgs.export_members\n",
    "tests/test_export.py": "client.get('/v2/orgs/acme/invites')\nclient.get('/v2/orgs/acme/invites/more')\n",
    "tests/codegen/report/test_documents.py": "hub.orgs.export_members\n",
    "docs/guide.md": "`aiodockerhub orgs export-members`\n",
    "README.md": "Tag.full_size is tag['full_size'] in full_size.\nA Tagged TagImage.\n",
    "docs/discrepancies.md": "orgs.export_members\n",
    "docs/modules.md": "orgs.export_members\n",
}
HANDLER = "overrides/aiodockerhub/testing/handlers/groups.py:1"
EXPORTS = ("overrides/aiodockerhub/export.py:1", "overrides/aiodockerhub/export.py:2", "docs/guide.md:1")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def change(what: str, name: str, before: str = "", after: str = "", *, level: Level = Level.CHANGED) -> Change:
    return Change(level, (name,), what, before, after, "$")


@pytest.mark.parametrize(
    ("what", "name", "states", "places"),
    [
        (wording.OPERATION_REMOVED, "hub.orgs.export_members()", ("GET /v2/x", ""), EXPORTS),
        (wording.METHOD_RENAMED, "hub.orgs.export_members()", ("", ""), EXPORTS),
        (wording.RESOURCE_REMOVED, "hub.orgs", ("orgs", ""), tuple(f"{EXPORTS[0][:-1]}{line}" for line in (1, 3))),
        (wording.ARGUMENT_REMOVED, "hub.orgs.export_members(org_name)", ("", ""), EXPORTS),
        (wording.ARGUMENT_ADDED, "hub.groups.list(status=)", ("", "str"), (HANDLER,)),
        (wording.VALUES, "hub.groups.get(role=)", ("a", "a, b"), (HANDLER,)),
        (wording.MODEL_REMOVED, "TagImage", ("", ""), ("README.md:2",)),
        (wording.FIELD_REMOVED, "Tag.full_size", ("", ""), ("README.md:1",)),
        (
            wording.ENDPOINT,
            "hub.invites.list()",
            ("GET /v2/orgs/{org_name}/invites", "GET /v2/orgs/{org_name}/invitations"),
            ("tests/test_export.py:1",),
        ),
    ],
)
def test_the_lines_are_found(
    root: Path, what: str, name: str, states: tuple[str, str], places: tuple[str, ...]
) -> None:
    assert hand_written_uses.find([change(what, name, *states)], root) == [Use(name=name, what=what, places=places)]


def test_where_an_argument_is_demanded_all_calls_are_found(root: Path) -> None:
    demanded = change(wording.REQUIRED, "hub.orgs.export_members(page=)", "no", "yes", level=Level.BREAKING)

    assert [use.places for use in hand_written_uses.find([demanded], root)] == [EXPORTS]


@pytest.mark.parametrize(
    "harmless",
    [
        change(wording.DESCRIPTION, "hub.orgs.export_members()"),
        change(wording.OPERATION_ADDED, "hub.orgs.export_members()"),
        change(wording.VALUES, "Tag.full_size"),
        change(wording.FIELD_REMOVED, "Tag.digest"),
        change(wording.ENDPOINT, "hub.x.y()", "GET /v2/orgs/{name}/invites", "GET /v2/orgs/{org_name}/invites"),
    ],
)
def test_what_concerns_no_line_is_left_out(root: Path, harmless: Change) -> None:
    assert hand_written_uses.find([harmless], root) == []


@pytest.mark.parametrize(
    "demanded",
    [
        change(wording.ARGUMENT_ADDED, "hub.groups.create(role=)", level=Level.BREAKING),
        change(wording.OPERATION_REMOVED, "hub.groups.create()", level=Level.BREAKING),
    ],
)
def test_tests_that_send_the_request_by_its_path_are_found(root: Path, demanded: Change) -> None:
    tests = "path = '/v2/orgs/acme/groups'\nhttp.get(path)\nhttp.post(path, json={})\nhttp.post(f'{path}/a')  # fake\n"
    (root / "tests/test_fake.py").write_text(tests, encoding="utf-8")

    found = hand_written_uses.find(
        [demanded], root, ClientFacts(endpoints={"hub.groups.create()": "POST /v2/orgs/{org_name}/groups"})
    )

    assert [use.places for use in found] == [("tests/test_fake.py:3",)]


@pytest.mark.parametrize(
    ("what", "name", "before", "lines"),
    [
        (wording.VALUES, "hub.orgs.export_members(sort_by=)", "a, b", (1, 3, 5)),
        (wording.ARGUMENT_REMOVED, "hub.orgs.export_members(sort_by=)", "str", (1, 5)),
        (wording.ARGUMENT_RENAMED, "hub.orgs.export_members(order=)", "sort_by", (1, 5)),
    ],
)
def test_only_calls_with_an_argument_are_concerned_by_what_it_no_longer_takes(
    root: Path, what: str, name: str, before: str, lines: tuple[int, ...]
) -> None:
    (root / "tests/test_cli.py").write_text(
        "hub.orgs.export_members(\n    'acme',\n    sort_by='a',\n)\nrun('orgs', 'export-members', '--sort-by')\n"
        + "\n" * 9
        + "hub.orgs.export_members('acme')\n"
    )

    (use,) = hand_written_uses.find([change(what, name, before, "b", level=Level.BREAKING)], root)

    assert use.places == tuple(f"tests/test_cli.py:{line}" for line in lines)


@pytest.mark.parametrize(
    ("argument", "option", "is_found"),
    [("from_", "--from", True), ("is_private", "--no-private", True), ("is_private", "--public", False)],
)
def test_an_option_of_the_command_line_is_that_of_its_argument(
    root: Path,
    argument: str,
    option: str,
    is_found: bool,  # noqa: FBT001
) -> None:
    (root / "tests/test_cli.py").write_text(f"run('orgs', 'export-members', '{option}')\n")
    removed = change(wording.ARGUMENT_REMOVED, f"hub.orgs.export_members({argument}=)", "str", level=Level.BREAKING)

    uses = hand_written_uses.find([removed], root)

    assert [use.places for use in uses] == [("tests/test_cli.py:1",)] * is_found


def test_an_argument_of_the_next_call_is_not_that_of_this_one(root: Path) -> None:
    text = "hub.orgs.export_members('acme')\nhub.groups.list('acme', sort_by='a')\n"
    (root / "tests/test_cli.py").write_text(text)
    removed = change(wording.ARGUMENT_REMOVED, "hub.orgs.export_members(sort_by=)", "str", level=Level.BREAKING)

    assert hand_written_uses.find([removed], root) == []


@pytest.mark.parametrize("level", [Level.CHANGED, Level.BREAKING])
def test_of_a_limit_the_lines_with_its_number_are_named(root: Path, level: Level) -> None:
    (root / "tests/test_sizes.py").write_text(
        "hub.orgs.export_members('acme', page_size=101)\n"
        "assert 'page_size must be at most 100' in error\n"
        "hub.orgs.export_members('acme', page_size=7)\n" + "\n" * 9 + "count = 100\n"
    )
    (root / "tests/test_other.py").write_text("hub.groups.list('acme', page_size=100)\n")
    limit = change(wording.LIMITS, "hub.orgs.export_members(page_size=)", "at most 100", "at most 250", level=level)

    (use,) = hand_written_uses.find([limit], root)

    assert use.places == ("tests/test_sizes.py:1", "tests/test_sizes.py:2")


def test_of_a_limit_constants_and_requests_by_path_are_named(root: Path) -> None:
    (root / "overrides/aiodockerhub/testing/handlers/orgs.py").write_text(
        "_MAX_PAGE_SIZE = 100\n" + "\n" * 9 + '@handles("orgs.export_members")\n'
    )
    (root / "tests/test_paths.py").write_text('get("/v2/orgs/acme/members/export", params={"page_size": "101"})\n')
    limit = change(wording.LIMITS, "hub.orgs.export_members(page_size=)", "at most 100", "at most 250")
    facts = ClientFacts(endpoints={"hub.orgs.export_members()": "GET /v2/orgs/{org_name}/members/export"})

    (use,) = hand_written_uses.find([limit], root, facts)

    assert use.places == ("overrides/aiodockerhub/testing/handlers/orgs.py:1", "tests/test_paths.py:1")


def test_tests_of_a_handler_that_send_the_argument_are_named_beside_it(root: Path) -> None:
    (root / "overrides/aiodockerhub/testing/handlers/orgs.py").write_text('@handles("orgs.list_members")\n')
    (root / "tests/overrides/testing").mkdir(parents=True)
    (root / "tests/overrides/testing/test_orgs.py").write_text(
        'await http.get("/v2/orgs/acme/members", params={"role": "boss"})\n'
        'await http.get("/v2/orgs/acme/members", params={"page": 2})\n'
    )
    wider = change(wording.TYPE, "hub.orgs.list_members(role=)", "Role", "str", level=Level.CHANGED)
    facts = ClientFacts(endpoints={"hub.orgs.list_members()": "GET /v2/orgs/{org_name}/members"})

    (use,) = hand_written_uses.find([wider], root, facts)

    assert use.places == (
        "overrides/aiodockerhub/testing/handlers/orgs.py:1",
        "tests/overrides/testing/test_orgs.py:1",
    )


def test_a_field_that_several_models_have_is_looked_for_where_the_model_is(root: Path) -> None:
    (root / "tests/test_members.py").write_text("hub.orgs.list_members('acme')\npage.results\n")
    (root / "tests/test_groups.py").write_text("hub.groups.list('acme')\npage.results\n")
    (root / "overrides/aiodockerhub/testing/handlers/orgs.py").write_text('@handles("orgs.list_members")\n')
    gone = change(wording.FIELD_REMOVED, "MemberPage.results", level=Level.BREAKING)
    facts = ClientFacts(models={"MemberPage": ["hub.orgs.list_members()"]}, shared=frozenset({"results"}))

    (use,) = hand_written_uses.find([gone], root, facts)

    assert use.places == ("overrides/aiodockerhub/testing/handlers/orgs.py:1", "tests/test_members.py:2")


def test_what_is_known_of_a_client_is_read_from_it() -> None:
    found = client_facts.client_facts(client(edited(("SCHEMA part properties name", {"type": "string"}))))

    assert found.endpoints["hub.things.get()"] == "GET /v2/things/{name}"
    assert "hub.things.get()" in found.models["Thing"]
    assert found.shared == {"name"}


@pytest.mark.parametrize(("level", "found"), [(Level.BREAKING, [EXPORTS]), (Level.ADDED, [])])
def test_calls_that_a_credential_no_longer_suffices_for_are_found(
    root: Path, level: Level, found: list[object]
) -> None:
    refused = change(wording.CREDENTIALS, "hub.orgs.export_members()", "none, password", "password", level=level)

    assert [use.places for use in hand_written_uses.find([refused], root)] == found


def test_a_method_that_goes_is_found_by_a_name_that_says_enough(root: Path) -> None:
    (root / "tests/test_log.py").write_text("assert names == ['export_members']\nexport_members_now()\n")
    facts = ClientFacts(distinct=frozenset({"hub.orgs.export_members()"}))

    (use,) = hand_written_uses.find([change(wording.OPERATION_REMOVED, "hub.orgs.export_members()")], root, facts)

    assert "tests/test_log.py:1" in use.places
    assert "tests/test_log.py:2" not in use.places


def test_calls_by_the_command_line_are_found(root: Path) -> None:
    (root / "tests/test_cli.py").write_text(
        'run("orgs", "export-members", "acme")\nrun("orgs", "export-members-now")\nrun("my-orgs", "export-members")\n'
    )
    demanded = change(wording.REQUIRED, "hub.orgs.export_members(page=)", "no", "yes", level=Level.BREAKING)

    assert "tests/test_cli.py:1" in hand_written_uses.find([demanded], root)[0].places
    for line in (2, 3):
        assert f"tests/test_cli.py:{line}" not in hand_written_uses.find([demanded], root)[0].places


def test_bodies_with_a_field_of_another_type_are_found(root: Path) -> None:
    (root / "overrides/aiodockerhub/testing/bodies.py").write_text('{"repository": 1}\ntag.repository\n')
    other = change(wording.TYPE, "Tag.repository", "int", "str", level=Level.BREAKING)

    assert [use.places for use in hand_written_uses.find([other], root)] == [
        ("overrides/aiodockerhub/testing/bodies.py:1",)
    ]


@pytest.mark.parametrize(
    ("reason", "found"), [(wording.DROP_CHANGED, ["D40"]), (wording.PRUNE, ["D40"]), (wording.RETARGET, [])]
)
def test_tests_of_a_discrepancy_are_found_when_its_action_says_something_else(
    root: Path, reason: str, found: list[str]
) -> None:
    """The evidence of an action may refer to another discrepancy, which is not edited."""
    tests = "async def test_d40_the_most_pulled_come_first():\ndef test_d4_a():\ndef test_d8_b():\n"
    (root / "tests/overrides/overlay").mkdir(parents=True)
    (root / "tests/overrides/overlay/test_a.py").write_text(tests)
    action = Action("overlay/a.yaml", 1, "$.a", "As recorded (D8).", "D40", {"b": 1}, False, 1, {"b": 2})
    edit = Edit(action=action, becomes=(), reason=reason, needs_check=True)

    assert [use.name for use in hand_written_uses.of_edits([edit], root)] == found
    if found:
        assert hand_written_uses.of_edits([edit], root)[0].places == ("tests/overrides/overlay/test_a.py:1",)


def test_lines_of_the_kit_and_its_tests_that_list_all_values_are_found(root: Path) -> None:
    state, test = "overrides/aiodockerhub/testing/state.py", "tests/overrides/test_state.py"
    for file, line in (
        (state, 'ROLES = ("a", "b")\nROLE = "a"\n'),
        (test, "match='a', 'b'\n"),
        ("docs/x.md", '"a", "b"\n'),
    ):
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(line, encoding="utf-8")

    (use,) = hand_written_uses.find([change(wording.VALUES, "hub.groups.get(role=)", "a, b", "a, b, c")], root)

    assert use.places == (HANDLER, f"{state}:1", f"{test}:1")


def test_the_report_lists_them() -> None:
    many = Use(name="Tag.size", what="field removed", places=("a.py:1", "b.py:7", *(f"a.py:{n}" for n in range(5, 95))))
    report = rendering.Report("new.yaml", "0", (), (), (), (), (), Proposal("1.0.0", "1.0.0", ""), uses=(many,))

    written = rendering.markdown(report)

    assert f"## {wording.USES} (1)" in written
    lines = ", ".join(map(str, [1, *range(5, 95)]))
    assert f"\n- Tag.size: field removed\n    a.py:{lines}\n    b.py:7\n" in written
    assert rendering.as_json(report)["uses"] == [
        {"name": "Tag.size", "what": "field removed", "places": list(many.places), "look": False}
    ]


@pytest.mark.parametrize(
    ("target", "update", "is_named"),
    [
        ("$.components.schemas.group_member", {"properties": {"email": {"type": "string"}}}, True),
        ("$.components.schemas.group_member.properties", {"email": {"type": "string"}}, True),
        ("$.components.schemas.group_member", {"properties": {"name": {"description": "email"}}}, False),
        ("$.components.schemas.org_member", {"properties": {"email": {"type": "string"}}}, False),
        ("$.components.schemas.org_member.properties", {"email": {"type": "string"}}, False),
        ("$.components.schemas.group_member.required", ["email"], False),
    ],
)
def test_actions_that_state_a_removed_key_for_another_model_are_asked_about(
    target: str,
    update: Any,
    is_named: bool,  # noqa: FBT001
) -> None:
    location = "$.components.schemas.org_member.properties.email"
    gone = Change(Level.BREAKING, ("OrgMember.email",), wording.FIELD_REMOVED, "str", "", location)
    action = Action("overlay/a.yaml", 3, target, "The keys of members.", "D44", update, False, 1, {})  # noqa: FBT003

    uses = hand_written_uses.of_overlay([gone], [], [Overlay("a", "A", (action,))])

    question = wording_of_remains.added_elsewhere(wording.FIELD_REMOVED, "D44")
    named = Use(name="OrgMember.email", what=question, places=("overrides/overlay/a.yaml:3",))
    assert uses == [named] * is_named


def test_the_page_on_the_report_is_about_no_operation(root: Path) -> None:
    for page in ("updating", "guide"):
        (root / f"docs/{page}.md").parent.mkdir(parents=True, exist_ok=True)
        (root / f"docs/{page}.md").write_text("`Tag.gone` is an example.\n", encoding="utf-8")

    (use,) = hand_written_uses.find([change(wording.FIELD_REMOVED, "Tag.gone", "str", "")], root)

    assert use.places == ("docs/guide.md:1",)
