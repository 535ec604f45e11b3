"""`aiodockerhub tags`."""

from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run


def test_newest_tag_is_the_highest_version(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=["latest", "1.9.0", "1.10.0", "1.11.0rc1", "1.10.0-alpine"])
    assert run("tags", "newest", "acme/app:1.9.0").out == "acme/app:1.10.0\n"
    assert run("tags", "newest", "docker.io/acme/app", "--prereleases").out == "acme/app:1.11.0rc1\n"
    assert run("tags", "newest", "acme/app", "--suffix", "-alpine").out == "acme/app:1.10.0-alpine\n"
    assert run("tags", "newest", "acme/app", "--by-date").out == "acme/app:latest\n"


def test_newest_of_no_versions_is_not_found(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=["latest", "edge"])
    done = run("tags", "newest", "acme/app")
    assert (done.code, done.out) == (4, "")
    assert done.err == (
        "error: acme/app has no such tag among 2: none is a version; --by-date takes the one pushed last\n"
    )


def test_newest_leaves_out_tags_whose_name_or_push_cannot_be_read(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app")
    tags = [
        {"name": 7, "tag_last_pushed": "2026-03-01T00:00:00Z"},
        {"name": "9.9\n../x", "tag_last_pushed": "2026-04-01T00:00:00Z"},
        {"name": "1.2", "tag_last_pushed": "yesterday", "last_updated": 1_780_000_000},
        {"name": "1.1", "tag_last_pushed": "2026-01-01T00:00:00Z"},
        {"name": "1.0", "tag_last_pushed": 5, "last_updated": "2026-02-01T00:00:00Z"},
    ]
    fake.fault("repositories.list_tags", json={"count": 5, "results": tags}, times=None)
    assert run("tags", "newest", "acme/app").out == "acme/app:1.2\n"
    assert run("tags", "newest", "acme/app", "--by-date").out == "acme/app:1.0\n"


def test_image_of_another_registry_is_a_wrong_use(run: Run) -> None:
    done = run("tags", "newest", "ghcr.io/acme/app")
    assert done.code == 2
    assert "not on Docker Hub" in done.err
