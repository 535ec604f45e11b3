"""Make the members of a team those of a CSV file, inviting who is not in the organization yet.

    python examples/sync_team.py acme backend members.csv            says what would be changed
    python examples/sync_team.py acme backend members.csv --yes      changes it

The file has a column `member` with Docker IDs or e-mail addresses. A second run changes nothing.
"""

import argparse
import asyncio
import csv
from collections.abc import Iterable
from pathlib import Path

from aiodockerhub import DockerHub, NotFoundError
from attrs import frozen


@frozen
class Plan:
    """What has to be done.

    Attributes:
        add: Docker IDs of people in the organization who are not in the team.
        invite: Docker IDs or addresses of people who are not in the organization.
        remove: Docker IDs of people in the team whom the file does not name.
    """

    add: tuple[str, ...] = ()
    invite: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


def read(path: Path) -> list[str]:
    """Read the people of a file."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return [name for row in csv.DictReader(file) if (name := row["member"].strip())]


async def plan(hub: DockerHub, org: str, team: str, wanted: Iterable[str]) -> Plan:
    """Compare a team with a list of people, without changing anything.

    Args:
        hub: Logged in as an owner, with a password: access tokens may not manage teams.
        org: The organization.
        team: The team.
        wanted: Docker IDs or e-mail addresses.
    """
    names: dict[str, str] = {}
    async for member in hub.orgs.list_members(org):
        for name in (member.username, member.email):
            if name and member.username:
                names[name.casefold()] = member.username
    try:
        present = {member.username async for member in hub.groups.list_members(org, team) if member.username}
    except NotFoundError:
        raise SystemExit(f"{org} has no team {team}") from None
    invited = {invite.invitee.casefold() async for invite in hub.invites.list(org) if invite.invitee}
    members = {names[name.casefold()] for name in wanted if name.casefold() in names}
    strangers = [name for name in wanted if name.casefold() not in names and name.casefold() not in invited]
    return Plan(tuple(sorted(members - present)), tuple(strangers), tuple(sorted(present - members)))


async def apply(hub: DockerHub, org: str, team: str, changes: Plan) -> None:
    """Do what a plan says; a run that breaks off can simply be started again."""
    for name in changes.add:
        await hub.groups.add_member(org, team, member=name)
    for name in changes.remove:
        await hub.groups.remove_member(org, team, name)
    if changes.invite:
        await hub.invites.create_bulk(org=org, team=team, role="member", invitees=list(changes.invite))


async def main() -> None:
    """Read the arguments and the file, plan, and apply if told to."""
    parser = argparse.ArgumentParser(description="Sync a team with a CSV file.")
    parser.add_argument("org")
    parser.add_argument("team")
    parser.add_argument("file", type=Path)
    parser.add_argument("--yes", action="store_true", help="do it, do not just say so")
    chosen = parser.parse_args()
    async with DockerHub(application="sync-team") as hub:
        changes = await plan(hub, chosen.org, chosen.team, read(chosen.file))
        print(f"add: {', '.join(changes.add) or '-'}\ninvite: {', '.join(changes.invite) or '-'}")
        print(f"remove: {', '.join(changes.remove) or '-'}")
        if chosen.yes:
            await apply(hub, chosen.org, chosen.team, changes)


if __name__ == "__main__":
    asyncio.run(main())
