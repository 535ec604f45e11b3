"""The question before something is destroyed, which `--yes` leaves out."""

import sys

import click

from aiodockerhub.cli.failures import ExitCode


def confirm(question: str) -> None:
    """Ask before something is destroyed.

    Args:
        question: Description of the action, such as `Delete a tag: DELETE /v2/…`.

    Raises:
        click.UsageError: The user cannot be asked because stdin is not a terminal.
        click.Abort: The user pressed Ctrl-C.
        click.exceptions.Exit: The answer is no, or Ctrl-D; the exit code is 1.
    """
    if not sys.stdin.isatty():
        raise click.UsageError(f"{question}: this destroys something; add --yes to do it, --dry-run to see the request")
    try:
        answer = click.confirm(f"{question}. Go on?", err=True)
    except click.Abort as abort:
        if isinstance(abort.__context__, KeyboardInterrupt):
            raise
        answer = False  # Ctrl-D
        click.echo(err=True)
    if not answer:
        click.echo("nothing was changed", err=True)
        raise click.exceptions.Exit(ExitCode.FAILED)
