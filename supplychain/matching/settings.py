"""The numbers a person may turn, with their defaults; what they mean is written in docs/matching.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """`cutoff`: below it nothing is kept. `threshold`: from it on a match becomes a flag. `top`: most matches kept
    a party. Scores are 0..1."""

    threshold: float = 0.80
    cutoff: float = 0.50
    top: int = 10


@dataclass(frozen=True, slots=True)
class PartyQuery:
    """One party of a supplier line: the name as read, and what else the line says of it.

    `country` is an ISO code or None; `numbers` are cells that may hold an identifier; `field` is the supplier-line
    field the name came from.
    """

    name: str
    country: str | None = None
    address: str = ""
    numbers: tuple[str, ...] = ()
    field: str = "supplier_name"
