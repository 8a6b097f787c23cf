"""`supplychain what-if --threshold X`: before a threshold is changed, what would change? Flags more and fewer, and
which known matches would be lost. Changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import click

from supplychain.commands.doors import FORMAT, House, match_settings, open_house, print_json
from supplychain.errors import UsageError
from supplychain.matching.settings import MatchSettings
from supplychain.model import SupplierLine
from supplychain.plain import from_plain
from supplychain.screening import screen_lines
from supplychain.store.kept_matches import (
    ConfirmedMatch,
    KeptMatch,
    KeptSupplier,
    confirmed_matches,
    kept_suppliers,
)

SHOWN = 25  # matches lost or gained in the table; JSON holds all
_BLANK = {"sheet": "", "row": 0, "amount": None, "currency": ""}


@dataclass(frozen=True, slots=True)
class Counts:
    """At one pair of numbers: suppliers with a flagged name match, flagged matches, and matches kept at all; the first
    also as a rate."""

    threshold: float
    cutoff: float
    suppliers_flagged: int
    flagged_per_1000: float
    matches_flagged: int
    matches_kept: int


@dataclass(frozen=True, slots=True)
class ChangedMatch:
    """A match that would be flagged no more, or newly; `confirmed` where a reviewer called it true."""

    supplier: str
    list: str
    name: str
    score: float
    confirmed: bool


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer: the counts now and then, the matches that would be lost (confirmed ones first) and gained."""

    suppliers: int
    screenings: int
    matched_again: int
    now: Counts
    then: Counts
    lost: tuple[ChangedMatch, ...]
    gained: tuple[ChangedMatch, ...]


@click.command("what-if")
@click.option("--threshold", type=click.FloatRange(0, 1), required=True, help="The threshold to try.")
@click.option("--cutoff", type=click.FloatRange(0, 1), help="The cutoff to try.")
@FORMAT
def what_if(threshold: float, cutoff: float | None, form: str) -> None:
    """Tell what another THRESHOLD would change for the suppliers screened so far: flags more and fewer, and which known
    matches would be lost. Nothing is changed by asking.
    """
    house = open_house()
    now = match_settings(house.settings, None, None, None)
    then = match_settings(house.settings, threshold, cutoff, None)
    kept = kept_suppliers(house.store)
    if not kept:
        raise UsageError(
            "No screening is kept here yet, so there is nothing to try a threshold on; screen a file first."
        )
    seen, matched_again = _complete(house, kept, now, then)
    answer = weigh(seen, confirmed_matches(house.store), (now, then), matched_again)
    if form == "table":
        click.echo(report(answer))
    else:
        print_json(_plain(answer), one_line=form == "jsonl")


def _complete(
    house: House, kept: Sequence[KeptSupplier], now: MatchSettings, then: MatchSettings
) -> tuple[list[KeptSupplier], int]:
    """The suppliers with their matches down to the lower of both cutoffs, and how many had to be matched again: those
    whose screening kept none so low."""
    least = min(now.cutoff, then.cutoff)
    again = [at for at, one in enumerate(kept) if one.cutoff > least]
    seen = list(kept)
    if again:
        lines = [from_plain(SupplierLine, {**_BLANK, **kept[at].content}) for at in again]
        screened = screen_lines(lines, house.library(), replace(then, cutoff=least))
        for at, found in zip(again, screened, strict=True):
            matches = tuple(KeptMatch(m.list_key, m.matched_name, m.score) for m in found.matches)
            seen[at] = replace(kept[at], matches=matches, cutoff=least)
    return seen, len(again)


def weigh(
    kept: Sequence[KeptSupplier],
    confirmed: Iterable[ConfirmedMatch],
    numbers: tuple[MatchSettings, MatchSettings],
    matched_again: int = 0,
) -> WhatIf:
    """The answer for suppliers whose matches reach down to both cutoffs. A party that stands in several lines, or under
    one name with other goods, counts once."""
    now, then = numbers
    parties: dict[str, dict[KeptMatch, None]] = {}
    for one in kept:
        parties.setdefault(one.name, {}).update(dict.fromkeys(one.matches))
    lost: list[ChangedMatch] = []
    gained: list[ChangedMatch] = []
    for name, matches in parties.items():
        for match in matches:
            changed = ChangedMatch(name, match.list_key, match.matched_name, match.score, confirmed=False)
            if now.threshold <= match.score < then.threshold:
                lost.append(changed)
            elif then.threshold <= match.score < now.threshold:
                gained.append(changed)
    gained.sort(key=lambda one: (-one.score, one.supplier, one.list))
    counts_now, counts_then = _counts(parties, now), _counts(parties, then)
    return WhatIf(
        suppliers=len(parties),
        screenings=len({one.screening_id for one in kept}),
        matched_again=matched_again,
        now=counts_now,
        then=counts_then,
        lost=_confirmed_first(lost, [one for one in confirmed if one.score < then.threshold]),
        gained=tuple(gained),
    )


def _confirmed_first(lost: list[ChangedMatch], confirmed: Sequence[ConfirmedMatch]) -> tuple[ChangedMatch, ...]:
    """The lost matches, those a reviewer called true marked and first, also where no newest screening holds them."""
    sure = {(one.supplier_name, one.list_key, round(one.score, 4)): one for one in confirmed}
    marked = [
        replace(one, confirmed=sure.pop((one.supplier, one.list, round(one.score, 4)), None) is not None)
        for one in lost
    ]
    marked += [ChangedMatch(o.supplier_name, o.list_key, o.entry_id, o.score, confirmed=True) for o in sure.values()]
    return tuple(sorted(marked, key=lambda one: (not one.confirmed, -one.score, one.supplier, one.list)))


def _counts(parties: dict[str, dict[KeptMatch, None]], numbers: MatchSettings) -> Counts:
    found: Counter[str] = Counter()
    for matches in parties.values():
        flagged = sum(match.score >= numbers.threshold for match in matches)
        found["suppliers"] += flagged > 0
        found["flagged"] += flagged
        found["kept"] += sum(match.score >= numbers.cutoff for match in matches)
    rate = round(1000 * found["suppliers"] / max(len(parties), 1), 2)
    return Counts(numbers.threshold, numbers.cutoff, found["suppliers"], rate, found["flagged"], found["kept"])


def _plain(answer: WhatIf) -> dict[str, Any]:
    return {
        **asdict(answer),
        "flagged_per_1000_difference": round(answer.then.flagged_per_1000 - answer.now.flagged_per_1000, 2),
        "confirmed_lost": sum(one.confirmed for one in answer.lost),
    }


def report(answer: WhatIf) -> str:
    """The answer as a table for people."""
    now, then = answer.now, answer.then
    rows = (
        ("suppliers with a flagged name match", now.suppliers_flagged, then.suppliers_flagged),
        ("the same per 1,000 suppliers", now.flagged_per_1000, then.flagged_per_1000),
        ("flagged name matches", now.matches_flagged, then.matches_flagged),
        ("name matches kept for a look", now.matches_kept, then.matches_kept),
    )
    again = f", {answer.matched_again:,} of them matched again" if answer.matched_again else ""
    said = [
        f"{answer.suppliers:,} suppliers as {answer.screenings:,} screenings last found them{again}.",
        "",
        f"{'':38}{f'now {now.threshold:.2f}':>12}{f'at {then.threshold:.2f}':>12}{'difference':>12}",
        *(f"{label:38}{old:>12,}{new:>12,}{round(new - old, 2):>+12,}" for label, old, new in rows),
        "",
    ]
    for title, changed in (("Known matches that would be lost", answer.lost), ("Matches newly flagged", answer.gained)):
        said.append(f"{title}: {len(changed):,}")
        for one in changed[:SHOWN]:
            sure = "  (confirmed by a reviewer)" if one.confirmed else ""
            said.append(f"  {one.score:.3f}  {one.supplier}  →  {one.name} [{one.list}]{sure}")
        if len(changed) > SHOWN:
            said.append(f"  … and {len(changed) - SHOWN:,} more; --format json names them all")
    return "\n".join(said)
