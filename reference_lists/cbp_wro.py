"""CBP Withhold Release Orders and Findings: under an order, stated merchandise of a stated party (or a good from a
place) is detained at the border on reasonable suspicion of forced labor; under a Finding it is seized. The importer
may prove within three months that it is not so made. Merchandise out of scope is not held.

Read from CBP's CSV, whose entity cells hold several parties: they are split by hand in cbp_wro.toml. That file also
keeps parties that were released as history, never active.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from reference_lists._party_names import read_party, split_parties
from supplychain.errors import ListFormatError
from supplychain.model import (
    Alias,
    EntityType,
    Entry,
    EntryStatus,
    ListedEntity,
    ListedGood,
    ListKind,
    Measure,
)
from supplychain.reference.formats import plain, slug
from supplychain.reference.formats_csv import csv_table
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList
from supplychain.text.places import country_code

TITLE = "CBP Withhold Release Orders and Findings"
PAGE = "https://www.cbp.gov/trade/forced-labor/withhold-release-orders-and-findings"

_REQUIRED = ("Effective Date", "Country", "WRO/Finding", "Status", "Entity")
# Merchandise was missing from the file between 2025-10 and 2026-06, Modified Date has gone: both may come and go.
_OPTIONAL = ("Merchandise", "Remarks", "Press Release", "Modified Date")
_IGNORED = ("Calendar Year", "Country Code", "Industry")  # each repeats another column, or is CBP's own grouping

_BASIS = {
    Measure.IMPORT_ORDER: "19 USC 1307 (Tariff Act 1930 sec. 307); 19 CFR 12.42-12.44, Withhold Release Order",
    Measure.IMPORT_FINDING: "19 USC 1307 (Tariff Act 1930 sec. 307); 19 CFR 12.42-12.44, Finding",
}
_ID_PREFIX = {Measure.IMPORT_ORDER: "wro", Measure.IMPORT_FINDING: "finding"}
_MEASURES = {
    "wro": Measure.IMPORT_ORDER,
    "withhold release order": Measure.IMPORT_ORDER,
    "finding": Measure.IMPORT_FINDING,
}
_DATE_FORMS = ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d")
_NO_COUNTRY = {"fishing vessels"}  # stands in the Country column of vessel orders

_AKA = re.compile(r",?\s*\ba/k/a\s+|,?\s*\ba\.k\.a\.?\s+|,\s*\baka\s+", re.IGNORECASE)
_VESSEL = re.compile(r"\s*fishing vessel\s*:\s*", re.IGNORECASE)
_OWNED = re.compile(r"\s*fishing vessels? owned by\s+", re.IGNORECASE)
_COLLECTIVE = re.compile(r"\s*\(collectively,?\s+(?:the\s+)?[\"“]?([^()\"”]+)[\"”]?\)", re.IGNORECASE)
_SEAT = re.compile(r"\s*\(of ([^()]+)\)$")

_HAND: dict[str, Any] = tomllib.loads((files(__package__) / "cbp_wro.toml").read_text(encoding="utf-8"))


def _cell_key(text: str) -> str:
    return plain(text).casefold().rstrip(" .;,")


_CELLS: dict[str, Mapping[str, Any]] = {
    **{_cell_key(name): {"parties": [{"name": name}]} for name in _HAND["whole_names"]},
    **{_cell_key(cell["entity"]): cell for cell in _HAND["cell"]},
}
_MERCHANDISE = {_cell_key(text): tuple(scope) for text, scope in _HAND["merchandise"].items()}
_STATUSES = {_cell_key(text): EntryStatus(status) for text, status in _HAND["status"].items()}


@dataclass(frozen=True, slots=True)
class Order:
    """One published row, read but for its entity cell."""

    measure: Measure
    listed_on: date
    country: str
    code: str | None
    merchandise: str
    scope: tuple[str, ...]
    status: EntryStatus
    remarks: str
    source_url: str

    def entry_id(self, *names: str) -> str:
        """`wro/2021-06-23/<name>`: made of published values, so that it outlives better splitting."""
        return "/".join((_ID_PREFIX[self.measure], self.listed_on.isoformat(), *(slug(name) for name in names)))


def parse(raw: bytes) -> ParsedList:
    """CBP's CSV as one ListedEntity a party, one ListedGood a rule, and the parties kept as history."""
    table = csv_table(raw, TITLE, _REQUIRED, (*_OPTIONAL, *_IGNORED))
    unread = [*table.told]
    entries: dict[str, Entry] = {}
    newest = date.min
    for line, row in table.rows:
        if not any(row[column] for column in ("Entity", "Effective Date", "Merchandise", "Status")):
            unread.append(f"line {line} is an empty row but for {', '.join(filter(None, row.values()))}")
            continue
        order = _order(line, row, unread)
        newest = max(newest, order.listed_on)
        for entry in _row_entries(order, plain(row["Entity"]), unread):
            # One day can bring a party two orders for two sorts of merchandise: the second id names its merchandise.
            if entry.entry_id in entries and entries[entry.entry_id] != entry:
                entry = replace(entry, entry_id=f"{entry.entry_id}/{slug(order.merchandise) or 'again'}")
            if entry.entry_id in entries:
                unread.append(f"line {line} repeats {entry.entry_id}")
            entries[entry.entry_id] = entry
    if not entries:
        raise ListFormatError(f"{TITLE}: the file has its columns and no rows. The version held, if any, stays.")
    in_file = {slug(name) for entry in entries.values() if isinstance(entry, ListedEntity) for name in entry.names}
    history = [entry for entry in _history() if slug(entry.name) not in in_file]
    edition = f"orders and findings to {newest}"
    return ParsedList((*entries.values(), *history), newest, edition, tuple(dict.fromkeys(unread)))


def _order(line: int, row: dict[str, str], unread: list[str]) -> Order:
    measure = _MEASURES.get(_cell_key(row["WRO/Finding"]))
    listed_on = _day(row["Effective Date"])
    if measure is None or listed_on is None or not plain(row["Entity"]):
        raise ListFormatError(
            f'{TITLE}: line {line} needs an entity, "WRO" or "Finding" and a date like 6/23/2026; it has '
            f'"{plain(row["Entity"])}", "{row["WRO/Finding"]}" and "{row["Effective Date"]}". '
            "The file may be damaged; the version held, if any, stays."
        )
    country = plain(row["Country"])
    is_place = country.casefold() not in _NO_COUNTRY
    code = country_code(country) if is_place else None
    if is_place and code is None:
        unread.append(f"Country: {country} (line {line})")
    merchandise = plain(row["Merchandise"])
    scope = _MERCHANDISE.get(_cell_key(merchandise))
    if scope is None:
        unread.append(f"Merchandise: {merchandise or '(blank)'} (line {line}); taken as every product")
    status = _STATUSES.get(_cell_key(row["Status"]))
    if status is None:
        unread.append(f"Status: {row['Status'] or '(blank)'} (line {line}); taken as active")
    modified = f" Modified {plain(row['Modified Date'])}." if plain(row["Modified Date"]) else ""
    link = plain(row["Press Release"])
    if link and not link.startswith("https://") and link.casefold() not in ("n/a", "na", "-"):
        unread.append(f"Press Release: {link} (line {line})")
    return Order(
        measure=measure,
        listed_on=listed_on,
        country=country,
        code=code,
        merchandise=merchandise,
        scope=scope or (),
        status=status or EntryStatus.ACTIVE,
        remarks=plain(row["Remarks"]) + modified,
        source_url=link if link.startswith("https://") else PAGE,
    )


def _day(text: str) -> date | None:
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(plain(text), form).date()
        except ValueError:
            continue
    return None


def _row_entries(order: Order, cell: str, unread: list[str]) -> Iterator[Entry]:
    split = _CELLS.get(_cell_key(cell))
    if split is None:
        unread.append(f"Entity: {cell}; read by grammar, add it to cbp_wro.toml")
        split = {"parties": _by_grammar(cell)}
    for rule in split.get("rules", ()):
        yield _good(order, rule)
    for party in split.get("parties", ()):
        yield _entity(order, party)


def _by_grammar(cell: str) -> list[dict[str, Any]]:
    """A cell nobody has split yet: parties at ";" and after closed legal forms, aliases at "a/k/a", the stated reach,
    "(of Nagoya, Japan)" and "Fishing Vessel:"; else the whole cell is one name."""
    parties: list[dict[str, Any]] = []
    for part in cell.split(";"):
        vessel = _VESSEL.match(part)
        owned = _OWNED.match(part)
        together = _COLLECTIVE.findall(part)
        text = _COLLECTIVE.sub("", _OWNED.sub("", _VESSEL.sub("", part)))
        name, *aliases = (plain(each).strip(" ,") for each in _AKA.split(text))
        aliases.extend(plain(each) for each in together)
        seat = _SEAT.search(name)
        party = read_party(_SEAT.sub("", name))
        found: dict[str, Any] = {"extends_to": plain(part) if owned else party.extends_to}
        if vessel:
            found["kind"] = EntityType.VESSEL.value
        if seat:
            found["addresses"] = [seat[1]]
            found["countries"] = [code] if (code := country_code(seat[1].rpartition(",")[2])) else []
        names = split_parties(party.name) or (party.name,)
        parties.extend(found | {"name": each} for each in names if each)
        if names[0] and (aliases or party.aliases):
            parties[-len(names)] |= {
                "aliases": [*aliases, *(alias.name for alias in party.aliases if not alias.weak)],
                "weak": [alias.name for alias in party.aliases if alias.weak],
            }
        parties.extend({"name": subsidiary, "note": f"Subsidiary of {names[0]}."} for subsidiary in party.named)
    return parties


def _entity(order: Order, party: Mapping[str, Any]) -> ListedEntity:
    return ListedEntity(
        entry_id=order.entry_id(party["name"]),
        name=party["name"],
        entity_type=EntityType(party.get("kind", EntityType.ORGANISATION.value)),
        aliases=(
            *(Alias(name) for name in party.get("aliases", ())),
            *(Alias(name, weak=True) for name in party.get("weak", ())),
        ),
        countries=tuple(party.get("countries", (order.code,) if order.code else ())),
        addresses=tuple(party.get("addresses", ())),
        measure=order.measure,
        basis=_BASIS[order.measure],
        programme="Finding" if order.measure is Measure.IMPORT_FINDING else "WRO",
        status=EntryStatus(party.get("status", order.status.value)),
        listed_on=order.listed_on,
        merchandise=order.merchandise,
        scope=order.scope,
        extends_to=party.get("extends_to", ""),
        remarks=" ".join(text for text in (party.get("note", ""), order.remarks) if text),
        source_url=order.source_url,
    )


def _good(order: Order, rule: Mapping[str, Any]) -> ListedGood:
    place = rule.get("place", order.country)
    return ListedGood(
        entry_id=order.entry_id(rule["good"], place),
        good=rule["good"],
        place=place,
        country=rule.get("code", order.code),
        forced_labor=True,
        concepts=tuple(rule["concepts"]),
        measure=order.measure,
        basis=_BASIS[order.measure],
        status=order.status,
        listed_on=order.listed_on,
        remarks=order.remarks,
        source_url=order.source_url,
    )


def _history() -> Iterator[ListedEntity]:
    for past in _HAND["history"]:
        order = Order(
            measure=_MEASURES[past["type"].casefold()],
            listed_on=past["listed_on"],
            country=past["country"],
            code=past["country"],
            merchandise=past["merchandise"],
            scope=_MERCHANDISE[_cell_key(past["merchandise"])],
            status=EntryStatus.REMOVED,
            remarks="",
            source_url=PAGE,
        )
        yield _entity(order, past)


LIST = ReferenceList(
    title=TITLE,
    publisher="US Customs and Border Protection",
    kind=ListKind.ENTITIES,
    page=PAGE,
    # The landing page: the CSV's own name bears a date and is linked from here ("Withhold ... Dataset").
    source="https://www.cbp.gov/document/stats/withhold-release-orders-findings",
    licence="US Government work (public domain, 17 USC 105)",
    cadence="with each order, several times a year",
    bounds=Bounds(minimum=95, maximum=212),  # the parties kept as history count with them
    measure=Measure.IMPORT_ORDER,
    basis=_BASIS[Measure.IMPORT_ORDER],
    parse=parse,
    health_note="cbp.gov refuses some scripted readers; save the CSV by hand and use `refresh --from`.",
    # CBP's own link text read "Withold" for a while.
    link_pattern=r"withh?old.*dataset|withhold-release-orders-findings[^/]*\.csv",
)
