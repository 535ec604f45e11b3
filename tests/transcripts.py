"""Checks transcripts in the documentation: the text after a command must be the output of the command.

`UPDATE_TRANSCRIPTS=1 make cover` writes the transcripts again. Check the difference before you commit it.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def hold(file: Path, prompt: str, response: Callable[[str], str]) -> None:
    """Compare the transcripts of a page with the output of their commands.

    Args:
        file: The page.
        prompt: Text before each command.
        response: Function that runs a command and returns its output.

    Raises:
        AssertionError: The page has no transcript, or a transcript differs and `UPDATE_TRANSCRIPTS` is not set.
    """
    text = file.read_text(encoding="utf-8")
    assert f"\n{prompt}" in text, f"{file.name} has no transcript"

    def played(block: re.Match[str]) -> str:
        commands = [line.removeprefix(prompt) for line in block[0].splitlines() if line.startswith(prompt)]
        return "\n".join(f"{prompt}{command}\n{_trimmed(response(command))}" for command in commands)

    anew = _BLOCK.sub(played, text)
    if anew != text and os.environ.get("UPDATE_TRANSCRIPTS"):
        file.write_text(anew, encoding="utf-8")
    else:
        assert anew == text, f"{file.name} differs from what happens; UPDATE_TRANSCRIPTS=1 writes it again"


def _trimmed(output: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in output.splitlines())
