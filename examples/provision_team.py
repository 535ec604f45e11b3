"""Give the teams of an organization the members and permissions that a TOML file states.

    python examples/provision_team.py acme teams.toml

    [backend]
    members = ["jane", "joe"]
    repositories = { api = "write", web = "read" }

Members and permissions that the file does not state are removed. A second run changes nothing.
"""

import argparse
import asyncio
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from aiodockerhub import DockerHub, NotFoundError, models
from attrs import frozen


@frozen
class Team:
    """The members and permissions that a team should have.

    Attributes:
        name: Name of the team.
        members: Docker IDs of the members.
        repositories: Permission of the team (`read`, `write` or `admin`), by the name of the repository.
    """

    name: str
    members: frozenset[str]
    repositories: Mapping[str, str]


def read(text: str) -> Iterator[Team]:
    """Read the teams of a TOML document.

    Args:
        text: The document. Each table is named after a team, and has `members` and `repositories`.

    Yields:
        The teams.
    """
    for name, table in tomllib.loads(text).items():
        yield Team(name, frozenset(table.get("members", ())), table.get("repositories", {}))


async def provision(hub: DockerHub, org: str, team: Team) -> list[str]:
    """Give a team its members and permissions; a missing team is created.

    Args:
        hub: Client with the password of an owner.
        org: Name of the organization.
        team: The members and permissions that the team should have.

    Returns:
        A line of text for each change; empty if the team needed no change.

    Raises:
        DockerHubError: A call failed. Earlier changes stay.
        ValueError: The team should have a permission for a repository that does not exist; nothing was changed. Or
            Docker Hub sends no id for the team.
    """
    repositories = {repository.name async for repository in hub.repositories.list(org)}
    if missing := sorted(team.repositories.keys() - repositories):
        raise ValueError(f"team {team.name} cannot get permissions: {org} has no repository {', '.join(missing)}")
    try:
        group = await hub.groups.get(org, team.name)
        changes: list[str] = []
    except NotFoundError:
        group = await hub.groups.create(org, name=team.name)
        changes = [f"created team {team.name}"]
    changes += await _members(hub, org, team)
    changes += await _permissions(hub, org, team, group, sorted(repositories))
    return changes


async def _members(hub: DockerHub, org: str, team: Team) -> list[str]:
    there = {member.username async for member in hub.groups.list_members(org, team.name) if member.username}
    for name in sorted(team.members - there):
        await hub.groups.add_member(org, team.name, member=name)
    for name in sorted(there - team.members):
        await hub.groups.remove_member(org, team.name, name)
    added = [f"added {name} to {team.name}" for name in sorted(team.members - there)]
    return added + [f"removed {name} from {team.name}" for name in sorted(there - team.members)]


async def _permissions(hub: DockerHub, org: str, team: Team, group: models.Group, repositories: list[str]) -> list[str]:
    if not group.id:
        raise ValueError(f"Docker Hub tells no id for team {team.name}, and its permissions go by id")
    changes: list[str] = []
    for name in repositories:
        wanted = team.repositories.get(name)
        there = {entry.group_id: entry.permission async for entry in hub.repositories.list_groups(org, name)}
        current = there.get(group.id)
        if wanted == current:
            continue
        if wanted is None:
            await hub.repositories.remove_group(org, name, group.id)
        elif current is None:
            await hub.repositories.add_group(org, name, group_id=group.id, permission=wanted)
        else:
            await hub.repositories.update_group(org, name, group.id, permission=wanted)
        changes.append(f"{team.name} in {name}: {current or 'nothing'} -> {wanted or 'nothing'}")
    return changes


async def main() -> None:
    """Read the arguments and the file, change each team, and print the changes."""
    parser = argparse.ArgumentParser(description="Provision the teams of an organization from a TOML file.")
    parser.add_argument("org")
    parser.add_argument("file", type=Path)
    chosen = parser.parse_args()
    async with DockerHub(application="provision-team") as hub:
        for team in read(chosen.file.read_text("utf-8")):
            for change in await provision(hub, chosen.org, team):
                print(change)


if __name__ == "__main__":
    asyncio.run(main())
