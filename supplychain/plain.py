"""How does a noun become plain JSON values, and come back equal?

One form for every frozen dataclass of the model, worked out from its annotations, so that a field added to a
noun is kept from that day on without a change here. Refuses to know what is done with the values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from json.encoder import encode_basestring, encode_basestring_ascii
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Plain = dict[str, Any]
Turn = Callable[[Any], Any]
Noun = TypeVar("Noun")

# Escaped texts remembered, the latest met, for the nouns that repeat theirs: a law's consequence and a next step stand
# in one flag after the other, and escaping a sentence takes ten times longer (2.6 ns a letter) than finding it escaped
# before. A supplier's fields are its own: there looking first only costs.
_escaped_before = lru_cache(2_048)(encode_basestring)


def to_plain(noun: Any, *without: str) -> Plain:
    """The fields of a dataclass instance as JSON values; fields that hold their default are left out, and those
    named in `without`. Dates and times become ISO 8601 text, enum members their value, tuples lists.
    """
    plain: Plain = _encoder(type(noun), without)(noun)
    return plain


def to_json(noun: Any, *without: str) -> str:
    """`to_plain` as JSON text without spaces, letters of every script as they are: in one pass, a third of the time.
    Raises ValueError for a number that is none (NaN, infinity), as `json` does."""
    text: str = _writer(type(noun), without, False)(noun)
    return text


def to_canonical(noun: Any, *without: str) -> str:
    """The same with sorted keys and ASCII escapes: one text on every machine, for fingerprints."""
    text: str = _writer(type(noun), without, True)(noun)
    return text


def from_plain(noun: type[Noun], plain: Mapping[str, Any], **given: Any) -> Noun:
    """The instance `to_plain` was given; `given` are the fields it was told to leave out, as they are.

    Raises ValueError where a key is unknown or lacking or a value bad.
    """
    try:
        made: Noun = _decoder(noun)(plain, **given)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise ValueError(f"these values do not make a {noun.__name__}: {error}") from error
    return made


def _make_encoder(noun: Any, without: tuple[str, ...] = ()) -> Turn:
    """Asked once a class: reading annotations costs about a millisecond, turning an instance microseconds."""
    hints = get_type_hints(noun)
    plan = tuple((f.name, f.default, _turn_out(hints[f.name])) for f in fields(noun) if f.name not in without)

    def encode(instance: Any) -> Plain:
        plain: Plain = {}
        for name, default, turn in plan:
            value = getattr(instance, name)
            if default is not MISSING and value == default:
                continue
            plain[name] = value if turn is None or value is None else turn(value)
        return plain

    return encode


def _make_writer(noun: Any, without: tuple[str, ...], canonical: bool) -> Turn:
    """`_make_encoder` for text: the same fields left out, the same values."""
    hints = get_type_hints(noun)
    told = [f for f in fields(noun) if f.name not in without]
    if canonical:
        told.sort(key=lambda f: f.name)
    repeats = all(f.default is MISSING for f in told)
    escape = encode_basestring_ascii if canonical else _escaped_before if repeats else encode_basestring
    turns = tuple(_text_of(hints[f.name], escape, canonical) for f in told)
    values_of = _values_of([f.name for f in told])
    if repeats:
        form = "{" + ",".join(f'"{f.name}":%s' for f in told) + "}"
        return lambda instance: form % tuple([turn(v) for turn, v in zip(turns, values_of(instance), strict=False)])
    plan = tuple((f'"{f.name}":', f.default, turn) for f, turn in zip(told, turns, strict=True))

    def write(instance: Any) -> str:
        return "{" + ",".join([
            key + turn(value)
            for value, (key, default, turn) in zip(values_of(instance), plan, strict=False)
            if default is MISSING or value != default
        ]) + "}"  # fmt: skip

    return write


def _values_of(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda instance: tuple(getattr(instance, name) for name in names)


def _make_decoder(noun: Any) -> Callable[..., Any]:
    hints = get_type_hints(noun)
    turns = tuple((f.name, turn) for f in fields(noun) if (turn := _turn_in(hints[f.name])) is not None)

    def decode(plain: Mapping[str, Any], **given: Any) -> Any:
        values = dict(plain)
        for name, turn in turns:
            value = values.get(name)
            if value is not None:
                values[name] = turn(value)
        return noun(**values, **given)

    return decode


_encoder: Callable[..., Turn] = cache(_make_encoder)
_writer: Callable[..., Turn] = cache(_make_writer)
_decoder: Callable[..., Callable[..., Any]] = cache(_make_decoder)


def _inner(hint: Any) -> Any:
    """The type inside `X | None`; other types as they are. A union of nouns has no plain form."""
    if get_origin(hint) in (Union, UnionType):
        members = [m for m in get_args(hint) if m is not NoneType]
        if len(members) != 1:
            raise TypeError(f"a field of type {hint} has no plain form")
        return members[0]
    return hint


def _turn_out(hint: Any) -> Turn | None:
    """How a field's value becomes plain; None where it already is."""
    hint = _inner(hint)
    if get_origin(hint) is tuple:
        return _tuple_out(get_args(hint))
    if is_dataclass(hint):
        return _encoder(hint)
    if issubclass(hint, Enum):
        return _value_of
    if issubclass(hint, date):
        return _iso
    _refuse_unknown(hint)
    return None


def _text_of(hint: Any, escape: Turn, canonical: bool) -> Turn:
    """How a field's value becomes JSON text, None among them."""
    inner = _inner(hint)
    turn = _text_of_some(inner, escape, canonical)
    return turn if inner is hint else lambda value: "null" if value is None else turn(value)


def _text_of_some(hint: Any, escape: Turn, canonical: bool) -> Turn:
    if get_origin(hint) is tuple:
        members = get_args(hint)
        if len(members) == 2 and members[1] is Ellipsis:
            turn = _text_of(members[0], escape, canonical)
            return lambda values: "[" + ",".join(map(turn, values)) + "]" if values else "[]"
        turns = tuple(_text_of(m, escape, canonical) for m in members)
        return lambda values: "[" + ",".join([turn(v) for turn, v in zip(turns, values, strict=True)]) + "]"
    if is_dataclass(hint):
        return _writer(hint, (), canonical)
    if issubclass(hint, Enum):
        return {member: json.dumps(member.value) for member in hint}.__getitem__
    if issubclass(hint, date):
        return lambda day: f'"{day.isoformat()}"'
    _refuse_unknown(hint)
    return escape if hint is str else _number_text


@lru_cache(4_096, typed=True)  # points and scores are few; typed, for 1 and 1.0 and True are not one text
def _number_text(value: Any) -> str:
    return json.dumps(value, allow_nan=False)


def _turn_in(hint: Any) -> Turn | None:
    """The way back of `_turn_out`."""
    hint = _inner(hint)
    if get_origin(hint) is tuple:
        return _tuple_in(get_args(hint))
    if is_dataclass(hint):
        return _decoder(hint)
    if issubclass(hint, Enum):
        member: Turn = hint
        return member
    if issubclass(hint, datetime):
        return datetime.fromisoformat
    if issubclass(hint, date):
        return date.fromisoformat
    _refuse_unknown(hint)
    return None


def _tuple_out(members: tuple[Any, ...]) -> Turn:
    if len(members) == 2 and members[1] is Ellipsis:
        turn = _turn_out(members[0])
        return list if turn is None else lambda values: [turn(v) for v in values]
    turns = tuple(_turn_out(m) for m in members)
    return lambda values: [v if t is None else t(v) for v, t in zip(values, turns, strict=True)]


def _tuple_in(members: tuple[Any, ...]) -> Turn:
    if len(members) == 2 and members[1] is Ellipsis:
        turn = _turn_in(members[0])
        return tuple if turn is None else lambda values: tuple([turn(v) for v in values])
    turns = tuple(_turn_in(m) for m in members)
    return lambda values: tuple(v if t is None or v is None else t(v) for v, t in zip(values, turns, strict=True))


def _refuse_unknown(hint: Any) -> None:
    """JSON has the type itself. Any other is refused: no field may be kept in a form that cannot return."""
    if hint not in (str, int, float, bool):
        raise TypeError(f"a field of type {hint} has no plain form")


def _value_of(member: Enum) -> Any:
    return member.value


def _iso(value: date) -> str:
    return value.isoformat()
