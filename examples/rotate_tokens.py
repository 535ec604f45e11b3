"""Replace the access tokens of an organization that expire soon, each by one with the same label and resources.

    python examples/rotate_tokens.py acme --days 14

Logs in as an owner with a password: neither kind of access token may manage access tokens. The new secrets go to
standard output, one `label secret` a line; everything else goes to standard error.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from aiodockerhub import DockerHub, models


async def rotate(
    hub: DockerHub, org: str, *, within: timedelta, lifetime: timedelta, now: datetime
) -> AsyncIterator[models.CreatedOrgAccessToken]:
    """Make a new token for each that expires soon, then delete the old one.

    Args:
        hub: Logged in as an owner.
        org: The organization.
        within: How soon is soon.
        lifetime: Of the new tokens.
        now: The time.

    Yields:
        The new tokens. The old one of each is deleted when the next is asked for: after its secret has been kept.
    """
    tokens = await hub.org_access_tokens.list(org).collect()
    for token in tokens:
        if not isinstance(token.expires_at, datetime) or token.expires_at > now + within:
            continue
        old = await hub.org_access_tokens.get(org, token.id)
        yield await hub.org_access_tokens.create(
            org,
            label=old.label or "",
            description=old.description,
            resources=old.resources,
            expires_at=now + lifetime,
        )
        await hub.org_access_tokens.delete(org, token.id)


async def main() -> None:
    """Read the arguments, rotate, print."""
    parser = argparse.ArgumentParser(description="Replace organization access tokens that expire soon.")
    parser.add_argument("org")
    parser.add_argument("--days", type=int, default=14, help="how soon is soon (default: 14)")
    parser.add_argument("--lifetime", type=int, default=90, help="days that the new tokens live (default: 90)")
    chosen = parser.parse_args()
    within, lifetime = timedelta(days=chosen.days), timedelta(days=chosen.lifetime)
    async with DockerHub(application="rotate-tokens") as hub:
        async for token in rotate(hub, chosen.org, within=within, lifetime=lifetime, now=datetime.now(UTC)):
            print(token.label, token.token, flush=True)  # out of our hands before the old token is deleted
            print(f"{token.label} now expires at {token.expires_at}", file=sys.stderr)


if __name__ == "__main__":
    asyncio.run(main())
