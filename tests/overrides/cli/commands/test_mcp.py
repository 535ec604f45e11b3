"""`aiodockerhub mcp`."""

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


def test_mcp_over_http_wants_a_token_that_is_not_empty(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIODOCKERHUB_MCP_TOKEN", "")
    done = run("mcp", "--http", "--port", "0")
    assert done.code == 2
    assert "token: expected a secret, got nothing" in done.err
