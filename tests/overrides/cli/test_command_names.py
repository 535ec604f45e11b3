"""Words of the command line in place of those of Python."""

import pytest
from aiodockerhub.cli.command_names import in_commands


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("use `repositories.delete_tag`.", "use `aiodockerhub repositories delete-tag`."),
        ("org_access_tokens.list needs", "`aiodockerhub org-access-tokens list` needs"),
        ("--resume 'repositories.list:3c:2:2:2'", "--resume 'repositories.list:3c:2:2:2'"),
        ("`error.detail`", "`error.detail`"),
        ("hub.docker.com", "hub.docker.com"),
        ("set both (in a program, credentials=Anonymous() looks nowhere)", "set both"),
        ("run `docker login`, or in a program pass credentials to DockerHub", "run `docker login`"),
        ("a token, or in a program TwoFactor(user, code=...). Then go on.", "a token. Then go on."),
        ("set A, or in a program use `B`; see docs/x.md.", "set A; see docs/x.md."),
        ("compare the path with api.md.", "compare the path with --help."),
    ],
)
def test_methods_become_commands_and_programs_are_left_out(text: str, told: str) -> None:
    assert in_commands(text) == told
