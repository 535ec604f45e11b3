"""Parameters and tags that Docker documents now are left to it, but for marks."""

import copy
from typing import Any

import pytest

from codegen.report import wording
from tests.codegen.report.small_document import PUBLISHED, SIZE, action, edited, healed

OF_TAGS = "$.paths['/tags'].get"


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(PUBLISHED)


@pytest.mark.parametrize(
    "target",
    [
        "$.paths['/tags'].get",
        "$.paths['/tags'][?@.operationId == 'ListTags' && !@.parameters[?@.name == 'order']]",
    ],
)
def test_a_parameter_that_docker_documents_is_left_to_it(document: dict[str, Any], target: str) -> None:
    document["paths"]["/tags"]["get"]["parameters"] = [SIZE, {"in": "query", "name": "order"}]
    ours: list[Any] = [{"in": "query", "name": name, "x-undocumented": True} for name in ("order", "os")]

    added = action(target, before={"operationId": "ListTags"}, update={"parameters": ours})

    assert edited(document, added) == [(wording.DOCUMENTED, True, [("$.paths['/tags'].get", {"parameters": ours[1:]})])]


def test_a_name_that_is_no_text_is_left_to_the_checks_of_the_document(document: dict[str, Any]) -> None:
    document["paths"]["/tags"]["get"]["parameters"] = [{"in": "query", "name": ["order"]}]
    ours = [{"in": "query", "name": "order"}]

    added = action("$.paths['/tags'].get", before={"operationId": "ListTags"}, update={"parameters": ours})

    assert edited(document, added) == []


def test_an_action_whose_parameters_docker_documents_all_goes(document: dict[str, Any]) -> None:
    document["paths"]["/tags"]["get"]["parameters"] = [SIZE, {"in": "query", "name": "order"}]
    ours: list[Any] = [{"in": "query", "name": "order"}]

    added = action("$.paths['/tags'].get", before={"operationId": "ListTags"}, update={"parameters": ours})

    assert edited(document, added) == [(wording.DROP_DONE, False, [])]


def test_a_tag_that_docker_describes_is_left_to_it(document: dict[str, Any]) -> None:
    document["tags"] = [{"name": "webhooks", "description": "Docker's words."}]
    ours: list[Any] = [{"name": name, "description": "Ours."} for name in ("users", "webhooks")]

    added = action("$", before={"paths": document["paths"]}, update={"tags": ours})

    assert edited(document, added) == [(wording.DOCUMENTED, True, [("$", {"tags": ours[:1]})])]


def test_a_tag_that_docker_describes_keeps_our_marks(document: dict[str, Any]) -> None:
    document["tags"] = [{"name": "webhooks", "x-displayName": "Webhooks"}]
    ours: list[Any] = [
        {"name": "users"},
        {"name": "webhooks", "x-displayName": "Hooks", "x-personal-token": False, "description": "Ours."},
    ]

    added = action("$", before={"paths": document["paths"]}, update={"tags": ours})

    assert edited(document, added) == [
        (
            wording.DOCUMENTED,
            True,
            [("$", {"tags": ours[:1]}), ("$.tags[?@.name == 'webhooks']", {"x-personal-token": False})],
        )
    ]


@pytest.mark.parametrize("theirs", [{"required": True}, {"schema": {"type": "integer"}}, {"description": "Else."}])
def test_a_parameter_that_docker_documents_otherwise_is_to_be_checked(
    theirs: dict[str, Any], document: dict[str, Any]
) -> None:
    ours: dict[str, Any] = {"in": "query", "name": "order", "schema": {"type": "string"}, "description": "The order."}
    document["paths"]["/tags"]["get"]["parameters"] = [SIZE, {**ours, **theirs}]
    added = action(OF_TAGS, before={"operationId": "ListTags"}, update={"parameters": [ours]})

    assert edited(document, added) == [(wording.DOCUMENTED, True, [])]


def test_a_parameter_that_another_action_removes_first_comes_back_with_that_action(document: dict[str, Any]) -> None:
    parameter = f"{OF_TAGS}.parameters[?@.name == 'size']"
    ours: dict[str, Any] = {**SIZE, "description": "Defaults to 25."}
    document["paths"]["/tags"]["get"]["parameters"] = [{**SIZE, "required": True}]
    removed = action(parameter, before={"required": "absent"})
    added = action(OF_TAGS, before={"operationId": "ListTags"}, update={"parameters": [ours]})

    first, second = healed(document, removed, added).edits

    assert (first.becomes, second.becomes, second.reason) == ((), (), wording.DROP_TOGETHER)
    assert len(first.restoration) == 1
    assert second.restoration == (added,)


def test_marks_alone_stay_at_the_parameters_and_tags(document: dict[str, Any]) -> None:
    document["tags"] = [{"name": "webhooks"}, {"name": "it's"}]
    order = {"in": "query", "name": "order"}
    document["paths"]["/tags"]["get"]["parameters"] = [SIZE, order]
    of_tags: Any = {"tags": [{"name": "webhooks", "x-personal-token": False}]}
    quoted: Any = {"tags": [{"name": "it's", "x-personal-token": False}]}
    of_parameters: Any = {"parameters": [{**order, "x-python-name": "sort_by"}]}

    actions = [
        action("$", before={"paths": document["paths"]}, update=of_tags),
        action("$", before={"paths": document["paths"]}, update=quoted),
        action(OF_TAGS, before={"operationId": "ListTags"}, update=of_parameters),
    ]

    assert edited(document, *actions) == [
        (wording.DOCUMENTED, True, [("$.tags[?@.name == 'webhooks']", {"x-personal-token": False})]),
        (wording.DOCUMENTED, True, [("$.tags[1]", {"x-personal-token": False})]),
        (wording.DOCUMENTED, True, [(f"{OF_TAGS}.parameters[?@.name == 'order']", {"x-python-name": "sort_by"})]),
    ]


@pytest.mark.parametrize("name", [{}, {"name": ["order"]}, {"name": None}])
def test_an_item_without_a_name_is_no_documented_one(name: dict[str, Any], document: dict[str, Any]) -> None:
    document["paths"]["/tags"]["get"]["parameters"] = [{"in": "query", **name}]
    ours: Any = {"parameters": [{"in": "query", "x-python-name": "sort_by", **name}]}

    edited(document, action(OF_TAGS, before={"operationId": "ListTags"}, update=ours))


def test_the_rest_of_an_action_stays_though_something_else_has_changed(document: dict[str, Any]) -> None:
    document["paths"]["/tags"]["get"] |= {"parameters": [SIZE, {"in": "query", "name": "order"}], "summary": "Theirs"}
    ours: list[Any] = [{"in": "query", "name": name} for name in ("order", "os")]
    added = action(OF_TAGS, before={"summary": "absent"}, update={"summary": "Ours", "parameters": ours})

    assert edited(document, added) == [(wording.DOCUMENTED, True, [(OF_TAGS, {"parameters": ours[1:]})])]
