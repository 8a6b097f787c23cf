"""Australia's Consolidated List (DFAT): persons, entities and vessels under UN and autonomous Australian sanctions. It
binds Australians; for a US buyer a red flag.

Read from DFAT's workbook (or the same table as CSV): one row a name, so that "8577", "8577a" and "8577b" are one party.
"""

from __future__ import annotations

import re

from reference_lists._values import NO_DATE, Reading, as_aliases, blank, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, Identifier, ListedEntity, ListKind, Measure
from supplychain.reference.formats import (
    KEEP_LAST_GOOD,
    RENAMED,
    decode_text,
    is_workbook,
    plain,
    workbook_saved_on,
    workbook_sheets,
)
from supplychain.reference.formats_csv import csv_table
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList
from supplychain.text.places import address_place, place_code

TITLE = "Australia DFAT Consolidated List"
PAGE = "https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list"

_REQUIRED = ("Reference", "Name of Individual or Entity", "Type", "Name Type", "Committees", "Control Date")
_OPTIONAL = ("Alias Strength", "Date of Birth", "Place of Birth", "Citizenship", "Address", "Additional Information",
             "Listing Information", "IMO Number", "Instrument of Designation", "Targeted Financial Sanction",
             "Travel Ban", "Arms Embargo", "Maritime Restriction")  # fmt: skip
_TOLD = ("Date of Birth", "Place of Birth", "Citizenship", "Additional Information", "Listing Information",
         "Instrument of Designation", "Targeted Financial Sanction", "Travel Ban", "Arms Embargo",
         "Maritime Restriction")  # fmt: skip
_MARKS = frozenset({"false", "no", "0"})
_KINDS = {
    "individual": EntityType.PERSON,
    "entity": EntityType.ORGANISATION,
    "vessel": EntityType.VESSEL,
}
_NAME_TYPES = frozenset({"primary name", "alias", "aka", "a.k.a.", "original script", "fka", "former name"})
# Cells of type date arrive in ISO form; text ones have been day first.
_DATE_FORMS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%d/%m/%y", "%m/%d/%y", "%d %B %Y", "%d %b %Y")
_REFERENCE = re.compile(r"^(\d+)\s*[a-z]*$", re.IGNORECASE)
_CARRIAGE_RETURN = "_x000D_"  # stands in cells as these letters: Excel's escape, written out

Row = dict[str, str]


def parse(raw: bytes) -> ParsedList:
    """The workbook or the CSV as one ListedEntity a reference number."""
    reading = Reading()
    grouped: dict[str, list[Row]] = {}
    for where, row in _rows(raw, reading):
        found = _REFERENCE.match(row["Reference"])
        if found is None or not row["Name of Individual or Entity"]:
            raise ListFormatError(
                f'{TITLE}: {where} needs a reference like "8577a" and a name; it has "{row["Reference"]}" and '
                f'"{row["Name of Individual or Entity"]}". {KEEP_LAST_GOOD}'
            )
        grouped.setdefault(found[1], []).append(row)
    if not grouped:
        raise ListFormatError(f"{TITLE}: the file has its columns and no rows. {KEEP_LAST_GOOD}")
    entries = tuple(_entity(reference, rows, reading) for reference, rows in grouped.items())
    newest = max((entry.listed_on for entry in entries if entry.listed_on), default=NO_DATE)
    as_of = (workbook_saved_on(raw) if is_workbook(raw) else None) or newest
    return ParsedList(entries, as_of, f"control dates to {newest}", tuple(reading.unread))


def _rows(raw: bytes, reading: Reading) -> list[tuple[str, Row]]:
    if is_workbook(raw):
        return _sheet_rows(raw, reading)
    decode_text(raw, TITLE)
    table = csv_table(raw, TITLE, _REQUIRED, _OPTIONAL)
    for text in table.told:
        reading.report(text)
    return [(f"line {line}", {key: _cell(value) for key, value in row.items()}) for line, row in table.rows]


def _sheet_rows(raw: bytes, reading: Reading) -> list[tuple[str, Row]]:
    wanted = {name.casefold(): name for name in (*_REQUIRED, *_OPTIONAL)}
    best: list[str] = []
    for sheet in workbook_sheets(raw, TITLE):
        for at, cells in enumerate(sheet.rows):
            header = [plain(cell).casefold() for cell in cells]
            if "reference" not in header:
                continue
            best = [name for name in _REQUIRED if name.casefold() not in header]
            if best:
                break
            for cell in cells:
                if plain(cell) and plain(cell).casefold() not in wanted:
                    reading.report(f"column: {plain(cell)}")
            blank_row = dict.fromkeys(wanted.values(), "")
            return [
                (
                    f"row {sheet.first_row + at + 1 + number}",
                    blank_row | {wanted[h]: _cell(c) for h, c in zip(header, row, strict=False) if h in wanted},
                )
                for number, row in enumerate(sheet.rows[at + 1 :])
                if any(row)
            ]
    missing = ", ".join(f'"{name}"' for name in best or _REQUIRED)
    raise ListFormatError(f"{TITLE}: column {missing} is missing from the workbook. {RENAMED}")


def _cell(text: str) -> str:
    return plain(text.replace(_CARRIAGE_RETURN, " "))


def _entity(reference: str, rows: list[Row], reading: Reading) -> ListedEntity:
    primary = next((row for row in rows if row["Name Type"].casefold() == "primary name"), rows[0])
    name = primary["Name of Individual or Entity"]
    kind = _KINDS.get(primary["Type"].casefold())
    if kind is None:
        reading.report(f"Type: {primary['Type']} ({reference})")
    strong: list[str] = []
    weak: list[str] = []
    for row in rows:
        if row["Name Type"].casefold() not in _NAME_TYPES:
            reading.report(f"Name Type: {row['Name Type']} ({row['Reference']})")
        low = row["Alias Strength"].casefold() in ("weak", "low")
        (weak if low else strong).append(row["Name of Individual or Entity"])
    committees = joined(*dict.fromkeys(row["Committees"] for row in rows), by="; ")
    return ListedEntity(
        entry_id=reference,
        name=name,
        entity_type=kind or EntityType.UNKNOWN,
        aliases=as_aliases(name, strong, weak),
        countries=_countries(rows),
        addresses=tuple(dict.fromkeys(row["Address"] for row in rows if not blank(row["Address"]))),
        identifiers=tuple(dict.fromkeys(Identifier("imo", row["IMO Number"]) for row in rows if row["IMO Number"])),
        basis=f"Australian sanctions law (Charter of the UN Act 1945; Autonomous Sanctions Act 2011); {committees}",
        programme=committees,
        listed_on=reading.day(primary["Control Date"], _DATE_FORMS, f"Control Date ({reference})"),
        remarks="; ".join(_remarks(rows)),
        source_url=PAGE,
    )


def _countries(rows: list[Row]) -> tuple[str, ...]:
    """Where the addresses lie and whose citizen a person is. What names no place stays to be read in the entry."""
    found: dict[str, None] = {}
    for row in rows:
        place = address_place(row["Address"]) if row["Address"] else None
        codes = [place.code] if place else []
        codes += [code for part in re.split(r"[;,]", row["Citizenship"]) if (code := place_code(part)) is not None]
        found.update(dict.fromkeys(codes))
    return tuple(found)


def _remarks(rows: list[Row]) -> list[str]:
    told = []
    for column in _TOLD:
        values = dict.fromkeys(row[column] for row in rows)
        said = [value for value in values if not blank(value) and value.casefold() not in _MARKS]
        if said:
            told.append(column if said[0].casefold() in ("true", "yes", "1") else f"{column}: {', '.join(said)}")
    return told


LIST = ReferenceList(
    title=TITLE,
    publisher="Australian Department of Foreign Affairs and Trade",
    kind=ListKind.ENTITIES,
    page=PAGE,
    source="https://www.dfat.gov.au/sites/default/files/Australian_Sanctions_Consolidated_List.xlsx",
    licence="CC BY 4.0",
    cadence="with each change",
    bounds=Bounds(minimum=2_700, maximum=7_000),  # OpenSanctions asserts 2,000 persons and 700 entities at least
    measure=Measure.INTEGRITY,
    basis="Charter of the United Nations Act 1945; Autonomous Sanctions Act 2011 (Australia)",
    parse=parse,
    health_note="dfat.gov.au refuses readers without a browser's user agent.",
)
