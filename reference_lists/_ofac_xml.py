"""How does OFAC's XML (sdnList) become rows? Read as a stream, by local names: its namespace was tempuri.org until the
move to the Sanctions List Service, whose address it has since. Numbers, dates and places are put into the words of the
CSV's Remarks, so that one grammar reads both. The "advanced" XML is another format and is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
Fields = Mapping[str, str]
Groups = Mapping[str, tuple[Node, ...]]
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
    own, groups = entry.fields(), entry.groups()
    for name in groups:
        if name not in _READ:
            reading.report(f"element: {name} (in sdnEntry {own.get('uid', '')})")
    akas = [aka.fields() for aka in _items(groups, "akaList", "aka")]
    for aka in akas:
        if aka.get("type", "a.k.a.") not in _AKA_TYPES:
            reading.report(f"aka type: {aka['type']}")
    addresses = [address.fields() for address in _items(groups, "addressList", "address")]
    vessels = groups.get("vesselInfo", ())
    return (
        own.get("uid", ""),
        _name(own),
        own.get("sdnType", ""),
        "; ".join(program.text for program in _items(groups, "programList", "program") if program.text),
        "; ".join(filter(None, _clauses(own, groups))),
        tuple([_name(aka) for aka in akas if aka.get("category") != "weak"]),
        tuple([_name(aka) for aka in akas if aka.get("category") == "weak"]),
        tuple(filter(None, [_address(address) for address in addresses])),
        (*[address.get("country", "") for address in addresses], vessels[0].first("vesselFlag") if vessels else ""),
    )


def _items(groups: Groups, group: str, item: str) -> Iterator[Node]:
    for holder in groups.get(group, ()):
        for child in holder.children:
            if child.name == item:
                yield child


def _name(fields: Fields) -> str:
    """As the CSV writes it: the family name of a person, a comma, the given names."""
    return joined(fields.get("lastName", ""), fields.get("firstName", ""))


def _address(fields: Fields) -> str:
    place = joined(*[fields.get(key, "") for key in ("city", "stateOrProvince", "postalCode")], by=" ")
    lines = [fields.get(key, "") for key in ("address1", "address2", "address3")]
    return joined(*lines, place, fields.get("country", ""))


def _clauses(own: Fields, groups: Groups) -> Iterator[str]:
    if own.get("title"):
        yield f"Title: {own['title']}"
    for vessel in groups.get("vesselInfo", ()):
        for child in vessel.children:
            if child.text:
                yield f"{_VESSEL.get(child.name, child.name)}: {child.text}"
    for group, item, value, words in (
        ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "DOB"),
        ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "POB"),
        ("nationalityList", "nationality", "country", "nationality"),
        ("citizenshipList", "citizenship", "country", "citizen"),
    ):
        texts = [text for one in _items(groups, group, item) for text in one.texts(value)]
        for number, text in enumerate(texts):
            yield f"{'alt. ' if number else ''}{words} {text}"
    for given in _items(groups, "idList", "id"):
        yield _number(given.fields())
    yield own.get("remarks", "").removesuffix(".")


def _number(fields: Fields) -> str:
    country, issued, expires = (fields.get(key, "") for key in ("idCountry", "issueDate", "expirationDate"))
    return joined(
        fields.get("idType", ""),
        fields.get("idNumber", ""),
        f"({country})" if country else "",
        f"issued {issued}" if issued else "",
        f"expires {expires}" if expires else "",
        by=" ",
    )
