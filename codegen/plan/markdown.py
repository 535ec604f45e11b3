"""Turns Markdown with HTML, as in the document, into plain text."""

import re
from collections.abc import Callable, Mapping

# No pattern searches to the end of the text from every opening mark: if closing marks were missing, that would take
# quadratic time.
_LINK = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
_ANCHOR = re.compile(r"\[?<a\s(?P<attributes>[^<>]*)>")
_HREF = re.compile(r"""href=["']([^"']*)["']""")
_END_OF_ANCHOR = "</a>"
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MARKERS = re.compile(r"[*_]+")
_BESIDE_TEXT = re.compile(r"[^\s/]")
_BESIDE_WORD = re.compile(r"[\w/]")
_CODE = re.compile(r"(`[^`]*`)")
_HEADING = re.compile(r"^#+\s+", re.MULTILINE)
_GAP = re.compile(r"(`[^`]*`)|(?<=\S)[ \t]{2,}(?=\S)")
BULLET = re.compile(r"^(\s*[-*] )(.*)$")


def plain(text: str, links: Mapping[str, str]) -> str:
    """Remove the mark-up from a description.

    - HTML tags, such as `<span class="oat">`, and the marks of headings and emphasis are dropped.
    - A link to another operation becomes the Python name of that operation, any other link within the document becomes
      its text, and a link to the web keeps its URL.
    - Code stays in back-quotes.
    - Several spaces within a line become one, except in code.

    Args:
        text: Markdown with HTML.
        links: Python names of operations, by the operationId that follows the last slash of a link.

    Returns:
        Paragraphs and lists as plain text.
    """

    def write_link(words: str, target: str) -> str:
        name = links.get(target.rpartition("/")[2])
        if name:
            return f"`{name}`"
        return f"{words} ({target})" if target.startswith("http") else words

    text = _without_anchors(text, write_link)
    text = _LINK.sub(lambda link: write_link(link["words"], link["target"]), text)
    text = _TAG.sub("", text)
    text = _HEADING.sub("", text)
    pieces = _CODE.split(text)
    pieces[::2] = [_without_emphasis(piece) for piece in pieces[::2]]
    text = "".join(pieces)
    text = _GAP.sub(lambda gap: gap[1] or " ", text)
    text = "\n".join(line.strip() if not BULLET.match(line) else line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _without_anchors(text: str, write_link: Callable[[str, str], str]) -> str:
    """Replace HTML links and the brackets around them by text.

    Args:
        text: Markdown with HTML.
        write_link: Function that writes a link, from its words and its target.
    """
    pieces: list[str] = []
    position = 0
    for anchor in _ANCHOR.finditer(text):
        target = _HREF.search(anchor["attributes"])
        if anchor.start() < position or not target:
            continue
        end = text.find(_END_OF_ANCHOR, anchor.end())
        if end < 0:
            break
        pieces += [text[position : anchor.start()], write_link(text[anchor.end() : end], target[1])]
        position = end + len(_END_OF_ANCHOR)
        position += text[position : position + 1] == "]"
    return "".join(pieces) + text[position:]


def _without_emphasis(text: str) -> str:
    """Drop the markers before and after emphasized text."""
    runs = list(_MARKERS.finditer(text))
    opening = [run for run in runs if _opens_emphasis(text, run)]
    closing = [run for run in runs if _closes_emphasis(text, run)]
    pieces: list[str] = []
    done = following = 0
    for start in opening:
        if start.start() < done:
            continue
        while following < len(closing) and closing[following].start() <= start.start():
            following += 1
        if following == len(closing):
            break
        end = closing[following]
        pieces += [text[done : start.start()], text[start.end() : end.start()]]
        done = end.end()
    return "".join(pieces) + text[done:]


def _opens_emphasis(text: str, run: re.Match[str]) -> bool:
    before, behind = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return not _BESIDE_WORD.match(before) and bool(_BESIDE_TEXT.match(behind))


def _closes_emphasis(text: str, run: re.Match[str]) -> bool:
    before, behind = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return bool(_BESIDE_TEXT.match(before)) and not _BESIDE_WORD.match(behind)


def sentence(text: str) -> str:
    """Make a sentence of a description: a capital first, a full stop last.

    Args:
        text: Plain text.

    Returns:
        The sentence; empty for empty text. The beginning stays unless the first word consists of lower-case letters.
        The end stays if it is an item of a list, or `.`, `!`, `?` or `:`.
    """
    text = text.strip()
    if not text:
        return ""
    first = text.split(maxsplit=1)[0]
    if first.rstrip(",;:").isalpha() and first.islower():
        text = text[0].upper() + text[1:]
    is_list = BULLET.match(text.splitlines()[-1])
    return text if is_list or text[-1] in ".!?:" else f"{text}."


def listing(values: list[str]) -> str:
    """Join values with commas, each in back-quotes."""
    return ", ".join(f"`{value}`" for value in values)
