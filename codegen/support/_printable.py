"""Makes text fit for a log and a terminal."""


def printable(text: str) -> str:
    """Escape control characters, line ends and marks of text direction.

    They could break a line of a log, or colour a terminal.

    Args:
        text: Any text.
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
