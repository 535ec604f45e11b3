"""Drops changes that others imply, and joins equal changes of fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from codegen.report import paging_in_words, wording
from codegen.report.changes import Change, Level
from codegen.report.client import Client, Method

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
_ABOUT_DEPRECATION = re.compile(r"\bdeprecated\b|\binstead\b", re.IGNORECASE)


def tell_once(changes: Sequence[Change], old: Client, new: Client) -> list[Change]:
    """Drop changes that other changes imply.

    - If a list gets several pages, or a single page, the change of its result implies the change of the paging, unless
      both results are pagers: then only the change of the paging says what `await` returns.
    - A change of the default or the limits of the argument for the size of pages implies the change of these sizes in
      the paging.
    - A change to required implies that there is no default any more.
    - A change of deprecation implies the change of the description if only sentences about deprecation differ.
    - A change of the scope implies the change of the sentence on credentials.

    Args:
        changes: The changes, in their order.
        old: The present client.
        new: The new client.

    Returns:
        The other changes, in the same order. If other changes imply only a part of a change, such as sizes of pages or
        some of its names, the change is reduced to the rest.
    """
    reported: dict[str, set[str]] = {}
    for change in changes:
        for name in change.names:
            reported.setdefault(name, set()).add(change.what)
    return [kept for change in changes for kept in _unimplied_part(change, reported, old, new)]


def join_fields(changes: Sequence[Change]) -> list[Change]:
    """Join equal changes of the fields of a model, for readers.

    One change of a schema, such as of its `required`, may affect many fields.

    Args:
        changes: The changes, in their order.

    Returns:
        The changes. Changes of the kinds in `wording.OF_FIELDS` are joined if they have the same level, the same
        states, and fields of the same schema. Such a change is in the place of the first, and its location is the
        schema.
    """
    joined: dict[object, Change] = {}
    for number, change in enumerate(changes):
        schema, _, field = change.location.rpartition(".properties.")
        is_of_field = change.what in wording.OF_FIELDS and schema and "." not in field
        key = (change.level, change.what, change.before, change.after, schema) if is_of_field else number
        if key in joined:
            names = dict.fromkeys((*joined[key].names, *change.names))
            joined[key] = replace(joined[key], names=tuple(names), location=schema)
        else:
            joined[key] = change
    return list(joined.values())


def _unimplied_part(change: Change, reported: Mapping[str, set[str]], old: Client, new: Client) -> Iterator[Change]:
    """Yield the part of a change that no other change implies."""
    if change.what == wording.FACTS[wording.PAGING]:
        is_told = wording.RESULT in reported[change.names[0]] and not (
            _is_pager(old, change) and _is_pager(new, change)
        )
        if not is_told or _is_paged(old, change) == _is_paged(new, change):
            yield from _without_stated_sizes(change, reported, new)
        return
    names = tuple(name for name in change.names if not _is_implied(change, name, reported, old, new))
    if names:
        yield replace(change, names=names)


def _is_paged(client: Client, change: Change) -> bool:
    """Return whether the method of a change is a list in several pages."""
    method = client.methods.get(_key(change.names[0]))
    return method is not None and paging_in_words.is_in_pages(method.facts.get(wording.PAGING, ""))


def _is_pager(client: Client, change: Change) -> bool:
    """Return whether a method returns a pager, also of a single page."""
    method = client.methods.get(_key(change.names[0]))
    return method is not None and method.returns.removeprefix(wording.AT_ONCE).startswith("Pager[")


def _without_stated_sizes(change: Change, reported: Mapping[str, set[str]], new: Client) -> Iterator[Change]:
    """Yield a change of paging without the sizes that another change states.

    Nothing is yielded if only such sizes have changed.
    """
    method = new.methods.get(_key(change.names[0]))
    paging = method.facts.get(wording.PAGING, "") if method else ""
    size = paging_in_words.arguments(paging)[1] if paging_in_words.is_in_pages(paging) else ""
    arguments = [each.name for each in method.arguments if each.json_name == size] if method else []
    of_size = (
        reported.get(f"{change.names[0].removesuffix(')')}{arguments[0]}=)", set[str]()) if arguments else set[str]()
    )
    states = paging_in_words.without_sizes(
        change.before, change.after, default=wording.DEFAULT in of_size, most=wording.LIMITS in of_size
    )
    if any(states):
        states = paging_in_words.with_required_size(*states) if wording.REQUIRED in of_size else states
        yield replace(change, before=states[0], after=states[1])


def _is_implied(change: Change, name: str, reported: Mapping[str, set[str]], old: Client, new: Client) -> bool:
    """Return whether other changes of the same thing imply a change."""
    others = reported.get(name, set[str]())
    if change.what == wording.DEFAULT:
        return not change.after and wording.REQUIRED in others
    if change.level is not Level.DOCUMENTATION:
        return False
    if change.what == wording.CREDENTIALS:
        return bool(others & {wording.FACTS[key] for key in wording.OF_CREDENTIALS})
    if change.what != wording.DESCRIPTION or wording.DEPRECATED not in others:
        return False
    texts = [_text(client, name) for client in (old, new)]
    return _without_deprecation(texts[0]) == _without_deprecation(texts[1])


def _text(client: Client, name: str) -> str:
    """Return the docstring of a method, an argument or a field.

    The text is empty for any other name, and for a name that the client does not have.
    """
    if not name.startswith("hub."):
        model, _, field = name.partition(".")
        owner = client.models.get(model)
        return owner.fields[field].text if owner is not None and field in owner.fields else ""
    method: Method | None = client.methods.get(_key(name))
    if method is None or name.endswith("()"):
        return method.text if method else ""
    argument = name.partition("(")[2].rstrip("=)")
    return next((each.text for each in method.arguments if each.name == argument), "")


def _key(name: str) -> str:
    """Return the key in `Client.methods` for a change's name."""
    return name.removeprefix("hub.").partition("(")[0]


def _without_deprecation(text: str) -> list[str]:
    """Split a text into sentences, and drop sentences about a deprecation.

    The last sentence before one about a deprecation may have lost its full stop.
    """
    sentences = [" ".join(sentence.split()).removesuffix(".") for sentence in _SENTENCE_END.split(text)]
    return [sentence for sentence in sentences if sentence and not _ABOUT_DEPRECATION.search(sentence)]
