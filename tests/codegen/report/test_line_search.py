"""Lines about fields of responses, names in requests and limits of bodies are found."""

from pathlib import Path

import pytest

from codegen.report import hand_written_uses, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

HANDLER = "overrides/aiodockerhub/testing/handlers/groups.py"
MEMBERS = ClientFacts(
    endpoints={"hub.orgs.list_members()": "GET /v2/orgs/{org_name}/members"},
    models={"MemberPage": ["hub.orgs.list_members()"]},
    shared=frozenset({"data"}),
)


def change(what: str, name: str, before: str = "", after: str = "", *, level: Level = Level.CHANGED) -> Change:
    return Change(level, (name,), what, before, after, "$")


def write(root: Path, file: str, text: str) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "renamed",
    [
        change(wording.FIELD_REMOVED, "MemberPage.data", "list[Member]", level=Level.BREAKING),
        change(wording.KEY, "MemberPage.results", "data", "results"),
        change(wording.TYPE, "MemberPage.data", "int", "str", level=Level.BREAKING),
    ],
)
def test_tests_that_read_a_common_key_are_found_by_the_path_of_their_request(tmp_path: Path, renamed: Change) -> None:
    for name, path in (("test_a", "members"), ("test_b", "teams")):
        code = f"page = http.get('/v2/orgs/acme/{path}').json()\nassert page['data'] == []\n"
        write(tmp_path, f"tests/{name}.py", code)

    assert [use.places for use in hand_written_uses.find([renamed], tmp_path, MEMBERS)] == [("tests/test_a.py:2",)]


def test_guides_that_name_a_removed_field_are_found(tmp_path: Path) -> None:
    write(tmp_path, "docs/guide.md", "other fields such as `active_count` of tokens\n")

    (use,) = hand_written_uses.find([change(wording.FIELD_REMOVED, "TokenPage.active_count")], tmp_path)

    assert use.places == ("docs/guide.md:1",)


@pytest.mark.parametrize("is_shared", [True, False])
def test_examples_of_guides_that_read_a_removed_field_from_a_variable_are_found(
    tmp_path: Path, *, is_shared: bool
) -> None:
    """An example does not say of which model the variable is, so its name has to do."""
    lines = ["`token.made_by`, or `None`", '`token.has("made_by")`', "`repository.made_by`", "`token.made_by_whom`"]
    write(tmp_path, "docs/guide.md", "\n".join(lines))
    write(tmp_path, "overrides/aiodockerhub/helpers.py", "token.made_by\n")
    facts = ClientFacts(shared=frozenset({"made_by"} if is_shared else ()))

    (use,) = hand_written_uses.find([change(wording.FIELD_REMOVED, "OrgAccessToken.made_by")], tmp_path, facts)

    in_guide = [place for place in use.places if place.startswith("docs/")]
    assert in_guide == [f"docs/guide.md:{number}" for number in ((1, 2) if is_shared else (1, 2, 3))]
    assert ("overrides/aiodockerhub/helpers.py:1" in use.places) is not is_shared


def test_calls_of_an_operation_that_is_deprecated_now_are_found(tmp_path: Path) -> None:
    write(tmp_path, "examples/export.py", "async for event in hub.logs.list('acme'):\n    hub.logs.list_actions()\n")
    write(tmp_path, "docs/guide.md", "run `aiodockerhub logs list acme`\n")
    write(tmp_path, "overrides/aiodockerhub/testing/handlers/logs.py", '@handles("logs.list")\n')
    deprecated = change(wording.DEPRECATED, "hub.logs.list()", "no", "yes", level=Level.DEPRECATED)
    no_longer = change(wording.DEPRECATED, "hub.logs.list()", "yes", "no")

    (use,) = hand_written_uses.find([deprecated], tmp_path)

    assert (use.what, use.places) == (wording.DEPRECATED, ("examples/export.py:1", "docs/guide.md:1"))
    assert hand_written_uses.find([no_longer], tmp_path) == []


def test_the_former_name_of_an_argument_in_requests_is_found(tmp_path: Path) -> None:
    write(tmp_path, "tests/test_header.py", "assert headers['x-client-feature'] == 'file'\n")
    sent = change(
        wording.SENT_AS, "hub.orgs.invite(feature=)", "X-Client-Feature (in the headers)", "feature (in the query)"
    )

    assert [use.places for use in hand_written_uses.find([sent], tmp_path)] == [("tests/test_header.py:1",)]


def test_the_handler_of_a_body_with_other_limits_is_found(tmp_path: Path) -> None:
    write(tmp_path, HANDLER, '@handles("groups.list")\n')
    limited = change(wording.BODY_LIMITS, "hub.groups.list()", "", "at least 1 key", level=Level.BREAKING)

    assert [use.places for use in hand_written_uses.find([limited], tmp_path)] == [(f"{HANDLER}:1",)]


@pytest.mark.parametrize(("declared", "is_named"), [("401, 404, 409", True), ("401, 403, 404, 429, 500", False)])
def test_the_handler_of_an_operation_that_declares_another_refusal_is_found(
    tmp_path: Path, declared: str, is_named: bool
) -> None:
    write(tmp_path, HANDLER, '@handles("groups.list")\n')
    errors = change(wording.ERRORS, "hub.groups.list()", "404", declared)

    uses = hand_written_uses.find([errors], tmp_path)

    assert [use.places for use in uses] == ([(f"{HANDLER}:1",)] if is_named else [])


@pytest.mark.parametrize(("sentence", "is_named"), [("It has to match the whole name.", True), ("A name.", False)])
def test_the_handler_of_an_argument_with_a_new_condition_is_found(
    tmp_path: Path, sentence: str, *, is_named: bool
) -> None:
    write(tmp_path, HANDLER, '@handles("groups.verify")\n')
    write(tmp_path, "tests/test_groups.py", "http.post('/v2/groups')\n")
    name = "hub.groups.verify(regex=)"
    described = change(wording.DESCRIPTION, name, "A rule.", f"A rule. {sentence}", level=Level.DOCUMENTATION)
    facts = ClientFacts(endpoints={"hub.groups.verify()": "POST /v2/groups"})

    uses = hand_written_uses.find([described], tmp_path, facts)

    assert [use.places for use in uses] == ([(f"{HANDLER}:1",)] if is_named else [])


def test_handlers_and_requests_by_path_are_found_where_a_success_has_another_status(tmp_path: Path) -> None:
    write(tmp_path, HANDLER, '@handles("groups.list", "groups.create")\n')
    write(tmp_path, "tests/test_groups.py", "http.post('/v2/groups')\nhttp.get('/v2/groups')\nhub.groups.create()\n")
    created = change(wording.SUCCESSES, "hub.groups.create()", "200", "200, 201")
    facts = ClientFacts(endpoints={"hub.groups.create()": "POST /v2/groups"})

    (use,) = hand_written_uses.find([created], tmp_path, facts)

    assert use.places == (f"{HANDLER}:1", "tests/test_groups.py:1")


@pytest.mark.parametrize(
    "definition", ["    last_used: int = 0", "    def f(self):\n        self.last_used: int | None = None"]
)
def test_an_attribute_of_a_class_of_the_client_is_not_the_field_of_that_name(tmp_path: Path, definition: str) -> None:
    client = "overrides/aiodockerhub"
    write(tmp_path, f"{client}/cache.py", f"class Cache:\n{definition}\n")
    write(tmp_path, f"{client}/session.py", "auth.last_used\n")
    write(tmp_path, f"{client}/cli/tables.py", "from models import Token\ntoken.last_used\n")
    write(tmp_path, f"{client}/testing/handlers.py", "token.last_used\n")
    write(tmp_path, "tests/test_a.py", "token.last_used\n")

    (use,) = hand_written_uses.find([change(wording.FIELD_REMOVED, "Token.last_used")], tmp_path)

    assert use.places == (f"{client}/cli/tables.py:2", f"{client}/testing/handlers.py:1", "tests/test_a.py:1")


def test_lines_of_the_fake_that_keep_a_field_which_is_gone_are_found_instead_of_its_handlers(tmp_path: Path) -> None:
    write(tmp_path, "overrides/aiodockerhub/testing/state.py", "class Group:\n    creator_ip: str\n")
    write(tmp_path, HANDLER, '@handles("groups.list")\nGroup(creator_ip=ip)\n')
    other = HANDLER.replace("groups", "others")
    write(tmp_path, other, '@handles("groups.list")\n')
    gone = change(wording.FIELD_REMOVED, "Group.creator_ip", "str", "")
    facts = ClientFacts(models={"Group": ["hub.groups.list()"]})

    (use,) = hand_written_uses.find([gone], tmp_path, facts)

    assert sorted(use.places) == [f"{HANDLER}:2", f"{other}:1", "overrides/aiodockerhub/testing/state.py:2"]


def test_tests_that_pass_an_argument_already_or_only_name_the_operation_need_nothing(tmp_path: Path) -> None:
    lines = [
        "hub.groups.list(count=2)",
        "hub.groups.list()",
        'fake.fault("groups.list", status=503)',
        'options = {"count": 2}',
        "hub.groups.list(**options)",
        'http.get("/v2/groups")',
        'http.get("/v2/groups", params={"count": 2})',
    ]
    write(tmp_path, "tests/test_a.py", "\n".join(lines))
    write(tmp_path, "tests/test_b.py", 'service.get("/v2/groups")\n')
    write(tmp_path, HANDLER, '@handles("groups.list")\n')
    required = change(wording.REQUIRED, "hub.groups.list(count=)", "no", "yes", level=Level.BREAKING)
    facts = ClientFacts(endpoints={"hub.groups.list()": "GET /v2/groups"})

    (use,) = hand_written_uses.find([required], tmp_path, facts)

    assert use.places == (f"{HANDLER}:1", "tests/test_a.py:2", "tests/test_a.py:6")


def test_handlers_are_left_out_if_bodies_of_the_fake_have_the_field_which_is_gone(tmp_path: Path) -> None:
    body = "overrides/aiodockerhub/testing/bodies/groups.py"
    write(tmp_path, body, '{"creator_ip": ip}\n')
    write(tmp_path, HANDLER, '@handles("groups.list")\n')
    facts = ClientFacts(models={"Group": ["hub.groups.list()"]})

    (use,) = hand_written_uses.find([change(wording.FIELD_REMOVED, "Group.creator_ip", "str", "")], tmp_path, facts)

    assert use.places == (f"{body}:1",)


@pytest.mark.parametrize(("argument", "is_named"), [("page_size", False), ("name", True)])
def test_the_handler_of_a_list_needs_no_new_size_of_its_pages(tmp_path: Path, argument: str, *, is_named: bool) -> None:
    write(tmp_path, HANDLER, '@handles("groups.list")\n')
    name = f"hub.groups.list({argument}=)"
    described = change(wording.DESCRIPTION, name, "A.", "A. Must be at most 25.", level=Level.DOCUMENTATION)
    facts = ClientFacts(pages={"hub.groups.list()": ("page", "page_size")})

    assert bool(hand_written_uses.find([described], tmp_path, facts)) is is_named


@pytest.mark.parametrize(("model", "is_named"), [("OtherPage", False), ("MemberPageUpdate", True)])
def test_json_that_may_be_of_another_model_is_not_of_the_model_that_changes(
    tmp_path: Path, model: str, *, is_named: bool
) -> None:
    """A model of almost the same name has the same keys, because one is sent to change what the other returns."""
    write(tmp_path, "tests/test_a.py", 'page = {"count": 1, "next": None, "data": []}\n')
    keys = {"count": "count", "next": "next", "data": "data"}
    facts = ClientFacts(shared=frozenset({"data"}), keys={"MemberPage": keys, model: {**keys, "total": "total"}})
    changed = change(wording.TYPE, "MemberPage.data", "int", "str", level=Level.BREAKING)

    assert bool(hand_written_uses.find([changed], tmp_path, facts)) is is_named


@pytest.mark.parametrize("result", ["Pager[Person]", "Pager[Other]"])
def test_lines_of_a_page_whose_items_are_of_another_model_are_those_of_the_operation(
    tmp_path: Path, result: str
) -> None:
    write(tmp_path, "tests/test_a.py", "hub.orgs.list_members()\nassert page['data'] == []\n")
    page = change(wording.TYPE, "MemberPage.data", "list[Member]", "list[Person]", level=Level.BREAKING)
    members = change(wording.RESULT, "hub.orgs.list_members()", "Pager[Member]", result, level=Level.BREAKING)

    uses = hand_written_uses.find([page, members], tmp_path, MEMBERS)

    of_page = [] if result == "Pager[Person]" else [("MemberPage.data", ("tests/test_a.py:2",))]
    assert [(use.name, use.places) for use in uses] == [
        *of_page,
        ("hub.orgs.list_members()", ("tests/test_a.py:1",)),
    ]


@pytest.mark.parametrize("has_slash", [True, False])
def test_a_path_that_gains_or_loses_its_slash_at_the_end_is_found_as_it_was(tmp_path: Path, *, has_slash: bool) -> None:
    lines = ['{"GET /v2/orgs/acme/teams/": 1}', '{"GET /v2/orgs/acme/teams": 1}', 'f"/v2/orgs/acme/teams/{name}"']
    write(tmp_path, "tests/test_a.py", "\n".join(lines))
    paths = "GET /v2/orgs/{name}/teams/", "GET /v2/orgs/{name}/teams"
    before, after = paths if has_slash else reversed(paths)

    (use,) = hand_written_uses.find([change(wording.ENDPOINT, "hub.orgs.list_teams()", before, after)], tmp_path)

    assert use.places == (f"tests/test_a.py:{1 if has_slash else 2}",)


@pytest.mark.parametrize(
    ("after", "code", "expected"),
    [
        ("all", "", (1, 4)),
        ("all, owner", "", (1, 2, 4)),
        ("all", "@handles('groups.get')\ndef get(request):\n    pass\n", (1, 4)),
    ],
)
def test_the_decorator_of_a_handler_is_left_out_if_lines_of_its_function_have_the_removed_value(
    tmp_path: Path, after: str, code: str, expected: tuple[int, ...]
) -> None:
    handler = "@handles('groups.list')\ndef list_(request, kind=KINDS):\n    return kind != 'editor'\n"
    write(tmp_path, HANDLER, f"KINDS = ('all', 'editor')\n{handler}{code}")
    gone = change(wording.VALUES, "hub.groups.list(kind=)", "all, editor", after, level=Level.BREAKING)

    uses = hand_written_uses.find([gone], tmp_path)

    assert [place for use in uses for place in use.places] == [f"{HANDLER}:{line}" for line in expected]


def test_the_decorator_of_a_handler_stays_if_its_function_has_no_such_line(tmp_path: Path) -> None:
    write(tmp_path, HANDLER, "@handles('groups.list')\ndef list_(request):\n    return request.flag('kind')\n")
    gone = change(wording.VALUES, "hub.groups.list(kind=)", "all, editor", "all", level=Level.BREAKING)

    assert [use.places for use in hand_written_uses.find([gone], tmp_path)] == [(f"{HANDLER}:1",)]
