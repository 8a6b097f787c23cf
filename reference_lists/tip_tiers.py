"""TIP Report tiers: the State Department rates how far a government meets the minimum standards of the TVPA against
trafficking in persons. A tier says something about a country's government, nothing about a supplier: context only.

The department publishes pages and a PDF, no data file: tip_tiers.csv beside this module is the yearly report's table
in our own form (place, tier, report year, released), kept by hand. `parse` reads that form.
"""

from __future__ import annotations

from datetime import date

from supplychain.errors import ListFormatError
from supplychain.model import ListedCountry, ListKind, Measure
from supplychain.reference.formats import plain, slug
from supplychain.reference.formats_csv import csv_table
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList
from supplychain.text.places import country_code

TITLE = "Trafficking in Persons Report tier placements"
PAGE = "https://www.state.gov/reports/2025-trafficking-in-persons-report/"
BASIS = "22 USC 7107 (TVPA sec. 110)"

_COLUMNS = ("place", "tier", "report year", "released")
# The tiers of the report; Special Case is a country where unrest keeps the department from rating.
_TIERS = ("Tier 1", "Tier 2", "Tier 2 Watch List", "Tier 3", "Special Case")


def parse(raw: bytes) -> ParsedList:
    """The table as one ListedCountry a place. Raises ListFormatError on an unknown tier, a place given twice, or rows
    of two reports."""
    table = csv_table(raw, TITLE, _COLUMNS)
    unread = [*table.told]
    entries: dict[str, ListedCountry] = {}
    releases = {(row["report year"], row["released"]) for _, row in table.rows}
    if len(releases) != 1:
        raise ListFormatError(
            f"{TITLE}: the table must hold the rows of one report, it has report year and release day "
            f"{sorted(releases)}. Correct the table and refresh again."
        )
    year, as_of = _release(*releases.pop())
    for line, row in table.rows:
        place, tier = plain(row["place"]), plain(row["tier"])
        entry_id = slug(place)
        if tier not in _TIERS or not entry_id or entry_id in entries:
            raise ListFormatError(
                f'{TITLE}: line {line} ("{place}", "{tier}") needs a place that is not given before and one of the '
                f"tiers {', '.join(_TIERS)}. Correct the table and refresh again."
            )
        code = country_code(place)
        if code is None:
            unread.append(f"place: {place}")
        entries[entry_id] = ListedCountry(entry_id, place, code or "", tier, year, BASIS, PAGE)
    return ParsedList(tuple(entries.values()), as_of, f"{year} report", tuple(unread))


def _release(year: str, released: str) -> tuple[int, date]:
    try:
        return int(year), date.fromisoformat(released)
    except ValueError as error:
        raise ListFormatError(
            f'{TITLE}: report year "{year}" or release day "{released}" is no year or no ISO date (2025-09-29). '
            "Correct the table and refresh again."
        ) from error


LIST = ReferenceList(
    title=TITLE,
    publisher="US Department of State, Office to Monitor and Combat Trafficking in Persons",
    kind=ListKind.COUNTRIES,
    page=PAGE,
    source="",  # no data file is published: nothing to fetch, `refresh --from` takes next year's table
    licence="US Government work (public domain, 17 USC 105)",
    cadence="yearly, mid-year; the 2025 report came on 2025-09-29",
    bounds=Bounds(minimum=169, maximum=376),
    measure=Measure.COUNTRY_RATING,
    basis=BASIS,
    parse=parse,
    max_age_hours=24 * 366,  # a person looks at the page twice a year; a report comes once
    health_note="Kept by hand: when a new report is out, replace reference_lists/tip_tiers.csv and bundle it anew.",
)
