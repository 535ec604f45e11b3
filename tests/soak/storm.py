"""Many tasks with tokens of one to two seconds, a rate limit, faults of all kinds, and cancellation at any moment."""

import asyncio
import random
from typing import Any

from aiodockerhub import DockerHub, DockerHubError, Password
from aiodockerhub.testing import FakeHub
from aiodockerhub.testing.settings import Settings

from tests.soak.rig import HastyClock, LeakCheck, Tally, free_places

_FAULTS: tuple[dict[str, Any], ...] = (
    {"status": 500},
    {"status": 503, "headers": {"retry-after": "1"}},
    {"status": 429, "headers": {"retry-after": "1"}},
    {"drop": True},
    {"reset": True},
    {"truncate": 30},
)


async def run(transport: Any, *, tasks: int, calls: int, seed: int = 1) -> Tally:
    """Make calls in many tasks, cancel some tasks, and check that all later calls succeed.

    Args:
        transport: Engine of the client.
        tasks: Number of tasks.
        calls: Number of calls of each task.
        seed: Seed of the random numbers.
    """
    tally, chance = Tally(), random.Random(seed)
    fake = FakeHub(settings=Settings(token_lifetime=2))
    fake.user("jane", password="dummy")
    fake.org("acme", owner="jane")
    fake.repository("acme/app", private=True)
    fake.rate_limit(tasks * calls // 3, window=1.0)
    async with LeakCheck(tally, f"storm over {transport or 'httpx'}"), fake.serve() as url:
        hub = DockerHub(Password("jane", "dummy"), base_url=url, transport=transport, clock=HastyClock(), max_retries=8)
        async with hub:
            places = free_places(hub)
            faults = [
                fake.fault("repositories.get", after=chance.randrange(19), **_FAULTS[number % len(_FAULTS)])
                for number in range(tasks * calls // 20)  # one call in twenty
            ]
            await asyncio.gather(*(_work(hub, tally, calls, random.Random(chance.random())) for _ in range(tasks)))
            for _ in range(3):
                await asyncio.sleep(0)
            if free_places(hub) != places:
                tally.leaked.append(f"{places - free_places(hub)} places")
            for fault in faults:
                fault.cancel()
            fake.rate_limit(1000)  # waits are too short here to see the end of a window of the storm
            later = await asyncio.gather(
                *(hub.repositories.get("acme", "app") for _ in range(50)), return_exceptions=True
            )
            tally.escaped += [f"after the storm: {error!r}" for error in later if isinstance(error, BaseException)]
    return tally


async def _work(hub: DockerHub, tally: Tally, calls: int, chance: random.Random) -> None:
    for _ in range(calls):
        patience = chance.uniform(0, 0.3) if chance.random() < 0.3 else None
        tally.calls += 1
        try:
            async with asyncio.timeout(patience):
                await hub.repositories.get("acme", "app")
        except TimeoutError as error:
            tally.outcomes[type(error).__name__ if isinstance(error, DockerHubError) else "cancelled"] += 1
        except DockerHubError as error:
            tally.outcomes[type(error).__name__] += 1
        except Exception as error:  # noqa: BLE001 - the very thing that is looked for
            tally.escaped.append(repr(error))
        else:
            tally.outcomes["ok"] += 1
