"""Excerpts of texts that differ: the report shows each changed sentence."""

import pytest

from codegen.report.changes import excerpt

LONG = "A repository has many tags. " * 5


def test_texts_that_differ_in_white_space_only_have_no_excerpt() -> None:
    assert excerpt("One\n two.", "One two. ") is None


def test_short_texts_are_shown_whole() -> None:
    assert excerpt("One. Two.", "One. Three.") == ("One. Two.", "One. Three.")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (f"{LONG}Two. {LONG}", f"{LONG}Three. {LONG}", ("…Two.…", "…Three.…")),
        (f"One. {LONG}Two.", f"Another. {LONG}Three.", ("One. … Two.", "Another. … Three.")),
        (LONG, f"{LONG}It is new.", ("…", "…It is new.")),
        (f"{LONG}It was old. {LONG}", f"{LONG}{LONG}", ("…It was old.…", "…")),
        (
            f"{'very ' * 30}old tags {'of images ' * 30}",
            f"{'very ' * 30}new tags {'of images ' * 30}",
            (f"…{'very ' * 4}old tags{' of images' * 2}…", f"…{'very ' * 4}new tags{' of images' * 2}…"),
        ),
    ],
    ids=["in the middle", "twice", "added", "removed", "in a long sentence"],
)
def test_the_changed_sentences_of_long_texts_are_shown(before: str, after: str, shown: tuple[str, str]) -> None:
    assert excerpt(before, after) == shown


def test_a_text_of_other_sentences_throughout_is_cut() -> None:
    texts = excerpt("Old. " * 300, "New. " * 300)
    assert texts is not None
    assert [len(text) for text in texts] == [601, 601]


def test_a_paragraph_without_a_full_stop_is_no_part_of_the_next_sentence() -> None:
    old, new = "Lists the `invites`", "Lists the `invites`\n\nDeprecated: Use another."

    assert excerpt(old, new) == ("Lists the `invites`", "Lists the `invites`. Deprecated: Use another.")
    assert excerpt("One\n\nTwo", "One Two") is None
