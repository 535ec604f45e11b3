"""How secrets in plain text are recognized: by form, or by their names.

Compiling the regular expressions takes two milliseconds. Therefore this module is imported only when there is text to
mask.
"""

import re

from ._secret_names import is_secret

# Secrets of any name, by their form: JSON web tokens (RFC 7519), access tokens, credentials in headers and in URLs.
_SHAPES = re.compile(
    r"eyJ[\w-]{8,}(?:\.[\w-]*){0,4}|dckr_[a-z]{2,5}_[\w-]+"
    r"|(?P<scheme>\b(?:[Bb]earer|BEARER|[Bb]asic|BASIC)\s{1,4})(?!auth|token|credential|scheme)[\w+/=.~-]{8,}"
    r"|(?P<slashes>://)[^\s/?#\"'<>\\]{1,500}(?P<at>@)(?!sha\d)"
)
# A name and the signs between the name and its value: `"name": "`, `name=`, `\"name\": \"`, `name: `.
_PAIR = re.compile(
    r"(?<![\w-])(?P<name>[A-Za-z_][\w-]*+)(?P<close>\\{0,15}[\"']|&quot;|&#3[49];)?\s{0,8}(?P<sign>=>|[:=])\s{0,8}"
    r"(?P<open>\\{0,15}[\"']|&quot;|&#3[49];)?"
)
# HTML and XML: `<password>value</password>`, and `<input name="password" value="value">`.
_ELEMENT = re.compile(r"<(?P<name>[A-Za-z_][\w:-]{1,99})(?:\s[^<>]{0,500})?>(?P<value>[^<]+)")
_TAG = re.compile(r"<[A-Za-z][^<>]{0,2000}>")
_TAG_NAME = re.compile(r"\s(?:name|id|property)\s{0,4}=\s{0,4}[\"']?([\w-]{2,100})", re.IGNORECASE)
_TAG_VALUE = re.compile(r"(\s(?:value|content)\s{0,4}=\s{0,4})(\"[^\"]*\"?|'[^']*'?|[^\s>]+)", re.IGNORECASE)
_BARE = re.compile(r"[^\s&;,<>\"'(){}\[\]\\]+")
_BARE_BEGINNING = re.compile(rf"{_BARE.pattern[:-1]}{{1,200}}")
_FIRST_TEXT = re.compile(r"\[\s*\\{0,15}[\"']([^\"'\\]*)")
_NESTED = re.compile(r"\[\s*[\[{]")
_BRACKET_OR_TEXT = re.compile(r"[\[{]|(?P<end>[\]}])|(?P<quote>\\{0,15}[\"']|&quot;|&#3[49];)")
_DIGIT = re.compile(r"\d")
_MIN_BARE_LENGTH = 6  # characters of a secret after a colon in prose


def mask_secrets(text: str, *, log_in: bool = False, mask: str = "***") -> str:
    """Mask the secrets in text; see `_masking.mask_text`.

    The text may be JSON (also cut off, or as text in JSON), form data, headers, HTML or prose.

    The time is linear in the length of the text.

    Args:
        text: Text that may contain secrets.
        log_in: Whether the text belongs to a log-in, in which `code` is a secret too; `False` by default.
        mask: Text in the place of secrets; `***` by default.

    Returns:
        The text with its secrets masked.
    """
    if "<" in text:
        text = _TAG.sub(lambda tag: _mask_tag(tag[0], log_in=log_in, mask=mask), text)
        text = _ELEMENT.sub(lambda element: _mask_element(element, log_in=log_in, mask=mask), text)
    text = _SHAPES.sub(lambda secret: (secret["scheme"] or secret["slashes"] or "") + mask + (secret["at"] or ""), text)
    pieces: list[str] = []
    position = 0
    for pair in _PAIR.finditer(text):
        if pair.start() < position or not is_secret(pair["name"], log_in=log_in):
            continue
        end = _end_of_value(text, pair)
        if end > pair.end():
            pieces += [text[position : pair.end()], mask]
            pieces += [pair["open"]] if pair["open"] and end == len(text) else []
            position = end
    return "".join([*pieces, text[position:]]) if pieces else text


def _end_of_value(text: str, pair: "re.Match[str]") -> int:
    """Find the end of the value after the name of a secret.

    Returns:
        Index of the end of the value; if nothing is to be masked, index of its beginning, `pair.end()`. Nothing is to
        be masked if there is no value, or if it is an ordinary word after a colon, a list of reasons, an empty list or
        object, `null`, `true` or `false`, or a number after a name in quotes.
    """
    start, opening = pair.end(), pair["open"]
    if opening:
        return _closing_quote(text, start, opening)
    if text.startswith("[", start):
        return _end_of_list(text, start)
    if pair["close"] and text.startswith("{", start):
        return _end_of_brackets(text, start)
    if pair["sign"] == ":" and not pair["close"]:
        # In prose, such as `Invalid token: expired`, an ordinary word follows the colon. A word is masked only if it is
        # long and has a digit. Only its beginning is read, because each name inside the word would read the rest again.
        word = _BARE_BEGINNING.match(text, start)
        if word is None or len(word[0]) < _MIN_BARE_LENGTH or not _DIGIT.search(word[0]):
            return start
    bare = _BARE.match(text, start)
    if bare is None:
        return start
    return start if bare[0] in {"null", "true", "false"} or (pair["close"] and bare[0].isdigit()) else bare.end()


def _closing_quote(text: str, start: int, opening: str) -> int:
    """Find the quote that ends a value.

    The quotes around the value may be escaped, as in JSON inside JSON.

    Returns:
        Index at which the closing quote begins, with its backslashes; the length of the text if the value is cut off.
    """
    if opening.startswith("&"):
        end = text.find(opening, start)
        return len(text) if end < 0 else end
    escapes, quote = len(opening) - 1, opening[-1]
    at = start
    while (at := text.find(quote, at)) >= 0:
        before = at
        while before > start and text[before - 1] == "\\":
            before -= 1
        backslashes = at - before
        if backslashes >= escapes and (backslashes - escapes) % (2 * (escapes + 1)) == 0:
            return at - escapes
        at += 1
    return len(text)


def _end_of_list(text: str, start: int) -> int:
    """Find the bracket that ends a list of secrets.

    If the first item is a text with spaces, the list contains reasons of a refusal, and the result is the beginning of
    the list, so that nothing is masked. The result is the same if the first item is neither a text nor a list nor an
    object.
    """
    first = _FIRST_TEXT.match(text, start)
    if first is None:
        return _end_of_brackets(text, start) if _NESTED.match(text, start) else start
    return start if " " in first[1] else _end_of_brackets(text, start)


def _end_of_brackets(text: str, start: int) -> int:
    """Find the bracket that ends a list or an object.

    A list or an object that is cut off ends with the text. The result is the beginning if there is nothing inside.
    """
    depth, at = 0, start
    while (sign := _BRACKET_OR_TEXT.search(text, at)) is not None:
        at = sign.end()
        if sign["quote"]:
            at = _closing_quote(text, at, sign["quote"]) + len(sign["quote"])
        else:
            depth += -1 if sign["end"] else 1
        if not depth:
            return sign.start() if text[start + 1 : sign.start()].strip() else start
    return len(text)


def _mask_tag(tag: str, *, log_in: bool, mask: str) -> str:
    """Mask the value of a tag whose name, id or property names a secret."""
    name = _TAG_NAME.search(tag)
    if name is None or not is_secret(name[1], log_in=log_in):
        return tag
    return _TAG_VALUE.sub(lambda value: f'{value[1]}"{mask}"', tag)


def _mask_element(element: "re.Match[str]", *, log_in: bool, mask: str) -> str:
    """Mask the text of an element whose name is that of a secret."""
    if not is_secret(element["name"], log_in=log_in) or not element["value"].strip():
        return element[0]
    return element[0][: element.start("value") - element.start()] + mask
