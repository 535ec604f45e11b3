"""Types of parameters: times, JSON, long text, secrets, listed values."""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from aiodockerhub_generated._json import is_array, is_object, type_name
from click.shell_completion import CompletionItem

_AGE = re.compile(r"([+-]?)(\d+)([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


_FORM_OF_TIME = (
    "2026-01-31T12:00:00Z, 2026-01-31, now, or a distance such as 12h, 90d, 12w: back from now, but ahead for what is "
    "set; -90d and +90d say which."
)
_FORM_OF_TEXT = "Text and JSON may come from a file, @FILE, or from stdin, -; @@ begins a text with @."


def forms(kind: click.ParamType[Any]) -> list[tuple[str, str]]:
    """Explain how values of a type are written, for the help.

    Args:
        kind: The type of a parameter.

    Returns:
        What the help calls it, and the text; empty for what is plain.
    """
    match kind:
        case Time():
            return [("TIME, AGE", _FORM_OF_TIME)]
        case Json() | Text():
            return [("TEXT, JSON", _FORM_OF_TEXT)]
        case _:
            return []


def read_source(value: str) -> str:
    """Read `-` from stdin and `@file` from a file.

    `@@` stands for one `@` at the beginning of a text.

    Args:
        value: The value on the command line.

    Returns:
        The text.

    Raises:
        click.BadParameter: The file cannot be read.
    """
    if value == "-":
        return sys.stdin.read()
    if value.startswith("@@"):
        return value[1:]
    if value.startswith("@"):
        try:
            return Path(value[1:]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise click.BadParameter(f"{value[1:]} cannot be read: {reason}") from None
    return value


class Text(click.ParamType[str]):
    """A text of a body, which may come from a file or from stdin.

    Args:
        shortest: Fewest characters, if there is a limit.
        longest: Most characters, if there is a limit.
    """

    name = "text"

    def __init__(self, shortest: int | None = None, longest: int | None = None) -> None:
        self.shortest: int | None = shortest
        self.longest: int | None = longest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the text and hold it to its limits."""
        text = read_source(value)
        if self.longest is not None and len(text) > self.longest:
            self.fail(f"expected at most {self.longest} characters, got {len(text)}", param, ctx)
        if self.shortest is not None and len(text) < self.shortest:
            self.fail(f"expected at least {self.shortest} characters, got {len(text)}", param, ctx)
        return text


class Integer(click.IntRange):
    """A whole number within limits; click shows its name to people."""

    name = "integer"


class Number(click.FloatRange):
    """A number within limits; click shows its name to people."""

    name = "number"


class Binary(click.ParamType[bytes]):
    """Bytes, which come from `@file` or from stdin (`-`)."""

    name = "bytes"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show where they may come from."""
        del param, ctx
        return "[-|@FILE]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> bytes:
        """Read the bytes."""
        if value == "-":
            return sys.stdin.buffer.read()
        if not value.startswith("@"):
            self.fail(f"expected @FILE, or - for stdin, got {value!r}", param, ctx)
        try:
            return Path(value[1:]).read_bytes()
        except OSError as error:
            self.fail(f"{value[1:]} cannot be read: {error.strerror}", param, ctx)


class Known(click.ParamType[str]):
    """A value that the document lists; `=VALUE` passes any other one."""

    name = "choice"

    def __init__(self, values: Sequence[str]) -> None:
        self.values: tuple[str, ...] = tuple(values)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show the values."""
        del param, ctx
        return f"[{'|'.join(self.values)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what is not listed."""
        if value not in self.values and not (value.startswith("=") and len(value) > 1):
            listed = ", ".join(self.values)
            self.fail(f"expected one of {listed}, got {value!r}; ={value} sends it nevertheless", param, ctx)
        return str(value).removeprefix("=")

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer the values that begin like this."""
        del ctx, param
        return [CompletionItem(value) for value in self.values if value.startswith(incomplete)]


class Time(click.ParamType[datetime]):
    """A time: RFC 3339, a date (midnight in UTC), an age such as `90d`, `now`.

    Args:
        ahead: Whether an age without a sign lies ahead, as for an expiry; otherwise it lies in the past.
    """

    name = "time"

    def __init__(self, *, ahead: bool = False) -> None:
        self.ahead = ahead

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read the time."""
        if isinstance(value, datetime):
            return value
        age = _AGE.fullmatch(value)
        try:
            if age is not None:
                span = timedelta(**{_UNITS[age[3]]: int(age[2])})
                ahead = age[1] == "+" if age[1] else self.ahead
                return datetime.now(UTC) + (span if ahead else -span)
            time = datetime.now(UTC) if value == "now" else datetime.fromisoformat(value)
        except (ValueError, OverflowError):
            self.fail(f"expected a time such as 2026-01-31T12:00:00Z, 2026-01-31 or 90d, got {value!r}", param, ctx)
        if time.tzinfo is None and len(value) == len("2026-01-31"):
            time = time.replace(tzinfo=UTC)
        if time.tzinfo is None:
            self.fail(f"{value!r} has no time zone: add Z for UTC, or an offset such as +02:00", param, ctx)
        return time


class Json(click.ParamType[Any]):
    """A JSON value, from the command line, from `@file` or from stdin (`-`).

    Args:
        kinds: JSON types that it may have, as JSON Schema names them; any if there are none.
        schema: Its schema, of which the names of fields are checked.
    """

    name = "json"

    def __init__(self, kinds: Sequence[str] = (), schema: Mapping[str, Any] | None = None) -> None:
        self.kinds: tuple[str, ...] = tuple(kinds)
        self.schema: Mapping[str, Any] = schema or {}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the JSON."""
        if not isinstance(value, str):
            return value
        try:
            parsed = json.loads(read_source(value))
        except (ValueError, RecursionError) as error:
            form = f" such as {shape(self.schema)}" if self.schema else ""
            self.fail(f"expected JSON{form}, @FILE or - for stdin: {error}", param, ctx)
        kind = type_name(parsed)
        if self.kinds and kind not in self.kinds:
            self.fail(f"expected JSON of type {' or '.join(self.kinds)}, got {kind}", param, ctx)
        wrong = _wrong_fields(self.schema, parsed)
        if wrong:
            self.fail(f"expected JSON such as {shape(self.schema)}: {wrong}", param, ctx)
        return parsed


def shape(schema: Mapping[str, Any]) -> str:
    """Show what JSON of a schema looks like.

    Args:
        schema: The schema.

    Returns:
        JSON with `…` for texts, such as `[{"name": "…"}]`.
    """
    return json.dumps(_sample(schema), ensure_ascii=False)


def _sample(schema: Mapping[str, Any]) -> Any:
    kinds = schema.get("type")
    match kinds[0] if is_array(kinds) else kinds:
        case "object":
            return {name: _sample(field) for name, field in schema.get("properties", {}).items()}
        case "array":
            return [_sample(schema.get("items", {}))]
        case "boolean":
            return True
        case "integer" | "number":
            return 1
        case _:
            return "|".join(map(str, schema.get("enum", ["…"])))


def _wrong_fields(schema: Mapping[str, Any], value: Any) -> str:
    """Name the first field that is missing or unknown."""
    if is_array(value):
        return next(filter(None, (_wrong_fields(schema.get("items", {}), item) for item in value)), "")
    known: dict[str, Any] = schema.get("properties", {})
    if not known or not is_object(value):
        return ""
    unknown = [name for name in value if name not in known]
    missing = [name for name in schema.get("required", []) if name not in value]
    if unknown:
        return f"there is no field {unknown[0]!r}"
    if missing:
        return f"the field {missing[0]!r} is missing"
    return next(filter(None, (_wrong_fields(known[name], item) for name, item in value.items())), "")


class Secret(click.ParamType[str]):
    """A secret, never given on the command line itself.

    `-` for stdin, `@file`, or `env:NAME`.
    """

    name = "secret"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show where it may come from."""
        del param, ctx
        return "[-|@FILE|env:NAME]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the secret from where the value points."""
        if value.startswith("env:"):
            secret = os.environ.get(value[4:], "")
            if not secret:
                self.fail(f"the environment variable {value[4:]} is not set", param, ctx)
            return secret
        if value != "-" and not value.startswith("@"):
            self.fail(
                "a secret on the command line stays in the shell's history and in the list of processes: "
                "give - for stdin, @FILE or env:NAME, or leave it out to be asked",
                param,
                ctx,
            )
        return read_source(value).rstrip("\r\n")


class Date(click.ParamType[date]):
    """A date, such as 2026-01-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"expected a date such as 2026-01-31, got {value!r}", param, ctx)
