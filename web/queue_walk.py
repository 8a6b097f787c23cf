"""Which part of the queue does somebody walk through? The filters and the order as an address carries them, from the
queue to its flags, from one flag to the next, and back.

Refuses to know the flags.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict

from supplychain.store.review_queue import FACETS, LONGEST_TEXT, Order, QueueFilters
from supplychain.store.tables_review import UNDECIDED

_ALL = "all"  # as a status: every one
_MOST_VALUES = 50  # of one facet in an address
LONGEST_VALUE = 100  # characters; a country, a list key and the name of a reason are shorter


@dataclass(frozen=True, slots=True)
class Walk:
    """The queue as somebody asked for it. `kept` are the values that make an address say the same, only those that
    differ from the queue as it opens; `is_filtered` whether any of it leaves flags out."""

    filters: QueueFilters
    order: Order
    kept: dict[str, str | list[str]]
    is_filtered: bool


def this_walk() -> Walk:
    """The walk that the address of this request speaks of."""
    return walk_of(request.args)


def walk_of(args: MultiDict[str, str]) -> Walk:
    """What nobody can mean is left out; without a status what waits for somebody."""
    asked = {name: [one for one in args.getlist(name)[:_MOST_VALUES] if len(one) <= LONGEST_VALUE] for name in FACETS}
    text = args.get("q", "").strip()[:LONGEST_TEXT]
    order = Order(args["order"]) if args.get("order") in list(Order) else Order.PRIORITY
    chosen = {name: tuple(values) for name, values in asked.items()}
    status = () if _ALL in chosen["status"] else chosen["status"] or UNDECIDED
    kept: dict[str, str | list[str]] = {name: values for name, values in asked.items() if values}
    kept |= {"q": text} if text else {}
    is_filtered = bool(kept)
    kept |= {"order": order.value} if order is not Order.PRIORITY else {}
    return Walk(QueueFilters(**{**chosen, "status": status}, text=text), order, kept, is_filtered)
