"""Descriptions become plain text that fits a docstring."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.plan import markdown, wrapping


@pytest.mark.parametrize(
    ("marked_up", "text"),
    [
        ('Lists things.\n\n<span class="oat"></span>\n', "Lists things."),
        ("_**As of 2024, it is so.**_", "As of 2024, it is so."),
        ("***Only owners*** can.\n**Sorting:**\nBy name.", "Only owners can.\nSorting:\nBy name."),
        ("See [Insights](https://docs.docker.com/x/#y).", "See Insights (https://docs.docker.com/x/#y)."),
        ("See [Authentication](#tag/authentication).", "See Authentication."),
        ("See [the changelog](/reference/api/hub/changelog).", "See the changelog."),
        ("Use [Create](#tag/auth/operation/AuthCreate) instead.", "Use `auth.create` instead."),
        ("Use [Create](#operation/AuthCreate).", "Use `auth.create`."),
        ('Use [<a href="#tag/auth/operation/AuthCreate">Create</a>] instead.', "Use `auth.create` instead."),
        ('<div style="color:red">\n  <strong>Deprecated</strong>: gone.\n</div>', "Deprecated: gone."),
        ("# Types\n\nText.", "Types\n\nText."),
        ("Keep `page_size` and `*` and snake_case_names as they are.", None),
        ("Use 2 * 3 * 4 and a_b and c_d.", None),
        ("- `eq` equal\n- `ne` not equal", None),
        ('Globs such as "acme/*" and "*/*/public" stay.', None),
        ("Validates  the regex\tof `a  b`  in a  list.", "Validates the regex\tof `a  b` in a list."),
        ("See [Foo](https://example.com/foo_(bar)).", "See Foo (https://example.com/foo_(bar))."),
        ('<a name="x">Here</a> and <a href="https://example.com">there</a>.', "Here and there (https://example.com)."),
        ("*One*, **two** and *none", "One, two and *none"),
        ("", None),
    ],
)
def test_plain(marked_up: str, text: str | None) -> None:
    assert markdown.plain(marked_up, {"AuthCreate": "auth.create"}) == (marked_up if text is None else text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("number of stars", "Number of stars."),
        ("layers, base first", "Layers, base first."),
        ("Number of stars.", "Number of stars."),
        ("`name` of it", "`name` of it."),
        ("iPhone or else", "iPhone or else."),
        ("Which?", "Which?"),
        ("One of:\n- this\n- that", "One of:\n- this\n- that"),
        ("  ", ""),
    ],
)
def test_sentence(text: str, expected: str) -> None:
    assert markdown.sentence(text) == expected


@given(st.text(alphabet=st.sampled_from('ab\\"\n `*_<>[]()#-')))
def test_any_description_becomes_lines(text: str) -> None:
    assert not any("\n" in line for line in wrapping.paragraphs(markdown.plain(text, {}), indent=4))


@pytest.mark.heavy
@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![",
        "[a",
        "[a](",
        "[a](b",
        "<",
        "<a ",
        '<a href="b">',
        "<http://",
        "*",
        " *a",
        "_",
        " _a",
        "`",
        "# ",
        "- a\n",
        "\n \n",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    begun = time.process_time()
    wrapping.entry("name", markdown.sentence(markdown.plain(piece * 20_000, {})), indent=4)
    assert time.process_time() - begun < 3
