"""Compares two schemas through references, `allOf` and recursion, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from codegen.document.load import JSON, Location
from codegen.document.refs import json_path
from codegen.errors import BuildError
from codegen.plan import identifiers, naming
from codegen.plan.models import schemas
from codegen.report.changes import Changes, Level, States, yes_no

Direction: TypeAlias = Literal["sent", "received"]

_LIMITS = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "readOnly", "writeOnly",
)  # fmt: skip
_LONGEST_TEXT = 100
_ATTRIBUTE = "{owner}.{field}"


@dataclass(frozen=True, slots=True)
class Node:
    """A schema where it stands in its document."""

    document: dict[str, JSON]
    value: JSON
    location: Location

    def child(self, *steps: str | int) -> "Node":
        """The node below, which may be nothing (None)."""
        return Node(self.document, _walk(self.value, steps), (*self.location, *steps))

    def followed(self) -> "Node":
        """The node at the end of its references; nothing, if they lead nowhere."""
        node, seen = self, {self.location}
        while isinstance(node.value, dict) and isinstance(reference := node.value.get("$ref"), str):
            location = _pointer(reference)
            if location in seen:
                return Node(self.document, None, location)
            seen.add(location)
            node = Node(self.document, _walk(self.document, location), location)
        return node

    @property
    def path(self) -> str:
        """Its JSONPath."""
        return json_path(self.location)


@dataclass(frozen=True, slots=True)
class View:
    """What a schema says once references are followed and the members of `allOf` are merged."""

    keys: Mapping[str, JSON]
    fields: Mapping[str, Node]
    required: frozenset[str]
    name: str
    """Class name of the model, empty if it has none of its own."""
    node: Node

    @property
    def is_model(self) -> bool:
        """Whether Python has a class for it; an object without fields is a mapping."""
        return bool(self.name and self.fields)

    @property
    def nullable(self) -> bool:
        """Whether null is a value of it."""
        return self.keys.get("nullable") is True

    @property
    def values(self) -> frozenset[str]:
        """The values of its enumeration."""
        known = self.keys.get("enum")
        return frozenset(str(value) for value in known if value is not None) if isinstance(known, list) else frozenset()


def view(node: Node, _within: frozenset[Location] = frozenset()) -> View:
    """Looks at a schema; never fails, whatever it holds."""
    value = node.value if isinstance(node.value, dict) else {}
    title, reference = value.get("title"), value.get("$ref")
    parts: list[View] = []
    if isinstance(reference, str):
        location = _pointer(reference)
        if location not in _within:
            target = Node(node.document, _walk(node.document, location), location)
            parts.append(view(target, _within | {location}))
            if len(value) == 1:
                return parts[0]
    all_of = value.get("allOf")
    count = len(all_of) if isinstance(all_of, list) else 0
    parts += [view(node.child("allOf", index), _within) for index in range(count)]
    keys = {key: item for part in parts for key, item in part.keys.items() if key != "title"}
    keys |= {key: item for key, item in value.items() if key not in {"$ref", "allOf", "properties", "required"}}
    fields = {name: field for part in parts for name, field in part.fields.items()}
    own = value.get("properties")
    fields |= {name: node.child("properties", name) for name in own} if isinstance(own, dict) else {}
    required = frozenset(name for part in parts for name in part.required) | _names(value.get("required"))
    name = identifiers.class_name(title) if isinstance(title, str) else ""
    if not name and len(parts) == 1 and not own:
        name = parts[0].name  # another word for a schema, with a description of its own perhaps
    name = name or _component(node.location)
    return View(keys, fields, required, name, node)


def kind(node: Node, _within: frozenset[Location] = frozenset()) -> str:
    """Writes the type of a schema in a few words, without null: `string (date-time)`, `list of TagImage`."""
    seen = view(node)
    if seen.is_model:
        return seen.name
    if seen.node.location in _within:
        return "itself"
    within = _within | {seen.node.location}
    for key in ("oneOf", "anyOf"):
        options = seen.keys.get(key)
        if isinstance(options, list):
            members = {_with_null(seen.node.child(key, index), within) for index in range(len(options))}
            return f"one of {', '.join(sorted(members))}"
    name = seen.keys.get("type")
    if name == "array":
        return f"list of {_with_null(_inside(seen, 'items'), within)}"
    if name == "object" or seen.fields:
        extra = _inside(seen, "additionalProperties")
        return f"map of {_with_null(extra, within)}" if isinstance(extra.value, dict) and not seen.fields else "object"
    form = seen.keys.get("format")
    return (f"{name} ({form})" if form else str(name)) if name else "anything"


class SchemaComparison:
    """Compares schemas and adds what differs to the changes; each pair of models is compared once in each direction."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._compared: set[tuple[Location, Location, Direction]] = set()

    def value(self, name: str, old: Node, new: Node, direction: Direction, unnamed: str = "") -> None:
        """Compares the type of a value and all that is said about it, and what is inside.

        Args:
            name: What holds the value in Python, for example `Tag.images`.
            old: Its schema before.
            new: Its schema after.
            direction: Whether callers send or receive it.
            unnamed: What its fields belong to if it is an object that the document has no name for.
        """
        before, after = kind(old), kind(new)
        one, other = _model_inside(old), _model_inside(new)
        if one and other and one.name != other.name and _alike(one, other):
            if before.replace(one.name, other.name) == after:
                before = after  # the name is all that changed
            self._add(Level.BREAKING, one.name, "model renamed", (one.name, other.name), other.node)
        if before != after:
            widened = (before, after) in _WIDER or after == "anything"
            narrowed = (after, before) in _WIDER
            harmless = widened if direction == "sent" else narrowed
            self._add(Level.CHANGED if harmless else Level.BREAKING, name, "type", (before, after), new)
        self._inside(name, old, new, direction, unnamed)

    def _inside(self, name: str, old: Node, new: Node, direction: Direction, unnamed: str = "") -> None:
        before, after = view(old), view(new)
        pair = (before.node.location, after.node.location, direction)
        if pair in self._compared:
            return
        models = before.is_model and after.is_model
        if models and not _alike(before, after):
            return  # another model: the change of type says all
        self._compared.add(pair)
        self._about(after.name if models else name, before, after, direction)
        if before.fields and after.fields:
            owner = unnamed or name
            owners = (before.name, after.name) if models else (owner, owner)
            self.fields(owners, before, after, direction)
        for key in ("items", "additionalProperties"):
            one, other = _inside(before, key), _inside(after, key)
            if isinstance(one.value, dict) and isinstance(other.value, dict):
                self._inside(name, one, other, direction)
        others = {kind(member): member for member in _options(after)}
        for member in _options(before):
            if (match := others.get(kind(member))) is not None:
                self._inside(name, member, match, direction)
        if not models:  # what has no class of its own shows under the name of each of its owners
            self._compared.discard(pair)

    def fields(self, owners: States, old: View, new: View, direction: Direction, pattern: str = _ATTRIBUTE) -> None:
        """Compares the fields of two objects.

        Args:
            owners: The model in Python before and after, or the operation if the fields are its arguments.
            old: The object before.
            new: The object after.
            direction: Whether callers send or receive it.
            pattern: How the Python name is made of owner and field.
        """
        spell = attribute_name if pattern == _ATTRIBUTE else argument_name

        def python(field: str, owner: str = owners[1]) -> str:
            about = (new if field in new.fields else old).fields[field]
            return pattern.format(owner=owner, field=spell(field, view(about).keys))

        gone, fresh = old.fields.keys() - new.fields.keys(), new.fields.keys() - old.fields.keys()
        for field in gone:
            before = _described(old, field)
            likely = [other for other in fresh if _described(new, other) == before]
            rivals = [other for other in gone if _described(old, other) == before]
            hint = f"perhaps renamed to {python(likely[0])}" if len(likely) == len(rivals) == 1 else ""
            self._add(Level.BREAKING, python(field, owners[0]), "field removed", (before, hint), old.fields[field])
        for field in fresh:
            demanded = direction == "sent" and field in new.required
            level = Level.BREAKING if demanded else Level.ADDED
            self._add(level, python(field), "field added", ("", _described(new, field)), new.fields[field])
        for field in old.fields.keys() & new.fields.keys():
            names = (spell(field, view(old.fields[field]).keys), spell(field, view(new.fields[field]).keys))
            if names[0] != names[1]:
                self._add(Level.BREAKING, python(field), "argument renamed", names, new.fields[field])
            was, now = field in old.required, field in new.required
            if was != now:
                breaking = now if direction == "sent" else was
                level = Level.BREAKING if breaking else Level.CHANGED
                self._add(level, python(field), "required", yes_no(was, now), new.fields[field])
            self.value(python(field), old.fields[field], new.fields[field], direction)

    def _about(self, name: str, old: View, new: View, direction: Direction) -> None:
        """Compares what is said about one value."""
        if old.nullable != new.nullable:
            breaking = old.nullable if direction == "sent" else new.nullable
            level = Level.BREAKING if breaking else Level.CHANGED
            self._add(level, name, "may be null", yes_no(old.nullable, new.nullable), new.node)
        if old.values != new.values:
            fewer = bool(new.values) and not old.values <= new.values
            level = Level.BREAKING if direction == "sent" and fewer else Level.CHANGED
            self._add(level, name, "values", (_values(old), _values(new)), new.node)
        defaults = (show(old.keys.get("default")), show(new.keys.get("default")))
        if defaults[0] != defaults[1]:
            self._add(Level.CHANGED, name, "default", defaults, new.node)
        limits = (_limits(old), _limits(new))
        if limits[0] != limits[1]:
            self._add(Level.CHANGED, name, "limits", limits, new.node)
        was, now = is_deprecated(old.keys), is_deprecated(new.keys)
        if was != now:
            self._add(Level.DEPRECATED if now else Level.CHANGED, name, "deprecated", yes_no(was, now), new.node)
        texts = excerpt(old.keys.get("description"), new.keys.get("description"))
        if texts:
            self._add(Level.DOCUMENTATION, name, "description", texts, new.node)

    def _add(self, level: Level, name: str, what: str, states: States, node: Node) -> None:
        self._changes.add(level, name, what, states, node.path)


def argument_name(wire: str, about: Mapping[str, JSON]) -> str:
    """Spells an argument as the generator does; one that has no Python name keeps that of the wire."""
    try:
        return naming.argument_name(wire, about)
    except BuildError:
        return wire


def attribute_name(key: str, _: Mapping[str, JSON]) -> str:
    """Spells an attribute as the generator does; one that has no Python name keeps its key."""
    try:
        return schemas.attribute_name(key)
    except BuildError:
        return key


def is_deprecated(keys: Mapping[str, JSON]) -> bool:
    """Whether an operation, parameter or schema says that it is deprecated."""
    return keys.get("deprecated") is True


def show(value: JSON) -> str:
    """Writes a value as in the document; nothing for None."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def excerpt(old: JSON, new: JSON) -> States | None:
    """Shows where two texts differ, in no more than a line each; None if only white space does."""
    before, after = (" ".join(text.split()) if isinstance(text, str) else "" for text in (old, new))
    if before == after:
        return None
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    start = before.rfind(" ", 0, max(start - 20, 0)) + 1 if max(len(before), len(after)) > _LONGEST_TEXT else 0
    first, second = (
        ("…" if start else "")
        + text[start : start + _LONGEST_TEXT]
        + ("…" if len(text) > start + _LONGEST_TEXT else "")
        for text in (before, after)
    )
    return first, second


_WIDER = {("integer", "number"), ("string (date-time)", "string"), ("string (date)", "string")}


def _options(seen: View) -> Iterator[Node]:
    for key in ("oneOf", "anyOf"):
        options = seen.keys.get(key)
        for index in range(len(options) if isinstance(options, list) else 0):
            yield seen.node.child(key, index)


def _inside(seen: View, key: str) -> Node:
    """What stands under a key of the merged schema."""
    inner = seen.node.child(key)
    return inner if inner.value is not None else Node(seen.node.document, seen.keys.get(key), inner.location)


def _model_inside(node: Node) -> View | None:
    """The model that a value is, or is a list or map of."""
    seen, within = view(node), set[Location]()
    while not seen.is_model and seen.node.location not in within:
        within.add(seen.node.location)
        inner = [_inside(seen, key) for key in ("items", "additionalProperties")]
        seen = next((view(each) for each in inner if isinstance(each.value, dict)), seen)
    return seen if seen.is_model else None


def _alike(old: View, new: View) -> bool:
    """Whether two models are the same one, perhaps under another name: they share half of their fields."""
    return old.name == new.name or 2 * len(old.fields.keys() & new.fields.keys()) >= len(
        old.fields.keys() | new.fields.keys()
    )


def _with_null(node: Node, within: frozenset[Location]) -> str:
    return kind(node, within) + (" or null" if view(node).nullable else "")


def _described(owner: View, field: str) -> str:
    node = owner.fields[field]
    return _with_null(node, frozenset()) + (", required" if field in owner.required else "")


def _values(seen: View) -> str:
    return ", ".join(sorted(seen.values)) or "any"


def _limits(seen: View) -> str:
    return ", ".join(f"{key} {show(seen.keys[key])}" for key in _LIMITS if key in seen.keys)


def _names(required: JSON) -> frozenset[str]:
    return frozenset(str(name) for name in required) if isinstance(required, list) else frozenset()


def _component(location: Location) -> str:
    is_schema = location[:2] == ("components", "schemas") and len(location) == 3  # noqa: PLR2004  # and its name
    return identifiers.class_name(str(location[-1])) if is_schema else ""


def _pointer(reference: str) -> Location:
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in reference.removeprefix("#/").split("/"))


def _walk(node: JSON, steps: tuple[str | int, ...]) -> JSON:
    for step in steps:
        if isinstance(node, dict):
            node = node.get(str(step))
        elif isinstance(node, list) and str(step).isdigit() and int(step) < len(node):
            node = node[int(step)]
        else:
            return None
    return node
