"""How does OFAC publish a list? As four legacy CSV files without headers, or as one XML; both are read into the same
entries. Shared by the SDN list and the consolidated (non-SDN) list.

The CSV is described in OFAC's "SDN data formats" notice: 12, 5, 6 and 2 columns, "-0- " for null, a lone 0x1A at the
end, Remarks over 1,000 characters continued in a comments file. The XML is described in the sdnList schema.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from reference_lists._file_set import is_zip, members, packed_on
from reference_lists._ofac_remarks import read_remarks
from reference_lists._ofac_xml import read_xml
from reference_lists._values import NO_DATE, Reading, as_aliases, blank, joined
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, ListedEntity, Measure
from supplychain.reference.formats import KEEP_LAST_GOOD, decode_text, is_xml, plain
from supplychain.reference.reference_list import ParsedList

ENTRY_PAGE = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="
_END = "\x1a"
_COLUMNS = {"SDN": 12, "ALT": 5, "ADD": 6, "COMMENTS": 2}
_ALIAS_TYPES = frozenset({"aka", "fka", "nka"})
_TYPES = {
    "": EntityType.ORGANISATION,  # OFAC leaves the type of an entity blank in the CSV
    "entity": EntityType.ORGANISATION,
    "individual": EntityType.PERSON,
    "vessel": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
}
# A file without its end mark is taken as whole where the others speak of the same parties to the end: of the last rows,
# this share at most may be unknown to it.
_SLACK = 0.02
# One party in two hundred: a day's update is more, a row edited by hand less.
_SLACK_ADDRESSES = 0.005
_NEWEST = 300
_DAYS = "the files are of different days."


@dataclass(frozen=True, slots=True)
class Publication:
    """What differs between the two lists: the title, the four member names in the order SDN, ALT, ADD, COMMENTS, and
    the law."""

    title: str
    members: tuple[str, str, str, str]
    basis: str
    measure: Measure | None = None


class Row(NamedTuple):
    """One party before its texts are read: as both forms of the list give it."""

    uid: str
    name: str
    kind: str
    programme: str
    remarks: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    addresses: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(slots=True)
class _Files:
    """The parsed rows of the members; `ended` are those that close with their end mark, `lacking` says in
    sentences what is not among them."""

    rows: dict[str, list[list[str]]] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    lacking: list[str] = field(default_factory=list)


def parse_ofac(raw: bytes, publication: Publication) -> ParsedList:
    """A ZIP of the CSV files, the XML, or SDN.CSV alone (for comparing editions; told as lacking its other files).

    Raises ListFormatError where a member is missing, cut or damaged, or the XML's own record count disagrees.
    """
    reading = Reading()
    if is_xml(raw):
        rows, on = read_xml(raw, publication.title, reading)
        found = tuple(reading.once(_entity(Row(*row), publication, reading)[0], row[1]) for row in rows)
        return ParsedList(found, on, f"published {on}", tuple(reading.unread))
    files, on_packed = _files(raw, publication, reading)
    entries, newest = [], date.min
    for row in _joined_rows(files, publication, reading):
        entity, day = _entity(row, publication, reading)
        entries.append(reading.once(entity, row.name))
        newest = max(newest, day or date.min)
    unread, rejected = tuple(reading.unread), tuple(reading.rejected)
    if not entries:
        raise ListFormatError(f"{publication.title}: the file holds no party. {KEEP_LAST_GOOD}")
    undated = "the CSV files state no publication date"
    if on_packed:
        as_of, edition = on_packed, f"files of {on_packed}; {undated}"
    elif newest > date.min:
        as_of, edition = newest, f"its entries go up to {newest}; {undated}"
    else:
        as_of, edition = NO_DATE, undated
    return ParsedList(tuple(entries), as_of, edition, unread, rejected, tuple(files.lacking), on_packed is not None)


def _files(raw: bytes, publication: Publication, reading: Reading) -> tuple[_Files, date | None]:
    files = _Files()
    if not is_zip(raw):
        _add(files, "SDN", raw, publication.title)
        if "SDN" not in files.ended:
            raise ListFormatError(
                f"{publication.title}: the file lacks the mark (0x1A) that ends OFAC's files, so it is cut short. "
                f"{KEEP_LAST_GOOD}"
            )
        names = ", ".join(publication.members[1:])
        files.lacking.append(
            f"{publication.members[0]} came alone, without the aliases, addresses and remarks of {names}; give all of "
            "them, as one folder or ZIP, or the XML."
        )
        return files, None
    found = members(raw, publication.title)
    missing = [name for name in publication.members[:3] if name not in found]
    if missing:
        raise ListFormatError(
            f"{publication.title}: the ZIP lacks {', '.join(missing)}; it holds {', '.join(found) or 'nothing'}. "
            f"{KEEP_LAST_GOOD}"
        )
    for role, name in zip(_COLUMNS, publication.members, strict=True):
        if name in found:
            _add(files, role, found.pop(name), f"{publication.title}: {name}")
        else:
            reading.report(f"{name}: not given; Remarks of more than 1,000 characters are cut")
    for name in found:
        reading.report(f"{name}: not a file of this list")
    _check_whole(files, publication)
    _check_one_day(files, publication)
    return files, packed_on(raw)


def _add(files: _Files, role: str, raw: bytes, title: str) -> None:
    text = decode_text(raw, title)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text.rstrip(f" \r\n{_END}"), newline=""), strict=True)
    try:
        for cells in reader:
            if len(cells) != _COLUMNS[role] or not cells[0].strip().isdigit():
                raise ListFormatError(
                    f"{title}, line {reader.line_num}: {_COLUMNS[role]} columns are expected, the first a number; "
                    f"it has {len(cells)}. {KEEP_LAST_GOOD}"
                )
            rows.append([_value(cell) for cell in cells])
    except csv.Error as error:
        raise ListFormatError(f"{title}, line {reader.line_num}: damaged ({error}). {KEEP_LAST_GOOD}") from error
    files.rows[role] = rows
    if text.rstrip(" \r\n").endswith(_END):
        files.ended.add(role)


def _value(cell: str) -> str:
    text = plain(cell)
    return "" if text == "-0-" else text


def _check_whole(files: _Files, publication: Publication) -> None:
    """Refuse a set with a file cut at the end of a line: it lacks its end mark, and the others know parties beyond."""
    own = [row[0] for row in files.rows["SDN"]]
    known = set(own)
    for role, name in zip(_COLUMNS, publication.members, strict=True):
        if role in files.ended or role not in files.rows or role == "COMMENTS":
            continue
        if role == "SDN":
            named = {row[0] for row in files.rows["ADD"]}
            lost = len(named - known) > _SLACK * len(named)
        else:
            tail = set(own[-max(50, int(_SLACK * len(own))) :])
            lost = not any(row[0] in tail for row in files.rows[role])
        if lost:
            raise ListFormatError(
                f"{publication.title}: {name} lacks the mark (0x1A) that ends OFAC's files, and the other files go on "
                f"beyond it: it is cut short. {KEEP_LAST_GOOD}"
            )


def _check_one_day(files: _Files, publication: Publication) -> None:
    """Tell of files that are of different days: new parties would be without their aliases and addresses.

    OFAC writes an address row for every party, if only a blank one (all of 9,043, 442 and 16,989 parties at hand), and
    of any 300 parties in the order of their numbers at least 11 have had another name.
    """
    own = sorted({row[0] for row in files.rows["SDN"]}, key=int)
    with_alias, with_address = ({row[0] for row in files.rows[role]} for role in ("ALT", "ADD"))
    sdn, alt, add = publication.members[:3]
    bare = sum(uid not in with_address for uid in own)
    if bare > _SLACK_ADDRESSES * len(own):
        files.lacking.append(f"{bare:,} parties of {sdn} have no row in {add}: {_DAYS}")
    known = set(own)
    strays = len((with_alias | with_address) - known)
    if strays > _SLACK_ADDRESSES * len(own):
        files.lacking.append(f"{strays:,} parties of {alt} and {add} are not in {sdn}: {_DAYS}")
    if len(own) > _NEWEST and with_alias and not with_alias & set(own[-_NEWEST:]):
        files.lacking.append(f"none of the newest {_NEWEST} parties has a row in {alt}: {_DAYS}")


def _joined_rows(files: _Files, publication: Publication, reading: Reading) -> Iterator[Row]:
    own = {row[0] for row in files.rows["SDN"]}
    grouped = {role: _by_party(files, role, own, publication, reading) for role in ("ALT", "ADD", "COMMENTS")}
    given: set[str] = set()
    for cells in files.rows["SDN"]:
        uid = cells[0]
        first = uid not in given  # the files know parties by number alone: they belong to the first of two
        if not first:
            reading.report(f"ent_num: {uid} stands twice, the second time as {cells[1]}")
        given.add(uid)
        alts = grouped["ALT"].get(uid, ()) if first else ()
        adds = grouped["ADD"].get(uid, ()) if first else ()
        for alt in alts:
            if alt[2] not in _ALIAS_TYPES:
                reading.report(f"{publication.members[1]} type: {alt[2]}")
        overflow = "".join(row[1] for row in grouped["COMMENTS"].get(uid, ())) if first else ""
        yield Row(
            uid=uid,
            name=cells[1],
            kind=cells[2],
            programme=cells[3].replace("] [", "; ").strip("[]"),
            remarks="; ".join(filter(None, (_csv_particulars(cells), cells[11] + overflow, *(a[4] for a in alts)))),
            strong=tuple(alt[3] for alt in alts),
            weak=(),
            addresses=tuple(filter(None, (joined(*add[2:5], f"({add[5]})" if add[5] else "") for add in adds))),
            places=(*(add[4] for add in adds), cells[9]),
        )


def _csv_particulars(cells: list[str]) -> str:
    labels = ("Title", "Vessel Call Sign", "Vessel Type", "Tonnage", "Gross Registered Tonnage", "Vessel Flag",
              "Vessel Owner")  # fmt: skip
    return particulars(zip(labels, cells[4:11], strict=True))


def particulars(labelled: Iterable[tuple[str, str]]) -> str:
    """Labelled values as clauses of Remarks; blank ones left out."""
    return "; ".join(f"{label}: {value}" for label, value in labelled if not blank(value))


def _by_party(
    files: _Files, role: str, own: set[str], publication: Publication, reading: Reading
) -> Mapping[str, list[list[str]]]:
    name = publication.members[list(_COLUMNS).index(role)]
    grouped: defaultdict[str, list[list[str]]] = defaultdict(list)
    for row in files.rows.get(role, ()):
        if row[0] in own:
            grouped[row[0]].append(row)
        else:
            reading.reject(name, f"{joined(*row)} (no such party in {publication.members[0]})")
    return grouped


def _entity(row: Row, publication: Publication, reading: Reading) -> tuple[ListedEntity, date | None]:
    kind = _TYPES.get(row.kind.casefold())
    if kind is None:
        reading.report(f"SDN_Type: {row.kind}")
    if not row.name:
        raise ListFormatError(f"{publication.title}: the party {row.uid} has no name. {KEEP_LAST_GOOD}")
    remarks = read_remarks(row.remarks)
    programme = plain(row.programme)
    entity = ListedEntity(
        entry_id=row.uid,
        name=row.name,
        entity_type=kind or EntityType.UNKNOWN,
        aliases=as_aliases(row.name, row.strong, (*row.weak, *remarks.weak_names)),
        countries=reading.places((*row.places, *remarks.places), "Country"),
        addresses=tuple(dict.fromkeys(row.addresses)),
        identifiers=tuple(remarks.identifiers),
        measure=publication.measure,
        basis=f"{publication.basis}; programme {programme}" if programme else publication.basis,
        programme=programme,
        remarks=row.remarks,
        source_url=ENTRY_PAGE + row.uid,
    )
    return entity, remarks.newest
