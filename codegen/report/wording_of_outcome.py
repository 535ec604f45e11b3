"""Sentences on the outcome of an update, and on the next steps.

Most constants and results of functions are one or more sentences. `TESTS_HANG`, `TESTS_FAIL` and the results of
`concerned` are parts of sentences; `ADVISING` and `UNEXPLAINED` are headings.
"""

from collections.abc import Sequence


def refused_for_edits(count: int) -> str:
    """Say that nothing was changed because the overlay needs edits.

    Args:
        count: Number of actions that need an edit.
    """
    actions = "1 action of the overlay has" if count == 1 else f"{count} actions of the overlay have"
    return f"{actions} to be edited first. Nothing was changed."


def dry_run_with_edits(count: int) -> str:
    """Say that a client can be built after the edits that `--apply` makes.

    Args:
        count: Number of edits.
    """
    edits = "the edit above, which `--apply` makes" if count == 1 else f"the {count} edits above, which `--apply` makes"
    return f"Dry run: with {edits}, the client can be built and imported. Nothing was changed."


def edits_applied(count: int) -> str:
    """Say that the edits were made.

    Args:
        count: Number of edits.
    """
    edits = "1 edit was" if count == 1 else f"{count} edits were"
    return f"{edits} made in overrides/overlay: review them with `git diff overrides/overlay`."


_GREEN_BEFORE = "Run `make quick` before: a test that fails without the new document is named as well."
DRY_RUN = "Dry run: the client can be built and imported. Nothing was changed."
APPLY = (
    "Run the same command with `--apply --keep` instead of `--dry-run`: it makes the edits above, takes the document "
    "in, and names the tests that fail. Or make them by hand, the last of a file first, and run the same command "
    f"again. {_GREEN_BEFORE}"
)
JUDGE = (
    "Look at the edits marked `judge`: the evidence in the action's description (also in docs/discrepancies.md) "
    "decides whether Docker's new text is right. If it is not, paste what such an edit shows below `else`, and run "
    "`make generate`. If it shows no `else`, no action brings the old text back by itself: write one, from what the "
    "action said before the edit."
)
OBSTACLE = (
    "First repair what the beginning of this report names, by an action in overrides/overlay: neither this command nor "
    "--apply can go on before. The edits above are those that can be told without the new client: once it can be made, "
    "the next report drops the edits that turn out to be needless."
)
WITHOUT_DRY_RUN = (
    "Run it again with `--keep` instead of `--dry-run`: it takes the document in, rebuilds the client, and names the "
    f"tests that fail. {_GREEN_BEFORE}"
)
REPAIR = "Repair what is named above by an action in overrides/overlay, then run the same command again."
TESTS_HANG = "the quick tests do not come to an end with the new client: one waits for what does not come"
TESTS_FAIL = "the quick tests fail with the new client"
MEND_TESTS = (
    "What fails is named above. Where a test, or a body in overrides/aiodockerhub/testing/, uses what is rightly gone, "
    "run the same command with --keep: it leaves the new client in place, so that you can change the test and run it."
)
MEND_IN_PLACE = (
    "Mend what is named above as the new client wants it, and run `make quick`. The document is taken in: this command "
    "need not be run again. `git stash --include-untracked` puts everything back. So it also tells whether a test that "
    "has nothing to do with the document failed before: run it then, and continue with `git stash pop`."
)


def unfinished(document: str) -> str:
    """Say that the document is vendored although tests fail.

    Args:
        document: Name of the document's file.
    """
    return f"{document} is vendored and the client is rebuilt. Quick tests fail, by its doing or from before."


def done(document: str, *, tested: bool) -> str:
    """Say that the document is vendored.

    Args:
        document: Name of the document's file.
        tested: Whether the quick tests ran.
    """
    tests = "the quick tests pass" if tested else "no tests were run"
    return f"{document} is vendored, the client is rebuilt and {tests}."


ADVISING = "These tests name the command that renews what they compare:"
UNEXPLAINED = "The report does not know why these tests fail:"


def cases(test: str, count: int) -> str:
    """Name a failed test, with the number of its failed cases if several."""
    return test if count == 1 else f"{test} ({count} cases)"


def concerned(changes: Sequence[str], places: Sequence[str]) -> str:
    """Name lines of a failed test that are affected by changes.

    Args:
        changes: For each change: name of the changed thing and kind of the change.
        places: Files and lines, such as `tests/a.py:12`.
    """
    return f"perhaps by {', '.join(changes)}; see {', '.join(places)}"


USES_STEP = "Look at the hand-written lines that are named above."
JUDGE_STATED = (
    "Look at the actions of the overlay that state a limit, a default or a value as it was, named above: their "
    "evidence decides whether Docker's change holds. If it does, write the new state into the action; if not, add the "
    "old one to its `update`."
)
LOOK = "`git diff spec generated/api.md` shows what callers get."
NAME_OPERATIONS = (
    "Name the new operations and pages, as shown above, and run `make generate`. The entry for CHANGELOG.md has other "
    "names then: `make -s changelog` prints it anew."
)
DESCRIBE_STEP = "Describe the new arguments, as shown above, and run `make generate`."
REFUSALS_STEP = "Find out whether the new operations take personal access tokens, and say so, as shown above."
FAULTS_STEP = "Repair the new faults of the document, as shown above, and run `make generate`."
UNSENT_STEP = (
    "Decide whether bodies go on sending the keys that they would lose, as shown above. If they do, run `make "
    "generate`: the lines named for these fields then stay as they are, and `make -s changelog` prints the entry for "
    "CHANGELOG.md without them."
)
COLUMNS_STEP = "Choose the columns of the new lists, as shown above, and run `make generate`."
SCOPES_STEP = "Name the scopes of organization access tokens, as shown above, and run `make generate`."
HANDLERS = (
    "Give the new operations what the tests ask for, each:\n"
    "   - a handler in overrides/aiodockerhub/testing/handlers/. The first line of its docstring has at most 72 "
    "characters. What it keeps goes into testing/state.py beside that folder; what it sends, into testing/bodies/, "
    "whose `__init__.py` lists each function.\n"
    "   - for a new module of handlers, a file of tests of its name in tests/overrides/testing/handlers/.\n"
    "   - the things that it works on, on the FakeHubs of tests/end_to_end/test_every_operation.py (entries in "
    "`known`) and tests/overrides/testing/test_conformance.py (entries in `furnished`), which call every operation; "
    "for a new list, also an item on the first.\n"
    "   - in the same files, an entry in `OWN_VALUES` for what must be new, such as the name of what is created, and "
    "one in `VALUES` for an argument whose values the document does not tell, such as a cursor.\n"
    "   - for a list whose items have none of the fields of `_KEY_FIELDS` in "
    "overrides/aiodockerhub/pagination/item_key.py, an entry there."
)
SLOW_TESTS_STEP = (
    "`make quick` leaves out slow tests. Run those that a document concerns with `.venv/bin/pytest -m about_document "
    "tests`: that each action of the overlay has an effect, and that FakeHub does as the document says."
)
CHANGELOG_STEP = (
    "Put the entry that `make -s changelog` prints after the last `make generate` under `Unreleased` in CHANGELOG.md: "
    "its lines at the end of the sections that are there, and a section that is not there with its title."
)
PUBLIC_NAMES_STEP = (
    "After the last `make generate`, run `make public-api`: the diff of tests/public_api.txt shows the names that "
    "come and go, and from then on a test guards those that came. `make module-index` lists your new functions in "
    "docs/modules.md."
)
TEST_STEP = (
    "Run `make format`, then `UPDATE_TRANSCRIPTS=1 make test`, which lints, and renews the transcripts in the guides."
)
COMMIT_STEP = "Commit everything, with this report in the message, and release it as CONTRIBUTING.md says."
COMMIT_WITHOUT_RELEASE = "Run `make test` and commit everything; callers need no release."


def version_step(version: str) -> str:
    """Say where to set the version.

    Args:
        version: The next version.
    """
    return f"Set the version in overrides/aiodockerhub/_version.py to {version}."
