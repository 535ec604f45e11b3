"""The budgets of the benchmarks: the limit of a figure, and the reason.

A ratio compares two figures of the same run, mostly of this client and another library, so that its budget applies to
any machine. A budget in seconds or milliseconds applies to a machine that imports httpx in 50 ms.
"""

from typing import Final

from attrs import frozen


@frozen
class Budget:
    """The limit of a figure.

    Attributes:
        limit: Maximum of the figure, or its minimum if a higher figure is better (`Result.better`). The limit is a
            ratio, or has the unit of the figure (`Result.unit`).
        why: Reason for the limit: what users get as long as the figure keeps it.
    """

    limit: float
    why: str


_CALL = "a call costs about what the HTTP library costs, though it adds token, retries and decoding"
_MANY = "many tasks at a time get slower no faster than with the HTTP library alone"
_RATE = "waiting for many responses at a time is the reason to be asynchronous"
_STORM = "cancelled calls leave no connection or place behind"
_JSON = "models come no later than the dictionaries that a script would take"
_STOCK = "openapi-python-client is what one would generate a client with otherwise"
_PYDANTIC = "pydantic is what one would write models with otherwise"
_UNKNOWN = "keys that Docker adds without notice do not slow a client down much"
_WRITES = "the head and the body of a request do not wait for each other"

BUDGETS: Final[dict[str, Budget]] = {
    "the build": Budget(3, "a change of the overlay is tried many times an hour"),
    "... of 8 times the operations, time per operation to that of one": Budget(1.2, "the build is linear"),
    "... its memory": Budget(200, "the build fits into a small machine of CI"),
    "CPU of a call, one by one: ours, httpx to bare httpx": Budget(1.0, _CALL),
    "CPU of a call, one by one: ours, httpx2 to bare httpx2": Budget(1.0, _CALL),
    "CPU of a call, one by one: ours, aiohttp to bare aiohttp + msgspec": Budget(1.5, _CALL),
    "CPU of a call, 100 tasks: ours, httpx to bare httpx": Budget(0.35, _MANY),
    "CPU of a call, 100 tasks: ours, httpx2 to bare httpx2": Budget(0.9, _MANY),
    "CPU of a call, 100 tasks: ours, aiohttp to bare aiohttp + msgspec": Budget(1.5, _MANY),
    "calls a second, 400 tasks, 20 ms server: ours, httpx to bare httpx": Budget(5.0, _RATE),
    "calls a second, 400 tasks, 20 ms server: ours, aiohttp to httpx over httpx-aiohttp": Budget(1.5, _RATE),
    "calls that succeed after a storm of cancelled ones: ours, httpx": Budget(100, _STORM),
    "calls that succeed after a storm of cancelled ones: ours, httpx2": Budget(100, _STORM),
    "calls that succeed after a storm of cancelled ones: ours, aiohttp": Budget(100, _STORM),
    "100 repositories, to json.loads": Budget(0.9, _JSON),
    "100 repositories, to stock openapi-python-client": Budget(0.25, _STOCK),
    "100 repositories, to pydantic v2": Budget(0.5, _PYDANTIC),
    "100 repositories, two unknown keys each, to json.loads": Budget(1.1, _UNKNOWN),
    "100 tags of 10 images, to json.loads": Budget(0.75, _JSON),
    "100 tags of 10 images, to stock openapi-python-client": Budget(0.25, _STOCK),
    "100 tags of 10 images, to pydantic v2": Budget(0.5, _PYDANTIC),
    "100 tags of 10 images, two unknown keys each, to json.loads": Budget(1.0, _UNKNOWN),
    "importing DockerHub, beyond importing httpx": Budget(20, "a command of the command line starts at once"),
    "first operation": Budget(10, "models are imported late, and few for one operation"),
    "50 pages at 50 ms, prefetch 8, times faster": Budget(6.5, "pages fetched ahead are worth the memory"),
    "100,000 items, peak memory to that of a fifth of them": Budget(1.2, "a walk holds pages, not the list"),
    "writes a second, one by one: ours, httpx to bare httpx": Budget(0.9, _WRITES),
    "writes a second, one by one: ours, httpx2 to bare httpx2": Budget(0.9, _WRITES),
    "writes a second, one by one: ours, aiohttp to bare aiohttp + msgspec": Budget(0.6, _WRITES),
}
"""The budgets by the name of the figure, as in docs/benchmarks.md. Figures without a budget are for comparison only."""
