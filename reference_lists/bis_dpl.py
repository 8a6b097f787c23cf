"""BIS Denied Persons List: parties whose export privileges the Bureau of Industry and Security has denied. Nobody may
take part in an export of theirs; to buy from one is a red flag, not a ban.

Read from the CSV of 2025 and later, where one cell holds name and address, or the tab-separated dpl.txt before it. The
Consolidated Screening List carries the same parties; this is the list at its source.
"""

from __future__ import annotations

import re

from reference_lists._values import Reading, as_aliases, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, ListedEntity, ListKind, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD, decode_text, plain, slug
from supplychain.reference.formats_csv import csv_table
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList
from supplychain.text.places import US_STATES, place_code

TITLE = "BIS Denied Persons List"
PAGE = "https://www.bis.gov/licensing/end-user-guidance/denied-persons-list-dpl"

_NEW = ("Name_and_Address", "Effective_Date", "Expiration_Date")
_NEW_MORE = ("Appropriate Federal Register Citations", "Type of Denial")
_OLD = ("Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date")
_OLD_MORE = ("Standard_Order", "Last_Update", "Action", "FR_Citation")
_DATE_FORMS = ("%m/%d/%Y", "%Y-%m-%d")

# "MNC GROUP INTERNATIONAL, INC., 3334 WALNUT BEND LANE": these belong to the name before the comma.
_NAME_GOES_ON = re.compile(
    r"^(?:INC|LTD|LIMITED|LLC|L\.L\.C|CORP|CO|S\.?A|S\.?R\.?L|GMBH|AG|PTE|PVT|PLC|LP|JR|SR|I{2,3}|IV)\b[\s.)]*$",
    re.IGNORECASE,
)
_AKA = re.compile(r"\s*\(?\b(?:a/k/a|a\.\s?k\.\s?a\.?|aka|d/b/a)\s+([^()]+)\)?\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\(([^()]{4,})\)\s*")
_POSTAL = re.compile(r"^[\dA-Z][\dA-Z -]*\d[\dA-Z -]*$|^\d*$", re.IGNORECASE)


def parse(raw: bytes) -> ParsedList:
    """Either file as one ListedEntity a row; ids are name and day of the denial."""
    reading = Reading()
    header = decode_text(raw, TITLE).partition("\n")[0]
    new = "name_and_address" in header.casefold().replace(" ", "_")
    if new:
        table = csv_table(_underscored(raw, header), TITLE, _NEW, _NEW_MORE)
    else:
        table = csv_table(raw, TITLE, _OLD, _OLD_MORE, delimiters="\t,")
    for text in table.told:
        reading.report(text)
    found = ((_from_new if new else _from_old)(line, row, reading) for line, row in table.rows)
    entries = [entity for entity in found if entity is not None]
    newest = max((entry.listed_on for entry in entries if entry.listed_on), default=None)
    if newest is None:
        raise ListFormatError(f"{TITLE}: the file holds no row with a day of denial. {KEEP_LAST_GOOD}")
    return ParsedList(tuple(entries), newest, f"denials to {newest}", tuple(reading.unread), tuple(reading.rejected))


def _underscored(raw: bytes, header: str) -> bytes:
    """The page's own table names its columns with blanks, the file with underscores."""
    if "Name_and_Address" in header:
        return raw
    text = decode_text(raw, TITLE)
    for name in _NEW:
        text = text.replace(name.replace("_", " "), name, 1)
    return text.encode()


def _from_new(line: int, row: dict[str, str], reading: Reading) -> ListedEntity | None:
    parts = [plain(part) for part in row["Name_and_Address"].split(",")]
    name = parts.pop(0)
    while parts and _NAME_GOES_ON.match(parts[0]):
        name = f"{name}, {parts.pop(0)}"
    remarks = joined(row["Type of Denial"] and f"Type of denial: {row['Type of Denial']}",
                     row["Expiration_Date"] and f"Expires {row['Expiration_Date']}",
                     row["Appropriate Federal Register Citations"], by="; ")  # fmt: skip
    return _entity(line, name, joined(*parts), _country(parts), (row, remarks), reading)


def _from_old(line: int, row: dict[str, str], reading: Reading) -> ListedEntity | None:
    parts = [row[key] for key in ("Street_Address", "City", "State", "Country", "Postal_Code")]
    country = row["Country"] or ("US" if row["State"] in US_STATES else "")
    if country in US_STATES and place_code(country) is None:  # "NM" has stood in the country's column
        country = "US"
    remarks = joined(row["Standard_Order"] and f"Standard order: {row['Standard_Order']}",
                     row["Expiration_Date"] and f"Expires {row['Expiration_Date']}",
                     row["Action"], row["FR_Citation"], row["Last_Update"] and f"Updated {row['Last_Update']}",
                     by="; ")  # fmt: skip
    return _entity(line, plain(row["Name"]), joined(*parts), country, (row, remarks), reading)


def _country(parts: list[str]) -> str:
    """The two letters before the postal code ("..., PARIS, FR, 75015"), or those of a state where none follow."""
    named = [part for part in parts if part]
    if named and _POSTAL.match(named[-1]):
        named.pop()
    if not named or not re.fullmatch("[A-Z]{2}", named[-1]):
        return ""
    # "MONTGOMERY, AL, , 36112": an empty country slot before the postal code says that AL is the state.
    empty_slot = len(parts) > 1 and not parts[-2]
    return "US" if empty_slot and named[-1] in US_STATES else named[-1]


def _entity(
    line: int, cell: str, address: str, country: str, told: tuple[dict[str, str], str], reading: Reading
) -> ListedEntity | None:
    row, remarks = told
    aliases = [plain(alias) for alias in _AKA.findall(cell)]
    name = plain(_AKA.sub(" ", cell))
    weak = _BRACKETED.findall(name)
    if not name:
        reading.reject(f"line {line}", "names nobody")
        return None
    if weak:
        aliases.append(plain(_BRACKETED.sub(" ", name)))
    effective = reading.day(row["Effective_Date"], _DATE_FORMS, f"Effective_Date (line {line})")
    entity = ListedEntity(
        entry_id=f"{slug(name)}/{effective or '-'}",
        name=name,
        entity_type=EntityType.UNKNOWN,  # BIS does not say
        aliases=as_aliases(name, aliases, weak),
        countries=reading.places((country,), "Country"),
        addresses=(address,) if address else (),
        basis="15 CFR 764.3(a)(2) and 766.25",
        listed_on=effective,
        remarks=remarks,
        source_url=PAGE,
    )
    return reading.once(entity, address)


LIST = ReferenceList(
    title=TITLE,
    publisher="US Department of Commerce, Bureau of Industry and Security",
    kind=ListKind.ENTITIES,
    page=PAGE,
    # The page: the CSV's own name bears its day (dpl_04142026.csv) and is linked from here.
    source=PAGE,
    licence="US Government work (public domain, 17 USC 105)",
    cadence="with each order",
    bounds=Bounds(minimum=490, maximum=1_130),  # 546 rows about 2019, 564 on 2026-04-14
    measure=Measure.INTEGRITY,
    basis="15 CFR 764.3(a)(2) and 766.25",
    parse=parse,
    link_pattern=r"dpl[^/]*\.(?:csv|txt)",
)
