"""Sentences on what an edit leaves behind: evidence, scopes, routes.

Each function returns a text for the report, or for the description of an action.
"""

from collections.abc import Sequence

WORDS_ONLY = "Docker's document has this itself now, but without a description."
BY_WHAT_IS_GONE = "by an action that is gone"
KEEP_EVIDENCE = "It refers to the evidence of an action that is gone: it states that itself now."


def words_only(description: str) -> str:
    """Describe an action that now only adds titles and descriptions.

    Docker's document has the rest of what the action added.

    Args:
        description: Description of the action before the edit.
    """
    if description.startswith(WORDS_ONLY):
        return description
    return f"{WORDS_ONLY} The reason of the whole repair was this. {description}"


def evidence(description: str) -> str:
    """State the evidence of a dropped action.

    Args:
        description: Description of the dropped action.
    """
    return f"The evidence was that of an action now gone. {description}"


STILL_LEGACY = (
    "It says `x-legacy-route: true`, which is so only if the new path is no namespaced one for organization access "
    "tokens: look, and take that out if it is."
)
SCOPE_GONE = "The operation no longer accepts organization access tokens, so it needs no scope: leave it out."


def left_behind(paths: Sequence[str]) -> str:
    """Say which undocumented routes stay although others have moved.

    Args:
        paths: The paths of these routes.
    """
    listed = ", ".join(dict.fromkeys(paths))
    return f"The undocumented ones below the old path stay there: look whether they moved as well: {listed}."
