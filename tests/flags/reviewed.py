"""A small organisation with uploads, standing flags and reviewers: what the review tests decide upon."""

from __future__ import annotations

import hashlib
import itertools
import sys
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from supplychain.flags.review import dispose
from supplychain.flags.review_rules import Answer, Asking
from supplychain.model import (
    Axis,
    Concept,
    Coverage,
    Decision,
    Flag,
    ListedEntity,
    ListVersion,
    Match,
    MissingList,
    Reason,
    Role,
    ScreenedLine,
    Screening,
    Severity,
    SupplierLine,
    SupplierSheet,
)
from supplychain.store import Store
from supplychain.store.dispositions import StandingFlag, load_flag
from supplychain.store.review_queue import QueueFilters, queue
from supplychain.store.screenings import save_screening
from supplychain.store.versions import publish_version

sys.path.append(str(Path(__file__).resolve().parents[1] / "store"))  # where the store's specimens stand
from specimens import NIGHT, version_of

HOSHINE = ListedEntity(
    entry_id="uflpa:hoshine",
    name="Hoshine Silicon Industry (Shanshan) Co., Ltd.",
    countries=("CN-XJ",),
    basis="P.L. 117-78 §3",
    listed_on=date(2022, 6, 21),
)
HETIAN = ListedEntity(entry_id="uflpa:hetian", name="Hetian Haolin Hair Accessories Co., Ltd.")
LINE = SupplierLine(
    "Vendors", 7, "Hoshine Silicon", supplier_id="V-00124", country="China", product_description="Silicone tubing ½″",
    amount=125_000.0, currency="USD",
)  # fmt: skip
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A signed-in person, as the web half gives one."""

    account_id: str
    organisation_id: str = "main"
    role: Role = Role.REVIEWER


ANN, BEN, ADA = Somebody("ann"), Somebody("ben"), Somebody("ada", role=Role.ADMIN)
OTTO = Somebody("otto", role=Role.OFFICER)
FAY = Somebody("fay", organisation_id="other")


@dataclass
class Bench:
    """One store, a clock that stands until it is told otherwise, and the list as it is published now."""

    store: Store
    now: datetime = NIGHT
    entry: ListedEntity = HOSHINE
    edition: str = "1"
    severity: Severity = Severity.IMPORT_BARRED
    score: float = 0.93
    published: set[str] = field(default_factory=set)

    def clock(self) -> datetime:
        return self.now

    def later(self, **some: float) -> None:
        """Lets time pass."""
        self.now += timedelta(**some)

    def lists(self, entry: ListedEntity, edition: str) -> None:
        """The list is published anew, with this entry."""
        self.entry, self.edition = entry, edition

    def upload(self, *lines: SupplierLine, organisation_id: str = "main", file: str = "suppliers.xlsx") -> Screening:
        """An upload whose every line matches the entry by its maker's name, else the supplier's."""
        version = version_of([self.entry], edition=self.edition)
        if self.edition not in self.published:
            publish_version(self.store, version, [self.entry])
            self.published.add(self.edition)
        self.later(seconds=1)
        lines = lines or (LINE,)
        screening = Screening(
            screening_id=f"{next(_numbers):032x}",
            started_at=self.now,
            finished_at=self.now,
            engine="0.1.0",
            settings=(("threshold", 0.8), ("cutoff", 0.6), ("top", 10.0)),
            sheet=SupplierSheet(
                file, hashlib.sha256(repr(lines).encode()).hexdigest(), "Vendors", 3,
                (("supplier_name", "Vendor name"), ("city", None)), ("Buyer",), lines, (), 1, len(lines) + 1,
            ),
            coverage=Coverage((version,), (MissingList("un_sc", "UN list", "stale"),), refreshed=True),
            lines=tuple(self.screened(one, version) for one in lines),
        )  # fmt: skip
        save_screening(self.store, screening, organisation_id=organisation_id)
        return screening

    def screened(self, line: SupplierLine, version: ListVersion) -> ScreenedLine:
        met = line.maker or line.supplier_name
        reasons = (
            Reason("telling_words_agree", "the telling words agree", met, self.entry.name, 62.0),
            Reason("equal_country", "the country is the same", "CN", "CN-XJ", 4.0),
        )
        flag = Flag(
            self.severity, (Axis.WHO,), version.list_key, version.version, self.entry.entry_id, self.entry.name,
            self.entry.basis or "19 U.S.C. 1307", "Goods may be detained.", self.score, reasons, "Hold the order.",
            "2 Assess risks and impacts", "https://example.org",
        )  # fmt: skip
        match = Match(version.list_key, self.entry, self.entry.name, "supplier_name", self.score, reasons)
        near = Match(version.list_key, HETIAN, HETIAN.name, "supplier_name", 0.61, ())
        concept = Concept("silicone", "is", 0, 0.9, "says silicone")
        return ScreenedLine(line, "CN", None, None, (concept,), (flag,), (match, near), ())

    def flags(self, organisation_id: str = "main") -> tuple[StandingFlag, ...]:
        """Every standing flag, whatever its status."""
        return queue(self.store, organisation_id, QueueFilters(status=())).flags

    def waiting(self, organisation_id: str = "main") -> tuple[StandingFlag, ...]:
        """What the queue asks."""
        return queue(self.store, organisation_id).flags

    def only(self) -> StandingFlag:
        """The one standing flag there is."""
        (one,) = self.flags()
        return one

    def again(self, flag: StandingFlag) -> StandingFlag:
        """The flag as it stands now."""
        return load_flag(self.store, flag.organisation_id, flag.flag_id)

    def by(self, who: Somebody = ANN) -> Asking:
        return Asking(who, self.now, "request-1")

    def decide(
        self,
        decision: Decision,
        who: Somebody = ANN,
        flag: StandingFlag | None = None,
        reason: str = "Another company.",
    ) -> StandingFlag:
        """One decision upon the flag as it stands; gives it as it stands then."""
        flag = flag or self.only()
        self.later(seconds=1)
        dispose(self.store, flag.flag_id, Answer(decision, reason), revision=flag.revision, by=self.by(who))
        return self.again(flag)


def other(**cells: object) -> SupplierLine:
    """The line with other cells."""
    return replace(LINE, **cells)  # type: ignore[arg-type]
