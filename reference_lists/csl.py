"""Consolidated Screening List (trade.gov): thirteen export-control and sanctions lists of Commerce, State and Treasury
in one file. A party on it is a red flag and no purchase ban, but for its SDN rows, which block as OFAC's own list does.

Read from the CSV (29 columns, or the 28 of files before `_id`) or the JSON. No row is left out: what OFAC's own lists
hold as well keeps OFAC's number in its id ("SDN/306"): one party is seen twice, and a missing list loses nobody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reference_lists._ofac_remarks import read_remarks
from reference_lists._values import Reading, as_aliases, blank, day, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, ListedEntity, ListKind, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD, decode_text, plain, slug
from supplychain.reference.formats_csv import CsvStream
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

TITLE = "Consolidated Screening List"
PAGE = "https://www.trade.gov/consolidated-screening-list"

_REQUIRED = ("source", "entity_number", "type", "programs", "name", "addresses", "federal_register_notice",
             "start_date", "alt_names", "ids")  # fmt: skip
# Column → its words in the remarks.
_TOLD = {
    "title": "Title",
    "end_date": "Ends",
    "standard_order": "Standard order",
    "license_requirement": "License requirement",
    "license_policy": "License policy",
    "call_sign": "Vessel Call Sign",
    "vessel_type": "Vessel Type",
    "gross_tonnage": "Tonnage",
    "gross_registered_tonnage": "Gross Registered Tonnage",
    "vessel_flag": "Vessel Flag",
    "vessel_owner": "Vessel Owner",
    "citizenships": "citizen",
    "nationalities": "nationality",
    "dates_of_birth": "DOB",
    "places_of_birth": "POB",
    "federal_register_notice": "Federal Register",
    "ids": "",
    "remarks": "",
}
_OPTIONAL = ("_id", "source_list_url", "source_information_url", *(name for name in _TOLD if name not in _REQUIRED))
# The JSON's own: `id` is `_id`, `country` repeats the addresses.
_JSON_ONLY = frozenset({"id", "country", "score", "source_full_name"})
_DATE_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%Y/%m/%d")
_TYPES = {
    "": EntityType.UNKNOWN,  # Commerce and State do not say
    "entity": EntityType.ORGANISATION,
    "individual": EntityType.PERSON,
    "vessel": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
}
_CODE = re.compile(r"\((?:NS-)?([A-Z]{2,4})(?: List)?\)")
_REACH = re.compile(r"[;,]\s+(and any (?:successor|sub-unit|subsidiar).*)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class SubList:
    """One of the thirteen: the name we give its rows as programme, the law, and how many rows it has had."""

    programme: str
    basis: str
    minimum: int
    maximum: int
    measure: Measure | None = None


# The words of `source` change over the years; the letters in its brackets stay. Counts: Treasury's lists from OFAC's
# own files (SDN 14,965 in 2024-05, about 18,700 in 2025-12; the others 2025-12-19); Entity List 3,409, MEU 70, DPL 564
# from the BIS lists of 2026; ISN 528 and DTC 779 from State's of 2025. UVL, MBS: no count at hand, so only not empty.
# Lower bounds are wide where whole groups come and go (SSI ends with its directives, FSE and PLC are nearly frozen).
SUB_LISTS: dict[str, SubList] = {
    "EL": SubList("Entity List (EL)", "15 CFR part 744, Supplement No. 4", 2_500, 6_820),
    "DPL": SubList("Denied Persons List (DPL)", "15 CFR 764.3(a)(2) and 766.25", 400, 1_130),
    "UVL": SubList("Unverified List (UVL)", "15 CFR part 744, Supplement No. 6", 1, 700),
    "MEU": SubList("Military End User List (MEU)", "15 CFR part 744, Supplement No. 7", 40, 140),
    "ISN": SubList("Nonproliferation Sanctions (ISN)", "nonproliferation statutes (State Department)", 300, 1_060),
    "DTC": SubList("ITAR Debarred (DTC)", "Arms Export Control Act sec. 38; 22 CFR 127.7", 400, 1_560),
    "SDN": SubList("Specially Designated Nationals (SDN)", "31 CFR chapter V (IEEPA and other acts)", 8_100, 37_400,
                   Measure.BLOCKING_SANCTION),
    "SSI": SubList("Sectoral Sanctions Identifications List (SSI)", "Executive Order 13662 directives", 150, 590),
    "FSE": SubList("Foreign Sanctions Evaders (FSE)", "Executive Order 13608", 1, 60),
    "PLC": SubList("Palestinian Legislative Council List (PLC)", "31 CFR part 594 and others", 40, 160),
    "CAP": SubList("CAPTA List (CAP)", "31 CFR chapter V, correspondent accounts", 1, 60),
    "CMIC": SubList("Non-SDN Chinese Military-Industrial Complex Companies (CMIC)", "Executive Order 13959", 50, 140),
    "MBS": SubList("Non-SDN Menu-Based Sanctions List (MBS)", "31 CFR chapter V, menu-based sanctions", 1, 200),
}  # fmt: skip


def parse(raw: bytes) -> ParsedList:
    """The CSV or the JSON as one ListedEntity a row; `programme` says which of the thirteen lists it stands on."""
    reading = Reading()
    stated: date | None = None
    table: CsvStream | None = None
    rows: Iterable[tuple[str, Mapping[str, str]]]
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        rows, stated = _json_rows(raw, reading)
    else:
        table = CsvStream(raw, TITLE, _REQUIRED, _OPTIONAL)
        rows = ((f"line {line}", row) for line, row in table)
    entries = [entity for where, row in rows if (entity := _entity(where, row, reading)) is not None]
    for text in table.told if table else ():
        reading.report(text)
    newest = max((entry.listed_on for entry in entries if entry.listed_on), default=None)
    as_of = stated or newest
    if as_of is None:
        raise ListFormatError(f"{TITLE}: no row bears a start date. {KEEP_LAST_GOOD}")
    return ParsedList(tuple(entries), as_of, f"rows to {newest}", tuple(reading.unread), tuple(reading.rejected))


def _json_rows(raw: bytes, reading: Reading) -> tuple[list[tuple[str, dict[str, str]]], date | None]:
    try:
        read = json.loads(decode_text(raw, TITLE))
    except ValueError as error:
        raise ListFormatError(f"{TITLE}: the JSON is cut short or damaged ({error}). {KEEP_LAST_GOOD}") from error
    results = read.get("results") if isinstance(read, dict) else None
    if not isinstance(results, list) or not results:
        raise ListFormatError(f'{TITLE}: the JSON holds no "results". {KEEP_LAST_GOOD}')
    rows = []
    for number, result in enumerate(results, 1):
        if not isinstance(result, dict) or "name" not in result or "source" not in result:
            raise ListFormatError(f'{TITLE}: result {number} has no "name" or "source". {KEEP_LAST_GOOD}')
        for key in result.keys() - {*_REQUIRED, *_OPTIONAL} - _JSON_ONLY:
            reading.report(f"key: {key}")
        row = {key: _flat(key, result.get(key)) for key in (*_REQUIRED, *_OPTIONAL)}
        rows.append((f"result {number}", row | {"_id": row["_id"] or _flat("id", result.get("id"))}))
    return rows, day(str(read.get("search_performed_at", ""))[:10], _DATE_FORMS)


def _flat(key: str, value: Any) -> str:
    """A JSON value as the CSV writes it: lists joined by "; ", addresses and numbers as their parts by ", "."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(filter(None, (_flat(key, each) for each in value)))
    if isinstance(value, Mapping):
        order = ("type", "number", "country", "issue_date", "expiration_date") if key == "ids" else tuple(value)
        return joined(*(_flat(key, value.get(part)) for part in order))
    return plain(str(value))


def _entity(where: str, row: Mapping[str, str], reading: Reading) -> ListedEntity | None:
    if blank(row["name"]) or blank(row["source"]):
        reading.reject(where, "no name or no source")
        return None
    code, sub_list = _sub_list(row["source"], reading)
    kind = _TYPES.get(row["type"].casefold())
    if kind is None:
        reading.report(f"type: {row['type']} ({where})")
    whole = plain(row["name"])
    reach = _REACH.search(whole)
    name = whole[: reach.start()] if reach else whole
    numbers = read_remarks("; ".join(_id_clauses(row["ids"], bool(row["_id"]))))
    addresses = tuple(dict.fromkeys(filter(None, (part.removeprefix("and ") for part in _split(row["addresses"])))))
    entity = ListedEntity(
        entry_id="/".join((code, row["entity_number"] or f"{slug(name)}/{row['start_date'] or '-'}")),
        name=name,
        entity_type=kind or EntityType.UNKNOWN,
        aliases=as_aliases(name, (alt.removeprefix("and ") for alt in _split(row["alt_names"]))),
        countries=reading.places((*_countries(addresses), *_split(row["nationalities"]), *_split(row["citizenships"]),
                                  row["vessel_flag"]), "country"),
        addresses=addresses,
        identifiers=tuple(numbers.identifiers),
        measure=sub_list.measure,
        basis=joined(sub_list.basis, row["programs"], by="; "),
        programme=sub_list.programme,
        listed_on=reading.day(row["start_date"], _DATE_FORMS, "start_date"),
        extends_to=reach[1] if reach else "",
        remarks="; ".join(f"{label}: {row[key]}" if label else row[key] for key, label in _TOLD.items() if row[key]),
        source_url=_url(row),
    )  # fmt: skip
    return reading.once(entity, row["_id"] or (addresses[0] if addresses else ""))


def _sub_list(source: str, reading: Reading) -> tuple[str, SubList]:
    found = _CODE.search(source)
    code = found[1] if found else slug(source)
    if code not in SUB_LISTS:
        reading.report(f"source: {source}")
        return code, SubList(plain(source), plain(source), 0, 0)
    return code, SUB_LISTS[code]


def _split(cell: str) -> list[str]:
    return [part for part in (plain(piece) for piece in cell.split(";")) if part]


def _countries(addresses: tuple[str, ...]) -> Iterator[str]:
    """The code that ends an address ("..., Antalya, TR"); an American one may end in its ZIP code and name none."""
    for address in addresses:
        last = address.rpartition(",")[2].strip()
        if len(last) == 2 and last.isalpha() and last.isupper():
            yield last


def _id_clauses(cell: str, typed_first: bool) -> Iterator[str]:
    """Numbers in the words of OFAC's Remarks: "Passport, 836238033, KP" here, "US, 80-0890696, Tax ID No." in files
    of 28 columns."""
    for clause in _split(cell):
        parts = [part.strip() for part in clause.split(", ")]
        if not typed_first:
            country = parts[:1] if len(parts) > 2 and len(parts[0]) == 2 and parts[0].isupper() else []
            parts = [parts[-1], *parts[len(country) : -1]]
        elif len(parts) > 2 and len(parts[-1]) == 2 and parts[-1].isupper():
            parts = parts[:-1]
        yield " ".join(parts)


def _url(row: Mapping[str, str]) -> str:
    for key in ("source_list_url", "source_information_url"):
        if row[key].startswith("https://"):
            return row[key]
    return PAGE


LIST = ReferenceList(
    title=TITLE,
    publisher="US Department of Commerce, International Trade Administration",
    kind=ListKind.ENTITIES,
    page=PAGE,
    source="https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv",
    licence="US Government work (public domain, 17 USC 105)",
    cadence="daily",
    bounds=Bounds(minimum=17_000, maximum=50_000),  # about 25,000 rows: the sum of the thirteen
    measure=Measure.INTEGRITY,
    basis="15 CFR part 744; Arms Export Control Act; 31 CFR chapter V",
    parse=parse,
    sub_bounds=tuple((each.programme, each.minimum, each.maximum) for each in SUB_LISTS.values()),
)
