"""The changelog has a line for each change."""

import pytest

from codegen.report import wording
from codegen.report.breaking_changes import level_of_errors
from codegen.report.changelog import NOTHING_TO_DO, UNLESS_CAUGHT, changelog, sentence
from codegen.report.changes import Change, Level
from tests.codegen.report.small_client import STRING, base, changes, compare, edited


def test_a_new_resource_is_named_once() -> None:
    added = Change(Level.ADDED, ("hub.stars",), wording.RESOURCE_ADDED, "", "stars", "$.tags[0]")

    assert changelog([added]).splitlines()[-1] == "- `hub.stars`: resource added"


def test_without_changes_there_is_no_entry() -> None:
    assert changelog([]) == ""


def test_the_changelog_has_a_line_for_each_change() -> None:
    found = changes(
        ("SCHEMA thing properties size", None),
        ("SCHEMA thing properties kind", {"type": "integer"}),
        ("SCHEMA thing properties more", STRING),
        ("THING get deprecated", True),
        ("THING get parameters 0 deprecated", True),
        ("THING get summary", "Fetch a thing"),
        ("THING put x-personal-token", False),
        ("SCHEMA new properties label default", "x"),
    )

    assert changelog(found).splitlines() == [
        "### Removed",
        "",
        "- `Thing.size`: field removed (was int | None)",
        "",
        "### Changed",
        "",
        "- **Breaking:** `hub.things.replace()`: personal access token no longer accepted; use a password",
        "- **Breaking:** `Thing.kind`: type (str → int)",
        "- `hub.things.replace(label=)`: default (x)",
        "- Docstrings of 1 operation follow Docker's descriptions.",
        "- Callers have nothing to do about the changes that remove nothing and are not marked **Breaking**.",
        "",
        "### Deprecated",
        "",
        "- `hub.things.get()`: deprecated",
        "- `hub.things.get(view=)`: deprecated",
        "",
        "### Added",
        "",
        "- `Thing.more`: field added (str | None)",
    ]


def test_what_is_no_longer_deprecated_reads_so() -> None:
    (change,) = compare(edited(("THING get deprecated", True)), base())

    assert sentence(change) == "`hub.things.get()`: no longer deprecated"


def test_what_has_only_moved_in_the_document_is_one_line() -> None:
    moved = [Change(Level.CHANGED, (name,), wording.MOVED, "$.a", "$.b", "$.b") for name in ("Thing", "Part")]

    assert changelog(moved) == "### Changed\n\n- Drift names another location in Docker's document for `Thing`, `Part`."


def test_what_is_the_same_of_several_operations_is_one_line() -> None:
    declared = [Change(Level.CHANGED, (name,), wording.ERRORS, "404", "404, 429", name) for name in ("hub.a", "hub.b")]
    more = Change(Level.CHANGED, ("hub.c",), wording.ERRORS, "404", "403", "hub.c")

    assert changelog([*declared, more]).splitlines()[2:] == [
        "- `hub.a`, `hub.b`: errors declared (with 429)",
        "- `hub.c`: errors declared (without 404, with 403)",
    ]


@pytest.mark.parametrize(
    ("before", "after", "raised"),
    [
        ("400, 403", "400, 403, 422", "`UnprocessableError`, which `except BadRequestError or ForbiddenError` does"),
        ("404", "404, 422", "`UnprocessableError`, which `except NotFoundError` does not catch"),
        ("400", "400, 429", ""),
        ("400, 422", "400", ""),
    ],
)
def test_an_error_that_no_except_of_the_declared_ones_catches_is_named(before: str, after: str, raised: str) -> None:
    change = Change(level_of_errors(before, after), ("hub.a.do()",), wording.ERRORS, before, after, "GET /a")
    breaking = Change(Level.BREAKING, ("hub.a.do()",), wording.RESULT, "A", "B", "GET /a")

    assert raised in sentence(change)
    assert bool(raised) == ("raised as" in sentence(change))
    last = changelog([breaking, change]).splitlines()[-1]
    assert last == f"- {UNLESS_CAUGHT if raised else NOTHING_TO_DO}"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("none, password", "password", "credentials are demanded"),
        (
            "password, SCIM token",
            "none, password",
            "no credentials are needed, SCIM token no longer accepted; use a password",
        ),
        ("password, organization access token", "none", "no credentials are needed, and none are sent"),
        (
            "password, personal access token",
            "password, organization access token",
            (
                "personal access token no longer accepted, organization access token accepted; "
                "use a password or an organization access token"
            ),
        ),
    ],
)
def test_credentials_that_are_not_needed_are_said_so(before: str, after: str, said: str) -> None:
    change = Change(Level.BREAKING, ("hub.a",), wording.CREDENTIALS, before, after, "hub.a")

    assert sentence(change) == f"`hub.a`: {said}"


def test_an_argument_that_may_have_another_name_is_said_so() -> None:
    after = wording.perhaps_renamed("per_page=")
    change = Change(Level.BREAKING, ("hub.a(page_size=)",), wording.ARGUMENT_REMOVED, "int", after, "hub.a")

    assert sentence(change) == "`hub.a(page_size=)`: argument removed (was int, perhaps renamed to per_page=)"


def test_an_operation_that_is_added_says_by_which_credentials() -> None:
    change = Change(Level.ADDED, ("hub.a.get()",), wording.OPERATION_ADDED, "", "(name) -> A; by password", "GET /a")

    assert sentence(change) == "`hub.a.get()`: operation added (GET /a), `(name) -> A`, by password"


@pytest.mark.parametrize(
    ("what", "name", "states", "words"),
    [
        (wording.VALUES, "hub.orgs.list(type=)", ("a, b", "a, c, d"), "no longer takes `b`, and also takes `c` or `d`"),
        (wording.VALUES, "Tag.status", ("a, b", "a, c"), "is no longer `b`, and may also be `c`"),
        (wording.NULL, "Tag.status", ("no", "yes"), "may be null"),
        (wording.NULL, "Tag.status", ("yes", "no"), "no longer null"),
        (wording.IN_DOCUMENT, "hub.orgs.list(type=)", ("no", "yes"), "documented by Docker now"),
        (wording.IN_DOCUMENT, "hub.orgs.list(type=)", ("yes", "no"), "no longer documented by Docker"),
        (wording.IN_DOCUMENT, "hub.orgs.list()", ("no", "yes"), "documented by Docker now"),
        (wording.DEPRECATED, "hub.orgs.list()", ("no", f"yes{wording.INSTEAD}`a`"), "deprecated; use `a` instead"),
    ],
)
def test_a_line_says_what_callers_may_do(what: str, name: str, states: tuple[str, str], words: str) -> None:
    assert sentence(Change(Level.CHANGED, (name,), what, *states, "$")) == f"`{name}`: {words}"


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("Use Replace a thing instead.", "; use `hub.things.replace()` instead"),
        ("Use another instead.", "; use another instead"),
        ("", ""),
    ],
)
def test_what_a_deprecation_names_is_to_be_used_instead(words: str, instead: str) -> None:
    deprecated = edited(
        ("THING get deprecated", True),
        ("THING get description", f"Deprecated: {words}" if words else ""),
        ("THING put summary", "Replace a thing"),
    )

    lines = [sentence(change) for change in compare(base(), deprecated) if change.what == wording.DEPRECATED]

    assert lines == [f"`hub.things.get()`: deprecated{instead}"]


def test_an_argument_that_docker_documents_now_is_told() -> None:
    undocumented, documented = (
        edited(
            (
                "THING put requestBody content application/json schema",
                {
                    "type": "object",
                    "properties": {"label": {"type": "string", "description": f"Its label.{more}"}},
                },
            )
        )
        for more in (" Undocumented.", "")
    )

    (change,) = (each for each in compare(undocumented, documented) if each.what == wording.IN_DOCUMENT)

    assert sentence(change) == "`hub.things.replace(label=)`: documented by Docker now"


@pytest.mark.parametrize(
    ("what", "name", "states", "words"),
    [
        (wording.REQUIRED, "hub.a.list(x=)", ("no", "yes"), "must be given now"),
        (wording.REQUIRED, "hub.a.list(x=)", ("yes", "no"), "may be left out now"),
        (wording.REQUIRED, "A.x", ("yes", "no"), "required (yes → no)"),
        (wording.AWAITED, "hub.a.list()", ("no", "yes"), "has to be awaited now"),
        (wording.AWAITED, "hub.a.list()", ("yes", "no"), "is called without `await` now"),
        (wording.RESULT, "hub.a.list()", ("A", "B"), "result (A → B)"),
        (wording.RESULT, "hub.a.list()", ("A", "A | None"), "result (A → A | None): check it for `None`, which some"),
        (wording.RESULT, "hub.a.list()", ("list[A]", "Pager[A]"), "result (list[A] → Pager[A]): it is a pager now."),
        (wording.RESULT, "hub.a.list()", ("Pager[A]", "APage"), "result (Pager[A] → APage): it is no pager any more."),
    ],
)
def test_a_line_says_what_calling_code_has_to_do(what: str, name: str, states: tuple[str, str], words: str) -> None:
    line = sentence(Change(Level.BREAKING, (name,), what, *states, "$"))

    assert line.startswith(f"`{name}`: {words}")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("no", "yes", "the route refuses organization access tokens, and another one for them is not known"),
        ("yes", "no", "a refusal no longer says that the route is closed to organization access tokens"),
    ],
)
def test_the_mark_of_a_legacy_route_is_told_in_words(before: str, after: str, said: str) -> None:
    change = Change(Level.CHANGED, ("hub.a",), wording.FACTS["legacy_route"], before, after, "GET /a")

    assert sentence(change) == f"`hub.a`: {said}"
