"""Replace the access tokens of an organization that expire soon by new tokens of the same label and resources.

    python examples/rotate_tokens.py acme --days 14

The program needs the password of an owner, because access tokens may not manage access tokens. It writes a line with
label and secret for each new token to standard output, and everything else to standard error.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from aiodockerhub import DockerHub, models

MAX_DAYS = 36_500


async def rotate(
    hub: DockerHub, org: str, *, within: timedelta, lifetime: timedelta, now: datetime
) -> AsyncIterator[models.CreatedOrgAccessToken]:
    """Create a new token for each token that expires soon, then delete the old token.

    A deactivated token is left alone: a new token would give its access back.

    Args:
        hub: Client with the password of an owner.
        org: Name of the organization.
        within: Time from `now` within which a token expires that is replaced. Expired tokens are replaced too.
        lifetime: Time from `now` after which the new tokens expire.
        now: The current time.

    Yields:
        Each new token. Its old token is deleted only when the caller asks for the next token, so that the caller can
        store the secret first.

    Raises:
        DockerHubError: A call failed.
        ValueError: `lifetime` is not above 0. Or Docker Hub sends no secret with a new token. Its old token stays. Or
            Docker Hub sends no label or no resources with some of the old tokens. These stay, and the error is raised
            after the last of the others.
    """
    if lifetime <= timedelta(0):
        raise ValueError("the lifetime must be above 0: an expired token would replace a valid one")
    incomplete: list[str] = []
    tokens = await hub.org_access_tokens.list(org).collect()
    for token in tokens:
        if not isinstance(token.expires_at, datetime) or token.expires_at > now + within:
            continue
        if token.is_active is False:
            print(f"{token.label} is deactivated, and is left alone", file=sys.stderr)
            continue
        old = await hub.org_access_tokens.get(org, token.id)
        if not old.label or old.resources is None:  # a new token could have less access than the old token, or more
            incomplete.append(f"{token.label} ({token.id})")
            continue
        new = await hub.org_access_tokens.create(
            org,
            label=old.label,
            description=old.description,
            resources=old.resources,
            expires_at=now + lifetime,
        )
        if not new.token:
            raise ValueError(f"Docker Hub tells no secret of the new token {new.label}, whose id is {new.id}")
        yield new
        await hub.org_access_tokens.delete(org, token.id)
    if incomplete:
        raise ValueError(
            f"Docker Hub sends no label or no resources with tokens, which are not replaced: {', '.join(incomplete)}"
        )


async def main() -> None:
    """Read the arguments, replace the tokens, and print their secrets."""
    parser = argparse.ArgumentParser(description="Replace organization access tokens that expire soon.")
    parser.add_argument("org")
    parser.add_argument(
        "--days", type=int, default=14, help="days within which a token expires that is replaced (default: 14)"
    )
    parser.add_argument("--lifetime", type=int, default=90, help="days after which the new tokens expire (default: 90)")
    chosen = parser.parse_args()
    if not 0 <= chosen.days < chosen.lifetime <= MAX_DAYS:  # otherwise the new tokens would be replaced soon, too
        parser.error(f"--days must be 0 or more and below --lifetime, and --lifetime at most {MAX_DAYS}")
    within, lifetime = timedelta(days=chosen.days), timedelta(days=chosen.lifetime)
    async with DockerHub(application="rotate-tokens") as hub:
        async for token in rotate(hub, chosen.org, within=within, lifetime=lifetime, now=datetime.now(UTC)):
            print(token.label, token.token, flush=True)  # before the old token is deleted
            print(f"{token.label} now expires at {token.expires_at}", file=sys.stderr)


if __name__ == "__main__":
    asyncio.run(main())
