"""Wraps plain text into the lines of a docstring."""

import re
import textwrap

from codegen.plan.markdown import BULLET

WIDTH = 100
"""Columns of a docstring, its indentation included: text is easier to read in shorter lines than code."""


def paragraphs(text: str, indent: int) -> list[str]:
    """Wrap plain text for a docstring.

    Args:
        text: Plain text: paragraphs apart by empty lines, and lists.
        indent: Columns that will stand before each line.

    Returns:
        The lines, without their indentation.
    """
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        if lines:
            lines.append("")
        lines += _wrapped(block, WIDTH - indent)
    return lines


def entry(name: str, text: str, indent: int) -> list[str]:
    """Wrap one entry of an Args, Returns or Raises section.

    Args:
        name: What stands before the colon.
        text: Plain text; its lists and paragraphs become lines of their own.
        indent: Columns that will stand before the first line.

    Returns:
        The lines without that indentation, all but the first indented below the name.
    """
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", f"{name}: {text}".strip()):
        lines += _wrapped(block, WIDTH - indent - 4)
    return [lines[0], *(f"    {line}" for line in lines[1:])]


def _wrapped(block: str, width: int) -> list[str]:
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
        else:
            running.append(line.strip())
    flush(hanging)
    return lines
