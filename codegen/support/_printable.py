"""Which characters are escaped for logs and terminals."""


def printable(text: str) -> str:
    r"""Escape control characters, line ends and marks of text direction.

    Without the escapes, such characters could break a line of a log, or change the colours of a terminal.

    Args:
        text: Any text.

    Returns:
        The text with an escape of Python, such as `\n`, for each character that `str.isprintable` refuses.
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
