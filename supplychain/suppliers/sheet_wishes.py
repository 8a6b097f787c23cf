"""Which column was asked for on which sheet of a workbook? A wish is for every sheet (`supplier_name`) or for one of
them (`Old vendors/supplier_name`), which then goes by it.

Refuses to know which columns a sheet has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_PARTED = "/"  # Excel allows it in no sheet's name, and no field has it


def wish_for(sheet: str, field: str) -> str:
    """The name of a wish that holds for one sheet."""
    return f"{sheet}{_PARTED}{field}"


def field_of(wish: str) -> str:
    """The field that a wish is about."""
    return wish.rpartition(_PARTED)[2]


def wishes_of(sheet: str, wishes: Mapping[str, str]) -> dict[str, str]:
    """The wishes that hold for a sheet, by field: its own go before those for every sheet."""
    general = {wish: header for wish, header in wishes.items() if _PARTED not in wish}
    return general | {
        field_of(wish): header for wish, header in wishes.items() if wish == wish_for(sheet, field_of(wish))
    }


def unknown_fields(wishes: Iterable[str], fields: Iterable[str]) -> list[str]:
    """The fields asked for that there are not, sorted."""
    return sorted({field_of(wish) for wish in wishes} - set(fields))
