"""Give a team the members that a CSV file lists, and invite the people who are not in the organization yet.

    python examples/sync_team.py acme backend members.csv            prints the changes, and makes none
    python examples/sync_team.py acme backend members.csv --yes      makes the changes

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
    """The changes that a team needs.

    Attributes:
        add: Docker IDs of listed people who are in the organization and not in the team.
        invite: Docker IDs or e-mail addresses of listed people who are neither in the organization nor invited.
        remove: Docker IDs of people in the team who are not listed, without those who may be listed by an address that
            Docker Hub does not show.
    """

    add: tuple[str, ...] = ()
    invite: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


def read(path: Path) -> list[str]:
    """Read the Docker IDs and e-mail addresses in the column `member` of a CSV file.

    Args:
        path: Path of the file. A row with an empty value in the column is skipped.

    Returns:
        The names, in the order of the file.

    Raises:
        SystemExit: The file has no such column, or a row ends before it.
    """
    names: list[str] = []
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        if "member" not in (rows.fieldnames or ()):
            raise SystemExit(f"{path} has no column 'member'")
        for row in rows:
            if row["member"] is None:
                raise SystemExit(f"{path}, line {rows.line_num}: the row is too short for the column 'member'")
            names.append(row["member"].strip())
    return [name for name in names if name]


async def plan(hub: DockerHub, org: str, team: str, wanted: Iterable[str]) -> Plan:
    """Compare a team with a list of people, without changing anything.

    Args:
        hub: Client with the password of an owner, because access tokens may not manage teams.
        org: Name of the organization.
        team: Name of the team.
        wanted: Docker IDs or e-mail addresses of the people who should be in the team.

    Returns:
        The changes that the team needs.

    Raises:
        SystemExit: The organization has no such team.
        DockerHubError: A call failed.
    """
    people = {(name, member.email) async for member in hub.orgs.list_members(org) if (name := member.username)}
    try:
        team_members = hub.groups.list_members(org, team)
        in_team = {(name, member.email) async for member in team_members if (name := member.username)}
    except NotFoundError:
        raise SystemExit(f"{org} has no team {team}") from None
    people |= in_team  # either list may lack a person or an address
    present = {username for username, _ in in_team}
    names = {name.casefold(): username for username, address in people for name in (username, address) if name}
    without_address = present - {username for username, address in people if address}
    invited = {invite.invitee.casefold() async for invite in hub.invites.list(org) if invite.invitee}
    members = {names[name.casefold()] for name in wanted if name.casefold() in names}
    unknown = [name for name in wanted if name.casefold() not in names]
    strangers = [name for name in unknown if name.casefold() not in invited]
    unlisted = present - members
    if unknown:  # one of them may be the address of a member whose address is not shown
        unlisted -= without_address
    return Plan(tuple(sorted(members - present)), tuple(strangers), tuple(sorted(unlisted)))


async def apply(hub: DockerHub, org: str, team: str, changes: Plan) -> None:
    """Make the changes of a plan.

    If a call fails, earlier changes stay. Plan and apply again to make the rest.

    Args:
        hub: Client with the password of an owner.
        org: Name of the organization.
        team: Name of the team.
        changes: The plan.

    Raises:
        DockerHubError: A call failed.
    """
    for name in changes.add:
        await hub.groups.add_member(org, team, member=name)
    for name in changes.remove:
        await hub.groups.remove_member(org, team, name)
    if changes.invite:
        await hub.invites.create_bulk(org=org, team=team, role="member", invitees=list(changes.invite))


async def main() -> None:
    """Read the arguments and the file, print the plan, and apply it if `--yes` is given."""
    parser = argparse.ArgumentParser(description="Sync a team with a CSV file.")
    parser.add_argument("org")
    parser.add_argument("team")
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--yes", action="store_true", help="make the changes; without this option they are only printed"
    )
    chosen = parser.parse_args()
    async with DockerHub(application="sync-team") as hub:
        changes = await plan(hub, chosen.org, chosen.team, read(chosen.file))
        print(f"add: {', '.join(changes.add) or '-'}\ninvite: {', '.join(changes.invite) or '-'}")
        print(f"remove: {', '.join(changes.remove) or '-'}")
        if chosen.yes:
            await apply(hub, chosen.org, chosen.team, changes)


if __name__ == "__main__":
    asyncio.run(main())
