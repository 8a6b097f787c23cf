"""Switzerland's consolidated sanctions list (SECO): persons, entities and objects under ordinances of the Embargo Act.
It binds persons in Switzerland; for a US buyer a red flag. Parties taken off the list stay in the file: here, history.

Read from SECO's XML (swiss-sanctions-list), as a stream: programmes come first, then targets, then the places that
their addresses point to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from reference_lists._values import Reading, as_aliases, day, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, EntryStatus, Identifier, ListedEntity, ListKind, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD
from supplychain.reference.formats_stream import Node, xml_stream
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

TITLE = "Switzerland SECO Consolidated Sanctions List"
PAGE = "https://www.seco.admin.ch/seco/en/home/Aussenwirtschaftspolitik_Wirtschaftliche_Zusammenarbeit.html"

_RECORDS = frozenset({"sanctions-program", "target", "place"})
_SUBJECTS = {
    "individual": EntityType.PERSON,
    "entity": EntityType.ORGANISATION,
    "object": EntityType.UNKNOWN,
}
_OBJECTS = {"vessel": EntityType.VESSEL, "aircraft": EntityType.AIRCRAFT}
_OF_TARGET = frozenset({*_SUBJECTS, "sanctions-set-id", "foreign-identifier", "modification", "generic-attribute"})
_OF_SUBJECT = frozenset({"identity", "justification", "relation", "other-information", "generic-attribute"})
_OF_IDENTITY = frozenset({"name", "day-month-year", "address", "nationality", "identification-document",
                          "place-of-birth"})  # fmt: skip
_IMO = re.compile(r"\bIMO\b\D{0,12}(\d{7})\b")
_BIC = re.compile(r"\b(?:SWIFT|BIC)\b[^:]*:\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")


def parse(raw: bytes) -> ParsedList:
    """The XML as one ListedEntity a target; the id is its `ssid`."""
    reading = Reading()
    stream = xml_stream(raw, TITLE, "swiss-sanctions-list", _RECORDS)
    made = day(next(stream).attributes.get("date", "")[:10], ("%Y-%m-%d",))
    programmes: dict[str, str] = {}
    places: dict[str, Node] = {}
    targets: list[Node] = []
    for node in stream:
        if node.name == "sanctions-program":
            programmes.update(_programmes(node))
        elif node.name == "place":
            places[node.attributes.get("ssid", "")] = node
        else:
            targets.append(_without_old_states(node))
    if made is None or not targets:
        raise ListFormatError(f"{TITLE}: the XML states no day, or holds no target. {KEEP_LAST_GOOD}")
    entries = tuple(_entity(target, programmes, places, reading) for target in targets)
    return ParsedList(entries, made, f"list of {made}", tuple(reading.unread))


def _programmes(node: Node) -> Iterator[tuple[str, str]]:
    keys = node.all("program-key")
    key = next((k.text for k in keys if k.attributes.get("lang") == "eng"), keys[0].text if keys else "")
    for part in node.all("sanctions-set"):
        yield part.attributes.get("ssid", ""), key


def _without_old_states(target: Node) -> Node:
    """A modification holds whole former states of the target; its kind and day are enough."""
    kept = (child._replace(children=()) if child.name == "modification" else child for child in target.children)
    return target._replace(children=tuple(kept))


def _entity(target: Node, programmes: Mapping[str, str], places: Mapping[str, Node], reading: Reading) -> ListedEntity:
    ssid = target.attributes.get("ssid", "")
    subject = next((child for child in target.children if child.name in _SUBJECTS), None)
    if not ssid or subject is None:
        raise ListFormatError(f"{TITLE}: the target {ssid or '(no ssid)'} is nobody. {KEEP_LAST_GOOD}")
    identities = sorted(subject.all("identity"), key=lambda each: each.attributes.get("main") != "true")
    names = [named for identity in identities for name in identity.all("name") for named in _names(name) if named[0]]
    if not names:
        raise ListFormatError(f"{TITLE}: the target {ssid} has no name. {KEEP_LAST_GOOD}")
    _report_unknown(target, subject, identities, reading)
    kind = _OBJECTS.get(subject.attributes.get("object-type", ""), _SUBJECTS[subject.name])
    primary = names[0][0]
    addresses = [address for identity in identities for address in identity.all("address")]
    remarks = "; ".join(_remarks(target, subject, identities))
    programme = joined(*dict.fromkeys(programmes.get(each, each) for each in target.texts("sanctions-set-id")), by="; ")
    return ListedEntity(
        entry_id=ssid,
        name=primary,
        entity_type=kind,
        aliases=as_aliases(primary, (n for n, weak in names if not weak), (n for n, weak in names if weak)),
        countries=reading.places(
            (*(_country(places.get(a.attributes.get("place-id", ""))) for a in addresses),
             *(_country(each) for identity in identities for each in identity.all("nationality"))), "country",
        ),
        addresses=tuple(dict.fromkeys(filter(None, (_address(address, places) for address in addresses)))),
        identifiers=tuple(dict.fromkeys(_identifiers(identities, remarks))),
        basis=f"Embargo Act (SR 946.231); {programme}",
        programme=programme,
        status=_status(target),
        listed_on=_listed_on(target),
        remarks=remarks,
        source_url=PAGE,
    )  # fmt: skip


def _report_unknown(target: Node, subject: Node, identities: list[Node], reading: Reading) -> None:
    for node, known in ((target, _OF_TARGET), (subject, _OF_SUBJECT), *((each, _OF_IDENTITY) for each in identities)):
        for child in node.children:
            if child.name not in known:
                reading.report(f"element: {child.name} (in {node.name})")


def _names(name: Node) -> Iterator[tuple[str, bool]]:
    """(name, weak): the parts in their order, then the same name in each spelling that all its parts are given in."""
    weak = name.attributes.get("quality") == "low"
    parts = sorted(name.all("name-part"), key=lambda part: int(part.attributes.get("order", "0") or 0))
    yield joined(*(part.first("value") or part.text for part in parts), by=" "), weak
    spelt: dict[tuple[str, str], dict[int, str]] = {}
    for at, part in enumerate(parts):
        for variant in part.all("spelling-variant"):
            key = (variant.attributes.get("lang", ""), variant.attributes.get("script", ""))
            spelt.setdefault(key, {}).setdefault(at, variant.text)
            # Several variants of one part under one key: each makes a name of its own.
            if spelt[key][at] != variant.text:
                spelt.setdefault((*key[:1], f"{key[1]} {variant.text}"), {})[at] = variant.text
    for (_, script), given in spelt.items():
        if len(given) == len(parts) or script.startswith("LATN"):
            words = (given.get(at) or part.first("value") or part.text for at, part in enumerate(parts))
            yield joined(*words, by=" "), weak
        else:  # in part only, and a name is not written in two scripts
            yield joined(*given.values(), by=" "), True


def _country(node: Node | None) -> str:
    """The ISO code of a <country> in a nationality or a place."""
    countries = node.all("country") if node else ()
    return countries[0].attributes.get("iso-code", "") or countries[0].text if countries else ""


def _address(address: Node, places: Mapping[str, Node]) -> str:
    place = places.get(address.attributes.get("place-id", ""))
    where = [] if place is None else [place.first("location"), place.first("area"), place.first("country")]
    return joined(*(child.text for child in address.children), *where)


def _identifiers(identities: list[Node], remarks: str) -> Iterator[Identifier]:
    for identity in identities:
        for document in identity.all("identification-document"):
            scheme = "passport" if "passport" in document.attributes.get("document-type", "") else "national_id"
            yield from (Identifier(scheme, number) for number in document.texts("number"))
    yield from (Identifier("imo", number) for number in _IMO.findall(remarks))
    yield from (Identifier("bic", code) for code in _BIC.findall(remarks))


def _status(target: Node) -> EntryStatus:
    """As the newest modification says; where two are of one day, the first, which SECO writes newest first."""
    newest = max(target.all("modification"), key=lambda m: m.attributes.get("effective-date", ""), default=None)
    gone = newest is not None and newest.attributes.get("modification-type") == "de-listed"
    return EntryStatus.REMOVED if gone else EntryStatus.ACTIVE


def _listed_on(target: Node) -> date | None:
    days = (
        day(m.attributes.get("effective-date", ""), ("%Y-%m-%d",))
        for m in target.all("modification")
        if m.attributes.get("modification-type") == "listed"
    )
    return min((each for each in days if each), default=None)


def _remarks(target: Node, subject: Node, identities: list[Node]) -> Iterator[str]:
    for identity in identities:
        for born in identity.all("day-month-year"):
            stated = (born.attributes.get(key, "") for key in ("day", "month", "year"))
            yield joined("DOB", "-".join(filter(None, stated)), by=" ")
    yield from subject.texts("justification")
    yield from subject.texts("other-information")
    yield from subject.texts("generic-attribute")
    for relation in subject.all("relation"):
        yield joined(relation.attributes.get("relation-type", ""), relation.attributes.get("target-id", ""),
                     relation.first("remark"), by=" ")  # fmt: skip
    for number in target.texts("foreign-identifier"):
        yield f"Foreign identifier {number}"


LIST = ReferenceList(
    title=TITLE,
    publisher="State Secretariat for Economic Affairs (SECO)",
    kind=ListKind.ENTITIES,
    page=PAGE,
    source="https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml"
    "?lang=en&action=downloadXmlGesamtlisteAction",
    licence="Swiss federal open data, free use with source",
    cadence="with each change",
    # OpenSanctions asserts 3,000 persons and 1,500 entities at least; those taken off the list count with them here.
    bounds=Bounds(minimum=4_500, maximum=26_000),
    measure=Measure.INTEGRITY,
    basis="Embargo Act (SR 946.231)",
    parse=parse,
)
