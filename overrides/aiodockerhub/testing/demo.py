"""Seeds a FakeHub with sample content, for demonstrations."""

from aiodockerhub.testing.seeding import Seeding

PASSWORD = "password"  # noqa: S105 - accounts of a fake
OAT = "dckr_oat_dummy"
PAT = "dckr_pat_dummy"
SCIM_TOKEN = "scim_dummy"  # noqa: S105 - accounts of a fake
CODE = "123456"


def furnish(hub: Seeding) -> str:
    """Add users, an organization, access tokens and 243 repositories.

    Args:
        hub: FakeHub to fill.

    Returns:
        A description of the content, for people to read.

    Raises:
        ArgumentError: The FakeHub already has an account or a repository of the sample, such as `jane`.
    """
    hub.user("jane", password=PASSWORD, full_name="Jane Doe")
    hub.user("mia", password=PASSWORD, code=CODE, full_name="Mia Moss")
    hub.org(
        "acme",
        owner="jane",
        members={"joe": "Editor", "ann": "Member"},
        teams={"developers": ["joe", "ann"], "docs": ["ann"]},
        scim_token=SCIM_TOKEN,
        badge="verified_publisher",
    )
    hub.repository("acme/app", tags=300, pulls=13_000_000_000, stars=42, description="The application", images=3)
    hub.repository("acme/vault", tags=3, private=True, teams={"developers": "write"})
    for number in range(240):
        hub.repository(f"acme/service-{number:03}", tags=2, pulls=number * 1000)
    hub.repository("library/nginx", tags=120, pulls=9_000_000_000, stars=20_000, description="Official build of Nginx.")
    hub.personal_token("jane", secret=PAT)
    everything = {"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull", "scope-repository-read"]}
    hub.org_token("acme", everything, {"type": "TYPE_ORG", "path": "acme", "scopes": ["scope-member-read"]}, secret=OAT)
    return (
        f"users         jane, joe, ann with password {PASSWORD!r}; mia too, with the second factor {CODE}\n"
        f"organization  acme (owner jane, editor joe, member ann), SCIM bearer {SCIM_TOKEN}\n"
        f"tokens        {PAT} of jane, {OAT} of acme\n"
        "repositories  acme/app with 300 tags, acme/vault (private), acme/service-000 to -239, library/nginx"
    )
