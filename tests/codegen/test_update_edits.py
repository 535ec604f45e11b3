"""An update for which the overlay needs edits: refused, tried, made or taken back."""

from pathlib import Path

import pytest

from codegen import update
from codegen.document import overlay
from codegen.report import wording, wording_of_outcome
from codegen.report.changes import Change, Level
from codegen.report.overlay_edits import Edit
from codegen.report.repeated_values import ChangedValues
from codegen.write.build import Layout
from tests.codegen.updates import BREAKING, CURRENT, everything, fail, first_action, report


@pytest.mark.usefixtures("small_build")
def test_edits_that_nobody_asked_to_make_stop_the_update(
    with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(monkeypatch, BREAKING, edits=(first_action(with_overlays.overlays),), overlays=with_overlays.overlays)
    before = everything(with_overlays)

    refused = update.update(new, with_overlays, quick_tests=fail)

    assert everything(with_overlays) == before
    assert (refused.status, refused.reason) == (
        "refused",
        "1 action of the overlay has to be edited first. Nothing was changed.",
    )
    assert "--apply" in refused.next_steps[0]
    assert "`judge`" in refused.next_steps[1]


@pytest.mark.usefixtures("small_build")
@pytest.mark.parametrize("apply", [False, True])
def test_a_dry_run_makes_the_edits_aside_and_is_no_failure(
    apply: bool, with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(monkeypatch, BREAKING, edits=(first_action(with_overlays.overlays),), overlays=with_overlays.overlays)
    before = everything(with_overlays)

    reported = update.update(new, with_overlays, dry_run=True, apply=apply, quick_tests=fail)

    assert everything(with_overlays) == before
    assert reported.status == "reported"
    assert "with the edit above, which `--apply` makes, the client can be built" in reported.reason
    assert "--apply" in reported.next_steps[0]
    assert "`judge`" in reported.next_steps[1]


@pytest.mark.heavy
@pytest.mark.usefixtures("small_build")
def test_edits_are_made_if_asked(with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = first_action(with_overlays.overlays)
    report(monkeypatch, BREAKING, edits=(edit,), overlays=with_overlays.overlays)

    done = update.update(new, with_overlays, apply=True, quick_tests=None)

    assert done.status == "done"
    assert done.reason.endswith("1 edit was made in overrides/overlay: review them with `git diff overrides/overlay`.")
    left = [action.target for action in overlay.load(with_overlays.overlays)[0].actions]
    assert edit.action.target not in left
    assert len(left) == len(overlay.load(CURRENT.overlays)[0].actions) - 1


@pytest.mark.usefixtures("small_build")
def test_edits_are_taken_back_if_tests_fail(with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = first_action(with_overlays.overlays)
    report(monkeypatch, BREAKING, edits=(edit,), overlays=with_overlays.overlays)
    before = everything(with_overlays)

    refused = update.update(new, with_overlays, apply=True, quick_tests=fail)

    assert refused.status == "refused"
    assert everything(with_overlays) == before


@pytest.mark.usefixtures("small_build")
def test_actions_that_state_a_limit_as_it_was_are_named_by_their_lines_after_the_edits(
    with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = Change(
        Level.CHANGED, ("hub.repositories.create(full_description=)",), "limits",
        "at most 25,000 characters", "at most 50,000 characters", "$",
    )  # fmt: skip
    schemas = next(each for each in overlay.load(with_overlays.overlays) if each.name == "schemas")
    edit = Edit(action=schemas.actions[0], becomes=(), reason="It is needless.", needs_check=False)
    report(monkeypatch, limit, edits=(edit,), overlays=with_overlays.overlays)

    before, after = (
        update.update(new, with_overlays, dry_run=dry, apply=not dry, quick_tests=None) for dry in (True, False)
    )

    origins = {action.origin for each in overlay.load(with_overlays.overlays) for action in each.actions}
    places = [place for use in after.uses if wording.STATED_OTHERWISE in use.what for place in use.places]
    assert places
    assert {place.removeprefix("overrides/") for place in places} <= origins
    assert places != [place for use in before.uses if wording.STATED_OTHERWISE in use.what for place in use.places]
    assert wording_of_outcome.JUDGE_STATED in after.next_steps


@pytest.mark.usefixtures("small_build")
@pytest.mark.parametrize("is_for_callers", [True, False])
def test_an_action_that_has_former_values_is_named_once(
    with_overlays: Layout, new: Path, monkeypatch: pytest.MonkeyPatch, *, is_for_callers: bool
) -> None:
    location = ("components", "schemas", "RepositoryGroupCreationRequest", "properties", "permission")
    name, values = "hub.repositories.add_group(permission=)", ["read", "write", "admin"]
    change = Change(Level.BREAKING, (name,), wording.VALUES, "admin, read, write", "read, write", "$")
    narrowed = ChangedValues(location, values, values[:2])
    changes = [change] if is_for_callers else []
    report(monkeypatch, *changes, changed_values=(narrowed,), overlays=with_overlays.overlays)

    found = update.update(new, with_overlays, dry_run=True)

    places = [place for use in found.uses for place in use.places if "undocumented_routes" in place]
    assert len(places) == len(set(places)) == 1
