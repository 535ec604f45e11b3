"""Patterns find calls, commands, options and paths, and nothing that only begins or ends like them."""

import re

import pytest

from codegen.report import source_patterns


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("await hub.audit_logs.list('acme')", True),
        ("aiodockerhub audit-logs list acme", True),
        ('run("audit-logs", "list")', True),
        ('load()["audit_logs"]["operations"]["list"]', True),
        ("hub.audit_logs.list_actions('acme')", False),
        ("aiodockerhub my-audit-logs list", False),
    ],
)
def test_calls_are_found_in_code_commands_and_the_catalog(line: str, is_found: bool) -> None:  # noqa: FBT001
    assert bool(re.search(source_patterns.of_call("hub.audit_logs.list()"), line)) is is_found


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("aiodockerhub audit-logs list acme", True),
        ("run('audit-logs', 'list')", True),
        ("hub.audit_logs.list('acme')", False),
        ("aiodockerhub audit-logs list-actions", False),
        ("run(\n  'audit-logs',\n  'list')", True),
        ("audit-logs \\\n  list", True),
    ],
)
def test_commands_are_no_calls_in_code(line: str, is_found: bool) -> None:  # noqa: FBT001
    assert bool(re.search(source_patterns.of_command("hub.audit_logs.list()"), line)) is is_found


@pytest.mark.parametrize(
    ("name", "line", "is_found"),
    [
        ("from_", "--from 90d", True),
        ("from_", "--from-now", False),
        ("is_private", "--no-private", True),
        ("page_size", "page_size=5", True),
        ("page_size", "max_page_size", False),
    ],
)
def test_arguments_are_found_by_name_and_option(name: str, line: str, is_found: bool) -> None:  # noqa: FBT001
    assert bool(re.search(source_patterns.of_argument(name), line)) is is_found


def test_a_path_has_any_values_for_its_variables() -> None:
    pattern = source_patterns.of_path("/v2/orgs/{org_name}")

    assert pattern.search("'/v2/orgs/acme'")
    assert not pattern.search("'/v2/orgs/acme/members'")


def test_a_call_ends_with_its_brackets() -> None:
    assert source_patterns.whole_call(["f(", "  1,", ")", "g()"]) == "f(\n  1,\n)"
    assert source_patterns.whole_call(["f(", "  1,"]) == "f(\n  1,"


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("f(\n  X,\n  1,\n)", "(\n  X,\n  1,\n)"),
        ("f(g(X), 1)", "(X)"),
        ("a\nX \\\n  1\nb", "X \\\n  1"),
        ("(\n\n\n\nX\n)", "X"),
        ("(X\n\n\n\n)", "(X"),
        ("X", "X"),
    ],
)
def test_words_around_are_those_of_the_innermost_brackets_or_the_command_line(text: str, around: str) -> None:
    assert source_patterns.words_around(text, text.index("X"), 2) == around


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        ('fake.fault("orgs.list", status=503)', True),
        ("Operation(id='orgs.list')", True),
        ('hub.orgs.list("orgs.list")', False),
        ('run("orgs", "list")', False),
        ("hub.orgs.list()", False),
    ],
)
def test_the_name_of_an_operation_in_quotes_is_no_call(line: str, is_name: bool) -> None:  # noqa: FBT001
    assert source_patterns.only_names("hub.orgs.list()", line) is is_name


def test_a_call_has_what_it_unpacks() -> None:
    lines = ["more = (1,)", "words: Any = (", '    "--size",', ")", "other = 2", "run(*words, 3)"]

    assert source_patterns.with_unpacked(lines, 6, 8) == 'run(*words, 3)\nwords: Any = (\n    "--size",\n)'
    assert source_patterns.with_unpacked(["a * words"], 1, 8) == "a * words"
