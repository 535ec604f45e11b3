"""A new operation that may be the namespaced route of a legacy operation is named with what denies such a route."""

from pathlib import Path

import pytest

from codegen.report import hand_written_uses, legacy_twins, wording, wording_of_remains
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts, client_facts
from tests.codegen.report.small_client import client, edited

ROUTES = "overrides/overlay/undocumented_routes.yaml"
DECISIONS = "overrides/overlay/decisions.toml"
TEXTS = {
    ROUTES: ["operationId: images_set_stars", "operationId: images_set_kinds", "tags: [a]", "x-legacy-route: true"],
    DECISIONS: ['spec = "Nothing."', 'handled = "`x-legacy-route` on the known ones."'],
}
FACTS = ClientFacts(
    endpoints={"hub.images.set_kinds()": "PATCH /v2/images/{owner}/{image}/kinds/", "hub.images.get()": "GET /v2/a"},
    legacy=frozenset({"hub.images.set_kinds()"}),
)


def added(endpoint: str) -> Change:
    return Change(Level.ADDED, ("hub.kinds.update()",), wording.OPERATION_ADDED, "", "() -> None; by none", endpoint)


def test_a_namespaced_route_of_the_same_things_is_named() -> None:
    (twin,) = legacy_twins.find([added("PUT /v2/owners/{owner}/images/{name}/kinds")], TEXTS, FACTS)

    assert twin.name == (
        "hub.images.set_kinds() (PATCH /v2/images/{owner}/{image}/kinds/) and "
        "hub.kinds.update() (PUT /v2/owners/{owner}/images/{name}/kinds)"
    )
    assert (twin.what, twin.places) == (wording_of_remains.LEGACY_TWIN, (f"{ROUTES}:4", f"{DECISIONS}:2"))


@pytest.mark.parametrize(
    "endpoint",
    [
        "GET /v2/owners/{owner}/images/{name}/kinds",
        "DELETE /v2/owners/{owner}/images/{name}/kinds",
        "PUT /v2/owners/{owner}/kinds",
        "PUT /v2/owners/{owner}/images/{name}/stars",
        "PUT /v2/owners/{owner}/images/{name}",
    ],
)
def test_another_kind_of_operation_is_not_named(endpoint: str) -> None:
    assert legacy_twins.find([added(endpoint)], TEXTS, FACTS) == []


def test_the_report_lists_it_with_the_hand_written_lines(tmp_path: Path) -> None:
    for file, lines in TEXTS.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("\n".join(lines), encoding="utf-8")

    uses = hand_written_uses.find([added("PUT /v2/owners/{owner}/images/{name}/kinds")], tmp_path, FACTS)

    (use,) = (use for use in uses if use.what == wording_of_remains.LEGACY_TWIN)
    assert set(use.places) == {f"{ROUTES}:4", f"{DECISIONS}:2"}


def test_a_documented_route_beside_an_undocumented_one_is_named_with_the_action() -> None:
    facts = ClientFacts(endpoints=FACTS.endpoints, undocumented=FACTS.legacy)

    (twin,) = legacy_twins.find([added("PUT /v2/owners/{owner}/images/{name}/kinds")], TEXTS, facts)

    assert (twin.what, twin.places) == (wording_of_remains.UNDOCUMENTED_TWIN, (f"{ROUTES}:2",))


def test_undocumented_operations_are_read_from_the_client() -> None:
    assert client_facts(client(edited(("THING put x-undocumented", True)))).undocumented == {"hub.things.replace()"}


def test_legacy_operations_are_read_from_the_client() -> None:
    assert client_facts(client(edited(("THING put x-legacy-route", True)))).legacy == {"hub.things.replace()"}
