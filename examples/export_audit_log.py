"""Write the audit log of an organization as JSON Lines, one event a line, newest first.

    python examples/export_audit_log.py acme --since 2026-01-01 > events.jsonl

If an error ends the export, the message contains a cursor. Pass the cursor to `--resume`, and append the output to the
same file.
"""

import argparse
import asyncio
import json
import sys
from datetime import UTC, datetime
from typing import TextIO

from aiodockerhub import DockerHub, DockerHubError


async def export(
    hub: DockerHub, org: str, to: TextIO, *, since: datetime | None = None, resume: str | None = None
) -> int:
    """Write each event as soon as its page is read.

    Args:
        hub: Client with the credentials of an owner, or with an organization access token that has the scope
            `scope-audit_events-read`.
        org: Name of the organization.
        to: File to write to.
        since: Time of the oldest event to write; `None`, the default, for all events.
        resume: Cursor at which an earlier export ended; `None`, the default, to begin with the newest event.

    Returns:
        The number of written events.

    Raises:
        DockerHubError: A call failed; pass its `cursor` as `resume` to continue.
    """
    events = hub.audit_logs.list(org, from_=since, page_size=100)
    if resume is not None:
        events = events.resume(resume)
    count = 0
    async for event in events:
        print(json.dumps(event.to_dict()), file=to, flush=True)  # so that a signal cannot end the program within a line
        count += 1
    return count


async def main() -> int:
    """Read the arguments, and write the events to standard output.

    Returns:
        Exit status: 0, or 1 if a call failed.
    """
    parser = argparse.ArgumentParser(description="Export an organization's audit log as JSON Lines.")
    parser.add_argument("org")
    parser.add_argument("--since", type=datetime.fromisoformat, help="a date such as 2026-01-01, UTC")
    parser.add_argument("--resume", help="cursor at which an earlier export ended")
    chosen = parser.parse_args()
    since = chosen.since.replace(tzinfo=chosen.since.tzinfo or UTC) if chosen.since else None
    async with DockerHub(application="export-audit-log") as hub:
        try:
            count = await export(hub, chosen.org, sys.stdout, since=since, resume=chosen.resume)
        except DockerHubError as error:
            print(error, f"Go on with --resume {error.cursor}" if error.cursor else "", sep="\n", file=sys.stderr)
            return 1
    print(f"{count} events", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
