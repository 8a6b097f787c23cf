"""How do our values sit in a column so that SQLite and PostgreSQL give them back alike?

Refuses to know any table.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from supplychain.plain import to_json, to_plain

# PostgreSQL refuses U+0000 in text and JSONB, and UTF-8 has no form for half a surrogate pair. Neither may stop a
# screening from being kept, so they become signs a person can see.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
NUL_SIGN = "␀"  # U+2400 SYMBOL FOR NULL
LOST_SIGN = "�"  # U+FFFD REPLACEMENT CHARACTER


def storable(text: str) -> str:
    """The text with what no database can hold replaced by a visible sign; nearly always the very same text."""
    if "\x00" in text or not (text.isascii() or _UNSTORABLE.search(text) is None):
        return _UNSTORABLE.sub(lambda found: NUL_SIGN if found[0] == "\x00" else LOST_SIGN, text)
    return text


# PostgreSQL refuses an index row of more than 2,704 bytes (a third of its page); a name, a key and ids share one.
# SQLite takes any, and gets the same, so that a store tells nothing of its kind.
_MOST_INDEXED = 1_000  # bytes of UTF-8
LEAST_LETTERS_SHORTENED = _MOST_INDEXED // 4  # a letter takes four bytes at most


def indexable(text: str) -> str:
    """The text, where an index takes it whole: nearly always. Else its beginning and a digest of all of it, so that
    what differs stays different; of which it is the same once more."""
    if len(text) <= LEAST_LETTERS_SHORTENED:
        return text
    whole = storable(text).encode()
    if len(whole) <= _MOST_INDEXED:
        return text
    digest = f"…{hashlib.blake2b(whole, digest_size=8).hexdigest()}"
    return whole[: _MOST_INDEXED - len(digest.encode())].decode(errors="ignore") + digest


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class Dumped(str):
    """A JSON value already dumped, so that it can be done before a write lock is taken; a Json column takes it."""

    __slots__ = ()


def dump_json(value: Any) -> str:
    """JSON without spaces, letters of every script as they are; NaN and infinity are refused (ValueError)."""
    if isinstance(value, Dumped):
        return str(value)
    text = _JSON.encode(value)
    # Only a value that holds the escape can hold U+0000; the walk is made for those few alone.
    if "\\u0000" in text:
        text = _JSON.encode(_storable_within(value))
    return storable(text)


def json_text(noun: Any, *without: str) -> Dumped:
    """`dump_json(to_plain(noun, *without))`, in one pass."""
    text = to_json(noun, *without)
    if "\\u0000" in text:
        return Dumped(dump_json(to_plain(noun, *without)))
    return Dumped(storable(text))


def _storable_within(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {key: _storable_within(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_storable_within(inner) for inner in value]
    return value


class Utc(TypeDecorator[datetime]):
    """A moment in UTC. SQLite gives naive values and PostgreSQL the session's zone; both come back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses a time without a zone: nobody could say later which moment was meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the time {value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same moment, always with the zone UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text of any length, made storable on the way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """See `storable`."""
        return None if value is None else storable(value)


# SQLite's own `lower` knows the letters of English alone: nobody would find "Özdemir" by its very name.
SMALL_LETTERS = "small_letters"  # the function that every connection to SQLite is given (opening)


class small_letters(GenericFunction[str]):  # noqa: N801 - a function of SQL
    """A text in small letters, whatever its script."""

    type = Text()
    name = SMALL_LETTERS
    inherit_cache = True


@compiles(small_letters, "postgresql")
def _on_postgresql(element: small_letters, compiler: Any, **how: Any) -> str:
    return f"lower({compiler.process(element.clauses, **how)})"


# JSON that PostgreSQL can index and compare.
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
