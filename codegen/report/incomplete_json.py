"""Finds code that builds a model, or its JSON, without a required field."""

import ast
import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import attrs

from codegen.document.load import JSON
from codegen.report import folders, source_patterns, wording
from codegen.report.changes import Change
from codegen.report.client_facts import ClientFacts

_FENCE = re.compile(r"^(?P<indent> *)```(?:python|json)\n(?P<code>.*?)^ *```", re.MULTILINE | re.DOTALL)
_MIN_KEYS = 3  # of JSON that is taken for a model's although its file does not mention the model
_READERS = frozenset({"from_dict", "from_json"})
"""Methods of a model that read its JSON."""


@attrs.frozen
class Incomplete:
    """Lines that build a model, or its JSON, without required fields.

    Attributes:
        name: The fields, such as `Tag.images`, separated by commas.
        places: Files and lines.
    """

    name: str
    places: tuple[str, ...]


@attrs.frozen
class _Object:
    """An object that code builds.

    Attributes:
        line: Number of the line where it begins.
        model: Name of the class that the code calls; empty for JSON.
        names: Arguments of the class, or keys of the JSON.
        holder: Key of the JSON around it, also around a list of it; empty if there is none.
    """

    line: int
    model: str
    names: frozenset[str]
    holder: str = ""


def find(changes: Sequence[Change], texts: Mapping[str, Sequence[str]], facts: ClientFacts) -> list[Incomplete]:
    """Find lines that build models without newly required fields.

    Args:
        changes: The changes for callers.
        texts: Lines of the hand-written files, by path.
        facts: What belongs to a name in the present client, such as the path of a call.

    Returns:
        The lines for each model. JSON belongs to a model if all its keys are keys of the model, and one of these
        applies:

        - The model requires at least two keys, and the JSON has all of them.
        - The JSON has a key that no other model has, or is below a key under which there is no other model; and the
          JSON is in the bodies of FakeHub, or in a file that mentions the model, a call that sends or returns the
          model, or the endpoint of such a call.
    """
    wanted = _newly_required(changes, facts)
    if not wanted:
        return []
    codes = {file: "\n".join(lines) for file, lines in texts.items() if file.endswith((".py", ".md"))}
    objects = {file: _objects(file, text) for file, text in codes.items()}
    result: list[Incomplete] = []
    for model, fields in wanted.items():
        about = re.compile("|".join(_patterns_of(model, facts)))
        places = [
            f"{file}:{line}"
            for file, text in codes.items()
            for is_about in [file.startswith(folders.BODIES) or about.search(text) is not None]
            for line in sorted(
                {each.line for each in objects[file] if _lacks(each, model, fields, facts, is_about=is_about)}
            )
        ]
        if places:
            result.append(Incomplete(", ".join(f"{model}.{field}" for field in fields), tuple(places)))
    return result


def builds(file: str, text: str, model: str, field: str, facts: ClientFacts) -> bool:
    """Return whether code builds the JSON of a model with a field.

    Args:
        file: Path of the file.
        text: Text of the file.
        model: Name of the model.
        field: Name of the field in Python.
        facts: What belongs to a name in the present client, such as the path of a call.

    Returns:
        True if a dictionary of at least three keys has the key of the field, and no key that the model lacks. A
            dictionary that may be the JSON of another model, too, such as that of any page of a list, does not count,
            unless one of the two names begins with the other, as that of a response and of the body to change it.
    """
    keys = facts.keys.get(model, {})
    key = keys.get(field, field)
    others = [{*each.values()} for name, each in facts.keys.items() if not _begin_alike(name, model)]
    return key in text and any(
        not each.model
        and key in each.names
        and len(each.names) >= _MIN_KEYS
        and each.names <= {*keys.values()}
        and not any(each.names <= other for other in others)
        for each in _objects(file, text)
    )


def _begin_alike(name: str, other: str) -> bool:
    return name.startswith(other) or other.startswith(name)


def _newly_required(changes: Sequence[Change], facts: ClientFacts) -> dict[str, dict[str, str]]:
    """Return the JSON names of newly required fields, by model and field."""
    wanted: dict[str, dict[str, str]] = {}
    for change in changes:
        is_added = change.what == wording.FIELD_ADDED and change.after.endswith(wording.required(""))
        if is_added or (
            change.what == wording.REQUIRED and (change.before, change.after) == wording.yes_no(old=False, new=True)
        ):
            for name in change.names:
                model, _, field = name.partition(".")
                if model in facts.keys and field:
                    key = facts.keys[model].get(field) or change.location.rpartition(".properties.")[2] or field
                    wanted.setdefault(model, {})[field] = key
    return wanted


def _patterns_of(model: str, facts: ClientFacts) -> Iterator[str]:
    yield rf"\b{model}\b"
    for call in facts.models.get(model, ()):
        yield source_patterns.of_call(call)
        yield source_patterns.of_handler(call)
        yield source_patterns.of_path(facts.endpoints[call].partition(" ")[2]).pattern


def _lacks(built: _Object, model: str, fields: Mapping[str, str], facts: ClientFacts, *, is_about: bool) -> bool:
    """Return whether an object is of a model, and lacks a field."""
    if built.model:
        return built.model == model and not (built.names >= fields.keys() or built.names >= set(fields.values()))
    if built.names >= set(fields.values()) or not built.names or not built.names <= {*facts.keys[model].values()}:
        return False
    is_whole = built.names >= facts.required[model] and len(facts.required[model]) > 1
    is_own = built.holder in facts.holders.get(model, ()) or not built.names <= facts.shared
    return is_whole or (is_about and is_own)


@lru_cache(maxsize=1024)
def _objects(file: str, text: str) -> tuple[_Object, ...]:
    """List the objects that the code of a file builds."""
    return tuple(_objects_in_file(file, text))


def _objects_in_file(file: str, text: str) -> Iterator[_Object]:
    if file.endswith(".py"):
        yield from _objects_in_code(text, 0)
        return
    for fence in _FENCE.finditer(text):
        yield from _objects_in_code(textwrap.dedent(fence["code"]), text.count("\n", 0, fence.start("code")))


def _objects_in_code(code: str, line_offset: int) -> Iterator[_Object]:
    """Yield the objects that code builds; none if it is not Python."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    holders: dict[int, str] = {}
    for node in ast.walk(tree):  # outer nodes come before inner ones
        if isinstance(node, ast.Dict):
            keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
            for key, value in zip(keys, node.values, strict=True):
                inner = value.elts if isinstance(value, ast.List) else [value]
                holders |= {id(each): key for each in inner if isinstance(key, str)}
            names = frozenset(key for key in keys if isinstance(key, str))
            yield _Object(node.lineno + line_offset, "", names, holders.get(id(node), ""))
        elif isinstance(node, ast.Constant):
            for keys_in_text, holder in _keys_in_text(node.value):
                yield _Object(node.lineno + line_offset, "", keys_in_text, holder)
        elif isinstance(node, ast.Call):
            yield from _built_by(node, line_offset)


def _built_by(call: ast.Call, line_offset: int) -> Iterator[_Object]:
    """Yield the object that a call of a model, or of its reader, builds."""
    function, names = call.func, [each.arg for each in call.keywords]
    if isinstance(function, ast.Attribute) and function.attr in _READERS and call.args:
        (first, *_), function = call.args, function.value
        names = []
        if isinstance(first, ast.Dict):
            names = [str(key.value) if isinstance(key, ast.Constant) else None for key in first.keys]
        elif not isinstance(first, ast.Constant):
            return
        else:
            names = [*next((each for each, _ in _keys_in_text(first.value)), ())]
    name = (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
    if name[:1].isupper() and None not in names:  # `None` stands for `**`, which may have any name
        yield _Object(call.lineno + line_offset, name, frozenset(filter(None, names)))


def _keys_in_text(value: object) -> Iterator[tuple[frozenset[str], str]]:
    """Yield the keys of each object of a JSON text, and the key around it."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    if not isinstance(text, str) or not text.lstrip().startswith(("{", "[")):
        return
    try:
        waiting: list[tuple[JSON, str]] = [(json.loads(text), "")]
    except ValueError:
        return
    while waiting:
        node, holder = waiting.pop(0)
        if isinstance(node, dict):
            yield frozenset(node), holder
            waiting.extend((value, key) for key, value in node.items())
        elif isinstance(node, list):
            waiting.extend((item, holder) for item in node)
