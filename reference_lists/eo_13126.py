"""EO 13126: a product from a country is listed where DOL has a reasonable basis to believe that forced or indentured
child labor makes it. A federal contractor who supplies it must certify a good-faith effort to learn how it was made
(FAR 22.15, clauses 52.222-18 and -19); other buyers are not bound.

Read from the publisher's workbook (2014 edition, .xls), or from the DOL app feed, whose pairs marked
Forced_Child_Labor are the list as revised in 2019 (34 products, 25 countries).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from importlib.resources import files

from reference_lists._dol_feed import FEED_AS_OF, Pair, feed_pairs
from supplychain.errors import ListFormatError
from supplychain.model import ListedGood, ListKind, Measure
from supplychain.reference.formats import (
    is_workbook,
    plain,
    slug,
    truthy_mark,
    workbook_saved_on,
    workbook_sheets,
)
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList
from supplychain.text.places import country_code

TITLE = "EO 13126 List of Products Produced by Forced or Indentured Child Labor"
PAGE = "https://www.dol.gov/agencies/ilab/reports/child-labor/list-of-products"
BASIS = "EO 13126; FAR subpart 22.15, 52.222-18, 52.222-19"

# The .xls holds no date we can read; 2014-12-01 is the date of the Federal Register notice of its edition.
XLS_AS_OF = date(2014, 12, 1)

_CORRECTIONS: dict[str, dict[str, str]] = tomllib.loads(
    (files(__package__) / "eo_13126.toml").read_text(encoding="utf-8")
)


def parse(raw: bytes) -> ParsedList:
    """The publisher's workbook or the DOL app feed as one ListedGood a pair."""
    unread: list[str] = []
    if is_workbook(raw):
        as_of = workbook_saved_on(raw) or XLS_AS_OF
        entries = _entries(_workbook_pairs(raw, unread), unread)
        return ParsedList(entries, as_of, f"Excel edition of {as_of}", tuple(unread))
    marked = [pair for pair in feed_pairs(raw, TITLE, unread) if truthy_mark(pair.forced_child) is not False]
    unread.extend(
        f"Forced_Child_Labor: {p.forced_child} ({p.good}, {p.place})"
        for p in marked
        if truthy_mark(p.forced_child) is None
    )
    edition = "list as revised in 2019, from the DOL app feed of 2023-08"
    return ParsedList(_entries(marked, unread), FEED_AS_OF, edition, tuple(unread))


def _workbook_pairs(raw: bytes, unread: list[str]) -> list[Pair]:
    pairs: list[Pair] = []
    for sheet in workbook_sheets(raw, TITLE):
        texts = [[plain(cell).casefold() for cell in row] for row in sheet.rows[:30]]
        header_at = next((at for at, row in enumerate(texts) if "country" in row and _good_column(row) >= 0), None)
        if header_at is None:
            unread.append(f"sheet: {sheet.name} (no header row with Country and Good)")
            continue
        country_at, good_at = texts[header_at].index("country"), _good_column(texts[header_at])
        unread.extend(
            f"column: {cell} (sheet {sheet.name})"
            for at, cell in enumerate(sheet.rows[header_at])
            if cell and at not in (country_at, good_at)
        )
        for number, row in enumerate(sheet.rows[header_at + 1 :], start=sheet.first_row + header_at + 1):
            place = row[country_at] if country_at < len(row) else ""
            good = row[good_at] if good_at < len(row) else ""
            if good and place:
                pairs.append(Pair(good=good, place=place))
            elif any(row):
                unread.append(f"row {number} of sheet {sheet.name}: {plain(' | '.join(row))}")
    if not pairs:
        raise ListFormatError(
            f'{TITLE}: no sheet has a header row with "Country" and "Good" and rows below it. '
            "The layout has changed; the version held, if any, stays."
        )
    return pairs


def _good_column(texts: list[str]) -> int:
    return next((texts.index(name) for name in ("good", "goods", "product", "products") if name in texts), -1)


def _entries(pairs: Iterable[Pair], unread: list[str]) -> tuple[ListedGood, ...]:
    entries: dict[str, ListedGood] = {}
    for pair in pairs:
        # The id keeps the published spelling, so that a correction does not orphan a decision.
        entry_id = f"{slug(pair.good)}/{slug(pair.place)}"
        place = _CORRECTIONS["places"].get(pair.place, pair.place)
        code = country_code(place)
        if code is None:
            unread.append(f"Country: {pair.place}")
        if entry_id in entries:
            unread.append(f"the pair {pair.good}, {pair.place} stands twice")
        entries[entry_id] = ListedGood(
            entry_id=entry_id,
            good=_CORRECTIONS["goods"].get(pair.good, pair.good),
            place=place,
            country=code,
            forced_labor=True,
            child_labor=True,
            forced_child_labor=True,
            sector=pair.sector,
            basis=BASIS,
            source_url=PAGE,
        )
    return tuple(entries.values())


LIST = ReferenceList(
    title=TITLE,
    publisher="US Department of Labor, Bureau of International Labor Affairs (ILAB)",
    kind=ListKind.GOODS,
    page=PAGE,
    source="https://raw.githubusercontent.com/USDepartmentofLabor/Child-Labor/master/Child%20Labor/goods_2016.xml",
    licence="US Government work (public domain, 17 USC 105)",
    cadence="irregularly, by Federal Register notice; last revised 2019-03-25",
    bounds=Bounds(minimum=48, maximum=108),
    measure=Measure.CERTIFICATION,
    basis=BASIS,
    parse=parse,
    max_age_hours=24 * 14,  # checked weekly: the page of a list that changes every other year or rarer
    health_note="The DOL app feed is archived: watch the page for a new Federal Register notice.",
)
