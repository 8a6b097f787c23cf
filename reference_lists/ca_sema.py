"""Canada's Consolidated Autonomous Sanctions List: parties under the Special Economic Measures Act and the Justice for
Victims of Corrupt Foreign Officials Act. Binds persons in Canada; for a US buyer a red flag.

Read from Global Affairs Canada's XML, which has no ids of its own: regulation, schedule and item make one. The country
it gives is that of the regulation, not of the party, so that it is the programme and places nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reference_lists._values import Reading, as_aliases, comma_names, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, Identifier, ListedEntity, ListKind, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD, plain, slug, xml_fields, xml_root
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

TITLE = "Canada Consolidated Autonomous Sanctions List (SEMA)"
PAGE = (
    "https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/"
    "consolidated-consolide.aspx"
)

_NEEDED = ("Country", "Item", "DateOfListing")
_READ = frozenset(
    {*_NEEDED, "Schedule", "EntityOrShip", "LastName", "GivenName", "Aliases", "DateOfBirthOrShipBuildDate"}
    | {"ShipIMONumber", "TitleOrShip"}
)
# "Belarusian: Юры ВАСІЛЕВІЧ, Russian: Юрий ВАСИЛЕВИЧ": the language is no part of the name.
_LANGUAGE = r"^[A-Z][a-z]+ ?: *"


def parse(raw: bytes) -> ParsedList:
    """The XML as one ListedEntity a record."""
    reading = Reading()
    entries = []
    for number, record in enumerate(xml_root(raw, TITLE, "data-set"), 1):
        fields = xml_fields(record)
        for name in fields.keys() - _READ:
            reading.report(f"element: {name}")
        missing = [name for name in _NEEDED if not fields.get(name)]
        if missing:
            raise ListFormatError(f"{TITLE}: record {number} has no {', '.join(missing)}. {KEEP_LAST_GOOD}")
        entries.append(reading.once(_entity(fields, number, reading), _name(fields)))
    newest = max((entry.listed_on for entry in entries if entry.listed_on), default=None)
    if newest is None:
        raise ListFormatError(f"{TITLE}: no record bears a date of listing. {KEEP_LAST_GOOD}")
    return ParsedList(tuple(entries), newest, f"listings to {newest}", tuple(reading.unread))


def _name(fields: dict[str, str]) -> str:
    return fields.get("EntityOrShip", "") or joined(fields.get("GivenName", ""), fields.get("LastName", ""), by=" ")


def _entity(fields: dict[str, str], number: int, reading: Reading) -> ListedEntity:
    name, imo = _name(fields), fields.get("ShipIMONumber", "")
    if not name:
        raise ListFormatError(f"{TITLE}: record {number} names nobody. {KEEP_LAST_GOOD}")
    programme = fields["Country"].partition(" / ")[0].strip()
    title, born = fields.get("TitleOrShip", ""), fields.get("DateOfBirthOrShipBuildDate", "")
    kind = EntityType.PERSON
    if fields.get("EntityOrShip"):
        kind = EntityType.VESSEL if imo or title else EntityType.ORGANISATION
    strong, weak = _aliases(fields.get("Aliases", ""))
    schedule = fields.get("Schedule", "")  # the regulations under the Justice for Victims Act have one schedule only
    return ListedEntity(
        entry_id="/".join(filter(None, (slug(text) for text in (programme, schedule, fields["Item"])))),
        name=name,
        entity_type=kind,
        aliases=as_aliases(name, (*_languages(name), *strong), weak),
        identifiers=(Identifier("imo", imo),) if imo else (),
        basis=joined(_act(programme), programme, f"Schedule {schedule}" if schedule else "", f"item {fields['Item']}"),
        programme=programme,
        listed_on=reading.day(fields["DateOfListing"], ("%Y-%m-%d",), "DateOfListing"),
        remarks=joined(
            f"Title or ship type: {title}" if title else "",
            f"{'DOB' if kind is EntityType.PERSON else 'Built'} {born}" if born else "",
            by="; ",
        ),
        source_url=PAGE,
    )


def _act(programme: str) -> str:
    return "Canada" if "Act" in programme or "Regulations" in programme else "Special Economic Measures Act (Canada)"


def _languages(name: str) -> Iterator[str]:
    """The English and the French name of "Iran Khodro/Iran Khodro (fr)"; "A/S" is no pair."""
    parts = [plain(part) for part in name.split("/")]
    if len(parts) == 2 and all(len(part) > 3 for part in parts):
        yield from parts


def _aliases(cell: str) -> tuple[list[str], list[str]]:
    """The names in an alias cell, which has no one separator. A lone word between commas may be half a name: weak."""
    strong: list[str] = []
    weak: list[str] = []
    for text in cell.split(";"):
        pieces = [re.sub(_LANGUAGE, "", plain(piece)) for piece in comma_names(text)]
        if len(pieces) == 2:  # perhaps one name, family name first
            strong.append(plain(text))
        for piece in pieces:
            lone = len(pieces) > 1 and " " not in piece and "-" not in piece
            (weak if lone else strong).append(piece)
            strong.extend(_languages(piece))
    return strong, weak


LIST = ReferenceList(
    title=TITLE,
    publisher="Global Affairs Canada",
    kind=ListKind.ENTITIES,
    page=PAGE,
    source="https://www.international.gc.ca/world-monde/assets/office_docs/"
    "international_relations-relations_internationales/sanctions/sema-lmes.xml",
    licence="Open Government Licence - Canada",
    cadence="with each amendment",
    bounds=Bounds(minimum=4_280, maximum=9_500),  # 4,759 records in 2025-03
    measure=Measure.INTEGRITY,
    basis="Special Economic Measures Act (S.C. 1992, c. 17); Justice for Victims of Corrupt Foreign Officials Act",
    parse=parse,
)
