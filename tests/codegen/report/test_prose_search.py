"""Sentences that state a fact which changes are named by file and line."""

import pytest

from codegen.report import prose_search, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

TEXTS = {
    "docs/paging.md": ["Audit logs have pages without links.", "Lists with `total` instead of `count`.", "Audit logs."],
    "overrides/aiodockerhub/list_end.py": ["# neither link nor count, as in audit logs", "def audit_logs(pages):"],
    "overrides/aiodockerhub/testing/handlers/audit_logs.py": ['"""The audit log comes in pages."""'],
    prose_search.DECISIONS: [
        'number = "D31"',
        'spec = "Audit logs take `page`."',
        'number = "D35"',
        'spec = "429 is declared."',
        'number = "D30"',
        'spec = "Adding a group to a repository returns 200."',
        'spec = "Adding a group to a repository returns 204."',
        'spec = "Adding a tag to a repository returns 200."',
    ],
}


def change(what: str, name: str, before: str, after: str) -> Change:
    return Change(Level.BREAKING, (name,), what, before, after, "$")


@pytest.mark.parametrize(
    ("case", "places"),
    [
        (
            change(wording.RESULT, "hub.audit_logs.list()", "Pager[AuditLog]", "AuditLogPage"),
            ("docs/paging.md:1", "overrides/aiodockerhub/list_end.py:1", f"{prose_search.DECISIONS}:2"),
        ),
        (change(wording.RESULT, "hub.audit_logs.list()", "AuditLog", "AuditLogPage"), ()),
        (
            change(wording.ARGUMENT_REMOVED, "hub.audit_logs.list(page=)", "int", ""),
            (f"{prose_search.DECISIONS}:2",),
        ),
        (change(wording.ERRORS, "hub.users.get()", "401", "401, 429"), (f"{prose_search.DECISIONS}:4",)),
        (
            change(wording.SUCCESSES, "hub.repositories.add_group()", "200", "200, 201"),
            (f"{prose_search.DECISIONS}:6",),
        ),
        (
            change(wording.FACTS[wording.PAGING], "hub.tokens.list()", "total in `total`", "total in `count`"),
            ("docs/paging.md:2",),
        ),
    ],
)
def test_sentences_that_state_the_fact_are_found(case: Change, places: tuple[str, ...]) -> None:
    assert prose_search.places(case, case.names[0], TEXTS) == places


ANONYMOUS = change(wording.CREDENTIALS, "hub.repositories.list()", "none, password", "password")
SIZE = change(wording.LIMITS, "hub.repositories.list(page_size=)", "at least 1, at most 100", "at least 1, at most 50")
FACTS = ClientFacts(pages={"hub.repositories.list()": ("page", "page_size")})


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("Anonymous callers see a hundred repositories.", True),
        ("Without credentials, it reads every repository.", True),
        ("Anonymous callers see a hundred tags.", False),
        ("Members see a hundred repositories.", False),
        ("async with DockerHub() as hub:  # anonymous: public repositories", False),
    ],
)
def test_sentences_on_anonymous_callers_are_found_where_credentials_are_needed_now(line: str, is_found: bool) -> None:  # noqa: FBT001
    texts = {"README.md": [line], "overrides/aiodockerhub/a.py": [f"# {line}"]}
    assert prose_search.places(ANONYMOUS, ANONYMOUS.names[0], texts) == (("README.md:1",) if is_found else ())


def test_a_sentence_of_a_guide_may_go_over_to_the_next_line() -> None:
    texts = {"README.md": ["It shows anonymous callers the first hundred", "repositories of a namespace."]}
    assert prose_search.places(ANONYMOUS, ANONYMOUS.names[0], texts) == ("README.md:1",)


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("in pages of a hundred, the most that Docker Hub gives", True),
        ("100 everywhere; larger is capped without a word.", True),
        ("More than 100 is refused before it is sent; no walk relies on sizes.", True),
        ("pages of 1,100 items, or 100.5", False),
        ("It lists 100 repositories.", False),
        ("at least 1 item on each page", False),
        ("hub.repositories.list_tags(page_size=100)", False),
    ],
)
def test_sentences_on_the_size_of_pages_are_found_in_digits_and_words(line: str, is_found: bool) -> None:  # noqa: FBT001
    places = prose_search.places(SIZE, SIZE.names[0], {"examples/tour.py": [line]}, FACTS)
    assert places == (("examples/tour.py:1",) if is_found else ())


def test_a_limit_of_another_argument_is_no_size_of_pages() -> None:
    limit = change(wording.LIMITS, "hub.repositories.list(name=)", "at most 100", "at most 50")
    assert prose_search.places(limit, limit.names[0], {"README.md": ["pages of 100"]}, FACTS) == ()


def test_lines_that_quote_a_replaced_sentence_are_found() -> None:
    texts = change(
        wording.DESCRIPTION, "hub.tags.delete()", "Delete a tag. It is gone.…", "Delete one tag. It is gone.…"
    )
    lines = ["assert 'Delete a tag: DELETE' in told", "Delete a tags", "It is gone."]
    assert prose_search.places(texts, texts.names[0], {"tests/a.py": lines, "overrides/a.py": lines}) == (
        "tests/a.py:1",
    )


def test_words_that_are_everywhere_say_nothing() -> None:
    case = change(wording.RESULT, "hub.audit_logs.list()", "Pager[AuditLog]", "AuditLogPage")
    assert prose_search.places(case, case.names[0], {"docs/a.md": ["Audit logs have pages."] * 20}) == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("With `scope-repo-list` all.", "With `scope-repo-list-private` (formerly `scope-repo-list`) all.", (1, 2)),
        ("With `scope-repo-list` all.", "With `scope-repo-all` all.", (1, 2)),
        ("With `scope-repo-list` all.", "All are listed.", (1, 2)),
        ("With `scope-repo-list` all.", "With `scope-repo-list` many.", ()),
        ("", "With `scope-repo-list` many.", ()),
        ("With scope-repo-list…", "All…", ()),
    ],
)
def test_all_lines_with_a_scope_that_a_text_names_otherwise_are_found(
    before: str, after: str, expected: tuple[int, ...]
) -> None:
    code = ["LIST = 'scope-repo-list', 'TYPE_ORG'", "# needs scope-repo-list.", "'scope-repo-list-private'"]
    texts = change(wording.DESCRIPTION, "hub.repositories.list()", before, after)

    assert prose_search.places(texts, texts.names[0], {"overrides/aiodockerhub/auth/scopes.py": code}) == tuple(
        f"overrides/aiodockerhub/auth/scopes.py:{number}" for number in expected
    )


def test_lines_with_a_former_scope_are_found_however_many() -> None:
    texts = change(wording.DESCRIPTION, "hub.repositories.list()", "With `scope-repo-list` all.", "All.")

    assert len(prose_search.places(texts, texts.names[0], {"tests/test_a.py": ["'scope-repo-list'"] * 20})) == 20


def test_records_of_decisions_state_facts_as_they_were() -> None:
    case = change(wording.RESULT, "hub.audit_logs.list()", "Pager[AuditLog]", "AuditLogPage")
    texts = {file: ["Audit logs have pages."] for file in ("docs/decisions/0004-one-pager.md", "docs/paging.md")}

    assert prose_search.places(case, case.names[0], texts) == ("docs/paging.md:1",)


ROWS = {
    prose_search.DECISIONS: [
        'spec = "An organization is `{name}` in some paths."',
        'spec = "Nothing of routes for categories and stars."',
        'service = "There is nothing of categories."',
        'spec = "Categories are objects."',
        'spec = "No route for webhooks."',
    ],
    "docs/guide.md": ["`GET /v2/orgs/{name}/tokens` lists them.", "`/v2/orgs/{name}/tokens/{id}` is another path."],
    "docs/decisions/0001.md": ["It was `/v2/orgs/{name}/tokens`."],
    "overrides/aiodockerhub/a.py": ['f"{name}"'],
}


def test_prose_with_the_former_name_of_a_path_or_of_its_variable_is_found() -> None:
    renamed = change(
        wording.ENDPOINT, "hub.tokens.list()", "GET /v2/orgs/{name}/tokens", "GET /v2/orgs/{org_name}/tokens"
    )

    assert prose_search.places(renamed, renamed.names[0], ROWS) == (f"{prose_search.DECISIONS}:1", "docs/guide.md:1")


@pytest.mark.parametrize(
    ("endpoint", "lines"),
    [
        ("PUT /v2/repositories/{name}/categories", [2]),
        ("GET /v2/categories/{name}", [2]),
        ("GET /v2/tags", []),
        ("GET /{name}", []),
    ],
)
def test_a_row_by_which_there_is_nothing_of_a_new_operation_is_found(endpoint: str, lines: list[int]) -> None:
    added = Change(Level.ADDED, ("hub.a.b()",), wording.OPERATION_ADDED, "", "()", endpoint)

    assert prose_search.places(added, "hub.a.b()", ROWS) == tuple(f"{prose_search.DECISIONS}:{each}" for each in lines)


def test_sentences_on_all_repositories_are_not_about_a_method_that_is_neither_list_nor_get() -> None:
    refused = change(wording.CREDENTIALS, "hub.repositories.exists()", "none, password", "password")
    texts = {"README.md": ["Anonymous callers see repositories.", "", "Anonymous: whether repositories exist."]}
    assert prose_search.places(refused, refused.names[0], texts) == ("README.md:3",)


@pytest.mark.parametrize(("others", "is_found"), [({}, True), ({"hub.orgs.get()": "GET /v2/orgs/{name}"}, False)])
def test_a_variable_that_other_paths_still_have_is_not_gone(others: dict[str, str], *, is_found: bool) -> None:
    moved = change(wording.ENDPOINT, "hub.invites.list()", "GET /v2/invites/{name}", "GET /v2/invites/{org_name}")
    texts = {prose_search.DECISIONS: ['spec = "It is `{name}`."']}
    facts = ClientFacts(endpoints={"hub.invites.list()": moved.before, **others})
    assert prose_search.places(moved, moved.names[0], texts, facts, [moved]) == (
        (f"{prose_search.DECISIONS}:1",) if is_found else ()
    )


def test_a_walk_that_only_loses_a_number_concerns_no_dash_in_backquotes() -> None:
    walk = change(wording.FACTS[wording.PAGING], "hub.orgs.list_members()", "25 unless asked", "-")
    assert prose_search.places(walk, walk.names[0], {"docs/cli.md": ["From stdin (`-`). Lists too."]}) == ()


@pytest.mark.parametrize(("name", "is_found"), [("hub.orgs.list()", True), ("Resource.scopes", False)])
def test_a_scope_that_stays_is_sought_for_operations_and_not_for_the_examples_of_a_field(
    name: str, *, is_found: bool
) -> None:
    text = change(
        wording.DESCRIPTION, name, "Such as `scope-image-pull`.", "`scope-image-pull` and `scope-image-push`."
    )
    texts = {"docs/a.md": ["scope-image-pull"]}
    assert prose_search.places(text, name, texts) == (("docs/a.md:1",) if is_found else ())


def test_docstrings_of_handlers_with_the_former_path_are_found() -> None:
    moved = change(
        wording.ENDPOINT, "hub.invites.delete()", "DELETE /v2/invites/{id}", "DELETE /v2/invites/{invite_id}"
    )
    handlers = "overrides/aiodockerhub/testing/handlers/invites.py"
    texts = {handlers: ['"""DELETE /v2/invites/{id}."""', '"""PATCH /v2/invites/{id}/resend."""']}
    assert prose_search.places(moved, moved.names[0], texts) == (f"{handlers}:1",)


@pytest.mark.parametrize("after", ["yes", "no"])
def test_sentences_that_call_undocumented_what_docker_documents_now_are_found(after: str) -> None:
    handlers = "overrides/aiodockerhub/testing/handlers/tags.py"
    texts = {
        handlers: ['@handles("tags.list", "tags.exist")', "def list_():", "    `name` and `size` are undocumented."],
        "docs/a.md": ["`hub.tags.list`", "`size=` is not in Docker's document", "`name` is undocumented"],
        "docs/b.md": ["`size=` is undocumented"],
        "overrides/overlay/decisions.toml": ["`hub.tags.list(size=)`: `size` is undocumented"],
        "tests/test_a.py": ["# undocumented: hub.tags.list()", "# undocumented: Tag has 'kind'"],
    }
    documented = "no" if after == "yes" else "yes", after

    def find(name: str) -> tuple[str, ...]:
        return prose_search.places(change(wording.IN_DOCUMENT, name, *documented), name, texts)

    places = (find("hub.tags.list(size=)"), find("hub.tags.list()"), find("Tag.kind"))
    assert places == (
        ((f"{handlers}:3", "docs/a.md:2"), ("tests/test_a.py:1",), ("tests/test_a.py:2",))
        if after == "yes"
        else ((), (), ())
    )
