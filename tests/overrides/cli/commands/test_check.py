"""`aiodockerhub check`."""

import pytest
from aiodockerhub.cli.commands.check import run as run_check
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.testing import FakeHub, ManualClock

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


async def test_a_service_that_cannot_be_compared_is_told_from_one_that_differs(
    fake: FakeHub, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.repository("acme/app", tags=3)
    fake.fault("repositories.get_tag", times=None, status=503)
    async with fake.serve() as url:
        code = await run_check(url, "acme/app:latest", 0, ManualClock(automatic=True))
        assert code is ExitCode.NOT_COMPARED
        assert "# not compared: repositories.get_tag: " in capsys.readouterr().out
        fake.fault("repositories.get", json={"name": "app", "namespace": "acme", "brand_new": 1}, times=None)
        assert await run_check(url, "acme/app:latest", 0, ManualClock(automatic=True)) is ExitCode.FAILED


async def test_a_service_that_cannot_be_reached_is_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    async with FakeHub().serve() as url:
        pass
    code = await run_check(url, "library/nginx:latest", 0, ManualClock(automatic=True))
    assert code == 5
    assert capsys.readouterr().out.startswith("# not compared: ")
