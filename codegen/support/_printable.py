"""Makes text fit for a log and a terminal."""


def printable(text: str) -> str:
    """Spell out what could break a line or colour a terminal: control characters, line ends, marks of direction.

    Args:
        text: Any text.
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
