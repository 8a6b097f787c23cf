"""OpenSanctions bulk data: many public lists under one format. Off until an operator refreshes it, since its licence
(CC BY-NC 4.0) does not cover commercial use; its absence is therefore no gap in a screening's coverage.

Read from targets.simple.csv, or from entities.ftm.json (one FollowTheMoney object a line). It repeats lists we read at
their source, and can stand in for DHS or CBP where those pages block.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from reference_lists._values import NO_DATE, Reading, as_aliases, day, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, Identifier, ListedEntity, ListKind, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD, plain, text_encoding
from supplychain.reference.formats_csv import CsvStream
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

TITLE = "OpenSanctions"
PAGE = "https://www.opensanctions.org/datasets/sanctions/"
_ENTITY_PAGE = "https://www.opensanctions.org/entities/"
_BASIS = "as stated by the lists that OpenSanctions collects"

_REQUIRED = ("id", "schema", "name", "aliases", "countries", "addresses", "identifiers", "dataset", "last_seen")
# program_ids came after 2025-05.
_OPTIONAL = ("birth_date", "sanctions", "phones", "emails", "program_ids", "first_seen", "last_change")

_SCHEMATA = {
    "Person": EntityType.PERSON,
    "Company": EntityType.ORGANISATION,
    "Organization": EntityType.ORGANISATION,
    "PublicBody": EntityType.ORGANISATION,
    "LegalEntity": EntityType.UNKNOWN,
    "Vessel": EntityType.VESSEL,
    "Airplane": EntityType.AIRCRAFT,
}
# FollowTheMoney objects that are no parties: addresses, links between parties, documents, assets.
_NO_PARTIES = frozenset(
    (
        *("Address", "Associate", "Asset", "BankAccount", "CryptoWallet", "Debt", "Directorship", "Document"),
        *("Employment", "Family", "Identification", "Membership", "Occupancy", "Ownership", "Passport", "Payment"),
        *("Position", "Project", "ProjectParticipant", "RealEstate", "Representation", "Sanction", "Security"),
        *("Succession", "Thing", "UnknownLink", "Vehicle", "Article", "Event", "Contract", "ContractAward"),
    )
)
_NUMBERS = {
    "registrationNumber": "registration",
    "ogrnCode": "registration",
    "uscCode": "registration",
    "okpoCode": "registration",
    "taxNumber": "tax",
    "innCode": "tax",
    "vatCode": "tax",
    "leiCode": "lei",
    "swiftBic": "bic",
    "dunsCode": "duns",
    "uniqueEntityId": "uei",
    "cageCode": "cage",
    "npiCode": "npi",
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "isinCode": "isin",
    "passportNumber": "passport",
    "idNumber": "national_id",
    "website": "website",
    "email": "email",
    "phone": "phone",
}
_PLACES = ("country", "jurisdiction", "mainCountry", "nationality", "citizenship", "flag")
# States that are no more, and unions: they place nobody.
_NO_PLACES = frozenset({"suhh", "yucs", "csxx", "csh", "cshh", "dd", "ddde", "eu", "zz", "zr", "an", "xx"})


def parse(raw: bytes) -> ParsedList:
    """Either file as one ListedEntity a party; ids are OpenSanctions' own, earlier ones stand in the remarks."""
    reading = Reading()
    entries: list[ListedEntity] = []
    newest = ""
    # One record at a time: the whole collection is a hundred megabytes, and three times that as Python's own values.
    for entity, seen in _from_ftm(raw, reading) if raw[:64].lstrip()[:1] == b"{" else _from_csv(raw, reading):
        entries.append(reading.once(entity))
        newest = max(newest, seen)
    if not entries:
        raise ListFormatError(f"{TITLE}: the file holds no party. {KEEP_LAST_GOOD}")
    as_of = day(newest[:10], ("%Y-%m-%d",))
    edition = f"seen to {newest}" if as_of else "states no date"
    return ParsedList(tuple(entries), as_of or NO_DATE, edition, tuple(reading.unread))


def _from_csv(raw: bytes, reading: Reading) -> Iterator[tuple[ListedEntity, str]]:
    table = CsvStream(raw, TITLE, _REQUIRED, _OPTIONAL)
    for line, row in table:
        if not row["id"] or not row["name"]:
            raise ListFormatError(f"{TITLE}: line {line} has no id or no name. {KEEP_LAST_GOOD}")
        numbers = [*(_number(value) for value in _values(row["identifiers"]))]
        numbers += [Identifier("phone", value) for value in _values(row["phones"])]
        numbers += [Identifier("email", value) for value in _values(row["emails"])]
        born = joined(*_values(row["birth_date"]))
        entity = ListedEntity(
            entry_id=row["id"],
            name=plain(row["name"]),
            entity_type=_kind(row["schema"], reading),
            aliases=as_aliases(plain(row["name"]), _values(row["aliases"])),
            countries=_places(_values(row["countries"]), reading),
            addresses=tuple(_values(row["addresses"])),
            identifiers=tuple(dict.fromkeys(numbers)),
            basis=_BASIS,
            programme=joined(*_values(row["program_ids"]), by="; ") or row["dataset"],
            listed_on=day(row["first_seen"][:10], ("%Y-%m-%d",)),
            remarks=joined(f"DOB {born}" if born else "", *_values(row["sanctions"]), row["dataset"], by="; "),
            source_url=_ENTITY_PAGE + row["id"],
        )
        yield entity, max(row["last_seen"], row["last_change"])
    for text in table.told:
        reading.report(text)


def _values(cell: str) -> list[str]:
    """The values of a cell: joined by ";", and quoted as CSV where they hold one."""
    if not cell:
        return []
    return [text for value in next(csv.reader([cell], delimiter=";")) if (text := plain(value).strip('"'))]


def _number(value: str) -> Identifier:
    imo = value.removeprefix("IMO").strip()
    return Identifier("imo", imo) if value.startswith("IMO") and imo.isdigit() else Identifier("registration", value)


def _kind(schema: str, reading: Reading) -> EntityType:
    if schema not in _SCHEMATA:
        reading.report(f"schema: {schema}")
    return _SCHEMATA.get(schema, EntityType.UNKNOWN)


def _places(codes: list[str], reading: Reading) -> tuple[str, ...]:
    """FollowTheMoney writes ISO codes in lower case, and a few of its own for parts of countries ("ge-ab")."""
    return reading.places(
        (code.partition("-")[0].upper() for code in codes if code.casefold() not in _NO_PLACES), "countries"
    )


def _from_ftm(raw: bytes, reading: Reading) -> Iterator[tuple[ListedEntity, str]]:
    for line, text in enumerate(io.TextIOWrapper(io.BytesIO(raw), text_encoding(raw, TITLE), newline="\n"), 1):
        if not text.strip():
            continue
        try:
            read = json.loads(text)
        except ValueError as error:
            raise ListFormatError(
                f"{TITLE}: line {line} is no JSON object, the file is cut short or damaged ({error}). {KEEP_LAST_GOOD}"
            ) from error
        schema = read.get("schema") if isinstance(read, dict) else None
        if not isinstance(schema, str) or not isinstance(read.get("properties"), dict) or not read.get("id"):
            raise ListFormatError(f'{TITLE}: line {line} has no "id", "schema" or "properties". {KEEP_LAST_GOOD}')
        if schema in _NO_PARTIES or read.get("target") is False:
            continue
        yield _ftm_entity(read, schema, reading), max(str(read.get(key, "")) for key in ("last_seen", "last_change"))


def _ftm_entity(read: Mapping[str, Any], schema: str, reading: Reading) -> ListedEntity:
    properties: dict[str, list[str]] = {
        key: [plain(str(value)) for value in values if isinstance(value, str | int)]
        for key, values in read["properties"].items()
        if isinstance(values, list)
    }
    names = properties.get("name", [])
    name = plain(str(read.get("caption", ""))) or (names[0] if names else str(read["id"]))
    strong = [*names, *properties.get("alias", []), *properties.get("previousName", [])]
    numbers = [Identifier(scheme, value) for key, scheme in _NUMBERS.items() for value in properties.get(key, [])]
    born, notes = properties.get("birthDate", []), properties.get("notes", [])
    referents = [str(each) for each in read.get("referents", []) if each != read["id"]]
    return ListedEntity(
        entry_id=str(read["id"]),
        name=name,
        entity_type=_kind(schema, reading),
        aliases=as_aliases(name, strong, properties.get("weakAlias", [])),
        countries=_places([code for key in _PLACES for code in properties.get(key, [])], reading),
        addresses=tuple(dict.fromkeys(properties.get("address", []))),
        identifiers=tuple(dict.fromkeys(numbers)),
        basis=_BASIS,
        programme=joined(*(str(each) for each in read.get("datasets", [])), by="; "),
        listed_on=day(str(read.get("first_seen", ""))[:10], ("%Y-%m-%d",)),
        remarks=joined(
            *(f"DOB {each}" for each in born), *properties.get("topics", []), *notes,
            f"Also known under the ids {', '.join(referents)}" if referents else "", by="; ",
        ),
        source_url=_ENTITY_PAGE + str(read["id"]),
    )  # fmt: skip


LIST = ReferenceList(
    title=TITLE,
    publisher="OpenSanctions Datenbanken GmbH",
    kind=ListKind.ENTITIES,
    page=PAGE,
    source="https://data.opensanctions.org/datasets/latest/sanctions/targets.simple.csv",
    licence="CC BY-NC 4.0: commercial use needs a licence from OpenSanctions",
    cadence="daily",
    # Whichever set an operator takes: one small source (the UFLPA list, about 150) to the whole collection.
    bounds=Bounds(minimum=100, maximum=1_000_000),
    measure=Measure.INTEGRITY,
    basis=_BASIS,
    parse=parse,
    optional=True,
)
