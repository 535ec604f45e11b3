"""Changes that Docker might make to its document, each as a function that changes a copy of `frozen`'s document."""

import random
from collections.abc import Callable
from typing import Any

# These functions depend on details of the document. Annotations of its nested JSON would hide what they change.
Document = Any
Mutation = Callable[[Document], None]

REPOSITORIES = "/v2/namespaces/{namespace}/repositories"
REPOSITORY = f"{REPOSITORIES}/{{repository}}"
TAGS = f"{REPOSITORY}/tags"
GROUPS = "/v2/orgs/{org_name}/groups"
JSON_TYPE = "application/json"

ALL: dict[str, Mutation] = {}
"""All mutations, by name."""


def mutation(function: Mutation) -> Mutation:
    """Register a mutation in `ALL` under the name of its function."""
    ALL[function.__name__] = function
    return function


def shuffled(value: Any, chance: random.Random) -> Any:
    """Return an equal value, in which the keys of every mapping are in a random order."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


def _schemas(doc: Document) -> Any:
    return doc["components"]["schemas"]


def _operation(description: str, *, tag: str = "repositories", **more: Any) -> dict[str, Any]:
    done = {"description": "Done.", "content": {JSON_TYPE: {"schema": more.pop("schema", {"type": "object"})}}}
    return {"tags": [tag], "summary": description, "responses": {"200": done}, **more}


def _parameters(*names: str) -> list[Any]:
    return [{"in": "path", "name": name, "required": True, "schema": {"type": "string"}} for name in names]


# --- no change --------------------------------------------------------------------------------------------------------


@mutation
def nothing_at_all(doc: Document) -> None:
    """Change nothing."""


@mutation
def everything_in_another_order(doc: Document) -> None:
    """Change the order of mappings, and of lists whose order has no meaning."""
    again = shuffled(doc, random.Random(7))
    doc.clear()
    doc.update(again)
    for schema in _schemas(doc).values():
        for key in ("required", "enum"):
            if isinstance(schema.get(key), list):
                schema[key].reverse()


@mutation
def a_parameter_moves_behind_a_reference(doc: Document) -> None:
    """Move an inline parameter, response and body to components."""
    listing = doc["paths"]["/v2/auditlogs/{account}"]["get"]
    index = next(i for i, each in enumerate(listing["parameters"]) if each.get("name") == "from")
    doc["components"]["parameters"]["from"] = listing["parameters"][index]
    listing["parameters"][index] = {"$ref": "#/components/parameters/from"}
    login = doc["paths"]["/v2/users/login"]["post"]
    doc["components"]["requestBodies"]["login"] = login["requestBody"]
    login["requestBody"] = {"$ref": "#/components/requestBodies/login"}
    doc["components"]["responses"]["logged_in"] = login["responses"]["200"]
    login["responses"]["200"] = {"$ref": "#/components/responses/logged_in"}


# --- fields -----------------------------------------------------------------------------------------------------------


@mutation
def a_field_is_renamed(doc: Document) -> None:
    """Rename a field of a response."""
    properties = _schemas(doc)["tag"]["properties"]
    properties["whole_size"] = properties.pop("full_size")


@mutation
def parameters_of_a_path_are_renamed(doc: Document) -> None:
    """Rename parameters of a path, in the path and in their declarations."""
    item = doc["paths"]["/v2/access-tokens/{token_uuid}"] = doc["paths"].pop("/v2/access-tokens/{uuid}")
    item["parameters"][0]["name"] = "token_uuid"


@mutation
def a_tag_is_renamed(doc: Document) -> None:
    """Rename a tag, in the list of tags and in the operations."""
    for tag in doc["tags"]:
        tag["name"] = tag["name"].replace("org-settings", "organization-settings")
    for operation in doc["paths"]["/v2/orgs/{name}/settings"].values():
        if isinstance(operation, dict):
            operation["tags"] = ["organization-settings"]


@mutation
def operations_get_names_and_documentation(doc: Document) -> None:
    """Give an operation an operationId, and document an undocumented operation."""
    doc["paths"]["/v2/access-tokens"]["post"]["operationId"] = "CreatePersonalAccessToken"
    doc["paths"][REPOSITORY]["delete"] = _operation("Delete a repository", operationId="DeleteRepository")


@mutation
def a_header_is_renamed(doc: Document) -> None:
    """Rename a header whose argument has another name in Python."""
    doc["components"]["parameters"]["bulk_invite"]["name"] = "X-Docker-Client-Feature"


@mutation
def a_second_response_has_no_body(doc: Document) -> None:
    """Add a response without a body to an operation whose response is a model."""
    put = doc["paths"]["/v2/orgs/{org_name}/members/{username}"]["put"]
    put["responses"]["202"] = {"description": "Accepted."}


@mutation
def an_argument_is_narrowed(doc: Document) -> None:
    """Allow two texts for an argument that allowed any text."""
    parameters = doc["paths"][GROUPS]["get"]["parameters"]
    (username,) = (each for each in parameters if each.get("name") == "username")
    username["schema"]["enum"] = ["me", "all"]


@mutation
def an_argument_is_renamed(doc: Document) -> None:
    """Rename a field of a request body."""
    properties = _schemas(doc)["createOrgAccessTokenRequest"]["properties"]
    properties["expires"] = properties.pop("expires_at")


@mutation
def a_field_changes_its_type(doc: Document) -> None:
    """Change the type of a field from number to text."""
    _schemas(doc)["tag"]["properties"]["full_size"]["type"] = "string"


@mutation
def a_field_becomes_nullable(doc: Document) -> None:
    """Allow null for a field of a response."""
    _schemas(doc)["tag"]["properties"]["full_size"]["nullable"] = True


@mutation
def a_required_argument_is_added(doc: Document) -> None:
    """Add a required field to a body, and a required parameter to a query."""
    body = _schemas(doc)["createOrgAccessTokenRequest"]
    body["properties"]["purpose"] = {"type": "string", "description": "Why the token is needed."}
    body["required"] = ["purpose"]
    doc["paths"][TAGS]["get"]["parameters"].append(
        {"in": "query", "name": "platform", "required": True, "schema": {"type": "string"}}
    )


@mutation
def a_query_parameter_goes_and_one_comes(doc: Document) -> None:
    """Remove a query parameter of the list of repositories, and add another."""
    parameters = doc["paths"][REPOSITORIES]["get"]["parameters"]
    parameters[:] = [each for each in parameters if each.get("name") != "ordering"]
    parameters.append({"in": "query", "name": "sort_by", "schema": {"type": "string", "enum": ["name", "-name"]}})


@mutation
def an_enum_changes(doc: Document) -> None:
    """Remove a value from the enumeration of an argument, and add another."""
    role = doc["components"]["parameters"]["role"]["schema"]
    role["enum"] = ["owner", "editor", "guest"]


@mutation
def limits_and_defaults_change(doc: Document) -> None:
    """Change limits and defaults, so that no caller has to act."""
    size = doc["components"]["parameters"]["page_size"]["schema"]
    size.update(minimum=1, maximum=100, default=25)


@mutation
def descriptions_change(doc: Document) -> None:
    """Change the descriptions of an operation and a field, and only the white space of a parameter's."""
    doc["paths"][REPOSITORY]["get"]["summary"] = "Read one repository"
    _schemas(doc)["tag"]["properties"]["name"]["description"] = "What the tag is called"
    doc["components"]["parameters"]["page"]["description"] = "Page number  (starts\n on 1)."


@mutation
def things_are_deprecated(doc: Document) -> None:
    """Deprecate an operation, a parameter and fields, and end the deprecation of an operation."""
    doc["paths"][TAGS]["head"]["deprecated"] = True
    doc["components"]["parameters"]["invites"]["deprecated"] = True
    _schemas(doc)["tag"]["properties"]["creator"]["deprecated"] = True
    _schemas(doc)["repo_creation_request"]["properties"]["registry"]["deprecated"] = True
    del doc["paths"]["/v2/users/login"]["post"]["deprecated"]


@mutation
def a_body_field_becomes_read_only(doc: Document) -> None:
    """Make a field of a body `readOnly`, so that callers cannot send it."""
    _schemas(doc)["createOrgAccessTokenRequest"]["properties"]["expires_at"]["readOnly"] = True


@mutation
def fields_come_beside_all_of(doc: Document) -> None:
    """Add properties beside an `allOf`, as Docker wrote in two schemas."""
    user = {"allOf": [{"$ref": "#/components/schemas/user"}], "properties": {"shoe_size": {"type": "integer"}}}
    _schemas(doc)["tag"]["properties"]["owner"] = user


# --- operations -------------------------------------------------------------------------------------------------------


@mutation
def an_operation_is_dropped(doc: Document) -> None:
    """Remove an operation to which overlay actions apply."""
    del doc["paths"][TAGS]["head"]


@mutation
def an_operation_moves(doc: Document) -> None:
    """Move an operation to another path."""
    doc["paths"]["/v3/access-tokens"] = doc["paths"].pop("/v2/access-tokens")


@mutation
def an_operation_comes_without_an_id(doc: Document) -> None:
    """Add an operation without operationId, whose statuses are integers, as in some documents."""
    path = f"{REPOSITORY}/archive"
    doc["paths"][path] = {
        "parameters": _parameters("namespace", "repository"),
        "post": _operation("Archive a repository") | {"responses": {200: {"description": "Archived."}}},
    }


@mutation
def credentials_are_demanded(doc: Document) -> None:
    """Require credentials for an operation that required none."""
    doc["paths"]["/v2/auth/token"]["post"]["security"] = [{"bearerAuth": []}]


@mutation
def organization_tokens_come_and_go(doc: Document) -> None:
    """Accept organization access tokens for an operation, and no longer for another."""
    label = '<span class="oat"></span>'
    doc["paths"]["/v2/orgs/{name}/settings"]["get"]["description"] += label
    members = doc["paths"]["/v2/orgs/{org_name}/members"]["get"]
    members["description"] = members["description"].replace(label, "")


@mutation
def another_scheme_of_security(doc: Document) -> None:
    """Require a bearer token of the log-in instead of the SCIM bearer token."""
    doc["paths"]["/v2/scim/2.0/Users"]["get"]["security"] = [{"bearerAuth": []}]


@mutation
def tags_are_described_otherwise(doc: Document) -> None:
    """Change the display name and the description of a tag."""
    tag = next(tag for tag in doc["tags"] if tag["name"] == "groups")
    tag["x-displayName"] = "Teams"
    tag["description"] = "All about teams."


@mutation
def a_new_tag(doc: Document) -> None:
    """Add a tag with two operations, one of which has no operationId."""
    doc["tags"].append({"name": "notifications", "x-displayName": "Notifications", "description": "Calls on a push."})
    path = "/v2/namespaces/{namespace}/repositories/{repository}/notifications"
    doc["paths"][path] = {
        "parameters": _parameters("namespace", "repository"),
        "get": _operation("List notifications", tag="notifications", operationId="notifications_list_all"),
        "post": _operation("Create a notification", tag="notifications"),
    }


@mutation
def an_undeclared_tag(doc: Document) -> None:
    """Add an operation whose tag the document does not declare, and an operation without a tag."""
    doc["paths"]["/v2/stars/{namespace}"] = {
        "parameters": _parameters("namespace"),
        "get": _operation("Count stars", tag="community stars"),
        "put": {"summary": "Star", "responses": {"204": {"description": "Starred."}}},
    }


# --- shapes that are new to the generator -----------------------------------------------------------------------------


@mutation
def a_recursive_schema(doc: Document) -> None:
    """Add a schema of folders that contain a folder, and a list of folders."""
    _schemas(doc)["folder"] = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "parent": {"$ref": "#/components/schemas/folder"},
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/folder"}},
        },
    }
    _schemas(doc)["tag"]["properties"]["folder"] = {"$ref": "#/components/schemas/folder"}


@mutation
def models_that_mention_each_other(doc: Document) -> None:
    """Add a schema of a release to the schema of a tag, and tags to that of the release."""
    _schemas(doc)["release"] = {
        "type": "object",
        "properties": {
            "version": {"type": "string"},
            "main": {"$ref": "#/components/schemas/tag"},
            "tags": {"type": "array", "items": {"$ref": "#/components/schemas/tag"}},
        },
    }
    _schemas(doc)["tag"]["properties"]["release"] = {"$ref": "#/components/schemas/release"}


@mutation
def a_one_of_schema(doc: Document) -> None:
    """Add a `oneOf` of two models, and a `oneOf` of plain types."""
    _schemas(doc)["helm_chart"] = {"type": "object", "properties": {"chart": {"type": "string"}}}
    one_of = [{"$ref": "#/components/schemas/layer"}, {"$ref": "#/components/schemas/helm_chart"}]
    _schemas(doc)["tag"]["properties"]["artifact"] = {"oneOf": one_of}
    _schemas(doc)["tag"]["properties"]["weight"] = {"oneOf": [{"type": "string"}, {"type": "integer"}]}


@mutation
def colliding_names(doc: Document) -> None:
    """Add two schemas with the same class name, and a schema with the class name of an existing model."""
    _schemas(doc)["Tag"] = {"type": "object", "properties": {"label": {"type": "string"}}}
    doc["paths"]["/v2/labels"] = {
        "get": _operation("List labels", operationId="listLabels", schema={"$ref": "#/components/schemas/Tag"})
    }


@mutation
def colliding_operation_names(doc: Document) -> None:
    """Add an operation whose operationId another operation has."""
    doc["paths"]["/v2/labels"] = {"get": _operation("Labels", operationId="repositories_list_tags")}


@mutation
def a_new_kind_of_response(doc: Document) -> None:
    """Add a media type to a response, and replace JSON by another media type."""
    response = doc["paths"]["/v2/users/login"]["post"]["responses"]["200"]["content"]
    response["application/xml"] = {"schema": {"type": "string"}}
    doc["paths"][f"{REPOSITORY}/readme"] = {
        "parameters": _parameters("namespace", "repository"),
        "get": _operation("Read the readme", operationId="repositories_get_readme")
        | {
            "responses": {
                "200": {"description": "Markdown.", "content": {"text/markdown": {"schema": {"type": "string"}}}}
            }
        },
    }


@mutation
def a_binary_response(doc: Document) -> None:
    """Add a response of bytes."""
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    doc["paths"][f"{REPOSITORY}/logo"] = {
        "parameters": _parameters("namespace", "repository"),
        "get": _operation("Fetch the logo", operationId="repositories_get_logo")
        | {"responses": {"200": {"description": "A picture.", "content": content}}},
    }


@mutation
def a_new_kind_of_body(doc: Document) -> None:
    """Add an operation whose body is a form."""
    form = {"multipart/form-data": {"schema": {"type": "object", "properties": {"logo": {"type": "string"}}}}}
    doc["paths"][f"{REPOSITORY}/logo"] = {
        "parameters": _parameters("namespace", "repository"),
        "put": _operation(
            "Set the logo", operationId="repositories_set_logo", requestBody={"required": True, "content": form}
        ),
    }


@mutation
def a_cookie_parameter(doc: Document) -> None:
    """Add a parameter in a cookie."""
    doc["paths"][TAGS]["get"]["parameters"].append({"in": "cookie", "name": "session", "schema": {"type": "string"}})


@mutation
def a_second_server(doc: Document) -> None:
    """Add a second server."""
    doc["servers"].append({"url": "https://hub.example.com", "description": "Mirror"})


@mutation
def the_error_schemas_change(doc: Document) -> None:
    """Declare an error of an operation, and remove the declaration of another."""
    responses = doc["paths"][TAGS]["get"]["responses"]
    responses["429"] = {"description": "Too many requests."}
    del responses["403"]


# --- what the overlay speaks of ---------------------------------------------------------------------------------------


@mutation
def d1_is_fixed_upstream(doc: Document) -> None:
    """Write the correction of discrepancy D1 into the document, as the overlay does."""
    _schemas(doc)["tag"]["properties"]["images"] = {"type": "array", "items": {"$ref": "#/components/schemas/image"}}


@mutation
def d1_is_fixed_in_another_way(doc: Document) -> None:
    """Correct discrepancy D1 differently: by a list with a new schema."""
    _schemas(doc)["tag"]["properties"]["images"] = {"type": "array", "items": {"type": "object"}}


@mutation
def a_schema_of_many_repairs_is_renamed(doc: Document) -> None:
    """Rename a schema to which many overlay actions apply, and every reference to it."""
    text = "#/components/schemas/tag"

    def rename(value: Any) -> None:
        for item in value.values() if isinstance(value, dict) else value:
            if isinstance(item, dict | list):
                rename(item)
        if isinstance(value, dict) and value.get("$ref") == text:
            value["$ref"] = "#/components/schemas/repository_tag"

    rename(doc)
    _schemas(doc)["repository_tag"] = _schemas(doc).pop("tag")


# --- broken documents -------------------------------------------------------------------------------------------------


@mutation
def a_dangling_reference(doc: Document) -> None:
    """Add two references that lead to no node."""
    _schemas(doc)["tag"]["properties"]["folder"] = {"$ref": "#/components/schemas/folder"}
    doc["paths"][GROUPS]["get"]["responses"]["404"] = {"$ref": "#/components/responses/gone"}


@mutation
def a_reference_to_another_file(doc: Document) -> None:
    """Add a reference to another file."""
    _schemas(doc)["tag"]["properties"]["folder"] = {"$ref": "folder.yaml#/folder"}


@mutation
def not_openapi(doc: Document) -> None:
    """Write a response object that is not valid OpenAPI."""
    doc["paths"][TAGS]["get"]["responses"]["200"] = {"content": "tags"}


@mutation
def openapi_3_1(doc: Document) -> None:
    """State the version 3.1 of OpenAPI."""
    doc["openapi"] = "3.1.0"


@mutation
def swagger_2(doc: Document) -> None:
    """State the version 2.0 of Swagger."""
    del doc["openapi"]
    doc["swagger"] = "2.0"
