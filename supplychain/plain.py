"""How does a noun become plain JSON values, and come back equal?

One form for every frozen dataclass of the model, worked out from its annotations, so that a field added to a
noun is kept from that day on without a change here. Refuses to know what is done with the values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Plain = dict[str, Any]
Turn = Callable[[Any], Any]
Noun = TypeVar("Noun")


def to_plain(noun: Any, *without: str) -> Plain:
    """The fields of a dataclass instance as JSON values; fields that hold their default are left out, and those
    named in `without`. Dates and times become ISO 8601 text, enum members their value, tuples lists.
    """
    plain: Plain = _encoder(type(noun), without)(noun)
    return plain


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
