"""Metadata of the package that depends on where it is built: addresses, and a README whose links work elsewhere."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE_LINK = re.compile(r"\[(?P<text>[^]]*)\]\((?!https?://|#)(?P<path>[^)]*)\)")


class CustomMetadataHook(MetadataHookInterface):
    """Fills in `readme` and `urls` of pyproject.toml when a package is built."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add both to the metadata.

        Args:
            metadata: The table `project` of pyproject.toml.
        """
        address = repository_address(os.environ)
        text = (Path(self.root) / "README.md").read_text("utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": package_page(text, address)}
        metadata["urls"] = urls(address)


def repository_address(environment: Mapping[str, str]) -> str | None:
    """Find the address of the repository, which GitHub's workflows know and this file does not.

    Args:
        environment: Environment variables.

    Returns:
        The address, or `None` where the package is built by hand: none is better than a wrong one.
    """
    server, name = environment.get("GITHUB_SERVER_URL"), environment.get("GITHUB_REPOSITORY")
    return f"{server}/{name}" if server and name else None


def package_page(text: str, address: str | None) -> str:
    """Make the README fit for the page of the package, where links relative to a file lead nowhere.

    Args:
        text: The README.
        address: Address of the repository, if it is known.

    Returns:
        The README with absolute links, or without links to files if there is no address for them.
    """
    target = r"\g<text>" if address is None else rf"[\g<text>]({address}/blob/HEAD/\g<path>)"
    return _RELATIVE_LINK.sub(target, text)


def urls(address: str | None) -> dict[str, str]:
    """Name the places that the page of the package links to.

    Args:
        address: Address of the repository, if it is known.

    Returns:
        Addresses by their labels.
    """
    if address is None:
        return {}
    pages = {"Documentation": "tree/HEAD/docs", "Changelog": "blob/HEAD/CHANGELOG.md", "Issues": "issues"}
    return {"Source": address, **{label: f"{address}/{path}" for label, path in pages.items()}}
