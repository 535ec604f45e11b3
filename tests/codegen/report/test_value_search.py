"""Lines that state or rely on values, limits and defaults as they were are named, wherever they stand."""

from pathlib import Path

import pytest

from codegen.report import hand_written_uses, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

FAKE = "overrides/aiodockerhub/testing/handlers/repositories.py"
FAKE_TESTS = "tests/overrides/testing/test_paging.py"
FACTS = ClientFacts(
    endpoints={
        "hub.repositories.list()": "GET /v2/namespaces/{namespace}/repositories",
        "hub.repositories.create()": "POST /v2/namespaces/{namespace}/repositories",
    },
    models={"OrgMember": ["hub.orgs.list_members()"]},
    pages={"hub.repositories.list()": ("page", "page_size")},
)


def found(root: Path, files: dict[str, str], *facts: str) -> list[str]:
    """Return the places for a change, given its kind, its name, and the states before and after."""
    what, name, before, after = facts
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    change = Change(Level.CHANGED, (name,), what, before, after, "$")
    return [place for use in hand_written_uses.find([change], root, FACTS) for place in use.places]


def default(root: Path, file: str, text: str, *, before: str = "10", after: str = "25") -> list[int]:
    name = "hub.repositories.list(page_size=)"
    return [
        int(place.rpartition(":")[2])
        for place in found(root, {file: text}, wording.DEFAULT, name, before, after)
        if place.startswith(file)
    ]


HANDLER = (
    """\
_DEFAULT = 10
_OTHER = 10
"""
    + "\n" * 9
    + """\
@handles("repositories.list")
def list_repositories(request):
"""
    + "    x\n" * 9
    + """\
    return cut(request, size=_DEFAULT)


@handles("repositories.get")
def get(request):
    return 10
"""
)


def test_a_constant_far_from_the_name_is_found_through_the_handler_that_uses_it(tmp_path: Path) -> None:
    assert default(tmp_path, FAKE, HANDLER) == [1]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("    http.get(REPOSITORIES, params={'page': 20})\n", [5]),
        ("    http.get(REPOSITORIES, params={'page': 20, 'page_size': 10})\n", []),
        ("    http.get(REPOSITORIES)\n", []),
        ("    page = http.get(REPOSITORIES)\n", []),
        ("    http.get(f'{REPOSITORIES}?page=2')\n", [5]),
        ("    http.get(\n        REPOSITORIES,\n        params={'page': 20},\n    )\n", [6]),
        ("    http.post(REPOSITORIES, json={'page': 20})\n", []),
    ],
)
def test_requests_for_a_further_page_of_the_default_size_are_found(
    line: str, expected: list[int], tmp_path: Path
) -> None:
    text = f"REPOSITORIES = '/v2/namespaces/big/repositories'\n\n\nasync def test_a(http):\n{line}"

    assert default(tmp_path, FAKE_TESTS, text) == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [("hub.repositories.list('big')", [4]), ("hub.repositories.list('big', page_size=10)", []), ("hub.other()", [])],
)
def test_numbers_in_functions_that_leave_the_argument_out_are_found(
    call: str, expected: list[int], tmp_path: Path
) -> None:
    text = f"def test_a(hub):\n    {call}\n    x = 7\n    assert len(page) == 10\n\n\ndef test_b():\n    assert 10\n"

    assert default(tmp_path, "tests/test_lists.py", text) == expected


def test_requests_that_leave_an_argument_out_rely_on_its_default(tmp_path: Path) -> None:
    path = "'/v2/namespaces/big/repositories'"
    text = f"def test_a(http):\n    http.post({path})\n    http.post({path}, json={{'is_private': True}})\n"
    name = "hub.repositories.create(is_private=)"

    assert found(tmp_path, {FAKE_TESTS: text}, wording.DEFAULT, name, "false", "true") == [f"{FAKE_TESTS}:2"]


@pytest.mark.parametrize(
    ("before", "line", "expected"),
    [("false", "fields.boolean('is_private', False)", [2]), ("open", "get('is_private', 'open')", [2]),
     ("open", "get('other', 'open')", [])],
)  # fmt: skip
def test_a_default_in_words_is_found_in_fakehub(before: str, line: str, expected: list[int], tmp_path: Path) -> None:
    text = f"@handles('repositories.create')\n{line}\n"
    name = "hub.repositories.create(is_private=)"

    places = found(tmp_path, {FAKE: text}, wording.DEFAULT, name, before, "another")

    assert places == [f"{FAKE}:{number}" for number in expected]


def test_values_that_are_gone_are_found_near_the_name_of_the_field(tmp_path: Path) -> None:
    bodies, test = "overrides/aiodockerhub/testing/bodies/accounts.py", "tests/test_roles.py"
    files = {
        bodies: '{"role": "Invitee"}\n{"role": "Owner"}\n',
        test: "parametrize('role', ['Owner', 'Invitee'])\ndef test(hub): hub.orgs.list_members('a')\n",
        "tests/test_other.py": "role = 'Invitee'\n",
        "docs/members.md": "The `role` of an `OrgMember` is `Invitee`, not Invitee.\n",
    }

    assert found(tmp_path, files, wording.VALUES, "OrgMember.role", "Invitee, Owner", "Owner, Pending") == [
        f"{bodies}:1", "docs/members.md:1", f"{test}:1"
    ]  # fmt: skip


def test_values_that_only_come_concern_lists_of_all(tmp_path: Path) -> None:
    test = "tests/overrides/test_roles.py"
    files = {test: "role = 'Owner'\nROLES = ('Owner', 'Invitee')\n"}

    assert found(tmp_path, files, wording.VALUES, "OrgMember.role", "Invitee, Owner", "Invitee, Owner, X") == [
        f"{test}:2"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kind: TypeAlias = Literal['Owner', 'Invitee']\n", [1]),
        ("NOUNS = {\n    'Owner': ('a', 'b'),\n    'Invitee': ('c', 'd'),\n}\n", [2, 3]),
        ('KINDS = [\n    "Owner",\n    "Invitee",', [2, 3]),
        ("NOUNS = {\n    'Owner': 1,\n}\nif kind ==\\\n'Invitee': x\n", []),
        ("NOUNS = {\n    'Owner': 1,\n    'Guest': 2,\n    'Invitee': 3,\n}\n", []),
        ("kind = 'Owner'\n", []),
    ],
)
def test_a_new_value_concerns_the_code_in_which_all_others_stand(
    text: str, expected: list[int], tmp_path: Path
) -> None:
    code = "overrides/aiodockerhub/auth/kinds.py"

    places = found(tmp_path, {code: text}, wording.VALUES, "OrgMember.role", "Invitee, Owner", "Invitee, Owner, X")

    assert places == [f"{code}:{number}" for number in expected]


@pytest.mark.parametrize(
    ("before", "after", "given", "is_found"),
    [
        ("as ^[a-z]+$", "as ^[a-z_]+$", "'--name', 'a__b'", True),
        ("as ^[a-z]+$", "as ^[a-z_]+$", "'--name', 'ab'", False),
        ("at most 200", "at most 100", "name=150", True),
        ("at most 200", "at most 100", "name=50", False),
        ("at most 200", "at most 100", "name=size", False),
        ("at most 9 characters", "at most 12 characters", "name='0123456789'", True),
        ("at least 2", "", "name=1", True),
        ("as ^(?P<", "as ^a", "name='b'", True),
    ],
)
def test_values_that_a_limit_judges_otherwise_are_found(
    before: str,
    after: str,
    given: str,
    is_found: bool,
    tmp_path: Path,  # noqa: FBT001
) -> None:
    files = {"tests/test_cli.py": f"def test_a():\n    run('repositories', 'create', {given})\n"}

    places = found(tmp_path, files, wording.LIMITS, "hub.repositories.create(name=)", before, after)

    assert places == (["tests/test_cli.py:2"] if is_found else [])


def test_a_pattern_is_found_without_its_anchors(tmp_path: Path) -> None:
    files = {FAKE: '_NAME = r"[a-z0-9]+(?:[._-][a-z0-9]+)*"\n'}
    pattern = "as ^[a-z0-9]+(?:[._-][a-z0-9]+)*$"

    places = found(tmp_path, files, wording.LIMITS, "hub.repositories.create(name=)", pattern, "as ^x$")

    assert places == [f"{FAKE}:1"]


@pytest.mark.parametrize(
    ("lost", "line", "is_found"),
    [
        ("organization access token", "OrganizationToken('acme', 'x')", True),
        ("organization access token", "Password('a', 'b')", False),
        ("personal access token", "AccessToken('a', 'b')", True),
        ("password", "hub", True),
    ],
)
def test_the_loss_of_a_kind_of_token_concerns_files_with_that_kind(
    lost: str,
    line: str,
    is_found: bool,
    tmp_path: Path,  # noqa: FBT001
) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_a.py").write_text(f"{line}\nhub.repositories.create('a')\n", encoding="utf-8")
    refused = Change(
        Level.BREAKING, ("hub.repositories.create()",), wording.CREDENTIALS, f"other, {lost}", "other", "$"
    )

    assert bool(hand_written_uses.find([refused], tmp_path, FACTS)) is is_found


def test_code_that_is_no_python_is_read_by_lines(tmp_path: Path) -> None:
    assert default(tmp_path, FAKE, '@handles("repositories.list")\n_PAGE_SIZE = 10\n') == [2]


def test_a_call_that_unpacks_the_argument_does_not_rely_on_its_default(tmp_path: Path) -> None:
    call = '    run("repositories", "list", *options, "--limit", "10")\n'
    given = (
        f'def test_a():\n    fake.fault("repositories.list", status=503)\n    options = ("--page-size", "5")\n{call}'
    )

    assert default(tmp_path, "tests/test_a.py", given) == []
    assert default(tmp_path, "tests/test_a.py", given.replace("--page-size", "--name")) == [4]


def test_a_list_of_values_that_another_enumeration_has_too_must_be_near_the_name_of_the_argument(
    tmp_path: Path,
) -> None:
    files = {
        "overrides/aiodockerhub/kinds.py": "KINDS = ('read', 'admin')\n",
        "tests/overrides/test_a.py": "hub.repositories.list()\n" + "\n" * 9 + "A = ('read', 'admin')\n",
        "tests/overrides/test_b.py": "hub.repositories.list()\nkind = ['read', 'admin']\n",
    }
    for file, text in files.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    name = "hub.repositories.list(kind=)"
    gone = Change(Level.BREAKING, (name,), wording.VALUES, "read, admin", "read", "$")
    shared = ClientFacts(values={"read": [name, "Group.kind"], "admin": [name, "Group.kind"]})

    (use,) = hand_written_uses.find([gone], tmp_path, shared)
    (alone,) = hand_written_uses.find([gone], tmp_path)

    assert use.places == ("tests/overrides/test_b.py:2",)
    assert len(alone.places) == len(files)


def test_a_request_for_another_operation_has_another_argument_of_the_same_name(tmp_path: Path) -> None:
    path = "/v2/namespaces/a/repositories"
    text = f"http.post('{path}', json={{'kind': 'b'}})\nhttp.patch('{path}/c', json={{'kind': 'b'}})\n"

    assert found(
        tmp_path, {FAKE_TESTS: text}, wording.VALUES, "hub.repositories.create(kind=)", "a, b", "a"
    ) == [f"{FAKE_TESTS}:1"]  # fmt: skip


def test_a_default_that_was_not_stated_before_is_not_relied_on(tmp_path: Path) -> None:
    text = "http.post('/v2/namespaces/a/repositories')\n"
    name = "hub.repositories.create(is_private=)"

    assert found(tmp_path, {FAKE_TESTS: text}, wording.DEFAULT, name, "", "false") == []


@pytest.mark.parametrize("is_key", [True, False])
def test_a_removed_value_that_is_also_a_key_is_not_stated_by_the_key(tmp_path: Path, *, is_key: bool) -> None:
    text = 'hub.orgs.list_members("a")\nbody = {"invitee": "kim", "type": "Member"}\ntype = "invitee"\n'
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_a.py").write_text(text, encoding="utf-8")
    name = "hub.orgs.list_members(type=)"
    removed = Change(Level.BREAKING, (name,), wording.VALUES, "all, invitee", "all", "$")
    facts = ClientFacts(keys={"Invite": {"invitee": "invitee" if is_key else "name"}})

    (use,) = hand_written_uses.find([removed], tmp_path, facts)

    assert use.places == tuple(f"tests/test_a.py:{number}" for number in ((3,) if is_key else (2, 3)))


@pytest.mark.parametrize(("line", "expected"), [("x = 1", []), ("hub.repositories.create('a', 'b')", [2])])
def test_a_test_that_sends_to_the_path_by_another_method_only_is_not_about_the_operation(
    line: str, expected: list[int], tmp_path: Path
) -> None:
    text = f"{line}\nkind = '1'\nhttp.get('/v2/namespaces/big/repositories')\n"

    places = found(tmp_path, {FAKE_TESTS: text}, wording.VALUES, "hub.repositories.create(kind=)", "1, 2", "2, 3")

    assert [int(place.rpartition(":")[2]) for place in places if place != f"{FAKE_TESTS}:1"] == expected


def test_a_number_that_is_raised_to_a_power_is_no_default(tmp_path: Path) -> None:
    text = "def test_a(hub):\n    hub.repositories.list('big')\n    x = 10**400\n"

    assert default(tmp_path, "tests/test_lists.py", text) == []
