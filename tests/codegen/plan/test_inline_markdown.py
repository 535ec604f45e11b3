"""Marks inside a paragraph become words."""

import pytest

from codegen.plan import inline_markdown


@pytest.mark.parametrize(
    ("marked_up", "text"),
    [
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>one</p><p>two</p>", "\n\none\n\n\n\ntwo\n\n"),
        ("Either<ul><li>one</li><li>two</li></ul>or", "Either\n\n- one\n- two\nor"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "\n\n- a b\n"),
        ("of <namespace>, <b>not</b> <Own name='x'/><Own></Own>", "of <namespace>, not "),
        ("`<b>` and `<namespace>` and `&lt;`", None),
        ("a &lt;b&gt; &amp;amp; c&copy=1", "a <b> &amp; c&copy=1"),
        ("one<!-- or two -->", "one"),
        ("See <https://example.com/a>.", "See https://example.com/a."),
        ('See [a](https://example.com "Title").', "See a (https://example.com)."),
        ("See [a](<https://example.com>).", "See a (https://example.com)."),
        ("![A whale](https://example.com/a.png) swims.", "A whale swims."),
        ("[![built](https://example.com/b.svg)](https://example.com)", "built (https://example.com)"),
        ("See [`create`](#operation/Create) and **`a` or `b`**.", "See `auth.create` and `a` or `b`."),
        ("[Old things](#operation/Create) stay.", "Old things (`auth.create`) stay."),
        (r"2 \* 3 \_and\_ \`4`", "2 * 3 _and_ `4`"),
        (r"`a\*b`", None),
        ("\ue0000\ue001", "0"),
        ("~~gone~~ and [ ] a task", None),
    ],
)
def test_words(marked_up: str, text: str | None) -> None:
    links = {"Create": "auth.create"}
    assert inline_markdown.words(marked_up, links) == (marked_up if text is None else text)
