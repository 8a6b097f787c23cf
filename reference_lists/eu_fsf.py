"""EU Consolidated Financial Sanctions List: persons and entities whose funds are frozen under EU regulations. It binds
persons in the EU; for a US buyer a red flag. The Official Journal runs ahead of the file by days to weeks.

Read from the Commission's XML (xmlFullSanctionsList 1.1), as a stream, or its CSV, which has one row for every name,
address, birth date and document of a party.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from reference_lists._values import Reading, as_aliases, blank, day, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, Identifier, ListedEntity, ListKind, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD, decode_text, is_xml, plain
from supplychain.reference.formats_csv import csv_table
from supplychain.reference.formats_stream import Node, xml_stream
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

TITLE = "EU Consolidated Financial Sanctions List"
PAGE = "https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions"

_REQUIRED = ("fileGenerationDate", "Entity_LogicalId", "Entity_Regulation_Programme", "NameAlias_WholeName")
_KINDS = {
    "person": EntityType.PERSON,
    "p": EntityType.PERSON,
    "enterprise": EntityType.ORGANISATION,
    "e": EntityType.ORGANISATION,
}
_DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y")
_SCHEMES = {
    "passport": "passport",
    "id": "national_id",
    "ssn": "national_id",
    "regnumber": "registration",
    "tradelic": "registration",
    "imo": "imo",
    "swiftbic": "bic",
    "fiscalcode": "tax",
    "electid": "national_id",
    "resperm": "national_id",
}
# CSV column prefix → XML element: the CSV writes "Address_City" where the XML has <address city="...">.
_ELEMENTS = {
    "Address": "address",
    "BirthDate": "birthdate",
    "Citizenship": "citizenship",
    "Identification": "identification",
    "NameAlias": "nameAlias",
    "Entity_Regulation": "regulation",
    "Entity": "sanctionEntity",
}
_READ = frozenset({"remark", "regulation", "subjectType", "nameAlias", "address", "birthdate", "citizenship",
                   "identification"})  # fmt: skip
_ADDRESS = ("street", "poBox", "zipCode", "city", "place", "region", "countryDescription", "asAtListingTime")

Values = Mapping[str, str]
# One party: element name → its occurrences, each as attribute → value.
Party = dict[str, list[dict[str, str]]]


def parse(raw: bytes) -> ParsedList:
    """The XML or the CSV as one ListedEntity a logical id."""
    reading = Reading()
    parties, generated = _xml_parties(raw, reading) if is_xml(raw) else _csv_parties(raw, reading)
    if generated is None or not parties:
        raise ListFormatError(f"{TITLE}: the file states no day it was made on, or holds no party. {KEEP_LAST_GOOD}")
    entries = tuple(_entity(logical_id, party, reading) for logical_id, party in parties.items())
    return ParsedList(entries, generated, f"generated {generated}", tuple(reading.unread))


def _xml_parties(raw: bytes, reading: Reading) -> tuple[dict[str, Party], date | None]:
    stream = xml_stream(raw, TITLE, "export", frozenset({"sanctionEntity"}))
    generated = day(next(stream).attributes.get("generationDate", "")[:10], _DATE_FORMS)
    parties: dict[str, Party] = {}
    for node in stream:
        party: Party = {"sanctionEntity": [dict(node.attributes)]}
        for child in node.children:
            if child.name not in _READ:
                reading.report(f"element: {child.name}")
            party.setdefault(child.name, []).append(_values(child))
        parties[node.attributes.get("logicalId", "") or node.attributes.get("euReferenceNumber", "")] = party
    if "" in parties:
        raise ListFormatError(f"{TITLE}: a party has no logicalId. {KEEP_LAST_GOOD}")
    return parties, generated


def _values(node: Node) -> dict[str, str]:
    """The attributes, the element's own text as "text", and that of its children (remark, publicationUrl)."""
    found = dict(node.attributes)
    if node.text:
        found["text"] = node.text
    for child in node.children:
        if child.text:
            found[child.name] = joined(found.get(child.name, ""), child.text, by="; ")
    return found


def _csv_parties(raw: bytes, reading: Reading) -> tuple[dict[str, Party], date | None]:
    header = decode_text(raw, TITLE).lstrip().partition("\n")[0]
    optional = tuple(name for cell in header.split(";") if (name := plain(cell).strip('"')) and name not in _REQUIRED)
    table = csv_table(raw, TITLE, _REQUIRED, optional, delimiters=";,\t")
    for name in optional:
        if not name.startswith(tuple(f"{prefix}_" for prefix in _ELEMENTS)):
            reading.report(f"column: {name}")
    for text in table.faults:
        reading.report(text)
    parties: dict[str, Party] = {}
    generated: date | None = None
    for line, row in table.rows:
        generated = generated or day(row["fileGenerationDate"][:10], _DATE_FORMS)
        if not row["Entity_LogicalId"]:
            raise ListFormatError(f"{TITLE}: line {line} has no Entity_LogicalId. {KEEP_LAST_GOOD}")
        party = parties.setdefault(row["Entity_LogicalId"], {})
        for element, values in _of_row(row).items():
            if values not in party.setdefault(element, []):
                party[element].append(values)
    return parties, generated


def _of_row(row: Values) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for column, value in row.items():
        prefix = next((each for each in _ELEMENTS if column.startswith(f"{each}_")), None)
        if prefix is None or not value:
            continue
        name = column.removeprefix(f"{prefix}_")
        name = name[:1].lower() + name[1:]
        if name.startswith("subjectType"):
            # Both columns have said "person" and "P"; which holds the word differs between files.
            found.setdefault("subjectType", {})["code" if len(value) > 1 else "classificationCode"] = value
        else:
            found.setdefault(_ELEMENTS[prefix], {})[name] = value
    return found


def _entity(logical_id: str, party: Party, reading: Reading) -> ListedEntity:
    own = party.get("sanctionEntity", [{}])[0]
    names = [(name, alias.get("strong", "true").casefold() == "false")
             for alias in party.get("nameAlias", []) if (name := _name(alias))]  # fmt: skip
    if not names:
        raise ListFormatError(f"{TITLE}: the party {logical_id} has no name. {KEEP_LAST_GOOD}")
    primary = next((name for name, weak in names if not weak), names[0][0])
    addresses, citizenships = party.get("address", []), party.get("citizenship", [])
    regulations = party.get("regulation", [])
    programme = joined(*dict.fromkeys(regulation.get("programme", "") for regulation in regulations), by="; ")
    listed = own.get("designationDate") or min(
        filter(None, (r.get("publicationDate", "") for r in regulations)), default=""
    )
    return ListedEntity(
        entry_id=logical_id,
        name=primary,
        entity_type=_kind(party, logical_id, reading),
        aliases=as_aliases(primary, (n for n, weak in names if not weak), (n for n, weak in names if weak)),
        countries=reading.places(_countries((*addresses, *citizenships)), "country"),
        addresses=tuple(dict.fromkeys(filter(None, (_address(address) for address in addresses)))),
        identifiers=tuple(dict.fromkeys(_identifiers(party.get("identification", [])))),
        basis=joined("EU restrictive measures", *dict.fromkeys(r.get("numberTitle", "") for r in regulations), by="; "),
        programme=programme,
        listed_on=reading.day(listed[:10], _DATE_FORMS, f"designationDate ({logical_id})"),
        remarks="; ".join(_remarks(party)),
        source_url=next((url for r in regulations if (url := r.get("publicationUrl", "")).startswith("http")), PAGE),
    )


def _name(alias: Values) -> str:
    parts = (alias.get("firstName", ""), alias.get("middleName", ""), alias.get("lastName", ""))
    return plain(alias.get("wholeName", "")) or joined(*parts, by=" ")


def _kind(party: Party, logical_id: str, reading: Reading) -> EntityType:
    said = [value for subject in (*party.get("subjectType", []), *party.get("sanctionEntity", []))
            for key in ("code", "classificationCode", "subjectType") if (value := subject.get(key, ""))]  # fmt: skip
    for value in said:
        if value.casefold() in _KINDS:
            return _KINDS[value.casefold()]
    reading.report(f"subjectType: {joined(*said) or '(blank)'} ({logical_id})")
    return EntityType.UNKNOWN


def _countries(values: Iterable[Values]) -> Iterator[str]:
    for each in values:
        named = each.get("countryDescription", "")
        yield named if not blank(named) else each.get("countryIso2Code", "").replace("00", "")


def _address(address: Values) -> str:
    return joined(*(address.get(key, "") for key in _ADDRESS[:-1]), address.get("remark", ""))


def _identifiers(documents: Iterable[Values]) -> Iterator[Identifier]:
    for document in documents:
        number = plain(document.get("number", "") or document.get("latinNumber", ""))
        code = document.get("identificationTypeCode", "") or document.get("typeCode", "")
        if number and document.get("knownFalse", "").casefold() != "true":
            yield Identifier(_SCHEMES.get(code.casefold(), "registration"), number)


def _remarks(party: Party) -> Iterator[str]:
    for remark in party.get("remark", []):
        yield remark.get("text", "")
    own = party.get("sanctionEntity", [{}])[0]
    for key in ("remark", "designationDetails", "euReferenceNumber", "eU_ReferenceNumber", "unitedNationId"):
        if own.get(key):
            yield own[key]
    for alias in party.get("nameAlias", []):
        if alias.get("function"):
            yield f"Function: {alias['function']}"
    for birth in party.get("birthdate", []):
        when = birth.get("birthdate", "") or birth.get("birthDate", "") or birth.get("year", "")
        where = joined(birth.get("city", ""), birth.get("place", ""), birth.get("countryDescription", ""))
        yield joined("DOB", when, where, by=" ")
    for document in party.get("identification", []):
        yield joined(document.get("identificationTypeDescription", "") or document.get("typeDescription", ""),
                     document.get("number", ""), document.get("remark", ""), by=" ")  # fmt: skip


LIST = ReferenceList(
    title=TITLE,
    publisher="European Commission, DG FISMA",
    kind=ListKind.ENTITIES,
    page=PAGE,
    # The token is public and the same for everyone: base64 of "token-2017".
    source="https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",
    licence="European Commission reuse decision 2011/833/EU",
    cadence="with each change",
    bounds=Bounds(
        minimum=4_370, maximum=12_000
    ),  # 3,400 persons and 970 organisations at least (OpenSanctions asserts)
    measure=Measure.INTEGRITY,
    basis="EU restrictive measures under Art. 215 TFEU",
    parse=parse,
    health_note="The file is made on request and takes over a minute; the service answers 500 in bursts.",
    fetch_seconds=600,  # the service makes the file while one waits, more than a minute, and often fails at first
)
