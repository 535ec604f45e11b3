"""Reports the start and the end of a call to hooks and to the log."""

from types import TracebackType
from typing import Self

from aiodockerhub.errors import DockerHubError
from aiodockerhub.helpers.log_records import call_observer
from aiodockerhub.http import error_attributes, log
from aiodockerhub.http.call_context import CallContext


class Observation:
    """A context manager that reports the start and the end of a call.

    Entering the context calls the hook `on_call_start`. Leaving it logs the call and calls the hook `on_call_end`;
    before that, a `DockerHubError` gets the attributes that `error_attributes.add_request` lists.

    Args:
        context: Context of the call.
    """

    __slots__ = ("_context",)

    def __init__(self, context: CallContext) -> None:
        self._context = context

    def __enter__(self) -> Self:
        hook = self._context.settings.on_call_start
        if hook is not None:
            try:
                call_observer("on_call_start", hook, self._context.start_event())
            except BaseException as error:  # otherwise hooks that were called, such as a tracer's, see no end
                self.__exit__(type(error), error, error.__traceback__)
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        context = self._context
        if error is not None and not isinstance(error, Exception):
            context.outcome = "cancelled"
        elif isinstance(error, DockerHubError):
            error_attributes.add_request(context, error)
        log.call(context)
        hook = context.settings.on_call_end
        if hook is not None:
            call_observer("on_call_end", hook, context.end_event(error))
