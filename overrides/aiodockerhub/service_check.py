"""Calls operations of a server, and compares responses with the document.

The check calls the read operations that need no credentials, and compares their responses with the document.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from aiodockerhub_generated.arguments import shortened
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
from aiodockerhub.helpers.arguments import check_instance, check_number
from aiodockerhub.helpers.clock import Clock, SystemClock
from aiodockerhub.responses.error_bodies import BLOCKED_MESSAGE

if TYPE_CHECKING:
    from aiodockerhub.client import DockerHub

APPLICATION = "aiodockerhub-check"
IMAGE = "library/nginx:latest"
_PUBLIC = frozenset({Security.OPTIONAL_BEARER, Security.NONE})
_COMPARED_RESPONSES = frozenset({"json", "exists"})


@frozen
class CheckResult:
    """The result of a check: the operations compared, the drift, the failures.

    Attributes:
        read: Ids of the operations whose responses were compared.
        absent: Ids of undocumented operations whose response had status 404; these are not differences.
        failures: Operations that did not respond as documented, each with the error in one line.
        unavailable: Operations that could not be compared because the server, its rate limit or the network failed,
            each with the error in one line; these are not differences.
        overlay: Overlay actions for the drift, as YAML text of an OpenAPI Overlay; empty if there is no drift.
        differences: Number of schema mismatches, at most 1,000.
    """

    read: tuple[str, ...]
    absent: tuple[str, ...]
    failures: tuple[str, ...]
    overlay: str
    differences: int = 0
    unavailable: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the server differs from Docker's OpenAPI document.

        The server differs if an operation did not respond as documented, or if there is drift. It also differs if
        both `read` and `unavailable` are empty.
        """
        return bool(self.failures or self.overlay or not (self.read or self.unavailable))

    def __str__(self) -> str:
        lines = [f"# {len(self.read)} operations compared: {', '.join(self.read)}"]
        lines += [f"# absent, with status 404: {', '.join(self.absent)}"] * bool(self.absent)
        lines += [f"# {failure}" for failure in self.failures]
        lines += [f"# not compared: {reason}" for reason in self.unavailable]
        return "\n".join(lines) + "\n" + self.overlay


async def check(
    base_url: str | None = None, *, image: str = IMAGE, interval: float = 1.0, clock: Clock | None = None
) -> CheckResult:
    """Call the public read operations once each, without credentials.

    An operation is left out if it requires an argument that `argument_values` does not derive from `image`, or if it
    returns neither JSON nor whether an object exists.

    Args:
        base_url: URL of the API; by default the environment variable `DOCKERHUB_URL`, else Docker Hub.
        image: Public image to read, as `namespace/repository:tag`; by default `library/nginx:latest`.
        interval: Seconds to wait between two operations, by default 1.
        clock: Clock for the waits; `None`, the default, for real time.

    Returns:
        The operations compared, the failures and the differences.

    Raises:
        ArgumentError: `image` does not have this form, or `base_url` is invalid.
        TransportError: The server cannot be reached at the first operation; later such errors are in `unavailable`.
    """
    from aiodockerhub.client import DockerHub

    values = argument_values(image)
    check_number("interval", interval)
    async with DockerHub(Anonymous(), base_url=base_url, application=APPLICATION, clock=clock) as hub:
        return await tour(hub, callable_operations(values, public=True), values, interval=interval, clock=clock)


async def tour(
    hub: "DockerHub",
    entries: Iterable[OperationEntry],
    values: Mapping[str, object],
    *,
    interval: float = 0.0,
    clock: Clock | None = None,
) -> CheckResult:
    """Call operations once each, and compare the responses with their schemas.

    The function returns early if the client raises `RateLimitError`.

    Args:
        hub: Client that sends the calls, and whose `drift` is reported.
        entries: Operations to call.
        values: Values of the arguments by name.
        interval: Seconds to wait between two operations; 0, the default, for no wait.
        clock: Clock for the waits; `None`, the default, for real time.

    Returns:
        The operations compared, the failures and the differences.

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
            await _call_operation(hub, entry, values)
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


def callable_operations(values: Mapping[str, object], *, public: bool, scim: bool = False) -> Iterator[OperationEntry]:
    """List the operations that `tour` can call.

    Args:
        values: Values of arguments by name.
        public: Whether to leave out operations that require credentials.
        scim: Whether the client has a bearer token for SCIM; `False`, the default, leaves out the operations of SCIM.

    Yields:
        The operations that only read, that require only arguments in `values`, and that return JSON or whether an
        object exists.
    """
    for resource in load().values():
        for entry in resource["operations"].values():
            required = {argument["name"] for argument in entry["arguments"] if argument["required"]}
            security = OPERATIONS[entry["id"]].security
            allowed = security in _PUBLIC if public else scim or security is not Security.SCIM_BEARER
            compared = entry["effect"] == "reads" and entry["response"] in _COMPARED_RESPONSES
            if compared and required <= values.keys() and allowed:
                yield entry


def argument_values(image: str, organization: str | None = None) -> dict[str, object]:
    """Derive values of arguments from the name of an image.

    Args:
        image: Public image, as `namespace/repository:tag`. A missing tag means `latest`.
        organization: Name of an organization; `None`, the default, for the namespace of the image.

    Returns:
        The values by the names of the arguments.

    Raises:
        ArgumentError: `image` does not have this form.
    """
    check_instance("image", image, str, f"text such as '{IMAGE}'")
    path, _, tag = image.partition(":")
    namespace, slash, repository = path.partition("/")
    if not (namespace and slash and repository):
        raise ArgumentError(
            f"image: expected namespace/repository:tag, such as {IMAGE}; got {shortened(image)}", argument="image"
        )
    of_image: dict[str, object] = {
        "namespace": namespace,
        "repository": repository,
        "tag": tag or "latest",
        "query": repository,
    }
    return of_image | {"org_name": organization or namespace, "username": namespace}


def _is_unavailable(error: Exception) -> bool:
    """Return whether an error prevented the comparison.

    The server or the network failed, the rate limit was reached, or Cloudflare blocked the request.
    """
    if isinstance(error, StatusError) and error.message.startswith(BLOCKED_MESSAGE):
        return True
    return isinstance(error, TransportError | RateLimitError | ServerError)


async def _call_operation(hub: "DockerHub", entry: OperationEntry, available: Mapping[str, object]) -> None:
    arguments = {
        argument["name"]: available[argument["name"]] for argument in entry["arguments"] if argument["required"]
    }
    result = await getattr(getattr(hub, entry["resource"]), entry["method_name"])(**arguments)
    if entry["response"] == "exists" and result is not True:
        raise LookupError("status 404, although the image is known to exist")
