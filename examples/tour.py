"""A tour of aiodockerhub, as a program of the kind that users write.

    python examples/tour.py           with a FakeHub on 127.0.0.1 and an account: all stops
    python examples/tour.py --live    with the real Docker Hub and no account: the stops that need no account

Each stop shows a feature, and prints claims about it. Every claim is checked. The first claim that is false ends the
tour with exit status 1.
"""

import argparse
import asyncio
import os
import sys
import time
from asyncio.subprocess import PIPE
from collections import Counter

from aiodockerhub import (
    Anonymous,
    AttemptEvent,
    DockerHub,
    DockerHubError,
    NotFoundError,
    Password,
    Scope,
    TokenResource,
)
from aiodockerhub.mcp import make_server
from aiodockerhub.testing import FakeHub
from mcp import Client

REPOSITORIES = 250
TAGS = 730
CLEANED = 120
ELEVEN_MINUTES = 660
A_FEW = 30
PASSWORD = "correct horse"  # noqa: S105 - of an account that exists in memory only


class BrokenPromiseError(Exception):
    """A claim of the tour is false."""


def stop(title: str) -> None:
    """Print the title of the next stop."""
    print(f"\n{title}")


def check(claim: str, *, holds: bool) -> None:
    """Print a claim if it is true.

    Args:
        claim: The claim.
        holds: Whether the claim is true.

    Raises:
        BrokenPromiseError: The claim is false.
    """
    if not holds:
        raise BrokenPromiseError(claim)
    print(f"  ok  {claim}")


async def public_part(hub: DockerHub) -> None:
    """Show reads that need no account, and that the real service allows too.

    Raises:
        BrokenPromiseError: A claim of the tour is false.
    """
    stop("Read one repository")
    nginx = await hub.repositories.get("library", "nginx")
    print(f"      {nginx.namespace}/{nginx.name}: {nginx.pull_count:,} pulls, {nginx.star_count:,} stars")
    check("it is library/nginx", holds=(nginx.namespace, nginx.name) == ("library", "nginx"))

    stop(f"Take the first {A_FEW} tags")
    tags = await hub.repositories.list_tags("library", "nginx").take(A_FEW)
    for tag in tags[:3]:
        platforms = sorted({f"{image.os}/{image.architecture}" for image in tag.images or []})
        print(f"      {tag.name:<10} {', '.join(platforms)}")
    check(f"{A_FEW} tags, all different", holds=len({tag.name for tag in tags}) == A_FEW)

    stop("Ask for a repository that is not there")
    try:
        await hub.repositories.get("library", "no-such-repository")
    except NotFoundError as error:
        print(f"      {error}")
        check("a 404 is a NotFoundError that says what was asked", holds="no-such-repo" in (error.request_url or ""))
    else:
        raise BrokenPromiseError("a repository that is not there was found")
    there = await hub.repositories.exists("library", "no-such-repository")
    check("exists() asks the same without an exception", holds=not there)


async def walk(hub: DockerHub, fake: FakeHub) -> None:
    """Walk lists of several hundred repositories and tags."""
    stop("Walk all repositories and tags, page by page")
    names = [repository.name async for repository in hub.repositories.list("acme")]
    check(f"{len(names)} repositories of acme", holds=len(set(names)) == REPOSITORIES)
    pages = sum(request.operation == "repositories.list" for request in fake.requests)
    check("in pages of a hundred, the most that Docker Hub gives", holds=pages == -(-REPOSITORIES // 100))
    tags = await hub.repositories.list_tags("library", "nginx").collect(prefetch=4)
    check(
        f"{len(tags)} tags of library/nginx, four pages under way at a time",
        holds=len({tag.name for tag in tags}) == TAGS,
    )
    first = await hub.repositories.list_tags("library", "nginx", page_size=50)
    print(f"      awaited instead: one page, {len(first)} of {first.total} tags")
    second = await first.next()
    check("its next page goes on where it ended", holds=second.items[0].name == tags[50].name)


async def outlive_the_token(hub: DockerHub, fake: FakeHub) -> None:
    """Make requests after the bearer token has expired, ten minutes after the log-in."""
    stop("Outlive the token")

    def logins() -> int:
        return sum(request.operation == "authentication.create_token" for request in fake.requests)

    check("so far the client logged in once", holds=logins() == 1)
    print("      ... eleven minutes pass, and a bearer lives for ten ...")
    fake.clock.advance(ELEVEN_MINUTES)
    await asyncio.gather(*(hub.repositories.get("library", "nginx") for _ in range(25)))
    check("25 tasks at once found it expired, and one log-in served them all", holds=logins() == 2)


async def make_a_token(hub: DockerHub, fake: FakeHub) -> None:
    """Create an organization access token, which older clients do wrongly because an older document was wrong."""
    stop("Create an organization access token")
    token = await hub.org_access_tokens.create(
        "acme", label="ci", resources=[TokenResource.repository("acme/*", "image-pull")]
    )
    (resource,) = fake.requests[-1].json["resources"]
    print(f"      the program said image-pull, the request said {', '.join(resource['scopes'])}")
    check("the scope went out with its prefix", holds=resource["scopes"] == [Scope.IMAGE_PULL])
    check("the secret came back, this once", holds=str(token.token).startswith("dckr_oat_"))
    check("and repr hides it", holds=str(token.token) not in repr(token))
    check("created_by is None: Docker Hub does not send it", holds=not token.has("created_by"))
    labels = [listed.label async for listed in hub.org_access_tokens.list("acme")]
    check("it is on the organization's list", holds=labels == ["ci"])


async def meet_the_rate_limit(hub: DockerHub, fake: FakeHub, attempts: list[AttemptEvent]) -> None:
    """Make a call whose first attempt the rate limit refuses, with status 429."""
    stop("Meet the rate limit")
    body = {"detail": "Rate limit exceeded", "error": False}
    fake.fault("repositories.get", status=429, headers={"Retry-After": "2"}, json=body)
    attempts.clear()
    began = time.perf_counter()
    await hub.repositories.get("library", "nginx")
    waited = time.perf_counter() - began
    for event in attempts:
        again = f", Retry-After says {event.wait:.0f} s" if event.wait else ""
        print(f"      attempt {event.attempt}: {event.status_code}{again}")
    check("429, then 200", holds=[event.status_code for event in attempts] == [429, 200])
    check(f"the call waited as asked: {waited:.1f} s", holds=waited >= 2)


async def use_the_command_line(fake: FakeHub, url: str) -> None:
    """Use the operations on the command line, which the extra `[cli]` installs."""
    stop("Clean up from the command line")
    fake.repository("acme/app", tags=CLEANED)

    async def run(*words: str) -> str:
        print(f"      $ aiodockerhub {' '.join(words)}")
        login = {"DOCKERHUB_URL": url, "DOCKERHUB_USERNAME": "jane", "DOCKERHUB_PASSWORD": PASSWORD}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "aiodockerhub", *words, stdout=PIPE, env={**os.environ, **login}
        )
        output, _ = await process.communicate()
        check("it ended well", holds=process.returncode == 0)
        return output.decode()

    cleanup = ("cleanup", "acme/app", "--older-than", "3d", "--columns", "name")
    stale = await run(*cleanup)
    check("it shows the stale tags and deletes none", holds=not any(r.method == "DELETE" for r in fake.requests))
    await run(*cleanup, "--yes")
    left = await run("repositories", "list-tags", "acme", "app", "--columns", "name")
    check(
        "told to, it deletes these and no others", holds=not set(stale.split()) & set(left.split()) and "latest" in left
    )


async def serve_a_model(hub: DockerHub) -> None:
    """Serve the operations as tools for a language model, which the extra `[mcp]` installs."""
    stop("Serve a language model")
    async with Client(make_server(hub)) as client:
        tools = (await client.list_tools()).tools
        result = await client.call_tool("repositories_get", {"namespace": "library", "repository": "nginx"})
        refused = await client.call_tool("repositories_delete", {"namespace": "acme", "repository": "app"})
    check(
        f"{len(tools)} tools, all of which only read",
        holds=all(t.annotations and t.annotations.read_only_hint for t in tools),
    )
    check("one of them reads library/nginx", holds='"name":"nginx"' in str(result.content))
    check("what deletes is refused", holds=refused.is_error)


async def in_memory() -> None:
    """Make the whole tour, with a FakeHub."""
    fake = FakeHub()
    fake.user("jane", password=PASSWORD)
    fake.org("acme", owner="jane")
    fake.repository("library/nginx", tags=TAGS, pulls=13_000_000_000, stars=20_500)
    for number in range(REPOSITORIES):
        fake.repository(f"acme/service-{number:03}")
    attempts: list[AttemptEvent] = []
    async with fake.serve() as url:
        print(f"A Docker Hub in memory listens on {url}")
        # The client uses the clock of the FakeHub, which the tour advances by minutes without waiting.
        async with DockerHub(
            Password("jane", PASSWORD), base_url=url, clock=fake.clock, on_attempt=attempts.append, strict=True
        ) as hub:
            print(f"The client: {hub!r}")
            await public_part(hub)
            await walk(hub, fake)
            await outlive_the_token(hub, fake)
            await make_a_token(hub, fake)
            await meet_the_rate_limit(hub, fake, attempts)
            await use_the_command_line(fake, url)
            await serve_a_model(hub)
    statuses = Counter(request.status for request in fake.requests)
    print(f"\n{len(fake.requests)} requests: " + ", ".join(f"{count} x {status}" for status, count in statuses.items()))


async def live() -> None:
    """Make the public part of the tour, with the real service or the server of `DOCKERHUB_URL`."""
    async with DockerHub(Anonymous(), application="aiodockerhub-tour") as hub:
        print(f"The client: {hub!r}")
        await public_part(hub)
        print(f"\n{hub.rate_limit}")
        if hub.drift:
            print(f"Where the responses differed from the document:\n{hub.drift.report()}")


def main() -> int:
    """Make the tour.

    Returns:
        Exit status: 0 if all claims are true; 1 if a claim is false or a call failed.
    """
    parser = argparse.ArgumentParser(description="A tour of aiodockerhub.")
    parser.add_argument("--live", action="store_true", help="anonymous, against the real Docker Hub or DOCKERHUB_URL")
    chosen = parser.parse_args()
    began = time.perf_counter()
    try:
        asyncio.run(live() if chosen.live else in_memory())
    except (BrokenPromiseError, DockerHubError) as broken:
        print(f"  NOT SO: {broken}")
        return 1
    print(f"All of it held, in {time.perf_counter() - began:.1f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
