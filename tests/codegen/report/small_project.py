"""A project of the small document, with overlays and no client yet."""

import json
from collections.abc import Mapping
from pathlib import Path

from codegen.write.build import Layout
from tests.codegen.report.small_client import base

NO_ACTIONS = "overlay: 1.0.0\ninfo: {title: Validity, version: 1.0.0}\nactions: []\n"


def small_project(folder: Path, overlays: Mapping[str, str]) -> Layout:
    """Write the project into a folder.

    Args:
        folder: Existing folder.
        overlays: Texts of the overlays, by name.
    """
    (folder / "overlay").mkdir()
    for name, text in overlays.items():
        (folder / "overlay" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "_version.py").write_text('__version__ = "0.1.0"\n', encoding="utf-8")
    (folder / "old.json").write_text(json.dumps(base()), encoding="utf-8")
    return Layout(
        spec=folder / "old.json",
        overlays=folder / "overlay",
        generated=folder / "generated",
        version=folder / "_version.py",
    )
