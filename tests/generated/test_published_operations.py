"""Every operation that Docker documents is there, except for those that the overlay leaves out."""

from collections.abc import Iterable
from typing import Any

import pytest

from codegen.document import load, nodes, overlay
from codegen.write.build import Layout
from tests.generated.samples import ALL


def test_all_published_operations_are_among_them() -> None:
    """Except for those that an action of the overlay leaves out."""
    published = {(method.upper(), path) for path, method, _ in nodes.operations(load.load(Layout().spec))}
    assert published
    documented = {(operation.method, operation.path) for operation in ALL if not operation.undocumented}
    assert documented == published - left_out(load.load(Layout().spec), overlay.load(Layout().overlays))


def left_out(published: dict[str, Any], overlays: Iterable[overlay.Overlay]) -> set[tuple[str, str]]:
    """Method and path of the published operations that actions remove."""
    removed = {
        location
        for each in overlays
        for action in each.actions
        if action.remove
        for location in overlay.selected_locations(action, published)
    }
    return {
        (method.upper(), path)
        for path, method, _ in nodes.operations(published)
        if {("paths", path), ("paths", path, method)} & removed
    }


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("$.paths['/v2/a']", {("GET", "/v2/a"), ("PUT", "/v2/a")}),
        ("$.paths['/v2/a'].put", {("PUT", "/v2/a")}),
        ("$.paths['/v2/a'].put.summary", set()),
    ],
)
def test_an_operation_is_left_out_by_an_action_on_it_or_on_its_path(
    target: str, expected: set[tuple[str, str]]
) -> None:
    published = {"paths": {"/v2/a": {"get": {}, "put": {"summary": "It."}}, "/v2/b": {"get": {}}}}
    action = overlay.Action("overlay/a.yaml", 1, target, "It is not there.", "D36", None, True, 1, {})  # noqa: FBT003
    assert left_out(published, [overlay.Overlay("a", "A", (action,))]) == expected
