"""Finds components of the overlay that nothing uses after the edits."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from codegen.document import overlay
from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.report import folders, hand_written_uses, overlay_texts, wording_of_remains
from codegen.report.hand_written_uses import Use
from codegen.report.overlay_edits import Edit

_COMPONENTS = re.compile(r"\$\.components\.(\w+)")
_REFERENCE = re.compile(r"#/components/(\w+/\w+)")


def find(
    edits: Sequence[Edit],
    to_make: Sequence[Edit],
    overlays: Sequence[Overlay],
    root: Path | None,
    published: Callable[[], dict[str, JSON]],
) -> list[Use]:
    """Find the components of the overlay that lose their last reference.

    A component has two lines: that of `x-before`, by which the action expects it to be absent, and its own.

    Args:
        edits: The edits of the overlay, some of whose actions refer to components before the edit.
        to_make: Those edits that are still to be made.
        overlays: The overlays, to whose actions the edits to be made apply.
        root: Folder of the project, for the lines of the components; if it is `None`, the first line of an action
            stands for them.
        published: Function that returns the new document, which may refer to the components, too.
    """
    after = hand_written_uses.after_edits(to_make, overlays)
    actions = [action for each in after for action in each.actions]
    lost = {name for edit in edits for name in _references(edit.action.update)}
    lost -= {name for action in actions for name in _references(action.update)}
    if lost:
        lost -= set(_references(overlay.apply_with_misfits(published(), after)[0]))
    unused = [(name, action) for action in actions for kind, name in _added(action) if f"{kind}/{name}" in lost]
    texts = {file: text.splitlines() for file, text in (folders.texts_of(root) if root and unused else ())}
    return [
        Use(
            name=name,
            what=wording_of_remains.UNUSED,
            places=tuple(
                f"overrides/{action.file}:{line}"
                for line in (
                    overlay_texts.line_of_expectation(action, name, texts),
                    overlay_texts.line_of_key(action, name, texts),
                )
                if line is not None
            ),
        )
        for name, action in unused
    ]


def _references(node: JSON) -> list[str]:
    return _REFERENCE.findall(json.dumps(node))


def _added(action: Action) -> Iterator[tuple[str, str]]:
    """Yield kind and name of each component that an action writes."""
    match = _COMPONENTS.fullmatch(action.target)
    for name in action.update if match and isinstance(action.update, dict) else ():
        yield match[1] if match else "", name
