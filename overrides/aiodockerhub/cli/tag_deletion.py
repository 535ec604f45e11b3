"""Deletes stale tags, and checks each tag immediately before its deletion."""

from collections.abc import AsyncGenerator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from aiodockerhub.cli.call_progress import CallProgress
from aiodockerhub.cli.failures import ExitCode, exit_code, report
from aiodockerhub.cli.stale_tags import StaleLimit, last_use

if TYPE_CHECKING:
    from aiodockerhub.client import DockerHub
    from aiodockerhub.errors import DockerHubError
    from aiodockerhub.http.events import RequestEvent
    from aiodockerhub.http.hooks import Hooks

_MAX_CONCURRENT_DELETIONS = 4


class _KeptError(Exception):
    """Ends the deletion of a tag that is no longer stale."""


class TagDeletion:
    """Deletes tags, at most four at the same time.

    The rate limit may delay a deletion by minutes, in which a push or a pull can make a stale tag a tag in use. So each
    tag is requested immediately before its deletion is sent, and again before a retry of the deletion. A tag is deleted
    only if it is still stale.

    If the deletion of a tag fails, the other tags are still deleted, unless the error means that they would also fail.

    Args:
        hub: Client that sends the calls.
        parts: Namespace and name of the repository.
        rows: Rows of the tags to delete, by the name of the tag. `run` updates `action` and `last_use` in the row of
            each tag that it tries.
        limit: Limit that decides whether a tag is stale.
        hooks: Hooks of the client; `None`, the default, if it has none.

    Attributes:
        rows: The argument `rows`.
        code: Exit code of the command, from the last failure; `ExitCode.SUCCESS` if nothing failed.
    """

    def __init__(
        self,
        hub: "DockerHub",
        parts: tuple[str, str],
        rows: dict[str, dict[str, Any]],
        limit: StaleLimit,
        hooks: "Hooks | None" = None,
    ) -> None:
        self.rows: dict[str, dict[str, Any]] = rows
        self.code: ExitCode = ExitCode.SUCCESS
        self._hub, self._parts, self._limit, self._hooks = hub, parts, limit, hooks or {}
        self._names_left = iter(rows)
        self._reported = set[type[Exception]]()

    async def run(self) -> AsyncGenerator[dict[str, Any], None]:
        """Delete the tags, and yield the row of each tag that was tried.

        The `action` of the row says what became of the tag. A `DockerHubError` is not raised: it is reported on stderr
        and sets `code`. After an error that holds for all tags, no further deletion begins; those under way end, and
        their rows are yielded.
        """
        import asyncio

        from aiodockerhub.helpers.tasks import end_tasks, start_task

        running = {start_task(self._delete(name)) for name in islice(self._names_left, _MAX_CONCURRENT_DELETIONS)}
        try:
            while running:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    running |= {start_task(self._delete(name)) for name in islice(self._names_left, 1)}
                    yield task.result()
        finally:
            await end_tasks(running)

    async def _delete(self, name: str) -> dict[str, Any]:
        """Delete a tag if it is still stale, and return its row; see `run`."""
        import asyncio

        from aiodockerhub import errors
        from aiodockerhub.http.hooks import call_hook, combine_hooks

        row, progress, is_tried = self.rows[name], CallProgress("repositories.delete_tag"), False

        async def check(event: "RequestEvent") -> None:  # before each attempt, because a retry may come after a minute
            nonlocal is_tried
            is_tried = False
            await self._check_still_stale(name)
            await call_hook("on_request", self._hooks.get("on_request"), event)
            is_tried = True

        hooks = combine_hooks(self._hooks, progress.hooks())
        hooks["on_request"] = check
        hooks.pop("on_response", None)  # the client has it already
        hub = self._hub.with_options(**hooks)
        try:
            await hub.repositories.delete_tag(*self._parts, name)
        except _KeptError:
            pass
        except asyncio.CancelledError:
            if progress.may_be_done:
                row["action"] = "perhaps deleted"
            raise
        except errors.NotFoundError:
            row["action"] = "no longer existed"
        except errors.DockerHubError as error:
            row["action"] = "perhaps deleted" if is_tried and _may_have_acted(error) else "failed"
            # Exit code 2 would say that nothing was sent.
            self.code = ExitCode.FAILED if exit_code(error) is ExitCode.USAGE else exit_code(error)
            if type(error) not in self._reported:  # one report for each kind of error
                self._reported.add(type(error))
                report(error, verbose=False)
            if _holds_for_all(error):
                self._names_left = iter(())
        else:
            row["action"] = "deleted"
        return row

    async def _check_still_stale(self, name: str) -> None:
        """Request a tag, and note in its row if it must not be deleted.

        Raises:
            _KeptError: The tag is no longer stale.
            NotFoundError: The tag does not exist any more.
            DockerHubError: The call failed.
        """
        row = self.rows[name]
        row["action"] = "not tried"
        tag = await self._hub.repositories.get_tag(*self._parts, name)
        moment = last_use(tag, self._limit.by)
        row["last_use"] = time_text(moment)
        if not self._limit.is_passed(moment):
            row["action"] = "last use unknown" if moment is None else "used meanwhile"
            raise _KeptError


def time_text(moment: datetime | None) -> str | None:
    """Write a time for a row, in the format of RFC 3339 with `Z` for UTC.

    Args:
        moment: Time; for `None`, a time that is not known, the result is `None`.
    """
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def _may_have_acted(error: "DockerHubError") -> bool:
    """Return whether Docker Hub may have deleted the tag despite an error."""
    from aiodockerhub import errors

    return isinstance(error, errors.ServerError) or (
        isinstance(error, errors.TransportError | errors.DecodeError) and error.sent
    )


def _holds_for_all(error: "DockerHubError") -> bool:
    """Return whether an error means that the other tags would also fail.

    Status 403 concerns the whole repository, unless the message says that the tag is immutable.
    """
    from aiodockerhub import errors

    if isinstance(error, errors.ForbiddenError):
        return "immutable" not in error.message.lower()
    return isinstance(error, errors.AuthenticationError | errors.UnauthorizedError | errors.RateLimitError)
