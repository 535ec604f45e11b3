"""Ctrl-C ends a command that reads, also if nobody reads its output."""

import os
import signal
import sys

import pytest
from aiodockerhub.__main__ import main
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.full_pipe import FullPipe


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot tell whether a write to a pipe would wait")
@pytest.mark.usefixtures("jane", "url")
@pytest.mark.parametrize("presses", [1, 5])
@pytest.mark.parametrize(
    "words",
    [
        "repositories list-tags acme app --jsonl",
        "repositories list-tags acme app --json",
        "repositories get acme app",
        "repositories tag-exists acme app latest",
        "inventory acme --jsonl",
        "tags newest acme/app",
        "whoami",
    ],
)
def test_interrupt_ends_a_read_whose_output_nobody_reads(
    words: str,
    presses: int,
    *,
    full_pipe: FullPipe,
    fake: FakeHub,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a shell's background job
    fake.repository("acme/app", tags=200)
    stdout = full_pipe.open_as("stdout")
    signals_sent = list[float]()

    def send() -> None:
        assert full_pipe.now < 10, "the command waits although it was interrupted"
        if len(signals_sent) < presses:
            signals_sent.append(full_pipe.now)
            signal.raise_signal(signal.SIGINT)

    full_pipe.on_wait = send
    try:
        code = main(words.split())
    finally:
        signal.signal(signal.SIGINT, before)
    ended = full_pipe.now
    sys.stdout.flush()  # as at the exit of Python, where the rest goes to the null device
    stdout.close()
    assert (code, full_pipe.now) == (130, ended)
    assert capsys.readouterr().err.lstrip("\n") == "interrupted; nothing more is done\n"
    assert ended - signals_sent[0] < 2
