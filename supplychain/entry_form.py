"""What does a list entry or a supplier look like as plain JSON, and when are two of them the same?

The fingerprints are what decisions are pinned to: they change when, and only when, the content does. Refuses
to know where entries and suppliers are kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from supplychain.errors import ListFormatError
from supplychain.model import Entry, ListedCountry, ListedEntity, ListedGood, ListKind, SupplierLine
from supplychain.plain import from_plain, to_canonical, to_plain

ENTRY_KINDS: dict[str, type[Entry]] = {
    ListKind.ENTITIES.value: ListedEntity,
    ListKind.GOODS.value: ListedGood,
    ListKind.COUNTRIES.value: ListedCountry,
}
_KIND_OF: dict[type, str] = {noun: kind for kind, noun in ENTRY_KINDS.items()}

# What is a line's own and no part of the supplier: it changes with every upload and decides nothing. All else counts,
# a field added later too: what is screened must be in the fingerprint, or a changed supplier would pass as known.
LINE_FIELDS = ("sheet", "row", "amount", "currency")


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def entry_to_dict(entry: Entry) -> dict[str, Any]:
    """The entry as JSON values: a "kind" key, then its fields; a field that holds its default is left out."""
    return {"kind": _KIND_OF[type(entry)], **to_plain(entry)}


def entry_from_dict(plain: Mapping[str, Any]) -> Entry:
    """The entry `entry_to_dict` was given. Raises ListFormatError where the kind or a field is not known."""
    values = dict(plain)
    kind = values.pop("kind", None)
    noun = ENTRY_KINDS.get(kind) if isinstance(kind, str) else None
    if noun is None:
        raise ListFormatError(
            f"The entry {plain.get('entry_id')!r} says it is of kind {kind!r}, where this program knows"
            f" {', '.join(ENTRY_KINDS)}; update the program or fetch the list again."
        )
    try:
        return from_plain(noun, values)
    except ValueError as error:
        raise ListFormatError(
            f"The entry {plain.get('entry_id')!r} cannot be read back ({error});"
            " update the program or fetch the list again."
        ) from error


def entry_fingerprint(entry: Entry) -> str:
    """SHA-256 (64 hex digits) over the entry's content in canonical JSON."""
    return fingerprint(entry_to_dict(entry))


def supplier_to_dict(line: SupplierLine) -> dict[str, Any]:
    """What a line says of its supplier and the goods, as read: all but `LINE_FIELDS`; empty fields are left out."""
    return to_plain(line, *LINE_FIELDS)


def supplier_fingerprint(line: SupplierLine) -> str:
    """SHA-256 (64 hex digits) over what influences the screening of a line: the same supplier buying the same
    goods has one fingerprint in every sheet and row."""
    return hashlib.sha256(to_canonical(line, *LINE_FIELDS).encode("ascii")).hexdigest()


def fingerprint(plain: Mapping[str, Any]) -> str:
    """SHA-256 over canonical JSON: keys sorted, no spaces, ASCII escapes, so the same on every machine."""
    return hashlib.sha256(_CANONICAL.encode(plain).encode("ascii")).hexdigest()
