"""A supplier base as hospitals have it, near listed names and far from them, and lists that change."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from supplychain.library import open_library
from supplychain.matching.settings import MatchSettings
from supplychain.model import Alias, Entry, ListedEntity, ListVersion, Screening, SupplierLine, SupplierSheet
from supplychain.reference.discover import KnownLists
from supplychain.screening import run_screening
from supplychain.store import Store
from supplychain.store.versions import current_versions, load_entries, publish_version

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
GOODS = (
    "Nitrile examination gloves", "Cotton gauze swabs", "Surgical scissors", "Office paper A4", "Infusion pump",
    "Tomato paste", "Bed sheets, cotton", "Bricks", "Silicone catheter", "Christmas decorations", "",
)  # fmt: skip
PLACES = ("China", "Malaysia", "Pakistan", "Germany", "United States", "India", "Turkmenistan", "")
FIRST = ("Northfield", "Harbor", "Alder", "Juniper", "Crestline", "Xinyuan", "Global", "Pacific")
SECOND = ("Medical", "Textile", "Trading", "Silicon", "Surgical", "Cotton", "Technology")
FORMS = ("LLC", "Co., Ltd.", "GmbH", "Sdn Bhd", "Corp.")


def clock() -> datetime:
    return NOW


def sheet_of(lines: Sequence[SupplierLine], file_name: str = "spend.xlsx") -> SupplierSheet:
    return SupplierSheet(file_name, "f" * 64, "S", 0, (), (), tuple(lines), (), 0, len(lines))


def line(name: str, row: int = 2, **cells: object) -> SupplierLine:
    return SupplierLine(sheet="S", row=row, supplier_name=name, **cells)  # type: ignore[arg-type]


def random_lines(chance: random.Random, names: Sequence[str], count: int) -> list[SupplierLine]:
    """Lines of which a third bear a listed name, whole or disguised."""
    lines = []
    for row in range(count):
        name = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {chance.randint(1, 60)} {chance.choice(FORMS)}"
        near = disguised(chance, chance.choice(names))
        lines.append(
            line(
                near if chance.random() < 0.3 else name,
                row + 2,
                maker=disguised(chance, chance.choice(names)) if chance.random() < 0.1 else "",
                country=chance.choice(PLACES),
                origin=chance.choice(PLACES),
                product_description=chance.choice(GOODS),
                supplier_id=f"V{chance.randint(1, 200):04}" if chance.random() < 0.5 else "",
                amount=float(chance.randint(10, 9_000)),
                currency="USD",
            )
        )
    return lines


def disguised(chance: random.Random, name: str) -> str:
    kind = chance.randint(0, 4)
    if kind == 0:
        return name.upper()
    if kind == 1 and len(name) > 8:
        at = chance.randint(1, len(name) - 2)
        return name[:at] + name[at + 1 :]
    if kind == 2:
        return f"{name} {chance.choice(FORMS)}"
    return " ".join(reversed(name.split())) if kind == 3 else name


def publish(store: Store, list_key: str, entries: Sequence[Entry], edition: str) -> ListVersion:
    """The entries as the list's newest version."""
    held = current_versions(store)[list_key]
    digest = f"{abs(hash((list_key, edition))):08x}"[:8]
    made = replace(
        held, version=f"{held.as_of}.{digest}", edition=edition, sha256=digest * 8, origin="refreshed", fetched_at=NOW,
        checked_at=NOW, entries=len(entries),
        names=sum(len(one.names) for one in entries if isinstance(one, ListedEntity)),
    )  # fmt: skip
    publish_version(store, made, entries)
    return made


def entries_of(store: Store, list_key: str) -> list[Entry]:
    """What the list holds now."""
    return list(load_entries(store, list_key, current_versions(store)[list_key].version))


def screened(store: Store, known: KnownLists, lines: Sequence[SupplierLine], **changes: object) -> Screening:
    """The lines screened against the current versions."""
    library = open_library(store, known, store.home, NOW)
    made = run_screening(sheet_of(lines), library, MatchSettings(), clock)
    return replace(made, **changes)  # type: ignore[arg-type]


def with_alias(entry: Entry, name: str) -> ListedEntity:
    assert isinstance(entry, ListedEntity)
    return replace(entry, aliases=(*entry.aliases, Alias(name)))
