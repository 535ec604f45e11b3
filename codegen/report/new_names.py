"""Proposes names for new operations, and for models of pages and results."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codegen.document import nodes, selection
from codegen.document.load import JSON
from codegen.plan.identifiers import class_name, snake_case
from codegen.plan.operation_names import OperationName
from codegen.report import annotations, model_pairs, wording_of_additions
from codegen.report.client import Client, Model

_WORD = re.compile(r"[a-z0-9]+")
_CREATION = re.compile(r"Create[A-Z]\w*(?:Response|Result)")  # a component that is called after its operation
_LIST_OF_MODELS = re.compile(r"list\[(\w+)\]")
_LIST_ALONE = re.compile(r"list\[(\w+)\](?: \| None)?")
_NUMBER = re.compile(r"(?<=[a-z])\d+$")  # of a class whose name is taken
_ITEMS = "results"
_BESIDE_ITEMS = frozenset({"count", "next", "previous"})
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class UnnamedPage:
    """A new model of a page, a list or a result that has an unusual name."""

    name: str
    """The name of the class, such as `PaginatedRoles`."""
    better: str
    """The name that it would have like other models, such as `RolePage`."""
    location: str
    """JSONPath of the schema."""
    title: str
    """The title of the schema in the document; empty if it has none."""
    why: str = wording_of_additions.PAGE_LIKE_OTHERS
    """The reason for the better name, as a description of an action."""


class Proposals:
    """Proposes names for the new operations of a document."""

    def __init__(self, names: Mapping[_Key, OperationName], present: Mapping[_Key, OperationName]) -> None:
        """Find new resources with several operations that all have equal nouns.

        The nouns of an operation are the words after the first word of its name; see `_nouns`.

        Args:
            names: The names of all operations of the new document.
            present: The names of the operations of the present document.
        """
        self._paths = {path for path, _ in names}
        nouns: dict[str, list[tuple[str, ...]]] = {}
        for key, name in names.items():
            nouns.setdefault(name.resource, []).append(_nouns(key, name))
        before = {name.resource for name in present.values()}
        self._of_one_noun = {
            resource
            for resource, each in nouns.items()
            if resource not in before and len(each) > 1 and len(set(each)) == 1 and each[0]
        }

    def group(self, key: _Key, name: OperationName) -> tuple[str, ...]:
        """Return the resource and the nouns that similar operations share.

        Args:
            key: Path and method of the operation.
            name: The name that the operation has now.
        """
        return (name.resource, *_nouns(key, name))

    def of(self, key: _Key, name: OperationName) -> Iterator[str]:
        """Yield better names for an operation, the best first.

        The names are these, in this order:

        - the first word alone, if the other words only repeat the resource (`custom_roles.list` for
          `custom_roles.list_roles`), or if all operations of a new resource have the same other words;
        - the name without the words of the resource, and without those of all steps before the resource in the path;
        - the name without the words of the resource;
        - for an operation without operationId, the first word with the words of the path's last step that is not a
          variable, in the singular for an operation on a single item of a collection.

        Args:
            key: Path and method of the operation.
            name: The name that the operation has now.

        Yields:
            The names, each as resource and method name.
        """
        path, _ = key
        own = [_singular(word) for word in _WORD.findall(name.resource)]
        nouns = _nouns(key, name)
        is_own = bool(nouns) and nouns[-1] == own[-1] and set(nouns) <= set(own)
        first = name.method_name.partition("_")[0]
        is_collection = any(other.startswith(f"{path}/{{") for other in self._paths)
        if not name.given and first == "get" and is_collection:
            first = "list"
        if is_own or (nouns and name.resource in self._of_one_noun):
            yield f"{name.resource}.{first}"
        yield from _shorter(name, path)
        if not name.given and nouns:
            is_of_one = first != "list" and (path.endswith("}") or is_collection)
            yield f"{name.resource}.{'_'.join([first, *(nouns if is_of_one else _last_words(path))])}"


def pages(old: Client, new: Client, document: dict[str, JSON]) -> list[UnnamedPage]:
    """Find new pages and lists that are not named like the present pages.

    Args:
        old: The present client.
        new: The new client.
        document: The patched document of the new client.

    Returns:
        The models, with better names that no model has; none unless more than half of the present pages are named after
        their items (`TagPage`), also if these get a better name. If another model has that name, what the list belongs
        to by its path precedes it (`OrgTagPage` for `/v2/orgs/{org_name}/tags`).
    """
    usual = [name == _page_of(model) for name, model in old.models.items() if _page_of(model)]
    if 2 * sum(usual) <= len(usual):
        return []
    better = {
        name: page if page not in new.models else _with_owner(page, name, new)
        for name, model in new.models.items()
        if name not in old.models and (page := _page_of(model) or _list_of(model)) not in {"", name}
    }
    for name, item in _numbered(old, new).items():
        better |= {page: f"{item}Page" for page, usual_name in better.items() if usual_name == f"{name}Page"}
    return [
        UnnamedPage(name, page, new.models[name].location, _title(document, new.models[name].location))
        for name, page in better.items()
        if page not in {"", name} and page not in new.models
    ]


def numbered(old: Client, new: Client, document: dict[str, JSON]) -> list[UnnamedPage]:
    """Find new classes that have a number, because another has their name.

    Args:
        old: The present client.
        new: The new client.
        document: The patched document of the new client.

    Returns:
        The models, with better names that no model has: what they belong to by the path of a list precedes the name
            (`RepositoryTag` for the `Tag2` of `/v2/repositories/{repository}/tags`).
    """
    return [
        UnnamedPage(
            name,
            better,
            new.models[name].location,
            _title(document, new.models[name].location),
            wording_of_additions.NO_NAME_OF_ITS_OWN,
        )
        for name, better in _numbered(old, new).items()
    ]


def is_told(notice: str, unnamed: Sequence[UnnamedPage]) -> bool:
    """Return whether a notice only asks for the name of a model that has one.

    Args:
        notice: A notice of the build.
        unnamed: The models with better names.
    """
    return any(f" the class is called {model.name}, " in notice for model in unnamed)


def _numbered(old: Client, new: Client) -> dict[str, str]:
    """Return better names for new classes that have a number."""
    added = {name: _NUMBER.sub("", name) for name in new.models if name not in old.models and _NUMBER.search(name)}
    better = {name: _with_owner(base, name, new) for name, base in added.items() if base in new.models}
    return {name: other for name, other in better.items() if other and other not in new.models}


def results(old: Client, new: Client, document: dict[str, JSON]) -> list[UnnamedPage]:
    """Find new classes that are named after an operation.

    Args:
        old: The present client.
        new: The new client.
        document: The patched document of the new client.

    Returns:
        The models, with better names that no model has: `CreatedRole` for what the creation of a `Role` returns; for an
            object inside of a schema, the name of the model around it with the name of the field.
    """
    proposals = {
        name: _result_of(model, new) or _part_of(model, new)
        for name, model in new.models.items()
        if name not in old.models
    }
    return [
        UnnamedPage(
            name,
            better,
            new.models[name].location,
            _title(document, new.models[name].location),
            wording_of_additions.CLASS_LIKE_OTHERS,
        )
        for name, better in proposals.items()
        if better not in {"", name} and better not in new.models
    ]


def _result_of(model: Model, client: Client) -> str:
    """Return `CreatedRole` for a new `Role` with more fields; else empty."""
    is_inline = model.name.endswith("Result") and ".post.responses" in model.location
    if not is_inline and not _CREATION.fullmatch(model.name):
        return ""
    contained = [
        other.name
        for other in client.models.values()
        if len(other.fields) > 1 and other.fields.keys() < model.fields.keys()
    ]
    largest = max(contained, key=lambda name: len(client.models[name].fields), default="")
    return f"Created{largest}" if largest else ""


def _part_of(model: Model, client: Client) -> str:
    """Return the name of the owner with that of the field; else empty."""
    owner, _, key = model.location.rpartition(".properties.")
    has = next((other.name for other in client.models.values() if owner and other.location == owner), "")
    is_named = "Result" in model.name and has
    return f"{has}{class_name(key)}" if is_named and key.isidentifier() else ""


def _page_of(model: Model) -> str:
    """Return the usual name for a page; empty if the model is no page."""
    items = _LIST_OF_MODELS.search(model.fields[_ITEMS].annotation) if _ITEMS in model.fields else None
    is_page = items is not None and bool(_BESIDE_ITEMS & model.fields.keys()) and annotations.names(items[0])
    return f"{items[1]}Page" if items is not None and is_page else ""


def _with_owner(usual: str, name: str, client: Client) -> str:
    """Return the usual name of a model, preceded by what its path belongs to.

    For example, the list of `/v2/namespaces/{namespace}/audit-logs` has a `NamespaceAuditLogPage`. The result is empty
    if no operation returns the model.
    """
    returned = [(method.fact("path"), {*annotations.names(method.envelope)}) for method in client.methods.values()]
    paths = [path for path, names in returned if name in names]
    paths += [path for path, names in returned if name in model_pairs.reachable_models(client, names)]
    steps = [[step for step in path.split("/")[2:] if "{" not in step] for path in paths[:1]]
    owners = [each[-2:][0] for each in steps if each]
    return "".join(f"{class_name(_singular(snake_case(owner)))}{usual}" for owner in owners)


def _list_of(model: Model) -> str:
    """Return the usual name for the response of a list; else empty."""
    items = [match for field in model.fields.values() if (match := _LIST_ALONE.fullmatch(field.annotation))]
    is_list = len(items) == 1 and model.name.endswith(("Response", "Result")) and annotations.names(items[0][0])
    return f"{items[0][1]}Page" if is_list else ""


def _title(document: dict[str, JSON], location: str) -> str:
    """Return the title of the node at a JSONPath; empty if there is none."""
    for node in selection.select(location, document):
        return nodes.text(nodes.mapping(node.value).get("title"))
    return ""


def _nouns(key: _Key, name: OperationName) -> tuple[str, ...]:
    """Return the words after a name's first, the last in the singular.

    For an operation without operationId, return the words of its path's last step that is not a variable.
    """
    words = name.method_name.split("_")[1:] if name.given else _last_words(key[0])
    return (*words[:-1], *map(_singular, words[-1:]))


def _last_words(path: str) -> list[str]:
    """Return the words of a path's last step that is not a variable.

    There are none if all steps are variables.
    """
    steps = [step for step in path.split("/") if step and not step.startswith("{")]
    return snake_case(steps[-1]).split("_") if steps else []


def _without_resource(name: OperationName) -> str:
    """Remove the words of the resource from a name.

    Returns:
        The shorter name; empty if the name does not contain all words of the resource, or consists of them.
    """
    own = {_singular(word) for word in _WORD.findall(name.resource)}
    words = name.method_name.split("_")
    kept = [word for word in words if _singular(word) not in own]
    if not own or len(kept) == len(words) or not kept or own - {_singular(word) for word in words}:
        return ""
    return f"{name.resource}.{'_'.join(kept)}"


def _shorter(name: OperationName, path: str) -> Iterator[str]:
    """Yield better names, the shortest first.

    The first lacks the words of the resource and of all names before the resource in the path. The second lacks only
    the words of the resource. A list keeps the plural of the path: `list_pulls` if the path ends with `pulls`.
    """
    better = _without_resource(name)
    if not better:
        return
    listed = f"{name.resource}.list_{_singular(last[-1])}" if (last := _last_words(path)) else ""
    better = f"{name.resource}.list_{last[-1]}" if better == listed else better
    own = {_singular(word) for word in _WORD.findall(name.resource)}
    steps = [{_singular(word) for word in _WORD.findall(step)} for step in path.split("/")]
    above = set[str]().union(*steps[: steps.index(own)]) if own in steps else set[str]()
    first, *words = better.partition(".")[2].split("_")
    yield f"{name.resource}.{'_'.join([first, *(word for word in words if _singular(word) not in above)])}"
    yield better


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
