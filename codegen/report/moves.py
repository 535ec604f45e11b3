"""Decides which paths, schemas and tags were renamed or moved."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, partial

import attrs

from codegen.document import nodes, refs
from codegen.document.load import JSON, Location
from codegen.report import moved_paths, renamed_inputs

_PLAIN_NAME = re.compile(r"[A-Za-z_]\w*")
_SPLIT = frozenset({"properties", "required"})
"""Keys of a schema that may move to the members of its `allOf`."""


@attrs.frozen(kw_only=True, slots=False)
class Moves:
    """The renamed and moved parts of a new document.

    Attributes:
        old: The present published document.
        new: The new published document.
        components: New names of components, by kind and old name.
        paths: New paths by old paths, also by paths of the overlay that Docker documents in another spelling.
        tags: New names of tags by old names.
        inputs: New names of parameters and body fields, as `renamed_inputs.find` returns them; none by default.
    """

    old: dict[str, JSON]
    new: dict[str, JSON]
    components: Mapping[tuple[str, str], str]
    paths: Mapping[str, str]
    tags: Mapping[str, str]
    inputs: Mapping[Location, str] = attrs.field(factory=dict[Location, str])

    def rename(self, node: JSON) -> JSON:
        """Copy a value with the new names of components, tags and paths.

        Args:
            node: Part of a document. References, items of `tags`, security schemes in requirements, and keys that are
                paths, with the parameters in them, are renamed.
        """
        if isinstance(node, dict):
            return {
                self._key_of(key, value): self._rename_tags(value) if key == "tags" else self._rename_below(key, value)
                for key, value in node.items()
            }
        if isinstance(node, list):
            return [self.rename(item) for item in node]
        return self._references.get(node, node) if isinstance(node, str) else node

    def rename_variables(self, target: str, node: JSON) -> JSON:
        """Copy a value with the new names of the parameters in a path.

        Args:
            target: JSONPath of an action. If it names several paths, of which some have other new names than others,
                nothing is renamed.
            node: Part of a document, whose parameters in the path are renamed.
        """
        named = [path for path in nodes.mapping(self.old["paths"]) if f"'{path}'" in target]
        variables = [moved_paths.variables_of(path, self.paths.get(path, path)) for path in named]
        is_same = bool(variables) and all(each == variables[0] for each in variables)
        return moved_paths.with_variables(node, variables[0]) if is_same else node

    def targets(self, target: str) -> list[str]:
        """Rewrite the JSONPath of an action with new names.

        Args:
            target: The JSONPath.

        Returns:
            The JSONPath with the new names of components, paths, operationIds and tags. If parameters of the path have
            new names, a second JSONPath follows, which also has the new names of the parameters.
        """
        variables: dict[str, str] = {}
        for old, new in self.paths.items():
            if f"'{old}'" in target:
                target = target.replace(f"'{old}'", f"'{new}'")
                variables |= moved_paths.variables_of(old, new)
        for (kind, old), new in self.components.items():
            step = re.compile(rf"(?<=^\$\.components\.{re.escape(kind)})(?:\.[A-Za-z_]\w*|\[[^\[\]]*\])")
            if match := step.search(target):
                target = target[: match.start()] + _renamed_step(match[0], old, new) + target[match.end() :]
        for before, after in self._operation_ids.items():
            target = re.sub(rf"(?<=@\.operationId == '){re.escape(before)}(?=')", after, target)
        if target.startswith("$.tags["):
            return [re.sub(r"(?<== ')([^']*)(?=')", lambda match: self.tags.get(match[1], match[1]), target)]
        if not variables:
            return [target]
        names = "|".join(map(re.escape, variables))
        return [target, re.sub(rf"(?<== ')({names})(?=')", lambda match: variables[match[1]], target)]

    def locations(self, location: Location, before: JSON, document: dict[str, JSON]) -> list[Location]:
        """Find the new locations of a node.

        A node may have a new name, be behind a reference, be in members of an `allOf`, or be a parameter that is now in
        the path item and not in its operations, or the other way round.

        Args:
            location: Location in the present document.
            before: The present document, patched by the actions before the action in question.
            document: The new document, patched by the same actions.

        Returns:
            The new location. There are several if the node is split over members of an `allOf` or was copied to its
            uses, and none if the node no longer exists.
        """
        if locations := self._follow(location, before, document) or self._parameters(location, before, document):
            return locations
        component, below = location[:3], location[3:]
        copies: list[Location] = []
        for site in self._sites.get(refs.pointer(component), ()) if component[:1] == ("components",) else ():
            for start in self._follow(site, self.old, document):
                node = refs.node_at(document, start)
                if not (isinstance(node, dict) and "$ref" in node):
                    copies += self._walk((component, below), refs.find_node(before, component), (start, node), document)
        return copies

    def successor(self, kind: str, name: str) -> str | None:
        """Find the new component that replaces another in all references.

        Args:
            kind: Key of `components`, such as `schemas`.
            name: Name of the component that no longer exists.

        Returns:
            The name of the new component; `None` if the references lead to several components, an old one, or none.
        """
        added = nodes.components(self.new, kind).keys() - nodes.components(self.old, kind).keys()
        names = {refs.pointer(("components", kind, other)): other for other in added}
        successors: set[str | None] = set()
        for site in self._sites.get(refs.pointer(("components", kind, name)), ()):
            for location in self._follow(site, self.old, self.new):
                node = refs.node_at(self.new, location)
                if isinstance(node, dict):
                    successors.add(names.get(nodes.text(node.get("$ref"))))
        return successors.pop() if len(successors) == 1 else None

    def _rename_tags(self, node: JSON) -> JSON:
        if not isinstance(node, list):
            return self.rename(node)
        return [self.tags.get(item, item) if isinstance(item, str) else self.rename(item) for item in node]

    def _rename_below(self, key: str, value: JSON) -> JSON:
        return moved_paths.with_variables(self.rename(value), moved_paths.variables_of(key, self.paths.get(key, key)))

    def _key_of(self, key: str, value: JSON) -> str:
        """Return the new name of a path, or of a scheme in a requirement."""
        scheme = self.components.get(("securitySchemes", key), key)
        return scheme if isinstance(value, list) else self.paths.get(key, key)

    @cached_property
    def _operation_ids(self) -> dict[str, str]:
        """New operationIds by old ones, of the same path or its new path."""
        renamed: dict[str, str] = {}
        for path, method, operation in nodes.operations(self.old):
            now = refs.find_node(self.new, ("paths", self.paths.get(path, path), method))
            before = nodes.text(operation.get("operationId"))
            after = nodes.text(now.get("operationId")) if isinstance(now, dict) else ""
            renamed |= {before: after} if before and after and before != after else {}
        return renamed

    @cached_property
    def _references(self) -> dict[str, str]:
        """New references to renamed components, by present references."""
        return {
            refs.pointer(("components", kind, old)): refs.pointer(("components", kind, new))
            for (kind, old), new in self.components.items()
        }

    @cached_property
    def _sites(self) -> dict[str, list[Location]]:
        """Locations of the references in the present document, by reference."""
        sites: dict[str, list[Location]] = {}
        for location, reference in refs.references(self.old):
            sites.setdefault(reference, []).append(location)
        return sites

    def _follow(self, location: Location, before: JSON, document: dict[str, JSON]) -> list[Location]:
        return self._walk(((), location), before, ((), document), document)

    def _walk(
        self,
        steps: tuple[Location, Location],
        old: JSON,
        start: tuple[Location, JSON],
        document: dict[str, JSON],
        wholes: frozenset[Location] = frozenset(),
    ) -> list[Location]:
        """Follow the steps of a location in both documents in parallel.

        In the new document, new references and members of an `allOf` are followed too. `steps` are the steps above the
        nodes and the remaining steps; `wholes` are locations of schemas whose `allOf` is being followed.
        """
        above, below = steps
        location, node = _follow_reference(start, old, document)
        if not below:
            return [location]
        step, *rest = below
        inner = refs.find_node(old, (step,))
        key = self._key(above, step, old, node, document)
        there = refs.find_node(node, (key,))
        if there is not None and (
            locations := self._walk(((*above, step), tuple(rest)), inner, ((*location, key), there), document)
        ):
            return locations
        if step not in _SPLIT or not isinstance(node, dict) or location in wholes:  # members may contain each other
            return []
        parts = enumerate(nodes.sequence(node.get("allOf")))
        return [
            moved
            for index, part in parts
            for moved in self._walk(steps, old, ((*location, "allOf", index), part), document, wholes | {location})
        ]

    def _parameters(self, location: Location, before: JSON, document: dict[str, JSON]) -> list[Location]:
        """Find a parameter that moved between a path item and its operations."""
        if location[:1] != ("paths",) or "parameters" not in location[2:4]:
            return []
        path, index = str(location[1]), location.index("parameters") + 1
        own, below = location[:index], location[index:]
        now = self.paths.get(path, path)
        item = nodes.mapping(refs.find_node(document, ("paths", now)))
        locations: list[Location] = []
        for holder in ((), *((method,) for method in item if method in nodes.METHODS)):
            start = ("paths", now, *holder, "parameters")
            list_ = refs.find_node(document, start)
            if holder != location[2 : index - 1] and list_ is not None:
                locations += self._walk((own, below), refs.find_node(before, own), (start, list_), document)
        return locations

    def _key(self, above: Location, step: str | int, old: JSON, node: JSON, document: dict[str, JSON]) -> str | int:
        """Return the new key or index of a step; an index past the end for none."""
        if above == ("paths",):
            return self.paths.get(str(step), step)
        if above[:1] == ("components",) and above[2:] == ():
            return self.components.get((str(above[-1]), str(step)), step)
        sought = refs.find_node(old, (step,))
        if not isinstance(step, int) or not isinstance(node, list) or not isinstance(sought, dict):
            is_gone = isinstance(node, dict) and step not in node
            return self.inputs.get((*above, step), step) if is_gone else step
        if "name" not in sought:
            return self._index(step, old, sought, node)
        path = str(above[1]) if above[:1] == ("paths",) else ""
        name = nodes.text(sought["name"])
        name = moved_paths.variables_of(path, self.paths.get(path, path)).get(name, name)
        name = self.inputs.get(renamed_inputs.key_of_parameter(above, sought), name)
        for index, item in enumerate(node):
            _, there = _follow_reference(((), item), None, document)
            if isinstance(there, dict) and (there.get("in"), there.get("name")) == (sought.get("in"), name):
                return index
        return len(node)

    def _index(self, step: int, old: JSON, sought: dict[str, JSON], node: list[JSON]) -> int:
        """Return the new index of an item without a name.

        The item is recognized by its content, or because it is the only reference, or the only item that is none. Else
        the index stays.
        """
        same = [index for index, item in enumerate(node) if item == self.rename(sought)]
        if step in same or not isinstance(old, list) or len(old) != len(node):
            return step
        alike = [
            index
            for index, item in enumerate(node)
            if isinstance(item, dict) and ("$ref" in item) == ("$ref" in sought)
        ]
        candidates = same or alike
        return step if step in candidates or len(candidates) != 1 else candidates[0]


def find(old: dict[str, JSON], new: dict[str, JSON], own: Iterable[str] = ()) -> Moves:
    """Find the renamed and moved parts of a new document.

    `moved_paths` decides which paths were renamed. A missing component was renamed if exactly one new component has the
    same content, or if all references to the missing component lead to one new component now. A missing tag was renamed
    if its operations have exactly one new tag among them.

    Args:
        old: The present published document.
        new: The new published document.
        own: The paths that only the overlay has; none by default.

    Returns:
        The renamed and moved parts.
    """
    old_paths, new_paths = nodes.mapping(old["paths"]), nodes.mapping(new["paths"])
    paths = {**moved_paths.documented(own, old_paths, new_paths), **moved_paths.find(old_paths, new_paths)}
    tags = _renamed_tags(old, new, paths)
    components: dict[tuple[str, str], str] = {}
    gone: list[tuple[str, str]] = []
    for kind, value in nodes.mapping(old.get("components")).items():
        entries = nodes.mapping(value)
        there = nodes.components(new, kind)
        renamed = moved_paths.alike(entries, there, lambda node: node)
        components |= {(kind, name): other for name, other in renamed.items()}
        gone += [(kind, name) for name in entries.keys() - there.keys()]
    while True:  # a new name makes the references inside of that component comparable
        moves = Moves(old=old, new=new, components=components, paths=paths, tags=tags)
        more = {key: other for key in sorted(gone) if key not in components and (other := moves.successor(*key))}
        if not more:
            inputs = renamed_inputs.find(
                old, new, paths, partial(moves.locations, before=old, document=new), moves.rename
            )
            return attrs.evolve(moves, inputs=inputs)
        components = components | more


def _renamed_tags(old: dict[str, JSON], new: dict[str, JSON], paths: Mapping[str, str]) -> dict[str, str]:
    """Find missing tags whose operations have exactly one new tag in all."""
    old_tags = nodes.tags(old)
    new_tags = nodes.tags(new)
    before = set[str]().union(*old_tags.values())
    now = set[str]().union(*new_tags.values())
    followed: dict[str, set[str]] = {}
    for (path, method), tags in old_tags.items():
        after = new_tags.get((paths.get(path, path), method), set[str]())
        for tag in sorted(tags - now) if after else ():
            followed.setdefault(tag, set()).update(after - before)
    return {tag: names.pop() for tag, names in followed.items() if len(names) == 1}


def _renamed_step(step: str, old: str, new: str) -> str:
    """Rename a component in a step: `.name`, or `['name','other']`."""
    if step == f".{old}":
        return f".{new}" if _PLAIN_NAME.fullmatch(new) else f"['{new}']"
    return step.replace(f"'{old}'", f"'{new}'")


def _follow_reference(located: tuple[Location, JSON], old: JSON, document: dict[str, JSON]) -> tuple[Location, JSON]:
    """Follow a reference, unless the present document has one there too."""
    _, node = located
    reference = node.get("$ref") if isinstance(node, dict) else None
    if not isinstance(reference, str) or (isinstance(old, dict) and "$ref" in old):
        return located
    try:
        location = refs.target(document, reference)
    except KeyError:
        return located
    return location, refs.node_at(document, location)
