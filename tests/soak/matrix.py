"""Every scripted fault, on every type of call, over cold and warm connections."""

import asyncio
import itertools
import os
import tempfile
from pathlib import Path
from typing import Any

from aiodockerhub import ArgumentError, CallOptions, DockerHub, DockerHubError, Password, calls
from aiodockerhub.testing import FakeHub

from tests.soak.rig import ENGINES, HastyClock, LeakCheck, Tally

TRANSIENT: dict[str, dict[str, Any]] = {
    "500": {"status": 500},
    "502": {"status": 502},
    "503": {"status": 503},
    "503 with Retry-After": {"status": 503, "headers": {"retry-after": "1"}},
    "504": {"status": 504, "html": "<html><title>504 Gateway Time-out</title></html>"},
    "520": {"status": 520},
    "429": {"status": 429, "headers": {"retry-after": "1"}},
    "dropped": {"drop": True},
    "dropped after acting": {"drop": True, "acted": True},
    "reset": {"reset": True},
    "reset after acting": {"reset": True, "acted": True},
    "cut off": {"truncate": 20, "acted": True},
    "silent": {"delay": 0.6, "acted": True},
    "401": {"status": 401, "json": {"detail": "unauthorized"}},
}
"""Transient faults, after which a read succeeds by a retry."""

LASTING: dict[str, dict[str, Any]] = {
    "403 of the edge": {"status": 403, "text": "error code: 1010"},
    "not JSON": {"status": 200, "html": "<html>Just a moment...</html>"},
    "wrong type": {"status": 200, "json": [1, 2, 3]},
    "redirect elsewhere": {"redirect": "http://127.0.0.1:1/"},
    "deeply nested": {"status": 200, "text": "[" * 5000},
}
"""Lasting faults, which end the call with an error."""

KINDS = ("read", "idempotent write", "unsafe write", "stream")
_NOT_DONE = {"429", "401"}  # after these even a write may be sent again: the server has refused it


async def run(engines: dict[str, Any] = ENGINES) -> Tally:
    """Make every type of call with every fault.

    Args:
        engines: Engines by name.
    """
    tally = Tally()
    for name, transport in engines.items():
        fake = FakeHub()
        fake.user("jane", password="dummy")
        fake.org("acme", owner="jane", members=["joe", "ann"])
        fake.repository("acme/app", tags=2)
        async with LeakCheck(tally, name), fake.serve() as url:
            for warm, kind, fault in itertools.product((False, True), KINDS, [*TRANSIENT, *LASTING]):
                async with DockerHub(
                    Password("jane", "dummy"), base_url=url, transport=transport, timeout=0.3, clock=HastyClock()
                ) as hub:
                    if warm:
                        await hub.repositories.get("acme", "app")
                    place = f"{name}, {kind}, {fault}, {'warm' if warm else 'cold'}"
                    await _case(fake, hub, tally, kind=kind, fault=fault, place=place)
    return tally


async def _case(fake: FakeHub, hub: DockerHub, tally: Tally, *, kind: str, fault: str, place: str) -> None:
    name = f"r{tally.calls}"
    operation, call = _call(hub, kind, name)
    if kind == "idempotent write":
        fake.repository(f"acme/{name}")
    before = len(fake.requests)
    order = fake.fault(operation, **(TRANSIENT | LASTING)[fault])
    tally.calls += 1
    try:
        async with asyncio.timeout(20):
            await call
    except DockerHubError as error:
        tally.outcomes[type(error).__name__] += 1
        if isinstance(error, ArgumentError) or (kind in {"read", "stream"} and fault in TRANSIENT):
            tally.escaped.append(f"{place}: {error!r}")
    except Exception as error:  # noqa: BLE001 - the very thing that is looked for
        tally.escaped.append(f"{place}: {error!r}")
    else:
        tally.outcomes["ok"] += 1
        tally.survived += order.hits
    order.cancel()
    sent = [request for request in fake.requests[before:] if request.operation == operation]
    if kind == "unsafe write" and len(sent) > 1 and fault not in _NOT_DONE:
        tally.writes_sent_twice += 1


def _call(hub: DockerHub, kind: str, name: str) -> tuple[str, Any]:
    match kind:
        case "read":
            return "repositories.get", hub.repositories.get("acme", "app")
        case "idempotent write":
            options = CallOptions(idempotent=True)
            return "repositories.update", hub.repositories.update("acme", name, description="New", options=options)
        case "unsafe write":
            return "repositories.create", hub.repositories.create("acme", name=name)
        case _:
            return "orgs.export_members", _download(hub)


async def _download(hub: DockerHub) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            await hub.download(calls.orgs.export_members("acme"), Path(folder) / "members.csv")
        finally:
            left = [name for name in os.listdir(folder) if name != "members.csv"]  # noqa: PTH208 - not for the loop
            if left:
                raise AssertionError(f"left behind: {left}")
