"""Identifiers: any text as a unique name in Python."""

import hashlib
import keyword
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

import attrs
from openapi_python_client.strings import ClassName, PythonIdentifier

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+")
_SIGNS = {"+": "plus ", "-": "minus "}
_LONGEST = 80


def snake_case(text: str) -> str:
    """Spell a name in lower case with underscores.

    Args:
        text: A name in any spelling, such as `startIndex`, `Date Joined` or `org-access-tokens`.

    Returns:
        For example `start_index`, `date_joined` or `org_access_tokens`; empty if nothing in it could be an identifier.
    """
    return "_".join(word.lower() for word in _words(text))


def python_name(text: str) -> str:
    """Spell the name of an argument, attribute or method.

    Keywords get an underscore (`from` becomes `from_`). Names of builtins such as `type` and `filter` stay, as they are
    harmless as arguments.

    Args:
        text: The name in the document.

    Returns:
        A valid identifier; a digest of a text that has no valid character.
    """
    if re.fullmatch(r"[+-]\d+", text):
        text = _SIGNS[text[0]] + text[1:]
    name = snake_case(text)[:_LONGEST].rstrip("_") or f"x{_digest(text)}"
    if name[0].isdigit():
        name = f"n{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


def class_name(text: str) -> str:
    """Spell the name of a class.

    Args:
        text: A name in any spelling, such as `org_access_tokens`.

    Returns:
        For example `OrgAccessTokens`, as openapi-python-client leaves it.
    """
    name = "".join(word[0].upper() + word[1:] for word in _words(text)) or f"X{_digest(text)}"
    if not name[0].isalpha():
        name = f"N{name}"
    for _ in range(len(name)):  # each round may join words that were apart
        spelled = str(ClassName(name, ""))
        if spelled == name:
            break
        name = spelled
    return name


def module_name(name: str) -> str:
    """Name the module of a class as openapi-python-client does."""
    return str(PythonIdentifier(name, ""))


@attrs.define
class Allocation:
    """Gives out names, each once, however it is spelled.

    Attributes:
        reserved: Names in lower case that are not given out.
        suffix: The suffix added to a name that is reserved.
    """

    reserved: frozenset[str]
    suffix: str = "_"
    _given: set[str] = attrs.field(factory=set[str], init=False)
    _numbers: dict[str, int] = attrs.field(factory=dict[str, int], init=False)

    def name(self, wanted: str, key: Callable[[str], str] = str.lower) -> str:
        """Give out a name.

        Args:
            wanted: The preferred name.
            key: Normalizes names; two names with the same result count as equal. By default case makes no difference,
                as on some file systems.

        Returns:
            The name, with the suffix if it is reserved, or with the first free number.
        """
        base = wanted + self.suffix if wanted.lower() in self.reserved else wanted
        number = self._numbers.get(base, 0) + 1  # all before it are taken
        name = self._numbered(base, number)
        while {name.lower(), key(name)} & self._given or name.lower() in self.reserved:
            number += 1
            name = self._numbered(base, number)
        self._numbers[base] = number
        self._given |= {name.lower(), key(name)}
        return name

    def _numbered(self, base: str, number: int) -> str:
        if number == 1:
            return base
        return f"{base}_{number}" if self.suffix == "_" else f"{base}{number}"


def allocated(wanted: Mapping[str, str], reserved: Iterable[str]) -> dict[str, str]:
    """Give several things of one scope names in Python.

    Those whose name in the document is the name in Python come first, the others in alphabetical order, so that the
    order of the document does not matter.

    Args:
        wanted: The names in Python by the names in the document.
        reserved: Names that the generated code uses in that scope.

    Returns:
        The allocated names by the names in the document, in the order of the document.
    """
    allocation = Allocation(frozenset(reserved))
    order = sorted(wanted, key=lambda name: (wanted[name] != name, name))
    names = {name: allocation.name(wanted[name]) for name in order}
    return {name: names[name] for name in wanted}


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text) if not text.isascii() else text
    return _WORD.findall(plain)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
