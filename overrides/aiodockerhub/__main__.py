"""The command `aiodockerhub`: its start, and what it says without `[cli]`.

The command line itself comes with the extra `[cli]`.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # everything else is imported by `_run`, where Ctrl-C is handled
    from collections.abc import Sequence

_INTERRUPTED = 130  # `ExitCode.INTERRUPTED`, whose module may not be imported yet


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command line.

    Args:
        arguments: Arguments without the name of the program; `None`, the default, for the arguments of the process.

    Returns:
        The exit code: 0 for success; docs/cli.md lists the codes of failures.
    """
    try:
        return _run(arguments)
    except KeyboardInterrupt:  # while modules are imported; later, `cli.app` handles it
        if sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison] - `None` if stderr is closed
            try:  # noqa: SIM105 - without an import, which Ctrl-C could interrupt
                print("\ninterrupted; nothing more is done", file=sys.stderr)
            except OSError:  # the reader of stderr is gone
                pass
        return _INTERRUPTED


def _run(arguments: "Sequence[str] | None") -> int:
    import importlib.util

    from aiodockerhub.cli.standard_streams import prepare_streams

    prepare_streams()
    missing = [name for name in ("click", "rich", "jmespath") if importlib.util.find_spec(name) is None]
    if missing:
        print(  # click, which otherwise writes messages, may be missing
            f"aiodockerhub: the command line needs {' and '.join(missing)}: pip install 'aiodockerhub[cli]'",
            file=sys.stderr,
        )
        return 1
    from aiodockerhub.cli.app import main as run

    # If click and rich are installed, httpx also imports its own command line and pygments, which takes a tenth of the
    # start-up time. `None` makes this import fail (Python reference, 5.3.1), and httpx handles the failure.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # typeshed allows modules only
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
