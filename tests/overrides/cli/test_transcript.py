"""docs/cli.md shows what the command line really writes."""

import contextlib
import re
import shlex

import pytest
from aiodockerhub.__main__ import main
from aiodockerhub.testing import FakeHub

from tests import transcripts

_COLOUR = re.compile(r"\x1b\[[\d;]*m")


@pytest.mark.usefixtures("jane")
def test_transcripts_of_the_guide(
    fake: FakeHub, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.repository("acme/app", tags=120, pulls=1_234_567, stars=7, description="The application")
    fake.repository("acme/site", tags=["2.0.1", "2.0.0", "latest"], pulls=42)
    monkeypatch.setenv("COLUMNS", "100")

    def respond(command: str) -> str:
        program, *words = shlex.split(command)
        assert program == "aiodockerhub"
        with monkeypatch.context() as terminal:
            terminal.setattr("sys.stdout.isatty", lambda: True, raising=False)
            with contextlib.suppress(SystemExit):
                main(words)
        shown = capsys.readouterr()
        return _COLOUR.sub("", shown.out + shown.err).replace(url, "https://hub.docker.com")

    transcripts.hold(transcripts.DOCS / "cli.md", "$ ", respond)
