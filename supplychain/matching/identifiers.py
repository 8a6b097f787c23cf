"""Do a supplier's numbers name a listed party? Exact after normalising, never fuzzy.

Refuses to know names. Short or plain numbers are no identifiers: a row number must not name a company.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from supplychain.matching.hashing import KeyTable, Strings, mixed
from supplychain.model import ListedEntity

_NUMBER = 6  # salt
_KEPT = re.compile(r"[A-Z0-9]+")
# DUNS has nine digits, CAGE five characters with a digit, UEI twelve, LEI twenty, NPI ten, BIC eight or eleven.
_SHORTEST = 6
_ALONE = 9
_CAGE = re.compile(r"[A-Z0-9]{5}")
_LABEL = re.compile(
    r"^\s*(?:duns|d-u-n-s|uei|cage|lei|npi|bic|swift|tax\s*id|vat|registration|reg|uscc|imo|ein|tin|id)"
    r"(?:\s*(?:no|nr|number|code|id))?[\s.:#]*",
    re.IGNORECASE,
)


def normal(value: str, scheme: str = "") -> str:
    """Letters and digits in upper case, a leading label taken off; "" where it is too short to name a party."""
    text = "".join(_KEPT.findall(_LABEL.sub("", value).upper()))
    text = text.lstrip("0") if text.isdigit() else text
    if scheme == "cage" or (_CAGE.fullmatch(text) and any(c.isdigit() for c in text) and not text.isdigit()):
        return text if len(text) == 5 else ""
    if len(text) < _SHORTEST or not any(c.isdigit() for c in text):
        return text if scheme in ("bic", "") and len(text) in (8, 11) and text.isalpha() else ""
    return text


def shapes(value: str, scheme: str = "") -> tuple[str, ...]:
    """The normal form, for a BIC of a head office also its short form, and without a leading country code."""
    text = normal(value, scheme)
    if not text:
        return ()
    found = [text]
    if len(text) == 11 and text.endswith("XXX"):
        found.append(text[:8])
    if len(text) > 8 and text[:2].isalpha() and text[2:].isdigit():
        found.append(text[2:].lstrip("0"))
    return tuple(found)


def tells_alone(value: str) -> bool:
    """Whether the number names a party without its name: nine digits (DUNS) or more, or letters among the digits.

    A shorter plain number may be a ledger's own; it only speaks beside a name that is near.
    """
    text = normal(value)
    return len(text) >= _ALONE or not text.isdigit()


def table_of(entities: Iterable[ListedEntity]) -> KeyTable:
    """From numbers to entity positions."""
    values: list[str] = []
    rows: list[int] = []
    for at, entity in enumerate(entities):
        for number in entity.identifiers:
            for shape in shapes(number.value, number.scheme):
                values.append(shape)
                rows.append(at)
    return KeyTable.of(mixed(Strings(values).whole(), _NUMBER), np.array(rows, dtype=np.int64))


def find(table: KeyTable, values: list[str]) -> list[tuple[int, int]]:
    """(position in `values`, entity position) for each value that names a listed party."""
    if not len(table.keys):
        return []
    spelt: list[str] = []
    owners: list[int] = []
    for at, value in enumerate(values):
        for shape in shapes(value):
            spelt.append(shape)
            owners.append(at)
    if not spelt:
        return []
    which, rows = table.find(mixed(Strings(spelt).whole(), _NUMBER), most=50)
    return sorted({(owners[i], row) for i, row in zip(which.tolist(), rows.tolist(), strict=True)})
