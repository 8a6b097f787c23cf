"""How does OFAC's XML (sdnList) become rows? Read as a stream, by local names: its namespace was tempuri.org until the
move to the Sanctions List Service, whose address it has since. Numbers, dates and places are put into the words of the
CSV's Remarks, so that one grammar reads both. The "advanced" XML is another format and is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reference_lists._values import Reading, day, joined
from supplychain.errors import ListFormatError
from supplychain.reference.formats import KEEP_LAST_GOOD
from supplychain.reference.formats_stream import Node, xml_stream

_READ = frozenset(
    (
        *("uid", "firstName", "lastName", "title", "sdnType", "remarks", "programList", "idList", "akaList"),
        *("addressList", "nationalityList", "citizenshipList", "dateOfBirthList", "placeOfBirthList", "vesselInfo"),
    )
)
_VESSEL = {
    "callSign": "Vessel Call Sign",
    "vesselType": "Vessel Type",
    "tonnage": "Tonnage",
    "grossRegisteredTonnage": "Gross Registered Tonnage",
    "vesselFlag": "Vessel Flag",
    "vesselOwner": "Vessel Owner",
}
_AKA_TYPES = frozenset({"a.k.a.", "f.k.a.", "n.k.a.", "nee"})
XmlRow = tuple[str, str, str, str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def read_xml(raw: bytes, title: str, reading: Reading) -> tuple[list[XmlRow], date]:
    """The rows (fields in the order of `_ofac.Row`) and the day the list was published.

    Raises ListFormatError where the date is missing or the list's own Record_Count is not the number of entries.
    """
    stream = xml_stream(raw, title, "sdnList", frozenset({"publshInformation", "sdnEntry"}))
    rows: list[XmlRow] = []
    published: date | None = None
    count = ""
    for node in stream:
        if node.name == "publshInformation":
            published, count = day(node.first("Publish_Date"), ("%m/%d/%Y",)), node.first("Record_Count")
        elif node.name == "sdnEntry":
            rows.append(_row(node, reading))
    if published is None or not count.isdigit():
        raise ListFormatError(
            f"{title}: the XML states no publication date or no record count (publshInformation). {KEEP_LAST_GOOD}"
        )
    if int(count) != len(rows):
        raise ListFormatError(
            f"{title}: the XML says it holds {count} records and holds {len(rows)}: it is not whole. {KEEP_LAST_GOOD}"
        )
    return rows, published


def _row(entry: Node, reading: Reading) -> XmlRow:
    for child in entry.children:
        if child.name not in _READ:
            reading.report(f"element: {child.name} (in sdnEntry {entry.first('uid')})")
    akas = [(_name(aka), aka.first("category")) for group in entry.all("akaList") for aka in group.all("aka")]
    for aka_type in entry.texts("akaList", "aka", "type"):
        if aka_type not in _AKA_TYPES:
            reading.report(f"aka type: {aka_type}")
    addresses = [address for group in entry.all("addressList") for address in group.all("address")]
    return (
        entry.first("uid"),
        _name(entry),
        entry.first("sdnType"),
        "; ".join(entry.texts("programList", "program")),
        "; ".join(filter(None, _clauses(entry))),
        tuple(name for name, category in akas if category != "weak"),
        tuple(name for name, category in akas if category == "weak"),
        tuple(filter(None, (_address(address) for address in addresses))),
        (*(address.first("country") for address in addresses), entry.first("vesselInfo", "vesselFlag")),
    )


def _name(node: Node) -> str:
    """As the CSV writes it: the family name of a person, a comma, the given names."""
    return joined(node.first("lastName"), node.first("firstName"))


def _address(address: Node) -> str:
    lines = (address.first(f"address{number}") for number in (1, 2, 3))
    place = joined(address.first("city"), address.first("stateOrProvince"), address.first("postalCode"), by=" ")
    return joined(*lines, place, address.first("country"))


def _clauses(entry: Node) -> Iterator[str]:
    if entry.first("title"):
        yield f"Title: {entry.first('title')}"
    for vessel in entry.all("vesselInfo"):
        for child in vessel.children:
            if child.text:
                yield f"{_VESSEL.get(child.name, child.name)}: {child.text}"
    for group, item, value, words in (
        ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "DOB"),
        ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "POB"),
        ("nationalityList", "nationality", "country", "nationality"),
        ("citizenshipList", "citizenship", "country", "citizen"),
    ):
        for number, text in enumerate(entry.texts(group, item, value)):
            yield f"{'alt. ' if number else ''}{words} {text}"
    for id_list in entry.all("idList"):
        for given in id_list.all("id"):
            yield _number(given)
    yield entry.first("remarks").removesuffix(".")


def _number(node: Node) -> str:
    country = node.first("idCountry")
    issued, expires = node.first("issueDate"), node.first("expirationDate")
    return joined(
        node.first("idType"),
        node.first("idNumber"),
        f"({country})" if country else "",
        f"issued {issued}" if issued else "",
        f"expires {expires}" if expires else "",
        by=" ",
    )
