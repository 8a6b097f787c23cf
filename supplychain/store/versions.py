"""Which versions of a list are there, which one counts now, and what does each hold?

A version is added and made current in one transaction, and is never changed or removed, so that any past screening
can be made again. Refuses to know where entries come from and whether they are sound: that is settled before.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, pairwise
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from supplychain.collector import gc_paused
from supplychain.entry_form import entry_from_dict, entry_to_dict, fingerprint
from supplychain.errors import StoreError, UnknownListError, UsageError
from supplychain.model import Entry, ListVersion
from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables import current_version, entry, list_version, version_span

# SQLite allows 32,766 values in one statement, PostgreSQL 65,535.
CHUNK = 10_000

Known = dict[str, int]  # fingerprint → number, of one list


@dataclass(frozen=True, slots=True)
class VersionDiff:
    """What a list's publisher changed from one version to another, told apart by `entry_id`.

    `changed` holds pairs (as it was, as it is). `added` and `changed` are in the new version's order, `removed` in the
    old one's.
    """

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[tuple[Entry, Entry], ...]


@gc_paused()
def publish_version(
    store: Store, version: ListVersion, entries: Sequence[Entry], *, published_at: datetime | None = None
) -> bool:
    """Adds a version with its entries and makes it the current one, all or nothing.

    False where this content under this version is current already: then only the time of the check is noted, and a
    bundled version that was now fetched counts as refreshed. A version published before becomes current again. The
    same bytes read differently by a newer parser are another version: `.r2` is put behind its name, since what past
    screenings used must stay. `published_at` is `version.checked_at` unless given. Raises StoreError.
    """
    if version.entries != len(entries):
        raise StoreError(
            f"The list {version.list_key} {version.version} states {version.entries} entries but brings"
            f" {len(entries)}; nothing was published, fetch it again."
        )
    contents = [entry_to_dict(one) for one in entries]
    prints = [fingerprint(content) for content in contents]
    digest = hashlib.sha256("\n".join(prints).encode("ascii")).hexdigest()
    with writing(store) as connection:
        current_id = lock_list(connection, version.list_key)
        namesakes = _namesakes(connection, version)
        held = next((row for row in namesakes if row.content_sha256 == digest), None)
        if held is None:
            numbers = add_entries(connection, version.list_key, dict(zip(prints, contents, strict=True)))
            held_id = _add_version(connection, version, namesakes, digest, published_at or version.checked_at)
            _add_spans(connection, held_id, [numbers[one] for one in prints])
        else:
            held_id = held.id
            _seen_again(connection, held, version)
        if held_id == current_id:
            return False
        connection.execute(
            update(current_version)
            .where(current_version.c.list_key == version.list_key)
            .values(list_version_id=held_id, flipped_at=published_at or version.checked_at)
        )
    return True


def mark_checked(store: Store, list_key: str, checked_at: datetime) -> None:
    """Notes that the publisher still has the current version (an unchanged file, a 304).

    The latest call counts, whatever time it brings: were only later times taken, a check made while the clock stood
    in the future would keep the list looking fresh for as long. Raises UnknownListError where the list has no version.
    """
    with writing(store) as connection:
        current_id = lock_list(connection, list_key)
        if current_id is None:
            raise UnknownListError(f"No version of the list {list_key!r} is held; refresh it first.")
        connection.execute(update(list_version).where(list_version.c.id == current_id).values(checked_at=checked_at))


def current_versions(store: Store) -> dict[str, ListVersion]:
    """The version that counts now, by list key, sorted by key."""
    query = (
        select(list_version)
        .join(current_version, current_version.c.list_version_id == list_version.c.id)
        .order_by(list_version.c.list_key)
    )
    with reading(store) as connection:
        return {row.list_key: _version(row) for row in connection.execute(query)}


def last_publication(store: Store) -> datetime | None:
    """When the current versions last changed; later with each new version, even one that a slow fetch brings after
    another list's. None on a home without versions."""
    with reading(store) as connection:
        flipped = connection.execute(select(func.max(current_version.c.flipped_at))).scalar()
        count = connection.execute(select(func.count()).select_from(list_version)).scalar_one()
    # Old versions stay, so their number grows with each new one: it stands in the microseconds.
    return None if flipped is None else flipped.replace(microsecond=count % 1_000_000)


def versions_of(store: Store, list_key: str) -> tuple[ListVersion, ...]:
    """Every version ever published of a list, in order of publication; () where there is none."""
    query = select(list_version).where(list_version.c.list_key == list_key).order_by(list_version.c.id)
    with reading(store) as connection:
        return tuple(_version(row) for row in connection.execute(query))


@gc_paused()
def load_entries(store: Store, list_key: str, version: str, kinds: Collection[str] | None = None) -> tuple[Entry, ...]:
    """The entries of a version, in published order; only those of some kinds (`entities`, …) where these are given.

    Raises UnknownListError, or UsageError for the version.
    """
    with reading(store) as connection:
        version_id = _version_id(connection, list_key, version)
        query = _entries_of(version_id, entry.c.content)
        if kinds is not None:
            query = query.where(entry.c.kind.in_(kinds))
        return tuple(entry_from_dict(content) for content in connection.execute(query).scalars())


@gc_paused()
def diff_versions(store: Store, list_key: str, old: str, new: str) -> VersionDiff:
    """What changed from the version `old` to `new`. Raises as `load_entries` does."""
    with reading(store) as connection:
        before = _numbers_of(connection, _version_id(connection, list_key, old))
        after = _numbers_of(connection, _version_id(connection, list_key, new))
        gone, come = set(before) - set(after), set(after) - set(before)
        loaded = _load_numbers(connection, list_key, gone | come)
    # An entry_id may stand twice in a list that numbers its entries badly: then they are paired in order.
    waiting: dict[str, list[Entry]] = defaultdict(list)
    removed = [loaded[number] for number in dict.fromkeys(before) if number in gone]
    for one in removed:
        waiting[one.entry_id].append(one)
    added: list[Entry] = []
    changed: list[tuple[Entry, Entry]] = []
    for number in dict.fromkeys(after):
        if number in come:
            one = loaded[number]
            earlier = waiting[one.entry_id]
            if earlier:
                changed.append((earlier.pop(0), one))
            else:
                added.append(one)
    left = {id(one) for ones in waiting.values() for one in ones}
    return VersionDiff(tuple(added), tuple(one for one in removed if id(one) in left), tuple(changed))


def lock_list(connection: Connection, list_key: str) -> int | None:
    """Makes other writers of this list wait until this transaction ends; gives the current version's row id."""
    touch = (
        update(current_version)
        .where(current_version.c.list_key == list_key)
        .values(list_key=list_key)
        .returning(current_version.c.list_version_id)
    )
    row = connection.execute(touch).first()
    if row is None:
        try:
            with connection.begin_nested():
                connection.execute(insert(current_version).values(list_key=list_key))
        except IntegrityError:  # another writer made the row first: wait for it
            row = connection.execute(touch).first()
    return None if row is None or row.list_version_id is None else int(row.list_version_id)


def add_entries(connection: Connection, list_key: str, contents: dict[str, dict[str, Any]]) -> Known:
    """Adds the entries (fingerprint → content) the list has not got, in their order; gives all their numbers.

    The list must be locked: numbers are handed out one after the other.
    """
    known = _known(connection, list_key, contents)
    missing = [one for one in contents if one not in known]
    last = connection.execute(select(func.max(entry.c.number)).where(entry.c.list_key == list_key)).scalar() or 0
    known |= zip(missing, count(last + 1))
    if missing:
        connection.execute(insert(entry), [_entry_row(list_key, known[p], p, contents[p]) for p in missing])
    return known


def fingerprints_of(connection: Connection, list_key: str, version: str, entry_ids: Iterable[str]) -> dict[str, str]:
    """entry_id → fingerprint, of the entries a version holds; {} where the version was never published."""
    query = select(list_version.c.id).filter_by(list_key=list_key, version=version)
    version_id = connection.execute(query).scalar()
    found: dict[str, str] = {}
    if version_id is not None:
        for chunk in chunks(sorted(set(entry_ids))):
            chosen = _entries_of(version_id, entry.c.entry_id, entry.c.fingerprint).where(entry.c.entry_id.in_(chunk))
            found |= {row.entry_id: row.fingerprint for row in connection.execute(chosen)}
    return found


def chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """The values in pieces small enough for one statement."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def _known(connection: Connection, list_key: str, wanted: Iterable[str]) -> Known:
    """The numbers of the wanted fingerprints the list has. Few are asked for by name, many by reading them all."""
    query = select(entry.c.fingerprint, entry.c.number).where(entry.c.list_key == list_key)
    names = list(wanted)
    if len(names) > CHUNK:
        held = {row.fingerprint: row.number for row in connection.execute(query)}
        return {one: held[one] for one in names if one in held}
    rows = connection.execute(query.where(entry.c.fingerprint.in_(names)))
    return {row.fingerprint: row.number for row in rows}


def _entry_row(list_key: str, number: int, print_: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "list_key": list_key,
        "number": number,
        "entry_id": content["entry_id"],
        "fingerprint": print_,
        "kind": content["kind"],
        "content": content,
    }


def _namesakes(connection: Connection, version: ListVersion) -> list[Row[Any]]:
    """The versions of this name, `.r2` and so on among them."""
    query = select(list_version).where(list_version.c.list_key == version.list_key)
    stem = f"{version.version}.r"
    rows = connection.execute(query).all()
    return [row for row in rows if row.version == version.version or row.version.startswith(stem)]


def _add_version(
    connection: Connection, version: ListVersion, namesakes: list[Row[Any]], digest: str, published_at: datetime
) -> int:
    name = f"{version.version}.r{len(namesakes) + 1}" if namesakes else version.version
    row = {
        "list_key": version.list_key,
        "version": name,
        "edition": version.edition,
        "as_of": version.as_of,
        "source_url": version.source_url,
        "sha256": version.sha256,
        "fetched_at": version.fetched_at,
        "checked_at": version.checked_at,
        "published_at": published_at,
        "origin": version.origin,
        "entry_count": version.entries,
        "name_count": version.names,
        "content_sha256": digest,
    }
    return int(connection.execute(insert(list_version).values(row).returning(list_version.c.id)).scalar_one())


def _add_spans(connection: Connection, version_id: int, numbers: list[int]) -> None:
    """Cuts the numbers, in published order, where one does not follow the one before it."""
    if not numbers:
        return
    starts = [0, *(at for at, (one, next_) in enumerate(pairwise(numbers), start=1) if next_ != one + 1), len(numbers)]
    rows = [
        {
            "list_version_id": version_id,
            "position": position,
            "first_number": numbers[start],
            "last_number": numbers[end - 1],
        }
        for position, (start, end) in enumerate(pairwise(starts))
    ]
    connection.execute(insert(version_span), rows)


def _seen_again(connection: Connection, held: Row[Any], version: ListVersion) -> None:
    """Notes the check (see `mark_checked`). A bundled version is no check: it brings the day it was packed."""
    if version.origin == "bundled" and held.origin != "bundled":
        return
    values: dict[str, Any] = {"checked_at": version.checked_at}
    if held.origin == "bundled" and version.origin != "bundled":
        values |= {"origin": version.origin, "fetched_at": version.fetched_at, "source_url": version.source_url}
    connection.execute(update(list_version).where(list_version.c.id == held.id).values(values))


def _version_id(connection: Connection, list_key: str, version: str) -> int:
    query = select(list_version.c.id, list_version.c.version).where(list_version.c.list_key == list_key)
    ids = {row.version: row.id for row in connection.execute(query.order_by(list_version.c.id.desc()))}
    if not ids:
        raise UnknownListError(
            f"No version of the list {list_key!r} is held; `supplychain lists` shows those that are."
        )
    if version not in ids:
        raise UsageError(
            f"The list {list_key} has no version {version!r}; the newest held are {', '.join(list(ids)[:3])}."
        )
    return int(ids[version])


def _entries_of(version_id: int, *columns: Any) -> Select[Any]:
    """The chosen columns of a version's entries, in published order."""
    within = and_(
        entry.c.list_key == list_version.c.list_key,
        entry.c.number.between(version_span.c.first_number, version_span.c.last_number),
    )
    return (
        select(*columns)
        .select_from(version_span)
        .join(list_version, list_version.c.id == version_span.c.list_version_id)
        .join(entry, within)
        .where(version_span.c.list_version_id == version_id)
        .order_by(version_span.c.position, entry.c.number)
    )


def _numbers_of(connection: Connection, version_id: int) -> list[int]:
    query = select(version_span).where(version_span.c.list_version_id == version_id).order_by(version_span.c.position)
    spans = connection.execute(query).all()
    return [number for span in spans for number in range(span.first_number, span.last_number + 1)]


def _load_numbers(connection: Connection, list_key: str, numbers: set[int]) -> dict[int, Entry]:
    loaded: dict[int, Entry] = {}
    for chunk in chunks(sorted(numbers)):
        query = select(entry.c.number, entry.c.content).where(entry.c.list_key == list_key, entry.c.number.in_(chunk))
        loaded |= {row.number: entry_from_dict(row.content) for row in connection.execute(query)}
    return loaded


def _version(row: Row[Any]) -> ListVersion:
    return ListVersion(
        list_key=row.list_key,
        version=row.version,
        edition=row.edition,
        as_of=row.as_of,
        source_url=row.source_url,
        sha256=row.sha256,
        fetched_at=row.fetched_at,
        checked_at=row.checked_at,
        origin=row.origin,
        entries=row.entry_count,
        names=row.name_count,
    )
