"""The three ways to reach a FakeHub, and the pytest plugin."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from aiodockerhub import testing
from aiodockerhub.testing import FakeHub
from aiodockerhub.testing.demo import furnish

from tests.overrides.testing.plugin import ROOT, environment, run_plugin


def test_importing_the_client_does_not_import_the_testing_kit() -> None:
    code = (
        "import sys, aiodockerhub; aiodockerhub.DockerHub\n"
        "assert not [name for name in sys.modules if name.startswith(('aiodockerhub.testing', 'starlette', 'uvicorn'))]"
    )
    subprocess.run([sys.executable, "-c", code], env=environment(), check=True)


@pytest.mark.heavy
def test_the_fake_does_not_look_at_the_client() -> None:
    code = (
        "import sys, aiodockerhub.testing.hub, aiodockerhub.testing.server\n"
        "behaviour = {'http.session', 'auth.token_cache', 'client', 'pagination.pager', 'http.retries', "
        "'http.exchange', 'responses.error_bodies', 'auth.login'}\n"
        "assert not behaviour & {name.removeprefix('aiodockerhub.') for name in sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code], env=environment(), check=True)


@pytest.mark.slow
@pytest.mark.about_document
def test_the_examples_of_the_documentation_pass(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "testing.md").read_text()
    examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    done = run_plugin(tmp_path, "", *examples)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{text.count('async def test_')} passed" in done.stdout


def test_what_the_command_says_is_what_the_documentation_shows() -> None:
    shown = (ROOT / "docs" / "testing.md").read_text()
    assert all(f"    {line}" in shown for line in furnish(FakeHub()).splitlines())


def test_missing_extra_is_named_and_the_clocks_do_not_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "starlette", None)
    for name in set(testing.__all__) - {"ManualClock", "ShiftedClock"}:
        with pytest.raises(ImportError, match=rf"^{name} needs the extra: pip install 'aiodockerhub\[testing\]'$"):
            getattr(testing, name)
    code = (
        "import sys; sys.modules.update(starlette=None, uvicorn=None)\n"
        "from aiodockerhub.testing import ManualClock, ShiftedClock"
    )
    subprocess.run([sys.executable, "-c", code], env=environment(), check=True)
