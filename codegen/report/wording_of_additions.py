"""Wording of the report on things that new parts lack: names, scopes.

Each function returns a text for the report, or for the description of an action.
"""

from collections.abc import Sequence

UNNAMED = "Names of new operations"
UNNAMED_PAGES = "Names of new pages and results"
NAME_PAGES = (
    "The classes of other pages are called like their items, with `Page` at the end, and no class is called after an "
    "operation, or has a number because its name is taken. To call these so, too, or by a better name, add at the end "
    "of overlay/names.yaml:"
)
PAGE_LIKE_OTHERS = "Classes of pages are called like their items."
CLASS_LIKE_OTHERS = "Its class would be called after an operation."
UNDESCRIBED = "New arguments without a description"
DESCRIBE = (
    "`make test` asks for one. Say at the end of overlay/descriptions.yaml what each is; the text becomes the "
    "docstring:"
)
UNSCOPED = "Operations whose scope is not named"
SCOPED = (
    "Organization access tokens are accepted, and a refusal tells which scope is lacking. For operations that change "
    "something, `make quick` asks for the name; it knows those of overrides/aiodockerhub/auth/scopes.py. A read may "
    "need no scope: then leave its action out. Docker's reference of scopes, "
    "https://docs.docker.com/security/access-tokens/reference/, says which one it is. A scope that is new there comes "
    "into that module too, with what it includes. Add at the end of overlay/operations.yaml:"
)
UNSCOPED_PERSONAL = "New operations that change something with personal access tokens, and name no scope"
SCOPED_PERSONAL = (
    "The operations beside them need the scope below, and say so in a refusal. Where there is no evidence of another "
    "scope, add at the end of overlay/operations.yaml:"
)
PERSONAL_SCOPE_LIKE_OTHERS = "A personal access token needs the same scope for the operations beside it (D38)."
UNREFUSED = "New operations that take personal access tokens, while those beside them do not"
REFUSE = (
    "The document does not say which operations refuse sessions opened with a personal access token; the client "
    "believes that these do not. If they do, as others of such paths, add at the end of overlay/operations.yaml:"
)
REFUSED_LIKE_OTHERS = "Refuses sessions opened with a personal access token, as the others of such paths do."
UNCHOSEN = "New lists with more fields than columns"
CHOOSE_COLUMNS = (
    "A table shows these columns, which are the first fields in the document, and leaves out those of the comment. "
    "Another order in the document would show others, which a test refuses (tests/codegen/plan/test_order.py). Choose "
    "what people want to see, and add at the end of overlay/effects_and_columns.yaml:"
)
COLUMNS_CHOSEN = "The columns that people want to see of these items."
FAULTS = "New faults of the document that validators accept"
REPAIR_FAULTS = (
    "Mock servers and viewers stumble over keys without a meaning, and over examples of another type than their "
    "schema: `make quick` refuses them (tests/overrides/overlay/test_openapi_json.py). What a misspelled key or a "
    "misspelled name in `required` states is not in the client that this report describes, but will be with the "
    "action. If a required name resembles no property, perhaps the property is missing: describe it instead. Add at "
    "the end of overlay/validity.yaml, or, if an example is right and the type is wrong, correct the type by an action "
    "in overlay/schemas.yaml:"
)
SCOPE_KNOWN = "The scope of organization access tokens by Docker's reference of scopes (section d)."
SCOPE_PLACE_HOLDER = "scope-which-one"
TO_TITLE = "to give it one, add to overlay/names.yaml, with a better name if there is one:"
NO_NAME_OF_ITS_OWN = "Its class would be called like another."
NO_DESCRIPTION = "The document says nothing about it."
UNSENT = "Keys that bodies lose although they are required"
SEND = (
    "The document says `readOnly` of these keys now, so the client no longer sends them. `required` still lists them. "
    "Does the service still ask for them? As long as nobody knows that it does not, it is safer to send them. To go on "
    "sending them, add at the end of overlay/schemas.yaml. If it does not ask for them, and the `required` of the "
    "comment is only for requests, remove the key there instead:"
)
READ_ONLY = "`readOnly` in Docker's document now: no request sends it"
UNLESS_SENT = f'the client goes on sending it, by the action of "{UNSENT}"'
PLACE_HOLDER = "Say what it is"
UNGROUPED = "Tags that no group lists are left out by viewers of the document."
GROUP_TAGS = (
    "Docker has a tag that no group lists, and viewers of the document leave such tags out: the action adds it."
)
DIVIDED_BY_OFFSET = "The arguments of the list divide it into pages, which the build does not derive."
BY_OFFSET = (
    "The list comes in parts now, by an offset and a limit: the action states so, and the method stays or becomes a "
    "pager. Without it, the method returns the first part only, as Docker's response has it."
)
NO_ID = "The document has no operationId here."


def scopes_beside(operations: str, scopes: Sequence[str], fresh: Sequence[str] = ()) -> str:
    """Say which scopes similar operations need, and which are new.

    The text is a comment for the end of a line of YAML; empty if there are none of either.

    Args:
        operations: The operations, such as `other reads of repositories`.
        scopes: Names of the scopes that they need; may be empty.
        fresh: Names of the scopes that the new document is the first to name; empty by default.
    """
    parts = [f"{operations} need {', '.join(scopes)}"] if scopes else []
    parts += [f"the document newly names {', '.join(fresh)}"] if fresh else []
    return f"  # {'; '.join(parts)}" if parts else ""


def fault(key: str) -> str:
    """Describe an action that removes a key without a meaning."""
    if key == "example":
        return "The example is not of the type that the schema has."
    return f"The key `{key}` means nothing here."


def required(key: str) -> str:
    """Describe an action after which the client goes on sending a key."""
    return f"The schema requires `{key}`, and the service may go on asking for it in requests."


def not_shown(name: str, others: Sequence[str]) -> str:
    """Name a list and the fields that its table lacks, as a comment of YAML."""
    return f"  # {name}; not shown: {', '.join(others)}"


def required_by(places: Sequence[str]) -> str:
    """Name the lists that require a key, as a comment for a line of YAML."""
    return f"  # required by {' and '.join(places)}"


def misspelled(key: str, meant: str) -> str:
    """Describe an action that writes the value of a misspelled key again."""
    return f"The document has `{key}`, which means nothing, where it means `{meant}`."


def no_property(name: str, meant: str) -> str:
    """Describe an action that replaces or removes a name in `required`."""
    instead = f", where it means `{meant}`" if meant else ", and no property is called so"
    return f"The document requires `{name}`{instead}."


def unnamed(method: str, path: str, name: str, operation_id: str, better: str) -> str:
    """Return the introduction of an action that names a new operation.

    Args:
        method: HTTP method of the operation.
        path: Path of the operation.
        name: Name of the operation in Python at present.
        operation_id: Docker's name for the operation; empty if there is none.
        better: The proposed name; empty if there is none.
    """
    why = "from Docker's operationId" if operation_id else "for Docker gives it none"
    proposed = f"to call it hub.{better}()" if better else "to name it"
    return f"{method} {path} is called hub.{name}(), {why}; {proposed}, add at the end of overlay/names.yaml:"


def called(operation_id: str) -> str:
    """Describe an action that names an operation."""
    return f"The document calls it {operation_id}." if operation_id else NO_ID
