"""What could a kept screening not judge, and of whom to ask where goods are made?

Counted by the database, whatever the sheet's size. Refuses to know what a flag means: which one asks is an argument.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, case, func, select

from supplychain.model import Flag
from supplychain.plain import from_plain
from supplychain.store.engine import Store, reading
from supplychain.store.screening_pages import own_screening
from supplychain.store.tables import finding, flag, supplier, supplier_line
from supplychain.text.nobody import tells_nobody

REASONS_TOLD = 20
_LONGEST_NOBODY = 40  # letters of a name that names nobody (text.nobody: "one time vendor"), marks and blanks about it
# The maker, where no supplier may be named; a supplier's own makers are many and are not read.
_MADE_BY = case(
    (func.length(supplier.c.name) <= _LONGEST_NOBODY, func.coalesce(supplier.c.content["maker"].as_string(), "")),
    else_="",
)
_GOODS_FINDINGS = 2_000  # of the suppliers told, read for what their goods are called


@dataclass(frozen=True, slots=True)
class OriginAsked:
    """A supplier of goods that some list names from some country, which state no origin: its lines, their money by
    currency and how many have no amount, and the goods as the flags name them."""

    supplier: str
    lines: int
    money: dict[str, float]
    unpriced: int
    goods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unscreened:
    """What a screening could not judge: (reason, lines), the commonest first, `more` reasons not told; the suppliers to
    ask for the origin of their goods, the largest spend first, of `to_ask` in all."""

    reasons: tuple[tuple[str, int], ...]
    more: int
    ask: tuple[OriginAsked, ...]
    to_ask: int


@dataclass(slots=True)
class _Asked:
    """What is gathered of one supplier, under every way its name is written: (name, maker where none is named)."""

    names: list[tuple[str, str]] = field(default_factory=list)
    lines: int = 0
    priced: int = 0
    money: dict[str, float] = field(default_factory=dict)

    def told(self, goods: tuple[str, ...]) -> OriginAsked:
        return OriginAsked(asked_name(*self.names[0]), self.lines, self.money, self.lines - self.priced, goods)


def ask_place(money: Mapping[str, float], lines: int, supplier: str, main: str) -> tuple[int, float, int, str]:
    """Where a supplier stands among those to ask, lowest first. Sums of one currency are compared with each other only:
    those paid in the main one come first, then others by their own largest sum, then those without amounts."""
    paid = money.get(main, max(money.values(), default=0.0))
    return 0 if main in money else 1 if money else 2, -paid, -lines, supplier


def asked_name(supplier_name: str, maker: str) -> str:
    """Whom to ask: the supplier, or the maker where a row names nobody else."""
    return f"the maker {maker}" if maker and tells_nobody(supplier_name) else supplier_name


def one_supplier(name: str) -> str:
    """What the ways to write one supplier's name have in common: capitals and spaces tell nobody apart."""
    return " ".join(name.casefold().split())


def unscreened(
    store: Store, screening_id: str, organisation_id: str, origin_flag: tuple[str, str], ask: int
) -> Unscreened:
    """What could not be judged, and of whom to ask the origin; `origin_flag` is (list key, entry id) of the flag that
    says an origin is wanted. Raises UsageError as `screening_head`."""
    with reading(store) as connection:
        own_screening(connection, screening_id, organisation_id)
        told = _reasons(connection, screening_id)
        asked = _asked(connection, screening_id, origin_flag)
        goods = _goods(connection, screening_id, origin_flag, asked[:ask])
    first = tuple(one.told(tuple(name for name, _ in goods[at].most_common())) for at, one in enumerate(asked[:ask]))
    return Unscreened(tuple(told[:REASONS_TOLD]), max(0, len(told) - REASONS_TOLD), first, len(asked))


def origins_asked(
    store: Store, screening_id: str, organisation_id: str, origin_flag: tuple[str, str], ask: int
) -> tuple[tuple[OriginAsked, ...], int]:
    """Of whom to ask the origin, as `unscreened` has it but without the goods, and of how many in all."""
    with reading(store) as connection:
        own_screening(connection, screening_id, organisation_id)
        asked = _asked(connection, screening_id, origin_flag)
    return tuple(one.told(()) for one in asked[:ask]), len(asked)


def _reasons(connection: Connection, screening_id: str) -> list[tuple[str, int]]:
    """Each reason why something was not judged, and on how many lines."""
    if connection.dialect.name == "postgresql":
        why = func.jsonb_array_elements_text(finding.c.content["not_screened"]).table_valued("value")
    else:
        why = func.json_each(finding.c.content, "$.not_screened").table_valued("value")
    line = supplier_line.c
    held = (
        select(line.finding, func.count().label("lines"))
        .where(line.screening_id == screening_id)
        .group_by(line.finding)
        .subquery()
    )
    counted = func.sum(held.c.lines)
    query = (
        select(why.c.value, counted)
        .select_from(finding.join(held, held.c.finding == finding.c.number))
        .join(why, finding.c.number == finding.c.number)
        .where(finding.c.screening_id == screening_id)
        .group_by(why.c.value)
        .order_by(counted.desc(), why.c.value)
    )
    return [(str(says), int(lines)) for says, lines in connection.execute(query)]


def _asked(connection: Connection, screening_id: str, origin_flag: tuple[str, str]) -> list[_Asked]:
    """Whose goods' origin is wanted, first whom to ask first (`ask_place`); the main currency is the commonest of these
    lines."""
    line, (list_key, entry_id) = supplier_line.c, origin_flag
    # Grouped, though a finding has the flag once: SQLite then makes this list first, and not anew for every line.
    spoken = (
        select(flag.c.finding)
        .where(flag.c.screening_id == screening_id, flag.c.list_key == list_key, flag.c.entry_id == entry_id)
        .group_by(flag.c.finding)
        .subquery()
    )
    here = and_(line.screening_id == screening_id, line.finding == spoken.c.finding)
    query = (
        select(supplier.c.name, _MADE_BY, line.currency, func.count().label("lines"), func.count(line.amount))
        .add_columns(func.sum(line.amount))
        .select_from(
            spoken.join(supplier_line, here).join(supplier, supplier.c.fingerprint == line.supplier_fingerprint)
        )
        .group_by(supplier.c.name, _MADE_BY, line.currency)
        .order_by(
            supplier.c.name, _MADE_BY, line.currency
        )  # of the ways to write a name the same one is told every time
    )
    found: dict[str, _Asked] = defaultdict(_Asked)
    currencies: Counter[str] = Counter()
    for name, made_by, currency, lines, priced, paid in connection.execute(query):
        called = _called(name, made_by)
        one = found[one_supplier(asked_name(*called))]
        currencies[currency] += priced
        if called not in one.names:
            one.names.append(called)
        if priced:
            one.money[currency] = one.money.get(currency, 0.0) + float(paid)
        one.lines, one.priced = one.lines + lines, one.priced + priced
    main = currencies.most_common(1)[0][0] if currencies.total() else ""
    return sorted(found.values(), key=lambda one: ask_place(one.money, one.lines, asked_name(*one.names[0]), main))


def _called(name: str, made_by: str) -> tuple[str, str]:
    return name, made_by if tells_nobody(name) else ""


def _goods(
    connection: Connection, screening_id: str, origin_flag: tuple[str, str], asked: Sequence[_Asked]
) -> list[Counter[str]]:
    """What the goods of each of these suppliers are called, and how often."""
    places = {called: at for at, one in enumerate(asked) for called in one.names}
    query = select(supplier.c.fingerprint, supplier.c.name, _MADE_BY)
    rows = connection.execute(query.where(supplier.c.name.in_({name for name, _ in places})))
    calls = ((print_, _called(name, made_by)) for print_, name, made_by in rows)
    named = {print_: places[called] for print_, called in calls if called in places}
    line, (list_key, entry_id) = supplier_line.c, origin_flag
    mine = select(line.finding, line.supplier_fingerprint).distinct().where(line.screening_id == screening_id)
    owners: dict[int, set[int]] = {}
    for row in connection.execute(mine.where(line.supplier_fingerprint.in_(named)).limit(_GOODS_FINDINGS)):
        owners.setdefault(row.finding, set()).add(named[row.supplier_fingerprint])
    said = select(flag.c.finding, flag.c.content).where(flag.c.screening_id == screening_id)
    said = said.where(flag.c.finding.in_(owners), flag.c.list_key == list_key, flag.c.entry_id == entry_id)
    goods: list[Counter[str]] = [Counter() for _ in asked]
    for row in connection.execute(said):
        told = [name for one in from_plain(Flag, row.content).reasons for name in one.entry.split(", ") if name]
        for owner in owners[row.finding]:
            goods[owner].update(told)
    return goods
