"""Adapts the target, `x-before` and `x-matches` of an action, or drops it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

import attrs

from codegen.document import nodes, overlay, refs
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action, Misfit
from codegen.report import documented_items, kept_words, replaced_values, target_paths, wording, wording_of_remains
from codegen.report.adaptations import Adaptation, adapt, is_undocumented, with_keys
from codegen.report.moves import Moves
from codegen.report.replaced_values import Replaced

_FITS = ""
_DROPPING = frozenset({wording.DROP_DONE, wording.DOCUMENTED, wording_of_remains.ONE_CLASS})
_ORDER = (  # of reasons: the first that applies is stated
    wording.DOCUMENTED,
    wording.RETARGET,
    wording.PRUNE,
    wording.KEEP_VALUES,
    wording.LEAVE_OUT,
    wording.KEEP_NAME,
    wording.KEEP_MARKS,
    wording.KEEP_WORDS,
    wording_of_remains.KEEP_REMOVED,
    wording_of_remains.REMOVE_REST,
    wording.ADAPT,
)


@attrs.frozen(kw_only=True, slots=False)
class Refitting:
    """An action of the overlay, with the documents before and after.

    Attributes:
        action: The action, with new names in `x-before` and `update`.
        old: The action as it is in the overlay.
        moves: The renamed and moved parts of the new document.
        before: The present document, patched by the actions before this action.
        document: The new document, patched by the actions before this action.
        keep: Whether the action keeps writing its value although Docker changed the value that it replaces.
    """

    action: Action
    old: Action
    moves: Moves
    before: dict[str, JSON]
    document: dict[str, JSON]
    keep: bool

    def is_misled(self) -> bool:
        """Return whether an action must be changed although it fits.

        The nodes that the action changes may be behind references now, Docker may document parameters or tags that the
        action adds, or Docker may have changed what the action replaces.
        """
        is_retargeted = self._retargeted != self.action
        selected = overlay.selected_locations(self.action, self.document) if is_retargeted else self._selected
        return bool(self.replaced) or any(
            self._is_hidden(each) or documented_items.without_documented(self.action, self._node(each), self.document)
            for each in selected
        )

    @cached_property
    def replaced(self) -> list[Replaced]:
        """The values that the action replaces although Docker changed them."""
        return [each for location in self._locations for each in self._replaced(location)]

    def find(self, misfit: Misfit | None) -> Adaptation:
        """Find the actions that replace the action, and the reason.

        Args:
            misfit: The unmet precondition of the action; `None` if the action fits, but `is_misled`.
        """
        if misfit is not None and misfit.kind == "done" and not self.action.remove:
            selected = overlay.selected_locations(self.action, self.document)
            if set(self._locations) <= set(selected):  # otherwise a part of what it repairs has moved elsewhere
                return self._drop_done(self.action, selected)
        for other in self._by_new_names[1:]:
            if self._judge(other) is None and not self.replaced:
                reason = wording.RETARGET_UNDOCUMENTED if is_undocumented(self.action) else wording.RETARGET
                return Adaptation(reason, (other,), needs_check=True)
        if not self._locations:
            done = misfit is not None and misfit.kind == "done"
            return Adaptation(wording.DROP_DONE if done else wording.DROP_GONE, (), needs_check=not done)
        by_location = {location: self._adapt_at(location) for location in self._locations}
        if all(each.reason == _FITS for each in by_location.values()) and self._selected == list(by_location):
            target = target_paths.without_what_is_gone(self._retargeted, self.document)
            action = with_keys(self.action, target=target, matches=len(by_location))
            renamed = self._retargeted.target != self.action.target
            return Adaptation(wording.RETARGET if renamed else wording.RECOUNT, (action,), needs_check=renamed)
        return self._assemble(by_location)

    @cached_property
    def _by_new_names(self) -> list[Action]:
        """The action as it is, and copies with new names in the target, if any."""
        others = [with_keys(self.action, target=target) for target in self.moves.targets(self.action.target)]
        return [self.action, *(other for other in others if other != self.action)]

    @cached_property
    def _retargeted(self) -> Action:
        """The action with the target that selects most nodes."""
        as_it_is, *others = self._by_new_names
        if not others:
            return as_it_is
        # Of equals, `max` returns the first, which has new names.
        return max([*others, as_it_is], key=lambda other: len(overlay.selected_locations(other, self.document)))

    @cached_property
    def _selected(self) -> list[Location]:
        return overlay.selected_locations(self._retargeted, self.document)

    @cached_property
    def _former(self) -> list[Location]:
        """The locations of the action in the present document."""
        return overlay.selected_locations(self.old, self.before)

    @cached_property
    def _spots(self) -> list[list[Location]]:
        """The new locations of each location of the action."""
        return [self.moves.locations(location, self.before, self.document) for location in self._former]

    @cached_property
    def _locations(self) -> list[Location]:
        """All new locations: unchanged, additional and moved locations."""
        moved = [self._location_to_change(spot) for spots in self._spots for spot in spots]
        pairs = zip(self._former, self._spots, strict=True)
        left = {location for location, spots in pairs if spots}
        stayed = [spot for spot in self._selected if spot in moved or not (spot in left or self._is_hidden(spot))]
        return list(dict.fromkeys([*stayed, *moved]))

    @cached_property
    def _references(self) -> Mapping[Location, Location]:
        """Selected locations that are references now, by target of the reference."""
        references: dict[Location, Location] = {}
        for location in self._selected:
            node = self._node(location)
            reference = node.get("$ref") if isinstance(node, dict) else None
            if isinstance(reference, str):
                try:
                    references[refs.target(self.document, reference)] = location
                except KeyError:
                    continue
        return references

    def _is_hidden(self, location: Location) -> bool:
        """Return whether a location refers to the node that an update is for."""
        if self.action.remove or not self._references:
            return False
        followed = {each for spots in self._spots for each in spots}
        return any(here == location and there in followed for there, here in self._references.items())

    def _location_to_change(self, location: Location) -> Location:
        """Return a location, or the reference to it if the action removes nodes."""
        return self._references.get(location, location) if self.action.remove else location

    def _adapt_at(self, location: Location) -> Adaptation:
        """Find the actions that replace the action at one of its locations."""
        action = with_keys(self.action, target=target_paths.json_path(location, self.document), matches=1)
        node = self._node(location)
        is_part = self._is_part(location, node)
        if is_part or (action.remove and self._is_reference_to(action, location)):
            reason = wording.RETARGET if is_part else wording.ADAPT
            return Adaptation(reason, (with_keys(action, before=node),), needs_check=True)
        if split := self._split_properties(action, location):
            return split
        if self._is_of_another_class(location):
            return self._without_title(action)
        adapt_rest = partial(self._adapt, location=location)
        return documented_items.leave_to_docker(action, location, self.document, adapt_rest) or adapt_rest(action)

    def _adapt(self, action: Action, location: Location) -> Adaptation:
        """Adapt the action to the values at one of its locations."""
        misfit = self._judge(action)
        if misfit is None:
            changed = {each.keys: each.value for each in self._replaced(location)}
            return (
                adapt(action, changed, keep=self.keep) if changed else Adaptation(_FITS, (action,), needs_check=False)
            )
        if misfit.kind == "done":
            return self._drop_done(action, [location])
        (values,) = overlay.differences(action, self.document).values()
        return adapt(action, values, keep=self.keep)

    def _replaced(self, location: Location) -> list[Replaced]:
        """Find what the action replaces at one of its locations, if it fits."""
        pairs = zip(self._former, self._spots, strict=True)
        former = next((old for old, spots in pairs if location in map(self._location_to_change, spots)), None)
        if former is None or self._judge(with_keys(self.action, target=refs.json_path(location), matches=1)):
            return []
        return replaced_values.find(self.action, (self.before, former), (self.document, location), self.moves)

    def _is_of_another_class(self, location: Location) -> bool:
        """Return whether a title for an inline schema would rename another schema.

        Docker may use a named schema in the place of the inline schema. If both existed before, both had a class.
        """
        is_titled = isinstance(self.action.update, dict) and "title" in self.action.update
        if not is_titled or location[:-1] != nodes.SCHEMAS or location in self._selected:
            return False
        return location[-1] in nodes.mapping(refs.node_at(self.before, nodes.SCHEMAS))

    def _without_title(self, action: Action) -> Adaptation:
        """Leave the title out of an action that would rename another class."""
        entries = nodes.mapping(action.before), nodes.mapping(action.update)
        before, update = ({key: value for key, value in each.items() if key != "title"} for each in entries)
        nameless = with_keys(action, before=before, update=update)
        actions = (nameless,) if update and self._judge(nameless) is None else ()
        return Adaptation(wording.RETARGET if actions else wording_of_remains.ONE_CLASS, actions, needs_check=True)

    def _drop_done(self, action: Action, locations: Sequence[Location]) -> Adaptation:
        """Drop an action whose repair Docker has made, but keep words and marks."""
        kept = [kept_words.keep_words_only(action, self._node(location)) for location in locations]
        first = kept[0] if kept else None
        if first is None or any(other is None or other.update != first.update for other in kept):
            return Adaptation(wording.DROP_DONE, (), needs_check=False)
        return Adaptation(reason := kept_words.reason_to_keep(first), (first,), reason == wording.KEEP_MARKS)

    def _is_reference_to(self, action: Action, location: Location) -> bool:
        """Return whether a location now refers to a node that the action expects."""
        followed = {spot for spots in self._spots for spot in spots}
        behind = next((to for to, at in self._references.items() if at == location and to in followed), None)
        return behind is not None and self._judge(with_keys(action, target=refs.json_path(behind))) is None

    def _is_part(self, location: Location, node: JSON) -> bool:
        """Return whether a location has a part of the list to be removed."""
        for spots in self._spots:
            lists = [nodes.sequence(self._node(spot)) for spot in spots if isinstance(self._node(spot), list)]
            if self.action.remove and location in spots and len(lists) == len(spots) > 1 and isinstance(node, list):
                before = self.action.before if isinstance(self.action.before, list) else []
                return {repr(item) for list_ in lists for item in list_} == {repr(item) for item in before}
        return False

    def _split_properties(self, action: Action, location: Location) -> Adaptation | None:
        """Split an update of `properties` if only members of an `allOf` have some."""
        node, update, before = self._node(location), action.update, action.before
        if not isinstance(node, dict) or "allOf" not in node or "properties" in node:
            return None
        if not isinstance(update, dict) or not isinstance(update.get("properties"), dict):
            return None
        parts = self._parts(location)
        if not parts:
            return None
        expected = nodes.mapping(before.get("properties")) if isinstance(before, dict) else {}
        groups: dict[Location, dict[str, JSON]] = {}
        for name, change in nodes.mapping(update["properties"]).items():
            own = [part for part in parts if name in nodes.mapping(nodes.mapping(self._node(part)).get("properties"))]
            groups.setdefault((own or parts)[-1], {})[name] = change
        rest = {key: value for key, value in update.items() if key != "properties"}
        others = {key: value for key, value in nodes.mapping(before).items() if key != "properties"}
        actions = [with_keys(action, before=others, update=rest)] if rest else []
        for part, properties in groups.items():
            states: JSON = {"properties": {name: expected[name] for name in properties if name in expected}}
            more = with_keys(
                action,
                target=target_paths.json_path(part, self.document),
                before=states,
                update={"properties": properties},
            )
            actions += self._fit_part(more)
        return Adaptation(wording.RETARGET, tuple(actions), needs_check=True)

    def _fit_part(self, action: Action) -> Sequence[Action]:
        """Adapt the action for a part; return no action if Docker repaired it."""
        misfit = self._judge(action)
        if misfit is None or misfit.kind == "done":
            return [action] if misfit is None else []
        (values,) = overlay.differences(action, self.document).values()
        return adapt(action, values, keep=self.keep).actions

    def _parts(self, start: Location) -> list[Location]:
        """List members of an `allOf`, at any depth, that have properties."""
        parts: dict[Location, bool] = {}
        waiting: list[Location] = [start]
        while waiting:
            location = waiting.pop(0)
            node = self._node(location)
            reference = node.get("$ref") if isinstance(node, dict) else None
            if isinstance(reference, str):
                try:
                    location = refs.target(self.document, reference)
                except KeyError:
                    continue
                node = self._node(location)
            if isinstance(node, dict) and location not in parts:
                parts[location] = "properties" in node
                waiting[:0] = [(*location, "allOf", index) for index in range(len(nodes.sequence(node.get("allOf"))))]
        return [part for part, has_properties in parts.items() if has_properties]

    def _assemble(self, by_location: Mapping[Location, Adaptation]) -> Adaptation:
        """Combine the actions that replace the action at all its locations."""
        by_location = dict(self._one_of_parts(by_location))
        actions: list[Action] = []
        left = list(by_location)
        while left:
            first = by_location[left[0]]
            alike = [spot for spot in left if spot == left[0] or by_location[spot].is_like(first)]
            left = [spot for spot in left if spot not in alike]
            actions += first.actions if first.is_elsewhere else self.retarget(first.actions, alike)
        reasons = {each.reason for each in by_location.values()}
        if any(each.actions and location not in self._selected for location, each in by_location.items()):
            reasons.add(wording.RETARGET)
        needs_check = wording.RETARGET in reasons or any(each.needs_check for each in by_location.values())
        if not actions:
            is_one = len(reasons) == 1 and not reasons.isdisjoint(_DROPPING)
            dropped = reasons.pop() if is_one else wording.DROP_CHANGED
            return Adaptation(dropped, (), needs_check=dropped != wording.DROP_DONE)
        stated = [reason for reason in _ORDER if reason in reasons]
        if len(reasons) > 1 and wording.RETARGET not in reasons:
            stated = [wording.DONE_IN_PART if reasons == {_FITS, wording.DROP_DONE} else wording.NARROW]
        return Adaptation((stated or [wording.NARROW])[0], tuple(actions), needs_check=needs_check)

    def _one_of_parts(self, by_location: Mapping[Location, Adaptation]) -> Iterator[tuple[Location, Adaptation]]:
        """Keep one of several `properties` of an `allOf`: the last that fits."""
        superfluous: set[Location] = set()
        for spots in self._spots:
            if len(spots) < 2 or self.action.remove or any(spot[-1:] != ("properties",) for spot in spots):  # noqa: PLR2004
                continue
            fitting = [spot for spot in spots if spot in by_location and by_location[spot].reason == _FITS]
            kept = (fitting or spots)[-1]  # the last of all, if none fits
            superfluous |= {spot for spot in spots if spot != kept}
        for location, each in by_location.items():
            if location not in superfluous:
                yield location, each

    def retarget(self, actions: Sequence[Action], locations: Sequence[Location]) -> list[Action]:
        """Point an action at some locations, by a single target if possible.

        Args:
            actions: The action. Several actions, or none, are returned unchanged.
            locations: The locations to which the single action is applied.

        Returns:
            A copy of the action for each target of `target_paths.cover`.
        """
        if not actions or len(actions) > 1:
            return list(actions)
        action = with_keys(actions[0], target=self._retargeted.target, matches=len(locations))
        return [
            with_keys(action, target=target, matches=count)
            for target, count in target_paths.cover(action, locations, self.document)
        ]

    def _node(self, location: Location) -> JSON:
        return refs.node_at(self.document, location)

    def _judge(self, action: Action) -> Misfit | None:
        return overlay.judge(action, self.document)
