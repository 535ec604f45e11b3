"""Lines with a command that has to be called otherwise are named, and lines with an option that it loses."""

from pathlib import Path

import pytest

from codegen.report import hand_written_uses, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

NAME = "hub.audit_logs.list()"
BEFORE = "aiodockerhub audit-logs list ACCOUNT [--from TIME] [--role [a|b]] [--alone TEXT]"
FACTS = ClientFacts(
    options={
        "--from TIME": frozenset({NAME}),
        "--from INTEGER": frozenset({"hub.search.catalog()"}),
        "--role [a|b]": frozenset({NAME, "hub.orgs.list()"}),
        "--alone TEXT": frozenset({NAME}),
    }
)


def lines(root: Path, text: str, before: str, after: str, file: str = "docs/cli.md") -> list[int]:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")
    change = Change(Level.BREAKING, (NAME,), wording.COMMAND_LINE, before, after, "GET /v2/auditlogs/{account}")
    places = [place for use in hand_written_uses.find([change], root, FACTS) for place in use.places]
    return [int(place.rpartition(":")[2]) for place in places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An age is in the past for a filter (`--from 90d`).", [1]),
        ("Give `--alone`, not `--alone-or-not`.", [1]),
        ("Since `--from=2026-01-31`.", [1]),
        ("Begin with the item `--from 20`.", []),
        ("aiodockerhub audit-logs list acme", [1]),
        ("aiodockerhub audit-logs list-actions acme", []),
        ('run("audit-logs", "list", "acme")', [1]),
        ("aiodockerhub my-audit-logs list acme", []),
        ("aiodockerhub orgs list --from 90d", []),
        ("`--from-now` and `--fro` are none", []),
        ("`--role` is that of many", []),
    ],
)
def test_where_an_argument_is_positional_now_its_option_and_all_uses_of_the_command_are_named(
    tmp_path: Path, text: str, expected: list[int]
) -> None:
    after = "aiodockerhub audit-logs list ACCOUNT FROM"
    assert lines(tmp_path, text, BEFORE, after) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aiodockerhub audit-logs list acme --from 90d", [1]),
        ("run(\n    'audit-logs', 'list', 'acme',\n    '--from', '90d',\n)", [2]),
        ("run(\n    'audit-logs',\n    'list',\n    'acme',\n    '--from',\n    '90d',\n)", [2]),
        ("aiodockerhub audit-logs list acme \\\n    --from 90d", [1, 2]),
        ("aiodockerhub audit-logs \\\n    list acme \\\n    --from 90d", [1, 3]),
        ("aiodockerhub audit-logs list acme\naiodockerhub search catalog --from 20", []),
        ("run('audit-logs', 'list', 'acme')\nrun('search', 'catalog', '--from', '20')", []),
        ("for each in (\n    ['audit-logs', 'list', 'acme'],\n    ['search', 'catalog', '--from', '20'],\n): ...", []),
        ("aiodockerhub audit-logs list acme", []),
        ("aiodockerhub audit-logs list acme --to 90d", []),
    ],
)
def test_where_only_an_option_is_gone_other_uses_of_the_command_stay(
    tmp_path: Path, text: str, expected: list[int]
) -> None:
    after = "aiodockerhub audit-logs list ACCOUNT [--role [a|b]] [--alone TEXT]"
    assert lines(tmp_path, text, BEFORE, after) == expected


def test_actions_of_the_overlay_are_no_commands(tmp_path: Path) -> None:
    after = "aiodockerhub audit-logs list ACCOUNT FROM"
    assert lines(tmp_path, "`--alone`", BEFORE, after, "overrides/overlay/a.yaml") == []
