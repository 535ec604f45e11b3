import attrs
import pytest
from aiodockerhub import Operation, Scope
from aiodockerhub.responses.error_advice import Caller, note
from aiodockerhub.responses.error_bodies import extract
from aiodockerhub_generated.operations import OPERATIONS

LIST = OPERATIONS["repositories.list"]
UNSCOPED = attrs.evolve(LIST, organization_scope=None)
"""A list whose scope the document does not name, as Docker may for `LIST`."""
MOMENT = "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>"


@pytest.mark.parametrize(
    ("status", "message", "advice"),
    [
        (
            403,
            "access to the resource is forbidden with personal access token",
            "does not accept personal access tokens",
        ),
        (403, "token issued from personal access token", "does not accept personal access tokens"),
        # 401 texts come with and without the end of the sentence (D39)
        (401, "token issued from personal access token is not allowed", "does not accept personal access tokens"),
        (403, "organization access token is not allowed", "Organization access tokens work only"),
        (403, "not allowed to create a scoped personal access token with your current plan", "plan of this account"),
        (403, "blocked by Cloudflare (error code: 1010)", "(`application='name/version'` of the client)"),
        (403, extract(MOMENT.encode()).message, "(`application='name/version'` of the client)"),
        (401, "Cannot log into an organization account", "use one of its access tokens"),
        (
            403,
            "pagination offset too large for anonymous requests; sign in to page further",
            "any personal access token",
        ),
        (429, "Too Many Requests (HAP429)", "slow down"),
        (401, "Too many failed login attempts. Please try again in 10 minutes.", "wait ten minutes"),
        (403, "your account has been locked", "about ten minutes"),
        (403, "tag is immutable", "neither overwritten nor deleted"),
    ],
)
def test_well_known_refusals_say_what_to_do(status: int, message: str, advice: str) -> None:
    assert advice in (note(status, message, LIST) or "")


@pytest.mark.parametrize(
    ("status", "message", "caller", "advice"),
    [  # every further body of which a recording exists
        (401, "unauthorized", "anonymous", "Set DOCKERHUB_USERNAME and DOCKERHUB_TOKEN"),
        (401, "unauthorized", None, "given as bearer token"),
        (401, "Require secondary authentication on MFA enabled account", None, "in a program with `TwoFactor`"),
        (403, "forbidden", None, "an owner grants it"),
        (403, "forbidden", "personal", "an owner grants it"),
        (403, "forbidden", "organization", "`org_access_tokens.update`"),
        (403, "forbidden", "anonymous", "Set DOCKERHUB_USERNAME and DOCKERHUB_TOKEN"),
        (404, "object not found", "personal", "repeat the request before you act on it"),
        (404, "object not found", "anonymous", "log in to see it"),
        (404, "tag 'x' not found", None, "no such object, or these credentials may not see it"),
        (
            404,
            extract(b"<!DOCTYPE html><title>404</title>").message,
            None,
            "compare the path and the base URL",
        ),
        (409, "Please reset your password.", None, "log in with a personal access token"),
        (409, "not enough seats for these invitees", None, "read that state before you send another request"),
        (429, "Rate limit exceeded", None, "Try again at the time that the response names (`error.retry_at`)"),
        (500, "Failed to generate login session. Please try again later.", None, "try again later"),
        (502, "an HTML page in the place of a response ('Bad gateway')", None, "try again later"),
        (520, "", None, "try again later"),
    ],
)
def test_every_refusal_says_what_to_do(status: int, message: str, caller: Caller | None, advice: str) -> None:
    assert advice in (note(status, message, LIST, caller) or "")


def test_a_refused_log_in_says_what_to_check() -> None:
    for message in ("Incorrect authentication credentials", "unauthorized"):
        advice = note(401, message, OPERATIONS["authentication.create_token"]) or ""
        assert "Check user name and secret" in advice


def test_a_write_that_failed_on_the_server_is_to_be_looked_for() -> None:
    assert "check before you repeat the request" in (note(503, "", OPERATIONS["repositories.delete"]) or "")
    assert "check before" not in (note(503, "", LIST) or "")


@pytest.mark.parametrize("status", [400, 418, 422])
def test_other_refusals_speak_for_themselves(status: int) -> None:
    assert note(status, "Invalid ordering value", LIST) is None


@pytest.mark.parametrize(
    ("operation", "kind", "advice"),
    [
        ("access_tokens.list", "organization", "Organization access tokens work only"),
        ("access_tokens.list", "personal", "This route does not accept personal access tokens"),
        # D52: management of an organization is for passwords, or for its own tokens where api.md says so
        *((f"{resource}.list", "personal", "does not accept personal") for resource in ("groups", "invites")),
        ("orgs.list_members", "personal", "does not accept personal"),
        ("org_access_tokens.create", "personal", "does not accept personal"),
        ("org_access_tokens.create", "organization", "Organization access tokens work only"),
    ],
)
def test_a_token_where_none_of_its_kind_is_accepted_is_told_by_its_use(
    operation: str, kind: Caller, advice: str
) -> None:
    assert advice in (note(403, "forbidden", OPERATIONS[operation], kind) or "")
    assert advice not in (note(401, "unauthorized", OPERATIONS[operation], kind) or "")


@pytest.mark.parametrize("operation", [each for each in OPERATIONS.values() if each.legacy_route], ids=lambda op: op.id)
@pytest.mark.parametrize("message", ["forbidden", "organization access token is not allowed", "insufficient scope"])
def test_an_organization_token_on_a_legacy_route_is_told_that_no_other_is_known(
    operation: Operation, message: str
) -> None:
    """D50: the namespaced routes exist by Docker's manual, and nobody shows their paths."""
    assert "Only the legacy route of this operation is known" in (note(403, message, operation, "organization") or "")


def test_the_routes_that_the_manual_promises_to_organizations_are_known() -> None:
    legacy = {
        operation.path.rstrip("/").rpartition("/")[2] for operation in OPERATIONS.values() if operation.legacy_route
    }
    assert {"images", "privacy", "groups", "categories", "webhook_pipeline", "dockerfile", "stars"} <= legacy
    assert not any(operation.organization_token for operation in OPERATIONS.values() if operation.legacy_route)


@pytest.mark.parametrize(
    ("operation", "kind", "told"),
    [
        ("repositories.delete_tag", "personal", "a personal access token needs the scope `repo:admin`. Create"),
        ("repositories.get", "personal", "`repo:read` to read what is private"),
        (
            "repositories.delete_tag",
            "organization",
            "an organization access token needs the scope `scope-tag-admin`. An",
        ),
        ("groups.create", "organization", "the scope `scope-group-edit`"),
        ("org_settings.update_registry_access", "organization", "the scope `scope-ram-write`"),
    ],
)
def test_insufficient_scope_names_the_scope_by_kind_of_token_and_operation(
    operation: str, kind: Caller, told: str
) -> None:
    text = note(403, "insufficient scope", OPERATIONS[operation], kind) or ""
    assert text.startswith(f"For {operation}, ")
    assert told in text


def test_insufficient_scope_of_an_operation_without_a_named_scope_speaks_of_a_further_scope() -> None:
    text = note(403, "insufficient scope", UNSCOPED, "organization") or ""
    assert text.startswith("For repositories.list, ")
    assert "a further scope" in text


def test_insufficient_scope_of_a_token_of_unknown_kind_names_both_scopes() -> None:
    text = note(403, "insufficient scope", OPERATIONS["repositories.update"]) or ""
    assert "`repo:admin`" in text
    assert "`scope-repository-edit`" in text
    assert "organization" not in (note(403, "insufficient scope", OPERATIONS["webhooks.create"]) or "").split(". ")[0]


def test_304_comes_from_a_proxy_and_says_how_to_see_changes() -> None:
    text = note(304, "", LIST) or ""
    assert "proxy" in text
    assert "compare `last_updated`" in text


@pytest.mark.parametrize("message", ["forbidden", "the response gives no reason"])
def test_a_refusal_without_a_reason_names_the_scope_that_may_be_missing(message: str) -> None:
    exists = OPERATIONS["repositories.exists"]
    assert "or not with the scope `scope-repository-read`" in (note(403, message, exists, "organization") or "")
    assert "scope `" not in (note(403, message, UNSCOPED, "organization") or "")
    update = OPERATIONS["repositories.update"]
    assert "needs the scope `repo:admin`" in (note(403, message, update, "personal") or "")
    assert "scope" not in (note(403, message, update) or "")


def test_every_operation_that_organization_tokens_change_something_with_names_a_scope() -> None:
    changing = [
        operation for operation in OPERATIONS.values() if operation.organization_token and operation.method != "GET"
    ]
    assert changing
    assert not [operation.id for operation in changing if operation.organization_scope is None]


def test_every_scope_that_an_operation_names_is_one_of_dockers() -> None:
    """Those of https://docs.docker.com/security/access-tokens/reference/ are the members of `Scope`."""
    named = {operation.organization_scope: operation.id for operation in OPERATIONS.values()}
    del named[None]
    assert named
    assert {scope: of for scope, of in named.items() if scope not in list(Scope)} == {}


@pytest.mark.parametrize(
    ("operation", "path", "name"),
    [
        ("repositories.get", "acme/repositories/app%3Alatest", "repository 'app:latest'"),
        ("repositories.list_tags", "acme/repositories/app%40sha256%3A00/tags", "repository 'app@sha256:00'"),
        ("repositories.get_tag", "acme/repositories/app/tags/app%3Alatest", "tag 'app:latest'"),
        ("repositories.list", "docker.io/repositories", "namespace 'docker.io'"),
    ],
)
def test_a_part_of_an_image_reference_in_the_wrong_place_is_pointed_out(operation: str, path: str, name: str) -> None:
    kind, _, value = name.partition(" ")
    advice = note(404, "object not found", OPERATIONS[operation], None, f"/v2/namespaces/{path}") or ""
    assert advice.startswith(f"{value} looks like a part of an image reference, and no {kind} has such a name")
    assert "ImageReference.parse" in advice


def test_names_that_may_be_are_no_image_references() -> None:
    for path in ("acme/repositories/app.js_2-x/tags/1.25-alpine", "a%20b/repositories/%C3%A4/tags/x"):
        advice = note(404, "object not found", OPERATIONS["repositories.get_tag"], None, f"/v2/namespaces/{path}") or ""
        assert "no such object" in advice
    other = OPERATIONS["scim.get_schema"]
    assert "no such object" in (note(404, "", other, None, "/v2/scim/2.0/Schemas/urn%3Aietf%3Aparams") or "")
