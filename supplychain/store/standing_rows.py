"""Which standing flags do screened lines raise, and when are two of them the same?

A standing flag is told by the organisation, the list entry, the severity and the *subject*: the fields of the supplier
row that the flag's axes read, and always who the supplier is. Refuses to know the database: it makes values, and
`standing_flags` keeps them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from supplychain.model import Axis, Flag, Screening, Severity, SupplierLine
from supplychain.store.columns import indexable
from supplychain.store.screening_rows import ScreeningRows, flag_text
from supplychain.text.fold import plain
from supplychain.text.named_makers import makers_told
from supplychain.text.nobody import tells_nobody

Row = dict[str, Any]
Money = dict[str, float]  # currency → sum

# The fields of a supplier row that each axis reads (screening._parties, matching.places, matching.goods).
WHO_FIELDS = ("supplier_name", "supplier_id", "other_names", "other_parties", "country", "address", "city")
MAKER_FIELDS = ("maker", "origin")  # also read where it is the maker's name that matched
WHAT_FIELDS = ("product_description", "commodity_code", "code_system", "spend_category")
WHERE_FIELDS = ("country", "origin", "address", "city", "maker")
# In every subject: a decision on one supplier's goods must never hide another's, though place and goods be the same.
IDENTITY = ("supplier_name", "supplier_id")
# Also in the subject of a row that names no supplier: all it says of who it may be. A decision on the goods of one
# nameless row would else hold for those of any other, whoever made them.
_NAMELESS_FIELDS = ("maker", "other_names", "other_parties", "country", "address", "city")
# Two spaces: what a supplier is called has none, so that no supplier's key is a maker's.
NAMELESS = "no supplier named:  "

_ENCODE = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_RANKS = {severity: severity.rank for severity in Severity}


def subject_fields(axes: Iterable[Axis], on_maker: bool) -> tuple[str, ...]:
    """The names of the fields a flag's subject is made of, sorted."""
    names = set(IDENTITY)
    for axis in axes:
        names.update({Axis.WHO: WHO_FIELDS, Axis.WHAT: WHAT_FIELDS, Axis.WHERE: WHERE_FIELDS}[axis])
    return tuple(sorted(names.union(MAKER_FIELDS) if on_maker else names))


def subject_of(line: SupplierLine, axes: tuple[Axis, ...], maker: str = "") -> str:
    """What a flag of these axes is about, on this supplier row: 32 hex digits of SHA-256.

    `maker` is the name that met the list where it is a maker's: the maker column's, or one that the goods' text names.
    """
    on_maker = maker != "" and maker == line.maker
    told: list[Any] = [axes, on_maker, _picker(axes, on_maker)(line)]
    if maker and not on_maker:
        told.append(["maker named", maker])  # not the whole text: the same maker of other goods is the same party
    if line.remarks and Axis.WHERE in axes:
        told.append(["remarks", line.remarks])  # a row without any keeps the subject it had
    if nameless := nameless_fields(line.supplier_id, line.supplier_name):
        read = subject_fields(axes, on_maker)
        further = [(name, value) for name in nameless if name not in read and (value := getattr(line, name))]
        told += [further] if further else []  # a row that says nothing more keeps the subject it had
    return hashlib.sha256(_ENCODE(told).encode("ascii")).hexdigest()[:32]


def makers_of(line: SupplierLine) -> tuple[str, ...]:
    """The makers a row names that are not the supplier: its maker column's, those in its goods' text and remarks."""
    stated = (line.maker, *makers_told(line.product_description, line.remarks))
    return tuple(name for name in stated if name and name not in (line.supplier_name, *line.other_names))


def nameless_fields(supplier_id: str, supplier_name: str) -> tuple[str, ...]:
    """The fields that also tell whom a row is about where it names no supplier, () where it names one."""
    return _NAMELESS_FIELDS if tells_nobody(supplier_id) and tells_nobody(supplier_name) else ()


@cache
def _picker(axes: tuple[Axis, ...], on_maker: bool) -> Callable[[SupplierLine], Any]:
    return attrgetter(*subject_fields(axes, on_maker))


def flag_id_of(organisation_id: str, list_key: str, entry_id: str, severity: str, subject: str) -> str:
    """The id of a standing flag: 32 hex digits of SHA-256 over what tells it."""
    told = "\x1f".join((organisation_id, list_key, entry_id, severity, subject))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def supplier_key_of(line: SupplierLine) -> str:
    """What joins the rows of one supplier: its own number, else its folded name; of a row that names no supplier its
    maker's name, told apart from a supplier so called."""
    return key_of(line.supplier_id, line.supplier_name, line.maker)


def key_of(supplier_id: str, supplier_name: str, maker: str) -> str:
    """`supplier_key_of` where only the number ("" for none), the name and the maker are at hand."""
    if nameless_fields(supplier_id, supplier_name):
        return indexable(NAMELESS + _folded(maker))
    return indexable(_folded(supplier_name if tells_nobody(supplier_id) else supplier_id))


def older_key_of(supplier_id: str, supplier_name: str) -> str:
    """The key as it was before rows that name no supplier were told apart by their makers; it stands in a stored flag
    until the flag is met again."""
    return indexable(_folded(supplier_id or supplier_name))


def tells_who(supplier_key: str) -> bool:
    """Whether rows of one key are one supplier's, or one maker's. False for rows that name neither."""
    return not tells_nobody(supplier_key) and supplier_key != NAMELESS


def _folded(text: str) -> str:
    return " ".join(plain(text).split())


@dataclass(frozen=True, slots=True)
class SpokenFlag:
    """What a flag says of every supplier it is raised on. `entry_fingerprint` is "" where no list entry speaks;
    `compared` are the supplier's words that spoke."""

    flag: Flag
    entry_fingerprint: str
    compared: tuple[str, ...]

    @classmethod
    def of(cls, flag: Flag, entry_fingerprint: str | None = None) -> SpokenFlag:
        """A flag, ready for many suppliers."""
        compared = tuple([reason.supplier for reason in flag.reasons if reason.supplier])
        return cls(flag, entry_fingerprint or "", compared)

    def maker_met(self, line: SupplierLine) -> str:
        """The maker whose name matched; "" where it is one of the supplier's that did, or no name."""
        if Axis.WHO not in self.flag.axes:
            return ""
        return next((name for name in makers_of(line) if name in self.compared), "")


@dataclass(slots=True)
class RaisedFlag:
    """A standing flag that a screening raises, as few words as tell it: its row is made when it is kept.

    `same` are the values all flags of one screening share; `supplier` the fingerprint and line of a supplier row.
    """

    spoken: SpokenFlag
    same: Row
    supplier: tuple[str, SupplierLine]
    country: str
    subject: str
    lines: int
    money: Money

    def row(self, flag_id: str) -> Row:
        """Its row, without what only the store knows: status, decision, when it was first raised."""
        flag, (print_, line) = self.spoken.flag, self.supplier
        row = {
            **self.same,
            "flag_id": flag_id,
            "subject": self.subject,
            "supplier_name": indexable(line.supplier_name),
            "supplier_key": supplier_key_of(line),
            "supplier_fingerprint": print_,
            "country": self.country,
            "list_key": flag.list_key,
            "entry_id": flag.entry_id,
            "entry_fingerprint": self.spoken.entry_fingerprint,
            "severity": flag.severity.value,
            "severity_rank": _RANKS[flag.severity],
            "axes": ",".join(flag.axes),
            "score": flag.score,
            "features": ",".join(dict.fromkeys(reason.feature for reason in flag.reasons)),
            "version": flag.version,
            "content": flag_text(flag),
            "lines": self.lines,
            "money": self.money,
        }
        settle_money(row)
        return row


class StandingRows:
    """Gathers the standing flags of one organisation that lines raise; `raised` maps a flag's id to it."""

    def __init__(self, organisation_id: str, screening_id: str, seen_at: datetime) -> None:
        self.organisation_id = organisation_id
        self.raised: dict[str, RaisedFlag] = {}
        self._same = {"organisation_id": organisation_id, "screening_id": screening_id, "seen_at": seen_at}

    def add(
        self, supplier: tuple[str, SupplierLine], country: str, flags: Sequence[SpokenFlag], seen: tuple[int, Money]
    ) -> None:
        """What one supplier row (fingerprint, line) raised; `seen` is on how many lines, and their money."""
        line = supplier[1]
        lines, money = seen
        subjects: dict[Any, str] = {}
        for spoken in flags:
            flag = spoken.flag
            kind = (flag.axes, spoken.maker_met(line))
            subject = subjects.get(kind)
            if subject is None:
                subject = subjects[kind] = subject_of(line, *kind)
            flag_id = flag_id_of(self.organisation_id, flag.list_key, flag.entry_id, flag.severity.value, subject)
            known = self.raised.get(flag_id)
            if known is None:
                self.raised[flag_id] = RaisedFlag(spoken, self._same, supplier, country, subject, lines, money)
            else:
                _join(known, spoken, lines, money)


def raised_by(screening: Screening, rows: ScreeningRows, organisation_id: str) -> dict[str, RaisedFlag]:
    """The standing flags a screening raises, by id."""
    gathered = StandingRows(organisation_id, screening.screening_id, screening.started_at)
    seen: dict[tuple[str, int], tuple[list[int], Money, SupplierLine]] = {}
    for screened, (supplier, number) in zip(screening.lines, rows.of_lines, strict=True):
        if not screened.flags:
            continue
        line = screened.line
        met = seen.get((supplier, number))
        if met is None:
            met = seen[supplier, number] = ([0], {}, line)
        met[0][0] += 1
        if line.amount is not None:
            met[1][line.currency] = met[1].get(line.currency, 0.0) + line.amount
    spoken: dict[int, list[SpokenFlag]] = {}
    for (supplier, number), (lines, money, line) in seen.items():
        found = rows.found[number]
        if number not in spoken:
            spoken[number] = [SpokenFlag.of(*one) for one in zip(found.flags, rows.entry_prints(found), strict=True)]
        gathered.add((supplier, line), found.origin or found.country or "", spoken[number], (lines[0], money))
    return gathered.raised


def _join(known: RaisedFlag, spoken: SpokenFlag, lines: int, money: Money) -> None:
    """The same flag by another row of the supplier: its lines and money too, and the better of the two scores."""
    known.lines += lines
    known.money = {
        currency: known.money.get(currency, 0.0) + money.get(currency, 0.0) for currency in {**known.money, **money}
    }
    if spoken.flag.score > known.spoken.flag.score:
        known.spoken = spoken


def settle_money(row: Row) -> None:
    """Turns a row's money into `spend` and `currency`: of several currencies the one most was paid in, by its figure;
    sums in different currencies are never added up."""
    money: Money = row.pop("money")
    currency = max(money, key=lambda one: money[one], default="")
    row["currency"], row["spend"] = currency, money.get(currency, 0.0)
