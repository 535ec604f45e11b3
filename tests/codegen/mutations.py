"""Changes that Docker might make to its document, each as a function on that of `frozen`, which stays as it is."""

import random
from collections.abc import Callable
from typing import Any

# The document is nested JSON that these functions know by heart: spelling out its types would hide what they change.
Document = Any
Mutation = Callable[[Document], None]

REPOSITORIES = "/v2/namespaces/{namespace}/repositories"
REPOSITORY = f"{REPOSITORIES}/{{repository}}"
TAGS = f"{REPOSITORY}/tags"
GROUPS = "/v2/orgs/{org_name}/groups"
JSON_TYPE = "application/json"

ALL: dict[str, Mutation] = {}
"""Every mutation by name."""


def mutation(function: Mutation) -> Mutation:
    """Registers a mutation."""
    ALL[function.__name__] = function
    return function


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same value with the keys of every mapping in another order."""
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
    """The very same document."""


@mutation
def everything_in_another_order(doc: Document) -> None:
    """Mappings, and those lists whose order means nothing."""
    again = shuffled(doc, random.Random(7))
    doc.clear()
    doc.update(again)
    for schema in _schemas(doc).values():
        for key in ("required", "enum"):
            if isinstance(schema.get(key), list):
                schema[key].reverse()


@mutation
def a_parameter_moves_behind_a_reference(doc: Document) -> None:
    """An inline parameter, response and body become components."""
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
    """In what callers read."""
    properties = _schemas(doc)["tag"]["properties"]
    properties["whole_size"] = properties.pop("full_size")


@mutation
def parameters_of_a_path_are_renamed(doc: Document) -> None:
    """In the path, and where it says what they are."""
    item = doc["paths"]["/v2/access-tokens/{token_uuid}"] = doc["paths"].pop("/v2/access-tokens/{uuid}")
    item["parameters"][0]["name"] = "token_uuid"


@mutation
def a_tag_is_renamed(doc: Document) -> None:
    """In the list of tags, and in the operations."""
    for tag in doc["tags"]:
        tag["name"] = tag["name"].replace("org-settings", "organization-settings")
    for operation in doc["paths"]["/v2/orgs/{name}/settings"].values():
        if isinstance(operation, dict):
            operation["tags"] = ["organization-settings"]


@mutation
def operations_get_names_and_documentation(doc: Document) -> None:
    """One that had no operationId, and one that was not in the document."""
    doc["paths"]["/v2/access-tokens"]["post"]["operationId"] = "CreatePersonalAccessToken"
    doc["paths"][REPOSITORY]["delete"] = _operation("Delete a repository", operationId="DeleteRepository")


@mutation
def a_header_is_renamed(doc: Document) -> None:
    """Of an argument that has a name of its own in Python."""
    doc["components"]["parameters"]["bulk_invite"]["name"] = "X-Docker-Client-Feature"


@mutation
def a_second_response_has_no_body(doc: Document) -> None:
    """Where there was one with a model."""
    put = doc["paths"]["/v2/orgs/{org_name}/members/{username}"]["put"]
    put["responses"]["202"] = {"description": "Accepted."}


@mutation
def an_argument_is_narrowed(doc: Document) -> None:
    """From any text to one of two."""
    parameters = doc["paths"][GROUPS]["get"]["parameters"]
    (username,) = (each for each in parameters if each.get("name") == "username")
    username["schema"]["enum"] = ["me", "all"]


@mutation
def an_argument_is_renamed(doc: Document) -> None:
    """In what callers send."""
    properties = _schemas(doc)["createOrgAccessTokenRequest"]["properties"]
    properties["expires"] = properties.pop("expires_at")


@mutation
def a_field_changes_its_type(doc: Document) -> None:
    """From number to text."""
    _schemas(doc)["tag"]["properties"]["full_size"]["type"] = "string"


@mutation
def a_field_becomes_nullable(doc: Document) -> None:
    """In a model that callers read."""
    _schemas(doc)["tag"]["properties"]["full_size"]["nullable"] = True


@mutation
def a_required_argument_is_added(doc: Document) -> None:
    """One in the body, one in the query."""
    body = _schemas(doc)["createOrgAccessTokenRequest"]
    body["properties"]["purpose"] = {"type": "string", "description": "Why the token is needed."}
    body["required"] = ["purpose"]
    doc["paths"][TAGS]["get"]["parameters"].append(
        {"in": "query", "name": "platform", "required": True, "schema": {"type": "string"}}
    )


@mutation
def a_query_parameter_goes_and_one_comes(doc: Document) -> None:
    """On the list of repositories."""
    parameters = doc["paths"][REPOSITORIES]["get"]["parameters"]
    parameters[:] = [each for each in parameters if each.get("name") != "ordering"]
    parameters.append({"in": "query", "name": "sort_by", "schema": {"type": "string", "enum": ["name", "-name"]}})


@mutation
def an_enum_changes(doc: Document) -> None:
    """A value goes and one comes, in what callers send."""
    role = doc["components"]["parameters"]["role"]["schema"]
    role["enum"] = ["owner", "editor", "guest"]


@mutation
def limits_and_defaults_change(doc: Document) -> None:
    """Where no caller has to act."""
    size = doc["components"]["parameters"]["page_size"]["schema"]
    size.update(minimum=1, maximum=100, default=25)


@mutation
def descriptions_change(doc: Document) -> None:
    """Of an operation, a field and a parameter; one only in its white space."""
    doc["paths"][REPOSITORY]["get"]["summary"] = "Read one repository"
    _schemas(doc)["tag"]["properties"]["name"]["description"] = "What the tag is called"
    doc["components"]["parameters"]["page"]["description"] = "Page number  (starts\n on 1)."


@mutation
def things_are_deprecated(doc: Document) -> None:
    """An operation, a parameter and a field; one operation is so no longer."""
    doc["paths"][TAGS]["head"]["deprecated"] = True
    doc["components"]["parameters"]["invites"]["deprecated"] = True
    _schemas(doc)["tag"]["properties"]["creator"]["deprecated"] = True
    del doc["paths"]["/v2/users/login"]["post"]["deprecated"]


@mutation
def a_body_field_becomes_read_only(doc: Document) -> None:
    """So that callers cannot send it."""
    _schemas(doc)["createOrgAccessTokenRequest"]["properties"]["expires_at"]["readOnly"] = True


@mutation
def fields_come_beside_all_of(doc: Document) -> None:
    """As Docker has written it twice."""
    user = {"allOf": [{"$ref": "#/components/schemas/user"}], "properties": {"shoe_size": {"type": "integer"}}}
    _schemas(doc)["tag"]["properties"]["owner"] = user


# --- operations -------------------------------------------------------------------------------------------------------


@mutation
def an_operation_is_dropped(doc: Document) -> None:
    """With the overlay actions that speak of it."""
    del doc["paths"][TAGS]["head"]


@mutation
def an_operation_moves(doc: Document) -> None:
    """To another path."""
    doc["paths"]["/v3/access-tokens"] = doc["paths"].pop("/v2/access-tokens")


@mutation
def an_operation_comes_without_an_id(doc: Document) -> None:
    """And with integer status keys, as some have today."""
    path = f"{REPOSITORY}/archive"
    doc["paths"][path] = {
        "parameters": _parameters("namespace", "repository"),
        "post": _operation("Archive a repository") | {"responses": {200: {"description": "Archived."}}},
    }


@mutation
def credentials_are_demanded(doc: Document) -> None:
    """Where there was no need of any."""
    doc["paths"]["/v2/auth/token"]["post"]["security"] = [{"bearerAuth": []}]


@mutation
def organization_tokens_come_and_go(doc: Document) -> None:
    """One operation begins to take them, and one ceases to."""
    label = '<span class="oat"></span>'
    doc["paths"]["/v2/scim/2.0/Users"]["get"]["description"] += label
    members = doc["paths"]["/v2/orgs/{org_name}/members"]["get"]
    members["description"] = members["description"].replace(label, "")


@mutation
def another_scheme_of_security(doc: Document) -> None:
    """A user's bearer token where there was one of SCIM."""
    doc["paths"]["/v2/scim/2.0/Users"]["get"]["security"] = [{"bearerAuth": []}]


@mutation
def tags_are_described_otherwise(doc: Document) -> None:
    """Display name and description of one."""
    tag = next(tag for tag in doc["tags"] if tag["name"] == "groups")
    tag["x-displayName"] = "Teams"
    tag["description"] = "All about teams."


@mutation
def a_new_tag(doc: Document) -> None:
    """With two operations, one of them without an id."""
    doc["tags"].append({"name": "notifications", "x-displayName": "Notifications", "description": "Calls on a push."})
    path = "/v2/namespaces/{namespace}/repositories/{repository}/notifications"
    doc["paths"][path] = {
        "parameters": _parameters("namespace", "repository"),
        "get": _operation("List notifications", tag="notifications", operationId="notifications_list_all"),
        "post": _operation("Create a notification", tag="notifications"),
    }


@mutation
def an_undeclared_tag(doc: Document) -> None:
    """An operation with a tag that the document does not introduce, and one with none."""
    doc["paths"]["/v2/stars/{namespace}"] = {
        "parameters": _parameters("namespace"),
        "get": _operation("Count stars", tag="community stars"),
        "put": {"summary": "Star", "responses": {"204": {"description": "Starred."}}},
    }


# --- shapes that are new to the generator -----------------------------------------------------------------------------


@mutation
def a_recursive_schema(doc: Document) -> None:
    """A folder of folders, by itself and through a list."""
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
    """A tag knows its release, and the release its tags."""
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
    """Of two models, and of plain values."""
    _schemas(doc)["helm_chart"] = {"type": "object", "properties": {"chart": {"type": "string"}}}
    one_of = [{"$ref": "#/components/schemas/layer"}, {"$ref": "#/components/schemas/helm_chart"}]
    _schemas(doc)["tag"]["properties"]["artifact"] = {"oneOf": one_of}
    _schemas(doc)["tag"]["properties"]["weight"] = {"oneOf": [{"type": "string"}, {"type": "integer"}]}


@mutation
def colliding_names(doc: Document) -> None:
    """Two schemas whose class names are the same, one of them that of a model we have."""
    _schemas(doc)["Tag"] = {"type": "object", "properties": {"label": {"type": "string"}}}
    doc["paths"]["/v2/labels"] = {
        "get": _operation("List labels", operationId="listLabels", schema={"$ref": "#/components/schemas/Tag"})
    }


@mutation
def colliding_operation_names(doc: Document) -> None:
    """An operationId that is taken."""
    doc["paths"]["/v2/labels"] = {"get": _operation("Labels", operationId="repositories_list_tags")}


@mutation
def a_new_kind_of_response(doc: Document) -> None:
    """Beside JSON, and instead of it."""
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
    """A kind of content that the client cannot decode."""
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    doc["paths"][f"{REPOSITORY}/logo"] = {
        "parameters": _parameters("namespace", "repository"),
        "get": _operation("Fetch the logo", operationId="repositories_get_logo")
        | {"responses": {"200": {"description": "A picture.", "content": content}}},
    }


@mutation
def a_new_kind_of_body(doc: Document) -> None:
    """A form, which the client does not send."""
    form = {"multipart/form-data": {"schema": {"type": "object", "properties": {"logo": {"type": "string"}}}}}
    doc["paths"][f"{REPOSITORY}/logo"] = {
        "parameters": _parameters("namespace", "repository"),
        "put": _operation(
            "Set the logo", operationId="repositories_set_logo", requestBody={"required": True, "content": form}
        ),
    }


@mutation
def a_cookie_parameter(doc: Document) -> None:
    """Which the client does not send."""
    doc["paths"][TAGS]["get"]["parameters"].append({"in": "cookie", "name": "session", "schema": {"type": "string"}})


@mutation
def a_second_server(doc: Document) -> None:
    """A mirror."""
    doc["servers"].append({"url": "https://hub.example.com", "description": "Mirror"})


@mutation
def the_error_schemas_change(doc: Document) -> None:
    """An error is declared that was not, and one no longer."""
    responses = doc["paths"][TAGS]["get"]["responses"]
    responses["429"] = {"description": "Too many requests."}
    del responses["403"]


# --- what the overlay speaks of ---------------------------------------------------------------------------------------


@mutation
def d1_is_fixed_upstream(doc: Document) -> None:
    """Exactly as the overlay repairs it."""
    _schemas(doc)["tag"]["properties"]["images"] = {"type": "array", "items": {"$ref": "#/components/schemas/image"}}


@mutation
def d1_is_fixed_in_another_way(doc: Document) -> None:
    """With a list of something new."""
    _schemas(doc)["tag"]["properties"]["images"] = {"type": "array", "items": {"type": "object"}}


@mutation
def a_schema_of_many_repairs_is_renamed(doc: Document) -> None:
    """And every reference to it."""
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
    """Two of them."""
    _schemas(doc)["tag"]["properties"]["folder"] = {"$ref": "#/components/schemas/folder"}
    doc["paths"][GROUPS]["get"]["responses"]["404"] = {"$ref": "#/components/responses/gone"}


@mutation
def a_reference_to_another_file(doc: Document) -> None:
    """Which is not vendored."""
    _schemas(doc)["tag"]["properties"]["folder"] = {"$ref": "folder.yaml#/folder"}


@mutation
def not_openapi(doc: Document) -> None:
    """A response that says nothing."""
    doc["paths"][TAGS]["get"]["responses"]["200"] = {"content": "tags"}


@mutation
def openapi_3_1(doc: Document) -> None:
    """A version that the generator does not read."""
    doc["openapi"] = "3.1.0"


@mutation
def swagger_2(doc: Document) -> None:
    """A version from before."""
    del doc["openapi"]
    doc["swagger"] = "2.0"
