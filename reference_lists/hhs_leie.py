"""HHS OIG List of Excluded Individuals/Entities: no federal health-care programme pays for anything an excluded party
furnishes, orders or prescribes, and whoever contracts with one faces civil penalties. The list carries no tax number: a
name that is met is verified on exclusions.oig.hhs.gov.

Read from UPDATED.csv. Persons are kept beside businesses: a sole practitioner may be a supplier.
"""

from __future__ import annotations

from collections.abc import Iterator

from reference_lists._values import Reading, as_aliases, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, EntryStatus, Identifier, ListedEntity, ListKind, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD, plain, slug
from supplychain.reference.formats_csv import CsvStream
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList
from supplychain.text.places import US_STATES

TITLE = "HHS OIG List of Excluded Individuals/Entities"
PAGE = "https://oig.hhs.gov/exclusions/exclusions_list.asp"

_REQUIRED = ("LASTNAME", "FIRSTNAME", "BUSNAME", "EXCLTYPE", "EXCLDATE", "REINDATE")
_OPTIONAL = ("MIDNAME", "GENERAL", "SPECIALTY", "UPIN", "NPI", "DOB", "ADDRESS", "CITY", "STATE", "ZIP", "WAIVERDATE")
# The file says WVRSTATE; public code that expects WAIVERSTATE suggests that it has said so.
_WAIVER_STATES = ("WVRSTATE", "WAIVERSTATE")
_FORMS = ("%Y%m%d",)
_NONE = frozenset("0")  # NPI "0000000000" and dates "00000000" say none
# OIG's record layout gives a business 30 characters and cuts what is longer.
_NAME_LENGTH = 30
_TERRITORIES = frozenset({"PR", "GU", "VI", "AS", "MP"})

# Exclusion type → paragraph of 42 USC. 1128(a) and (b) are read by grammar: "1128a1" is 1320a-7(a)(1).
_OTHER_TYPES = {
    "1128AA": "sec. 1128A(a), 42 USC 1320a-7a(a)",
    "1156": "sec. 1156, 42 USC 1320c-5",
    "1160": "sec. 1160 (former), 42 USC 1320c-9",
    "1162": "sec. 1162 (former)",
    "BRCH CIA": "breach of a corporate integrity agreement, 42 USC 1320a-7(b)(7)",
    "BRCH SA": "breach of a settlement agreement, 42 USC 1320a-7(b)(7)",
    "BREACH": "breach of an agreement, 42 USC 1320a-7(b)(7)",
}


def parse(raw: bytes) -> ParsedList:
    """UPDATED.csv as one ListedEntity a row; ids are name, day of exclusion and ZIP code."""
    table = CsvStream(raw, TITLE, _REQUIRED, (*_OPTIONAL, *_WAIVER_STATES))
    reading = Reading()
    entries = [entity for line, row in table if (entity := _entity(line, row, reading)) is not None]
    for text in table.told:
        reading.report(text)
    newest = max((entry.listed_on for entry in entries if entry.listed_on), default=None)
    if newest is None:
        raise ListFormatError(f"{TITLE}: the file holds no row with a day of exclusion. {KEEP_LAST_GOOD}")
    return ParsedList(tuple(entries), newest, f"exclusions to {newest}", tuple(reading.unread), tuple(reading.rejected))


def _entity(line: int, row: dict[str, str], reading: Reading) -> ListedEntity | None:
    business = plain(row["BUSNAME"])
    person = joined(plain(row["LASTNAME"]), joined(row["FIRSTNAME"], row["MIDNAME"], by=" "))
    name = business or person
    if not name or not row["EXCLTYPE"]:
        reading.reject(f"line {line}", "no name or no exclusion type (EXCLTYPE)")
        return None
    excluded = reading.day(_value(row["EXCLDATE"]), _FORMS, f"EXCLDATE (line {line})")
    state = row["STATE"].upper()
    entity = ListedEntity(
        entry_id="/".join((slug(name), row["EXCLDATE"], row["ZIP"] or "-")),
        name=name,
        entity_type=EntityType.ORGANISATION if business else EntityType.PERSON,
        aliases=as_aliases(name, (person,)) if business and person else (),
        countries=_countries(state),
        addresses=tuple(filter(None, (joined(row["ADDRESS"], row["CITY"], f"{state} {row['ZIP']}".strip()),))),
        identifiers=tuple(_identifiers(row)),
        basis=f"Social Security Act {_basis(row['EXCLTYPE'], reading)}; 42 CFR 1001.1901",
        programme=row["EXCLTYPE"],
        status=_status(row),
        listed_on=excluded,
        remarks="; ".join(_remarks(row, business)),
        source_url=PAGE,
    )
    return reading.once(entity, f"{row['EXCLTYPE']} {row['ADDRESS']}")


def _value(text: str) -> str:
    return "" if set(text) <= _NONE else text


def _countries(state: str) -> tuple[str, ...]:
    if state in _TERRITORIES:
        return (state, "US")
    return ("US",) if state in US_STATES else ()


def _identifiers(row: dict[str, str]) -> Iterator[Identifier]:
    if _value(row["NPI"]):
        yield Identifier("npi", row["NPI"])
    if _value(row["UPIN"]):
        yield Identifier("upin", row["UPIN"])


def _basis(kind: str, reading: Reading) -> str:
    code = kind.strip()
    if code[:5] in ("1128a", "1128b") and code[5:6].isdigit():
        digits = "".join(char for char in code[5:] if char.isdigit())
        paragraph = f"({code[4]})({digits})" + "".join(
            f"({char})" for char in code[5 + len(digits) :] if char.isalpha()
        )
        return f"sec. 1128{paragraph}, 42 USC 1320a-7{paragraph}"
    if code.upper() not in _OTHER_TYPES:
        reading.report(f"EXCLTYPE: {kind}")
    return _OTHER_TYPES.get(code.upper(), f"exclusion type {code}")


def _status(row: dict[str, str]) -> EntryStatus:
    """OIG takes a reinstated party out of the file; a row with a day of reinstatement is history. A waiver lets one
    state pay for stated services and leaves the exclusion in force everywhere else."""
    if _value(row["REINDATE"]):
        return EntryStatus.REMOVED
    return EntryStatus.PARTIAL if _value(row["WAIVERDATE"]) else EntryStatus.ACTIVE


def _remarks(row: dict[str, str], business: str) -> Iterator[str]:
    trade = joined(row["GENERAL"], row["SPECIALTY"])
    if trade:
        yield trade
    if _value(row["DOB"]):
        yield f"DOB {row['DOB']}"
    if _value(row["REINDATE"]):
        yield f"Reinstated {row['REINDATE']}"
    if _value(row["WAIVERDATE"]):
        yield f"Waiver {row['WAIVERDATE']} for {row['WVRSTATE'] or row['WAIVERSTATE'] or 'a state'}"
    if len(business) >= _NAME_LENGTH - 1:  # a blank at the cut is trimmed
        yield "The publisher cuts names at 30 characters: this one may go on"


LIST = ReferenceList(
    title=TITLE,
    publisher="US Department of Health and Human Services, Office of Inspector General",
    kind=ListKind.ENTITIES,
    page=PAGE,
    source="https://oig.hhs.gov/exclusions/downloadables/UPDATED.csv",
    licence="US Government work (public domain, 17 USC 105)",
    cadence="monthly, about the 8th to the 10th",
    bounds=Bounds(minimum=71_000, maximum=166_000),  # about 83,000 rows in 2026-08
    measure=Measure.HEALTHCARE_EXCLUSION,
    basis="Social Security Act sec. 1128 and 1156 (42 USC 1320a-7, 1320c-5); 42 CFR 1001.1901",
    parse=parse,
    health_note="The list carries no tax number: verify a name on exclusions.oig.hhs.gov.",
)
