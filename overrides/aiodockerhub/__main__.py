"""The command `aiodockerhub`, also `python -m aiodockerhub`.

The command line itself comes with the extra `[cli]`.
"""

import importlib.util
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: Arguments after the program's name; by default those of the process.

    Returns:
        Exit code: 0 for success, others by the kind of failure (docs/cli.md).
    """
    missing = [name for name in ("click", "rich", "jmespath") if importlib.util.find_spec(name) is None]
    if missing:
        print(  # without click
            f"aiodockerhub: the command line needs {' and '.join(missing)}: pip install 'aiodockerhub[cli]'",
            file=sys.stderr,
        )
        return 1
    from aiodockerhub.cli.app import main as run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
