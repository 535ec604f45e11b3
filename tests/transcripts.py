"""Transcripts in the documentation: what follows a command there is what the command writes.

`UPDATE_TRANSCRIPTS=1 make quick` writes them anew; look at the difference before it is committed.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def hold(file: Path, prompt: str, response: Callable[[str], str]) -> None:
    """Hold the transcripts of a page to what really happens.

    Args:
        file: The page.
        prompt: What stands before a command.
        response: Gives what a command writes.

    Raises:
        AssertionError: They differ, or there are none.
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
        assert anew == text, f"{file.name} differs from what happens; UPDATE_TRANSCRIPTS=1 writes it anew"


def _trimmed(output: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in output.splitlines())
