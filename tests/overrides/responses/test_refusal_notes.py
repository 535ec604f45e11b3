import pytest
from aiodockerhub import Operation
from aiodockerhub.responses.error_bodies import extract
from aiodockerhub.responses.refusal_notes import TokenKind, note
from aiodockerhub_generated.operations import OPERATIONS

LIST = OPERATIONS["repositories.list"]
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
        (403, "blocked by Cloudflare (error code: 1010)", "DockerHub(application="),
        (403, extract(MOMENT.encode()).message, "DockerHub(application="),
        (401, "Cannot log into an organization account", "OrganizationToken(organization, token)"),
        (
            403,
            "pagination offset too large for anonymous requests; sign in to page further",
            "any personal access token",
        ),
        (429, "Too Many Requests (HAP429)", "slow down"),
    ],
)
def test_well_known_refusals_say_what_to_do(status: int, message: str, advice: str) -> None:
    assert advice in (note(status, message, LIST) or "")


@pytest.mark.parametrize(
    ("status", "message"), [(403, "forbidden"), (404, "personal access token"), (500, "cloudflare")]
)
def test_other_refusals_are_left_alone(status: int, message: str) -> None:
    assert note(status, message, LIST) is None


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
    operation: str, kind: TokenKind, advice: str
) -> None:
    assert advice in (note(403, "forbidden", OPERATIONS[operation], kind) or "")
    assert note(401, "unauthorized", OPERATIONS[operation], kind) is None


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
        ("repositories.list", "organization", "a further scope"),
    ],
)
def test_insufficient_scope_names_the_scope_by_kind_of_token_and_operation(
    operation: str, kind: TokenKind, told: str
) -> None:
    text = note(403, "insufficient scope", OPERATIONS[operation], kind) or ""
    assert text.startswith(f"For {operation}, ")
    assert told in text


def test_insufficient_scope_of_a_token_of_unknown_kind_names_both_scopes() -> None:
    text = note(403, "insufficient scope", OPERATIONS["repositories.update"]) or ""
    assert "`repo:admin`" in text
    assert "`scope-repository-edit`" in text
    assert "organization" not in (note(403, "insufficient scope", OPERATIONS["webhooks.create"]) or "").split(". ")[0]


def test_304_comes_from_a_proxy_and_says_how_to_see_changes() -> None:
    text = note(304, "", LIST) or ""
    assert "proxy" in text
    assert "compare `last_updated`" in text
