"""Which undecided flags ask the same question once more: the same supplier, and the same listed party?

A party may stand on several sub-lists of one list (UFLPA's sections, a CBP order and the Finding that followed it),
each an entry and a flag of its own. Refuses to know who may decide them together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, union_all

from supplychain.model import Axis, EntityType, ListKind, StandingStatus
from supplychain.store.dispositions import StandingFlag, flag_of_row
from supplychain.store.engine import Store, reading
from supplychain.store.standing_rows import tells_who
from supplychain.store.tables import entry
from supplychain.store.tables_standing import standing_flag
from supplychain.text.fold import plain
from supplychain.text.nobody import tells_nobody

MOST_TWINS = 100  # lines of one pair to tick on one page

Content = Mapping[str, Any]  # an entry as `entry_to_dict` gives it
Contents = Mapping[tuple[str, str], Content]  # (list key, entry fingerprint) → entry

_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Twins:
    """The first of the flags that ask the same question, and how many there are."""

    shown: tuple[StandingFlag, ...]
    total: int


def is_same_party(one: Content, other: Content) -> bool:
    """Whether two entries of one list speak of one organisation: the name of one is a name of the other, and no
    country, address or number tells them apart. Never of persons and vessels, of whom many bear one name."""
    organisation = EntityType.ORGANISATION.value
    kinds = {(each.get("kind"), each.get("entity_type", organisation)) for each in (one, other)}
    if kinds != {(ListKind.ENTITIES.value, organisation)}:
        return False
    if not ({_letters(one["name"])} & _names(other) or {_letters(other["name"])} & _names(one)):
        return False
    if set(one.get("countries", ())) != set(other.get("countries", ())):
        return False
    mine, theirs = (set(map(_letters, each.get("addresses", ()))) for each in (one, other))
    if mine and theirs and mine != theirs:
        return False
    numbers, others = _numbers(one), _numbers(other)
    return all(numbers[scheme] & others[scheme] for scheme in numbers.keys() & others.keys())


def entries_of(store: Store, flags: Iterable[StandingFlag]) -> Contents:
    """The entries these flags speak of, as they stood when last seen; none for a rule of law."""
    with reading(store) as connection:
        return _entries(connection, {(one.list_key, one.entry_fingerprint) for one in flags})


def twins_of(store: Store, flag: StandingFlag, most: int = MOST_TWINS) -> Twins:
    """Other undecided flags of the same supplier (by number or name) and the same listed party: the same question once
    more, for another line, severity or sub-list. Of a row that names no supplier those of its maker; none where it
    names neither. The gravest first, at most so many of them."""
    table = standing_flag.c
    same = (
        table.organisation_id == flag.organisation_id,
        table.list_key == flag.list_key,
        table.status.in_((StandingStatus.OPEN.value, StandingStatus.REOPENED.value)),
        table.flag_id != flag.flag_id,
    )
    # Two looks, each by an index of its own: asked with OR, every supplier of a much-met entry is read.
    named = (
        (table.supplier_key == flag.supplier_key, tells_who(flag.supplier_key)),
        (table.supplier_name == flag.supplier_name, not tells_nobody(flag.supplier_name)),
    )
    asked = [(*same, by) for by, tells in named if tells]
    if not asked:
        return Twins((), 0)
    with reading(store) as connection:
        wanted = sorted(_same_entries(connection, flag, asked))
        looks = (select(table.flag_id).where(*each, table.entry_id.in_(wanted)) for each in asked)
        chosen = table.flag_id.in_(union_all(*looks).subquery().select())
        query = select(standing_flag, func.count().over().label("total")).where(chosen)
        rows = connection.execute(query.order_by(table.severity_rank, table.score.desc(), table.flag_id).limit(most))
        found = rows.all()
    return Twins(tuple(flag_of_row(row) for row in found), found[0].total if found else 0)


def _same_entries(connection: Connection, flag: StandingFlag, asked: Sequence[Collection[Any]]) -> set[str]:
    """The ids of the entries that name the flag's party, as the supplier's other flags met them."""
    table = standing_flag.c
    if Axis.WHO not in flag.flag.axes or not flag.entry_fingerprint:
        return {flag.entry_id}
    entries = (select(table.entry_id, table.entry_fingerprint).distinct().where(*each) for each in asked)
    met = {(row.entry_id, row.entry_fingerprint) for row in connection.execute(union_all(*entries))}
    prints = {print_ for entry_id, print_ in met if entry_id != flag.entry_id}
    if not prints:
        return {flag.entry_id}
    contents = _entries(connection, {(flag.list_key, one) for one in (flag.entry_fingerprint, *prints)})
    own = contents.get((flag.list_key, flag.entry_fingerprint), {})
    return {flag.entry_id} | {
        entry_id for entry_id, print_ in met if is_same_party(own, contents.get((flag.list_key, print_), {}))
    }


def _entries(connection: Connection, wanted: set[tuple[str, str]]) -> Contents:
    found: dict[tuple[str, str], Content] = {}
    for key in {key for key, _ in wanted}:
        prints = sorted(print_ for each, print_ in wanted if each == key and print_)
        query = select(entry.c.fingerprint, entry.c.content).filter_by(list_key=key)
        rows = connection.execute(query.where(entry.c.fingerprint.in_(prints))) if prints else ()
        found |= {(key, row.fingerprint): row.content for row in rows}
    return found


def _names(one: Content) -> set[str]:
    strong = (each["name"] for each in one.get("aliases", ()) if not each.get("weak"))
    return {letters for name in (one["name"], *strong) if (letters := _letters(name))}


def _letters(text: str) -> str:
    """A name or an address without commas and stops, which differ from one sub-list to the next."""
    return _NO_LETTER.sub("", plain(text))


def _numbers(one: Content) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in one.get("identifiers", ()):
        found.setdefault(each["scheme"], set()).add(each["value"])
    return found
