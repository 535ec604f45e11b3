"""`aiodockerhub mcp`."""

from collections.abc import Callable

import pytest

from tests.overrides.cli.conftest import Run


def test_mcp_without_its_extra_tells_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiodockerhub.cli.commands.mcp.find_spec", lambda _: None)
    done = run("mcp")
    assert done.code == 2
    assert "pip install 'aiodockerhub[mcp]'" in done.err


def test_mcp_refuses_a_pattern_that_fits_nothing(run: Run) -> None:
    done = run("mcp", "--tools", "repositores.*")
    assert done.code == 2
    assert "--tools: no operation is called 'repositores.*'" in done.err


@pytest.mark.parametrize(
    ("pattern", "option"), [("repositories.delete", "--allow-writes"), ("access_tokens.create", "--allow-writes")]
)
def test_mcp_refuses_a_pattern_of_which_nothing_is_offered(run: Run, pattern: str, option: str) -> None:
    done = run("mcp", "--tools", "repositories.get", "--tools", pattern)
    assert done.code == 2
    assert f"--tools: {pattern}" in done.err
    assert option in done.err


def test_mcp_refuses_a_port_without_http(run: Run) -> None:
    done = run("mcp", "--port", "8000")
    assert done.code == 2
    assert "--port is for --http" in done.err


@pytest.mark.parametrize(
    "token", ["sixteen-or-more\nletters", "sixteen or more letters", "sechzehn-oder-mehr-Zeichen-ä"]
)
def test_mcp_over_http_refuses_a_token_that_no_header_can_have(
    run: Run, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("AIODOCKERHUB_MCP_TOKEN", token)
    done = run("mcp", "--http", "--port", "0")
    assert done.code == 2
    assert "token: expected visible ASCII characters and no spaces" in done.err
    assert token not in done.err


def test_mcp_over_http_refuses_a_token_that_can_be_guessed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIODOCKERHUB_MCP_TOKEN", "short")
    done = run("mcp", "--http", "--port", "0")
    assert done.code == 2
    assert "AIODOCKERHUB_MCP_TOKEN has 5 characters, and at least 16 are expected" in done.err


@pytest.mark.parametrize(("value", "lines"), [("sixteen-or-more-letters", 1), (None, 2), ("", 2)])
def test_mcp_over_http_tells_url_and_token_on_lines_of_their_own(
    run: Run, monkeypatch: pytest.MonkeyPatch, value: str | None, lines: int
) -> None:
    async def serve(*arguments: object, ready: Callable[[str], None], token: str, **options: object) -> None:
        assert token
        ready("http://127.0.0.1:1/mcp")

    monkeypatch.setattr("aiodockerhub.mcp.http.serve_http", serve)
    if value is not None:
        monkeypatch.setenv("AIODOCKERHUB_MCP_TOKEN", value)
    told = run("mcp", "--http").err.splitlines()
    assert told[0] == "MCP server at http://127.0.0.1:1/mcp"
    assert len(told) == lines
    assert lines == 1 or told[1].startswith("token: ")


def test_mcp_on_a_terminal_says_what_it_waits_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, type_in: Callable[..., None]
) -> None:
    async def serve(*arguments: object) -> None:
        del arguments

    monkeypatch.setattr("aiodockerhub.mcp.server.serve_stdio", serve)
    type_in("", terminal=True)
    assert run("mcp").err == "MCP server on stdin and stdout, for a host that starts it; Ctrl-C ends it\n"
    type_in("")
    assert run("mcp").err == ""
