"""The command `aiodockerhub`, also `python -m aiodockerhub`.

The command line itself comes with the extra `[cli]`.
"""

import importlib.util
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: Arguments after the program's name; by default those of the process.

    Returns:
        Exit code: 0 for success, others by the kind of failure (docs/cli.md).
    """
    _open_closed_streams()
    missing = [name for name in ("click", "rich", "jmespath") if importlib.util.find_spec(name) is None]
    if missing:
        print(  # without click
            f"aiodockerhub: the command line needs {' and '.join(missing)}: pip install 'aiodockerhub[cli]'",
            file=sys.stderr,
        )
        return 1
    from aiodockerhub.cli.app import main as run

    # httpx imports its own command line where it can, and rich and pygments with it: a tenth of the time to start.
    # `None` makes that import fail (Python reference, 5.3.1), which httpx is prepared for.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # typeshed knows modules only
    return run(arguments)


def _open_closed_streams() -> None:
    """Open an empty stream where the process was started without (`>&-`).

    Else Python has `None` in its place, and the next file or socket gets its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
