"""The page of the package has no dead link, and no address that nobody knows."""

import re
from pathlib import Path

import pytest

from hatch_build import CustomMetadataHook, package_page, repository_address, urls

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "https://git.example.com/octocat/hub"
LINK = re.compile(r"\]\(([^)]*)\)")


@pytest.mark.parametrize("address", [None, ADDRESS])
def test_every_link_of_the_readme_leads_somewhere_else(address: str | None) -> None:
    page = package_page((ROOT / "README.md").read_text("utf-8"), address)
    assert [link for link in LINK.findall(page) if not link.startswith(("https://", "#"))] == []
    assert "https://docs.docker.com/reference/api/hub/latest/" in LINK.findall(page)


def test_every_file_that_the_readme_links_to_is_there() -> None:
    links = LINK.findall((ROOT / "README.md").read_text("utf-8"))
    files = [link for link in links if not link.startswith(("https://", "#"))]
    assert files
    assert [file for file in files if not (ROOT / file.partition("#")[0]).is_file()] == []


def test_every_example_is_linked() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [path.name for path in (ROOT / "examples").glob("*.py") if f"examples/{path.name}" not in text] == []


def test_links_to_files_are_absolute_if_the_address_is_known() -> None:
    assert package_page("[a](docs/a.md#b) [c](https://c.example) [d](#d)", ADDRESS) == (
        f"[a]({ADDRESS}/blob/HEAD/docs/a.md#b) [c](https://c.example) [d](#d)"
    )


def test_links_to_files_are_plain_text_if_it_is_not() -> None:
    assert package_page("see [a](docs/a.md), [c](https://c.example)", None) == "see a, [c](https://c.example)"


def test_the_address_is_that_of_the_workflow_that_builds_the_package() -> None:
    known = {"GITHUB_SERVER_URL": "https://git.example.com", "GITHUB_REPOSITORY": "octocat/hub"}
    assert repository_address(known) == ADDRESS
    assert repository_address({}) is None
    assert urls(ADDRESS)["Issues"] == f"{ADDRESS}/issues"
    assert urls(None) == {}


def test_the_hook_fills_in_readme_and_urls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://git.example.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "octocat/hub")
    metadata: dict[str, object] = {}
    CustomMetadataHook(str(ROOT), {}).update(metadata)
    assert metadata["urls"] == urls(ADDRESS)
    assert str(metadata["readme"]).count(f"{ADDRESS}/blob/HEAD/") > 20
