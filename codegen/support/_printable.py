"""Escapes text for logs and terminals."""


def printable(text: str) -> str:
    """Escape control characters, line ends and marks of text direction.

    Without the escapes, such characters could break a line of a log, or change the colours of a terminal.

    Args:
        text: Any text.
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
