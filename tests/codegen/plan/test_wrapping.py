"""Text is wrapped to the width of docstrings."""

from codegen.plan import wrapping


def test_paragraphs_are_wrapped_and_stay_apart() -> None:
    lines = wrapping.paragraphs(f"{'word ' * 40}\n\nshort", indent=8)
    assert [len(line) <= wrapping.WIDTH - 8 for line in lines] == [True] * len(lines)
    assert lines[-2:] == ["", "short"]


def test_items_of_a_list_hang() -> None:
    lines = wrapping.paragraphs(f"Either:\n- {'word ' * 20}\n- that", indent=40)
    assert lines[0] == "Either:"
    assert lines[1].startswith("- word")
    assert lines[2].startswith("  word")
    assert lines[-1] == "- that"


def test_entry_indents_what_follows_its_first_line() -> None:
    lines = wrapping.entry("name", f"{'word ' * 30}\n\n- item", indent=12)
    assert lines[0].startswith("name: word")
    assert all(line.startswith("    ") for line in lines[1:])
