"""Which term of a table `term=meaning|term=meaning`, over several lines, means what?

Reads the tables of words of this folder. Refuses to know any of them.
"""

from __future__ import annotations

from collections.abc import Callable


def rows(table: str) -> list[tuple[str, str]]:
    """(term, meaning) of each entry in order."""
    pairs = (entry.partition("=") for entry in table.replace("\n", "|").split("|") if entry)
    return [(term, meaning) for term, _, meaning in pairs]


def read(table: str, folded: Callable[[str], str] = str) -> dict[str, str]:
    """The meaning of each term as `folded`.

    Raises ValueError where a term stands twice: one of the two entries would never be read.
    """
    found: dict[str, str] = {}
    for term, meaning in rows(table):
        known = folded(term)
        if known in found:
            raise ValueError(f"The table of words says twice what '{term}' means: '{found[known]}' and '{meaning}'.")
        found[known] = meaning
    return found
