"""`aiodockerhub completion`: writes the completion script of a shell."""

import click
from click.shell_completion import get_completion_class

_HELP = """Write the script that completes commands in a shell.

\b
bash  aiodockerhub completion bash > ~/.local/share/bash-completion/completions/aiodockerhub
zsh   aiodockerhub completion zsh > "${fpath[1]}/_aiodockerhub"
fish  aiodockerhub completion fish > ~/.config/fish/completions/aiodockerhub.fish
"""


@click.command("completion", help=_HELP, short_help="Write the script that completes commands in a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Write the completion script of a shell to stdout."""
    from aiodockerhub.cli.app import root

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"click knows no completion for {shell}")
    click.echo(kind(root(), {}, "aiodockerhub", "_AIODOCKERHUB_COMPLETE").source())
