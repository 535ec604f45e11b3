"""Finds what the overlay says of a route and Docker's document does not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

import attrs

from codegen.document import merged_schemas, nodes, overlay, refs
from codegen.document.expectations import ABSENT, same
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action, Overlay
from codegen.errors import BuildError
from codegen.plan.operations.describe import accepts_organization_tokens
from codegen.report import documented_items, renamed_inputs, wording_of_remains
from codegen.report.adaptations import with_keys
from codegen.report.moves import Moves

_OF_OPERATION = ("description", "security")
"""Keys of an operation that come back only if Docker lacks them; else Docker's own words hold."""
_TOKEN, _SCOPE = "x-organization-token", "x-organization-scope"
_NEVER = frozenset({"example", "examples", "title", "x-undocumented", "x-evidence"})  # classes keep names elsewhere
_FIRST_ERROR = "4"  # compared as text, the statuses of errors are not less: `404`, `5XX`, `default`


def components_of_overlay(overlays: Sequence[Overlay], moves: Moves) -> dict[str, JSON]:
    """Find the components of the patched document that Docker lacks.

    Args:
        overlays: The present overlays.
        moves: The present and the new published document.

    Returns:
        Each component of the present patched document that the new published document lacks, by its reference.
    """
    present = overlay.apply_with_misfits(moves.old, overlays)[0]
    theirs = nodes.mapping(moves.new.get("components"))
    return {
        refs.pointer(("components", kind, name)): component
        for kind, components in nodes.mapping(present.get("components")).items()
        for name, component in nodes.mapping(components).items()
        if name not in nodes.mapping(theirs.get(kind))
    }


def actions_for_lacking(
    action: Action, document: dict[str, JSON], own_components: Mapping[str, JSON]
) -> tuple[Action, ...]:
    """Find the actions that bring back what Docker's document lacks.

    The action adds a route that Docker documents now, or parameters of such a route. Docker may lack an argument, a
    field, a limit, or the status of an error, and may describe an argument in other words. Docker may document an
    object that contains a list, where the service was recorded to send the list itself.

    Args:
        action: The action, as it was for the undocumented route.
        document: The new document, patched by the actions before this action.
        own_components: Result of `components_of_overlay`. The content of these components is compared with Docker's,
            and not the references to them, because nothing else may need the components any more.

    Returns:
        An action for each node of the new document that lacks a part of the update, or contradicts it. Where Docker's
        body seems to have a field of the update under another name, actions remove that field. An action that would not
        fit that document is left out. The actions bring back only these parts of an operation, without examples:

        - parameters; missing parameters only if the action adds the whole operation;
        - the body without its description;
        - the content of responses that Docker has, and missing responses with the status of an error;
        - if the action adds the whole operation: description and `security` where Docker has none, and organization
          access tokens with their scope where Docker's operation does not accept them.
    """
    lacking = _Lacking(document, own_components)
    for location in overlay.selected_locations(action, document):
        for operation_location, ours in _operations(action.update, refs.node_at(document, location), location):
            lacking.compare_operations(ours, operation_location)
    described = replace(action, description=wording_of_remains.documented_without(action.description))
    written = [
        *(
            with_keys(described, target=target, matches=1, before=lacking.before[target], update=update)
            for target, update in lacking.update.items()
        ),
        *(
            replace(with_keys(described, target=target, matches=1, before=value), update=None, remove=True)
            for target, value in lacking.superfluous.items()
        ),
    ]
    return tuple(each for each in written if overlay.judge(each, document) is None)


def _operations(ours: JSON, theirs: JSON, location: Location) -> Iterator[tuple[Location, dict[str, JSON]]]:
    """Yield the operations of an update that the document has, too."""
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return
    if "responses" in ours or "parameters" in ours:
        yield location, ours
    for key, value in ours.items():
        if key in theirs and (key in nodes.METHODS or key.startswith("/")):
            yield from _operations(value, theirs[key], (*location, key))


@attrs.frozen
class _Lacking:
    """Collects what Docker's document lacks or contradicts, for actions.

    Attributes:
        document: The new document, patched by earlier actions.
        own_components: The components of the overlay that Docker's document lacks, by reference.
        before: The `x-before` of each action to write, by the target of the action.
        update: The `update` of each action to write, by the same targets.
        superfluous: For each target: what its action is to remove, which are fields with another name, and items of
            `required`.
    """

    document: dict[str, JSON]
    own_components: Mapping[str, JSON]
    before: dict[str, dict[str, JSON]] = attrs.field(factory=dict)
    update: dict[str, dict[str, JSON]] = attrs.field(factory=dict)
    superfluous: dict[str, JSON] = attrs.field(factory=dict)
    _compared: set[tuple[str, Location]] = attrs.field(factory=set, init=False)

    def compare_operations(self, ours: Mapping[str, JSON], location: Location) -> None:
        """Compare an operation, or what an action adds to one, with Docker's."""
        target = refs.json_path(location)
        theirs = self._node(location)
        is_whole = "responses" in ours  # otherwise the parameters that Docker lacks stay in the action itself
        for key in _OF_OPERATION:
            if is_whole and key in ours and key not in theirs:
                self._note(target, (key,), ABSENT, ours[key])
        if is_whole and ours.get(_TOKEN) is True and not accepts_organization_tokens(theirs):
            for key in (_TOKEN, _SCOPE):
                if key in ours:
                    self._note(target, (key,), ABSENT, ours[key])
        self._compare_parameters(nodes.sequence(ours.get("parameters")), location, is_whole=is_whole)
        if "requestBody" in ours:
            body = {key: value for key, value in nodes.mapping(ours["requestBody"]).items() if key != "description"}
            self._compare({"requestBody": body}, target, location)
        responses = nodes.mapping(theirs.get("responses"))
        for status, response in nodes.mapping(ours.get("responses")).items():
            if status not in responses:
                if status >= _FIRST_ERROR:
                    self._note(target, ("responses", status), ABSENT, response)
            elif isinstance(response, dict) and "content" in response:
                content: JSON = {"responses": {status: {"content": response["content"]}}}
                if not self._note_array(nodes.mapping(response["content"]), (*location, "responses", status)):
                    self._compare(content, target, location)

    def _note_array(self, ours: Mapping[str, JSON], location: Location) -> bool:
        """Add the mark for a response that is an array, or an object with it.

        Args:
            ours: The `content` of the overlay's response.
            location: Location of Docker's response.

        Returns:
            `True` if the overlay documents an array, and Docker documents an object with a single array property: the
            mark `x-array-of`, with which the client reads both forms, is then added for Docker's schema. Otherwise
            `False`.
        """
        try:
            start, theirs = nodes.locate(self.document, dict(self._node(location)), location)
            for media_type, schema in nodes.contents(theirs).items():
                at, there = nodes.locate(self.document, schema, (*start, "content", media_type, "schema"))
                here = self._own_schema(nodes.mapping(ours.get(media_type)).get("schema"))
                properties = merged_schemas.object_properties(self.document, there)
                lists = [key for key, value in properties.items() if value.get("type") == "array"]
                if here.get("type") == "array" and len(lists) == 1 and "x-array-of" not in there:
                    self._note(refs.json_path(at), ("x-array-of",), ABSENT, lists[0])
                    return True
        except (BuildError, KeyError):
            return False  # the document is not valid, which the report says
        return False

    def _own_schema(self, schema: JSON) -> Mapping[str, JSON]:
        """Return a schema of the overlay, or the component that it refers to."""
        entries = nodes.mapping(schema)
        return nodes.mapping(self.own_components.get(nodes.text(entries.get("$ref")))) or entries

    def _compare_parameters(self, ours: list[JSON], location: Location, *, is_whole: bool) -> None:
        """Compare parameters; only a whole operation brings back missing ones."""
        theirs = self._node(location).get("parameters", [])
        of_path = self._node(location[:-1]).get("parameters", [])
        names = [documented_items.name_of(item, self.document) for item in nodes.sequence(theirs)]
        declared = {*names, *(documented_items.name_of(item, self.document) for item in nodes.sequence(of_path))}
        absent = [item for item in ours if documented_items.name_of(item, self.document) not in declared]
        if absent and is_whole:
            self._note(refs.json_path(location), ("parameters",), theirs or ABSENT, absent)
        for item in ours:
            name = documented_items.name_of(item, self.document)
            if name in names and isinstance(item, dict):
                target = f"{refs.json_path(location)}.parameters[?@.name == '{name[1]}']"
                self._compare(item, target, (*location, "parameters", names.index(name)))

    def _compare(self, ours: JSON, target: str, location: Location, path: tuple[str, ...] = ()) -> None:
        """Compare a value with the node at a path of keys below a target.

        Args:
            ours: The value of the overlay.
            target: JSONPath of the node that an action would change.
            location: Location of the node to compare.
            path: The keys that lead from the target to that node; none by default.
        """
        theirs = refs.node_at(self.document, location)
        ours = self._content(ours, location)
        reference = theirs.get("$ref") if isinstance(theirs, dict) else None
        if isinstance(reference, str) and isinstance(ours, dict) and "$ref" not in ours:
            try:
                location = refs.target(self.document, reference)
            except KeyError:
                return
            self._compare(ours, refs.json_path(location), location)
        elif isinstance(ours, dict) and isinstance(theirs, dict):
            self._note_renamed(ours, theirs, location)
            for key, value in ours.items():
                if key == "allOf" and isinstance(theirs.get(key), list):
                    self._compare_members(nodes.sequence(value), location)
                elif key in theirs:
                    self._compare(value, target, (*location, key), (*path, key))
                elif key == "properties" and "allOf" in theirs:
                    self._compare_parts(nodes.mapping(value), location)
                elif key not in _NEVER and "$ref" not in {key, *theirs}:
                    self._note(target, (*path, key), ABSENT, value)
        elif isinstance(ours, list) and isinstance(theirs, list):
            absent = [item for item in ours if not any(same(item, other) for other in theirs)]
            if absent:
                self._note(target, path, theirs, absent)
        elif path[-1] not in _NEVER and not same(ours, theirs):
            self._note(target, path, theirs, ours)

    def _content(self, ours: JSON, location: Location) -> JSON:
        """Return a value, or the component of the overlay to which it refers.

        The result is empty if the component was compared with the same location before, as in a recursive schema.
        """
        reference = str(ours.get("$ref")) if isinstance(ours, dict) else ""
        if reference not in self.own_components:
            return ours
        is_compared = (reference, location) in self._compared
        self._compared.add((reference, location))
        return {} if is_compared else self.own_components[reference]

    def _note_renamed(self, ours: Mapping[str, JSON], theirs: Mapping[str, JSON], location: Location) -> None:
        """Note Docker's fields that seem to be ours, under other names.

        With both names, a body would need both fields if they are required.
        """
        our_fields, their_fields = (nodes.mapping(each.get("properties")) for each in (ours, theirs))
        lacking = {name: field for name, field in our_fields.items() if name not in their_fields}
        added = {name: field for name, field in their_fields.items() if name not in our_fields}
        for name in renamed_inputs.pair(lacking, added).values():
            self.superfluous[refs.json_path((*location, "properties", name))] = added[name]
            if name in nodes.sequence(theirs.get("required")):
                self.superfluous[f"{refs.json_path((*location, 'required'))}[?@ == '{name}']"] = name

    def _compare_members(self, ours: Sequence[JSON], location: Location) -> None:
        """Compare the properties of the members of an `allOf`."""
        theirs = nodes.sequence(self._node(location)["allOf"])
        for member in ours:
            if not any(same(member, other) for other in theirs):
                content = nodes.mapping(self._content(member, location))
                self._compare_parts(nodes.mapping(content.get("properties")), location)

    def _compare_parts(self, ours: Mapping[str, JSON], location: Location) -> None:
        """Compare each property with the last member of an `allOf` that has it.

        A property that no member has is compared with the last member that has properties.
        """
        parts = [(*location, "allOf", index) for index in range(len(nodes.sequence(self._node(location)["allOf"])))]
        followed = [self._followed(part) for part in parts]
        having = [part for part in followed if "properties" in self._node(part)]
        for name, value in ours.items():
            own = [part for part in having if name in nodes.mapping(self._node(part)["properties"])]
            for part in (own or having)[-1:]:
                self._compare({"properties": {name: value}}, refs.json_path(part), part)

    def _followed(self, location: Location) -> Location:
        """Return the location to which a reference leads, or the location."""
        reference = self._node(location).get("$ref")
        try:
            return refs.target(self.document, reference) if isinstance(reference, str) else location
        except KeyError:
            return location

    def _node(self, location: Location) -> Mapping[str, JSON]:
        """Return a node; an empty mapping if it is no object, such as `true`."""
        node = refs.node_at(self.document, location)
        return node if isinstance(node, dict) else {}

    def _note(self, target: str, path: tuple[str, ...], there: JSON, ours: JSON) -> None:
        """Note that a node has another value, or none, at a path of keys."""
        for states, value in ((self.before, there), (self.update, ours)):
            node = states.setdefault(target, {})
            for key in path[:-1]:
                node = cast("dict[str, JSON]", node.setdefault(key, {}))
            node[path[-1]] = value
