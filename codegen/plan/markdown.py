"""Turns Markdown with HTML, as in the document, into plain text."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from codegen.plan import inline_markdown

BULLET = re.compile(r"^(\s*(?:[-*]|\d{1,3}[.)]) )(.*)$")
CODE_INDENT = " " * 4
"""Beginning of each line of a block of code in plain text."""
_NUMBER = re.compile(r"\s*\d{1,3}[.)] ")
_ALERT = re.compile(r"^\[!(\w+)\]\s*")  # of GitHub: `> [!NOTE]`
_APART = frozenset({"heading", "table", "fence", "blockquote"})
_BORDERS = {"text-align:left": ":---", "text-align:center": ":---:", "text-align:right": "---:"}

# The blocks are those of CommonMark and tables. The document has indented text that is no code, and footnotes, which
# would be read as definitions of links.
_PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").disable(["code", "reference"])
_PARSER.core.ruler.enableOnly(["normalize", "block"])


def plain(text: str, links: Mapping[str, str], *, tables: bool = False) -> str:
    """Remove the mark-up from a description.

    - Paragraphs and headings lose their marks, as `inline_markdown.words` describes, and so do block quotes.
    - Lists stay lists. The text of an item is one line.
    - A table becomes a list: a line of its header, and an item for each row, such as `- cell: cell; cell`. With
      `tables`, it stays a table.
    - A block of code is indented.

    Args:
        text: Markdown with HTML.
        links: Python names of operations by the last part of the link, from `link_targets`.
        tables: Whether to keep tables as tables of Markdown, for pages such as api.md; `False` by default.

    Returns:
        Paragraphs and lists as plain text, and tables if `tables` is true; empty for blank text.
    """
    if not text or text.isspace():
        return ""
    lines = _Blocks(text, links, tables=tables).render(_parse(text))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


@functools.lru_cache(maxsize=5_000)  # the report makes many clients of almost the same document
def _parse(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_PARSER.parse(text))


class _Blocks:
    """The blocks of a description.

    Args:
        text: The description in Markdown.
        links: Python names of operations by the last part of the link, from `link_targets`.
        tables: Whether to keep tables as tables of Markdown.
    """

    def __init__(self, text: str, links: Mapping[str, str], *, tables: bool) -> None:
        self._lines = re.split(r"\r\n?|\n", text)  # as the parser counts lines
        self._links = links
        self._tables = tables

    def render(self, parent: SyntaxTreeNode) -> str:
        """Write the blocks inside a block.

        The empty lines between blocks are those of the description. Headings, tables, code and quotes always have them.
        """
        pieces: list[str] = []
        above = ""
        for node in parent.children:
            text = self._block(node)
            if not text.strip():
                continue
            if pieces:
                is_apart = above in _APART or node.type in _APART or self._is_after_empty_line(node)
                pieces.append("\n\n" if is_apart else "\n")
            pieces.append(text)
            above = node.type
        return "".join(pieces)

    def _is_after_empty_line(self, node: SyntaxTreeNode) -> bool:
        first = node.map[0] if node.map else 0
        return 0 < first <= len(self._lines) and not self._lines[first - 1].strip(" \t>")

    def _block(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "table":
                text = self._table(node) if self._tables else self._table_as_list(node)
            case "fence":
                text = "\n".join(f"{CODE_INDENT}{line}".rstrip() for line in node.content.splitlines())
            case "list_item":
                text = self._item(node)
            case "html_block":  # its line breaks are spaces
                text = self._words(" ".join(node.content.split()))
            case "inline":
                text = self._words(node.content)
            case _:  # a paragraph or a cell, a list, a quote, and a line between paragraphs, which has no text
                text = self.render(node)
        return text

    def _words(self, text: str) -> str:
        """Write the text of a paragraph.

        A line that begins with a number, like an item of a list, is joined to the line above.
        """
        text = _ALERT.sub(lambda alert: f"{alert[1].capitalize()}: ", text)
        lines = inline_markdown.words(text, self._links).splitlines()
        text = "\n".join(line.strip() for line in lines).strip()
        first, *others = text.split("\n")
        return "".join([first, *(f" {line}" if _NUMBER.match(line) else f"\n{line}" for line in others)])

    def _item(self, node: SyntaxTreeNode) -> str:
        """Write an item of a list.

        Its paragraphs become one line. Lists and code of the item are below that line, indented.
        """
        marker = f"{node.info}{node.markup} " if node.info else "- "
        own, below = list[str](), list[str]()
        for child in node.children:
            text = self._block(child)
            if child.type == "paragraph" and not below:
                own.append(" ".join(text.split("\n")))
            elif text:
                below += text.split("\n")
        indent = " " * len(marker)
        return "\n".join([f"{marker}{' '.join(own)}".rstrip(), *(f"{indent}{line}".rstrip() for line in below)])

    def _rows(self, table: SyntaxTreeNode) -> Iterator[list[str]]:
        """Yield the cells of each row, from the header on, each in one line."""
        for part in table.children:
            for row in part.children:
                yield [" ".join(self._block(cell).split()) for cell in row.children]

    def _table_as_list(self, table: SyntaxTreeNode) -> str:
        header, *rows = self._rows(table)
        return "\n".join(
            [*filter(None, [_row_in_words(header)]), *(f"- {_row_in_words(row)}".rstrip() for row in rows)]
        )

    def _table(self, table: SyntaxTreeNode) -> str:
        header, *rows = ([cell.replace("|", "\\|") for cell in row] for row in self._rows(table))
        borders = [_BORDERS.get(str(cell.attrs.get("style")), "---") for cell in table.children[0].children[0].children]
        return "\n".join(f"| {' | '.join(row)} |" for row in (header, borders, *rows))


def _row_in_words(cells: Sequence[str]) -> str:
    """Write a row as `cell: cell; cell`.

    Empty cells at the end are left out. A hyphen replaces any other empty cell.
    """
    first, *others = cells
    while others and not others[-1]:
        others.pop()
    rest = "; ".join(cell or "-" for cell in others)
    return ": ".join(filter(None, [first.rstrip(":"), rest]))


def sentence(text: str) -> str:
    """Make a sentence of a description: a capital first, a full stop last.

    Args:
        text: Plain text.

    Returns:
        The sentence; empty for empty text. The beginning stays unless the first word consists of lower-case letters.
        The end stays if it is an item of a list, a line of code, or `.`, `!`, `?` or `:`.
    """
    text = text.rstrip().lstrip("\n")
    if not text:
        return ""
    first = text.split(maxsplit=1)[0]
    if first.rstrip(",;:").isalpha() and first.islower():
        text = text[0].upper() + text[1:]
    return text if ends_apart(text) or text[-1] in ".!?:" else f"{text}."


def ends_apart(text: str) -> bool:
    """Return whether a plain text ends with an item of a list, or with code.

    No sentence can follow on that line.
    """
    last = text.rpartition("\n")[2]
    return bool(BULLET.match(last)) or last.startswith(CODE_INDENT)


def is_apart(line: str) -> bool:
    """Return whether a line of plain text belongs to a list or to code.

    Args:
        line: The line, also of a docstring, in which long items are wrapped.
    """
    return bool(BULLET.match(line)) or line.startswith(" ")


def listing(values: list[str]) -> str:
    """Join values with commas, each in back-quotes."""
    return ", ".join(f"`{value}`" for value in values)
