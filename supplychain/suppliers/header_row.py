"""Where is the header, and is there one at all?

Looks at the first rows of a grid for cells that speak the vocabulary. Refuses to give fields their columns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers import cells
from supplychain.suppliers.grid import Grid
from supplychain.suppliers.profile import LEGAL_FORM
from supplychain.suppliers.vocabulary import Reading, fold, read_header

# A row that holds every header the officer named is the header, whatever else is understood.
NAMED_BY_OFFICER = 100.0
# Two understood headers, a party among them: no row of suppliers and goods reads like that by chance.
SURE_HEADER = 2.0
SEARCHED_ROWS = 60  # non-blank rows looked at from the top; title blocks of real exports stay under 25
LONGEST_HEADER = 120  # characters; longer cells are sentences
# A company's own name, whatever words it is made of: "Supplier One Ltd", "Equipment Trading Co., Ltd."
COMPANY = re.compile(
    r"(?i)\w\W+(?:ltd|limited|llc|llp|inc|incorporated|corp|corporation|plc|gmbh|ag|s\.a|s\.?l|s\.?r\.?l|s\.?p\.?a|ltda"
    r"|bhd|pvt|b\.v|bv|nv|oy|aps|s\.?r\.?o|jsc|tbk)\.?$|有限公司|股份公司|有限责任|株式会社|주식회사|(?:^|\s)(?:ООО|ОАО|ЗАО)\s"
)
PARTY_ROLES = ("supplier", "payee", "firm", "facility", "maker", "organisation")


@dataclass(frozen=True, slots=True)
class Header:
    """`row` is the index of the last header row in the grid, -1 where there is none; `names` one text a column."""

    row: int
    names: tuple[str, ...]
    guessed: bool


def find_header(grid: Grid, wishes: Collection[str] = ()) -> Header:
    """Find the header row. `wishes` are headers the officer named. Raises LAYOUT_NOT_RECOGNISED where the fields run
    down the first column instead of across."""
    best, best_score = -1, 0.0
    scores: dict[int, float] = {}
    seen = 0
    for index, row in enumerate(grid.rows):
        if all(cells.is_blank(cell) for cell in row):
            continue
        seen += 1
        if seen > SEARCHED_ROWS:
            break
        scores[index] = score = header_score(row, wishes)
        if score > best_score:
            best, best_score = index, score
    best = _first_with_rows(grid, scores, best) if best >= 0 else _foreign_header(grid, scores)
    width = max((len(row) for row in grid.rows[: best + 200]), default=0)
    if best < 0:
        _refuse_transposed(grid)
        return Header(-1, ("",) * width, guessed=True)
    lower = best + 1
    if lower < len(grid.rows) and _second_level(grid.rows[best], grid.rows[lower]):
        best = lower
    names = _texts(grid.rows[best], width)
    above = best - 1
    if above >= 0 and _bare(names) and header_score(grid.rows[above], ()) > 0:
        names = _combined(_texts(grid.rows[above], width), names)
    return Header(best, names, guessed=best > 0)


def _foreign_header(grid: Grid, scores: dict[int, float]) -> int:
    """The first row with more than one cell, where one of them heads suppliers and the others are short words we do
    not know; -1 where it is none."""
    for index in sorted(scores):
        filled = [cell for cell in grid.rows[index] if not cells.is_blank(cell)]
        if len(filled) < 2:
            continue
        texts = [cell.strip() for cell in filled if isinstance(cell, str)]
        words = [text for text in texts if len(text) <= LONGEST_HEADER and not text[0].isdigit()]
        lonely = len(words) == len(filled) == len(set(words)) and names_a_party(grid.rows[index])
        return index if lonely and not any(LEGAL_FORM.search(word) for word in words) else -1
    return -1


def _first_with_rows(grid: Grid, scores: dict[int, float], best: int) -> int:
    """The earliest header that suppliers stand under: a richer one further down starts a second table, and must not
    swallow the rows above it."""
    if best < 0 or scores[best] >= NAMED_BY_OFFICER:
        return best
    for index in sorted(scores):
        if index >= best:
            break
        below = [i for i in scores if index < i < best and sum(not cells.is_blank(c) for c in grid.rows[i]) >= 2]
        if scores[index] >= SURE_HEADER and any(scores[i] == 0 for i in below) and names_a_party(grid.rows[index]):
            return index
    return best


def names_a_party(row: Sequence[object]) -> bool:
    """Whether a cell of the row is a header of suppliers."""
    return any(
        understood(reading) and reading.has("supplier", "payee", "firm", "facility", "name")
        for reading in (read_header(cell.strip()) for cell in row if isinstance(cell, str) and cell.strip())
    )


def header_throughout(row: Sequence[object]) -> bool:
    """Whether every filled cell of the row, two at least, is an understood header and one of them is of suppliers."""
    filled = [cell for cell in row if not cells.is_blank(cell)]
    if len(filled) < 2 or not all(isinstance(cell, str) and len(cell) <= LONGEST_HEADER for cell in filled):
        return False
    readings = [read_header(str(cell).strip()) for cell in filled]
    return all(understood(reading) and not reading.unknown for reading in readings) and names_a_party(row)


def header_score(row: Sequence[object], wishes: Collection[str] = ()) -> float:
    """0 where a row is no header; more the more of its cells are understood."""
    texts = [cell.strip(cells.BLANKS) for cell in row if isinstance(cell, str) and not cells.is_blank(cell)]
    filled = sum(1 for cell in row if not cells.is_blank(cell))
    if not texts or len(texts) * 2 < filled:
        return 0.0
    if wishes and all(any(fold(text) == fold(wish) for text in texts) for wish in wishes):
        return NAMED_BY_OFFICER
    readings = [read_header(text) for text in texts if len(text) <= LONGEST_HEADER and not text[0].isdigit()]
    known = [reading for reading in readings if understood(reading)]
    share = len(known) / filled
    party = any(reading.has(*PARTY_ROLES, "name") for reading in known)
    if len(set(texts)) * 3 < len(texts):
        return 0.0
    titles_only = len(texts) == filled == len(set(texts))
    if (len(known) >= 2 and share >= 0.4) or (len(known) >= 3 and party and (share >= 0.25 or titles_only)):
        return share * min(len(known), 10) + (1.0 if party else 0.0) + 0.05 * min(filled, 20)
    if len(known) == 1 and filled <= 2 and known[0].has("supplier", "payee", "firm", "facility", "name"):
        return 0.5 + 0.4 * share
    return 0.0


def understood(reading: Reading) -> bool:
    """Whether a cell reads as a header: known words, and not outnumbered by unknown ones."""
    told = [role for role in reading.roles if role != "filler"]
    return bool(told) and reading.unknown <= len(told) and not COMPANY.search(reading.header.strip())


def _second_level(upper: Sequence[object], lower: Sequence[object]) -> bool:
    """Whether the row under a header is its second level: text only, and understood nearly cell by cell."""
    filled = [cell for cell in lower if not cells.is_blank(cell)]
    if len(filled) < 2 or len(filled) < sum(1 for cell in upper if not cells.is_blank(cell)) / 2:
        return False
    texts = [cell.strip(cells.BLANKS) for cell in filled if isinstance(cell, str)]
    if any(text[0].isdigit() and not text[:4].isdigit() for text in texts):
        return False
    if len(texts) < len(filled) or len({fold(text) for text in texts}) < len(texts):
        return False
    return sum(understood(read_header(text)) for text in texts) >= 0.75 * len(texts)


def _bare(names: Sequence[str]) -> bool:
    """Whether the row leans on a row above it: a "Name" with no party named anywhere."""
    readings = [read_header(name) for name in names if name]
    party = any(reading.has("supplier", "payee", "firm", "facility", "maker") for reading in readings)
    return not party and any(reading.has("name") for reading in readings)


def _texts(row: Sequence[object], width: int) -> tuple[str, ...]:
    texts = [cells.as_text(cell).strip(cells.BLANKS) for cell in row]
    return tuple(texts + [""] * (width - len(texts)))


def _combined(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Two levels as one text: the upper label reaches right over blanks, as merged cells do."""
    label, combined = "", []
    for upper, lower in zip(above, below, strict=True):
        label = upper or label
        combined.append(f"{label} {lower}".strip() if lower else upper)
    return tuple(combined)


def _refuse_transposed(grid: Grid) -> None:
    rows = [row for row in grid.rows[:SEARCHED_ROWS] if any(not cells.is_blank(cell) for cell in row)]
    if not rows or max(len(row) for row in rows) < 3:
        return
    led = [
        row
        for row in rows
        if row
        and isinstance(row[0], str)
        and row[0].strip()
        and understood(read_header(row[0].strip()))
        and sum(not cells.is_blank(cell) for cell in row) >= 3
    ]
    if len(led) >= 2 and len(led) * 2 >= len(rows):
        raise UnreadableSheetError(
            "LAYOUT_NOT_RECOGNISED",
            f"In sheet {grid.name!r} the suppliers seem to run across the columns; "
            "turn the table (paste, transpose) so that each supplier has a row, and upload it again.",
        )
