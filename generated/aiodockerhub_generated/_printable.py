"""Makes text fit for a log and a terminal."""


def printable(text: str) -> str:
    """Escape what could break a line or colour a terminal.

    Control characters, line ends, marks of direction.

    Args:
        text: Any text.
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
