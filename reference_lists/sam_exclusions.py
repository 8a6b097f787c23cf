"""SAM.gov Exclusions: an excluded party may not receive a federal contract, nor a sub-award that the rules cover; who
spends federal money must check. It repeats the exclusions of HHS and OFAC, each under its own law on its own list.

Read from the public extract V2, as the ZIP that SAM serves or as the CSV in it. The extract comes from the documented
interface where the operator has a key, else from an undocumented service; or the file is taken by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import blake2b

from reference_lists._file_set import is_zip, members
from reference_lists._values import Reading, as_aliases, blank, comma_names, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, EntryStatus, Identifier, ListedEntity, ListKind, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD, plain, slug
from supplychain.reference.formats_csv import CsvStream, Row
from supplychain.reference.reference_list import Bounds, KeyedApi, ParsedList, ReferenceList

TITLE = "SAM.gov Exclusions"
PAGE = "https://sam.gov/data-services/Exclusions/Public%20V2"

_REQUIRED = ("Classification", "Name", "First", "Last", "Country", "Excluding Agency", "Exclusion Type", "Active Date",
             "Termination Date", "Cross-Reference")  # fmt: skip
_OPTIONAL = ("Prefix", "Middle", "Suffix", "Address 1", "Address 2", "City", "State / Province", "Zip Code",
             "Unique Entity ID", "Exclusion Program", "CT Code", "Additional Comments", "Record Status", "SAM Number",
             "CAGE", "NPI", "Creation_Date", "Address 3", "Address 4")  # fmt: skip
_IGNORED = ("Open Data Flag", "Blank (Deprecated)", "DUNS")  # SAM's own book-keeping; DUNS left the file in 2022
_FORMS = ("%m/%d/%Y", "%Y-%m-%d")
_KINDS = {
    "firm": EntityType.ORGANISATION,
    "special entity designation": EntityType.ORGANISATION,
    "individual": EntityType.PERSON,
    "vessel": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
}
_STATUSES = {"": EntryStatus.ACTIVE, "active": EntryStatus.ACTIVE, "inactive": EntryStatus.INACTIVE}
_ALSO = re.compile(r"\(\s*also\b", re.IGNORECASE)
_TRADING_AS = re.compile(r"\s+D/?B/?A\s+", re.IGNORECASE)
# Rows under sec. 889 (ZTE and others) limit certain products: "The entity is not itself excluded."
_NOT_EXCLUDED = "not itself excluded"
# "SAM_Exclusions_Public_Extract_V2_26265.CSV": year and day of the year.
_DAY_IN_NAME = re.compile(r"_(\d\d)(\d{3})\.CSV$")


def parse(raw: bytes) -> ParsedList:
    """The extract as one ListedEntity a row; the id is the SAM number, or name and day where a row has none."""
    reading = Reading()
    csv_bytes, on = _unpacked(raw, reading)
    table = CsvStream(csv_bytes, TITLE, _REQUIRED, (*_OPTIONAL, *_IGNORED))
    found = (_entity(line, row, reading) for line, row in _each_once(table))
    entries = [entity for entity in found if entity is not None]
    for text in table.told:
        reading.report(text)
    newest = max((entry.listed_on for entry in entries if entry.listed_on), default=None)
    if newest is None:
        raise ListFormatError(f"{TITLE}: the file holds no row with an active date. {KEEP_LAST_GOOD}")
    return ParsedList(
        tuple(entries), on or newest, f"exclusions to {newest}", tuple(reading.unread), tuple(reading.rejected)
    )


def _each_once(rows: Iterable[Row]) -> Iterator[Row]:
    """A row may stand twice, letter by letter: once is enough. Held by digest, which is a fortieth of the rows."""
    seen: set[bytes] = set()
    for line, row in rows:
        digest = blake2b("\0".join(row.values()).encode(), digest_size=16).digest()
        if digest not in seen:
            seen.add(digest)
            yield line, row


def _unpacked(raw: bytes, reading: Reading) -> tuple[bytes, date | None]:
    if not is_zip(raw):
        return raw, None
    found = members(raw, TITLE)
    tables = [name for name in found if name.endswith(".CSV")]
    if len(tables) != 1:
        raise ListFormatError(
            f"{TITLE}: the ZIP holds {', '.join(found) or 'nothing'} where one CSV is expected. {KEEP_LAST_GOOD}"
        )
    for name in found.keys() - set(tables):
        reading.report(f"file in the ZIP: {name}")
    stated = _DAY_IN_NAME.search(tables[0])
    on = date(2000 + int(stated[1]), 1, 1) + timedelta(days=int(stated[2]) - 1) if stated else None
    return found[tables[0]], on


def _entity(line: int, row: dict[str, str], reading: Reading) -> ListedEntity | None:
    given = joined(row["First"], row["Middle"], by=" ")
    person = joined(joined(row["Last"], row["Suffix"], by=" "), given)
    firm = "" if blank(row["Name"]) else plain(row["Name"])
    name = firm or person
    if not name:
        reading.reject(f"line {line}", "names nobody")
        return None
    kind = _KINDS.get(row["Classification"].casefold())
    if kind is None:
        reading.report(f"Classification: {row['Classification']} (line {line})")
    status = _STATUSES.get(row["Record Status"].casefold())
    if status is None:
        reading.report(f"Record Status: {row['Record Status']} (line {line}); taken as active")
    active = reading.day(row["Active Date"], _FORMS, f"Active Date (line {line})")
    address = joined(*(_given(row[key]) for key in ("Address 1", "Address 2", "Address 3", "Address 4", "City",
                       "State / Province", "Zip Code", "Country")))  # fmt: skip
    entity = ListedEntity(
        entry_id=row["SAM Number"] or f"{slug(name)}/{active or '-'}",
        name=name,
        entity_type=kind or EntityType.UNKNOWN,
        aliases=as_aliases(name, (person,) if firm and person else (), _also(row["Cross-Reference"], reading)),
        countries=reading.places((_given(row["Country"]),), "Country"),
        addresses=(address,) if address else (),
        identifiers=tuple(
            Identifier(scheme, row[key])
            for scheme, key in (("uei", "Unique Entity ID"), ("cage", "CAGE"), ("npi", "NPI"))
            if not blank(row[key]) and set(row[key]) != {"0"}
        ),
        measure=Measure.INTEGRITY if _NOT_EXCLUDED in row["Additional Comments"] else None,
        basis=joined("FAR subpart 9.4; 2 CFR part 180", row["CT Code"] and f"CT code {row['CT Code']}", by="; "),
        programme=joined(row["Excluding Agency"], row["Exclusion Program"], by="; "),
        status=status or EntryStatus.ACTIVE,
        listed_on=active,
        remarks="; ".join(_remarks(row)),
        source_url=PAGE,
    )
    return reading.once(entity, f"{row['Active Date']} {row['Excluding Agency']}")


def _given(text: str) -> str:
    return "" if text.upper() in ("XX", "XXX") else text


def _also(cell: str, reading: Reading) -> Iterator[str]:
    """The names in "(also A , B )": parties excluded in the same matter. Most have a row of their own, so that they are
    weak aliases here."""
    text = plain(cell)
    if blank(text):
        return
    opening = _ALSO.match(text)
    if opening is None:
        reading.report(f"Cross-Reference: {text}")
        return
    for name in comma_names(text[opening.end() :].removesuffix(")").strip()):
        yield from _TRADING_AS.split(name)


def _remarks(row: dict[str, str]) -> Iterator[str]:
    for key in ("Exclusion Type", "Additional Comments", "Prefix"):
        if not blank(row[key]):
            yield plain(row[key])
    if not blank(row["Termination Date"]):
        yield f"Ends: {row['Termination Date']}"
    if not blank(row["Creation_Date"]):
        yield f"Entered: {row['Creation_Date']}"


LIST = ReferenceList(
    title=TITLE,
    publisher="US General Services Administration",
    kind=ListKind.ENTITIES,
    page=PAGE,
    source="https://sam.gov/api/prod/fileextractservices/v1/api/listfiles?domain=Exclusions/Public%20V2&privacy=Public",
    licence="US Government work (public domain, 17 USC 105)",
    cadence="daily",
    bounds=Bounds(minimum=90_000, maximum=330_000),  # about 165,000 rows; OpenSanctions asserts 81,000 persons and more
    measure=Measure.AWARD_EXCLUSION,
    basis="FAR subpart 9.4; 2 CFR part 180",
    parse=parse,
    health_note="SAM.gov names the day's file in a listing (JSON); download it and use `refresh --from`.",
    # The extracts' interface (open.gsa.gov/api/sam-entity-extracts-api): the day's ZIP in one request, of which a
    # personal key has ten a day. The exclusions' own interface gives ten rows a page, 165,000 of which no key allows.
    api=KeyedApi("https://api.sam.gov/data-services/v1/extracts?fileType=EXCLUSION", "?api_key"),
    hosts=("falextracts.s3.amazonaws.com",),  # it sends one on to a signed address there
    link_pattern=r"SAM_Exclusions_Public_Extract_V2_\d{5}\.ZIP",
    link_base="https://sam.gov/api/prod/fileextractservices/v1/api/download/",
)
