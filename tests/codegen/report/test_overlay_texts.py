"""Which texts of the overlay the report asks about, because they name an argument or field that changes."""

from pathlib import Path
from typing import Any

import pytest

from codegen.document.overlay import Action, Overlay
from codegen.report import hand_written_uses, wording, wording_of_remains
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts
from codegen.report.hand_written_uses import Use

OPERATION = "$.paths['/v2/logs/{account}'].get"
FACTS = ClientFacts(endpoints={"hub.audit_logs.list()": "GET /v2/logs/{account}"})
DAY = Change(
    Level.BREAKING, ("hub.audit_logs.list(from_=)",), wording.TYPE, "datetime", "date", f"{OPERATION}.parameters[4]"
)
FILE = """\
actions:
  - target: $.paths['/v2/logs/{account}'].get
    description: Seen at `from`.
    x-before: {description: "Events since `from`."}
    update:
      description: |
        The newest comes first.
        Events at the times `from` and `to` are included.
  - target: $.paths['/v2/other'].get
    update: {description: "Since `from`."}
"""


def action(target: str, update: Any) -> Action:
    return Action("overlay/a.yaml", 2, target, "Seen.", "D44", update, False, 1, {})  # noqa: FBT003


def places(change: Change, stating: Action, facts: ClientFacts = FACTS, root: Path | None = None) -> list[str]:
    uses = hand_written_uses.of_overlay([change], [], [Overlay("a", "A", (stating,))], facts, root)
    return [place for use in uses for place in use.places]


@pytest.mark.parametrize(
    ("target", "update", "is_found"),
    [
        (OPERATION, {"description": "Events at `from` are included."}, True),
        (f"{OPERATION}.description", "Events at `from` are included.", True),
        (OPERATION, {"parameters": [{"name": "to", "description": "After `from`."}]}, True),
        ("$.paths['/v2/logs/{account}']['get', 'post']", {"description": "`from=`"}, True),
        ("$.paths['/v2/logs/{account}']", {"get": {"description": "`from`"}}, True),
        (OPERATION, {"description": "Events from then on."}, False),
        (OPERATION, {"description": "Events at `from_now`."}, False),
        (OPERATION, {"title": "`from`"}, False),
        (OPERATION.replace("get", "post"), {"description": "`from`"}, False),
        (OPERATION.replace("logs", "users"), {"description": "`from`"}, False),
    ],
)
def test_a_text_of_the_same_operation_that_names_a_changed_argument_is_asked_about(
    target: str,
    update: Any,
    is_found: bool,  # noqa: FBT001
) -> None:
    uses = hand_written_uses.of_overlay([DAY], [], [Overlay("a", "A", (action(target, update),))], FACTS)

    what = wording_of_remains.named_in_text(wording.TYPE, "D44")
    assert uses == [Use(name=DAY.names[0], what=what, places=("overrides/overlay/a.yaml:2",))] * is_found


def test_a_shared_parameter_is_named_by_the_text_of_each_operation_that_has_it() -> None:
    shared = Change(Level.BREAKING, DAY.names, wording.TYPE, "datetime", "date", "$.components.parameters.from")
    stating = action(OPERATION, {"description": "Events at `from` are included."})

    assert places(shared, stating) == ["overrides/overlay/a.yaml:2"]
    assert places(shared, stating, ClientFacts()) == []


def test_a_field_is_named_by_the_text_of_another_field_of_its_schema() -> None:
    schema = "$.components.schemas.token.properties"
    field = Change(Level.BREAKING, ("Token.expiresAt",), wording.TYPE, "str", "int", f"{schema}.expiresAt")

    assert places(field, action(f"{schema}.is_active", {"description": "Until `expiresAt`."}))
    assert not places(field, action(schema.replace("token", "other"), {"a": {"description": "Until `expiresAt`."}}))


def test_a_renamed_argument_is_sought_by_its_former_name_and_a_new_limit_is_not() -> None:
    stating = action(OPERATION, {"description": "Events at `from` are included."})
    at = f"{OPERATION}.parameters[4]"
    renamed = Change(Level.BREAKING, ("hub.audit_logs.list(since=)",), wording.ARGUMENT_RENAMED, "from_", "since", at)
    limited = Change(Level.CHANGED, DAY.names, wording.LIMITS, "", "at least 3 characters", at)

    assert places(renamed, stating)
    assert not places(limited, stating)


def test_the_lines_are_those_of_the_written_text(tmp_path: Path) -> None:
    file = tmp_path / "overrides/overlay/a.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(FILE)
    (tmp_path / "README.md").touch()
    stating = action(OPERATION, {"description": "Events at the times `from` and `to` are included."})

    assert places(DAY, stating, root=tmp_path) == ["overrides/overlay/a.yaml:8"]


@pytest.mark.parametrize(
    ("target", "update", "is_found"),
    [
        (f"{OPERATION}.responses['200'].content", {"description": "Events."}, True),
        (OPERATION.removesuffix(".get"), {"get": {"responses": {"200": {}}}}, True),
        (OPERATION.removesuffix(".get"), {"post": {"responses": {"200": {}}}}, False),
        (OPERATION, {"responses": {"201": {"description": "Events."}}}, True),
        (OPERATION, {"description": "The status is 200."}, True),
        (OPERATION, {"description": "At most 2000 events."}, False),
        (f"{OPERATION}.responses['404']", {"description": "No account."}, False),
        (OPERATION.replace("get", "post"), {"description": "The status is 200."}, False),
    ],
)
def test_actions_that_name_a_status_of_success_are_asked_about_if_others_come(
    target: str,
    update: Any,
    is_found: bool,  # noqa: FBT001
) -> None:
    other = Change(
        Level.CHANGED, ("hub.audit_logs.list()",), wording.SUCCESSES, "200", "201", f"{OPERATION}.responses['201']"
    )
    assert places(other, action(target, update)) == ["overrides/overlay/a.yaml:2"] * is_found


DATA = Change(
    Level.BREAKING, ("AuditLog.data",), wording.TYPE, "str", "int", "$.components.schemas.AuditLog.properties.data"
)
DESCRIPTIONS = """\
actions:
  - target: $.components.schemas.AuditLog
    description: Seen.
    update:
      properties:
        actor: {description: Who did it.}
        data:
          description: Details, as texts.
"""


@pytest.mark.parametrize(
    ("update", "is_found"),
    [
        ({"properties": {"data": {"description": "Details, as texts."}}}, True),
        ({"properties": {"data": {"nullable": True}}}, False),
        ({"properties": {"actor": {"description": "Who did it."}}}, False),
    ],
)
def test_a_description_of_a_field_of_another_type_is_asked_about(
    tmp_path: Path, update: Any, *, is_found: bool
) -> None:
    file = tmp_path / "overrides/overlay/a.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(DESCRIPTIONS, encoding="utf-8")

    named = places(DATA, action("$.components.schemas.AuditLog", update), ClientFacts(), tmp_path)

    assert named == (["overrides/overlay/a.yaml:8"] if is_found else [])
