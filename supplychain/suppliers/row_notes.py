"""How are many rows of which the same is to be told named in one sentence? How many, and the first few.

Refuses to know why a row is told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ROWS_NAMED = 5  # enough to find them in the sheet; the list of rejected rows has them all
_REASONS_TOLD = 3  # of one code; error values and lengths differ from row to row


def rows_told(numbers: Sequence[int], one: str, many: str) -> str:
    """`Row 13 names …` of one row, `7 rows (13, 15, 18, 20, 21 and 2 more) name …` of several."""
    if len(numbers) == 1:
        return f"Row {numbers[0]} {one}."
    named = [str(number) for number in numbers[:ROWS_NAMED]]
    further = len(numbers) - len(named)
    last = f"{further:,} more" if further else named.pop()
    return f"{len(numbers):,} rows ({', '.join(named)} and {last}) {many}."


def rejected_told(rejected: Iterable[tuple[int, str, str]]) -> dict[str, str]:
    """Code → what to tell of the rows that were not screened, given as (number, code, reason)."""
    rows: dict[str, dict[str, list[int]]] = {}
    for number, code, reason in rejected:
        rows.setdefault(code, {}).setdefault(reason, []).append(number)
    return {code: " ".join(_sentences(reasons)) for code, reasons in rows.items()}


def _sentences(reasons: dict[str, list[int]]) -> list[str]:
    told = [
        rows_told(numbers, f"was not screened: {reason}", f"were not screened: {reason}")
        for reason, numbers in list(reasons.items())[:_REASONS_TOLD]
    ]
    further = sum(len(numbers) for numbers in list(reasons.values())[_REASONS_TOLD:])
    rows = "1 further row was" if further == 1 else f"{further:,} further rows were"
    return [*told, f"{rows} not screened for a like reason."] if further else told
