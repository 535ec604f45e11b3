"""Compares a server with the document by its public read operations."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from aiodockerhub_generated.catalog import OperationEntry, load
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Security
from attrs import frozen

from aiodockerhub.auth.credentials import Anonymous
from aiodockerhub.errors import (
    ArgumentError,
    AuthenticationError,
    DecodeError,
    NotFoundError,
    RateLimitError,
    ServerError,
    StatusError,
    TransportError,
)
from aiodockerhub.helpers.clock import Clock, SystemClock
from aiodockerhub.responses.error_bodies import BLOCKED

if TYPE_CHECKING:
    from aiodockerhub.client import DockerHub

APPLICATION = "aiodockerhub-check"
IMAGE = "library/nginx:latest"
_PUBLIC = frozenset({Security.OPTIONAL_BEARER, Security.NONE})
_COMPARED = frozenset({"json", "exists"})
_DIFFERENT, _UNAVAILABLE = 1, 5


@frozen
class CheckResult:
    """The result of a check: operations read, drift, failures.

    Attributes:
        read: Ids of the operations whose responses were compared.
        absent: Ids of undocumented operations that returned 404 for this image, which does not count as a difference.
        failures: Operations that did not respond as documented, each with the error in one line.
        unavailable: Operations that could not be compared because the server, its rate limit or the network failed,
            each with the error in one line; they do not count as differences.
        overlay: The drift as an OpenAPI Overlay; empty if there is none.
        differences: Number of schema mismatches.
    """

    read: tuple[str, ...]
    absent: tuple[str, ...]
    failures: tuple[str, ...]
    overlay: str
    differences: int = 0
    unavailable: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether Docker Hub differs from the document."""
        return bool(self.failures or self.overlay or not (self.read or self.unavailable))

    def __str__(self) -> str:
        lines = [f"# {len(self.read)} operations compared: {', '.join(self.read)}"]
        lines += [f"# not there: {', '.join(self.absent)}"] * bool(self.absent)
        lines += [f"# {failure}" for failure in self.failures]
        lines += [f"# not compared: {reason}" for reason in self.unavailable]
        return "\n".join(lines) + "\n" + self.overlay


async def check(
    base_url: str | None = None, *, image: str = IMAGE, interval: float = 1.0, clock: Clock | None = None
) -> CheckResult:
    """Call every public read operation once, without credentials.

    Args:
        base_url: Base URL of the API; by default `DOCKERHUB_URL`, else Docker Hub.
        image: Public image to read, as `namespace/repository:tag`.
        interval: Seconds between two requests.
        clock: Clock for the intervals; real time by default.

    Returns:
        Operations, failures and differences.

    Raises:
        TransportError: The server cannot be reached.

    """
    from aiodockerhub.client import DockerHub

    values = known_values(image)
    async with DockerHub(Anonymous(), base_url=base_url, application=APPLICATION, clock=clock) as hub:
        return await tour(hub, readable(values, public=True), values, interval=interval, clock=clock)


async def tour(
    hub: "DockerHub",
    entries: Iterable[OperationEntry],
    values: Mapping[str, str],
    *,
    interval: float = 0.0,
    clock: Clock | None = None,
) -> CheckResult:
    """Call operations once each, and compare the responses.

    Args:
        hub: The client.
        entries: The operations.
        values: Values of their arguments by name.
        interval: Seconds between two requests.
        clock: What to wait by; real time by default.

    Returns:
        The differences. After a rate limit that outlasts the client's patience no further operation is called.

    Raises:
        TransportError: The server cannot be reached at the first operation.
    """
    clock = SystemClock() if clock is None else clock
    read: list[str] = []
    absent: list[str] = []
    failures: list[str] = []
    unavailable: list[str] = []
    for index, entry in enumerate(entries):
        if index and interval:
            await clock.sleep(interval)
        try:
            await _read(hub, entry, values)
        except NotFoundError as error:
            if entry["undocumented"]:
                absent.append(entry["id"])
            else:
                failures.append(f"{entry['id']}: {error}")
        except (AuthenticationError, StatusError, DecodeError, TransportError, LookupError) as error:
            if isinstance(error, TransportError) and not index:
                raise
            (unavailable if _is_unavailable(error) else failures).append(f"{entry['id']}: {error}")
            if isinstance(error, RateLimitError):
                break
        else:
            read.append(entry["id"])
    overlay = hub.drift.report() if len(hub.drift) else ""
    return CheckResult(tuple(read), tuple(absent), tuple(failures), overlay, len(hub.drift), tuple(unavailable))


async def run(
    base_url: str | None = None,
    *,
    image: str = IMAGE,
    interval: float = 1.0,
    clock: Clock | None = None,
    write: Callable[[str], object],
) -> int:
    """Check a server, and write the differences.

    Args:
        base_url: As for `check`.
        image: As for `check`.
        interval: As for `check`.
        clock: As for `check`.
        write: Called with the text: comments, and the differences as overlay actions.

    Returns:
        Exit code: 0 if the server matches the document, 1 if not; 5 if nothing differs, but not all could be compared
        as the server cannot be reached, fails or limits the rate.
    """
    try:
        result = await check(base_url, image=image, interval=interval, clock=clock)
    except TransportError as error:
        write(f"# not compared: {error}\n")
        return _UNAVAILABLE
    write(str(result))
    if result.differs:
        return _DIFFERENT
    return _UNAVAILABLE if result.unavailable else 0


def readable(values: Mapping[str, str], *, public: bool, scim: bool = False) -> Iterator[OperationEntry]:
    """List the operations of a tour.

    Args:
        values: Values of arguments by their names.
        public: Whether to leave out those that need credentials.
        scim: Whether there is a token for SCIM.

    Yields:
        Read operations whose required arguments are all in `known`.
    """
    for resource in load().values():
        for entry in resource["operations"].values():
            needed = {argument["name"] for argument in entry["arguments"] if argument["required"]}
            security = OPERATIONS[entry["id"]].security
            allowed = security in _PUBLIC if public else scim or security is not Security.SCIM_BEARER
            if entry["effect"] == "reads" and entry["response"] in _COMPARED and needed <= values.keys() and allowed:
                yield entry


def known_values(image: str, organization: str | None = None) -> dict[str, str]:
    """Derive values of arguments from an image.

    Args:
        image: Public image, as `namespace/repository:tag`.
        organization: Name of an organization; by default the namespace of the image.

    Returns:
        Values by the names of arguments.

    Raises:
        ArgumentError: `image` has another form.
    """
    path, _, tag = image.partition(":")
    namespace, slash, repository = path.partition("/")
    if not (namespace and slash and repository):
        raise ArgumentError(f"image: expected namespace/repository:tag, such as {IMAGE}; got {image!r}")
    of_image = {"namespace": namespace, "repository": repository, "tag": tag or "latest", "query": repository}
    return of_image | {"org_name": organization or namespace, "username": namespace}


def _is_unavailable(error: Exception) -> bool:
    """Tell whether an error says nothing about the document."""
    if isinstance(error, StatusError) and error.message.startswith(BLOCKED):
        return True
    return isinstance(error, TransportError | RateLimitError | ServerError)


async def _read(hub: "DockerHub", entry: OperationEntry, available: Mapping[str, str]) -> None:
    arguments = {
        argument["name"]: available[argument["name"]] for argument in entry["arguments"] if argument["required"]
    }
    result = await getattr(getattr(hub, entry["resource"]), entry["method_name"])(**arguments)
    if entry["response"] == "exists" and result is not True:
        raise LookupError("404 where the image is known to be")
