"""UFLPA Entity List: a party is listed where the Forced Labor Enforcement Task Force found that it makes goods with
forced labor in Xinjiang, moves workers out of it, or sources from there under a labor scheme. Its goods are presumed
barred from import; the importer must show by clear and convincing evidence that they are not.

Read from the page of the Department of Homeland Security (HTML, one table a sub-list). No country is published; the
law's parties are of the PRC, and uflpa_entities.toml adds Hong Kong where a notice says so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from urllib.parse import urlencode

from reference_lists._party_names import PartyName, read_party
from supplychain.errors import ListFormatError
from supplychain.model import Alias, ListedEntity, ListKind, Measure
from supplychain.reference.formats import HtmlTable, element_text, html_page, html_tables, slug
from supplychain.reference.reference_list import Bounds, ParsedList, ReferenceList

TITLE = "UFLPA Entity List"
PAGE = "https://www.dhs.gov/uflpa-entity-list"

# Sub-list (iv), exporters, has had prose in place of a table; these three have always had one.
_MUST_HAVE = ("i", "ii", "v")
_SECTION = re.compile(r"2\s*\(d\)\s*\(2\)\s*\(B\)\s*\((i|ii|iii|iv|v|vi)\)")
_LAST_UPDATED = re.compile(r"Last (?:Updated|Published)\s*:\s*(\d\d/\d\d/\d{4})", re.IGNORECASE)

# Each change of the list is a notice of the Forced Labor Enforcement Task Force in the Federal Register, whose search
# asks for no key; the best sign of a change where the page is late or refuses us.
_NOTICES = (
    "https://www.federalregister.gov/api/v1/documents.json?"
    + urlencode(
        {
            "conditions[agencies][]": "homeland-security-department",
            "conditions[term]": '"UFLPA Entity List"',
            "order": "newest",
            "per_page": "100",
            "fields[]": ("title", "publication_date", "html_url"),
        },
        doseq=True,
    )
    + "&conditions%5Bpublication_date%5D%5Bgte%5D={since}"
)
_NOTICE_TITLES = r"\b(?:uflpa|uyghur forced labor prevention act)\W+entity list"

# Keyed by slug: the same party stands on two sub-lists with a comma more or less.
_HAND: dict[str, dict[str, list[str]]] = {
    slug(name): hand
    for name, hand in tomllib.loads((files(__package__) / "uflpa_entities.toml").read_text(encoding="utf-8")).items()
}


def parse(raw: bytes) -> ParsedList:
    """The page's tables as one ListedEntity a row, and one for each subsidiary that a row names."""
    page = html_page(raw, TITLE)
    unread: list[str] = []
    entries: dict[str, ListedEntity] = {}
    sections: list[str] = []
    for table in html_tables(page):
        if not _is_list(table):
            unread.append(f"table: {' | '.join(table.rows[0]) if table.rows else table.heading[-80:]}")
            continue
        found = _SECTION.findall(table.heading)
        if not found:
            raise ListFormatError(
                f'{TITLE}: the table after "{table.heading[-80:]}" names no section 2(d)(2)(B). '
                "The page's layout has changed; the version held, if any, stays."
            )
        sections.append(found[-1])
        for entry in _table_entries(table, found[-1], unread):
            if entry.entry_id in entries:
                unread.append(f"stands twice in section ({found[-1]}): {entry.name}")
                entry = _joined(entries[entry.entry_id], entry)
            entries[entry.entry_id] = entry
    missing = [section for section in _MUST_HAVE if section not in sections]
    if missing:
        raise ListFormatError(
            f"{TITLE}: the table of sub-list ({'), ('.join(missing)}) is missing from the page. Its layout has "
            "changed, or it is an error page; the version held, if any, stays."
        )
    return _dated(element_text(page), tuple(entries.values()), unread)


def _dated(text: str, entries: tuple[ListedEntity, ...], unread: list[str]) -> ParsedList:
    updated = _LAST_UPDATED.search(text)
    newest = max((entry.listed_on for entry in entries if entry.listed_on), default=None)
    if newest is None:
        raise ListFormatError(f"{TITLE}: no row bears an effective date. The layout has changed; see {PAGE}.")
    if updated is None:
        return ParsedList(entries, newest, f"effective dates to {newest}", tuple(unread))
    on = datetime.strptime(updated[1], "%m/%d/%Y").date()
    # DHS puts a list on its page a day before it takes effect; the later of the two days is the list's own.
    return ParsedList(entries, max(on, newest), f"page last updated {on}", tuple(unread))


def _is_list(table: HtmlTable) -> bool:
    header = [cell.casefold() for cell in table.rows[0]] if table.rows else []
    return len(header) == 2 and "entity" in header[0] and "effective date" in header[1]


def _table_entries(table: HtmlTable, section: str, unread: list[str]) -> Iterator[ListedEntity]:
    for row in table.rows[1:]:
        if len(row) != 2 or not row[0]:
            raise ListFormatError(
                f'{TITLE}: a row of sub-list ({section}) is not a name and a date: "{" | ".join(row)}". '
                "The page's layout has changed; the version held, if any, stays."
            )
        party = read_party(row[0])
        unread.extend(f"Name of Entity: {text}" for text in party.unread)
        listed_on = _effective(row[1])
        if listed_on is None:
            unread.append(f"Effective Date: {row[1]} ({party.name})")
        yield _entity(party, section, listed_on)
        for subsidiary in party.named:
            remark = f"Named as a subsidiary of {party.name}."
            yield _entity(PartyName(subsidiary), section, listed_on, remark)


def _effective(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%B %d, %Y").date()
    except ValueError:
        return None


def _entity(party: PartyName, section: str, listed_on: date | None, remarks: str = "") -> ListedEntity:
    hand = _HAND.get(slug(party.name), {})
    return ListedEntity(
        entry_id=f"{section}/{slug(party.name)}",
        name=party.name,
        aliases=(*party.aliases, *(Alias(name) for name in hand.get("aliases", ()))),
        countries=tuple(hand.get("countries", ("CN",))),
        basis=f"UFLPA, P.L. 117-78, sec. 2(d)(2)(B)({section}) and sec. 3; 19 USC 1307",
        programme=f"Section 2(d)(2)(B)({section})",
        listed_on=listed_on,
        extends_to=party.extends_to,
        remarks=remarks,
        source_url=PAGE,
    )


def _joined(first: ListedEntity, second: ListedEntity) -> ListedEntity:
    aliases = tuple(dict.fromkeys((*first.aliases, *second.aliases)))
    return replace(first, aliases=aliases, extends_to=first.extends_to or second.extends_to)


LIST = ReferenceList(
    title=TITLE,
    publisher="US Department of Homeland Security, Forced Labor Enforcement Task Force",
    kind=ListKind.ENTITIES,
    page=PAGE,
    source=PAGE,
    licence="US Government work (public domain, 17 USC 105)",
    cadence="irregularly, by Federal Register notice",
    bounds=Bounds(minimum=144, maximum=320),
    measure=Measure.IMPORT_PRESUMPTION,
    basis="UFLPA, P.L. 117-78, sec. 3; 19 USC 1307",
    parse=parse,
    health_note="dhs.gov refuses some scripted readers; save the page by hand and use `refresh --from`.",
    announced_at=(_NOTICES, _NOTICE_TITLES),
)
