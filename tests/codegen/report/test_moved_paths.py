"""Which path of a new document is a former one, although it is spelled otherwise."""

from typing import Any

import pytest

from codegen.report import moved_paths

OLD = "/v2/invites/bulk"


def item(summary: str = "Create invites", tag: str = "invites", **entries: Any) -> dict[str, Any]:
    return {"post": {"tags": [tag], "summary": summary, **entries}}


@pytest.mark.parametrize("new", ["/v2/orgs/{org}/invites/bulk", "/v2/invites/many/bulk", "/v2/bulk"])
def test_an_operation_without_an_id_that_changes_as_it_moves_below_another_parent_is_the_same(new: str) -> None:
    assert moved_paths.find({OLD: item()}, {new: item(parameters=[])}) == {OLD: new}


@pytest.mark.parametrize(
    ("new", "there"),
    [
        ("/v2/orgs/{org}/invites/bulk", item("Send invites")),
        ("/v2/orgs/{org}/invites/bulk", item(tag="orgs")),
        ("/v2/orgs/{org}/invites/bulk", {"get": item()["post"]}),
        ("/v2/invites/bulk/{id}", item(parameters=[])),
        ("/v2/orgs/bulk", item(parameters=[])),
    ],
)
def test_another_purpose_or_another_end_of_the_path_makes_another_operation(new: str, there: dict[str, Any]) -> None:
    assert moved_paths.find({OLD: item()}, {new: there}) == {}


def test_of_two_such_paths_neither_is_the_former_one() -> None:
    new = {"/v2/orgs/{org}/invites/bulk": item(x=1), "/v2/teams/{team}/invites/bulk": item(x=2)}

    assert moved_paths.find({OLD: item()}, new) == {}


def test_an_operation_without_a_summary_is_not_recognised() -> None:
    assert moved_paths.find({OLD: item("")}, {"/v2/orgs/{org}/invites/bulk": item("", x=1)}) == {}


def test_a_path_that_stays_and_a_path_with_another_parameter_are_no_candidates() -> None:
    old = {OLD: item(), "/v2/orgs/{name}/invites/bulk": item()}
    new = {"/v2/orgs/{org}/invites/bulk": item(x=1)}

    assert moved_paths.find(old, new) == {"/v2/orgs/{name}/invites/bulk": "/v2/orgs/{org}/invites/bulk"}
    assert moved_paths.find(old, {**old, **new}) == {}


@pytest.mark.parametrize(
    ("own", "new", "documented"),
    [
        ("/v2/tags/", "/v2/tags", {"/v2/tags/": "/v2/tags"}),
        ("/v2/tags", "/v2/tags/", {"/v2/tags": "/v2/tags/"}),
        ("/v2/tags/{id}/", "/v2/tags/{tag_id}", {"/v2/tags/{id}/": "/v2/tags/{tag_id}"}),
        ("/v2/tags", "/v2/tags", {}),
        ("/v2/tags/", "/v2/labels", {}),
    ],
)
def test_docker_documents_a_path_of_the_overlay_in_another_spelling(
    own: str, new: str, documented: dict[str, str]
) -> None:
    assert moved_paths.documented([own], {}, {new: {}}) == documented
    assert moved_paths.documented([own], {new: {}}, {new: {}}) == {}


def test_a_path_that_loses_its_last_slash_is_the_same_route() -> None:
    assert moved_paths.find({"/v2/tags/{id}/": {}}, {"/v2/tags/{tag}": {}}) == {"/v2/tags/{id}/": "/v2/tags/{tag}"}
    assert moved_paths.variables_of("/v2/tags/{id}/", "/v2/tags/{tag}") == {"id": "tag"}
