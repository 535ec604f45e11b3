"""Types of parameters: times, numbers, texts, bytes, secrets."""

import errno
import os
import re
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import IO, Any, AnyStr

import click
from aiodockerhub_generated._masking import SecretText, hidden
from aiodockerhub_generated.arguments import shortened

from aiodockerhub.auth.credential_arguments import is_blank
from aiodockerhub.helpers.text import shown

_AGE = re.compile(r"([+-]?)(\d+)([smhdw])")
_FORMS = (
    "a time such as 2026-01-31T12:00:00Z, 2026-01-31 or 90d (seconds, minutes, hours, days or weeks: 30s, 15m, 12h, "
    "90d, 12w)"
)
_STDIN = "aiodockerhub.stdin"
_RELATIVE_TIMES = "aiodockerhub.relative_times"
_BYTE_ORDER_MARK = "\ufeff"
_MAX_LENGTH = 1 << 24  # characters or bytes of a file or of stdin, which may have no end, such as /dev/zero
_MAX_SECRET_LENGTH = 1 << 16
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def read_source(value: str, *, is_secret: bool = False) -> str:
    """Read the text of a value, which may be on stdin or in a file.

    Args:
        value: Value on the command line: `-` for stdin, `@FILE` for a file in UTF-8; a byte order mark, which editors
            on Windows write, is dropped. Any other value is the text itself, in which `@@` at the beginning stands for
            `@`.
        is_secret: Whether the text is a secret; `False` by default. Secrets are not allowed on the command line, so an
            error then does not say how to write a text that begins with `@`.

    Returns:
        The text.

    Raises:
        click.BadParameter: The source cannot be read, or has more than 16,777,216 characters (65,536 of a secret), or
            stdin has been read for another option.
    """
    if value.startswith("@@"):
        return value[1:]
    if value != "-" and not value.startswith("@"):
        return value
    limit = _MAX_SECRET_LENGTH if is_secret else _MAX_LENGTH
    try:
        if value == "-":
            _take_stdin()
            text: str = _read_all(sys.stdin, limit)
            return text.removeprefix(_BYTE_ORDER_MARK)
        with Path(value[1:]).open(encoding="utf-8-sig") as file:
            return _read_all(file, limit)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else f"it is not {error.encoding.upper()}"
        source = "stdin" if value == "-" else value[1:]
        hint = "" if is_secret or value == "-" else f"; a text that begins with @ is written @{shown(value)}"
        failure = click.BadParameter(f"{source} cannot be read: {reason}{hint}")
    raise failure  # after the handler (CONTRIBUTING, Style)


def _read_all(stream: IO[AnyStr], limit: int, unit: str = "characters") -> AnyStr:
    """Read a file to its end; it may be a pipe, as of `@<(command)`.

    Args:
        stream: File that is open for reading.
        limit: Maximum number of characters or bytes.
        unit: What is counted: `characters`, the default, or `bytes`.

    Raises:
        OSError: The file is longer, or cannot be read.
    """
    data = stream.read(limit + 1)
    if len(data) <= limit:
        return data
    data = hidden(data)  # may be a secret: otherwise the frame of the error would show it
    raise OSError(errno.EFBIG, f"it has more than {limit:,} {unit}")


def _take_stdin() -> None:
    """Refuse to read stdin for a second option, for which it would be empty.

    Raises:
        click.BadParameter: This function was called before for the same command.
    """
    context = click.get_current_context(silent=True)
    if context is None:
        return
    if context.meta.get(_STDIN):
        raise click.BadParameter("stdin is read for another option already: take @FILE for one of them")
    context.meta[_STDIN] = True


class Text(click.ParamType[str]):
    """The type of texts: on the command line, or in a file or on stdin.

    Limits and pattern apply to the text itself, not to the name of its file.

    Args:
        shortest: Minimum number of characters; `None` for no limit.
        longest: Maximum number of characters; `None` for no limit.
        pattern: Regular expression that Docker's OpenAPI document states for the text; `None` if it states none. A text
            that does not match is accepted, with a note on stderr. If Python cannot compile the expression, it is
            ignored.
        has_sources: Whether `@FILE` and `-` mean a file and stdin, and `@@` at the beginning means `@`, as for
            `read_source`; if not, they are ordinary text.
    """

    name = "text"

    def __init__(
        self,
        shortest: int | None = None,
        longest: int | None = None,
        pattern: str | None = None,
        *,
        has_sources: bool = True,
    ) -> None:
        self.shortest: int | None = shortest
        self.longest: int | None = longest
        self.pattern: str | None = pattern
        self.has_sources: bool = has_sources

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the text, check its length, and note a mismatch of the pattern."""
        text: str = read_source(value) if self.has_sources else value
        try:
            check_length(text, self.shortest, self.longest)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        note_pattern(param.opts[0] if param is not None else "text", text, self.pattern)
        return text


def check_length(text: str, shortest: int | None, longest: int | None) -> None:
    """Check the length of a text.

    Args:
        text: Text to check.
        shortest: Minimum number of characters; `None` for no limit.
        longest: Maximum number of characters; `None` for no limit.

    Raises:
        ValueError: The text is too short or too long.
    """
    if longest is not None and len(text) > longest:
        raise ValueError(f"expected at most {longest} characters, got {len(text)}")
    if shortest is not None and len(text) < shortest:
        raise ValueError(f"expected at least {shortest} characters, got {len(text)}")


def note_pattern(name: str, text: str, pattern: str | None) -> None:
    """Write a note to stderr if a text does not match its documented pattern.

    The text is sent nevertheless, because Docker Hub may accept more texts than its OpenAPI document states.

    Args:
        name: Option or field that has the text, for the note.
        text: Text to check.
        pattern: Regular expression of ECMA 262. `None` and an expression that Python cannot compile match every text.
    """
    if pattern is None:
        return
    try:
        matches = re.search(pattern, text)
    except re.error:
        return
    if not matches:
        click.echo(f"note: {name} {shown(text)!r} does not match {pattern}, the pattern in Docker's document", err=True)


class Integer(click.IntRange):
    """The type of whole numbers within limits."""

    name = "integer"


class Number(click.FloatRange):
    """The type of numbers within limits."""

    name = "number"


class Binary(click.ParamType[bytes]):
    """The type of bytes: in a file (`@FILE`) or on stdin (`-`)."""

    name = "bytes"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the forms of the value, for the help."""
        del param, ctx
        return "[-|@FILE]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> bytes:
        """Read the bytes."""
        if value != "-" and (not value.startswith("@") or value.startswith("@@")):
            self.fail(f"expected @FILE, or - for stdin, got {shortened(value)}", param, ctx)
        try:
            if value == "-":
                _take_stdin()
                data: bytes = _read_all(sys.stdin.buffer, _MAX_LENGTH, "bytes")
                return data
            with Path(value[1:]).open("rb") as file:
                return _read_all(file, _MAX_LENGTH, "bytes")
        except OSError as error:
            source = "stdin" if value == "-" else value[1:]
            self.fail(f"{source} cannot be read: {error.strerror}", param, ctx)


class Time(click.ParamType[datetime]):
    """The type of times: RFC 3339, a date, an age such as `90d`, or `now`.

    A date means midnight in UTC. Other forms of ISO 8601 that Python reads are accepted if they have a time zone.

    Args:
        ahead: Whether an age without a sign means a time in the future, as for an expiry; otherwise in the past.
        is_past: Whether only times that are not in the future, and ages without a sign, are allowed.
    """

    name = "time"

    def __init__(self, *, ahead: bool = False, is_past: bool = False) -> None:
        self.ahead: bool = ahead
        self.is_past: bool = is_past

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read the time, and store an age or `now` for `relative_times`."""
        if isinstance(value, datetime):
            return value
        now, age = datetime.now(UTC), _AGE.fullmatch(value)
        try:
            if age is not None:
                span = timedelta(**{_UNITS[age[3]]: int(age[2])})
                time = now + (span if (age[1] == "+" if age[1] else self.ahead) else -span)
            else:
                time = now if value == "now" else datetime.fromisoformat(value)
        except (ValueError, OverflowError):
            self.fail(f"expected {_FORMS}, got {shortened(value)}", param, ctx)
        if time.tzinfo is None and len(value) == len("2026-01-31"):
            time = time.replace(tzinfo=UTC)
        if time.tzinfo is None:
            self.fail(f"{shortened(value)} has no time zone: add Z for UTC, or an offset such as +02:00", param, ctx)
        if self.is_past and (time > now or (age is not None and age[1])):
            self.fail(
                f"expected an age such as 90d, without a sign, or a time in the past; got {shortened(value)}",
                param,
                ctx,
            )
        if ctx is not None and param is not None and (age is not None or value == "now"):
            ctx.meta.setdefault(_RELATIVE_TIMES, {})[param.opts[0]] = time.isoformat().replace("+00:00", "Z")
        return time


def relative_times() -> dict[str, str]:
    """Return the times that the command line states as an age or `now`.

    The same words mean another time in the next command.

    Returns:
        The times in the format of RFC 3339, by option, such as `--from`; empty outside of a command.
    """
    context = click.get_current_context(silent=True)
    times: dict[str, str] = {} if context is None else context.meta.get(_RELATIVE_TIMES, {})
    return times


class Secret(click.ParamType[str]):
    """The type of secrets.

    A secret is on stdin (`-`), in a file (`@FILE`) or in an environment variable (`env:NAME`). Line ends after the
    secret on stdin or in a file are removed. If stdin is a terminal, `-` asks for the secret without echo. A secret on
    the command line itself, also after `@@`, and a secret without visible characters are refused.
    """

    name = "secret"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the forms of the value, for the help."""
        del param, ctx
        return "[-|@FILE|env:NAME]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the secret from the source that the value names."""
        if value.startswith("env:"):
            secret: str = hidden(os.environ.get(value[4:], ""))
            if not secret:
                self.fail(f"the environment variable {value[4:]} is not set", param, ctx)
            return self._refuse_blank(secret, f"the environment variable {value[4:]}", param, ctx)
        if value != "-" and (not value.startswith("@") or value.startswith("@@")):
            self.fail(
                "a secret on the command line stays in the shell's history and in the list of processes: "
                "give - for stdin, @FILE or env:NAME, or leave it out to be asked",
                param,
                ctx,
            )
        if value == "-" and sys.stdin.isatty():
            asked = ask_secret("secret" if param is None else param.opts[0].removeprefix("--"))
            return self._refuse_blank(asked, "the input", param, ctx)
        text = SecretText(read_source(value, is_secret=True).rstrip("\r\n"))
        return self._refuse_blank(text, "stdin" if value == "-" else shortened(value[1:]), param, ctx)

    def _refuse_blank(self, secret: str, source: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the secret; refuse it if nobody can have chosen it."""
        if is_blank(secret):
            self.fail(f"{source} has no secret", param, ctx)
        return secret


def ask_secret(name: str) -> str:
    """Ask for a secret on a terminal, without echo.

    Args:
        name: Name of the secret, for the question.
    """
    return SecretText(click.prompt(name, hide_input=True, err=True))


class Date(click.ParamType[date]):
    """The type of dates, such as 2026-01-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"expected a date such as 2026-01-31, got {shortened(value)}", param, ctx)
