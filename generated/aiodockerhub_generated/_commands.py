"""Rules by which operations become commands, and arguments become options.

The command line applies these rules, and so does the report on a new document.
"""

from collections.abc import Collection

__all__ = ["FIRST_PAGE", "PAGE_SIZE", "command_name", "flag_of", "is_positional", "placeholder", "plain_flag"]

FIRST_PAGE, PAGE_SIZE = "--first-page", "--page-size"
"""Options of a walk for the arguments that choose a page and its size, whatever their names are."""


def command_name(name: str) -> str:
    """Convert a Python name to the name of a command.

    Args:
        name: Name of a resource or a method.
    """
    return name.replace("_", "-")


def flag_of(name: str, reserved: Collection[str] = ()) -> str:
    """Return the option of an argument, such as `--page-size`.

    Args:
        name: Name of the argument in Python.
        reserved: Options with another meaning, such as `--query`. An argument with such a name gets `--api-query`.
            Empty, the default, for none.
    """
    flag = plain_flag(name)
    return f"--api-{flag.removeprefix('--')}" if flag in reserved else flag


def plain_flag(name: str) -> str:
    """Convert a name to an option, even if another option has this name.

    For example, `is_private` becomes `--private`, and `page_size` becomes `--page-size`.

    Args:
        name: Name of an argument in Python.
    """
    return "--" + name.strip("_").removeprefix("is_").replace("_", "-")


def placeholder(name: str) -> str:
    """Return the name by which the help shows a positional parameter.

    Args:
        name: Name of the argument in Python.
    """
    return name.strip("_").upper()


def is_positional(
    name: str, location: str, *, is_required: bool, is_first_text: bool, reserved: Collection[str] = ()
) -> bool:
    """Return whether an argument is positional on the command line.

    Arguments in the path, required arguments in the query, and the text of a search are positional. An argument is the
    text of a search if it is the first of its operation, is a text in the query, and would have the name of a general
    option (`--query`).

    Args:
        name: Name of the argument in Python.
        location: Location in the request, as in the catalog.
        is_required: Whether the argument must be given.
        is_first_text: Whether the argument is the first of its operation, and is a text.
        reserved: The general options; empty by default.
    """
    return location == "path" or (
        location == "query" and (is_required or (is_first_text and plain_flag(name) in reserved))
    )
