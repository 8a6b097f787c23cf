"""DOL List of Goods: a good from a country is listed where ILAB has reason to believe that child labor or forced
labor makes it, in more than isolated incidents and against international standards. Listing bars nothing: it asks
for due diligence. A downstream good carries the country where its input's abuse lies.

Read from the app feed (XML), the Excel edition, or the department's data interface (JSON). Knows nothing of products;
goods stay as published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reference_lists._dol_api import api_pairs
from reference_lists._dol_feed import FEED_AS_OF, FEED_EDITION, Pair, feed_pairs
from supplychain.errors import ListFormatError
from supplychain.model import ListedGood, ListKind, Measure
from supplychain.reference.formats import (
    Sheet,
    is_workbook,
    plain,
    slug,
    truthy_mark,
    workbook_saved_on,
    workbook_sheets,
)
from supplychain.reference.reference_list import Bounds, KeyedApi, ParsedList, ReferenceList
from supplychain.text.places import country_code

TITLE = "DOL List of Goods Produced by Child Labor or Forced Labor"
PAGE = "https://www.dol.gov/agencies/ilab/reports/child-labor/list-of-goods"
BASIS = "22 USC 7112(b) (TVPRA 2005)"

# Excel headers as seen in the 2016 file and as worded on the list's page since; matched after lower-casing.
_SHEET_COLUMNS = {
    "country": ("country", "country/area", "country or area", "country name", "countries"),
    "good": ("good", "goods", "good name", "downstream good", "downstream goods"),
    "child": ("child labor", "child labour"),
    "forced": ("forced labor", "forced labour"),
    "forced_child": ("forced child labor", "forced or indentured child labor", "forced child labour"),
    "derived_from": ("country of input", "input country", "country of input good", "derived country", "input area"),
    "sector": ("sector", "good sector"),
}


def parse(raw: bytes) -> ParsedList:
    """The app feed, an Excel edition or the interface's rows as one ListedGood a pair, downstream goods kept."""
    if is_workbook(raw):
        return _parse_workbook(raw)
    unread: list[str] = []
    if raw.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"[", b"{"):
        found, year = api_pairs(raw, TITLE, unread)
        # The rows state a year at most: the refresh takes the day the server gives them, where it gives one.
        edition = f"{year or 'undated'} rows of the department's data interface"
        as_of = date(year, 1, 1) if year else FEED_AS_OF
        return ParsedList(_entries(found, unread), as_of, edition, tuple(dict.fromkeys(unread)), dated=False)
    pairs = list(feed_pairs(raw, TITLE, unread))
    return ParsedList(_entries(pairs, unread), FEED_AS_OF, FEED_EDITION, tuple(unread))


def _entries(pairs: list[Pair], unread: list[str]) -> tuple[ListedGood, ...]:
    entries: dict[str, ListedGood] = {}
    for pair in pairs:
        code = country_code(pair.place)
        if code is None:
            unread.append(f"Country: {pair.place}")
        entry = ListedGood(
            entry_id=f"{slug(pair.good)}/{slug(pair.place)}",
            good=pair.good,
            place=pair.place,
            country=code,
            forced_labor=_marked(pair.forced, pair, unread) or _marked(pair.forced_child, pair, unread),
            child_labor=_marked(pair.child, pair, unread) or _marked(pair.forced_child, pair, unread),
            forced_child_labor=_marked(pair.forced_child, pair, unread),
            derived_from=pair.derived_from,
            sector=pair.sector,
            basis=BASIS,
            source_url=PAGE,
        )
        if entry.derived_from and entry.entry_id in entries:
            entry = _as_further_input(entry, entries)
        elif entry.entry_id in entries:
            unread.append(f"the pair {pair.good}, {pair.place} stands twice; the marks of both are kept")
            entry = _joined(entries[entry.entry_id], entry)
        entries[entry.entry_id] = entry
    return tuple(entries.values())


def _marked(mark: str, pair: Pair, unread: list[str]) -> bool:
    """A mark we do not know counts as set (a listing must not fall through) and is reported."""
    known = truthy_mark(mark)
    if known is None and f"mark: {mark} ({pair.good}, {pair.place})" not in unread:
        unread.append(f"mark: {mark} ({pair.good}, {pair.place})")
    return known is not False


def _as_further_input(entry: ListedGood, entries: dict[str, ListedGood]) -> ListedGood:
    """A good that is listed itself (or from another input country) and downstream as well keeps an entry for each."""
    further = replace(entry, entry_id=f"{entry.entry_id}/from-{slug(entry.derived_from)}")
    return entries.get(further.entry_id, further)


def _joined(first: ListedGood, second: ListedGood) -> ListedGood:
    return replace(
        first,
        forced_labor=first.forced_labor or second.forced_labor,
        child_labor=first.child_labor or second.child_labor,
        forced_child_labor=first.forced_child_labor or second.forced_child_labor,
    )


def _parse_workbook(raw: bytes) -> ParsedList:
    unread: list[str] = []
    sheets = workbook_sheets(raw, TITLE)
    pairs: list[Pair] = []
    for sheet in sheets:
        pairs.extend(_sheet_pairs(sheet, unread))
    if not pairs:
        raise ListFormatError(
            f'{TITLE}: no sheet has a header row with "Country" and "Good" (sheets: '
            f"{', '.join(sheet.name for sheet in sheets) or 'none with content'}). The layout has changed; the last "
            "good version stays."
        )
    saved_on = workbook_saved_on(raw)
    if saved_on is None:
        raise ListFormatError(
            f"{TITLE}: the workbook does not say when it was saved, so that its edition is unknown. "
            "Save it as .xlsx from the publisher's own file."
        )
    edition = f"{_named_year(sheets) or saved_on.year} edition, Excel file of {saved_on}"
    return ParsedList(_entries(pairs, unread), saved_on, edition, tuple(unread))


def _named_year(sheets: tuple[Sheet, ...]) -> str:
    """The first "20xx List of Goods" in a sheet's name or first rows."""
    text = " ".join(" ".join((sheet.name, *(cell for row in sheet.rows[:5] for cell in row))) for sheet in sheets)
    found = re.search(r"\b(20\d\d)\b[^.]{0,40}\blist of goods", text, re.IGNORECASE)
    return found[1] if found else ""


def _sheet_pairs(sheet: Sheet, unread: list[str]) -> Iterator[Pair]:
    header_at, columns = _header(sheet)
    if columns is None:
        unread.append(f"sheet: {sheet.name} (no header row with Country and Good)")
        return
    known = set(columns.values())
    unread.extend(
        f"column: {cell} (sheet {sheet.name})"
        for at, cell in enumerate(sheet.rows[header_at])
        if cell and at not in known
    )
    derived = "child" not in columns and "forced" not in columns
    for number, row in enumerate(sheet.rows[header_at + 1 :], start=sheet.first_row + header_at + 1):
        values = {field: row[at] for field, at in columns.items() if at < len(row)}
        if not any(values.values()):
            continue
        if not values.get("country") or not values.get("good"):
            unread.append(f"row {number} of sheet {sheet.name}: {plain(' | '.join(row))}")
            continue
        if derived and not values.get("derived_from"):
            unread.append(f"row {number} of sheet {sheet.name}: a downstream good without the input's country")
        yield Pair(
            good=values["good"],
            place=values["country"],
            child=values.get("child", ""),
            forced=values.get("forced", ""),
            forced_child=values.get("forced_child", ""),
            derived_from=values.get("derived_from", ""),
            sector=values.get("sector", ""),
        )


def _header(sheet: Sheet) -> tuple[int, dict[str, int] | None]:
    """The first row with Country and Good and a mark or input column: searched by text, as titles stand above it."""
    for at, row in enumerate(sheet.rows[:30]):
        texts = [plain(cell).casefold().rstrip("*") for cell in row]
        columns = {
            field: next((texts.index(name) for name in names if name in texts), -1)
            for field, names in _SHEET_COLUMNS.items()
        }
        found = {field: position for field, position in columns.items() if position >= 0}
        has_marks = "child" in found and "forced" in found
        if "country" in found and "good" in found and (has_marks or "derived_from" in found):
            return at, found
    return 0, None


LIST = ReferenceList(
    title=TITLE,
    publisher="US Department of Labor, Bureau of International Labor Affairs (ILAB)",
    kind=ListKind.GOODS,
    page=PAGE,
    source=PAGE,  # the Excel edition's address changes each time (2024: .../tda2023/2024ListofGoodsExcel.xlsx)
    licence="US Government work (public domain, 17 USC 105)",
    cadence="every two years, in September of even years",
    bounds=Bounds(minimum=420, maximum=940),
    measure=Measure.DUE_DILIGENCE,
    basis=BASIS,
    parse=parse,
    max_age_hours=24 * 14,  # checked weekly: the page of a list that changes every other year or rarer
    health_note="dol.gov may refuse scripted readers; save the Excel file by hand and use `refresh --from`.",
    # The v4 interface, key as X-API-KEY, limit and offset (dataportal.dol.gov, as described in 2026).
    api=KeyedApi("https://apiprod.dol.gov/v4/get/ILAB/LaborShield_Goods/json", "X-API-KEY", page_size=500),
    link_pattern=r"list[\W_]*of[\W_]*goods[^/]*(?:\.xlsx|excel)",
)
