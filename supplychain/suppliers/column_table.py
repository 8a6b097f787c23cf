"""One column of a sheet and all of them together, as the scores look at them. Refuses to score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from supplychain.suppliers.party_blocks import buyers_own
from supplychain.suppliers.profile import Profile
from supplychain.suppliers.vocabulary import Reading, fold

SPEND = re.compile(r"\bspend\b")
MOSTLY_NUMBERS = 0.7  # of the cells: a column headed "Spend" that holds amounts names no account


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, its header as read and as understood, and how its cells look."""

    index: int
    header: str
    reading: Reading
    profile: Profile


@dataclass(slots=True)
class Table:
    """All columns, the sampled rows, and the fields settled so far."""

    columns: tuple[Column, ...]
    rows: Sequence[list[object]]
    settled: dict[str, int] = field(default_factory=dict)
    buyers: frozenset[int] = frozenset()  # columns that belong to the buyer by where they stand

    def __post_init__(self) -> None:
        """Tell the blocks apart once."""
        self.buyers = buyers_own([column.reading for column in self.columns])

    @property
    def spend_ledger(self) -> bool:
        """Whether the sheet books spending: then a bare Description is an account, not goods."""
        told = [c for c in self.columns if c.reading.has("expense") and not c.reading.has("amount")]
        if any(c.reading.has("maker") for c in self.columns):  # beside a maker, goods are bought
            return any(not (SPEND.search(fold(c.header)) and c.profile.numeric > MOSTLY_NUMBERS) for c in told)
        return bool(told)

    @property
    def headerless(self) -> bool:
        """Whether no column has a header."""
        return not any(c.header for c in self.columns)


def mostly_names(look: Profile) -> bool:
    """Whether the cells are words rather than numbers and codes."""
    return not look.empty and look.words > 0.8 and look.identifier < 0.3 and look.length > 8
