"""Python names from any text: words, keywords, and names that are taken."""

import hashlib
import keyword
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

import attrs
from openapi_python_client.strings import ClassName, PythonIdentifier

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+")
_SIGNS = {"+": "plus ", "-": "minus "}
_MAX_LENGTH = 80  # characters of a name, before an underscore or number is added


def snake_case(text: str) -> str:
    """Write a name in lower case with underscores.

    Args:
        text: A name in any spelling, such as `startIndex`, `Date Joined` or `org-access-tokens`.

    Returns:
        A name such as `start_index`, `date_joined` or `org_access_tokens`. Characters that are not letters or digits of
        ASCII separate words, also the accent of a letter (`cafés` becomes `cafe_s`). Empty if the text has no ASCII
        letter or digit.
    """
    return "_".join(word.lower() for word in _split_words(text))


def python_name(text: str) -> str:
    """Write the name of an argument, attribute or method.

    A keyword gets an underscore (`from` becomes `from_`), a digit at the beginning an `n` (`2fa` becomes `n2fa`), and
    `+1` and `-1` become `plus_1` and `minus_1`. Names of builtins such as `type` and `filter` are not changed, because
    they are harmless as names of arguments.

    Args:
        text: The name in the document.

    Returns:
        A valid identifier of at most 81 characters. If `snake_case` returns empty text, the identifier is made from a
        digest of the name.
    """
    if re.fullmatch(r"[+-]\d+", text):
        text = _SIGNS[text[0]] + text[1:]
    name = snake_case(text)[:_MAX_LENGTH].rstrip("_") or f"x{_short_digest(text)}"
    if name[0].isdigit():
        name = f"n{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


def class_name(text: str) -> str:
    """Write the name of a class.

    Args:
        text: A name in any spelling, such as `org_access_tokens`.

    Returns:
        A name such as `OrgAccessTokens`, which openapi-python-client does not change. An `N` precedes a digit at the
        beginning. If `snake_case` returns empty text, the name is made from a digest of the text.
    """
    name = "".join(word[0].upper() + word[1:] for word in _split_words(text)) or f"X{_short_digest(text)}"
    if not name[0].isalpha():
        name = f"N{name}"
    for _ in range(len(name)):  # a round may join words that the next round then spells differently
        spelled = str(ClassName(name, ""))
        if spelled == name:
            break
        name = spelled
    return name


def module_name(name: str) -> str:
    """Return the name of a class's module, as openapi-python-client spells it."""
    return str(PythonIdentifier(name, ""))


@attrs.define
class Allocation:
    """Allocates names in one scope, each at most once.

    Names that differ only in case are the same name.

    Attributes:
        reserved: Names, in lower case, that must not be allocated.
        suffix: Suffix for a name that is reserved; `_` by default. A number that makes a name unique then follows an
            underscore (`name_2`); with any other suffix, it follows the name directly (`Name2`).
    """

    reserved: frozenset[str]
    suffix: str = "_"
    _given: set[str] = attrs.field(factory=set[str], init=False)
    _numbers: dict[str, int] = attrs.field(factory=dict[str, int], init=False)

    def allocate(self, wanted: str, key: Callable[[str], str] = str.lower) -> str:
        """Allocate a name.

        Args:
            wanted: The preferred name.
            key: Function that normalizes a name. Names with the same result count as the same name, as do names that
                differ only in case. The default, `str.lower`, adds nothing to this.

        Returns:
            The preferred name, with the suffix if it is reserved. If the name is then still allocated or reserved, it
            gets the first free number from 2.
        """
        base = wanted + self.suffix if wanted.lower() in self.reserved else wanted
        number = self._numbers.get(base, 0) + 1  # lower numbers are allocated already
        name = self._with_number(base, number)
        while {name.lower(), key(name)} & self._given or name.lower() in self.reserved:
            number += 1
            name = self._with_number(base, number)
        self._numbers[base] = number
        self._given |= {name.lower(), key(name)}
        return name

    def _with_number(self, base: str, number: int) -> str:
        if number == 1:
            return base
        return f"{base}_{number}" if self.suffix == "_" else f"{base}{number}"


def allocate_names(wanted: Mapping[str, str], reserved: Iterable[str]) -> dict[str, str]:
    """Allocate a Python name for each name of the document in one scope.

    Names of the document that are their own preferred name are allocated first, then the others; each of these groups
    in alphabetical order. Thereby the order of the document has no influence.

    Args:
        wanted: The preferred Python names, by the names in the document.
        reserved: Names in lower case that the generated code uses in that scope.

    Returns:
        The allocated names by the names in the document, in the order of `wanted`. A preferred name that is reserved
            gets the suffix `_`; if the name is allocated already, a number follows, such as `name_2`.
    """
    allocation = Allocation(frozenset(reserved))
    order = sorted(wanted, key=lambda name: (wanted[name] != name, name))
    names = {name: allocation.allocate(wanted[name]) for name in order}
    return {name: names[name] for name in wanted}


def _split_words(text: str) -> list[str]:
    """Split text into its words of ASCII, also where the case changes."""
    plain = unicodedata.normalize("NFKD", text) if not text.isascii() else text
    return _WORD.findall(plain)


def _short_digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
