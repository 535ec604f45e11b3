"""Names of operations, arguments and classes."""

from typing import Any

import pytest

from codegen.document.load import JSON
from codegen.plan import identifiers, operation_names
from codegen.plan.operation_names import OperationName

GIVEN: dict[str, JSON] = {"responses": {}}


def document(paths: dict[str, Any], **rest: Any) -> dict[str, JSON]:
    return {"paths": paths, **rest}


def ids(doc: dict[str, JSON]) -> list[str]:
    return [name.id for name in operation_names.name_operations(doc).values()]


@pytest.mark.parametrize(
    ("text", "snake"),
    [
        ("startIndex", "start_index"),
        ("page_size", "page_size"),
        ("Date Joined", "date_joined"),
        ("X-Analytics-Client-Feature", "x_analytics_client_feature"),
        ("PostUsers2FALogin", "post_users2_fa_login"),
        ("login_2fa_token", "login_2fa_token"),
        ("AuditLogs_ListAuditLogs", "audit_logs_list_audit_logs"),
        ("SCIM", "scim"),
    ],
)
def test_snake_case(text: str, snake: str) -> None:
    assert identifiers.snake_case(text) == snake


@pytest.mark.parametrize(
    ("json_name", "name"),
    [("from", "from_"), ("type", "type"), ("filter", "filter"), ("2fa", "n2fa"), ("class", "class_")],
)
def test_only_keywords_and_digits_change_the_name_of_an_argument(json_name: str, name: str) -> None:
    assert identifiers.python_name(json_name) == name
    assert name.isidentifier()


@pytest.mark.parametrize(
    ("text", "name"), [("$", "x09fc9608"), ("名", "x51a5d681"), ("+1", "plus_1"), ("-1", "minus_1"), ("é", "e")]
)
def test_any_text_makes_a_name(text: str, name: str) -> None:
    assert identifiers.python_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("org_access_tokens", "OrgAccessTokens"), ("ScimUser", "ScimUser"), ("repository list", "RepositoryList")],
)
def test_class_name(text: str, name: str) -> None:
    assert identifiers.class_name(text) == name


class TestOperations:
    """Naming operations by id, tag, method and path."""

    def test_id_that_starts_with_the_resource_gives_the_rest_as_name(self) -> None:
        doc = document({"/x": {"get": {"operationId": "org_tokens_list", "tags": ["org-tokens"], **GIVEN}}})
        assert ids(doc) == ["org_tokens.list"]

    def test_other_id_becomes_the_method_name(self) -> None:
        doc = document({"/x": {"get": {"operationId": "ListThings", "tags": ["repositories"], **GIVEN}}})
        assert ids(doc) == ["repositories.list_things"]

    def test_tag_may_say_what_its_resource_is_called(self) -> None:
        tags = [{"name": "authentication-api", "x-python-name": "authentication"}, {"name": "other"}]
        doc = document({"/x": {"post": {"operationId": "login", "tags": ["authentication-api"], **GIVEN}}}, tags=tags)
        assert ids(doc) == ["authentication.login"]

    @pytest.mark.parametrize(
        ("method", "path", "method_name"),
        [
            ("get", "/v2/orgs/{org}/webhooks", "get"),
            ("get", "/v2/orgs/{org}/webhooks/{id}", "get"),
            ("post", "/v2/orgs/{org}/webhooks", "create"),
            ("put", "/v2/orgs/{org}/webhooks/{id}", "replace"),
            ("patch", "/v2/orgs/{org}/webhooks/{id}", "update"),
            ("delete", "/v2/orgs/{org}/webhooks/{id}", "delete"),
            ("head", "/v2/orgs/{org}/webhooks/{id}", "exists"),
            ("get", "/v2/orgs/{org}/webhooks/{id}/deliveries", "get_deliveries"),
            ("post", "/v2/webhooks/{id}/deliveries/{n}/retry", "create_deliveries_retry"),
            ("get", "/v2/elsewhere/{id}/badge", "get_badge"),
            ("get", "/{id}", "get"),
        ],
    )
    def test_without_an_id_method_and_path_make_the_name(self, method: str, path: str, method_name: str) -> None:
        doc = document({path: {method: {"tags": ["webhooks"], **GIVEN}}})
        assert operation_names.name_operations(doc) == {
            (path, method): OperationName(resource="webhooks", method_name=method_name, given=False)
        }

    @pytest.mark.parametrize("parameter", ["page", "page_size", "startIndex"])
    def test_without_an_id_what_pages_is_a_list(self, parameter: str) -> None:
        parameters = [{"in": "query", "name": parameter, "schema": {}}]
        doc = document({"/v2/webhooks": {"get": {"tags": ["webhooks"], "parameters": parameters, **GIVEN}}})
        assert ids(doc) == ["webhooks.list"]

    def test_parameters_of_the_path_count_too(self) -> None:
        parameters = [{"$ref": "#/components/parameters/page"}]
        components = {"parameters": {"page": {"in": "query", "name": "page"}}}
        doc = document(
            {"/v2/webhooks": {"parameters": parameters, "get": {"tags": ["webhooks"], **GIVEN}}}, components=components
        )
        assert ids(doc) == ["webhooks.list"]

    def test_taken_names_grow_by_parts_of_the_path(self) -> None:
        tagged = {"tags": ["things"], **GIVEN}
        doc = document({"/v2/a/b": {"get": tagged}, "/v2/c/b": {"get": tagged}, "/v3/c/b": {"get": tagged}})
        assert ids(doc) == ["things.get_b", "things.get_c_b", "things.get_v3_c_b"]

    def test_given_names_win_over_made_ones(self) -> None:
        named = {"operationId": "things_get", "tags": ["things"], **GIVEN}
        doc = document({"/v2/things/{id}": {"get": {"tags": ["things"], **GIVEN}}, "/v2/things": {"get": named}})
        assert sorted(ids(doc)) == ["things.get", "things.get_things"]

    def test_exhausted_names_get_numbers(self) -> None:
        tagged = {"tags": ["things"], **GIVEN}
        doc = document(
            {"/v2/things/{a}": {"get": tagged}, "/v2/things/{b}/": {"get": tagged}, "/v2/{c}": {"get": tagged}}
        )
        assert sorted(ids(doc)) == ["things.get", "things.get_things", "things.get_v2"]

    def test_without_a_tag_the_path_names_the_resource(self) -> None:
        doc = document({"/v2/stars/{id}": {"get": GIVEN}, "/{id}": {"get": GIVEN}})
        assert ids(doc) == ["stars.get", "root.get"]

    def test_shared_names_get_numbers_whatever_their_order(self) -> None:
        things = {
            path: {"get": {"operationId": name, "tags": ["t"], **GIVEN}}
            for path, name in (("/a", "getIt"), ("/b", "get_it"))
        }
        for paths in (things, dict(reversed(things.items()))):
            names = operation_names.name_operations(document(paths))
            assert (names["/b", "get"].method_name, names["/a", "get"].method_name) == ("get_it", "get_it_2")

    @pytest.mark.parametrize(
        ("method_name", "name"), [("str", "str_"), ("import", "import_"), ("list", "list"), ("models", "models_")]
    )
    def test_methods_hide_nothing_that_is_needed(self, method_name: str, name: str) -> None:
        doc = document({"/x": {"get": {"operationId": method_name, "tags": ["things"], **GIVEN}}})
        assert ids(doc) == [f"things.{name}"]

    @pytest.mark.parametrize(
        ("tag", "name"), [("import", "import_"), ("None", "none"), ("request", "request_"), ("A-B", "a_b")]
    )
    def test_resources_hide_nothing_of_the_client(self, tag: str, name: str) -> None:
        doc = document({"/x": {"get": {"operationId": "do", "tags": [tag], **GIVEN}}})
        assert ids(doc) == [f"{name}.do"]
