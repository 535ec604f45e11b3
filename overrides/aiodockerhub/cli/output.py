"""Writes results as tables, JSON, JSON lines, CSV or TSV."""

import codecs
import csv
import io
import json
import sys
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from copy import copy
from typing import Any, Literal, get_args

import click
from aiodockerhub_generated._json import is_array, is_object

from aiodockerhub.cli.columns import make_columns_option, parse_columns
from aiodockerhub.cli.jmespath_queries import apply_query, compile_query, results_for_item
from aiodockerhub.cli.value_formats import cell, column_value, csv_field, json_text, plain, tsv_field, without_commands

_JSON_ESCAPES = "aiodockerhub_json"  # name of an error handler of `str.encode`
Format = Literal["table", "json", "jsonl", "csv", "tsv"]
_FORMATS: tuple[Format, ...] = get_args(Format)
_FORMAT_PREFIX = "as_"
"""Prefix of the names under which a command gets the values of the options `--table`, `--json` and so on."""
NAMES = (*(_FORMAT_PREFIX + form for form in _FORMATS), "columns", "query")
"""Names under which a command gets the values of the options that `options` makes."""


def options() -> list[click.Option]:
    """Make the options of the output, whose values `Output.of` takes."""
    formats = (
        ("--table", "A table, even to a pipe. [default on a terminal]"),
        ("--json", "JSON, indented."),
        ("--jsonl", "JSON lines: each item as soon as it is there."),
        ("--csv", "CSV with a header (not after --resume); text that spreadsheets take for a formula begins with '."),
        ("--tsv", "Columns with tabs between them, without a header. [default to a pipe]"),
    )
    return [
        *(click.Option([flag, _FORMAT_PREFIX + flag[2:]], is_flag=True, help=text) for flag, text in formats),
        make_columns_option(),
        click.Option(
            ["--query"],
            metavar="JMESPATH",
            help="Transform the JSON first, such as \"[?name=='app']\" or 'name'; --jsonl takes item by item.",
        ),
    ]


class Output:
    """The format of results on stdout.

    Args:
        form: Name of the format: `table`, `json`, `jsonl`, `csv` or `tsv`.
        columns: Columns of the option `--columns`; empty if the option is not given.
        query: JMESPath expression of the option `--query`; `None` if the option is not given.
        usual: Columns of the items of a list in tables, CSV and TSV if `--columns` is not given; empty for all fields
            of the items.
        kinds: Kinds of values by field, as in the catalog. A table formats `bytes`, `time` and `integer`, and shows all
            other kinds as text. CSV that `write_items` writes without columns and query has all these fields.

    Attributes:
        selects: Whether a query or columns were given.
    """

    def __init__(
        self,
        form: Format,
        *,
        columns: Sequence[str] = (),
        query: str | None = None,
        usual: Sequence[str] = (),
        kinds: Mapping[str, str] | None = None,
    ) -> None:
        self.form: Format = form
        self.selects: bool = query is not None or bool(columns)
        self._columns = list(columns)
        self._usual = list(usual)
        self._kinds = kinds or {}
        self._query = None if query is None else compile_query(query, "--query")

    @classmethod
    def of(
        cls, values: Mapping[str, Any], *, usual: Sequence[str] = (), kinds: Mapping[str, str] | None = None
    ) -> "Output":
        """Make the output for the options of a command.

        Args:
            values: Values of the command.
            usual: Columns of the items of a list if `--columns` is not given, as for the class; none by default.
            kinds: Kinds of values by field; none by default. Without a query, `--columns` may name these fields only.

        Returns:
            The output.

        Raises:
            click.BadParameter: The query is not a JMESPath expression, or `--columns` is invalid, see `parse_columns`.
            click.UsageError: The options name more than one format.
        """
        query = values.get("query")
        columns = parse_columns(values.get("columns"), () if query is not None else kinds or ())
        return cls(_chosen_format(values), columns=columns, query=query, usual=usual, kinds=kinds)

    @property
    def streams(self) -> bool:
        """Whether `write_items` writes each item as soon as it is read."""
        return self.form == "jsonl" or (self.form in {"csv", "tsv"} and self._query is None)

    def without_query(self) -> "Output":
        """Make the same output without its query and its columns."""
        return Output(self.form, usual=self._usual, kinds=self._kinds)

    def check_items(self, items: list[Any]) -> None:
        """Apply query and columns to the items of a list, and write nothing.

        Args:
            items: Items as JSON values.

        Raises:
            click.BadParameter: The query or a column does not fit the items.
        """
        trial = copy(self)
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            if self.streams:
                for item in items:
                    trial._write_item(item, head=True)  # noqa: SLF001 - of this class
            else:
                trial.write_value(items, listed=True)

    def leaves_nothing_of(self, value: Any) -> bool:
        """Return whether the query and the columns leave nothing, or only nulls.

        Args:
            value: JSON value.

        Raises:
            click.BadParameter: The query or a column does not fit the value.
        """
        chosen = value if self._query is None else apply_query(self._query, value, "--query")
        rows: list[Any] = chosen if is_array(chosen) else [chosen]
        fields = [self._pick_columns(row).values() if self._columns and is_object(row) else [row] for row in rows]
        return not any(field is not None for row in fields for field in row)

    async def write_items(self, items: AsyncIterator[Any], *, is_continued: bool = False) -> None:
        """Write the items of a list: all at the end if `streams` is false.

        Args:
            items: Items as JSON values.
            is_continued: Whether to leave out the header of CSV that streams, because earlier output has it; `False` by
                default.

        Raises:
            click.BadParameter: The query or a column does not fit an item; earlier items may have been written.
        """
        if not self.streams:
            self.write_value([item async for item in items], listed=True)
            return
        head = not is_continued
        async for item in items:
            self._write_item(item, head=head)
            head = False
        if head and self.form == "csv":
            self._write_item(None, head=True)

    def write_value(self, value: Any, *, listed: bool = False, noun: str = "items") -> None:
        """Write a whole result, to which the query is applied as a whole.

        Args:
            value: JSON value.
            listed: Whether the value is a list of items; `False` by default. The usual columns apply, unless a query
                changes the items.
            noun: Name of the items, for the message on stderr in place of an empty table; `items` by default.

        Raises:
            click.BadParameter: The query or a column does not fit the value.
        """
        usual = self._usual if listed else []
        if self._query is not None:
            whole, value = value, apply_query(self._query, value, "--query")
            usual = usual if _is_selection(value, whole) else []
        if listed and self.form == "table" and value == []:
            click.echo(f"no {noun}", err=True)
            return
        self._write_whole(value, usual)

    def _write_whole(self, value: Any, usual: list[str]) -> None:
        listed = is_array(value)
        rows: list[Any] = value if is_array(value) else [value]
        if self._columns and rows and not any(is_object(item) for item in rows):
            click.echo("note: --columns is ignored, because the result has no fields", err=True)
            self._columns = []
        if self._columns and self.form in {"json", "jsonl"}:
            rows = [self._pick_columns(item) for item in rows]
        match self.form:
            case "json":
                _write_json(rows if listed else rows[0], indent=2)
            case "jsonl":
                for item in rows:
                    _write_json(item)
            case "csv" | "tsv" if listed or (is_object(value) and self.form == "csv"):
                columns = self._columns or usual or _keys_of_objects(rows)
                for row in [*self._header(columns), *self._rows(rows, columns)]:
                    self._write_row(row)
            case _ if listed and any(is_object(item) for item in rows):
                self._write_table(rows, self._columns or usual or _keys_of_objects(rows))
            case _ if is_object(value):
                self._write_pairs(value)
            case _:
                for item in rows:
                    self._write_scalar(item)

    def _write_scalar(self, value: Any) -> None:
        if self.form == "table":
            _write_line(plain(value))
        else:
            self._write_row(next(iter(self._rows([value], ()))))

    def _write_item(self, item: Any, *, head: bool) -> None:
        if self.form == "jsonl":
            for each in [item] if self._query is None else results_for_item(self._query, item, "--query"):
                _write_json(self._pick_columns(each) if self._columns else each)
            return
        names = list(self._kinds) if self.form == "csv" else self._usual
        columns = self._columns or names or _keys_of_objects([item])
        for row in [*(self._header(columns) if head else []), *self._rows([] if item is None else [item], columns)]:
            self._write_row(row)

    def _pick_columns(self, item: Any) -> Any:
        return {column: column_value(item, column) for column in self._columns} if is_object(item) else item

    def _rows(self, items: Iterable[Any], columns: Sequence[str]) -> Iterable[list[str]]:
        for item in items:
            values = [self._field(item, column) for column in columns] if columns else [item]
            yield [csv_field(value) if self.form == "csv" else tsv_field(value) for value in values]

    def _field(self, item: Any, column: str) -> Any:
        """Return a column of an item.

        A column of `--columns` may be JMESPath. Any other column is a key. An item that is no object is returned as it
        is.
        """
        return column_value(item, column) if column in self._columns or not is_object(item) else item.get(column)

    def _header(self, columns: Sequence[str]) -> list[list[str]]:
        return [[csv_field(name) for name in columns]] if self.form == "csv" else []

    def _write_row(self, row: Sequence[str]) -> None:
        if self.form == "csv":
            line = io.StringIO()
            csv.writer(line, lineterminator="\r\n").writerow(row)  # it quotes "\r" only if that is in the terminator
            _write_line(line.getvalue().removesuffix("\r\n"))
        else:
            _write_line("\t".join(row))

    def _write_table(self, items: list[Any], columns: Sequence[str]) -> None:
        from aiodockerhub.cli import table

        rows = [[cell(self._field(item, column), self._kind(column)) for column in columns] for item in items]
        right = [self._kind(column) in {"integer", "number", "bytes"} for column in columns]
        table.show_table(columns, rows, right, all_of_them=columns == self._columns)

    def _write_pairs(self, value: dict[str, Any]) -> None:
        pairs = {name: column_value(value, name) for name in self._columns} if self._columns else value
        if self.form == "tsv":
            for name, field in pairs.items():
                _write_line(f"{tsv_field(name)}\t{tsv_field(field)}")
            return
        from aiodockerhub.cli import table

        table.show_pairs({name: cell(field, self._kind(name)) for name, field in pairs.items()})

    def _kind(self, column: str) -> str:
        return self._kinds.get(column, "text")


def write_text(value: str) -> None:
    """Write a text, and a line feed unless it ends with a line feed.

    Args:
        value: Text to write. On a terminal, `without_commands` is applied to the text.
    """
    _write_line((without_commands(value) if sys.stdout.isatty() else value).removesuffix("\n"))


def write_bytes(value: bytes) -> None:
    """Write bytes unchanged.

    Args:
        value: Bytes to write.
    """
    sys.stdout.buffer.write(value)
    sys.stdout.flush()


def write_to_stderr(value: Any) -> None:
    """Write a result to stderr as JSON, and ignore if stderr also fails.

    Args:
        value: JSON value, or bytes, which are decoded (UTF-8, other bytes escaped) and written as a JSON string.
    """
    written = value.decode(errors="backslashreplace") if isinstance(value, bytes) else value
    with suppress(OSError):  # stderr may be on the same full disk
        click.echo(json_text(written, indent=2), err=True)


def _is_selection(value: Any, whole: Any) -> bool:
    """Return whether a query only chose objects of a list, unchanged.

    The usual columns still apply to the result, which may be empty.

    Args:
        value: Result of the query.
        whole: Value to which the query was applied.
    """
    if not is_array(value) or not is_array(whole) or not all(map(is_object, value)):
        return False
    return {*map(id, value)} <= {*map(id, whole)}


def _chosen_format(values: Mapping[str, Any]) -> Format:
    """Return the format; by default `table` on a terminal, otherwise `tsv`."""
    chosen: list[Format] = [form for form in _FORMATS if values.get(_FORMAT_PREFIX + form)]
    if len(chosen) > 1:
        raise click.UsageError(f"{' and '.join(f'--{form}' for form in chosen)} exclude each other: give one of them")
    if chosen:
        return chosen[0]
    return "table" if sys.stdout.isatty() else "tsv"


def _write_json(value: Any, indent: int | None = None) -> None:
    line, encoding = json_text(value, indent), sys.stdout.encoding
    _write_line(line if line.isascii() or not encoding else line.encode(encoding, _JSON_ESCAPES).decode(encoding))


def _escape_json(error: UnicodeError) -> tuple[str, int]:
    """Replace characters that the encoding of stdout lacks by JSON escapes."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - the only error of an encoder
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error(_JSON_ESCAPES, _escape_json)


def _write_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()  # for a program that reads each line, and to notice immediately that the pipe is closed


def _keys_of_objects(items: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(key for item in items if is_object(item) for key in item))
