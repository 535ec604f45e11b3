"""Sentences that state a fact which changes are named by file and line."""

import pytest

from codegen.report import prose_search, wording
from codegen.report.changes import Change, Level

TEXTS = {
    "docs/paging.md": ["Audit logs have pages without links.", "Lists with `total` instead of `count`.", "Audit logs."],
    "overrides/aiodockerhub/list_end.py": ["# neither link nor count, as in audit logs", "def audit_logs(pages):"],
    "overrides/aiodockerhub/testing/handlers/audit_logs.py": ['"""The audit log comes in pages."""'],
    prose_search.DECISIONS: [
        'number = "D31"',
        'spec = "Audit logs take `page`."',
        'number = "D35"',
        'spec = "429 is declared."',
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
            change(wording.FACTS[wording.PAGING], "hub.tokens.list()", "total in `total`", "total in `count`"),
            ("docs/paging.md:2",),
        ),
    ],
)
def test_sentences_that_state_the_fact_are_found(case: Change, places: tuple[str, ...]) -> None:
    assert prose_search.places(case, case.names[0], TEXTS) == places


def test_words_that_are_everywhere_say_nothing() -> None:
    case = change(wording.RESULT, "hub.audit_logs.list()", "Pager[AuditLog]", "AuditLogPage")
    assert prose_search.places(case, case.names[0], {"docs/a.md": ["Audit logs have pages."] * 20}) == ()


def test_rows_are_found_by_the_number_of_the_discrepancy() -> None:
    assert prose_search.rows("D35", TEXTS) == (f"{prose_search.DECISIONS}:4",)
    assert prose_search.rows("D3", TEXTS) == ()
