"""The width of docstrings, and where their lines are wrapped."""

import functools
import re
import textwrap

from codegen.plan.markdown import BULLET, CODE_INDENT

WIDTH = 100
"""Maximum columns of a docstring's line with its indentation; code, rows of tables and long words may exceed it.

Text is easier to read in shorter lines than code.
"""


def paragraphs(text: str, indent: int) -> list[str]:
    """Wrap plain text for a docstring.

    Args:
        text: Plain text: paragraphs separated by empty lines, lists, and indented lines of code. Rows of tables, which
            begin with a bar, may be among them.
        indent: Columns by which the caller indents each line.

    Returns:
        The lines, without indentation.
    """
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", text.rstrip().lstrip("\n")):
        if lines:
            lines.append("")
        lines += _wrap_block(block, WIDTH - indent)
    return lines


def entry(name: str, text: str, indent: int) -> list[str]:
    """Wrap an entry of an Args, Attributes or Raises section.

    Args:
        name: Text before the colon.
        text: Plain text, whose lists and paragraphs begin on new lines.
        indent: Columns by which the caller indents each line.

    Returns:
        The lines. All except the first are indented by four spaces. A paragraph of the text is not followed by an empty
        line.
    """
    lines: list[str] = []
    begins_apart = BULLET.match(text.partition("\n")[0]) or text.startswith(CODE_INDENT)
    for block in re.split(r"\n\s*\n", (f"{name}:\n{text}" if begins_apart else f"{name}: {text}").strip()):
        lines += _wrap_block(block, WIDTH - indent - 4)
    return [lines[0], *(f"    {line}" for line in lines[1:])]


@functools.lru_cache(maxsize=20_000)  # the report makes many clients of almost the same document
def _wrap_block(block: str, width: int) -> tuple[str, ...]:
    """Wrap a paragraph; the continuation lines of a list item are indented.

    Lines of code and rows of tables stay as they are.
    """
    lines: list[str] = []
    running: list[str] = []

    def flush(hanging: str = "") -> None:
        if running:
            lines.extend(
                textwrap.wrap(
                    " ".join(running),
                    width,
                    subsequent_indent=hanging,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )
            running.clear()

    hanging = ""
    for line in block.splitlines():
        bullet = BULLET.match(line)
        if bullet:
            flush(hanging)
            hanging = " " * len(bullet[1])
            running.append(bullet[1] + bullet[2])
        elif line.startswith((CODE_INDENT, "|")):
            flush(hanging)
            hanging = ""
            lines.append(line.rstrip())
        else:
            running.append(line.strip())
    flush(hanging)
    return tuple(lines)
