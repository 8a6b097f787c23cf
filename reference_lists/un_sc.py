"""UN Security Council Consolidated List: persons and entities under targeted UN measures (asset freeze, travel ban,
arms embargo) that member states carry out. For a US buyer a red flag; OFAC lists most of these parties itself.

Read from the Security Council's XML, as a stream, strictly: a copy with broken bytes is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reference_lists._values import Reading, as_aliases, day, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, Identifier, ListedEntity, ListKind, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD
from supplychain.reference.formats_stream import Node, xml_stream
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

TITLE = "UN Security Council Consolidated List"
PAGE = "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list"

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_WEAK = "low"  # QUALITY is Good or Low for persons, a.k.a. or f.k.a. for entities
_QUALITIES = frozenset({"", "good", "low", "a.k.a.", "f.k.a."})
# Repeats what other elements say, or is the publisher's own book-keeping.
_IGNORED = frozenset({"VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD", "LIST_TYPE"})
_READ = frozenset({"DATAID", *_NAME_PARTS, "UN_LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON", "NAME_ORIGINAL_SCRIPT"})
# Child → the words it has in the remarks.
_TOLD = {
    "TITLE": "Title",
    "DESIGNATION": "Designation",
    "GENDER": "Gender",
    "NATIONALITY": "Nationality",
    "NATIONALITY2": "Nationality",
    "INDIVIDUAL_DATE_OF_BIRTH": "DOB",
    "INDIVIDUAL_PLACE_OF_BIRTH": "POB",
    "INDIVIDUAL_DOCUMENT": "Document",
    "SUBMITTED_BY": "Submitted by",
    "SUBMITTED_ON": "Submitted on",
    "DELISTED_ON": "Delisted on",
    "LAST_DAY_UPDATED": "Updated",
    "COMMENTS1": "",
}
_GROUPS = frozenset({"INDIVIDUAL_ALIAS", "ENTITY_ALIAS", "INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS"})
_IMO = r"IMO\)?(?:\s+[Nn]umber)?\s*:?\s*(\d{7})\b"
_PASSPORT = r"pass?(?:port|eport|aporte)"


def parse(raw: bytes) -> ParsedList:
    """The XML as one ListedEntity an INDIVIDUAL or ENTITY; the id is the list's permanent reference number."""
    reading = Reading()
    stream = xml_stream(raw, TITLE, "CONSOLIDATED_LIST", frozenset({"INDIVIDUAL", "ENTITY"}))
    generated = day(next(stream).attributes.get("dateGenerated", "")[:10], ("%Y-%m-%d",))
    entries = [reading.once(_entity(node, reading), node.first("DATAID")) for node in stream]
    if generated is None or not entries:
        raise ListFormatError(
            f"{TITLE}: the XML states no day it was generated on, or holds no party. {KEEP_LAST_GOOD}"
        )
    return ParsedList(tuple(entries), generated, f"generated {generated}", tuple(reading.unread))


def _entity(node: Node, reading: Reading) -> ListedEntity:
    name = joined(*(node.first(part) for part in _NAME_PARTS), by=" ")
    reference = node.first("REFERENCE_NUMBER") or node.first("DATAID")
    if not name or not reference:
        raise ListFormatError(f"{TITLE}: a party has no name or no number ({name or reference}). {KEEP_LAST_GOOD}")
    for child in node.children:
        if child.name not in _READ | _GROUPS | _IGNORED and child.name not in _TOLD:
            reading.report(f"element: {child.name} ({reference})")
    strong, weak, notes = _aliases(node, reading)
    addresses = [*node.all("INDIVIDUAL_ADDRESS"), *node.all("ENTITY_ADDRESS")]
    remarks = "; ".join((*_remarks(node), *notes))
    programme = node.first("UN_LIST_TYPE")
    return ListedEntity(
        entry_id=reference,
        name=name,
        entity_type=EntityType.PERSON if node.name == "INDIVIDUAL" else EntityType.ORGANISATION,
        aliases=as_aliases(name, strong, weak),
        countries=reading.places(
            (*(a.first("COUNTRY") for a in addresses), *node.texts("NATIONALITY", "VALUE")), "COUNTRY"
        ),
        addresses=tuple(dict.fromkeys(filter(None, (_words(address) for address in addresses)))),
        identifiers=tuple(dict.fromkeys(_identifiers(node, remarks))),
        basis=f"UN Security Council sanctions, {programme} regime, {reference}",
        programme=programme,
        listed_on=reading.day(node.first("LISTED_ON")[:10], ("%Y-%m-%d",), "LISTED_ON"),
        remarks=remarks,
        source_url=PAGE,
    )


def _aliases(node: Node, reading: Reading) -> tuple[list[str], list[str], list[str]]:
    """Strong names, weak names, and what is noted on them. A cell may hold several names, parted by "; "."""
    strong = [part for text in node.texts("NAME_ORIGINAL_SCRIPT") for part in text.split(";")]
    weak: list[str] = []
    notes: list[str] = []
    for alias in (*node.all("INDIVIDUAL_ALIAS"), *node.all("ENTITY_ALIAS")):
        quality = alias.first("QUALITY").casefold()
        if quality not in _QUALITIES:
            reading.report(f"QUALITY: {quality}")
        names = [part for text in alias.texts("ALIAS_NAME") for part in text.split(";")]
        (weak if quality == _WEAK else strong).extend(names)
        further = joined(*(child.text for child in alias.children if child.name not in ("QUALITY", "ALIAS_NAME")))
        if further:
            notes.append(f"Alias {'; '.join(names)}: {further}")
    return strong, weak, notes


def _remarks(node: Node) -> Iterator[str]:
    for child in node.children:
        label = _TOLD.get(child.name)
        words = _words(child)
        if label is not None and words:
            yield f"{label}: {words}" if label else words


def _words(node: Node) -> str:
    """All texts in an element, in published order."""
    return joined(node.text, *(_words(child) for child in node.children))


def _identifiers(node: Node, remarks: str) -> Iterator[Identifier]:
    for document in node.all("INDIVIDUAL_DOCUMENT"):
        kind = joined(document.first("TYPE_OF_DOCUMENT"), document.first("TYPE_OF_DOCUMENT2"), by=" ")
        scheme = "passport" if re.search(_PASSPORT, kind, re.IGNORECASE) else "national_id"
        yield from (Identifier(scheme, number) for number in document.texts("NUMBER"))
    if node.name == "ENTITY":
        yield from (Identifier("imo", number) for number in re.findall(_IMO, remarks))


LIST = ReferenceList(
    title=TITLE,
    publisher="United Nations Security Council",
    kind=ListKind.ENTITIES,
    page=PAGE,
    source="https://scsanctions.un.org/resources/xml/en/consolidated.xml",
    licence="UN terms of use; facts of public record",
    cadence="with each change",
    bounds=Bounds(minimum=900, maximum=2_006),  # 730 persons and 273 entities on 2026-02-27
    measure=Measure.INTEGRITY,
    basis="UN Security Council sanctions resolutions",
    parse=parse,
)
