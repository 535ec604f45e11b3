"""Parses JSON into msgspec structs, which are made of the annotations of models and refuse whatever is not as they say.

msgspec checks keys and types while it parses, in C. What is left for Python is to move the values into the slots of the
models: `Model.from_structs`, which is generated.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from types import GenericAlias
from typing import Any, Literal

import attrs
import msgspec

from ._kinds import Kind, Option, below, fields
from ._model import Model, SchemaMismatch
from ._unset import UNSET

SCHEMA_MISMATCHES = (SchemaMismatch, msgspec.DecodeError, ValueError, RecursionError)
"""What the fast path raises where something is not as documented."""

LEARNED: dict[type[Model], tuple[str, ...]] = {}
"""Keys that the document does not know and answers have had, by model.

A struct refuses keys that it does not have, so these are added to it: what the service has added lately must not take
the tolerant path every time. They are no less unknown for that.
"""

_MOST_LEARNED = 16  # each costs a little for every object, whether it has the key or not
_LONGEST_LEARNED = 100
_UNFIT = frozenset('"\\')


@attrs.define
class _Made:
    """What was made so far. `learn` starts anew, so that what a thread is just making of old keys is not kept."""

    structs: dict[type[Model], type[msgspec.Struct]] = attrs.field(factory=dict[type[Model], type[msgspec.Struct]])
    decoders: dict[type[Model], msgspec.json.Decoder[Any]] = attrs.field(
        factory=dict[type[Model], msgspec.json.Decoder[Any]]
    )


_made = _Made()


class Unknown(dict[tuple[type[Model], tuple[str, ...]], dict[str, Any]]):
    """The unknown keys that decoding met, by model and keys, with what an object held under them."""


class TolerantOnly:
    """The type of what a struct cannot describe. msgspec can make none of it, so it refuses every value but null."""


def parse(model: type[Model], data: bytes) -> Any:
    """Parse the JSON of a model.

    Args:
        model: The model.
        data: The JSON.

    Returns:
        A struct for `model.from_structs`.

    Raises:
        msgspec.DecodeError: It is not as documented, or no JSON that msgspec reads.
        ValueError: It is not UTF-8.
        RecursionError: It is nested too deeply.
    """
    decoders = _made.decoders
    decoder = decoders.get(model)
    if decoder is None:
        decoder = decoders[model] = msgspec.json.Decoder(struct(model))
    return decoder.decode(data)


def convert(model: type[Model], value: Any) -> Any:
    """Do to a JSON value that was read already what `parse` does to its bytes.

    Args:
        model: The model.
        value: The JSON value.

    Returns:
        A struct for `model.from_structs`.

    Raises:
        msgspec.ValidationError: It is not as documented.
        ValueError: A key is no Unicode text.
    """
    return msgspec.convert(value, struct(model))


def struct(model: type[Model]) -> type[msgspec.Struct]:
    """Make the struct that the JSON of a model is parsed into.

    Args:
        model: The model.

    Returns:
        A struct with the attributes of the model, and with those for the keys learned so far. Times are text in it, for
        msgspec rounds them to microseconds where Python, and so this client, drops further digits.
    """
    structs = _made.structs
    made = structs.get(model)
    if made is None:
        made = structs[model] = _make(model)
    return made


def learn(model: type[Model], keys: Iterable[str]) -> None:
    """Take keys that the document does not know into the struct of a model.

    There is room for sixteen. If it does not suffice, those that this answer does not have are forgotten.

    Args:
        model: The model.
        keys: The unknown keys of an answer. Those that are very long are passed over, and so are those that msgspec
            does not take for one of a struct.
    """
    known = LEARNED.get(model, ())
    fit = [key for key in keys if len(key) <= _LONGEST_LEARNED and key.isprintable() and not _UNFIT & set(key)]
    wanted = tuple(dict.fromkeys((*known, *fit)))
    if len(wanted) > _MOST_LEARNED:
        wanted = tuple(fit[:_MOST_LEARNED])
    if wanted != known:
        LEARNED[model] = wanted
        _made.structs, _made.decoders = {}, {}  # all anew, for the structs of other models may hold that of this one


def keep(model: type[Model], items: Sequence[Any], found: Sequence[Any], unknown: Unknown | None) -> None:
    """Move what structs hold under learned keys into their models.

    Args:
        model: The model.
        items: The structs.
        found: The models made of them.
        unknown: Takes note of the keys.
    """
    # What the struct itself knows, for others may have been learned since it was made.
    learned: Mapping[str, str] = items[0].LEARNED if items else {}
    if not learned:
        return
    for src, made in zip(items, found, strict=True):
        extras = {key: value for key, name in learned.items() if (value := getattr(src, name)) is not UNSET}
        if extras:
            made._extras = extras  # noqa: SLF001 - as `from_structs` does
            keys = tuple(extras)
            if unknown is not None and not model.SCHEMA.open and (model, keys) not in unknown:
                unknown[model, keys] = extras


def _make(model: type[Model]) -> type[msgspec.Struct]:
    known = fields(model)
    learned = {key: f"_{index}" for index, key in enumerate(LEARNED.get(model, ()))}
    attributes: list[tuple[str, Any, Any] | tuple[str, Any]] = [
        (field.name, _type(field.kind, model)) if field.kind.required else (field.name, _type(field.kind, model), UNSET)
        for field in known.values()
    ]
    attributes += [(name, Any, UNSET) for name in learned.values()]
    return msgspec.defstruct(
        model.__name__,
        attributes,
        namespace={"LEARNED": learned},
        kw_only=True,
        forbid_unknown_fields=True,
        gc=False,  # they are gone before there could be a circle
        rename={field.name: key for key, field in known.items()} | {name: key for key, name in learned.items()},
    )


def _type(kind: Kind, owner: type[Model]) -> Any:
    """The type that stands for a kind of value in the struct of a model."""
    if not kind.options:
        return Any
    known = _type_of(kind.options[0], owner) if len(kind.options) == 1 else TolerantOnly
    return known | None if kind.nullable else known


def _type_of(option: Option, owner: type[Model]) -> Any:
    plain: Any = option.type
    if option.values:
        return Literal[option.values]
    if plain in {datetime, date}:
        return str
    if plain is float:
        return int | float  # or 1 would become 1.0
    if option.item:
        item = _type(option.item, owner)
        return GenericAlias(plain, item if plain is list else (str, item))
    if issubclass(plain, Model):
        in_circle = plain is owner or owner in below(plain)
        return TolerantOnly if in_circle else struct(plain)
    return plain
