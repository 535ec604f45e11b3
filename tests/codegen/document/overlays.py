"""Makes overlays and applies them."""

from pathlib import Path
from textwrap import dedent

from codegen.document import overlay
from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay

HEAD = "overlay: 1.0.0\ninfo: {title: Test, version: 1.0.0}\n"


def action(target: str, *, update: JSON = None, remove: bool = False, matches: int = 1, before: JSON = None) -> Action:
    return Action(
        file="overlay/schemas.yaml",
        line=7,
        target=target,
        description="Because.",
        discrepancy="D1",
        update=update,
        remove=remove,
        matches=matches,
        before={} if before is None and not remove else before,
    )


def patch(doc: dict[str, JSON], *actions: Action) -> dict[str, JSON]:
    return overlay.apply(doc, [Overlay("schemas", "Test", actions)])


def misfits(doc: dict[str, JSON], *actions: Action) -> list[tuple[str, str, str]]:
    found = overlay.find_misfits(doc, [Overlay("schemas", "Test", actions)])
    return [(misfit.kind, misfit.expected, misfit.actual) for misfit in found]


def write(folder: Path, name: str, actions: str, head: str = HEAD) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(head + dedent(actions), encoding="utf-8")
    return folder
