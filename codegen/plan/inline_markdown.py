"""Turns the marks inside a paragraph of Markdown, and HTML, into words."""

import html
import re
from collections.abc import Callable, Mapping

from codegen.plan import link_targets

# No pattern searches to the end of the text from every opening mark: if closing marks were missing, that would take
# quadratic time.
_HIDDEN = re.compile(r"\\([!-/:-@\[-`{-~])|(`[^`]*`)")
_PLACE = re.compile(r"\ue000(\d+)\ue001")
_PLACE_MARKS = str.maketrans("", "", "\ue000\ue001")
_COMMENT = re.compile(r"<!--[^<>]*-->")
_TARGET = r"""<?(?P<target>[^()\s<>]*(?:\([^()\s<>]*\)[^()\s<>]*)*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
_IMAGE = re.compile(r"!\[(?P<words>[^\[\]]*)\]\(" + _TARGET)
_LINK = re.compile(r"\[(?P<words>[^\[\]]+)\]\(" + _TARGET)
_ANCHOR = re.compile(r"\[?<a\s(?P<attributes>[^<>]*)>")
_HREF = re.compile(r"""href=["']([^"']*)["']""")
_END_OF_ANCHOR = "</a>"
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^\s<>]+)>")
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:[\s/][^<>]*)?)>")
_ENTITY = re.compile(r"&#?\w{1,40};")
_MARKERS = re.compile(r"[*_]+")
_BESIDE_TEXT = re.compile(r"[^\s/]")
_BESIDE_WORD = re.compile(r"[\w/]")
_GAP = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_TEXT_OF_TAG = {"br": "\n", "p": "\n\n", "li": "\n- ", "tr": "\n- ", "td": " ", "th": " "}
_LINES = frozenset({"div", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "pre", "table", "ul"})
_WITHIN_LINES = frozenset(
    {"a", "abbr", "b", "big", "blockquote", "caption", "center", "cite", "code", "del", "details", "dfn", "em", "font"}
    | {"i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "section", "small", "span", "strike", "strong"}
    | {"sub", "summary", "sup", "tbody", "thead", "tt", "u", "var", "wbr"}
)
_HTML = _LINES | _WITHIN_LINES | _TEXT_OF_TAG.keys()


def words(text: str, links: Mapping[str, str]) -> str:
    """Remove the marks from the text of a paragraph, a heading or a cell.

    - Marks of emphasis, comments and HTML tags, such as `<span class="oat">`, are dropped. A tag that begins a line
      becomes a line break, a tag that begins an item of a list a hyphen, and a tag that begins a cell a space. A word
      such as `<namespace>` stays, because HTML has no such tag, and the text has no `</namespace>`.
    - A link to another operation becomes the Python name of that operation, after its text if that is more than a name.
      A link to the web becomes its text with the URL in parentheses, and any other link becomes its text. An image
      becomes its text.
    - Code stays in back-quotes, and nothing in it changes.
    - Several spaces within a line become one, except in code.

    Args:
        text: Markdown with HTML, without blocks such as lists.
        links: Python names of operations by the last part of the link, from `link_targets`.

    Returns:
        Plain text.
    """
    hidden: list[str] = []

    def hide(match: re.Match[str]) -> str:
        hidden.append(match[1] or match[2])
        return f"\ue000{len(hidden) - 1}\ue001"

    def write_link(label: str, target: str) -> str:
        name = link_targets.find(links, target)
        if name:
            return f"`{name}`" if link_targets.is_name(links, label) else f"{label} (`{name}`)"
        return f"{label} ({target})" if target.startswith("http") else label

    text = _HIDDEN.sub(hide, text.translate(_PLACE_MARKS))
    text = _without_anchors(_COMMENT.sub("", text), write_link)
    text = _IMAGE.sub(lambda image: image["words"], text)
    text = _LINK.sub(lambda link: write_link(link["words"], link["target"]), text)
    text = _without_tags(_ADDRESS.sub(r"\1", text))
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    text = _GAP.sub(" ", _without_emphasis(text))
    return _PLACE.sub(lambda place: hidden[int(place[1])], text)


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


def _without_tags(text: str) -> str:
    """Replace HTML tags by nothing, a space, a line break, or a list mark."""
    if "<" not in text:  # as in most texts, which the search would pass over slowly
        return text
    closed = {tag["name"].lower() for tag in _TAG.finditer(text) if tag["closing"]}

    def write_tag(tag: re.Match[str]) -> str:
        name = tag["name"].lower()
        if name not in _HTML and name not in closed and not tag["rest"]:
            return tag[0]  # a placeholder, such as <namespace>
        if name in _LINES:
            return "\n"
        return "" if tag["closing"] and name != "p" else _TEXT_OF_TAG.get(name, "")

    return _TAG.sub(write_tag, text)


def _without_emphasis(text: str) -> str:
    """Drop the signs before and after emphasized text."""
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
