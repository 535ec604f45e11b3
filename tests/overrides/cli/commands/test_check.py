"""`aiodockerhub check`."""

from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run


def test_check_of_a_hub_that_is_as_documented_finds_nothing(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=3, full_description="# App")
    done = run("check", "--image", "acme/app:latest", "--interval", "0")
    assert "repositories.get_tag" in done.out.splitlines()[0]
    assert all(request.operation != "authentication.create_token" for request in fake.requests)
    fake.fault("repositories.get", status=200, json={"name": "app", "namespace": "acme", "pull_count": "many"})
    differs = run("check", "--image", "acme/app", "--interval", "0")
    assert differs.code == 1
    assert "overlay: 1.0.0" in differs.out


def test_check_wants_an_image(run: Run) -> None:
    assert run("check", "--image", "app").code == 2
