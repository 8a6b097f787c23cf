"""How do the rows of the Department of Labor's data interface (ILAB tables, JSON) become pairs of the List of Goods?

The columns are those of its documented table of goods by country: country, good, child_labor, forced_labor,
forced_child_labor, year and a few numbers of its own; found by name, so that tables that word them alike are read too.
No list itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reference_lists._dol_feed import Pair
from supplychain.errors import ListFormatError
from supplychain.reference.formats import KEEP_LAST_GOOD, RENAMED, plain

_COLUMNS = {
    "country": ("country", "country name", "country area"),
    "good": ("good", "good name", "goods"),
    "child": ("child labor", "child labour"),
    "forced": ("forced labor", "forced labour"),
    "forced_child": ("forced child labor", "forced or indentured child labor", "forced child labour"),
    "derived_from": ("derived country", "country of input", "input country"),
    "derived": ("derived labor exploitation",),
    "sector": ("sector", "good sector", "sector name"),
    "year": ("year", "report year", "edition"),
}
_NEEDED = ("country", "good", "child", "forced")
# Numbers of the tables' own, and the region, which says nothing the country does not.
_IGNORED = frozenset(
    {"id", "assessment id", "country id", "good id", "sector id", "region", "region name", "region id"}
)
_NONE = frozenset({"", "no", "none", "null", "n/a"})


def api_pairs(raw: bytes, title: str, unread: list[str]) -> tuple[list[Pair], int]:
    """The pairs of the newest year the rows are of, and that year (0 where they state none).

    Raises ListFormatError where the bytes are no rows of such a table, or a row lacks its good or country.
    """
    rows = [_by_column(row, number, title, unread) for number, row in enumerate(_rows(raw, title), 1)]
    if not rows:
        raise ListFormatError(f"{title}: the interface gave no row. {KEEP_LAST_GOOD}")
    years = {_year(row.get("year", ""), title) for row in rows}
    newest = max(years)
    if len(years) > 1:
        unread.append(f"year: rows of {', '.join(map(str, sorted(years - {newest})))}, which {newest} replaces")
    return [_pair(row) for row in rows if _year(row.get("year", ""), title) == newest], newest


def _rows(raw: bytes, title: str) -> Iterator[Mapping[str, Any]]:
    """One page, several as a list of pages, or the rows alone."""
    try:
        read = json.loads(raw.decode("utf-8-sig"))
    except ValueError as error:
        raise ListFormatError(f"{title}: the JSON is cut short or damaged ({error}). {KEEP_LAST_GOOD}") from error
    for page in read if isinstance(read, list) else (read,):
        if isinstance(page, list):
            found: Iterable[Any] = page
        elif isinstance(page, dict):
            tables = [value for value in page.values() if isinstance(value, list)]
            found = tables[0] if len(tables) == 1 else (page,)
        else:
            found = (page,)
        for row in found:
            if not isinstance(row, dict):
                raise ListFormatError(f"{title}: the JSON holds {str(row)[:60]!r} in place of a row. {KEEP_LAST_GOOD}")
            yield row


def _by_column(row: Mapping[str, Any], number: int, title: str, unread: list[str]) -> dict[str, str]:
    given = {plain(str(name)).replace("_", " ").casefold(): _text(value) for name, value in row.items()}
    found = {
        field: given[name] for field, names in _COLUMNS.items() for name in reversed(names) if name in given
    }  # the first of a column's names wins
    missing = [field for field in _NEEDED if field not in found]
    if missing:
        raise ListFormatError(
            f"{title}: row {number} of the interface has no column for {', '.join(missing)}; it has "
            f"{', '.join(map(str, row))[:200]}. {RENAMED}"
        )
    if not found["country"] or not found["good"]:
        raise ListFormatError(f"{title}: row {number} of the interface names no good or no country. {KEEP_LAST_GOOD}")
    known = {name for names in _COLUMNS.values() for name in names} | _IGNORED
    unread.extend(f"{name}: {text}" for name, text in given.items() if name not in known and text)
    return found


def _text(value: Any) -> str:
    """A mark may come as true, 1, "Yes" or "Y"."""
    if value is None or value is False:
        return ""
    return "Yes" if value is True else plain(str(value))


def _year(text: str, title: str) -> int:
    if not text:
        return 0
    if not text[:4].isdecimal():
        raise ListFormatError(f'{title}: "{text[:40]}" is no year. {KEEP_LAST_GOOD}')
    return int(text[:4])


def _pair(row: Mapping[str, str]) -> Pair:
    derived_from = row.get("derived_from", "")
    return Pair(
        good=row["good"],
        place=row["country"],
        child=row["child"],
        forced=row["forced"],
        forced_child=row.get("forced_child", ""),
        derived_from="" if derived_from.casefold() in _NONE else derived_from,
        sector=row.get("sector", ""),
    )
