"""Wording of the report on repairs of an invalid document.

Each constant and each result of a function is a text of the report or of an overlay action, or a part of one.
"""

from collections.abc import Sequence

VALID = "a valid document"
PROPOSAL = "A proposal, for no client can be built of this place:"
EXPRESSIBLE = "what a client can express"
EVIDENCE = "The published document is not valid here (first-hand reading of the document)."
INEXPRESSIBLE = "No client can express this operation (first-hand reading of the document)."
UNUSABLE = "No client can express what the published document says here (first-hand reading of the document)."
NO_DESCRIPTION = "Not described."
WRITTEN = "the value that OpenAPI asks for. If Docker means something else, write that."
ARE_PROPOSED = (
    "No client can be built of some places of the document, which are not valid OpenAPI or beyond what the client can "
    "do. Below, the report goes by actions that it proposes for them: these are guesses, to be judged before the "
    "release."
)


def similar(old: str, new: str) -> str:
    """Propose a declared name in the place of an undeclared name."""
    return f"{old} is not declared, and {new} is called most like it. If Docker means something else, name that."


def without_reference(reference: str) -> str:
    """Propose to leave out a reference."""
    return f"{reference} is not declared, nor is something of a similar name: without it, anything is accepted there."


def without_referring_part(reference: str) -> str:
    """Propose to remove a part that only refers to what is not declared."""
    return f"{reference} is not declared, nor is something of a similar name: the part that refers to it is left out."


def removed(what: str) -> str:
    """Propose to remove a part that cannot be repaired."""
    return f"{what} is left out. If something can take its place, write that instead."


def contradicting_example(location: str, reason: str) -> str:
    """Say that an example is not allowed by its own schema."""
    return (
        f"{location}: {reason} according to the schema beside it: the client is the same, and nothing has to be done; "
        "to correct what viewers and mock servers show, write an action in overlay/validity.yaml"
    )


def contradicting_default(location: str, stated: str, default: str) -> str:
    """Say that a description states another default than its schema."""
    return (
        f"{location}: the text says that the default is {stated}, and `default` is {default}: callers read the text; "
        "if it is wrong, correct it by an action in overlay/descriptions.yaml, else correct `default`"
    )


def needless_default(location: str, default: str) -> str:
    """Say that a parameter has a default and must be given."""
    return (
        f"{location}: it is required, and has the default {default}, which then never applies: callers must give it; "
        "if the service does without it, write `required: false` by an action in the overlay"
    )


def dead_link(location: str, target: str, similar: str) -> str:
    """Say that a link leads to no operation or tag of the document."""
    hint = f" (perhaps {similar} is meant)" if similar else ""
    return (
        f"{location}: the link #{target} leads nowhere in the document{hint}: docstrings show only its words; to name "
        "the operation in them, correct the link by an action in overlay/descriptions.yaml"
    )


def other_host(location: str, hosts: Sequence[str]) -> str:
    """Say that an operation has another host in the published document."""
    return (
        f"{location}: by Docker's document it is served by {' or '.join(hosts)}. The overlay removes these `servers`, "
        "so the client calls the host of `base_url=`: say so in CHANGELOG.md"
    )


def left_out(operation: str) -> str:
    """Propose a client without a new operation."""
    return (
        f"the client is built without the new {operation}. If callers need it, change instead what the line names: for "
        "example, remove `servers` if the host of the document has the operation, too."
    )


def as_before(locations: Sequence[str]) -> str:
    """Propose to undo changes of what callers have."""
    what = " and ".join(locations)
    return f"{what} {'stay as they were' if len(locations) > 1 else 'stays as it was'}, so that {_KEPT}"


def new_left_out(locations: Sequence[str]) -> str:
    """Propose to leave out something that is new."""
    what = " and ".join(locations)
    return f"{what} {'are new and are' if len(locations) > 1 else 'is new and is'} left out, so that {_KEPT}"


_KEPT = (
    "callers keep what they have. If the service is another now, write what it does in a way that the client can "
    "express."
)
