"""Which cards come on which page of a large screening, without asking the database for the whole order every time?

Holds the order of some hundred cards of the screenings looked at lately, never what stands on them. Refuses to know
requests.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from supplychain.model import Severity
from supplychain.store import Store
from supplychain.store.screening_pages import FlaggedCard, FlaggedOrder, flagged_cards, flagged_order

CARDS = 25  # a page: what a reviewer reads at a sitting, and quick to send
# Asking for the order costs a look at every flag of the screening (0.2 s of a processor for 100,000 lines), whether
# one page's worth is taken or sixteen. 400 cards' places are some 100 kB, so all that is held stays under 4 MB.
_HELD_CARDS = 16 * CARDS
_HELD_ORDERS = 32

_Key = tuple[str, str, tuple[Severity, ...]]


@dataclass(frozen=True, slots=True)
class FlaggedPage:
    """Some cards, and where the next page begins: "" where this is the last."""

    cards: tuple[FlaggedCard, ...]
    following: str


class CardOrders:
    """Orders of cards looked at lately. A kept screening never changes, so neither does its order; whether it is still
    kept is asked anew for every page. Safe for several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: OrderedDict[_Key, tuple[str, FlaggedOrder]] = OrderedDict()  # with the mark it begins behind
        self._lock = threading.Lock()

    def page(
        self, screening_id: str, organisation_id: str, severities: tuple[Severity, ...], after: str
    ) -> FlaggedPage:
        """A page of the organisation's screening, behind a mark. Raises UsageError where there is none."""
        key = (organisation_id, screening_id, severities)
        with self._lock:
            held = self._held.get(key)
        start = None if held is None else _start(*held, after)
        if held is None or start is None:
            order = flagged_order(self._store, screening_id, organisation_id, severities, after, _HELD_CARDS)
            start = 0
            self._hold(key, after, order)
        else:
            order = held[1]
        groups = order.groups[start : start + CARDS]
        cards = flagged_cards(self._store, screening_id, organisation_id, groups)
        more = start + CARDS < len(order.groups)
        return FlaggedPage(cards, groups[-1].mark if more else order.following)

    def _hold(self, key: _Key, after: str, order: FlaggedOrder) -> None:
        with self._lock:
            self._held[key] = (after, order)
            self._held.move_to_end(key)
            while len(self._held) > _HELD_ORDERS:
                self._held.popitem(last=False)


def _start(begin: str, order: FlaggedOrder, after: str) -> int | None:
    """Where in an order the page behind a mark begins, None where the order does not hold the whole of that page."""
    marks = [begin, *(one.mark for one in order.groups)]
    start = marks.index(after) if after in marks else -1
    is_whole = start + CARDS <= len(order.groups) or not order.following
    return start if start >= 0 and is_whole else None
