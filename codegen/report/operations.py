"""Compares two OpenAPI documents operation by operation, as callers of the generated client see them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan import naming
from codegen.report.changes import Change, Changes, Level, States, yes_no
from codegen.report.schemas import Node, SchemaComparison, argument_name, excerpt, is_deprecated, kind, view

Names = Mapping[tuple[str, str], naming.OperationName]
_Key = tuple[str, str]  # path with bare braces, and method


def compare(
    old: dict[str, JSON], new: dict[str, JSON], old_names: Names | None = None, new_names: Names | None = None
) -> list[Change]:
    """Lists what changed between two documents: the meaning counts, not order, quoting, or where a `$ref` points.

    Args:
        old: The document from which the present client was generated.
        new: The document from which the next one will be.
        old_names: Python names of the old operations, where the document itself does not have the right ones.
        new_names: Likewise for the new ones.

    Returns:
        The changes, the gravest first.
    """
    changes = Changes()
    schemas = SchemaComparison(changes)
    old_names = operation_names(old) if old_names is None else old_names
    before = _operations(old, old_names)
    after = _operations(new, operation_names(new, old_names) if new_names is None else new_names)
    for key in before.keys() - after.keys():
        gone = before[key]
        moved = next((op for other, op in after.items() if op.id == gone.id and other not in before), None)
        if moved is not None:
            changes.add(Level.CHANGED, moved.call, "endpoint", (gone.label, moved.label), moved.label)
            _Comparison(changes, schemas, gone, moved).run()
        else:
            changes.add(Level.BREAKING, gone.call, "operation removed", (gone.label, ""), gone.label)
    moved_to = {op.id for key, op in before.items() if key not in after}
    for key in after.keys() - before.keys():
        fresh = after[key]
        if fresh.id not in moved_to:
            changes.add(Level.ADDED, fresh.call, "operation added", ("", fresh.label), fresh.label)
    for key in before.keys() & after.keys():
        _Comparison(changes, schemas, before[key], after[key]).run()
    was, now = ({op.resource for op in each.values() if op.name} for each in (before, after))
    for resource in was - now:
        changes.add(Level.BREAKING, f"hub.{resource}", "resource removed", (resource, ""), "$.tags")
    for resource in now - was:
        changes.add(Level.ADDED, f"hub.{resource}", "resource added", ("", resource), "$.tags")
    _general(changes, old, new)
    return changes.sorted()


def operation_names(document: dict[str, JSON], otherwise: Names | None = None) -> Names:
    """Names the operations as the generator does.

    Args:
        document: The whole document.
        otherwise: Names to use if the generator refuses to name them, by path and method; what is not among them goes
            by method and path.
    """
    try:
        return naming.name_operations(document)
    except BuildError:
        return otherwise or {}


@dataclass(frozen=True, slots=True)
class _Operation:
    """An operation where it stands in its document."""

    document: dict[str, JSON]
    path: str
    method: str
    name: naming.OperationName | None

    @property
    def label(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def id(self) -> str:
        return self.name.id if self.name else self.label

    @property
    def resource(self) -> str:
        return self.name.resource if self.name else ""

    @property
    def call(self) -> str:
        return f"hub.{self.id}()" if self.name else self.label

    @property
    def result(self) -> str:
        """What an answer without a name of its own is called."""
        return naming.result_class(self.name) if self.name else self.call

    def argument(self, name: str, *, positional: bool = False) -> str:
        """The call with one argument: `hub.orgs.get(org)`, `hub.orgs.list(page=)`."""
        return f"hub.{self.id}({name}{'' if positional else '='})" if self.name else f"{self.label} {name}"

    @property
    def node(self) -> Node:
        return Node(self.document, self.document, ()).child("paths", self.path, self.method)

    @property
    def keys(self) -> Mapping[str, JSON]:
        value = self.node.value
        return value if isinstance(value, dict) else {}

    def parameters(self) -> dict[tuple[str, str], Node]:
        """The parameters by place and name; those in the path go by their position, for their names are ours."""
        in_path = re.findall(r"\{([^}]+)\}", self.path)
        found: dict[tuple[str, str], Node] = {}
        for parent in (Node(self.document, self.document, ()).child("paths", self.path), self.node):
            listed = parent.child("parameters").value
            for index in range(len(listed) if isinstance(listed, list) else 0):
                node = parent.child("parameters", index).followed()
                where, name = (nodes.text(node.child(key).value) for key in ("in", "name"))
                if where == "path":
                    name = str(in_path.index(name)) if name in in_path else name
                found[where, name] = node
        return found

    def body(self) -> Node:
        return self.node.child("requestBody").followed()

    def success(self) -> Node:
        """The first answer of success that has a body, else the first; nothing if there is none."""
        answers = [self.node.child("responses", status).followed() for status in self.statuses() if status[0] == "2"]
        with_body = [answer for answer in answers if answer.child("content").value]
        return next(iter([*with_body, *answers]), Node(self.document, None, ()))

    def statuses(self) -> list[str]:
        declared = self.keys.get("responses")
        return sorted(declared) if isinstance(declared, dict) else []

    def refusals(self) -> str:
        """The errors that are declared."""
        return ", ".join(status for status in self.statuses() if status[0] != "2")

    def security(self) -> str:
        """Who may call: alternatives, each with the schemes that it takes together."""
        required = self.keys.get("security", self.document.get("security"))
        alternatives = required if isinstance(required, list) else []
        schemes = [" and ".join(sorted(each)) for each in alternatives if isinstance(each, dict)]
        return " or ".join(sorted(scheme or "nothing" for scheme in schemes)) or "nothing"


def _operations(document: dict[str, JSON], names: Names) -> dict[_Key, _Operation]:
    found: dict[_Key, _Operation] = {}
    for path, method, _ in nodes.operations(document):
        bare = re.sub(r"\{[^}]*\}", "{}", path)
        found[bare, method] = _Operation(document, path, method, names.get((path, method)))
    return found


class _Comparison:
    """Compares two states of one operation."""

    def __init__(self, changes: Changes, schemas: SchemaComparison, old: _Operation, new: _Operation) -> None:
        self._changes = changes
        self._schemas = schemas
        self._old = old
        self._new = new

    def run(self) -> None:
        old, new = self._old, self._new
        if old.id != new.id:
            self._changes.add(Level.BREAKING, old.call, "method renamed", (old.call, new.call), new.label)
        was, now = is_deprecated(old.keys), is_deprecated(new.keys)
        if was != now:
            self._add(Level.DEPRECATED if now else Level.CHANGED, "deprecated", yes_no(was, now))
        if old.security() != new.security():
            eased = "nothing" in new.security().split(" or ")
            self._add(Level.CHANGED if eased else Level.BREAKING, "credentials", (old.security(), new.security()))
        for key in ("summary", "description"):
            texts = excerpt(old.keys.get(key), new.keys.get(key))
            if texts:
                self._add(Level.DOCUMENTATION, key, texts)
        self._parameters()
        self._body()
        self._result()
        if old.refusals() != new.refusals():
            self._add(Level.DOCUMENTATION, "errors declared", (old.refusals(), new.refusals()))

    def _parameters(self) -> None:
        before, after = self._old.parameters(), self._new.parameters()
        for where, name in before.keys() - after.keys():
            node = before[where, name]
            states = (kind(node.child("schema")), "")
            argument = self._argument(node, where, self._old)
            self._changes.add(Level.BREAKING, argument, f"{where} parameter removed", states, node.path)
        for where, name in after.keys() - before.keys():
            node = after[where, name]
            required = node.child("required").value is True
            level = Level.BREAKING if required else Level.ADDED
            states = ("", kind(node.child("schema")) + (", required" if required else ""))
            argument = self._argument(node, where, self._new)
            self._changes.add(level, argument, f"{where} parameter added", states, node.path)
        for where, name in before.keys() & after.keys():
            self._parameter(where, before[where, name], after[where, name])

    def _parameter(self, where: str, old: Node, new: Node) -> None:
        argument = self._argument(new, where, self._new)

        def add(level: Level, what: str, states: States) -> None:
            self._changes.add(level, argument, what, states, new.path)

        before, after = _name(old), _name(new)
        if before != after:
            add(Level.BREAKING, "argument renamed", (before, after))
        was, now = (node.child("required").value is True for node in (old, new))
        if was != now:
            add(Level.BREAKING if now else Level.CHANGED, "required", yes_no(was, now))
        was, now = (node.child("deprecated").value is True for node in (old, new))
        if was != now:
            add(Level.DEPRECATED if now else Level.CHANGED, "deprecated", yes_no(was, now))
        texts = excerpt(old.child("description").value, new.child("description").value)
        if texts:
            add(Level.DOCUMENTATION, "description", texts)
        self._schemas.value(argument, old.child("schema"), new.child("schema"), "sent")

    @staticmethod
    def _argument(node: Node, where: str, operation: _Operation) -> str:
        return operation.argument(_name(node), positional=where == "path")

    def _body(self) -> None:
        old, new = _content(self._old.body()), _content(self._new.body())
        if old.keys() != new.keys():
            self._add(Level.CHANGED, "kinds of body", (_listed(old), _listed(new)))
        nothing = Node(self._new.document, None, ())
        before, after = (view(next(iter(kinds.values()), nothing)) for kinds in (old, new))
        if before.fields or after.fields:
            pattern = "hub.{owner}({field}=)" if self._new.name else "{owner} {field}"
            self._schemas.fields((self._old.id, self._new.id), before, after, "sent", pattern)
        elif old or new:
            name = argument_name("body", nodes.flatten(self._new.document, after.node.value))
            self._schemas.value(self._new.argument(name), before.node, after.node, "sent")

    def _result(self) -> None:
        old, new = _content(self._old.success()), _content(self._new.success())
        if old.keys() != new.keys():
            level = Level.CHANGED if list(old)[:1] == list(new)[:1] else Level.BREAKING
            self._add(level, "kinds of answer", (_listed(old), _listed(new)))
        if old and new:
            before, after = (next(iter(kinds.values())) for kinds in (old, new))
            self._schemas.value(self._new.call, before, after, "received", unnamed=self._new.result)

    def _add(self, level: Level, what: str, states: States) -> None:
        self._changes.add(level, self._new.call, what, states, self._new.label)


def _name(parameter: Node) -> str:
    about = {**view(parameter.child("schema")).keys, **(parameter.value if isinstance(parameter.value, dict) else {})}
    return argument_name(nodes.text(about.get("name")), about)


def _content(node: Node) -> dict[str, Node]:
    """The schemas of a body or an answer by kind of content, that which the client speaks first."""
    value = node.value if isinstance(node.value, dict) else {}
    return {name: node.child("content", name, "schema") for name in nodes.contents(value)}


def _listed(kinds: Mapping[str, Node]) -> str:
    return ", ".join(sorted(kinds)) or "none"


def _general(changes: Changes, old: dict[str, JSON], new: dict[str, JSON]) -> None:
    servers = (_servers(old), _servers(new))
    if servers[0] != servers[1]:
        changes.add(Level.CHANGED, "document", "servers", servers, "$.servers")
    before, after = (nodes.text(nodes.mapping(document.get("info")).get("version")) for document in (old, new))
    if before != after:
        changes.add(Level.DOCUMENTATION, "document", "version of the API", (before, after), "$.info.version")


def _servers(document: dict[str, JSON]) -> str:
    servers = nodes.sequence(document.get("servers"))
    return ", ".join(nodes.text(nodes.mapping(server).get("url")) for server in servers)
