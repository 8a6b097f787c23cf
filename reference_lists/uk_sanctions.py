"""UK Sanctions List: persons, entities and ships under the UK's sanctions regulations. It binds persons in the UK; for
a US buyer a red flag. Since 2026-01-28 it is the only UK list (the OFSI consolidated list has closed).

Read from the FCDO's CSV, whose first line is the report's date and which has one row for every name and address of a
party, or from its XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from reference_lists._values import Reading, as_aliases, blank, day, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, Identifier, ListedEntity, ListKind, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD, decode_text, is_xml, plain
from supplychain.reference.formats_csv import csv_table
from supplychain.reference.formats_stream import Node, xml_stream
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

TITLE = "UK Sanctions List"
PAGE = "https://www.gov.uk/government/publications/the-uk-sanctions-list"

_REQUIRED = ("Unique ID", "Name 6", "Name type", "Designation Type", "Regime Name", "Date Designated")
_NAME = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
_ADDRESS = (*(f"Address Line {number}" for number in range(1, 7)), "Address Postal Code", "Address Country")
_PLACES = ("Address Country", "Nationality(/ies)", "Current believed flag of ship")
_NUMBERS = {
    "National Identifier number": "national_id",
    "Passport number": "passport",
    "Business registration number (s)": "registration",
    "IMO number": "imo",
    "Phone number": "phone",
    "Website": "website",
    "Email address": "email",
    "Hull identification number (HIN)": "hull",
}
_TOLD = {
    "Title": "Title", "Position": "Position", "D.O.B": "DOB", "Town of birth": "POB", "Country of birth": "POB",
    "Gender": "Gender", "Type of entity": "Type", "Subsidiaries": "Subsidiaries", "Parent company": "Parent company",
    "Current owner/operator (s)": "Owner", "Previous owner/operator (s)": "Previous owner", "Previous flags":
    "Previous flags", "Type of ship": "Type of ship", "Tonnage of ship": "Tonnage", "Length of ship": "Length",
    "Year Built": "Built", "National Identifier additional information": "National identifier",
    "Passport additional information": "Passport", "Sanctions Imposed": "Sanctions", "OFSI Group ID": "OFSI group",
    "UN Reference Number": "UN reference", "Designation source": "Source", "Last Updated": "Updated",
    "Other Information": "", "UK Statement of Reasons": "",
}  # fmt: skip
_OPTIONAL = (*(n for n in (*_NAME, *_ADDRESS, *_PLACES, *_NUMBERS, *_TOLD) if n not in _REQUIRED), "Alias strength",
             "Name non-latin script")  # fmt: skip
_OPTIONAL = tuple(dict.fromkeys(_OPTIONAL))
_IGNORED = ("Non-latin script type", "Non-latin script language")
_KINDS = {
    "individual": EntityType.PERSON,
    "entity": EntityType.ORGANISATION,
    "ship": EntityType.VESSEL,
}
_DATE_FORMS = ("%d/%m/%Y", "%d-%b-%Y", "%Y-%m-%d")
_REPORT_DATE = re.compile(r"^\s*\"?Report Date:?\"?,?\s*\"?(\d\d?[-/ ]\w{2,3}[-/ ]\d{4})")

# XML element → the CSV's column; elements that hold others are walked through.
_ELEMENTS = {
    "UniqueID": "Unique ID", "OFSIGroupID": "OFSI Group ID", "UNReferenceNumber": "UN Reference Number",
    "RegimeName": "Regime Name", "IndividualEntityShip": "Designation Type", "DesignationSource": "Designation source",
    "SanctionsImposed": "Sanctions Imposed", "OtherInformation": "Other Information", "LastUpdated": "Last Updated",
    "UKStatementofReasons": "UK Statement of Reasons", "DateDesignated": "Date Designated", "DOB": "D.O.B",
    "Nationality": "Nationality(/ies)", "PhoneNumber": "Phone number", "Website": "Website", "EmailAddress":
    "Email address", "PassportNumber": "Passport number", "PassportAdditionalInformation":
    "Passport additional information", "NationalIdentifierNumber": "National Identifier number",
    "NationalIdentifierAdditionalInformation": "National Identifier additional information", "Position": "Position",
    "Gender": "Gender", "TownOfBirth": "Town of birth", "CountryOfBirth": "Country of birth", "TypeOfEntity":
    "Type of entity", "Subsidiary": "Subsidiaries", "ParentCompany": "Parent company", "BusinessRegistrationNumber":
    "Business registration number (s)", "IMONumber": "IMO number", "CurrentOwnerOperator":
    "Current owner/operator (s)", "PreviousOwnerOperator": "Previous owner/operator (s)",
    "CurrentBelievedFlagOfShip": "Current believed flag of ship", "PreviousFlag": "Previous flags", "TypeOfShip":
    "Type of ship", "TonnageOfShip": "Tonnage of ship", "LengthOfShip": "Length of ship", "YearBuilt": "Year Built",
    "HullIdentificationNumber": "Hull identification number (HIN)", "Title": "Title", "NonLatinName":
    "Name non-latin script", "NonLatinScriptType": "Non-latin script type", "NonLatinScriptLanguage":
    "Non-latin script language", "NameNonLatinScript": "Name non-latin script",
    "NameType": "Name type", "AliasStrength": "Alias strength",
    **{f"Name{number}": f"Name {number}" for number in range(1, 7)},
    **{f"AddressLine{number}": f"Address Line {number}" for number in range(1, 7)},
    "AddressPostalCode": "Address Postal Code", "AddressCountry": "Address Country",
}  # fmt: skip
_REPEATED = frozenset({"Name", "Address"})  # in XML each is one element; in CSV each is one row

Row = dict[str, str]


def parse(raw: bytes) -> ParsedList:
    """The CSV or the XML as one ListedEntity a Unique ID."""
    reading = Reading()
    rows, reported = _xml_rows(raw, reading) if is_xml(raw) else _csv_rows(raw, reading)
    grouped: dict[str, list[Row]] = {}
    for where, row in rows:
        if not row.get("Unique ID"):
            raise ListFormatError(f"{TITLE}: {where} has no Unique ID. {KEEP_LAST_GOOD}")
        grouped.setdefault(row["Unique ID"], []).append(row)
    if reported is None or not grouped:
        raise ListFormatError(f"{TITLE}: the file states no report date, or holds no party. {KEEP_LAST_GOOD}")
    entries = tuple(_entity(unique_id, group, reading) for unique_id, group in grouped.items())
    return ParsedList(entries, reported, f"report of {reported}", tuple(reading.unread))


def _csv_rows(raw: bytes, reading: Reading) -> tuple[list[tuple[str, Row]], date | None]:
    text = decode_text(raw, TITLE)
    first, _, rest = text.partition("\n")
    stated = _REPORT_DATE.match(first)
    # The blank line in place of the report's date keeps the line numbers.
    table = csv_table(f"\n{rest}".encode() if stated else raw, TITLE, _REQUIRED, (*_OPTIONAL, *_IGNORED))
    for text in table.told:
        reading.report(text)
    return [(f"line {line}", row) for line, row in table.rows], day(stated[1], _DATE_FORMS) if stated else None


def _xml_rows(raw: bytes, reading: Reading) -> tuple[list[tuple[str, Row]], date | None]:
    stream = xml_stream(raw, TITLE, "Designations", frozenset({"Designation", "DateGenerated"}))
    rows: list[tuple[str, Row]] = []
    reported: date | None = None
    next(stream)
    for node in stream:
        if node.name == "DateGenerated":
            reported = day(node.text, _DATE_FORMS)
            continue
        whole: Row = {}
        parts: list[Row] = []
        _walk(node, whole, parts, reading)
        rows.extend(("a designation", whole | part) for part in (parts or [{}]))
    return rows, reported


def _walk(node: Node, row: Row, parts: list[Row], reading: Reading) -> None:
    for child in node.children:
        if child.name in _REPEATED and child.children:
            part: Row = {}
            _walk(child, part, parts, reading)
            parts.append(part)
        elif child.children:
            _walk(child, row, parts, reading)
        elif child.text and child.name in _ELEMENTS:
            column = _ELEMENTS[child.name]
            row[column] = f"{row[column]}; {child.text}" if row.get(column) else child.text
        elif child.text:
            reading.report(f"element: {child.name}")


def _entity(unique_id: str, rows: list[Row], reading: Reading) -> ListedEntity:
    kind = _KINDS.get(_each("Designation Type", rows)[0].casefold() if _each("Designation Type", rows) else "")
    if kind is None:
        reading.report(f"Designation Type: {'; '.join(_each('Designation Type', rows)) or '(blank)'} ({unique_id})")
    primary, strong, weak = _names(rows)
    if not primary:
        raise ListFormatError(f"{TITLE}: {unique_id} has no name. {KEEP_LAST_GOOD}")
    regime = joined(*_each("Regime Name", rows), by="; ")
    return ListedEntity(
        entry_id=unique_id,
        name=primary,
        entity_type=kind or EntityType.UNKNOWN,
        aliases=as_aliases(primary, strong, weak),
        countries=reading.places((part for column in _PLACES for part in _split(_each(column, rows))), "Country"),
        addresses=tuple(dict.fromkeys(filter(None, (joined(*(row.get(c, "") for c in _ADDRESS)) for row in rows)))),
        identifiers=tuple(dict.fromkeys(_identifiers(rows))),
        basis=f"Sanctions and Anti-Money Laundering Act 2018; {regime}",
        programme=regime,
        listed_on=reading.day(
            (_each("Date Designated", rows) or [""])[0], _DATE_FORMS, f"Date Designated ({unique_id})"
        ),
        remarks="; ".join(_remarks(rows)),
        source_url=PAGE,
    )


def _each(column: str, rows: Iterable[Row]) -> list[str]:
    """The distinct values of a column over the rows of one party; "0" stands for none in some."""
    values = dict.fromkeys(plain(row.get(column, "")) for row in rows)
    return [value for value in values if not blank(value) and value != "0"]


def _split(cells: Iterable[str]) -> Iterator[str]:
    for cell in cells:
        yield from (part for piece in re.split(r"[;|]|\(\d+\)", cell) if (part := plain(piece)))


def _names(rows: list[Row]) -> tuple[str, list[str], list[str]]:
    """The primary name, the strong and the weak others; name parts in the order given names, then Name 6."""
    primary = ""
    strong: list[str] = []
    weak: list[str] = []
    for row in rows:
        name = joined(*(row.get(part, "") for part in _NAME), by=" ")
        if not primary and row.get("Name type", "").casefold() == "primary name":
            primary = name
        (weak if "low" in row.get("Alias strength", "").casefold() else strong).append(name)
        strong.extend(_split([row.get("Name non-latin script", "")]))
    return primary or next((name for name in (*strong, *weak) if name), ""), strong, weak


def _identifiers(rows: list[Row]) -> Iterator[Identifier]:
    for column, scheme in _NUMBERS.items():
        for number in _split(_each(column, rows)):
            yield Identifier(scheme, number.removeprefix("IMO").strip() if scheme == "imo" else number)


def _remarks(rows: list[Row]) -> Iterator[str]:
    for column, label in _TOLD.items():
        values = _each(column, rows)
        if values:
            yield f"{label}: {', '.join(values)}" if label else " ".join(values)


LIST = ReferenceList(
    title=TITLE,
    publisher="Foreign, Commonwealth and Development Office",
    kind=ListKind.ENTITIES,
    page=PAGE,
    source="https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv",
    licence="Open Government Licence v3.0",
    cadence="with each change, most weeks",
    bounds=Bounds(
        minimum=4_000, maximum=12_100
    ),  # about 6,050 parties in 2026-05; OpenSanctions asserts 3,950 at least
    measure=Measure.INTEGRITY,
    basis="Sanctions and Anti-Money Laundering Act 2018",
    parse=parse,
)
