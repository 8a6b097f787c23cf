"""How does a list come in? Fetch, keep the bytes, parse, ask the gates, publish; each attempt ends in one outcome.

Whatever goes wrong, the last good version stays and the outcome says why: no fault of one publisher, disk or parser
stops another list. Refuses to know when it is time to refresh.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from supplychain.collector import gc_paused
from supplychain.errors import ListError, ListFetchError, StoreError, SupplychainError, UnknownListError, UsageError
from supplychain.model import Entry, ListVersion
from supplychain.reference.announced import announced_since
from supplychain.reference.discover import KnownLists
from supplychain.reference.fetch import FetchLimits
from supplychain.reference.gates import Arrived, Held, judge, row_errors, tail_gone
from supplychain.reference.published import version_name
from supplychain.reference.reference_list import ParsedList, ReferenceList
from supplychain.reference.refresh_held import hold_bundled
from supplychain.reference.refresh_outcome import Outcome, RefreshOutcome, as_record
from supplychain.reference.refresh_quarantine import compare_entries, read_quarantined
from supplychain.reference.refresh_source import (
    Known,
    Source,
    Taken,
    dated_by_server,
    dump_validators,
    encoding_warnings,
    error_answer,
    load_validators,
    newest_stamp,
    sound_validators,
    take,
)
from supplychain.reference.snapshot import Snapshots, Taking, locked
from supplychain.settings import Settings
from supplychain.store import Store
from supplychain.store.refreshes import (
    RefreshRecord,
    begin_refresh,
    finish_refresh,
    last_verified,
)
from supplychain.store.versions import current_versions, load_entries, mark_checked, publish_version, versions_of

__all__ = ["BY_HAND", "Outcome", "RefreshOutcome", "RefreshRoom", "accept_quarantined", "refresh_list"]

_REFUSED = (401, 403, 404, 410)

# A server that writes a file anew while it serves it is done with a few megabytes within a second.
SECOND_LOOK_AFTER = 1.0

BY_HAND = "no data file is published; the bundled table is the list"


@dataclass(frozen=True, slots=True)
class RefreshRoom:
    """What refreshing needs: the store, the lists that are installed, the settings and the clock (UTC)."""

    store: Store
    known: KnownLists
    settings: Settings
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def listed(self, key: str) -> ReferenceList:
        """The list of that key. Raises UnknownListError."""
        if key in self.known.lists:
            return self.known.lists[key]
        if key in self.known.declared:
            raise UnknownListError(f"The list '{key}' ({self.known.declared[key]}) cannot be read by this version yet.")
        raise UnknownListError(
            f"There is no public list '{key}' to refresh; `supplychain lists` shows the keys. An own watchlist is "
            "renewed by `supplychain lists add`."
        )

    def source(self, key: str, given: str = "") -> Source:
        """Where that list is taken from: `given` by hand, else the operator's address, else the list's own, with the
        operator's key where there is one."""
        listed, settings = self.listed(key), self.settings
        usual = FetchLimits()
        limits = FetchLimits(
            seconds=settings.fetch_deadline or max(listed.fetch_seconds, usual.seconds),
            answer_seconds=max(listed.fetch_seconds / 2, usual.answer_seconds),
            tries=settings.fetch_tries,
            most_bytes=settings.fetch_max_mb * 1_000_000,
        )
        return Source(listed, limits, given or settings.source_of(key) or "", "" if given else settings.key_of(key))


@dataclass(frozen=True, slots=True)
class _Reading:
    """Bytes kept and parsed."""

    sha256: str
    parsed: ParsedList
    taken: Taken


def refresh_list(room: RefreshRoom, key: str, given: str = "") -> RefreshOutcome:
    """One attempt on one list, recorded whatever comes of it; `given` is a path or URL in place of the list's own.

    Raises UnknownListError, and StoreError where the store cannot be written at all; all else becomes the outcome.
    """
    source, began = room.source(key, given), time.monotonic()
    hold_bundled(room.store, room.known)
    try:
        with locked(room.settings.home, key, source.limits.seconds) as shelf:
            started = room.clock()
            number = begin_refresh(room.store, key, started, source.address if not given else "")
            outcome = _told(room, key, source, lambda: _attempt(room, key, source, shelf))
            outcome = outcome if given else _with_announced(room, key, source, outcome)
            outcome = replace(outcome, seconds=round(time.monotonic() - began, 2))
            finish_refresh(room.store, number, as_record(outcome, started, room.clock()))
            return outcome
    except ListError as error:  # the folder of the snapshots cannot be used
        return RefreshOutcome(key, _failed(room, key), str(error), url=source.address)


def _with_announced(room: RefreshRoom, key: str, source: Source, outcome: RefreshOutcome) -> RefreshOutcome:
    """The outcome with the word that a change was announced which the version held does not have.

    Where the operator named a mirror for the list and none for its announcements, nobody else is asked.
    """
    given = room.settings.source_of(f"{key}_announced") or ""
    version = current_versions(room.store).get(key)
    if not source.listed.announced_at[0] or version is None or (source.given and not given):
        return outcome
    told = announced_since(source.listed, version.as_of, room.clock().date(), source.limits, given)
    warnings = (*outcome.warnings, told.said) if told.said else outcome.warnings
    return replace(outcome, warnings=warnings, requests=outcome.requests + told.requests)


def accept_quarantined(room: RefreshRoom, key: str, reason: str) -> RefreshOutcome:
    """Publishes the quarantined bytes of a list because a person looked at them; the reason is recorded.

    Raises UsageError where no reason is given or nothing waits, ListError where the bytes can no longer be read.
    """
    if not reason.strip():
        raise UsageError("Accepting a quarantined list needs --reason: why may it take the place of the last good one?")
    with locked(room.settings.home, key, room.source(key).limits.seconds):
        quarantined = read_quarantined(room.store, room.known, room.settings.home, key)
        waiting = quarantined.record
        names = tuple(name for name, _ in room.listed(key).files)
        validators = load_validators(waiting.etag, waiting.last_modified, names)
        taken = Taken(None, waiting.source_url, waiting.http_status, validators)
        reading = _Reading(waiting.sha256, quarantined.parsed, taken)
        started = room.clock()
        number = begin_refresh(room.store, key, started, waiting.source_url)
        held = _held(room, key)
        outcome = _published(room, key, reading, held, waiting.finished_at)
        said = f"Accepted by hand: {reason.strip()} (it was quarantined: {waiting.message})"
        outcome = replace(outcome, reason=said, outcome=Outcome.UPDATED, byte_count=waiting.byte_count)
        finish_refresh(room.store, number, as_record(outcome, started, room.clock()))
    return outcome


def _told(room: RefreshRoom, key: str, source: Source, attempt: Callable[[], RefreshOutcome]) -> RefreshOutcome:
    """The attempt's outcome; any failure becomes one, with its reason."""
    try:
        return attempt()
    except ListFetchError as error:
        # What the list's module knows of its publisher's habits helps exactly then.
        note = source.listed.health_note if error.http_status in _REFUSED else ""
        failed = RefreshOutcome(key, _failed(room, key), f"{error} {note}".strip(), url=source.address)
        return replace(failed, http_status=error.http_status, requests=error.requests)
    except SupplychainError as error:
        return RefreshOutcome(key, _failed(room, key), str(error), url=source.address)
    except Exception as error:  # a parser of another package may raise anything; the other lists go on
        said = f"{type(error).__name__}: {error}"[:300]
        return RefreshOutcome(key, _failed(room, key), f"The list could not be read ({said}).", url=source.address)


def _attempt(room: RefreshRoom, key: str, source: Source, shelf: Snapshots) -> RefreshOutcome:
    held = _held(room, key)
    if source.is_by_hand:
        return _by_hand(room, key, held)
    last = last_verified(room.store, key)
    known = _known(room, key, held, last, shelf)
    taken = take(source, known)
    now = room.clock()
    stamp = newest_stamp(taken.validators)
    taken = replace(taken, validators=sound_validators(taken.validators, now))
    if taken.raw is None and known is not None:
        raw, sha256 = known.raw, last.sha256 if last else ""
    else:
        raw = taken.raw or b""
        etag, last_modified = dump_validators(taken.validators)
        sha256 = shelf.keep(raw, Taking(key, taken.url, now, taken.http_status, etag, last_modified))
    base = RefreshOutcome(
        key, _failed(room, key), http_status=taken.http_status, byte_count=len(raw), sha256=sha256, url=taken.url,
        requests=taken.requests,
    )  # fmt: skip
    try:
        with gc_paused():
            parsed = source.listed.parse(raw)
    except ListError as error:
        said = error_answer(raw)
        reason = f"{source.listed.title}: the server answered with an error message ({said})." if said else str(error)
        return replace(base, reason=reason)
    except Exception as error:  # a reader's own fault is told with the bytes that brought it up
        return replace(base, reason=f"The reader of the list failed on it ({type(error).__name__}: {error})."[:500])
    parsed = dated_by_server(parsed, sha256, stamp, held, now)
    reading = _Reading(sha256, parsed, taken)
    _note(shelf, reading)
    verdict = judge(Arrived(source.listed, parsed, sha256, stamp, now), _to_judge(room, key, held, last))
    looked = 0
    if not verdict.gate and held is not None and taken.raw is not None and tail_gone(parsed.entries, held[1]):
        looked, differs = _second_look(source, parsed)
        if differs:
            return replace(base, reason=differs, requests=taken.requests + looked)
    if verdict.gate:
        # Its validators are kept for the day a person accepts it; until then no request is made with them.
        etag, last_modified = dump_validators(taken.validators)
        outcome = replace(base, outcome=Outcome.QUARANTINED, reason=verdict.reason, gate=verdict.gate)
        outcome = _counted(replace(outcome, etag=etag, last_modified=last_modified), reading, held)
    else:
        outcome = replace(_published(room, key, reading, held, now), byte_count=len(raw))
    warnings = (*verdict.warnings, *encoding_warnings(raw))
    return replace(outcome, warnings=warnings, requests=taken.requests + looked)


def _second_look(source: Source, parsed: ParsedList) -> tuple[int, str]:
    """A list that ends sooner than the one held is asked for once more: a file that is just being written is another a
    moment later. Gives the requests made, and what differs, "" where the publisher says the same again."""
    if source.is_on_disk:
        return 0, ""
    time.sleep(SECOND_LOOK_AFTER)
    again = take(source, None)
    if source.listed.parse(again.raw or b"").entries == parsed.entries:
        return again.requests, ""
    return again.requests, "The list ends sooner than the one held, and asked for once more it was another one."


def _by_hand(room: RefreshRoom, key: str, held: tuple[ListVersion, tuple[Entry, ...]] | None) -> RefreshOutcome:
    if held is None:
        return RefreshOutcome(key, Outcome.NO_DATA, "no data file is published; bring it with --from FILE")
    version = held[0]  # nobody looked at the publisher's page: the table gets no younger by this
    return RefreshOutcome(
        key, Outcome.UNCHANGED, BY_HAND, sha256=version.sha256, records=version.entries, added=0, removed=0, changed=0,
        url=room.listed(key).page, version=version.version,
    )  # fmt: skip


def _held(room: RefreshRoom, key: str) -> tuple[ListVersion, tuple[Entry, ...]] | None:
    version = current_versions(room.store).get(key)
    return None if version is None else (version, load_entries(room.store, key, version.version))


def _known(
    room: RefreshRoom,
    key: str,
    held: tuple[ListVersion, tuple[Entry, ...]] | None,
    last: RefreshRecord | None,
    shelf: Snapshots,
) -> Known | None:
    """What a conditional request may be about: the bytes of the version held, if they are still here."""
    if held is None or last is None or last.version != held[0].version or not (last.etag or last.last_modified):
        return None
    raw = shelf.read(last.sha256)
    if raw is None:
        return None
    names = tuple(name for name, _ in room.listed(key).files)
    return Known(last.source_url, load_validators(last.etag, last.last_modified, names), raw)


def _to_judge(
    room: RefreshRoom, key: str, held: tuple[ListVersion, tuple[Entry, ...]] | None, last: RefreshRecord | None
) -> Held | None:
    if held is None:
        return None
    version, entries = held
    older = {one.sha256 for one in versions_of(room.store, key)} - {version.sha256}
    stamp = None
    if last is not None and last.version == version.version:
        names = tuple(name for name, _ in room.listed(key).files)
        stamp = newest_stamp(load_validators(last.etag, last.last_modified, names))
    return Held(version, entries, frozenset(older), stamp)


@gc_paused()
def _published(
    room: RefreshRoom, key: str, reading: _Reading, held: tuple[ListVersion, tuple[Entry, ...]] | None, now: datetime
) -> RefreshOutcome:
    """Makes what was read the current version, all or nothing, or notes that it is already."""
    parsed = reading.parsed
    before = held[0] if held else None
    same_entries = held is not None and held[1] == parsed.entries
    etag, last_modified = dump_validators(reading.taken.validators)
    outcome = RefreshOutcome(
        key, Outcome.UPDATED, http_status=reading.taken.http_status, sha256=reading.sha256, url=reading.taken.url,
        etag=etag, last_modified=last_modified,
    )  # fmt: skip
    outcome = _counted(outcome, reading, held)
    as_before = before is not None and (before.as_of, before.edition) == (parsed.as_of, parsed.edition)
    if before is not None and same_entries and as_before and before.origin == "refreshed":
        mark_checked(room.store, key, now)
        said = "" if before.sha256 == reading.sha256 else "the file's bytes changed, its entries did not"
        return replace(outcome, outcome=Outcome.UNCHANGED, reason=said, version=before.version)
    version = ListVersion(
        list_key=key,
        version=version_name(parsed.as_of, reading.sha256),
        edition=parsed.edition,
        as_of=parsed.as_of,
        source_url=reading.taken.url,
        sha256=reading.sha256,
        fetched_at=now,
        checked_at=now,
        origin="refreshed",
        entries=len(parsed.entries),
        names=parsed.name_count,
    )
    publish_version(room.store, version, parsed.entries)
    outcome = replace(outcome, version=current_versions(room.store)[key].version)
    if before is not None and before.sha256 == reading.sha256:
        if same_entries:
            return replace(outcome, outcome=Outcome.UNCHANGED)
        return replace(outcome, reason="the same file as before, read by a newer version of this program")
    return outcome


def _counted(
    outcome: RefreshOutcome, reading: _Reading, held: tuple[ListVersion, tuple[Entry, ...]] | None
) -> RefreshOutcome:
    """The outcome with what differs from the version held, told apart by entry_id."""
    parsed = reading.parsed
    differs = compare_entries(held[1] if held else (), parsed.entries)
    return replace(
        outcome,
        records=len(parsed.entries),
        added=len(differs.added),
        removed=len(differs.removed),
        changed=len(differs.changed),
        row_errors=len(row_errors(parsed)),
        unread=len(parsed.unread),
    )


def _note(shelf: Snapshots, reading: _Reading) -> None:
    """Every published row and value that was not used, beside the bytes: nothing is dropped without a trace."""
    if reading.parsed.unread or reading.parsed.rejected:
        try:
            shelf.note(reading.sha256, {"rejected": reading.parsed.rejected, "unread": reading.parsed.unread})
        except OSError as error:
            raise ListError(f"The notes on the list cannot be kept ({error.strerror}); free some space.") from error


def _failed(room: RefreshRoom, key: str) -> Outcome:
    with suppress(StoreError):
        return Outcome.KEPT_LAST_GOOD if key in current_versions(room.store) else Outcome.NO_DATA
    return Outcome.KEPT_LAST_GOOD
