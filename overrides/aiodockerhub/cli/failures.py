"""Errors of a command: the line on stderr, advice, and the exit code."""

import enum
import errno
import logging
import os
import re
import socket
from collections.abc import Iterable, Sequence

import click

from aiodockerhub.cli.command_names import in_commands
from aiodockerhub.cli.parameters import ARGUMENT_PREFIX
from aiodockerhub.helpers.text import one_line, shown

_MAX_LINE_LENGTH = 1000
_REPOSITORY = f"{ARGUMENT_PREFIX}repository"
_TWO_FACTOR_ADVICE = (
    "`aiodockerhub login --token-store FOLDER` asks for the code; commands with that folder then need none for some "
    "minutes."
)
_ERRNO = re.compile(r"\[Errno (-?\d+)\] (Connect call failed \([^()]*\)|.*? \(while [^()]*(?:\([^()]*\)[^()]*)*\)|)")
_ADVICE_BY_ERRNO = {
    errno.ECONNREFUSED: "Nothing listens there: check --base-url and DOCKERHUB_URL, and the proxy if there is one.",
    errno.EADDRINUSE: "Another program has that port: choose one with --port.",
    errno.EBADF: "If stdout is closed (`>&-`), write to a file or to /dev/null instead.",
    errno.ENOSPC: "Free some space, or write to another disk.",
}
"""Advice on errors of the operating system, by number."""
_UNKNOWN_HOST_ADVICE = "No host of this name is known: check --base-url and DOCKERHUB_URL, and the network."
_OPTION_NAMES = {"cursor": "resume", "max_retries": "retries"}
"""Options of commands that have another name than the argument of the client, by the name of this argument."""


class ExitCode(enum.IntEnum):
    """The exit codes of the command line.

    `USAGE` is for a wrong command line or argument, and `FAILED` for an error that no other code describes.
    """

    SUCCESS = 0
    FAILED = 1
    USAGE = 2
    REFUSED = 3
    """There are no credentials, Docker Hub refuses them, or they lack a permission."""
    NOT_FOUND = 4
    RATE_LIMITED = 5
    NOT_COMPARED = 5
    """`aiodockerhub check` could not compare some operations, for example because of the rate limit."""
    INTERRUPTED = 130


class WarningNotes(logging.Handler):
    """Writes the warnings of the client, such as of its store, to stderr.

    Schema mismatches have a logger of their own, and are not written.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record as one line, unless it is of another logger."""
        if record.name == "aiodockerhub":
            click.echo(f"note: {_as_line(record.getMessage())}", err=True)


def exit_code(error: BaseException) -> ExitCode:
    """Return the exit code for an error.

    Args:
        error: Error that ended the command.
    """
    from aiodockerhub import errors

    match error:
        case errors.NotFoundError():
            return ExitCode.NOT_FOUND
        case errors.RateLimitError():
            return ExitCode.RATE_LIMITED
        case errors.AuthenticationError() | errors.UnauthorizedError() | errors.ForbiddenError():
            return ExitCode.REFUSED
        case errors.ArgumentError():
            return ExitCode.USAGE
        case _:
            return ExitCode.FAILED


def first_cause(error: Exception) -> Exception:
    """Return the first error of an exception group.

    Args:
        error: Error, or group of errors of several tasks.

    Returns:
        The first error that is itself no group; `error` if it is no group.
    """
    causes: Sequence[Exception] = getattr(error, "exceptions", ())
    return first_cause(causes[0]) if causes else error


def is_expected(error: BaseException) -> bool:
    """Return whether an error has a cause outside of this package.

    These are the errors of the client, of the operating system, and of imports. `report` calls any other error a defect
    of the command.

    Args:
        error: Error that ended the command.
    """
    from aiodockerhub.errors import DockerHubError

    return isinstance(error, DockerHubError | OSError | ImportError)  # ImportError: a SOCKS proxy needs socksio


def report(error: BaseException, *, verbose: bool) -> None:
    """Write an error to stderr: one line, then its notes and advice on it.

    Args:
        error: Error that ended the command.
        verbose: Whether to show also the body of an unsuccessful response.
    """
    from aiodockerhub.cli.verbose import show_body
    from aiodockerhub.errors import StatusError, TwoFactorRequiredError
    from aiodockerhub.pagination.resume_note import without_resume_note

    if is_expected(error):
        click.echo(f"error: {_as_line(str(error))}", err=True)
    else:
        click.echo(f"error: {type(error).__name__}: {shown(str(error), _MAX_LINE_LENGTH)}", err=True)
        click.echo("  note: this is a defect of the command; --verbose shows where it is", err=True)
    for note in without_resume_note(error):  # a command that can be resumed adds its own note
        click.echo(f"  note: {_as_line(note)}", err=True)
    hint = _TWO_FACTOR_ADVICE if isinstance(error, TwoFactorRequiredError) else _advice_on_os_error(error)
    if hint is not None:
        click.echo(f"  note: {hint}", err=True)
    if verbose and isinstance(error, StatusError):
        show_body(error)


def name_parameter(error: Exception, parameters: Iterable[click.Parameter]) -> None:
    """Replace the name of an argument in a message by the parameter for it.

    For example, `namespace: expected a name` becomes `NAMESPACE: expected a name` if the parameter is positional, and
    `page_size must be an integer` becomes `--page-size must be an integer` if it is an option. Only a name at the
    beginning of the message is replaced. The message does not change if the command has no parameter for the argument.

    Args:
        error: Error that ends a command. Of a group of errors, the first error is changed.
        parameters: Parameters of the command.
    """
    from aiodockerhub.errors import ArgumentError

    cause = first_cause(error)
    if not isinstance(cause, ArgumentError):
        return
    argument = cause.argument.partition("[")[0].partition(".")[0]  # `scopes` of `scopes[0]`
    rest = str(cause).removeprefix(argument)
    names = {ARGUMENT_PREFIX + argument, _OPTION_NAMES.get(argument, argument)}
    parameter = next((parameter for parameter in parameters if parameter.name in names), None)
    if parameter is not None and re.match(r"\W", rest):
        parameter_name = argument.upper() if isinstance(parameter, click.Argument) else parameter.opts[0]
        cause.args = (parameter_name + rest,)


def _as_line(text: str) -> str:
    """Write a message of the client as a line about commands.

    Methods such as `repositories.get` become commands. Numbers of errors of the operating system become words, or are
    left out if words follow them.

    Args:
        text: Message or note of an error of the client.

    Returns:
        One line of at most 1,000 characters; a longer message is cut.
    """
    return one_line(in_commands(_ERRNO.sub(_describe_errno, text)), _MAX_LINE_LENGTH)


def _describe_errno(match: re.Match[str]) -> str:
    """Describe an error of the operating system without its number.

    For example, `[Errno 111] Connect call failed (...)` becomes `Connection refused`. Any other text after the number
    does not change, except that ` (while ...)` at its end is removed.
    """
    number, words = int(match[1]), match[2].partition(" (while ")[0]
    return os.strerror(number) if words.startswith("Connect call failed") else words


def _advice_on_os_error(error: BaseException) -> str | None:
    """Return advice if an error of the operating system caused this error.

    Returns:
        The advice; `None` if no such error is among the causes, or if there is no advice on it.
    """
    cause: BaseException | None = error
    while cause is not None and not (isinstance(cause, OSError) and cause.errno):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, socket.gaierror):
        return _UNKNOWN_HOST_ADVICE
    return _ADVICE_BY_ERRNO.get(cause.errno) if isinstance(cause, OSError) and cause.errno else None


def report_usage(error: click.ClickException) -> None:
    """Write a usage error to stderr, and the command whose help explains more.

    Secrets are masked, because an argument in the wrong position may be a token. An error without a context names no
    command.

    Args:
        error: Error of click or of a command.
    """
    names_option = isinstance(error, click.BadParameter) and error.param is None
    message = error.message if names_option else error.format_message()
    click.echo(f"error: {shown(message, _MAX_LINE_LENGTH)}", err=True)
    context: click.Context | None = getattr(error, "ctx", None)
    if isinstance(error, click.NoSuchOption) and context is not None and isinstance(context.command, click.Group):
        click.echo("  note: options stand after the command, as in aiodockerhub whoami --profile work", err=True)
    if context is not None:
        words = [
            parameter.make_metavar(context) for parameter in context.command.params if "/" in str(parameter.metavar)
        ]
        if isinstance(error, click.MissingParameter) and error.param is not None and error.param.name == _REPOSITORY:
            click.echo("  note: write both, as acme app or acme/app; Docker's own are library nginx", err=True)
        if "unexpected extra argument" in error.format_message() and words:
            click.echo(f"  note: {words[0]} is one word, such as acme/app", err=True)
        click.echo(f"  note: see {context.command_path} --help", err=True)
