"""Tests that fail, grouped by what makes them fail."""

from pathlib import Path

import pytest

from codegen.report import wording, wording_of_outcome
from codegen.report.changes import Change, Level
from codegen.report.failed_tests import group
from codegen.report.hand_written_uses import Use

GONE = Change(Level.BREAKING, ("Image.os_features",), wording.FIELD_REMOVED, "str", "", "$.a")
DEMANDED = Change(
    Level.BREAKING, ("hub.groups.create(visibility=)",), wording.ARGUMENT_ADDED, "", "str, required", "$.b"
)


def test_failures_of_one_change_are_one_group_and_the_largest_comes_first() -> None:
    lines = [
        "FAILED tests/a.py::test_made - TypeError: create() missing 1 required keyword-only argument: 'visibility'",
        "FAILED tests/b.py::test_d2[1] - AssertionError: Drift(path='$.images[*].os_features', expected='no such key')",
        "FAILED tests/b.py::test_d2[2] - errors.DecodeError: expected no such key at $.images[*].os_features",
        "ERROR tests/c.py::test_e",
        "4 failed in 3s",
    ]

    assert [*group(lines, [GONE, DEMANDED])] == [
        "- Image.os_features: field removed (2 tests)",
        "    AssertionError: Drift(path='$.images[*].os_features', expected='no such key')",
        "    tests/b.py: test_d2 (2 cases)",
        "- hub.groups.create(visibility=): argument added (1 test)",
        "    TypeError: create() missing 1 required keyword-only argument: 'visibility'",
        "    tests/a.py: test_made",
        wording_of_outcome.UNEXPLAINED,
        "- no reason given (1 test)",
        "    tests/c.py: test_e",
        "4 failed in 3s",
    ]


def test_failures_without_a_change_are_grouped_by_reasons_that_differ_in_values_only() -> None:
    lines = [f"FAILED tests/a.py::test_b[{n}] - assert {n} == 3" for n in range(2)]

    assert [*group(lines, [GONE])] == [
        wording_of_outcome.UNEXPLAINED,
        "- assert 0 == 3 (2 tests)",
        "    tests/a.py: test_b (2 cases)",
    ]


def test_a_module_that_cannot_be_imported_is_a_failure_of_all_its_tests() -> None:
    line = "ERROR tests/a.py - AttributeError: module 'aiodockerhub.models' has no attribute 'Part'"
    gone = Change(Level.BREAKING, ("Part",), wording.MODEL_REMOVED, "Part", "", "$.c")

    assert group([line], [gone])[0] == "- Part: model removed (1 test)"


@pytest.mark.parametrize(("reason", "is_told"),
    [("KeyError: 'list'", True), ("groups.list: gone", True), ("tags.list: gone", False), ("list() failed", False),
     ("compared: tags.list, groups.list, a.b", False), ("compared: a.b, a.c, groups.list ⏎ groups.list: gone", True)],
)  # fmt: skip
def test_an_operation_is_told_by_its_resource_or_by_its_quoted_name(reason: str, is_told: bool) -> None:
    gone = Change(Level.BREAKING, ("hub.groups.list()",), wording.OPERATION_REMOVED, "GET /a", "", "GET /a")

    title = group([f"FAILED tests/a.py::test_b - {reason}"], [gone])[0]

    assert title.startswith("- hub.groups.list(): operation removed") is is_told


@pytest.mark.parametrize(
    ("reason", "is_told"),
    [
        ("assert 'give one of --new-status' in 'error: give one of --name'", True),
        ("assert 'error: No such option --new-status'", True),
        ("assert '--new-status-code'", False),
        ("assert '--status'", False),
    ],
)
def test_an_argument_is_told_by_its_option_of_the_command_line(reason: str, is_told: bool) -> None:  # noqa: FBT001
    change = Change(Level.BREAKING, ("hub.tags.update(new_status=)",), wording.ARGUMENT_REMOVED, "int", "", "$.a")

    title = group([f"FAILED tests/a.py::test_b - {reason}"], [change])[0]

    assert title.startswith("- hub.tags.update(new_status=): argument removed") is is_told


USED = Change(Level.BREAKING, ("hub.tags.list()",), wording.RESULT, "Pager[Tag]", "TagPage", "GET /a")
LIMITED = Change(Level.BREAKING, ("hub.groups.create(name=)",), wording.LIMITS, "", "at most 3", "$.c")


def test_a_test_that_has_a_concerned_line_fails_by_that_change(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def test_b():\n    pass\n\n\n@mark\ndef test_c():\n    tags.list()\n")
    use = Use(name="hub.tags.list()", what=wording.RESULT, places=("a.py:7",))
    lines = [
        "FAILED a.py::test_c[1] - assert 1 == 0",
        "FAILED a.py::test_c[2] - ValueError: x",
        "FAILED a.py::test_b - assert 1 == 0",
    ]

    assert [*group(lines, [USED], [use], tmp_path)][::4] == [
        "- hub.tags.list(): result (2 tests)",
        "- assert 1 == 0 (1 test)",
    ]


def test_a_test_with_lines_of_several_changes_and_a_reason_that_names_none_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def test_b():\n    tags.list()\n    groups.create(name='x')\n")
    uses = [
        Use(name="hub.tags.list()", what=wording.RESULT, places=("a.py:2",)),
        Use(name="hub.groups.create(name=)", what=wording.LIMITS, places=("a.py:3",)),
    ]

    assert [*group(["FAILED a.py::test_b - SystemExit: 2"], [USED, LIMITED], uses, tmp_path)] == [
        wording_of_outcome.UNEXPLAINED,
        "- SystemExit: 2 (1 test)",
        "    a.py: test_b",
        "    perhaps by hub.tags.list(): result; see a.py:2",
        "    perhaps by hub.groups.create(name=): limits; see a.py:3",
    ]


def test_changes_of_one_operation_are_one_cause_and_changes_with_the_same_lines_are_named_together(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.py").write_text("def test_b():\n    groups.create(name='x')\n    tags.list()\n")
    uses = [
        Use(
            name="hub.groups.create(name=), hub.groups.create(size=)", what=wording.LIMITS, places=("a.py:2", "a.py:3")
        ),
        Use(name="hub.tags.list()", what=wording.RESULT, places=("a.py:3",)),
    ]
    line = "FAILED a.py::test_b - SystemExit: 2"

    assert group([line], [LIMITED], uses[:1], tmp_path)[0] == "- hub.groups.create(name=): limits (1 test)"
    assert group([line], [LIMITED], uses, tmp_path)[3:] == (
        "    perhaps by hub.groups.create(name=): limits, hub.groups.create(size=): limits; see a.py:2, a.py:3",
        "    perhaps by hub.tags.list(): result; see a.py:3",
    )


def test_a_common_name_is_no_mention_where_the_changed_thing_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def test_b():\n    pass\n")
    use = Use(name="hub.groups.create(name=)", what=wording.LIMITS, places=("b.py:1",))

    title = group(["FAILED a.py::test_b - 'name' is not one of 'logs'"], [LIMITED], [use], tmp_path)[1]

    assert title == "- 'name' is not one of 'logs' (1 test)"


def test_reasons_with_addresses_are_one_group_without_them() -> None:
    lines = [f"FAILED a.py::test_{n} - Exception in: <object Thing at 0x7f{n}c8a> gone" for n in "ab"]

    assert group(lines, [])[1] == "- Exception in: <object Thing> gone (2 tests)"


def test_a_call_that_was_not_awaited_is_told_by_its_method() -> None:
    line = "FAILED a.py::test_b - Warning: Exception ignored in: <coroutine object Tags.list at 0x7f>"

    assert group([line], [USED])[0] == "- hub.tags.list(): result (1 test)"


def test_an_argument_that_python_names_with_its_method_is_the_cause() -> None:
    line = "FAILED a.py::test_b - TypeError: Groups.create() got an unexpected keyword argument 'name'"
    moved = Change(Level.CHANGED, ("hub.groups.create()",), wording.ENDPOINT, "POST /a", "POST /b", "POST /b")
    gone = Change(Level.BREAKING, ("hub.groups.create(name=)",), wording.ARGUMENT_REMOVED, "str", "", "$.c")

    assert group([line], [moved, gone])[0] == "- hub.groups.create(name=): argument removed (1 test)"


def test_the_option_of_a_flag_has_its_name_on_the_command_line() -> None:
    flag = Change(Level.ADDED, ("hub.tags.update(is_private=)",), wording.ARGUMENT_ADDED, "", "bool", "$.a")
    line = "FAILED a.py::test_b - assert 'give one of --status' in 'error: give one of --private, --status'"

    assert group([line], [flag])[0] == "- hub.tags.update(is_private=): argument added (1 test)"


def test_the_key_of_a_response_is_a_mention_although_the_field_is_used_elsewhere(tmp_path: Path) -> None:
    use = Use(name="Image.os_features", what=wording.FIELD_REMOVED, places=("bodies.py:1",))
    line = "FAILED a.py::test_b - DecodeError: expected no such key at $.images[*].os_features, got []"

    assert group([line], [GONE], [use], tmp_path)[0] == "- Image.os_features: field removed (1 test)"


def test_only_the_last_name_of_a_path_in_a_response_is_a_mention() -> None:
    line = "FAILED a.py::test_b - DecodeError: expected no such key at $.os_features[*].name, got []"

    assert group([line], [GONE])[1] == f"- {line.partition(' - ')[2]} (1 test)"


def test_the_first_field_that_a_reason_mentions_comes_before_other_fields_and_operations() -> None:
    other = Change(Level.BREAKING, ("Image.a_size",), wording.FIELD_REMOVED, "int", "", "$.a")
    reason = "tags.list: assert [('$.images[*].os_features', 'unknown'), ('$.images[*].a_size', 'unknown')] == []"

    title = group([f"FAILED tests/a.py::test_b - {reason}"], [USED, other, GONE])[0]

    assert title == "- Image.os_features: field removed (1 test)"


def test_the_name_of_a_field_alone_is_no_mention_of_its_model() -> None:
    title = group(["FAILED a.py::test_b - assert {'os_features': 1} == {}"], [GONE])[1]

    assert title.startswith("- assert")


def test_a_long_reason_is_cut_but_its_end_is_searched() -> None:
    reason = f"assert [{'x, ' * 200}'$.images[*].os_features'] == []"

    title, shown, *_ = group([f"FAILED a.py::test_b - {reason}"], [GONE])

    assert title == "- Image.os_features: field removed (1 test)"
    assert shown == f"    {reason[:300]}…"


def test_the_change_of_the_line_that_a_test_has_comes_before_a_mention(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def test_b():\n    tags.list()\n")
    use = Use(name="hub.tags.list()", what=wording.RESULT, places=("a.py:2",))

    title = group(["FAILED a.py::test_b - 'name' is not one of 'logs'"], [LIMITED, USED], [use], tmp_path)[0]

    assert title == "- hub.tags.list(): result (1 test)"


CREDENTIALS = Change(Level.BREAKING, ("hub.tags.list()",), wording.CREDENTIALS, "none, password", "password", "GET /a")
SIZES = Change(Level.BREAKING, ("hub.tags.list(page_size=)",), wording.LIMITS, "at most 100", "at most 50", "$.b")
ADDED = Change(Level.ADDED, ("hub.domains.list()",), wording.OPERATION_ADDED, "", "() -> Domain", "GET /b")


@pytest.mark.parametrize("reason", ["assert 401 == 403", "NoCredentialsError: no", "AuthenticationError: log in"])
def test_a_refusal_of_credentials_is_caused_by_changed_credentials_of_the_operation(
    tmp_path: Path, reason: str
) -> None:
    (tmp_path / "a.py").write_text("def test_b():\n    tags.list(page_size=100)\n")
    use = Use(name="hub.tags.list(page_size=)", what=wording.LIMITS, places=("a.py:2",))

    title = group([f"FAILED a.py::test_b - {reason}"], [SIZES, CREDENTIALS], [use], tmp_path)[0]

    assert title == "- hub.tags.list(): credentials accepted (1 test)"


def test_a_status_that_is_no_refusal_of_credentials_is_caused_by_the_change_of_the_line(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def test_b():\n    tags.list(page_size=100)\n")
    use = Use(name="hub.tags.list(page_size=)", what=wording.LIMITS, places=("a.py:2",))

    title = group(["FAILED a.py::test_b - assert 400 == 200"], [SIZES, CREDENTIALS], [use], tmp_path)[0]

    assert title == "- hub.tags.list(page_size=): limits (1 test)"


def test_a_change_that_breaks_nothing_is_no_cause_beside_a_breaking_change(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def test_b():\n    tags.list()\n    orgs.get()\n")
    errors = Change(Level.CHANGED, ("hub.orgs.get()",), wording.ERRORS, "", "409", "$.c")
    uses = [
        Use(name="hub.tags.list()", what=wording.CREDENTIALS, places=("a.py:2",)),
        Use(name="hub.orgs.get()", what=wording.ERRORS, places=("a.py:3",)),
    ]

    title = group(["FAILED a.py::test_b - KeyError: 'count'"], [CREDENTIALS, errors], uses, tmp_path)[0]

    assert title == "- hub.tags.list(): credentials accepted (1 test)"


@pytest.mark.parametrize(
    ("parameters", "is_explained"), [("domains.list", True), ("1-domains.list-x", True), ("subdomains.list", False)]
)
def test_the_parameters_of_a_test_name_the_operation_that_it_fails_for(parameters: str, is_explained: bool) -> None:  # noqa: FBT001
    line = f"FAILED a.py::test_b[{parameters}] - assert 1 == 2"

    assert (group([line], [ADDED])[0] == "- hub.domains.list(): operation added (1 test)") is is_explained


def test_a_location_in_the_document_is_the_cause_unless_it_is_the_target_of_drift() -> None:
    added = Change(Level.ADDED, ("Domain",), wording.MODEL_ADDED, "", "x", "$.components.schemas.org_domain")
    reasons = [
        "assert ['components.schemas.org_domain.properties.flag: example True of string'] == []",
        "assert ['components.schemas.org_domains.properties.flag: example True of string'] == []",
        "Drift(path='$.x', target='$.components.schemas.org_domain')",
    ]

    is_explained = [group([f"FAILED a.py::test_b - {each}"], [added])[0].startswith("- Domain") for each in reasons]

    assert is_explained == [True, False, False]


def test_a_path_that_is_missing_now_is_caused_by_the_move_of_the_operation(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def test_b():\n    invites.create_bulk()\n    orgs.get()\n")
    moved = Change(Level.CHANGED, ("hub.invites.create_bulk()",), wording.ENDPOINT, "POST /a", "POST /b", "POST /b")
    uses = [
        Use(name="hub.invites.create_bulk()", what=wording.ENDPOINT, places=("a.py:2",)),
        Use(name="hub.orgs.get()", what=wording.RESULT, places=("a.py:3",)),
    ]

    title = group(["FAILED a.py::test_b - assert 405 == 202"], [moved], uses, tmp_path)[0]

    assert title == "- hub.invites.create_bulk(): endpoint (1 test)"


def test_a_test_that_names_the_command_to_run_is_apart() -> None:
    lines = [
        "FAILED a.py::test_b - cli.md differs; UPDATE_TRANSCRIPTS=1 writes it",
        "FAILED a.py::test_c - assert 1 == 2",
    ]

    assert [line for line in group(lines, []) if not line.startswith(" ")] == [
        wording_of_outcome.ADVISING,
        "- cli.md differs; UPDATE_TRANSCRIPTS=1 writes it (1 test)",
        wording_of_outcome.UNEXPLAINED,
        "- assert 1 == 2 (1 test)",
    ]


def test_a_test_whose_parameters_name_the_argument_of_a_line_in_its_file_is_explained(tmp_path: Path) -> None:
    change = Change(Level.BREAKING, ("hub.groups.create(since=)",), wording.TYPE, "datetime", "date", "$.d")
    use = Use(name="hub.groups.create(since=)", what=wording.TYPE, places=("tests/a.py:3",))
    lines = [
        "FAILED tests/a.py::test_mistakes[^since: expected a time] - AssertionError: Regex pattern did not match.",
        "FAILED tests/b.py::test_mistakes[^since: expected a time] - AssertionError: Regex pattern did not match.",
    ]

    grouped = [*group(lines, [change], [use], tmp_path)]

    assert grouped[0] == f"- hub.groups.create(since=): {wording.TYPE} (1 test)"
    assert "    tests/a.py: test_mistakes" in grouped
    assert grouped[-1] == "    tests/b.py: test_mistakes"


@pytest.mark.parametrize(
    ("reason", "is_explained"),
    [
        ("assert 'most pulled first' in 'List repositories.'", True),
        ("AssertionError: assert 'most pulled first' in ' '.join(text)", True),
        ("assert 'Prefix with' in 'List repositories.'", False),
        ("assert 'pulled' in 'List repositories.'", False),
    ],
)
def test_a_test_that_looks_for_a_replaced_text_fails_by_its_change(
    tmp_path: Path, reason: str, *, is_explained: bool
) -> None:
    """Also if another change concerns a line of the test."""
    (tmp_path / "a.py").write_text("def test_b():\n    tags.list()\n")
    use = Use(name="hub.tags.list()", what=wording.RESULT, places=("a.py:2",))
    name, before, after = (
        "hub.repositories.list(ordering=)",
        "The most pulled first. Prefix with -.",
        "Prefix with '-'.",
    )
    text = Change(Level.DOCUMENTATION, (name,), wording.DESCRIPTION, before, after, "$.c")

    title, *_ = group([f"FAILED a.py::test_b - {reason}"], [USED, text], [use], tmp_path)

    assert title == f"- {f'{name}: description' if is_explained else 'hub.tags.list(): result'} (1 test)"
