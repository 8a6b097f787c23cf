"""Which further names, parties and remarks does each line give, beside its supplier?

Reads the columns that were found to hold them; a text too long to be a name is none, a remark is given whole. Refuses
to choose columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from supplychain.suppliers import cells, limits
from supplychain.suppliers.columns import ColumnMap
from supplychain.suppliers.grid import Grid
from supplychain.suppliers.sheet_scan import column_letters

Kept = Sequence[tuple[int, ColumnMap]]
_LEAST_LETTERS = 2
_SAMPLED_NAMES = 200
_LEAST_CODED = 3  # names that begin with a number alike; one "360 Medical Ltd" is a name
_CODED_SHARE = 0.9
# A number and name in one cell, as some ERPs print them: "0000100023  Muster AG", "V1023 - Acme", "Acme (10023)".
_CODE_FIRST = re.compile(r"#?[A-Z]{0,3}[-.]?\d{3,}[A-Z]?(?:\s*[-–—:|/_]\s*|\s+)(\S.*)")
_CODE_LAST = re.compile(r"(.*\S)(?:\s+[-–—:|/]\s*|\s*[(\[#])\s*#?[A-Z]{0,3}[-.]?\d{3,}[A-Z]?[)\]]?")


def other_names(grid: Grid, kept: Kept) -> Iterator[tuple[int, list[str]]]:
    """(number of the line, further names): aliases, and the first half of a name that goes on in a second column."""
    for offset, row, mapping in _rows(grid, kept, ("other_names", "supplier_name")):
        names = _said(row, mapping.more.get("other_names", ()))
        if _said(row, mapping.more.get("supplier_name", ())):
            names = [*_said(row, (mapping.fields["supplier_name"],)), *names]
        if names:
            yield offset, names


def names_without_number(grid: Grid, kept: Kept) -> Iterator[tuple[int, str]]:
    """(number of the line, its name alone) where the sheet's names carry a vendor number, first or last, alike."""
    patterns: dict[int, re.Pattern[str] | None] = {}
    for offset, (index, mapping) in enumerate(kept):
        key, column = id(mapping), mapping.fields["supplier_name"]
        if key not in patterns:
            patterns[key] = _coded(grid, kept[offset : offset + _SAMPLED_NAMES], column)
        pattern, row = patterns[key], grid.rows[index]
        if pattern is None or column >= len(row) or not isinstance(row[column], str):
            continue
        told = pattern.fullmatch(str(row[column]).strip(cells.BLANKS))
        if told and sum(ch.isalpha() for ch in told[1]) >= _LEAST_LETTERS:
            yield offset, told[1]


def _coded(grid: Grid, kept: Kept, column: int) -> re.Pattern[str] | None:
    said = [str(grid.rows[index][column]).strip(cells.BLANKS) for index, _ in kept if column < len(grid.rows[index])]
    for pattern in (_CODE_FIRST, _CODE_LAST):
        hits = sum(1 for text in said if pattern.fullmatch(text))
        if hits >= _LEAST_CODED and hits >= _CODED_SHARE * len(said):
            return pattern
    return None


def other_parties(grid: Grid, kept: Kept) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """(number of the line, (header, name) of each further party), leaving out those that are the supplier or maker."""
    for offset, row, mapping in _rows(grid, kept, ("other_parties",)):
        fields = [mapping.fields[name] for name in ("supplier_name", "maker") if name in mapping.fields]
        known = {_letters(name) for name in _said(row, fields)}
        parties = []
        for column in mapping.more["other_parties"]:
            header = mapping.headers[column] or f"column {column_letters(column)}"
            for name in _said(row, (column,)):
                if (letters := _letters(name)) not in known:
                    known.add(letters)
                    parties.append((header, name))
        if parties:
            yield offset, parties


def remarks(grid: Grid, kept: Kept) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """(number of the line, (header, text) of each remark), whole: the end of a long one may name a place."""
    for offset, row, mapping in _rows(grid, kept, ("remarks",)):
        said = []
        for column in mapping.more["remarks"]:
            text = cells.as_text(row[column]).strip(cells.BLANKS) if column < len(row) else ""
            if sum(ch.isalpha() for ch in text) >= _LEAST_LETTERS and not cells.is_error(text):
                said.append((mapping.headers[column] or f"column {column_letters(column)}", text))
        if said:
            yield offset, said


def _letters(name: str) -> str:
    """What two spellings of one name share ("ACME, INC." beside "Acme Inc"): its letters and digits."""
    return "".join(filter(str.isalnum, name.casefold()))


def _rows(grid: Grid, kept: Kept, wanted: Sequence[str]) -> Iterator[tuple[int, list[object], ColumnMap]]:
    asked: dict[int, bool] = {}
    for offset, (index, mapping) in enumerate(kept):
        has = asked.get(id(mapping))
        if has is None:
            has = asked[id(mapping)] = any(mapping.more.get(name) for name in wanted)
        if has:
            yield offset, grid.rows[index], mapping


def _said(row: Sequence[object], columns: Sequence[int]) -> list[str]:
    """The usable names in these cells: no blanks, errors, numbers, or texts too long to be compared."""
    texts = (cells.as_text(row[column]).strip(cells.BLANKS) for column in columns if column < len(row))
    return [
        text
        for text in texts
        if sum(ch.isalpha() for ch in text) >= _LEAST_LETTERS
        and len(text) <= limits.MAX_NAME_CHARACTERS
        and not cells.is_error(text)
    ]
