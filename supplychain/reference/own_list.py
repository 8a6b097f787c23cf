"""How does an organisation's own watchlist come in? One CSV: id and name, and where it has them aliases (joined by
";"), country, address, type.

Strict where a row could be lost: a row without id or name refuses the file, with its number. Rows that share an id are
one entry with all their names, and a warning says so. Refuses to know where lists are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from supplychain.errors import ListFormatError, UsageError
from supplychain.model import Alias, EntityType, ListedEntity
from supplychain.reference.formats import KEEP_LAST_GOOD, RENAMED, plain
from supplychain.reference.formats_csv import csv_table
from supplychain.text.places import country_code

REQUIRED = ("id", "name")
OPTIONAL = ("aliases", "country", "address", "type")

_TYPES = {
    "": EntityType.UNKNOWN,
    "organisation": EntityType.ORGANISATION,
    "organization": EntityType.ORGANISATION,
    "company": EntityType.ORGANISATION,
    "entity": EntityType.ORGANISATION,
    "firm": EntityType.ORGANISATION,
    "person": EntityType.PERSON,
    "individual": EntityType.PERSON,
    "vessel": EntityType.VESSEL,
    "ship": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
    "unknown": EntityType.UNKNOWN,
}
_TAKE_NOTHING = "Nothing was taken; correct the file and add it again."
_SHOWN = 5  # how many rows a refusal names, so that it stays one readable sentence


@dataclass(frozen=True, slots=True)
class OwnWatchlist:
    """A watchlist read: its entries in file order, the day given for it, the SHA-256 (hex) of its bytes, and what a
    person should know about it, one sentence each."""

    entries: tuple[ListedEntity, ...]
    as_of: date
    sha256: str
    warnings: tuple[str, ...]


def read_own_file(path: Path) -> bytes:
    """The file's bytes. Raises UsageError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.name}: cannot be read ({error.strerror}); check the path.") from error


def parse_own_list(raw: bytes, file_name: str, as_of: date) -> OwnWatchlist:
    """Read a watchlist CSV (comma, semicolon or tab; columns in any order and case).

    Raises UsageError, naming rows, where a column or cell that a row needs is missing or the bytes are no CSV.
    """
    try:
        table = csv_table(raw, file_name, REQUIRED, OPTIONAL, delimiters=",;\t")
    except ListFormatError as error:
        advice = f'Name the columns "id" and "name". {_TAKE_NOTHING}'
        raise UsageError(str(error).replace(RENAMED, advice).replace(KEEP_LAST_GOOD, _TAKE_NOTHING)) from error
    if not table.rows:
        raise UsageError(f"{file_name}: the file has its columns and no rows. {_TAKE_NOTHING}")
    _refuse_bare_rows(table.rows, file_name)
    warnings = [f'{file_name}: column "{name}" is not one of ours and was left out.' for name in table.unknown]
    warnings += [f"{file_name}: {fault}." for fault in table.faults]
    if _is_not_utf8(raw):
        warnings.append(
            f"{file_name}: the file is not UTF-8 and was read as Windows-1252; if names in other scripts look wrong, "
            "save it as UTF-8 and add it again."
        )
    entries: dict[str, ListedEntity] = {}
    first_row: dict[str, int] = {}
    for line, row in table.rows:
        entry = _entry(line, row, file_name, warnings)
        if entry.entry_id in entries:
            warnings.append(
                f'{file_name}: row {line} gives the id "{entry.entry_id}" of row {first_row[entry.entry_id]} again; '
                "its names, country and address were added to that entry."
            )
            entry = _merged(entries[entry.entry_id], entry)
        first_row.setdefault(entry.entry_id, line)
        entries[entry.entry_id] = entry
    return OwnWatchlist(tuple(entries.values()), as_of, hashlib.sha256(raw).hexdigest(), tuple(warnings))


def _refuse_bare_rows(rows: Iterable[tuple[int, dict[str, str]]], file_name: str) -> None:
    for column in REQUIRED:
        bare = [line for line, row in rows if not plain(row[column])]
        if bare:
            named = ", ".join(str(line) for line in bare[:_SHOWN]) + (" and more" if len(bare) > _SHOWN else "")
            raise UsageError(
                f"{file_name}: {len(bare):,} row{'s have' if len(bare) > 1 else ' has'} no {column} (row {named}). "
                f"Give every row an id and a name. {_TAKE_NOTHING}"
            )


def _is_not_utf8(raw: bytes) -> bool:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


_country_code = cache(country_code)  # a list of 45,000 rows names some hundred countries


def _entry(line: int, row: dict[str, str], file_name: str, warnings: list[str]) -> ListedEntity:
    name, country = plain(row["name"]), plain(row["country"])
    code = _country_code(country) if country else None
    if country and code is None:
        warnings.append(
            f'{file_name}: row {line}: country "{country}" is not known; the entry is kept without a country.'
        )
    kind = _TYPES.get(plain(row["type"]).casefold())
    if kind is None:
        warnings.append(f'{file_name}: row {line}: type "{row["type"]}" is not known; taken as unknown.')
    aliases = dict.fromkeys(plain(alias) for alias in row["aliases"].split(";"))
    return ListedEntity(
        entry_id=plain(row["id"]),
        name=name,
        entity_type=kind or EntityType.UNKNOWN,
        aliases=tuple(Alias(alias) for alias in aliases if alias and alias != name),
        countries=(code,) if code else (),
        addresses=(plain(row["address"]),) if plain(row["address"]) else (),
        remarks=f"Country as given: {country}" if country and code is None else "",
    )


def _merged(first: ListedEntity, second: ListedEntity) -> ListedEntity:
    names = dict.fromkeys(name for name in (*first.names, *second.names) if name != first.name)
    return replace(
        first,
        aliases=tuple(Alias(name) for name in names),
        countries=tuple(dict.fromkeys((*first.countries, *second.countries))),
        addresses=tuple(dict.fromkeys((*first.addresses, *second.addresses))),
        entity_type=second.entity_type if first.entity_type is EntityType.UNKNOWN else first.entity_type,
        remarks="; ".join(dict.fromkeys(text for text in (first.remarks, second.remarks) if text)),
    )
