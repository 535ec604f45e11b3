"""Proposes actions for what makes a new document invalid."""

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import attrs

from codegen.document import nodes, overlay, validate
from codegen.document.load import JSON, Location
from codegen.document.overlay import Action, Overlay
from codegen.document.refs import UnresolvedReferenceError, first_location, json_path, node_at
from codegen.errors import BuildError
from codegen.plan.identifiers import snake_case
from codegen.report import wording_of_repairs as wording
from codegen.report.overlay_edits import Edit, Healed, attrs_replace

_MAX_REPAIRS = 50
_MAX_REMOVED_LENGTH = 400  # characters of JSON that a proposal removes; larger parts are not removed without a person
_MIN_RATIO = 0.6  # similarity of names, from 0 to 1
_LINE = re.compile(r"(?P<pointer>#\S*): (?P<reason>.+)", re.DOTALL)
_REFERENCE = re.compile(r"\$ref: (?P<reference>.+?) (?:points at|points outside|refers to|is behind|is no|does not)")
_QUOTED = re.compile(r"'([^']*)'")
_UNDECLARED = re.compile(r"(?:the security scheme )?(?P<name>.+?)(?: is not declared)?")
_SPELLINGS = {
    "boolean": "true|false",
    "integer": r"-?(?:0|[1-9]\d{0,9})",
    "number": r"-?(?:0|[1-9]\d{0,9})(?:\.\d{1,9})?",
}
"""Patterns of values of a type that are written as text."""
_KINDS = ("parameters", "responses", "requestBodies", "headers", "examples", "links", "callbacks", "schemas")
_BESIDE_NUMBERS = 1_000_000  # so that the number of an added action is the line of no other action


Target: TypeAlias = tuple[Location, JSON, JSON]
"""Target, `x-before` and `update` of an action; an `update` of `None` removes the node."""


@attrs.frozen
class Proposal:
    """Actions that repair a place of the document.

    Attributes:
        reason: What the proposal is, in words.
        actions: The actions, in the order of application.
        evidence: Description of the actions: why the overlay has them.
    """

    reason: str
    actions: Sequence[Target]
    evidence: str = wording.EVIDENCE


def add_repairs(healed: Healed, published: dict[str, JSON]) -> Healed:
    """Add actions to the overlay that make the document valid, if possible.

    Args:
        healed: The overlay that fits the new document, with its edits.
        published: The new published document.

    Returns:
        The overlay with further actions, each with an edit that a person must check. For a `$ref` that leads nowhere,
        the action names the component with the most similar name. An invalid place for which there is no proposal stays
        as it is, and so do places that are left after 50 attempts. `healed` itself if the document is valid, or if
        there are no overlays.
    """
    given_up: set[str] = set()
    for _ in range(_MAX_REPAIRS if healed.overlays else 0):
        lines = problems(healed.document)
        # The last item of a list comes first, because its removal moves no other item.
        line = max((each for each in lines if each not in given_up), key=_sorting_key, default=None)
        if line is None:
            break
        repaired = _repair(healed, published, line, lines)
        if repaired is None:
            given_up.add(line)
        else:
            healed = repaired
            given_up.clear()  # perhaps only another fault stood in the way
    return healed


def problems(document: dict[str, JSON]) -> tuple[str, ...]:
    """List what makes a document invalid, a line for each place.

    Args:
        document: The document.
    """
    try:
        validate.validate(document)
    except BuildError as problem:
        return problem.details or (problem.message,)
    return ()


def _repair(healed: Healed, published: dict[str, JSON], line: str, lines: Sequence[str]) -> Healed | None:
    """Add to the overlay the first proposal that repairs a place.

    The result is `None` if no proposal does.
    """
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    try:
        location = first_location(healed.document, match["pointer"]) if match["pointer"] != "#" else ()
        node = node_at(healed.document, location)
    except (UnresolvedReferenceError, KeyError):
        return None
    for proposal in _proposals(healed.document, location, node, match["reason"]):
        other = with_proposal(healed, published, proposal, line)
        if other is None:
            continue
        remaining = problems(other.document)
        is_first_stage = all(_REFERENCE.search(each) for each in lines)  # until these are right, others are hidden
        added = Counter(map(_place, remaining)) - Counter(map(_place, lines))
        is_repaired = line not in remaining if is_first_stage else not added and len(remaining) < len(lines)
        if is_repaired:
            return other
    return None


def _sorting_key(line: str) -> str:
    return re.sub(r"\d+", lambda number: number[0].zfill(6), line.partition(": ")[0])


def _place(line: str) -> str:
    """Return the pointer of a line without indices.

    Indices change if earlier items are removed.
    """
    return re.sub(r"/\d+(?=/|$)", "/0", line.partition(": ")[0])


def with_proposal(
    healed: Healed, published: dict[str, JSON], proposal: Proposal, obstacle: str, expected: str = wording.VALID
) -> Healed | None:
    """Add the actions of a proposal to the overlay.

    Args:
        healed: The overlay that fits the new document, with its edits.
        published: The new published document.
        proposal: The actions, and their reason.
        obstacle: Line on what the actions repair.
        expected: What the document would be without the obstacle; a valid document by default.

    Returns:
        The overlay with the actions in the file `validity`, or else in the last file. `None` if the actions fit in
        neither file.
    """
    for index in {_index_of_validity(healed.overlays): 0, len(healed.overlays) - 1: 0}:
        chosen = healed.overlays[index]
        actions = [
            Action(
                file=f"overlay/{chosen.name}.yaml",
                line=_BESIDE_NUMBERS + len(healed.edits) + number,
                target=json_path(location),
                description=proposal.evidence,
                discrepancy="D36",
                update=update,
                remove=update is None,
                matches=1,
                before=before,
            )
            for number, (location, before, update) in enumerate(proposal.actions)
        ]
        overlays = list(healed.overlays)
        overlays[index] = attrs_replace(chosen, [*chosen.actions, *actions])
        patched, misfits = overlay.apply_with_misfits(published, overlays)
        if not misfits:
            edits = [
                Edit(
                    action=action,
                    becomes=(action,),
                    reason=f"{wording.PROPOSAL} {proposal.reason}",
                    needs_check=True,
                    expected=expected,
                    actual=obstacle,
                    is_new=True,
                )
                for action in actions
            ]
            return attrs.evolve(healed, document=patched, overlays=overlays, edits=[*healed.edits, *edits])
    return None


def _index_of_validity(overlays: Sequence[Overlay]) -> int:
    return next((index for index, each in enumerate(overlays) if each.name == "validity"), len(overlays) - 1)


def _proposals(document: dict[str, JSON], location: Location, node: JSON, reason: str) -> Iterator[Proposal]:
    """Yield proposals for a place, the best first."""
    reference = _REFERENCE.match(reason)
    if reference and isinstance(node, dict) and isinstance(node.get("$ref"), str):
        is_of_wrong_kind = " does not belong there" in reason
        yield from _references(document, location, nodes.text(node["$ref"]), is_of_wrong_kind=is_of_wrong_kind)
    elif location[-2:-1] == ("security",) and isinstance(node, dict):
        yield from _schemes(document, location, node, reason)
    else:
        yield from _rules(location, node, reason)
        yield from _values(document, location, node, reason)


def _references(
    document: dict[str, JSON], location: Location, reference: str, *, is_of_wrong_kind: bool
) -> Iterator[Proposal]:
    """Yield proposals for a `$ref`: a component of a similar name, or none."""
    kind = _kind(location, "" if is_of_wrong_kind else reference)
    declared = nodes.mapping(nodes.mapping(document.get("components")).get(kind))
    before: dict[str, JSON] = {"$ref": reference}
    own = location[-1] if location[:-1] == ("components", kind) else None
    name = _most_similar(reference.rpartition("/")[2], [each for each in declared if each != own])
    if name:
        new = f"#/components/{kind}/{name}"
        yield Proposal(wording.similar(reference, new), [(location, before, {"$ref": new})])
    responses = node_at(document, location[:-1])
    if kind == "responses" and isinstance(responses, dict) and len(responses) == 1:
        text: JSON = {"description": wording.NO_DESCRIPTION}
        actions: list[Target] = [
            ((*location, "$ref"), reference, None),
            (location, {"description": "absent"}, text),
        ]
        yield Proposal(wording.without_reference(reference), actions)
    elif kind == "schemas":
        yield Proposal(wording.without_reference(reference), [((*location, "$ref"), reference, None)])
    else:
        yield Proposal(wording.without_referring_part(reference), [(location, before, None)])


def _kind(location: Location, reference: str) -> str:
    """Return the kind of the components that a `$ref` may lead to.

    The text of the `$ref` states the kind, or else the location of the `$ref` does.
    """
    named = [reference.removeprefix("#/components/").partition("/")[0]]
    above = ["requestBodies" if step == "requestBody" else step for step in reversed(location[-2:])]
    return next((kind for kind in (*named, *above) if kind in _KINDS), "schemas")


def _most_similar(name: str, others: Sequence[str]) -> str:
    """Return the name that is most similar; empty if none is similar.

    Names that end with the same words are similar, such as `too_many_requests` and `TooManyRequests`.
    """
    words = snake_case(name).split("_")

    def rank(other: str) -> tuple[int, float]:
        other_words = snake_case(other).split("_")
        pairs = zip(reversed(words), reversed(other_words), strict=False)
        equal = next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(words), len(other_words)))
        return equal, difflib.SequenceMatcher(None, "_".join(words), "_".join(other_words)).ratio()

    best = max(others, key=rank, default="")
    equal, ratio = rank(best)
    return best if best and (2 * equal >= len(words) or ratio >= _MIN_RATIO) else ""


def _schemes(
    document: dict[str, JSON], location: Location, requirement: dict[str, JSON], reason: str
) -> Iterator[Proposal]:
    """Yield proposals for an undeclared security scheme.

    The declared scheme of the most similar name takes its place.
    """
    match = _UNDECLARED.fullmatch(reason)
    old = match["name"] if match else ""
    declared = list(nodes.mapping(nodes.mapping(document.get("components")).get("securitySchemes")))
    new = _most_similar(old, declared) or next(iter(declared), "")
    if old in requirement and new:
        value = requirement[old]
        actions: list[Target] = [((*location, old), value, None), (location, {new: "absent"}, {new: value})]
        yield Proposal(wording.similar(old, new), actions)


def _rules(location: Location, node: JSON, reason: str) -> Iterator[Proposal]:
    """Yield proposals for rules whose repair the reason states."""
    required: JSON = node.get("required", "absent") if isinstance(node, dict) else "absent"
    if reason.startswith("a parameter of the path must be"):
        yield Proposal(wording.WRITTEN, [(location, {"required": required}, {"required": True})])
    if reason.startswith("a required body has no media type"):
        yield Proposal(wording.WRITTEN, [(location, {"required": required}, {"required": False})])
    undeclared = re.match(r"the path has \{(.*)\}, which no parameter declares", reason)
    if undeclared:
        parameter: JSON = {"in": "path", "name": undeclared[1], "required": True, "schema": {"type": "string"}}
        before: JSON = {} if isinstance(node, dict) and "parameters" in node else {"parameters": "absent"}
        yield Proposal(wording.WRITTEN, [(location, before, {"parameters": [parameter]})])
    lacking = re.match(r"'(description|title|version|responses)' is a required property", reason)
    if lacking:
        text: JSON = wording.NO_DESCRIPTION
        value: JSON = {"default": {"description": text}} if lacking[1] == "responses" else text
        yield Proposal(wording.WRITTEN, [(location, {lacking[1]: "absent"}, {lacking[1]: value})])
    if location[-1:] == ("type",) and isinstance(node, list) and "null" in node and len(node) == len(("type", "null")):
        type_: JSON = next((each for each in node if each != "null"), "string")
        yield Proposal(wording.WRITTEN, [(location[:-1], {"type": node}, {"type": type_, "nullable": True})])


def _values(document: dict[str, JSON], location: Location, node: JSON, reason: str) -> Iterator[Proposal]:
    """Yield proposals for a value: a similar allowed value, or no value."""
    *owner, key = location or ("",)
    if isinstance(key, str) and key and isinstance(node_at(document, tuple(owner)), dict):
        for value in _allowed_values(node, reason):
            yield Proposal(wording.WRITTEN, [(tuple(owner), {key: node}, {key: value})])
    is_route = location[:1] == ("paths",) and len(location) <= len(("paths", "/path", "get"))
    if location and not is_route and len(json.dumps(node)) <= _MAX_REMOVED_LENGTH:
        yield Proposal(wording.removed(json_path(location)), [(location, node, None)])


def _allowed_values(node: JSON, reason: str) -> Iterator[JSON]:
    """Yield values that are allowed in the place of a scalar.

    The reason states which values or types are allowed.
    """
    choices = reason.partition(" is not one of ")[2]
    if isinstance(node, str) and choices:
        yield from difflib.get_close_matches(node, _QUOTED.findall(choices), n=1, cutoff=_MIN_RATIO)
    kind = re.search(r"is not of type '(\w+)'$", reason)
    if kind is None or isinstance(node, dict | list):
        return
    if kind[1] == "string" and node is not None:
        yield json.dumps(node) if isinstance(node, bool) else str(node)
    elif isinstance(node, str) and re.fullmatch(_SPELLINGS.get(kind[1], r"(?!)"), node.strip().lower()):
        value: JSON = json.loads(node.strip().lower())
        yield value
