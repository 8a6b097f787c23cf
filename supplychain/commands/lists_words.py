"""How does the shelf read, and what changed in an entry? Lines of text for `supplychain lists` and `lists diff`.

Refuses to know where versions are kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from supplychain.flags.words import ago, plural
from supplychain.library import ShelvedList
from supplychain.model import Alias, Entry, Identifier
from supplychain.reference.reference_list import Freshness
from supplychain.store.refreshes import RefreshRecord

_LEVELS = {
    Freshness.FRESH: "fresh",
    Freshness.AMBER: "late",
    Freshness.RED: "stale",
    Freshness.EXPIRED: "expired",
}
_LONG = 80  # characters of a value before it is shortened: names and numbers fit, remarks do not


def shelf_table(shelf: Sequence[ShelvedList], updates: Mapping[str, RefreshRecord], now: datetime) -> str:
    """The shelf as lines of text, held lists first. `updates` are each list's last attempt that published anything."""
    rows = [("list", "state", "checked", "next check", "as of", "entries", "last change", "title")]
    for shelved in sorted(shelf, key=lambda s: (s.version is None, s.key)):
        version = shelved.version
        rows.append(
            (
                shelved.key,
                state_of(shelved),
                ago(shelved.age_hours) if version else "never",
                until(shelved.next_check, now),
                version.as_of.isoformat() if version else "",
                f"{version.entries:,}" if version else "",
                change_words(updates.get(shelved.key)),
                shelved.title + (f", {version.edition}" if version and version.edition else ""),
            )
        )
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    right = {5}  # numbers
    lines = [
        "  ".join(
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    held = [s for s in shelf if s.version is not None]
    lines += ["", f"{len(held)} lists on the shelf, {len(shelf) - len(held)} not available here."]
    lines += _remarks(shelf)
    return "\n".join(lines)


def _remarks(shelf: Sequence[ShelvedList]) -> Iterator[str]:
    states = {state_of(shelved) for shelved in shelf}
    if "bundled" in states:
        yield "'bundled' lists came with the program and have not been refreshed on this machine."
    if states & {"late", "stale"}:
        yield "'late' and 'stale' lists have not been checked in time: run `supplychain refresh`."
    for shelved in shelf:
        if shelved.announced:
            yield f"{shelved.key} is late: a change is announced that its page does not show yet ({shelved.page})."
    if "expired" in states:
        yield "Under an 'expired' list no result may be read as no flags."
    if "quarantined" in states:
        yield "A 'quarantined' list waits for a person: `supplychain lists diff KEY quarantined` shows the changes."
    optional = [shelved for shelved in shelf if shelved.optional and shelved.licence]
    for shelved in optional:
        yield f"{shelved.key} is optional; its licence: {shelved.licence}."


def state_of(shelved: ShelvedList) -> str:
    """One word: `fresh`, `late`, `stale` or `expired` by its age, else why that does not say it."""
    if shelved.status in ("absent", "bundled", "quarantined") or shelved.freshness is None:
        return "not held" if shelved.status == "absent" else shelved.status
    if shelved.status == "stale" and shelved.freshness in (Freshness.FRESH, Freshness.AMBER):
        return "stale"  # a bundled version on a home that has refreshed
    return _LEVELS[shelved.freshness]


def until(moment: datetime | None, now: datetime) -> str:
    """`in 21 hours`, `in 5 days`, `overdue`; "" where none is due."""
    if moment is None:
        return ""
    hours = (moment - now) / timedelta(hours=1)
    if hours <= 0:
        return "overdue"
    return f"in {plural(math.ceil(hours), 'hour') if hours < 48 else plural(round(hours / 24), 'day')}"


def change_words(record: RefreshRecord | None) -> str:
    """`+305 -8 ~2 on 2024-05-03`: entries added, removed, changed by the last update; "" where there was none."""
    if record is None or record.added is None:
        return ""
    return f"+{record.added:,} -{record.removed or 0:,} ~{record.changed or 0:,} on {record.finished_at:%Y-%m-%d}"


def changed_fields(before: Entry, after: Entry) -> Iterator[tuple[str, str]]:
    """What differs in one entry: each field's name, and in words what it was and is."""
    for one in fields(before):
        old, new = getattr(before, one.name, None), getattr(after, one.name, None)
        if old == new:
            continue
        name = one.name.replace("_", " ")
        if isinstance(old, tuple) and isinstance(new, tuple):
            gone, come = (
                [_value(each) for each in old if each not in new],
                [_value(each) for each in new if each not in old],
            )
            parts = [f"without {', '.join(gone)}"] if gone else []
            parts += [f"now with {', '.join(come)}"] if come else []
            yield name, "; ".join(parts) or "in another order"
        else:
            yield name, f"{_value(old)} → {_value(new)}"


def _value(value: Any) -> str:
    if value is None or value == "":
        return "(blank)"
    if isinstance(value, Alias):
        return f"“{value.name}”" + (" (weak)" if value.weak else "")
    if isinstance(value, Identifier):
        return f"{value.scheme} {value.value}"
    text = str(value.value if isinstance(value, Enum) else value)
    return f"“{text if len(text) <= _LONG else text[: _LONG - 1] + '…'}”"
