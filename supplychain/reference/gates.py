"""May a parsed list take the place of the last good version? One short function per gate; the first that says no wins.

A gate never repairs anything: it keeps the last good version and says in a sentence what a person should look at.
Measured against what the publisher gave before, as zavod's assertions and the CSL of 6 May 2024 (14,973 of its entries
gone for a day) teach. Refuses to know how the bytes came and where versions are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supplychain.model import EntityType, Entry, EntryStatus, ListedEntity, ListedGood, ListVersion
from supplychain.reference.gates_text import alike, letters_lost, mojibake, rounded_numbers, texts_of
from supplychain.reference.reference_list import ParsedList, ReferenceList

# More than this of the last good version gone is no ordinary update: ITAR-debarred fell from 686 to 515 and back.
MOST_REMOVED, REMOVED_SHARE = 5, 0.10
# A bundled version may lie far back: a year of ordinary delistings is more than a tenth on the fast lists.
LONG_AGO, REMOVED_SHARE_LONG_AGO = timedelta(days=180), 0.30
GROWN_STOP, GROWN_WARN = 5, 2
NAMES_FILLED, COUNTRIES_FILLED = 0.99, 0.90
ROW_ERRORS, DUPLICATES = 0.01, 0.005
# Of the lists at hand BIS's has most rows that say the same twice: 3 of 546.
ALIKE = 0.05
# DHS has listed a party twice on one sub-list; on a list of 160 that alone would be more than the share.
FEW_DUPLICATES = 2
SAME_IDS, SAME_NAMES = 0.50, 0.50
DAMAGED_NAMES = 0.01
# A programme that the list does not declare may end (Syria's did in 2025, with 500 entries), but not unseen.
PROGRAMME_OF_NOTE = 30
# Mirrors of one publisher differ by hours; a page may be up a day before the date it bears.
CLOCKS_APART = timedelta(days=1)
FILE_OLDER = timedelta(days=31)

_ROW_ERROR = re.compile(r"(?:row|line|record) \d+\b", re.IGNORECASE)
_TWICE = "stands twice"


@dataclass(frozen=True, slots=True)
class Held:
    """The last good version and its entries. `older_sha256` are the digests of versions that were good before it;
    `last_modified` is the file's own date as the server gave it then, None where it did not."""

    version: ListVersion
    entries: tuple[Entry, ...]
    older_sha256: frozenset[str] = frozenset()
    last_modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came: the parsed list, the digest of its bytes, the file's own date as the server gives it, and the
    moment it came (UTC)."""

    listed: ReferenceList
    parsed: ParsedList
    sha256: str
    last_modified: datetime | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """`gate` is the name of the gate that said no, "" where all let it pass; `reason` its sentence; `warnings` are
    sentences that stop nothing."""

    gate: str
    reason: str
    warnings: tuple[str, ...]


def judge(arrived: Arrived, held: Held | None) -> Verdict:
    """Asks every gate. `held` is None on the first load: then only the gates that compare with nothing are asked.

    Where the publisher's bytes are those of the version held, what differs is our own reading of them, and the
    publisher cannot have lost anything; read as before, they are good because they were (a person may have said so).
    """
    warnings = tuple(_warnings(arrived, held))
    same_bytes = held is not None and held.version.sha256 == arrived.sha256
    if held is not None and same_bytes and held.entries == arrived.parsed.entries:
        return Verdict("", "", warnings)
    for name, gate in ALONE.items():
        reason = gate(arrived)
        if reason:
            return Verdict(name, reason, warnings)
    if held is not None and not same_bytes:
        for name, compare in AGAINST_LAST_GOOD.items():
            reason = compare(arrived, held)
            if reason:
                return Verdict(name, reason, warnings)
    return Verdict("", "", warnings)


def _minimum(arrived: Arrived) -> str:
    count, least = len(arrived.parsed.entries), arrived.listed.bounds.minimum
    return f"{count:,} entries came, at least {least:,} are expected." if count < least else ""


def _maximum(arrived: Arrived) -> str:
    count, most = len(arrived.parsed.entries), arrived.listed.bounds.maximum
    return f"{count:,} entries came, at most {most:,} are expected." if count > GROWN_STOP * most else ""


def _parts_missing(arrived: Arrived) -> str:
    return " ".join(arrived.parsed.lacking)


def _sub_minimum(arrived: Arrived) -> str:
    low = [one for one in arrived.listed.programmes_out_of_bounds(arrived.parsed.entries) if one[1] < one[2]]
    return "; ".join(
        f'"{name}" has {count:,} entries, at least {least:,} are expected' for name, count, least, _ in low
    )


def _row_errors(arrived: Arrived) -> str:
    bad = len(row_errors(arrived.parsed))
    total = bad + len(arrived.parsed.entries)
    return f"{bad:,} of {total:,} rows could not be read." if bad > ROW_ERRORS * total else ""


def _duplicates(arrived: Arrived) -> str:
    ids = Counter(entry.entry_id for entry in arrived.parsed.entries)
    # Most readers join the entries of one id themselves, so that none is lost, and say so.
    doubled = ids.total() - len(ids) + sum(_TWICE in text for text in arrived.parsed.unread)
    if doubled > max(FEW_DUPLICATES, DUPLICATES * ids.total()):
        return f"{doubled:,} of {ids.total():,} entries bear an id given before."
    same = alike(arrived.parsed.entries)
    if same > max(FEW_DUPLICATES, ALIKE * ids.total()):
        return f"{same:,} of {ids.total():,} entries say the same as another, but for their id."
    return ""


def _damaged_text(arrived: Arrived) -> str:
    entries = arrived.parsed.entries
    # One alias of the UN list has been published so for years; its parties' own names never were.
    lost = sum("\ufffd" in title_of(entry) for entry in entries)
    every = sum(any("\ufffd" in text for text in texts_of(entry)) for entry in entries)
    if lost or every > DAMAGED_NAMES * len(entries):
        return f"{every:,} entries hold signs that were lost on the way (U+FFFD)."
    rounded = rounded_numbers(entries)
    if rounded > FEW_DUPLICATES:
        return f"{rounded:,} entries bear numbers such as 1.23E+08: a spreadsheet has rounded them."
    broken = mojibake(entries)
    if broken <= DAMAGED_NAMES * len(entries):
        return ""
    return f"{broken:,} entries bear names that look as if their encoding was read wrongly."


def _empty_names(arrived: Arrived) -> str:
    filled = _share(arrived.parsed.entries, title_of)
    return f"only {filled:.0%} of the entries have a name." if filled < NAMES_FILLED else ""


def _rolled_back(arrived: Arrived, held: Held) -> str:
    before, now_date = held.version.as_of, arrived.parsed.as_of
    # A date in the future cannot have been true: it must not keep every later version out.
    trusted = before <= held.version.checked_at.date() + CLOCKS_APART
    if trusted and arrived.parsed.dated and now_date < before:
        return f"the list is dated {now_date}, the version held {before}: an older one came."
    if arrived.sha256 in held.older_sha256:
        return "the very file of an earlier version came, one that was replaced since."
    stamp = arrived.last_modified
    if stamp is None:
        return ""
    if held.last_modified is not None and stamp < held.last_modified - CLOCKS_APART:
        return f"the file is of {stamp:%Y-%m-%d}, the one held of {held.last_modified:%Y-%m-%d}: an older one came."
    if trusted and stamp.date() < before - FILE_OLDER:
        return f"the file is of {stamp:%Y-%m-%d}, before the day of the version held ({before}): an older one came."
    return ""


def _text_lost(arrived: Arrived, held: Held) -> str:
    lost = letters_lost(arrived.parsed.entries, held.entries)
    if not lost:
        return ""
    return (
        f"{len(lost):,} names held before came with other letters, such as “{lost[0][:60]}”: their encoding was lost."
    )


def _overlap(arrived: Arrived, held: Held) -> str:
    before = {entry.entry_id for entry in held.entries}
    kept = len(before & {entry.entry_id for entry in arrived.parsed.entries})
    if not before or kept >= SAME_IDS * len(before):
        return ""
    return f"only {kept:,} of the {len(before):,} entries held are among them: this looks like another list."


def _doubled(arrived: Arrived, held: Held) -> str:
    more = alike(arrived.parsed.entries) - alike(held.entries)
    if more <= max(FEW_DUPLICATES, DUPLICATES * len(arrived.parsed.entries)):
        return ""
    return f"{more:,} of {len(arrived.parsed.entries):,} entries say the same as another, but for their id."


def _renamed(arrived: Arrived, held: Held) -> str:
    before = {entry.entry_id: _words(title_of(entry)) for entry in held.entries}
    after = {entry.entry_id: _words(title_of(entry)) for entry in arrived.parsed.entries}
    shared = before.keys() & after.keys()
    same = sum(before[key] == after[key] for key in shared)
    if same >= SAME_NAMES * len(shared):
        return ""
    return (
        f"{len(shared) - same:,} of {len(shared):,} entries that stay bear another name: this looks like another list."
    )


def _removed(arrived: Arrived, held: Held) -> str:
    gone = _gone(arrived.parsed.entries, held.entries)
    return f"{gone}." if _too_many(arrived, held, gone.count, gone.before) else ""


def _sub_removed(arrived: Arrived, held: Held) -> str:
    declared = [programme for programme, _, _ in arrived.listed.sub_bounds]
    told = []
    for programme in declared:
        gone = _gone(_of(arrived.parsed.entries, programme), _of(held.entries, programme))
        if _too_many(arrived, held, gone.count, gone.before):
            told.append(f'{gone} in "{programme}"')
    after = {programme_of(entry) for entry in arrived.parsed.entries}
    for programme, count in Counter(map(programme_of, held.entries)).items():
        if programme and programme not in after and count >= PROGRAMME_OF_NOTE and programme not in declared:
            told.append(f'all {count:,} entries of "{programme}" are gone')
    return "; ".join(told)


def _parts_lost(arrived: Arrived, held: Held) -> str:
    """A list of several files may lose one of them while every entry stays: its aliases, its addresses."""
    told = []
    for words, count in _PARTS.items():
        before, after = count(held.entries), count(arrived.parsed.entries)
        if _too_many(arrived, held, before - after, before):
            told.append(f"{before - after:,} of {before:,} {words} are gone")
    return "; ".join(told)


def _countries_lost(arrived: Arrived, held: Held) -> str:
    before, after = _share(held.entries, _place_of), _share(arrived.parsed.entries, _place_of)
    if after >= COUNTRIES_FILLED * before:
        return ""
    return f"{after:.0%} of the entries have a country, {before:.0%} of those held have."


def _grown(arrived: Arrived, held: Held) -> str:
    before, after = len(held.entries), len(arrived.parsed.entries)
    return f"{after:,} entries came where {before:,} are held." if before and after >= GROWN_STOP * before else ""


ALONE: dict[str, Callable[[Arrived], str]] = {
    "minimum": _minimum,
    "maximum": _maximum,
    "parts_missing": _parts_missing,
    "row_errors": _row_errors,
    "empty_names": _empty_names,  # before the next: entries without a name say the same as one another
    "duplicate_ids": _duplicates,
    "damaged_text": _damaged_text,
    "sub_list_minimum": _sub_minimum,
}
AGAINST_LAST_GOOD: dict[str, Callable[[Arrived, Held], str]] = {
    "rolled_back": _rolled_back,
    "other_list": _overlap,
    "text_lost": _text_lost,
    "renamed": _renamed,
    "removed": _removed,
    "sub_list_removed": _sub_removed,
    "parts_lost": _parts_lost,
    "countries_lost": _countries_lost,
    "doubled": _doubled,
    "grown": _grown,
}


def _warnings(arrived: Arrived, held: Held | None) -> Iterable[str]:
    count, most = len(arrived.parsed.entries), arrived.listed.bounds.maximum
    if count > most:
        yield f"{count:,} entries are more than the {most:,} expected at most."
    for name, found, least, highest in arrived.listed.programmes_out_of_bounds(arrived.parsed.entries):
        if found >= least:
            yield f'"{name}" has {found:,} entries, more than the {highest:,} expected at most.'
    if held is not None and held.entries and count > GROWN_WARN * len(held.entries):
        yield f"{count:,} entries came where {len(held.entries):,} are held."
    tomorrow = arrived.now + CLOCKS_APART
    if arrived.parsed.as_of > tomorrow.date():
        yield f"the list is dated {arrived.parsed.as_of}, which is still to come."
    if arrived.last_modified is not None and arrived.last_modified > tomorrow:
        yield f"the server dates the file {arrived.last_modified:%Y-%m-%d}, which is still to come."
    if held is not None and (gone := tail_gone(arrived.parsed.entries, held.entries)):
        yield f"the list now ends where {gone:,} more entries stood: see that it was not cut at its end."
    errors = len(row_errors(arrived.parsed))
    if errors:
        yield f"{errors:,} rows could not be read; they stand in the notes beside the kept bytes."
    if len(arrived.parsed.unread) > 0:
        shown = "; ".join(arrived.parsed.unread[:3])
        yield f"{len(arrived.parsed.unread):,} published values were not used ({shown[:300]})."
    broken = mojibake(arrived.parsed.entries)
    if broken:
        yield f"{broken:,} entries bear names that look as if their encoding was read wrongly."


def tail_gone(after: Sequence[Entry], before: Sequence[Entry]) -> int:
    """How many entries of those held followed what is now the last one, and are all gone: a file cut at the end of a
    line looks so. 0 where the list ends as before, with a new entry, or in another order.

    It stops nothing: a cut file and one whose last entries the publisher took off are the same bytes.
    """
    # Parties kept as history may stand after the publisher's own last one.
    ids = [entry.entry_id for entry in before if not _is_history(entry)]
    came = {entry.entry_id for entry in after}
    last = next((entry.entry_id for entry in reversed(after) if not _is_history(entry)), "")
    if last not in ids:
        return 0
    gone = ids[ids.index(last) + 1 :]
    return 0 if came.intersection(gone) else len(gone)


def _is_history(entry: Entry) -> bool:
    return isinstance(entry, ListedEntity) and entry.status is EntryStatus.REMOVED


def row_errors(parsed: ParsedList) -> tuple[str, ...]:
    """The published rows that gave no entry, each in words."""
    return (*parsed.rejected, *(text for text in parsed.unread if _ROW_ERROR.match(text)))


def title_of(entry: Entry) -> str:
    """What a person calls the entry: the party, the good, the place."""
    if isinstance(entry, ListedEntity):
        return entry.name.strip()
    return (entry.good if isinstance(entry, ListedGood) else entry.place).strip()


def programme_of(entry: Entry) -> str:
    """The sub-list the entry comes from, "" where it has none."""
    return entry.programme if isinstance(entry, ListedEntity) else ""


@dataclass(frozen=True, slots=True)
class _Gone:
    count: int
    before: int

    def __str__(self) -> str:
        return f"{self.count:,} of {self.before:,} entries ({self.count / max(self.before, 1):.0%}) are gone"


def _gone(after: Iterable[Entry], before: Iterable[Entry]) -> _Gone:
    held = {entry.entry_id for entry in before}
    return _Gone(len(held - {entry.entry_id for entry in after}), len(held))


def _too_many(arrived: Arrived, held: Held, gone: int, before: int) -> bool:
    far_back = held.version.origin == "bundled" and arrived.parsed.as_of - held.version.as_of > LONG_AGO
    return gone > max(MOST_REMOVED, (REMOVED_SHARE_LONG_AGO if far_back else REMOVED_SHARE) * before)


def _of(entries: Sequence[Entry], programme: str) -> list[Entry]:
    return [entry for entry in entries if programme_of(entry) == programme]


def _place_of(entry: Entry) -> str:
    if isinstance(entry, ListedEntity):
        return "".join(entry.countries)
    return entry.country or ""


def _share(entries: Sequence[Entry], part: Callable[[Entry], str]) -> float:
    return sum(bool(part(entry)) for entry in entries) / len(entries) if entries else 1.0


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _count_of(part: str) -> Callable[[Iterable[Entry]], int]:
    def count(entries: Iterable[Entry]) -> int:
        return sum(len(getattr(entry, part)) for entry in entries if isinstance(entry, ListedEntity))

    return count


def _count_if(holds: Callable[[ListedEntity], bool]) -> Callable[[Iterable[Entry]], int]:
    return lambda entries: sum(holds(entry) for entry in entries if isinstance(entry, ListedEntity))


_PARTS = {
    "aliases": _count_of("aliases"),
    "addresses": _count_of("addresses"),
    "identifiers": _count_of("identifiers"),
    "kinds of party": _count_if(lambda entry: entry.entity_type is not EntityType.UNKNOWN),
    "days of listing": _count_if(lambda entry: entry.listed_on is not None),
}
