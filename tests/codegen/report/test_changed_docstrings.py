"""The changelog says how many docstrings change, and quotes what callers have to know of them."""

import pytest

from codegen.report import changed_docstrings, wording
from codegen.report.changelog import changelog
from codegen.report.changes import Change, Level


def change(name: str, after: str, before: str = "") -> Change:
    return Change(Level.DOCUMENTATION, (name,), wording.DESCRIPTION, before, after, "$")


def test_without_docstrings_there_are_no_lines() -> None:
    other = Change(Level.CHANGED, ("hub.a.list()",), wording.ERRORS, "", "404", "$")
    assert list(changed_docstrings.lines([other])) == []


def test_the_things_are_counted_by_kind() -> None:
    names = ("hub.a", "hub.a.list()", "hub.a.get()", "hub.a.get(name)", "A", "A.x", "A.y")
    changes = [change(name, "It is something else.") for name in (*names, names[1])]

    assert list(changed_docstrings.lines(changes)) == [
        "Docstrings of 1 resource, 2 operations, 1 argument, 1 model and 2 fields follow Docker's descriptions."
    ]


@pytest.mark.parametrize(
    ("after", "before", "said"),
    [
        ("…The export is limited to 10,000 members.", "…", "The export is limited to 10,000 members."),
        ("It is new. It will be removed on June 30, 2027.", "It is old.", "It will be removed on June 30, 2027."),
        ("…The time cannot be longer than 90 days.", "…Any time.", "The time cannot be longer than 90 days."),
        ("A rule. It has to match the whole name.", "A rule.", "It has to match the whole name."),
        ("…Unless it is empty, the team is kept.", "…", "Unless it is empty, the team is kept."),
        ("…At most 5 tags.", "…At most 5 tags.", ""),
        ("It is the name.", "The name.", ""),
        ("…-only` — use only this.", "…", ""),
        ("| Name | Only |.", "", ""),
        ("- Only one - Only two - Only three.", "", ""),
        ("Kept as long as the plan says: Plan: Time - Team: only 3 months - Business: 12 months.", "", ""),
        (f"Only {'x' * 300}.", "", ""),
    ],
)
def test_new_sentences_on_limits_and_conditions_are_quoted(after: str, before: str, said: str) -> None:
    _, *lines = changed_docstrings.lines([change("hub.a.list()", after, before)])

    assert lines == [f"`hub.a.list()`: Docker says now: {said}"] * bool(said)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (
            "Events are only kept for a time: Plan: Time - Team: 3 months - Business: 12 months. See there.",
            "Events are only kept for a time: Plan: Time - Team: 3 months - Business: 12 months.",
        ),
        ("Events are only kept for a time: | Plan | Time |.", "Events are only kept for a time:"),
        (f"It must be one of these: - {'x' * 200} - {'y' * 200}.", "It must be one of these:"),
    ],
)
def test_a_sentence_that_introduces_a_list_or_a_table_is_quoted(after: str, said: str) -> None:
    _, line = changed_docstrings.lines([change("hub.a.list()", f"…{after}", "…It is a list.")])

    assert line == f"`hub.a.list()`: Docker says now: {said}"


def test_a_sentence_of_several_things_is_quoted_once() -> None:
    changes = [change(f"hub.{name}.list()", "Only owners.") for name in "ab"]
    assert changelog(changes).count("`hub.a.list()`, `hub.b.list()`: Docker says now: Only owners.") == 1


def test_only_some_sentences_are_quoted() -> None:
    changes = [change("hub.a.list()", f"Only {number} owners.") for number in range(20)]

    *_, last = changed_docstrings.lines(changes)

    assert last == "5 more sentences on limits and conditions are new: see docstrings."
    assert len(list(changed_docstrings.lines(changes))) == 17


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (
            "…`scope-a-list-private` (formerly `scope-a-list`) sees…",
            ["Docker names the scope `scope-a-list-private` now."],
        ),
        ("…`scope-b-read` and `scope-a-read`…", ["Docker names the scopes `scope-a-read` and `scope-b-read` now."]),
        ("…`scope-a-list` sees…", []),
        ("Only `scope-a-list-private` sees it.", ["Docker says now: Only `scope-a-list-private` sees it."]),
        ("…`scope-a-list-priv…", []),
    ],
)
def test_a_scope_that_the_text_names_now_is_said_once(after: str, said: list[str]) -> None:
    _, *lines = changed_docstrings.lines([change("hub.a.list()", after, "…`scope-a-list` sees…")])

    assert lines == [f"`hub.a.list()`: {line}" for line in said]


def test_a_scope_that_the_client_names_elsewhere_already_is_not_new() -> None:
    changes = [change("A.scopes", "One of: - `scope-a-read` - `scope-b-read`.", "Scopes.")]
    is_new = "- `A.scopes`: Docker names the scope{} now."

    assert is_new.format("s `scope-a-read` and `scope-b-read`") in changelog(changes).splitlines()
    assert is_new.format(" `scope-b-read`") in changelog(changes, frozenset({"scope-a-read"})).splitlines()
    assert "names the scope" not in changelog(changes, frozenset({"scope-a-read", "scope-b-read"}))
